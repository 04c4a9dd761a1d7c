//! The screen as it is and as it should be, in cells small enough to keep twice.

use ratatui::buffer::{Cell, CellDiffOption, CellWidth};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::capability::Charset;
use super::pen::Pen;
use crate::app::look::Colours;
use crate::text::clean;
use crate::view::cells;

/// One cell: a character, or a number of `clusters`, or the second half of a wide character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    text: u32,
    pub(super) pen: Pen,
    /// `JOINED`, and the number of the web address that it is part of, plus one.
    says: u16,
}

/// Numbers from here on are no characters but clusters of several.
const CLUSTER: u32 = 0x0011_0000;
/// The second half of a wide character.
const TRAIL: u32 = u32::MAX;
/// Said by the cells on both sides of a place where a row goes on in the next.
const JOINED: u16 = 0x8000;
/// How many different clusters are kept. Past that only the first character of a new one is shown.
const CLUSTERS: usize = 1000;

impl Glyph {
    /// An empty cell in the terminal's own colours: what clearing leaves.
    pub(super) const BLANK: Self = Self {
        text: ' ' as u32,
        pen: Pen::PLAIN,
        says: 0,
    };

    /// Whether erasing would bring this about.
    pub(super) fn is_blank(self) -> bool {
        self == Self::BLANK
    }

    /// Whether this is a space, of whatever colour.
    pub(super) const fn is_space(self) -> bool {
        self.text == ' ' as u32
    }

    /// Whether this is the second half of the cell before.
    pub(super) const fn is_trail(self) -> bool {
        self.text == TRAIL
    }

    /// Whether its row goes on in the next one here, or it goes on with the row before.
    pub(super) const fn is_joined(self) -> bool {
        self.says & JOINED != 0
    }

    /// The number of the web address that it is part of; zero for none.
    pub(super) const fn link(self) -> u16 {
        self.says & !JOINED
    }

    /// The character, where it is a single one.
    pub(super) fn letter(self) -> Option<char> {
        char::from_u32(self.text)
    }
}

/// The cells of the screen.
#[derive(Debug)]
pub(super) struct Grid {
    colours: Colours,
    charset: Charset,
    width: usize,
    height: usize,
    want: Vec<Glyph>,
    have: Vec<Glyph>,
    dirty: Vec<bool>,
    clusters: Vec<Box<str>>,
}

/// One row that may differ: its number, its cells as they are and as they should be.
pub(super) type Row<'a> = (u16, &'a mut [Glyph], &'a [Glyph]);

impl Grid {
    /// No cells yet.
    pub(super) const fn new(colours: Colours, charset: Charset) -> Self {
        Self {
            colours,
            charset,
            width: 0,
            height: 0,
            want: Vec::new(),
            have: Vec::new(),
            dirty: Vec::new(),
            clusters: Vec::new(),
        }
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Takes another size, all cells blank.
    pub(super) fn resize(&mut self, (width, height): (u16, u16)) {
        self.width = usize::from(width);
        self.height = usize::from(height);
        // A small window does not keep the room of a large one.
        (self.want, self.have) = (Vec::new(), Vec::new());
        self.blank();
    }

    /// The screen was cleared, and nothing is wanted on it yet.
    pub(super) fn blank(&mut self) {
        let cells = self.width * self.height;
        for buffer in [&mut self.want, &mut self.have] {
            buffer.clear();
            buffer.resize(cells, Glyph::BLANK);
        }
        self.dirty.clear();
        self.dirty.resize(self.height, false);
        self.clusters.clear();
    }

    /// The screen was cleared, but what was wanted still is.
    pub(super) fn erased(&mut self) {
        self.have.fill(Glyph::BLANK);
        self.dirty.fill(true);
    }

    /// Wants `cell` at a place; outside the screen nothing happens.
    pub(super) fn set(&mut self, x: u16, y: u16, cell: &Cell) {
        let (x, row) = (usize::from(x), usize::from(y));
        let Some(dirty) = self.dirty.get_mut(row).filter(|_| x < self.width) else {
            return;
        };
        *dirty = true;
        // ratatui passes over the cells that a symbol takes, whether or not we show it in as many.
        let span = match cell.diff_option {
            CellDiffOption::None | CellDiffOption::AlwaysUpdate if cell.symbol().len() == 1 => 1,
            _ => cell.cell_width(),
        };
        let said = cells::said(cell);
        let text = self.text(said.symbol, span);
        let link = said.address.map_or(0, |address| self.link(address));
        let says = if said.joined { link | JOINED } else { link };
        let wide = span == 2 && text != u32::from(' ') && text != u32::from('?');
        let mut pen = Pen::of(cell, self.colours);
        if text == u32::from(' ') {
            pen = pen.of_blank();
        }
        let start = row * self.width;
        let Some(cells) = self.want.get_mut(start..start + self.width) else {
            return;
        };
        // Half of a wide character cannot stay behind, and one that does not fit into the last column is not shown.
        if cells.get(x).is_some_and(|old| old.is_trail())
            && let Some(lead) = x.checked_sub(1).and_then(|lead| cells.get_mut(lead))
        {
            *lead = Glyph::BLANK;
        }
        let end = x + usize::from(span).max(1);
        if let Some(orphan) = cells.get_mut(end).filter(|next| next.is_trail()) {
            *orphan = Glyph::BLANK;
        }
        let fits = end <= cells.len();
        let covered = (x + 1).min(cells.len())..end.min(cells.len());
        if let Some(covered) = cells.get_mut(covered) {
            covered.fill(if wide {
                Glyph {
                    text: TRAIL,
                    pen,
                    says: 0,
                }
            } else {
                Glyph::BLANK
            });
        }
        if let Some(place) = cells.get_mut(x) {
            *place = if fits {
                Glyph { text, pen, says }
            } else {
                Glyph {
                    text: u32::from(' '),
                    pen: pen.of_blank(),
                    says: 0,
                }
            };
        }
    }

    /// The rows that were touched since the last time.
    pub(super) fn rows(&mut self) -> (impl Iterator<Item = Row<'_>>, &[Box<str>]) {
        let width = self.width.max(1);
        let rows = self.have.chunks_mut(width).zip(self.want.chunks(width));
        let rows = (0..).zip(rows).zip(&mut self.dirty);
        let rows = rows.filter_map(|((y, (have, want)), dirty)| {
            std::mem::take(dirty).then_some((y, have, want))
        });
        (rows, &self.clusters)
    }

    /// The number for a symbol of so many cells. A control character becomes a space, and so does what takes no
    /// cell; what the charset cannot hold, or is wider than terminals agree upon, becomes a question mark.
    ///
    /// Views clean what they show. Text areas draw what they hold, so the last look is here: whatever is left of a
    /// cluster once it is clean has to fill the same cells.
    fn text(&mut self, symbol: &str, span: u16) -> u32 {
        if let ([byte @ b' '..=b'~'], 1) = (symbol.as_bytes(), span) {
            return u32::from(*byte);
        }
        if span == 0 || symbol.is_empty() || symbol.contains(char::is_control) {
            return u32::from(' ');
        }
        let clean = clean::shown_line(symbol);
        let cells = usize::from(span);
        let symbol = if clean.width() == cells {
            &*clean
        } else if symbol.chars().next().and_then(char::width) == Some(cells) {
            first(&clean)
        } else {
            "?"
        };
        let mut letters = symbol.chars();
        let (Some(first), second) = (letters.next(), letters.next()) else {
            return u32::from(' ');
        };
        if first > self.charset.last() || span > 2 {
            u32::from('?')
        } else if second.is_none() || self.charset != Charset::Utf8 {
            u32::from(first)
        } else {
            self.cluster(symbol).unwrap_or(u32::from(first))
        }
    }

    /// The number of a web address, which is kept among the clusters; zero where there is no room.
    fn link(&mut self, address: &str) -> u16 {
        let number = self.cluster(address).map(|number| number - CLUSTER + 1);
        number
            .and_then(|number| u16::try_from(number).ok())
            .unwrap_or(0)
    }

    /// The web address of a number.
    pub(super) fn address_of(clusters: &[Box<str>], link: u16) -> Option<&str> {
        let index = usize::from(link).checked_sub(1)?;
        clusters.get(index).map(AsRef::as_ref)
    }

    /// The number of a cluster, an old one if it has one.
    fn cluster(&mut self, symbol: &str) -> Option<u32> {
        let found = self
            .clusters
            .iter()
            .position(|cluster| **cluster == *symbol);
        let index = found.or_else(|| {
            let room = self.clusters.len() < CLUSTERS;
            room.then(|| {
                self.clusters.push(symbol.into());
                self.clusters.len() - 1
            })
        });
        Some(CLUSTER + u32::try_from(index?).ok()?)
    }

    /// The cluster behind a glyph that is not a single character.
    pub(super) fn cluster_of(clusters: &[Box<str>], glyph: Glyph) -> &str {
        let index = glyph.text.wrapping_sub(CLUSTER);
        usize::try_from(index)
            .ok()
            .and_then(|index| clusters.get(index))
            .map_or("", AsRef::as_ref)
    }
}

/// The first character of a text.
fn first(text: &str) -> &str {
    let end = text.chars().next().map_or(0, char::len_utf8);
    text.get(..end).unwrap_or_default()
}
