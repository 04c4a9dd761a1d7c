//! Stopping and going on, under a shell with job control.

use std::path::Path;

use rustix::process::Signal;

use super::kept::is_kept;
use super::pty::{Start, Terminal, is_running, state_of, until};

/// Under a shell, with something half-written in a field.
fn under_a_shell(home: &Path, shell: &str, arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        program: shell,
        arguments,
        variables: &[
            ("ROADSIGNS", env!("CARGO_BIN_EXE_roadsigns")),
            // Not among the files that the tests look at.
            ("HISTFILE", ""),
        ],
        ..Start::at(home)
    });
    terminal.keys_to("echo $((70 + 7))\r", "77");
    assert_eq!(terminal.left_behind(), [""; 0]);
    terminal.keys("\"$ROADSIGNS\"\r");
    terminal.past_welcome();
    terminal.open_owner_field();
    terminal.keys_to("Half a na", "Half a na");
    terminal
}

fn under_sh(home: &Path) -> Terminal {
    under_a_shell(home, "/bin/sh", &["-i"])
}

/// The shell has the terminal, as it was before, and works.
fn shell_is_in_front(terminal: &mut Terminal, sum: u32) {
    terminal.see("Stopped");
    terminal.keys_to(
        &format!("echo sum $(({sum} - 1 + 1))\r"),
        &format!("sum {sum}"),
    );
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert!(
        !terminal.screen().contains("Owner"),
        "{}",
        terminal.screen()
    );
}

/// The whole screen is there, with what was half-written.
fn guide_is_in_front(terminal: &Terminal, rows: usize) {
    terminal.wait_until("all of the screen", |screen| {
        let shown: Vec<&str> = screen.lines().collect();
        let header = shown.first().is_some_and(|line| line.contains("Roadsigns"));
        let footer = shown.get(rows - 1).is_some_and(|line| line.contains("Esc"));
        header && footer && screen.contains("Half a na") && !screen.contains("sum")
    });
    assert!(terminal.is_taken());
}

/// After a stop that could not be caught the terminal is as the guide had it; this shell does not mind.
fn repaired(terminal: &mut Terminal) {
    terminal.keys_to("stty sane; echo sum $((1233 + 1))\n", "sum 1234");
}

/// Leaves the program, then the shell.
fn leave(mut terminal: Terminal) {
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Owner"));
    terminal.keys_to("q", "again to leave");
    terminal.keys("q");
    until("back at the shell", || !terminal.is_taken());
    terminal.keys_to("echo $((60 + 6))\r", "66");
    terminal.keys("exit 7\r");
    assert_eq!(terminal.end().code, 7);
}

fn ctrl_z_and_fg(home: &Path, mut terminal: Terminal) {
    terminal.keys("\x1a");
    shell_is_in_front(&mut terminal, 1234);
    // Nobody tells a program in the background.
    terminal.resize(30, 100);
    terminal.keys("fg\r");
    guide_is_in_front(&terminal, 30);
    terminal.keys("\x1a");
    shell_is_in_front(&mut terminal, 2345);
    terminal.keys("fg\r");
    guide_is_in_front(&terminal, 30);
    // The size of the start, which has been another meanwhile.
    terminal.resize(24, 80);
    guide_is_in_front(&terminal, 24);
    terminal.keys_to("me", "Half a name");
    leave(terminal);
    assert!(is_kept(home, "Half a name"));
}

#[test]
fn ctrl_z_gives_the_terminal_to_sh_and_fg_draws_everything_at_the_size_of_then() {
    let home = tempfile::tempdir().unwrap();
    ctrl_z_and_fg(home.path(), under_sh(home.path()));
}

#[test]
fn ctrl_z_gives_the_terminal_to_bash_and_fg_draws_everything_at_the_size_of_then() {
    if !Path::new("/bin/bash").exists() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let arguments = ["--norc", "--noprofile", "--noediting", "-i"];
    ctrl_z_and_fg(
        home.path(),
        under_a_shell(home.path(), "/bin/bash", &arguments),
    );
}

#[test]
fn a_stop_from_outside_is_like_ctrl_z() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = under_sh(home.path());
    terminal.signal(Signal::TSTP);
    shell_is_in_front(&mut terminal, 1234);
    terminal.keys("fg\r");
    guide_is_in_front(&terminal, 24);
    leave(terminal);
}

#[test]
fn after_a_stop_that_cannot_be_caught_everything_is_drawn_again() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = under_sh(home.path());
    terminal.signal(Signal::STOP);
    terminal.see("Stopped");
    repaired(&mut terminal);
    terminal.keys("fg\r");
    guide_is_in_front(&terminal, 24);
    leave(terminal);
}

#[test]
fn to_go_on_without_a_stop_draws_everything_again() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = under_sh(home.path());
    terminal.scribble("sum of nothing");
    terminal.signal(Signal::CONT);
    guide_is_in_front(&terminal, 24);
    terminal.keys_to("me", "Half a name");
    leave(terminal);
}

#[test]
fn in_the_background_it_stays_stopped_and_leaves_the_terminal_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = under_sh(home.path());
    terminal.keys("\x1a");
    shell_is_in_front(&mut terminal, 1234);
    let program = terminal.program();
    for sum in [2345, 3456] {
        terminal.keys("bg\r");
        until("stopped again", || state_of(program) == 'T');
        shell_is_in_front(&mut terminal, sum);
    }
    terminal.keys("fg\r");
    guide_is_in_front(&terminal, 24);
    leave(terminal);
}

#[test]
fn a_stopped_program_that_is_told_to_end_keeps_what_was_typed_and_the_terminal_stays_the_shells() {
    for stop in [Signal::TSTP, Signal::STOP] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = under_sh(home.path());
        terminal.signal(stop);
        terminal.see("Stopped");
        let program = terminal.program();
        if stop == Signal::STOP {
            repaired(&mut terminal);
        }
        // bash does both for `kill %1`, this shell only the first.
        terminal.keys("kill %1; kill -CONT %1\r");
        until("ended", || !is_running(program));
        terminal.keys_to("echo sum $((3455 + 1))\r", "sum 3456");
        assert_eq!(terminal.left_behind(), [""; 0]);
        assert!(is_kept(home.path(), "Half a na"));
        // The shell may not have heard yet that its job has ended: then it warns once, and leaves the second time.
        terminal.keys("wait; exit 7\rexit 7\r");
        assert_eq!(terminal.end().code, 7);
    }
}

#[test]
fn a_stopped_program_keeps_what_was_typed_when_the_line_drops() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = under_sh(home.path());
    terminal.keys("\x1a");
    shell_is_in_front(&mut terminal, 1234);
    let program = terminal.program();
    terminal.hang_up();
    until("ended", || !is_running(program));
    assert!(is_kept(home.path(), "Half a na"));
}

#[test]
fn where_nobody_could_wake_it_ctrl_z_does_not_stop_it() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = super::in_owner_field(home.path());
    terminal.keys("\x1a");
    terminal.keys_to("Half a na", "Half a na");
    terminal.signal(Signal::TSTP);
    terminal.keys_to("me", "Half a name");
    guide_is_in_front(&terminal, 24);
}
