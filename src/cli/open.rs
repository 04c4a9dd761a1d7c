//! Opening what a command needs: the guide, the state, a project by name.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::{Arguments, Failure, settings};
use crate::guide::shared::SharedRoadmap;
use crate::guide::{Guide, Roadmap, load};
use crate::project::book::Book;
use crate::project::change::Signature;
use crate::project::opened::{Here, Opened, Unsaved};
use crate::project::roads::Roads;
use crate::store::beside::{self, Whereabouts};
use crate::store::disk::RealDisk;
use crate::store::{Store, Trouble, folder, paths};
use crate::text::clean;
use crate::text::number::counted;

/// How long what can do without the state waits for its disk.
const PATIENCE: Duration = Duration::from_secs(1);

/// The compiled guide: `build.rs` wrote it.
static BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guide.bin"));

/// The built-in guide.
pub(super) fn built_in() -> Result<Guide, Failure> {
    Ok(Guide::from_bytes(BUILT_IN)?)
}

/// The roadmap that was asked for, of the guide that was asked for.
pub(super) fn roadmap(arguments: &Arguments) -> Result<SharedRoadmap, Failure> {
    let guide = Arc::new(match &arguments.guide {
        None => built_in()?,
        Some(folder) => from_folder(folder)?,
    });
    let roadmap = SharedRoadmap::of(&guide, arguments.roadmap.as_deref());
    let known: Vec<&str> = guide
        .roadmaps
        .iter()
        .map(|roadmap| roadmap.id.as_str())
        .collect();
    roadmap.ok_or_else(|| {
        let id = arguments.roadmap.as_deref().unwrap_or_default();
        Failure::Wrong(format!(
            "there is no roadmap {id}; this guide has: {}",
            known.join(", ")
        ))
    })
}

fn from_folder(folder: &Path) -> Result<Guide, Failure> {
    let loaded = load::read(&folder::read(folder)?);
    if let Some(first) = &loaded.first {
        let count = loaded.faults.len();
        return Err(Failure::Wrong(format!(
            "{}/{}\nThis guide has {} and cannot be opened; `roadsigns check {}` names {}",
            clean::path(folder),
            clean::one_line(&first.to_string()),
            counted(count, "fault", "faults"),
            clean::path(folder),
            if count == 1 { "it" } else { "them all" }
        )));
    }
    Ok(loaded.guide)
}

/// A name for this session that no other has.
pub(super) fn session(arguments: &Arguments, guide: &Guide) -> Signature {
    Signature {
        id: crate::app::random(8),
        by: arguments.surroundings.by.clone(),
        guide: guide.edition.to_string(),
    }
}

/// The store of the state that was asked for.
pub(super) fn store(arguments: &Arguments, session: &Signature) -> Result<Store, Trouble> {
    let path = paths::state_file(arguments.state.clone(), &arguments.surroundings.home)?;
    let store = Store::new(Box::new(RealDisk), &path, session.clone());
    Ok(store.with_left_behind(left_behind(arguments)))
}

/// The history of the login's own state, which may have been left behind when that was moved.
fn left_behind(arguments: &Arguments) -> Option<PathBuf> {
    arguments.state.as_ref()?;
    let own = paths::state_file(None, &arguments.surroundings.home).ok()?;
    Some(own.with_extension("history"))
}

/// Where the files of a state are, as the disk says now.
pub(super) fn whereabouts(arguments: &Arguments, state: &Path) -> Whereabouts {
    beside::find(&RealDisk, state, left_behind(arguments).as_deref())
}

/// The state, for reading only. What somebody wrote into the file by hand counts, though nothing is saved here; what of it
/// is not understood is for the caller to say.
pub(super) fn state(arguments: &Arguments, guide: &Guide) -> Result<Opened, Failure> {
    let opened = store(arguments, &session(arguments, guide))?.open()?;
    match opened.unsaved {
        Some(Unsaved::Broken(why)) => Err(Failure::Wrong(format!(
            "{why}\nNothing was changed. Mend the line, or write the file anew from the history: roadsigns state restore"
        ))),
        _ => Ok(opened),
    }
}

/// The state, for what can do without it: if it can be read, and the disk answers soon.
pub(super) fn soon(arguments: &Arguments, guide: &Guide) -> Option<Opened> {
    let mut store = store(arguments, &session(arguments, guide)).ok()?;
    settings::in_time(PATIENCE, "", move || store.open()).ok()
}

/// What to say, and how to end, after something was printed from a state of which parts are not understood.
pub(super) fn understood(opened: &Opened) -> Result<(), Failure> {
    match &opened.unsaved {
        Some(Unsaved::InPart(why)) => Err(Failure::Wrong(format!(
            "not all of the state is in this. {why}\nNothing was changed. Mend the lines."
        ))),
        _ => Ok(()),
    }
}

/// Which roadmap whatever was recorded is on.
pub(super) fn roads<'g, 'b>(
    guide: &'g Guide,
    roadmap: &'g Roadmap,
    book: &'b Book,
) -> Roads<'g, 'b> {
    Roads {
        guide,
        open: roadmap,
        book,
    }
}

/// The id of the project that is wanted, and its roadmap; those of the one that the guide would open, if none is named.
pub(super) fn project<'g>(
    arguments: &Arguments,
    roads: Roads<'g, '_>,
    here: &Here,
    wanted: Option<&str>,
) -> Result<(String, &'g Roadmap), Failure> {
    let is_asked = arguments.roadmap.is_some();
    let id = match wanted {
        Some(name) => project_named(roads, name)?,
        None => last_project(roads, here, is_asked)?,
    };
    let on = roads.of_project(&id);
    let refusal = || Failure::Wrong(roads.refusal(&id).unwrap_or_default());
    let on = on.map_err(|_| refusal())?;
    if is_asked && on.id != roads.open.id {
        return Err(Failure::Wrong(format!(
            "{} is on the roadmap {}, not on {}",
            roads.book.project_name(&id),
            on.id,
            roads.open.id
        )));
    }
    Ok((id, on))
}

/// The id of the project that the guide would open.
fn last_project(roads: Roads<'_, '_>, here: &Here, is_asked: bool) -> Result<String, Failure> {
    let project = roads.project_to_open(&here.project, is_asked);
    project.map(str::to_owned).ok_or_else(|| {
        let on = if is_asked {
            format!(" on the roadmap {}", roads.open.id)
        } else {
            String::new()
        };
        Failure::Wrong(format!(
            "there is no project{on} yet; open the guide and make one"
        ))
    })
}

/// The id of a project given by name or id.
fn project_named(roads: Roads<'_, '_>, name: &str) -> Result<String, Failure> {
    let book = roads.book;
    let projects = book.projects();
    let is_it =
        |id: &str| id == name || book.project_name(id).to_lowercase() == name.to_lowercase();
    let matching: Vec<&str> = projects.iter().copied().filter(|id| is_it(id)).collect();
    match matching.as_slice() {
        [id] => Ok((*id).to_owned()),
        [] if projects.is_empty() => Err(Failure::Wrong(format!(
            "there is no project \"{name}\", nor any other yet; open the guide and make one"
        ))),
        [] => {
            let names: Vec<&str> = projects.iter().map(|id| book.project_name(id)).collect();
            Err(Failure::Wrong(format!(
                "there is no project \"{name}\"; there are: {}",
                names.join(", ")
            )))
        }
        several => Err(Failure::Wrong(format!(
            "several projects are called \"{name}\"; give an id: {}",
            several.join(", ")
        ))),
    }
}

/// The folder for documents that are taken away.
pub(super) fn exports(state: &Path) -> PathBuf {
    state.parent().unwrap_or(Path::new(".")).join("exports")
}

/// Where the user's files are, one a line.
pub(super) fn file_lines(
    state: &Path,
    found: &Whereabouts,
    settings: Option<&Path>,
) -> Vec<String> {
    let mut lines = vec![format!("State:   {}", clean::path(state))];
    if found.state != state {
        lines.push(format!("         which is {}", clean::path(&found.state)));
    }
    lines.push(format!("History: {}", clean::path(&found.history)));
    let others = found.others.iter();
    lines.extend(others.map(|other| format!("Also a history of it: {}", clean::path(other))));
    lines.push(format!("Exports: {}", clean::path(&exports(state))));
    lines.extend(settings.map(|path| format!("Settings: {}", clean::path(path))));
    lines
}
