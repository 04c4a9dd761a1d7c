//! Half-written text on disk: one small file per session beside the history, gone when the text is kept or dropped.

use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Tried as _};
use super::replace::replace;
use super::{Trouble, process};
use crate::project::draft::Draft;

/// A draft of another host is offered after so many minutes: nobody here can tell whether it is still being written.
const OLD_MINUTES: i64 = 10;

/// The file: who writes it, and the draft.
#[derive(Serialize, Deserialize)]
struct File {
    host: String,
    process: u32,
    #[serde(flatten)]
    draft: Draft,
}

fn path_of(history: &Path, session: &str) -> PathBuf {
    history.join(format!("draft-{session}.toml"))
}

/// Writes the draft of a session, or removes it.
pub(super) fn write(
    disk: &dyn Disk,
    history: &Path,
    session: &str,
    draft: Option<&Draft>,
) -> Result<(), Trouble> {
    let path = path_of(history, session);
    let Some(draft) = draft else {
        return drop(disk, &path);
    };
    let (host, process) = process::this();
    let file = File {
        host,
        process,
        draft: draft.clone(),
    };
    let text = toml::to_string(&file).map_err(|error| error.to_string())?;
    disk.make_folder(history).trying("save", &path)?;
    replace(disk, &path, text.as_bytes(), session)
}

/// Removes a draft; one that is not there is no fault.
pub(super) fn drop(disk: &dyn Disk, path: &Path) -> Result<(), Trouble> {
    disk.remove(path)
        .if_there()
        .map(|_| ())
        .trying("remove", path)
}

/// Drafts that nobody is writing any more, the oldest first, each with its file.
pub(super) fn left_behind(disk: &dyn Disk, history: &Path) -> Vec<(PathBuf, Draft)> {
    let mut drafts: Vec<(PathBuf, Draft)> = disk
        .list(history)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?;
            let is_toml = path.extension().is_some_and(|end| end == "toml");
            let is_draft = name.starts_with("draft-") && is_toml;
            let text = is_draft.then(|| disk.read(&path).ok())??;
            let file: File = toml::from_str(std::str::from_utf8(&text).ok()?).ok()?;
            // By the clock of the disk: that of its host may be hours off. In a copy all files are young.
            let since = |then| Utc::now() - then;
            let old = since(disk.about(&path).ok()?.written) > TimeDelta::minutes(OLD_MINUTES)
                || since(file.draft.at) > TimeDelta::days(1);
            let is_left = process::is_over(&file.host, file.process, file.draft.at)
                || (old && file.host != process::host());
            is_left.then_some((path, file.draft))
        })
        .collect();
    drafts.sort_by_key(|(_, draft)| draft.at);
    drafts
}
