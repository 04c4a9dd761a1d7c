//! One session at work beside others: it changes shared fields, saves, takes in, starts anew, and writes by hand.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::Utc;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field};
use roadsigns::project::opened::Here;
use roadsigns::store::disk::{Disk, RealDisk};
use roadsigns::store::{Store, line, lock, process};
use rustix::process::{Signal, getpid, kill_process};

use super::around::{Around, Call};
use super::item::{PROJECT, key, session};
use super::told::holds;

/// How long one save may take with all its tries.
const PATIENCE: Duration = Duration::from_mins(1);
/// The fields that they share.
const FIELDS: [Field; 4] = [Field::Owner, Field::Note, Field::Evidence, Field::DecidedBy];

/// What a session is to do.
pub(crate) struct Worker<'a> {
    pub(crate) folder: &'a Path,
    pub(crate) name: &'a str,
    pub(crate) seed: u64,
    pub(crate) edits: u32,
    /// Whether it is killed at some call to the disk.
    pub(crate) dies: bool,
}

/// What a session has done, as it wrote it down itself.
#[derive(Default)]
pub(crate) struct Log {
    /// The names under which it made changes.
    pub(crate) sessions: BTreeSet<String>,
    /// Changes that it made.
    pub(crate) made: Vec<Change>,
    /// Changes that it was told to be saved.
    pub(crate) said: Vec<Change>,
    /// What it wrote by hand: the value before, and the new one.
    pub(crate) by_hand: Vec<(String, String)>,
}

impl Log {
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let text = fs::read_to_string(folder.join(format!("{name}.log"))).unwrap_or_default();
        let mut log = Self::default();
        // What was torn by a kill was never said.
        let whole = text
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'));
        for (kind, rest) in whole.filter_map(|line| line.trim_end_matches('\n').split_once('\t')) {
            match kind {
                "session" => drop(log.sessions.insert(rest.to_owned())),
                "hand" => {
                    let (before, value) = rest.split_once('\t').unwrap();
                    log.by_hand.push((before.to_owned(), value.to_owned()));
                }
                _ => {
                    let change = line::parse(rest).unwrap();
                    if kind == "said" {
                        log.said.push(change);
                    } else {
                        log.made.push(change);
                    }
                }
            }
        }
        log
    }
}

/// A disk at which the process is killed after so many calls; half of what it was writing may be there then.
fn deadly(left: Option<u32>) -> impl Disk + 'static {
    let left = Cell::new(left);
    Around(move |call: Call<'_>| match (left.get(), call) {
        (_, Call::Look | Call::Folder) => {}
        (Some(0), call) => {
            // Whether it can be written matters to nobody any more.
            let _ = match call {
                Call::Append(path, bytes) => RealDisk.append(path, &bytes[..bytes.len() / 2]),
                Call::WriteNew(path, bytes) => RealDisk.write_new(path, &bytes[..bytes.len() / 2]),
                _ => Ok(()),
            };
            kill_process(getpid(), Signal::KILL).unwrap();
        }
        (now, _) => left.set(now.map(|left| left - 1)),
    })
}

/// A store of a session of this name, on a disk that works.
pub(crate) fn store(folder: &Path, id: &str) -> Store {
    let state = folder.join("state.toml");
    Store::new(Box::new(RealDisk), &state, session(id))
}

/// A session with what it knows.
struct AtWork<'a> {
    worker: &'a Worker<'a>,
    random: fastrand::Rng,
    log: File,
    starts: u32,
    values: u32,
    made: u32,
    store: Store,
    author: Author,
    book: Book,
}

/// Works as it was told; `say` tells how far it has come, and waits where that is wanted.
pub(crate) fn work(worker: &Worker<'_>, say: impl Fn(&str)) {
    let log = File::create(worker.folder.join(format!("{}.log", worker.name))).unwrap();
    let mut at_work = AtWork {
        worker,
        random: fastrand::Rng::with_seed(worker.seed),
        log,
        starts: 0,
        values: 0,
        made: 0,
        store: store(worker.folder, "none"),
        author: Author::new(session("none")),
        book: Book::default(),
    };
    at_work.start();
    say("ready");
    while at_work.made < worker.edits {
        match at_work.random.u32(0..10) {
            0 => at_work.start(),
            1 => at_work.by_hand(),
            _ => {}
        }
        let together = at_work.random.usize(1..4);
        at_work.change(together);
    }
    say("done");
    at_work.save(&[]);
    let path = worker.folder.join(format!("{}.book", worker.name));
    let book = format!("{:?}", holds(&at_work.book));
    RealDisk.write_new(&path, book.as_bytes()).unwrap();
    say("looked");
}

impl AtWork<'_> {
    fn log(&mut self, line: &str) {
        self.log.write_all(line.as_bytes()).unwrap();
    }

    fn value(&mut self) -> String {
        self.values += 1;
        format!("{} value {}", self.worker.name, self.values)
    }

    /// Starts anew, having said so before or not.
    fn start(&mut self) {
        if self.random.bool() {
            self.store.close();
        }
        self.starts += 1;
        let id = format!("{}s{}", self.worker.name, self.starts);
        self.log(&format!("session\t{id}\n"));
        let left = self.worker.dies.then(|| self.random.u32(0..120));
        let state = self.worker.folder.join("state.toml");
        self.store = Store::new(Box::new(deadly(left)), &state, session(&id));
        self.book = self.store.open().unwrap().book;
        self.author = Author::new(session(&id));
    }

    /// Makes some changes, then saves them together.
    fn change(&mut self, together: usize) {
        let mut changes = Vec::new();
        for _ in 0..together {
            let field = &FIELDS[self.random.usize(0..FIELDS.len())];
            let value = self.value();
            let change = self
                .author
                .set(&mut self.book, Utc::now(), key(field), value);
            self.log(&format!("made\t{}", line::of(&change)));
            changes.push(change);
            self.made += 1;
        }
        self.save(&changes);
        for change in &changes {
            self.log(&format!("said\t{}", line::of(change)));
        }
    }

    /// Saves, again and again if need be, as the saver does.
    fn save(&mut self, changes: &[Change]) {
        let here = Here {
            project: PROJECT.to_owned(),
            ..Here::default()
        };
        let until = Instant::now() + PATIENCE;
        loop {
            match self.store.save(changes, &here) {
                Ok(foreign) => {
                    for change in foreign {
                        self.book.add(&change);
                    }
                    return;
                }
                Err(why) => assert!(Instant::now() < until, "{why}"),
            }
        }
    }

    /// Writes into the state file as an editor does, at a moment when nobody saves.
    fn by_hand(&mut self) {
        let state = self.worker.folder.join("state.toml");
        let (host, process) = process::this();
        let holder = lock::Holder {
            host,
            process,
            since: Utc::now(),
        };
        let text = toml::to_string(&holder).unwrap();
        let lock = lock::path_of(&state);
        if RealDisk.create_exclusive(&lock, text.as_bytes()).is_err() {
            return;
        }
        let text = fs::read_to_string(&state).unwrap_or_default();
        let field = FIELDS[self.random.usize(0..FIELDS.len())].name();
        let begin = format!("\n{field} = \"");
        if let Some((before, rest)) = text.split_once(&begin) {
            let (old, rest) = rest.split_once('"').unwrap();
            let value = format!("{} by hand", self.value());
            self.log(&format!("hand\t{old}\t{value}\n"));
            let fresh = state.with_extension(format!("{}~", self.worker.name));
            let text = format!("{before}{begin}{value}\"{rest}");
            RealDisk.write_new(&fresh, text.as_bytes()).unwrap();
            fs::rename(&fresh, &state).unwrap();
        }
        fs::remove_file(&lock).unwrap();
    }
}
