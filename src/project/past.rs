//! A project's past, act by act: the book as it stood after each.

use chrono::{DateTime, Utc};

use super::audit::{self, Act};
use super::book::Book;
use super::change::{Change, Subject};

/// The past of one project, and how far back one stands.
#[derive(Clone, Debug)]
pub struct Past {
    /// All changes of the history in order.
    changes: Vec<Change>,
    /// Behind which change each act of the project ends.
    ends: Vec<usize>,
    /// How many of these acts have happened at this point.
    at: usize,
}

impl Past {
    /// The past of a project in a history that is in order, standing at its end.
    pub fn of(changes: Vec<Change>, project: &Subject) -> Self {
        let mut ends = Vec::new();
        let mut end = 0;
        for together in changes.chunk_by(audit::at_once) {
            end += together.len();
            if together.iter().any(|change| change.key.subject == *project) {
                ends.push(end);
            }
        }
        let at = ends.len();
        Self { changes, ends, at }
    }

    /// One act back; whether there is one. The act that made the project is the first that is shown.
    pub fn back(&mut self) -> bool {
        let can = self.at > 1;
        self.at -= usize::from(can);
        can
    }

    /// One act on; whether there is one.
    pub fn on(&mut self) -> bool {
        let can = self.at < self.ends.len();
        self.at += usize::from(can);
        can
    }

    /// How many acts of the project have happened, of how many.
    pub fn position(&self) -> (usize, usize) {
        (self.at, self.ends.len())
    }

    fn end(&self) -> usize {
        let index = self.at.checked_sub(1);
        let end = index.and_then(|index| self.ends.get(index));
        end.copied().unwrap_or_default()
    }

    /// The sum of all that had happened.
    pub fn book(&self) -> Book {
        Book::of(self.changes.iter().take(self.end()))
    }

    /// When the last act before this point was made.
    pub fn when(&self) -> Option<DateTime<Utc>> {
        Some(self.changes.get(self.end().checked_sub(1)?)?.at)
    }

    /// The last act before this point.
    pub fn act(&self) -> Option<Act> {
        audit::acts(self.changes.get(..self.end())?).pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::author::Author;
    use crate::project::change::{Field, Key, Signature};

    #[test]
    fn a_project_walks_back_through_its_own_acts_and_on_again() {
        let project = |id: &str| Subject::Project(id.to_owned());
        let key = |id: &str| Key {
            subject: project(id),
            place: "signs/a#b".to_owned(),
            field: Field::Owner,
        };
        let mut author = Author::new(Signature {
            id: "s".to_owned(),
            by: "me@here".to_owned(),
            guide: "2026-11-22".to_owned(),
        });
        let mut book = Book::default();
        let mut changes = Vec::new();
        for (second, (id, value)) in (0..).zip([("p", "one"), ("q", "other"), ("p", "two")]) {
            let at = DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap();
            changes.push(author.set(&mut book, at, key(id), value.to_owned()));
        }
        let mut past = Past::of(changes, &project("p"));
        assert_eq!(past.book(), book);
        assert_eq!(past.position(), (2, 2));
        assert!(past.back());
        assert_eq!(
            past.book().text(&project("p"), "signs/a#b", &Field::Owner),
            "one"
        );
        assert_eq!(past.act().unwrap().steps.first().unwrap().to, "one");
        assert!(!past.back());
        assert!(past.on());
        assert!(!past.on());
        assert_eq!(past.book(), book);
    }
}
