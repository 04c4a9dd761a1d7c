//! Dates as people type them, everywhere the same; today comes in as a value.
//!
//! ```text
//! 17/12/2026   17/12/26   17-12-26   17.12.2026        day first
//! 17 Dec   17 Dec 2026   17th December 2026   Thu 17 Dec 2026
//! 2026-12-17                                           year first
//! today   tomorrow   next Monday   +10 working days   +3 days   +2 weeks
//! ```

mod pieces;

use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

use crate::guide::Calendar;
use crate::project::working_days::{self, Beyond};
use pieces::{Piece, month_named, pieces, weekday_named};

/// What can be typed.
pub const FORMS: &str = "17/12/2026, 17/12/26 or 17-12-26 (day first), 17 Dec, 17 Dec 2026, Thu 17 Dec 2026, 2026-12-17, \
    today, tomorrow, next Monday, +10 working days";

/// The years that a date may lie in: another is a slip of the finger.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;
/// Where both days without a year are so near, only the year says which is meant.
const NEAR: Months = Months::new(7);

/// Where a date lies that is typed without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// It is the next such day: what is due or planned.
    Ahead,
    /// It is the latest such day: what was decided or seen.
    Behind,
    /// It is the nearest such day, if only one is near.
    Near,
    /// The same, seen from another day than today.
    NearTo(NaiveDate),
}

/// What a date is read by.
#[derive(Clone, Copy)]
pub struct Today<'a> {
    /// The user's date.
    pub day: NaiveDate,
    /// The days that do not count as working days.
    pub calendar: &'a Calendar,
}

/// Why something is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// Nothing of it is understood.
    Unclear(String),
    /// A part of it belongs to no date.
    Stray(String),
    /// This is missing.
    Missing(&'static str),
    /// There is no such day, and why.
    NoSuchDay(String),
    /// The year is none that we deal with.
    FarYear(String),
    /// The weekday is another.
    Weekday {
        /// The one that was typed.
        said: Weekday,
        /// The day of the rest.
        date: NaiveDate,
    },
    /// Two such days are near.
    WhichYear(NaiveDate, NaiveDate),
    /// It cannot be counted to.
    Beyond(Beyond),
}

impl NoDate {
    /// Why, in a sentence.
    pub fn reason(&self) -> String {
        match self {
            Self::Unclear(typed) => format!("\"{typed}\" is no date that I know."),
            Self::Stray(part) => format!("\"{part}\" belongs to no date."),
            Self::Missing(what) => format!("This is no date yet: {what}."),
            Self::NoSuchDay(why) => format!("{why}."),
            Self::FarYear(year) => {
                let (first, last) = (YEARS.start(), YEARS.end());
                format!("The year {year} is out of reach: {first} to {last} can be typed.")
            }
            Self::Weekday { said, date } => format!(
                "{} is a {}, not a {}. Type it without the weekday, or with the right one.",
                date.format("%-d %b %Y"),
                full_name(date.weekday()),
                full_name(*said)
            ),
            Self::WhichYear(first, second) => format!(
                "Which year: {} or {}? Both are near, so type the year.",
                super::show(*first),
                super::show(*second)
            ),
            Self::Beyond(beyond) => format!("This cannot be counted: {beyond}. Type the date."),
        }
    }
}

impl fmt::Display for NoDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.reason())?;
        match self {
            Self::Unclear(_) | Self::Stray(_) | Self::Missing(_) => write!(out, " Type {FORMS}."),
            _ => Ok(()),
        }
    }
}

/// Reads what was typed for a date.
///
/// # Errors
///
/// Why it is none, in plain English.
pub fn read(text: &str, lies: Lies, today: Today<'_>) -> Result<NaiveDate, NoDate> {
    let typed = pieces(text)?;
    let words: Vec<String> = typed
        .iter()
        .map(|piece| piece.text().to_lowercase())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["today"] => Ok(today.day),
        ["tomorrow"] => far(today.day.checked_add_days(Days::new(1))),
        ["yesterday"] => far(today.day.checked_sub_days(Days::new(1))),
        ["next" | "last", day] if weekday_named(day).is_some() => {
            let wanted = weekday_named(day).unwrap_or(Weekday::Mon);
            Ok(beside(today.day, wanted, words.first() == Some(&"next")))
        }
        ["today" | "tomorrow" | "yesterday", stray, ..] => Err(NoDate::Stray((*stray).to_owned())),
        ["next" | "last", day, stray, ..] if weekday_named(day).is_some() => {
            Err(NoDate::Stray((*stray).to_owned()))
        }
        ["+", number, unit @ ..] => from_today(number, unit, today),
        _ => match written(&typed, text)? {
            (Written::Full(date), said) => fits(date, said),
            (Written::NoYear { day, month }, said) => {
                fits(without_year(day, month, lies, today.day)?, said)
            }
        },
    }
}

/// Reads a date that needs no today to be understood, as it may stand in a file.
///
/// # Errors
///
/// Why it is none, in plain English.
pub fn read_full(text: &str) -> Result<NaiveDate, NoDate> {
    match written(&pieces(text)?, text)? {
        (Written::Full(date), said) => fits(date, said),
        (Written::NoYear { .. }, _) => Err(NoDate::Missing("the year is missing")),
    }
}

/// A date as it was written.
enum Written {
    Full(NaiveDate),
    NoYear { day: u32, month: u32 },
}

/// The date that the pieces make, with the weekday that was written beside it.
fn written(typed: &[Piece], text: &str) -> Result<(Written, Option<Weekday>), NoDate> {
    let weekday = |piece: Option<&Piece>| match piece {
        Some(Piece::Word(word)) => weekday_named(word),
        _ => None,
    };
    let (rest, said) = match (typed, weekday(typed.first()), weekday(typed.last())) {
        ([_, rest @ ..], Some(day), _) | ([rest @ .., _], None, Some(day)) => (rest, Some(day)),
        _ => (typed, None),
    };
    Ok((without_weekday(rest, text)?, said))
}

fn without_weekday(pieces: &[Piece], text: &str) -> Result<Written, NoDate> {
    use Piece::{Number, Word};
    let month = |word: &str| month_named(word).ok_or_else(|| NoDate::Stray(word.to_owned()));
    let full = |day: &str, month: u32, year: &str| {
        dated(number(day)?, month, year_of(year)?).map(Written::Full)
    };
    match pieces {
        [Number(year), Number(month), Number(day)] if year.len() == 4 => {
            full(day, number(month)?, year)
        }
        [Number(day), Number(month), Number(year)] => full(day, number(month)?, year),
        [Number(year), Word(name), Number(day)] if year.len() == 4 => full(day, month(name)?, year),
        [Number(day), Word(name), Number(year)] => full(day, month(name)?, year),
        // With the month first only a long year cannot be a day.
        [Word(name), Number(day), Number(year)]
            if year.len() == 4 && month_named(name).is_some() =>
        {
            full(day, month(name)?, year)
        }
        [Number(day), Word(name)] => {
            let (day, month) = (number(day)?, month(name)?);
            // In a leap year, so that 29 February is a day.
            dated(day, month, 2028).map_err(|_| no_such(day, month, None))?;
            Ok(Written::NoYear { day, month })
        }
        [Number(_), Number(_)] => Err(NoDate::Missing(
            "the year is missing; without it the month is a word",
        )),
        [Word(name), Number(_)] if month_named(name).is_some() => {
            Err(NoDate::Missing("the day comes first, and the year last"))
        }
        [Number(_)] => Err(NoDate::Missing("the month is missing")),
        [] => Err(NoDate::Missing("the day and the month are missing")),
        _ => Err(stray(pieces, text)),
    }
}

/// Names the piece that does not belong, where the others look like a date.
fn stray(pieces: &[Piece], text: &str) -> NoDate {
    let is_date = pieces.iter().any(|piece| matches!(piece, Piece::Number(_)));
    let is_foreign = |piece: &&Piece| match piece {
        Piece::Number(_) => false,
        Piece::Word(word) => month_named(word).is_none(),
        Piece::Plus => true,
    };
    let foreign = pieces.iter().find(is_foreign).or(pieces.get(3));
    match foreign {
        Some(piece) if is_date => NoDate::Stray(piece.text().to_owned()),
        _ => NoDate::Unclear(pieces::shortened(text.trim())),
    }
}

fn number(digits: &str) -> Result<u32, NoDate> {
    let short = Some(digits).filter(|digits| digits.len() <= 2);
    short
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| NoDate::Stray(digits.to_owned()))
}

fn year_of(digits: &str) -> Result<i32, NoDate> {
    let far = || NoDate::FarYear(digits.to_owned());
    let year: i32 = digits.parse().map_err(|_| far())?;
    match digits.len() {
        2 => Ok(2000 + year),
        4 if YEARS.contains(&year) => Ok(year),
        _ => Err(far()),
    }
}

fn dated(day: u32, month: u32, year: i32) -> Result<NaiveDate, NoDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| no_such(day, month, Some(year)))
}

/// Why a day is none.
fn no_such(day: u32, month: u32, year: Option<i32>) -> NoDate {
    let first = NaiveDate::from_ymd_opt(year.unwrap_or(2028), month, 1);
    let Some(first) = first else {
        return NoDate::NoSuchDay(format!("There is no month {month}; the day comes first"));
    };
    let last = first.num_days_in_month();
    let (of, most) = match year {
        Some(year) => (format!(" {year}"), "has"),
        None => (String::new(), "has at most"),
    };
    let name = first.format("%B");
    NoDate::NoSuchDay(format!(
        "There is no {day} {name}{of}: it {most} {last} days"
    ))
}

fn fits(date: NaiveDate, said: Option<Weekday>) -> Result<NaiveDate, NoDate> {
    match said {
        Some(said) if said != date.weekday() => Err(NoDate::Weekday { said, date }),
        _ => Ok(date),
    }
}

/// The day of a date without a year.
fn without_year(day: u32, month: u32, lies: Lies, today: NaiveDate) -> Result<NaiveDate, NoDate> {
    let from = match lies {
        Lies::NearTo(from) => from,
        _ => today,
    };
    // Eight years hold a leap day also around 1900 and 2100.
    let on = |year| NaiveDate::from_ymd_opt(year, month, day);
    let next = (from.year()..=from.year() + 8)
        .filter_map(on)
        .find(|date| *date >= from);
    let latest = (from.year() - 8..=from.year())
        .rev()
        .filter_map(on)
        .find(|date| *date <= from);
    let (Some(next), Some(latest)) = (next, latest) else {
        return Err(NoDate::FarYear(from.year().to_string()));
    };
    match lies {
        Lies::Ahead => Ok(next),
        Lies::Behind => Ok(latest),
        Lies::Near | Lies::NearTo(_) if next == latest => Ok(next),
        Lies::Near | Lies::NearTo(_) => {
            let is_near = from
                .checked_sub_months(NEAR)
                .is_some_and(|day| day <= latest)
                && from.checked_add_months(NEAR).is_some_and(|day| next <= day);
            if is_near {
                Err(NoDate::WhichYear(latest, next))
            } else if next - from < from - latest {
                Ok(next)
            } else {
                Ok(latest)
            }
        }
    }
}

/// The next or the last such weekday, never today.
fn beside(today: NaiveDate, wanted: Weekday, is_next: bool) -> NaiveDate {
    let mut days = today.iter_days().skip(1);
    let mut before = (1..=7).filter_map(|back| today.checked_sub_days(Days::new(back)));
    let is_wanted = |date: &NaiveDate| date.weekday() == wanted;
    let found = if is_next {
        days.find(is_wanted)
    } else {
        before.find(is_wanted)
    };
    found.unwrap_or(today)
}

/// `+10 working days`.
fn from_today(number: &str, unit: &[&str], today: Today<'_>) -> Result<NaiveDate, NoDate> {
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NoDate::Stray(number.to_owned()));
    }
    let count: u32 = number.parse().unwrap_or(u32::MAX);
    let days = u64::from(count);
    match unit {
        [] | ["working"] => Err(NoDate::Missing(
            "say of what: +10 working days, +3 days, +2 weeks",
        )),
        _ if count == 0 => Err(NoDate::Missing("the count begins with +1")),
        ["working", "day" | "days"] => working_days::count(today.calendar, today.day, count)
            .map(|count| count.last)
            .map_err(NoDate::Beyond),
        ["day" | "days"] => far(today.day.checked_add_days(Days::new(days))),
        ["week" | "weeks"] => far(today.day.checked_add_days(Days::new(days * 7))),
        ["working", "day" | "days", stray, ..]
        | ["working" | "day" | "days" | "week" | "weeks", stray, ..]
        | [stray, ..] => Err(NoDate::Stray((*stray).to_owned())),
    }
}

fn far(date: Option<NaiveDate>) -> Result<NaiveDate, NoDate> {
    let far = || NoDate::FarYear(date.map_or("of that day".to_owned(), |d| d.year().to_string()));
    date.filter(|date| YEARS.contains(&date.year()))
        .ok_or_else(far)
}

fn full_name(day: Weekday) -> &'static str {
    pieces::WEEKDAYS
        .get(day.num_days_from_monday() as usize)
        .map_or("", |&(_, name)| name)
}

#[cfg(test)]
mod tests;
