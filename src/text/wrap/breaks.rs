//! Where the lines of a text end.

use super::{slice, width};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The lines of `text` as byte ranges: the first at most `first` cells wide, the others `rest`.
///
/// At least one range per LF-separated line. Below two cells a wide character still gets a line of its own.
pub(crate) fn breaks(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut filler = Filler {
        text,
        room: first.max(1),
        rest: rest.max(1),
        lines: Vec::with_capacity(text.len() / rest.max(1) + 1),
        line: None,
        used: 0,
    };
    let mut from = 0;
    for hard in text.split('\n') {
        filler.fill(from, hard);
        filler.end_line(from);
        from += hard.len() + 1;
    }
    filler.lines
}

/// Fills lines with pieces of a text.
struct Filler<'t> {
    text: &'t str,
    /// Cells of the present line.
    room: usize,
    /// Cells of every line after it.
    rest: usize,
    lines: Vec<Range<usize>>,
    /// The present line so far.
    line: Option<Range<usize>>,
    /// Its cells.
    used: usize,
}

impl Filler<'_> {
    /// Fills in one line of the source, which begins at `from`.
    fn fill(&mut self, from: usize, hard: &str) {
        let mut at = from;
        let mut left = hard;
        loop {
            let word = left.trim_start_matches(is_space);
            if word.is_empty() {
                return;
            }
            let gap = left.len() - word.len();
            let length = piece(word);
            self.place(at, gap, length);
            at += gap + length;
            left = slice(word, length..word.len());
        }
    }

    /// Puts the piece of `length` bytes that follows `gap` spaces at `at` where it fits.
    fn place(&mut self, at: usize, gap: usize, length: usize) {
        let start = at + gap;
        let cells = width(slice(self.text, start..start + length));
        if self.used + gap + cells <= self.room {
            let line = self.line.get_or_insert(at..at);
            line.end = start + length;
            self.used += gap + cells;
            return;
        }
        if self.line.is_some() {
            self.end_line(start);
        }
        if cells <= self.room {
            self.line = Some(start..start + length);
            self.used = cells;
        } else {
            self.break_word(start, length);
        }
    }

    /// Breaks a piece that is wider than a line, between clusters, and inside one only if it is wider than a line.
    fn break_word(&mut self, start: usize, length: usize) {
        for (offset, cluster) in slice(self.text, start..start + length).grapheme_indices(true) {
            let at = start + offset;
            if cluster.width() <= self.room {
                self.put(at, cluster);
                continue;
            }
            for (offset, c) in cluster.char_indices() {
                self.put(at + offset, c.encode_utf8(&mut [0; 4]));
            }
        }
    }

    /// Adds one cluster of a broken word.
    fn put(&mut self, at: usize, cluster: &str) {
        let cells = cluster.width();
        if self.used + cells > self.room && self.line.is_some() {
            self.end_line(at);
        }
        self.line.get_or_insert(at..at).end = at + cluster.len();
        self.used += cells;
    }

    /// Ends the present line; an empty one stands at `at`.
    fn end_line(&mut self, at: usize) {
        self.lines.push(self.line.take().unwrap_or(at..at));
        self.room = self.rest;
        self.used = 0;
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// How many bytes from the start of `word` stay together: up to a space, or past a hyphen or slash between words.
///
/// Dates, years and numbers (`17/12/2026`, `2025-26`) stay whole, and so do a single letter and what follows it
/// (`e-mail`). Looks no further than what it returns: a word may be as long as a file, and have a thousand hyphens.
fn piece(word: &str) -> usize {
    // The last is how the dashes begin.
    let stop = |byte: u8| matches!(byte, b' ' | b'\t' | b'-' | b'/' | 0xe2);
    let bytes = word.as_bytes();
    match bytes.iter().position(|&byte| stop(byte)) {
        None => word.len(),
        Some(at) if matches!(bytes.get(at), Some(b' ' | b'\t')) => at,
        Some(_) => hinge(word),
    }
}

/// Where `word` ends or may be broken: after its first hyphen, dash or slash that has a word on either side.
fn hinge(word: &str) -> usize {
    let (mut before, mut last) = (' ', ' ');
    for (at, c) in word.char_indices() {
        let between = matches!(last, '-' | '/' | '‐' | '–' | '—')
            && at > last.len_utf8() + before.len_utf8()
            && before.is_alphanumeric()
            && c.is_alphanumeric()
            && (before.is_alphabetic() || c.is_alphabetic());
        if between || is_space(c) {
            return at;
        }
        (before, last) = (last, c);
    }
    word.len()
}
