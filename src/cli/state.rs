//! The commands about the state file: where it is, whether it is sound, older ones, other machines.

mod check;
pub(super) mod remarks;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::out::{print, tell};
use super::{Arguments, Failure, open};
use crate::guide::{Guide, Roadmap};
use crate::project::author::Author;
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId, Key, Signature};
use crate::project::date::Clock;
use crate::project::opened::{Opened, Unsaved};
use crate::store::disk::{Disk as _, RealDisk};
use crate::store::kept::KeptState;
use crate::store::{Store, Trouble, state};
use crate::text::clean;
use crate::text::number::counted;

/// What can be done with the state file.
#[derive(Subcommand)]
pub(super) enum StateCommand {
    /// Print where the state file is
    Path,
    /// Check state and history, and explain what stands there: clashes, drafts, a lock, what is not understood
    Check,
    /// List older states, or bring one back; as a change like any other, which u in the guide takes back
    Restore {
        /// session, yesterday, last-week, older; or history, which writes a broken state file anew
        name: Option<String>,
    },
    /// Add the work of other machines: their state files with the history beside them. Nothing of yours is lost
    Merge {
        /// State files, for example ../laptop/state.toml
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Does what was asked.
pub(super) fn carry_out(arguments: &Arguments, command: &StateCommand) -> Result<(), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let mut store = open::store(arguments, &open::session(arguments, guide))?;
    match command {
        StateCommand::Path => print(&format!("{}\n", store.path().display())),
        StateCommand::Check => check::check(guide, roadmap, &mut store, arguments.clock),
        StateCommand::Restore { name: None } => list(&mut store, arguments.clock),
        StateCommand::Restore { name: Some(name) } => {
            restore(arguments, guide, roadmap, &mut store, name)
        }
        StateCommand::Merge { files } => merge(arguments, guide, &mut store, files),
    }
}

fn list(store: &mut Store, clock: Clock) -> Result<(), Failure> {
    let opened = store.open()?;
    let mut lines = Vec::new();
    if let Some(why) = opened.unsaved.as_ref().and_then(Unsaved::to_be_mended) {
        lines.push(format!("{why}\n"));
    }
    for kept in KeptState::ALL {
        let path = kept.path(store.history());
        let about = RealDisk.about(&path);
        lines.push(match about {
            Ok(about) => format!(
                "{:10} {}, of {}",
                kept.name(),
                kept.words(),
                clock(about.written).minute()
            ),
            Err(_) => format!("{:10} not kept yet", kept.name()),
        });
    }
    lines.push(format!(
        "{:10} all of the history summed up, {}: mends a broken state file",
        "history",
        counted(store.recall()?.len(), "change", "changes")
    ));
    lines.push("\nBring one back with `roadsigns state restore NAME`.".to_owned());
    print(&(lines.join("\n") + "\n"))
}

fn restore(
    arguments: &Arguments,
    guide: &Guide,
    roadmap: &Roadmap,
    store: &mut Store,
    name: &str,
) -> Result<(), Failure> {
    let mut opened = store.open()?;
    let is_broken = opened
        .unsaved
        .as_ref()
        .and_then(Unsaved::to_be_mended)
        .is_some();
    if name == "history" {
        if is_broken {
            let aside = clean::path(&store.mend()?);
            tell(&format!("The broken file is kept as {aside}.\n"))?;
            // Nobody could read there which project is open.
            opened = store.look()?;
        }
        let roads = open::roads(guide, roadmap, &opened.book);
        let project = roads.project_to_open(&opened.here.project, arguments.roadmap.is_some());
        opened.here.project = project.unwrap_or_default().to_owned();
        store.save(&[], &opened.here)?;
        return tell("The state file says what the history says.\n");
    }
    let Ok(kept) = name.parse() else {
        let names: Vec<&str> = KeptState::ALL.iter().map(|kept| kept.name()).collect();
        return Err(Failure::Usage(format!(
            "there is no older state \"{name}\"; there are: {}, history",
            names.join(", ")
        )));
    };
    if is_broken {
        let words = "the state file is broken; mend it first: roadsigns state restore history";
        return Err(Failure::Wrong(words.to_owned()));
    }
    let then = kept_then(store, kept)?;
    let changes = changes_to(store.session(), opened.book, &then);
    store.save(&changes, &opened.here)?;
    store.close();
    let fields = changes.chunk_by(|one, next| one.key == next.key).count();
    tell(&format!(
        "{}: {}.\nThis is one act in the history; u in the guide takes it back. What came into \
         being since then is kept.\n",
        counted(fields, "field is as it was", "fields are as they were"),
        kept.words()
    ))
}

/// What an older state held.
fn kept_then(store: &Store, kept: KeptState) -> Result<state::Contents, Trouble> {
    let path = match kept {
        // Nothing was saved since it was put back: it is the state file itself.
        KeptState::Older if store.findings().is_older => store.path().to_owned(),
        kept => kept.path(store.history()),
    };
    let cannot = |why: &dyn ToString| Trouble::cannot("read", &path, why.to_string());
    let bytes = RealDisk.read(&path).map_err(|error| cannot(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| cannot(&error))?;
    let (text, _) = state::undress(&text);
    let document = state::parse(&text).map_err(|why| cannot(&why))?;
    Ok(state::contents(&document))
}

/// What makes a book say what an older state said, of everything that this one knew.
fn changes_to(session: &Signature, mut book: Book, then: &state::Contents) -> Vec<Change> {
    let mut author = Author::new(session.clone());
    let now = chrono::Utc::now();
    let known = |key: &Key| {
        then.tables
            .iter()
            .any(|(subject, _)| *subject == key.subject)
    };
    let mut keys: Vec<Key> = book.fields().map(|(key, _)| key).filter(known).collect();
    let said: BTreeSet<&Key> = then.values.keys().chain(then.clashes.keys()).collect();
    let unknown = said.into_iter().filter(|key| book.heads(key).is_empty());
    keys.extend(unknown.cloned());
    let mut changes = Vec::new();
    for key in keys {
        let stands = then.values.get(&key).cloned().unwrap_or_default();
        // What stands comes last, in the place of the same as those beside it.
        let beside = then.clashes.get(&key).into_iter().flatten();
        let mut values: Vec<String> = beside.filter(|value| **value != stands).cloned().collect();
        values.sort();
        values.dedup();
        values.push(stands.clone());
        let heads = book.heads(&key);
        let holds: BTreeSet<&String> = heads.iter().map(|held| &held.value).collect();
        let is_so = match values.as_slice() {
            [one] => holds.iter().all(|value| *value == one),
            several => holds == several.iter().collect(),
        };
        if is_so && book.standing(&key) == stands {
            continue;
        }
        let known: Vec<ChangeId> = heads.iter().map(|held| held.id.clone()).collect();
        for value in values {
            let known = known.clone();
            changes.push(author.set_knowing(&mut book, now, key.clone(), value, known));
        }
    }
    changes
}

fn merge(
    arguments: &Arguments,
    guide: &Guide,
    store: &mut Store,
    files: &[PathBuf],
) -> Result<(), Failure> {
    let Opened {
        mut book,
        here,
        unsaved,
        ..
    } = store.open()?;
    if let Some(why) = unsaved {
        return Err(why.why().clone().into());
    }
    let mut ours = store.recall()?;
    let mut added: Vec<Change> = Vec::new();
    let mut lines = Vec::new();
    for file in files {
        let theirs = changes_of(arguments, guide, file, &ours, &book)?;
        let count = theirs.len();
        let fresh: Vec<Change> = theirs
            .into_iter()
            .filter(|change| book.add(change))
            .collect();
        lines.push(format!(
            "{}: changes added: {}; known before: {}.",
            clean::path(file),
            fresh.len(),
            count - fresh.len()
        ));
        ours.extend(fresh.iter().cloned());
        added.extend(fresh);
    }
    store.save(&added, &here)?;
    store.close();
    let clashes = book.clashes().count();
    if clashes > 0 {
        lines.push(format!(
            "Fields with two values kept: {clashes}. In the guide, w lists them."
        ));
    }
    tell(&(lines.join("\n") + "\n"))
}

/// Every change that a state file of another machine stands for.
fn changes_of(
    arguments: &Arguments,
    guide: &Guide,
    file: &Path,
    ours: &[Change],
    book: &Book,
) -> Result<Vec<Change>, Failure> {
    if !RealDisk.exists(file) {
        let file = clean::path(file);
        return Err(Failure::Wrong(format!("there is no file {file}")));
    }
    let mut other = Store::new(Box::new(RealDisk), file, open::session(arguments, guide));
    // A line that it names and does not have is not lost where we have it.
    other.know(ours);
    // It is only read.
    let unsaved = other.open()?.unsaved;
    if let Some(why) = unsaved.filter(|why| !matches!(why, Unsaved::Refused(_))) {
        return Err(why.why().clone().into());
    }
    let mut changes = other.recall()?;
    // Written by hand, or without a history: what we hold already is no news.
    let is_news = |change: &&Change| {
        let mut heads = book.heads(&change.key).iter();
        heads.all(|held| held.value != change.value)
    };
    changes.extend(other.unwritten().iter().filter(is_news).cloned());
    Ok(changes)
}
