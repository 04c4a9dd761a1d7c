//! Which changes have been seen, exactly and in little room: of each session all numbers up to one, and a few beyond.

use std::collections::{BTreeMap, BTreeSet};

use super::change::ChangeId;

/// The numbers of one session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// All from 1 to this one.
    pub up_to: u32,
    /// Single ones above it: lines in between have not come yet.
    pub beyond: BTreeSet<u32>,
}

impl Numbers {
    fn add(&mut self, number: u32) -> bool {
        if self.has(number) || !self.beyond.insert(number) {
            return false;
        }
        while self.beyond.remove(&self.up_to.saturating_add(1)) {
            self.up_to += 1;
        }
        true
    }

    fn has(&self, number: u32) -> bool {
        number <= self.up_to || self.beyond.contains(&number)
    }
}

/// The changes that have been seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<String, Numbers>);

impl Seen {
    /// Adds a change; whether it is new.
    pub fn add(&mut self, id: &ChangeId) -> bool {
        if let Some(numbers) = self.0.get_mut(&id.session) {
            return numbers.add(id.number);
        }
        let mut numbers = Numbers::default();
        let new = numbers.add(id.number);
        self.0.insert(id.session.clone(), numbers);
        new
    }

    /// Adds all numbers of a session that were seen elsewhere.
    pub fn add_session(&mut self, session: &str, of: &Numbers) {
        let numbers = self.0.entry(session.to_owned()).or_default();
        numbers.up_to = numbers.up_to.max(of.up_to);
        for &number in of.beyond.iter().chain(&std::mem::take(&mut numbers.beyond)) {
            numbers.add(number);
        }
    }

    /// Whether a change was seen.
    pub fn has(&self, id: &ChangeId) -> bool {
        self.0
            .get(&id.session)
            .is_some_and(|numbers| numbers.has(id.number))
    }

    /// Every session with its numbers.
    pub fn sessions(&self) -> impl Iterator<Item = (&str, &Numbers)> {
        self.0
            .iter()
            .map(|(session, numbers)| (session.as_str(), numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u32) -> ChangeId {
        ChangeId {
            session: "a".to_owned(),
            number,
        }
    }

    proptest! {
        #[test]
        fn it_knows_exactly_what_it_was_given_in_any_order(numbers in proptest::collection::vec(0u32..30, 0..60)) {
            let mut seen = Seen::default();
            let mut known = BTreeSet::from([0]);
            for &number in &numbers {
                prop_assert_eq!(seen.add(&id(number)), known.insert(number));
            }
            for number in 1..40 {
                prop_assert_eq!(seen.has(&id(number)), known.contains(&number));
            }
        }

        #[test]
        fn two_of_them_join_to_what_either_knows(
            ours in proptest::collection::vec(1u32..30, 0..30),
            theirs in proptest::collection::vec(1u32..30, 0..30),
        ) {
            let all = |numbers: &[u32]| {
                let mut seen = Seen::default();
                for &number in numbers {
                    seen.add(&id(number));
                }
                seen
            };
            let mut joined = all(&ours);
            for (session, numbers) in all(&theirs).sessions() {
                joined.add_session(session, numbers);
            }
            prop_assert_eq!(joined, all(&[ours, theirs].concat()));
        }
    }
}
