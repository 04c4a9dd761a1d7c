//! Where the user's files are.

use std::env;
use std::path::PathBuf;

use super::Trouble;

/// The state file: as given, else `state.toml` in the user's data folder.
///
/// # Errors
///
/// If there is no home and none was given. `directories` is not asked then: without HOME it reads the password
/// database, which kills a statically linked program on some machines.
pub fn state_file(given: Option<PathBuf>) -> Result<PathBuf, Trouble> {
    if let Some(path) = given {
        return Ok(path);
    }
    let no_home = || {
        Trouble(
            "no home folder is set (HOME), so say where to keep your work: --state FILE".to_owned(),
        )
    };
    if env::var_os("HOME").is_none_or(|home| home.is_empty()) {
        return Err(no_home());
    }
    let folders = directories::ProjectDirs::from("", "", "roadsigns").ok_or_else(no_home)?;
    Ok(folders.data_dir().join("state.toml"))
}

/// `login@host` of the person at the keyboard.
pub fn login() -> String {
    let name = ["USER", "LOGNAME"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|name| !name.is_empty()));
    let name = name.unwrap_or_else(|| format!("uid{}", rustix::process::getuid().as_raw()));
    let host = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    format!("{name}@{host}")
}
