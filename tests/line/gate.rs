//! A disk behind a gate: while it is shut nothing comes back, as from a network disk whose server is away.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

use roadsigns::store::disk::{self, About, RealDisk};

/// How the disk answers.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Way {
    #[default]
    Open,
    Shut,
    /// Shut until the loop has ended.
    ShutToTheLoop,
    Broken,
}

/// The gate, in the hands of the test.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<Way>, Condvar)>);

impl Gate {
    /// The disk answers.
    pub(crate) fn open(&self) {
        self.set(Way::Open);
    }

    /// The disk does not answer.
    pub(crate) fn shut(&self) {
        self.set(Way::Shut);
    }

    /// The disk answers again as soon as the loop has ended, if it did not before.
    pub(crate) fn open_after_the_loop(&self) {
        self.set(Way::ShutToTheLoop);
    }

    /// The loop has ended.
    pub(crate) fn loop_has_ended(&self) {
        let is_over = *self.0.0.lock().unwrap() == Way::ShutToTheLoop;
        if is_over {
            self.open();
        }
    }

    /// The program is at fault at the next call.
    pub(crate) fn break_down(&self) {
        self.set(Way::Broken);
    }

    fn set(&self, way: Way) {
        *self.0.0.lock().unwrap() = way;
        self.0.1.notify_all();
    }

    fn pass(&self) {
        let way = self.0.0.lock().unwrap();
        let is_shut = |way: &mut Way| matches!(way, Way::Shut | Way::ShutToTheLoop);
        let way = *self.0.1.wait_while(way, is_shut).unwrap();
        assert!(way != Way::Broken, "a fault of this test");
    }
}

/// The disk behind it.
pub(crate) struct Disk(Gate);

impl Disk {
    /// The machine's disk behind a gate.
    pub(crate) fn behind(gate: &Gate) -> Self {
        Self(gate.clone())
    }

    fn real(&self) -> RealDisk {
        self.0.pass();
        RealDisk
    }
}

impl disk::Disk for Disk {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        self.real().read_from(path, from)
    }
    fn exists(&self, path: &Path) -> bool {
        self.real().exists(path)
    }
    fn real_path(&self, path: &Path) -> PathBuf {
        self.real().real_path(path)
    }
    fn way(&self, path: &Path) -> Vec<PathBuf> {
        self.real().way(path)
    }
    fn may_replace(&self, path: &Path) -> io::Result<()> {
        self.real().may_replace(path)
    }
    fn about(&self, path: &Path) -> io::Result<About> {
        self.real().about(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.real().list(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.real().make_folder(folder)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real().append(path, bytes)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real().write_new(path, bytes)
    }
    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.real().create_exclusive(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.real().rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.real().remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.real().sync_folder(folder)
    }
}
