//! Dates as they stand in a file and as the screen shows them, and moments as the user's clock shows them.

pub mod typed;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc, Weekday};

use super::working_days::{self, Kind};
use crate::guide::Calendar;

/// What the clock on the user's wall shows at a moment. Records are kept in UTC; whatever shows one goes through this.
pub type Clock = &'static dyn Fn(DateTime<Utc>) -> Wall;

/// What a clock on a wall shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Date and time.
    pub at: NaiveDateTime,
    /// What its time is called: GMT, BST, UTC.
    pub zone: &'static str,
}

impl Wall {
    /// The clock of who is told of no zone.
    pub fn utc(at: DateTime<Utc>) -> Self {
        Self {
            at: at.naive_utc(),
            zone: "UTC",
        }
    }

    /// The date: Sun 22 Nov 2026.
    pub fn day(self) -> String {
        show(self.at.date())
    }

    /// Date and time: Sun 22 Nov 2026 10:41 GMT.
    pub fn minute(self) -> String {
        format!("{} {} {}", self.day(), self.at.format("%H:%M"), self.zone)
    }

    /// The same with seconds.
    pub fn second(self) -> String {
        format!("{} {}", self.day(), self.time())
    }

    /// The time alone: 10:41:07 GMT.
    pub fn time(self) -> String {
        format!("{} {}", self.at.format("%H:%M:%S"), self.zone)
    }
}

/// A date as it may stand in a file: any form that says its year and needs no today.
pub fn parse(text: &str) -> Option<NaiveDate> {
    typed::read_full(text).ok()
}

/// A date as the screen shows it: Thu 17 Dec 2026.
pub fn show(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// A date with what is special about it: Fri 25 Dec 2026, a bank holiday.
pub fn show_named(date: NaiveDate, calendar: &Calendar) -> String {
    match working_days::kind(calendar, date) {
        _ if date.weekday() == Weekday::Sat => format!("{}, a Saturday", show(date)),
        _ if date.weekday() == Weekday::Sun => format!("{}, a Sunday", show(date)),
        Ok(Kind::BankHoliday) => format!("{}, a bank holiday", show(date)),
        _ => show(date),
    }
}

/// A stored date as the screen shows it; what is no date is shown as it stands, and says so.
pub fn show_stored(value: &str) -> String {
    parse(value).map_or_else(|| format!("{value} (not a date)"), show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_date_is_shown_with_its_weekday_and_what_is_none_as_it_stands() {
        assert_eq!(show_stored("2026-12-17"), "Thu 17 Dec 2026");
        // Written by hand: a date that says its year is one; what depends on a today is none, as nobody knows which.
        assert_eq!(show_stored("17 December 2026"), "Thu 17 Dec 2026");
        for none in [
            "soon",
            "17 Dec",
            "tomorrow",
            "Fri 17 Dec 2026",
            "17 Decx 2026",
        ] {
            assert_eq!(show_stored(none), format!("{none} (not a date)"));
        }
    }
}
