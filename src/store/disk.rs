//! The seam to the disk: the few calls that saving is made of. A test puts a failing disk in its place.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::OFlags;
use thiserror::Error;

use super::{Trouble, owner};

/// The most that is read of a file: far more than anybody's record, and little enough to hold in memory.
pub const MOST_BYTES: u64 = 64 << 20;

/// So many links are followed.
const MOST_LINKS: usize = 40;

/// Why a file is not read although the disk would give it: what it is, in words.
#[derive(Debug, Error)]
enum Unfit {
    #[error("it is not a plain file")]
    NoFile,
    #[error("it is larger than {} MiB", MOST_BYTES >> 20)]
    TooLarge,
}

/// Why a file is one that is not read at all, where the disk itself has no fault: what it is, in words.
pub(super) fn unfit(error: &io::Error) -> Option<String> {
    let unfit = error.get_ref()?.downcast_ref::<Unfit>()?;
    Some(unfit.to_string())
}

/// What came of a call to a disk.
pub(super) trait Tried<T> {
    /// Where it failed: what was to be done, with which file, and why it could not.
    fn trying(self, what: &'static str, path: &Path) -> Result<T, Trouble>;
    /// Nothing where there is no such file.
    fn if_there(self) -> io::Result<Option<T>>;
    /// Nothing where there is no such file either, or one that is not read at all.
    fn if_fit(self) -> io::Result<Option<T>>;
}

impl<T> Tried<T> for io::Result<T> {
    fn trying(self, what: &'static str, path: &Path) -> Result<T, Trouble> {
        self.map_err(|error| Trouble::cannot(what, path, cause(path, &error)))
    }

    fn if_there(self) -> io::Result<Option<T>> {
        match self {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            tried => tried.map(Some),
        }
    }

    fn if_fit(self) -> io::Result<Option<T>> {
        match self {
            Err(error) if unfit(&error).is_some() => Ok(None),
            tried => tried.if_there(),
        }
    }
}

/// Why a call failed, in plain English.
fn cause(path: &Path, error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "your disk quota is used up",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::IsADirectory => "a folder stands in its place; move it away",
        io::ErrorKind::StaleNetworkFileHandle => "the network disk lost the file",
        io::ErrorKind::PermissionDenied => {
            let whose = owner::words(path).map(|words| format!("; {words}"));
            return format!("you have no permission{}", whose.unwrap_or_default());
        }
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// What a disk says about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// When it was last written.
    pub written: DateTime<Utc>,
    /// Its length.
    pub bytes: u64,
}

/// What saving asks of a disk. Files are private (0600), folders too (0700).
pub trait Disk: Send {
    /// The whole file. Only plain files are read, and no more than [`MOST_BYTES`].
    ///
    /// It is all that has a body here: whatever else a disk left to another one to answer, a wrapper would answer untruly.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_from(path, 0)
    }
    /// A file from a byte on; nothing if it is shorter than that.
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>>;
    /// Whether there is something at the path.
    fn exists(&self, path: &Path) -> bool;
    /// Where a path leads once links are followed; the path itself if it leads nowhere.
    fn real_path(&self, path: &Path) -> PathBuf;
    /// A path and whatever it leads to by links, one after the other; the last is the file's own.
    fn way(&self, path: &Path) -> Vec<PathBuf>;
    /// Whether a file may be replaced, as far as who has it and its mode say; else why not.
    fn may_replace(&self, path: &Path) -> io::Result<()>;
    /// When a file was last written, and its length.
    fn about(&self, path: &Path) -> io::Result<About>;
    /// The entries of a folder, in order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Makes a folder and those above it, so that they last through a power cut; one that is there is left as it is. All
    /// that is written begins with this: it fails for root where the folder is somebody else's.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Appends to a file, making it if need be, and syncs it; the folder of a new one is the caller's to sync.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a whole new file, replacing a left-over, and syncs it.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes a file that must not be there yet.
    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Renames a file over another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a rename in a folder last through a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// A private file with bytes written to it, which are still to be synced.
fn written(how: &mut OpenOptions, path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = how.mode(0o600).open(path)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The disk of the machine.
pub struct RealDisk;

impl Disk for RealDisk {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        // Not blocking: a pipe in the file's place would have us wait for ever. A plain file does not mind.
        let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
        let mut file = OpenOptions::new()
            .read(true)
            .custom_flags(flags)
            .open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(io::Error::other(Unfit::NoFile));
        }
        if about.len().saturating_sub(from) > MOST_BYTES {
            return Err(io::Error::other(Unfit::TooLarge));
        }
        file.seek(SeekFrom::Start(from))?;
        let rest = about.len().saturating_sub(from);
        let mut bytes = Vec::with_capacity(usize::try_from(rest).unwrap_or(0));
        file.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        let mut way = self.way(path);
        way.pop().unwrap_or_else(|| path.to_owned())
    }

    fn way(&self, path: &Path) -> Vec<PathBuf> {
        let mut way = vec![path.to_owned()];
        let mut at = path.to_owned();
        while way.len() < MOST_LINKS
            && let Ok(to) = fs::read_link(&at)
        {
            at = at.parent().unwrap_or(Path::new(".")).join(to);
            way.push(at.clone());
        }
        // A file that is still to be made has no more than its links.
        if let Ok(real) = fs::canonicalize(path) {
            way.push(real);
        }
        way.dedup();
        way
    }

    fn may_replace(&self, path: &Path) -> io::Result<()> {
        owner::may_replace(path)
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        let about = fs::metadata(path)?;
        Ok(About {
            written: about.modified()?.into(),
            bytes: about.len(),
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()?;
        paths.sort();
        Ok(paths)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        owner::is_ours(folder)?;
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        let missing = folder.ancestors().take_while(|above| !above.is_dir());
        let inside: Vec<&Path> = missing.filter_map(Path::parent).collect();
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
        for outer in inside {
            // Best effort: a folder that others own may not be open to us.
            let _ = self.sync_folder(outer);
        }
        Ok(())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut how = OpenOptions::new();
        written(how.append(true).create(true), path, bytes)?.sync_data()
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut how = OpenOptions::new();
        how.write(true).create(true).truncate(true);
        written(&mut how, path, bytes)?.sync_all()
    }

    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        // A lock without words in it would be nobody's, and stay for ever.
        file.write_all(bytes).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        File::open(folder)?.sync_all()
    }
}
