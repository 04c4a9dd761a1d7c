//! Replacing a file whole, so that whoever reads it, and whatever breaks off, finds the old one or the new one.

use std::io;
use std::path::Path;

use super::disk::Disk;

/// A new file in the same folder, synced, read back, renamed over the old one, and the folder synced.
///
/// # Errors
///
/// If any of that fails: then the old one or the new one stands there whole.
pub(super) fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8], session: &str) -> io::Result<()> {
    let fresh = path.with_extension(format!("toml.new-{session}"));
    let written = disk.write_new(&fresh, bytes).and_then(|()| {
        if disk.read(&fresh)? == bytes {
            disk.rename(&fresh, path)
        } else {
            let words = "what was written does not read back the same";
            Err(io::Error::other(words))
        }
    });
    if written.is_err() {
        // Best effort: a left-over is overwritten by the next save of this session.
        let _ = disk.remove(&fresh);
    }
    written?;
    disk.sync_folder(path.parent().unwrap_or(Path::new(".")))
}
