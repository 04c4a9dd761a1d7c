//! Target: the book. Any set of changes, in any order, with repeats, gives the same book.

use std::collections::BTreeMap;

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, ChangeId, Field, Key, Subject};

use super::engine::fuzz;

/// A change before its id is known: session, field, time, value, and which of the others it replaces.
type Draft = (u8, u8, u8, u8, Vec<Index>);

fn draft() -> impl Strategy<Value = Draft> {
    (
        0..4_u8,
        0..3_u8,
        0..6_u8,
        0..4_u8,
        prop::collection::vec(any::<Index>(), 0..3),
    )
}

fn id(session: u8, number: u32) -> ChangeId {
    ChangeId {
        session: format!("s{session}"),
        number,
    }
}

/// Changes with ids of their own. One replaces others of its field, whether those came before it or not.
fn changes(drafts: &[Draft]) -> Vec<Change> {
    let mut numbers: BTreeMap<u8, u32> = BTreeMap::new();
    let ids: Vec<ChangeId> = drafts
        .iter()
        .map(|(session, ..)| {
            let number = numbers.entry(*session).or_default();
            *number += 1;
            id(*session, *number)
        })
        .collect();
    let change = |(own, (_, field, at, value, replaces)): (&ChangeId, &Draft)| Change {
        id: own.clone(),
        replaces: replaces
            .iter()
            .map(|index| index.index(drafts.len()))
            .filter(|&other| drafts.get(other).is_some_and(|(_, of, ..)| of == field))
            .filter_map(|other| ids.get(other).cloned())
            .filter(|other| other != own)
            .collect(),
        by: format!("{}@here", own.session),
        at: DateTime::from_timestamp(1_800_000_000 + i64::from(*at), 0).unwrap(),
        guide: "2026-11-22".to_owned(),
        key: Key {
            subject: Subject::Project("p".to_owned()),
            place: "signs/a#b".to_owned(),
            field: [Field::Owner, Field::Note, Field::State]
                .get(usize::from(*field))
                .unwrap()
                .clone(),
        },
        value: ["", "one", "two", "three"]
            .get(usize::from(*value))
            .unwrap()
            .to_string(),
    };
    ids.iter().zip(drafts).map(change).collect()
}

fn sum<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Book {
    let mut book = Book::default();
    for change in changes {
        book.add(change);
    }
    book
}

fn check(drafts: &[Draft], order: &[Index], cut: Index) -> TestCaseResult {
    let changes = changes(drafts);
    let straight = sum(&changes);
    // Any order, some twice; those that were never drawn at the end.
    let shuffled = order
        .iter()
        .filter_map(|index| changes.get(index.index(changes.len().max(1))));
    let other = sum(shuffled.chain(changes.iter().rev()));
    prop_assert_eq!(&other, &straight);
    // Two halves that meet.
    let (one, two) = changes.split_at(cut.index(changes.len() + 1));
    prop_assert_eq!(&sum(two.iter().chain(one).chain(two)), &straight);
    Ok(())
}

#[test]
fn a_book_does_not_depend_on_the_order_of_its_changes() {
    let input = || {
        (
            prop::collection::vec(draft(), 0..14),
            prop::collection::vec(any::<Index>(), 0..30),
            any::<Index>(),
        )
    };
    fuzz("merge", 20, input, |(drafts, order, cut)| {
        check(drafts, order, *cut)
    });
}
