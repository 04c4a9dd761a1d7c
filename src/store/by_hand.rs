//! What the program wrote into the state file last, and what somebody wrote there by hand since.
//!
//! `summed.toml` in the history's folder is the state as it was last written, `summed-next.toml` the one that is being
//! written. A crash leaves either in force, and the state file tells which: the one with the same `[sums]`. So the next
//! one must last before the state is replaced, and the state before the next one takes its place.
//!
//! Its last line says how many bytes stand above it, and with that that its `[sums]` are those of its values: a program of
//! before November 2026 leaves that line out, and carries on the `[sums]` of another state.

use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _, Utc};
use toml_edit::DocumentMut;

use super::compare::{Due, edits};
use super::disk::{Disk, Tried as _};
use super::state::{self, Contents, Stamps};
use super::{Trouble, sums};
use crate::project::audit;
use crate::project::change::{Change, ChangeId, Signature};
use crate::project::seen::Seen;

/// How the last line begins.
const SIGNED: &str = "# With its sums, ";
/// How it ends.
const BYTES: &str = " bytes.\n";

/// The state as the program wrote it.
#[derive(Debug)]
pub(super) struct Base {
    /// What it held.
    pub(super) contents: Contents,
    /// The lines that it names as its sum.
    pub(super) sums: Option<Seen>,
    /// Whether a program that knows of sums wrote it.
    pub(super) is_signed: bool,
    /// Whether it is still under its name of the time when it was being written.
    pub(super) is_next: bool,
}

pub(super) fn summed(history: &Path) -> PathBuf {
    history.join("summed.toml")
}

pub(super) fn next(history: &Path) -> PathBuf {
    history.join("summed-next.toml")
}

/// The text of a state with its last line.
pub(super) fn signed(text: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let length = text.len() + end.len();
    format!("{text}{end}{SIGNED}{length}{BYTES}")
}

/// The text without its last line, and whether that is true. One that was cut says nothing.
fn unsigned(text: &str) -> (&str, bool) {
    let signed = text.strip_suffix(BYTES).and_then(|text| {
        let (above, length) = text.rsplit_once(SIGNED)?;
        (length.parse() == Ok(above.len())).then_some(above)
    });
    if let Some(above) = signed {
        return (above, true);
    }
    let last = text.rsplit('\n').next().unwrap_or_default();
    let is_cut = SIGNED.starts_with(last) || last.starts_with(SIGNED);
    let above = text.strip_suffix(last).filter(|_| is_cut);
    (above.unwrap_or(text), false)
}

/// A state that the program wrote; nothing if it is not there or torn.
pub(super) fn written(disk: &dyn Disk, path: &Path) -> Result<Option<DocumentMut>, Trouble> {
    Ok(read(disk, path)?.and_then(|text| state::parse(unsigned(&text).0).ok()))
}

/// What the program wrote last, where the text of a state file is only its beginning: the file was cut, or is gone.
pub(super) fn whole(
    disk: &dyn Disk,
    history: &Path,
    text: &str,
) -> Result<Option<String>, Trouble> {
    let mut whole = None;
    for path in [summed(history), next(history)] {
        let written = read(disk, &path)?.unwrap_or_default();
        let (above, _) = unsigned(&written);
        match above.strip_prefix(text) {
            // It is all there, but perhaps for the end of its last line.
            Some(rest) if rest.trim().is_empty() && !above.is_empty() => return Ok(None),
            Some(_) if whole.is_none() && state::well_shaped(above).is_ok() => {
                whole = Some(above.to_owned());
            }
            _ => {}
        }
    }
    Ok(whole.filter(|whole| !whole.is_empty()))
}

/// The text of a file, if it is there; what is no plain file, or too large, is none of ours. A disk that does not let us
/// read it must not look like that: all of the state would be taken for written by hand.
fn read(disk: &dyn Disk, path: &Path) -> Result<Option<String>, Trouble> {
    let bytes = disk.read(path).if_fit().trying("read", path)?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// What the state file may have been before somebody's hand came over it. `text` is the file as it stands, `now` and
/// `named` what that holds and names.
pub(super) fn bases(
    disk: &dyn Disk,
    history: &Path,
    text: &str,
    now: &Contents,
    named: Option<&Seen>,
) -> Result<Vec<Base>, Trouble> {
    let mut found = Vec::new();
    for (path, is_next) in [(summed(history), false), (next(history), true)] {
        let Some(written) = read(disk, &path)? else {
            continue;
        };
        let (above, is_signed) = unsigned(&written);
        // Mostly no hand came over it: reading the same text once more would take as long again.
        let (contents, sums) = if above == text || above.strip_suffix('\n') == Some(text) {
            (now.clone(), named.cloned())
        } else if let Ok(document) = state::parse(above) {
            let sums = sums::read(&document).unwrap_or_default();
            (state::contents(&document), sums)
        } else {
            continue;
        };
        found.push(Base {
            contents,
            sums,
            is_signed,
            is_next,
        });
    }
    Ok(found)
}

/// What a state is compared with.
#[derive(Debug)]
pub(super) enum Ground {
    /// With the sum of these lines; what the program wrote there last is known or not.
    Sums(Seen, Option<Base>),
    /// With what a program of before wrote, which names no lines.
    Old(Base),
    /// With the sum of all lines: nothing else is known.
    Bare,
}

impl Ground {
    /// What it is for a state: of what the program wrote, what names the same lines.
    pub(super) fn of(mut bases: Vec<Base>, now: &Contents, named: Option<Seen>) -> Self {
        if let Some(named) = &named {
            bases.retain(|base| base.sums.as_ref() == Some(named));
        }
        // The nearest one: of two that are equally near, the one of whose sums we know.
        bases.sort_by_cached_key(|base| {
            let distance = edits(now, &base.contents).len();
            (distance, !base.is_signed, base.is_next)
        });
        match (bases.into_iter().next(), named) {
            (Some(base), _) if base.is_signed => {
                Self::Sums(base.sums.clone().unwrap_or_default(), Some(base))
            }
            (Some(base), _) => Self::Old(base),
            (None, Some(named)) => Self::Sums(named, None),
            (None, None) => Self::Bare,
        }
    }

    /// The lines that the state is known to sum.
    pub(super) fn sums(&self) -> Option<&Seen> {
        match self {
            Self::Sums(sums, _) => Some(sums),
            Self::Old(_) | Self::Bare => None,
        }
    }

    /// What the program wrote last.
    pub(super) fn base(&self) -> Option<&Base> {
        match self {
            Self::Sums(_, base) => base.as_ref(),
            Self::Old(base) => Some(base),
            Self::Bare => None,
        }
    }
}

/// Makes changes of what people wrote by hand, and of what stands for lost lines, under a name of its own beside the
/// session's.
#[derive(Debug)]
pub(super) struct Scribe {
    session: Signature,
    number: u32,
}

impl Scribe {
    pub(super) fn of(session: &Signature) -> Self {
        Self {
            session: Signature {
                id: format!("{}h", session.id),
                ..session.clone()
            },
            number: 0,
        }
    }

    /// The change for what is due: by hand, or with what the stamps of the state say of a line that is lost.
    pub(super) fn change(
        &mut self,
        due: Due,
        stamps: Option<&Stamps>,
        now: DateTime<Utc>,
    ) -> Change {
        self.number += 1;
        let Signature { id, by, guide } = &self.session;
        let stamp = stamps.map(|stamps| stamps.about(&due.key, &due.value));
        let (by, at, guide) = match stamp {
            None => (format!("{} ({by})", audit::BY_HAND), now, guide),
            Some(ref stamp) => {
                let by = if stamp.by.is_empty() { by } else { &stamp.by };
                let guide = if stamp.guide.is_empty() {
                    guide
                } else {
                    &stamp.guide
                };
                (restored(by), stamp.at.unwrap_or(now), guide)
            }
        };
        Change {
            id: ChangeId {
                session: id.clone(),
                number: self.number,
            },
            replaces: due.replaces,
            by,
            at: at.trunc_subsecs(3),
            guide: guide.clone(),
            key: due.key,
            value: due.value,
        }
    }
}

/// Who a value is from of which the line is lost.
fn restored(by: &str) -> String {
    if by.starts_with(audit::RESTORED) {
        by.to_owned()
    } else {
        format!("{} ({by})", audit::RESTORED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_is_known_as_such_until_another_program_has_written_over_it() {
        for text in ["", "format = 1\n", "format = 1\n# no line end"] {
            let signed = signed(text);
            let (above, is_signed) = unsigned(&signed);
            assert_eq!((above.trim_end(), is_signed), (text.trim_end(), true));
            assert_eq!(unsigned(text), (text, false));
            // It carries comments on.
            let carried = signed.replace("# With", "owner = 5\n# With");
            assert!(!unsigned(&carried).1, "{carried}");
        }
    }
}
