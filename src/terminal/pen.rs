//! How a character looks, reduced to what the terminal can show, and the codes that change it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::app::look::Colours;

/// The looks of one cell. A colour is its number in the palette plus one; zero is the terminal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pen {
    foreground: u16,
    background: u16,
    attributes: u8,
}

const BOLD: u8 = 1;
const UNDERLINE: u8 = 2;
const REVERSE: u8 = 4;

/// Attribute, code that begins it, code that ends it. Dim, italic, blink, hidden and struck out are never sent:
/// on many terminals they cannot be read, cannot be seen or cannot be borne.
const ATTRIBUTES: [(u8, Modifier, u16, u16); 3] = [
    (BOLD, Modifier::BOLD, 1, 22),
    (UNDERLINE, Modifier::UNDERLINED, 4, 24),
    (REVERSE, Modifier::REVERSED, 7, 27),
];

impl Pen {
    /// The terminal's own colours, no attribute.
    pub(super) const PLAIN: Self = Self {
        foreground: 0,
        background: 0,
        attributes: 0,
    };

    /// The looks of `cell` with at most these colours.
    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        let mut pen = Self::PLAIN;
        for (attribute, modifier, ..) in ATTRIBUTES {
            if cell.modifier.contains(modifier) {
                pen.attributes |= attribute;
            }
        }
        let (foreground, bold) = colour(cell.fg, colours);
        let (background, _) = colour(cell.bg, colours);
        pen.foreground = foreground;
        pen.background = background;
        if bold {
            pen.attributes |= BOLD;
        }
        pen
    }

    /// The looks of a space: its own colour and weight cannot be seen, and two spaces that look alike should be alike.
    pub(super) const fn of_blank(mut self) -> Self {
        if self.attributes & (UNDERLINE | REVERSE) == 0 {
            self.foreground = 0;
            self.attributes = 0;
        }
        self
    }

    /// Whether a space or an erased cell looks the same under both pens.
    pub(super) fn blanks_like(self, other: Self) -> bool {
        self.of_blank() == other.of_blank()
    }

    /// Whether erasing with this pen leaves the terminal's own background.
    pub(super) const fn erases(self) -> bool {
        self.background == 0 && self.attributes & (UNDERLINE | REVERSE) == 0
    }

    /// Appends the shortest code that turns `self` into `next`; `scratch` is only lent. Without `single_ends`
    /// an attribute can be ended only together with all others.
    pub(super) fn change(
        self,
        next: Self,
        single_ends: bool,
        out: &mut Vec<u8>,
        scratch: &mut Vec<u8>,
    ) {
        if self == next {
            return;
        }
        if next == Self::PLAIN {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        // From scratch: the empty first parameter is the zero that resets.
        scratch.clear();
        scratch.extend_from_slice(b"\x1b[");
        Self::PLAIN.append(next, scratch);
        scratch.push(b'm');

        let ended = self.attributes & !next.attributes != 0
            || (self.foreground != 0 && next.foreground == 0)
            || (self.background != 0 && next.background == 0);
        let start = out.len();
        if single_ends || !ended {
            out.extend_from_slice(b"\x1b[");
            self.append(next, out);
            // The first parameter is written like all others, with a semicolon before it, which is one too many.
            out.remove(start + 2);
            out.push(b'm');
            if out.len() - start <= scratch.len() {
                return;
            }
            out.truncate(start);
        }
        out.extend_from_slice(scratch);
    }

    /// Appends every parameter that differs, each with a semicolon before it.
    fn append(self, next: Self, out: &mut Vec<u8>) {
        for (attribute, _, begin, end) in ATTRIBUTES {
            match (
                self.attributes & attribute != 0,
                next.attributes & attribute != 0,
            ) {
                (false, true) => parameter(out, begin),
                (true, false) => parameter(out, end),
                _ => {}
            }
        }
        if self.foreground != next.foreground {
            colour_parameters(out, next.foreground, 30);
        }
        if self.background != next.background {
            colour_parameters(out, next.background, 40);
        }
    }
}

fn parameter(out: &mut Vec<u8>, value: u16) {
    out.push(b';');
    number(out, value);
}

/// 30–37 and 90–97 for the first sixteen, which users can choose themselves; `38;5;n` only above.
fn colour_parameters(out: &mut Vec<u8>, colour: u16, base: u16) {
    match colour {
        0 => parameter(out, base + 9),
        1..=8 => parameter(out, base + colour - 1),
        9..=16 => parameter(out, base + 60 + colour - 9),
        _ => {
            parameter(out, base + 8);
            parameter(out, 5);
            parameter(out, colour - 1);
        }
    }
}

/// Appends a number in decimal.
pub(super) fn number(out: &mut Vec<u8>, value: u16) {
    if value >= 10 {
        number(out, value / 10);
    }
    out.push(b'0' + u8::try_from(value % 10).unwrap_or(0));
}

/// The palette number plus one that stands for `colour`, and whether bold has to make up for its brightness. It is
/// asked twice for each cell of each frame.
#[inline]
fn colour(colour: Color, colours: Colours) -> (u16, bool) {
    let named = match colour {
        Color::Reset => return (0, false),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) if index < 16 || colours == Colours::Many => u16::from(index),
        Color::Indexed(index) => nearest(components(index)),
        Color::Rgb(red, green, blue) if colours == Colours::Many => {
            16 + cube(red) * 36 + cube(green) * 6 + cube(blue)
        }
        Color::Rgb(red, green, blue) => nearest((red, green, blue)),
    };
    match colours {
        Colours::None => (0, false),
        // Bright black is bold black, which is black on black where bold means only bold: the terminal's own instead.
        Colours::Eight if named == 8 => (0, false),
        Colours::Eight => (named % 8 + 1, named >= 8),
        Colours::Sixteen | Colours::Many => (named + 1, false),
    }
}

/// The step of the 6×6×6 cube nearest to a component.
fn cube(component: u8) -> u16 {
    if component < 48 {
        0
    } else {
        (u16::from(component).max(95) - 35) / 40
    }
}

/// Red, green and blue of a palette entry above 15.
const fn components(index: u8) -> (u8, u8, u8) {
    const fn level(step: u8) -> u8 {
        if step == 0 { 0 } else { 55 + step * 40 }
    }
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return (grey, grey, grey);
    }
    let index = index.saturating_sub(16);
    (level(index / 36), level(index / 6 % 6), level(index % 6))
}

/// The one of the eight and their bright forms that is nearest, roughly: which components are lit, and how strongly.
fn nearest((red, green, blue): (u8, u8, u8)) -> u16 {
    let strongest = red.max(green).max(blue);
    if strongest < 64 {
        return 0;
    }
    let lit = |component: u8, bit: u16| {
        if u16::from(component) * 2 > u16::from(strongest) {
            bit
        } else {
            0
        }
    };
    let bright = if strongest >= 208 { 8 } else { 0 };
    lit(red, 1) + lit(green, 2) + lit(blue, 4) + bright
}

#[cfg(test)]
mod tests;
