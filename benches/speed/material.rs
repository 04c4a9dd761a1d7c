//! What is measured on: the guide, once and many times as large; a state, new and large; an app on a byte backend.

use std::collections::BTreeMap;
use std::io::Sink;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::hint::Hand;
use roadsigns::app::look::{Glyphs, Look};
use roadsigns::app::{App, Start};
use roadsigns::doc::Doc;
use roadsigns::guide::lazy::{Listed, Named, Part};
use roadsigns::guide::page::{ChecklistLine, Item};
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::guide::{Files, Guide, load};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field, Key, Signature, Subject};
use roadsigns::project::date::Wall;
use roadsigns::project::opened::{Here, Opened};
use roadsigns::runtime::keeper::Keeper;
use roadsigns::runtime::{Happening, Places, Runtime, clock};
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::{Store, folder};
use roadsigns::terminal::backend::TerminalBackend;
use roadsigns::terminal::capability::{Capability, Environment};
use roadsigns::terminal::display::Display;
use roadsigns::terminal::event::Event;
use roadsigns::terminal::queue::queue;
use roadsigns::text::Text;
use tempfile::TempDir;

/// How many times as large the guide is.
pub(crate) const SIZES: [usize; 3] = [1, 10, 100];
/// How many items a state holds; the large one has four history lines for each.
pub(crate) const ITEMS: [usize; 2] = [0, 5_000];
/// How many items a checklist has.
pub(crate) const CHECKLISTS: [usize; 2] = [50, 5_000];
/// Changes of a session of the large state.
const SESSION: usize = 200;

/// The files of the guide.
pub(crate) fn files() -> Files {
    folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("guide")).unwrap()
}

/// The guide so many times as large, as it would be built into the program.
pub(crate) fn compiled(times: usize) -> &'static [u8] {
    static COMPILED: Mutex<BTreeMap<usize, &'static [u8]>> = Mutex::new(BTreeMap::new());
    COMPILED
        .lock()
        .unwrap()
        .entry(times)
        .or_insert_with(|| enlarged(loaded(), times).to_bytes().unwrap().leak())
}

/// The guide as its folder says.
fn loaded() -> Guide {
    let loaded = load::read(&files());
    assert_eq!(loaded.faults, []);
    loaded.guide
}

/// The guide so many times as large.
pub(crate) fn guide(times: usize) -> Arc<Guide> {
    Arc::new(Guide::from_bytes(compiled(times)).unwrap())
}

/// The guide with so many items in the checklist of its third stage, and all else as it is.
fn with_checklist(items: usize) -> Arc<Guide> {
    let mut guide = loaded();
    let list = &mut guide.roadmaps[0].stages[2].checklist;
    repeat(list, items.div_ceil(list.len()), rename_item);
    list.truncate(items);
    Arc::new(Guide::from_bytes(guide.to_bytes().unwrap().leak()).unwrap())
}

/// Names an item anew, so that it is another one.
fn rename_item(entry: &mut ChecklistLine, copy: usize) {
    if let ChecklistLine::Own(item) = entry {
        let place = named(&item.place, copy);
        *item = Item {
            place,
            ..item.clone()
        };
    }
}

/// The same signs and stages, with each text and each list so many times.
fn enlarged(mut guide: Guide, times: usize) -> Guide {
    for roadmap in &mut guide.roadmaps {
        for page in roadmap.signs.iter_mut().chain(&mut roadmap.stages) {
            for text in [&mut page.today, &mut page.practice, &mut page.then] {
                let blocks = vec![text.blocks.clone(); times].concat();
                *text = Doc { blocks }.into();
            }
            repeat(&mut page.checklist, times, rename_item);
        }
    }
    let library = &mut guide.library;
    library.templates = more(&library.templates, times, |found| &mut found.place);
    library.articles = more(&library.articles, times, |found| &mut found.place);
    library.updates = more(&library.updates, times, |found| &mut found.place);
    library.measures = more(&library.measures, times, |found| &mut found.place);
    library.terms = more(&library.terms, times, |found| &mut found.place);
    guide.sources = more(&guide.sources, times, |found| &mut found.id);
    guide
}

fn more<T: Part + Named + Clone>(
    list: &Listed<T>,
    times: usize,
    name: impl Fn(&mut T) -> &mut Text,
) -> Listed<T> {
    let mut all: Vec<T> = list.iter().cloned().collect();
    repeat(&mut all, times, |entry, copy| {
        let name = name(entry);
        *name = named(name, copy);
    });
    all.into()
}

fn repeat<T: Clone>(list: &mut Vec<T>, times: usize, rename: impl Fn(&mut T, usize)) {
    let once = list.clone();
    for copy in 1..times {
        list.extend(once.iter().cloned().map(|mut entry| {
            rename(&mut entry, copy);
            entry
        }));
    }
}

fn named(text: &Text, copy: usize) -> Text {
    Text::from(format!("{text}-{copy}"))
}

/// An app with its loop, painting bytes that go nowhere.
pub(crate) struct Desk {
    runtime: Runtime,
    terminal: Display<TerminalBackend<Sink>>,
}

impl Desk {
    /// Past the first screen.
    pub(crate) fn new(times: usize, opened: Opened) -> Self {
        Self::past_the_first_screen(&guide(times), opened)
    }

    /// In a checklist of so many items.
    pub(crate) fn in_checklist(items: usize) -> Self {
        let mut desk = Self::past_the_first_screen(&with_checklist(items), Opened::default());
        desk.keys("03\t");
        desk
    }

    fn past_the_first_screen(guide: &Arc<Guide>, opened: Opened) -> Self {
        let mut desk = Self::at(guide, opened);
        desk.keys("\u{1b}");
        desk
    }

    /// The first screen, painted.
    pub(crate) fn at(guide: &Arc<Guide>, opened: Opened) -> Self {
        let (app, _) = App::new(Start {
            roadmap: SharedRoadmap::of(guide, None).unwrap(),
            is_asked: false,
            opened,
            session: session(),
            look: Look {
                glyphs: Glyphs::Unicode,
                ..Look::default()
            },
            demo: false,
            kiosk: false,
            now: clock::now(&Wall::utc),
            clock: &Wall::utc,
            clipboard: Clipboard::default(),
            hand: Hand::default(),
            notice: None,
            files: Vec::new(),
        });
        let environment = Environment {
            term: Some("xterm".to_owned()),
            lang: Some("C.UTF-8".to_owned()),
            ..Environment::default()
        };
        let capability = Capability::of(&environment);
        let backend = TerminalBackend::new(std::io::sink(), capability, || (80, 24));
        let mut desk = Self {
            runtime: Runtime::new(
                (app, Vec::new()),
                Keeper::new(None, Vec::new()),
                Places::default(),
                queue(),
            ),
            terminal: Display::new(backend).unwrap(),
        };
        desk.runtime.draw(&mut desk.terminal).unwrap();
        desk
    }

    /// Presses keys, with a frame for each: a character, a control character, or U+0001 for Home.
    pub(crate) fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            let code = match c {
                '\t' => KeyCode::Tab,
                '\u{1}' => KeyCode::Home,
                '\u{8}' => KeyCode::Backspace,
                '\u{1b}' => KeyCode::Esc,
                c => KeyCode::Char(c),
            };
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            self.runtime.take(Happening::Terminal(Event::Key(key)));
            self.runtime.draw(&mut self.terminal).unwrap();
        }
    }
}

/// Somebody at work.
pub(crate) fn session() -> Signature {
    Signature {
        id: "bench".to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    }
}

/// Somebody who works through the items of the guide, project by project.
pub(crate) struct Work {
    author: Author,
    at: DateTime<Utc>,
    places: Vec<String>,
    done: usize,
}

impl Work {
    /// A session's work.
    pub(crate) fn of(id: &str) -> Self {
        let guide = guide(1);
        let items = guide.roadmaps.first().unwrap().items();
        Self {
            author: Author::new(Signature {
                id: id.to_owned(),
                ..session()
            }),
            at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
            places: items.map(|(_, item)| item.place.to_string()).collect(),
            done: 0,
        }
    }

    fn set(&mut self, book: &mut Book, key: Key, value: &str) -> Change {
        self.at += TimeDelta::seconds(1);
        self.author.set(book, self.at, key, value.to_owned())
    }

    /// The next item, one state further; four fields of an item before the next one.
    pub(crate) fn tick(&mut self, book: &mut Book) -> Change {
        let (item, step) = (self.done / 4, self.done % 4);
        self.done += 1;
        let project = item / self.places.len();
        let place = self.places.get(item % self.places.len()).unwrap().clone();
        let (field, value) = match step {
            0 => (Field::State, "in-hand"),
            1 => (Field::Owner, "Head of contracting"),
            2 => (Field::Note, "Talked through with the board in November"),
            _ => (Field::State, "done"),
        };
        let key = Key {
            subject: Subject::Project(format!("project-{project}")),
            place,
            field,
        };
        self.set(book, key, value)
    }

    /// A project's name and beginning.
    fn begin(&mut self, book: &mut Book, project: usize) -> Vec<Change> {
        let values = [
            (Field::Name, format!("Crisis house {project}")),
            (Field::Roadmap, "mental-health".to_owned()),
            (Field::Created, "2026-11-22T10:41:07Z".to_owned()),
        ];
        let key = |field| Key {
            subject: Subject::Project(format!("project-{project}")),
            place: String::new(),
            field,
        };
        values
            .into_iter()
            .map(|(field, value)| self.set(book, key(field), &value))
            .collect()
    }
}

/// A state of so many items on disk, with four history lines for each, made by sessions that have ended.
pub(crate) fn saved(items: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut book = Book::default();
    let mut work = Work::of("first");
    let mut changes = work.begin(&mut book, 0);
    for project in 1..=items / work.places.len() {
        changes.extend(work.begin(&mut book, project));
    }
    changes.extend((0..items * 4).map(|_| work.tick(&mut book)));
    let here = Here {
        project: "project-0".to_owned(),
        ..Here::default()
    };
    // Few saves with many lines are the same file as many saves with few, and sooner made.
    let mut store = Store::new(Box::new(RealDisk), &path, work.author.session().clone());
    store.open().unwrap();
    for changes in changes.chunks(SESSION * 25) {
        store.save(changes, &here).unwrap();
    }
    store.close();
    // The next session folds what has ended.
    let mut next = Store::new(Box::new(RealDisk), &path, session());
    next.open().unwrap();
    next.save(&[], &here).unwrap();
    next.close();
    folder
}

/// A state file, as somebody wrote it, of so many projects with so many items each.
pub(crate) fn written(projects: usize, items: usize) -> String {
    let mut text = "format = 1\n".to_owned();
    for project in 0..projects {
        text.push_str(&format!(
            "[[project]]\nid = \"p-{project}\"\nname = \"Project {project}\"\n"
        ));
        for item in 0..items {
            text.push_str(&format!(
                "[project.items.\"toolkit/procurement#i{item}\"]\nstate = \"done\"\nby = \"me@here\"\n"
            ));
        }
    }
    text
}

/// A folder with a state file of this text and no history.
pub(crate) fn state(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    RealDisk.write_new(&path, text.as_bytes()).unwrap();
    folder
}

/// What a start finds in a state of so many items.
pub(crate) fn opened(items: usize) -> Opened {
    static OPENED: OnceLock<Mutex<BTreeMap<usize, Opened>>> = OnceLock::new();
    let known = OPENED.get_or_init(Mutex::default);
    let mut known = known.lock().unwrap();
    let opened = known.entry(items).or_insert_with(|| {
        let folder = saved(items);
        let path = folder.path().join("state.toml");
        Store::new(Box::new(RealDisk), &path, session())
            .open()
            .unwrap()
    });
    opened.clone()
}
