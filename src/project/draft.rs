//! What somebody was writing when the line was cut, so that the next start can offer it.
//!
//! ```toml
//! host = "ws12"
//! process = 4242
//! at = "2026-11-22T10:41:07Z"
//! project = "crisis-house-north-7k2f"
//! focus = 0
//! [purpose]
//! kind = "field"
//! place = "toolkit/procurement#standstill"
//! field = "note"
//! [[texts]]
//! label = "Note"
//! text = "Two bidders asked for"
//! ```

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::change::{Field, Key, Subject};
use super::work::State;

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Purpose {
    /// A field of an item's record.
    Field {
        /// The item.
        place: String,
        /// The name of the field.
        field: String,
    },
    /// Why an item is not applicable, or what blocks it.
    Reason {
        /// The item.
        item: String,
        /// The state that needs the reason.
        state: State,
    },
    /// Why to go on at a stage.
    Gate {
        /// The stage.
        stage: String,
        /// Places that are open before it.
        open: Vec<String>,
    },
    /// The name of a new project.
    NewProject,
    /// Another name for a project.
    Rename {
        /// Its id.
        id: String,
    },
    /// The dates from which a standstill is counted.
    Standstill,
    /// Where one stands on a competency, a capability or an aim.
    Measure {
        /// Which.
        what: String,
    },
    /// Feedback about a place; a piece of one's own is edited.
    Feedback {
        /// Its id, if it is there already.
        id: Option<String>,
        /// The place that it is about.
        place: String,
    },
    /// A value in place of two that clash.
    Settle {
        /// What it is about: `project:…`, `feedback:…`, `measure:…`.
        subject: String,
        /// The item or gate; empty for the subject's own fields.
        place: String,
        /// The name of the field.
        field: String,
    },
}

impl Purpose {
    /// Whether something is recorded with it.
    pub fn records(&self) -> bool {
        *self != Self::Standstill
    }

    /// The purpose of settling a clash.
    pub fn settle(key: &Key) -> Self {
        Self::Settle {
            subject: key.subject.to_string(),
            place: key.place.clone(),
            field: key.field.name().to_owned(),
        }
    }

    /// Where a clash is that is being settled.
    pub fn clash(&self) -> Option<Key> {
        match self {
            Self::Settle {
                subject,
                place,
                field,
            } => Some(Key {
                subject: subject.parse::<Subject>().ok()?,
                place: place.clone(),
                field: Field::named(field),
            }),
            _ => None,
        }
    }
}

/// One field of what is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its label.
    pub label: String,
    /// What stands in it.
    pub text: String,
}

/// Half-written text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When it was last written to disk.
    pub at: DateTime<Utc>,
    /// Id of the open project.
    pub project: String,
    /// Which field has the cursor.
    pub focus: usize,
    /// What it is for.
    pub purpose: Purpose,
    /// The fields.
    pub texts: Vec<Written>,
}

impl Draft {
    /// Whether two are the same but for the time.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.project == other.project
            && self.focus == other.focus
            && self.purpose == other.purpose
            && self.texts == other.texts
    }
}
