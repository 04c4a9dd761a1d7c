//! Running the program as a command, and what it comes to.

use std::ffi::OsStr;
use std::process::{Command, Output};

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
