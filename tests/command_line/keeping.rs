//! The commands about the state file: the audit trail, checks, older states, the work of other machines.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::Utc;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Field, Key, Signature, Subject};
use roadsigns::project::opened::Here;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::{Store, Trouble};

use super::{with_state, write};

pub(super) const ITEM: &str = "toolkit/procurement#standstill";
pub(super) const PROJECT: &str = "crisis-house-7k2f";

/// Records fields of one item as a session of somebody, knowing what is there.
pub(super) fn record(state: &Path, by: &str, fields: &[(Field, &str)]) {
    let session = Signature {
        id: format!("s{}", fastrand::u64(..)),
        by: by.to_owned(),
        guide: "2026-11-22".to_owned(),
    };
    let mut store = Store::new(Box::new(RealDisk), state, session.clone());
    let mut book = store.open().unwrap().book;
    record_in(&mut store, &mut book, session, fields).unwrap();
    store.close();
}

/// Records fields of the item in a store that is open, and saves them.
pub(super) fn record_in(
    store: &mut Store,
    book: &mut Book,
    session: Signature,
    fields: &[(Field, &str)],
) -> Result<(), Trouble> {
    let mut author = Author::new(session);
    let now = Utc::now();
    let mut changes = Vec::new();
    let subject = Subject::Project(PROJECT.to_owned());
    let mut set = |place: &str, field: &Field, value: &str| {
        let key = Key {
            subject: subject.clone(),
            place: place.to_owned(),
            field: field.clone(),
        };
        changes.push(author.set(book, now, key, value.to_owned()));
    };
    set("", &Field::Name, "Crisis house");
    for (field, value) in fields {
        set(ITEM, field, value);
    }
    let here = Here {
        project: PROJECT.to_owned(),
        ..Here::default()
    };
    store.save(&changes, &here).map(drop)
}

pub(super) fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    (folder, state)
}

#[test]
fn the_audit_trail_says_who_when_what_from_to_why_and_under_which_edition() {
    let (_folder, state) = folder();
    record(&state, "me@here", &[(Field::State, "in-hand")]);
    let blocked = [
        (Field::State, "blocked"),
        (Field::Reason, "No\x1b[31m notice yet"),
    ];
    record(&state, "colleague@there", &blocked);
    let trail = with_state(&state, &["history", "Crisis house"]);
    assert_eq!(trail.code, Some(0), "{}", trail.err);
    for words in [
        "me@here, guide of 2026-11-22",
        "colleague@there, guide of 2026-11-22",
        "State: Open -> In hand",
        "State: In hand -> Blocked",
        "Reason: (empty) -> No^[[31m notice yet",
        ITEM,
    ] {
        assert!(trail.out.contains(words), "{words}: {}", trail.out);
    }
    assert!(
        trail.out.lines().all(|line| line.chars().count() <= 72),
        "{}",
        trail.out
    );
}

#[test]
fn the_work_of_two_machines_is_merged_both_values_are_kept_and_merging_again_adds_nothing() {
    let (_here, ours) = folder();
    let (_there, theirs) = folder();
    record(
        &ours,
        "me@here",
        &[(Field::Owner, "Head of contracting"), (Field::Note, "Ours")],
    );
    record(
        &theirs,
        "me@laptop",
        &[(Field::Owner, "Finance lead"), (Field::Evidence, "Theirs")],
    );
    let before = fs::read(&theirs).unwrap();
    let merged = with_state(&ours, &["state", "merge", theirs.to_str().unwrap()]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    assert!(merged.out.contains("changes added: 3"), "{}", merged.out);
    assert!(
        merged.out.contains("Fields with two values kept: 1"),
        "{}",
        merged.out
    );
    assert_eq!(fs::read(&theirs).unwrap(), before);
    let text = fs::read_to_string(&ours).unwrap();
    for kept in [
        "Head of contracting",
        "Finance lead",
        "Ours",
        "Theirs",
        "clash]]",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let again = with_state(&ours, &["state", "merge", theirs.to_str().unwrap()]);
    assert!(again.out.contains("changes added: 0"), "{}", again.out);
    // The other way round the same stands there.
    with_state(&theirs, &["state", "merge", ours.to_str().unwrap()]);
    let values = |path: &Path| {
        let session = Signature {
            id: "look".to_owned(),
            by: "me@here".to_owned(),
            guide: String::new(),
        };
        Store::new(Box::new(RealDisk), path, session)
            .open()
            .unwrap()
            .book
    };
    assert_eq!(values(&ours), values(&theirs));
    let check = with_state(&ours, &["state", "check"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    assert!(
        check.out.contains("Two values kept for owner"),
        "{}",
        check.out
    );
}

#[test]
fn a_state_file_without_its_history_is_merged_as_written_by_hand_once() {
    let (_here, ours) = folder();
    let (_there, theirs) = folder();
    record(&ours, "me@here", &[(Field::Owner, "Head of contracting")]);
    record(&theirs, "me@laptop", &[(Field::Owner, "Finance lead")]);
    fs::remove_dir_all(theirs.with_extension("history")).unwrap();
    for added in ["changes added: 1", "changes added: 0"] {
        let merged = with_state(&ours, &["state", "merge", theirs.to_str().unwrap()]);
        assert!(merged.out.contains(added), "{}", merged.out);
    }
    let trail = with_state(&ours, &["history"]);
    assert!(trail.out.contains("by hand ("), "{}", trail.out);
}

#[test]
fn merging_a_file_that_is_not_there_or_broken_changes_nothing() {
    let (folder, ours) = folder();
    record(&ours, "me@here", &[(Field::Owner, "Head of contracting")]);
    let before = fs::read(&ours).unwrap();
    let broken = folder.path().join("broken.toml");
    write(&broken, "format = 1\n[here");
    for (file, words) in [
        (folder.path().join("none.toml"), "there is no file"),
        (broken, "line 2"),
    ] {
        let came = with_state(&ours, &["state", "merge", file.to_str().unwrap()]);
        assert_eq!(came.code, Some(1), "{}", came.out);
        assert!(came.err.contains(words), "{}", came.err);
        assert_eq!(fs::read(&ours).unwrap(), before);
    }
}

#[test]
fn a_broken_state_file_is_explained_kept_and_written_anew_from_the_history() {
    let (folder, state) = folder();
    record(&state, "me@here", &[(Field::Owner, "Head of contracting")]);
    write(&state, "format = 1\n[project\n");
    let check = with_state(&state, &["state", "check"]);
    assert_eq!(check.code, Some(1));
    assert!(
        check.err.contains("line 2") && check.err.contains("restore history"),
        "{}",
        check.err
    );
    let report = with_state(&state, &["report"]);
    assert_eq!(report.code, Some(1));
    assert!(report.err.contains("line 2"), "{}", report.err);
    let mended = with_state(&state, &["state", "restore", "history"]);
    assert_eq!(mended.code, Some(0), "{}", mended.err);
    let text = fs::read_to_string(&state).unwrap();
    assert!(text.contains("Head of contracting"), "{text}");
    let aside = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("broken"))
        .unwrap();
    assert_eq!(fs::read_to_string(aside).unwrap(), "format = 1\n[project\n");
    assert_eq!(with_state(&state, &["state", "check"]).code, Some(0));
}

#[test]
fn a_mended_state_file_opens_the_same_project_as_before() {
    let (_folder, state) = folder();
    record(&state, "me@here", &[(Field::Owner, "Head of contracting")]);
    let text = fs::read_to_string(&state).unwrap();
    write(&state, &format!("{text}[[oops\n"));
    let mended = with_state(&state, &["state", "restore", "history"]);
    assert_eq!(mended.code, Some(0), "{}", mended.err);
    let text = fs::read_to_string(&state).unwrap();
    assert!(text.contains(&format!("project = \"{PROJECT}\"")), "{text}");
    for command in ["report", "history"] {
        let came = with_state(&state, &[command]);
        assert_eq!((came.code, came.err.as_str()), (Some(0), ""), "{command}");
        assert!(came.out.contains("Head of contracting"), "{}", came.out);
    }
}

#[test]
fn a_state_file_that_names_no_open_project_is_reported_as_the_guide_would_open_it() {
    let (_folder, state) = folder();
    record(&state, "me@here", &[(Field::Owner, "Head of contracting")]);
    let text = fs::read_to_string(&state).unwrap();
    for here in ["", "gone-1a2b"] {
        let with = format!("project = \"{here}\"");
        write(
            &state,
            &text.replace(&format!("project = \"{PROJECT}\""), &with),
        );
        for command in ["report", "history"] {
            let came = with_state(&state, &[command]);
            assert!(came.out.contains("Head of contracting"), "{}", came.err);
        }
    }
}

#[test]
fn an_older_state_is_listed_and_brought_back_as_a_change() {
    let (_folder, state) = folder();
    record(&state, "me@here", &[(Field::Owner, "Head of contracting")]);
    record(
        &state,
        "me@here",
        &[(Field::Owner, "Nobody"), (Field::Note, "Wrong")],
    );
    let list = with_state(&state, &["state", "restore"]);
    assert!(
        list.out.contains("as the last session found it, of "),
        "{}",
        list.out
    );
    assert!(list.out.contains("last-week  not kept yet"), "{}", list.out);
    let came = with_state(&state, &["state", "restore", "session"]);
    assert_eq!(came.code, Some(0), "{}", came.err);
    let text = fs::read_to_string(&state).unwrap();
    assert!(
        text.contains("Head of contracting") && !text.contains("Wrong"),
        "{text}"
    );
    let trail = with_state(&state, &["history"]);
    assert!(
        trail.out.contains("Owner: Nobody -> Head of contracting"),
        "{}",
        trail.out
    );
    let none = with_state(&state, &["state", "restore", "tomorrow"]);
    assert_eq!(none.code, Some(2));
}

#[test]
fn state_path_prints_the_path_and_nothing_else() {
    let (_folder, state) = folder();
    let came = with_state(&state, &["state", "path"]);
    assert_eq!(came.out, format!("{}\n", state.display()));
}

#[test]
fn a_date_written_by_hand_is_read_in_any_form_that_has_its_year_and_the_others_say_why() {
    let (_folder, state) = folder();
    let item = |place, lines| format!("[project.items.\"{place}\"]\n{lines}\n");
    let items = [
        item(
            "toolkit/procurement#standstill",
            "due = \"17th December 2026\"\ndecided_on = \"Fri 17 Dec 2026\"",
        ),
        item(
            "toolkit/procurement#notices",
            "due = \"17 Dec\"\ndecided_on = 2026-12-25",
        ),
        item(
            "toolkit/procurement#scoring",
            "due = \"17 Decx 2026\"\ndecided_on = \"31/2/26\"",
        ),
    ];
    write(
        &state,
        &format!(
            "format = 1\n[[project]]\nid = \"p\"\nname = \"P\"\n{}",
            items.concat()
        ),
    );
    let check = with_state(&state, &["state", "check"]).out;
    for words in [
        "decided_on \"Fri 17 Dec 2026\" is not a date. 17 Dec 2026 is a Thursday, not a Friday",
        "due \"17 Dec\" is not a date. This is no date yet: the year is missing",
        "due \"17 Decx 2026\" is not a date. \"Decx\" belongs to no date",
        "decided_on \"31/2/26\" is not a date. There is no 31 February 2026: it has 28 days",
    ] {
        assert!(check.contains(words), "{words}: {check}");
    }
    assert!(!check.contains("17th"), "{check}");
    let report = with_state(&state, &["report"]).out;
    for words in [
        "Due: Thu 17 Dec 2026",
        "Decided on: Fri 25 Dec 2026",
        "Due: 17 Dec (not a date)",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    let trail = with_state(&state, &["history"]).out;
    assert!(!trail.contains("2026-12-25"), "{trail}");
}

#[test]
fn check_explains_what_is_kept_but_not_understood() {
    let (_folder, state) = folder();
    write(
        &state,
        "format = 1\n[[project]]\nid = \"p\"\nname = \"P\"\n[project.items.\"toolkit/procurement#standstill\"]\nstate = \
         \"finished\"\ndue = \"soon\"\ncolour = \"blue\"\n[project.items.\"toolkit/gone#away\"]\nowner = \"Me\"\n",
    );
    let check = with_state(&state, &["state", "check"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    for words in [
        "edits by hand",
        "\"finished\" is none of ours",
        "due \"soon\" is not a date",
        "colour is kept; this program does not use it",
        "toolkit/gone#away: owner is kept; this guide has no such place",
        "The state is sound",
    ] {
        assert!(check.out.contains(words), "{words}: {}", check.out);
    }
}
