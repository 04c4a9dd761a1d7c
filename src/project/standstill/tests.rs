//! The cases of the law, counted by hand, and what is refused or said.

use super::*;
use crate::guide::Year;
use crate::guide::page::Reference;

/// England and Wales.
fn calendar() -> Calendar {
    let year = |year: &'static str, days: &[&'static str], read| Year {
        number: year.into(),
        basis: vec![Reference {
            source: "bank-holidays".into(),
            at: Some(year.into()),
            read,
        }],
        days: days.iter().map(|&day| day.into()).collect(),
    };
    let of_2026 = [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    ];
    let of_2027 = [
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ];
    Calendar {
        reach: "England and Wales".into(),
        read: "2026-11-22".into(),
        items: Vec::new(),
        years: vec![
            year("2026", &of_2026, HowRead::Officially),
            year("2027", &of_2027, HowRead::Unverified),
        ],
    }
}

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

fn counted(notice: &str, decision: Option<&str>) -> Standstill {
    count(&calendar(), day(notice), decision.map(day)).unwrap()
}

#[test]
fn the_cases_of_the_law_come_out_as_counted_by_hand() {
    use Binds::{FurtherWait, Standstill};
    // Notice, further decision, last day for representations, first day to sign, the next working day, what binds.
    let cases = [
        (
            "Thu 17 Dec 2026",
            None,
            "Mon 4 Jan 2027",
            "Tue 5 Jan 2027",
            "Tue 5 Jan 2027",
            Standstill,
        ),
        (
            "Fri 27 Nov 2026",
            None,
            "Wed 9 Dec 2026",
            "Thu 10 Dec 2026",
            "Thu 10 Dec 2026",
            Standstill,
        ),
        (
            "Thu 25 Mar 2027",
            None,
            "Thu 8 Apr 2027",
            "Fri 9 Apr 2027",
            "Fri 9 Apr 2027",
            Standstill,
        ),
        (
            "Mon 1 Mar 2027",
            None,
            "Fri 12 Mar 2027",
            "Sat 13 Mar 2027",
            "Mon 15 Mar 2027",
            Standstill,
        ),
        (
            "Thu 17 Dec 2026",
            Some("Tue 22 Dec 2026"),
            "Mon 4 Jan 2027",
            "Tue 5 Jan 2027",
            "Tue 5 Jan 2027",
            Standstill,
        ),
        (
            "Thu 17 Dec 2026",
            Some("Wed 30 Dec 2026"),
            "Mon 4 Jan 2027",
            "Fri 8 Jan 2027",
            "Fri 8 Jan 2027",
            FurtherWait,
        ),
    ];
    for (notice, decision, until, sign, working, binds) in cases {
        let counted = counted(notice, decision);
        assert_eq!(counted.representations.last, day(until), "{notice}");
        assert_eq!(counted.sign_no_earlier_than, day(sign), "{notice}");
        assert_eq!(counted.next_working_day, Some(day(working)), "{notice}");
        assert_eq!(counted.binds, binds, "{notice}");
    }
}

#[test]
fn the_headline_names_the_next_working_day_only_where_the_first_day_is_none() {
    let headline = |notice| counted(notice, None).headline();
    assert_eq!(
        headline("17 Dec 2026"),
        "Sign no earlier than Tue 5 Jan 2027"
    );
    let next = "Sign no earlier than Sat 13 Mar 2027; next working day Mon 15 Mar 2027";
    assert_eq!(headline("1 Mar 2027"), next);
    // Christmas: a Thursday is the last day, and Friday a bank holiday.
    let words = counted("Fri 11 Dec 2026", Some("Thu 17 Dec 2026")).headline();
    assert_eq!(
        words,
        "Sign no earlier than Fri 25 Dec 2026; next working day Tue 29 Dec 2026"
    );
}

#[test]
fn the_later_of_both_waits_binds_and_is_named() {
    let words = |decision| counted("Thu 17 Dec 2026", Some(decision)).words(&calendar());
    let standstill = words("Tue 22 Dec 2026");
    assert!(
        standstill.contains("What binds: the standstill. It ends later."),
        "{standstill}"
    );
    let wait = words("Wed 30 Dec 2026");
    assert!(
        wait.contains("What binds: the five working days after the further decision."),
        "{wait}"
    );
    // 24, 29, 30, 31 December, 4 January.
    let both = counted("Thu 17 Dec 2026", Some("Wed 23 Dec 2026"));
    assert_eq!(
        (both.binds, both.sign_no_earlier_than),
        (Binds::Both, day("Tue 5 Jan 2027"))
    );
    assert!(
        both.words(&calendar())
            .contains("They end on the same day.")
    );
}

#[test]
fn the_working_shows_every_day_and_the_shorter_count_as_never_as_safe() {
    let words = counted("Fri 27 Nov 2026", Some("Mon 7 Dec 2026")).words(&calendar());
    for line in [
        "Sign no earlier than Tue 15 Dec 2026",
        "  -  Sat 28 Nov 2026  weekend  (the standstill begins)",
        "  1  Mon 30 Nov 2026",
        "  8  Wed 9 Dec 2026",
        "  -  Mon 7 Dec 2026  (the further decision is told)",
        "  5  Mon 14 Dec 2026",
        "Here that ends on the same day, Wed 9 Dec 2026.",
        "if the Panel takes the case is unverified",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    let words = counted("Thu 17 Dec 2026", None).words(&calendar());
    let shorter = "here to the end of Thu 31 Dec 2026. That is shorter than the words of the regulation, and never as safe.";
    assert!(words.contains(shorter), "{words}");
    assert!(!words.contains("Panel") && words.contains("as long as no provider"));
}

#[test]
fn a_decision_before_the_notice_is_refused_and_one_out_of_order_is_said() {
    let refused = count(&calendar(), day("2 Nov 2026"), Some(day("1 Nov 2026"))).unwrap_err();
    let why = "cannot be before the notice, which was published on Mon 2 Nov 2026";
    assert!(refused.to_string().contains(why), "{refused}");
    let remarks = |decision| counted("Mon 2 Nov 2026", Some(decision)).remarks.join(" ");
    assert!(remarks("2 Nov 2026").contains("before the standstill begins. Check both dates"));
    assert!(
        remarks("9 Nov 2026").contains("could still be made: until the end of Fri 13 Nov 2026")
    );
    assert_eq!(remarks("16 Nov 2026"), "");
    assert!(remarks("2 Nov 2027").contains("more than six months after"));
}

#[test]
fn beyond_the_known_bank_holidays_nothing_is_guessed() {
    let refused = count(&calendar(), day("20 Dec 2027"), None).unwrap_err();
    let words = refused.to_string();
    assert!(
        words.contains("2028") && words.contains("count by hand"),
        "{words}"
    );
    // The wait ends on Friday 31 December: the law says which day is the first, but not whether anybody works then.
    let counted = counted("Fri 17 Dec 2027", None);
    assert_eq!(counted.sign_no_earlier_than, day("Sat 1 Jan 2028"));
    assert_eq!(counted.next_working_day, None);
    assert_eq!(counted.headline(), "Sign no earlier than Sat 1 Jan 2028");
    let remarks = counted.remarks.join(" ");
    assert!(
        remarks.contains("next working day is not known: the bank holidays of 2028"),
        "{remarks}"
    );
    assert!(
        remarks.contains("The bank holidays of 2027 are unverified."),
        "{remarks}"
    );
}

#[test]
fn a_notice_on_a_day_that_is_no_working_day_is_named_as_such() {
    let words = |notice| counted(notice, None).words(&calendar());
    assert!(words("28 Nov 2026").contains("Notice published: Sat 28 Nov 2026, a Saturday."));
    assert!(words("25 Dec 2026").contains("Notice published: Fri 25 Dec 2026, a bank holiday."));
}
