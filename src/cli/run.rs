//! The full-screen guide on the real terminal.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _};
use std::sync::mpsc;

use ratatui::Terminal;

use super::{Arguments, Failure, open};
use crate::app::look::{Look, Theme};
use crate::app::message::Effect;
use crate::app::{App, Start};
use crate::guide::{Guide, Roadmap};
use crate::project::author::Author;
use crate::project::book::Book;
use crate::project::change::{Key, Session as Changer};
use crate::store::saver::Saver;
use crate::store::state;
use crate::terminal::backend::TerminalBackend;
use crate::terminal::capability::Capability;
use crate::terminal::screen::{self, Screen};
use crate::terminal::session::{Flow, Happening, Session, now};
use crate::terminal::{reader, size, tty};

/// The sample project, a state file.
const DEMO: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml"));

/// Opens the guide until the user leaves.
pub(super) fn full_screen(arguments: &Arguments) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let commands = if arguments.surroundings.kiosk {
            super::kiosk::asked::ALLOWED.join(", ")
        } else {
            "list, read PLACE, report [PROJECT], check [DIR], paths, keys, --help".to_owned()
        };
        return Err(Failure::Usage(format!(
            "the full-screen guide needs a terminal.\nIn a pipe these work: {commands}."
        )));
    }
    let (guide, roadmap) = open::guide(arguments)?;
    let capability = capability(arguments);
    let author = open::session(arguments, guide);
    let (happenings, inbox) = mpsc::channel();

    let look = Look {
        glyphs: capability.glyphs,
        colours: capability.colours,
        theme: Theme::Terminal,
    };
    let (app, effects, saver, exports) = if arguments.demo {
        let (app, effects) = demo(arguments, guide, roadmap, author, look)?;
        (app, effects, None, None)
    } else {
        let (app, effects, store) = own(arguments, guide, roadmap, author, look)?;
        let exports = open::exports(store.path());
        let sender = happenings.clone();
        let report = move |report| {
            // The loop may have ended.
            let _ = sender.send(Happening::Saver(report));
        };
        let saver = Saver::start(store, report)
            .map_err(|error| Failure::Wrong(format!("cannot start: {error}")))?;
        (app, effects, Some(saver), Some(exports))
    };
    let mut session = Session::new(app, saver, exports, happenings.clone());
    session.carry_out(effects);

    screen::install_panic_hook(
        "Roadsigns stopped because of a mistake in the program. Your saved work is safe.",
    );
    let ended = on_screen(&mut session, capability, happenings, &inbox);
    session
        .finish(&inbox)
        .map_err(|why| Failure::Wrong(format!("NOT SAVED: {why}")))?;
    ended.map_err(|error| Failure::Wrong(format!("the terminal cannot be used: {error}")))
}

fn on_screen(
    session: &mut Session,
    capability: Capability,
    happenings: mpsc::Sender<Happening>,
    inbox: &mpsc::Receiver<Happening>,
) -> io::Result<()> {
    reader::spawn(tty::input()?, &capability, happenings)?;
    let screen = Screen::enter(capability)?;
    let backend = TerminalBackend::new(tty::output(), capability, || size::of(tty::output()));
    let mut terminal = Terminal::new(backend)?;
    let ended = session.run(&mut terminal, inbox, |terminal, flow, look| {
        if flow == Flow::Suspend {
            screen.suspend()?;
        }
        let capability = capability
            .with_glyphs(look.glyphs)
            .with_colours(look.colours_in_force());
        terminal.backend_mut().set_capability(capability);
        terminal.clear()
    });
    screen.restore();
    match ended {
        // The line has gone: nobody is there to be told.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::TimedOut)
                || error.raw_os_error() == Some(5) =>
        {
            Ok(())
        }
        other => other,
    }
}

fn capability(arguments: &Arguments) -> Capability {
    let mut capability = Capability::of(&arguments.surroundings.terminal);
    if let Some(glyphs) = arguments.glyphs {
        capability = capability.with_glyphs(glyphs.into());
    }
    if let Some(colours) = arguments.color {
        capability = capability.with_colours(colours.into());
    }
    capability
}

/// The user's own work.
fn own(
    arguments: &Arguments,
    guide: &'static Guide,
    roadmap: &'static Roadmap,
    author: Changer,
    look: Look,
) -> Result<(App, Vec<Effect>, crate::store::Store), Failure> {
    let mut store = open::store(arguments, &author)?;
    let opened = store.open()?;
    let start = Start {
        guide,
        roadmap,
        book: opened.book,
        edited: opened.edited,
        session: author,
        project: Some(opened.here.project),
        places: opened.here.places,
        read: opened.here.read,
        look,
        demo: false,
        kiosk: arguments.surroundings.kiosk,
        unsaved: opened.read_only,
        now: now(),
        files: open::file_lines(store.path()),
    };
    let (mut app, effects) = App::new(start);
    if let Some(name) = &arguments.project {
        let id = open::project_named(&app.book, name)?;
        app.switch_to(&id);
    }
    Ok((app, effects, store))
}

/// The sample project, in memory.
fn demo(
    arguments: &Arguments,
    guide: &'static Guide,
    roadmap: &'static Roadmap,
    author: Changer,
    look: Look,
) -> Result<(App, Vec<Effect>), Failure> {
    let document = state::parse(DEMO)?;
    let here = state::here(&document);
    let start = Start {
        guide,
        roadmap,
        book: demo_book(state::values(&document), guide),
        edited: Vec::new(),
        session: author,
        project: Some(here.project),
        places: here.places,
        read: here.read,
        look,
        demo: true,
        kiosk: arguments.surroundings.kiosk,
        unsaved: None,
        now: now(),
        files: Vec::new(),
    };
    Ok(App::new(start))
}

fn demo_book(values: BTreeMap<Key, String>, guide: &Guide) -> Book {
    let mut book = Book::default();
    let session = Changer {
        id: "demo".to_owned(),
        by: "demo".to_owned(),
        guide: guide.edition.to_string(),
    };
    let mut author = Author::new(session);
    for (key, value) in values {
        author.set(&mut book, now().utc, key, value);
    }
    book
}
