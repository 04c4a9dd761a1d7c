//! The measures of text in cells.

use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells `text` takes on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut cells = 0;
    for c in text.chars() {
        if !is_one_cell(c) {
            return text.graphemes(true).map(UnicodeWidthStr::width).sum();
        }
        cells += 1;
    }
    cells
}

/// Whether `c` is surely one cell that combines with nothing: Latin letters, and the usual dashes and quotes.
///
/// A shortcut past the tables for nearly all of what is written here; anything else has to be looked at.
pub(crate) const fn is_one_cell(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}')
}

/// Shortens `text` to at most `width` cells; where something is cut, it ends in `mark`, if that leaves room for text.
pub fn fit<'a>(text: &'a str, width: usize, mark: &str) -> Cow<'a, str> {
    if self::width(text) <= width {
        return Cow::Borrowed(text);
    }
    let room = width
        .checked_sub(self::width(mark))
        .filter(|&room| room > 0);
    let start = slice(text, 0..prefix(text, room.unwrap_or(width))).trim_end_matches(' ');
    match room {
        Some(_) => Cow::Owned(format!("{start}{mark}")),
        None => Cow::Borrowed(start),
    }
}

/// The end of `text` in at most `width` cells; where something is cut, it begins with `mark`, if that leaves room for
/// text.
///
/// It looks at what it shows and no more: text may be long, and this is asked for at each key.
pub(crate) fn fit_end<'a>(text: &'a str, width: usize, mark: &str) -> Cow<'a, str> {
    let room = width
        .checked_sub(self::width(mark))
        .filter(|&room| room > 0);
    // Where what is shown begins if all fits, and if it does not.
    let (mut whole, mut cut) = (text.len(), text.len());
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += cluster.width();
        if used > width {
            return match room {
                Some(_) => Cow::Owned(format!("{mark}{}", slice(text, cut..text.len()))),
                None => Cow::Borrowed(slice(text, whole..text.len())),
            };
        }
        whole = at;
        if used <= room.unwrap_or(width) {
            cut = at;
        }
    }
    Cow::Borrowed(text)
}

/// Fills `text` up with spaces to `width` cells; a wider text stays as it is.
pub fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(self::width(text));
    let mut padded = String::with_capacity(text.len() + missing);
    padded.push_str(text);
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// The part `range` of `text`, or nothing where it does not exist.
pub(crate) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// How many bytes of `text` fit into `room` cells, in whole clusters.
fn prefix(text: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += cluster.width();
        if used > room {
            return at;
        }
    }
    text.len()
}
