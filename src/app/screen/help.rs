//! The help: what can be done in what is behind it, every key, and what stands where.

use super::list::Entry;
use super::{Screen, Step, reading};
use crate::app::command::Command;
use crate::app::hint::{Hand, Hint};
use crate::app::laid::Laid;
use crate::app::{World, keys, words};
use crate::scene::{Part, Scene};

/// The help for what is behind it.
pub struct Help {
    /// What can be done there.
    here: Hint,
    /// Its first row.
    pub top: usize,
}

impl Help {
    /// The help for what stands before the user.
    pub fn of(front: Option<&Screen>, part: Part) -> Self {
        let here = front.map_or_else(|| on_a_page(part), Screen::help);
        Self { here, top: 0 }
    }

    pub(super) fn act(&mut self, laid: &Laid, command: Command) -> Step {
        reading::read(&mut self.top, laid, command)
    }

    /// What it says.
    pub(in crate::app) fn scene(&self, world: &World) -> Scene<'static> {
        reading::scene(world, "Help", &self.entries(world), self.top)
    }

    /// Its lines: this view first, then all keys, then files and the last save.
    fn entries(&self, world: &World) -> Vec<Entry> {
        let mut entries = vec![Entry::heading("Here"), Entry::Text(world.told(self.here))];
        entries.extend(match world.hand {
            Hand::Keys => on_the_screen(world),
            Hand::Lines => line_by_line(world),
        });
        entries.push(Entry::heading("Your work"));
        entries.push(Entry::Text(world.when_saved()));
        entries.extend(world.files.iter().cloned().map(Entry::Text));
        entries.push(Entry::heading("This guide"));
        let guide = world.guide();
        let edition = format!("Edition {}. {}", guide.edition, guide.notice);
        entries.push(Entry::Text(edition));
        entries
    }
}

fn on_the_screen(world: &World) -> Vec<Entry> {
    let key = |row: &keys::Row| Entry::Key(row.keys, world.told(row.words));
    let mut entries = vec![Entry::heading("All keys")];
    entries.extend(keys::rows(world.kiosk).map(key));
    entries.extend([
        Entry::heading("In a text field"),
        Entry::text(
            "Letters and digits are text. Tab and Shift-Tab go to the next field and back; Enter does too in a field of one \
             line, and makes a new line in a longer one. Esc goes back and keeps the text. F1 is help.",
        ),
        Entry::heading("Marks"),
        Entry::text("[ ] Open   [~] In hand   [x] Done   [-] Not applicable   [!] Blocked"),
    ]);
    entries
}

fn line_by_line(world: &World) -> Vec<Entry> {
    let word = |row: &keys::Row| {
        let short = row.short;
        // A letter is soon typed; a mark is often not read aloud.
        let letter = match row.key {
            key if key != short && key.len() == 1 => format!(", or {key}"),
            _ => String::new(),
        };
        Entry::Text(format!("{short}{letter}: {}", world.told(row.words)))
    };
    let mut entries = vec![Entry::heading("How to answer")];
    entries.extend(words::ANSWERING.map(Entry::text));
    entries.push(Entry::heading("What can be typed"));
    entries.extend(keys::spoken_rows(world.kiosk).map(word));
    entries.push(Entry::heading("In a text"));
    entries.extend(words::ANSWERING_IN_TEXT.map(Entry::text));
    entries
}

/// What can be done in a part of a page.
fn on_a_page(part: Part) -> Hint {
    Hint(match part {
        Part::Road => {
            "The road{. Up and Down choose, Enter opens. A digit opens a sign from anywhere; 0 opens the toolkit|: the signs, \
             the toolkit and its stages. A number opens}."
        }
        Part::Text => {
            "The text of {the page. Up, Down and Space scroll. Tab goes to the checklist or the fields, then the links|a page. \
             Enter alone goes on to its checklist or your record, then to its links}."
        }
        Part::Checklist => {
            "A checklist. {Space makes an item In hand, then Done, then Open again. x: Not applicable. b: Blocked. Enter opens \
             the item with its duties, its|tick 2 makes line 2 In hand, then Done, then Open again. x 2: Not applicable. b 2: \
             Blocked. 2 alone opens it, with its duties, its} basis, common mistakes and your record."
        }
        Part::Fields => {
            "Your record of this item. {What you type is saved when you leave a field|Each text is asked for in turn, and saved \
             when you have answered}."
        }
        Part::Links => {
            "Links. {Enter goes there, Esc comes back|A number goes there, back comes back}."
        }
    })
}
