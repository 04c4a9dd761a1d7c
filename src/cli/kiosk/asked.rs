//! The command that the user of a kiosk asked for (`ssh host read toolkit/procurement`).
//!
//! It is a list of plain words, with quotes for names with spaces. No shell sees it, and what only a shell would
//! understand is refused, so that nobody believes it was done. The commands let through read and print, and the doctor
//! writes no more than `v` in the guide does: the user's own settings, when asked. None names a file. Whoever adds a command or an option to the program decides here whether a kiosk has it: the two patterns
//! below name them all.

use clap::Parser as _;

use super::super::{Arguments, Command, Failure};
use crate::text::{clean, wrap};

/// The commands that are let through, as people write them.
pub(in crate::cli) const ALLOWED: &[&str] = &[
    "list",
    "read PLACE",
    "template ID [--format md|txt]",
    "standstill DATE [--decision DATE] [--format text|json]",
    "sources [--unverified]",
    "report [PROJECT]",
    "history [PROJECT] [--all]",
    "keys",
    "accessibility",
    "doctor",
];

/// What means something to a shell alone. Quotes are ours.
const SHELL: [char; 8] = [';', '&', '|', '<', '>', '$', '`', '\\'];
/// How much of what was asked for a refusal repeats.
const REPEATED: usize = 40;

/// The command that was asked for, if it is let through; none where the guide itself was.
pub(in crate::cli) fn command(asked: &str) -> Result<Option<Command>, Failure> {
    let words = words(asked).ok_or_else(|| refusal(asked))?;
    if words.is_empty() {
        return Ok(None);
    }
    parsed(words)
        .and_then(admitted)
        .map(Some)
        .ok_or_else(|| refusal(asked))
}

/// Its words, if it is nothing but words.
fn words(asked: &str) -> Option<Vec<String>> {
    let for_a_shell = |c: char| c.is_control() || SHELL.contains(&c);
    if asked.contains(for_a_shell) {
        return None;
    }
    let mut words = shlex::split(asked)?;
    if words.first().is_some_and(|first| first == "roadsigns") {
        words.remove(0);
    }
    Some(words)
}

fn parsed(words: Vec<String>) -> Option<Arguments> {
    Arguments::try_parse_from(std::iter::once("roadsigns".to_owned()).chain(words)).ok()
}

fn admitted(asked: Arguments) -> Option<Command> {
    let Arguments {
        state: None,
        guide: None,
        roadmap: None,
        project: None,
        demo: false,
        kiosk: false,
        by: None,
        flags,
        command: Some(command),
        surroundings: _,
        clock: _,
    } = asked
    else {
        return None;
    };
    if !flags.are_none() {
        return None;
    }
    match command {
        Command::List
        | Command::Read { .. }
        | Command::Template { out: None, .. }
        | Command::Standstill { .. }
        | Command::Sources { .. }
        | Command::Report { .. }
        | Command::History { .. }
        | Command::Keys
        | Command::Accessibility
        | Command::Doctor => Some(command),
        Command::Template { out: Some(_), .. }
        | Command::State { .. }
        | Command::Check { .. }
        | Command::Paths
        | Command::Settings
        | Command::Kiosk
        | Command::Man
        | Command::Completions { .. } => None,
    }
}

fn refusal(asked: &str) -> Failure {
    let asked = clean::shown_line(asked);
    Failure::Usage(format!(
        "\"{}\" cannot be run here. Without a command the guide opens. These commands work:\n  {}\nPut a name with \
         spaces in quotes; for a name with other signs give the project's id. There is no shell.",
        wrap::fit(&asked, REPEATED, "..."),
        ALLOWED.join("\n  ")
    ))
}

#[cfg(test)]
mod tests;
