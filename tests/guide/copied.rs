//! Copies of folders, to be broken or written into.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A copy of the guide of this repository.
pub(crate) fn guide() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("guide"),
        folder.path(),
    );
    folder
}

/// Copies what is in a folder, and in the folders in it, into another one.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let mut copied = 0;
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
        copied += 1;
    }
    assert!(copied > 0, "{} is empty", from.display());
}
