//! A state file that was moved, renamed or linked: its history is found, or every one that could be it is named.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Came, came, program, with_state, write};

const TEXT: &str = "format = 1\n[[project]]\nid = \"house-7k2f\"\nname = \"Crisis house\"\nroadmap = \"mental-health\"\ncreated = \
                    2026-11-22T10:41:07Z\n";

/// A folder in which a state has a history of two sessions.
fn begun() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    write(&state, TEXT);
    for _ in 0..2 {
        let saved = with_state(&state, &["state", "restore", "history"]);
        assert_eq!(saved.code, Some(0), "{}", saved.err);
    }
    (folder, state)
}

/// Whether the whole history is known, and nothing taken for written by hand a second time.
fn is_whole(check: &Came, history: &Path) {
    let told = format!("History: {}", history.display());
    assert!(check.out.contains(&told), "{}", check.out);
    assert!(check.out.contains("Changes: 3."), "{}", check.out);
    assert!(!check.out.contains("by hand, which"), "{}", check.out);
}

fn paths(state: &Path, history: &Path) {
    let told = with_state(state, &["paths"]).out;
    assert!(
        told.contains(&format!("State:   {}\n", state.display())),
        "{told}"
    );
    assert!(
        told.contains(&format!("History: {}\n", history.display())),
        "{told}"
    );
}

#[test]
fn the_history_of_a_state_that_was_renamed_is_found_and_named() {
    let (folder, state) = begun();
    let renamed = folder.path().join("work.toml");
    fs::rename(&state, &renamed).unwrap();
    let history = folder.path().join("state.history");
    let check = with_state(&renamed, &["state", "check"]);
    is_whole(&check, &history);
    let words = format!(
        "move it to {}",
        folder.path().join("work.history").display()
    );
    assert!(check.out.contains(&words), "{}", check.out);
    paths(&renamed, &history);
    // Told so, one moves it.
    fs::rename(&history, folder.path().join("work.history")).unwrap();
    let check = with_state(&renamed, &["state", "check"]);
    is_whole(&check, &folder.path().join("work.history"));
    assert!(!check.out.contains("move it"), "{}", check.out);
}

#[test]
fn the_history_of_a_state_that_was_moved_and_linked_is_found_beside_the_link() {
    let (folder, state) = begun();
    let shared = tempfile::tempdir().unwrap();
    let (shared, way) = (
        shared.path().canonicalize().unwrap(),
        folder.path().join("way.toml"),
    );
    fs::rename(&state, shared.join("team.toml")).unwrap();
    // By way of another link.
    symlink(shared.join("team.toml"), &way).unwrap();
    symlink("way.toml", &state).unwrap();
    let history = folder.path().canonicalize().unwrap().join("state.history");
    is_whole(&with_state(&state, &["state", "check"]), &history);
    paths(&state, &history);
    let told = with_state(&state, &["paths"]).out;
    assert!(
        told.contains(&format!("which is {}", shared.join("team.toml").display())),
        "{told}"
    );
    let saved = with_state(&state, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    assert!(fs::symlink_metadata(&state).unwrap().is_symlink());
    assert!(!shared.join("team.history").exists());
}

#[test]
fn the_history_that_a_state_left_in_its_login_s_folder_is_found() {
    let (_folder, state) = begun();
    let home = tempfile::tempdir().unwrap();
    let left = home.path().join(".local/share/roadsigns");
    fs::create_dir_all(&left).unwrap();
    fs::rename(state.with_extension("history"), left.join("state.history")).unwrap();
    let mut check = program();
    check.env("HOME", home.path()).arg("--state").arg(&state);
    let check = came(check.args(["state", "check"]).output().unwrap());
    is_whole(&check, &left.canonicalize().unwrap().join("state.history"));
}

#[test]
fn where_two_histories_know_a_state_both_are_named() {
    let (folder, state) = begun();
    let shared = tempfile::tempdir().unwrap();
    let real = shared.path().canonicalize().unwrap().join("team.toml");
    fs::rename(&state, &real).unwrap();
    // Somebody opened it there before it was linked.
    with_state(&real, &["state", "restore", "history"]);
    symlink(&real, &state).unwrap();
    let own = real.with_extension("history");
    let other = folder.path().canonicalize().unwrap().join("state.history");
    let check = with_state(&state, &["state", "check"]);
    let told = with_state(&state, &["paths"]).out;
    for history in [&own, &other] {
        let name = history.display().to_string();
        assert!(check.out.contains(&name), "{}", check.out);
        assert!(told.contains(&name), "{told}");
    }
    assert!(check.out.contains("Several histories"), "{}", check.out);
    // What the other holds counts once it stands in the first.
    let mut moved = 0;
    for file in fs::read_dir(&other)
        .unwrap()
        .map(|file| file.unwrap().path())
    {
        if file.extension().is_some_and(|end| end == "tsv") {
            let name = format!("moved-{}", file.file_name().unwrap().to_str().unwrap());
            fs::copy(&file, own.join(name)).unwrap();
            moved += 1;
        }
    }
    assert!(moved > 0, "{} holds no lines", other.display());
    let check = with_state(&state, &["state", "check"]);
    assert!(check.out.contains("Changes: "), "{}", check.out);
    assert!(!check.out.contains("Two values"), "{}", check.out);
}

#[test]
fn a_history_of_other_projects_and_that_of_a_state_beside_it_are_left_alone() {
    let (folder, state) = begun();
    let other = folder.path().join("other.toml");
    // A copy is written by hand: the history is that of the first.
    fs::copy(&state, &other).unwrap();
    let told = with_state(&other, &["paths"]).out;
    assert!(told.contains("other.history"), "{told}");
    assert!(!told.contains("state.history"), "{told}");
    // The history of something else, whose state is gone.
    fs::rename(&state, folder.path().join("gone")).unwrap();
    write(&other, &TEXT.replace("house-7k2f", "else-1a1a"));
    let told = with_state(&other, &["paths"]).out;
    assert!(!told.contains("state.history"), "{told}");
}
