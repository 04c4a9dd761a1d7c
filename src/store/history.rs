//! The history on disk: one file of lines per session, those of ended sessions folded into one.
//!
//! ```text
//! state.history/
//!   k7f2m9qx.tsv     lines of a session, appended and synced, never rewritten; `# ended` when it has left
//!   folded.tsv       lines of sessions that have ended
//!   heads.tsv        the values that hold after so many bytes of folded.tsv: a start reads only what came later
//! ```
//!
//! Everything here happens under the lock of a save. Lines are ever only copied before they are removed, and a line
//! that stands twice counts once, so that a crash at any point loses nothing.

mod heads;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Utc};

use super::disk::Disk;
use super::line::{self, Lines};
use super::replace::replace;
use super::{Trouble, process};
use crate::project::audit;
use crate::project::book::Book;
use crate::project::change::Change;

/// The last line of a session that has left.
const ENDED: &str = "# ended\n";
/// After so many days without a line a session on another host has ended.
const SILENT_DAYS: i64 = 7;
/// The heads are written anew when so many bytes were folded since.
const HEADS_EVERY: u64 = 64 << 10;

/// How the own file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// It is still to be made.
    Missing,
    /// It ends with a whole line.
    Whole,
    /// The last append may have left half a line.
    Torn,
}

/// The history of one user, as one session sees it.
pub(super) struct History {
    folder: PathBuf,
    session: String,
    own: Own,
    /// Whether the own file has its title, and its name lasts.
    named: bool,
    /// The highest number of this session that stands in its file.
    appended: u32,
    /// How far each file has been read.
    read: BTreeMap<PathBuf, u64>,
    /// How much of the folded file the heads cover.
    covered: u64,
}

impl History {
    /// The history in a folder; nothing is touched yet.
    pub(super) fn new(folder: PathBuf, session: &str) -> Self {
        Self {
            folder,
            session: session.to_owned(),
            own: Own::Missing,
            named: false,
            appended: 0,
            read: BTreeMap::new(),
            covered: 0,
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn own_path(&self) -> PathBuf {
        self.folder.join(format!("{}.tsv", self.session))
    }

    fn folded(&self) -> PathBuf {
        self.folder.join("folded.tsv")
    }

    fn heads(&self) -> PathBuf {
        self.folder.join("heads.tsv")
    }

    /// Files of lines, heads left out.
    fn files(&self, disk: &dyn Disk) -> Result<Vec<PathBuf>, Trouble> {
        let files = match disk.list(&self.folder) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Trouble::with(&self.folder, "read", &error)),
        };
        let heads = self.heads();
        let is_lines = |file: &PathBuf| file.extension().is_some_and(|end| end == "tsv");
        Ok(files
            .into_iter()
            .filter(|file| is_lines(file) && *file != heads)
            .collect())
    }

    /// The sum of the whole history.
    pub(super) fn load(&mut self, disk: &dyn Disk) -> Result<Book, Trouble> {
        self.read.clear();
        let mut book = Book::default();
        let heads = disk.read(&self.heads()).ok();
        if let Some((sum, covered)) = heads.and_then(|bytes| heads::read(&bytes))
            && disk
                .about(&self.folded())
                .is_ok_and(|file| file.bytes >= covered)
        {
            book = sum;
            self.covered = covered;
            self.read.insert(self.folded(), covered);
        }
        self.news(disk, &mut book)?;
        Ok(book)
    }

    /// Adds the lines of others that have not been read yet to a book, and says which were new to it.
    pub(super) fn news(
        &mut self,
        disk: &dyn Disk,
        book: &mut Book,
    ) -> Result<Vec<Change>, Trouble> {
        let files = self.files(disk)?;
        // A session that was folded meanwhile has no file any more.
        self.read.retain(|file, _| files.contains(file));
        let own = self.own_path();
        let mut news = Vec::new();
        for file in files.into_iter().filter(|file| *file != own) {
            let from = self.read.get(&file).copied().unwrap_or(0);
            let bytes = match disk.read_from(&file, from) {
                Ok(bytes) => bytes,
                // Folded and removed since the listing: its lines stand in the folded file.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Trouble::with(&file, "read", &error)),
            };
            if from == 0 {
                line::known_format(&bytes)
                    .map_err(|why| Trouble(format!("{}: {why}", file.display())))?;
            }
            let Lines { changes, read } = line::read(&bytes);
            self.read.insert(file, from + read as u64);
            news.extend(changes.into_iter().filter(|change| book.add(change)));
        }
        Ok(news)
    }

    /// Every change in order.
    pub(super) fn all(&self, disk: &dyn Disk) -> Result<Vec<Change>, Trouble> {
        let mut book = Book::default();
        let mut changes = Vec::new();
        for file in self.files(disk)? {
            let bytes = match disk.read(&file) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Trouble::with(&file, "read", &error)),
            };
            // A line that stands twice counts once.
            changes.extend(
                line::read(&bytes)
                    .changes
                    .into_iter()
                    .filter(|change| book.add(change)),
            );
        }
        audit::sort(&mut changes);
        Ok(changes)
    }

    /// Appends lines to the own file and syncs it. What stands there already is left out.
    pub(super) fn append(&mut self, disk: &dyn Disk, changes: &[Change]) -> Result<(), Trouble> {
        let fresh = |change: &&Change| {
            change.id.session != self.session || change.id.number > self.appended
        };
        let lines: String = changes.iter().filter(fresh).map(line::of).collect();
        if lines.is_empty() {
            return Ok(());
        }
        let own = self.own_path();
        // Another host folds a session away that was silent for long.
        if !disk.exists(&own) {
            self.own = Own::Missing;
            self.named = false;
        }
        let mut before = String::new();
        if self.own == Own::Torn {
            before.push('\n');
        }
        if !self.named {
            let (host, pid) = process::this();
            before.push_str(&format!("{}# host {host} process {pid}\n", line::HEADER));
        }
        self.own = Own::Torn;
        let cannot = |error| Trouble::with(&own, "write", &error);
        disk.append(&own, (before + &lines).as_bytes())
            .map_err(cannot)?;
        if !self.named {
            disk.sync_folder(&self.folder).map_err(cannot)?;
            self.named = true;
        }
        self.own = Own::Whole;
        let numbers = changes
            .iter()
            .filter(|change| change.id.session == self.session)
            .map(|change| change.id.number);
        self.appended = numbers.max().unwrap_or(0).max(self.appended);
        Ok(())
    }

    /// Says that this session has left. Best effort: without the mark it is folded all the same, only later.
    pub(super) fn end(&mut self, disk: &dyn Disk) {
        if self.own == Own::Whole && disk.append(&self.own_path(), ENDED.as_bytes()).is_ok() {
            self.own = Own::Torn;
        }
    }

    /// Folds the lines of sessions that have ended into one file, and writes the heads from time to time.
    pub(super) fn fold(&mut self, disk: &dyn Disk, book: &Book) -> io::Result<()> {
        let own = self.own_path();
        let folded = self.folded();
        let mut lines = String::new();
        let mut ended = Vec::new();
        let files = self
            .files(disk)
            .map_err(|trouble| io::Error::other(trouble.0))?;
        for file in files
            .into_iter()
            .filter(|file| *file != own && *file != folded)
        {
            let bytes = disk.read(&file)?;
            let text = String::from_utf8_lossy(&bytes);
            if has_ended(&text, disk, &file)? {
                let whole = text
                    .split_inclusive('\n')
                    .filter(|line| line.ends_with('\n'));
                lines.extend(whole.filter(|line| !line.starts_with('#')));
                ended.push(file);
            }
        }
        if ended.is_empty() {
            return Ok(());
        }
        let before = match disk.about(&folded) {
            Ok(about) if about.bytes == 0 => line::HEADER,
            Ok(about) if disk.read_from(&folded, about.bytes - 1)? == b"\n" => "",
            // Torn by a crash; the lines come again below.
            Ok(_) => "\n",
            Err(error) if error.kind() == io::ErrorKind::NotFound => line::HEADER,
            Err(error) => return Err(error),
        };
        disk.append(&folded, (before.to_owned() + &lines).as_bytes())?;
        disk.sync_folder(&self.folder)?;
        let length = disk.about(&folded)?.bytes;
        if length - self.covered.min(length) > HEADS_EVERY && book.is_whole() {
            let text = heads::write(book, length);
            replace(disk, &self.heads(), text.as_bytes(), &self.session)?;
            self.covered = length;
        }
        for file in ended {
            disk.remove(&file)?;
        }
        Ok(())
    }
}

/// Whether nothing more will be appended to a session's file.
fn has_ended(text: &str, disk: &dyn Disk, file: &Path) -> io::Result<bool> {
    if text.ends_with(ENDED) {
        return Ok(true);
    }
    let host = text.lines().find_map(|line| {
        let (host, pid) = line.strip_prefix("# host ")?.split_once(" process ")?;
        Some((host.to_owned(), pid.parse().ok()?))
    });
    let written = disk.about(file)?.written;
    let is_over = host.is_some_and(|(host, pid)| process::is_over(&host, pid, written));
    Ok(is_over || Utc::now() - written > TimeDelta::days(SILENT_DAYS))
}
