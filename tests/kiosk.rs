//! The program as a kiosk: what a hostile environment and a hostile command come to, and a Ctrl-Z.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

#[expect(dead_code, reason = "shared; this file needs a part of it")]
#[path = "command_line/came.rs"]
mod came;
#[expect(dead_code, reason = "shared; this file needs a part of it")]
#[path = "program/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use came::{Came, came, program};
use pty::{Start, Terminal};

/// Runs the program as sshd would, with the command that its user asked for.
fn asked(command: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Came {
    let mut program = program();
    program
        .env("SSH_ORIGINAL_COMMAND", command)
        .envs(variables.iter().copied())
        .args(arguments);
    came(program.output().unwrap())
}

fn refused(command: &str) {
    let came = asked(command, &["--kiosk"], &[("HOME", "/nonexistent")]);
    assert_eq!(
        (came.code, came.out.as_str()),
        (Some(2), ""),
        "{command:?}: {came:?}"
    );
    for words in ["cannot be run here", "read PLACE", "report [PROJECT]"] {
        assert!(came.err.contains(words), "{command:?}: {}", came.err);
    }
}

#[test]
fn the_allowed_commands_print_what_they_print_elsewhere() {
    for command in [
        "list",
        "read toolkit/procurement",
        "roadsigns read 'toolkit/procurement#standstill'",
        "template risk-register --format txt",
        "standstill 17/12/2026 --decision '4 Jan 2027'",
        "standstill Thu 17 Dec 2026 --decision 4 Jan 2027 --format json",
        "sources --unverified",
        "accessibility",
        "keys",
    ] {
        let words = shlex::split(command).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let elsewhere = asked(
            "",
            words.strip_prefix(&["roadsigns"]).unwrap_or(&words),
            &[],
        );
        let here = asked(command, &["--kiosk"], &[]);
        assert_eq!(
            (here.code, here.err.as_str()),
            (Some(0), ""),
            "{command}: {here:?}"
        );
        if command == "keys" {
            assert!(elsewhere.out.contains("suspend") && !here.out.contains("suspend"));
        } else {
            assert_eq!(here.out, elsewhere.out, "{command}");
        }
    }
}

#[test]
fn shells_programs_and_whatever_a_shell_would_understand_are_refused() {
    for command in [
        "sh",
        "id",
        "/bin/sh -c id",
        "read x; sh",
        "read x && sh",
        "read x | sh",
        "list > /tmp/x",
        "read $(id)",
        "read `id`",
        "list\nid",
        "list\rid",
        "read 'x",
        "scp -t /tmp",
        "/usr/lib/openssh/sftp-server",
    ] {
        refused(command);
    }
}

#[test]
fn every_option_that_names_a_path_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    let path = path.to_str().unwrap();
    for command in [
        format!("template risk-register --out {path}"),
        format!("template risk-register --out={path}"),
        format!("report --state {path}"),
        format!("--state={path} report"),
        format!("list --guide {path}"),
        format!("check {path}"),
        "check".to_owned(),
        "paths".to_owned(),
        "kiosk".to_owned(),
        "report --by Finance".to_owned(),
        "--demo".to_owned(),
        "--help".to_owned(),
    ] {
        refused(&command);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_command_of_the_administrator_holds_whatever_is_asked_for() {
    for command in ["sh", "list"] {
        let came = asked(command, &["--kiosk", "keys"], &[]);
        assert_eq!(came.code, Some(0), "{came:?}");
        assert!(came.out.contains("Ctrl-S"), "{}", came.out);
    }
}

#[test]
fn without_a_terminal_it_names_what_works_and_the_guide_does_not_open() {
    for command in ["", "roadsigns"] {
        let came = asked(command, &["--kiosk"], &[("HOME", "/nonexistent")]);
        assert_eq!((came.code, came.out.as_str()), (Some(2), ""), "{came:?}");
        assert!(
            came.err.contains("needs a terminal") && came.err.contains("standstill DATE"),
            "{}",
            came.err
        );
        assert!(!came.err.contains("check"), "{}", came.err);
    }
}

#[cfg(feature = "kiosk")]
#[test]
fn a_program_built_as_a_kiosk_is_one_without_being_told() {
    let came = asked("sh", &[], &[("HOME", "/nonexistent")]);
    assert_eq!((came.code, came.out.as_str()), (Some(2), ""), "{came:?}");
    assert!(came.err.contains("cannot be run here"), "{}", came.err);
    let keys = asked("keys", &[], &[]);
    assert!(!keys.out.contains("suspend"), "{}", keys.out);
}

#[test]
fn who_is_no_kiosk_is_not_told_what_to_do_by_sshd() {
    let came = asked("sh", &["keys"], &[]);
    assert_eq!(came.code, Some(0), "{came:?}");
    assert!(came.out.contains("suspend"), "{}", came.out);
}

#[test]
fn the_folder_of_the_state_is_below_home_whatever_xdg_says() {
    let variables = [
        ("HOME", "/nonexistent/home"),
        ("XDG_DATA_HOME", "/tmp/hostile"),
    ];
    let state = "/nonexistent/home/.local/share/roadsigns/state.toml";
    let here = asked("", &["--kiosk", "paths"], &variables);
    assert!(here.out.contains(state), "{here:?}");
    assert!(!here.out.contains("hostile"), "{here:?}");
    let elsewhere = asked("", &["paths"], &variables);
    assert!(elsewhere.out.contains("/tmp/hostile"), "{elsewhere:?}");
}

#[test]
fn a_state_that_the_administrator_names_is_the_one_that_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml");
    fs::copy(demo, &state).unwrap();
    let arguments = ["--kiosk", "--state", state.to_str().unwrap()];
    let came = asked("report 'Crisis house, north'", &arguments, &[]);
    assert_eq!(came.code, Some(0), "{came:?}");
    assert!(
        came.out.contains("Owner: Head of contracting"),
        "{}",
        came.out
    );
}

#[test]
fn the_settings_for_sshd_are_printed_with_what_is_off() {
    let came = asked("", &["kiosk"], &[]);
    assert_eq!((came.code, came.err.as_str()), (Some(0), ""));
    for words in [
        "ForceCommand /usr/local/bin/roadsigns --kiosk",
        "DisableForwarding yes",
        "restrict,pty,command=",
        "SSH_ORIGINAL_COMMAND",
        "sources [--unverified]",
    ] {
        assert!(came.out.contains(words), "{words}\n{}", came.out);
    }
}

/// A kiosk in a terminal, past its welcome, in an environment that means no good.
fn kiosk(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        arguments,
        variables,
        ..Start::at(home)
    });
    terminal.past_welcome();
    terminal
}

fn state(home: &Path) -> toml::Table {
    let path = home.join(".local/share/roadsigns/state.toml");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap()
}

/// Who signed the only item.
fn by(home: &Path) -> String {
    let state = state(home);
    let items = state["project"][0]["items"].as_table().unwrap();
    let (_, item) = items.iter().next().unwrap();
    item["by"].as_str().unwrap().to_owned()
}

fn tick(terminal: &mut Terminal) {
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("\t", "> [ ]");
    terminal.keys_to(" ", "> [~]");
}

#[test]
fn ctrl_z_says_that_a_kiosk_is_not_suspended_and_the_terminal_stays_taken() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = kiosk(home.path(), &["--kiosk"], &[]);
    terminal.keys_to("\x1a", "cannot be suspended");
    terminal.keys_to("4", "Sign 4");
    // In a field it is no text either.
    terminal.keys_to("\t", "> [ ]");
    terminal.keys_to("\r", "1 of ");
    terminal.keys_to("\t", "> Owner");
    terminal.keys_to("Fin\x1a", "cannot be suspended");
    terminal.keys_to("ance\t", "> Due date");
    terminal.see("Finance");
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Due date"));
    terminal.leave();
}

#[test]
fn the_help_of_a_kiosk_promises_no_ctrl_z() {
    for (arguments, promised) in [(&["--kiosk"][..], false), (&[], true)] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(&Start {
            arguments,
            rows: 150,
            ..Start::at(home.path())
        });
        terminal.see("Welcome");
        terminal.keys_to("?", "All keys");
        terminal.see("Ctrl-S");
        assert_eq!(terminal.screen().contains("Ctrl-Z"), promised);
    }
}

#[test]
fn the_names_that_the_environment_gives_have_no_effect() {
    let home = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let variables = [
        ("USER", "somebody-else"),
        ("LOGNAME", "somebody-else"),
        ("XDG_DATA_HOME", elsewhere.path().to_str().unwrap()),
        ("XDG_CONFIG_HOME", elsewhere.path().to_str().unwrap()),
    ];
    let mut terminal = kiosk(home.path(), &["--kiosk"], &variables);
    tick(&mut terminal);
    terminal.leave();
    let by = by(home.path());
    assert!(by.contains('@') && !by.contains("somebody-else"), "{by}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn changes_are_signed_with_the_name_of_by() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = kiosk(home.path(), &["--kiosk", "--by", "Finance lead"], &[]);
    tick(&mut terminal);
    terminal.leave();
    let by = by(home.path());
    assert!(by.starts_with("Finance lead@"), "{by}");
    let came = asked("", &["--by", " ", "list"], &[]);
    assert_eq!((came.code, came.out.as_str()), (Some(2), ""), "{came:?}");
    assert!(came.err.contains("--by takes a name"), "{}", came.err);
}

/// The minute of the day that Ctrl-S names as the last save.
fn minute_of_last_save(arguments: &[&str], zone: &str) -> i32 {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = kiosk(home.path(), arguments, &[("TZ", zone)]);
    tick(&mut terminal);
    let words = "Everything is saved, last at ";
    let until = Instant::now() + Duration::from_secs(20);
    let time = loop {
        assert!(Instant::now() < until, "never saved");
        terminal.keys("\x13");
        terminal.wait_until("when it was saved", |screen| {
            screen.contains(words) || screen.contains("Saving now")
        });
        if let Some((_, time)) = terminal.screen().split_once(words) {
            break time.get(..5).unwrap().to_owned();
        }
    };
    terminal.leave();
    let (hour, minute) = time.split_once(':').unwrap();
    hour.parse::<i32>().unwrap() * 60 + minute.parse::<i32>().unwrap()
}

#[test]
fn the_zone_that_the_environment_names_has_no_effect() {
    // Ten hours apart, less what the two sessions take.
    let apart = |arguments: &[&str]| {
        let [one, other] = ["AAA-5", "BBB5"].map(|zone| minute_of_last_save(arguments, zone));
        let apart = (one - other).rem_euclid(24 * 60);
        apart.min(24 * 60 - apart)
    };
    assert!(apart(&[]) > 9 * 60);
    assert!(apart(&["--kiosk"]) < 60);
}
