//! Ends that nobody asked for: signals, a fault of the program, a broken line.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use roadsigns::store::process;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};

use super::kept::is_kept;
use super::pty::{Start, Terminal, is_running, until};
use super::{begun, in_owner_field, state};

/// Where the user is when the end comes, and what they have half-written there.
#[derive(Clone, Copy, Debug)]
enum Busy {
    AtTheRoad,
    InAField,
    InAForm,
}

impl Busy {
    /// Goes there, from a first start, and begins to write.
    fn begin(self, terminal: &mut Terminal) {
        terminal.past_welcome();
        match self {
            Self::AtTheRoad => terminal.keys_to("4", "Sign 4"),
            Self::InAField => {
                terminal.open_owner_field();
                terminal.keys_to("Half a na", "Half a na");
            }
            Self::InAForm => {
                terminal.keys_to("4", "Sign 4");
                terminal.keys_to("f", "> How useful");
                terminal.keys_to("5\r", "> What helped");
                terminal.keys_to("Half a na", "Half a na");
            }
        }
    }

    /// What was half-written is on disk, but not as a record: only its author can say that it is one.
    fn is_kept(self, home: &Path) {
        let wanted = !matches!(self, Self::AtTheRoad);
        assert_eq!(is_kept(home, "Half a na"), wanted, "{self:?}");
        let state = state(home);
        assert!(!state.contains("Half a na"), "{self:?}: {state}");
    }
}

const EVERYWHERE: [Busy; 3] = [Busy::AtTheRoad, Busy::InAField, Busy::InAForm];

/// Starts the program, as the leader of its session or below a leader that ignores hang-ups.
fn busy(busy: Busy, home: &Path, stubborn_leader: bool) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        stubborn_leader,
        ..Start::at(home)
    });
    busy.begin(&mut terminal);
    assert!(terminal.is_taken());
    terminal
}

/// `words` are what the system calls the signal.
fn a_signal_gives_the_terminal_back_and_keeps_what_was_typed(signal: Signal, words: &str) {
    for place in EVERYWHERE {
        for stubborn_leader in [false, true] {
            let home = tempfile::tempdir().unwrap();
            let terminal = busy(place, home.path(), stubborn_leader);
            terminal.signal(signal);
            let after = terminal.end_soon();
            assert_eq!(after.left_behind, [""; 0], "{place:?} {stubborn_leader}");
            let said = after.screen.trim();
            if stubborn_leader {
                // A shell sees why, and may say so.
                let code = 128 + signal.as_raw().unsigned_abs();
                assert_eq!(after.code, code, "{place:?}");
                assert!(said.is_empty() || said == words, "{place:?}: {said}");
            } else {
                assert_eq!(after.signal.as_deref(), Some(words), "{place:?}");
                assert_eq!(said, "", "{place:?}");
            }
            place.is_kept(home.path());
        }
    }
}

#[test]
fn sighup_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::HUP, "Hangup");
}

#[test]
fn sigterm_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::TERM, "Terminated");
}

#[test]
fn sigint_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::INT, "Interrupt");
}

#[test]
fn sigquit_gives_the_terminal_back_and_keeps_what_was_typed() {
    a_signal_gives_the_terminal_back_and_keeps_what_was_typed(Signal::QUIT, "Quit");
}

#[test]
fn two_signals_at_once_still_keep_what_was_typed() {
    for _ in 0..5 {
        let home = tempfile::tempdir().unwrap();
        let terminal = busy(Busy::InAField, home.path(), false);
        terminal.signals(Signal::INT, Signal::TERM);
        assert_eq!(terminal.end_soon().left_behind, [""; 0]);
        Busy::InAField.is_kept(home.path());
    }
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
    let after = terminal.end_soon();
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

/// F12 is a fault of the program in debug builds only.
#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_says_so_and_keeps_what_was_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = in_owner_field(home.path());
    terminal.keys_to("Half a na", "Half a na");
    terminal.keys("\x1b[24~");
    let after = terminal.end_soon();
    assert_eq!(after.left_behind, [""; 0]);
    assert_eq!(after.code, 101);
    let screen = after.screen.replace('\n', "");
    for words in [
        "a mistake in the program",
        "What you recorded is kept",
        "state.toml",
        "F12 was pressed",
    ] {
        assert!(screen.contains(words), "{words}\n{}", after.screen);
    }
    Busy::InAField.is_kept(home.path());
}

#[test]
fn a_line_that_drops_without_a_signal_is_a_hang_up_for_whoever_started_the_program() {
    let home = tempfile::tempdir().unwrap();
    let script = "trap '' HUP; \"$ROADSIGNS\"; echo $? > \"$HOME/code\"";
    let mut terminal = Terminal::start(&Start {
        program: "/bin/sh",
        arguments: &["-c", script],
        variables: &[("ROADSIGNS", env!("CARGO_BIN_EXE_roadsigns"))],
        ..Start::at(home.path())
    });
    Busy::InAField.begin(&mut terminal);
    terminal.hang_up();
    let code = fs::read_to_string(home.path().join("code")).unwrap();
    assert_eq!(code.trim(), "129");
}

#[test]
fn a_closed_terminal_ends_the_program_and_keeps_what_was_typed() {
    for place in EVERYWHERE {
        let home = tempfile::tempdir().unwrap();
        busy(place, home.path(), false).hang_up();
        place.is_kept(home.path());
    }
}

#[test]
fn a_closed_terminal_ends_the_program_even_if_nobody_sends_it_a_signal() {
    for place in EVERYWHERE {
        let home = tempfile::tempdir().unwrap();
        busy(place, home.path(), true).hang_up();
        place.is_kept(home.path());
    }
}

#[test]
fn nothing_is_said_after_the_terminal_has_gone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start {
        program: "/bin/sh",
        arguments: &["-c", "trap '' HUP; \"$ROADSIGNS\" 2>\"$HOME/said\"; exit 0"],
        variables: &[("ROADSIGNS", env!("CARGO_BIN_EXE_roadsigns"))],
        ..Start::at(home.path())
    });
    Busy::InAForm.begin(&mut terminal);
    terminal.hang_up();
    Busy::InAForm.is_kept(home.path());
    let said = fs::read_to_string(home.path().join("said")).unwrap();
    // The shell may say what it saw.
    assert_eq!(said.trim_end_matches("Hangup\n"), "");
}

#[test]
fn the_death_of_the_shell_ends_the_program_and_keeps_what_was_typed() {
    for place in EVERYWHERE {
        let home = tempfile::tempdir().unwrap();
        let terminal = busy(place, home.path(), true);
        let program = terminal.program();
        terminal.kill_leader();
        until("ended", || !is_running(program));
        place.is_kept(home.path());
    }
}

#[test]
fn a_terminal_that_takes_no_bytes_does_not_keep_the_program_from_ending() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = tempfile::tempdir().unwrap();
        let terminal = busy(Busy::InAField, home.path(), false);
        terminal.turn_deaf();
        terminal.signal(signal);
        let after = terminal.end_soon();
        // What has to be sent is lost; what has to be set is not.
        for left in ["no line editing", "no echo", "no Ctrl-C"] {
            assert!(!after.left_behind.contains(&left), "{left}");
        }
        Busy::InAField.is_kept(home.path());
    }
}

/// Has the program draw on a terminal that takes no bytes.
fn stuck_in_a_frame(home: &Path, stubborn_leader: bool) -> Terminal {
    let mut terminal = busy(Busy::InAField, home, stubborn_leader);
    terminal.turn_deaf();
    // Ctrl-L: everything is drawn.
    terminal.keys_until_read("\x0c");
    terminal
}

#[test]
fn a_signal_in_the_midst_of_a_frame_that_the_terminal_does_not_take_ends_the_program() {
    for signal in [Signal::TERM, Signal::HUP] {
        let home = tempfile::tempdir().unwrap();
        let after = {
            let terminal = stuck_in_a_frame(home.path(), false);
            terminal.signal(signal);
            terminal.end_soon()
        };
        assert!(!after.left_behind.contains(&"no line editing"));
        Busy::InAField.is_kept(home.path());
    }
}

#[test]
fn a_terminal_closed_in_the_midst_of_a_frame_ends_the_program() {
    for stubborn_leader in [false, true] {
        let home = tempfile::tempdir().unwrap();
        stuck_in_a_frame(home.path(), stubborn_leader).hang_up();
        Busy::InAField.is_kept(home.path());
    }
}
