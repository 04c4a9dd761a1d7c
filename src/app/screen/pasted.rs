//! What to do with pasted text that no field took.

use super::list::{About, Entry, Listed};
use super::{Move, Step};
use crate::app::field::MOST;
use crate::app::spot::Spot;
use crate::app::{World, words};
use crate::project::change::{Field, Key};
use crate::text::clean;
use crate::text::number::counted;

/// The most that can be run as keys. Nobody has typed more while a line was slow.
const MOST_KEYS: usize = 1000;
/// How many lines of it are shown, and how many characters of each.
const SHOWN: (usize, usize) = (5, 120);

/// The pasted text that is held, as it came at a spot.
#[derive(Debug)]
pub struct Pasted(pub Spot);

impl Listed for Pasted {
    const ABOUT: About = About::question(
        "Pasted text",
        "It came outside a text field, so nothing of it was read as keys. {Esc} drops it.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let Some(held) = &world.held else {
            return Vec::new();
        };
        let (lines, letters) = SHOWN;
        let count = held.chars().count();
        let mut shown = vec![format!(
            "{}. They begin:",
            counted(count, "character", "characters")
        )];
        let begin = |line: &str| line.chars().take(letters).collect();
        let filled = held.lines().filter(|line| !line.trim().is_empty());
        shown.extend(filled.take(lines).map(begin));
        let mut entries = vec![Entry::Wrote(shown.join("\n"))];
        if world.item(&self.0).is_some() && world.rewind.is_none() {
            let at = self.0.clone();
            entries.push(Entry::plain(
                "Add it to the note of this item",
                move |world| world.add_pasted(&at),
            ));
        }
        if count <= MOST_KEYS {
            entries.push(Entry::plain(
                "Run it as keys, as if you had typed it here",
                |world| {
                    let text = world.held.take().unwrap_or_default();
                    Step::pop().then(Move::Press(text))
                },
            ));
        }
        entries.push(Entry::plain("Drop it", |_| Step::pop()));
        entries
    }

    fn leave(&self, world: &mut World) {
        world.held = None;
    }
}

impl World {
    /// Adds the text at the end of the item's note.
    fn add_pasted(&mut self, at: &Spot) -> Step {
        let text = self.held.take().unwrap_or_default();
        let Some(item) = self.item(at) else {
            return Step::pop();
        };
        let before = self.work(item).text(&Field::Note).to_owned();
        let mut note = clean::typed(text.trim()).into_owned();
        if !before.trim().is_empty() {
            note = format!("{}\n{note}", before.trim_end());
        }
        let most = before.chars().count().max(MOST);
        let is_cut = note.chars().count() > most;
        let note: String = note.chars().take(most).collect();
        let key = Key::of(&self.project, &item.place, Field::Note);
        let effects = self.act(vec![(key, note)]);
        if !effects.is_empty() {
            self.notify(if is_cut {
                words::PASTED_CUT
            } else {
                words::PASTED
            });
        }
        Step::pop().with(effects)
    }
}
