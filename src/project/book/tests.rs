//! Sums of changes: whatever order they come in.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;

fn change(
    session: &str,
    number: u32,
    second: i64,
    replaces: &[(&str, u32)],
    value: &str,
) -> Change {
    let id = |&(session, number): &(&str, u32)| ChangeId {
        session: session.to_owned(),
        number,
    };
    Change {
        id: id(&(session, number)),
        replaces: replaces.iter().map(id).collect(),
        by: "me@here".to_owned(),
        at: DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap(),
        guide: "2026-11-22".to_owned(),
        key: key(),
        value: value.to_owned(),
    }
}

fn key() -> Key {
    Key {
        subject: Subject::Project("p".to_owned()),
        place: "signs/a#b".to_owned(),
        field: Field::Owner,
    }
}

#[test]
fn the_value_that_no_change_replaces_holds() {
    let mut book = Book::default();
    book.add(&change("a", 1, 0, &[], "first"));
    book.add(&change("a", 2, 1, &[("a", 1)], "second"));
    assert_eq!(
        book.text(&key().subject, "signs/a#b", &Field::Owner),
        "second"
    );
    assert_eq!(book.heads(&key()).len(), 1);
}

#[test]
fn two_values_that_do_not_know_each_other_are_a_clash_and_the_later_stands() {
    let mut book = Book::default();
    book.add(&change("b", 1, 5, &[], "later"));
    book.add(&change("a", 1, 0, &[], "earlier"));
    assert_eq!(
        book.text(&key().subject, "signs/a#b", &Field::Owner),
        "later"
    );
    assert_eq!(book.heads(&key()).len(), 2);
    book.add(&change("a", 2, 9, &[("a", 1), ("b", 1)], "chosen"));
    assert_eq!(book.heads(&key()).len(), 1);
}

#[test]
fn the_order_in_which_sessions_are_read_does_not_matter() {
    let lines = [
        change("a", 1, 0, &[], "one"),
        change("b", 1, 1, &[("a", 1)], "two"),
        change("c", 1, 2, &[("b", 1)], "three"),
    ];
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut book = Book::default();
        for index in order {
            book.add(&lines[index]);
            book.add(&lines[index]);
        }
        assert_eq!(book.heads(&key()).len(), 1, "{order:?}");
        assert_eq!(
            book.text(&key().subject, "signs/a#b", &Field::Owner),
            "three",
            "{order:?}"
        );
    }
}

/// Changes of a few people at a few places; what each replaces is any of the others, also of another field.
fn history() -> impl Strategy<Value = Vec<Change>> {
    let one = (
        0usize..4,
        0i64..5,
        proptest::collection::vec(0usize..12, 0..4),
        0usize..3,
    );
    proptest::collection::vec(one, 1..12).prop_map(|drawn| {
        let mut numbers = [0u32; 4];
        let ids: Vec<(&str, u32)> = drawn
            .iter()
            .map(|&(who, ..)| {
                numbers[who] += 1;
                (["a", "b", "c", "d"][who], numbers[who])
            })
            .collect();
        let made = drawn
            .iter()
            .zip(&ids)
            .map(|((_, second, replaces, place), id)| {
                let replaces: Vec<(&str, u32)> = replaces
                    .iter()
                    .filter_map(|&index| ids.get(index).copied())
                    .collect();
                let mut made = change(id.0, id.1, *second, &replaces, &format!("{}{}", id.0, id.1));
                made.key.place = format!("signs/a#{place}");
                made
            });
        made.collect()
    })
}

fn sum<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Book {
    Book::of(changes)
}

#[test]
fn of_two_values_of_one_session_the_one_with_the_higher_number_stands_whatever_the_clock_said() {
    let mut book = Book::default();
    book.add(&change("a", 1, 600, &[], "first"));
    // The clock was set back meanwhile.
    book.add(&change("a", 2, 0, &[], "second"));
    book.add(&change("b", 1, 300, &[], "beside"));
    let values: Vec<&str> = book
        .heads(&key())
        .iter()
        .map(|held| held.value.as_str())
        .collect();
    assert_eq!(values, ["beside", "first", "second"]);
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_give_the_same_book(
        (changes, order) in history().prop_flat_map(|changes| {
            let twice = [changes.clone(), changes.clone()].concat();
            (Just(changes), Just(twice).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(sum(&changes), sum(&order));
    }

    #[test]
    fn joining_books_is_adding_the_changes_of_both_whoever_joins_whom(
        changes in history(),
        in_ours in proptest::collection::vec(any::<bool>(), 12),
        in_theirs in proptest::collection::vec(any::<bool>(), 12),
    ) {
        let part = |wanted: &[bool]| -> Vec<Change> {
            changes.iter().zip(wanted).filter(|&(_, &wanted)| wanted).map(|(change, _)| change.clone()).collect()
        };
        let (ours, theirs) = (part(&in_ours), part(&in_theirs));
        let mut joined = sum(&ours);
        joined.merge(&sum(&theirs));
        let mut other_way = sum(&theirs);
        other_way.merge(&sum(&ours));
        prop_assert_eq!(&joined, &sum(ours.iter().chain(&theirs)));
        prop_assert_eq!(&joined, &other_way);
        let once = joined.clone();
        joined.merge(&once);
        prop_assert_eq!(&joined, &once);
        let awaited = once.awaited().map(|(id, key)| (id.clone(), key.clone()));
        let read_back = Book::from_heads(once.all_heads(), once.seen().clone(), awaited);
        prop_assert_eq!(read_back, once);
    }
}
