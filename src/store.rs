//! State and history on disk.
//!
//! `state.toml` is the sum of all changes, for people and for the next start. Beside it, in `state.history/`, each
//! session appends its changes to a file of its own; `summed.toml` there is the state as the program last wrote it, so
//! that a hand edit shows as a difference, and `kept-*.toml` are older states. Saving appends and syncs the lines first, then replaces the state whole.

pub mod disk;
pub mod folder;
pub mod history;
mod lock;
pub mod paths;
pub mod saver;
pub mod state;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use crate::project::book::Book;
use crate::project::change::{Change, Key, Session};
use disk::Disk;
use history::Lines;
use state::{Dress, Here, Values};

/// What went wrong with the state, in plain English with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Trouble {
    fn with(path: &Path, what: &str, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::QuotaExceeded => "your disk quota is used up".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
            io::ErrorKind::PermissionDenied => "you have no permission".to_owned(),
            io::ErrorKind::StaleNetworkFileHandle => "the network disk lost the file".to_owned(),
            _ => error.to_string(),
        };
        Self(format!("cannot {what} {}: {reason}", path.display()))
    }
}

/// What was found at a start.
pub struct Opened {
    /// The sum of all changes.
    pub book: Book,
    /// Where the user was.
    pub here: Here,
    /// Values that somebody wrote into the state file by hand since; the caller makes changes of them.
    pub edited: Vec<(Key, String)>,
    /// Why nothing can be saved, if so.
    pub read_only: Option<String>,
}

/// The state file of one user with its history.
pub struct Store {
    disk: Box<dyn Disk>,
    path: PathBuf,
    history: PathBuf,
    session: Session,
    /// How many bytes of each session's file have been read.
    read: BTreeMap<PathBuf, usize>,
    /// Whether the last append may have left half a line.
    torn: bool,
    /// Whether this session has kept the state that it found.
    kept: bool,
    read_only: Option<String>,
}

/// What a save found beside its own changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Changes that other sessions made meanwhile.
    pub foreign: Vec<Change>,
    /// Values that somebody wrote into the state file by hand.
    pub edited: Vec<(Key, String)>,
}

impl Store {
    /// A store for a state file; nothing is touched yet.
    pub fn new(disk: Box<dyn Disk>, path: &Path, session: Session) -> Self {
        // A linked state file is followed: the new file must appear where the link leads.
        let path = disk.real_path(path);
        let history = path.with_extension("history");
        Self {
            disk,
            path,
            history,
            session,
            read: BTreeMap::new(),
            torn: false,
            kept: false,
            read_only: None,
        }
    }

    /// Where the state file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn summed_path(&self) -> PathBuf {
        self.history.join("summed.toml")
    }

    fn own_history(&self) -> PathBuf {
        self.history.join(format!("{}.tsv", self.session.id))
    }

    /// Reads state and history.
    ///
    /// # Errors
    ///
    /// If the state file or the history cannot be read or understood; nothing is changed then.
    pub fn open(&mut self) -> Result<Opened, Trouble> {
        let (text, _) = self.text(&self.path)?;
        let document = state::parse(&text).map_err(|why| self.broken(&why))?;
        if let Some(format) = state::newer_format(&document) {
            let why = format!(
                "the state file has format {format}; this program knows 1, a newer one is needed"
            );
            self.read_only = Some(why);
        }
        let mut book = Book::default();
        for change in self.news()? {
            book.add(&change);
        }
        let edited = self.edited(&state::values(&document))?;
        let edited = edited
            .into_iter()
            .filter(|(key, value)| {
                book.heads(key)
                    .last()
                    .map_or("", |held| held.value.as_str())
                    != value
            })
            .collect();
        Ok(Opened {
            book,
            here: state::here(&document),
            edited,
            read_only: self.read_only.clone(),
        })
    }

    fn broken(&self, why: &str) -> Trouble {
        let summed = self.summed_path();
        let advice = if self.disk.exists(&summed) {
            format!("the last good copy is {}", summed.display())
        } else {
            "mend the line, or move the file away".to_owned()
        };
        Trouble(format!(
            "{}: {why}\nNothing was changed. Mend the line and start again; {advice}.",
            self.path.display()
        ))
    }

    fn text(&self, path: &Path) -> Result<(String, Dress), Trouble> {
        let bytes = match self.disk.read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Trouble::with(path, "read", &error)),
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let line = 1 + error
                .as_bytes()
                .iter()
                .take(error.utf8_error().valid_up_to())
                .filter(|&&b| b == b'\n')
                .count();
            Trouble(format!(
                "{}:{line}: the file is not UTF-8 text; save it as UTF-8",
                path.display()
            ))
        })?;
        Ok(state::undress(&text))
    }

    /// Values of the state that differ from what the program wrote: somebody's hand.
    fn edited(&self, now: &Values) -> Result<Vec<(Key, String)>, Trouble> {
        let (text, _) = self.text(&self.summed_path())?;
        let written = state::parse(&text)
            .map(|document| state::values(&document))
            .unwrap_or_default();
        let changed = now
            .iter()
            .filter(|&(key, value)| written.get(key) != Some(value));
        let gone = written.keys().filter(|key| !now.contains_key(key));
        Ok(changed
            .map(|(key, value)| (key.clone(), value.clone()))
            .chain(gone.map(|key| (key.clone(), String::new())))
            .collect())
    }

    /// Changes in the history that have not been read yet.
    fn news(&mut self) -> Result<Vec<Change>, Trouble> {
        let files = match self.disk.list(&self.history) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Trouble::with(&self.history, "read", &error)),
        };
        let own = self.own_history();
        let mut news = Vec::new();
        for file in files {
            if file == own || file.extension().is_none_or(|extension| extension != "tsv") {
                continue;
            }
            let bytes = self
                .disk
                .read(&file)
                .map_err(|error| Trouble::with(&file, "read", &error))?;
            let from = self.read.get(&file).copied().unwrap_or(0);
            let Lines { changes, read } = history::read(bytes.get(from..).unwrap_or_default());
            self.read.insert(file, from + read);
            news.extend(changes);
        }
        Ok(news)
    }

    /// Writes changes and where the user is: history lines first, then the state.
    ///
    /// # Errors
    ///
    /// If anything could not be written. What is on disk is then the old state or the new one, whole; saving the same
    /// changes again later does no harm.
    pub fn save(&mut self, changes: &[Change], here: &Here) -> Result<Outcome, Trouble> {
        if let Some(why) = &self.read_only {
            return Err(Trouble(why.clone()));
        }
        let folder = self.path.parent().unwrap_or(Path::new(".")).to_owned();
        let made = self
            .disk
            .make_folder(&folder)
            .and_then(|()| self.disk.make_folder(&self.history));
        made.map_err(|error| Trouble::with(&self.history, "make", &error))?;
        let lock = lock::take(self.disk.as_ref(), &self.path, &self.session)?;
        let outcome = self.save_locked(changes, here, &folder);
        lock.release(self.disk.as_ref());
        outcome
    }

    fn save_locked(
        &mut self,
        changes: &[Change],
        here: &Here,
        folder: &Path,
    ) -> Result<Outcome, Trouble> {
        self.append(changes)?;
        let foreign = self.news()?;
        let (text, dress) = self.text(&self.path)?;
        let mut document = state::parse(&text).map_err(|why| self.broken(&why))?;
        let touched: Vec<&Key> = changes
            .iter()
            .chain(&foreign)
            .map(|change| &change.key)
            .collect();
        let mut edited = self.edited(&state::values(&document))?;
        edited.retain(|(key, _)| !touched.contains(&key));
        let (summed, _) = self.text(&self.summed_path())?;
        let mut summed = state::parse(&summed).unwrap_or_default();
        // Foreign lines first: where both touched a field, ours came later to this file.
        for change in foreign.iter().chain(changes) {
            state::set(&mut document, change);
            state::set(&mut summed, change);
        }
        state::set_here(&mut document, here);
        state::set_here(&mut summed, here);
        self.keep_copies(&dress.on(&text))?;
        self.replace(&self.path, &dress.on(&document.to_string()), folder)?;
        self.replace(&self.summed_path(), &summed.to_string(), &self.history)?;
        Ok(Outcome { foreign, edited })
    }

    fn append(&mut self, changes: &[Change]) -> Result<(), Trouble> {
        if changes.is_empty() {
            return Ok(());
        }
        let own = self.own_history();
        let mut lines = String::new();
        if !self.disk.exists(&own) {
            lines.push_str(history::HEADER);
        } else if self.torn {
            lines.push('\n');
        }
        for change in changes {
            lines.push_str(&history::line(change));
        }
        self.torn = true;
        self.disk
            .append(&own, lines.as_bytes())
            .map_err(|error| Trouble::with(&own, "write", &error))?;
        self.torn = false;
        Ok(())
    }

    /// Keeps the state as this session found it, the last one of an earlier day, and that of an earlier week.
    fn keep_copies(&mut self, text: &str) -> Result<(), Trouble> {
        if text.is_empty() {
            return Ok(());
        }
        let keep = |name: &str| self.replace(&self.history.join(name), text, &self.history);
        if !self.kept {
            keep("kept-session.toml")?;
        }
        let today = chrono::Utc::now().date_naive();
        let written = self
            .disk
            .written_on(&self.path)
            .map_err(|error| Trouble::with(&self.path, "read", &error))?;
        if written < today {
            keep("kept-yesterday.toml")?;
            if written.iso_week() != today.iso_week() {
                keep("kept-last-week.toml")?;
            }
        }
        self.kept = true;
        Ok(())
    }

    /// Replaces a file whole: a new file in the same folder, synced, read back, renamed, and the folder synced.
    fn replace(&self, path: &Path, text: &str, folder: &Path) -> Result<(), Trouble> {
        let fresh = path.with_extension(format!("toml.new-{}", self.session.id));
        let written = self.disk.write_new(&fresh, text.as_bytes()).and_then(|()| {
            if self.disk.read(&fresh)? == text.as_bytes() {
                self.disk.rename(&fresh, path)
            } else {
                Err(io::Error::other(
                    "what was written does not read back the same",
                ))
            }
        });
        if let Err(error) = written {
            // Best effort: a left-over is overwritten by the next save of this session.
            let _ = self.disk.remove(&fresh);
            return Err(Trouble::with(path, "save", &error));
        }
        self.disk
            .sync_folder(folder)
            .map_err(|error| Trouble::with(folder, "sync", &error))
    }
}

#[cfg(test)]
mod tests;
