//! Every form, and what is refused with its reason.

use super::*;
use crate::guide::Year;

fn calendar() -> Calendar {
    Calendar {
        reach: "England and Wales".into(),
        read: "2026-11-22".into(),
        items: Vec::new(),
        years: vec![Year {
            number: "2026".into(),
            basis: Vec::new(),
            days: vec!["2026-12-25".into(), "2026-12-28".into()],
        }],
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Read on a Friday, 27 November 2026.
fn on_friday(text: &str, lies: Lies) -> Result<NaiveDate, NoDate> {
    on(day("2026-11-27"), text, lies)
}

fn on(day: NaiveDate, text: &str, lies: Lies) -> Result<NaiveDate, NoDate> {
    let calendar = &calendar();
    read(text, lies, Today { day, calendar })
}

#[test]
fn a_date_with_its_year_is_typed_day_first_in_words_or_year_first() {
    for typed in [
        "17/12/2026",
        "17/12/26",
        "17-12-26",
        "17-12-2026",
        "17.12.2026",
        "17 12 2026",
        "17 / 12 / 2026",
        "17 Dec 2026",
        "17 Dec 26",
        "17 dec '26",
        "17 DEC 2026",
        "17-Dec-2026",
        "17Dec2026",
        "17 Dec. 2026",
        "17 December 2026",
        "17 December, 2026",
        "17th December 2026",
        "17TH of December 2026",
        "  17   December \t 2026 ",
        "17\u{a0}December\u{a0}2026",
        "17\u{2013}12\u{2013}2026",
        "Thu 17 Dec 2026",
        "thurs 17 dec 2026",
        "Thursday, 17 December 2026",
        "Thursday 17/12/2026",
        "Thu. 2026-12-17",
        "17 Dec 2026, Thu",
        "December 17, 2026",
        "2026-12-17",
        "2026/12/17",
        "2026-Dec-17",
    ] {
        assert_eq!(read_full(typed), Ok(day("2026-12-17")), "{typed}");
        assert_eq!(
            on_friday(typed, Lies::Near),
            Ok(day("2026-12-17")),
            "{typed}"
        );
    }
    for (typed, date) in [
        ("1st Sept 2027", "2027-09-01"),
        ("2nd of Feb 27", "2027-02-02"),
        ("03/01/2027", "2027-01-03"),
        ("Weds 23 June 2027", "2027-06-23"),
        ("29/2/2028", "2028-02-29"),
    ] {
        assert_eq!(read_full(typed), Ok(day(date)), "{typed}");
    }
}

#[test]
fn a_date_that_is_shown_is_read_as_the_same_date() {
    for date in day("2026-11-27").iter_days().take(800) {
        assert_eq!(read_full(&crate::project::date::show(date)), Ok(date));
    }
}

#[test]
fn without_a_year_it_is_the_next_such_day_or_the_latest_where_it_lies_behind() {
    for (typed, lies, date) in [
        ("17 Dec", Lies::Ahead, "2026-12-17"),
        ("17 Dec", Lies::Behind, "2025-12-17"),
        ("5 Jan", Lies::Ahead, "2027-01-05"),
        ("5 Jan", Lies::Behind, "2026-01-05"),
        ("27 Nov", Lies::Ahead, "2026-11-27"),
        ("27 Nov", Lies::Behind, "2026-11-27"),
        ("26th of November", Lies::Ahead, "2027-11-26"),
        ("28 nov", Lies::Behind, "2025-11-28"),
        ("29 Feb", Lies::Ahead, "2028-02-29"),
        ("29 Feb", Lies::Behind, "2024-02-29"),
        ("Thu 17 Dec", Lies::Ahead, "2026-12-17"),
        ("Wednesday, 17 December", Lies::Behind, "2025-12-17"),
    ] {
        assert_eq!(on_friday(typed, lies), Ok(day(date)), "{typed} {lies:?}");
    }
}

#[test]
fn the_counter_takes_the_nearest_such_day_and_asks_where_both_are_within_seven_months() {
    for (typed, date) in [
        ("17 Dec", "2026-12-17"),
        ("3 Nov", "2026-11-03"),
        ("5 Jan", "2027-01-05"),
        ("26 Apr", "2027-04-26"),
        ("28 Jun", "2026-06-28"),
        ("27 Nov", "2026-11-27"),
    ] {
        assert_eq!(on_friday(typed, Lies::Near), Ok(day(date)), "{typed}");
    }
    for (typed, first, second) in [
        ("27 Apr", "2026-04-27", "2027-04-27"),
        ("17 Jun", "2026-06-17", "2027-06-17"),
        ("27 Jun", "2026-06-27", "2027-06-27"),
    ] {
        let asked = on_friday(typed, Lies::Near).unwrap_err();
        assert_eq!(asked, NoDate::WhichYear(day(first), day(second)), "{typed}");
        assert!(asked.to_string().contains("type the year"), "{asked}");
    }
    // A further decision is near its notice, whenever that was.
    let notice = Lies::NearTo(day("2025-12-17"));
    assert_eq!(on_friday("5 Jan", notice), Ok(day("2026-01-05")));
    assert_eq!(on_friday("10 Dec", notice), Ok(day("2025-12-10")));
}

#[test]
fn words_count_from_today() {
    for (typed, date) in [
        ("today", "2026-11-27"),
        ("Today", "2026-11-27"),
        ("tomorrow", "2026-11-28"),
        ("yesterday", "2026-11-26"),
        ("next Monday", "2026-11-30"),
        ("NEXT  mon", "2026-11-30"),
        ("next Friday", "2026-12-04"),
        ("next thursday", "2026-12-03"),
        ("last Friday", "2026-11-20"),
        ("last Thu", "2026-11-26"),
        ("+10 working days", "2026-12-11"),
        ("+ 10 Working  Days", "2026-12-11"),
        ("+1 working day", "2026-11-30"),
        ("+20 working days", "2026-12-29"),
        ("+3 days", "2026-11-30"),
        ("+2 weeks", "2026-12-11"),
    ] {
        assert_eq!(on_friday(typed, Lies::Ahead), Ok(day(date)), "{typed}");
    }
    // On a Monday, next Monday is seven days on.
    let monday = day("2026-11-30");
    assert_eq!(
        on(monday, "next Monday", Lies::Ahead),
        Ok(day("2026-12-07"))
    );
    assert_eq!(
        on(monday, "last Monday", Lies::Behind),
        Ok(day("2026-11-23"))
    );
    // A Sunday at the end of a year.
    assert_eq!(
        on(day("2026-12-31"), "tomorrow", Lies::Ahead),
        Ok(day("2027-01-01"))
    );
}

#[test]
fn what_is_no_date_is_refused_with_the_reason() {
    for (typed, reason) in [
        ("Fri 17 Dec 2026", "17 Dec 2026 is a Thursday, not a Friday"),
        (
            "Friday, 17/12/26",
            "17 Dec 2026 is a Thursday, not a Friday",
        ),
        ("Fri 17 Dec", "17 Dec 2026 is a Thursday, not a Friday"),
        ("17 Dec 2026 (Fri)", "is no date that I know"),
        ("17 Decx", "\"Decx\" belongs to no date"),
        ("17 Decx 2026", "\"Decx\" belongs to no date"),
        ("17x Dec 2026", "\"x\" belongs to no date"),
        ("17foo/12/2026", "\"foo\" belongs to no date"),
        ("17 December 2026 foo", "\"foo\" belongs to no date"),
        ("17 December foo", "\"foo\" belongs to no date"),
        ("foo 17 December", "\"foo\" belongs to no date"),
        ("2026-12-17T10:30:00Z", "is no date that I know"),
        ("17/12/2026 18/12/2026", "\"18\" belongs to no date"),
        ("12th Dec 2026 13", "\"13\" belongs to no date"),
        ("22th Dec 2026", "\"22th\" belongs to no date"),
        ("tomorrow foo", "\"foo\" belongs to no date"),
        ("next Monday foo", "\"foo\" belongs to no date"),
        ("+10 working days foo", "\"foo\" belongs to no date"),
        ("+ten working days", "\"ten\" belongs to no date"),
        ("+10", "say of what"),
        ("+10 working", "say of what"),
        ("+0 days", "begins with +1"),
        ("31 Feb", "There is no 31 February: it has at most 29 days"),
        ("31/02/2026", "There is no 31 February 2026: it has 28 days"),
        (
            "29 Feb 2027",
            "There is no 29 February 2027: it has 28 days",
        ),
        ("31 Nov", "There is no 31 November: it has at most 30 days"),
        ("0 Dec 2026", "There is no 0 December 2026"),
        ("12/17/2026", "There is no month 17; the day comes first"),
        ("17/00/2026", "There is no month 0"),
        ("17/12", "the year is missing"),
        ("17", "the month is missing"),
        ("Thursday", "the day and the month are missing"),
        ("Dec 17", "the day comes first"),
        (
            "17/12/20266",
            "The year 20266 is out of reach: 1990 to 2099",
        ),
        ("17 Dec 026", "The year 026 is out of reach"),
        ("1/1/1066", "The year 1066 is out of reach"),
        ("117/12/2026", "\"117\" belongs to no date"),
        ("", "is no date that I know"),
        ("soon", "\"soon\" is no date that I know"),
        ("a b c", "is no date that I know"),
        ("next week", "is no date that I know"),
        ("-17/12/2026", "is no date that I know"),
        ("17/12/2026-", "is no date that I know"),
        ("\u{661}\u{667}/12/2026", "is no date that I know"),
        ("+99999999999999999999 days", "out of reach"),
        ("+4000000 weeks", "out of reach"),
        (
            "+300 working days",
            "the bank holidays of 2027 are not in this guide",
        ),
    ] {
        let refused = on_friday(typed, Lies::Ahead).unwrap_err().to_string();
        assert!(refused.contains(reason), "{typed}: {refused}");
    }
}

#[test]
fn what_cannot_be_understood_says_which_forms_can() {
    for typed in ["soon", "17 Decx", "17/12", "17 December 2026 foo"] {
        let refused = on_friday(typed, Lies::Ahead).unwrap_err().to_string();
        let forms = "17/12/26 or 17-12-26 (day first), 17 Dec,";
        assert!(
            refused.contains(forms) && refused.contains("next Monday, +10 working days"),
            "{refused}"
        );
    }
    let long = on_friday(&"x".repeat(5000), Lies::Ahead)
        .unwrap_err()
        .to_string();
    assert!(long.len() < 300, "{long}");
}

#[test]
fn in_a_file_a_date_has_its_year_and_needs_no_today() {
    for typed in [
        "17 Dec",
        "tomorrow",
        "next Monday",
        "+3 days",
        "soon",
        "Fri 17 Dec 2026",
    ] {
        assert!(read_full(typed).is_err(), "{typed}");
    }
}

proptest::proptest! {
    #[test]
    fn anything_at_all_can_be_typed_on_any_day(text in ".{0,40}", days in 0_u64..3_000_000) {
        let today = NaiveDate::MIN.checked_add_days(Days::new(days * 60)).unwrap();
        for lies in [Lies::Ahead, Lies::Behind, Lies::Near, Lies::NearTo(today)] {
            for typed in [text.clone(), format!("+{days} {text}"), "29 Feb".to_owned()] {
                let refused = on(today, &typed, lies).err().map(|why| why.to_string());
                // It fits a few lines.
                proptest::prop_assert!(refused.is_none_or(|why| why.chars().count() < 300), "{typed:?}");
            }
        }
    }

    #[test]
    fn a_day_without_its_year_is_the_nearest_one_on_its_side(days in 0_u64..33_000, month in 1_u32..=12, number in 1_u32..=31) {
        // From 1995 to 2085: a leap year either way is within reach.
        let today = day("1995-01-01") + Days::new(days);
        let typed = format!("{number}/{month}/2000");
        let Ok(of_2000) = read_full(&typed) else {
            // 2000 was a leap year: what it lacks no year has.
            let typed = format!("{number} {}", day(&format!("2000-{month:02}-01")).format("%B"));
            proptest::prop_assert!(on(today, &typed, Lies::Ahead).is_err());
            return Ok(());
        };
        let typed = of_2000.format("%-d %B").to_string();
        let [ahead, behind] = [Lies::Ahead, Lies::Behind].map(|lies| on(today, &typed, lies).unwrap());
        let is_such = |date: &NaiveDate| (date.month(), date.day()) == (month, number);
        proptest::prop_assert!(is_such(&ahead) && is_such(&behind));
        proptest::prop_assert_eq!(today.iter_days().find(is_such), Some(ahead));
        proptest::prop_assert_eq!(today.iter_days().rev().find(is_such), Some(behind));
    }
}
