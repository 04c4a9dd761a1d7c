//! An app whose frames go through the real backend, as bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::look::{Colours, Glyphs, Look};
use roadsigns::app::message::{Effect, Message, Now};
use roadsigns::app::{App, Start};
use roadsigns::guide::Guide;
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::project::book::Book;
use roadsigns::project::change::Signature;
use roadsigns::project::date::Wall;
use roadsigns::project::opened::{Here, Opened};
use roadsigns::runtime::message;
use roadsigns::terminal::backend::TerminalBackend;
use roadsigns::terminal::capability::{Capability, Charset, Environment};
use roadsigns::terminal::display::Display;
use roadsigns::view;
use roadsigns::view::memo::Memo;

use super::grammar::{self, Encoding};
use super::pressed;

/// What was written to the terminal since the last look, write by write.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<Vec<u8>>>>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal: its kind, its locale, its characters, and its size.
pub(crate) type Kind = (&'static str, &'static str, Glyphs, fn() -> (u16, u16));

/// A wide screen of today, a narrow one, an old one, a console.
pub(crate) const KINDS: [Kind; 4] = [
    ("xterm-256color", "en_GB.UTF-8", Glyphs::Unicode, || {
        (130, 40)
    }),
    ("xterm", "en_GB.UTF-8", Glyphs::Unicode, || (40, 12)),
    ("vt220", "C", Glyphs::Ascii, || (80, 24)),
    ("linux", "en_GB.UTF-8", Glyphs::Cp437, || (80, 24)),
];

/// The clock, so many seconds after the beginning.
pub(crate) fn now(step: i64) -> Now {
    let utc = DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::seconds(step);
    Now {
        utc,
        local: utc.naive_utc(),
    }
}

/// The program on a screen.
pub(crate) struct Shown {
    pub(crate) app: App,
    memo: Memo,
    terminal: Display<TerminalBackend<Line>>,
    line: Line,
    encoding: Encoding,
    step: i64,
    /// What the app asked for.
    pub(crate) effects: Vec<Effect>,
    /// The frames as they were sent.
    pub(crate) sent: Vec<Vec<u8>>,
    /// The first thing that got out.
    pub(crate) fault: Option<String>,
}

impl Shown {
    /// A book in a project at a place, with everything that may reach beyond the screen.
    pub(crate) fn new(kind: Kind, guide: &Arc<Guide>, opened: Opened, hostile: &str) -> Self {
        Self::start(kind, guide, opened, hostile, true)
    }

    /// The same, with or without that.
    pub(crate) fn start(
        kind: Kind,
        guide: &Arc<Guide>,
        opened: Opened,
        hostile: &str,
        reaches_out: bool,
    ) -> Self {
        let (term, lang, glyphs, measure) = kind;
        let environment = Environment {
            term: Some(term.to_owned()),
            lang: Some(lang.to_owned()),
            ..Environment::default()
        };
        let capability = Capability::of(&environment)
            .with_glyphs(glyphs)
            .with_hyperlinks(reaches_out);
        let encoding = match capability.charset {
            Charset::Utf8 => Encoding::Utf8,
            Charset::Latin1 | Charset::Latin9 => Encoding::Latin1,
            Charset::Ascii => Encoding::Ascii,
        };
        let start = Start {
            roadmap: SharedRoadmap::of(guide, None).unwrap(),
            is_asked: false,
            opened,
            // Records are made under the words of this guide: none of them has changed since.
            session: Signature {
                guide: guide.edition.to_string(),
                ..session("shown", hostile)
            },
            look: Look {
                glyphs,
                colours: Colours::Many,
                hyperlinks: reaches_out,
                ..Look::default()
            },
            demo: false,
            kiosk: false,
            now: now(0),
            clock: &Wall::utc,
            clipboard: if reaches_out {
                Clipboard::Takes(8192)
            } else {
                Clipboard::default()
            },
            hand: Hand::default(),
            notice: None,
            files: vec![format!("State:   /home/{hostile}/state.toml")],
        };
        let (app, effects) = App::new(start);
        let line = Line::default();
        let backend = TerminalBackend::new(line.clone(), capability, measure);
        let mut shown = Self {
            app,
            memo: Memo::default(),
            terminal: Display::new(backend).unwrap(),
            line,
            encoding,
            step: 0,
            effects,
            sent: Vec::new(),
            fault: None,
        };
        shown.draw("the start");
        shown
    }

    fn draw(&mut self, after: &str) {
        let (app, memo) = (&self.app, &mut self.memo);
        let mut seen = None;
        self.terminal
            .draw(|frame| seen = Some(view::render(app, memo, frame)))
            .unwrap();
        self.app.saw(seen.unwrap());
        let mut writes = std::mem::take(&mut *self.line.0.borrow_mut());
        assert!(writes.len() <= 1, "a frame in {} writes", writes.len());
        let bytes = writes.pop().unwrap_or_default();
        assert!(bytes.len() < 200_000, "a frame of {} bytes", bytes.len());
        if self.fault.is_none() {
            self.fault = grammar::fault(&bytes, self.encoding)
                .map(|fault| format!("after {after}: {fault}"));
        }
        self.sent.push(bytes);
    }

    /// Tells the app something, and draws.
    pub(crate) fn tell(&mut self, message: Message) {
        self.step += 1;
        let after = format!("{message:?}").chars().take(60).collect::<String>();
        let effects = self.app.update(message, now(self.step));
        for effect in &effects {
            match effect {
                Effect::Send(text) => self.terminal.backend_mut().send_to_clipboard(text),
                Effect::Redraw => self.terminal.clear().unwrap(),
                _ => {}
            }
        }
        self.effects.extend(effects);
        self.draw(&after);
    }

    /// Presses keys, one a character.
    pub(crate) fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            if let Some(message) = message(&self.app, pressed::key(c)) {
                self.tell(message);
            }
        }
    }
}

/// A session of somebody with a hostile name.
pub(crate) fn session(id: &str, hostile: &str) -> Signature {
    Signature {
        id: id.to_owned(),
        by: format!("tester{hostile}@here"),
        guide: "2026-11-22".to_owned(),
    }
}

/// A book in a project at a place.
pub(crate) fn opened(book: Book, project: &str, place: &str) -> Opened {
    Opened {
        book,
        here: Here {
            project: project.to_owned(),
            places: BTreeMap::from([(project.to_owned(), place.to_owned())]),
            ..Here::default()
        },
        ..Opened::default()
    }
}
