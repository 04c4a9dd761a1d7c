//! Ways out of the screen that the program never takes when all is well. The test binary runs itself in a terminal,
//! as a program that has nothing but the screen.

use std::env;
use std::io::{self, Read as _, Write as _};
use std::thread;

use roadsigns::terminal::capability::{Capability, Environment};
use roadsigns::terminal::screen::{self, Screen};
use roadsigns::terminal::tty;

use super::pty::{After, Start, Terminal};

/// Says to the test below that it is to be such a program, and which one.
const PART: &str = "LINE_PART";

/// The program: takes the screen and leaves it in one way or another. On its own it has nothing to do.
#[test]
fn part() {
    let Ok(part) = env::var(PART) else { return };
    let capability = Capability::of(&Environment {
        term: Some("xterm".into()),
        ..Environment::default()
    });
    let ended = match part.as_str() {
        "early return" => early_return(capability),
        "a worker's panic" => workers_panic(capability),
        other => panic!("no such part: {other}"),
    };
    assert_eq!(ended.is_err(), part == "early return");
}

fn say(words: &str) -> io::Result<()> {
    tty::output().write_all(words.as_bytes())
}

fn until_a_key() -> io::Result<usize> {
    io::stdin().read(&mut [0])
}

fn early_return(capability: Capability) -> io::Result<()> {
    let _screen = Screen::enter(capability)?;
    say("on the screen")?;
    until_a_key()?;
    Err(io::ErrorKind::Other)?;
    unreachable!("an error returns early");
}

fn workers_panic(capability: Capability) -> io::Result<()> {
    screen::install_panic_hook("A mistake in the program.".to_owned());
    let screen = Screen::enter(capability)?;
    let worker = thread::Builder::new().spawn(|| panic!("a fault of this test"))?;
    assert!(worker.join().is_err());
    say("on the screen")?;
    until_a_key()?;
    screen.restore();
    Ok(())
}

/// Plays a part until a key; hands over what is left then.
fn played(part: &str) -> After {
    let home = tempfile::tempdir().unwrap();
    let program = env::current_exe().unwrap();
    let mut terminal = Terminal::start(&Start {
        program: program.to_str().unwrap(),
        arguments: &["--exact", "way_out::part", "--nocapture"],
        variables: &[(PART, part)],
        ..Start::at(home.path())
    });
    terminal.see("on the screen");
    assert!(terminal.is_taken());
    assert!(!terminal.screen().contains("mistake"));
    terminal.keys("x");
    terminal.end()
}

#[test]
fn an_early_return_gives_the_terminal_back() {
    let after = played("early return");
    assert_eq!(after.left_behind, [""; 0]);
    assert!(
        after.screen.contains("test result: ok. 1 passed"),
        "{}",
        after.screen
    );
}

#[test]
fn a_panic_of_a_worker_leaves_the_terminal_to_those_who_still_paint_on_it() {
    let after = played("a worker's panic");
    assert_eq!(after.left_behind, [""; 0]);
    assert!(
        after.screen.contains("test result: ok. 1 passed"),
        "{}",
        after.screen
    );
    let all = String::from_utf8_lossy(&after.bytes).into_owned();
    assert!(!all.contains("mistake"), "{all}");
}
