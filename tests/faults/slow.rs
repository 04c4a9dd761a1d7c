//! A disk that hangs or fails for a while, behind the thread that saves: nobody waits for it, and nothing is lost.

use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::TestBackend;
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::look::Look;
use roadsigns::app::message::Message;
use roadsigns::app::{App, Start};
use roadsigns::guide::load;
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field};
use roadsigns::project::date::Wall;
use roadsigns::project::opened::Opened;
use roadsigns::runtime::keeper::Keeper;
use roadsigns::runtime::{Happening, Places, Runtime, clock};
use roadsigns::store::disk::{Disk, RealDisk};
use roadsigns::store::saver::{Order, Report, Saver};
use roadsigns::store::{self, Store};
use roadsigns::terminal::display::Display;
use roadsigns::terminal::event::Event;
use roadsigns::terminal::queue::queue;

use super::around::{Around, Call};
use super::failing::{Failing, How, Plan};
use super::proof::starts_well;
use super::shapes::{Ground as _, RealGround, changes, here, session};

/// How long anything may take before the test has failed: ten times what is promised.
const PATIENCE: Duration = Duration::from_secs(50);

/// Whether writing hangs, and whether somebody hangs there.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<(bool, bool)>, Condvar)>);

impl Gate {
    fn shut(&self) {
        self.0.0.lock().unwrap().0 = true;
    }

    fn open(&self) {
        *self.0.0.lock().unwrap() = (false, false);
        self.0.1.notify_all();
    }

    fn pass(&self) {
        let mut gate = self.0.0.lock().unwrap();
        while gate.0 {
            gate.1 = true;
            self.0.1.notify_all();
            gate = self.0.1.wait(gate).unwrap();
        }
    }

    fn wait_until_somebody_hangs(&self) {
        let gate = self.0.0.lock().unwrap();
        let waited = self.0.1.wait_timeout_while(gate, PATIENCE, |gate| !gate.1);
        assert!(!waited.unwrap().1.timed_out(), "nobody writes");
    }
}

/// A disk on which writing hangs while a gate is shut.
fn hanging(gate: &Gate) -> Box<dyn Disk> {
    let gate = gate.clone();
    Box::new(Around(move |call: Call<'_>| match call {
        Call::Look | Call::Read => {}
        _ => gate.pass(),
    }))
}

/// A saver on a disk, and what it reports; it has opened the state.
fn saver(ground: &RealGround, disk: Box<dyn Disk>) -> (Saver, Receiver<Report>, Box<Opened>) {
    let (tell, told) = mpsc::channel();
    let store = Store::new(disk, &ground.state(), session("s"));
    let saver = Saver::start(store, move |report| drop(tell.send(report))).unwrap();
    let Report::Opened(opened) = told.recv_timeout(PATIENCE).unwrap() else {
        panic!("not opened");
    };
    (saver, told, opened)
}

/// Three changes of one field each.
fn three() -> Vec<Change> {
    let values = [
        (Field::Owner, "Finance lead"),
        (Field::Note, "Seen"),
        (Field::Evidence, "Folder 7"),
    ];
    changes(
        &mut Author::new(session("s")),
        &mut Book::default(),
        0,
        &values,
    )
}

#[test]
fn while_the_disk_hangs_work_is_taken_in_and_all_of_it_is_saved_when_it_answers() {
    let ground = RealGround::new();
    let gate = Gate::default();
    let (saver, told, _) = saver(&ground, hanging(&gate));
    gate.shut();
    let changes = three();
    for change in &changes {
        saver.order(Order::Save(vec![change.clone()], here()));
        gate.wait_until_somebody_hangs();
    }
    assert!(told.try_recv().is_err(), "nothing is saved yet");
    gate.open();
    loop {
        match told.recv_timeout(PATIENCE).unwrap() {
            Report::Saved { count: 3, .. } => break,
            Report::Saved { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let (_, lines) = starts_well(&ground.state(), "after", &[]);
    assert_eq!(lines, changes);
}

#[test]
fn a_full_disk_is_named_and_saving_goes_on_by_itself_when_there_is_room() {
    let ground = RealGround::new();
    let disk = Failing::around(Box::new(RealDisk));
    let (saver, told, _) = saver(&ground, Box::new(disk.clone()));
    disk.fail(Some(Plan {
        call: 4,
        for_ever: true,
        errno: 28,
        how: How::Half,
    }));
    let changes = three();
    saver.order(Order::Save(changes.clone(), here()));
    let Report::Failed(why) = told.recv_timeout(PATIENCE).unwrap() else {
        panic!("saved on a full disk");
    };
    assert_eq!(why.reason(), "the disk is full");
    disk.heal();
    let report = told.recv_timeout(PATIENCE).unwrap();
    assert!(
        matches!(report, Report::Saved { count: 3, .. }),
        "{report:?}"
    );
    let (_, lines) = starts_well(&ground.state(), "after", &[]);
    assert_eq!(lines, changes);
}

#[test]
fn while_the_disk_hangs_the_screen_answers_and_says_so() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
    let guide = load::read(&store::folder::read(&guide).unwrap()).guide;
    let guide = &Arc::new(guide);
    let ground = RealGround::new();
    let gate = Gate::default();
    let (saver, told, opened) = saver(&ground, hanging(&gate));
    gate.shut();
    let app = App::new(Start {
        roadmap: SharedRoadmap::of(guide, None).unwrap(),
        is_asked: false,
        opened: *opened,
        session: session("s"),
        look: Look::default(),
        demo: false,
        kiosk: false,
        now: clock::now(&Wall::utc),
        clock: &Wall::utc,
        clipboard: Clipboard::default(),
        hand: Hand::default(),
        notice: None,
        files: Vec::new(),
    });
    let mut runtime = Runtime::new(
        app,
        Keeper::new(Some(saver), Vec::new()),
        Places::default(),
        queue(),
    );
    let mut screen = Display::new(TestBackend::new(80, 24)).unwrap();
    let mut press = |runtime: &mut Runtime, code: KeyCode| {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        runtime.take(Happening::Terminal(Event::Key(key)));
        runtime.draw(&mut screen).unwrap();
        screen.backend().to_string()
    };
    press(&mut runtime, KeyCode::Enter);
    for key in "03".chars() {
        press(&mut runtime, KeyCode::Char(key));
    }
    press(&mut runtime, KeyCode::Tab);
    let shown = press(&mut runtime, KeyCode::Char(' '));
    assert!(shown.contains("> [~]"), "{shown}");
    gate.wait_until_somebody_hangs();
    runtime.update(Message::SaveIsLate);
    let shown = press(&mut runtime, KeyCode::Char('4'));
    assert!(shown.contains("Sign 4"), "{shown}");
    assert!(shown.lines().next().unwrap().contains("saving"), "{shown}");
    gate.open();
    let handed = runtime.app.world.saving.handed;
    loop {
        let report = told.recv_timeout(PATIENCE).unwrap();
        let is_all = matches!(&report, Report::Saved { count, .. } if *count == handed);
        runtime.take(Happening::Saver(report));
        if is_all {
            break;
        }
    }
    let shown = press(&mut runtime, KeyCode::Char('5'));
    assert!(!shown.lines().next().unwrap().contains("saving"), "{shown}");
    let (opened, _) = starts_well(&ground.state(), "after", &[]);
    let states = opened
        .book
        .fields()
        .filter(|(key, _)| key.field == Field::State);
    assert_eq!(states.count(), 1);
}
