//! A state file that is mended while the program runs: it is taken up without a key, in the project that was open.

use std::fs;
use std::path::{Path, PathBuf};

use roadsigns::store::disk::{Disk as _, RealDisk};

use super::pty::{Start, Terminal};

const TWO: &str = "format = 1\n[here]\nproject = \"south-1a1a\"\n[[project]]\nid = \"north-1a1a\"\nname = \"North house\"\nroadmap = \
                   \"mental-health\"\ncreated = 2026-11-20T10:41:07Z\n[[project]]\nid = \"south-1a1a\"\nname = \"South \
                   house\"\nroadmap = \"mental-health\"\ncreated = 2026-11-22T10:41:07Z\n[project.items.\"signs/market-\
                   intelligence#map\"]\nowner = \"Finance lead\"\n";

/// What is asked in front of the page while the file is broken.
const QUESTION: &str = "needs to be mended";

/// Where the state file of a home folder is.
fn path(home: &Path) -> PathBuf {
    home.join(".local/share/roadsigns/state.toml")
}

fn write(home: &Path, text: &str) {
    fs::create_dir_all(path(home).parent().unwrap()).unwrap();
    RealDisk.write_new(&path(home), text.as_bytes()).unwrap();
}

/// Broken in each of its ways: no TOML, TOML of another shape, a newer program's.
fn broken() -> [String; 3] {
    [
        TWO.replace("[here]", "[here"),
        TWO.replace("[here]", "feedback = 5\n[here]"),
        TWO.replace("format = 1", "format = 2"),
    ]
}

/// Tries something with every text at once: each waits for the next look of five seconds.
fn with_each(texts: &[String], tries: impl Fn(&str) + Sync) {
    std::thread::scope(|scope| {
        for text in texts {
            scope.spawn(|| tries(text));
        }
    });
}

#[test]
fn a_file_that_is_mended_while_the_program_waits_is_taken_up_without_a_key_in_the_project_that_was_open()
 {
    for has_history in [false, true] {
        with_each(&broken(), |text| {
            let home = tempfile::tempdir().unwrap();
            if has_history {
                write(home.path(), TWO);
                let terminal = Terminal::start(&Start::at(home.path()));
                terminal.see("South house");
                terminal.leave();
            }
            write(home.path(), text);
            let terminal = Terminal::start(&Start::at(home.path()));
            terminal.see("NOT SAVED");
            write(home.path(), TWO);
            terminal.wait_until("South house, saved", |screen| {
                screen.contains("South house") && !screen.contains("NOT SAVED")
            });
            terminal.wait_until("no question", |screen| !screen.contains(QUESTION));
            terminal.leave();
            let saved = fs::read_to_string(path(home.path())).unwrap();
            assert!(!saved.contains("My first project"), "{saved}");
            assert!(saved.contains("project = \"south-1a1a\""), "{saved}");
        });
    }
}

#[test]
fn what_was_recorded_while_the_file_was_broken_is_in_it_once_it_is_mended() {
    with_each(&broken()[..2], |text| {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), TWO);
        let terminal = Terminal::start(&Start::at(home.path()));
        terminal.see("South house");
        terminal.leave();
        write(home.path(), text);
        let mut terminal = Terminal::start(&Start::at(home.path()));
        terminal.see(QUESTION);
        terminal.keys("\x1b");
        terminal.wait_until("the page", |screen| !screen.contains(QUESTION));
        terminal.see("South house");
        terminal.keys_to("4", "Sign 4");
        terminal.keys_to("\t", "> [ ]");
        terminal.keys_to(" ", "> [~]");
        write(home.path(), TWO);
        terminal.wait_until("saved", |screen| !screen.contains("NOT SAVED"));
        terminal.see("> [~]");
        terminal.leave();
        let saved = fs::read_to_string(path(home.path())).unwrap();
        for kept in ["in-hand", "Finance lead", "North house"] {
            assert!(saved.contains(kept), "{kept}: {saved}");
        }
        assert!(!saved.contains("clash"), "{saved}");
    });
}

#[test]
fn a_file_that_is_mended_in_part_says_what_is_left() {
    let home = tempfile::tempdir().unwrap();
    let worse = TWO
        .replace("[here]", "[[here]]")
        .replace("id = \"north-1a1a\"", "id = 7");
    write(home.path(), &worse);
    let terminal = Terminal::start(&Start::at(home.path()));
    terminal.see("lines 2 and 5 are not understood");
    write(home.path(), &TWO.replace("id = \"north-1a1a\"", "id = 7"));
    terminal.see("line 5 is not understood");
    write(home.path(), TWO);
    terminal.wait_until("saved", |screen| !screen.contains("NOT SAVED"));
    terminal.leave();
}

#[test]
fn line_by_line_a_mended_file_is_taken_up_too() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), &broken()[0]);
    let mut terminal = Terminal::start(&Start {
        term: "dumb",
        // The page that is said after the project's name is longer than a small screen.
        rows: 60,
        ..Start::at(home.path())
    });
    terminal.see(QUESTION);
    write(home.path(), TWO);
    terminal.see("South house");
    terminal.keys_to("leave\n", "again to leave");
    terminal.keys("leave\n");
    assert_eq!(terminal.end().code, 0);
}
