//! The standstill from the command line and from the item that needs it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]
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
fn the_command_shows_its_working_over_christmas() {
    let Came { code, out, err } = standstill(&["17/12/2026", "--decision", "11 Jan 2027"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for line in [
        "  1  Fri 18 Dec 2026",
        "  -  Mon 28 Dec 2026  bank holiday",
        "  8  Thu 31 Dec 2026",
        "It ends at midnight at the end of Thu 31 Dec 2026.",
        "  5  Mon 18 Jan 2027",
        "Procurement Act 2023",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 72), "{out}");
}

#[test]
fn a_count_beyond_the_data_or_a_wrong_date_goes_to_standard_error_with_code_1() {
    let Came { code, out, err } = standstill(&["20/12/2028"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        err.contains("2029") && err.contains("count by hand"),
        "{err}"
    );
    let Came { code, out, err } = standstill(&["soon"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("\"soon\" is no date"), "{err}");
}

#[test]
fn a_further_decision_before_the_notice_is_refused_by_the_command_and_the_form() {
    let Came { code, out, err } = standstill(&["2026-12-17", "--decision", "1/1/2026"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let why = "the further decision cannot be before the notice";
    assert!(err.contains(why), "{err}");
    let mut script = begin();
    script
        .keys("/")
        .text("run the standstill period")
        .keys("Enter Enter")
        .text("17/12/2026")
        .keys("Tab")
        .text("1/1/2026")
        .keys("Tab")
        .sees("the further decision cannot be before")
        .sees_no("Wait to the end of");
}

#[test]
fn the_days_are_counted_from_the_item_that_needs_it() {
    let mut script = begin();
    script
        .keys("/")
        .text("run the standstill period")
        .keys("Enter")
        .sees("count the days")
        .keys("Enter");
    script
        .sees("Notice published on")
        .text("soon")
        .keys("Tab")
        .sees("Type a date");
    // Without a date the form leads back to it.
    script
        .keys("Backspace Backspace Backspace Backspace Tab Tab")
        .sees("Type a date")
        .text("2/11/2026")
        .keys("Tab Tab")
        .sees("Standstill");
    script
        .keys("PgDn")
        .sees("Thu 12 Nov 2026")
        .keys("Esc")
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
