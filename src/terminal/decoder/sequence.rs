//! The decoder inside a sequence: to its end, and what to make of it.

use super::keys::{self, Sequence};
use super::{Decoder, ESC, Event, KeyEvent, KeyModifiers, State, character};

/// The longest sequence that is remembered; a longer one is no key, but is still swallowed to its end.
const LONGEST: usize = 64;

impl Decoder {
    /// Inside an answer. All answers go on with a sign; a letter means that it was Alt and `]`, `P` or `_`.
    pub(super) fn answer(
        &mut self,
        byte: u8,
        escape: bool,
        late: Option<u8>,
        events: &mut Vec<Event>,
    ) {
        if self.sequence.is_empty()
            && !matches!(byte, b'0'..=b'9' | b'>' | b'!' | b'+' | b'$' | b'G')
        {
            return self.abandon(byte, late.is_some(), events);
        }
        match byte {
            0x07 | 0x9C => self.rest(),
            b'\\' if escape => self.rest(),
            _ => {
                self.remember(byte);
                self.state = State::Answer {
                    escape: byte == ESC,
                    late,
                };
            }
        }
    }

    /// Inside `ESC [`: parameters, intermediates, and the byte that ends it.
    pub(super) fn control(&mut self, byte: u8, late: bool, events: &mut Vec<Event>) {
        match byte {
            b'[' if self.sequence.is_empty() => {
                self.sequence.push(byte);
                self.state = State::Console { late };
            }
            b'$' if is_number(&self.sequence) => self.end_control(byte, late, events),
            0x20..0x40 => self.remember(byte),
            0x40..0x7F => self.end_control(byte, late, events),
            _ => self.abandon(byte, late, events),
        }
    }

    pub(super) fn end_control(&mut self, last: u8, late: bool, events: &mut Vec<Event>) {
        match (self.sequence.as_slice(), last) {
            (b"200", b'~') => {
                self.rest();
                self.state = State::Paste;
            }
            (b"", b'M') if !late => {
                self.rest();
                self.state = State::Mouse { left: 3 };
            }
            _ => {
                let is_whole = self.sequence.len() < LONGEST;
                let found = is_whole.then(|| keys::control_sequence(parts(&self.sequence, last)));
                let found = found.flatten();
                self.sequence.push(last);
                self.complete(found, late, events);
            }
        }
    }

    pub(super) fn single_shift(&mut self, byte: u8, late: bool, events: &mut Vec<Event>) {
        match byte {
            b'0'..=b'9' | b';' => self.remember(byte),
            0x20..0x7F => {
                let found = keys::single_shift(parts(&self.sequence, byte));
                // Late, the keypad's small letters are more likely a word: `Ok`.
                let found = found.filter(|_| !(late && byte.is_ascii_lowercase()));
                self.sequence.push(byte);
                self.complete(found, late, events);
            }
            _ => self.abandon(byte, late, events),
        }
    }

    /// A sequence is whole. A key is given; what is no key is dropped. After an Esc by time it is the other way:
    /// the key is dropped, as its Esc has been acted upon, and a pair that is no key was typed. Nobody types
    /// three signs between two waits: that is a sequence, known or not.
    pub(super) fn complete(
        &mut self,
        found: Option<KeyEvent>,
        late: bool,
        events: &mut Vec<Event>,
    ) {
        match found {
            Some(mut found) if !late => {
                found.modifiers.set(
                    KeyModifiers::ALT,
                    self.alt || found.modifiers.contains(KeyModifiers::ALT),
                );
                events.push(Event::Key(found));
            }
            None if late && self.sequence.len() < 2 => return self.retype(events),
            _ => {}
        }
        self.rest();
    }

    /// A byte that no sequence has: the sequence was cut short, the byte begins something new.
    pub(super) fn abandon(&mut self, byte: u8, late: bool, events: &mut Vec<Event>) {
        if late {
            self.retype(events);
        }
        self.rest();
        self.ground(byte, events);
    }

    /// Gives what was held after an Esc by time as the letters it was typed as.
    pub(super) fn retype(&mut self, events: &mut Vec<Event>) {
        let introducer = match self.state {
            State::SingleShift { .. } => 'O',
            State::Answer {
                late: Some(sign), ..
            } => char::from(sign),
            _ => '[',
        };
        events.push(character(introducer));
        events.extend(
            self.sequence
                .iter()
                .map(|byte| character(char::from(*byte))),
        );
        self.rest();
    }

    pub(super) fn remember(&mut self, byte: u8) {
        if self.sequence.len() < LONGEST {
            self.sequence.push(byte);
        }
    }
}

/// Whether the parameters are one plain number, as rxvt has before `$`. Answers have a `?` before it.
fn is_number(parameters: &[u8]) -> bool {
    !parameters.is_empty() && parameters.iter().all(u8::is_ascii_digit)
}

/// Parameters, intermediates and final byte of a sequence.
fn parts(held: &[u8], last: u8) -> Sequence<'_> {
    let end = held
        .iter()
        .position(|byte| *byte < 0x30)
        .unwrap_or(held.len());
    Sequence {
        parameters: held.get(..end).unwrap_or_default(),
        intermediate: end < held.len(),
        last,
    }
}
