//! The formats of a document that somebody takes away.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Which format. It is named by the ending of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The ending of its files: `md`.
    pub fn ending(self) -> &'static str {
        self.into()
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Md => "Markdown",
            Self::Txt => "Plain text",
        }
    }
}
