//! A scene on the screen: its title, and its rows below that.

use super::canvas::Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::memo::Memo;
use super::rows::{self, Rows, put};
use super::{fields, glyphs, theme};
use crate::app::App;
use crate::app::laid::Laid;
use crate::app::look::Look;
use crate::scene::{Block, Role, Scene};
use crate::text::wrap;

/// A scene, laid out in rows of a width.
pub(super) struct Sheet<'a> {
    /// What it shows.
    pub(super) scene: Scene<'a>,
    rows: Rows,
}

impl<'a> Sheet<'a> {
    /// Lays a scene out.
    pub(super) fn of(scene: Scene<'a>, look: Look, memo: &mut Memo, width: u16) -> Self {
        let mut rows = Rows::new(look, usize::from(width));
        for block in &scene.blocks {
            match block {
                Block::Made(lines) => lines.iter().for_each(|line| rows.add(line)),
                Block::Asked(revision, make) => memo.add(revision, make, &mut rows),
            }
        }
        Self { scene, rows }
    }

    /// Draws it and says what was seen.
    pub(super) fn draw(&self, app: &App, frame: &mut Canvas<'_>, area: Rect) -> Laid {
        let body = titled(app, &self.scene.title, &self.scene.mark, frame, area);
        let seen = self.draw_rows(app, frame, body);
        position(&seen, frame, body);
        seen
    }

    /// Draws what stands below the title.
    pub(super) fn draw_rows(&self, app: &App, frame: &mut Canvas<'_>, body: Rect) -> Laid {
        let seen = rows::draw(&self.rows, &self.scene, frame, body);
        if let Some((slot, field)) = self.rows.typing().zip(app.field()) {
            fields::draw(app, field, slot, seen.top, frame, body);
        }
        seen
    }
}

/// How far down the page is, on the rule below its title.
fn position(seen: &Laid, frame: &mut Canvas<'_>, body: Rect) {
    if seen.rows <= seen.height || body.width < 12 || body.y == 0 {
        return;
    }
    let percent = ((seen.top + seen.height) * 100 / seen.rows.max(1)).min(100);
    let text = format!(" {percent:>3}%");
    put(
        frame.buffer_mut(),
        body.right() - 5,
        body.y - 1,
        &text,
        body.right(),
        Style::new(),
    );
}

/// A title has a row for each so many of the page.
const TITLE: u16 = 7;

/// Draws a title over the first rows of an area and hands the rest back.
pub(super) fn titled(
    app: &App,
    title: &str,
    mark: &str,
    frame: &mut Canvas<'_>,
    area: Rect,
) -> Rect {
    if area.height < 3 {
        return area;
    }
    let width = usize::from(area.width);
    let room = width.saturating_sub(wrap::width(mark) + 1);
    let title = app.world.look.spell(title);
    let style = theme::style(app.world.look, Role::Heading);
    let buffer = frame.buffer_mut();
    // A long title goes on below, as far as the rest keeps most of the screen.
    let most = (area.height / TITLE).max(1);
    let mut y = area.y;
    for (row, range) in (1..=most).zip(wrap::breaks(&title, room, room)) {
        // The last one that there is room for takes all that is left, cut where it must be.
        let end = if row == most { title.len() } else { range.end };
        let words = title.get(range.start..end).unwrap_or_default();
        let words = wrap::pad(
            &wrap::fit(words, room, glyphs::chrome(app.world.look).cut),
            room,
        );
        let mark = if row == 1 { mark } else { "" };
        put(
            buffer,
            area.x,
            y,
            &format!("{words} {mark}"),
            area.right(),
            style,
        );
        y += 1;
    }
    let rule = glyphs::chrome(app.world.look).rule.repeat(width);
    put(buffer, area.x, y, &rule, area.right(), Style::new());
    Rect {
        y: y + 1,
        height: area.bottom() - y - 1,
        ..area
    }
}
