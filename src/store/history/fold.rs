//! The fold: the lines of sessions that have ended, in blocks that say what they hold.
//!
//! ```text
//! # roadsigns history 1: id, replaces, …
//! # fold of 43 lines, sha256 9f86d081…0015ad: k7f2m9qx 1-40; w3d8v5nh 1-3
//! k7f2m9qx-1⇥⇥login@host⇥…                  43 lines, as they stood in the files of their sessions
//! # fold of …
//! ```
//!
//! A block is appended whole before the files are removed that its lines come from. What a program of before November
//! 2026 folds stands behind it as lines without a block; it passes over the head of one.

use std::collections::HashMap;

use super::digest;
use crate::project::change::{Change, ChangeId};
use crate::project::seen::Seen;
use crate::store::line::{self, Fault};

const TITLE: &str = "# fold of ";

/// The block of lines, each with its end; nothing if there are none.
pub(super) fn block(lines: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let ids = seen(lines.split_inclusive('\n').filter_map(id_of));
    let (count, digest) = (lines.matches('\n').count(), digest::of(lines.as_bytes()));
    format!("{TITLE}{count} lines, sha256 {digest}: {ids}\n{lines}")
}

fn seen(ids: impl Iterator<Item = ChangeId>) -> Seen {
    let mut seen = Seen::default();
    for id in ids {
        seen.add(&id);
    }
    seen
}

/// The id with which a line begins.
fn id_of(line: &str) -> Option<ChangeId> {
    line.split_once('\t')?.0.parse().ok()
}

/// A block that does not hold what its head says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Altered {
    /// The line of its head, and its last one.
    pub(super) lines: (usize, usize),
    /// Changes that should stand in it and stand nowhere in the file.
    pub(super) gone: Seen,
    /// Changes that stand in it and should not.
    pub(super) strange: Seen,
}

impl Altered {
    /// What is wrong, as a fault of its first line.
    pub(super) fn fault(&self) -> Fault {
        let (head, last) = self.lines;
        let gone = if self.gone.is_empty() {
            String::new()
        } else {
            format!("; gone is {}", self.gone)
        };
        Fault {
            line: head,
            why: format!(
                "the lines down to {last} are not those that were written (their digest is another){gone}"
            ),
        }
    }
}

/// The blocks of a file that do not hold what their heads say.
pub(super) fn altered(bytes: &[u8]) -> Vec<Altered> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let mut altered = Vec::new();
    let mut there: Option<Seen> = None;
    for (index, head) in lines.iter().enumerate() {
        let Some(Head { count, digest, ids }) = head_of(head) else {
            continue;
        };
        let end = (index + 1).saturating_add(count).min(lines.len());
        let block = lines.get(index + 1..end).unwrap_or_default();
        // One that a crash tore is followed by another that holds it all.
        let is_again = |line: &&[u8]| head_of(line).is_some_and(|again| again.ids.covers(&ids));
        let mut behind = lines.get(index + 1..=end).unwrap_or(block).iter();
        if digest::of(&block.concat()) == digest || behind.any(is_again) {
            continue;
        }
        let id = |line: &&[u8]| id_of(std::str::from_utf8(line).ok()?);
        let there = there.get_or_insert_with(|| seen(lines.iter().filter_map(id)));
        let gone = ids.without(there);
        altered.push(Altered {
            lines: (index + 1, end),
            gone,
            strange: seen(block.iter().filter_map(id)).without(&ids),
        });
    }
    altered
}

struct Head {
    count: usize,
    digest: String,
    ids: Seen,
}

fn head_of(line: &[u8]) -> Option<Head> {
    let line = std::str::from_utf8(line.strip_prefix(b"# ")?).ok()?;
    let rest = line.strip_prefix(TITLE.strip_prefix("# ")?)?;
    let (count, rest) = rest.split_once(" lines, sha256 ")?;
    let (digest, ids) = rest.trim_end().split_once(": ")?;
    Some(Head {
        count: count.parse().ok()?,
        digest: digest.to_owned(),
        ids: ids.parse().ok()?,
    })
}

/// The faults of a file of lines, but for lines that a crash tore and that were written again.
pub(super) fn faults(bytes: &[u8]) -> Vec<Fault> {
    let read = line::read(bytes);
    let tail = bytes.get(read.read..).unwrap_or_default();
    let mut faults = read.faults;
    if tail.contains(&0) {
        faults.push(Fault {
            line: bytes.split(|&byte| byte == b'\n').count(),
            why: line::NULS.to_owned(),
        });
    }
    if faults.is_empty() {
        return faults;
    }
    let lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    faults.retain(|fault| {
        let Some(&line) = lines.get(fault.line - 1) else {
            return true;
        };
        // What comes next in order is longer and begins with it, if anything does.
        let next = sorted.partition_point(|other| *other <= line);
        let is_torn = sorted
            .get(next)
            .is_some_and(|other| other.starts_with(line));
        !is_torn
    });
    faults
}

/// The line at the end of a fold that was torn. In the file of a session it may be the trace of an append that never was;
/// what was folded stands nowhere else. A remark holds no change.
pub(super) fn torn(bytes: &[u8]) -> Option<Fault> {
    let tail = bytes.rsplit(|&byte| byte == b'\n').next()?;
    // NULs are named as such.
    let is_torn = !tail.is_empty() && !tail.starts_with(b"#") && !tail.contains(&0);
    is_torn.then(|| Fault {
        line: bytes.split(|&byte| byte == b'\n').count(),
        why: "it is torn: its end is not there any more".to_owned(),
    })
}

/// Lines that are to stand in the fold: of those of one name that differ, the one that came first.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    known: HashMap<ChangeId, Change>,
    /// The lines, each with its end, and what else belongs to them.
    pub(super) text: String,
}

impl Gathered {
    /// Takes in the lines of a file that can be read. Whether none says something else than one of its name before.
    pub(super) fn take(&mut self, bytes: &[u8], leave_out: &Seen) -> bool {
        let mut is_one = true;
        // What the author of the next change had read goes where that goes.
        let mut after = String::new();
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let Ok(text) = std::str::from_utf8(line) else {
                continue;
            };
            let whole = text.trim_end_matches(['\n', '\r']);
            if whole.starts_with(line::AFTER) {
                after = format!("{whole}\n");
                continue;
            }
            if !line.ends_with(b"\n") || whole.contains('\0') {
                continue;
            }
            let Some(change) = line::parse(whole) else {
                continue;
            };
            let after = std::mem::take(&mut after);
            if leave_out.has(&change.id) {
                continue;
            }
            if self
                .known
                .get(&change.id)
                .is_some_and(|before| *before != change)
            {
                is_one = false;
                continue;
            }
            self.known.insert(change.id.clone(), change);
            self.text.push_str(&format!("{after}{whole}\n"));
        }
        is_one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "a-1\t\tme@here\t2026-11-22T10:41:07.120Z\t2026-11-22\tproject:p\tsigns/a#b\tstate\tdone\t.\n";

    fn lines() -> String {
        format!(
            "{ONE}{}{}",
            ONE.replace("a-1", "a-2"),
            ONE.replace("a-1", "b-1")
        )
    }

    #[test]
    fn a_block_says_its_ids_and_digest_and_is_found_sound() {
        let block = block(&lines());
        assert!(block.starts_with("# fold of 3 lines, sha256 "), "{block}");
        assert!(
            block.lines().next().unwrap().ends_with(": a 1-2; b 1"),
            "{block}"
        );
        assert_eq!(altered(block.as_bytes()), []);
        let twice = format!("{}{block}{ONE}{block}", line::HEADER);
        assert_eq!(altered(twice.as_bytes()), []);
        assert_eq!(super::block(""), "");
    }

    #[test]
    fn any_byte_of_a_block_that_is_another_is_noticed() {
        let block = block(&lines());
        let head = block.find('\n').unwrap() + 1;
        for at in head..block.len() {
            let mut bytes = block.clone().into_bytes();
            bytes[at] = bytes[at].wrapping_add(1);
            assert_eq!(altered(&bytes).len(), 1, "{at}");
        }
    }

    #[test]
    fn what_is_gone_from_a_block_and_what_has_come_into_it_is_named() {
        let block = block(&lines());
        let damaged = block.replace("a-2\t", "c-2\t");
        let [altered] = altered(damaged.as_bytes()).try_into().unwrap();
        assert_eq!(
            (altered.gone.to_string(), altered.strange.to_string()),
            ("a 2".into(), "c 2".into())
        );
        assert!(altered.fault().why.contains("gone is a 2"));
        let cut = block.split_inclusive('\n').take(2).collect::<String>();
        let [altered] = super::altered(cut.as_bytes()).try_into().unwrap();
        assert_eq!(altered.gone.to_string(), "a 2; b 1");
    }

    #[test]
    fn a_block_that_was_torn_and_written_again_is_no_fault() {
        let block = block(&lines());
        let head = block.find('\n').unwrap();
        for cut in head..block.len() - 1 {
            let again = format!("{}{}\n{block}", line::HEADER, block.get(..cut).unwrap());
            assert_eq!(altered(again.as_bytes()), [], "{cut}");
            assert_eq!(faults(again.as_bytes()), [], "{cut}");
        }
    }

    #[test]
    fn a_torn_line_that_was_written_again_is_no_fault_and_garbage_is_one() {
        let torn = format!("{}{}\n{ONE}", line::HEADER, ONE.get(..30).unwrap());
        assert_eq!(faults(torn.as_bytes()), []);
        assert_eq!(faults(&ONE.as_bytes()[..30]), []);
        let garbage = format!("{ONE}garbage\n{ONE}");
        assert_eq!(faults(garbage.as_bytes()).len(), 1);
        let nuls = format!("{ONE}a-2\t\t\0\0\0");
        assert_eq!(faults(nuls.as_bytes())[0].line, 2);
    }

    #[test]
    fn what_can_be_read_is_kept_whatever_stands_between() {
        let after = line::after(&["x-1".parse().unwrap()]);
        let text = format!(
            "{}garbage\n{after}{ONE}\n{}",
            line::HEADER,
            ONE.get(..30).unwrap()
        );
        let readable = |leave_out: &Seen| {
            let mut gathered = Gathered::default();
            assert!(gathered.take(text.as_bytes(), leave_out));
            gathered.text
        };
        assert_eq!(readable(&Seen::default()), after.clone() + ONE);
        // What its author had read goes with it.
        assert_eq!(readable(&"a 1".parse().unwrap()), "");
    }

    #[test]
    fn of_two_lines_of_one_name_that_differ_the_first_is_gathered() {
        let mut gathered = Gathered::default();
        let twice = format!("{ONE}{ONE}");
        assert!(gathered.take(twice.as_bytes(), &Seen::default()));
        let other = ONE.replace("done", "open");
        assert!(!gathered.take(other.as_bytes(), &Seen::default()));
        assert_eq!(gathered.text, twice);
    }

    #[test]
    fn a_torn_line_at_the_end_of_a_fold_is_a_fault_and_a_torn_remark_is_none() {
        for cut in 1..ONE.len() - 1 {
            let text = format!("{}{ONE}{}", line::HEADER, ONE.get(..cut).unwrap());
            assert_eq!(torn(text.as_bytes()).unwrap().line, 3, "{cut}");
        }
        let head = block(&lines());
        for text in ["", ONE, head.get(..20).unwrap()] {
            assert_eq!(torn(text.as_bytes()), None, "{text}");
        }
    }
}
