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

use super::change::{self, Key, Subject};
use super::work::State;

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Purpose {
    /// A field of an item's record.
    Field(Field),
    /// Why an item is not applicable, or what blocks it.
    Reason(Reason),
    /// Why to go on at a stage.
    Gate(Gate),
    /// The name of a new project.
    NewProject,
    /// Another name for a project.
    Rename(Rename),
    /// The dates from which a standstill is counted.
    Standstill,
    /// Where one stands on a competency, a capability or an aim.
    Measure(Measure),
    /// Feedback about a place; a piece of one's own is edited.
    Feedback(Feedback),
    /// A value in place of two that clash.
    Settle(Settle),
}

/// A field of an item's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The item.
    pub place: String,
    /// The name of the field.
    pub field: String,
}

/// Why an item is not applicable, or what blocks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The item.
    pub item: String,
    /// The state that needs the reason.
    pub state: State,
}

/// Why to go on at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The stage.
    pub stage: String,
    /// Places that are open before it.
    pub open: Vec<String>,
}

/// Another name for a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    /// Its id.
    pub id: String,
}

/// Where one stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The place of the competency, capability or aim.
    pub what: String,
}

/// Feedback about a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Its id, if it is there already.
    pub id: Option<String>,
    /// The place that it is about.
    pub place: String,
}

/// A value in place of two that clash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// What it is about: `project:…`, `feedback:…`, `measure:…`.
    subject: String,
    /// The item or gate; empty for the subject's own fields.
    place: String,
    /// The name of the field.
    field: String,
}

impl Purpose {
    /// Whether something is recorded with it.
    pub fn records(&self) -> bool {
        *self != Self::Standstill
    }
}

impl Settle {
    /// The settling of a clash.
    pub fn of(key: &Key) -> Self {
        Self {
            subject: key.subject.to_string(),
            place: key.place.clone(),
            field: key.field.name().to_owned(),
        }
    }

    /// Where the clash is; nothing if that is no key of ours.
    pub fn key(&self) -> Option<Key> {
        Some(Key {
            subject: self.subject.parse::<Subject>().ok()?,
            place: self.place.clone(),
            field: change::Field::named(&self.field),
        })
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
