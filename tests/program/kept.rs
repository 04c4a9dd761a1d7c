//! What stands on disk, in whatever file.

use std::fs;
use std::path::Path;

/// Whether a file anywhere below a folder holds a text.
///
/// A file that has still to take its place does not count: a program that ends now leaves it unread. Nor does one that
/// goes while we look.
pub(crate) fn is_kept(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return is_kept(&path, text);
        }
        let is_fresh = path.to_string_lossy().contains(".new-");
        let bytes = fs::read(&path).unwrap_or_default();
        !is_fresh && String::from_utf8_lossy(&bytes).contains(text)
    })
}
