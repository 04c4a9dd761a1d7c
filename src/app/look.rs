//! How the screen looks: which glyphs, how many colours, which theme. Each a ladder that the user can step down.

/// Which characters the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glyphs {
    /// Letters, digits and plain signs only.
    #[default]
    Ascii,
    /// What a PC console of 1981 has: line drawing, but no curly quotes.
    Cp437,
    /// Everything.
    Unicode,
}

impl Glyphs {
    /// All rungs.
    pub const ALL: [Self; 3] = [Self::Unicode, Self::Cp437, Self::Ascii];

    /// Its name on the command line and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Cp437 => "cp437",
            Self::Unicode => "unicode",
        }
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
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 2] = [Self::Terminal, Self::Mono];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal's own colours",
            Self::Mono => "mono",
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
}

impl Look {
    /// The colours that are in force: a mono theme has none.
    pub fn colours_in_force(&self) -> Colours {
        match self.theme {
            Theme::Terminal => self.colours,
            Theme::Mono => Colours::None,
        }
    }
}
