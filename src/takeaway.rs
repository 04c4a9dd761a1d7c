//! Documents that leave the guide: saved beside the state, never over another file.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::store::Trouble;
use crate::store::disk::Disk;

/// The most tries for a free name.
const MOST: u32 = 1000;

/// Saves a text under a name in a folder, as `name-2.txt` and so on if there is one already; says the path.
///
/// # Errors
///
/// If it cannot be written, in plain English. A fault of the program is one of these: it happens on a thread of its
/// own, and whoever pressed the key would never hear of it.
pub fn save(disk: &dyn Disk, folder: &Path, name: &str, text: &str) -> Result<String, Trouble> {
    catch_unwind(AssertUnwindSafe(|| save_new(disk, folder, name, text)))
        .unwrap_or_else(|_| Err("it broke off; this is a fault of the program".into()))
}

fn save_new(disk: &dyn Disk, folder: &Path, name: &str, text: &str) -> Result<String, Trouble> {
    let cannot = |error: io::Error| Trouble::cannot("write to", folder, error.to_string());
    disk.make_folder(folder).map_err(cannot)?;
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for number in 1..MOST {
        let name = if number == 1 {
            format!("{stem}.{end}")
        } else {
            format!("{stem}-{number}.{end}")
        };
        let path = folder.join(name);
        match disk.create_exclusive(&path, text.as_bytes()) {
            Ok(()) => return Ok(path.display().to_string()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(cannot(error)),
        }
    }
    let folder = folder.display();
    Err(format!("{folder} holds {MOST} files of this name; move some away").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;

    #[test]
    fn a_document_never_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let exports = folder.path().join("exports");
        let first = save(&RealDisk, &exports, "a.txt", "one").unwrap();
        let second = save(&RealDisk, &exports, "a.txt", "two").unwrap();
        assert!(first.ends_with("a.txt") && second.ends_with("a-2.txt"));
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
        assert_eq!(std::fs::read_to_string(second).unwrap(), "two");
    }
}
