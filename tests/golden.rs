//! Files of format 1 as people and earlier programs wrote them: they are read as recorded, for as long as the format
//! lives, and a save keeps what is not ours.
//!
//! Each folder of `golden/format-1` holds a state, perhaps its history, and `reads-as.txt`: what is read from it.
//! `GOLDEN=write cargo test --test golden` records anew: read the difference before you commit it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at once")]

#[expect(dead_code, reason = "no guide is copied here")]
#[path = "guide/copied.rs"]
mod copied;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field, Key, Signature, Subject};
use roadsigns::project::draft::Purpose;
use roadsigns::project::opened::{Here, Opened};
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::{Store, state};
use tempfile::TempDir;

/// All folders.
const FOLDERS: [&str; 8] = [
    "by-hand",
    "by-hand-mended",
    "inline",
    "windows",
    "full",
    "of-1240cca",
    "newer",
    "newer-history",
];
/// Those that this program may write to.
const WRITABLE: [&str; 5] = ["by-hand-mended", "inline", "windows", "full", "of-1240cca"];

fn golden(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format-1");
    folder.join(name)
}

/// A copy of a folder without what is only about it.
fn copy(name: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied::copy(&golden(name), folder.path());
    for about in ["reads-as.txt", "saved.toml"] {
        let _ = fs::remove_file(folder.path().join(about));
    }
    folder
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn session(id: &str) -> Signature {
    Signature {
        id: id.to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-12-01".to_owned(),
    }
}

fn store(folder: &Path, id: &str) -> Store {
    let state = folder.join("state.toml");
    Store::new(Box::new(RealDisk), &state, session(id))
}

/// What a start finds, as text.
fn told(opened: &Opened) -> String {
    let mut text = format!("here: {:?}\n", opened.here);
    if let Some(unsaved) = &opened.unsaved {
        let kind = format!("{unsaved:?}");
        let kind = kind.split('(').next().unwrap();
        let why = unsaved.why().to_string();
        text.push_str(&format!("unsaved: {kind}({why:?})\n"));
    }
    for (key, heads) in opened.book.fields() {
        let field = key.field.name();
        text.push_str(&format!("{} {} {field}\n", key.subject, key.place));
        for held in heads {
            let by = &held.by;
            // The time of a hand edit is that of the start.
            let at = if by.starts_with("by hand") {
                String::new()
            } else {
                format!(", {}, guide {}", held.at.format("%F %T"), held.guide)
            };
            text.push_str(&format!("    {:?} ({by}{at})\n", held.value));
        }
    }
    for (_, draft) in &opened.drafts {
        let purpose = match &draft.purpose {
            Purpose::Field(field) => format!("{field:?}"),
            other => format!("{other:?}"),
        };
        text.push_str(&format!("draft of {}: {purpose}\n", draft.at));
        for written in &draft.texts {
            text.push_str(&format!("    {}: {:?}\n", written.label, written.text));
        }
    }
    text
}

/// Compares with what is recorded, or records it.
fn is_as_recorded(name: &str, file: &str, found: &str) {
    let path = golden(name).join(file);
    if std::env::var("GOLDEN").is_ok_and(|word| word == "write") {
        RealDisk.write_new(&path, found.as_bytes()).unwrap();
    }
    let recorded = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let recorded = String::from_utf8(recorded).unwrap();
    assert!(recorded == found, "{name}/{file}\n{recorded}\n---\n{found}");
}

/// One change of a fixed time to the item that all folders know.
fn change(book: &mut Book) -> Change {
    let key = Key {
        subject: Subject::Project("house-7k2f".to_owned()),
        place: "toolkit/procurement#standstill".to_owned(),
        field: Field::DecidedBy,
    };
    let at = DateTime::from_timestamp(1_796_000_000, 0).unwrap();
    Author::new(session("now")).set(book, at, key, "The board".to_owned())
}

fn here() -> Here {
    Here {
        project: "house-7k2f".to_owned(),
        ..Here::default()
    }
}

#[test]
fn every_folder_is_read_as_recorded() {
    for name in FOLDERS {
        let folder = copy(name);
        let before = files(folder.path());
        let found = match store(folder.path(), "now").open() {
            // Without the folder here too.
            Ok(opened) => told(&opened).replace(&*folder.path().to_string_lossy(), ""),
            // Without the folder, which is another one each time.
            Err(why) => why.reason().to_owned() + "\n",
        };
        is_as_recorded(name, "reads-as.txt", &found);
        assert_eq!(files(folder.path()), before, "{name}: a start wrote");
    }
}

#[test]
fn without_its_heads_a_history_reads_the_same() {
    let folder = copy("full");
    let with = store(folder.path(), "now").open().unwrap().book;
    fs::remove_file(folder.path().join("state.history/heads.tsv")).unwrap();
    let without = store(folder.path(), "now").open().unwrap().book;
    assert_eq!(with, without);
}

#[test]
fn a_save_changes_what_it_is_about_and_nothing_else() {
    for name in WRITABLE {
        let folder = copy(name);
        let path = folder.path().join("state.toml");
        let before = fs::read(&path).unwrap();
        let mut store = store(folder.path(), "now");
        let mut book = store.open().unwrap().book;
        let change = change(&mut book);
        store.save(&[change], &here()).unwrap();
        let saved = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        is_as_recorded(name, "saved.toml", &saved);
        let kept = fs::read(folder.path().join("state.history/kept-session.toml")).unwrap();
        assert_eq!(kept, before, "{name}: what was there before is kept");
        assert_eq!(
            saved.starts_with('\u{feff}'),
            before.starts_with(b"\xef\xbb\xbf")
        );
        let lines = saved.matches('\n').count();
        let windows = saved.matches("\r\n").count();
        assert_eq!(windows, if name == "windows" { lines } else { 0 }, "{name}");
        // Comments and keys that no program knows.
        let text = String::from_utf8(before).unwrap();
        for (_, comment) in text.lines().filter_map(|line| line.split_once('#')) {
            let is_comment = comment.starts_with(' ');
            assert!(!is_comment || saved.contains(comment), "{name}: {comment}");
        }
    }
}

#[test]
fn a_start_after_a_save_reads_the_same_and_finds_no_hand_edit() {
    for name in WRITABLE {
        let folder = copy(name);
        let mut first = store(folder.path(), "now");
        let mut book = first.open().unwrap().book;
        let change = change(&mut book);
        first.save(&[change], &here()).unwrap();
        let lines = first.recall().unwrap().len();
        let mut next = store(folder.path(), "next");
        let opened = next.open().unwrap();
        let text = |book: &Book| {
            let fields = book.fields().map(|(key, heads)| {
                let values: Vec<String> = heads.iter().map(|held| held.value.clone()).collect();
                (key, values)
            });
            fields.collect::<BTreeMap<_, _>>()
        };
        assert_eq!(text(&opened.book), text(&book), "{name}");
        next.save(&[], &here()).unwrap();
        assert_eq!(
            next.recall().unwrap().len(),
            lines,
            "{name}: a start made lines"
        );
        let saved = fs::read_to_string(folder.path().join("state.toml")).unwrap();
        let document = state::parse(&state::undress(&saved).0).unwrap();
        let values = state::contents(&document).values;
        for (key, heads) in opened.book.fields() {
            let says = values.get(&key).map_or("", String::as_str);
            assert_eq!(says, heads.last().unwrap().value, "{name}: {key:?}");
        }
    }
}

#[test]
fn a_newer_format_is_read_only_and_stays_byte_for_byte() {
    for name in ["newer", "newer-history"] {
        let folder = copy(name);
        let before = files(folder.path());
        let mut store = store(folder.path(), "now");
        let mut book = store.open().map(|opened| opened.book).unwrap_or_default();
        let change = change(&mut book);
        for _ in 0..2 {
            let why = store.save(std::slice::from_ref(&change), &here());
            assert!(why.unwrap_err().reason().contains("newer"), "{name}");
        }
        store.close();
        assert_eq!(files(folder.path()), before, "{name}");
    }
}

#[test]
fn every_folder_is_looked_at() {
    let folders = fs::read_dir(golden("")).unwrap();
    let found: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, FOLDERS.map(str::to_owned).into());
}
