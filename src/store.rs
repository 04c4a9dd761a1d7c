//! State and history on disk.
//!
//! `state.toml` is the sum of all changes, for people and for the next start; beside it `state.history/` holds the
//! changes themselves (`history`), older states ([`kept`]) and half-written text (`drafts`).
//!
//! A save, under the lock:
//!
//! 1. reads what other sessions appended, and compares the state with the lines that it names as its sum (`compare`): what
//!    somebody wrote into it by hand, and values of which the line is lost, get lines of their own, and count as known
//!    from there on
//! 2. appends the lines of its changes and syncs them: from here on they are safe
//! 3. sums everything up, keeps the old state where that is due, and replaces `state.toml` whole
//!
//! Where the order of two steps matters, the first is synced before the second is made: a power cut may forget or keep
//! any step that was not.
//!
//! Whatever breaks off, the state is the old one or the new one, and the next save sums all lines again.

pub mod beside;
mod by_hand;
mod compare;
mod digest;
pub mod disk;
mod drafts;
pub mod folder;
mod history;
pub mod kept;
pub mod line;
pub mod lock;
mod mending;
mod opening;
pub mod owner;
pub mod paths;
pub mod process;
pub mod progress;
mod replace;
pub mod saver;
pub mod settings;
mod settle;
pub mod state;
mod sums;

use std::path::{Path, PathBuf};

use thiserror::Error;
use toml_edit::DocumentMut;

use crate::project::book::Book;
use crate::project::change::{Change, Key, Signature};
use crate::project::draft::Draft;
use crate::project::opened::Here;
pub use crate::project::trouble::Trouble;
use by_hand::Scribe;
use disk::{Disk, Tried as _, unfit};
use history::History;
pub use history::{Damage, Examined};
use kept::KeptState;
use lock::Lock;
use progress::{Progress, Watched};
use replace::replace_if;
pub use settle::{Findings, Missing};
use state::{Contents, Dress};

/// How often a save begins anew because somebody wrote into the state file by hand meanwhile.
const ATTEMPTS: usize = 3;

/// Why a file holds no text: the first line that is none.
#[derive(Debug, Error)]
#[error("line {0} is not UTF-8 text; save it as UTF-8")]
struct NoText(usize);

/// The text of a file that a person may have written.
fn text_of(bytes: Vec<u8>) -> Result<String, NoText> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        NoText(1 + before.filter(|&&byte| byte == b'\n').count())
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
    session: Signature,
    hand: Scribe,
    /// The sum of all lines that this session has read or written.
    book: Book,
    /// What was found by hand, or stands for a lost line, and has no line yet: it keeps its name until it has.
    by_hand: Vec<Change>,
    /// How state and history were found to differ last.
    findings: Findings,
    /// Lines of another history, until it is opened.
    elsewhere: Vec<Change>,
    /// Changes of others that no save has handed on yet, because it broke off.
    foreign: Vec<Change>,
    /// Why nothing is to be written, if the state was found to be of a newer program.
    newer: Option<Trouble>,
    /// Whether what was written last is known to have its name for good.
    promoted: bool,
    /// What is being done, for whoever waits for it.
    progress: Progress,
    done: Done,
}

/// What a session does once.
#[derive(Default)]
struct Done {
    /// Whether it has kept the state that it found.
    kept: bool,
    /// Whether it has folded what had ended.
    folded: bool,
    /// Whether the history was looked through once all was read.
    verified: bool,
}

/// The state file as it was read.
struct Found {
    text: String,
    /// What the program wrote last, where the text is only its beginning. It is read in the place of that.
    whole: Option<String>,
    dress: Dress,
    document: Result<DocumentMut, Trouble>,
    /// Which parts of the document have a shape that is none of ours: nothing is written over them.
    odd: Option<Trouble>,
}

impl Found {
    /// What the document was read from.
    fn said(&self) -> &str {
        self.whole.as_ref().unwrap_or(&self.text)
    }
}

impl Store {
    /// A store for a state file; nothing is touched yet.
    pub fn new(disk: Box<dyn Disk>, path: &Path, session: Signature) -> Self {
        let progress = Progress::default();
        Self {
            disk: Box::new(Watched::new(disk, progress.clone())),
            progress,
            path: path.to_owned(),
            left: None,
            note: None,
            history: History::new(path.with_extension("history"), &session.id),
            hand: Scribe::of(&session),
            session,
            book: Book::default(),
            by_hand: Vec::new(),
            findings: Findings::default(),
            elsewhere: Vec::new(),
            foreign: Vec::new(),
            newer: None,
            promoted: false,
            done: Done::default(),
        }
    }

    /// The same store, whose history may have been left behind in a folder when the state was moved.
    #[must_use]
    pub fn with_left_behind(mut self, history: Option<PathBuf>) -> Self {
        self.left = history;
        self
    }

    /// Whose lines it writes: they come after all that it has read.
    pub fn session(&self) -> &Signature {
        &self.session
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

    /// What it is doing, for another thread to see.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Makes it know lines of another history: a state of another machine may name them without having them.
    pub fn know(&mut self, lines: &[Change]) {
        self.elsewhere = lines.to_vec();
    }

    /// Whether the state file may be replaced: one that is read-only, or somebody else's, is left as it is.
    fn may_replace(&self) -> Result<(), Trouble> {
        let may = self.disk.may_replace(&self.path);
        may.trying("save", &self.path)
    }

    /// Writes changes and where the user is: history lines first, then the state. Gives back what others changed.
    ///
    /// # Errors
    ///
    /// If anything could not be written. What is on disk is then the old state or the new one, whole; saving the same
    /// changes again later does no harm.
    pub fn save(&mut self, changes: &[Change], here: &Here) -> Result<Vec<Change>, Trouble> {
        if let Some(why) = &self.newer {
            return Err(why.clone());
        }
        if !self.done.verified {
            self.verify()?;
        }
        let history = self.history.folder();
        self.disk
            .make_folder(self.folder())
            .and_then(|()| self.disk.make_folder(history))
            .trying("make", history)?;
        let lock = self.lock()?;
        let mut outcome = Ok(None);
        for _ in 0..ATTEMPTS {
            outcome = self.save_locked(changes, here, &lock);
            if !matches!(outcome, Ok(None)) {
                break;
            }
        }
        self.unlock(lock);
        let why = "somebody else is writing it";
        outcome?.ok_or_else(|| Trouble::cannot("save", &self.path, why))
    }

    fn lock(&self) -> Result<Lock, Trouble> {
        let lock = lock::take(self.disk.as_ref(), &self.path, &self.session.id)?;
        self.progress.holds(Some(&self.path));
        Ok(lock)
    }

    fn unlock(&self, lock: Lock) {
        lock.release(self.disk.as_ref());
        self.progress.holds(None);
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
            return Err(Trouble::Said(why));
        }
        let mut now = Contents::default();
        if let Ok(document) = &found.document {
            now = state::contents(document);
            self.take_in(found.said(), document, &now, lock)?;
        } else {
            self.read_history(false)?;
        }
        self.append(changes)?;
        for change in changes {
            self.book.add(change);
        }
        let mut document = found.document?;
        if let Some(why) = found.odd {
            return Err(why);
        }
        self.may_replace()?;
        self.sum(&mut document, &now, here);
        let bare = document.to_string();
        let fresh = found.dress.on(&bare);
        if fresh != found.text {
            lock.is_held(self.disk.as_ref())?;
            self.keep_copies(found.whole.as_ref().unwrap_or(&found.text))?;
            self.write_next(&by_hand::signed(&bare))?;
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
            self.promote()?;
        }
        if !self.done.folded {
            // Only tidying: what cannot be done now is done another time.
            let _ = self.history.fold(self.disk.as_ref());
            if let Ok(taken) = self.disk.about(&lock::path_of(&self.path)) {
                let (disk, history) = (self.disk.as_ref(), self.history.folder());
                replace::sweep(disk, &self.path, history, taken.written);
            }
            self.done.folded = true;
        }
        Ok(Some(std::mem::take(&mut self.foreign)))
    }

    fn append(&mut self, changes: &[Change]) -> Result<(), Trouble> {
        let words = format!("{} changes are written into the history", changes.len());
        self.progress.says(words);
        self.history.append(self.disk.as_ref(), changes)
    }

    /// Writes the sum of all lines into a document, where the user is, and which lines those are.
    fn sum(&self, document: &mut DocumentMut, now: &Contents, here: &Here) {
        let lines = self.history.on_disk();
        let words = format!("{} changes are summed up for the state file", lines.count());
        self.progress.says(words);
        state::sum(document, now, &self.book);
        // Tables that are new stand where their time comes; the last one stands above all.
        state::set_here(document, here);
        sums::write(document, &lines);
    }

    /// Writes down what is about to become the state; its name must last before the state's does. It takes the name of the
    /// one before, which must have gone on to its own for good: a power cut could leave neither.
    fn write_next(&self, text: &str) -> Result<(), Trouble> {
        let folder = self.history.folder();
        let path = by_hand::next(folder);
        if !self.promoted {
            self.disk.sync_folder(folder).trying("save", &path)?;
        }
        let there = self.disk.read(&path);
        if there.is_err_and(|error| unfit(&error).is_some()) {
            // A pipe would have us wait for a reader.
            self.disk.remove(&path).trying("save", &path)?;
        }
        self.disk
            .write_new(&path, text.as_bytes())
            .and_then(|()| self.disk.sync_folder(folder))
            .trying("save", &path)
    }

    /// The folder of the state file.
    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// The state that was being written has been written: so has its base, which takes its own name.
    fn promote(&mut self) -> Result<(), Trouble> {
        let folder = self.history.folder();
        let summed = by_hand::summed(folder);
        self.promoted = false;
        self.disk
            .rename(&by_hand::next(folder), &summed)
            .and_then(|()| self.disk.sync_folder(folder))
            .trying("save", &summed)?;
        self.promoted = true;
        Ok(())
    }

    fn keep_copies(&mut self, text: &str) -> Result<(), Trouble> {
        let session = (!self.done.kept).then_some(KeptState::Session);
        let wanted = [KeptState::Yesterday, KeptState::LastWeek]
            .into_iter()
            .chain(session);
        self.keep(text, wanted)?;
        self.done.kept = true;
        Ok(())
    }

    /// Keeps a state that is about to be replaced, as what is wanted of it.
    fn keep(&self, text: &str, wanted: impl IntoIterator<Item = KeptState>) -> Result<(), Trouble> {
        if text.is_empty() {
            return Ok(());
        }
        let about = self.disk.about(&self.path);
        let Some(about) = about.if_there().trying("read", &self.path)? else {
            // Of a file that is gone nobody can say when it was written.
            return Ok(());
        };
        kept::keep(
            self.disk.as_ref(),
            self.history.folder(),
            text,
            about.written,
            wanted,
            &self.session.id,
        )
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

    /// Values of the state file that no line gives, and for which the next save writes lines.
    pub fn unwritten(&self) -> &[Change] {
        &self.by_hand
    }

    /// How state and history were found to differ when they were read last.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Fields of which the state file says something else than a book, with what it says; nothing where that was found to
    /// have lost lines, or to name others.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read it.
    pub fn overruled(&self, book: &Book) -> Result<Vec<(Key, String)>, Trouble> {
        let Findings { missing, newer, .. } = &self.findings;
        let found = self.find()?;
        let now = match found.document {
            Ok(document) if missing.is_none() => state::contents(&document),
            _ => return Ok(Vec::new()),
        };
        Ok(compare::overruled(&now, book, newer))
    }

    /// Reads every line of the history, whatever its sum says.
    ///
    /// # Errors
    ///
    /// If a file of it cannot be read.
    pub fn examine(&self) -> Result<Examined, Trouble> {
        self.history.examine(self.disk.as_ref())
    }

    /// Every change of the history in order, without what was made known of another.
    ///
    /// # Errors
    ///
    /// If a file of it cannot be read.
    pub fn recall(&self) -> Result<Vec<Change>, Trouble> {
        self.history.recall(self.disk.as_ref())
    }

    /// Says that this session has left.
    pub fn close(&mut self) {
        self.history.end(self.disk.as_ref());
    }
}

#[cfg(test)]
mod tests;
