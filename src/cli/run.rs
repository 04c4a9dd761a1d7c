//! The guide on the real terminal: a full screen, or line by line.

use std::io::{self, IsTerminal as _};
use std::panic::{self, AssertUnwindSafe};
use std::thread;

use super::out::complain;
use super::settings::{self, InForce};
use super::{Arguments, Failure, demo, open};
use crate::app::clipboard::Clipboard;
use crate::app::hint::Hand;
use crate::app::settings::Name;
use crate::app::{App, Start};
use crate::guide::Guide;
use crate::project::change::{Change, Signature};
use crate::project::opened::{Here, Opened, Unsaved};
use crate::runtime::keeper::Keeper;
use crate::runtime::{Happening, Lost, Places, Runtime, clock};
use crate::store::beside::Whereabouts;
use crate::store::progress::Progress;
use crate::store::state;
use crate::terminal::capability::Capability;
use crate::terminal::queue::{Inbox, Outbox, queue};
use crate::terminal::{clipboard, screen, spelling};

/// What a terminal that has gone answers.
const EIO: i32 = 5;

/// Opens the guide until the user leaves.
pub(super) fn guide(arguments: &Arguments) -> Result<(), Failure> {
    let held = settings::held(arguments);
    let capability = held.capability(arguments);
    spelling::heed(&capability);
    let is_plain = is_plain(arguments, &held, &capability)?;
    let (mut runtime, place) = begin(arguments, &held, &capability, is_plain)?;
    screen::install_panic_hook(format!(
        "Roadsigns stopped because of a mistake in the program. What you recorded is kept, and the next start offers \
         what was half-written. {place}"
    ));
    // What was typed is kept also then.
    let ended = panic::catch_unwind(AssertUnwindSafe(|| {
        if !is_plain {
            return runtime.on_screen(capability);
        }
        let is_brief = held.settings.get(Name::Hints) == "brief";
        match runtime.talk(capability, is_brief, held.why_plain(arguments)) {
            // Who reads no further (`| head`) has heard enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            ended => ended,
        }
    }));
    end(runtime, ended)
}

/// Whether the guide is read line by line. Where nobody asked for that and there is no terminal, the error says what works.
fn is_plain(
    arguments: &Arguments,
    held: &InForce,
    capability: &Capability,
) -> Result<bool, Failure> {
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let is_plain = held.is_plain(arguments, is_terminal.then_some(capability));
    if is_plain || is_terminal {
        return Ok(is_plain);
    }
    let commands = if arguments.surroundings.kiosk {
        super::kiosk::asked::ALLOWED.join(", ")
    } else {
        "list, read PLACE, report [PROJECT], check [DIR], paths, keys, --help".to_owned()
    };
    Err(Failure::Usage(format!(
        "the full-screen guide needs a terminal.\nIn a pipe these work: {commands}; and --plain, the guide line by \
         line."
    )))
}

/// The guide, ready to run, and where the user's work is.
fn begin(
    arguments: &Arguments,
    held: &InForce,
    capability: &Capability,
    is_plain: bool,
) -> Result<(Runtime, String), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let author = open::session(arguments, guide);
    let (outbox, inbox) = queue();
    let mut desk = if arguments.demo {
        demo(guide)?
    } else {
        own(arguments, &author, held, &outbox, &inbox)?
    };
    desk.files.extend(held.faults.iter().cloned());
    let place = desk.files.first().cloned().unwrap_or_default();
    let (mut app, effects) = App::new(Start {
        roadmap: asked.clone(),
        is_asked: arguments.roadmap.is_some(),
        opened: desk.opened,
        session: author,
        look: held.first_look(capability, io::stdout().is_terminal()),
        demo: arguments.demo,
        kiosk: arguments.surroundings.kiosk,
        now: clock::now(arguments.clock),
        clock: arguments.clock,
        clipboard: clipboard(arguments, is_plain, capability),
        hand: if is_plain { Hand::Lines } else { Hand::Keys },
        notice: held.faults.first().cloned(),
        files: desk.files,
    });
    if let Some(name) = &arguments.project {
        let roads = open::roads(guide, roadmap, &app.world.book);
        let (id, _) = open::project(arguments, roads, &Here::default(), Some(name))?;
        app.switch_to(&id);
    }
    let runtime = Runtime::new((app, effects), desk.keeper, desk.places, (outbox, inbox));
    Ok((runtime, place))
}

/// Waits until all is saved, and says what is not, and why the loop has ended.
fn end(runtime: Runtime, ended: thread::Result<io::Result<()>>) -> Result<(), Failure> {
    let is_gone = matches!(&ended, Ok(Err(error)) if has_gone(error));
    let finished = runtime.finish(|progress| {
        if !is_gone {
            complain(&format!("{}; Ctrl-C ends without it", saving(progress)));
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
        Ok(Err(_)) if is_gone => Ok(()),
        Ok(Err(error)) => {
            let lost = lost.err().map_or(String::new(), |lost| format!("\n{lost}"));
            let what = "the terminal cannot be used";
            Err(Failure::Wrong(format!("{what}: {error}{lost}")))
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
    keeper: Keeper,
    places: Places,
    /// Where files are, for the help.
    files: Vec<String>,
}

impl Desk {
    /// Where nothing is saved; `history` is all that was before.
    fn in_memory(opened: Opened, history: Vec<Change>) -> Self {
        Self {
            opened,
            keeper: Keeper::new(None, history),
            places: Places::default(),
            files: Vec::new(),
        }
    }
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
    author: &Signature,
    held: &InForce,
    outbox: &Outbox<Happening>,
    inbox: &Inbox<Happening>,
) -> Result<Desk, Failure> {
    let store = match open::store(arguments, author) {
        Ok(store) => store,
        Err(why) => {
            let opened = Opened {
                unsaved: Some(Unsaved::Nowhere(why)),
                ..Opened::default()
            };
            return Ok(Desk::in_memory(opened, Vec::new()));
        }
    };
    let places = Places {
        exports: Some(open::exports(store.path())),
        settings: held.path.clone(),
    };
    let path = store.path().to_owned();
    let keeper = Keeper::start(store, outbox)
        .map_err(|error| Failure::Wrong(format!("cannot start: {error}")))?;
    let opened = keeper.opened(inbox);
    // Only a disk that has answered is asked where the links lead.
    let found = match &opened.unsaved {
        Some(Unsaved::Unread(_)) => Whereabouts::of(&path),
        _ => open::whereabouts(arguments, &path),
    };
    let files = open::file_lines(&path, &found, held.path.as_deref());
    Ok(Desk {
        opened,
        keeper,
        places,
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
fn saving(progress: &Progress) -> String {
    let words = progress.words();
    if words.is_empty() || progress.waits_for_disk().is_some() {
        return "saving".to_owned();
    }
    format!("saving: {words}")
}

/// The sample project, in memory.
fn demo(guide: &Guide) -> Result<Desk, Failure> {
    let document = state::parse(demo::BUILT_IN).map_err(|why| why.to_string())?;
    let (book, history) = demo::recorded(guide, &document, chrono::Utc::now());
    let opened = Opened {
        book,
        here: state::here(&document),
        ..Opened::default()
    };
    Ok(Desk::in_memory(opened, history))
}
