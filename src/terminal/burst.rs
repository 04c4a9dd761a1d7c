//! A paste that comes without brackets: from a terminal that has none, or over a client where they are switched off.
//! Nobody types so many different characters between two looks at the keyboard; where letters are commands they must
//! not be taken for keys. Fewer may be either: the loop is told that they came together, and decides by what they would do.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::event::Event;

/// So many different characters, with a space or a line end among them, are a burst. A held key is one character
/// however often it repeats; a few keys that a slow line delivered together are fewer.
const DIFFERENT: usize = 16;
/// So many characters in one read may be a word.
const TOGETHER: usize = 3;

/// What the keys of one read are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, beyond doubt.
    Burst,
    /// Text, or keys that a slow line delivered together.
    Together,
}

/// Makes one event of what one read brought, the events from `start` on, if it may be text, or goes on with that of a
/// moment ago (a paste longer than a read); says what it was.
///
/// A bracketed paste shows that the terminal marks its pastes: beside one, keys are keys.
pub(super) fn gather(events: &mut Vec<Event>, start: usize, goes_on: Option<Kind>) -> Option<Kind> {
    let read = events.get(start..).unwrap_or_default();
    let is_key = |event: &Event| matches!(event, Event::Key(_) | Event::Foreign);
    if !read.iter().all(is_key) {
        return None;
    }
    let text: String = read.iter().filter_map(letter).collect();
    let is_all_text = read
        .iter()
        .all(|event| *event == Event::Foreign || letter(event).is_some());
    let kind = if is_burst(read) || (goes_on == Some(Kind::Burst) && !text.is_empty()) {
        Kind::Burst
    } else if is_all_text && (read.len() >= TOGETHER || (goes_on.is_some() && !text.is_empty())) {
        Kind::Together
    } else {
        return None;
    };
    let is_foreign = read.contains(&Event::Foreign);
    let keys = read.iter().filter_map(|event| match event {
        Event::Key(key) => Some(*key),
        _ => None,
    });
    let keys = keys.collect();
    events.truncate(start);
    events.push(match kind {
        // Arrows and control keys are what is left of control characters in the text.
        Kind::Burst => Event::Burst(text),
        Kind::Together => Event::Together {
            keys,
            goes_on: goes_on.is_some(),
        },
    });
    events.extend(is_foreign.then_some(Event::Foreign));
    Some(kind)
}

fn is_burst(events: &[Event]) -> bool {
    if events.len() < DIFFERENT {
        return false;
    }
    let letters: BTreeSet<char> = events.iter().filter_map(letter).collect();
    let different = letters.iter().filter(|letter| !letter.is_control()).count();
    different >= DIFFERENT && (letters.contains(&' ') || letters.contains(&'\n'))
}

/// The text of keys that came together.
pub fn text(keys: &[KeyEvent]) -> String {
    keys.iter()
        .filter_map(|key| letter(&Event::Key(*key)))
        .collect()
}

/// The character of a key that text is made of.
fn letter(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent {
            code,
            modifiers: KeyModifiers::NONE,
            ..
        }) => match code {
            KeyCode::Char(letter) => Some(*letter),
            KeyCode::Enter => Some('\n'),
            KeyCode::Tab => Some('\t'),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
