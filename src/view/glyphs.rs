//! The characters of the chrome on each rung of the ladder, and letters spelled for it.

use crate::app::look::{Glyphs, Look};
use crate::text::transliterate;

/// The characters that the chrome is drawn with.
pub(super) struct Chrome {
    /// The side of the road.
    pub(super) side: &'static str,
    /// The side of the road where a sign stands.
    pub(super) post: &'static str,
    /// The line in the middle.
    pub(super) lane: &'static str,
    /// A horizontal line.
    pub(super) rule: &'static str,
    /// Where something was cut.
    pub(super) cut: &'static str,
}

/// The chrome of a look.
pub(super) fn chrome(look: Look) -> Chrome {
    match look.glyphs {
        Glyphs::Unicode => Chrome {
            side: "│",
            post: "├",
            lane: "╎",
            rule: "─",
            cut: "…",
        },
        Glyphs::Cp437 => Chrome {
            side: "│",
            post: "├",
            lane: ":",
            rule: "─",
            cut: "...",
        },
        Glyphs::Latin1 | Glyphs::Ascii => Chrome {
            side: "|",
            post: "+",
            lane: ":",
            rule: "-",
            cut: "...",
        },
    }
}

/// One character of an edited field: one cell stays one cell.
pub(super) fn cell(look: Look, c: char) -> char {
    let c = transliterate::symbols::cell(c);
    match look.glyphs {
        Glyphs::Unicode => c,
        Glyphs::Cp437 => transliterate::cell_cp437(c),
        Glyphs::Latin1 => transliterate::cell_latin1(c),
        Glyphs::Ascii => transliterate::cell_ascii(c),
    }
}
