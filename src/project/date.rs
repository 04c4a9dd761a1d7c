//! Dates as people type them and as the screen shows them, and moments as the user's clock shows them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};

/// What the clock on the user's wall shows at a moment. Records are kept in UTC; whatever shows one goes through this.
pub type Clock = fn(DateTime<Utc>) -> Wall;

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

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads a date typed as 17/12/2026 (day first), 17 Dec 2026 or 2026-12-17; a leading weekday is passed over.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return in_reach(date);
    }
    let mut parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '.' | ',' | '-'))
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() == 4
        && parts
            .first()
            .is_some_and(|part| part.chars().all(char::is_alphabetic))
    {
        parts.remove(0);
    }
    let &[day, month, year] = parts.as_slice() else {
        return None;
    };
    let day = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let month = month.parse().ok().or_else(|| month_named(month))?;
    let year = match (year.len(), year.parse::<i32>().ok()?) {
        (2, year) => 2000 + year,
        (4, year) => year,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day).and_then(in_reach)
}

/// A year outside these is a slip of the finger.
fn in_reach(date: NaiveDate) -> Option<NaiveDate> {
    (1990..=2099).contains(&date.year()).then_some(date)
}

fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    let index = MONTHS.iter().position(|month| name.starts_with(month))?;
    u32::try_from(index + 1).ok()
}

/// A date as the screen shows it: Thu 17 Dec 2026.
pub fn show(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// A stored date as the screen shows it; what is no date is shown as it stands, and says so.
pub fn show_stored(value: &str) -> String {
    parse(value).map_or_else(|| format!("{value} (not a date)"), show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_typed_day_first_in_words_or_as_iso() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 17).unwrap();
        for typed in [
            "17/12/2026",
            "17.12.2026",
            "17/12/26",
            "17 Dec 2026",
            "17 december 2026",
            "17th Dec 2026",
            "2026-12-17",
            " Thu 17 Dec 2026 ",
            "17-12-2026",
        ] {
            assert_eq!(parse(typed), Some(date), "{typed}");
        }
        assert_eq!(show(date), "Thu 17 Dec 2026");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in [
            "",
            "soon",
            "31/02/2026",
            "12/17/2026",
            "17/12",
            "17/12/20266",
            "1/1/1066",
            "a b c",
        ] {
            assert_eq!(parse(typed), None, "{typed}");
        }
        assert_eq!(show_stored("soon"), "soon (not a date)");
    }
}
