//! The search: the line being typed, and what was found for it, group by group.

use super::canvas::Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::glyphs;
use super::rows::put;
use super::sheet::{self, Sheet};
use super::theme::{self, Role};
use crate::app::App;
use crate::app::hint::Hand;
use crate::app::laid::Laid;
use crate::app::screen::search::Search;
use crate::text::wrap;

/// What was found.
pub(super) fn sheet<'a>(app: &'a App, search: &Search, width: u16) -> Sheet<'a> {
    let query = search.query();
    let mark = if query.is_empty() {
        String::new()
    } else {
        format!("{} found", search.hits.len())
    };
    let mut sheet = Sheet::new(app, "Search everything", &mark, width, app.laid.top);
    let rows = &mut sheet.rows;
    if query.is_empty() {
        rows.text(
            "Type a word or several. This page comes first, then the guide, then your own notes.",
            Role::Quiet,
            0,
        );
    } else if search.hits.is_empty() {
        rows.text(
            "Nothing holds all these words. Try fewer, or the beginning of one.",
            Role::Plain,
            0,
        );
    }
    let mut group = None;
    for (index, hit) in search.hits.iter().enumerate() {
        if group != Some(hit.group) {
            rows.heading(hit.group.title());
            group = Some(hit.group);
        }
        rows.anchor(Some(index));
        rows.led("  ", Style::new(), &hit.title, Role::Plain);
        if !hit.around.is_empty() {
            let room = match app.world.hand {
                Hand::Keys => rows.width().saturating_sub(4),
                // What is read out needs no row of its own, and no word is cut.
                Hand::Lines => usize::MAX,
            };
            rows.text(
                &wrap::fit(&hit.around, room, glyphs::chrome(app.world.look).cut),
                Role::Quiet,
                4,
            );
        }
        rows.anchor(None);
    }
    sheet.showing.selected = Some(search.selected);
    // It stands in the line that is being typed.
    sheet.showing.cursor = false;
    sheet
}

/// Draws the line being typed, and what was found below it.
pub(super) fn render(
    app: &App,
    search: &Search,
    sheet: &Sheet<'_>,
    frame: &mut Canvas<'_>,
    area: Rect,
) -> Laid {
    let body = sheet::titled(app, &sheet.title, &sheet.mark, frame, area);
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
