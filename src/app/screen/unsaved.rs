//! What to decide where something cannot be saved: a state file that is broken, and leaving all the same.

use super::list::{About, Choice, Entry};
use crate::app::{World, words};
use crate::project::opened::Unsaved;

/// About a state file that cannot be understood.
pub(super) const BROKEN: About = About::question(
    "Your state file needs to be mended",
    "What the history holds is safe. Until the file is mended, what you do now goes there too.",
);
/// About work that is not saved, before leaving.
pub(super) const LEAVING: About = About::question(
    "Some work is NOT SAVED",
    "Saving is tried again every few seconds, for as long as you stay.",
);

impl World {
    pub(super) fn broken_entries(&self) -> Vec<Entry> {
        let why = self.unsaved.as_ref().map(Unsaved::why);
        vec![
            Entry::Note(why.map(ToString::to_string).unwrap_or_default()),
            Entry::plain(
                "Keep the broken file under another name, and write it anew from the history",
                Choice::Mend,
            ),
            Entry::plain("Leave it alone: you mend the line by hand", Choice::Stay),
        ]
    }

    pub(super) fn leaving_entries(&self) -> Vec<Entry> {
        let why = self.saving.failed.as_ref();
        let words = why.map_or_else(|| words::SAVING.to_owned(), ToString::to_string);
        vec![
            Entry::Note(words),
            Entry::plain("Stay", Choice::Stay),
            Entry::plain(
                "Show what is not saved, to copy it from the screen",
                Choice::CopyUnsaved,
            ),
            Entry::plain(
                if why.is_some_and(|why| self.is_in_history_only(why)) {
                    "Leave; the history has it, and the file too once it is mended"
                } else {
                    "Leave; what is not saved is lost"
                },
                Choice::Leave,
            ),
        ]
    }
}
