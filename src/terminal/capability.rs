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
}

impl Environment {
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

/// One line of the table: terminals named `family` or `family-…`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts about a terminal, not a state"
)]
struct Family {
    name: &'static str,
    colours: Colours,
    alternate_screen: bool,
    glyphs: Glyphs,
    short_codes: bool,
    erases_cells: bool,
    corner: bool,
    hides_cursor: bool,
    brackets_pastes: bool,
    synchronised: bool,
    longest_string: usize,
}

/// What terminfo says of a family (colors, smcup, hpa and ech, xenl, civis, BE), so that no terminfo needs to be read;
/// and that it takes control strings, which terminfo does not say.
const fn family(name: &'static str, colours: Colours, alternate_screen: bool) -> Family {
    Family {
        name,
        colours,
        alternate_screen,
        glyphs: Glyphs::Unicode,
        short_codes: true,
        erases_cells: true,
        corner: true,
        longest_string: ANY_LENGTH,
        hides_cursor: true,
        brackets_pastes: true,
        synchronised: false,
    }
}

/// A DEC terminal: no colour, no second screen, and codes of its time.
const fn dec(name: &'static str) -> Family {
    Family {
        short_codes: false,
        erases_cells: false,
        brackets_pastes: false,
        longest_string: 0,
        ..family(name, Colours::None, false)
    }
}

/// A terminal of today that keeps a frame together (DEC private mode 2026), as its own manual says.
const fn synchronised(name: &'static str) -> Family {
    Family {
        synchronised: true,
        ..family(name, Colours::Many, true)
    }
}

/// The terminals we know. An ending in the name (`-256color`) may raise the colours.
const FAMILIES: &[Family] = &[
    Family {
        hides_cursor: false,
        ..dec("vt100")
    },
    Family {
        hides_cursor: false,
        ..dec("vt102")
    },
    dec("vt220"),
    dec("vt320"),
    // No xenl: the cursor leaves the last column at once, and the last row with it.
    Family {
        short_codes: false,
        corner: false,
        hides_cursor: false,
        brackets_pastes: false,
        longest_string: 0,
        ..family("ansi", Colours::Eight, false)
    },
    // Older kernels show what they do not know of a control string.
    Family {
        glyphs: Glyphs::Cp437,
        brackets_pastes: false,
        longest_string: 0,
        ..family("linux", Colours::Eight, false)
    },
    Family {
        glyphs: Glyphs::Cp437,
        ..family("putty", Colours::Eight, true)
    },
    // Pastes are not in its terminfo; but tmux often goes by this name, GNU screen 5 knows them, and older ones pass over
    // a mode that they do not know.
    // tmux may call itself so, too.
    Family {
        erases_cells: false,
        longest_string: OF_SCREEN,
        ..family("screen", Colours::Eight, true)
    },
    Family {
        erases_cells: false,
        ..family("tmux", Colours::Eight, true)
    },
    synchronised("xterm-kitty"),
    synchronised("xterm-ghostty"),
    family("xterm", Colours::Eight, true),
    Family {
        erases_cells: false,
        ..family("rxvt", Colours::Eight, true)
    },
    family("konsole", Colours::Eight, true),
    family("vte", Colours::Eight, true),
    family("gnome", Colours::Eight, true),
    family("mintty", Colours::Many, true),
    synchronised("alacritty"),
    synchronised("contour"),
    synchronised("foot"),
    synchronised("ghostty"),
    synchronised("kitty"),
    synchronised("wezterm"),
    family("st", Colours::Eight, true),
];

/// A terminal that nobody told us about: what every ECMA-48 terminal does, and nothing that could do harm.
const UNKNOWN: Family = Family {
    short_codes: false,
    erases_cells: false,
    corner: false,
    hides_cursor: false,
    brackets_pastes: false,
    longest_string: 0,
    ..family("", Colours::Eight, false)
};

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
            colours: colours(known, term, environment),
            alternate_screen: known.alternate_screen,
            charset,
            plain: matches!(term, "" | "dumb" | "unknown"),
            short_codes: known.short_codes,
            erases_cells: known.erases_cells,
            corner: known.corner,
            hides_cursor: known.hides_cursor,
            brackets_pastes: known.brackets_pastes,
            synchronised: known.synchronised,
            escape_wait: Duration::from_millis(if environment.ssh { 150 } else { 50 }),
            longest_string: known.longest_string,
            hyperlinks: false,
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

/// The line of the table for `term`: its own, or its family's by the word before the first hyphen or dot. What goes by
/// `screen.xterm-kitty` is a screen.
fn known(term: &str) -> &'static Family {
    let stem = term.split(['-', '.', '+']).next().unwrap_or_default();
    let named = |name| FAMILIES.iter().find(|family| family.name == name);
    named(term).or_else(|| named(stem)).unwrap_or(&UNKNOWN)
}

/// Colours by family, ending and `COLORTERM`; `NO_COLOR` beats them all. A terminal without colours has none
/// even where `COLORTERM` was handed on from another.
fn colours(known: &Family, term: &str, environment: &Environment) -> Colours {
    if environment
        .no_color
        .as_deref()
        .is_some_and(|value| !value.is_empty())
        || known.colours == Colours::None
    {
        return Colours::None;
    }
    if matches!(
        environment.colorterm.as_deref(),
        Some("truecolor" | "24bit")
    ) {
        return Colours::Many;
    }
    let ending = ENDINGS.iter().find(|(ending, _)| term.ends_with(ending));
    ending.map_or(known.colours, |&(_, colours)| colours)
}

#[cfg(test)]
mod tests;
