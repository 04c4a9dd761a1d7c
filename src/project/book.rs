//! The book: the sum of all changes, field by field.
//!
//! Per field the value that no change replaces holds. Two such are a clash: the later stands, the other is kept beside
//! it. Adding changes is idempotent and does not depend on their order, so histories merge by union.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::change::{Change, ChangeId, Field, Key, Subject};

/// A value that no other replaces, with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The change that set it.
    pub id: ChangeId,
    /// The value; empty is cleared.
    pub value: String,
    /// Who set it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The edition of the guide at that time.
    pub guide: String,
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    records: BTreeMap<Subject, BTreeMap<String, Record>>,
    /// The highest number seen of each session: what is not above it has been added before.
    seen: BTreeMap<String, u32>,
    /// Changes that something seen replaces although they themselves have not come yet.
    awaited: BTreeSet<ChangeId>,
}

impl Book {
    /// Adds a change; one that was added before changes nothing.
    pub fn add(&mut self, change: &Change) {
        if self.knows(&change.id) {
            return;
        }
        self.seen
            .insert(change.id.session.clone(), change.id.number);
        let heads = self
            .records
            .entry(change.key.subject.clone())
            .or_default()
            .entry(change.key.place.clone())
            .or_default()
            .entry(change.key.field.clone())
            .or_default();
        heads.retain(|held| !change.replaces.contains(&held.id));
        for replaced in &change.replaces {
            if self
                .seen
                .get(&replaced.session)
                .is_none_or(|&number| number < replaced.number)
            {
                self.awaited.insert(replaced.clone());
            }
        }
        if self.awaited.remove(&change.id) {
            return;
        }
        heads.push(Held {
            id: change.id.clone(),
            value: change.value.clone(),
            by: change.by.clone(),
            at: change.at,
            guide: change.guide.clone(),
        });
        heads.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    }

    /// Whether a change was added before.
    pub fn knows(&self, id: &ChangeId) -> bool {
        self.seen
            .get(&id.session)
            .is_some_and(|&number| number >= id.number)
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

    /// Ids of the projects, archived ones included, oldest first.
    pub fn projects(&self) -> Vec<&str> {
        let mut projects: Vec<&str> = self
            .records
            .keys()
            .filter_map(|subject| match subject {
                Subject::Project(id) => Some(id.as_str()),
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
        taken.sort_by(|a, b| (b.level.at, &b.level.id).cmp(&(a.level.at, &a.level.id)));
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
        found.sort_by(|a, b| (a.0.at, a.1).cmp(&(b.0.at, b.1)));
        found.into_iter().map(|(_, id)| id).collect()
    }
}

#[cfg(test)]
mod tests {
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
}
