//! Histories merge by union of their lines, in any order, however often.

use chrono::DateTime;
use proptest::prelude::*;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, ChangeId, Field, Key, Subject};
use roadsigns::store::line;

/// Changes of three sessions to two fields, each replacing some that were made before.
fn histories() -> impl Strategy<Value = Vec<Change>> {
    let one = (0..3_usize, 0..2_usize, any::<u16>(), 0..4_i64);
    proptest::collection::vec(one, 0..14).prop_map(|made| {
        let mut numbers = [0; 3];
        let mut changes: Vec<Change> = Vec::new();
        for (session, field, replaces, second) in made {
            numbers[session] += 1;
            let key = Key {
                subject: Subject::Project("p".to_owned()),
                place: "signs/a#b".to_owned(),
                field: [Field::Owner, Field::Note][field].clone(),
            };
            let before = changes.iter().filter(|change| change.key == key);
            let replaced = before
                .enumerate()
                .filter(|(index, _)| replaces >> index & 1 == 1)
                .map(|(_, change)| change.id.clone());
            changes.push(Change {
                replaces: replaced.collect(),
                id: ChangeId {
                    session: ["a", "b", "c"][session].to_owned(),
                    number: numbers[session],
                },
                by: "me@here".to_owned(),
                at: DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap(),
                guide: "2026-11-22".to_owned(),
                value: format!("{session} {}", numbers[session]),
                key,
            });
        }
        changes
    })
}

/// The sum of files of lines.
fn sum(files: &[&str]) -> Book {
    let mut book = Book::default();
    for file in files {
        for change in line::read(file.as_bytes()).changes {
            book.add(&change);
        }
    }
    book
}

/// Every line falls into one or more of three files.
fn files(changes: &[Change], falls: &[u8]) -> [String; 3] {
    let mut files = [const { String::new() }; 3];
    for (change, falls) in changes.iter().zip(falls.iter().cycle()) {
        let falls = if falls % 8 == 0 { 1 } else { falls % 8 };
        for (index, file) in files.iter_mut().enumerate() {
            if falls >> index & 1 == 1 {
                file.push_str(&line::of(change));
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn lines_merge_the_same_in_any_order_and_grouping_and_however_often(
        changes in histories(),
        falls in proptest::collection::vec(any::<u8>(), 1..14),
    ) {
        let [a, b, c] = &files(&changes, &falls);
        let all = sum(&[a, b, c]);
        // In any order, and twice.
        prop_assert_eq!(&sum(&[c, b, a]), &all);
        prop_assert_eq!(&sum(&[b, a, c, b, a]), &all);
        let whole: String = changes.iter().rev().map(line::of).collect();
        prop_assert_eq!(&sum(&[&whole]), &all);
        // Sums join like the lines that they are of: in any grouping, order and number.
        let join = |books: &[&Book]| {
            let mut joined = Book::default();
            for book in books {
                joined.merge(book);
            }
            joined
        };
        let (a, b, c) = (&sum(&[a]), &sum(&[b]), &sum(&[c]));
        prop_assert_eq!(&join(&[a, &join(&[b, c])]), &all);
        prop_assert_eq!(&join(&[&join(&[a, b]), c]), &all);
        prop_assert_eq!(&join(&[c, a, b, a]), &all);
        prop_assert_eq!(&join(&[&all, &all]), &all);
    }
}
