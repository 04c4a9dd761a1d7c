//! A file system in memory that forgets, at a crash, whatever was not synced.
//!
//! POSIX promises no more than this: the bytes of a file last once the file was synced, its name once the folder was.
//! What was not synced may have happened or not, each step for itself, and of written bytes any beginning may have.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use roadsigns::store::disk::{About, Disk, RealDisk};

/// A file, whatever its name.
type Inode = usize;

/// One step that a call is made of.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A name for a new file.
    Create(PathBuf, Inode),
    /// A file loses all its bytes.
    Truncate(Inode),
    /// Bytes at the end of a file.
    Write(Inode, Vec<u8>),
    /// The file's bytes last from here on.
    Sync(Inode),
    /// Another name.
    Rename(PathBuf, PathBuf, Inode),
    /// A name is gone.
    Remove(PathBuf, Inode),
    /// Names in a folder last from here on.
    SyncFolder(PathBuf),
    /// A folder; [`Disk::make_folder`] promises that it lasts.
    Folder(PathBuf),
}

/// Names and bytes.
#[derive(Clone, Debug, Default)]
struct Tree {
    names: BTreeMap<PathBuf, Inode>,
    bytes: BTreeMap<Inode, Vec<u8>>,
    folders: BTreeSet<PathBuf>,
}

impl Tree {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Create(path, inode) => {
                self.names.insert(path.clone(), *inode);
                self.bytes.entry(*inode).or_default();
            }
            Step::Truncate(inode) => {
                self.bytes.insert(*inode, Vec::new());
            }
            Step::Write(inode, bytes) => self.bytes.entry(*inode).or_default().extend(bytes),
            Step::Rename(from, to, inode) => {
                if self.names.get(from) == Some(inode) {
                    self.names.remove(from);
                }
                self.names.insert(to.clone(), *inode);
            }
            Step::Remove(path, inode) => {
                if self.names.get(path) == Some(inode) {
                    self.names.remove(path);
                }
            }
            Step::Folder(folder) => drop(self.folders.insert(folder.clone())),
            Step::Sync(_) | Step::SyncFolder(_) => {}
        }
    }
}

/// The file system; clones are the same one.
#[derive(Clone, Default)]
pub(crate) struct Model(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    /// What lasted when the recording began.
    before: Tree,
    /// As programs see it.
    now: Tree,
    /// Every step since.
    steps: Vec<Step>,
    inodes: Inode,
    /// Files written long ago.
    aged: BTreeMap<Inode, DateTime<Utc>>,
}

impl Inside {
    fn step(&mut self, step: Step) {
        self.now.take(&step);
        self.steps.push(step);
    }

    fn inode(&self, path: &Path) -> io::Result<Inode> {
        let inode = self.now.names.get(path).copied();
        inode.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn create(&mut self, path: &Path) -> Inode {
        self.inodes += 1;
        let inode = self.inodes;
        self.step(Step::Create(path.to_owned(), inode));
        inode
    }
}

impl Model {
    /// All that was done so far lasts, and recording begins.
    pub(crate) fn settle(&self) {
        let mut inside = self.0.lock().unwrap();
        inside.before = inside.now.clone();
        inside.steps.clear();
    }

    /// How many steps were made since.
    pub(crate) fn steps(&self) -> usize {
        self.0.lock().unwrap().steps.len()
    }

    /// Lets a file have been written long ago.
    pub(crate) fn age(&self, path: &Path, written: DateTime<Utc>) {
        let mut inside = self.0.lock().unwrap();
        let inode = inside.inode(path).unwrap();
        inside.aged.insert(inode, written);
    }

    /// What a crash after so many steps may leave: everything that lasted, and what is open.
    pub(crate) fn crash(&self, after: usize) -> Crash {
        let inside = self.0.lock().unwrap();
        let mut lasting = inside.before.clone();
        let mut names: Vec<Step> = Vec::new();
        let mut bytes: BTreeMap<Inode, Vec<Step>> = BTreeMap::new();
        for step in inside.steps.iter().take(after) {
            match step {
                Step::Create(..) | Step::Rename(..) | Step::Remove(..) => names.push(step.clone()),
                Step::Truncate(inode) | Step::Write(inode, _) => {
                    bytes.entry(*inode).or_default().push(step.clone());
                }
                Step::Sync(inode) => {
                    for step in bytes.remove(inode).unwrap_or_default() {
                        lasting.take(&step);
                    }
                }
                Step::SyncFolder(folder) => {
                    let is_in = |step: &Step| match step {
                        Step::Create(path, _)
                        | Step::Rename(_, path, _)
                        | Step::Remove(path, _) => path.parent() == Some(folder),
                        _ => false,
                    };
                    for step in names.extract_if(.., |step| is_in(step)) {
                        lasting.take(&step);
                    }
                }
                Step::Folder(_) => lasting.take(step),
            }
        }
        Crash {
            lasting,
            names,
            bytes: bytes.into_values().collect(),
        }
    }
}

/// What a crash leaves open.
#[derive(Debug)]
pub(crate) struct Crash {
    lasting: Tree,
    names: Vec<Step>,
    bytes: Vec<Vec<Step>>,
}

impl Crash {
    /// In how many ways it can come out; each file's bytes in [`Crash::TORN`].
    pub(crate) fn ways(&self) -> u64 {
        let names = 1_u64 << self.names.len().min(20);
        let bytes = Self::TORN.pow(u32::try_from(self.bytes.len()).unwrap().min(10));
        names * bytes
    }

    /// Whether a file that goes on from a name could have lost that to another file, and not have its next one.
    pub(crate) fn can_lose(&self, name: &str) -> bool {
        self.names.iter().any(|gone| {
            let Step::Rename(from, _, inode) = gone else {
                return false;
            };
            if !from.ends_with(name) {
                return false;
            }
            let takes_its_name =
                |step: &Step| matches!(step, Step::Create(path, other) if path == from && other != inode);
            self.names.iter().any(takes_its_name)
        })
    }

    /// Nothing of a write, half of it, or all.
    const TORN: u64 = 3;

    /// Writes one of the ways into a real folder.
    pub(crate) fn write(&self, mut way: u64, folder: &Path) {
        let mut tree = self.lasting.clone();
        for step in &self.names {
            if way % 2 == 1 {
                tree.take(step);
            }
            way /= 2;
        }
        for steps in &self.bytes {
            let how = way % Self::TORN;
            way /= Self::TORN;
            for step in steps {
                match (how, step) {
                    (0, _) => {}
                    (1, Step::Write(inode, bytes)) => {
                        let half = bytes[..bytes.len() / 2].to_vec();
                        tree.take(&Step::Write(*inode, half));
                    }
                    _ => tree.take(step),
                }
            }
        }
        for inner in &tree.folders {
            std::fs::create_dir_all(folder.join(inner.strip_prefix("/").unwrap())).unwrap();
        }
        for (name, inode) in &tree.names {
            let bytes = tree.bytes.get(inode).map_or(&[][..], Vec::as_slice);
            // A lock without words holds everybody up for two seconds; tests of the lock see to that.
            let is_lock = name.extension().is_some_and(|end| end == "lock");
            if is_lock && !bytes.ends_with(b"\n") {
                continue;
            }
            let path = folder.join(name.strip_prefix("/").unwrap());
            RealDisk.write_new(&path, bytes).unwrap();
        }
    }
}

impl Disk for Model {
    fn read_from(&self, path: &Path, from: u64) -> io::Result<Vec<u8>> {
        let inside = self.0.lock().unwrap();
        let inode = inside.inode(path)?;
        let bytes = &inside.now.bytes[&inode];
        let from = usize::try_from(from).unwrap();
        Ok(bytes.get(from..).unwrap_or_default().to_vec())
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.lock().unwrap().inode(path).is_ok()
    }

    fn real_path(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn way(&self, path: &Path) -> Vec<PathBuf> {
        vec![path.to_owned()]
    }

    fn may_replace(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn about(&self, path: &Path) -> io::Result<About> {
        let inside = self.0.lock().unwrap();
        let inode = inside.inode(path)?;
        Ok(About {
            written: inside.aged.get(&inode).copied().unwrap_or_else(Utc::now),
            bytes: inside.now.bytes[&inode].len() as u64,
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let inside = self.0.lock().unwrap();
        if !inside.now.folders.contains(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let names = inside.now.names.keys();
        Ok(names
            .filter(|path| path.parent() == Some(folder))
            .cloned()
            .collect())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        if !inside.now.folders.contains(folder) {
            inside.step(Step::Folder(folder.to_owned()));
        }
        Ok(())
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        let inode = match inside.inode(path) {
            Ok(inode) => inode,
            Err(_) => inside.create(path),
        };
        inside.step(Step::Write(inode, bytes.to_vec()));
        inside.step(Step::Sync(inode));
        Ok(())
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        let inode = match inside.inode(path) {
            Ok(inode) => {
                inside.step(Step::Truncate(inode));
                inode
            }
            Err(_) => inside.create(path),
        };
        inside.step(Step::Write(inode, bytes.to_vec()));
        inside.step(Step::Sync(inode));
        Ok(())
    }

    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        if inside.inode(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let inode = inside.create(path);
        inside.step(Step::Write(inode, bytes.to_vec()));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        let inode = inside.inode(from)?;
        inside.step(Step::Rename(from.to_owned(), to.to_owned(), inode));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        let inode = inside.inode(path)?;
        inside.step(Step::Remove(path.to_owned(), inode));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut inside = self.0.lock().unwrap();
        inside.step(Step::SyncFolder(folder.to_owned()));
        Ok(())
    }
}
