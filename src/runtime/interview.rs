//! A talk with a person in lines, with single keys and pastes in between: `roadsigns doctor`.
//!
//! Between the keys the terminal is as it was found, so that it echoes and edits the answers. For a key it is taken
//! for as long as the key takes, and given back whatever happens.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use rustix::termios::OptionalActions;

use crate::terminal::capability::Capability;
use crate::terminal::decoder::Decoder;
use crate::terminal::event::{Event, Signal};
use crate::terminal::lines::LineDecoder;
use crate::terminal::queue::{Inbox, queue};
use crate::terminal::reader::{self, Manner};
use crate::terminal::tty::Raw;
use crate::terminal::{screen, tty};

/// How long the rest of a key may take after its first byte. Slow lines are what this is about.
const REST_OF_A_KEY: Duration = Duration::from_secs(1);
/// The same for a paste, which may be typed by hand where nothing can be pasted.
const REST_OF_A_PASTE: Duration = Duration::from_secs(2);
/// How many waits the decoder gets at the end to give up what it holds.
const LAST_WAITS: usize = 50;
/// The most bytes of a paste that are kept to be shown.
const MOST_BYTES: usize = 4096;
const CTRL_C: u8 = 3;

/// Why the talk ends before its end.
#[derive(Debug)]
pub enum Stopped {
    /// The person stopped it.
    Asked,
    /// The terminal has gone, or somebody wants the program to end.
    Gone,
    /// The terminal cannot be used.
    Fault(io::Error),
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// One key.
    Key,
    /// A paste.
    Paste,
}

/// What came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What the decoder makes of them.
    pub events: Vec<Event>,
    /// The longest pause between two reads.
    pub pause: Duration,
}

/// The talk.
#[derive(Debug)]
pub struct Interview {
    inbox: Inbox<Event>,
    lines: LineDecoder,
    /// Lines that came together with an earlier one.
    ahead: VecDeque<String>,
    capability: Capability,
    /// Whether Ctrl-Z stops the program.
    stops: bool,
}

impl Interview {
    /// Begins to listen.
    ///
    /// # Errors
    ///
    /// If there is nothing to listen to.
    pub fn begin(capability: Capability, stops: bool) -> io::Result<Self> {
        let (outbox, inbox) = queue();
        reader::spawn(tty::input()?, Manner::Bytes, &capability, outbox)?;
        Ok(Self {
            inbox,
            lines: LineDecoder::new(capability.charset),
            ahead: VecDeque::new(),
            capability,
            stops,
        })
    }

    /// Says something, in bytes that are fit for the terminal.
    pub fn say(&self, bytes: &[u8]) -> Result<(), Stopped> {
        tty::output().write_all(bytes).map_err(Stopped::Fault)
    }

    /// The next line that is typed; not yet cleaned.
    pub fn line(&mut self) -> Result<String, Stopped> {
        loop {
            if let Some(line) = self.ahead.pop_front() {
                return Ok(line);
            }
            let event = self.inbox.recv_timeout(Duration::MAX);
            let event = event.map_err(|_| Stopped::Gone)?;
            if let Event::Bytes(bytes) = &event {
                self.lines.feed(bytes, |line| self.ahead.push_back(line));
            }
            heed(&event, self.stops)?;
        }
    }

    /// What comes within `patience`, and its rest. Nothing that was typed before counts.
    pub fn press(&mut self, awaited: Awaited, patience: Duration) -> Result<Pressed, Stopped> {
        while let Ok(event) = self.inbox.try_recv() {
            heed(&event, false)?;
        }
        let brackets = awaited == Awaited::Paste && !self.capability.plain;
        // What waits to be read is thrown away.
        let raw = Raw::take(OptionalActions::Flush).map_err(Stopped::Fault)?;
        let _pressing = Pressing { raw, brackets };
        self.say(if brackets { b"\x1b[?2004h" } else { b"" })?;
        let rest = match awaited {
            Awaited::Key => REST_OF_A_KEY,
            Awaited::Paste => REST_OF_A_PASTE,
        };
        let mut decoder = Decoder::new(self.capability.charset);
        let mut pressed = Pressed::default();
        let mut until = Instant::now() + patience;
        loop {
            let asked = Instant::now();
            match self
                .inbox
                .recv_timeout(until.saturating_duration_since(asked))
            {
                Ok(Event::Bytes(bytes)) if bytes == [CTRL_C] => return Err(Stopped::Asked),
                Ok(Event::Bytes(bytes)) => {
                    if !pressed.bytes.is_empty() {
                        pressed.pause = pressed.pause.max(asked.elapsed());
                    }
                    decoder.feed(&bytes, &mut pressed.events);
                    let room = MOST_BYTES.saturating_sub(pressed.bytes.len());
                    pressed.bytes.extend(bytes.iter().take(room));
                    if !decoder.pending() && pressed.is_whole(awaited) {
                        return Ok(pressed);
                    }
                    until = Instant::now() + rest;
                }
                Ok(event) => heed(&event, false)?,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Gone),
            }
        }
        for _ in 0..LAST_WAITS {
            if decoder.pending() {
                decoder.flush(&mut pressed.events);
            }
        }
        Ok(pressed)
    }
}

/// What is neither a line nor a key.
fn heed(event: &Event, stops: bool) -> Result<(), Stopped> {
    match event {
        Event::Signal(Signal::Interrupt) => Err(Stopped::Asked),
        Event::Signal(Signal::Stop) if stops => screen::stop().map_err(Stopped::Fault),
        Event::Signal(Signal::Hangup | Signal::Terminate | Signal::Quit) | Event::Gone => {
            Err(Stopped::Gone)
        }
        _ => Ok(()),
    }
}

impl Pressed {
    /// Whether nothing more is to come: a key, or a paste to its end or to the Enter after it.
    fn is_whole(&self, awaited: Awaited) -> bool {
        match awaited {
            Awaited::Key => !self.events.is_empty(),
            Awaited::Paste => self.events.iter().any(|event| {
                matches!(event, Event::Paste(_)) || *event == Self::key(KeyCode::Enter)
            }),
        }
    }

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    /// Whether this is that key and nothing else.
    pub fn is_key(&self, code: KeyCode) -> bool {
        self.events == [Self::key(code)]
    }

    /// The text between the brackets of a paste.
    pub fn in_brackets(&self) -> Option<&str> {
        self.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The characters that came as keys.
    pub fn typed(&self) -> String {
        let letter = |event: &Event| match event {
            Event::Key(key) => key.code.as_char().filter(|_| key.modifiers.is_empty()),
            _ => None,
        };
        self.events.iter().filter_map(letter).collect()
    }

    /// What the guide takes it for, in words.
    pub fn words(&self) -> String {
        let words: Vec<String> = self.events.iter().map(named).collect();
        match words.as_slice() {
            [] => "nothing that the guide knows".to_owned(),
            words => words.join(", "),
        }
    }
}

fn named(event: &Event) -> String {
    match event {
        Event::Key(key) if key.modifiers.is_empty() => key.code.to_string(),
        Event::Key(key) => format!("{}+{}", key.modifiers, key.code),
        Event::Foreign => "a character in another encoding".to_owned(),
        _ => "a paste".to_owned(),
    }
}

/// The terminal, raw for one key or one paste; given back when dropped.
struct Pressing {
    raw: Raw,
    /// Whether pastes are to come in brackets, as in the full screen.
    brackets: bool,
}

impl Drop for Pressing {
    fn drop(&mut self) {
        self.raw.give_back();
        if self.brackets {
            tty::send_last(b"\x1b[?2004l");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::capability::Charset;

    fn pressed(reads: &[&[u8]]) -> Pressed {
        let mut decoder = Decoder::new(Charset::Utf8);
        let mut pressed = Pressed::default();
        for read in reads {
            decoder.feed(read, &mut pressed.events);
            pressed.bytes.extend_from_slice(read);
        }
        pressed
    }

    #[test]
    fn a_key_is_named_whole_however_it_comes() {
        for bytes in [b"\x1b[H".as_slice(), b"\x1b[1~", b"\x1bOH", b"\x1b[7~"] {
            let home = pressed(&[bytes]);
            assert!(home.is_key(KeyCode::Home) && home.is_whole(Awaited::Key));
            assert_eq!(home.words(), "Home");
        }
        assert!(pressed(&[b"\x1b", b"[H"]).is_key(KeyCode::Home));
        assert!(pressed(&[b"\x08"]).is_key(KeyCode::Backspace));
        assert_eq!(
            pressed(&[b"\x1b[999~"]).words(),
            "nothing that the guide knows"
        );
        assert_eq!(pressed(&[b"ho"]).words(), "h, o");
        assert!(!pressed(&[b"\x1b["]).is_whole(Awaited::Key));
    }

    #[test]
    fn a_paste_has_brackets_or_comes_as_keys() {
        let paste = pressed(&[b"\x1b[200~a b\x1b[201~"]);
        assert_eq!(paste.in_brackets(), Some("a b"));
        assert!(paste.is_whole(Awaited::Paste));
        let burst = pressed(&[b"a b"]);
        assert_eq!((burst.in_brackets(), burst.typed().as_str()), (None, "a b"));
        assert!(!burst.is_whole(Awaited::Paste));
        assert!(pressed(&[b"a b\r"]).is_whole(Awaited::Paste));
    }
}
