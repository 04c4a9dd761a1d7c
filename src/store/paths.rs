//! Where the user's files are.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::Trouble;

/// Where the user's data folder is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// Nowhere: no home folder is known.
    #[default]
    Unknown,
    /// Where the system keeps such things, which variables like `XDG_DATA_HOME` may move.
    ByCustom,
    /// Below this folder, whatever any variable says.
    Fixed(PathBuf),
}

/// A folder of the user's for this program: the system's own, or the one below a fixed home.
fn folder(home: &Home, own: fn(&ProjectDirs) -> &Path, fixed: &str) -> Option<PathBuf> {
    match home {
        Home::Unknown => None,
        Home::ByCustom => {
            let folders = ProjectDirs::from("", "", "roadsigns")?;
            Some(own(&folders).to_owned())
        }
        Home::Fixed(home) => Some(home.join(fixed)),
    }
}

/// The settings file: as given, else beside a state file that was given, else `settings.toml` in the user's folder for
/// such things. None if there is no home.
pub fn settings_file(given: Option<PathBuf>, state: Option<&Path>, home: &Home) -> Option<PathBuf> {
    given
        .or_else(|| state.map(|state| state.with_extension("settings.toml")))
        .or_else(|| {
            let folder = folder(home, ProjectDirs::config_dir, ".config/roadsigns")?;
            Some(folder.join("settings.toml"))
        })
}

/// The state file: as given, else `state.toml` in the user's data folder.
///
/// # Errors
///
/// If there is no home and none was given. `directories` is not asked then: without HOME it reads the password
/// database, which kills a statically linked program on some machines.
pub fn state_file(given: Option<PathBuf>, home: &Home) -> Result<PathBuf, Trouble> {
    let own = || {
        let folder = folder(home, ProjectDirs::data_dir, ".local/share/roadsigns")?;
        Some(folder.join("state.toml"))
    };
    let none = "no home folder is set (HOME); say with --state FILE where to keep your work";
    given.or_else(own).ok_or_else(|| none.into())
}
