//! The machine's disk with somebody beside it who is told of each call before it is made, and may hold it up.

use std::io;
use std::path::{Path, PathBuf};

use roadsigns::store::disk::{About, Disk, RealDisk};

/// What is asked of the disk.
#[derive(Clone, Copy)]
pub(crate) enum Call<'a> {
    /// What and where something is.
    Look,
    /// A file or the names in a folder.
    Read,
    /// A folder is made, if it is not there.
    Folder,
    /// Bytes go to the end of a file.
    Append(&'a Path, &'a [u8]),
    /// A file is written whole.
    WriteNew(&'a Path, &'a [u8]),
    /// A name comes, goes or is made to last.
    Name,
}

/// The disk, and who is told.
pub(crate) struct Around<F>(pub(crate) F);

impl<F: Fn(Call<'_>) + Send> Around<F> {
    fn real(&self, call: Call<'_>) -> RealDisk {
        (self.0)(call);
        RealDisk
    }
}

impl<F: Fn(Call<'_>) + Send> Disk for Around<F> {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        self.real(Call::Read).read_from(path, from)
    }
    fn exists(&self, path: &Path) -> bool {
        self.real(Call::Look).exists(path)
    }
    fn real_path(&self, path: &Path) -> PathBuf {
        self.real(Call::Look).real_path(path)
    }
    fn way(&self, path: &Path) -> Vec<PathBuf> {
        self.real(Call::Look).way(path)
    }
    fn may_replace(&self, path: &Path) -> io::Result<()> {
        self.real(Call::Look).may_replace(path)
    }
    fn about(&self, path: &Path) -> io::Result<About> {
        self.real(Call::Look).about(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.real(Call::Read).list(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.real(Call::Folder).make_folder(folder)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real(Call::Append(path, bytes)).append(path, bytes)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real(Call::WriteNew(path, bytes))
            .write_new(path, bytes)
    }
    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real(Call::Name).create_exclusive(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.real(Call::Name).rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.real(Call::Name).remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.real(Call::Name).sync_folder(folder)
    }
}
