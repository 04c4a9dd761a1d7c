//! A client that stops reading while keys still come: they wait where they are, and none that was taken is lost.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use super::MOST;
use super::pty::{Start, Terminal};

/// Far more than may wait.
const FLOOD: usize = 600_000;

/// What is recorded, in the letters of the file.
fn state(home: &Path) -> String {
    fs::read_to_string(home.join(".local/share/roadsigns/state.toml")).unwrap()
}

/// Numbered words, one a line.
fn words(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("word {number}")).collect()
}

/// Asked why an item does not apply, line by line.
fn asked_line_by_line(home: &Path) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        arguments: &["--plain"],
        ..Start::at(home)
    });
    terminal.open_stage_3_by_lines();
    terminal.keys_to("x 1\n", "Reason?");
    terminal
}

/// Asked the same on the screen.
fn asked_on_the_screen(home: &Path) -> Terminal {
    let mut terminal = Terminal::start(&Start::at(home));
    terminal.past_welcome();
    terminal.open_stage("3");
    terminal.keys_to("x", "> Reason");
    terminal
}

#[test]
fn keys_for_a_terminal_that_is_not_read_wait_and_cost_nothing() {
    for arguments in [&[][..], &["--plain"], &["doctor"]] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(&Start {
            arguments,
            ..Start::at(home.path())
        });
        terminal.hear();
        terminal.turn_deaf();
        let keys = if arguments.is_empty() {
            "?a".repeat(FLOOD / 2)
        } else {
            "a\n".repeat(FLOOD / 2)
        };
        let flood = terminal.flood(keys);
        terminal.until_stemmed(&flood);
        let peak = terminal.peak();
        assert!(peak < MOST, "{arguments:?}: {peak}");
        println!(
            "figure: most memory on a terminal that is not read {arguments:?}, bytes = {peak}"
        );
        // It hears all the same that it is to end.
        terminal.signal(Signal::TERM);
        terminal.end_soon();
    }
}

#[test]
fn no_key_is_lost_that_was_typed_while_the_terminal_was_not_read() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_on_the_screen(home.path());
    terminal.turn_deaf();
    let words = words(700);
    // An arrow parts what would be one burst, and the line may part the arrow.
    let flood = terminal.flood(words.join("\x1b[C\r") + "\t");
    terminal.until_stemmed(&flood);
    terminal.listen();
    terminal.until_taken(flood);
    terminal.see("> [-]");
    terminal.until_saved();
    terminal.leave();
    assert!(state(home.path()).contains(&words.join("\n")));
}

#[test]
fn no_line_is_lost_that_was_typed_while_nobody_listened() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_line_by_line(home.path());
    terminal.turn_deaf();
    let words = words(1_000);
    let flood = terminal.flood(words.join("\n") + "\n.\n");
    terminal.until_stemmed(&flood);
    terminal.listen();
    terminal.until_taken(flood);
    terminal.see("The rest is as before");
    terminal.keys_to("q\n", "Type leave again");
    terminal.keys("q\n");
    assert_eq!(terminal.end().code, 0);
    assert!(state(home.path()).contains(&words.join("\n")));
}

#[test]
fn what_was_typed_before_an_unread_terminal_closed_is_offered_again() {
    for (start, key) in [
        (asked_on_the_screen as fn(&Path) -> Terminal, "\r"),
        (asked_line_by_line, "\n"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = start(home.path());
        terminal.turn_deaf();
        terminal.keys_until_read(&(words(100).join(key) + key));
        terminal.hang_up();
        let terminal = Terminal::start(&Start::at(home.path()));
        terminal.see("You were writing when the line was cut");
        terminal.see("word 99");
    }
}
