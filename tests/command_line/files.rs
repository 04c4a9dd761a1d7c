//! What stands around a state file: locks of other hosts, modes, owners, names with a line end.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use chrono::{TimeDelta, Utc};
use rustix::process::getuid;

use super::{Came, answered, came, with_state, write};

const TEXT: &str = "format = 1\n[[project]]\nid = \"house-7k2f\"\nname = \"Crisis house\"\nroadmap = \"mental-health\"\ncreated = \
                    2026-11-22T10:41:07Z\n";
/// Ticks the first item of sign 4.
const TICK: &str = "back\nsign 4\nnext part\ntick 1\nleave\nleave\n";

#[test]
fn a_fresh_lock_of_a_host_whose_clock_is_hours_off_is_left_to_it() {
    for hours in [-5, 5] {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        write(&state, TEXT);
        let since = (Utc::now() + TimeDelta::hours(hours)).to_rfc3339();
        let lock = format!("host = \"elsewhere\"\nprocess = 4242\nsince = \"{since}\"\n");
        write(&folder.path().join("state.toml.lock"), &lock);
        let check = with_state(&state, &["state", "check"]);
        assert!(
            check
                .out
                .contains("A save is under way: process 4242 on elsewhere"),
            "{}",
            check.out
        );
        let saved = with_state(&state, &["state", "restore", "history"]);
        assert_eq!(saved.code, Some(1), "{}", saved.out);
        assert!(
            saved
                .err
                .contains("another session is saving (process 4242 on elsewhere"),
            "{}",
            saved.err
        );
        assert_eq!(
            fs::read_to_string(folder.path().join("state.toml.lock")).unwrap(),
            lock
        );
    }
}

#[test]
fn who_leaves_line_by_line_while_a_save_cannot_be_made_is_told_no_untruth() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    write(&state, TEXT);
    let since = Utc::now().to_rfc3339();
    let lock = format!("host = \"elsewhere\"\nprocess = 4242\nsince = \"{since}\"\n");
    write(&folder.path().join("state.toml.lock"), &lock);
    let said = answered(&state, TICK);
    assert!(said.contains("again to leave"), "{said}");
    assert!(!said.contains("Your work is saved"), "{said}");
    assert_eq!(fs::read_to_string(&state).unwrap(), TEXT);
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_state_is_not_replaced_and_what_is_recorded_waits_in_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    write(&state, TEXT);
    mode(&state, 0o444);
    let said = answered(&state, TICK);
    assert!(
        said.contains("NOT SAVED") && said.contains("it is read-only (chmod u+w "),
        "{said}"
    );
    assert!(said.contains("the history has it"), "{said}");
    assert_eq!(fs::read_to_string(&state).unwrap(), TEXT);
    for command in [
        ["state", "check"].as_slice(),
        &["state", "restore", "history"],
    ] {
        let came = with_state(&state, command);
        assert_eq!(came.code, Some(1), "{}", came.out);
        assert!(came.err.contains("it is read-only"), "{}", came.err);
        assert!(!came.out.contains("sound"), "{}", came.out);
    }
    let report = with_state(&state, &["report"]);
    assert_eq!(report.code, Some(0), "{}", report.err);
    assert!(report.out.contains("1 in hand"), "{}", report.out);
    assert_eq!(
        fs::metadata(&state).unwrap().permissions().mode() & 0o777,
        0o444
    );
    mode(&state, 0o644);
    let saved = with_state(&state, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    assert!(fs::read_to_string(&state).unwrap().contains("in-hand"));
}

#[test]
fn a_state_that_may_only_be_read_is_merged_from() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("theirs.toml");
    write(&theirs, TEXT);
    mode(&theirs, 0o444);
    let ours = folder.path().join("ours.toml");
    let merged = with_state(&ours, &["state", "merge", theirs.to_str().unwrap()]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    assert!(fs::read_to_string(&ours).unwrap().contains("Crisis house"));
}

/// Runs the program as somebody who is not root.
fn as_nobody(folder: &Path, state: &Path, command: &[&str]) -> Came {
    let program = folder.join("roadsigns");
    if !program.exists() {
        // A child that another test starts meanwhile would hold a file open that this process writes, and nobody could run it.
        let mut copy = Command::new("cp");
        let copied = copy.args([env!("CARGO_BIN_EXE_roadsigns").as_ref(), program.as_path()]);
        assert!(copied.status().unwrap().success());
    }
    let mut run = if getuid().is_root() {
        let mut run = Command::new("/usr/bin/setpriv");
        run.args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(program);
        run
    } else {
        Command::new(program)
    };
    run.env_clear()
        .env("HOME", folder)
        .arg("--state")
        .arg(state);
    came(run.args(command).output().unwrap())
}

#[test]
fn a_file_of_root_is_named_with_its_owner_and_with_what_gives_it_back() {
    let folder = tempfile::tempdir().unwrap();
    mode(folder.path(), 0o777);
    // The environment of the first process is root's, whoever runs the test.
    let state = Path::new("/proc/1/environ");
    for command in [
        ["state", "check"].as_slice(),
        &["report"],
        &["state", "restore", "history"],
    ] {
        let came = as_nobody(folder.path(), state, command);
        assert_eq!(came.code, Some(1), "{command:?}: {}", came.out);
        for words in [
            "/proc/1/environ",
            "you have no permission; it belongs to root",
            "sudo chown -R ",
        ] {
            assert!(came.err.contains(words), "{words}: {}", came.err);
        }
    }
}

#[test]
#[ignore = "needs root: .ci/full runs it"]
fn what_sudo_left_to_root_is_neither_replaced_nor_called_sound() {
    let folder = tempfile::tempdir().unwrap();
    mode(folder.path(), 0o777);
    let state = folder.path().join("state.toml");
    write(&state, TEXT);
    mode(&state, 0o644);
    let check = as_nobody(folder.path(), &state, &["state", "check"]);
    assert_eq!(check.code, Some(1), "{}", check.out);
    assert!(
        check
            .out
            .contains("state.toml belongs to root; sudo chown -R "),
        "{}",
        check.out
    );
    assert!(
        check.err.contains("no permission; it belongs to root"),
        "{}",
        check.err
    );
    let saved = as_nobody(folder.path(), &state, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(1), "{}", saved.out);
    assert!(saved.err.contains("it belongs to root"), "{}", saved.err);
    assert_eq!(fs::read_to_string(&state).unwrap(), TEXT);
    // The history too.
    let history = folder.path().join("state.history");
    fs::remove_dir_all(&history).unwrap();
    fs::remove_file(&state).unwrap();
    fs::create_dir(&history).unwrap();
    write(&history.join("k7f2m9qx.tsv"), "# roadsigns history 1\n");
    mode(&history.join("k7f2m9qx.tsv"), 0o600);
    let check = as_nobody(folder.path(), &state, &["state", "check"]);
    assert_eq!(check.code, Some(1), "{}", check.out);
    for name in [
        "state.history belongs to root",
        "k7f2m9qx.tsv belongs to root",
    ] {
        assert!(check.out.contains(name), "{name}: {}", check.out);
    }
    assert!(
        check
            .err
            .contains("k7f2m9qx.tsv: you have no permission; it belongs to root"),
        "{}",
        check.err
    );
}

#[test]
#[ignore = "needs root: .ci/full runs it"]
fn root_writes_nothing_beside_the_state_of_somebody_else_and_says_whose_it_is() {
    for is_there in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        mode(folder.path(), 0o755);
        let state = folder.path().join("state.toml");
        if is_there {
            write(&state, TEXT);
            chown(&state, Some(65_534), Some(65_534)).unwrap();
        }
        chown(folder.path(), Some(65_534), Some(65_534)).unwrap();
        let count = || fs::read_dir(folder.path()).unwrap().count();
        let before = count();
        let said = answered(&state, TICK);
        assert!(said.contains("NOT SAVED"), "{said}");
        for command in [
            ["state", "restore", "history"].as_slice(),
            &["state", "check"],
        ] {
            let came = with_state(&state, command);
            assert_eq!(came.code, Some(1), "{}", came.out);
            for words in ["belongs to nobody", "sudo -u nobody roadsigns"] {
                assert!(came.err.contains(words), "{words}: {}", came.err);
            }
            assert!(!came.out.contains("chown"), "{}", came.out);
        }
        assert_eq!(count(), before);
        // Reading is no harm.
        if is_there {
            assert_eq!(fs::read_to_string(&state).unwrap(), TEXT);
            assert_eq!(with_state(&state, &["report"]).code, Some(0));
            let saved = as_nobody(folder.path(), &state, &["state", "restore", "history"]);
            assert_eq!(saved.code, Some(0), "{}", saved.err);
        }
    }
}
