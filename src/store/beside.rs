//! Which history belongs to a state file: the one beside it, unless the state was moved, or is a link.
//!
//! A state that was moved or renamed leaves its history behind, and one that was moved and linked has it beside the
//! link. Such a history is found where it says the same: where it knows a project of the state. Where several do, the
//! one beside the state is used and all are named.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::state;
use crate::project::change::Subject;
use crate::text::clean;

/// The ending of a history's folder.
const ENDING: &str = "history";

/// Where a state file really is, and where its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// The state file, links followed.
    pub state: PathBuf,
    /// The folder of its history.
    pub history: PathBuf,
    /// Other histories that know its projects.
    pub others: Vec<PathBuf>,
}

impl Whereabouts {
    /// Where they are if nothing was moved or linked; no disk is asked.
    pub fn of(state: &Path) -> Self {
        Self {
            state: state.to_owned(),
            history: state.with_extension(ENDING),
            others: Vec::new(),
        }
    }

    /// What to say where a history is not where one looks for it; nothing if all is as it should be.
    pub fn remark(&self) -> Option<String> {
        let beside = self.state.with_extension(ENDING);
        if !self.others.is_empty() {
            let others: Vec<String> = self.others.iter().map(|other| clean::path(other)).collect();
            return Some(format!(
                "Several histories know these projects. In use: {}. Also there: {}. What those hold counts once their \
                 .tsv files, but heads.tsv, stand in the first, each under a name of its own.",
                clean::path(&self.history),
                others.join(", ")
            ));
        }
        (self.history != beside).then(|| {
            format!(
                "The history of this state is {}. It belongs beside its state: move it to {}",
                clean::path(&self.history),
                clean::path(&beside)
            )
        })
    }
}

/// Finds the history of a state file. `left` is where one may have been left behind when the state was moved.
pub fn find(disk: &dyn Disk, given: &Path, left: Option<&Path>) -> Whereabouts {
    let mut way = disk.way(given);
    let state = way.pop().unwrap_or_else(|| given.to_owned());
    let beside = state.with_extension(ENDING);
    let of_links = way.iter().map(|link| link.with_extension(ENDING));
    let folder = state.parent().unwrap_or(Path::new("."));
    let listed = disk.list(folder).unwrap_or_default().into_iter();
    let left_behind = listed.chain(left.map(Path::to_owned)).filter(|path| {
        let is_history = path.extension().is_some_and(|end| end == ENDING);
        is_history && !disk.exists(&path.with_extension("toml"))
    });
    let mut others: Vec<PathBuf> = of_links
        .chain(left_behind)
        .filter(|path| disk.exists(path))
        .collect();
    for other in &mut others {
        *other = disk.real_path(other);
    }
    others.sort();
    others.dedup();
    others.retain(|other| *other != beside && *other != disk.real_path(&beside));
    if !others.is_empty() {
        let known = subjects(disk, &state);
        others.retain(|other| knows(disk, other, &known));
    }
    let history = match others.as_slice() {
        [_] if !disk.exists(&beside) => others.remove(0),
        _ => beside,
    };
    Whereabouts {
        state,
        history,
        others,
    }
}

/// What a state is about, as its lines name it.
fn subjects(disk: &dyn Disk, state: &Path) -> Vec<String> {
    let bytes = disk.read(state).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let outline = state::outline(&state::undress(&text).0);
    outline.subjects.keys().map(Subject::to_string).collect()
}

/// Whether a line of a history is about one of these.
fn knows(disk: &dyn Disk, history: &Path, subjects: &[String]) -> bool {
    let files = disk.list(history).unwrap_or_default().into_iter();
    let mut lines = files.filter(|file| file.extension().is_some_and(|end| end == "tsv"));
    lines.any(|file| {
        let bytes = disk.read(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        subjects
            .iter()
            .any(|subject| text.contains(subject.as_str()))
    })
}
