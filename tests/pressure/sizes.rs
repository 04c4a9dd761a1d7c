//! Any ssh client can claim any size, and change it as often as it likes.

use super::MOST;
use super::pty::{Start, Terminal};

/// Rows and columns that a client may claim.
const CLAIMS: [(u16, u16); 7] = [
    (u16::MAX, u16::MAX),
    (24, u16::MAX),
    (u16::MAX, 24),
    (3_000, 3_000),
    (200, 500),
    (0, 0),
    (1, 1),
];

#[test]
fn a_window_of_any_claimed_size_is_painted_and_costs_little() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start::at(home.path()));
    terminal.past_welcome();
    terminal.keys_to("4", "Sign 4");
    for (rows, columns) in CLAIMS {
        terminal.resize(rows, columns);
        // The page with the road, help over both, and the page alone.
        for (keys, words) in [
            ("", "Sign 4"),
            ("?", "All keys"),
            ("?z", "Sign 4"),
            ("z", "Sign 4"),
        ] {
            terminal.keys(keys);
            if rows > 20 {
                terminal.see(words);
            }
        }
    }
    terminal.resize(24, 80);
    terminal.see("Sign 4");
    assert!(terminal.peak() < MOST, "{} bytes", terminal.peak());
    println!(
        "figure: most memory at any claimed size, bytes = {}",
        terminal.peak()
    );
    let after = terminal.leave();
    assert_eq!(after.left_behind, [""; 0]);
}

#[test]
fn a_size_claimed_at_the_start_takes_no_memory_that_is_not_there() {
    for arguments in [&[][..], &["--plain"], &["--demo"], &["doctor"]] {
        for (rows, columns) in CLAIMS {
            let home = tempfile::tempdir().unwrap();
            let script = "ulimit -v 100000; exec \"$0\" \"$@\"";
            let program = env!("CARGO_BIN_EXE_roadsigns");
            let all = [&["-c", script, program], arguments].concat();
            let terminal = Terminal::start(&Start {
                rows,
                columns,
                program: "/bin/sh",
                arguments: &all,
                ..Start::at(home.path())
            });
            terminal.hear();
            if rows > 20 {
                terminal.wait_until("words", |screen| !screen.trim().is_empty());
            }
            assert!(terminal.peak() < MOST, "{} bytes", terminal.peak());
            terminal.signal(rustix::process::Signal::TERM);
            let after = terminal.end_soon();
            assert_eq!(after.signal.as_deref(), Some("Terminated"), "{arguments:?}");
            assert_eq!(after.left_behind, [""; 0], "{arguments:?}");
        }
    }
}

#[test]
fn a_window_that_shrinks_and_grows_back_at_once_is_whole_again() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start::at(home.path()));
    terminal.past_welcome();
    terminal.keys_to("4", "Sign 4");
    terminal.see("Left road  t 2009");
    // A key may come before the size has settled.
    for key in ["", "j", "k", ""] {
        terminal.resize(2, 3);
        terminal.resize(24, 80);
        terminal.keys(key);
        terminal.see("Policy background");
        terminal.see("Sign 4");
        terminal.see("Left road  t 2009");
    }
    terminal.leave();
}
