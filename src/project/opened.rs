//! What a start finds: the sum of all changes, where the user was, and what stands in the way of saving.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::book::Book;
use super::draft::Draft;
use super::trouble::Trouble;

/// Where the user is: the open project, and the place of each project. Last writer wins; never history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// Id of the open project.
    pub project: String,
    /// The last place by project id.
    pub places: BTreeMap<String, String>,
    /// Places of the updates that were read.
    pub read: BTreeSet<String>,
}

/// What was found at a start.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The sum of all changes.
    pub book: Book,
    /// Where the user was.
    pub here: Here,
    /// Why nothing can be saved, if so.
    pub unsaved: Option<Unsaved>,
    /// What is to be said of it.
    pub told: Vec<String>,
    /// Half-written text of sessions that were cut off, each with its file.
    pub drafts: Vec<(PathBuf, Draft)>,
    /// Something about the files that the user should know.
    pub note: Option<String>,
}

/// Why nothing can be saved from the start on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsaved {
    /// There is nowhere to save to.
    Nowhere(Trouble),
    /// What was saved before could not be read yet; it is tried again.
    Unread(Trouble),
    /// The state file is of a newer program.
    Newer(Trouble),
    /// The state file cannot be understood. What is recorded goes into the history all the same.
    Broken(Trouble),
    /// The same of parts of it; the rest was read.
    InPart(Trouble),
    /// The state file may be read and not written. What is recorded goes into the history.
    Refused(Trouble),
}

impl Unsaved {
    /// Why.
    pub fn why(&self) -> &Trouble {
        match self {
            Self::Nowhere(why)
            | Self::Unread(why)
            | Self::Newer(why)
            | Self::Broken(why)
            | Self::InPart(why)
            | Self::Refused(why) => why,
        }
    }

    /// Whether somebody has to mend the state file, and why.
    pub fn to_be_mended(&self) -> Option<&Trouble> {
        match self {
            Self::Broken(why) | Self::InPart(why) => Some(why),
            Self::Nowhere(_) | Self::Unread(_) | Self::Newer(_) | Self::Refused(_) => None,
        }
    }

    /// Whether the history takes what is recorded all the same.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Broken(_) | Self::InPart(_) | Self::Refused(_))
    }
}
