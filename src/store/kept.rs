//! Older states that are kept beside the history: as this session found it, the last one of an earlier day, that of an
//! earlier week, and one that somebody put back over a newer history.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike as _, Utc};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Trouble;
use super::disk::Disk;
use super::replace::replace;

/// Which older state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum KeptState {
    /// As the last session found it that saved something.
    Session,
    /// The last one of an earlier day.
    Yesterday,
    /// The last one of an earlier week.
    LastWeek,
    /// An older one that was put back, and to which what was newer has been applied.
    Older,
}

impl KeptState {
    /// All of them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its name on the command line, and in its file name.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it is.
    pub fn words(self) -> &'static str {
        match self {
            Self::Session => "as the last session found it",
            Self::Yesterday => "the last one of an earlier day",
            Self::LastWeek => "the last one of an earlier week",
            Self::Older => "the last one that was put back over newer changes",
        }
    }

    /// Its file in the history's folder.
    pub fn path(self, history: &Path) -> PathBuf {
        history.join(format!("kept-{}.toml", self.name()))
    }
}

/// Keeps a state that is about to be replaced, as those that are wanted, where it is the last of its day or week.
pub(super) fn keep(
    disk: &dyn Disk,
    history: &Path,
    text: &str,
    written: DateTime<Utc>,
    wanted: impl IntoIterator<Item = KeptState>,
    session: &str,
) -> Result<(), Trouble> {
    let (day, today) = (written.date_naive(), Utc::now().date_naive());
    for kept in wanted {
        let is_due = match kept {
            KeptState::Session | KeptState::Older => true,
            KeptState::Yesterday => day < today,
            KeptState::LastWeek => day < today && day.iso_week() != today.iso_week(),
        };
        if is_due {
            let path = kept.path(history);
            replace(disk, &path, text.as_bytes(), session)?;
        }
    }
    Ok(())
}
