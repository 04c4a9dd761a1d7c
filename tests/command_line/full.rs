//! Where what is printed cannot go: a full device, and no standard output at all.

use std::fs::File;
use std::process::Command;

use super::keeping::{folder, record};
use super::{Came, came, program, run, write};

/// Every command with what it needs. A folder stands for STATE, another state for OTHER.
const COMMANDS: &[&[&str]] = &[
    &["list"],
    &["read", "toolkit/procurement#standstill"],
    &["template", "risk-register"],
    &["template", "risk-register", "--format", "txt"],
    &["standstill", "17/12/2026"],
    &["sources"],
    &["sources", "--unverified"],
    &["report"],
    &["history"],
    &["history", "--all"],
    &["state", "path"],
    &["state", "check"],
    &["state", "restore"],
    &["state", "restore", "history"],
    &["state", "merge", "OTHER"],
    &["check"],
    &["paths"],
    &["keys"],
    &["settings"],
    &["kiosk"],
    &["accessibility"],
    &["man"],
    &["completions", "bash"],
    &["completions", "fish"],
    &["completions", "zsh"],
    &["--plain"],
    &["--help"],
    &["-h"],
    &["--version"],
    &["-V"],
    &["read", "--help"],
    &["state", "--help"],
    &["state", "merge", "--help"],
];

/// What a command comes to whose standard output `into` makes.
fn with_output(command: &[&str], into: impl Fn(Command) -> Command) -> Came {
    let (folder, state) = folder();
    record(&state, "me@here", &[]);
    let other = folder.path().join("other.toml");
    write(&other, "format = 1\n");
    let mut program = program();
    program
        .env("HOME", folder.path())
        .arg("--state")
        .arg(&state);
    for word in command {
        match *word {
            "OTHER" => program.arg(&other),
            word => program.arg(word),
        };
    }
    came(into(program).output().unwrap())
}

#[test]
fn every_command_is_among_those_that_are_tried() {
    let help = run(&["--help"]).out;
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let named = commands.lines().take_while(|line| !line.is_empty());
    // What goes on in another line stands further in.
    let named = named.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let named: Vec<&str> = named.filter(|name| !name.is_empty()).collect();
    assert!(named.len() > 10, "{help}");
    for name in named {
        // That one needs a terminal.
        let is_tried = COMMANDS.iter().any(|command| command[0] == name);
        assert!(is_tried || name == "doctor", "{name}");
    }
}

#[test]
fn output_to_a_full_device_is_an_error_of_every_command() {
    for command in COMMANDS {
        let came = with_output(command, |mut program| {
            let full = File::options().write(true).open("/dev/full").unwrap();
            program.stdout(full);
            program
        });
        assert_eq!(came.code, Some(1), "{command:?}: {}", came.err);
        assert!(
            came.err.contains("No space left on device"),
            "{command:?}: {}",
            came.err
        );
    }
}

#[test]
fn what_was_asked_for_and_has_nowhere_to_go_is_an_error() {
    let closed = |program: Command| {
        // A shell closes it before the program begins.
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", "exec \"$0\" \"$@\" >&-"])
            .arg(program.get_program());
        shell.args(program.get_args()).env_clear();
        shell.envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        shell
    };
    for command in COMMANDS {
        // What these are asked for is done, and their exit code says so.
        let is_told = matches!(
            *command,
            ["state", "check"]
                | ["state", "restore", "history"]
                | ["state", "merge", _]
                | ["check" | "--plain"]
        ) || command
            .iter()
            .any(|word| matches!(*word, "--help" | "-h" | "--version" | "-V"));
        let came = with_output(command, closed);
        let code = if is_told { Some(0) } else { Some(1) };
        assert_eq!(came.code, code, "{command:?}: {}", came.err);
        assert_eq!(
            came.err.contains("standard output: it is closed"),
            !is_told,
            "{command:?}"
        );
    }
}

#[test]
fn output_that_is_thrown_away_is_no_error() {
    for command in COMMANDS {
        let came = with_output(command, |mut program| {
            program.stdout(std::process::Stdio::null());
            program
        });
        assert_eq!((came.code, came.err.as_str()), (Some(0), ""), "{command:?}");
    }
}
