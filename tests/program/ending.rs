//! Ends that nobody asked for: signals, a fault of the program, a broken line.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use roadsigns::store::process;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};

use super::pty::{Start, Terminal};
use super::{begun, in_owner_field, state};

fn a_signal_gives_the_terminal_back_and_keeps_what_was_typed(signal: Signal) {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = in_owner_field(home.path());
    terminal.keys_to("Half a na", "Half a na");
    assert!(terminal.is_taken());
    terminal.signal(signal);
    let after = terminal.end();
    assert_eq!(after.left_behind, [""; 0]);
    assert!(is_kept(home.path(), "Half a na"));
    // Only its author can say that it is a record.
    let state = state(home.path());
    assert!(!state.contains("Half a na"), "{state}");
}

#[test]
fn sigterm_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::TERM);
}

#[test]
fn sighup_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::HUP);
}

#[test]
fn a_signal_keeps_half_written_feedback() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("f", "> How useful");
    terminal.keys_to("5\r", "> What helped");
    terminal.keys_to("The part about resil", "The part about resil");
    terminal.signal(Signal::TERM);
    let after = terminal.end();
    assert_eq!(after.left_behind, [""; 0]);
    assert!(is_kept(home.path(), "The part about resil"));
}

/// Whether a file anywhere below a folder holds a text.
fn is_kept(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            is_kept(&path, text)
        } else {
            String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(text)
        }
    })
}

#[test]
fn a_signal_keeps_a_half_written_reason() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("\t", "> [ ]");
    terminal.keys_to("b", "> Blocked by");
    terminal.keys_to("Waiting for the coun", "Waiting for the coun");
    terminal.signal(Signal::TERM);
    let after = terminal.end();
    assert_eq!(after.left_behind, [""; 0]);
    assert!(is_kept(home.path(), "Waiting for the coun"));
}

#[test]
fn a_process_that_has_ended_is_dead_even_if_nobody_has_collected_it() {
    let mut child = Command::new("/bin/sh")
        .arg("-c")
        .arg("read line")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let here = process::host();
    assert!(!process::is_dead(&here, child.id()));
    drop(child.stdin.take());
    let pid = Pid::from_child(&child);
    let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    waitid(WaitId::Pid(pid), ended).unwrap();
    assert!(process::is_dead(&here, child.id()));
    assert!(!process::is_dead("elsewhere", child.id()));
    child.wait().unwrap();
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys("\x1b[24~");
    let after = terminal.end();
    assert_eq!(after.left_behind, [""; 0]);
    assert_ne!(after.code, 0);
    assert!(
        after.screen.contains("a mistake in the program"),
        "{}",
        after.screen
    );
    assert!(
        after.screen.contains("What you recorded is kept"),
        "{}",
        after.screen
    );
}

#[test]
fn a_closed_terminal_ends_the_program_and_keeps_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = in_owner_field(home.path());
    terminal.keys_to("Half a na", "Half a na");
    terminal.hang_up();
    assert!(is_kept(home.path(), "Half a na"));
}

#[test]
fn a_closed_terminal_ends_the_program_even_if_nobody_sends_it_a_signal() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(&Start {
        stubborn_leader: true,
        ..Start::at(home.path())
    });
    terminal.see("Welcome");
    terminal.hang_up();
}
