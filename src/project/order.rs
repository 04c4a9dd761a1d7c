//! In which order changes were made. Clocks are set back, and those of two machines differ, so the clock is asked last.
//!
//! A change comes after those that it replaces, after those of its session with smaller numbers, and after those that its
//! session is known to have read before. Only where nothing of that says anything, the clock does.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use chrono::{DateTime, Utc};

use super::change::{Change, ChangeId};
use super::held::Held;

/// What the author of a change had read before, where that is known: of each line of changes the last one.
pub type Knew = BTreeMap<ChangeId, Vec<ChangeId>>;

/// Puts changes, each of which stands there once, in the order in which they were made.
pub fn sort(changes: &mut Vec<Change>, knew: &Knew) {
    let order = order_of(changes, knew);
    let mut made: Vec<Option<Change>> = std::mem::take(changes).into_iter().map(Some).collect();
    changes.extend(
        order
            .into_iter()
            .filter_map(|index| made.get_mut(index)?.take()),
    );
}

/// One that nothing is left to wait for: the earliest by the clock goes first.
type Ready<'a> = Reverse<(DateTime<Utc>, &'a ChangeId, usize)>;

fn order_of(changes: &[Change], knew: &Knew) -> Vec<usize> {
    let Waiting {
        mut waits,
        followers,
    } = Waiting::of(changes, knew);
    let ready = |index: usize| {
        let change = changes.get(index)?;
        Some(Reverse((change.at, &change.id, index)))
    };
    let is_free = |waits: &[usize], index: usize| waits.get(index) == Some(&0);
    let mut heap: BinaryHeap<Ready<'_>> = (0..changes.len())
        .filter(|&index| is_free(&waits, index))
        .filter_map(ready)
        .collect();
    // Lines that were tampered with may wait for each other: then the clock decides among them.
    let mut by_clock: Vec<usize> = (0..changes.len()).collect();
    by_clock.sort_by_key(|&index| ready(index));
    let mut order = Vec::with_capacity(changes.len());
    let mut is_placed = vec![false; changes.len()];
    loop {
        let next = match heap.pop() {
            Some(Reverse((.., index))) => index,
            // It is sorted the other way round, as the heap is.
            None => match by_clock.pop() {
                Some(index) => index,
                None => return order,
            },
        };
        let Some(placed) = is_placed.get_mut(next).filter(|placed| !**placed) else {
            continue;
        };
        *placed = true;
        order.push(next);
        for &follower in followers.get(next).into_iter().flatten() {
            if let Some(wait) = waits.get_mut(follower) {
                *wait = wait.saturating_sub(1);
                if *wait == 0 {
                    heap.extend(ready(follower));
                }
            }
        }
    }
}

/// Which changes come after which.
struct Waiting {
    /// For how many others each change waits.
    waits: Vec<usize>,
    /// Which ones wait for it.
    followers: Vec<Vec<usize>>,
}

impl Waiting {
    fn of(changes: &[Change], knew: &Knew) -> Self {
        let index: HashMap<&ChangeId, usize> = changes
            .iter()
            .enumerate()
            .map(|(index, change)| (&change.id, index))
            .collect();
        let mut waiting = Self {
            waits: vec![0; changes.len()],
            followers: vec![Vec::new(); changes.len()],
        };
        for (after, change) in changes.iter().enumerate() {
            let known = knew.get(&change.id).into_iter().flatten();
            for before in change.replaces.iter().chain(known) {
                if let Some(&before) = index.get(before) {
                    waiting.add(before, after);
                }
            }
        }
        let mut by_id: Vec<(&ChangeId, usize)> = index.into_iter().collect();
        by_id.sort_unstable();
        for pair in by_id.windows(2) {
            if let [(one, before), (next, after)] = pair
                && one.session == next.session
            {
                waiting.add(*before, *after);
            }
        }
        waiting
    }

    fn add(&mut self, before: usize, after: usize) {
        if before != after
            && let (Some(followers), Some(waits)) =
                (self.followers.get_mut(before), self.waits.get_mut(after))
        {
            followers.push(after);
            *waits += 1;
        }
    }
}

/// Puts in order what was set by changes of which none replaces another: of one session by their numbers.
pub fn sort_unrelated<T>(items: &mut [T], of: impl Fn(&T) -> &Held) {
    if items.len() < 2 {
        return;
    }
    let mut ids: Vec<(&ChangeId, DateTime<Utc>)> = items
        .iter()
        .map(|item| (&of(item).id, of(item).at))
        .collect();
    ids.sort_unstable();
    // None is earlier than the one before it in its session, whatever the clock said.
    let mut earliest: BTreeMap<ChangeId, DateTime<Utc>> = BTreeMap::new();
    let mut last: Option<(&str, DateTime<Utc>)> = None;
    for (id, at) in ids {
        let before = last.filter(|(session, _)| *session == id.session);
        let at = before.map_or(at, |(_, before)| before.max(at));
        last = Some((&id.session, at));
        earliest.insert(id.clone(), at);
    }
    items.sort_by_key(|item| {
        let id = &of(item).id;
        (earliest.get(id).copied(), id.clone())
    });
}

/// The one that was set last, of values in different fields.
pub fn latest<'a>(held: impl Iterator<Item = &'a Held>) -> Option<&'a Held> {
    let mut held: Vec<&Held> = held.collect();
    sort_unrelated(&mut held, |held| held);
    held.pop()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::change::{Field, Key, Subject};
    use proptest::prelude::*;

    fn id(session: &str, number: u32) -> ChangeId {
        ChangeId {
            session: session.to_owned(),
            number,
        }
    }

    /// A change at a second of the clock.
    fn made(session: &str, number: u32, second: i64, replaces: &[ChangeId]) -> Change {
        Change {
            id: id(session, number),
            replaces: replaces.to_vec(),
            by: "me@here".to_owned(),
            at: DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap(),
            guide: "2026-11-22".to_owned(),
            key: Key {
                subject: Subject::Project("p".to_owned()),
                place: "signs/a#b".to_owned(),
                field: Field::Owner,
            },
            value: String::new(),
        }
    }

    fn sorted(mut changes: Vec<Change>, knew: &Knew) -> Vec<String> {
        sort(&mut changes, knew);
        changes.iter().map(|change| change.id.to_string()).collect()
    }

    #[test]
    fn within_a_session_the_numbers_decide_and_between_sessions_what_one_replaces() {
        let changes = vec![
            made("a", 1, 600, &[]),
            // The clock was set back.
            made("a", 2, 0, &[]),
            made("b", 1, -600, &[id("a", 2)]),
            made("c", 1, 300, &[]),
        ];
        let order = sorted(changes, &Knew::new());
        assert_eq!(order, ["c-1", "a-1", "a-2", "b-1"]);
    }

    #[test]
    fn a_session_comes_after_what_it_had_read_whatever_the_clock_says() {
        let changes = vec![
            made("b", 1, 0, &[]),
            made("a", 1, 600, &[]),
            made("a", 2, 601, &[]),
        ];
        let knew = Knew::from([(id("b", 1), vec![id("a", 2), id("gone", 7)])]);
        assert_eq!(sorted(changes.clone(), &Knew::new()), ["b-1", "a-1", "a-2"]);
        assert_eq!(sorted(changes, &knew), ["a-1", "a-2", "b-1"]);
    }

    #[test]
    fn lines_that_wait_for_each_other_are_all_there_by_the_clock() {
        let changes = vec![
            made("a", 1, 5, &[id("b", 1)]),
            made("b", 1, 3, &[id("a", 1)]),
            made("c", 1, 9, &[id("c", 1), id("a", 1)]),
        ];
        assert_eq!(sorted(changes, &Knew::new()), ["b-1", "a-1", "c-1"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_order_does_not_depend_on_that_before(
            (changes, shuffled) in proptest::collection::vec(
                (0usize..3, -5i64..5, proptest::collection::vec((0usize..3, 1u32..6), 0..3)), 0..12,
            ).prop_map(|drawn| {
                let mut numbers = [0; 3];
                drawn.into_iter().map(|(who, second, replaces)| {
                    let names = ["a", "b", "c"];
                    numbers[who] += 1;
                    let replaces: Vec<ChangeId> = replaces.iter().map(|&(who, number)| id(names[who], number)).collect();
                    made(names[who], numbers[who], second, &replaces)
                }).collect::<Vec<_>>()
            }).prop_flat_map(|changes| (Just(changes.clone()), Just(changes).prop_shuffle())),
        ) {
            let order = sorted(changes.clone(), &Knew::new());
            prop_assert_eq!(&order, &sorted(shuffled, &Knew::new()));
            let mut ids: Vec<String> = changes.iter().map(|change| change.id.to_string()).collect();
            let mut there = order;
            ids.sort();
            there.sort();
            prop_assert_eq!(ids, there);
        }
    }
}
