//! The doctor at work: what it asks, what it writes, and how it leaves the terminal wherever it is stopped.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use super::came::{came, program};
use super::pty::{Start, Terminal, until};
use super::settings;

/// Started, with the first question asked.
fn begun(home: &Path) -> Terminal {
    let terminal = Terminal::start(&Start {
        arguments: &["doctor"],
        rows: 200,
        ..Start::at(home)
    });
    terminal.see("Do you see a box with straight lines, one of them dashed");
    terminal.see("(not sure) >");
    terminal
}

/// Waits until a key is asked for and the terminal is taken: what is pressed before is thrown away.
fn until_taken(terminal: &Terminal, asked: &str) {
    terminal.see(asked);
    until("the terminal is taken", || terminal.is_taken());
}

fn press(terminal: &mut Terminal, asked: &str, key: &str, arrived: &str) {
    until_taken(terminal, asked);
    terminal.keys_to(key, arrived);
}

/// Past everything that takes the terminal for a while: the keys and the paste.
fn skip_the_keys(terminal: &mut Terminal) {
    for asked in [
        "Press Home.",
        "Press Backspace.",
        "Press F1.",
        "Copy this line",
    ] {
        until_taken(terminal, asked);
        terminal.keys("\r");
    }
}

#[test]
fn who_sees_no_box_gets_a_settings_file_and_a_block_for_the_help_desk() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.see("TERM: xterm-256color");
    terminal.see("Locale: LANG is C.UTF-8, so UTF-8");
    terminal.see("┌──────┐");
    terminal.keys_to("n\n", "Do you see a box with straight lines?");
    terminal.keys_to("what\n", "That is none of the answers");
    terminal.keys_to("n\n", "made of + - and | signs?");
    terminal.keys_to("y\n", "Which lines can you read");
    terminal.keys_to("23\n", "Which suits your eyes?");
    terminal.keys("3\n");
    press(
        &mut terminal,
        "Press Home.",
        "\x1b[1~",
        "Arrived: 1b 5b 31 7e, which is Home.",
    );
    press(
        &mut terminal,
        "Press Backspace.",
        "\x08",
        "Arrived: 08, which is Backspace.",
    );
    press(
        &mut terminal,
        "Press F1.",
        "q",
        "Arrived: 71, which is q. Press ? in its place",
    );
    press(
        &mut terminal,
        "Copy this line",
        "\x1b[200~Roadsigns 1 2 3 q w\x1b[201~",
        "which is a paste in brackets.",
    );
    terminal.keys_to("n\n", "This fits better:");
    terminal.see("from now on?");
    terminal.keys_to("y\n", "---- to here ----");
    let after = terminal.end();
    assert_eq!(after.code, 0, "{}", after.screen);
    assert_eq!(after.left_behind, [""; 0]);
    let kept = fs::read_to_string(settings::path(home.path())).unwrap();
    assert_eq!(kept, "glyphs = \"ascii\"\ntheme = \"projector\"\n");
    let (_, block) = after.screen.split_once("copy from here").unwrap();
    for words in [
        "TERM            xterm-256color",
        "Lines, unicode  no",
        "Lines, ascii    yes",
        "Can be read     bold, reversed",
        "Home            1b 5b 31 7e, which is Home",
        "Window          80 columns, 200 rows",
        "Kept            yes, in ",
    ] {
        assert!(block.contains(words), "{words}\n{block}");
    }
    // Nothing was asked of the terminal: it would have answered into the next line.
    let sent = String::from_utf8_lossy(&after.bytes);
    for query in [
        "\x1b[c", "\x1b[>", "\x1bZ", "\x1b[6n", "\x1b[5n", "\x1b]", "\x1bP",
    ] {
        assert!(!sent.contains(query), "{query:?}");
    }
}

#[test]
fn a_settings_file_keeps_its_comments_and_only_who_says_yes_has_it_changed() {
    let home = tempfile::tempdir().unwrap();
    let path = settings::path(home.path());
    let text = "# mine\nplain = false # never\n";
    settings::write(home.path(), text);
    for (answer, expected) in [("n", text.to_owned()), ("y", text.replace("false", "true"))] {
        let mut terminal = begun(home.path());
        terminal.keys_to("\n", "Which lines can you read");
        terminal.keys("\n");
        skip_the_keys(&mut terminal);
        terminal.see("Do you use a screen reader");
        until("the terminal is given back", || !terminal.is_taken());
        terminal.keys_to("y\n", "from now on?");
        terminal.keys_to(&format!("{answer}\n"), "---- to here ----");
        let after = terminal.end();
        assert_eq!(after.code, 0);
        assert!(
            after.screen.contains("Home            skipped"),
            "{}",
            after.screen
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }
}

#[test]
fn wherever_it_is_stopped_the_terminal_is_as_it_was_and_nothing_is_written() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        for is_taken in [false, true] {
            let home = tempfile::tempdir().unwrap();
            let mut terminal = begun(home.path());
            if is_taken {
                terminal.keys("\n\n");
                until_taken(&terminal, "Press Home.");
            }
            terminal.signal(signal);
            let after = terminal.end_soon();
            assert_eq!(after.left_behind, [""; 0], "{signal:?} {is_taken}");
            assert!(!settings::path(home.path()).exists());
        }
    }
}

#[test]
fn ctrl_c_says_that_nothing_was_changed_also_while_a_paste_is_awaited() {
    for keys in [0, 1, 4] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = begun(home.path());
        if keys > 0 {
            terminal.keys("\n\n");
        }
        for asked in [
            "Press Home.",
            "Press Backspace.",
            "Press F1.",
            "Copy this line",
        ]
        .iter()
        .take(keys)
        {
            until_taken(&terminal, asked);
            if *asked != "Copy this line" && keys > 1 {
                terminal.keys("\r");
            }
        }
        terminal.keys("\x03");
        let after = terminal.end_soon();
        assert_eq!(after.code, 1);
        assert!(
            after.screen.contains("stopped; no setting was changed"),
            "{}",
            after.screen
        );
        assert_eq!(after.left_behind, [""; 0]);
    }
}

#[test]
fn a_closed_terminal_ends_it() {
    let home = tempfile::tempdir().unwrap();
    begun(home.path()).hang_up();
}

#[test]
fn on_a_dumb_terminal_no_code_is_sent_at_all() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start {
        arguments: &["doctor"],
        term: "dumb",
        lang: "C",
        rows: 200,
        ..Start::at(home.path())
    });
    skip_the_keys(&mut terminal);
    terminal.see("---- to here ----");
    let sent = terminal.end().bytes;
    let text = String::from_utf8(sent).unwrap();
    assert!(text.is_ascii() && !text.contains('\x1b'), "{text:?}");
    assert!(text.contains("What holds already fits."));
}

#[test]
fn without_a_terminal_the_doctor_says_so_and_ends_with_code_2() {
    let ended = came(program().arg("doctor").output().unwrap());
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    assert!(ended.err.contains("needs a terminal"), "{}", ended.err);
}
