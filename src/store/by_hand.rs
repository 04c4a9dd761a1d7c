//! What somebody wrote into the state file by hand: its difference from what the program wrote there last.
//!
//! `summed.toml` in the history's folder is the state as it was last written, `summed-next.toml` the one that is being
//! written. A crash leaves either in force, and the state file tells which: the one that it differs from least. So the
//! next one must last before the state is replaced, and the state before the next one takes its place.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _, Utc};
use toml_edit::DocumentMut;

use super::disk::Disk;
use super::state::{self, Contents};
use crate::project::audit;
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

/// A state that the program wrote; nothing if it is not there or torn.
pub(super) fn written(disk: &dyn Disk, path: &Path) -> io::Result<Option<DocumentMut>> {
    Ok(read(disk, path)?.and_then(|text| state::parse(&text).ok()))
}

/// The text of a file, if it is there. A disk that does not let us read it must not look like that: all of the state would
/// be taken for written by hand.
fn read(disk: &dyn Disk, path: &Path) -> io::Result<Option<String>> {
    match disk.read(path) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the state file was before somebody's hand came over it. `text` is the file as it stands, `now` what that holds.
pub(super) fn base(
    disk: &dyn Disk,
    history: &Path,
    text: &str,
    now: &Contents,
) -> io::Result<Base> {
    let mut found = Vec::new();
    for (path, is_next) in [(summed(history), false), (next(history), true)] {
        // Mostly no hand came over it: reading the same text once more would take as long again.
        let contents = match read(disk, &path)? {
            Some(written) if written == text => Some(now.clone()),
            Some(written) => state::parse(&written)
                .ok()
                .map(|written| state::contents(&written)),
            None => None,
        };
        found.extend(contents.map(|contents| Base { contents, is_next }));
    }
    let nearest = found
        .into_iter()
        .min_by_key(|base| edits(now, &base.contents).len());
    Ok(nearest.unwrap_or(Base {
        contents: Contents::default(),
        is_next: false,
    }))
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
                by: format!("{} ({})", audit::BY_HAND, session.by),
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
        let is_news = |(key, value): &(Key, String)| book.standing(key) != value;
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
