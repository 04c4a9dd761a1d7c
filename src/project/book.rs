//! The book: the sum of all changes, field by field.
//!
//! Per field the value that no change replaces holds. Two such are a clash: the later stands ([`order`]), the other is
//! kept beside it. Adding changes is idempotent and does not depend on their order, so histories merge by union.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use super::change::{Change, ChangeId, Field, Key, Subject};
pub use super::held::Held;
use super::order;
use super::seen::Seen;

/// Whether values that hold for one field differ.
pub fn is_clash(heads: &[Held]) -> bool {
    let mut values = heads.iter().map(|held| &held.value);
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// A measure that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken<'a> {
    /// The level, with when and by whom.
    pub level: &'a Held,
    /// The evidence for it.
    pub evidence: &'a str,
    /// Id of the project that it is for; empty if it is for the person.
    pub project: &'a str,
}

/// The fields of one place.
pub type Record = BTreeMap<Field, Vec<Held>>;

/// The sum of changes.
#[derive(Clone, Debug, Default)]
pub struct Book {
    records: BTreeMap<Subject, BTreeMap<String, Record>>,
    /// What has been added before.
    seen: Seen,
    /// Changes that something seen replaces in these fields although they themselves have not come yet.
    awaited: BTreeMap<ChangeId, BTreeSet<Key>>,
    stamp: Stamp,
}

/// Which contents a book has: of two books with one stamp one is a copy of the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(u64);

impl Stamp {
    fn fresh() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        (&self.records, &self.seen, &self.awaited) == (&other.records, &other.seen, &other.awaited)
    }
}

impl Eq for Book {}

impl Book {
    /// Another one after each change, so that what was counted in it need not be counted again.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// The book that these values, this much seen and this much awaited make up: what [`Book::all_heads`],
    /// [`Book::seen`] and [`Book::awaited`] gave.
    pub fn from_heads(
        heads: impl IntoIterator<Item = (Key, Held)>,
        seen: Seen,
        awaited: impl IntoIterator<Item = (ChangeId, Key)>,
    ) -> Self {
        let mut book = Self {
            seen,
            ..Self::default()
        };
        for (id, key) in awaited {
            book.awaited.entry(id).or_default().insert(key);
        }
        for (key, held) in heads {
            book.hold(key, held);
        }
        book
    }

    /// Adds a change; one that was added before changes nothing. Whether it was new.
    pub fn add(&mut self, change: &Change) -> bool {
        if !self.seen.add(&change.id) {
            return false;
        }
        let is_replaced = self
            .awaited
            .remove(&change.id)
            .is_some_and(|keys| keys.contains(&change.key));
        for replaced in &change.replaces {
            if !self.seen.has(replaced) {
                let keys = self.awaited.entry(replaced.clone()).or_default();
                keys.insert(change.key.clone());
            }
        }
        self.let_go(&change.key, |held| change.replaces.contains(&held.id));
        if !is_replaced {
            self.hold(change.key.clone(), Held::of(change));
        }
        true
    }

    /// The sum of changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut book = Self::default();
        for change in changes {
            book.add(change);
        }
        book
    }

    /// Joins another book to this one: the same as adding all changes of both.
    pub fn merge(&mut self, other: &Self) {
        let ours: Vec<(Key, Held)> = self.all_heads().collect();
        for (key, held) in ours {
            let stands_there = other.heads(&key).iter().any(|theirs| theirs.id == held.id);
            if !stands_there && (other.seen.has(&held.id) || other.awaits(&held.id, &key)) {
                self.let_go(&key, |ours| ours.id == held.id);
            }
        }
        for (key, held) in other.all_heads() {
            if !self.seen.has(&held.id) && !self.awaits(&held.id, &key) {
                self.hold(key, held);
            }
        }
        self.seen.join(&other.seen);
        for (id, keys) in &other.awaited {
            let awaited = self.awaited.entry(id.clone()).or_default();
            awaited.extend(keys.iter().cloned());
        }
        let seen = &self.seen;
        self.awaited.retain(|id, _| !seen.has(id));
    }

    fn hold(&mut self, key: Key, held: Held) {
        self.stamp = Stamp::fresh();
        let places = self.records.entry(key.subject).or_default();
        let heads = places
            .entry(key.place)
            .or_default()
            .entry(key.field)
            .or_default();
        heads.push(held);
        order::sort_unrelated(heads, |held| held);
    }

    /// Lets go of values that something replaces, and of what is empty then.
    fn let_go(&mut self, key: &Key, replaced: impl Fn(&Held) -> bool) {
        self.stamp = Stamp::fresh();
        let Some(places) = self.records.get_mut(&key.subject) else {
            return;
        };
        let Some(record) = places.get_mut(&key.place) else {
            return;
        };
        let Some(heads) = record.get_mut(&key.field) else {
            return;
        };
        heads.retain(|held| !replaced(held));
        // What one comes after may be gone.
        order::sort_unrelated(heads, |held| held);
        if heads.is_empty() {
            record.remove(&key.field);
        }
        if record.is_empty() {
            places.remove(&key.place);
        }
        if places.is_empty() {
            self.records.remove(&key.subject);
        }
    }

    fn awaits(&self, id: &ChangeId, key: &Key) -> bool {
        self.awaited.get(id).is_some_and(|keys| keys.contains(key))
    }

    /// Whether a change was added before.
    pub fn knows(&self, id: &ChangeId) -> bool {
        self.seen.has(id)
    }

    /// What was added before.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Changes that something replaces although they have not come, with the field of what replaces them.
    pub fn awaited(&self) -> impl Iterator<Item = (&ChangeId, &Key)> {
        let awaited = self.awaited.iter();
        awaited.flat_map(|(id, keys)| keys.iter().map(move |key| (id, key)))
    }

    /// Every value that holds, with where it lives; of a clash both.
    pub fn all_heads(&self) -> impl Iterator<Item = (Key, Held)> {
        self.fields()
            .flat_map(|(key, heads)| heads.iter().map(move |held| (key.clone(), held.clone())))
    }

    /// Every field with the values that hold, the one that stands last.
    pub fn fields(&self) -> impl Iterator<Item = (Key, &[Held])> {
        self.records.iter().flat_map(|(subject, places)| {
            places.iter().flat_map(move |(place, record)| {
                record.iter().map(move |(field, heads)| {
                    let key = Key::of(subject, place, field.clone());
                    (key, heads.as_slice())
                })
            })
        })
    }

    /// Fields in which two values clash, nobody having chosen yet.
    pub fn clashes(&self) -> impl Iterator<Item = (Key, &[Held])> {
        self.fields().filter(|(_, heads)| is_clash(heads))
    }

    /// All values that hold for a field, the one that stands last.
    pub fn heads(&self, key: &Key) -> &[Held] {
        self.record(&key.subject, &key.place)
            .and_then(|record| record.get(&key.field))
            .map_or(&[], Vec::as_slice)
    }

    /// The fields of a place.
    pub fn record(&self, subject: &Subject, place: &str) -> Option<&Record> {
        self.records.get(subject)?.get(place)
    }

    /// The value that stands, if it is not empty.
    pub fn value(&self, subject: &Subject, place: &str, field: &Field) -> Option<&Held> {
        let held = self.record(subject, place)?.get(field)?.last()?;
        (!held.value.is_empty()).then_some(held)
    }

    /// The value that stands as text; empty if there is none.
    pub fn text(&self, subject: &Subject, place: &str, field: &Field) -> &str {
        self.value(subject, place, field)
            .map_or("", |held| &held.value)
    }

    /// The value that stands in a field as text; empty if there is none.
    pub fn standing(&self, key: &Key) -> &str {
        self.text(&key.subject, &key.place, &key.field)
    }

    /// Every subject, in order.
    pub fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.records.keys()
    }

    /// Every place of a subject with its fields.
    pub fn places(&self, subject: &Subject) -> impl Iterator<Item = (&str, &Record)> {
        self.records
            .get(subject)
            .into_iter()
            .flatten()
            .map(|(place, record)| (place.as_str(), record))
    }

    /// Whether a project holds anything. One whose making was taken back holds empty values only.
    pub fn has_project(&self, id: &str) -> bool {
        let places = self.records.get(&Subject::Project(id.to_owned()));
        let mut heads = places
            .into_iter()
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::values)
            .flatten();
        heads.any(|held| !held.value.is_empty())
    }

    /// Ids of the projects that hold anything, archived ones included, oldest first; one of which nobody knows when it
    /// was made comes first.
    pub fn projects(&self) -> Vec<&str> {
        let mut projects: Vec<&str> = self
            .records
            .keys()
            .filter_map(|subject| match subject {
                Subject::Project(id) if self.has_project(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        let created = |id: &str| self.text(&Subject::Project(id.to_owned()), "", &Field::Created);
        projects.sort_by(|a, b| (created(a), a).cmp(&(created(b), b)));
        projects
    }

    /// A project's name; its id if it has none.
    pub fn project_name<'a>(&'a self, id: &'a str) -> &'a str {
        match self.text(&Subject::Project(id.to_owned()), "", &Field::Name) {
            "" => id,
            name => name,
        }
    }

    /// The date on which a project was archived, if it is.
    pub fn archived(&self, id: &str) -> Option<&str> {
        self.value(&Subject::Project(id.to_owned()), "", &Field::Archived)
            .map(|held| held.value.as_str())
    }

    /// The measures taken of a competency, a capability or an aim, the latest first: level, evidence, project, when.
    pub fn measures(&self, what: &str) -> Vec<Taken<'_>> {
        let mut taken: Vec<Taken<'_>> = self
            .records
            .keys()
            .filter(|subject| matches!(subject, Subject::Measure(_)))
            .filter(|subject| self.text(subject, "", &Field::What) == what)
            .filter_map(|subject| {
                let level = self.value(subject, "", &Field::Level)?;
                Some(Taken {
                    level,
                    evidence: self.text(subject, "", &Field::Evidence),
                    project: self.text(subject, "", &Field::Project),
                })
            })
            .collect();
        order::sort_unrelated(&mut taken, |taken| taken.level);
        taken.reverse();
        taken
    }

    /// Ids of the pieces of feedback about a place, or all, oldest first. One that was taken back is left out.
    pub fn feedback(&self, place: Option<&str>) -> Vec<&str> {
        let mut found: Vec<(&Held, &str)> = self
            .records
            .keys()
            .filter_map(|subject| {
                let Subject::Feedback(id) = subject else {
                    return None;
                };
                let about = self.value(subject, "", &Field::Place)?;
                place
                    .is_none_or(|place| about.value == place)
                    .then_some((about, id.as_str()))
            })
            .collect();
        order::sort_unrelated(&mut found, |found| found.0);
        found.into_iter().map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests;
