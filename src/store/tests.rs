//! The store on a real folder and on a disk that fails.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::DateTime;

use super::Store;
use super::disk::{Disk, RealDisk};
use crate::project::change::{Change, ChangeId, Field, Key, Signature, Subject};
use crate::project::opened::{Here, Unsaved};

fn session(id: &str) -> Signature {
    Signature {
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

/// A session that has saved the owner of an item.
fn with_owner(folder: &Path, owner: &str) -> Store {
    let mut store = store(folder, "a");
    store.open().unwrap();
    let change = change("a", 1, key(ITEM, Field::Owner), owner);
    store.save(&[change], &here()).unwrap();
    store
}

/// Writes a file as an editor does.
fn overwrite(path: &Path, text: &str) {
    RealDisk.write_new(path, text.as_bytes()).unwrap();
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
    let _first = with_owner(folder.path(), "Finance lead");
    let text = fs::read_to_string(&path).unwrap();
    let edited = text.replace(
        "owner = \"Finance lead\"",
        "owner = \"Head of contracting\" # agreed\ncolour = \"blue\"",
    );
    RealDisk.write_new(&path, edited.as_bytes()).unwrap();
    let mut second = store(folder.path(), "b");
    let book = second.open().unwrap().book;
    let held = book.heads(&key(ITEM, Field::Owner));
    assert_eq!(held.len(), 1, "{held:?}");
    assert_eq!(held[0].value, "Head of contracting");
    assert_eq!(held[0].by, "by hand (me@here)");
    second.save(&[], &here()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("owner = \"Head of contracting\" # agreed"),
        "{text}"
    );
    assert!(text.contains("colour = \"blue\""), "{text}");
    let lines = |store: &Store| store.recall().unwrap().len();
    let count = lines(&second);
    let mut third = store(folder.path(), "c");
    third.open().unwrap();
    third.save(&[], &here()).unwrap();
    assert_eq!(lines(&third), count, "an edit was found twice");
}

#[test]
fn a_hand_edit_while_a_session_runs_is_merged_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut session = store(folder.path(), "a");
    session.open().unwrap();
    let owner = change("a", 1, key(ITEM, Field::Owner), "Finance lead");
    session.save(&[owner], &here()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    overwrite(&path, &text.replace("Finance lead", "Nobody yet"));
    let note = change("a", 2, key(ITEM, Field::Note), "Seen");
    let foreign = session.save(&[note], &here()).unwrap();
    assert_eq!(foreign.len(), 1, "{foreign:?}");
    assert_eq!(foreign[0].value, "Nobody yet");
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("Nobody yet") && text.contains("Seen"),
        "{text}"
    );
}

#[test]
fn a_hand_edit_and_a_change_of_the_same_field_are_both_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut session = store(folder.path(), "a");
    session.open().unwrap();
    let first = change("a", 1, key(ITEM, Field::Owner), "Finance lead");
    session.save(std::slice::from_ref(&first), &here()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    overwrite(&path, &text.replace("Finance lead", "Nobody yet"));
    let mut second = change("a", 2, key(ITEM, Field::Owner), "Head of contracting");
    second.replaces = vec![first.id];
    session.save(&[second], &here()).unwrap();
    let book = store(folder.path(), "b").open().unwrap().book;
    let mut values: Vec<&str> = book
        .heads(&key(ITEM, Field::Owner))
        .iter()
        .map(|held| held.value.as_str())
        .collect();
    values.sort_unstable();
    assert_eq!(values, ["Head of contracting", "Nobody yet"]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("clash]]\nfield = \"owner\""), "{text}");
    assert!(
        text.contains("Head of contracting") && text.contains("Nobody yet"),
        "{text}"
    );
}

#[test]
fn a_state_file_that_is_gone_empty_or_cut_short_is_written_anew_from_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut first = store(folder.path(), "a");
    first.open().unwrap();
    let changes = [
        change("a", 1, key("", Field::Name), "Crisis house"),
        change("a", 2, key(ITEM, Field::Owner), "Finance lead"),
    ];
    first.save(&changes, &here()).unwrap();
    let whole = fs::read_to_string(&path).unwrap();
    let cut = whole.split("[project.items").next().unwrap();
    for broken in [None, Some(""), Some("format = 1\n"), Some(cut)] {
        match broken {
            None => fs::remove_file(&path).unwrap(),
            Some(text) => overwrite(&path, text),
        }
        let mut next = store(folder.path(), "b");
        next.open().unwrap();
        next.save(&[], &here()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("Crisis house") && text.contains("Finance lead"),
            "{broken:?}: {text}"
        );
    }
}

#[test]
fn a_new_project_never_takes_the_tables_of_another_that_stand_out_of_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let text = "format = 1\n[[project]]\nid = \"other\"\n[[feedback]]\nid = \"f\"\n[project.items.\"signs/a#b\"]\nnote = \"Kept\"\n";
    overwrite(&path, text);
    let mut session = store(folder.path(), "a");
    session.open().unwrap();
    session
        .save(&[change("a", 1, key("", Field::Name), "New")], &here())
        .unwrap();
    let book = store(folder.path(), "b").open().unwrap().book;
    let note = |id: &str| {
        let subject = Subject::Project(id.to_owned());
        book.text(&subject, "signs/a#b", &Field::Note).to_owned()
    };
    assert_eq!(
        (note("other"), note("house-7k2f")),
        ("Kept".to_owned(), String::new())
    );
    assert!(store(folder.path(), "c").unwritten().is_empty());
}

#[test]
fn no_line_of_a_history_touches_the_structure_of_the_state() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = store(folder.path(), "a");
    session.open().unwrap();
    let hostile = ["items", "gates", "id", "clash", "by"].map(|name| Field::Other(name.to_owned()));
    let mut changes = vec![change("a", 1, key(ITEM, Field::Owner), "Finance lead")];
    for (number, field) in (2..).zip(hostile) {
        changes.push(change("b", number, key("", field.clone()), "hostile"));
        changes.push(change("c", number, key(ITEM, field), "hostile"));
    }
    session.save(&changes, &here()).unwrap();
    let text = fs::read_to_string(folder.path().join("state.toml")).unwrap();
    assert!(
        text.contains("Finance lead") && !text.contains("hostile"),
        "{text}"
    );
    let book = store(folder.path(), "d").open().unwrap().book;
    assert_eq!(book.projects(), ["house-7k2f"]);
}

#[test]
fn a_line_taken_out_by_hand_clears_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let _first = with_owner(folder.path(), "Finance lead");
    let text = fs::read_to_string(&path).unwrap();
    overwrite(&path, &text.replace("owner = \"Finance lead\"\n", ""));
    let book = store(folder.path(), "b").open().unwrap().book;
    assert_eq!(
        book.heads(&key(ITEM, Field::Owner)).last().unwrap().value,
        ""
    );
}

#[test]
fn a_state_file_without_its_history_is_read_as_written_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let _first = with_owner(folder.path(), "Finance lead");
    fs::remove_dir_all(path.with_extension("history")).unwrap();
    let mut second = store(folder.path(), "b");
    let book = second.open().unwrap().book;
    assert_eq!(
        book.heads(&key(ITEM, Field::Owner))[0].value,
        "Finance lead"
    );
    second.save(&[], &here()).unwrap();
    assert_eq!(second.recall().unwrap().len(), 1);
}

#[test]
fn ended_sessions_are_folded_and_read_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let history = folder.path().join("state.history");
    let mut expected = 0;
    for (number, id) in (1..).zip(["a", "b", "c", "d"]) {
        let mut session = store(folder.path(), id);
        session.open().unwrap();
        let long = "x".repeat(40_000);
        let changes = [
            change(id, 1, key(&format!("{ITEM}{number}"), Field::Owner), id),
            change(id, 2, key(&format!("{ITEM}{number}"), Field::Note), &long),
        ];
        session.save(&changes, &here()).unwrap();
        session.close();
        expected += 2;
        assert_eq!(session.recall().unwrap().len(), expected);
    }
    let names: Vec<String> = fs::read_dir(&history)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".tsv"))
        .collect();
    assert!(names.contains(&"heads.tsv".to_owned()), "{names:?}");
    assert_eq!(names.len(), 3, "{names:?}");
    let with_heads = store(folder.path(), "e").open().unwrap().book;
    fs::remove_file(history.join("heads.tsv")).unwrap();
    let without = store(folder.path(), "e").open().unwrap().book;
    assert_eq!(with_heads, without);
    assert_eq!(with_heads.fields().count(), expected);
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
    assert_eq!(b.save(&[of_b], &here()).unwrap(), vec![of_a]);
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
    let _first = with_owner(folder.path(), "Before");
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
    let mut session = store(folder.path(), "a");
    let Some(Unsaved::Broken(why)) = session.open().unwrap().unsaved else {
        panic!("not seen to be broken")
    };
    assert!(why.to_string().contains("line 2"), "{why}");
    let note = change("a", 1, key(ITEM, Field::Note), "Written meanwhile");
    assert!(session.save(std::slice::from_ref(&note), &here()).is_err());
    assert!(session.save(std::slice::from_ref(&note), &here()).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"format = 1\n[here\n");
    // What is recorded meanwhile goes into the history, once.
    assert_eq!(session.recall().unwrap(), [note]);
}

#[test]
fn a_broken_file_is_set_aside_as_a_copy_and_written_anew_from_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    let mut session = with_owner(folder.path(), "Finance lead");
    let text = fs::read_to_string(&path).unwrap();
    overwrite(&path, &text.replace("format = 1", "format = 1\n# mine"));
    session.save(&[], &here()).unwrap();
    session
        .save(&[change("a", 2, key(ITEM, Field::Note), "Seen")], &here())
        .unwrap();
    overwrite(&path, "format = 1\n[here");
    let mut next = store(folder.path(), "b");
    assert!(matches!(
        next.open().unwrap().unsaved,
        Some(Unsaved::Broken(_))
    ));
    let aside = next.mend().unwrap();
    assert_eq!(fs::read_to_string(aside).unwrap(), "format = 1\n[here");
    next.save(&[], &here()).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    for kept in ["Finance lead", "Seen", "# mine"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
}

#[test]
fn a_newer_format_is_opened_read_only() {
    let folder = tempfile::tempdir().unwrap();
    RealDisk
        .write_new(&folder.path().join("state.toml"), b"format = 2\n")
        .unwrap();
    let mut store = store(folder.path(), "a");
    let unsaved = store.open().unwrap().unsaved;
    assert!(matches!(unsaved, Some(Unsaved::Newer(_))), "{unsaved:?}");
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
