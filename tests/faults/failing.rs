//! A disk that fails where it is told to: which call, how, and whether it recovers.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use roadsigns::store::disk::{About, Disk};

/// What a failing call does to the disk before it says that it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// Nothing.
    Nothing,
    /// Half of the bytes reach the file; a call that writes none does nothing.
    Half,
    /// All of its work: only the answer is wrong.
    All,
}

/// Which call fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Its number, from 0.
    pub(crate) call: usize,
    /// Whether every later one fails too.
    pub(crate) for_ever: bool,
    /// With which error.
    pub(crate) errno: i32,
    /// What it does all the same.
    pub(crate) how: How,
}

/// Calls counted, and the plan.
#[derive(Default)]
struct Calls {
    plan: Option<Plan>,
    made: usize,
    failed: usize,
}

/// The disk; clones share their plan.
#[derive(Clone)]
pub(crate) struct Failing {
    inner: Arc<Mutex<Box<dyn Disk>>>,
    calls: Arc<Mutex<Calls>>,
}

impl Failing {
    pub(crate) fn around(disk: Box<dyn Disk>) -> Self {
        Self {
            inner: Arc::new(Mutex::new(disk)),
            calls: Arc::default(),
        }
    }

    /// From here on calls are counted anew, and fail by a plan.
    pub(crate) fn fail(&self, plan: Option<Plan>) {
        *self.calls.lock().unwrap() = Calls {
            plan,
            ..Calls::default()
        };
    }

    /// No call fails any more. How many were made since the plan began, and how many of them failed.
    pub(crate) fn heal(&self) -> (usize, usize) {
        let mut calls = self.calls.lock().unwrap();
        calls.plan = None;
        (calls.made, calls.failed)
    }

    /// Counts a call: whether it is to fail, and how.
    fn call(&self) -> Option<Plan> {
        let mut calls = self.calls.lock().unwrap();
        let number = calls.made;
        calls.made += 1;
        let plan = calls.plan?;
        let fails = number == plan.call || (plan.for_ever && number > plan.call);
        calls.failed += usize::from(fails);
        fails.then_some(plan)
    }

    fn with<T>(&self, work: impl FnOnce(&dyn Disk) -> io::Result<T>) -> io::Result<T> {
        let Some(plan) = self.call() else {
            return work(self.inner.lock().unwrap().as_ref());
        };
        if plan.how == How::All {
            let _ = work(self.inner.lock().unwrap().as_ref());
        }
        Err(io::Error::from_raw_os_error(plan.errno))
    }

    fn write(
        &self,
        bytes: &[u8],
        work: impl FnOnce(&dyn Disk, &[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let Some(plan) = self.call() else {
            return work(self.inner.lock().unwrap().as_ref(), bytes);
        };
        let reach = match plan.how {
            How::Nothing => None,
            How::Half => bytes.get(..bytes.len() / 2),
            How::All => Some(bytes),
        };
        if let Some(bytes) = reach {
            let _ = work(self.inner.lock().unwrap().as_ref(), bytes);
        }
        Err(io::Error::from_raw_os_error(plan.errno))
    }
}

impl Disk for Failing {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        self.with(|disk| disk.read_from(path, from))
    }

    fn exists(&self, path: &Path) -> bool {
        self.inner.lock().unwrap().exists(path)
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        self.inner.lock().unwrap().real_path(path)
    }

    fn way(&self, path: &Path) -> Vec<PathBuf> {
        self.inner.lock().unwrap().way(path)
    }

    fn may_replace(&self, path: &Path) -> io::Result<()> {
        self.inner.lock().unwrap().may_replace(path)
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        self.with(|disk| disk.about(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.with(|disk| disk.list(folder))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.with(|disk| disk.make_folder(folder))
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes, |disk, bytes| disk.append(path, bytes))
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes, |disk, bytes| disk.write_new(path, bytes))
    }

    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes, |disk, written| {
            disk.create_exclusive(path, written)?;
            // It promises to take back what it could not write whole.
            if written.len() < bytes.len() {
                disk.remove(path)
            } else {
                Ok(())
            }
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.with(|disk| disk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.with(|disk| disk.remove(path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.with(|disk| disk.sync_folder(folder))
    }
}
