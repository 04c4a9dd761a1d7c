//! A document as a text: what `roadsigns read` prints and what `e` takes away.
//!
//! ```text
//! Standstill
//! ==========
//!
//! Run the standstill period [1] and keep a log.
//!
//! [1] toolkit/procurement#standstill
//! ```
//!
//! Links are numbered and listed at the end, or at the end of a part: a place in brackets after each link would tear the
//! sentences apart.

use super::to_lines::{Laid, LaidLine, LineKind, Marks, lay_blocks};
use super::{Block, Doc};
use crate::text::transliterate::{self, Letters};
use crate::text::wrap;
use std::collections::BTreeMap;

/// Columns of a document.
pub const WIDTH: usize = 72;

/// What a document is set on: how wide, and in which letters. They come before it is cut into lines, since a spelling may
/// be longer than its letter.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Columns.
    pub width: usize,
    /// The letters.
    pub letters: Letters,
}

impl Default for Paper {
    /// A page for everybody.
    fn default() -> Self {
        Self {
            width: WIDTH,
            letters: transliterate::to_unicode,
        }
    }
}

impl Paper {
    /// A document as a text, of which no line is wider but those to be copied in one piece.
    pub fn print(&self, doc: &Doc) -> String {
        let marks = Marks {
            letters: self.letters,
            ..Marks::UNICODE
        };
        let mut text = plain(doc, self.width, &marks).join("\n");
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }
}

/// The lines of a document at `width` cells without any styles; `usize::MAX` does not wrap at all.
///
/// Headings are underlined, of the first level with `=`, of the second with `-`; links are numbered, and their
/// places listed at the end, each on one line however long, so that it can be copied. Strong words have no mark of their own.
pub fn plain(doc: &Doc, width: usize, marks: &Marks) -> Vec<String> {
    let marks = Marks {
        numbers: true,
        ..*marks
    };
    let mut lines: Vec<String> = Vec::new();
    let is_part = |block: &Block| matches!(block, Block::Part(_));
    for blocks in doc
        .blocks
        .chunk_by(|one, next| !is_part(one) && !is_part(next))
    {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let blocks = match blocks {
            [Block::Part(blocks)] => blocks,
            blocks => blocks,
        };
        lines.extend(printed(&lay_blocks(blocks, width, &marks), &marks));
    }
    lines
}

/// Laid lines with their headings underlined, and the places of their links.
fn printed(laid: &Laid, marks: &Marks) -> Vec<String> {
    let mut lines = Vec::with_capacity(laid.lines.len() + laid.links.len());
    let mut page = laid.lines.iter().peekable();
    let mut longest = 0;
    while let Some(line) = page.next() {
        lines.push(wrap::joined(&line.spans));
        let LineKind::Heading(level) = line.kind else {
            continue;
        };
        longest = longest.max(lines.last().map_or(0, |words| wrap::width(words)));
        if page.peek().is_some_and(|next| next.kind == line.kind) {
            continue;
        }
        match level {
            1 => lines.push("=".repeat(longest)),
            2 => lines.push("-".repeat(longest)),
            _ => {}
        }
        longest = 0;
        // Entries stand close to their heading.
        let is_apart = |next: &&LaidLine| !next.spans.is_empty() && next.kind != LineKind::Entry;
        if page.peek().is_some_and(is_apart) {
            lines.push(String::new());
        }
    }
    let places: BTreeMap<usize, &str> = laid
        .links
        .iter()
        .map(|link| (link.number, link.place.as_str()))
        .collect();
    if !places.is_empty() {
        lines.push(String::new());
    }
    for (number, place) in places {
        lines.push(format!("[{number}] {}", (marks.letters)(place)));
    }
    lines
}
