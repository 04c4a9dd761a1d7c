//! `roadsigns standstill`: dates in words without quotes, and the count as text or as JSON.

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;

use super::Failure;
use crate::doc::to_text::WIDTH;
use crate::guide::Calendar;
use crate::project::date;
use crate::project::date::typed::{self, Lies, NoDate, Today};
use crate::project::standstill::{self, Standstill};
use crate::text::wrap;

/// What the count is printed as.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

/// Counts from the words that were typed.
pub(super) fn of(
    calendar: &Calendar,
    today: NaiveDate,
    notice: &[String],
    decision: &[String],
    format: Format,
) -> Result<String, Failure> {
    let today = Today {
        day: today,
        calendar,
    };
    let asked = Asked {
        notice: words(notice),
        decision: words(decision),
        today,
    };
    let (first, second) = asked.dates()?;
    let counted = standstill::count(calendar, first, second)
        .map_err(|refusal| Failure::Wrong(refusal.to_string()))?;
    match format {
        Format::Json => json(&counted),
        Format::Text => {
            let taken = [
                taken_as(&asked.notice, first, calendar),
                second.and_then(|second| taken_as(&asked.decision, second, calendar)),
            ];
            let mut text: String = taken.into_iter().flatten().collect();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&counted.words(calendar));
            let lines = text.lines().flat_map(|line| wrap::wrap_plain(line, WIDTH));
            Ok(lines.map(|line| line + "\n").collect())
        }
    }
}

fn json(counted: &Standstill) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Headed<'a> {
        headline: String,
        #[serde(flatten)]
        counted: &'a Standstill,
    }
    let headed = Headed {
        headline: counted.headline(),
        counted,
    };
    let text = serde_json::to_string_pretty(&headed);
    text.map(|text| text + "\n")
        .map_err(|error| Failure::Wrong(format!("cannot be written as JSON: {error}")))
}

/// Says which day was meant by words that left it open.
fn taken_as(words: &[&str], day: NaiveDate, calendar: &Calendar) -> Option<String> {
    let words = words.join(" ");
    let is_open = date::parse(&words).is_none();
    is_open.then(|| format!("{words} is taken as {}.\n", date::show_named(day, calendar)))
}

fn words(typed: &[String]) -> Vec<&str> {
    typed
        .iter()
        .flat_map(|words| words.split_whitespace())
        .collect()
}

/// The words of a date, and what is left over.
type Parted<'w, 's> = (&'w [&'s str], &'w [&'s str]);

/// What was typed for the two days.
struct Asked<'a> {
    notice: Vec<&'a str>,
    decision: Vec<&'a str>,
    today: Today<'a>,
}

impl Asked<'_> {
    fn dates(&self) -> Result<(NaiveDate, Option<NaiveDate>), Failure> {
        if self.notice.is_empty() {
            let line = self.better_line().unwrap_or_else(|| {
                format!(
                    "{COMMAND} 17 Dec 2026 --decision {}",
                    self.decision.join(" ")
                )
            });
            return Err(Failure::Usage(format!(
                "the day of the notice is missing.\nType: {line}"
            )));
        }
        let notice = self.read(&self.notice, Lies::Near);
        let notice = notice.map_err(|why| self.refusal("", &self.notice, &why))?;
        if self.decision.is_empty() {
            return Ok((notice, None));
        }
        let decision = self.read(&self.decision, Lies::NearTo(notice));
        let decision =
            decision.map_err(|why| self.refusal("--decision: ", &self.decision, &why))?;
        Ok((notice, Some(decision)))
    }

    fn read(&self, words: &[&str], lies: Lies) -> Result<NaiveDate, NoDate> {
        typed::read(&words.join(" "), lies, self.today)
    }

    fn is_date(&self, words: &[&str]) -> bool {
        // Which year it is will be asked when the line is typed.
        matches!(
            self.read(words, Lies::Near),
            Ok(_) | Err(NoDate::WhichYear(..))
        )
    }

    /// Why words are no date; where some are left over, with the line to type.
    fn refusal(&self, option: &str, words: &[&str], why: &NoDate) -> Failure {
        let left_over = match why {
            NoDate::Stray(_) => self.split(words).map(|(_, rest)| rest.join(" ")),
            _ => None,
        };
        Failure::Usage(match (left_over, self.better_line()) {
            (Some(rest), Some(line)) => {
                format!("{option}\"{rest}\" is left over.\nType: {line}")
            }
            _ => format!("{option}{why}"),
        })
    }

    /// Words as a date and what is left over: another date if that can be, else as little as can be.
    fn split<'w, 's>(&self, words: &'w [&'s str]) -> Option<Parted<'w, 's>> {
        let splits = || (1..words.len()).rev().map(|at| words.split_at(at));
        splits()
            .find(|(date, rest)| self.is_date(date) && self.is_date(rest))
            .or_else(|| splits().find(|(date, _)| self.is_date(date)))
    }

    fn parted<'w, 's>(&self, words: &'w [&'s str]) -> Option<Parted<'w, 's>> {
        if words.is_empty() || self.is_date(words) {
            return Some((words, &[]));
        }
        self.split(words)
    }

    /// The line that was probably meant, if the words hold one.
    fn better_line(&self) -> Option<String> {
        let nothing: &[&str] = &[];
        let (notice, behind_notice) = self.parted(&self.notice)?;
        let (decision, behind_decision) = self
            .parted(&self.decision)
            .unwrap_or((&self.decision, nothing));
        // `--decision=22 Dec 2026`: the shell's word ended too soon.
        let joined = [decision, behind_notice].concat();
        let (notice, decision) = if notice.is_empty() && self.is_date(behind_decision) {
            (behind_decision, decision.to_vec())
        } else if !decision.is_empty() && self.is_date(&joined) {
            (notice, joined)
        } else if decision.is_empty() && self.is_date(behind_notice) {
            (notice, behind_notice.to_vec())
        } else {
            (notice, decision.to_vec())
        };
        if notice.is_empty() || !decision.is_empty() && !self.is_date(&decision) {
            return None;
        }
        let mut line = format!("{COMMAND} {}", notice.join(" "));
        if !decision.is_empty() {
            line.push_str(&format!(" --decision {}", decision.join(" ")));
        }
        Some(line)
    }
}

const COMMAND: &str = "roadsigns standstill";
