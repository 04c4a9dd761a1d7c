//! The real program in a real terminal: starting, working, coming back, leaving.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

#[path = "command_line/came.rs"]
#[expect(dead_code, reason = "other tests run more commands")]
mod came;
#[path = "program/doctor.rs"]
mod doctor;
#[path = "program/ending.rs"]
mod ending;
#[path = "program/kept.rs"]
mod kept;
#[path = "program/mended.rs"]
mod mended;
#[path = "program/old_terminal.rs"]
mod old_terminal;
#[path = "program/plain.rs"]
mod plain;
#[path = "program/pty.rs"]
#[expect(dead_code, reason = "other tests ask more of the terminal")]
mod pty;
#[path = "program/settings.rs"]
mod settings;
#[path = "program/spelled.rs"]
mod spelled;
#[path = "program/stopping.rs"]
mod stopping;
#[path = "program/tour.rs"]
mod tour;

use std::fs;
use std::path::Path;

use came::{came, program};
use pty::{Start, Terminal};

/// The state file of a home folder.
fn state(home: &Path) -> String {
    let path = home.join(".local/share/roadsigns/state.toml");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The program, past its welcome.
fn begun(home: &Path) -> Terminal {
    let mut terminal = Terminal::start(&Start::at(home));
    terminal.past_welcome();
    terminal
}

/// Opens the first action of stage 2, with the cursor in its first field.
fn in_owner_field(home: &Path) -> Terminal {
    let mut terminal = begun(home);
    terminal.open_owner_field();
    terminal
}

#[test]
fn it_starts_with_a_welcome_and_q_q_leaves_the_terminal_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(&Start::at(home.path()));
    terminal.see("Welcome");
    assert!(terminal.is_taken());
    let after = terminal.leave();
    assert_eq!(after.left_behind, [""; 0]);
    assert_eq!(after.screen.trim(), "");
}

#[test]
fn ctrl_c_twice_leaves() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys_to("\x03", "again to leave");
    terminal.keys("\x03");
    let after = terminal.end();
    assert_eq!(after.code, 0, "{}", after.screen);
    assert_eq!(after.left_behind, [""; 0]);
}

#[test]
fn one_q_and_another_key_stay() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys_to("q", "Press q again to leave");
    terminal.keys_to("4", "Sign 4");
    terminal.leave();
}

#[test]
fn a_tick_a_field_and_feedback_survive_a_restart_and_stand_in_the_state_file() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.open_stage("2");
    terminal.keys_to(" ", "> [~]");
    terminal.keys_to(" ", "> [x]");
    terminal.keys_to("\r", "1 of ");
    terminal.keys_to("\t", "> Owner");
    terminal.keys_to(
        "Zoë, head of \"contracting\"",
        "Zoë, head of \"contracting\"",
    );
    terminal.keys_to("\t", "> Due date");
    terminal.keys_to("17/12/2026\t", "> Evidence reference");
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| {
        !screen.contains("> Evidence reference")
    });
    terminal.keys_to("f", "How useful (1-5)");
    terminal.keys_to("4\r", "> What helped");
    terminal.keys_to("The list.\rAll of it.", "All of it.");
    terminal.keys_to("\t", "> What is missing");
    terminal.keys_to("\t", "Feedback kept.");
    terminal.leave();

    let text = state(home.path());
    let state: toml::Table = text.parse().unwrap();
    let project = &state["project"][0];
    let (place, item) = project["items"].as_table().unwrap().iter().next().unwrap();
    assert!(place.starts_with("toolkit/getting-ready#"), "{place}");
    assert_eq!(item["state"].as_str(), Some("done"), "{text}");
    assert_eq!(item["owner"].as_str(), Some("Zoë, head of \"contracting\""));
    assert_eq!(item["due"].as_datetime().unwrap().to_string(), "2026-12-17");
    assert!(
        item["by"].as_str().unwrap().starts_with("tester@"),
        "{text}"
    );
    let feedback = &state["feedback"][0];
    assert_eq!(feedback["place"].as_str(), Some(place.as_str()));
    assert_eq!(feedback["useful"].as_integer(), Some(4));
    assert_eq!(feedback["helped"].as_str(), Some("The list.\nAll of it."));

    // The next session opens where this one was left.
    let mut terminal = Terminal::start(&Start::at(home.path()));
    terminal.see("Stage 2  Getting ready");
    terminal.see("Done");
    terminal.keys_to("\t", "> Owner");
    terminal.see("Zoë, head of \"contracting\"");
    terminal.keys_to("\t", "> Due date");
    terminal.see("Thu 17 Dec 2026");
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Due date"));
    terminal.keys_to("f", "4/5");
    terminal.leave();
}

#[test]
fn a_typed_date_is_shown_in_full_as_soon_as_its_field_is_left() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = in_owner_field(home.path());
    terminal.keys_to("\t", "> Due date");
    terminal.keys_to("17/12/2026\t", "> Evidence reference");
    terminal.wait_until("Thu 17 Dec 2026", |screen| !screen.contains("17/12/2026"));
}

#[test]
fn files_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    begun(home.path()).leave();
    let folder = home.path().join(".local/share/roadsigns");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("state.toml")), 0o600);
}

#[test]
fn a_demo_writes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(&Start {
        arguments: &["--demo"],
        ..Start::at(home.path())
    });
    terminal.see("DEMO: nothing is saved");
    let mut terminal = terminal;
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("n", "> [");
    terminal.keys(" ");
    terminal.leave();
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn without_a_terminal_it_says_so_in_two_lines_and_ends_with_code_2() {
    let home = tempfile::tempdir().unwrap();
    let ended = came(program().env("HOME", home.path()).output().unwrap());
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    let words = ended.err;
    assert_eq!(words.lines().count(), 2, "{words}");
    assert!(
        words.contains("needs a terminal") && words.contains("read PLACE"),
        "{words}"
    );
}
