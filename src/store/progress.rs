//! What the disk's thread is at, for whoever waits for it: a disk that does not answer, or work that takes its time.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::disk::{About, Disk, RealDisk};
use super::lock;

/// What is being done; clones tell of the same.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<At>>);

#[derive(Debug, Default)]
struct At {
    /// Since when a call to the disk has not come back.
    call: Option<Instant>,
    /// What is being worked at, in words.
    work: String,
    /// The state whose lock is held.
    locked: Option<PathBuf>,
}

impl Progress {
    /// Says what begins now.
    pub(super) fn says(&self, work: String) {
        self.at(|at| at.work = work);
    }

    /// Says that the lock of a state is held, or that none is.
    pub(super) fn holds(&self, state: Option<&Path>) {
        self.at(|at| at.locked = state.map(Path::to_owned));
    }

    /// For how long the disk has not answered, if it is being waited for.
    pub fn waits_for_disk(&self) -> Option<Duration> {
        self.at(|at| at.call.map(|since| since.elapsed()))
    }

    /// What is being worked at, in words.
    pub fn words(&self) -> String {
        self.at(|at| at.work.clone())
    }

    /// Gives a lock back that the work holds, because nobody waits for the work any more: it notices before it replaces
    /// the state. Where the disk does not answer nothing can be done.
    pub fn give_up(&self) {
        let locked = self.at(|at| at.locked.clone().filter(|_| at.call.is_none()));
        if let Some(state) = locked {
            lock::give_up(&RealDisk, &state);
        }
    }

    fn at<T>(&self, look: impl FnOnce(&mut At) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A disk that tells when it is waited for.
pub(super) struct Watched {
    disk: Box<dyn Disk>,
    progress: Progress,
}

impl Watched {
    pub(super) fn new(disk: Box<dyn Disk>, progress: Progress) -> Self {
        Self { disk, progress }
    }

    fn call<T>(&self, call: impl FnOnce(&dyn Disk) -> T) -> T {
        self.progress.at(|at| at.call = Some(Instant::now()));
        let _answered = Answered(&self.progress);
        call(self.disk.as_ref())
    }
}

/// The end of a call, also of one that breaks off.
struct Answered<'a>(&'a Progress);

impl Drop for Answered<'_> {
    fn drop(&mut self) {
        self.0.at(|at| at.call = None);
    }
}

impl Disk for Watched {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        self.call(|disk| disk.read_from(path, from))
    }
    fn exists(&self, path: &Path) -> bool {
        self.call(|disk| disk.exists(path))
    }
    fn real_path(&self, path: &Path) -> PathBuf {
        self.call(|disk| disk.real_path(path))
    }
    fn way(&self, path: &Path) -> Vec<PathBuf> {
        self.call(|disk| disk.way(path))
    }
    fn may_replace(&self, path: &Path) -> io::Result<()> {
        self.call(|disk| disk.may_replace(path))
    }
    fn about(&self, path: &Path) -> io::Result<About> {
        self.call(|disk| disk.about(path))
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.call(|disk| disk.list(folder))
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|disk| disk.make_folder(folder))
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call(|disk| disk.append(path, bytes))
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call(|disk| disk.write_new(path, bytes))
    }
    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call(|disk| disk.create_exclusive(path, bytes))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|disk| disk.rename(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|disk| disk.remove(path))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|disk| disk.sync_folder(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk on which something is only there while it is known to be waited for.
    struct Looking(Progress);

    impl Disk for Looking {
        fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
            RealDisk.read_from(path, from)
        }
        fn exists(&self, _: &Path) -> bool {
            self.0.waits_for_disk().is_some()
        }
        fn real_path(&self, path: &Path) -> PathBuf {
            RealDisk.real_path(path)
        }
        fn way(&self, path: &Path) -> Vec<PathBuf> {
            RealDisk.way(path)
        }
        fn may_replace(&self, path: &Path) -> io::Result<()> {
            RealDisk.may_replace(path)
        }
        fn about(&self, path: &Path) -> io::Result<About> {
            RealDisk.about(path)
        }
        fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
            RealDisk.list(folder)
        }
        fn make_folder(&self, folder: &Path) -> io::Result<()> {
            RealDisk.make_folder(folder)
        }
        fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            RealDisk.append(path, bytes)
        }
        fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            RealDisk.write_new(path, bytes)
        }
        fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            RealDisk.create_exclusive(path, bytes)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            RealDisk.rename(from, to)
        }
        fn remove(&self, _: &Path) -> io::Result<()> {
            panic!("a fault of this test")
        }
        fn sync_folder(&self, folder: &Path) -> io::Result<()> {
            RealDisk.sync_folder(folder)
        }
    }

    #[test]
    fn a_disk_is_waited_for_while_a_call_lasts_however_it_ends_and_work_is_told_in_words() {
        let progress = Progress::default();
        let disk = Watched::new(Box::new(Looking(progress.clone())), progress.clone());
        assert!(disk.exists(Path::new("/")));
        assert_eq!(progress.waits_for_disk(), None);
        let breaks_off = std::panic::AssertUnwindSafe(|| disk.remove(Path::new("/")));
        assert!(std::panic::catch_unwind(breaks_off).is_err());
        assert_eq!(progress.waits_for_disk(), None);
        progress.says("3 changes are written into the history".to_owned());
        assert_eq!(progress.words(), "3 changes are written into the history");
    }

    #[test]
    fn work_that_nobody_waits_for_leaves_no_lock_and_takes_nobodys() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        let lock = lock::take(&RealDisk, &state, "a").unwrap();
        let progress = Progress::default();
        progress.give_up();
        assert!(lock.is_held(&RealDisk).is_ok());
        progress.holds(Some(&state));
        progress.give_up();
        assert!(lock.is_held(&RealDisk).is_err(), "it does not notice");
        assert!(!lock::path_of(&state).exists());
        let other = "host = \"elsewhere\"\nprocess = 1\nsince = \"2026-11-22T10:41:07Z\"\n";
        let path = lock::path_of(&state);
        RealDisk.write_new(&path, other.as_bytes()).unwrap();
        progress.give_up();
        assert!(path.exists(), "it was somebody else's");
    }
}
