//! Which changes have been seen, exactly and in little room: of each session the runs of its numbers.
//!
//! A person reads the numbers of a session as `1-40 43 57`: all from 1 to 40, and two single ones.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::change::ChangeId;

/// The numbers of one session: runs of them, each with its first and last, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<(u32, u32)>);

impl Numbers {
    fn add(&mut self, number: u32) -> bool {
        // Mostly the next one.
        if let Some(last) = self.0.last_mut()
            && last.1.checked_add(1) == Some(number)
        {
            last.1 = number;
            return true;
        }
        let is_new = !self.has(number);
        if is_new {
            self.add_run(number, number);
        }
        is_new
    }

    fn add_run(&mut self, first: u32, last: u32) {
        // Runs that touch or overlap this one become one with it.
        let begin = self
            .0
            .partition_point(|run| run.1.saturating_add(1) < first);
        let end = self
            .0
            .partition_point(|run| run.0 <= last.saturating_add(1));
        let touched = self.0.get(begin..end).unwrap_or_default();
        let first = touched.first().map_or(first, |run| run.0.min(first));
        let last = touched.last().map_or(last, |run| run.1.max(last));
        self.0.splice(begin..end.max(begin), [(first, last)]);
    }

    fn has(&self, number: u32) -> bool {
        let index = self.0.partition_point(|run| run.1 < number);
        self.0.get(index).is_some_and(|run| run.0 <= number)
    }

    fn count(&self) -> u64 {
        let runs = self.0.iter();
        runs.map(|&(first, last)| u64::from(last - first) + 1).sum()
    }

    /// These numbers but for others.
    fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut gone = other.0.iter().peekable();
        for &(first, last) in &self.0 {
            let mut from = Some(first);
            while let (Some(begin), Some(&&(gone_first, gone_last))) = (from, gone.peek()) {
                if gone_last < begin {
                    gone.next();
                    continue;
                }
                if gone_first > last {
                    break;
                }
                if gone_first > begin {
                    rest.push((begin, gone_first - 1));
                }
                from = gone_last.checked_add(1).filter(|&next| next <= last);
                if from.is_some() {
                    gone.next();
                }
            }
            rest.extend(from.map(|begin| (begin, last)));
        }
        Self(rest)
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { " " };
            if first == last {
                write!(f, "{before}{first}")?;
            } else {
                write!(f, "{before}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Numbers {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = Self::default();
        for run in text.split_whitespace() {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last) = (
                first.parse().map_err(|_| ())?,
                last.parse().map_err(|_| ())?,
            );
            if first > last {
                return Err(());
            }
            numbers.add_run(first, last);
        }
        Ok(numbers)
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
        if of.0.is_empty() {
            return;
        }
        let numbers = self.0.entry(session.to_owned()).or_default();
        for &(first, last) in &of.0 {
            numbers.add_run(first, last);
        }
    }

    /// Adds all that was seen elsewhere.
    pub fn join(&mut self, other: &Self) {
        for (session, numbers) in other.sessions() {
            self.add_session(session, numbers);
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

    /// What was seen here and not there.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let nothing = Numbers::default();
        let rest = self.0.iter().map(|(session, numbers)| {
            let theirs = other.0.get(session).unwrap_or(&nothing);
            (session.clone(), numbers.without(theirs))
        });
        Self(rest.filter(|(_, numbers)| !numbers.0.is_empty()).collect())
    }

    /// Whether everything that was seen there was seen here.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.iter().all(|(session, numbers)| {
            let ours = self.0.get(session);
            ours.is_some_and(|ours| ours == numbers || numbers.without(ours).0.is_empty())
        })
    }

    /// How many changes were seen.
    pub fn count(&self) -> u64 {
        self.0.values().map(Numbers::count).sum()
    }

    /// Whether nothing was seen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every change that was seen; there may be billions where a hand wrote the numbers.
    pub fn ids(&self) -> impl Iterator<Item = ChangeId> {
        self.0.iter().flat_map(|(session, numbers)| {
            let numbers = numbers.0.iter().flat_map(|&(first, last)| first..=last);
            numbers.map(move |number| ChangeId {
                session: session.clone(),
                number,
            })
        })
    }
}

/// As people read it: `k7f2m9qx 1-40 43; w3d8v5nh 1-3`.
impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (session, numbers)) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { "; " };
            write!(f, "{before}{session} {numbers}")?;
        }
        Ok(())
    }
}

impl FromStr for Seen {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut seen = Self::default();
        for of_session in text.split("; ").filter(|part| !part.is_empty()) {
            let (session, numbers) = of_session.split_once(' ').ok_or(())?;
            seen.add_session(session, &numbers.parse()?);
        }
        Ok(seen)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    fn id(number: u32) -> ChangeId {
        ChangeId {
            session: "a".to_owned(),
            number,
        }
    }

    fn all(numbers: &[u32]) -> Seen {
        let mut seen = Seen::default();
        for &number in numbers {
            seen.add(&id(number));
        }
        seen
    }

    proptest! {
        #[test]
        fn it_knows_exactly_what_it_was_given_in_any_order(numbers in proptest::collection::vec(0u32..30, 0..60)) {
            let mut seen = Seen::default();
            let mut known = BTreeSet::new();
            for &number in &numbers {
                prop_assert_eq!(seen.add(&id(number)), known.insert(number));
            }
            for number in 0..40 {
                prop_assert_eq!(seen.has(&id(number)), known.contains(&number));
            }
            prop_assert_eq!(seen.ids().map(|id| id.number).collect::<Vec<_>>(), known.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(seen.count(), known.len() as u64);
            prop_assert_eq!(seen.to_string().parse(), Ok(seen));
        }

        #[test]
        fn two_of_them_join_to_what_either_knows_and_differ_in_what_one_alone_knows(
            ours in proptest::collection::vec(0u32..30, 0..30),
            theirs in proptest::collection::vec(0u32..30, 0..30),
        ) {
            let (one, other) = (all(&ours), all(&theirs));
            let mut joined = one.clone();
            joined.join(&other);
            prop_assert_eq!(&joined, &all(&[ours.clone(), theirs.clone()].concat()));
            let rest: Vec<u32> = ours.iter().copied().filter(|number| !theirs.contains(number)).collect();
            prop_assert_eq!(one.without(&other), all(&rest));
            prop_assert_eq!(other.covers(&one), rest.is_empty());
            prop_assert!(joined.covers(&one) && joined.covers(&other));
        }
    }

    #[test]
    fn its_numbers_read_as_people_write_them_and_nonsense_is_none() {
        let seen: Seen = "k7f2m9qx 1-40 43 57; w3d8v5nh 1-3".parse().unwrap();
        assert_eq!(seen.to_string(), "k7f2m9qx 1-40 43 57; w3d8v5nh 1-3");
        assert_eq!(seen.count(), 45);
        for none in ["1-", "x", "5-3", "-4", "1,2", "99999999999"] {
            assert_eq!(none.parse::<Numbers>(), Err(()), "{none}");
        }
        let most: Numbers = format!("0-{}", u32::MAX).parse().unwrap();
        assert_eq!(most.without(&most).count(), 0);
        assert_eq!(
            most.without(&"1-40".parse().unwrap()).to_string(),
            format!("0 41-{}", u32::MAX)
        );
    }
}
