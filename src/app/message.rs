//! What can happen, and what the app asks for in return.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use tui_textarea::Input;

use super::command::Command;
use super::settings::Name;
use crate::project::change::{Change, Field};
use crate::project::opened::Opened;
use crate::project::trouble::Trouble;
use crate::project::work::State;

/// Everything that can happen to the app.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key that is a command.
    Do(Command),
    /// A key for the open text field.
    Edit(Input),
    /// A state for the item under the cursor; one that needs a reason asks for it.
    Mark(State),
    /// On to a field of the record of the open item.
    Ask(Field),
    /// Text that was pasted.
    Paste(String),
    /// A whole text in the place of what stands in the open text field.
    Fill(String),
    /// Text that came all at once, typed or pasted.
    Burst(String),
    /// A character came that cannot be understood.
    Foreign,
    /// What the disk held at the start, which came only now.
    Opened(Box<Opened>),
    /// What is to be said of what the disk held.
    Told(String),
    /// All changes up to this number, of all that were handed over, are on disk.
    Saved {
        /// How many in all.
        count: usize,
        /// What other sessions changed, and what somebody wrote into the state file by hand.
        foreign: Vec<Change>,
    },
    /// Saving failed; it will be tried again.
    NotSaved(Trouble),
    /// A save has taken more than a second.
    SaveIsLate,
    /// The history that was asked for, or why it cannot be read.
    Recalled(Result<Vec<Change>, Trouble>),
    /// A broken state file was set aside, to this path, and written anew; or could not be.
    Mended(Result<String, Trouble>),
    /// A document was taken away, to this path, or could not be.
    TakenAway(Result<String, Trouble>),
    /// The settings were kept, in this file, or could not be.
    SettingsKept(Result<String, Trouble>),
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
    /// Write half-written text down now.
    KeepDraft,
    /// Remove this draft of another session.
    DropDraft(PathBuf),
    /// Read the whole history.
    Recall,
    /// Set a broken state file aside and write it anew.
    Mend,
    /// Leave the program.
    Leave,
    /// Suspend the program.
    Suspend,
    /// Draw everything afresh.
    Redraw,
    /// Write these into the settings file.
    KeepSettings(Vec<(Name, &'static str)>),
    /// Send this text to the clipboard of the user's terminal.
    Send(String),
    /// Save a document under this name in the folder for exports.
    TakeAway {
        /// A file name without folder.
        name: String,
        /// Its text.
        text: String,
    },
}
