//! Whether the history is the one that was written: its digests, and every line of it.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;

use super::heads::{self, Heads};
use super::{History, digest, fold};
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId};
use crate::store::disk::{Disk, Tried as _, unfit};
use crate::store::line::{self, Fault};
use crate::store::{Trouble, by_hand};

/// What there is to say of the files of a history.
#[derive(Debug, Default)]
pub struct Examined {
    /// What is wrong with them.
    pub damages: Vec<Damage>,
    /// In which line of which file each change stands.
    pub places: HashMap<ChangeId, (PathBuf, usize)>,
}

/// What is wrong with a file of the history.
#[derive(Debug, PartialEq, Eq)]
pub struct Damage {
    /// Which file.
    pub file: PathBuf,
    /// In which line; 0 is the file itself.
    pub line: usize,
    /// What, in words.
    pub why: String,
}

impl Damage {
    /// What is wrong with a file as a whole.
    fn of(file: PathBuf, why: impl Into<String>) -> Self {
        Self {
            file,
            line: 0,
            why: why.into(),
        }
    }
}

impl History {
    /// Whether the fold and its sum are those that were written. Where they are not, the next save reads every line.
    pub(in crate::store) fn verify(&mut self, disk: &dyn Disk) -> io::Result<bool> {
        let Some(bytes) = disk.read(&self.folded()).if_fit()? else {
            return Ok(true);
        };
        let covered = usize::try_from(self.covered).unwrap_or(usize::MAX);
        let (summed, rest) = bytes.split_at_checked(covered).unwrap_or((&[], &bytes));
        let is_sound = fold::altered(rest).is_empty()
            && (covered == 0 || {
                let file = disk.read(&self.heads())?;
                let digest = digest::of(summed);
                heads::is_as_written(&file) && heads::digest_in(&file) == Some(&digest)
            });
        self.is_damaged |= !is_sound;
        Ok(!self.is_damaged)
    }

    /// Reads every line of every file.
    pub(in crate::store) fn examine(&self, disk: &dyn Disk) -> Result<Examined, Trouble> {
        let (files, links) = self.files(disk)?;
        let words = "it is a link, and links are not followed; put the file itself there";
        let links = links.into_iter().map(|file| Damage::of(file, words));
        let mut damages: Vec<Damage> = links.collect();
        damages.extend(self.unfit_beside(disk));
        let mut places = HashMap::new();
        let folded = self.folded();
        if !disk.exists(&folded) && disk.exists(&self.heads()) {
            let why = "it is not there any more; it held the lines of sessions that have ended";
            damages.push(Damage::of(folded.clone(), why));
        }
        let mut known: HashMap<ChangeId, Change> = HashMap::new();
        for file in files {
            let read = disk.read(&file);
            if let Some(why) = read.as_ref().err().and_then(unfit) {
                damages.push(Damage::of(file, why));
                continue;
            }
            let read = read.if_there().trying("read", &file)?;
            let Some(bytes) = read.filter(|bytes| !heads::is_one(bytes)) else {
                continue;
            };
            let mut faults = fold::faults(&bytes);
            if file == folded {
                faults.extend(fold::torn(&bytes));
                faults.extend(fold::altered(&bytes).iter().map(fold::Altered::fault));
                faults.extend(self.sum_fault(disk, &bytes)?);
            }
            for (line, change) in changes(&bytes) {
                places
                    .entry(change.id.clone())
                    .or_insert_with(|| (file.clone(), line));
                faults.extend(contradiction(line, change, &mut known));
            }
            faults.sort_by_key(|fault| fault.line);
            let damage = |Fault { line, why }| Damage {
                file: file.clone(),
                line,
                why,
            };
            damages.extend(faults.into_iter().map(damage));
        }
        Ok(Examined { damages, places })
    }

    /// What stands in the place of a file that only saves time or tells what the program wrote last, and is not read.
    fn unfit_beside(&self, disk: &dyn Disk) -> Vec<Damage> {
        let files = [
            self.heads(),
            by_hand::summed(&self.folder),
            by_hand::next(&self.folder),
        ];
        let damage = |file: PathBuf| {
            let why = unfit(&disk.read(&file).err()?)?;
            Some(Damage::of(file, why))
        };
        files.into_iter().filter_map(damage).collect()
    }

    /// What is wrong with the sum of the fold.
    fn sum_fault(&self, disk: &dyn Disk, folded: &[u8]) -> Result<Option<Fault>, Trouble> {
        // One that is not fit to be read is named with the others.
        let file = disk.read(&self.heads()).if_fit();
        let Some(file) = file.trying("read", &self.heads())? else {
            return Ok(None);
        };
        // One of a program of before, or torn: nobody looks at it.
        let Some(Heads {
            book,
            covered,
            digest,
            ..
        }) = heads::read(&file)
        else {
            return Ok(None);
        };
        let covered = usize::try_from(covered).unwrap_or(usize::MAX);
        let is_sum = |summed: &[u8]| {
            let lines = line::read(summed).changes;
            digest::of(summed) == digest && Book::of(&lines) == book
        };
        let is_sound = heads::is_as_written(&file) && folded.get(..covered).is_some_and(is_sum);
        let words = "its sum in heads.tsv is another; the sum is made anew";
        Ok((!is_sound).then(|| Fault {
            line: 0,
            why: words.to_owned(),
        }))
    }
}

/// The changes of a file with the numbers of their lines.
fn changes(bytes: &[u8]) -> impl Iterator<Item = (usize, Change)> {
    let lines = bytes.split(|&byte| byte == b'\n').enumerate();
    lines.filter_map(|(index, line)| {
        let line = std::str::from_utf8(line).ok()?.trim_end_matches('\r');
        Some((index + 1, line::parse(line)?))
    })
}

/// A line that says something else than one of the same name that was read before.
fn contradiction(
    line: usize,
    change: Change,
    known: &mut HashMap<ChangeId, Change>,
) -> Option<Fault> {
    match known.get(&change.id) {
        Some(before) if *before == change => None,
        Some(_) => Some(Fault {
            line,
            why: format!("another line of the name {} says something else", change.id),
        }),
        None => {
            known.insert(change.id.clone(), change);
            None
        }
    }
}
