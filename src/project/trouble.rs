//! Why something could not be done with the user's files, as parts: what failed, where, and why.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::text::clean;

/// What went wrong with the user's files. It shows itself in plain English, with what to do and without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    /// Something could not be done: `cannot save /home/me/state.toml: the disk is full`.
    #[error("cannot {what} {}: {cause}", clean::path(path))]
    Cannot {
        /// What was to be done: `save`, `read`.
        what: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Why it failed.
        cause: String,
    },
    /// A file holds what cannot be used: `/home/me/state.toml: line 3 is not understood`.
    #[error("{}: {why}", clean::path(path))]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The same of a line that the words begin with: `/home/me/settings.toml, line 2: this is not TOML`.
    #[error("{}, {why}", clean::path(path))]
    InLine {
        /// The file.
        path: PathBuf,
        /// The line, and what is wrong with it.
        why: String,
    },
    /// Anything else, in words.
    #[error("{0}")]
    Said(String),
}

impl Trouble {
    /// That something could not be done with a file.
    pub fn cannot(what: &'static str, path: &Path, cause: impl ToString) -> Self {
        Self::Cannot {
            what,
            path: path.to_owned(),
            cause: cause.to_string(),
        }
    }

    /// That a file holds what cannot be used.
    pub fn unusable(path: &Path, why: impl ToString) -> Self {
        Self::Unusable {
            path: path.to_owned(),
            why: why.to_string(),
        }
    }

    /// Why, in a line, without the file: for where there is little room.
    pub fn reason(&self) -> &str {
        let why = match self {
            Self::Cannot { cause: why, .. }
            | Self::Unusable { why, .. }
            | Self::InLine { why, .. }
            | Self::Said(why) => why,
        };
        why.lines().next().unwrap_or_default()
    }
}

impl From<&str> for Trouble {
    fn from(words: &str) -> Self {
        Self::Said(words.to_owned())
    }
}

impl From<String> for Trouble {
    fn from(words: String) -> Self {
        Self::Said(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_the_whole_in_a_sentence_and_the_reason_without_the_file() {
        let path = Path::new("/home/me/state.toml");
        for (trouble, whole, reason) in [
            (
                Trouble::cannot("save", path, "the disk is full"),
                "cannot save /home/me/state.toml: the disk is full",
                "the disk is full",
            ),
            (
                Trouble::unusable(path, "line 3 cannot be read\n    due = 12/12\nWrite: …"),
                "/home/me/state.toml: line 3 cannot be read\n    due = 12/12\nWrite: …",
                "line 3 cannot be read",
            ),
            (
                Trouble::InLine {
                    path: path.to_owned(),
                    why: "line 2: this is not TOML".to_owned(),
                },
                "/home/me/state.toml, line 2: this is not TOML",
                "line 2: this is not TOML",
            ),
            ("it is gone".into(), "it is gone", "it is gone"),
        ] {
            assert_eq!(trouble.to_string(), whole);
            assert_eq!(trouble.reason(), reason);
        }
    }
}
