//! The search: the line being typed above what was found for it.

use super::canvas::Canvas;
use ratatui::layout::{Position, Rect};

use super::glyphs;
use super::rows::put;
use super::sheet::{self, Sheet};
use super::theme;
use crate::app::App;
use crate::app::laid::Laid;
use crate::app::screen::search::Search;
use crate::scene::Role;
use crate::text::wrap;

/// Draws the line being typed, and what was found below it.
pub(super) fn render(
    app: &App,
    search: &Search,
    sheet: &Sheet<'_>,
    frame: &mut Canvas<'_>,
    area: Rect,
) -> Laid {
    let body = sheet::titled(app, &sheet.scene.title, &sheet.scene.mark, frame, area);
    if body.is_empty() {
        return Laid::default();
    }
    let area = &search.line.area;
    let typed = area.lines().concat();
    let shown: String = typed
        .chars()
        .map(|c| glyphs::cell(app.world.look, c))
        .collect();
    let at = shown.char_indices().nth(area.cursor().1);
    let (before, after) = shown.split_at(at.map_or(shown.len(), |(at, _)| at));
    // Of a line that is longer than the pane the part with the cursor is shown.
    let room = usize::from(body.width).saturating_sub(3);
    let cut = glyphs::chrome(app.world.look).cut;
    let before = wrap::fit_end(before, room, cut);
    put(
        frame.buffer_mut(),
        body.x,
        body.y,
        &format!("/ {before}{after}"),
        body.right(),
        theme::style(app.world.look, Role::Strong),
    );
    let x = body.x
        + u16::try_from(2 + wrap::width(&before))
            .unwrap_or(u16::MAX)
            .min(body.width - 1);
    let list = Rect {
        y: body.y + 1,
        height: body.height - 1,
        ..body
    };
    let seen = sheet.draw_rows(app, frame, list);
    frame.set_cursor_position(Position { x, y: body.y });
    seen
}
