//! The standstill from the command line and from the item that needs it.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]

#[path = "command_line/came.rs"]
mod came;
#[path = "journey/script.rs"]
mod script;

use came::{Came, run};
use script::begin;

fn standstill(arguments: &[&str]) -> Came {
    run(&[&["standstill"], arguments].concat())
}

#[test]
fn the_command_leads_with_the_first_day_to_sign_and_needs_no_quotes() {
    for (words, headline) in [
        ("17 Dec 2026", "Sign no earlier than Tue 5 Jan 2027"),
        ("Fri 27 Nov 2026", "Sign no earlier than Thu 10 Dec 2026"),
        (
            "Thursday, 25 March 2027",
            "Sign no earlier than Fri 9 Apr 2027",
        ),
        (
            "1/3/27",
            "Sign no earlier than Sat 13 Mar 2027; next working day Mon 15 Mar 2027",
        ),
        (
            "17 Dec 2026 --decision 22 Dec 2026",
            "Sign no earlier than Tue 5 Jan 2027",
        ),
        (
            "--decision Wed 30 Dec 2026 --format text 17-12-26",
            "Sign no earlier than Fri 8 Jan 2027",
        ),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let Came { code, out, err } = standstill(&words);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{words:?}");
        assert_eq!(out.lines().next(), Some(headline), "{words:?}\n{out}");
        assert!(out.lines().all(|line| line.chars().count() <= 72), "{out}");
    }
    let quoted = standstill(&["17 Dec 2026", "--decision", "22 Dec 2026"]);
    let bare = standstill(&["17", "Dec", "2026", "--decision", "22", "Dec", "2026"]);
    assert_eq!(quoted.out, bare.out);
}

#[test]
fn the_command_shows_its_working_over_christmas_and_what_some_bodies_count() {
    let Came { code, out, err } = standstill(&["17/12/2026", "--decision", "11 Jan 2027"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for line in [
        "  -  Fri 18 Dec 2026  (the standstill begins)",
        "  1  Mon 21 Dec 2026",
        "  -  Mon 28 Dec 2026  bank holiday",
        "  8  Mon 4 Jan 2027",
        "  5  Mon 18 Jan 2027",
        "What binds: the five working days after the further decision.",
        "to the end of Thu 31 Dec 2026. That is shorter than the words of the",
        "never as safe",
        "Procurement Act 2023",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
}

#[test]
fn the_count_is_there_for_other_programs_too() {
    let Came { code, out, err } = standstill(&["1", "Mar", "2027", "--format", "json"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    for (key, value) in [
        ("sign_no_earlier_than", "2027-03-13"),
        ("next_working_day", "2027-03-15"),
        ("binds", "standstill"),
        ("notice", "2027-03-01"),
        ("begins", "2027-03-02"),
        ("shorter_count", "2027-03-11"),
    ] {
        assert_eq!(json[key], value, "{key}\n{out}");
    }
    assert_eq!(json["representations"]["last"], "2027-03-12");
    assert_eq!(json["representations"]["days"][7]["number"], 6);
    assert_eq!(json["further"], serde_json::Value::Null);
}

#[test]
fn a_day_that_was_left_open_is_repeated_in_full_first() {
    let Came { code, out, .. } = standstill(&["next", "Monday"]);
    let first = out.lines().next().unwrap_or_default();
    assert_eq!(code, Some(0));
    assert!(first.starts_with("next Monday is taken as Mon "), "{out}");
    assert_eq!(
        out.lines()
            .filter(|line| line.starts_with("Sign no earlier than "))
            .count(),
        1
    );
    // The further decision is the one near its notice, whatever today is.
    let out = standstill(&["17", "Dec", "2026", "--decision", "5", "Jan"]).out;
    let first = out.lines().next().unwrap_or_default();
    assert_eq!(first, "5 Jan is taken as Tue 5 Jan 2027.", "{out}");
}

#[test]
fn what_is_no_date_is_refused_with_its_reason_on_standard_error_and_code_2() {
    for (words, why) in [
        ("soon", "\"soon\" is no date"),
        ("soon", "17/12/26 or 17-12-26 (day first)"),
        ("17 Decx", "\"Decx\" belongs to no date"),
        ("31 Feb", "There is no 31 February"),
        ("Fri 17 Dec 2026", "17 Dec 2026 is a Thursday, not a Friday"),
        (
            "17 Dec 2026 --decision Mon 22 Dec 2026",
            "--decision: 22 Dec 2026 is a Tuesday, not a Monday",
        ),
        (
            "17 Dec 2026 --decision soon",
            "--decision: \"soon\" is no date",
        ),
        (
            "17 Dec 2026 --decision 17 Jun",
            "Which year: Wed 17 Jun 2026 or Thu 17 Jun 2027?",
        ),
    ] {
        let Came { code, out, err } = standstill(&words.split(' ').collect::<Vec<_>>());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{words}");
        assert!(err.contains(why), "{words}: {err}");
    }
}

#[test]
fn words_that_are_left_over_are_refused_with_the_line_to_type() {
    let two = "roadsigns standstill 17 Dec 2026 --decision 22 Dec 2026";
    for (words, over, line) in [
        (
            "17 December 2026 foo",
            "\"foo\" is left over",
            "roadsigns standstill 17 December 2026",
        ),
        (
            "17 Dec 2026 22 Dec 2026",
            "\"22 Dec 2026\" is left over",
            two,
        ),
        (
            "--decision 22 Dec 2026 17 Dec 2026",
            "the day of the notice is missing",
            two,
        ),
        (
            "17 Dec 2026 --decision 22 Dec 2026 foo",
            "\"foo\" is left over",
            two,
        ),
        (
            "17 Dec 2026 --decision=22 Dec 2026",
            "\"Dec 2026\" is left over",
            two,
        ),
        (
            "today foo bar",
            "\"foo bar\" is left over",
            "roadsigns standstill today",
        ),
    ] {
        let Came { code, out, err } = standstill(&words.split(' ').collect::<Vec<_>>());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{words}");
        assert!(err.contains(over), "{words}: {err}");
        assert!(
            err.ends_with(&format!("\nType: {line}\n")),
            "{words}: {err}"
        );
    }
}

#[test]
fn a_count_beyond_the_known_bank_holidays_goes_to_standard_error_with_code_1() {
    let Came { code, out, err } = standstill(&["20/12/2098"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.contains("2098") && err.contains("count by hand"),
        "{err}"
    );
}

#[test]
fn a_further_decision_before_the_notice_is_refused_by_the_command_and_the_form() {
    let Came { code, out, err } = standstill(&["2026-12-17", "--decision", "1/1/2026"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let why = "the further decision cannot be before the notice";
    assert!(err.contains(why), "{err}");
    counter()
        .text("17/12/2026")
        .keys("Tab")
        .text("1/1/2026")
        .keys("Tab")
        .sees("the further decision cannot be before")
        .sees_no("Sign no earlier than");
}

/// The form of the counter.
fn counter() -> script::Script {
    let mut script = begin();
    script
        .keys("/")
        .text("run the standstill period")
        .keys("Enter")
        .sees("count the days")
        .keys("Enter")
        .sees("Notice published on");
    script
}

#[test]
fn the_form_says_the_same_as_the_command_and_repeats_the_day_in_full_first() {
    let mut script = counter();
    script
        .text("17 Dec")
        .keys("Tab")
        .sees("Notice published on: Thu 17 Dec 2026")
        .text("22 dec")
        .keys("Tab")
        .sees("Sign no earlier than Tue 5 Jan 2027")
        .sees("What binds: the standstill. It ends later.")
        .keys("PgDn")
        .sees("Fri 18 Dec 2026  (the standstill begins)");
}

#[test]
fn the_form_refuses_what_is_no_date_and_names_a_day_that_is_no_working_day() {
    let mut script = counter();
    script
        .text("soon")
        .keys("Tab")
        .sees("\"soon\" is no date that I know")
        .sees("next Monday");
    // Without a date the form leads back to it.
    script
        .keys("Backspace Backspace Backspace Backspace Tab Tab")
        .sees("Type a date")
        .text("17 Jun")
        .keys("Tab")
        .sees("Which year: Wed 17 Jun 2026 or Thu 17 Jun 2027?");
    for _ in 0.."17 Jun".len() {
        script.keys("Backspace");
    }
    script
        .text("28 Nov")
        .keys("Tab")
        .sees("Notice published on: Sat 28 Nov 2026, a Saturday")
        .keys("Tab")
        .sees("Sign no earlier than Thu 10 Dec 2026")
        .keys("PgDn Esc")
        .sees("Sign nothing in standstill");
}

#[test]
fn what_could_not_be_verified_is_listed_place_by_place() {
    let text = run(&["sources", "--unverified"]).out;
    assert!(text.lines().count() > 20);
    assert!(
        text.lines()
            .filter(|line| !line.is_empty())
            .all(|line| line.ends_with("(unverified)") || line.ends_with("must  (second-hand)")),
        "{text}"
    );
    assert!(
        text.contains("toolkit/") && text.contains("  must  "),
        "{text}"
    );
}
