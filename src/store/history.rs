//! The history on disk: one file of lines per session, those of ended sessions folded into one.
//!
//! ```text
//! state.history/
//!   k7f2m9qx.tsv     lines of a session, appended and synced, never rewritten; `# ended` when it has left
//!   folded.tsv       lines of sessions that have ended, in blocks with their ids and digest ([`fold`])
//!   heads.tsv        the sum of folded.tsv: a start reads only what came later ([`heads`])
//!   damaged-….txt    a file as it was of which some lines could not be read; the others stand in folded.tsv
//! ```
//!
//! Everything that writes here happens under the lock of a save. Lines are ever only copied before they are removed, and
//! a line that stands twice counts once, so that a crash at any point loses nothing. Every file that ends in `.tsv` is
//! read, whatever it is called: a copy that a sync tool set aside holds lines too. Links are not followed.

mod examine;
mod fold;
mod heads;
mod tidy;

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::disk::{About, Disk, Tried as _};
use super::line::{self, LinesRead};
use super::{Trouble, digest, process};
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId};
use crate::project::order::{self, Knew};
use crate::project::seen::Seen;
pub use examine::{Damage, Examined};
use fold::{Altered, Gathered};
use heads::Heads;

/// The last line of a session that has left.
const ENDED: &str = "# ended\n";
/// How often files are read anew because another session folded one of them away meanwhile.
const ATTEMPTS: usize = 3;
/// Of so many changes a session says that it had read them before its own: of each line of changes the last.
const MOST_LAST: usize = 8;

/// What was made last, of each line of changes one, with the time of its clock.
type Last = Vec<(DateTime<Utc>, ChangeId)>;

/// How the own file stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Own {
    /// It is still to be made.
    #[default]
    Missing,
    /// It ends with a whole line.
    Whole,
    /// The last append may have left half a line.
    Torn,
}

/// What a file held when it was last read.
struct Piece {
    about: About,
    /// How many bytes of it were whole lines.
    read: u64,
    /// The changes that stand in it.
    seen: Seen,
}

/// The history of one user, as one session sees it.
#[derive(Default)]
pub(super) struct History {
    folder: PathBuf,
    session: String,
    own: Own,
    /// Whether the own file has its title, and its name lasts.
    named: bool,
    pieces: BTreeMap<PathBuf, Piece>,
    /// What was made last of all that was read or written.
    last: Last,
    /// How much of the fold its sum covers.
    covered: u64,
    /// Whether the fold is not what was written.
    is_damaged: bool,
    /// The lines that the state sums, where it says so.
    sums: Option<Seen>,
    /// Lines that it names, perhaps as the sum of an older one.
    known: Option<Seen>,
    /// Lines of another history.
    elsewhere: Vec<Change>,
}

impl History {
    /// The history in a folder; nothing is touched yet.
    pub(super) fn new(folder: PathBuf, session: &str) -> Self {
        Self {
            folder,
            session: session.to_owned(),
            ..Self::default()
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

    /// Says which lines the state sums, and which it names: with that a line that was altered can be told from one that
    /// came from elsewhere.
    pub(super) fn summed(&mut self, sums: Option<&Seen>, named: Option<Seen>) {
        self.known = sums.cloned().or(named);
        self.sums = sums.cloned();
    }

    /// Whether no line of this history stands anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.values().all(|piece| piece.seen.is_empty())
    }

    /// Makes lines of another history count, where the state says which lines it sums.
    pub(super) fn know(&mut self, lines: Vec<Change>) {
        self.elsewhere = lines;
    }

    fn elsewhere(&self) -> &[Change] {
        if self.sums.is_some() {
            &self.elsewhere
        } else {
            &[]
        }
    }

    /// The changes that stand in a file.
    pub(super) fn on_disk(&self) -> Seen {
        let mut seen = Seen::default();
        for change in self.elsewhere() {
            seen.add(&change.id);
        }
        for piece in self.pieces.values() {
            seen.join(&piece.seen);
        }
        seen
    }

    /// Files of lines, the fold first; and those that are links.
    fn files(&self, disk: &dyn Disk) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Trouble> {
        let files = disk.list(&self.folder).if_there();
        let files = files.trying("read", &self.folder)?.unwrap_or_default();
        let (heads, folded) = (self.heads(), self.folded());
        let is_lines =
            |file: &PathBuf| file.extension().is_some_and(|end| end == "tsv") && *file != heads;
        let inside = disk.real_path(&self.folder);
        let is_there = |file: &PathBuf| {
            let name = file.file_name().unwrap_or_default();
            disk.real_path(file) == inside.join(name) || disk.real_path(file) == *file
        };
        let (mut files, links): (Vec<_>, Vec<_>) =
            files.into_iter().filter(is_lines).partition(is_there);
        // A copy has a longer name than what it is one of, and comes after it.
        files.sort_by_key(|file| (*file != folded, file.as_os_str().len()));
        Ok((files, links))
    }

    /// The sum of the whole history.
    pub(super) fn load(&mut self, disk: &dyn Disk) -> Result<Book, Trouble> {
        let mut attempt = 1;
        loop {
            self.pieces.clear();
            self.last.clear();
            self.covered = 0;
            let mut book = Book::default();
            if !self.is_damaged {
                self.start_from_heads(disk, &mut book);
            }
            let (_, is_all) = self.read_news(disk, &mut book)?;
            for change in self.elsewhere() {
                book.add(change);
            }
            if is_all || attempt == ATTEMPTS {
                return Ok(book);
            }
            attempt += 1;
        }
    }

    /// The same, every line read, where it was begun with the sum of the fold and that cannot be all of the truth.
    pub(super) fn reload(&mut self, disk: &dyn Disk) -> Result<Option<Book>, Trouble> {
        if self.covered == 0 {
            return Ok(None);
        }
        self.is_damaged = true;
        self.load(disk).map(Some)
    }

    /// Begins with the sum of the fold, where there is one of this fold and the state sums all of it.
    fn start_from_heads(&mut self, disk: &dyn Disk, book: &mut Book) {
        let folded = self.folded();
        let Ok(about) = disk.about(&folded) else {
            return;
        };
        let heads = disk.read(&self.heads()).ok();
        let heads = heads.and_then(|bytes| heads::read(&bytes));
        let is_summed = |heads: &Heads| {
            let sums = self.sums.as_ref();
            sums.is_none_or(|sums| sums.covers(heads.book.seen()))
        };
        let fits = |heads: &Heads| about.bytes >= heads.covered && is_summed(heads);
        let Some(heads) = heads.filter(fits) else {
            return;
        };
        let piece = Piece {
            // What came later is read in any case.
            about: About {
                bytes: heads.covered,
                ..about
            },
            read: heads.covered,
            seen: heads.book.seen().clone(),
        };
        self.pieces.insert(folded, piece);
        self.covered = heads.covered;
        self.last = heads.last;
        *book = heads.book;
    }

    /// Adds the lines that have not been read yet to a book, and says which were new to it.
    pub(super) fn news(
        &mut self,
        disk: &dyn Disk,
        book: &mut Book,
    ) -> Result<Vec<Change>, Trouble> {
        let mut news = Vec::new();
        for _ in 0..ATTEMPTS {
            let (more, is_all) = self.read_news(disk, book)?;
            news.extend(more);
            if is_all {
                break;
            }
        }
        Ok(news)
    }

    /// The same, once; and whether no file vanished meanwhile.
    fn read_news(
        &mut self,
        disk: &dyn Disk,
        book: &mut Book,
    ) -> Result<(Vec<Change>, bool), Trouble> {
        let (files, _) = self.files(disk)?;
        // A session that was folded meanwhile has no file any more.
        self.pieces.retain(|file, _| files.contains(file));
        let (own, folded) = (self.own_path(), self.folded());
        let (mut news, mut knew) = (Vec::new(), Knew::new());
        let mut is_all = true;
        for file in files {
            let Some(about) = disk.about(&file).if_there().trying("read", &file)? else {
                is_all = false;
                continue;
            };
            let before = self.pieces.get(&file);
            if before.is_some_and(|piece| piece.about == about) {
                continue;
            }
            // The fold is large, and appended to; its digests tell whether anything else happened to it.
            let before = before.filter(|piece| file == folded && piece.about.bytes < about.bytes);
            let (from, mut seen) = before.map_or((0, Seen::default()), |piece| {
                (piece.read, piece.seen.clone())
            });
            let Some((lines, is_sound)) = self.lines(disk, &file, from)? else {
                is_all &= disk.exists(&file);
                continue;
            };
            self.is_damaged |= !is_sound;
            let added = |change: &&Change| seen.add(&change.id);
            let is_each_once = lines.changes.iter().filter(added).count() == lines.changes.len();
            if file == folded && !is_each_once {
                self.is_damaged |= self.contradicts_itself(disk);
            }
            let read = from + lines.read as u64;
            // What this session appended and could not be told of is no news to it.
            let is_own = file == own;
            self.pieces.insert(file, Piece { about, read, seen });
            knew.extend(lines.knew);
            let fresh = lines.changes.into_iter().filter(|change| book.add(change));
            news.extend(fresh.filter(|_| !is_own));
        }
        self.last = last(&self.last, &news, &knew);
        Ok((news, is_all))
    }

    /// The lines of a file from a byte on, and whether they need no mending; nothing if it has gone, or is none that is
    /// read.
    fn lines(
        &self,
        disk: &dyn Disk,
        file: &Path,
        from: u64,
    ) -> Result<Option<(LinesRead, bool)>, Trouble> {
        let bytes = disk.read_from(file, from).if_fit();
        let bytes = bytes.trying("read", file)?;
        let Some(bytes) = bytes.filter(|bytes| from > 0 || !heads::is_one(bytes)) else {
            return Ok(None);
        };
        if from == 0 && line::is_newer(&bytes) {
            let why = "this history was written by a newer program, which is needed to read it";
            return Err(Trouble::unusable(file, why));
        }
        let mut lines = line::read(&bytes);
        // The file of a session is mended when that has ended.
        if file != self.folded() {
            return Ok(Some((lines, true)));
        }
        let altered = fold::altered(&bytes);
        let strange = self.strange(&altered);
        lines.changes.retain(|change| !strange.has(&change.id));
        let is_sound =
            altered.is_empty() && fold::faults(&bytes).is_empty() && fold::torn(&bytes).is_none();
        Ok(Some((lines, is_sound)))
    }

    /// Whether lines of one name in the fold differ.
    fn contradicts_itself(&self, disk: &dyn Disk) -> bool {
        let bytes = disk.read(&self.folded());
        bytes.is_ok_and(|bytes| !Gathered::default().take(&bytes, &Seen::default()))
    }

    /// Changes in the fold whose names somebody's error has altered: they stand in a block that does not hold them, while
    /// others are gone from it, and the state does not know them. Where no state says which there were, all of them count.
    fn strange(&self, altered: &[Altered]) -> Seen {
        let mut strange = Seen::default();
        let Some(known) = &self.known else {
            return strange;
        };
        for block in altered.iter().filter(|block| !block.gone.is_empty()) {
            strange.join(&block.strange);
        }
        strange.without(known)
    }

    /// Every change that stands in a file, in the order in which they were made.
    pub(super) fn recall(&self, disk: &dyn Disk) -> Result<Vec<Change>, Trouble> {
        self.in_order(disk, &[])
    }

    /// The same with what is known of another history.
    pub(super) fn all(&self, disk: &dyn Disk) -> Result<Vec<Change>, Trouble> {
        self.in_order(disk, self.elsewhere())
    }

    fn in_order(&self, disk: &dyn Disk, elsewhere: &[Change]) -> Result<Vec<Change>, Trouble> {
        let (mut seen, mut knew) = (Seen::default(), Knew::new());
        let mut changes = Vec::new();
        for file in self.files(disk)?.0 {
            let Some((lines, _)) = self.lines(disk, &file, 0)? else {
                continue;
            };
            knew.extend(lines.knew);
            // A line that stands twice counts once.
            let fresh = lines.changes.into_iter();
            changes.extend(fresh.filter(|change| seen.add(&change.id)));
        }
        let other = elsewhere.iter().cloned();
        changes.extend(other.filter(|change| seen.add(&change.id)));
        order::sort(&mut changes, &knew);
        Ok(changes)
    }

    /// Appends lines to the own file and syncs it. What stands in the history already is left out.
    pub(super) fn append(&mut self, disk: &dyn Disk, changes: &[Change]) -> Result<(), Trouble> {
        let there = |id: &ChangeId| self.pieces.values().any(|piece| piece.seen.has(id));
        let fresh: Vec<&Change> = changes.iter().filter(|change| !there(&change.id)).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let own = self.own_path();
        // Another host folds a session away that was silent for long.
        if !disk.exists(&own) {
            self.own = Own::Missing;
            self.named = false;
            self.pieces.remove(&own);
        }
        let (lines, last) = self.written(&fresh);
        let mut before = String::new();
        if self.own == Own::Torn {
            before.push('\n');
        }
        if !self.named {
            let (host, pid) = process::this();
            before.push_str(&format!("{}# host {host} process {pid}\n", line::HEADER));
        }
        self.own = Own::Torn;
        disk.append(&own, (before + &lines).as_bytes())
            .trying("write", &own)?;
        if !self.named {
            disk.sync_folder(&self.folder).trying("write", &own)?;
            self.named = true;
        }
        self.own = Own::Whole;
        self.last = last;
        // Without that it is read again.
        let _ = self.has_taken(disk, own, fresh);
        Ok(())
    }

    /// What was added to a file is known: it need not be read again.
    fn has_taken<'c>(
        &mut self,
        disk: &dyn Disk,
        file: PathBuf,
        changes: impl IntoIterator<Item = &'c Change>,
    ) -> io::Result<()> {
        let about = disk.about(&file)?;
        let before = self.pieces.remove(&file);
        let mut seen = before.map(|piece| piece.seen).unwrap_or_default();
        for change in changes {
            seen.add(&change.id);
        }
        let read = about.bytes;
        self.pieces.insert(file, Piece { about, read, seen });
        Ok(())
    }

    /// The lines of changes, and what is the last of all then. Before the first one that this session made stands what it
    /// had read; whoever made the others had not.
    fn written(&self, changes: &[&Change]) -> (String, Last) {
        let is_own = |id: &ChangeId| {
            let rest = id.session.strip_prefix(&self.session);
            rest.is_some_and(|rest| rest.is_empty() || rest == "h")
        };
        let mut last = self.last.clone();
        let mut lines = String::new();
        for change in changes {
            if is_own(&change.id) {
                let session = &change.id.session;
                let is_known = matches!(last.as_slice(), [(_, one)] if one.session == *session);
                if !last.is_empty() && !is_known {
                    let known: Vec<ChangeId> = last.iter().map(|(_, id)| id.clone()).collect();
                    lines.push_str(&line::after(&known));
                }
                last = vec![(change.at, change.id.clone())];
            }
            lines.push_str(&line::of(change));
        }
        (lines, last)
    }

    /// Says that this session has left. Best effort: without the mark it is folded all the same, only later.
    pub(super) fn end(&mut self, disk: &dyn Disk) {
        if self.own == Own::Whole && disk.append(&self.own_path(), ENDED.as_bytes()).is_ok() {
            self.own = Own::Torn;
        }
    }
}

/// What was made last, of what was the last before and of what was read now: whatever nothing else comes after.
fn last(before: &Last, news: &[Change], knew: &Knew) -> Last {
    if news.is_empty() {
        return before.clone();
    }
    let followed: HashSet<&ChangeId> = news
        .iter()
        .flat_map(|change| &change.replaces)
        .chain(knew.values().flatten())
        .collect();
    let mut of_sessions: BTreeMap<&str, (u32, DateTime<Utc>)> = BTreeMap::new();
    let made = news.iter().map(|change| (change.at, &change.id));
    for (at, id) in made.chain(before.iter().map(|(at, id)| (*at, id))) {
        let of_session = of_sessions.entry(&id.session).or_insert((id.number, at));
        if of_session.0 <= id.number {
            *of_session = (id.number, at);
        }
    }
    let ids = of_sessions.into_iter().map(|(session, (number, at))| {
        let session = session.to_owned();
        (at, ChangeId { session, number })
    });
    let mut last: Last = ids.filter(|(_, id)| !followed.contains(id)).collect();
    last.sort_unstable_by(|a, b| b.cmp(a));
    last.truncate(MOST_LAST);
    last
}
