//! A pretend terminal with a script of keys: `0 3 Tab Space` is typed, the screen is read back.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Cell;
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::look::{Glyphs, Look};
use roadsigns::app::message::{Effect, Message, Now};
use roadsigns::app::{App, Start};
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::guide::{Guide, load};
use roadsigns::project::change::{Change, Signature};
use roadsigns::project::date::Wall;
use roadsigns::project::opened::Opened;
use roadsigns::runtime::message;
use roadsigns::store;
use roadsigns::terminal::display::Display;
use roadsigns::view;
use roadsigns::view::memo::Memo;

/// The guide of this repository, read once.
pub(crate) fn guide() -> &'static Arc<Guide> {
    static GUIDE: OnceLock<Arc<Guide>> = OnceLock::new();
    GUIDE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
        let loaded = load::read(&store::folder::read(&folder).unwrap());
        assert_eq!(loaded.faults, []);
        Arc::new(loaded.guide)
    })
}

/// An app on a pretend terminal.
pub(crate) struct Script {
    pub app: App,
    pub effects: Vec<Effect>,
    /// What the disk would hold: all changes that were handed over, and those of before.
    pub history: Vec<Change>,
    terminal: Display<TestBackend>,
    memo: Memo,
    at: DateTime<Utc>,
}

/// A first start, past its welcome, at 80×24.
pub(crate) fn begin() -> Script {
    let mut script = first_start(80, 24);
    script.keys("Enter");
    script
}

/// A first start as it stands.
pub(crate) fn first_start(width: u16, height: u16) -> Script {
    start(
        width,
        height,
        Look {
            glyphs: Glyphs::Unicode,
            ..Look::default()
        },
    )
}

/// A first start with a look.
pub(crate) fn start(width: u16, height: u16, look: Look) -> Script {
    start_with(width, height, look, Opened::default(), "test")
}

/// A start with what the disk held.
pub(crate) fn start_with(
    width: u16,
    height: u16,
    look: Look,
    opened: Opened,
    session: &str,
) -> Script {
    let at = NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(10, 41, 7)
        .unwrap()
        .and_utc();
    let guide = guide();
    // The same ids in every run, so that screens can be compared.
    fastrand::seed(7);
    let (app, effects) = App::new(Start {
        roadmap: SharedRoadmap::of(guide, None).unwrap(),
        is_asked: false,
        opened,
        session: Signature {
            id: session.to_owned(),
            by: "me@here".to_owned(),
            guide: guide.edition.to_string(),
        },
        look,
        demo: false,
        kiosk: false,
        now: Now {
            utc: at,
            local: at.naive_utc(),
        },
        clock: &Wall::utc,
        clipboard: Clipboard::default(),
        hand: Hand::default(),
        notice: None,
        files: vec!["State:   /home/me/state.toml".to_owned()],
    });
    let terminal = Display::new(TestBackend::new(width, height)).unwrap();
    let mut script = Script {
        app,
        effects: Vec::new(),
        history: Vec::new(),
        terminal,
        memo: Memo::default(),
        at,
    };
    script.carry_out(effects);
    script.draw();
    script
}

impl Script {
    /// Types keys: names parted by spaces, or single characters.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.key(named(key));
        }
        self
    }

    /// Types a text, spaces included.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, time: TimeDelta) -> &mut Self {
        self.at += time;
        self
    }

    /// What a key would mean just now.
    pub(crate) fn message_of(&self, key: &str) -> Option<Message> {
        message(&self.app, named(key))
    }

    fn key(&mut self, key: KeyEvent) {
        // Nobody types faster than this; a held key does.
        self.at += TimeDelta::milliseconds(500);
        if let Some(message) = message(&self.app, key) {
            self.send(message);
        }
    }

    /// Sends a message and draws.
    pub(crate) fn send(&mut self, message: Message) -> &mut Self {
        let now = Now {
            utc: self.at,
            local: self.at.naive_utc(),
        };
        let effects = self.app.update(message, now);
        self.carry_out(effects);
        self.draw();
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Save(changes) => self.history.extend(changes.iter().cloned()),
                Effect::Recall => {
                    let history = Ok(self.history.clone());
                    self.send(Message::Recalled(history));
                }
                _ => {}
            }
            self.effects.push(effect);
        }
    }

    fn draw(&mut self) {
        let mut seen = None;
        self.terminal
            .draw(|frame| seen = Some(view::render(&self.app, &mut self.memo, frame)))
            .unwrap();
        self.app.saw(seen.unwrap());
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let rows = buffer.content().chunks(width);
        let text = |row: &[Cell]| row.iter().map(Cell::symbol).collect::<String>();
        rows.map(|row| text(row).trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Column and row of the keyboard's cursor.
    pub(crate) fn cursor(&mut self) -> (u16, u16) {
        let position = self.terminal.backend_mut().get_cursor_position().unwrap();
        (position.x, position.y)
    }

    /// The row of the screen that the keyboard's cursor stands on.
    pub(crate) fn cursor_row(&mut self) -> String {
        let position = self.terminal.backend_mut().get_cursor_position().unwrap();
        self.screen()
            .lines()
            .nth(usize::from(position.y))
            .unwrap_or_default()
            .to_owned()
    }

    /// The cells of that row.
    pub(crate) fn cursor_cells(&mut self) -> Vec<Cell> {
        let position = self.terminal.backend_mut().get_cursor_position().unwrap();
        let buffer = self.terminal.backend().buffer();
        let cell = |x| buffer.cell((x, position.y)).unwrap().clone();
        (0..buffer.area.width).map(cell).collect()
    }

    /// All cells, row by row.
    pub(crate) fn cells(&self) -> Vec<Vec<Cell>> {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        buffer
            .content()
            .chunks(width)
            .map(<[Cell]>::to_vec)
            .collect()
    }

    /// Asserts that the screen holds a text.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    /// Asserts that the screen lacks a text.
    #[track_caller]
    pub(crate) fn sees_no(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
        self
    }

    /// Whether the app asked to leave.
    pub(crate) fn left(&self) -> bool {
        self.effects.contains(&Effect::Leave)
    }
}

fn named(key: &str) -> KeyEvent {
    let code = match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Backspace" => KeyCode::Backspace,
        "F1" => KeyCode::F(1),
        other => {
            if let Some(letter) = other
                .strip_prefix("C-")
                .and_then(|letter| letter.chars().next())
            {
                return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
            }
            KeyCode::Char(other.chars().next().unwrap())
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
