//! The author of this session's changes: gives each its name and says what it replaces.

use chrono::{DateTime, SubsecRound as _, Utc};

use super::book::Book;
use super::change::{Change, ChangeId, Key, Signature};

/// Who makes changes, and how many were made.
#[derive(Clone, Debug)]
pub struct Author {
    session: Signature,
    number: u32,
}

impl Author {
    /// An author who has changed nothing yet.
    pub fn new(session: Signature) -> Self {
        Self { session, number: 0 }
    }

    /// Who it is.
    pub fn session(&self) -> &Signature {
        &self.session
    }

    /// Sets a value in a book, in place of all that held before.
    pub fn set(&mut self, book: &mut Book, at: DateTime<Utc>, key: Key, value: String) -> Change {
        let heads = book.heads(&key).iter();
        let known = heads.map(|held| held.id.clone()).collect();
        self.set_knowing(book, at, key, value, known)
    }

    /// Sets a value in place of those that its author knew; what came meanwhile stays beside it as a clash.
    pub fn set_knowing(
        &mut self,
        book: &mut Book,
        at: DateTime<Utc>,
        key: Key,
        value: String,
        known: Vec<ChangeId>,
    ) -> Change {
        self.number += 1;
        let change = Change {
            id: ChangeId {
                session: self.session.id.clone(),
                number: self.number,
            },
            replaces: known,
            by: self.session.by.clone(),
            // As it stands in the history, so that a book in memory equals the one that is read back.
            at: at.trunc_subsecs(3),
            guide: self.session.guide.clone(),
            key,
            value,
        };
        book.add(&change);
        change
    }
}
