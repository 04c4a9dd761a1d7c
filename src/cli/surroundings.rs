//! What the program takes from its surroundings: environment, login, host, time zone.
//!
//! The environment is read here and nowhere else, so that a kiosk can be held to a short list. (A variable cannot be
//! taken out of the environment safely, so every reading has to pass [`heeded`].)

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::{env, fs};

use super::Failure;
use crate::project::date::Clock;
use crate::runtime::clock;
use crate::store::owner::account;
use crate::store::paths::Home;
use crate::store::process;
use crate::terminal::capability::Environment;
use crate::text::clean;

/// The variables that a kiosk reads. What the user asked for stands in the last.
pub(super) const IN_KIOSK: [&str; 10] = [
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "ACCESSIBLE",
    "SSH_CONNECTION",
    "HOME",
    ASKED,
];
/// Where sshd puts the command that the user asked for, when it runs ours instead.
const ASKED: &str = "SSH_ORIGINAL_COMMAND";
/// The longest name for signing, in characters.
const LONGEST_NAME: usize = 60;

/// What was found there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Surroundings {
    /// Whether this is a kiosk.
    pub(super) kiosk: bool,
    /// What is said about the terminal.
    pub(super) terminal: Environment,
    /// Where the user's data folder is looked for.
    pub(super) home: Home,
    /// Who signs the changes: `login@host`.
    pub(super) by: String,
    /// The command that the user of a kiosk asked for.
    pub(super) asked: Option<String>,
}

impl Surroundings {
    /// Looks around, once, before anything else is done.
    pub(super) fn look(kiosk: bool, by: Option<&str>) -> Result<Self, Failure> {
        let login_by_id = || {
            let uid = rustix::process::getuid().as_raw();
            let accounts = kiosk.then(|| fs::read_to_string("/etc/passwd").ok());
            account(&accounts.flatten().unwrap_or_default(), uid)
                .map_or_else(|| format!("uid{uid}"), str::to_owned)
        };
        Self::of(
            kiosk,
            by,
            |name| env::var_os(name),
            login_by_id,
            &process::host(),
        )
    }

    fn of(
        kiosk: bool,
        by: Option<&str>,
        variable: impl Fn(&str) -> Option<OsString>,
        login_by_id: impl FnOnce() -> String,
        host: &str,
    ) -> Result<Self, Failure> {
        let heeded = |name: &str| heeded(kiosk, name).then(|| variable(name)).flatten();
        let text = |name: &str| {
            let value = heeded(name).filter(|value| !value.is_empty());
            value.map(|value| value.to_string_lossy().into_owned())
        };
        let by = match by.map(signed).transpose()? {
            // A name that is an address already says where it is at home.
            Some(name) if name.contains('@') => name,
            Some(name) => format!("{name}@{host}"),
            None => {
                let login = text("USER").or_else(|| text("LOGNAME"));
                format!("{}@{host}", login.unwrap_or_else(login_by_id))
            }
        };
        Ok(Self {
            kiosk,
            terminal: Environment::of(heeded),
            home: home(kiosk, heeded("HOME").map(PathBuf::from)),
            by: clean::typed_line(&by).into_owned(),
            asked: if kiosk { text(ASKED) } else { None },
        })
    }
}

/// The clock on the user's wall.
pub(super) fn clock(kiosk: bool) -> Clock {
    let zone = heeded(kiosk, "TZ").then(|| env::var_os("TZ")).flatten();
    clock::of(zone.as_deref().map(OsStr::to_string_lossy).as_deref())
}

/// What is said about the terminal. A kiosk reads these variables too.
pub(super) fn terminal() -> Environment {
    Environment::of(|name| env::var_os(name))
}

/// Whether a variable is read at all.
fn heeded(kiosk: bool, name: &str) -> bool {
    !kiosk || IN_KIOSK.contains(&name)
}

fn home(kiosk: bool, home: Option<PathBuf>) -> Home {
    match home.filter(|home| !home.as_os_str().is_empty()) {
        Some(_) if !kiosk => Home::ByCustom,
        Some(home) if home.is_absolute() => Home::Fixed(home),
        Some(_) | None => Home::Unknown,
    }
}

/// The name of `--by`, fit to be kept in one line of the history.
fn signed(name: &str) -> Result<String, Failure> {
    let clean = clean::typed_line(name);
    let clean = clean.trim();
    let length = clean.chars().count();
    if clean.is_empty() || length > LONGEST_NAME {
        return Err(Failure::Usage(format!(
            "--by takes a name of 1 to {LONGEST_NAME} characters; this one has {length}"
        )));
    }
    Ok(clean.to_owned())
}

#[cfg(test)]
mod tests;
