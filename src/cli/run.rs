//! The guide on the real terminal: a full screen, or line by line.

use std::io::{self, IsTerminal as _};
use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use super::out::complain;
use super::settings::{self, Held};
use super::{Arguments, Failure, demo, open};
use crate::app::clipboard::Clipboard;
use crate::app::settings::Name;
use crate::app::{App, Start};
use crate::guide::Guide;
use crate::project::change::{Change, Session as Changer};
use crate::project::opened::{Here, Opened, Unsaved};
use crate::runtime::{Flow, Happening, Lost, Places, Session, now};
use crate::runtime::{clock, talk};
use crate::store::beside::Whereabouts;
use crate::store::progress::Progress;
use crate::store::saver::{Report, Saver};
use crate::store::state;
use crate::terminal::backend::TerminalBackend;
use crate::terminal::capability::Capability;
use crate::terminal::display::Display;
use crate::terminal::queue::{Inbox, Outbox, queue};
use crate::terminal::reader::{self, Manner};
use crate::terminal::screen::{self, Screen};
use crate::terminal::{clipboard, size, spelling, tty};

/// What a terminal that has gone answers.
const EIO: i32 = 5;
/// How long the first screen waits for the disk; after that it comes without the user's work.
const PATIENCE: Duration = Duration::from_secs(1);

/// Opens the guide until the user leaves.
pub(super) fn guide(arguments: &Arguments) -> Result<(), Failure> {
    let held = settings::held(arguments);
    let capability = held.capability(arguments);
    spelling::heed(&capability);
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_plain = held.is_plain(arguments, is_terminal.then_some(&capability));
    if !is_plain && !is_terminal {
        let commands = if arguments.surroundings.kiosk {
            super::kiosk::asked::ALLOWED.join(", ")
        } else {
            "list, read PLACE, report [PROJECT], check [DIR], paths, keys, --help".to_owned()
        };
        return Err(Failure::Usage(format!(
            "the full-screen guide needs a terminal.\nIn a pipe these work: {commands}; and --plain, the guide line by \
             line."
        )));
    }
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let author = open::session(arguments, guide);
    let (happenings, inbox) = queue();
    let mut desk = if arguments.demo {
        demo(guide)?
    } else {
        own(arguments, &author, &held, &happenings, &inbox)?
    };
    desk.files.extend(held.faults.iter().cloned());
    let place = desk.files.first().cloned().unwrap_or_default();
    let (mut app, effects) = App::new(Start {
        roadmap: asked.clone(),
        is_asked: arguments.roadmap.is_some(),
        opened: desk.opened,
        session: author,
        look: held.first_look(&capability, io::stdout().is_terminal()),
        demo: arguments.demo,
        kiosk: arguments.surroundings.kiosk,
        now: now(),
        files: desk.files,
    });
    app.world.notice = held.faults.first().cloned().or(app.world.notice.take());
    app.world.clock = clock::wall;
    app.world.clipboard = clipboard(arguments, is_plain, &capability);
    if let Some(name) = &arguments.project {
        let roads = open::roads(guide, roadmap, &app.world.book);
        let (id, _) = open::project(arguments, roads, &Here::default(), Some(name))?;
        app.switch_to(&id);
    }
    let mut session = Session::new(
        app,
        desk.saver,
        desk.places,
        desk.history,
        happenings.clone(),
    );
    session.carry_out(effects);

    screen::install_panic_hook(format!(
        "Roadsigns stopped because of a mistake in the program. What you recorded is kept, and the next start offers \
         what was half-written. {place}"
    ));
    // What was typed is kept also then.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| {
        if is_plain {
            let is_brief = held.settings.get(Name::Hints) == "brief";
            let why = held.why_plain(arguments);
            match talk::guide(&mut session, capability, is_brief, why, happenings, &inbox) {
                // Who reads no further (`| head`) has heard enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                ended => ended,
            }
        } else {
            on_screen(&mut session, capability, happenings, &inbox)
        }
    }));
    let is_gone = matches!(&ended, Ok(Err(error)) if has_gone(error));
    let progress = session.progress();
    let finished = session.finish(&inbox, || {
        if !is_gone {
            let saving = saving(progress.as_ref());
            complain(&format!("{saving}; Ctrl-C ends without it"));
        }
    });
    let lost = finished.map_err(|lost| not_saved(&lost));
    match ended {
        Err(panic) => {
            if let Err(lost) = lost {
                complain(&lost);
            }
            panic::resume_unwind(panic)
        }
        // The line has gone: nobody is there to be told.
        Ok(Err(error)) if has_gone(&error) => Ok(()),
        Ok(Err(error)) => {
            let lost = lost.err().map_or(String::new(), |lost| format!("\n{lost}"));
            Err(Failure::Wrong(format!(
                "the terminal cannot be used: {error}{lost}"
            )))
        }
        Ok(Ok(())) => lost.map_err(Failure::Wrong),
    }
}

/// Whether an error of the terminal says that it has gone.
fn has_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut) || error.raw_os_error() == Some(EIO)
}

/// What the user works on, and where it is saved.
struct Desk {
    opened: Opened,
    saver: Option<Saver>,
    places: Places,
    /// The history where no disk holds one.
    history: Vec<Change>,
    /// Where files are, for the help.
    files: Vec<String>,
}

fn on_screen(
    session: &mut Session,
    capability: Capability,
    happenings: Outbox<Happening>,
    inbox: &Inbox<Happening>,
) -> io::Result<()> {
    let keys = reader::spawn(tty::input()?, Manner::Keys, &capability, happenings)?;
    let mut screen = Screen::enter(capability)?;
    let backend = TerminalBackend::new(tty::output(), capability, || size::of(tty::output()));
    let mut terminal = Display::new(backend)?;
    let ended = session.run(&mut terminal, inbox, |terminal, flow, look| {
        match flow {
            Flow::Suspend => screen.suspend()?,
            Flow::Resume if !screen.resume()? => return Ok(()),
            _ => {}
        }
        screen.switch(look.alternate_screen)?;
        let capability = capability
            .with_glyphs(look.glyphs)
            // All of them also in a theme without: a QR code is black on white whatever the theme.
            .with_colours(look.colours)
            .with_hyperlinks(look.hyperlinks);
        spelling::heed(&capability);
        terminal.backend_mut().set_capability(capability);
        terminal.clear()
    });
    screen.restore();
    if keys.broke_off() {
        let words = "reading keys broke off; this is a fault of the program";
        return Err(io::Error::other(words));
    }
    ended
}

/// Whether the terminal's clipboard is sent anything.
fn clipboard(arguments: &Arguments, is_plain: bool, capability: &Capability) -> Clipboard {
    match clipboard::most(capability) {
        _ if arguments.surroundings.kiosk => Clipboard::Kiosk,
        // Nothing but text is said there.
        _ if is_plain => Clipboard::Unsafe,
        0 => Clipboard::Unsafe,
        most => Clipboard::Takes(most),
    }
}

/// The user's own work. Where it cannot be read, or not soon, the guide opens without it and says so.
fn own(
    arguments: &Arguments,
    author: &Changer,
    held: &Held,
    happenings: &Outbox<Happening>,
    inbox: &Inbox<Happening>,
) -> Result<Desk, Failure> {
    let store = match open::store(arguments, author) {
        Ok(store) => store,
        Err(why) => {
            return Ok(Desk {
                opened: without(Unsaved::Nowhere(why.0)),
                saver: None,
                places: Places::default(),
                history: Vec::new(),
                files: Vec::new(),
            });
        }
    };
    let places = Places {
        exports: Some(open::exports(store.path())),
        settings: held.path.clone(),
    };
    let path = store.path().to_owned();
    let sender = happenings.clone();
    let report = move |report| {
        // The loop may have ended.
        let _ = sender.send(Happening::Saver(report));
    };
    let saver = Saver::start(store, report)
        .map_err(|error| Failure::Wrong(format!("cannot start: {error}")))?;
    let opened = match inbox.recv_timeout(PATIENCE) {
        Ok(Happening::Saver(Report::Opened(opened))) => *opened,
        Ok(Happening::Saver(Report::Unread(why))) => without(Unsaved::Unread(why.0)),
        _ => without(Unsaved::Unread(unread(&saver.progress()).to_owned())),
    };
    // Only a disk that has answered is asked where the links lead.
    let found = match &opened.unsaved {
        Some(Unsaved::Unread(_)) => Whereabouts::of(&path),
        _ => open::whereabouts(arguments, &path),
    };
    let files = open::file_lines(&path, &found, held.path.as_deref());
    Ok(Desk {
        opened,
        saver: Some(saver),
        places,
        history: Vec::new(),
        files,
    })
}

/// What to say of what is not saved.
fn not_saved(lost: &Lost) -> String {
    let what = if lost.is_in_history {
        "This is in the history only (`roadsigns state restore history` mends the file)"
    } else {
        "This is not saved"
    };
    format!("NOT SAVED: {}\n{what}:\n{}", lost.why, lost.text)
}

/// What to say of a save that takes its time.
fn saving(progress: Option<&Progress>) -> String {
    let work = progress.filter(|progress| progress.waits_for_disk().is_none());
    match work.map(Progress::words) {
        Some(work) if !work.is_empty() => format!("saving: {work}"),
        _ => "saving".to_owned(),
    }
}

/// What to say where the user's work has not been read yet.
fn unread(progress: &Progress) -> &'static str {
    match progress.waits_for_disk() {
        Some(_) => "the disk has not answered yet; your work is not read",
        None => "your work is large and still being read; it comes by itself",
    }
}

/// A start with nothing but the reason for it.
fn without(why: Unsaved) -> Opened {
    Opened {
        unsaved: Some(why),
        ..Opened::default()
    }
}

/// The sample project, in memory.
fn demo(guide: &Guide) -> Result<Desk, Failure> {
    let document = state::parse(demo::BUILT_IN)?;
    let (book, history) = demo::recorded(guide, &document, now().utc);
    Ok(Desk {
        opened: Opened {
            book,
            here: state::here(&document),
            ..Opened::default()
        },
        saver: None,
        places: Places::default(),
        history,
        files: Vec::new(),
    })
}
