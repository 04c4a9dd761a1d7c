//! Bytes in, events out: the grammar of ECMA-48 as far as keyboards use it. Pure; the clock is the caller's.
//!
//! A packet may end anywhere, also in the midst of a key. So a sequence is held until it is whole, and one that
//! is unknown or stays unfinished is dropped whole: never is its tail taken for letters, which are commands here.
//!
//! A lone ESC is the one thing only time can decide. [`Decoder::flush`] says that the wait is over: then it was Esc.
//! Before that:
//!
//! - ESC and a character in one read is Alt and that character: nothing here is on Alt, both are dropped.
//! - ESC, and in the next read a character, is a person with quick fingers: Esc, then the character.
//! - ESC, and in the next read `[` or `O`, is a key cut in two.
//! - Esc given, and only then the rest of the key (a very slow line): the rest is recognised and dropped.

mod keys;
mod parameters;
mod reported;
mod sequence;
mod text;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::capability::Charset;
use super::event::Event;
pub(super) use text::{PASTE_LIMIT, decoded};
use text::{Partial, Paste};

/// How many waits a sequence cut by the line is given for its rest.
const PATIENCE: u8 = 10;
/// How many waits a paste that has come to a halt is given for its end; its rest would be letters.
const PASTE_PATIENCE: u8 = 40;
const ESC: u8 = 0x1B;

/// Where in the grammar the next byte falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between keys.
    Ground,
    /// After ESC, or after two of them.
    Escape { twice: bool },
    /// After `ESC [`. `late`: the Esc has been given away already.
    Control { late: bool },
    /// After `ESC O`.
    SingleShift { late: bool },
    /// After `ESC [ [`.
    Console { late: bool },
    /// After `ESC [ M`: the three bytes of an old mouse report, left on by another program.
    Mouse { left: u8 },
    /// In an answer to a question that another program asked: `ESC ] … BEL` or `ESC P … ESC \`. `late` is the sign
    /// after the ESC, where that was given away as Esc already.
    Answer { escape: bool, late: Option<u8> },
    /// Between the brackets of a paste.
    Paste,
}

impl State {
    /// At the beginning of an answer.
    const ANSWER: Self = Self::Answer {
        escape: false,
        late: None,
    };
}

/// The state between reads.
#[derive(Debug)]
pub struct Decoder {
    charset: Charset,
    state: State,
    /// What has come of the sequence after its introducer.
    sequence: Vec<u8>,
    /// Whether the sequence came with ESC before it: Alt is held.
    alt: bool,
    /// Whether the last thing given was an Esc by time: a tail may follow.
    just_flushed: bool,
    waits: u8,
    partial: Partial,
    /// Whether the character in the making came with Alt and is to be dropped.
    muted: bool,
    paste: Paste,
}

impl Decoder {
    /// A decoder at rest.
    pub fn new(charset: Charset) -> Self {
        Self {
            charset,
            state: State::Ground,
            sequence: Vec::new(),
            alt: false,
            just_flushed: false,
            waits: 0,
            partial: Partial::default(),
            muted: false,
            paste: Paste::default(),
        }
    }

    /// Takes the bytes of one read. That they came together matters: see the top of this file.
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.waits = 0;
        let mut first = true;
        for &byte in bytes {
            self.byte(byte, first, events);
            first = false;
        }
    }

    /// Whether something is held that the end of the wait decides.
    pub fn pending(&self) -> bool {
        self.state != State::Ground || self.partial.is_pending()
    }

    /// Says that a wait went by without a byte. A lone ESC becomes Esc. Anything longer is given several waits,
    /// so that its rest is not taken for letters, and is dropped then; a paste is given with what came of it.
    pub fn flush(&mut self, events: &mut Vec<Event>) {
        self.waits = self.waits.saturating_add(1);
        if self.charset != Charset::Utf8 || self.waits >= PATIENCE {
            self.give_up_text(events);
        }
        match self.state {
            State::Escape { twice } => {
                for _ in 0..=u8::from(twice) {
                    events.push(key(KeyCode::Esc));
                }
                self.rest();
                self.just_flushed = true;
            }
            // Esc was given, and this was typed after it.
            State::Control { late: true }
            | State::SingleShift { late: true }
            | State::Console { late: true } => {
                self.retype(events);
            }
            State::Answer { late: Some(_), .. } if self.sequence.len() < 3 => self.retype(events),
            State::Mouse { .. } => self.rest(),
            State::Paste if self.waits >= PASTE_PATIENCE => self.end_paste(events),
            State::Ground | State::Paste => {}
            _ if self.waits >= PATIENCE => self.rest(),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8, first: bool, events: &mut Vec<Event>) {
        match self.state {
            State::Ground => self.ground(byte, events),
            State::Escape { twice } => self.escape(byte, twice, first, events),
            State::Control { late } => self.control(byte, late, events),
            State::SingleShift { late } => self.single_shift(byte, late, events),
            State::Console { late } if (0x20..0x7F).contains(&byte) => {
                self.sequence.push(byte);
                self.complete(keys::console(byte), late, events);
            }
            State::Console { late } => self.abandon(byte, late, events),
            State::Mouse { .. } if byte < 0x20 => self.abandon(byte, false, events),
            State::Mouse { left: 1 } => self.rest(),
            State::Mouse { left } => self.state = State::Mouse { left: left - 1 },
            State::Answer { escape, late } => self.answer(byte, escape, late, events),
            State::Paste => {
                if self.paste.push(byte) {
                    self.end_paste(events);
                }
            }
        }
    }

    fn ground(&mut self, byte: u8, events: &mut Vec<Event>) {
        let late = std::mem::take(&mut self.just_flushed);
        if byte < 0x80 {
            self.give_up_text(events);
        }
        match byte {
            ESC => self.state = State::Escape { twice: false },
            b'[' if late => self.begin(State::Control { late }),
            b'O' if late => self.begin(State::SingleShift { late }),
            b']' | b'P' | b'_' if late => self.begin(State::Answer {
                escape: false,
                late: Some(byte),
            }),
            // The one-byte forms of a terminal that sends eight bits.
            0x9B if !self.partial.is_pending() => self.begin(State::Control { late: false }),
            0x8F if !self.partial.is_pending() => self.begin(State::SingleShift { late: false }),
            0x80.. => self.text(byte, events),
            b' '..=b'~' => events.push(character(char::from(byte))),
            _ => events.extend(control_key(byte).map(Event::Key)),
        }
    }

    fn escape(&mut self, byte: u8, twice: bool, first: bool, events: &mut Vec<Event>) {
        match byte {
            ESC if twice => events.push(key(KeyCode::Esc)),
            ESC => self.state = State::Escape { twice: true },
            b'[' | b'O' => {
                self.alt = twice;
                self.begin(if byte == b'[' {
                    State::Control { late: false }
                } else {
                    State::SingleShift { late: false }
                });
            }
            b']' => self.begin(State::ANSWER),
            b'P' | b'_' if !first => self.begin(State::ANSWER),
            _ => {
                self.rest();
                if twice || first {
                    events.push(key(KeyCode::Esc));
                }
                if first {
                    // The ESC came alone, in an earlier read: two keys, not one with Alt.
                    if twice {
                        events.push(key(KeyCode::Esc));
                    }
                    self.ground(byte, events);
                } else if byte >= 0x80 {
                    self.muted = true;
                    self.text(byte, events);
                }
            }
        }
    }

    /// A byte above 127, part of a character.
    fn text(&mut self, byte: u8, events: &mut Vec<Event>) {
        let muted = self.muted;
        let is_dropped = self.partial.push(byte, self.charset, |letter| {
            events.extend(typed(letter, muted));
        });
        events.extend(is_dropped.then_some(Event::Foreign));
        self.muted &= self.partial.is_pending();
    }

    fn give_up_text(&mut self, events: &mut Vec<Event>) {
        let muted = std::mem::take(&mut self.muted);
        let is_dropped = self
            .partial
            .give_up(self.charset, |letter| events.extend(typed(letter, muted)));
        events.extend(is_dropped.then_some(Event::Foreign));
    }

    fn end_paste(&mut self, events: &mut Vec<Event>) {
        events.push(Event::Paste(self.paste.take(self.charset)));
        self.rest();
    }

    fn begin(&mut self, state: State) {
        self.sequence.clear();
        self.state = state;
    }

    fn rest(&mut self) {
        self.begin(State::Ground);
        self.alt = false;
    }
}

/// The key behind a control character. NUL is a terminal's filler, not a key.
fn control_key(byte: u8) -> Option<KeyEvent> {
    let (code, modifiers) = match byte {
        0x00 => return None,
        0x08 | 0x7F => (KeyCode::Backspace, KeyModifiers::NONE),
        0x09 => (KeyCode::Tab, KeyModifiers::NONE),
        0x0A | 0x0D => (KeyCode::Enter, KeyModifiers::NONE),
        letter @ 0x01..=0x1A => (
            KeyCode::Char(char::from(letter - 1 + b'a')),
            KeyModifiers::CONTROL,
        ),
        sign => (
            KeyCode::Char(char::from(sign | 0x40)),
            KeyModifiers::CONTROL,
        ),
    };
    Some(KeyEvent::new(code, modifiers))
}

/// A character beyond ASCII, unless it was with Alt. C1 controls are characters in UTF-8, but nobody types them.
fn typed(letter: char, muted: bool) -> Option<Event> {
    (!muted && !letter.is_control()).then(|| character(letter))
}

fn character(letter: char) -> Event {
    key(KeyCode::Char(letter))
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[cfg(test)]
mod tests;
