//! Text that came all at once: into the field that has the cursor; where there is none it is held and offered, and nothing
//! of it is read as keys unless the user says so.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::App;
use super::keys;
use super::message::Effect;
use super::screen::Screen;
use super::screen::list::List;
use super::screen::pasted::Pasted;
use crate::scene::Standing;
use crate::text::clean;

/// The most characters that are held: what a terminal may paste at once.
const MOST_HELD: usize = 64 * 1024;
/// A run of so many different letters is a word, and no less than so many characters are words.
const DIFFERENT: usize = 3;

impl App {
    /// A paste is text and never commands.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let screen = self.stack.front_mut();
        if !screen.may_write(&mut self.world) {
            return Vec::new();
        }
        match screen.field_mut() {
            Some(field) => {
                field.paste(text);
                screen.typed(&self.world);
            }
            None => self.hold(text),
        }
        Vec::new()
    }

    /// A paste without brackets. In a field it may as well be typing that a slow line has delivered late, so a tab or a
    /// line end still leads on to the next field; what comes after the last field is held, as it was meant for none.
    pub(super) fn burst(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.stack.front().may_write(&mut self.world) {
            return effects;
        }
        let mut rest = text;
        while let Some(field) = self.stack.front().field()
            && !rest.is_empty()
        {
            let is_long = field.is_long();
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

    /// Whether what was typed into the open field was refused, so that the cursor still stands in it.
    fn is_refused(&self) -> bool {
        let field = self.stack.front().field();
        field.is_some_and(|field| field.fault.is_some() && field.is_changed())
    }

    /// Presses the keys of a text.
    pub(super) fn press_all(&mut self, text: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        for c in text.chars() {
            effects.extend(self.press(c));
            if effects.contains(&Effect::Leave) {
                break;
            }
        }
        effects
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
            self.push(List::of(Pasted(self.spot().clone())));
        }
    }

    /// Whether the list of what to do with it is there, if only behind a text.
    fn is_asked(&self) -> bool {
        let mut screens = self.stack.in_front();
        let is_text =
            |screen: &&Screen| matches!(screen.scene(&self.world).standing, Standing::Text(_));
        let below = screens.find(|screen| !is_text(screen));
        self.world.held.is_some() && matches!(below, Some(Screen::Pasted(_)))
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
