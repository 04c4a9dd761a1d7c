//! Running the program as a command, and what it comes to.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn came(output: Output) -> Came {
    Came {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The program with nothing in its environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadsigns"));
    command.env_clear().env("RUST_BACKTRACE", "0");
    command
}

/// Runs it with a home that is not there.
pub(crate) fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Came {
    let mut command = program();
    command.env("HOME", "/nonexistent").args(arguments);
    came(command.output().unwrap())
}

/// Gives a command words to read, all at once.
pub(crate) fn given(command: &mut Command, words: &str) -> Came {
    let pipes = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    let mut into = child.stdin.take().unwrap();
    into.write_all(words.as_bytes()).unwrap();
    drop(into);
    came(child.wait_with_output().unwrap())
}
