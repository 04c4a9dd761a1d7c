//! State and history on disk.
//!
//! `state.toml` is the sum of all changes, for people and for the next start; beside it `state.history/` holds the
//! changes themselves (`history`), older states ([`kept`]) and half-written text (`drafts`).
//!
//! A save, under the lock:
//!
//! 1. appends the lines of its changes and syncs them: from here on they are safe
//! 2. reads what other sessions appended, and what somebody wrote into the state file by hand
//! 3. sums everything up, keeps the old state where that is due, and replaces `state.toml` whole
//!
//! Whatever breaks off, the state is the old one or the new one, and the next save sums all lines again.

mod by_hand;
pub mod disk;
mod drafts;
pub mod folder;
mod history;
pub mod kept;
pub mod line;
pub mod lock;
pub mod paths;
pub mod process;
mod replace;
pub mod saver;
pub mod state;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Utc;
use toml_edit::DocumentMut;

use crate::project::book::Book;
use crate::project::change::{Change, Session};
use crate::project::draft::Draft;
use crate::project::opened::{Here, Opened, Unsaved};
use by_hand::Hand;
use disk::Disk;
use history::History;
use replace::replace;
use state::{Contents, Dress};

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

/// The state file of one user with its history.
pub struct Store {
    disk: Box<dyn Disk>,
    path: PathBuf,
    history: History,
    session: Session,
    hand: Hand,
    /// The sum of all lines that this session has read or written.
    book: Book,
    /// Changes that were found by hand and have no line yet.
    by_hand: Vec<Change>,
    /// Changes of others that no save has handed on yet, because it broke off.
    foreign: Vec<Change>,
    /// Whether this session has kept the state that it found.
    kept: bool,
    /// Whether it has folded what had ended.
    folded: bool,
}

/// The state file as it was read.
struct Found {
    text: String,
    dress: Dress,
    document: Result<DocumentMut, String>,
}

impl Store {
    /// A store for a state file; nothing is touched yet.
    pub fn new(disk: Box<dyn Disk>, path: &Path, session: Session) -> Self {
        Self {
            disk,
            path: path.to_owned(),
            history: History::new(path.with_extension("history"), &session.id),
            hand: Hand::of(&session),
            session,
            book: Book::default(),
            by_hand: Vec::new(),
            foreign: Vec::new(),
            kept: false,
            folded: false,
        }
    }

    /// Where the state file is; before it was opened, where it was said to be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the history.
    pub fn history(&self) -> &Path {
        self.history.folder()
    }

    /// Reads state and history.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read; nothing is changed then.
    pub fn open(&mut self) -> Result<Opened, Trouble> {
        // A linked state file is followed: the new file must appear where the link leads.
        self.path = self.disk.real_path(&self.path);
        self.history = History::new(self.path.with_extension("history"), &self.session.id);
        let found = self.find()?;
        self.book = self.history.load(self.disk.as_ref())?;
        let (here, unsaved) = match &found.document {
            Ok(document) => {
                self.by_hand = self.read_hand(&state::contents(document)).0;
                for change in &self.by_hand {
                    self.book.add(change);
                }
                let newer = state::newer_format(document).map(Unsaved::Newer);
                (state::here(document), newer)
            }
            Err(why) => (Here::default(), Some(Unsaved::Broken(self.broken(why).0))),
        };
        Ok(Opened {
            book: self.book.clone(),
            here,
            unsaved,
            drafts: drafts::left_behind(self.disk.as_ref(), self.history.folder()),
        })
    }

    fn broken(&self, why: &str) -> Trouble {
        Trouble(format!("{}: {why}", self.path.display()))
    }

    fn find(&self) -> Result<Found, Trouble> {
        let bytes = match self.disk.read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Trouble::with(&self.path, "read", &error)),
        };
        Ok(match String::from_utf8(bytes) {
            Ok(text) => {
                let (bare, dress) = state::undress(&text);
                let document = state::parse(&bare);
                Found {
                    text,
                    dress,
                    document,
                }
            }
            Err(error) => {
                let before = error
                    .as_bytes()
                    .iter()
                    .take(error.utf8_error().valid_up_to());
                let line = 1 + before.filter(|&&byte| byte == b'\n').count();
                Found {
                    text: String::new(),
                    dress: Dress::default(),
                    document: Err(format!("line {line} is not UTF-8 text; save it as UTF-8")),
                }
            }
        })
    }

    /// What somebody wrote by hand, as changes, and whether the base is still under its name of next.
    fn read_hand(&mut self, now: &Contents) -> (Vec<Change>, by_hand::Base) {
        let base = by_hand::base(self.disk.as_ref(), self.history.folder(), now);
        let edits = by_hand::edits(now, &base.contents);
        let changes = self
            .hand
            .changes(&self.book, edits, &base.contents, Utc::now());
        (changes, base)
    }

    /// Writes changes and where the user is: history lines first, then the state. Gives back what others changed.
    ///
    /// # Errors
    ///
    /// If anything could not be written. What is on disk is then the old state or the new one, whole; saving the same
    /// changes again later does no harm.
    pub fn save(&mut self, changes: &[Change], here: &Here) -> Result<Vec<Change>, Trouble> {
        let folder = self.path.parent().unwrap_or(Path::new(".")).to_owned();
        let history = self.history.folder().to_owned();
        self.disk
            .make_folder(&folder)
            .and_then(|()| self.disk.make_folder(&history))
            .map_err(|error| Trouble::with(&history, "make", &error))?;
        let lock = lock::take(self.disk.as_ref(), &self.path, &self.session.id)?;
        let outcome = self.save_locked(changes, here);
        lock.release(self.disk.as_ref());
        outcome
    }

    fn save_locked(&mut self, changes: &[Change], here: &Here) -> Result<Vec<Change>, Trouble> {
        let found = self.find()?;
        if let Ok(document) = &found.document
            && let Some(why) = state::newer_format(document)
        {
            return Err(Trouble(why));
        }
        self.append_by_hand()?;
        self.history.append(self.disk.as_ref(), changes)?;
        for change in changes {
            self.book.add(change);
        }
        let news = self.history.news(self.disk.as_ref(), &mut self.book)?;
        self.foreign.extend(news);
        let mut document = found.document.map_err(|why| self.broken(&why))?;
        let now = state::contents(&document);
        let (by_hand, base) = self.read_hand(&now);
        self.foreign.extend(by_hand.iter().cloned());
        for change in &by_hand {
            self.book.add(change);
        }
        self.by_hand = by_hand;
        self.append_by_hand()?;
        if base.is_next {
            self.promote()?;
        }
        state::sum(&mut document, &self.book);
        state::set_here(&mut document, here);
        let fresh = found.dress.on(&document.to_string());
        if fresh != found.text {
            self.keep_copies(&found.text)?;
            let is_sum =
                state::contents(&document) != base.contents || base.contents == Contents::default();
            if is_sum {
                self.write_next(&document)?;
            }
            replace(
                self.disk.as_ref(),
                &self.path,
                fresh.as_bytes(),
                &self.session.id,
            )
            .map_err(|error| Trouble::with(&self.path, "save", &error))?;
            if is_sum {
                self.promote()?;
            }
        }
        if !self.folded {
            // Only tidying: what cannot be folded now is folded another time.
            let _ = self.history.fold(self.disk.as_ref(), &self.book);
            self.folded = true;
        }
        Ok(std::mem::take(&mut self.foreign))
    }

    /// What was written by hand gets its lines; until it has them it is kept for the next try.
    fn append_by_hand(&mut self) -> Result<(), Trouble> {
        self.history.append(self.disk.as_ref(), &self.by_hand)?;
        self.by_hand.clear();
        Ok(())
    }

    fn write_next(&self, document: &DocumentMut) -> Result<(), Trouble> {
        let path = by_hand::next(self.history.folder());
        self.disk
            .write_new(&path, document.to_string().as_bytes())
            .map_err(|error| Trouble::with(&path, "save", &error))
    }

    /// The state that was being written has been written.
    fn promote(&self) -> Result<(), Trouble> {
        let folder = self.history.folder();
        self.disk
            .rename(&by_hand::next(folder), &by_hand::summed(folder))
            .map_err(|error| Trouble::with(folder, "save in", &error))
    }

    fn keep_copies(&mut self, text: &str) -> Result<(), Trouble> {
        if text.is_empty() {
            return Ok(());
        }
        let about = self
            .disk
            .about(&self.path)
            .map_err(|error| Trouble::with(&self.path, "read", &error))?;
        kept::keep(
            self.disk.as_ref(),
            self.history.folder(),
            text,
            about.written,
            !self.kept,
            &self.session.id,
        )?;
        self.kept = true;
        Ok(())
    }

    /// Writes half-written text down, or removes what was written of it.
    ///
    /// # Errors
    ///
    /// If it could not be written.
    pub fn keep_draft(&self, draft: Option<&Draft>) -> Result<(), Trouble> {
        drafts::write(
            self.disk.as_ref(),
            self.history.folder(),
            &self.session.id,
            draft,
        )
    }

    /// Removes the draft of another session: it has been taken over, or is not wanted.
    ///
    /// # Errors
    ///
    /// If it is there and could not be removed.
    pub fn drop_draft(&self, path: &Path) -> Result<(), Trouble> {
        drafts::drop(self.disk.as_ref(), path)
    }

    /// Changes found by hand in the state file, which the next save gives their lines.
    pub fn unwritten(&self) -> &[Change] {
        &self.by_hand
    }

    /// Every change of the history in order.
    ///
    /// # Errors
    ///
    /// If a file of it cannot be read.
    pub fn recall(&self) -> Result<Vec<Change>, Trouble> {
        self.history.all(self.disk.as_ref())
    }

    /// Sets a broken state file aside as a copy, and writes a new one: the last good one with all that the history
    /// holds. Says where the broken one is now.
    ///
    /// # Errors
    ///
    /// If anything could not be written; the broken file stands then as it was.
    pub fn mend(&mut self) -> Result<PathBuf, Trouble> {
        let lock = lock::take(self.disk.as_ref(), &self.path, &self.session.id)?;
        let mended = self.mend_locked();
        lock.release(self.disk.as_ref());
        mended
    }

    fn mend_locked(&mut self) -> Result<PathBuf, Trouble> {
        let stamp = Utc::now().format("%Y-%m-%d-%H%M%S");
        let aside = self.path.with_extension(format!("broken-{stamp}.toml"));
        let broken = self
            .disk
            .read(&self.path)
            .map_err(|error| Trouble::with(&self.path, "read", &error))?;
        self.disk
            .create_exclusive(&aside, &broken)
            .map_err(|error| Trouble::with(&aside, "write", &error))?;
        self.history.news(self.disk.as_ref(), &mut self.book)?;
        let folder = self.history.folder();
        let copies = [by_hand::summed(folder), by_hand::next(folder)];
        let good = copies.iter().find_map(|path| {
            let text = String::from_utf8(self.disk.read(path).ok()?).ok()?;
            state::parse(&text).ok()
        });
        let mut document = good.unwrap_or_default();
        state::sum(&mut document, &self.book);
        self.write_next(&document)?;
        replace(
            self.disk.as_ref(),
            &self.path,
            document.to_string().as_bytes(),
            &self.session.id,
        )
        .map_err(|error| Trouble::with(&self.path, "save", &error))?;
        self.promote()?;
        Ok(aside)
    }

    /// Says that this session has left.
    pub fn close(&mut self) {
        self.history.end(self.disk.as_ref());
    }
}

#[cfg(test)]
mod tests;
