//! A paste that comes without brackets: from a terminal that has none, or over a client where they are switched off.
//! Nobody types so many different characters between two looks at the keyboard; where letters are commands they must
//! not be taken for keys.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::event::Event;

/// So many different characters, with a space or a line end among them, are a burst. A held key is one character
/// however often it repeats; a few keys that a slow line delivered together are fewer.
const DIFFERENT: usize = 16;

/// Makes one [`Event::Burst`] of what one read brought, the events from `start` on, if that is a burst, or goes on with
/// the one of a moment ago (a paste longer than a read); says whether it did.
///
/// A bracketed paste shows that the terminal marks its pastes: beside one, keys are keys.
pub(super) fn gather(events: &mut Vec<Event>, start: usize, goes_on: bool) -> bool {
    let read = events.get(start..).unwrap_or_default();
    let is_key = |event: &Event| matches!(event, Event::Key(_) | Event::Foreign);
    let is_keys = read.iter().all(is_key);
    if !is_keys || !(is_burst(read) || (goes_on && read.iter().any(|key| letter(key).is_some()))) {
        return false;
    }
    // Arrows and control keys are what is left of control characters in the text.
    let text = read.iter().filter_map(letter).collect();
    let is_foreign = read.contains(&Event::Foreign);
    events.truncate(start);
    events.push(Event::Burst(text));
    events.extend(is_foreign.then_some(Event::Foreign));
    true
}

fn is_burst(events: &[Event]) -> bool {
    if events.len() < DIFFERENT {
        return false;
    }
    let letters: BTreeSet<char> = events.iter().filter_map(letter).collect();
    let different = letters.iter().filter(|letter| !letter.is_control()).count();
    different >= DIFFERENT && (letters.contains(&' ') || letters.contains(&'\n'))
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
