//! The search: the line being typed, and what was found for it, group by group.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::rows::{self, Rows, Showing, put};
use super::theme::{self, Role};
use super::{glyphs, page};
use crate::app::search::Search;
use crate::app::{App, Seen};
use crate::text::wrap;

/// Draws it.
pub(super) fn render(app: &App, search: &Search, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let query = search.query();
    let mark = if query.is_empty() {
        String::new()
    } else {
        format!("{} found", search.hits.len())
    };
    let body = page::titled(app, "Search everything", &mark, frame, area);
    if body.is_empty() {
        return Seen::default();
    }
    let typed: String = search
        .line
        .area
        .lines()
        .concat()
        .chars()
        .map(|c| glyphs::cell(app.look, c))
        .collect();
    let line = format!("/ {typed}");
    put(
        frame.buffer_mut(),
        body.x,
        body.y,
        &line,
        body.right(),
        theme::style(app.look, Role::Strong),
    );
    let before: String = search
        .line
        .area
        .lines()
        .concat()
        .chars()
        .take(search.line.area.cursor().1)
        .collect();
    let x = body.x
        + u16::try_from(2 + wrap::width(&before))
            .unwrap_or(u16::MAX)
            .min(body.width - 1);

    let list = Rect {
        y: body.y + 1,
        height: body.height - 1,
        ..body
    };
    let mut rows = Rows::new(app.look, list.width);
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
            let room = rows.width().saturating_sub(4);
            rows.text(
                &wrap::fit(&hit.around, room, glyphs::chrome(app.look).cut),
                Role::Quiet,
                4,
            );
        }
        rows.anchor(None);
    }
    let showing = Showing {
        top: app.seen.top,
        selected: Some(search.selected),
        cursor: false,
        query: "",
    };
    let seen = rows::draw(&rows, showing, frame, list);
    frame.set_cursor_position(Position { x, y: body.y });
    seen
}
