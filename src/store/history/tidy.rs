//! Tidying: sessions that have ended are folded, the sum of the fold is written, damaged files are set aside.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Utc};

use super::heads::{self, Heads};
use super::{ENDED, Gathered, History, Last, Piece, digest, fold, last};
use crate::project::book::Book;
use crate::project::order::Knew;
use crate::project::seen::Seen;
use crate::store::disk::{Disk, Tried as _, unfit};
use crate::store::replace::replace;
use crate::store::{line, process};

/// After so many days without a line a session on another host has ended.
const SILENT_DAYS: i64 = 7;
/// The heads are written anew when so many bytes were folded since.
const HEADS_EVERY: u64 = 64 << 10;

impl History {
    /// Folds the lines of sessions that have ended into one file, and writes its sum from time to time.
    pub(in crate::store) fn fold(&mut self, disk: &dyn Disk) -> io::Result<()> {
        let (own, folded) = (self.own_path(), self.folded());
        let (files, links) = self.files(disk).map_err(io::Error::other)?;
        if links.contains(&folded) {
            return Ok(());
        }
        let mut ended = Vec::new();
        for file in files
            .into_iter()
            .filter(|file| *file != own && *file != folded)
        {
            let bytes = match disk.read(&file) {
                Err(error) if unfit(&error).is_some() => continue,
                read => read?,
            };
            if !heads::is_one(&bytes) && has_ended(&bytes, disk, &file)? {
                ended.push((file, bytes));
            }
        }
        let mut lines = Gathered::default();
        // Lines that stand in the fold must be told from others of their names.
        if self.is_damaged || ended.iter().any(|(_, bytes)| self.has_folded_of(bytes)) {
            let bytes = self.read_fold(disk)?;
            lines.take(&bytes, &self.strange(&fold::altered(&bytes)));
        }
        let folded_before = lines.text.len();
        let mut is_whole = Vec::new();
        for (_, bytes) in &ended {
            let is_one = lines.take(bytes, &Seen::default());
            is_whole.push(is_one && fold::faults(bytes).is_empty());
        }
        let fresh = lines.text.get(folded_before..).unwrap_or_default();
        if self.is_damaged {
            self.renew(disk, &lines.text)?;
        } else if !fresh.is_empty() {
            self.add_block(disk, fresh)?;
        }
        for ((file, _), is_whole) in ended.into_iter().zip(is_whole) {
            if is_whole {
                disk.remove(&file)?;
            } else {
                disk.rename(&file, &self.aside(&file))?;
            }
            self.pieces.remove(&file);
        }
        self.write_heads(disk)
    }

    /// What stands in the fold.
    fn read_fold(&self, disk: &dyn Disk) -> io::Result<Vec<u8>> {
        Ok(disk.read(&self.folded()).if_there()?.unwrap_or_default())
    }

    /// Whether lines of these names stand in the fold.
    fn has_folded_of(&self, bytes: &[u8]) -> bool {
        let is_there = |piece: &Piece| {
            let changes = line::read(bytes).changes;
            changes.iter().any(|change| piece.seen.has(&change.id))
        };
        self.pieces.get(&self.folded()).is_some_and(is_there)
    }

    /// Appends a block to the fold.
    fn add_block(&mut self, disk: &dyn Disk, lines: &str) -> io::Result<()> {
        let folded = self.folded();
        let length = disk.about(&folded).if_there()?.map(|about| about.bytes);
        let before = match length {
            None | Some(0) => line::HEADER,
            Some(length) if disk.read_from(&folded, length - 1)? == b"\n" => "",
            // A remark, torn by a crash; the lines come again below.
            Some(_) => "\n",
        };
        let block = fold::block(lines);
        disk.append(&folded, (before.to_owned() + &block).as_bytes())?;
        disk.sync_folder(&self.folder)?;
        self.has_folded(disk, lines)
    }

    /// Writes the fold anew from all lines that can be read, and those that are to come into it. The damaged one stays
    /// beside it under another name.
    fn renew(&mut self, disk: &dyn Disk, all: &str) -> io::Result<()> {
        let folded = self.folded();
        let bytes = self.read_fold(disk)?;
        disk.write_new(&self.aside(&folded), &bytes)?;
        // A sum of another fold must not be taken for one of this.
        self.remove_heads(disk)?;
        disk.sync_folder(&self.folder)?;
        let text = line::HEADER.to_owned() + &fold::block(all);
        replace(disk, &folded, text.as_bytes(), &self.session).map_err(io::Error::other)?;
        self.pieces.remove(&folded);
        self.is_damaged = false;
        self.has_folded(disk, all)
    }

    fn remove_heads(&mut self, disk: &dyn Disk) -> io::Result<()> {
        self.covered = 0;
        disk.remove(&self.heads()).if_there().map(|_| ())
    }

    /// What stands in the fold now is known.
    fn has_folded(&mut self, disk: &dyn Disk, lines: &str) -> io::Result<()> {
        let changes = line::read(lines.as_bytes()).changes;
        self.has_taken(disk, self.folded(), &changes)
    }

    /// Where a damaged file is kept.
    fn aside(&self, file: &Path) -> PathBuf {
        let stamp = Utc::now().format("%Y-%m-%d-%H%M%S");
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        self.folder.join(format!("damaged-{stamp}-{name}.txt"))
    }

    /// Writes the sum of the fold, if much has come since.
    fn write_heads(&mut self, disk: &dyn Disk) -> io::Result<()> {
        let folded = self.folded();
        let length = self.pieces.get(&folded).map_or(0, |piece| piece.read);
        if length < self.covered {
            // The fold was lost or cut while this session ran.
            self.covered = 0;
        }
        if length - self.covered <= HEADS_EVERY {
            // No sum is written of so little: one that stands there is of a fold that was lost or cut.
            if self.covered == 0 && disk.exists(&self.heads()) {
                self.remove_heads(disk)?;
            }
            return Ok(());
        }
        let bytes = disk.read(&folded)?;
        let Some(bytes) = bytes.get(..usize::try_from(length).unwrap_or(usize::MAX)) else {
            return Ok(());
        };
        let known = disk.read(&self.heads()).ok();
        let known = known.filter(|bytes| self.covered > 0 && heads::is_as_written(bytes));
        let known = known.and_then(|bytes| heads::read(&bytes)).filter(|heads| {
            let covered = usize::try_from(heads.covered).unwrap_or(usize::MAX);
            let summed = bytes.get(..covered);
            summed.is_some_and(|summed| digest::of(summed) == heads.digest)
        });
        let (mut book, mut made_last, from) = match known {
            Some(heads) => (heads.book, heads.last, heads.covered),
            None => (Book::default(), Last::new(), 0),
        };
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let lines = line::read(bytes.get(from..).unwrap_or_default());
        let knew: Knew = lines.knew.into_iter().collect();
        for change in &lines.changes {
            book.add(change);
        }
        made_last = last(&made_last, &lines.changes, &knew);
        let heads = Heads {
            book,
            covered: length,
            digest: digest::of(bytes),
            last: made_last,
        };
        let text = heads::write(&heads);
        replace(disk, &self.heads(), text.as_bytes(), &self.session).map_err(io::Error::other)?;
        self.covered = length;
        Ok(())
    }
}

/// Whether nothing more will be appended to a session's file.
fn has_ended(bytes: &[u8], disk: &dyn Disk, file: &Path) -> io::Result<bool> {
    if bytes.ends_with(ENDED.as_bytes()) {
        return Ok(true);
    }
    let host = bytes.split(|&byte| byte == b'\n').find_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (host, pid) = line.strip_prefix("# host ")?.split_once(" process ")?;
        Some((host.to_owned(), pid.trim_end().parse().ok()?))
    });
    let written = disk.about(file)?.written;
    // Every program writes that with its first line: a file without it is of nobody who runs, but a copy, or damaged.
    let is_over = host.is_none_or(|(host, pid)| process::is_over(&host, pid, written));
    Ok(is_over || Utc::now() - written > TimeDelta::days(SILENT_DAYS))
}
