//! State and history on disk.
//!
//! `state.toml` is the sum of all changes, for people and for the next start; beside it `state.history/` holds the
//! changes themselves (`history`), older states ([`kept`]) and half-written text (`drafts`).
//!
//! A save, under the lock:
//!
//! 1. reads what other sessions appended; what somebody wrote into the state file by hand gets lines of its own, and
//!    counts as known from there on
//! 2. appends the lines of its changes and syncs them: from here on they are safe
//! 3. sums everything up, keeps the old state where that is due, and replaces `state.toml` whole
//!
//! Where the order of two steps matters, the first is synced before the second is made: a power cut may forget or keep
//! any step that was not.
//!
//! Whatever breaks off, the state is the old one or the new one, and the next save sums all lines again.

pub mod beside;
mod by_hand;
pub mod disk;
mod drafts;
pub mod folder;
mod history;
pub mod kept;
pub mod line;
pub mod lock;
mod mending;
pub mod owner;
pub mod paths;
pub mod process;
mod replace;
pub mod saver;
pub mod settings;
pub mod state;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Utc;
use toml_edit::DocumentMut;

use crate::project::book::Book;
use crate::project::change::{Change, Key, Session};
use crate::project::draft::Draft;
use crate::project::opened::{Here, Opened, Unsaved};
use crate::text::clean;
use by_hand::Hand;
use disk::Disk;
use history::History;
use lock::Lock;
use replace::replace_if;
use state::{Contents, Dress};

/// How often a save begins anew because somebody wrote into the state file by hand meanwhile.
const ATTEMPTS: usize = 3;

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
            io::ErrorKind::PermissionDenied => {
                let whose = owner::words(path).map(|words| format!("; {words}"));
                format!("you have no permission{}", whose.unwrap_or_default())
            }
            io::ErrorKind::StaleNetworkFileHandle => "the network disk lost the file".to_owned(),
            _ => error.to_string(),
        };
        Self(format!("cannot {what} {}: {reason}", clean::path(path)))
    }
}

/// The text of a file that a person may have written; else why it is none, with the line.
fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        let line = 1 + before.filter(|&&byte| byte == b'\n').count();
        format!("line {line} is not UTF-8 text; save it as UTF-8")
    })
}

/// The state file of one user with its history.
pub struct Store {
    disk: Box<dyn Disk>,
    path: PathBuf,
    /// Where a history may have been left behind when its state was moved.
    left: Option<PathBuf>,
    /// What to say about where the history is.
    note: Option<String>,
    history: History,
    session: Session,
    hand: Hand,
    /// The sum of all lines that this session has read or written.
    book: Book,
    /// What was found by hand and has no line yet: it keeps its name until it has.
    by_hand: Vec<Change>,
    /// Changes of others that no save has handed on yet, because it broke off.
    foreign: Vec<Change>,
    /// Why nothing is to be written, if the state was found to be of a newer program.
    newer: Option<String>,
    /// Whether what was written last is known to have its name for good.
    promoted: bool,
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
    /// Which parts of the document have a shape that is none of ours: nothing is written over them.
    odd: Option<String>,
}

impl Store {
    /// A store for a state file; nothing is touched yet.
    pub fn new(disk: Box<dyn Disk>, path: &Path, session: Session) -> Self {
        Self {
            disk,
            path: path.to_owned(),
            left: None,
            note: None,
            history: History::new(path.with_extension("history"), &session.id),
            hand: Hand::of(&session),
            session,
            book: Book::default(),
            by_hand: Vec::new(),
            foreign: Vec::new(),
            newer: None,
            promoted: false,
            kept: false,
            folded: false,
        }
    }

    /// The same store, whose history may have been left behind in a folder when the state was moved.
    #[must_use]
    pub fn with_left_behind(mut self, history: Option<PathBuf>) -> Self {
        self.left = history;
        self
    }

    /// Where the state file is; before it was opened, where it was said to be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the state file as it stands; empty if there is none, or none that is text.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read it.
    pub fn text(&self) -> Result<String, Trouble> {
        Ok(self.find()?.text)
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
        let found = beside::find(self.disk.as_ref(), &self.path, self.left.as_deref());
        self.note = found.remark();
        self.path = found.state;
        self.history = History::new(found.history, &self.session.id);
        let found = self.read_all(true)?;
        Ok(self.opened(&found))
    }

    /// Reads state and history again: somebody may have mended what stood in the way.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read.
    pub fn look(&mut self) -> Result<Opened, Trouble> {
        let found = self.read_all(false)?;
        Ok(self.opened(&found))
    }

    /// What was found, as the app takes it.
    fn opened(&mut self, found: &Found) -> Opened {
        let (mut here, unsaved) = match &found.document {
            Ok(document) => {
                self.newer = state::newer_format(document);
                let odd = found.odd.as_ref().map(|why| self.broken(why).0);
                let unsaved = self.newer.clone().map(Unsaved::Newer);
                let refused = || self.may_replace().err().map(|why| Unsaved::Refused(why.0));
                let unsaved = unsaved.or(odd.map(Unsaved::InPart)).or_else(refused);
                (state::here(document), unsaved)
            }
            Err(why) => {
                let unsaved = Unsaved::Broken(self.broken(why).0);
                (Here::default(), Some(unsaved))
            }
        };
        if unsaved.is_some() && here.project.is_empty() {
            here = self.last_here();
        }
        // It counts on the screen at once, in the history with the first save.
        let mut book = self.book.clone();
        for change in &self.by_hand {
            book.add(change);
        }
        Opened {
            book,
            here,
            unsaved,
            drafts: drafts::left_behind(self.disk.as_ref(), self.history.folder()),
            note: self.note.clone(),
        }
    }

    /// Where the user was when the state was written last.
    fn last_here(&self) -> Here {
        let path = by_hand::summed(self.history.folder());
        let written = by_hand::written(self.disk.as_ref(), &path).ok().flatten();
        written
            .map(|document| state::here(&document))
            .unwrap_or_default()
    }

    /// Reads the state, the history, and what was written by hand. No lock is held, so that a save of another session
    /// may come between and look like a hand: then all is read again.
    fn read_all(&mut self, is_first: bool) -> Result<Found, Trouble> {
        let mut attempt = 1;
        loop {
            let found = self.find()?;
            if is_first {
                self.book = self.history.load(self.disk.as_ref())?;
                self.by_hand.clear();
            } else {
                let news = self.history.news(self.disk.as_ref(), &mut self.book)?;
                self.promoted &= news.is_empty();
                self.foreign.extend(news);
            }
            if let Ok(document) = &found.document {
                self.read_hand(&found.text, &state::contents(document))?;
            }
            let is_certain = self.by_hand.is_empty()
                || (lock::holder(self.disk.as_ref(), &self.path).is_none()
                    && self.bytes()? == found.text.as_bytes());
            if is_certain || attempt == ATTEMPTS {
                return Ok(found);
            }
            attempt += 1;
        }
    }

    /// Whether the state file may be replaced: one that is read-only, or somebody else's, is left as it is.
    fn may_replace(&self) -> Result<(), Trouble> {
        let may = self.disk.may_replace(&self.path);
        may.map_err(|error| Trouble::with(&self.path, "save", &error))
    }

    fn broken(&self, why: &str) -> Trouble {
        Trouble(format!("{}: {why}", clean::path(&self.path)))
    }

    /// The state file as it is; empty if there is none.
    fn bytes(&self) -> Result<Vec<u8>, Trouble> {
        match self.disk.read(&self.path) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Trouble::with(&self.path, "read", &error)),
        }
    }

    fn find(&self) -> Result<Found, Trouble> {
        Ok(match text_of(self.bytes()?) {
            Ok(text) => {
                let (bare, dress) = state::undress(&text);
                let (document, odd) = state::shaped(&bare);
                Found {
                    text,
                    dress,
                    document,
                    odd,
                }
            }
            Err(why) => Found {
                text: String::new(),
                dress: Dress::default(),
                document: Err(why),
                odd: None,
            },
        })
    }

    /// Looks for what somebody wrote by hand. Gives back what was not found before, and the base that it differs from.
    fn read_hand(
        &mut self,
        text: &str,
        now: &Contents,
    ) -> Result<(Vec<Change>, by_hand::Base), Trouble> {
        let history = self.history.folder();
        let base = by_hand::base(self.disk.as_ref(), history, text, now)
            .map_err(|error| Trouble::with(history, "read", &error))?;
        let mut edits = by_hand::edits(now, &base.contents);
        let same =
            |change: &Change, edit: &(Key, String)| change.key == edit.0 && change.value == edit.1;
        self.by_hand
            .retain(|change| edits.iter().any(|edit| same(change, edit)));
        edits.retain(|edit| !self.by_hand.iter().any(|change| same(change, edit)));
        let fresh = self
            .hand
            .changes(&self.book, edits, &base.contents, Utc::now());
        self.by_hand.extend(fresh.iter().cloned());
        Ok((fresh, base))
    }

    /// What was written by hand gets its lines, and counts as known from there on: only then may a change of this
    /// session replace it, or else a crash would make it look new again.
    fn take_in_hand(
        &mut self,
        text: &str,
        document: &DocumentMut,
        now: &Contents,
        lock: &Lock,
    ) -> Result<(), Trouble> {
        let (fresh, base) = self.read_hand(text, now)?;
        self.foreign.extend(fresh);
        self.history.append(self.disk.as_ref(), &self.by_hand)?;
        for change in self.by_hand.drain(..) {
            self.book.add(&change);
        }
        if base.is_next || base.contents != *now {
            lock.is_held(self.disk.as_ref())?;
            // The name of a state that broke off, or of an editor's file, must last before that.
            self.disk
                .sync_folder(self.folder())
                .map_err(|error| Trouble::with(&self.path, "save", &error))?;
            self.write_next(&document.to_string())?;
            self.promote()?;
        }
        Ok(())
    }

    /// Writes changes and where the user is: history lines first, then the state. Gives back what others changed.
    ///
    /// # Errors
    ///
    /// If anything could not be written. What is on disk is then the old state or the new one, whole; saving the same
    /// changes again later does no harm.
    pub fn save(&mut self, changes: &[Change], here: &Here) -> Result<Vec<Change>, Trouble> {
        if let Some(why) = &self.newer {
            return Err(Trouble(why.clone()));
        }
        let history = self.history.folder();
        self.disk
            .make_folder(self.folder())
            .and_then(|()| self.disk.make_folder(history))
            .map_err(|error| Trouble::with(history, "make", &error))?;
        let lock = lock::take(self.disk.as_ref(), &self.path, &self.session.id)?;
        let mut outcome = Ok(None);
        for _ in 0..ATTEMPTS {
            outcome = self.save_locked(changes, here, &lock);
            if !matches!(outcome, Ok(None)) {
                break;
            }
        }
        lock.release(self.disk.as_ref());
        let words = "somebody else is writing it";
        outcome?.ok_or_else(|| Trouble(format!("cannot save {}: {words}", clean::path(&self.path))))
    }

    /// One attempt; nothing if somebody wrote into the state file by hand meanwhile.
    fn save_locked(
        &mut self,
        changes: &[Change],
        here: &Here,
        lock: &Lock,
    ) -> Result<Option<Vec<Change>>, Trouble> {
        let found = self.find()?;
        if let Ok(document) = &found.document
            && let Some(why) = state::newer_format(document)
        {
            return Err(Trouble(why));
        }
        let news = self.history.news(self.disk.as_ref(), &mut self.book)?;
        // Whoever saved them may have been ended in the midst of it.
        self.promoted &= news.is_empty();
        self.foreign.extend(news);
        let mut now = Contents::default();
        if let Ok(document) = &found.document {
            now = state::contents(document);
            self.take_in_hand(&found.text, document, &now, lock)?;
        }
        self.history.append(self.disk.as_ref(), changes)?;
        for change in changes {
            self.book.add(change);
        }
        let mut document = found.document.map_err(|why| self.broken(&why))?;
        if let Some(why) = found.odd {
            return Err(self.broken(&why));
        }
        self.may_replace()?;
        // Where nothing was, the first base is written too.
        let is_sum = state::sum(&mut document, &now, &self.book) || now == Contents::default();
        state::set_here(&mut document, here);
        let bare = document.to_string();
        let fresh = found.dress.on(&bare);
        if fresh != found.text {
            lock.is_held(self.disk.as_ref())?;
            self.keep_copies(&found.text)?;
            if is_sum {
                self.write_next(&bare)?;
            }
            let replaced = replace_if(
                self.disk.as_ref(),
                &self.path,
                fresh.as_bytes(),
                &self.session.id,
                || Ok(self.bytes()? == found.text.as_bytes()),
            );
            if !replaced? {
                return Ok(None);
            }
            if is_sum {
                self.promote()?;
            }
        }
        if !self.folded {
            // Only tidying: what cannot be done now is done another time.
            let _ = self.history.fold(self.disk.as_ref(), &self.book);
            if let Ok(taken) = self.disk.about(&lock::path_of(&self.path)) {
                let (disk, history) = (self.disk.as_ref(), self.history.folder());
                replace::sweep(disk, &self.path, history, taken.written);
            }
            self.folded = true;
        }
        Ok(Some(std::mem::take(&mut self.foreign)))
    }

    /// Writes down what is about to become the state; its name must last before the state's does. It takes the name of the
    /// one before, which must have gone on to its own for good: a power cut could leave neither.
    fn write_next(&self, text: &str) -> Result<(), Trouble> {
        let folder = self.history.folder();
        let path = by_hand::next(folder);
        let cannot = |error| Trouble::with(&path, "save", &error);
        if !self.promoted {
            self.disk.sync_folder(folder).map_err(cannot)?;
        }
        self.disk
            .write_new(&path, text.as_bytes())
            .and_then(|()| self.disk.sync_folder(folder))
            .map_err(cannot)
    }

    /// The folder of the state file.
    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The state that was being written has been written: so has its base, which takes its own name.
    fn promote(&mut self) -> Result<(), Trouble> {
        let folder = self.history.folder();
        self.promoted = false;
        self.disk
            .rename(&by_hand::next(folder), &by_hand::summed(folder))
            .and_then(|()| self.disk.sync_folder(folder))
            .map_err(|error| Trouble::with(folder, "save in", &error))?;
        self.promoted = true;
        Ok(())
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

    /// Says that this session has left.
    pub fn close(&mut self) {
        self.history.end(self.disk.as_ref());
    }
}

#[cfg(test)]
mod tests;
