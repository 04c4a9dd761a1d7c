//! The real program where its work cannot be saved: it says why, answers every key, and prints what is lost at the end.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use roadsigns::store::disk::{Disk as _, RealDisk};
use rustix::process::getuid;

use super::pty::{Start, Terminal};

/// Past the welcome, where there is one.
pub(crate) fn begun(start: &Start<'_>) -> Terminal {
    let mut terminal = Terminal::start(start);
    terminal.see("1 Policy background");
    if terminal.screen().contains("Welcome") {
        terminal.keys("\r");
        terminal.wait_until("the road", |screen| !screen.contains("Welcome"));
    }
    terminal
}

/// The words right of the road, without line ends.
fn right_pane(screen: &str) -> String {
    let lines = screen.lines().skip(1);
    let right = lines.map(|line| line.chars().skip(29).collect::<String>());
    let words: Vec<String> = right.map(|line| line.trim().to_owned()).collect();
    words.join(" ")
}

/// Whatever stands in the way: it is named, keys are answered, and the end says what is lost.
fn says_why_and_works_on(start: &Start<'_>, why: &str) {
    let mut terminal = begun(start);
    terminal.open_stage("2");
    terminal.keys_to(" ", "> [~]");
    terminal.see("NOT SAVED");
    terminal.keys("\x13");
    terminal.wait_until(why, |screen| right_pane(screen).contains(why));
    terminal.keys_to("\x1b", "> [~]");
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("q", "Leave; what is not saved is lost");
    terminal.keys("q");
    let after = terminal.end();
    assert_eq!(after.left_behind, [""; 0]);
    assert_ne!(after.code, 0);
    assert!(after.screen.contains("NOT SAVED"), "{}", after.screen);
    assert!(after.screen.contains("In hand"), "{}", after.screen);
}

#[test]
fn a_plain_file_in_the_place_of_the_folder_is_named_and_the_program_works_on() {
    let home = tempfile::tempdir().unwrap();
    let share = home.path().join(".local/share");
    fs::create_dir_all(&share).unwrap();
    RealDisk
        .write_new(&share.join("roadsigns"), b"mine")
        .unwrap();
    says_why_and_works_on(&Start::at(home.path()), "Not a directory");
    assert_eq!(fs::read(share.join("roadsigns")).unwrap(), b"mine");
}

#[test]
fn without_a_home_the_program_says_so_and_works_on() {
    let nowhere = tempfile::tempdir().unwrap();
    let start = Start {
        program: "/usr/bin/env",
        arguments: &["-u", "HOME", env!("CARGO_BIN_EXE_roadsigns")],
        ..Start::at(nowhere.path())
    };
    says_why_and_works_on(&start, "no home folder is set");
    assert_eq!(fs::read_dir(nowhere.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_without_permission_is_named_and_the_program_works_on() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".local/share/roadsigns");
    fs::create_dir_all(&folder).unwrap();
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    };
    mode(&folder, 0o555);
    if getuid().is_root() {
        // Modes stop everybody but root, so somebody else is at the keyboard.
        for above in folder.ancestors().take(4).skip(1) {
            mode(above, 0o755);
        }
        let program = home.path().join("roadsigns");
        fs::copy(env!("CARGO_BIN_EXE_roadsigns"), &program).unwrap();
        let program = program.to_str().unwrap();
        let start = Start {
            program: "/usr/bin/setpriv",
            arguments: &["--reuid=65534", "--regid=65534", "--clear-groups", program],
            ..Start::at(home.path())
        };
        says_why_and_works_on(&start, "you have no permission");
    } else {
        says_why_and_works_on(&Start::at(home.path()), "you have no permission");
    }
    mode(&folder, 0o755);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}
