//! The ways out of a command: what it prints, and what it says is wrong. Each goes out in the letters of whoever reads
//! there, a terminal or a pipe.

use std::io::{self, IsTerminal as _, Write as _};

use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
use rustix::stdio;

use super::Failure;
use crate::doc::to_text::Paper;
use crate::terminal::{size, spelling, tty};

/// The narrowest that a document is set; a terminal that has less goes on in its next row.
const NARROWEST: usize = 20;

/// Prints what was asked for. A reader that has gone (`| head`) is no fault; that there never was one is.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    if is_closed() {
        return Err(cannot("it is closed"));
    }
    tell(text)
}

/// Prints what came of a command. Its exit code says so too, so nobody need be there to read.
pub(super) fn tell(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let bytes = spelling::bytes(text, out.is_terminal());
    match out.write_all(&bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(cannot(&error.to_string())),
        _ => Ok(()),
    }
}

fn cannot(why: &str) -> Failure {
    Failure::Wrong(format!("cannot write to standard output: {why}"))
}

/// Says what is wrong on standard error.
pub(super) fn complain(words: &str) {
    tty::say(&format!("roadsigns: {words}\n"));
}

/// What documents are set on: a terminal's width and letters, else a page for everybody.
pub(super) fn paper() -> Paper {
    if !io::stdout().is_terminal() {
        return Paper::default();
    }
    let (columns, _) = size::of(tty::output());
    Paper {
        width: usize::from(columns).clamp(NARROWEST, Paper::default().width),
        letters: spelling::letters(),
    }
}

/// Whether standard output was closed before the program began. Rust has opened the null device in its place then, for
/// reading too, as no `> /dev/null` does.
fn is_closed() -> bool {
    let is_for_both =
        fcntl_getfl(stdio::stdout()).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDWR);
    let device = |about: rustix::io::Result<rustix::fs::Stat>| about.map(|about| about.st_rdev);
    is_for_both && device(fstat(stdio::stdout())) == device(stat("/dev/null"))
}
