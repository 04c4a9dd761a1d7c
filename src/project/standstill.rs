//! The standstill of the Provider Selection Regime: the first day on which one may sign, with its working.
//!
//! Regulation 12(2) and (3) are followed to the letter: it begins on the day after publication, whatever day that is, and
//! representations can be made until midnight at the end of the eighth working day after the day on which it begins.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::Serialize;
use thiserror::Error;

use super::date;
use super::working_days::{self, Beyond, Count, Day, Kind};
use crate::guide::Calendar;
use crate::guide::reading::HowRead;

/// Working days after the day on which the standstill begins.
const REPRESENTATIONS: u32 = 8;
/// Working days after the day on which a further decision is told.
const FURTHER: u32 = 5;
/// A further decision that comes later than this after the standstill is likely to have the wrong year.
const LATE: Months = Months::new(6);

/// What ends later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binds {
    /// The time for representations.
    Standstill,
    /// The working days after a further decision.
    FurtherWait,
    /// Both end on the same day.
    Both,
}

/// The wait after a further decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Further {
    /// The day on which it was told.
    pub decision: NaiveDate,
    /// The working days after it.
    pub wait: Count,
}

/// A standstill that was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standstill {
    /// The first day on which one may sign.
    pub sign_no_earlier_than: NaiveDate,
    /// That day, or the first working day after it; none where the guide does not know the bank holidays.
    pub next_working_day: Option<NaiveDate>,
    /// What it depends on.
    pub binds: Binds,
    /// The day of the notice.
    pub notice: NaiveDate,
    /// The day on which the standstill begins.
    pub begins: NaiveDate,
    /// The working days after that.
    pub representations: Count,
    /// The wait after a further decision, if there was one.
    pub further: Option<Further>,
    /// The last day as some bodies count.
    pub shorter_count: NaiveDate,
    /// What looks wrong or is not known.
    pub remarks: Vec<String>,
    /// What holds for any count.
    pub notes: Vec<String>,
}

/// Why a standstill cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The further decision comes before the notice, which was published on this day.
    #[error(
        "the further decision cannot be before the notice, which was published on {}",
        date::show(*.0)
    )]
    DecisionBeforeNotice(NaiveDate),
    /// The bank holidays are not known.
    #[error("{0}; count by hand")]
    Beyond(#[from] Beyond),
}

/// Counts the standstill after a notice, and the wait after a further decision if there is one: the later of them binds.
///
/// # Errors
///
/// If the dates contradict each other, or reach beyond the bank holidays that the guide knows.
pub fn count(
    calendar: &Calendar,
    notice: NaiveDate,
    decision: Option<NaiveDate>,
) -> Result<Standstill, Refusal> {
    if decision.is_some_and(|decision| decision < notice) {
        return Err(Refusal::DecisionBeforeNotice(notice));
    }
    let begins = after(notice);
    let representations = working_days::count(calendar, begins, REPRESENTATIONS)?;
    let shorter_count = working_days::count(calendar, notice, REPRESENTATIONS)?.last;
    let further = match decision {
        Some(decision) => Some(Further {
            decision,
            wait: working_days::count(calendar, decision, FURTHER)?,
        }),
        None => None,
    };
    let standstill = representations.last;
    let wait = further.as_ref().map_or(notice, |further| further.wait.last);
    let binds = match wait.cmp(&standstill) {
        std::cmp::Ordering::Less => Binds::Standstill,
        std::cmp::Ordering::Equal => Binds::Both,
        std::cmp::Ordering::Greater => Binds::FurtherWait,
    };
    let sign = after(wait.max(standstill));
    let working = working_days::first_from(calendar, sign);
    let mut remarks = Vec::new();
    if let Err(beyond) = &working {
        remarks.push(format!(
            "Which day is the next working day is not known: {beyond}."
        ));
    }
    remarks.extend(decision.and_then(|decision| remark(decision, begins, standstill)));
    let waits = [
        Some(&representations),
        further.as_ref().map(|further| &further.wait),
    ];
    let days = waits.into_iter().flatten().flat_map(|wait| &wait.days);
    let ends = [begins, sign, *working.as_ref().unwrap_or(&sign)];
    let touched: Vec<NaiveDate> = days.map(|day| day.date).chain(ends).collect();
    remarks.extend(unverified(calendar, &touched));
    Ok(Standstill {
        sign_no_earlier_than: sign,
        next_working_day: working.ok(),
        binds,
        notice,
        begins,
        representations,
        further,
        shorter_count,
        remarks,
        notes: notes(calendar),
    })
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// What looks wrong about the day of a further decision.
fn remark(decision: NaiveDate, begins: NaiveDate, standstill: NaiveDate) -> Option<String> {
    let late = standstill.checked_add_months(LATE)?;
    if decision < begins {
        Some(
            "The further decision comes before the standstill begins. Check both dates.".to_owned(),
        )
    } else if decision <= standstill {
        let until = date::show(standstill);
        Some(format!(
            "When the further decision was told, other representations could still be made: until the end of {until}."
        ))
    } else if decision > late {
        let words = "The further decision comes more than six months after the standstill. Check both years.";
        Some(words.to_owned())
    } else {
        None
    }
}

/// Names the years whose bank holidays nobody has held against the official list.
fn unverified(calendar: &Calendar, touched: &[NaiveDate]) -> Option<String> {
    let is_touched = |year: &str| touched.iter().any(|day| day.year().to_string() == year);
    let years: Vec<&str> = calendar
        .years
        .iter()
        .filter(|year| year.read() == HowRead::Unverified && is_touched(&year.number))
        .map(|year| &*year.number)
        .collect();
    let words = format!("The bank holidays of {} are unverified.", years.join(", "));
    (!years.is_empty()).then_some(words)
}

fn notes(calendar: &Calendar) -> Vec<String> {
    vec![
        "This is for the Provider Selection Regime only, after direct award C, the most suitable provider process or a \
         competition: the other awards have no standstill. The Procurement Act 2023 counts its standstill from the day \
         of the notice."
            .to_owned(),
        format!(
            "Bank holidays: {}, as put together on {}. Guidance, not legal advice.",
            calendar.reach,
            date::show_stored(&calendar.read)
        ),
    ]
}

impl Standstill {
    /// The one line that matters: `Sign no earlier than Tue 5 Jan 2027`.
    pub fn headline(&self) -> String {
        let sign = format!(
            "Sign no earlier than {}",
            date::show(self.sign_no_earlier_than)
        );
        match self.next_working_day {
            Some(day) if day != self.sign_no_earlier_than => {
                format!("{sign}; next working day {}", date::show(day))
            }
            _ => sign,
        }
    }

    /// The whole of it in plain text, a line a paragraph.
    pub fn words(&self, calendar: &Calendar) -> String {
        let mut lines = vec![
            self.headline(),
            String::new(),
            format!(
                "Notice published: {}.",
                date::show_named(self.notice, calendar)
            ),
            format!(
                "Standstill: from {}; representations until midnight at the end of {}.",
                date::show(self.begins),
                date::show(self.representations.last)
            ),
        ];
        if let Some(further) = &self.further {
            lines.push(format!(
                "Further decision told: {}; at least five working days after it, to the end of {}.",
                date::show_named(further.decision, calendar),
                date::show(further.wait.last)
            ));
        }
        lines.push(self.binding().to_owned());
        lines.extend(self.remarks.iter().cloned());
        lines.extend([String::new(), self.if_written().to_owned(), String::new()]);
        self.add_working(calendar, &mut lines);
        lines.extend([String::new(), self.shorter()]);
        for note in &self.notes {
            lines.extend([String::new(), note.clone()]);
        }
        lines.join("\n")
    }

    fn binding(&self) -> &'static str {
        match (self.binds, &self.further) {
            (Binds::Standstill, None) => "What binds: the standstill.",
            (Binds::Standstill, Some(_)) => "What binds: the standstill. It ends later.",
            (Binds::FurtherWait, _) => {
                "What binds: the five working days after the further decision. They end later."
            }
            (Binds::Both, _) => {
                "What binds: the standstill and the five working days after the further decision. They end on the same day."
            }
        }
    }

    /// What makes the wait longer.
    fn if_written(&self) -> &'static str {
        if self.further.is_some() {
            "Whether the wait is longer if the Panel takes the case is unverified: ask before you sign."
        } else {
            "This holds as long as no provider has made representations. If one does, sign nothing before a further decision \
             is told and at least five working days after that day have gone by: count again with that day."
        }
    }

    fn add_working(&self, calendar: &Calendar, lines: &mut Vec<String>) {
        let from = |date, what| format!("{}  {what}", line(&uncounted(calendar, date)));
        lines.extend([
            "The standstill begins on the day after publication, whatever day that is (regulation 12(2)). Representations \
             can be made until midnight at the end of the eighth working day after the day on which it begins (regulation \
             12(3))."
                .to_owned(),
            String::new(),
            from(self.begins, "(the standstill begins)"),
        ]);
        lines.extend(self.representations.days.iter().map(line));
        if let Some(further) = &self.further {
            lines.extend([
                String::new(),
                "At least five working days after the day on which the further decision was told:"
                    .to_owned(),
                String::new(),
                from(further.decision, "(the further decision is told)"),
            ]);
            lines.extend(further.wait.days.iter().map(line));
        }
    }

    fn shorter(&self) -> String {
        let last = date::show(self.shorter_count);
        if self.shorter_count == self.representations.last {
            format!(
                "Some bodies count eight working days after the day of the notice. Here that ends on the same day, {last}."
            )
        } else {
            format!(
                "Some bodies count eight working days after the day of the notice, here to the end of {last}. That is \
                 shorter than the words of the regulation, and never as safe."
            )
        }
    }
}

/// A day that a count begins after.
fn uncounted(calendar: &Calendar, date: NaiveDate) -> Day {
    Day {
        date,
        // Of a year that is not known only a count would have to say more, and that was refused.
        kind: working_days::kind(calendar, date).unwrap_or(Kind::Working),
        number: None,
    }
}

fn line(day: &Day) -> String {
    let date = date::show(day.date);
    match (day.kind, day.number) {
        (Kind::Weekend, _) => format!("  -  {date}  weekend"),
        (Kind::BankHoliday, _) => format!("  -  {date}  bank holiday"),
        (Kind::Working, Some(number)) => format!("{number:>3}  {date}"),
        (Kind::Working, None) => format!("  -  {date}"),
    }
}

#[cfg(test)]
mod tests;
