//! The bar at the top, which names the project, and the bar at the bottom, which names the keys that mean something here.

use super::canvas::Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::glyphs;
use super::rows::put;
use super::theme;
use crate::app::alarms;
use crate::app::{App, words};
use crate::project::date;
use crate::scene::{Keys, Role};
use crate::text::wrap;

/// Draws the header: silent while all is saved.
pub(super) fn header(app: &App, frame: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width);
    let style = theme::style(app.world.look, Role::Header);
    let right = app.world.look.spell(&right(app, width.saturating_sub(12)));
    let cut = glyphs::chrome(app.world.look).cut;
    let right = wrap::fit(&right, width.saturating_sub(12), cut).into_owned();
    let name = app.world.project_title();
    let left = app.world.look.spell(&format!(" {}  {name}", words::NAME));
    let room = width.saturating_sub(wrap::width(&right) + 2);
    let left = wrap::pad(&wrap::fit(&left, room, cut), room);
    put(
        frame.buffer_mut(),
        area.x,
        area.y,
        &format!("{left} {right} "),
        area.right(),
        style,
    );
}

fn right(app: &App, room: usize) -> String {
    let mut parts = alarms::of(&app.world, room);
    if parts.is_empty() {
        let tallies = app.world.tallies();
        let (tally, next_due) = (tallies.all, tallies.next_due);
        parts.push(format!("{} done", tally.words()));
        if tally.blocked > 0 {
            parts.push(format!("{} blocked", tally.blocked));
        }
        if let Some(next) = next_due {
            let word = if next < app.world.now.today() {
                "overdue"
            } else {
                "next due"
            };
            parts.push(format!("{word} {}", date::show(next)));
        }
    }
    parts.join(", ")
}

/// Draws the footer: a notice if there is one, else the keys.
pub(super) fn footer(app: &App, keys: &Keys, frame: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    if let Some(text) = &app.world.notice {
        return notice(app, text, frame, area);
    }
    let mut x = area.x + 1;
    for (key, word) in keys {
        let needed = wrap::width(key) + 1 + wrap::width(word);
        // A shorter one may fit.
        if usize::from(area.right().saturating_sub(x)) < needed {
            continue;
        }
        let buffer = frame.buffer_mut();
        x = put(
            buffer,
            x,
            area.y,
            key,
            area.right(),
            theme::style(app.world.look, Role::Key),
        );
        x = put(buffer, x + 1, area.y, word, area.right(), Style::new());
        x += 2;
    }
}

fn notice(app: &App, text: &str, frame: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(area.width).saturating_sub(1);
    let failure = app.world.failure.as_ref();
    let text = match failure.filter(|(whole, _)| whole == text) {
        Some((_, short)) if wrap::width(text) > room => short,
        _ => text,
    };
    let text = app.world.look.spell(text);
    let text = wrap::fit(&text, room, glyphs::chrome(app.world.look).cut);
    let style = theme::style(app.world.look, Role::Warning);
    put(
        frame.buffer_mut(),
        area.x + 1,
        area.y,
        &text,
        area.right(),
        style,
    );
}

/// Draws what has come up since the last key below something that has the screen for itself, and says how much of
/// the screen is left for that.
pub(super) fn news(app: &App, frame: &mut Canvas<'_>) -> Rect {
    let area = frame.area();
    let saving = &app.world.saving;
    let failed = saving.failed.as_ref().filter(|_| saving.is_news);
    let failed =
        failed.map(|why| alarms::not_saved(why, usize::from(area.width).saturating_sub(1)));
    let Some(text) = failed.or_else(|| app.world.notice.clone()) else {
        return area;
    };
    let Some(above) = area.height.checked_sub(1).filter(|rows| *rows > 0) else {
        return area;
    };
    let row = Rect {
        y: area.y + above,
        height: 1,
        ..area
    };
    frame
        .buffer_mut()
        .set_style(row, theme::ground(app.world.look));
    notice(app, &text, frame, row);
    Rect {
        height: above,
        ..area
    }
}
