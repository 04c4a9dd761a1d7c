//! What to decide where something cannot be saved: a state file that is broken, and leaving all the same.

use super::Step;
use super::bare::Bare;
use super::list::{About, Entry, Listed};
use crate::app::message::Effect;
use crate::app::{World, words};
use crate::project::audit;
use crate::project::draft::Draft;
use crate::project::opened::Unsaved;
use crate::text::quoted;

/// A state file that cannot be understood.
#[derive(Debug)]
pub struct Broken;

impl Listed for Broken {
    const ABOUT: About = About::question(
        "Your state file needs to be mended",
        "What the history holds is safe. Until the file is mended, what you do now goes there too.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let why = world.unsaved.as_ref().map(Unsaved::why);
        vec![
            Entry::note(why.map(ToString::to_string).unwrap_or_default()),
            Entry::plain(
                "Keep the broken file under another name, and write it anew from the history",
                |_| Step::close().with([Effect::Mend]),
            ),
            Entry::plain("Leave it alone: you mend the line by hand", |_| Step::pop()),
        ]
    }
}

/// Work that is not saved, before leaving, with what was half-written.
#[derive(Debug)]
pub struct Leaving {
    /// What was half-written when somebody began to leave.
    pub draft: Option<Draft>,
}

impl Listed for Leaving {
    const ABOUT: About = About::question(
        "Some work is NOT SAVED",
        "Saving is tried again every few seconds, for as long as you stay.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let why = world.saving.failed.as_ref();
        let words = why.map_or_else(|| words::SAVING.to_owned(), ToString::to_string);
        let draft = self.draft.clone();
        vec![
            Entry::note(words),
            Entry::plain("Stay", |_| Step::pop()),
            Entry::plain(
                "Show what is not saved, to copy it from the screen",
                move |world| {
                    let text = world.unsaved_text(draft.as_ref());
                    Bare::new(text.trim_start().into(), false).step()
                },
            ),
            Entry::plain(
                if why.is_some_and(|why| world.is_in_history_only(why)) {
                    "Leave; the history has it, and the file too once it is mended"
                } else {
                    "Leave; what is not saved is lost"
                },
                |_| vec![Effect::Leave].into(),
            ),
        ]
    }
}

impl World {
    /// What is not on disk, as text to be copied from the screen.
    pub fn unsaved_text(&self, draft: Option<&Draft>) -> String {
        let mut text = String::new();
        for act in audit::acts(&self.pending) {
            let at = (self.clock)(act.at).minute();
            text.push_str(&format!(
                "\n{} ({at}, {})\n",
                audit::words(self.roads(), &act),
                act.by
            ));
            for step in &act.steps {
                let value = audit::value_words(self.clock, &step.key.field, &step.to);
                let label = step.key.field.label();
                text.push_str(&quoted::marked(&format!("  {label}: {value}")));
                text.push('\n');
            }
        }
        if let Some(draft) = draft {
            text.push_str(&format!("\n{}\n", self.draft_words(draft)));
            for written in &draft.texts {
                let words = format!("  {}: {}", written.label, written.text);
                text.push_str(&quoted::marked(&words));
                text.push('\n');
            }
        }
        text
    }
}
