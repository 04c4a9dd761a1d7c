//! A document of entries in the making: words of ours, and what somebody wrote among them.

use crate::doc::{Block, Doc, Entry};
use crate::project::audit;
use crate::project::book::{Held, is_clash};
use crate::project::change::Field;
use crate::project::date::Clock;
use crate::project::work::State;

/// How deep the fields of an item stand.
const FIELD: u8 = 3;

/// The document so far.
pub(super) struct Printed {
    /// The document.
    pub(super) doc: Doc,
    /// What the reader's clock shows.
    pub(super) clock: Clock,
}

impl Printed {
    /// An empty one.
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            doc: Doc::default(),
            clock,
        }
    }

    /// Words of ours behind a mark.
    pub(super) fn marked(&mut self, state: State, text: &str) {
        self.doc.add(Block::Entry(Entry {
            mark: Some(state.mark().into()),
            text: text.to_owned().into(),
            ..Entry::default()
        }));
    }

    /// A field with what is kept in it: what stands unless that is empty, and whatever is kept beside it.
    pub(super) fn field(&mut self, name: &str, field: &Field, heads: &[Held]) {
        let is_said = |held: &&Held| !held.value.is_empty() || is_clash(heads);
        if let Some(stands) = heads.last().filter(is_said) {
            let value = audit::value_words(self.clock, field, &stands.value);
            self.doc.wrote(FIELD, format!("{name}: {value}"));
        }
        self.beside(name, field, heads);
    }

    /// What is kept in a field beside what stands.
    pub(super) fn beside(&mut self, name: &str, field: &Field, heads: &[Held]) {
        let Some((stands, others)) = heads.split_last() else {
            return;
        };
        for held in others.iter().filter(|held| held.value != stands.value) {
            let at = (self.clock)(held.at).minute();
            let value = audit::value_words(self.clock, field, &held.value);
            // The value begins a line, where an eye and a search find it whole.
            self.doc.wrote(
                FIELD,
                format!("{name}, also kept ({}, {at}):\n{value}", held.by),
            );
        }
    }
}
