//! The store on a real folder and on a disk that fails.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDate};

use super::Store;
use super::disk::{Disk, RealDisk};
use super::state::Here;
use crate::project::change::{Change, ChangeId, Field, Key, Session, Subject};

fn session(id: &str) -> Session {
    Session {
        id: id.to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    }
}

fn store(folder: &Path, id: &str) -> Store {
    Store::new(Box::new(RealDisk), &folder.join("state.toml"), session(id))
}

fn key(place: &str, field: Field) -> Key {
    Key {
        subject: Subject::Project("house-7k2f".to_owned()),
        place: place.to_owned(),
        field,
    }
}

fn change(session: &str, number: u32, key: Key, value: &str) -> Change {
    Change {
        id: ChangeId {
            session: session.to_owned(),
            number,
        },
        replaces: Vec::new(),
        by: "me@here".to_owned(),
        at: DateTime::from_timestamp(1_800_000_000 + i64::from(number), 0).unwrap(),
        guide: "2026-11-22".to_owned(),
        key,
        value: value.to_owned(),
    }
}

fn here() -> Here {
    Here {
        project: "house-7k2f".to_owned(),
        places: [("house-7k2f".to_owned(), "toolkit/procurement".to_owned())].into(),
        read: ["updates/modern-slavery".to_owned()].into(),
    }
}

const ITEM: &str = "toolkit/procurement#standstill";

#[test]
fn what_was_saved_is_there_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = store(folder.path(), "a");
    assert!(first.open().unwrap().book.projects().is_empty());
    let changes = [
        change("a", 1, key("", Field::Name), "Crisis house, north"),
        change("a", 2, key(ITEM, Field::State), "done"),
        change("a", 3, key(ITEM, Field::Due), "2026-12-17"),
        change("a", 4, key(ITEM, Field::Note), "two\nlines and a \"quote\""),
    ];
    first.save(&changes, &here()).unwrap();
    let opened = store(folder.path(), "b").open().unwrap();
    assert_eq!(opened.edited, Vec::new());
    assert_eq!(opened.here, here());
    let project = Subject::Project("house-7k2f".to_owned());
    assert_eq!(
        opened.book.project_name("house-7k2f"),
        "Crisis house, north"
    );
    assert_eq!(
        opened.book.text(&project, ITEM, &Field::Note),
        "two\nlines and a \"quote\""
    );
    let text = fs::read_to_string(folder.path().join("state.toml")).unwrap();
    assert!(text.starts_with("format = 1\n"), "{text}");
    assert!(text.contains("due = 2026-12-17\n"), "{text}");
}

#[test]
fn a_hand_edit_is_found_and_comments_and_unknown_keys_survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut first = store(folder.path(), "a");
    first.open().unwrap();
    first
        .save(
            &[change("a", 1, key(ITEM, Field::Owner), "Finance lead")],
            &here(),
        )
        .unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let edited = text.replace(
        "owner = \"Finance lead\"",
        "owner = \"Head of contracting\" # agreed\ncolour = \"blue\"",
    );
    RealDisk.write_new(&path, edited.as_bytes()).unwrap();
    let mut second = store(folder.path(), "b");
    let opened = second.open().unwrap();
    assert!(
        opened
            .edited
            .contains(&(key(ITEM, Field::Owner), "Head of contracting".to_owned())),
        "{:?}",
        opened.edited
    );
    let made: Vec<Change> = (1..)
        .zip(opened.edited)
        .map(|(number, (key, value))| change("b", number, key, &value))
        .collect();
    second.save(&made, &here()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("owner = \"Head of contracting\" # agreed"),
        "{text}"
    );
    assert!(text.contains("colour = \"blue\""), "{text}");
    assert_eq!(store(folder.path(), "c").open().unwrap().edited, Vec::new());
}

#[test]
fn another_sessions_changes_are_merged_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (store(folder.path(), "a"), store(folder.path(), "b"));
    a.open().unwrap();
    b.open().unwrap();
    let of_a = change("a", 1, key(ITEM, Field::Owner), "Finance lead");
    let of_b = change("b", 1, key(ITEM, Field::Note), "Seen");
    a.save(std::slice::from_ref(&of_a), &here()).unwrap();
    assert_eq!(b.save(&[of_b], &here()).unwrap().foreign, vec![of_a]);
    let text = fs::read_to_string(folder.path().join("state.toml")).unwrap();
    assert!(
        text.contains("Finance lead") && text.contains("Seen"),
        "{text}"
    );
}

#[test]
fn the_state_at_the_start_of_the_session_and_of_an_earlier_week_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut first = store(folder.path(), "a");
    first.open().unwrap();
    first
        .save(
            &[change("a", 1, key(ITEM, Field::Owner), "Before")],
            &here(),
        )
        .unwrap();
    let before = fs::read_to_string(&path).unwrap();
    // As if it had been written weeks ago.
    let long_ago = SystemTime::now() - Duration::from_hours(30 * 24);
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    let mut second = store(folder.path(), "b");
    second.open().unwrap();
    for number in 1..=2 {
        second
            .save(
                &[change("b", number, key(ITEM, Field::Owner), "After")],
                &here(),
            )
            .unwrap();
    }
    for copy in [
        "kept-session.toml",
        "kept-yesterday.toml",
        "kept-last-week.toml",
    ] {
        let kept = fs::read_to_string(folder.path().join("state.history").join(copy)).unwrap();
        assert_eq!(kept, before, "{copy}");
    }
}

#[test]
fn a_broken_file_is_explained_with_its_line_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    RealDisk.write_new(&path, b"format = 1\n[here\n").unwrap();
    let message = store(folder.path(), "a").open().err().unwrap().to_string();
    assert!(
        message.contains("line 2") && message.contains("Nothing was changed"),
        "{message}"
    );
    assert_eq!(fs::read(&path).unwrap(), b"format = 1\n[here\n");
}

#[test]
fn a_newer_format_is_opened_read_only() {
    let folder = tempfile::tempdir().unwrap();
    RealDisk
        .write_new(&folder.path().join("state.toml"), b"format = 2\n")
        .unwrap();
    let mut store = store(folder.path(), "a");
    assert!(store.open().unwrap().read_only.is_some());
    assert!(store.save(&[], &here()).is_err());
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    RealDisk
        .write_new(&path, "\u{feff}format = 1\r\n# mine\r\n".as_bytes())
        .unwrap();
    let mut store = store(folder.path(), "a");
    store.open().unwrap();
    store
        .save(&[change("a", 1, key(ITEM, Field::Owner), "Me")], &here())
        .unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{feff}format = 1\r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.contains("# mine"), "{text}");
}

/// A disk whose call number `at` fails, and all after it if `ever`.
struct FailingDisk {
    calls: Cell<usize>,
    at: usize,
    ever: bool,
}

impl FailingDisk {
    fn call(&self) -> io::Result<()> {
        let call = self.calls.get() + 1;
        self.calls.set(call);
        if call == self.at || (self.ever && call > self.at) {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        Ok(())
    }
}

impl Disk for FailingDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call()?;
        RealDisk.read(path)
    }
    fn exists(&self, path: &Path) -> bool {
        RealDisk.exists(path)
    }
    fn real_path(&self, path: &Path) -> PathBuf {
        RealDisk.real_path(path)
    }
    fn written_on(&self, path: &Path) -> io::Result<NaiveDate> {
        self.call()?;
        RealDisk.written_on(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.call()?;
        RealDisk.list(folder)
    }
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.make_folder(folder)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // Half of it gets out, as on a real full disk.
        self.call()
            .inspect_err(|_| RealDisk.append(path, &bytes[..bytes.len() / 2]).unwrap())?;
        RealDisk.append(path, bytes)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call()
            .inspect_err(|_| RealDisk.write_new(path, &bytes[..bytes.len() / 2]).unwrap())?;
        RealDisk.write_new(path, bytes)
    }
    fn create_exclusive(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.call()?;
        RealDisk.create_exclusive(path, bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.remove(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call()?;
        RealDisk.sync_folder(folder)
    }
}

#[test]
fn whichever_call_fails_the_state_is_the_old_or_the_new_one_and_a_later_save_mends_it() {
    for ever in [false, true] {
        for at in 1..40 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state.toml");
            let mut first = store(folder.path(), "a");
            first.open().unwrap();
            first
                .save(&[change("a", 1, key(ITEM, Field::Owner), "Old")], &here())
                .unwrap();
            let old = fs::read_to_string(&path).unwrap();

            let disk = FailingDisk {
                calls: Cell::new(0),
                at,
                ever,
            };
            let mut failing = Store::new(Box::new(disk), &path, session("b"));
            failing.read = first.read.clone();
            let mut new = change("b", 1, key(ITEM, Field::Owner), "New");
            new.replaces = vec![ChangeId {
                session: "a".to_owned(),
                number: 1,
            }];
            let saved = failing.save(std::slice::from_ref(&new), &here());
            let now = fs::read_to_string(&path).unwrap();
            assert!(
                now == old || now.contains("owner = \"New\""),
                "call {at}, ever {ever}: {now}"
            );
            if saved.is_ok() {
                assert!(
                    now.contains("owner = \"New\""),
                    "call {at}: said saved and is not"
                );
            }

            // The lock of a failed release is this very process's own: remove it as a new process would.
            let _ = fs::remove_file(folder.path().join("state.toml.lock"));
            failing.disk = Box::new(RealDisk);
            failing.save(std::slice::from_ref(&new), &here()).unwrap();
            let opened = store(folder.path(), "c").open().unwrap();
            assert_eq!(opened.edited, Vec::new(), "call {at}, ever {ever}");
            let project = Subject::Project("house-7k2f".to_owned());
            assert_eq!(
                opened.book.text(&project, ITEM, &Field::Owner),
                "New",
                "call {at}, ever {ever}"
            );
        }
    }
}
