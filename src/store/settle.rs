//! Settling state and history: what the one says and the other does not becomes lines, or is applied.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use chrono::Utc;
use toml_edit::DocumentMut;

use super::by_hand::{self, Base, Ground};
use super::compare::{self, Due, Lost, Origin, Sides};
use super::disk::Tried as _;
use super::kept::KeptState;
use super::lock::Lock;
use super::state::{Contents, Stamps};
use super::sums::{self, Unnamed};
use super::{Store, Trouble};
use crate::project::book::Book;
use crate::project::change::{Change, Key, Subject};
use crate::project::seen::Seen;

/// What of a state file is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// All of it, although there is a history.
    All {
        /// Whether the file itself is there still.
        is_there: bool,
    },
    /// It is the beginning of what was written last.
    Rest {
        /// The line in which it ends.
        line: usize,
    },
}

/// What was found to differ between a state and its history.
#[derive(Debug, Default)]
pub struct Findings {
    /// What the state has lost since it was written. It is read as if it had not.
    pub missing: Option<Missing>,
    /// Lines that the state names and that stand in no file.
    pub lost: Seen,
    /// Lines that it does not name: they are newer, and applied.
    pub newer: Seen,
    /// Whether it is an older state that was put back over newer ones.
    pub is_older: bool,
    /// Why the lines that it names cannot be understood.
    pub unnamed: Option<Unnamed>,
    /// Lines that are to stand for values of it that the history does not give any more.
    pub restored: Vec<Change>,
    /// Lines for what was written into it by hand.
    pub by_hand: Vec<Change>,
}

impl Findings {
    /// Whether state and history say the same, but for what a hand wrote.
    pub fn is_sound(&self) -> bool {
        self.missing.is_none()
            && self.lost.is_empty()
            && self.newer.is_empty()
            && !self.is_older
            && self.unnamed.is_none()
            && self.restored.is_empty()
    }

    /// What is to be said of it at a start.
    pub(super) fn told(&self) -> Option<String> {
        if self.is_older {
            let newer = changes(self.newer.count(), "newer");
            return Some(format!(
                "This is an older state file: {newer} and hold again. To go back to it for good: roadsigns state restore \
                 older"
            ));
        }
        if let Some(missing) = self.missing {
            let what = match missing {
                Missing::All { is_there: false } => "There is no state file",
                Missing::All { .. } => "The state file is empty",
                Missing::Rest { .. } => "The state file was cut",
            };
            return Some(format!(
                "{what}; all that was recorded holds, and the next save writes it again. More: roadsigns state check"
            ));
        }
        let lost = self.lost.count();
        (lost > 0 || !self.restored.is_empty()).then(|| {
            let what = if lost > 0 {
                changes(lost, "lost")
            } else {
                "The history does not give every value of the state file".to_owned()
            };
            format!("{what}; the values of the state file stand. More: roadsigns state check")
        })
    }
}

fn changes(count: u64, what: &str) -> String {
    let (s, are) = if count == 1 { ("", "is") } else { ("s", "are") };
    format!("{count} change{s} of the history {are} {what}")
}

/// What a state says of the lines that it sums.
pub(super) struct Named {
    pub(super) ground: Ground,
    is_older: bool,
    fault: Option<Unnamed>,
}

impl Store {
    /// Finds out which lines a state sums, and tells the history.
    pub(super) fn named(
        &mut self,
        text: &str,
        document: &DocumentMut,
        now: &Contents,
    ) -> Result<Named, Trouble> {
        let history = self.history.folder();
        let (named, fault) = match sums::read(document) {
            Ok(named) => (named, None),
            Err(why) => (None, Some(why)),
        };
        let bases = by_hand::bases(self.disk.as_ref(), history, text, now, named.as_ref())?;
        let is_newer = |base: &Base| {
            let sums = base.sums.as_ref().filter(|_| base.is_signed);
            let pair = sums.zip(named.as_ref());
            pair.is_some_and(|(theirs, ours)| theirs != ours && theirs.covers(ours))
        };
        let newer = bases.iter().any(is_newer);
        let ground = Ground::of(bases, now, named.clone());
        self.history.summed(ground.sums(), named);
        Ok(Named {
            // One that is just being replaced differs from the next one, too, but not from the last.
            is_older: newer && ground.base().is_none(),
            ground,
            fault,
        })
    }

    /// Compares a state with the history, which has been read. What is due keeps the name that it had before; whatever was
    /// not found before is told as if it came from somebody else.
    pub(super) fn settle(
        &mut self,
        document: &DocumentMut,
        now: &Contents,
        named: &Named,
    ) -> Result<(), Trouble> {
        self.progress.says(format!(
            "{} values of the state file are compared with the history",
            now.values.len()
        ));
        let mut findings = Findings {
            unnamed: named.fault.clone(),
            ..Findings::default()
        };
        let sums = match &named.ground {
            Ground::Sums(sums, _) => Some(sums),
            // Had a program of before written since, its lines would be there.
            Ground::Old(base) => base
                .sums
                .as_ref()
                .filter(|sums| sums.covers(&self.history.on_disk())),
            Ground::Bare => None,
        };
        if let Some(sums) = sums {
            let mut there = self.history.on_disk();
            if !there.covers(sums)
                && let Some(book) = self.history.reload(self.disk.as_ref())?
            {
                self.book.merge(&book);
                there = self.history.on_disk();
            }
            findings.lost = sums.without(&there);
            findings.newer = there.without(sums);
            findings.is_older = named.is_older && !findings.newer.is_empty();
        }
        let is_alone = named.ground.base().is_none() && self.history.is_empty();
        let stamps = Stamps::of(document);
        let due = self.due(now, &named.ground, sums, &findings, &stamps)?;
        let known = std::mem::take(&mut self.by_hand).into_iter();
        let mut known: HashMap<(Key, String), Change> = known
            .map(|change| ((change.key.clone(), change.value.clone()), change))
            .collect();
        for due in due {
            let origin = due.origin;
            let before = known.remove(&(due.key.clone(), due.value.clone()));
            let change = before.unwrap_or_else(|| self.line_for(due, &stamps, is_alone));
            match origin {
                Origin::Hand => findings.by_hand.push(change.clone()),
                Origin::Lost => findings.restored.push(change.clone()),
            }
            self.by_hand.push(change);
        }
        self.findings = findings;
        Ok(())
    }

    /// A new line for what is due, told as if it came from somebody else. Where nothing at all stands beside a state, it is
    /// as somebody brought it.
    fn line_for(&mut self, due: Due, stamps: &Stamps, is_alone: bool) -> Change {
        // Whoever wrote it by hand said when.
        let is_first = self.is_first_said(&due.key);
        let said = is_first.then(|| stamps.of_table(&due.key).at).flatten();
        let stamps = (due.origin == Origin::Lost && !is_alone).then_some(stamps);
        let change = self.hand.change(due, stamps, said.unwrap_or_else(Utc::now));
        self.foreign.push(change.clone());
        change
    }

    /// Whether it is of a piece of feedback, or of a measure, of which no line is known yet.
    fn is_first_said(&self, key: &Key) -> bool {
        let is_said = !matches!(key.subject, Subject::Project(_));
        is_said && self.book.places(&key.subject).next().is_none()
    }

    /// The lines that are due.
    fn due(
        &mut self,
        now: &Contents,
        ground: &Ground,
        sums: Option<&Seen>,
        findings: &Findings,
        stamps: &Stamps,
    ) -> Result<Vec<Due>, Trouble> {
        let sides = Sides {
            now,
            base: ground.base().map(|base| &base.contents),
            sums,
            then: &self.book,
            sum: &self.book,
        };
        let Some(sums) = sums else {
            let Some(base) = sides.base else {
                return Ok(compare::with_sum(sides));
            };
            let (history, disk) = (&self.history, self.disk.as_ref());
            // What cannot be read now cannot tell.
            let lines = LazyCell::new(|| history.all(disk).unwrap_or_default());
            return Ok(compare::of_old(sides, base, stamps, || &lines));
        };
        let is_same = findings.lost.is_empty() && findings.newer.is_empty();
        if is_same && sums.covers(self.book.seen()) {
            return Ok(compare::with_sum(sides));
        }
        // A session that has saved knows its base for its own: only what a hand wrote since differs. Before that all lines
        // are read, as one of those that the state names may have been altered.
        if let (true, true, Some(base)) = (self.done.kept, findings.lost.is_empty(), sides.base) {
            return Ok(compare::with_base(sides, base));
        }
        let lines = self.history.all(self.disk.as_ref())?;
        let then = Book::of(lines.iter().filter(|line| sums.has(&line.id)));
        let sum = Book::of(&lines);
        let sides = Sides {
            then: &then,
            sum: &sum,
            ..sides
        };
        if findings.lost.is_empty() {
            return Ok(without_given(compare::with_sum(sides), sums, &lines, &sum));
        }
        let lost = Lost {
            missing: &findings.lost,
            lines: &lines,
            memory: &self.book,
        };
        Ok(compare::lost(sides, &lost))
    }

    /// Reads what others did, and settles a state with all of it.
    pub(super) fn take_in(
        &mut self,
        text: &str,
        document: &DocumentMut,
        now: &Contents,
        lock: &Lock,
    ) -> Result<(), Trouble> {
        let named = self.named(text, document, now)?;
        self.read_history(false)?;
        self.settle(document, now, &named)?;
        if self.findings.is_older {
            self.keep(text, [KeptState::Older])?;
        }
        self.take_in_hand(document, now, &named, lock)
    }

    /// What was written by hand, and what stands for lost lines, gets its lines, and counts as known from there on: only
    /// then may a change of this session replace it, or else a crash would make it look new again.
    fn take_in_hand(
        &mut self,
        document: &DocumentMut,
        now: &Contents,
        named: &Named,
        lock: &Lock,
    ) -> Result<(), Trouble> {
        self.append(&self.by_hand.clone())?;
        for change in self.by_hand.drain(..) {
            self.book.add(&change);
        }
        let is_written = match named.ground.base() {
            Some(base) => !base.is_next && base.contents == *now,
            None => *now == Contents::default(),
        };
        if !is_written {
            lock.is_held(self.disk.as_ref())?;
            // The name of a state that broke off, or of an editor's file, must last before that.
            self.disk
                .sync_folder(self.folder())
                .trying("save", &self.path)?;
            // Of a state that a program of before wrote nobody can say which lines it sums.
            let text = document.to_string();
            self.write_next(&match named.ground {
                Ground::Sums(..) => by_hand::signed(&text),
                Ground::Old(_) | Ground::Bare => text,
            })?;
            self.promote()?;
        }
        Ok(())
    }
}

/// What is due without what a line of a save that broke off gave: another of it may have replaced that.
fn without_given(due: Vec<Due>, sums: &Seen, lines: &[Change], sum: &Book) -> Vec<Due> {
    let newer = lines.iter().filter(|line| !sums.has(&line.id));
    let given: HashSet<(&Key, &str)> = newer.map(|line| (&line.key, line.value.as_str())).collect();
    let is_due = |due: &Due| {
        let is_given = given.contains(&(&due.key, due.value.as_str()));
        let mut heads = sum.heads(&due.key).iter();
        due.origin == Origin::Hand || !is_given || heads.any(|held| held.value == due.value)
    };
    due.into_iter().filter(is_due).collect()
}
