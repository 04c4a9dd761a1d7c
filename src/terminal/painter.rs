//! From rows that differ to the fewest bytes that make them alike.
//!
//! What costs bytes is not the characters but getting about: so the painter knows where the cursor stands and how
//! the terminal writes, walks over a small gap by writing again what stands there, and erases where blanks are many.

use super::capability::{Capability, Charset};
use super::grid::{Glyph, Grid};
use super::pen::{Pen, number};
use super::{clipboard, size};

/// The longest gap that may be cheaper to write again than to jump over.
const GAP: usize = 8;

/// The bytes of one frame in the making, and what the terminal knows at their end.
#[derive(Debug)]
pub(super) struct Painter {
    capability: Capability,
    /// The bytes.
    pub(super) out: Vec<u8>,
    /// Where the cursor stands; nothing where terminals differ, as after the last column.
    at: Option<(usize, usize)>,
    /// The row that the next character goes to by itself, after a last column that is joined to it.
    onto: Option<usize>,
    /// The number of the web address that is written now; zero for none.
    link: u16,
    pen: Pen,
    scratch: Vec<u8>,
}

impl Painter {
    /// A painter before a cleared screen with its cursor anywhere.
    pub(super) const fn new(capability: Capability) -> Self {
        Self {
            capability,
            out: Vec::new(),
            at: None,
            onto: None,
            link: 0,
            pen: Pen::PLAIN,
            scratch: Vec::new(),
        }
    }

    /// Clears the screen, with codes that even a VT100's terminfo has. What the terminal wrote with, and where, is taken as unknown: others may have written.
    pub(super) fn clear(&mut self) {
        self.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[J");
        self.pen = Pen::PLAIN;
        self.at = Some((0, 0));
        self.onto = None;
    }

    /// Makes one row as it should be. `last` says that it is the last of the screen.
    pub(super) fn row(
        &mut self,
        y: u16,
        last: bool,
        have: &mut [Glyph],
        want: &[Glyph],
        clusters: &[Box<str>],
    ) {
        let y = usize::from(y);
        let width = want.len();
        let text_end = want
            .iter()
            .rposition(|glyph| !glyph.is_blank())
            .map_or(0, |x| x + 1);
        let limit = if last && !self.capability.corner {
            width.saturating_sub(1)
        } else {
            width
        };
        let Some(mut x) = next_change(have, want, 0) else {
            return;
        };
        loop {
            let blank = blanks(have, want, x);
            // From where the cursor stands, if only blanks lie between.
            let here = self
                .at
                .filter(|(column, line)| *line == y && (text_end..x).contains(column));
            let start = here.map_or(x, |(column, _)| column);
            if x >= text_end && blank + x - start > 3 {
                self.begin_erasing(start, y, want);
                self.out.extend_from_slice(b"\x1b[K");
                break;
            }
            let after = next_change(have, want, x + blank.max(1));
            if blank > 0 && self.capability.erases_cells && erasing_pays(blank, x, after) {
                self.begin_erasing(x, y, want);
                self.code(blank, b'X');
            } else {
                let end = (x + blank.max(1)).min(limit);
                for (column, glyph) in want.iter().enumerate().take(end).skip(x) {
                    if !glyph.is_trail() {
                        if column == 0 && glyph.is_joined() && self.onto == Some(y) {
                            self.at = Some((column, y));
                        }
                        self.link_with(glyph.link(), clusters);
                        self.go(column, y, want);
                        self.put(*glyph, column, y, want, clusters);
                    }
                }
            }
            match after {
                Some(next) => x = next,
                None => break,
            }
        }
        have.copy_from_slice(want);
    }

    /// Ends what must not go on after a frame.
    pub(super) fn end(&mut self) {
        self.link_with(0, &[]);
        self.onto = None;
    }

    /// Sends a text to the terminal's clipboard.
    pub(super) fn send_to_clipboard(&mut self, text: &str) {
        let bytes = clipboard::bytes(&self.capability, text);
        self.out.extend_from_slice(bytes.as_bytes());
    }

    /// From here on cells are part of a web address, or of none. The number makes one link of what stands in several
    /// rows.
    fn link_with(&mut self, link: u16, clusters: &[Box<str>]) {
        if self.link == link || !self.capability.hyperlinks {
            return;
        }
        let opening = Grid::address_of(clusters, link)
            .map(|address| format!("8;id={link};{address}"))
            .filter(|opening| opening.len() <= self.capability.longest_string);
        let link = if opening.is_some() { link } else { 0 };
        if self.link != link {
            let string = opening.unwrap_or_else(|| "8;;".to_owned());
            self.out
                .extend_from_slice(format!("\x1b]{string}\x1b\\").as_bytes());
            self.link = link;
        }
    }

    /// Puts the cursor somewhere, at the end of a frame.
    pub(super) fn place(&mut self, x: u16, y: u16) {
        self.go(usize::from(x), usize::from(y), &[]);
    }

    /// Goes where cells are to be erased, with a pen that leaves the terminal's own background there.
    fn begin_erasing(&mut self, x: usize, y: usize, want: &[Glyph]) {
        self.link_with(0, &[]);
        self.go(x, y, want);
        if !self.pen.erases() {
            self.write_with(Pen::PLAIN);
        }
    }

    /// Writes one glyph where the cursor stands.
    fn put(&mut self, glyph: Glyph, x: usize, y: usize, want: &[Glyph], clusters: &[Box<str>]) {
        if !(glyph.is_space() && self.pen.blanks_like(glyph.pen)) {
            self.write_with(glyph.pen);
        }
        self.spell(glyph, clusters);
        let wide = want.get(x + 1).is_some_and(|next| next.is_trail());
        let next = x + 1 + usize::from(wide);
        self.at = (next < want.len()).then_some((next, y));
        // The widest that we paint may not be the whole window: then the terminal would go on beside it.
        let wraps = next == want.len() && next < usize::from(size::MOST.0);
        self.onto = (wraps && glyph.is_joined()).then_some(y + 1);
    }

    /// Appends the bytes of a glyph in the terminal's charset.
    fn spell(&mut self, glyph: Glyph, clusters: &[Box<str>]) {
        match glyph.letter() {
            Some(letter) if letter.is_ascii() => {
                self.out.push(u8::try_from(letter).unwrap_or(b'?'));
            }
            Some(letter) if self.capability.charset == Charset::Utf8 => {
                self.out
                    .extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
            // One byte a character: Latin-1 is the beginning of Unicode.
            Some(letter) => self.out.push(u8::try_from(letter).unwrap_or(b'?')),
            None => self
                .out
                .extend_from_slice(Grid::cluster_of(clusters, glyph).as_bytes()),
        }
    }

    fn write_with(&mut self, pen: Pen) {
        self.pen.change(
            pen,
            self.capability.short_codes,
            &mut self.out,
            &mut self.scratch,
        );
        self.pen = pen;
    }

    /// Brings the cursor to a cell, the shortest way. `row` is what stands in the cells passed over.
    fn go(&mut self, x: usize, y: usize, row: &[Glyph]) {
        self.onto = None;
        if self.at == Some((x, y)) {
            return;
        }
        let direct = cup_length(x, y);
        match self.at {
            Some((column, line)) if line == y => self.go_along(column, x, y, direct, row),
            Some((column, line)) if column == x && code_length(y.abs_diff(line)) <= direct => {
                self.code(y.abs_diff(line), if y > line { b'B' } else { b'A' });
            }
            _ => self.cup(x, y),
        }
        self.at = Some((x, y));
    }

    /// Brings the cursor to another column of its row.
    fn go_along(&mut self, column: usize, x: usize, y: usize, direct: usize, row: &[Glyph]) {
        let gap = x.abs_diff(column);
        let step = code_length(gap);
        let jump = if self.capability.short_codes {
            code_length(x + 1)
        } else {
            usize::MAX
        };
        let shortest = step.min(jump).min(direct);
        if x > column && gap <= GAP && self.walk(column, x, row, shortest) {
            return;
        }
        if step == shortest {
            self.code(gap, if x > column { b'C' } else { b'D' });
        } else if jump == shortest {
            self.code(x + 1, b'G');
        } else {
            self.cup(x, y);
        }
    }

    /// Writes again what stands between two cells, if that is no longer than `most` bytes and needs no other pen.
    fn walk(&mut self, from: usize, to: usize, row: &[Glyph], most: usize) -> bool {
        let Some(between) = row.get(from..to) else {
            return false;
        };
        let start = self.out.len();
        let alike = between.iter().all(|glyph| {
            let pen_fits =
                glyph.pen == self.pen || (glyph.is_space() && self.pen.blanks_like(glyph.pen));
            pen_fits && glyph.letter().is_some() && glyph.link() == self.link
        });
        if !alike || row.get(to).is_some_and(|glyph| glyph.is_trail()) {
            return false;
        }
        for glyph in between {
            self.spell(*glyph, &[]);
        }
        let walked = self.out.len() - start <= most;
        if !walked {
            self.out.truncate(start);
        }
        walked
    }

    /// CUP, a missing number being one.
    fn cup(&mut self, x: usize, y: usize) {
        self.out.extend_from_slice(b"\x1b[");
        if y > 0 {
            self.push_number(y + 1);
        }
        if x > 0 {
            self.out.push(b';');
            self.push_number(x + 1);
        }
        self.out.push(b'H');
    }

    /// A code with one number, left out where it is one.
    fn code(&mut self, value: usize, last: u8) {
        self.out.extend_from_slice(b"\x1b[");
        if value > 1 {
            self.push_number(value);
        }
        self.out.push(last);
    }

    fn push_number(&mut self, value: usize) {
        number(&mut self.out, u16::try_from(value).unwrap_or(u16::MAX));
    }
}

/// The first cell from `from` on that is not as it should be.
fn next_change(have: &[Glyph], want: &[Glyph], from: usize) -> Option<usize> {
    have.iter()
        .zip(want)
        .skip(from)
        .position(|(have, want)| have != want)
        .map(|offset| from + offset)
}

/// How many cells from `x` on should be blank, up to the last of them that is not yet.
fn blanks(have: &[Glyph], want: &[Glyph], x: usize) -> usize {
    let cells = have
        .iter()
        .zip(want)
        .skip(x)
        .take_while(|(_, want)| want.is_blank());
    cells
        .enumerate()
        .filter(|(_, (have, want))| have != want)
        .last()
        .map_or(0, |(offset, _)| offset + 1)
}

/// Whether ECH, and the way to the next cell that changes, is shorter than the blanks themselves.
fn erasing_pays(blank: usize, x: usize, after: Option<usize>) -> bool {
    let onwards = after.map_or(0, |next| {
        code_length(next - x).saturating_sub(next - x - blank)
    });
    code_length(blank) + onwards < blank
}

fn digits(value: usize) -> usize {
    match value {
        0..=9 => 1,
        10..=99 => 2,
        100..=999 => 3,
        _ => 5,
    }
}

fn code_length(value: usize) -> usize {
    3 + if value > 1 { digits(value) } else { 0 }
}

fn cup_length(x: usize, y: usize) -> usize {
    3 + if y > 0 { digits(y + 1) } else { 0 } + if x > 0 { 1 + digits(x + 1) } else { 0 }
}
