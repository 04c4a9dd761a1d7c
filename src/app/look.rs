//! How the screen looks: which glyphs, how many colours, which theme. Each a ladder that the user can step down.

use crate::doc::to_lines::Marks;
use crate::text::clean;
use crate::text::transliterate::{self, Letters};

/// Which characters the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glyphs {
    /// Letters, digits and plain signs only.
    #[default]
    Ascii,
    /// Those and the letters of western Europe with `£` and `½`; lines as in ASCII.
    Latin1,
    /// What a PC console of 1981 has: line drawing, but no curly quotes.
    Cp437,
    /// Everything.
    Unicode,
}

impl Glyphs {
    /// All rungs.
    pub const ALL: [Self; 4] = [Self::Unicode, Self::Cp437, Self::Latin1, Self::Ascii];

    /// Its name on the command line and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Latin1 => "latin1",
            Self::Cp437 => "cp437",
            Self::Unicode => "unicode",
        }
    }

    /// Spells words with them.
    pub fn letters(self) -> Letters {
        match self {
            Self::Ascii => transliterate::to_ascii,
            Self::Latin1 => transliterate::to_latin1,
            Self::Cp437 => transliterate::to_cp437,
            Self::Unicode => transliterate::to_unicode,
        }
    }
}

impl Look {
    /// How documents are laid out in it.
    pub fn marks(self) -> Marks {
        let marks = match self.glyphs {
            Glyphs::Unicode | Glyphs::Cp437 => Marks::UNICODE,
            Glyphs::Latin1 | Glyphs::Ascii => Marks::ASCII,
        };
        Marks {
            letters: self.glyphs.letters(),
            ..marks
        }
    }

    /// A text of one line for the screen: cleaned, and spelled in its letters.
    pub fn spell(self, text: &str) -> String {
        let letters = self.glyphs.letters();
        letters(&clean::shown_line(text)).into_owned()
    }

    /// The same for what somebody wrote, which has line ends of its own.
    pub fn spell_lines(self, text: &str) -> String {
        let lines: Vec<String> = text.split('\n').map(|line| self.spell(line)).collect();
        lines.join("\n")
    }
}

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colours {
    /// None: bold, underline and reverse only.
    #[default]
    None,
    /// The eight of 1979.
    Eight,
    /// Those and their bright twins.
    Sixteen,
    /// 256.
    Many,
}

impl Colours {
    /// All rungs.
    pub const ALL: [Self; 4] = [Self::Many, Self::Sixteen, Self::Eight, Self::None];

    /// Its name on the command line and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Eight => "8",
            Self::Sixteen => "16",
            Self::Many => "256",
        }
    }
}

/// Which set of styles is used. None carries meaning in colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The terminal's own colours with a few accents.
    #[default]
    Terminal,
    /// No colour at all.
    Mono,
    /// White on black, both set by us, whatever the terminal's own colours are.
    HighContrast,
    /// Black on white, both set by us: what a projector shows best in a lit room.
    Projector,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 4] = [
        Self::Terminal,
        Self::Mono,
        Self::HighContrast,
        Self::Projector,
    ];

    /// Its name on the command line and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Mono => "mono",
            Self::HighContrast => "high-contrast",
            Self::Projector => "projector",
        }
    }

    /// What it is, for the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Terminal => "the terminal's own colours",
            Self::Mono => "no colour",
            Self::HighContrast => "white on black",
            Self::Projector => "black on white",
        }
    }
}

/// The whole look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Characters.
    pub glyphs: Glyphs,
    /// Colours.
    pub colours: Colours,
    /// Styles.
    pub theme: Theme,
    /// Whether the second screen is used, which leaves what was there before untouched.
    pub alternate_screen: bool,
    /// Whether web addresses are links that the terminal can open.
    pub hyperlinks: bool,
}

impl Look {
    /// The colours that are in force: a mono theme has none.
    pub fn colours_in_force(&self) -> Colours {
        match self.theme {
            Theme::Mono => Colours::None,
            _ => self.colours,
        }
    }
}
