//! A folder with a state and its history, people who work on it, and what can be done to its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field, Key, Subject};
use roadsigns::project::opened::{Here, Opened};
use roadsigns::store::Store;
use roadsigns::store::disk::{Disk as _, RealDisk};
use tempfile::TempDir;

pub(crate) use super::item::{ITEM, PROJECT, key, session};

pub(crate) fn here() -> Here {
    Here {
        project: PROJECT.to_owned(),
        ..Here::default()
    }
}

/// The bytes of every file.
pub(crate) type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

/// The folder.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap()))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.folder().join("state.toml")
    }

    pub(crate) fn history(&self, name: &str) -> PathBuf {
        self.folder().join("state.history").join(name)
    }

    /// Leaves so many bytes of a file.
    pub(crate) fn cut(&self, file: &Path, length: usize) {
        let bytes = fs::read(file).unwrap();
        assert!(file.starts_with(self.folder()));
        RealDisk.write_new(file, &bytes[..length]).unwrap();
    }

    /// The files of lines.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let files = RealDisk.list(&self.history("")).unwrap_or_default();
        let is_lines = |file: &PathBuf| file.extension().is_some_and(|end| end == "tsv");
        let heads = self.history("heads.tsv");
        files
            .into_iter()
            .filter(|file| is_lines(file) && *file != heads)
            .collect()
    }

    /// Somebody who has just started the program.
    pub(crate) fn sits_down(&self, id: &str) -> Person {
        let mut store = Store::new(Box::new(RealDisk), &self.state(), session(id));
        let book = store.open().unwrap().book;
        store.verify().unwrap();
        Person {
            store,
            book,
            author: Author::new(session(id)),
            at: Utc::now(),
        }
    }

    /// A whole session that sets fields of the item, and leaves.
    pub(crate) fn sets(&self, id: &str, values: &[(Field, &str)]) {
        let mut person = self.sits_down(id);
        person.sets(values);
        person.store.close();
    }

    /// A session that sets fields of the item and goes on, so that its file stays.
    pub(crate) fn goes_on(&self, id: &str, values: &[(Field, &str)]) {
        self.sits_down(id).sets(values);
    }

    /// A whole session that makes the project.
    pub(crate) fn begins(&self, id: &str, created: &str) {
        let mut person = self.sits_down(id);
        let key = |field| Key {
            place: String::new(),
            ..key(&field)
        };
        person.saves(&[
            (key(Field::Name), "Crisis house"),
            (key(Field::Created), created),
        ]);
        person.store.close();
    }

    pub(crate) fn created(&self, project: &str) -> String {
        let book = self.opened("looks").book;
        let subject = Subject::Project(project.to_owned());
        book.text(&subject, "", &Field::Created).to_owned()
    }

    /// Two sessions that set a field without knowing of each other, and leave.
    pub(crate) fn clash(&self, field: &Field, one: &str, other: &str) {
        let (mut left, mut right) = (self.sits_down("left"), self.sits_down("right"));
        left.sets(&[(field.clone(), one)]);
        right.sets(&[(field.clone(), other)]);
        left.store.close();
        right.store.close();
    }

    /// What a start finds.
    pub(crate) fn opened(&self, id: &str) -> Opened {
        let mut store = Store::new(Box::new(RealDisk), &self.state(), session(id));
        store.open().unwrap()
    }

    /// The values that hold for a field of the item, each once, in alphabetical order.
    pub(crate) fn values(&self, field: &Field) -> Vec<String> {
        let book = self.opened("looks").book;
        let heads = book.heads(&key(field)).iter();
        let mut values: Vec<String> = heads.map(|held| held.value.clone()).collect();
        values.sort();
        values.dedup();
        values
    }

    /// Every line of the history.
    pub(crate) fn lines(&self) -> Vec<Change> {
        let mut store = Store::new(Box::new(RealDisk), &self.state(), session("looks"));
        store.open().unwrap();
        store.recall().unwrap()
    }

    /// The state is gone, and what the program wrote there last: only lines are left.
    pub(crate) fn forgets_the_state(&self) {
        fs::remove_file(self.state()).unwrap();
        for name in ["summed.toml", "summed-next.toml"] {
            let _ = fs::remove_file(self.history(name));
        }
    }

    pub(crate) fn edits(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.state()).unwrap();
        assert!(text.contains(from), "{text}");
        write(&self.state(), &text.replace(from, to));
    }

    /// Takes the table of sums out of the state.
    pub(crate) fn unnames_its_sums(&self) {
        let text = fs::read_to_string(self.state()).unwrap();
        let (before, rest) = text.split_once("[sums]\n").expect("it names its sums");
        let (_, after) = rest.split_once('[').unwrap();
        write(&self.state(), &format!("{before}[{after}"));
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        snapshot(self.folder())
    }

    pub(crate) fn put_back_state(&self, from: &Snapshot) {
        let text = std::str::from_utf8(&from[Path::new("state.toml")]).unwrap();
        write(&self.state(), text);
    }
}

/// Writes a file as an editor does.
pub(crate) fn write(path: &Path, text: &str) {
    RealDisk.write_new(path, text.as_bytes()).unwrap();
}

/// The files of a folder by their paths in it.
pub(crate) fn snapshot(folder: &Path) -> Snapshot {
    let mut files = Snapshot::new();
    for inside in [folder.to_owned(), folder.join("state.history")] {
        for path in RealDisk.list(&inside).unwrap_or_default() {
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Somebody at work.
pub(crate) struct Person {
    pub(crate) store: Store,
    pub(crate) book: Book,
    author: Author,
    at: DateTime<Utc>,
}

impl Person {
    /// Sets the clock by some seconds.
    pub(crate) fn sets_clock(&mut self, seconds: i64) {
        self.at += TimeDelta::seconds(seconds);
    }

    /// Sets fields of the item and saves.
    pub(crate) fn sets(&mut self, values: &[(Field, &str)]) {
        let values: Vec<(Key, &str)> = values
            .iter()
            .map(|(field, value)| (key(field), *value))
            .collect();
        self.saves(&values);
    }

    /// Sets fields and saves; takes in what others did.
    pub(crate) fn saves(&mut self, values: &[(Key, &str)]) {
        let mut changes = Vec::new();
        for (key, value) in values {
            let value = (*value).to_owned();
            changes.push(self.author.set(&mut self.book, self.at, key.clone(), value));
            self.at += TimeDelta::seconds(1);
        }
        for change in self.store.save(&changes, &here()).unwrap() {
            self.book.add(&change);
        }
    }
}
