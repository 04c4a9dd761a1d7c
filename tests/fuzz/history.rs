//! Target: the history, lines of changes between anything else, torn anywhere.

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;
use roadsigns::project::change::{Change, ChangeId, Field, Key, Subject};
use roadsigns::store::line;

use super::engine::fuzz;
use super::mutation::{self, NASTY};

const PIECES: &[&str] = &[
    "\t",
    "\n",
    "\r",
    "\\",
    "\\n",
    "\\t",
    ".",
    ",",
    "-",
    ":",
    "project:",
    "2026-11-22T10:41:07.120Z",
    "#",
    "\0",
    "\u{85}",
    "\u{2028}",
    "é",
];

fn id() -> impl Strategy<Value = ChangeId> {
    ("[a-z0-9-]{1,8}", any::<u32>()).prop_map(|(session, number)| ChangeId { session, number })
}

/// Any words that a field can hold.
pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "\\PC{0,20}",
        1 => mutation::text(&["", "Head of contracting"], NASTY, 4),
        1 => Just("C:\\notes\\new\ttab\r\nline".to_owned()),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    (0..3_u8, words()).prop_map(|(kind, id)| match kind {
        0 => Subject::Project(id),
        1 => Subject::Feedback(id),
        _ => Subject::Measure(id),
    })
}

fn change() -> impl Strategy<Value = Change> {
    let key = (subject(), words(), words()).prop_map(|(subject, place, field)| Key {
        subject,
        place,
        field: Field::named(&field),
    });
    (
        id(),
        prop::collection::vec(id(), 0..4),
        words(),
        0..4_102_444_800_000_i64,
        words(),
        key,
        words(),
    )
        .prop_map(|(id, replaces, by, at, guide, key, value)| Change {
            id,
            replaces,
            by,
            at: DateTime::from_timestamp_millis(at).unwrap(),
            guide,
            key,
            value,
        })
}

/// A line of the file: a change, or something else.
#[derive(Clone, Debug)]
enum Line {
    Change(Change),
    Else(Vec<u8>),
}

fn any_line() -> impl Strategy<Value = Line> {
    let whole = b"k7f2-12\tk7f2-3\tme@here\t2026-11-22T10:41:07.120Z\t2026-11-22\tproject:p\tsigns/a#b\tstate\tdone\t.\n".to_vec();
    prop_oneof![
        3 => change().prop_map(Line::Change),
        1 => mutation::bytes(vec![whole, line::HEADER.as_bytes().to_vec()], PIECES, 6).prop_map(Line::Else),
    ]
}

fn check(lines: &[Line], cut: Index) -> TestCaseResult {
    let mut bytes = Vec::new();
    let mut written = Vec::new();
    for line in lines {
        match line {
            Line::Change(change) => {
                bytes.extend(line::of(change).into_bytes());
                written.push(change);
            }
            Line::Else(other) => {
                bytes.extend(other);
                // As a program that starts again after half a line does.
                bytes.push(b'\n');
            }
        }
    }
    let whole = line::read(&bytes);
    prop_assert_eq!(whole.read, bytes.len());
    let mut read = whole.changes.iter();
    for change in written {
        prop_assert!(read.any(|found| found == change), "{:?} is missing", change);
    }
    // Torn here: what is whole is read, the rest when it has come.
    let torn = bytes.get(..cut.index(bytes.len() + 1)).unwrap();
    let first = line::read(torn);
    prop_assert!(first.read <= torn.len());
    let rest = line::read(bytes.get(first.read..).unwrap());
    let both: Vec<Change> = first.changes.into_iter().chain(rest.changes).collect();
    prop_assert_eq!(both, whole.changes);
    Ok(())
}

#[test]
fn whole_lines_of_the_history_read_back_whatever_stands_between() {
    fuzz(
        "history",
        10,
        || (prop::collection::vec(any_line(), 0..12), any::<Index>()),
        |(lines, cut)| check(lines, *cut),
    );
}

#[test]
fn no_bytes_upset_the_reading_of_the_history() {
    fuzz(
        "history bytes",
        10,
        || {
            let line = b"k7f2-12\tk7f2-3\tme@here\t2026-11-22T10:41:07.120Z\t2026-11-22\tproject:p\tsigns/a#b\tstate\tdone\t.\n".to_vec();
            mutation::bytes(vec![Vec::new(), line.repeat(3)], PIECES, 40)
        },
        |bytes: &Vec<u8>| {
            let lines = line::read(bytes);
            prop_assert!(lines.read <= bytes.len());
            // What was read can be written, and stays as it is then; of a time that a hand wrote, whole milliseconds.
            let write = |changes: &[Change]| changes.iter().map(line::of).collect::<String>();
            let written = write(&lines.changes);
            let again = line::read(written.as_bytes()).changes;
            prop_assert_eq!(again.len(), lines.changes.len());
            prop_assert_eq!(write(&again), written);
            Ok(())
        },
    );
}
