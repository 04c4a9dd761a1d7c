//! What somebody wrote into the state file by hand: its difference from what the program wrote there last.
//!
//! `summed.toml` in the history's folder is the state as it was last written, `summed-next.toml` the one that is being
//! written. A crash leaves either in force, and the state file tells which: the one that it differs from least.

use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _, Utc};

use super::disk::Disk;
use super::state::{self, Contents};
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId, Key, Session};

/// The state as the program wrote it.
#[derive(Debug)]
pub(super) struct Base {
    /// What it held; nothing if the program has written none yet.
    pub(super) contents: Contents,
    /// Whether it is still under its name of the time when it was being written.
    pub(super) is_next: bool,
}

pub(super) fn summed(history: &Path) -> PathBuf {
    history.join("summed.toml")
}

pub(super) fn next(history: &Path) -> PathBuf {
    history.join("summed-next.toml")
}

/// What the state file was before somebody's hand came over it.
pub(super) fn base(disk: &dyn Disk, history: &Path, now: &Contents) -> Base {
    let read = |path: PathBuf| {
        let text = String::from_utf8(disk.read(&path).ok()?).ok()?;
        state::parse(&text)
            .ok()
            .map(|document| state::contents(&document))
    };
    let candidates = [(summed(history), false), (next(history), true)];
    let found = candidates.into_iter().filter_map(|(path, is_next)| {
        let contents = read(path)?;
        Some(Base { contents, is_next })
    });
    found
        .min_by_key(|base| edits(now, &base.contents).len())
        .unwrap_or(Base {
            contents: Contents::default(),
            is_next: false,
        })
}

/// Values that differ from the base. A line that is gone clears its field; a whole table that is gone does not, since
/// nothing is ever deleted, and a file cut short looks the same.
pub(super) fn edits(now: &Contents, base: &Contents) -> Vec<(Key, String)> {
    let changed = now
        .values
        .iter()
        .filter(|&(key, value)| base.values.get(key) != Some(value));
    let gone = base.values.keys().filter(|key| {
        let table = (key.subject.clone(), key.place.clone());
        !now.values.contains_key(key) && now.tables.contains(&table)
    });
    changed
        .map(|(key, value)| (key.clone(), value.clone()))
        .chain(gone.map(|key| (key.clone(), String::new())))
        .collect()
}

/// Makes changes of what people wrote by hand, under a name of its own beside the session's.
#[derive(Debug)]
pub(super) struct Hand {
    session: Session,
    number: u32,
}

impl Hand {
    pub(super) fn of(session: &Session) -> Self {
        Self {
            session: Session {
                id: format!("{}h", session.id),
                by: format!("by hand ({})", session.by),
                guide: session.guide.clone(),
            },
            number: 0,
        }
    }

    /// The changes of the edits that the book does not hold yet. Each replaces what its author saw in the file.
    pub(super) fn changes(
        &mut self,
        book: &Book,
        edits: Vec<(Key, String)>,
        base: &Contents,
        at: DateTime<Utc>,
    ) -> Vec<Change> {
        let is_news = |(key, value): &(Key, String)| {
            let held = book.heads(key).last();
            held.map_or("", |held| held.value.as_str()) != value
        };
        let edits = edits.into_iter().filter(is_news);
        let changes = edits.map(|(key, value)| {
            let stood = base.values.get(&key).map_or("", String::as_str);
            let beside = base.clashes.get(&key).map_or(&[][..], Vec::as_slice);
            let seen = book
                .heads(&key)
                .iter()
                .filter(|held| held.value == stood || beside.contains(&held.value));
            self.number += 1;
            Change {
                id: ChangeId {
                    session: self.session.id.clone(),
                    number: self.number,
                },
                replaces: seen.map(|held| held.id.clone()).collect(),
                by: self.session.by.clone(),
                at: at.trunc_subsecs(3),
                guide: self.session.guide.clone(),
                key,
                value,
            }
        });
        changes.collect()
    }
}
