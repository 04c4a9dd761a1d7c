//! The settings file: read whole, replaced whole.

use std::path::Path;

use super::disk::{Disk, Tried as _};
use super::replace::replace;
use super::{Trouble, text_of};

/// Its text; empty if there is no such file.
///
/// # Errors
///
/// If there is one that cannot be read.
pub fn text(disk: &dyn Disk, path: &Path) -> Result<String, Trouble> {
    let bytes = disk.read(path).if_there().trying("read", path)?;
    text_of(bytes.unwrap_or_default()).map_err(|why| in_line(path, &why))
}

/// Makes it what `change` makes of it; `session` names the new file until it takes the place of the old one.
///
/// # Errors
///
/// If the disk fails, or `change` does: then the file is as it was.
pub fn change(
    disk: &dyn Disk,
    path: &Path,
    session: &str,
    change: impl FnOnce(&str) -> Result<String, String>,
) -> Result<(), Trouble> {
    let fresh = change(&text(disk, path)?).map_err(|why| in_line(path, &why))?;
    if let Some(folder) = path.parent() {
        disk.make_folder(folder).trying("make", folder)?;
    }
    replace(disk, &disk.real_path(path), fresh.as_bytes(), session)
}

fn in_line(path: &Path, why: &dyn ToString) -> Trouble {
    Trouble::InLine {
        path: path.to_owned(),
        why: why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    #[test]
    fn what_is_not_there_is_empty_and_is_made_with_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config/settings.toml");
        assert_eq!(text(&RealDisk, &path).unwrap(), "");
        let add = |text: &str| Ok(format!("{text}plain = true\n"));
        change(&RealDisk, &path, "s", add).unwrap();
        assert_eq!(text(&RealDisk, &path).unwrap(), "plain = true\n");
    }

    #[test]
    fn a_change_that_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        RealDisk.write_new(&path, b"= broken").unwrap();
        let failed = change(&RealDisk, &path, "s", |_| Err("line 1: no".to_owned()));
        let why = failed.unwrap_err().to_string();
        assert!(why.contains("settings.toml, line 1: no"));
        assert_eq!(text(&RealDisk, &path).unwrap(), "= broken");
    }
}
