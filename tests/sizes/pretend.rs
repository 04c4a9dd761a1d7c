//! An app on a pretend screen of any size, driven by keys as the loop drives it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta};
use crossterm::event::KeyEvent;
use ratatui::backend::TestBackend;
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::laid::Laid;
use roadsigns::app::look::{Colours, Glyphs, Look, Theme};
use roadsigns::app::message::{Message, Now};
use roadsigns::app::{App, Start};
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::guide::{Guide, load};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Field, Key, Signature, Subject};
use roadsigns::project::date::Wall;
use roadsigns::project::opened::{Here, Opened};
use roadsigns::runtime::message;
use roadsigns::store::{folder, state};
use roadsigns::terminal::display::Display;
use roadsigns::view;
use roadsigns::view::memo::Memo;

use super::pressed;

const DEMO: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml"));
/// The project of the demo.
const PROJECT: &str = "crisis-house-north-7k2f";

/// The guide of this repository.
fn guide() -> &'static Arc<Guide> {
    static GUIDE: OnceLock<Arc<Guide>> = OnceLock::new();
    GUIDE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
        let loaded = load::read(&folder::read(&folder).unwrap());
        assert_eq!(loaded.faults, []);
        Arc::new(loaded.guide)
    })
}

/// The clock, so many steps of half a second after the beginning.
fn now(step: i64) -> Now {
    let utc =
        DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::milliseconds(500 * step);
    Now {
        utc,
        local: utc.naive_utc(),
    }
}

/// An app, its clock, and the screen that it was last drawn on.
pub(crate) struct Pretend {
    pub(crate) app: App,
    memo: Memo,
    step: i64,
    size: (u16, u16),
    pub(crate) screen: String,
    /// Where the hardware cursor stands, if it is shown.
    pub(crate) cursor: Option<(u16, u16)>,
}

impl Pretend {
    /// A first start: nothing is known yet.
    pub(crate) fn first(look: Look) -> Self {
        Self::start(look, Book::default(), None, "")
    }

    /// The sample project, with something recorded at places that the guide no longer has, opened at a place.
    pub(crate) fn at(look: Look, place: &str) -> Self {
        let session = session();
        let mut author = Author::new(session);
        let mut book = Book::default();
        let document = state::parse(DEMO).unwrap();
        for (key, value) in state::contents(&document).values {
            author.set(&mut book, now(0).utc, key, value);
        }
        for place in ["toolkit/procurement#long-gone", "signs/long-gone"] {
            let key = Key {
                subject: Subject::Project(PROJECT.to_owned()),
                place: place.to_owned(),
                field: Field::Reason,
            };
            author.set(
                &mut book,
                now(0).utc,
                key,
                "A reason,\nstill kept: 漢字 👩‍👩‍👧 e\u{301}".to_owned(),
            );
        }
        Self::start(look, book, Some(PROJECT), place)
    }

    fn start(look: Look, book: Book, project: Option<&str>, place: &str) -> Self {
        let guide = guide();
        let places = project.map(|id| (id.to_owned(), place.to_owned()));
        let (app, _) = App::new(Start {
            roadmap: SharedRoadmap::of(guide, None).unwrap(),
            is_asked: false,
            opened: Opened {
                book,
                here: Here {
                    project: project.unwrap_or_default().to_owned(),
                    places: places.into_iter().collect(),
                    ..Here::default()
                },
                ..Opened::default()
            },
            session: session(),
            look,
            demo: false,
            kiosk: false,
            now: now(0),
            clock: &Wall::utc,
            clipboard: Clipboard::default(),
            hand: Hand::default(),
            notice: None,
            files: vec!["State:   /home/somebody/.local/share/roadsigns/state.toml".to_owned()],
        });
        let mut pretend = Self {
            app,
            memo: Memo::default(),
            step: 0,
            size: (80, 24),
            screen: String::new(),
            cursor: None,
        };
        pretend.draw();
        pretend
    }

    /// Draws on a screen of another size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.draw();
    }

    fn draw(&mut self) {
        let mut kept = std::mem::take(&mut self.memo);
        let (terminal, seen) = self.drawn(&mut kept);
        self.memo = kept;
        // What is kept of earlier frames changes nothing of what is drawn.
        if usize::from(self.size.0) * usize::from(self.size.1) < 20_000 {
            let (fresh, _) = self.drawn(&mut Memo::default());
            let is_same = terminal.backend() == fresh.backend();
            assert!(
                is_same,
                "drawn anew it is another screen:\n{}\n{}",
                terminal.backend(),
                fresh.backend()
            );
        }
        self.app.saw(seen);
        let backend = terminal.backend();
        let cursor = backend.cursor_position();
        self.cursor = backend.cursor_visible().then_some((cursor.x, cursor.y));
        self.screen.clear();
        for (index, cell) in backend.buffer().content().iter().enumerate() {
            if index > 0 && index % usize::from(self.size.0) == 0 {
                self.screen.push('\n');
            }
            self.screen.push_str(cell.symbol());
        }
    }

    /// A screen with the app on it.
    fn drawn(&self, memo: &mut Memo) -> (Display<TestBackend>, Laid) {
        let (width, height) = self.size;
        let mut terminal = Display::new(TestBackend::new(width, height)).unwrap();
        let mut seen = None;
        terminal
            .draw(|frame| seen = Some(view::render(&self.app, memo, frame)))
            .unwrap();
        (terminal, seen.unwrap())
    }

    /// Tells the app something, and draws.
    pub(crate) fn tell(&mut self, message: Message) {
        self.step += 1;
        self.app.update(message, now(self.step));
        self.draw();
    }

    /// Presses a key, and draws.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        if let Some(message) = message(&self.app, key) {
            self.tell(message);
        }
    }

    /// Presses keys, one a character.
    pub(crate) fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            self.key(pressed::key(c));
        }
    }

    /// The line of the cursor from the cursor on.
    pub(crate) fn at_the_cursor(&self) -> String {
        let (x, y) = self.cursor.unwrap();
        let line = self.screen.lines().nth(usize::from(y)).unwrap();
        line.chars().skip(usize::from(x)).collect()
    }

    /// What is wrong with what is drawn: from three rows on something stands there (fewer may lie between paragraphs),
    /// and from 20×5 on the cursor is somewhere.
    pub(crate) fn fault(&self) -> Option<String> {
        let (width, height) = self.size;
        if width > 1 && height > 2 && self.screen.trim().is_empty() {
            return Some(format!("nothing is drawn at {width}×{height}"));
        }
        if width < 20 || height < 5 {
            return None;
        }
        match self.cursor {
            None => Some(format!("no cursor at {width}×{height}")),
            Some((x, y)) if x >= width || y >= height => Some(format!(
                "the cursor is at {x}, {y}, outside {width}×{height}"
            )),
            Some(_) => None,
        }
    }
}

fn session() -> Signature {
    Signature {
        id: "test".to_owned(),
        by: "tester@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    }
}

/// A screen that shows everything, and one that shows hardly anything.
pub(crate) const LOOKS: [Look; 2] = [
    Look {
        glyphs: Glyphs::Unicode,
        colours: Colours::Many,
        theme: Theme::Terminal,
        alternate_screen: true,
        hyperlinks: false,
    },
    Look {
        glyphs: Glyphs::Ascii,
        colours: Colours::None,
        theme: Theme::Mono,
        alternate_screen: true,
        hyperlinks: false,
    },
];
