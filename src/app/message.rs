//! What can happen, and what the app asks for in return.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use tui_textarea::Input;

use super::keys::Command;
use crate::project::change::{Change, Key};

/// Everything that can happen to the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// A key that is a command.
    Do(Command),
    /// A key for the open text field.
    Edit(Input),
    /// Text that was pasted.
    Paste(String),
    /// All changes up to this number, of all that were handed over, are on disk.
    Saved {
        /// How many in all.
        count: usize,
        /// What other sessions changed.
        foreign: Vec<Change>,
        /// What somebody wrote into the state file by hand.
        edited: Vec<(Key, String)>,
    },
    /// Saving failed; it will be tried again.
    NotSaved(String),
    /// A save has taken more than a second.
    SaveIsLate,
    /// A document was taken away, to this path, or could not be.
    TakenAway(Result<String, String>),
    /// The session ends from outside: a signal, or the terminal has gone.
    End,
}

/// The clock, as the app is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// For records.
    pub utc: DateTime<Utc>,
    /// For people.
    pub local: NaiveDateTime,
}

impl Now {
    /// The user's date.
    pub fn today(self) -> NaiveDate {
        self.local.date()
    }
}

/// Work for whoever runs the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Save these changes, and where the user is.
    Save(Vec<Change>),
    /// Leave the program.
    Leave,
    /// Suspend the program.
    Suspend,
    /// Draw everything afresh.
    Redraw,
    /// Save a document under this name in the folder for exports.
    TakeAway {
        /// A file name without folder.
        name: String,
        /// Its text.
        text: String,
    },
}
