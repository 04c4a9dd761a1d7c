//! A state file that is gone, or of which only the beginning is left: it is named, holds all that it held, and comes back.

use std::fs;
use std::path::Path;

use roadsigns::project::change::Field;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::{Missing, Store, state};

use super::{ALL, Desk, overwrite, session};

/// A state with a comment of somebody's own, as it was written last.
fn written(desk: &Desk) -> String {
    let text = fs::read_to_string(&desk.state).unwrap();
    let text = text.replace("format = 1\n", "format = 1 # mine\n");
    overwrite(&desk.state, text.as_bytes());
    desk.records("third", &[(Field::Note, "Seen")]);
    desk.saves();
    fs::read_to_string(&desk.state).unwrap()
}

#[test]
fn a_state_file_that_is_gone_or_empty_beside_its_history_is_named_and_comes_back_with_the_next_save()
 {
    for (case, words) in [("gone", "is not there"), ("empty", "is empty")] {
        for has_summed in [true, false] {
            let desk = Desk::new();
            written(&desk);
            if case == "gone" {
                fs::remove_file(&desk.state).unwrap();
            } else {
                overwrite(&desk.state, b"");
            }
            if !has_summed {
                fs::remove_file(desk.history("summed.toml")).unwrap();
            }
            let out = desk.fails();
            let words = format!(
                "{} {words}; its history holds 7 changes",
                desk.state.display()
            );
            assert!(out.contains(&words), "{words}: {out}");
            assert!(out.contains("the next save writes it anew"), "{out}");
            assert!(!out.contains("by hand"), "{out}");
            desk.stands(&ALL, case);
            desk.saves();
            desk.stands(&ALL, case);
            assert_eq!(desk.check().code, Some(0), "{case}");
            // What people wrote beside the values as well, where it is known.
            let text = fs::read_to_string(&desk.state).unwrap();
            assert_eq!(text.contains("# mine"), has_summed, "{text}");
        }
    }
}

#[test]
fn a_state_that_nobody_has_made_yet_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let check = super::with_state(&folder.path().join("state.toml"), &["state", "check"]);
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
}

/// What a start finds of a state.
fn found(state: &Path) -> (Option<Missing>, usize, usize) {
    let mut store = Store::new(Box::new(RealDisk), state, session("looks"));
    let fields = store.open().unwrap().book.fields().count();
    (store.findings().missing, store.unwritten().len(), fields)
}

#[test]
fn of_a_state_file_that_was_cut_at_any_byte_nothing_counts_as_taken_out() {
    for line_end in ["\n", "\r\n"] {
        let desk = Desk::new();
        let text = written(&desk).replace('\n', line_end);
        overwrite(&desk.state, text.as_bytes());
        desk.saves();
        let (missing, by_hand, fields) = found(&desk.state);
        assert_eq!((missing, by_hand), (None, 0));
        let mut count = 0;
        for (at, _) in text.char_indices() {
            let beginning = text.get(..at).unwrap();
            let rest = text.get(at..).unwrap();
            if rest.trim().is_empty() || state::parse(beginning).is_err() {
                continue;
            }
            count += 1;
            overwrite(&desk.state, beginning.as_bytes());
            let (missing, by_hand, there) = found(&desk.state);
            assert!(missing.is_some(), "{beginning}");
            assert_eq!((by_hand, there), (0, fields), "{beginning}");
        }
        assert!(count > 20, "{count}");
    }
}

#[test]
fn a_state_file_that_was_cut_is_named_with_the_line_in_which_it_ends_and_comes_back_whole() {
    let desk = Desk::new();
    let text = written(&desk);
    let (before, _) = text.split_once("state = \"done\"\n").unwrap();
    overwrite(&desk.state, before.as_bytes());
    let out = desk.fails();
    let words = format!(
        "{} ends with line {}, ",
        desk.state.display(),
        before.lines().count()
    );
    assert!(out.contains(&words), "{words}: {out}");
    assert!(out.contains("the next save brings it back"), "{out}");
    assert!(!out.contains("by hand"), "{out}");
    desk.stands(&ALL, "cut");
    desk.saves();
    assert_eq!(fs::read_to_string(&desk.state).unwrap(), text);
    assert_eq!(desk.check().code, Some(0));
    // So it is when only the place where somebody was has been written last.
    let mut store = Store::new(Box::new(RealDisk), &desk.state, session("moves"));
    let mut here = store.open().unwrap().here;
    here.places
        .insert(super::PROJECT.to_owned(), "signs/contracting".to_owned());
    store.save(&[], &here).unwrap();
    let text = fs::read_to_string(&desk.state).unwrap();
    let (before, _) = text.split_once("state = \"done\"\n").unwrap();
    overwrite(&desk.state, before.as_bytes());
    desk.fails();
    desk.stands(&ALL, "cut after moving");
}

#[test]
fn lines_that_somebody_takes_out_of_the_midst_of_a_state_are_taken_out() {
    let desk = Desk::new();
    let text = written(&desk).replace("owner = \"Head of contracting\"\n", "");
    overwrite(&desk.state, text.as_bytes());
    let check = desk.check();
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    assert!(check.out.contains("1 edit by hand"), "{}", check.out);
    desk.saves();
    let text = fs::read_to_string(&desk.state).unwrap();
    assert!(!text.contains("owner"), "{text}");
}

#[test]
fn what_an_older_state_without_sums_does_not_say_is_named_value_by_value() {
    for has_summed in [true, false] {
        let desk = Desk::new();
        let older = "format = 1\n[[project]]\nid = \"other-7k2f\"\nname = \"Other\"\n";
        overwrite(&desk.state, older.as_bytes());
        if !has_summed {
            fs::remove_file(desk.history("summed.toml")).unwrap();
        }
        let out = desk.fails();
        for words in [
            "The history says these values, and the state file does not",
            "Owner of Run the standstill period and keep a log of it: Head of contracting; the state file says (empty)",
            "Due date of Run the standstill period and keep a log of it: Thu 17 Dec 2026; the state file says (empty)",
        ] {
            assert!(out.contains(words), "{words}: {out}");
        }
        assert!(out.contains("Projects: 2."), "{out}");
        desk.saves();
        assert_eq!(desk.check().code, Some(0));
        let text = fs::read_to_string(&desk.state).unwrap();
        assert!(
            text.contains("Head of contracting") && text.contains("Other"),
            "{text}"
        );
    }
}
