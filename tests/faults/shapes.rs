//! What saves look like: an ordinary one, the first ever, with a hand edit, beside others, with all the tidying due.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field, Key};
use roadsigns::project::opened::Here;
use roadsigns::store::Store;
use roadsigns::store::disk::{Disk, RealDisk};
use tempfile::TempDir;

use super::model::Model;

pub(crate) use super::item::{ITEM, PROJECT, key, session};

/// Where a save happens.
pub(crate) trait Ground {
    /// Its disk, which works.
    fn disk(&self) -> Box<dyn Disk>;
    /// The state file on it.
    fn state(&self) -> PathBuf;
    /// Lets a file have been written so many days ago.
    fn age(&self, path: &Path, days: u32);
}

/// A folder of this machine.
pub(crate) struct RealGround(TempDir);

impl RealGround {
    /// A new one, in memory where the machine has such a place: thousands of saves wait for no disk then.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap()))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Ground for RealGround {
    fn disk(&self) -> Box<dyn Disk> {
        Box::new(RealDisk)
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("state.toml")
    }

    fn age(&self, path: &Path, days: u32) {
        let then = SystemTime::now() - Duration::from_hours(24) * days;
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(then).unwrap();
    }
}

impl Ground for Model {
    fn disk(&self) -> Box<dyn Disk> {
        Box::new(self.clone())
    }

    fn state(&self) -> PathBuf {
        "/state.toml".into()
    }

    fn age(&self, path: &Path, days: u32) {
        Self::age(self, path, Utc::now() - TimeDelta::days(days.into()));
    }
}

/// A save with what comes before it.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// Before the session starts.
    pub(crate) before: &'static [fn(&dyn Ground)],
    /// While it runs.
    pub(crate) meanwhile: &'static [fn(&dyn Ground)],
    /// What the session changes, by field and value.
    pub(crate) changes: &'static [(Field, &'static str)],
    /// What people write by hand.
    pub(crate) by_hand: &'static [(Field, &'static str)],
}

const LEAD: (Field, &str) = (Field::Owner, "Head of contracting");
const NOTE: (Field, &str) = (Field::Note, "two\nlines, a \"quote\" and a\ttab");

impl Shape {
    /// What people write by hand, as changes of the item's fields.
    pub(crate) fn edits(&self) -> Vec<(Key, String)> {
        let edits = self.by_hand.iter();
        edits
            .map(|(field, value)| (key(field), (*value).to_owned()))
            .collect()
    }
}

/// All of them.
pub(crate) const SHAPES: &[Shape] = &[
    Shape {
        name: "the first ever",
        before: &[],
        meanwhile: &[],
        changes: &[(Field::State, "done"), LEAD, NOTE],
        by_hand: &[],
    },
    Shape {
        name: "an ordinary one",
        before: &[ordinary],
        meanwhile: &[],
        changes: &[LEAD, NOTE],
        by_hand: &[],
    },
    Shape {
        name: "with hand edits, one of them of the same field",
        before: &[ordinary, evidence_by_hand],
        meanwhile: &[owner_by_hand],
        changes: &[LEAD, NOTE],
        by_hand: &[
            (Field::Evidence, "Folder 9, by hand"),
            (Field::Owner, "Nobody yet, by hand"),
        ],
    },
    Shape {
        name: "beside another session",
        before: &[ordinary, cut_off],
        meanwhile: &[another],
        changes: &[(Field::Note, "Seen"), (Field::State, "blocked")],
        by_hand: &[],
    },
    Shape {
        name: "with lines to fold",
        before: &[ordinary, ended, ended_too],
        meanwhile: &[],
        changes: &[LEAD],
        by_hand: &[],
    },
    Shape {
        name: "with copies of yesterday and last week due",
        before: &[ordinary, long_ago],
        meanwhile: &[another],
        changes: &[LEAD, (Field::Due, "2026-12-17")],
        by_hand: &[],
    },
    Shape {
        name: "with everything at once",
        before: &[ordinary, ended, cut_off, evidence_by_hand, long_ago],
        meanwhile: &[owner_by_hand],
        // The evidence in place of what was written by hand.
        changes: &[LEAD, NOTE, (Field::Evidence, "Folder 10")],
        by_hand: &[
            (Field::Evidence, "Folder 9, by hand"),
            (Field::Owner, "Nobody yet, by hand"),
        ],
    },
];

/// A store of a session of this name.
pub(crate) fn store(ground: &dyn Ground, id: &str) -> Store {
    Store::new(ground.disk(), &ground.state(), session(id))
}

/// Where the user is.
pub(crate) fn here() -> Here {
    Here {
        project: PROJECT.to_owned(),
        places: [(PROJECT.to_owned(), "toolkit/procurement".to_owned())].into(),
        read: ["updates/modern-slavery".to_owned()].into(),
    }
}

/// Changes of a session to a book, one a second from a given one on.
pub(crate) fn changes(
    author: &mut Author,
    book: &mut Book,
    second: i64,
    values: &[(Field, &str)],
) -> Vec<Change> {
    let values = (second..).zip(values);
    let changes = values.map(|(second, (field, value))| {
        let at = DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap();
        author.set(book, at, key(field), (*value).to_owned())
    });
    changes.collect()
}

/// A whole session: it opens, saves values and says that it has left, or does not.
fn saved(ground: &dyn Ground, id: &str, second: i64, values: &[(Field, &str)], leaves: bool) {
    let mut store = store(ground, id);
    let mut book = store.open().unwrap().book;
    let changes = changes(&mut Author::new(session(id)), &mut book, second, values);
    store.save(&changes, &here()).unwrap();
    if leaves {
        store.close();
    }
}

fn ordinary(ground: &dyn Ground) {
    let values = [
        (Field::State, "in-hand"),
        (Field::Owner, "Finance lead"),
        (Field::Evidence, "Folder 7"),
    ];
    saved(ground, "ordinary", 0, &values, false);
}

fn another(ground: &dyn Ground) {
    let values = [
        (Field::DecidedBy, "The board"),
        (Field::Owner, "Somebody else"),
    ];
    saved(ground, "another", 30, &values, false);
}

fn ended(ground: &dyn Ground) {
    let long = "x".repeat(70_000);
    let values = [(Field::Reason, long.as_str()), (Field::Reason, "short")];
    saved(ground, "ended", 10, &values, true);
}

fn ended_too(ground: &dyn Ground) {
    saved(ground, "endedtoo", 15, &[(Field::DecidedBy, "Me")], true);
}

/// A session that was cut off between its lines and the state.
fn cut_off(ground: &dyn Ground) {
    let (disk, state) = (ground.disk(), ground.state());
    let summed = state.with_extension("history").join("summed.toml");
    let before = [&state, &summed].map(|path| disk.read(path).unwrap());
    let values = [(Field::Owner, "Cut-off lead"), (Field::State, "done")];
    saved(ground, "cutoff", 20, &values, false);
    for (path, bytes) in [&state, &summed].into_iter().zip(before) {
        disk.write_new(path, &bytes).unwrap();
    }
}

fn long_ago(ground: &dyn Ground) {
    ground.age(&ground.state(), 15);
}

fn evidence_by_hand(ground: &dyn Ground) {
    by_hand(ground, "\"Folder 7\"", "\"Folder 9, by hand\" # mine");
}

fn owner_by_hand(ground: &dyn Ground) {
    by_hand(ground, "\"Finance lead\"", "\"Nobody yet, by hand\"");
}

/// As an editor does it: a new file, renamed over the old one.
fn by_hand(ground: &dyn Ground, from: &str, to: &str) {
    let (disk, state) = (ground.disk(), ground.state());
    let text = String::from_utf8(disk.read(&state).unwrap()).unwrap();
    assert!(text.contains(from), "{text}");
    let fresh = state.with_extension("toml~");
    disk.write_new(&fresh, text.replace(from, to).as_bytes())
        .unwrap();
    disk.rename(&fresh, &state).unwrap();
}
