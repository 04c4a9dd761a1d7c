//! Where the user's files are.

use std::path::{Path, PathBuf};

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

/// The settings file: as given, else beside a state file that was given, else `settings.toml` in the user's folder for
/// such things. None if there is no home.
pub fn settings_file(given: Option<PathBuf>, state: Option<&Path>, home: &Home) -> Option<PathBuf> {
    given
        .or_else(|| state.map(|state| state.with_extension("settings.toml")))
        .or_else(|| match home {
            Home::Unknown => None,
            Home::ByCustom => directories::ProjectDirs::from("", "", "roadsigns")
                .map(|folders| folders.config_dir().join("settings.toml")),
            Home::Fixed(home) => Some(home.join(".config/roadsigns/settings.toml")),
        })
}

/// The state file: as given, else `state.toml` in the user's data folder.
///
/// # Errors
///
/// If there is no home and none was given. `directories` is not asked then: without HOME it reads the password
/// database, which kills a statically linked program on some machines.
pub fn state_file(given: Option<PathBuf>, home: &Home) -> Result<PathBuf, Trouble> {
    if let Some(path) = given {
        return Ok(path);
    }
    let folder = match home {
        Home::Unknown => None,
        Home::ByCustom => directories::ProjectDirs::from("", "", "roadsigns")
            .map(|folders| folders.data_dir().to_owned()),
        Home::Fixed(home) => Some(home.join(".local/share/roadsigns")),
    };
    folder
        .map(|folder| folder.join("state.toml"))
        .ok_or_else(|| {
            "no home folder is set (HOME); say with --state FILE where to keep your work".into()
        })
}
