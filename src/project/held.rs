//! What holds in a field until something replaces it.

use chrono::{DateTime, Utc};

use super::change::{Change, ChangeId, Key};

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

impl Held {
    /// What a change makes hold.
    pub fn of(change: &Change) -> Self {
        Self {
            id: change.id.clone(),
            value: change.value.clone(),
            by: change.by.clone(),
            at: change.at,
            guide: change.guide.clone(),
        }
    }

    /// The change that made it hold in a field, without what that replaced.
    pub fn set_in(self, key: Key) -> Change {
        Change {
            id: self.id,
            replaces: Vec::new(),
            by: self.by,
            at: self.at,
            guide: self.guide,
            key,
            value: self.value,
        }
    }
}
