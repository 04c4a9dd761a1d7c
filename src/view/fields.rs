//! The field with the cursor: a text area drawn over the rows that are left free for it.

use super::canvas::Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation as _;

use super::glyphs;
use crate::app::App;
use crate::app::field::TextField;
use crate::text::wrap;

/// The most rows that a field takes before it scrolls by itself.
const MOST_ROWS: usize = 8;

/// Where the field with the cursor goes: its first row and its height.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    row: usize,
    /// How many rows.
    pub(super) height: usize,
}

impl Slot {
    /// The room for a text that is being typed, in so many columns.
    pub(super) fn of(row: usize, text: &str, is_long: bool, width: usize) -> Self {
        let rows: usize = text
            .split('\n')
            .map(|line| rows_of(line, width.max(1)))
            .sum();
        let least = if is_long { 3 } else { 1 };
        let height = rows.clamp(least, MOST_ROWS);
        Self { row, height }
    }
}

/// How many rows a line takes in a text area: words stay whole, unless one is longer than a row; then it is broken
/// anywhere, and what follows it begins a row of its own.
fn rows_of(line: &str, width: usize) -> usize {
    let (mut rows, mut used) = (0, 0);
    for word in line.split_word_bounds() {
        let cells = wrap::width(word);
        if used + cells <= width {
            used += cells;
            continue;
        }
        rows += usize::from(used > 0);
        if cells <= width {
            used = cells;
        } else {
            rows += cells.div_ceil(width);
            used = 0;
        }
    }
    // The cursor wants a cell after the last word.
    rows + 1 + usize::from(used == width)
}

/// Draws the field with the cursor over its rows.
pub(super) fn draw(
    app: &App,
    field: &TextField,
    slot: Slot,
    top: usize,
    frame: &mut Canvas<'_>,
    area: Rect,
) {
    let Some(first) = slot
        .row
        .checked_sub(top)
        .and_then(|row| u16::try_from(row).ok())
    else {
        return;
    };
    let height = u16::try_from(slot.height).unwrap_or(1);
    let rect = Rect {
        x: area.x.saturating_add(2),
        y: area.y.saturating_add(first),
        width: area.width.saturating_sub(2),
        height,
    };
    let rect = rect.intersection(area);
    if rect.is_empty() {
        return;
    }
    frame.render_widget(&field.area, rect);
    let cursor = field.area.screen_cursor();
    let (down, right) = field.area.scroll_offset();
    let x = rect.x + u16::try_from(cursor.col).unwrap_or(0).saturating_sub(right);
    let y = rect.y + u16::try_from(cursor.row).unwrap_or(0).saturating_sub(down);
    frame.set_cursor_position(Position {
        x: x.min(rect.right() - 1),
        y: y.min(rect.bottom() - 1),
    });
    let buffer = frame.buffer_mut();
    for y in rect.top()..rect.bottom() {
        for x in rect.left()..rect.right() {
            if let Some(at) = buffer.cell_mut((x, y)) {
                let mut symbol = at.symbol().chars();
                if let (Some(c), None) = (symbol.next(), symbol.next())
                    && !c.is_ascii()
                {
                    at.set_char(glyphs::cell(app.world.look, c));
                }
                // The hardware cursor shows where typing goes; the line says that this is a field.
                at.modifier = Modifier::UNDERLINED;
            }
        }
    }
}
