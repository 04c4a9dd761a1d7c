//! Target: the state file. What was there stays, what was set reads back, whatever a hand wrote around it.

use std::collections::BTreeMap;

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Field, Key, Signature, Subject};
use roadsigns::store::state;

use super::engine::fuzz;
use super::history::words;
use super::mutation;

/// A state file as the program and a hand leave it.
const STATE: &str = r#"# Mine
format = 1
colour = "blue"   # not ours

[here]
project = "crisis-7k2f"

[[project]]
id = "crisis-7k2f" # never change this
name = "Crisis house, north"
roadmap = "mental-health"
created = 2026-11-22T10:41:07Z
place = "toolkit/procurement"
mine = { a = 1, b = [1, 2] }

[project.items]
"signs/a#b" = { state = "blocked", reason = "Board" }

[project.items."toolkit/procurement#standstill"]
state = "done"
owner = "Head of contracting"   # until May
due = 2026-12-17
note = """
Two
lines"""
changed = 2026-11-22T10:41:07Z
by = "login@host"
guide = "2026-11-22"

[[project.items."toolkit/procurement#standstill".clash]]
field = "owner"
value = "Finance lead"

[project.gates."toolkit/procurement"]
reason = "Board date fixed"
open = ["signs/a#b", "signs/c#d"]

[[measure]]
id = "m-3q9x"
what = "competencies/9"
level = 2

[[feedback]]
id = "f-8d1m"
place = "signs/a"
useful = 4

[read]
updates = ["updates/modern-slavery"]
"#;

/// Pieces of such a file.
const PIECES: &[&str] = &[
    "\n",
    "=",
    ".",
    "\"",
    "\"\"\"",
    "'''",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "#",
    "# a comment\n",
    "\\",
    "\\u0000",
    "\r\n",
    "\t",
    "\u{feff}",
    "\0",
    "[here]\n",
    "[[project]]\n",
    "[project]\n",
    "[[measure]]\n",
    "[[feedback]]\n",
    "[read]\n",
    "[project.items.\"signs/a#b\"]\n",
    "id = \"crisis-7k2f\"\n",
    "id = 5\n",
    "format = 2\n",
    "format = \"1\"\n",
    "owner = 5\n",
    "due = \"soon\"\n",
    "state = true\n",
    "note = ['a', 'b']\n",
    "a.b.c = 1\n",
    "open = \"x\"\n",
    "state = \"In hand\"\n",
    "due = \"12/12/2026\"\n",
    "due = 12/12/2026\n",
    "owner = Finance lead\n",
    "clash = 5\n",
    "clash = [{ field = \"owner\", value = \"x\" }]\n",
    "[[project.items.\"signs/a#b\"]]\n",
    "[project.item]\n",
    "project = 5\n",
    "items = 3\n",
    "read = []\n",
    "here = 1\n",
    "nan",
    "inf",
    "0x_1",
    "1e999",
    "2026-02-30",
    "é",
    "\u{202e}",
    "\x1b",
];

/// Fields that are values of ours; dates and numbers in the one form in which they are written.
fn field() -> impl Strategy<Value = (Field, String)> {
    let date = select(vec!["2026-12-17", "soon", "17/12/2026", ""]).prop_map(str::to_owned);
    let number = select(vec!["4", "", "much", "-"]).prop_map(str::to_owned);
    let places = prop::collection::vec("[a-z/#]{1,12}", 0..4).prop_map(|places| places.join("\n"));
    let text = select(vec![
        Field::State,
        Field::Reason,
        Field::Owner,
        Field::Evidence,
        Field::DecidedBy,
        Field::Note,
        Field::Other("colour".to_owned()),
    ]);
    prop_oneof![
        4 => (text, words()),
        1 => (select(vec![Field::Due, Field::DecidedOn]), date),
        1 => (select(vec![Field::Useful, Field::Level]), number),
        1 => (Just(Field::Open), places),
    ]
}

fn key() -> impl Strategy<Value = (Key, String)> {
    let id = prop_oneof![
        select(vec!["crisis-7k2f", "f-8d1m", "m-3q9x", "new-1"]).prop_map(str::to_owned),
        words().prop_filter("an id", |id| !id.is_empty())
    ];
    let place = prop_oneof![
        select(vec![
            "toolkit/procurement#standstill",
            "signs/a#b",
            "toolkit/procurement"
        ])
        .prop_map(str::to_owned),
        words()
    ];
    (0..3_u8, id, place, field()).prop_map(|(kind, id, place, (field, value))| {
        let (subject, place) = match kind {
            0 => (Subject::Project(id), place),
            1 => (Subject::Feedback(id), String::new()),
            _ => (Subject::Measure(id), String::new()),
        };
        (
            Key {
                subject,
                place,
                field,
            },
            value,
        )
    })
}

/// The sum of what was set, one after the other.
fn book(edits: &[(Key, String)]) -> Book {
    let session = Signature {
        id: "fuzz".to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    };
    let (mut book, mut author) = (Book::default(), Author::new(session));
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    for (key, value) in edits {
        author.set(&mut book, at, key.clone(), value.clone());
    }
    book
}

fn check(text: &str, edits: &[(Key, String)], torn: Index) -> TestCaseResult {
    let (bare, dress) = state::undress(text);
    let (again, same) = state::undress(&dress.on(&bare));
    prop_assert_eq!((&again, same), (&bare, dress));
    // Half a file, as a careless copy leaves it.
    let half = String::from_utf8_lossy(bare.as_bytes().get(..torn.index(bare.len() + 1)).unwrap())
        .into_owned();
    if let Ok(document) = state::parse(&half) {
        state::contents(&document);
    }
    let mut document = match state::parse(&bare) {
        Ok(document) => document,
        Err(why) => {
            let why = why.to_string();
            prop_assert!(
                why.contains("line") && why.len() < 8 * 1024 + 2 * bare.len(),
                "{}",
                why
            );
            return Ok(());
        }
    };
    let before = state::contents(&document).values;
    if state::newer_format(&document).is_some() {
        // Only the program that knows it writes into such a file, and only it can say what is odd there.
        return Ok(());
    }
    let here = state::here(&document);
    let before_format = document.contains_key("format");
    if let Err(why) = state::well_shaped(&bare) {
        // Nothing is written into such a file.
        prop_assert!(
            why.starts_with("line") || why.contains(" lines are not"),
            "{}",
            why
        );
        prop_assert!(why.len() < 8 * 1024, "{}", why);
        return Ok(());
    }
    let last: BTreeMap<Key, String> = edits.iter().cloned().collect();
    let now = state::contents(&document);
    state::sum(&mut document, &now, &book(edits));
    let written = document.to_string();
    let read = state::well_shaped(&written);
    prop_assert!(read.is_ok(), "{}\n{}", read.unwrap_err(), written);
    let read = read.unwrap();
    let after = state::contents(&read).values;
    for (key, value) in &before {
        if !last.contains_key(key) {
            prop_assert_eq!(after.get(key), Some(value), "{:?} was there", key);
        }
    }
    for (key, value) in &last {
        prop_assert_eq!(
            after.get(key).map_or("", String::as_str),
            &*state::words::as_written(&key.field, value),
            "{:?} was set",
            key
        );
    }
    let places = state::here(&read);
    prop_assert_eq!(places, here);
    let had_format = before_format;
    if had_format && !bare.contains("'''") && !bare.contains("\"\"\"") {
        for comment in bare
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('#'))
        {
            prop_assert!(written.contains(comment), "{:?} went\n{}", comment, written);
        }
    }
    Ok(())
}

#[test]
fn what_stands_in_a_state_file_stays_and_what_is_set_reads_back() {
    let input = || {
        (
            prop_oneof![
                3 => mutation::text(&[STATE, "", "format = 1\n"], PIECES, 6),
                1 => Just(STATE.to_owned()),
                1 => mutation::text(&[include_str!("../../guide/demo.toml")], PIECES, 4),
            ],
            prop::collection::vec(key(), 0..6),
            any::<Index>(),
        )
    };
    fuzz("state", 10, input, |(text, edits, torn)| {
        check(text, edits, *torn)
    });
}
