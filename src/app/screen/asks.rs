//! What is a form's own: what it asks for, and what comes of it.

use super::Step;
use crate::app::World;
use crate::app::field::{Fields, TextField};
use crate::app::hint::Hand;
use crate::project::change::Subject;
use crate::project::extent::Extent;

/// What a form asks for.
pub(in crate::app) struct Asked {
    /// Its heading.
    pub(super) title: String,
    /// What to know before filling it in.
    pub(super) lead: String,
    /// Its fields.
    pub(super) fields: Vec<TextField>,
}

/// What is a form's own.
pub(in crate::app) trait Asks {
    /// What it asks for; nothing if what it is about is not there.
    fn asks(&self, world: &World) -> Option<Asked>;

    /// What comes of it. `first` is what stands in its first field.
    fn done(&self, world: &mut World, first: String, fields: &Fields) -> Step;

    /// What to say where its first field is empty, if nothing comes of it then.
    fn needed(&self, _: Hand) -> Option<String> {
        None
    }

    /// Whether leaving it does what finishing it does.
    fn is_kept_by_leaving(&self) -> bool {
        false
    }

    /// What it is for, in words; it was written while this project was open.
    fn words(&self, world: &World, project: &Subject) -> String;

    /// What is recorded where its fields would be, in their order.
    fn recorded(&self, _: &World, _: &Subject) -> Vec<String> {
        Vec::new()
    }

    /// The place that has to be open for it, if one does.
    fn place(&self) -> Option<&str> {
        None
    }
}

/// The full word for what was typed; a level stays as it is.
pub(super) fn extent(typed: &str) -> String {
    let typed = typed.trim().to_lowercase();
    if typed.parse::<u8>().is_ok() {
        return typed;
    }
    let found = Extent::ALL
        .iter()
        .map(|extent| extent.words())
        .find(|word| !typed.is_empty() && word.starts_with(typed.as_str()));
    found.unwrap_or_default().to_owned()
}

/// Whether it is a score, or none yet.
pub(super) fn is_score(text: &str) -> bool {
    matches!(text, "" | "1" | "2" | "3" | "4" | "5")
}
