//! The words of a search in a row: they alone are marked, since a row in reverse is a selected one.

use std::ops::Range;

/// Where words in lower case stand in a text: ranges of bytes, in order.
pub(super) fn found(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut low = String::with_capacity(text.len());
    // Of each byte of it the character that it came from.
    let mut origins: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        low.extend(c.to_lowercase());
        origins.resize(low.len(), at..at + c.len_utf8());
    }
    let ranges = words.iter().flat_map(|word| {
        let at = low.match_indices(word.as_str()).map(|(at, _)| at);
        at.filter_map(|at| {
            let last = at + word.len().checked_sub(1)?;
            Some(origins.get(at)?.start..origins.get(last)?.end)
        })
        .collect::<Vec<_>>()
    });
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// A text cut where marked ranges begin and end; the text begins at a byte of what they are ranges of.
pub(super) fn pieces<'t>(
    text: &'t str,
    from: usize,
    marked: &[Range<usize>],
) -> Vec<(&'t str, bool)> {
    let end = from + text.len();
    let mut pieces = Vec::new();
    let mut at = from;
    let mut add = |to: usize, is_marked: bool| {
        let piece = text.get(at - from..to - from).unwrap_or_default();
        if !piece.is_empty() {
            pieces.push((piece, is_marked));
        }
        at = to;
    };
    let mut done = from;
    for range in marked {
        let (start, stop) = (range.start.max(done), range.end.min(end));
        if start < stop {
            add(start, false);
            add(stop, true);
            done = stop;
        }
    }
    add(end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screen::search::words_of;

    #[test]
    fn of_a_match_the_words_alone_are_marked_also_across_spans() {
        let words = words_of("stand STILL");
        let marked = found("İ Standstill, to stand", &words);
        let shown = |text, from| pieces(text, from, &marked);
        // One letter of two bytes before it.
        assert_eq!(shown("İ Stand", 0), [("İ ", false), ("Stand", true)]);
        assert_eq!(
            shown("still, to stand", 8),
            [("still", true), (", to ", false), ("stand", true)]
        );
        assert_eq!(shown("", 0), []);
        let all: String = shown("İ Standstill, to stand", 0)
            .iter()
            .map(|(piece, _)| *piece)
            .collect();
        assert_eq!(all, "İ Standstill, to stand");
    }
}
