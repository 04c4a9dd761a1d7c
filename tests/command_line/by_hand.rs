//! State files that a person wrote or damaged: what is understood, what is named with its line, what stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Came, with_state};

/// A state file with this text, alone in a folder.
fn state(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn check(state: &Path) -> Came {
    with_state(state, &["state", "check"])
}

/// A project with one item, in which these lines stand.
fn with_item(lines: &str) -> String {
    format!(
        "format = 1\n[[project]]\nid = \"house-7k2f\"\nname = \"Crisis house\"\nroadmap = \"mental-health\"\ncreated = \
         2026-11-22T10:41:07Z\n[project.items.\"toolkit/procurement#standstill\"]\n{lines}\n"
    )
}

/// Whether check names this, exits 1, calls nothing sound, and leaves the file as it was.
fn is_named(text: &str, words: &[&str]) {
    let (_folder, path) = state(text);
    let came = check(&path);
    let said = format!("{}\n{}", came.out, came.err);
    assert_eq!(came.code, Some(1), "{text}\n{said}");
    assert!(!said.contains("sound"), "{text}\n{said}");
    for words in words {
        assert!(said.contains(words), "{words:?}: {text}\n{said}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn the_screens_own_words_and_dates_are_understood_and_written_as_ours_with_the_next_save() {
    let (_folder, path) = state(with_item(
        "state = \"In hand\"\ndue = \"12/12/2026\" # agreed\ndecided_on = 'Thu 17 Dec 2026'",
    ));
    let report = with_state(&path, &["report"]);
    assert_eq!((report.code, report.err.as_str()), (Some(0), ""));
    for words in [
        "In hand",
        "Due: Sat 12 Dec 2026",
        "Decided on: Thu 17 Dec 2026",
    ] {
        assert!(report.out.contains(words), "{words}\n{}", report.out);
    }
    let came = check(&path);
    assert_eq!(came.code, Some(0), "{}", came.err);
    assert!(!came.out.contains("none of ours"), "{}", came.out);
    let saved = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    let text = fs::read_to_string(&path).unwrap();
    for line in [
        "state = \"in-hand\"\n",
        "due = 2026-12-12 # agreed\n",
        "decided_on = 2026-12-17\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_value_without_quotes_is_named_with_the_line_to_write() {
    for (line, better) in [
        ("due = 12/12/2026", "Write: due = 2026-12-12"),
        ("due = Sat 12 Dec 2026", "Write: due = 2026-12-12"),
        ("state = In hand", "Write: state = \"in-hand\""),
        (
            "owner = Head of contracting",
            "Write: owner = \"Head of contracting\"",
        ),
    ] {
        is_named(
            &with_item(line),
            &["line 8, column", line, better, "restore history"],
        );
    }
}

#[test]
fn a_file_of_zero_bytes_fills_no_screen() {
    let (_folder, path) = state(vec![0; 1_000_000]);
    for command in [
        ["state", "check"].as_slice(),
        &["report"],
        &["history", "--all"],
    ] {
        let came = with_state(&path, command);
        assert!(
            !came.out.contains("^@") && !came.err.contains("^@"),
            "{command:?}"
        );
        assert!(came.out.len() + came.err.len() < 2_000, "{command:?}");
    }
    let came = check(&path);
    assert_eq!(came.code, Some(1));
    assert!(came.err.contains("1000000 zero bytes"), "{}", came.err);
}

#[test]
fn names_in_one_another_without_end_have_a_line() {
    let names = vec!["a"; 10_000].join(".");
    for line in [
        format!("[{names}]"),
        format!("{names} = 1"),
        format!("x = {}", "[".repeat(10_000)),
    ] {
        let (_folder, path) = state(format!("format = 1\n{line}\n"));
        let came = check(&path);
        assert_eq!(came.code, Some(1));
        assert!(
            came.err.contains("line 2, column") && came.err.len() < 1_000,
            "{}",
            came.err
        );
    }
}
