//! A page for a pipe: `roadsigns read`.
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
//! Links are numbered and listed at the end: a place in brackets after each link would tear the sentences apart.

use super::{LineKind, Marks, lay};
use crate::text::wrap::{Line, width};
use std::collections::BTreeMap;

/// The lines of `markdown` at `width` cells without any styles; `usize::MAX` does not wrap at all.
///
/// Headings are underlined, of the first level with `=`, of the second with `-`; links are numbered, and their
/// places listed at the end, each on one line however long, so that it can be copied. Strong words have no mark of their own.
pub fn plain(markdown: &str, width: usize, marks: &Marks) -> Vec<String> {
    let laid = lay(
        markdown,
        width,
        &Marks {
            numbers: true,
            ..*marks
        },
    );
    let mut lines = Vec::with_capacity(laid.lines.len() + laid.links.len());
    let mut page = laid.lines.iter().peekable();
    let mut longest = 0;
    while let Some(line) = page.next() {
        lines.push(words(&line.spans));
        let LineKind::Heading(level) = line.kind else {
            continue;
        };
        longest = longest.max(lines.last().map_or(0, |words| self::width(words)));
        if page.peek().is_some_and(|next| next.kind == line.kind) {
            continue;
        }
        match level {
            1 => lines.push("=".repeat(longest)),
            2 => lines.push("-".repeat(longest)),
            _ => {}
        }
        longest = 0;
        if page.peek().is_some_and(|next| !next.spans.is_empty()) {
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

fn words(line: &Line) -> String {
    line.iter().map(|span| span.text.as_str()).collect()
}
