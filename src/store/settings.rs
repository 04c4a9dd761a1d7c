//! The settings file: read whole, replaced whole.

use std::io;
use std::path::Path;

use super::disk::Disk;
use super::replace::replace;
use super::{Trouble, text_of};
use crate::text::clean;

/// Its text; empty if there is no such file.
///
/// # Errors
///
/// If there is one that cannot be read.
pub fn text(disk: &dyn Disk, path: &Path) -> Result<String, Trouble> {
    let bytes = match disk.read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read.map_err(|error| Trouble::with(path, "read", &error))?,
    };
    text_of(bytes).map_err(|why| Trouble(format!("{}, {why}", clean::path(path))))
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
    let fresh = change(&text(disk, path)?)
        .map_err(|why| Trouble(format!("{}, {why}", clean::path(path))))?;
    if let Some(folder) = path.parent() {
        disk.make_folder(folder)
            .map_err(|error| Trouble::with(folder, "make", &error))?;
    }
    let path = disk.real_path(path);
    replace(disk, &path, fresh.as_bytes(), session)
        .map_err(|error| Trouble::with(&path, "save", &error))
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
        assert!(failed.unwrap_err().0.contains("settings.toml, line 1: no"));
        assert_eq!(text(&RealDisk, &path).unwrap(), "= broken");
    }
}
