//! Pasted text: into the field that has the cursor; where there is none it is held and offered, and nothing of it is read
//! as keys unless the user says so.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::field::{Fields, MOST, TextField};
use super::keys;
use super::message::Effect;
use super::screen::Screen;
use super::screen::list::{Choice, Entry, ListKind};
use super::spot::Spot;
use super::{App, World, words};
use crate::project::change::{Field, Key};
use crate::text::clean;
use crate::text::number::counted;

/// The most characters that are held: what a terminal may paste at once.
const MOST_HELD: usize = 64 * 1024;
/// The most that can be run as keys. Nobody has typed more while a line was slow.
const MOST_KEYS: usize = 1000;
/// A run of so many different letters is a word, and no less than so many characters are words.
const DIFFERENT: usize = 3;
/// How many lines of it are shown, and how many characters of each.
const SHOWN: (usize, usize) = (5, 120);

impl World {
    /// The lines that offer it.
    pub(super) fn pasted_entries(&self, at: &Spot) -> Vec<Entry> {
        let Some(held) = &self.held else {
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
        if self.item(at).is_some() && self.rewind.is_none() {
            entries.push(Entry::plain(
                "Add it to the note of this item",
                Choice::PastedToNote,
            ));
        }
        if count <= MOST_KEYS {
            entries.push(Entry::plain(
                "Run it as keys, as if you had typed it here",
                Choice::PastedAsKeys,
            ));
        }
        entries.push(Entry::plain("Drop it", Choice::Stay));
        entries
    }
}

impl App {
    /// A paste is text and never commands.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        match self.stack.front_mut() {
            Some(Screen::Search(search)) => {
                search.line.paste(text);
                self.search_again();
            }
            _ => {
                if self.may_write() {
                    match self.open_field() {
                        Some(field) => field.paste(text),
                        None => self.hold(text),
                    }
                }
            }
        }
        Vec::new()
    }

    /// A paste without brackets. In a field it may as well be typing that a slow line has delivered late, so a tab or a
    /// line end still leads on to the next field; what comes after the last field is held, as it was meant for none.
    pub(super) fn burst(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.may_write() {
            return effects;
        }
        let mut rest = text;
        while self.typing() && !rest.is_empty() {
            let is_long = self.open_field().is_some_and(|field| field.is_long());
            let ends = |c: char| c == '\t' || (c == '\n' && !is_long);
            let (run, after) = rest.split_once(ends).unwrap_or((rest, ""));
            if !run.is_empty() {
                effects.extend(self.paste(run));
            }
            let end = rest.chars().nth(run.chars().count());
            effects.extend(end.map(|end| self.press(end)).unwrap_or_default());
            rest = after;
            if end.is_some() && self.is_refused() {
                break;
            }
        }
        if !rest.is_empty() {
            self.hold(rest);
        }
        effects
    }

    /// Whether the record that is open, if one is, can be written into.
    pub(super) fn may_write(&mut self) -> bool {
        let is_record = self.front().is_none() && self.fields.is_some();
        !is_record || self.world.may_change()
    }

    /// Whether characters that came together are words, and not keys that a slow line delivered late: outside a field
    /// nobody presses keys that mean nothing, or so many different letters at a time. A word for the search is typed
    /// after its slash. What goes on with held text belongs to it.
    pub fn takes_as_words(&self, text: &str, goes_on: bool) -> bool {
        if self.typing() {
            return false;
        }
        if goes_on && self.is_asked() {
            return true;
        }
        let is_foreign = |c: char| c == '/' || keys::command(&key_of(c)).is_none();
        let mut words = text.split(|c: char| !c.is_ascii_lowercase());
        let is_word = |word: &str| word.chars().collect::<BTreeSet<_>>().len() >= DIFFERENT;
        let is_text = text.chars().any(is_foreign) || words.any(is_word);
        let is_long = text.chars().count() >= DIFFERENT && !is_repeated(text);
        is_text && is_long && !text.starts_with('/')
    }

    /// The field with the cursor, in a form or of an item.
    pub(super) fn open_field(&mut self) -> Option<&mut TextField> {
        match self.stack.front_mut() {
            Some(Screen::Form(form)) => form.fields.focused(),
            None => self.fields.as_mut().and_then(Fields::focused),
            _ => None,
        }
    }

    /// Whether what was typed into the open field was refused, so that the cursor still stands in it.
    fn is_refused(&mut self) -> bool {
        self.open_field()
            .is_some_and(|field| field.fault.is_some() && field.is_changed())
    }

    /// Presses the key of one character.
    fn press(&mut self, c: char) -> Vec<Effect> {
        let message = keys::message(self.typing(), key_of(c));
        message.map_or_else(Vec::new, |message| self.update(message, self.world.now))
    }

    /// Keeps a text that no field takes, and asks what to do with it. What comes while it is asked belongs to it.
    fn hold(&mut self, text: &str) {
        let parts: Vec<_> = text.split('\t').map(clean::typed).collect();
        let text = parts.join("\t");
        let is_asked = self.is_asked();
        if text.trim().is_empty() && !is_asked {
            return;
        }
        let held = self.world.held.get_or_insert_default();
        let room = MOST_HELD.saturating_sub(held.chars().count());
        held.extend(text.chars().take(room));
        if !is_asked {
            self.open_list(ListKind::Pasted);
        }
    }

    /// Whether the list of what to do with it is there, if only behind a text.
    fn is_asked(&self) -> bool {
        let mut screens = self.stack.in_front();
        let below = screens.find(|screen| !screen.is_text());
        self.world.held.is_some()
            && matches!(below, Some(Screen::List(list)) if list.kind == ListKind::Pasted)
    }

    /// Adds the text at the end of the item's note.
    pub(super) fn add_pasted(&mut self) -> Vec<Effect> {
        let text = self.take_pasted();
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let before = self.world.work(item).text(&Field::Note).to_owned();
        let mut note = clean::typed(text.trim()).into_owned();
        if !before.trim().is_empty() {
            note = format!("{}\n{note}", before.trim_end());
        }
        let most = before.chars().count().max(MOST);
        let is_cut = note.chars().count() > most;
        let note: String = note.chars().take(most).collect();
        let key = Key::of(&self.world.project, &item.place, Field::Note);
        let effects = self.world.act(vec![(key, note)]);
        if !effects.is_empty() {
            self.world.notify(if is_cut {
                words::PASTED_CUT
            } else {
                words::PASTED
            });
        }
        effects
    }

    /// Presses the keys of the text, where it came.
    pub(super) fn run_pasted(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for c in self.take_pasted().chars().take(MOST_KEYS) {
            effects.extend(self.press(c));
            if effects.contains(&Effect::Leave) {
                break;
            }
        }
        effects
    }

    /// The text, now no longer held.
    fn take_pasted(&mut self) -> String {
        self.stack.pop();
        self.world.held.take().unwrap_or_default()
    }
}

/// The key of a character.
fn key_of(c: char) -> KeyEvent {
    let code = match c {
        '\n' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        c => KeyCode::Char(c),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Whether it is one character over and over, as from a key that is held.
fn is_repeated(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next();
    letters.all(|c| Some(c) == first)
}
