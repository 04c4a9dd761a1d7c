//! What holds in a field until something replaces it.

use chrono::{DateTime, Utc};

use super::change::ChangeId;

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
