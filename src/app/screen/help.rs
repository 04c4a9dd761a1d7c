//! The help: what can be done in what is behind it, every key, and what stands where.

use super::{Shown, Step, reading};
use crate::app::command::Command;
use crate::app::hint::{Hand, Hint};
use crate::app::laid::Laid;
use crate::app::{World, keys, words};
use crate::doc::{Block, Doc, Entry};
use crate::scene::Scene;

/// The help for what is behind it.
pub struct Help {
    /// What can be done there.
    here: Hint,
    /// Its first row.
    top: usize,
}

impl Help {
    /// The help for a screen of which this can be said.
    pub fn of(here: Hint) -> Self {
        Self { here, top: 0 }
    }
}

impl Shown for Help {
    fn scene(&self, world: &World) -> Scene<'static> {
        reading::of_doc(world, "Help", text(world, self.here), self.top)
    }

    fn act(&mut self, _: &mut World, laid: &Laid, command: Command) -> Step {
        reading::read(&mut self.top, laid, command)
    }

    fn top(&mut self) -> Option<&mut usize> {
        Some(&mut self.top)
    }
}

/// What it says: this view first, then all keys, then files and the last save.
fn text(world: &World, here: Hint) -> Doc {
    let mut doc = Doc::default();
    doc.heading(2, "Here");
    doc.line(0, world.told(here));
    match world.hand {
        Hand::Keys => on_the_screen(world, &mut doc),
        Hand::Lines => line_by_line(world, &mut doc),
    }
    doc.heading(2, "Your work");
    doc.line(0, world.when_saved());
    for file in &world.files {
        doc.line(0, file.clone());
    }
    doc.heading(2, "This guide");
    let guide = world.guide();
    doc.line(0, format!("Edition {}. {}", guide.edition, guide.notice));
    doc
}

/// Columns of the keys, but the one after them.
const KEYS: usize = 12;

fn on_the_screen(world: &World, doc: &mut Doc) {
    doc.heading(2, "All keys");
    for row in keys::rows(world.kiosk) {
        doc.add(Block::Entry(Entry {
            mark: Some(format!("{:KEYS$}", row.keys).into()),
            text: world.told(row.words).into(),
            ..Entry::default()
        }));
    }
    doc.heading(2, "In a text field");
    doc.line(
        0,
        "Letters and digits are text. Tab and Shift-Tab go to the next field and back; Enter does too in a field of one \
         line, and makes a new line in a longer one. Esc goes back and keeps the text. F1 is help.",
    );
    doc.heading(2, "Marks");
    doc.line(
        0,
        "[ ] Open   [~] In hand   [x] Done   [-] Not applicable   [!] Blocked",
    );
}

fn line_by_line(world: &World, doc: &mut Doc) {
    doc.heading(2, "How to answer");
    for words in words::ANSWERING {
        doc.line(0, words);
    }
    doc.heading(2, "What can be typed");
    for row in keys::spoken_rows(world.kiosk) {
        let short = row.short;
        // A letter is soon typed; a mark is often not read aloud.
        let letter = match row.key {
            key if key != short && key.len() == 1 => format!(", or {key}"),
            _ => String::new(),
        };
        doc.line(0, format!("{short}{letter}: {}", world.told(row.words)));
    }
    doc.heading(2, "In a text");
    for words in words::ANSWERING_IN_TEXT {
        doc.line(0, words);
    }
}
