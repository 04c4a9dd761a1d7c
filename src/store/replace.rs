//! Replacing a file whole, so that whoever reads it, and whatever breaks off, finds the old one or the new one.

use std::io;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::Trouble;
use super::disk::{Disk, Tried as _};

/// How the ending of a file begins that is still to take its place.
const FRESH: &str = "toml.new-";
/// One that is older than so many minutes was left behind.
const OLD_MINUTES: i64 = 60;

/// A new file in the same folder, synced, read back, renamed over the old one, and the folder synced.
///
/// # Errors
///
/// If any of that fails: then the old one or the new one stands there whole.
pub(super) fn replace(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    session: &str,
) -> Result<(), Trouble> {
    replace_if(disk, path, bytes, session, || Ok(true)).map(drop)
}

/// The same if the file is still as it was found, asked at the last moment. Whether it was.
///
/// # Errors
///
/// As above, and what asking says.
pub(super) fn replace_if(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
    session: &str,
    is_as_found: impl Fn() -> Result<bool, Trouble>,
) -> Result<bool, Trouble> {
    let fresh = path.with_extension(format!("{FRESH}{session}"));
    let write = || {
        disk.write_new(&fresh, bytes)?;
        if disk.read(&fresh)? == bytes {
            return Ok(());
        }
        let words = "what was written does not read back the same";
        Err(io::Error::other(words))
    };
    let written = write().trying("save", path).and_then(|()| {
        let is_as_found = is_as_found()?;
        if is_as_found {
            disk.rename(&fresh, path).trying("save", path)?;
        }
        Ok(is_as_found)
    });
    if !matches!(written, Ok(true)) {
        // Best effort: a left-over is overwritten by the next save of this session, or swept away.
        let _ = disk.remove(&fresh);
        return written;
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    disk.sync_folder(folder).trying("save", path)?;
    Ok(true)
}

/// Removes new files that never took their place, and locks set aside, because whoever made them was ended. Best effort.
/// `now` is by the clock of the disk: this host's may be hours ahead of it, and what is being written would look old.
pub(super) fn sweep(disk: &dyn Disk, state: &Path, history: &Path, now: DateTime<Utc>) {
    let stem = state.file_stem().unwrap_or_default().to_string_lossy();
    let ours = [format!("{stem}.{FRESH}"), format!("{stem}.toml.lock.")];
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let list = |folder| disk.list(folder).unwrap_or_default().into_iter();
    let in_folder = list(state.parent().unwrap_or(Path::new(".")))
        .filter(|path| ours.iter().any(|begin| name(path).starts_with(begin)));
    let in_history = list(history).filter(|path| name(path).contains(&format!(".{FRESH}")));
    for path in in_folder.chain(in_history) {
        let is_old = disk
            .about(&path)
            .is_ok_and(|file| now - file.written > TimeDelta::minutes(OLD_MINUTES));
        if is_old {
            let _ = disk.remove(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;
    use std::fs;
    use std::time::{Duration, SystemTime};

    #[test]
    fn only_old_left_overs_of_ours_are_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let history = folder.path().join("work.history");
        fs::create_dir(&history).unwrap();
        let state = folder.path().join("work.toml");
        let old = SystemTime::now() - Duration::from_hours(2);
        let stays = [
            "work.toml",
            "work.toml~",
            "notes.toml.new-a",
            "work.history/a.tsv",
        ];
        let goes = [
            "work.toml.new-a",
            "work.toml.lock.a",
            "work.history/draft-a.toml.new-a",
            "work.history/heads.toml.new-a",
        ];
        for name in stays.iter().chain(&goes) {
            let path = folder.path().join(name);
            RealDisk.write_new(&path, b"").unwrap();
            fs::File::open(&path).unwrap().set_modified(old).unwrap();
        }
        let young = folder.path().join("work.toml.new-b");
        RealDisk.write_new(&young, b"").unwrap();
        // By a disk whose clock is behind they are young.
        sweep(&RealDisk, &state, &history, old.into());
        assert!(folder.path().join("work.toml.new-a").exists());
        sweep(&RealDisk, &state, &history, Utc::now());
        for name in stays.iter().chain(&["work.toml.new-b"]) {
            assert!(folder.path().join(name).exists(), "{name}");
        }
        for name in goes {
            assert!(!folder.path().join(name).exists(), "{name}");
        }
    }
}
