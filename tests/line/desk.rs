//! The real loop on a pretend screen, with a disk behind a gate.

use std::io::{self, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use roadsigns::app::look::Look;
use roadsigns::project::change::Signature;
use roadsigns::runtime::keeper::Keeper;
use roadsigns::runtime::{Flow, Happening, Lost, Places, Runtime};
use roadsigns::store::Store;
use roadsigns::store::saver::Report;
use roadsigns::terminal::backend::TerminalBackend;
use roadsigns::terminal::capability::{Capability, Charset, Environment};
use roadsigns::terminal::decoder::Decoder;
use roadsigns::terminal::display::Display;
use roadsigns::terminal::event::{Event, Signal};
use roadsigns::terminal::queue::{Inbox, Outbox, queue};

use super::gate::{Gate, disk_behind};
use super::script;

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the loop's frames make of a screen.
type Shown = Arc<(Mutex<vt100::Parser>, Condvar)>;

/// Where the frames go.
struct Screen(Shown);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().unwrap().process(bytes);
        self.0.1.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the loop tells the test.
enum Told {
    /// It draws everything anew, and why.
    Afresh(Flow),
    /// It has ended, and waits for the disk.
    Left,
    /// That takes long.
    Late,
}

/// A session with its loop on a thread of its own.
pub(crate) struct Desk {
    /// The disk's gate.
    pub(crate) gate: Gate,
    happenings: Outbox<Happening>,
    decoder: Decoder,
    shown: Shown,
    told: Receiver<Told>,
    thread: JoinHandle<Result<(), Lost>>,
}

impl Desk {
    /// A first start, with its state in a folder.
    pub(crate) fn begin(folder: &Path) -> Self {
        let [rows, columns] = [24, 80].map(|count| NonZeroU16::new(count).unwrap());
        let shown: Shown = Arc::new((
            Mutex::new(vt100::Parser::new(rows, columns, 0)),
            Condvar::new(),
        ));
        let gate = Gate::default();
        let (happenings, inbox) = queue();
        let (tell, told) = mpsc::channel();
        let work = {
            let (screen, gate, happenings) =
                (Screen(Arc::clone(&shown)), gate.clone(), happenings.clone());
            let state = folder.join("state.toml");
            move || run(screen, &gate, &state, happenings, inbox, &tell)
        };
        let desk = Self {
            gate,
            happenings,
            decoder: Decoder::new(Charset::Utf8),
            shown,
            told,
            thread: thread::Builder::new().spawn(work).unwrap(),
        };
        desk.see("Welcome");
        desk
    }

    /// Presses keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        let mut events = Vec::new();
        self.decoder.feed(keys.as_bytes(), &mut events);
        self.decoder.flush(&mut events);
        for event in events {
            self.happenings.send(Happening::Terminal(event)).unwrap();
        }
    }

    /// Presses keys, then waits until the screen shows something.
    pub(crate) fn keys_to(&mut self, keys: &str, text: &str) {
        self.keys(keys);
        self.see(text);
    }

    /// Has a signal come.
    pub(crate) fn signal(&mut self, signal: Signal) {
        let event = Event::Signal(signal);
        // The loop may have ended, as one that is told to end twice does.
        let _ = self.happenings.send(Happening::Terminal(event));
    }

    /// Waits until the screen shows something.
    pub(crate) fn see(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap();
        while !wanted(&shown.screen().contents()) {
            let left = until.saturating_duration_since(Instant::now());
            let screen = shown.screen().contents();
            assert!(!left.is_zero(), "never seen: {what}\n{screen}");
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until nothing is being saved.
    pub(crate) fn until_saved(&mut self) {
        let until = Instant::now() + PATIENCE;
        let mut is_saved = false;
        while !is_saved {
            assert!(Instant::now() < until, "never saved");
            // Ctrl-S says how it stands.
            self.keys("\x13");
            self.wait_until("how it stands", |screen| {
                screen.contains("Saving now") || screen.contains("Everything is saved")
            });
            let shown = self.shown.0.lock().unwrap();
            is_saved = shown.screen().contents().contains("Everything is saved");
        }
    }

    /// Waits until everything is drawn anew; says why.
    pub(crate) fn afresh(&self) -> Flow {
        match self.told.recv_timeout(PATIENCE).unwrap() {
            Told::Afresh(flow) => flow,
            Told::Left | Told::Late => panic!("the loop has ended"),
        }
    }

    /// Waits until the loop has ended.
    pub(crate) fn until_left(&self) {
        let told = self.told.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(told, Told::Left), "the loop goes on");
    }

    /// Waits until leaving is said to take long.
    pub(crate) fn until_late(&self) {
        self.until_left();
        let told = self.told.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(told, Told::Late), "leaving is not said to be late");
    }

    /// Waits for the end of the session.
    pub(crate) fn end(self) -> Result<(), Lost> {
        // It tells until its end, and no longer.
        let told = loop {
            match self.told.recv_timeout(PATIENCE) {
                Ok(_) => {}
                Err(silence) => break silence,
            }
        };
        assert_eq!(told, RecvTimeoutError::Disconnected, "it goes on");
        self.thread.join().unwrap()
    }
}

/// The loop, as `cli` runs it.
fn run(
    screen: Screen,
    gate: &Gate,
    state: &Path,
    happenings: Outbox<Happening>,
    inbox: Inbox<Happening>,
    tell: &Sender<Told>,
) -> Result<(), Lost> {
    let author = Signature {
        id: "test".to_owned(),
        by: "me@here".to_owned(),
        guide: script::guide().edition.to_string(),
    };
    let store = Store::new(Box::new(disk_behind(gate)), state, author);
    let keeper = Keeper::start(store, &happenings).unwrap();
    let Ok(Happening::Saver(Report::Opened(opened))) = inbox.recv_timeout(PATIENCE) else {
        panic!("the state was not opened");
    };
    let script = script::start_with(80, 24, Look::default(), *opened, "test");
    let app = (script.app, script.effects);
    let mut runtime = Runtime::new(app, keeper, Places::default(), (happenings, inbox));
    let capability = Capability::of(&Environment {
        term: Some("xterm".into()),
        lang: Some("C.UTF-8".into()),
        ..Environment::default()
    });
    let backend = TerminalBackend::new(screen, capability, || (80, 24));
    let mut terminal = Display::new(backend).unwrap();
    let say = |told| {
        // The test may have seen enough.
        let _ = tell.send(told);
    };
    let ended = runtime.paint(&mut terminal, |terminal, flow, _| {
        say(Told::Afresh(flow));
        terminal.clear()
    });
    ended.unwrap();
    gate.loop_has_ended();
    say(Told::Left);
    runtime.finish(|_| say(Told::Late))
}
