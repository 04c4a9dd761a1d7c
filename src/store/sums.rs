//! The lines of the history that a state sums, named in the state itself.
//!
//! ```toml
//! [sums]                                   # the lines of the history that this file sums
//! k7f2m9qx = "1-40 43 57"
//! ```
//!
//! Per session all numbers up to one, and singly or in runs those beyond. So it is plain what happened, whatever became
//! of the files of the history: lines that are named and stand nowhere are lost, and the values of the state stand for
//! them; lines that are not named are newer; a value that is not their sum was written by hand.
//!
//! A program of before November 2026 carries the table on as it is, whatever it writes. What tells that is `summed.toml`
//! ([`super::by_hand`]), which it writes without the line at the end that says whose the sums are.

use std::collections::BTreeSet;

use thiserror::Error;
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::project::change::is_session;
use crate::project::seen::{Numbers, Seen};

const SUMS: &str = "sums";

/// Why the lines that a state names cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unnamed {
    /// Something else stands in the place of the table.
    #[error("[sums] is no table of sessions")]
    NoTable,
    /// A line in the place of one of this session's could not be read again.
    #[error(
        "[sums] names the session \"{0}\"; a name of ours has letters, digits and hyphens only"
    )]
    Session(String),
    /// What it says of this session is no numbers.
    #[error("[sums] says of {0} no numbers that can be understood, as \"1-40 43\" is")]
    Numbers(String),
}

/// The lines that a state names; nothing if it names none.
///
/// # Errors
///
/// What cannot be understood.
pub(super) fn read(document: &DocumentMut) -> Result<Option<Seen>, Unnamed> {
    let Some(item) = document.get(SUMS) else {
        return Ok(None);
    };
    let Some(table) = item.as_table_like() else {
        return Err(Unnamed::NoTable);
    };
    let mut seen = Seen::default();
    for (session, numbers) in table.iter() {
        if !is_session(session) {
            return Err(Unnamed::Session(session.to_owned()));
        }
        let numbers = numbers.as_str().and_then(|text| text.parse().ok());
        let numbers: Numbers = numbers.ok_or_else(|| Unnamed::Numbers(session.to_owned()))?;
        seen.add_session(session, &numbers);
    }
    Ok(Some(seen))
}

/// Names the lines in a state.
pub(super) fn write(document: &mut DocumentMut, seen: &Seen) {
    let is_first = !document.contains_key(SUMS);
    if !document.get(SUMS).is_some_and(Item::is_table) {
        if seen.is_empty() {
            return;
        }
        let mut table = Table::new();
        // Above all others: below it would become part of what somebody's hand wrote last.
        table.set_position(Some(-1));
        document.insert(SUMS, Item::Table(table));
    }
    let Some(table) = document.get_mut(SUMS).and_then(Item::as_table_mut) else {
        return;
    };
    let known: BTreeSet<&str> = seen.sessions().map(|(session, _)| session).collect();
    table.retain(|session, _| known.contains(session));
    for (session, numbers) in seen.sessions() {
        let numbers = numbers.to_string();
        let before = table.get(session).and_then(Item::as_value);
        if before.and_then(Value::as_str) == Some(&numbers) {
            continue;
        }
        let mut value = Value::from(numbers);
        if let Some(before) = before {
            *value.decor_mut() = before.decor().clone();
        }
        table.insert(session, Item::Value(value));
    }
    if is_first {
        part_from_what_follows(document);
    }
}

/// Leaves an empty line below the table, where what follows brings none of its own.
fn part_from_what_follows(document: &mut DocumentMut) {
    let text = document.to_string();
    let below = text.split_once("[sums]\n").map_or("", |(_, below)| below);
    let mut rest = below
        .split_inclusive('\n')
        .skip_while(|line| line.contains(" = \""));
    let is_close = rest.next().is_some_and(|line| line != "\n");
    let table = document.get_mut(SUMS).and_then(Item::as_table_mut);
    let last = table.and_then(|table| table.iter_mut().last());
    if let (true, Some(value)) = (is_close, last.and_then(|(_, item)| item.as_value_mut())) {
        value.decor_mut().set_suffix("\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a document named others.
    fn writes(document: &mut DocumentMut, seen: &Seen) -> bool {
        let before = document.to_string();
        write(document, seen);
        document.to_string() != before
    }

    #[test]
    fn they_stand_above_all_tables_read_back_and_are_written_only_where_they_differ() {
        let mut document: DocumentMut =
            "# mine\nformat = 1\n\n# where I was\n[here]\nproject = \"p\"\n"
                .parse()
                .unwrap();
        let seen: Seen = "k7f2m9qx 1-40 43 57; w3d8v5nh 1".parse().unwrap();
        assert!(writes(&mut document, &seen));
        assert_eq!(
            document.to_string(),
            "# mine\nformat = 1\n\n[sums]\nk7f2m9qx = \"1-40 43 57\"\nw3d8v5nh = \"1\"\n\n# where I was\n[here]\nproject = \"p\"\n"
        );
        let mut document: DocumentMut = document.to_string().parse().unwrap();
        assert_eq!(read(&document), Ok(Some(seen.clone())));
        assert!(!writes(&mut document, &seen));
        assert!(writes(&mut document, &"w3d8v5nh 1-2".parse().unwrap()));
        assert_eq!(read(&document), Ok(Some("w3d8v5nh 1-2".parse().unwrap())));
    }

    #[test]
    fn what_follows_them_is_parted_by_one_empty_line() {
        for (below, parted) in [
            ("[[project]]\nid = \"p\"\n", "\n[[project]]\nid = \"p\"\n"),
            ("# mine\n[here]\n", "\n# mine\n[here]\n"),
            ("\n[here]\n", "\n[here]\n"),
            ("", ""),
        ] {
            let mut document: DocumentMut = format!("format = 1\n{below}").parse().unwrap();
            assert!(writes(&mut document, &"k7 1-2; w3 1".parse().unwrap()));
            let sums = "[sums]\nk7 = \"1-2\"\nw3 = \"1\"\n";
            assert_eq!(
                document.to_string(),
                format!("format = 1\n\n{sums}{parted}")
            );
        }
    }

    #[test]
    fn what_a_hand_made_of_them_is_explained_and_written_anew() {
        for text in [
            "sums = 5\n",
            "[sums]\nk7 = 5\n",
            "[sums]\nk7 = \"1-\"\n",
            "[sums]\nlaptop_2 = \"1\"\n",
            "[sums]\n\"\" = \"1\"\n",
            "[sums]\n\"a b\" = \"1\"\n",
            "[[sums]]\n",
        ] {
            let mut document: DocumentMut = text.parse().unwrap();
            assert!(read(&document).is_err(), "{text}");
            let seen: Seen = "k7 1-2".parse().unwrap();
            assert!(writes(&mut document, &seen), "{text}");
            let document: DocumentMut = document.to_string().parse().unwrap();
            assert_eq!(read(&document), Ok(Some(seen)), "{text}");
        }
        let document: DocumentMut = "format = 1\n".parse().unwrap();
        assert_eq!(read(&document), Ok(None));
    }
}
