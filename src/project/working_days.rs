//! Working days: the standstill of the Provider Selection Regime, with its working shown.

use chrono::{Datelike, NaiveDate, Weekday};

use super::date;
use crate::guide::Calendar;

/// Working days of the standstill.
const STANDSTILL: u32 = 8;
/// Working days after a further decision.
const FURTHER: u32 = 5;

/// One day of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// A working day, with its number.
    Working(u32),
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday.
    Holiday,
}

/// A count of working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Every day that was looked at, in order.
    pub days: Vec<(NaiveDate, Day)>,
    /// The last working day of the count.
    pub last: NaiveDate,
}

/// Why a count cannot be made: the calendar does not hold this year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond(pub i32);

fn kind(calendar: &Calendar, day: NaiveDate, number: u32) -> Result<Day, Beyond> {
    let year = day.year().to_string();
    let known = calendar
        .years
        .iter()
        .find(|known| known.number == year.as_str())
        .ok_or(Beyond(day.year()))?;
    Ok(match day.weekday() {
        Weekday::Sat | Weekday::Sun => Day::Weekend,
        _ if known
            .days
            .iter()
            .any(|holiday| *holiday == day.to_string().as_str()) =>
        {
            Day::Holiday
        }
        _ => Day::Working(number),
    })
}

/// Counts working days, the first of them on or after the day that follows `from`.
///
/// # Errors
///
/// If a day lies in a year that the calendar does not hold.
pub fn count(calendar: &Calendar, from: NaiveDate, wanted: u32) -> Result<Count, Beyond> {
    let mut days = Vec::new();
    let mut last = from;
    let mut number = 1;
    for day in from.iter_days().skip(1) {
        let kind = kind(calendar, day, number)?;
        days.push((day, kind));
        if matches!(kind, Day::Working(_)) {
            last = day;
            if number == wanted {
                break;
            }
            number += 1;
        }
    }
    Ok(Count { days, last })
}

/// The standstill after a notice in plain text, and the wait after a further decision if there is one.
///
/// # Errors
///
/// What cannot be counted and what to do, in plain English.
pub fn standstill(
    calendar: &Calendar,
    notice: NaiveDate,
    decision: Option<NaiveDate>,
) -> Result<String, String> {
    if decision.is_some_and(|decision| decision < notice) {
        return Err(format!(
            "the further decision cannot be before the notice, which was published on {}",
            date::show(notice)
        ));
    }
    let beyond = |Beyond(year): Beyond| {
        let known: Vec<&str> = calendar
            .years
            .iter()
            .map(|year| year.number.as_str())
            .collect();
        format!(
            "the bank holidays of {year} are not in this guide, which has {}; count by hand",
            known.join(", ")
        )
    };
    // One day more than needed, for the cautious reading.
    let careful = count(calendar, notice, STANDSTILL + 1).map_err(beyond)?;
    let plain = count(calendar, notice, STANDSTILL).map_err(beyond)?;
    let mut lines = vec![
        "Standstill of the Provider Selection Regime".to_owned(),
        String::new(),
        format!(
            "Notice published: {}. Eight working days, from the day after.",
            date::show(notice)
        ),
        String::new(),
    ];
    lines.extend(plain.days.iter().map(working));
    lines.push(String::new());
    lines.push(format!(
        "It ends at midnight at the end of {}.",
        date::show(plain.last)
    ));
    lines.push(format!(
        "Regulation 12(3) to the letter counts one working day more: stay open to the end of {}.",
        date::show(careful.last)
    ));
    if let Some(decision) = decision {
        let further = count(calendar, decision, FURTHER).map_err(beyond)?;
        lines.push(String::new());
        lines.push(format!(
            "Further decision told: {}. At least five working days, from the day after.",
            date::show(decision)
        ));
        lines.push(String::new());
        lines.extend(further.days.iter().map(working));
        lines.push(String::new());
        lines.push(format!(
            "Wait to the end of {}; longer if the Panel takes the case.",
            date::show(further.last)
        ));
    }
    lines.push(String::new());
    lines.push(
        "This is for the Provider Selection Regime only. The Procurement Act 2023 counts its standstill from the day of the notice."
            .to_owned(),
    );
    lines.push(format!(
        "Bank holidays: {}, as put together on {}; those of 2028 are unverified. Guidance, not legal advice.",
        calendar.reach,
        date::show_stored(&calendar.read)
    ));
    Ok(lines.join("\n"))
}

fn working(&(day, kind): &(NaiveDate, Day)) -> String {
    match kind {
        Day::Working(number) => format!("{number:>3}  {}", date::show(day)),
        Day::Weekend => format!("  -  {}  weekend", date::show(day)),
        Day::Holiday => format!("  -  {}  bank holiday", date::show(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::Year;

    fn calendar() -> Calendar {
        let year = |year: &'static str, days: &[&'static str]| Year {
            number: year.into(),
            basis: Vec::new(),
            days: days.iter().map(|&day| day.into()).collect(),
        };
        Calendar {
            reach: "England and Wales".into(),
            read: "2026-11-22".into(),
            items: Vec::new(),
            years: vec![
                year("2026", &["2026-12-25", "2026-12-28"]),
                year("2027", &["2027-01-01"]),
            ],
        }
    }

    fn day(text: &str) -> NaiveDate {
        date::parse(text).unwrap()
    }

    #[test]
    fn eight_working_days_begin_on_the_day_after_the_notice() {
        let count = count(&calendar(), day("2026-11-02"), 8).unwrap();
        assert_eq!(
            count.days.first(),
            Some(&(day("2026-11-03"), Day::Working(1)))
        );
        assert_eq!(count.last, day("2026-11-12"));
    }

    #[test]
    fn weekends_and_bank_holidays_do_not_count() {
        let count = count(&calendar(), day("2026-12-17"), 8).unwrap();
        assert_eq!(count.last, day("2026-12-31"));
        assert!(count.days.contains(&(day("2026-12-25"), Day::Holiday)));
        assert!(count.days.contains(&(day("2026-12-26"), Day::Weekend)));
    }

    #[test]
    fn a_notice_on_a_friday_counts_from_monday() {
        let count = count(&calendar(), day("2026-11-06"), 8).unwrap();
        assert_eq!(
            count.days.last(),
            Some(&(day("2026-11-18"), Day::Working(8)))
        );
    }

    #[test]
    fn a_count_beyond_the_calendar_is_refused() {
        let words = standstill(&calendar(), day("2027-12-27"), None).unwrap_err();
        assert!(
            words.contains("2028") && words.contains("count by hand"),
            "{words}"
        );
    }

    #[test]
    fn a_further_decision_before_the_notice_is_refused_and_one_on_its_day_is_not() {
        let with = |decision| standstill(&calendar(), day("2026-11-02"), Some(day(decision)));
        let why = with("2026-11-01").unwrap_err();
        let wanted = "cannot be before the notice, which was published on Mon 2 Nov 2026";
        assert!(why.contains(wanted), "{why}");
        assert!(with("2026-11-02").is_ok());
    }

    #[test]
    fn the_working_is_shown_with_both_readings_and_the_further_wait() {
        let words = standstill(&calendar(), day("2026-11-02"), Some(day("2026-11-20"))).unwrap();
        for part in [
            "  8  Thu 12 Nov 2026",
            "to the end of Fri 13 Nov 2026",
            "Wait to the end of Fri 27 Nov 2026",
            "Provider Selection Regime only",
        ] {
            assert!(words.contains(part), "{part}\n{words}");
        }
    }
}
