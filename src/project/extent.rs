//! How far somebody is with a capability or an aim. A competency has levels from 1 to 4 instead.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Extent {
    /// Nothing of it.
    #[strum(serialize = "not yet")]
    NotYet,
    /// Some of it.
    Partly,
    /// All of it.
    Yes,
}

impl Extent {
    /// Every one, from the least on.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its words, on the screen and in the state file.
    pub fn words(self) -> &'static str {
        self.into()
    }
}
