//! The author of this session's changes: gives each its name and says what it replaces.

use chrono::{DateTime, Utc};

use super::book::Book;
use super::change::{Change, ChangeId, Key, Session};

/// Who makes changes, and how many were made.
#[derive(Clone, Debug)]
pub struct Author {
    session: Session,
    number: u32,
}

impl Author {
    /// An author who has changed nothing yet.
    pub fn new(session: Session) -> Self {
        Self { session, number: 0 }
    }

    /// Sets a value in a book, in place of all that held before.
    pub fn set(&mut self, book: &mut Book, at: DateTime<Utc>, key: Key, value: String) -> Change {
        self.number += 1;
        let change = Change {
            id: ChangeId {
                session: self.session.id.clone(),
                number: self.number,
            },
            replaces: book
                .heads(&key)
                .iter()
                .map(|held| held.id.clone())
                .collect(),
            by: self.session.by.clone(),
            at,
            guide: self.session.guide.clone(),
            key,
            value,
        };
        book.add(&change);
        change
    }
}
