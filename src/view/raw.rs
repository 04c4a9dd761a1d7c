//! The copy view: a text as it is, from the first column of the screen, and nothing beside it.
//!
//! ```text
//! +------------------------------------------------------------------------------+
//! |https://www.england.nhs.uk/long-read/provider-selection-regime-getting-to-the-|
//! |right-decision/                                                               |
//! |                                                                              |
//! +------------------------------------------------------------------------------+
//! ```
//!
//! A line that is longer than the screen goes on in the next row, and the terminal is told so: it selects both as one.

use super::canvas::Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use super::cells;
use super::rows::put;
use crate::app::App;
use crate::app::laid::Laid;
use crate::app::look::Look;
use crate::text::wrap;

/// Draws a text from one of its rows on.
pub(super) fn render(
    app: &App,
    text: &str,
    top: usize,
    frame: &mut Canvas<'_>,
    area: Rect,
) -> Laid {
    let rows = rows(app.world.look, text, usize::from(area.width));
    let height = usize::from(area.height);
    let top = top.min(rows.len().saturating_sub(height));
    let buffer = frame.buffer_mut();
    for ((row, goes_on), y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
        put(buffer, area.x, y, row, area.right(), Style::new());
        if *goes_on
            && y + 1 < area.bottom()
            && let Some(cell) = buffer.cell_mut((area.right() - 1, y))
        {
            cells::join(cell);
        }
    }
    // After all rows are there: what a row is written over loses what it said.
    for ((_, goes_on), y) in rows.iter().skip(top).zip(area.y + 1..area.bottom()) {
        if *goes_on && let Some(cell) = buffer.cell_mut((area.x, y)) {
            cells::join(cell);
        }
    }
    if !area.is_empty() {
        frame.set_cursor_position(Position::new(area.x, area.y));
    }
    Laid {
        height,
        rows: rows.len(),
        top,
        matches: Vec::new(),
    }
}

/// The rows of a text, and whether each goes on in the next.
fn rows(look: Look, text: &str, width: usize) -> Vec<(String, bool)> {
    let mut rows = Vec::new();
    for line in text.lines() {
        let mut row = String::new();
        let mut used = 0;
        for cluster in look.spell(line).graphemes(true) {
            let cells = wrap::width(cluster);
            if used + cells > width && !row.is_empty() {
                rows.push((std::mem::take(&mut row), used == width));
                used = 0;
            }
            row.push_str(cluster);
            used += cells;
        }
        rows.push((row, false));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::look::Glyphs;

    #[test]
    fn a_long_line_goes_on_in_the_next_row_and_a_short_one_ends() {
        let look = Look {
            glyphs: Glyphs::Unicode,
            ..Look::default()
        };
        let rows = rows(look, "abcdefg\n\nxy語z", 3);
        let rows: Vec<_> = rows.iter().map(|(row, on)| (row.as_str(), *on)).collect();
        assert_eq!(
            rows,
            [
                ("abc", true),
                ("def", true),
                ("g", false),
                ("", false),
                // A character of two cells that does not fit leaves one empty: nothing to be joined.
                ("xy", false),
                ("語z", false)
            ]
        );
    }
}
