//! What this terminal can do, from what the environment says. Nothing is asked and nothing is tried out.

mod locale;

pub use locale::Charset;

use std::ffi::OsString;
use std::time::Duration;

use crate::app::look::{Colours, Glyphs};

/// The part of the environment that says something about the terminal, as a value so that tests need no environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `LC_ALL`.
    pub lc_all: Option<String>,
    /// `LC_CTYPE`.
    pub lc_ctype: Option<String>,
    /// `LANG`.
    pub lang: Option<String>,
    /// `ACCESSIBLE`: who sets it wants to be read to.
    pub accessible: Option<String>,
    /// Whether the session came over SSH, where packets may part an escape sequence.
    pub ssh: bool,
}

impl Environment {
    /// What a reading of variables says.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name| variable(name).map(|value| value.to_string_lossy().into_owned());
        let filled = |name| variable(name).is_some_and(|value| !value.is_empty());
        Self {
            term: text("TERM"),
            colorterm: text("COLORTERM"),
            no_color: text("NO_COLOR"),
            lc_all: text("LC_ALL"),
            lc_ctype: text("LC_CTYPE"),
            lang: text("LANG"),
            accessible: text("ACCESSIBLE"),
            ssh: filled("SSH_CONNECTION") || filled("SSH_TTY"),
        }
    }

    /// Whether `ACCESSIBLE` says so: anything but nothing, 0 and false.
    pub fn wants_to_be_read_to(&self) -> bool {
        let value = self.accessible.as_deref().unwrap_or_default();
        !matches!(value, "" | "0" | "false")
    }
}

/// What may be sent to this terminal and how its bytes are to be read.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts about a terminal, not a state"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    /// The characters for lines and marks.
    pub glyphs: Glyphs,
    /// The colours.
    pub colours: Colours,
    /// Whether there is a second screen that leaves the user's own untouched.
    pub alternate_screen: bool,
    /// The encoding of keys and frames.
    pub charset: Charset,
    /// Whether the terminal cannot place its cursor: the line-by-line face is needed.
    pub plain: bool,
    /// Whether CHA and the codes that end a single attribute are known. The VT100 and VT220 lack some of them.
    pub short_codes: bool,
    /// Whether ECH, which blanks some cells in the midst of a row, is known.
    pub erases_cells: bool,
    /// Whether the last cell of the last row can be written without scrolling the screen.
    pub corner: bool,
    /// Whether the cursor can be hidden and shown.
    pub hides_cursor: bool,
    /// Whether pastes can be had in brackets.
    pub brackets_pastes: bool,
    /// Whether a frame can be put between marks that say where it begins and ends.
    pub synchronised: bool,
    /// How long a lone Esc may turn out to be the beginning of a key: over a network packets part what belongs
    /// together.
    pub escape_wait: Duration,
    /// The longest control string (OSC) that it takes, or passes over in silence; of a longer one it shows the rest.
    pub longest_string: usize,
    /// Whether web addresses are to be links that the terminal can open (OSC 8): only where somebody asked for it.
    pub hyperlinks: bool,
}

/// Terminals that keep only the beginning of a long control string, and pass over the rest, are among them.
const ANY_LENGTH: usize = usize::MAX;
/// What GNU screen keeps of a control string (`MAXSTR` less its end); it shows what is beyond.
const OF_SCREEN: usize = 767;

/// What terminfo says of a family (colors, smcup, hpa and ech, xenl, civis, BE), so that no terminfo needs to be read;
/// and that it takes control strings, which terminfo does not say.
const fn family(colours: Colours, alternate_screen: bool) -> Capability {
    Capability {
        glyphs: Glyphs::Unicode,
        colours,
        alternate_screen,
        charset: Charset::Utf8,
        plain: false,
        short_codes: true,
        erases_cells: true,
        corner: true,
        hides_cursor: true,
        brackets_pastes: true,
        synchronised: false,
        escape_wait: Duration::ZERO,
        longest_string: ANY_LENGTH,
        hyperlinks: false,
    }
}

/// A terminal of the kind of xterm.
const XTERM: Capability = family(Colours::Eight, true);
/// The same without ECH.
const WITHOUT_ECH: Capability = Capability {
    erases_cells: false,
    ..XTERM
};
/// A DEC terminal: no colour, no second screen, and codes of its time.
const DEC: Capability = Capability {
    short_codes: false,
    erases_cells: false,
    brackets_pastes: false,
    longest_string: 0,
    ..family(Colours::None, false)
};
/// One that cannot hide its cursor.
const OLD_DEC: Capability = Capability {
    hides_cursor: false,
    ..DEC
};
/// No xenl: the cursor leaves the last column at once, and the last row with it.
const ANSI: Capability = Capability {
    short_codes: false,
    corner: false,
    hides_cursor: false,
    brackets_pastes: false,
    longest_string: 0,
    ..family(Colours::Eight, false)
};
/// Older kernels show what they do not know of a control string.
const LINUX: Capability = Capability {
    glyphs: Glyphs::Cp437,
    brackets_pastes: false,
    longest_string: 0,
    ..family(Colours::Eight, false)
};
const PUTTY: Capability = Capability {
    glyphs: Glyphs::Cp437,
    ..XTERM
};
/// Pastes are not in its terminfo; but tmux often goes by this name, GNU screen 5 knows them, and older ones pass over a
/// mode that they do not know.
const SCREEN: Capability = Capability {
    longest_string: OF_SCREEN,
    ..WITHOUT_ECH
};
const MANY_COLOURS: Capability = family(Colours::Many, true);
/// A terminal of today that keeps a frame together (DEC private mode 2026), as its own manual says.
const SYNCHRONISED: Capability = Capability {
    synchronised: true,
    ..MANY_COLOURS
};
/// A terminal that nobody told us about: what every ECMA-48 terminal does, and nothing that could do harm.
const UNKNOWN: Capability = Capability {
    erases_cells: false,
    ..ANSI
};

/// The terminals we know: those named so, or so and `-…`. An ending in the name (`-256color`) may raise the colours.
const FAMILIES: &[(&str, Capability)] = &[
    ("vt100", OLD_DEC),
    ("vt102", OLD_DEC),
    ("vt220", DEC),
    ("vt320", DEC),
    ("ansi", ANSI),
    ("linux", LINUX),
    ("putty", PUTTY),
    ("screen", SCREEN),
    ("tmux", WITHOUT_ECH),
    ("xterm-kitty", SYNCHRONISED),
    ("xterm-ghostty", SYNCHRONISED),
    ("xterm", XTERM),
    ("rxvt", WITHOUT_ECH),
    ("konsole", XTERM),
    ("vte", XTERM),
    ("gnome", XTERM),
    ("mintty", MANY_COLOURS),
    ("alacritty", SYNCHRONISED),
    ("contour", SYNCHRONISED),
    ("foot", SYNCHRONISED),
    ("ghostty", SYNCHRONISED),
    ("kitty", SYNCHRONISED),
    ("wezterm", SYNCHRONISED),
    ("st", XTERM),
];

/// Endings of a name that say how many colours there are.
const ENDINGS: &[(&str, Colours)] = &[
    ("-256color", Colours::Many),
    ("-256color-bce", Colours::Many),
    ("-direct", Colours::Many),
    ("-88color", Colours::Sixteen),
    ("-16color", Colours::Sixteen),
    ("-mono", Colours::None),
    ("-m", Colours::None),
];

impl Capability {
    /// What the environment lets us assume.
    pub fn of(environment: &Environment) -> Self {
        let term = environment.term.as_deref().unwrap_or_default();
        let charset = locale::charset(environment);
        let known = known(term);
        Self {
            glyphs: match charset {
                Charset::Utf8 => known.glyphs,
                Charset::Latin1 | Charset::Latin9 => Glyphs::Latin1,
                Charset::Ascii => Glyphs::Ascii,
            },
            colours: colours(known.colours, term, environment),
            charset,
            plain: matches!(term, "" | "dumb" | "unknown"),
            escape_wait: Duration::from_millis(if environment.ssh { 150 } else { 50 }),
            ..known
        }
    }

    /// The same terminal with the characters that the user asked for. Who asks for more than the locale has says
    /// what the terminal shows: over SSH the locale is often not passed on.
    #[must_use]
    pub const fn with_glyphs(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = glyphs;
        self.charset = match (glyphs, self.charset) {
            (Glyphs::Ascii, charset)
            | (Glyphs::Latin1, charset @ (Charset::Utf8 | Charset::Latin9)) => charset,
            (Glyphs::Latin1, _) => Charset::Latin1,
            (Glyphs::Cp437 | Glyphs::Unicode, _) => Charset::Utf8,
        };
        self
    }

    /// The same terminal with the colours that the user asked for.
    #[must_use]
    pub const fn with_colours(mut self, colours: Colours) -> Self {
        self.colours = colours;
        self
    }

    /// The same terminal with links where they are wanted and it does not show their codes as letters.
    #[must_use]
    pub const fn with_hyperlinks(mut self, wanted: bool) -> Self {
        self.hyperlinks = wanted && self.longest_string > 0;
        self
    }

    /// The same terminal for a kiosk: it gets no control string at all, whoever asks.
    #[must_use]
    pub const fn without_strings(mut self) -> Self {
        self.longest_string = 0;
        self.hyperlinks = false;
        self
    }
}

/// What the table says of `term`: of itself, or of its family by the word before the first hyphen or dot. What goes by
/// `screen.xterm-kitty` is a screen.
fn known(term: &str) -> Capability {
    let stem = term.split(['-', '.', '+']).next().unwrap_or_default();
    let named = |wanted| FAMILIES.iter().find(|(name, _)| *name == wanted);
    let known = named(term).or_else(|| named(stem));
    known.map_or(UNKNOWN, |(_, known)| *known)
}

/// Colours by family, ending and `COLORTERM`; `NO_COLOR` beats them all. A terminal without colours has none
/// even where `COLORTERM` was handed on from another.
fn colours(known: Colours, term: &str, environment: &Environment) -> Colours {
    let no_color = environment.no_color.as_deref().unwrap_or_default();
    if !no_color.is_empty() || known == Colours::None {
        return Colours::None;
    }
    if matches!(
        environment.colorterm.as_deref(),
        Some("truecolor" | "24bit")
    ) {
        return Colours::Many;
    }
    let ending = ENDINGS.iter().find(|(ending, _)| term.ends_with(ending));
    ending.map_or(known, |&(_, colours)| colours)
}

#[cfg(test)]
mod tests;
