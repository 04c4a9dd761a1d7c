//! Working days of England and Wales, as far as the guide knows the bank holidays.

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::Serialize;
use thiserror::Error;

use crate::guide::Calendar;

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A working day.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday.
    BankHoliday,
}

/// One day of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Its date.
    pub date: NaiveDate,
    /// What kind of day it is.
    pub kind: Kind,
    /// Its number, if it counts.
    pub number: Option<u32>,
}

/// A count of working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Every day that was looked at, in order.
    pub days: Vec<Day>,
    /// The last working day of the count.
    pub last: NaiveDate,
}

/// Why a day is not known to be a working day: the guide does not have the bank holidays of its year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Error)]
#[error("the bank holidays of {year} are not in this guide, which has {}", .known.join(", "))]
pub struct Beyond {
    /// The year.
    pub year: i32,
    /// The years that it has.
    pub known: Vec<String>,
}

/// The kind of a day.
///
/// # Errors
///
/// If it lies in a year that the calendar does not hold.
pub fn kind(calendar: &Calendar, day: NaiveDate) -> Result<Kind, Beyond> {
    let years = &calendar.years;
    let number = day.year().to_string();
    let year = years.iter().find(|year| year.number == number.as_str());
    let year = year.ok_or_else(|| Beyond {
        year: day.year(),
        known: years.iter().map(|year| year.number.to_string()).collect(),
    })?;
    let day_text = day.to_string();
    Ok(match day.weekday() {
        Weekday::Sat | Weekday::Sun => Kind::Weekend,
        _ if year.days.iter().any(|day| *day == day_text.as_str()) => Kind::BankHoliday,
        _ => Kind::Working,
    })
}

/// Counts working days; the first is the first that lies after `from`.
///
/// # Errors
///
/// If a day lies in a year that the calendar does not hold.
pub fn count(calendar: &Calendar, from: NaiveDate, wanted: u32) -> Result<Count, Beyond> {
    let mut count = Count {
        days: Vec::new(),
        last: from,
    };
    let mut counted = 0;
    for date in from.iter_days().skip(1) {
        if counted == wanted {
            break;
        }
        let kind = kind(calendar, date)?;
        let is_working = kind == Kind::Working;
        if is_working {
            counted += 1;
            count.last = date;
        }
        let number = is_working.then_some(counted);
        count.days.push(Day { date, kind, number });
    }
    Ok(count)
}

/// The first working day on or after a day.
///
/// # Errors
///
/// If a day lies in a year that the calendar does not hold.
pub fn first_from(calendar: &Calendar, day: NaiveDate) -> Result<NaiveDate, Beyond> {
    for date in day.iter_days() {
        if kind(calendar, date)? == Kind::Working {
            return Ok(date);
        }
    }
    Ok(day)
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
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_bank_holidays_are_looked_at_and_not_counted() {
        let count = count(&calendar(), day("2026-12-17"), 8).unwrap();
        assert_eq!(count.last, day("2026-12-31"));
        let kind_of = |text| count.days.iter().find(|at| at.date == day(text)).unwrap();
        assert_eq!(kind_of("2026-12-25").kind, Kind::BankHoliday);
        assert_eq!(kind_of("2026-12-26").kind, Kind::Weekend);
        assert_eq!(kind_of("2026-12-26").number, None);
        assert_eq!(kind_of("2026-12-18").number, Some(1));
    }

    #[test]
    fn no_day_is_guessed_beyond_the_known_bank_holidays() {
        let beyond = count(&calendar(), day("2027-12-27"), 8).unwrap_err();
        assert_eq!(beyond.year, 2028);
        assert!(beyond.to_string().ends_with("which has 2026, 2027"));
        assert!(count(&calendar(), day("2025-11-27"), u32::MAX).is_err());
    }

    #[test]
    fn the_first_working_day_from_a_day_may_be_that_day() {
        let first = |text| first_from(&calendar(), day(text));
        assert_eq!(first("2026-12-24"), Ok(day("2026-12-24")));
        assert_eq!(first("2026-12-25"), Ok(day("2026-12-29")));
        assert!(first("2028-01-01").is_err());
    }
}
