//! The road: eight signs along it, then the toolkit with its five stages.
//!
//! ```text
//! │╎├1 Policy background    2/8     each sign stands at the roadside; between them the road goes on
//! │ │
//! │*├2 Needs and partners   0/9     * you are here; > and reverse: the cursor
//! │ │
//! │╎!4 Market intelligence 3/10     ! something there is blocked
//! │╎├0 Toolkit            12/87
//! │╎│ 1 Identify the need  5/15
//! ```

use super::canvas::Canvas;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::glyphs::{self, Chrome};
use super::rows::put;
use super::theme;
use crate::app::App;
use crate::app::road::Line;
use crate::project::progress::Tally;
use crate::scene::Role;
use crate::text::wrap;

/// Draws the road.
pub(super) fn render(app: &App, frame: &mut Canvas<'_>, area: Rect) {
    let chrome = glyphs::chrome(app.world.look);
    let lines = app.road_lines();
    let height = usize::from(area.height);
    // Where there is room, an empty stretch of road lies between the signs; where there is too little, the cursor
    // stays in sight.
    let spread = height >= lines.len() + app.world.roadmap.signs.len();
    let first = if lines.len() > height {
        app.stack.page().road.saturating_sub(height / 2)
    } else {
        0
    };
    let row = |y: u16| Rect {
        y,
        height: 1,
        ..area
    };
    let mut y = area.y;
    for line in lines.iter().skip(first) {
        if y >= area.bottom() {
            return;
        }
        draw_line(app, line, &chrome, frame, row(y));
        y += 1;
        if spread && !line.is_stage && line.number != 0 && y < area.bottom() {
            stretch(" ", &chrome, frame, row(y));
            y += 1;
        }
    }
    while y < area.bottom() {
        let lane = if (y - area.y).is_multiple_of(2) {
            chrome.lane
        } else {
            " "
        };
        stretch(lane, &chrome, frame, row(y));
        y += 1;
    }
}

fn stretch(lane: &str, chrome: &Chrome, frame: &mut Canvas<'_>, row: Rect) {
    let text = format!("{0}{lane}{0}", chrome.side);
    put(
        frame.buffer_mut(),
        row.x,
        row.y,
        &text,
        row.right(),
        Style::new(),
    );
}

fn draw_line(app: &App, line: &Line, chrome: &Chrome, frame: &mut Canvas<'_>, row: Rect) {
    let warning = theme::style(app.world.look, Role::Warning);
    let (lane, lane_style) = if line.is_here {
        ("*", theme::style(app.world.look, Role::Strong))
    } else {
        (chrome.lane, Style::new())
    };
    let (post, post_style) = match (line.is_selected, line.tally.blocked > 0, line.is_stage) {
        (true, ..) => (">", Style::new()),
        (_, true, _) => ("!", warning),
        (_, _, true) => (chrome.side, Style::new()),
        (_, _, false) => (chrome.post, Style::new()),
    };
    let mut words_style = theme::style(
        app.world.look,
        if line.is_here {
            Role::Strong
        } else {
            Role::Plain
        },
    );
    if line.is_selected {
        words_style = theme::reversed(words_style);
    }
    let tally = tally_words(line.tally);
    let room = usize::from(row.width).saturating_sub(3 + 1 + tally.len());
    let indent = if line.is_stage { " " } else { "" };
    let words = app
        .world
        .look
        .spell(&format!("{indent}{} {}", line.number, line.title));
    let words = wrap::pad(&wrap::fit(&words, room, chrome.cut), room);
    let pieces = [
        (chrome.side, Style::new()),
        (lane, lane_style),
        (post, post_style),
        (words.as_str(), words_style),
        (" ", Style::new()),
        (tally.as_str(), Style::new()),
    ];
    let mut x = row.x;
    for (text, style) in pieces {
        x = put(frame.buffer_mut(), x, row.y, text, row.right(), style);
    }
    if line.is_selected && row.width > 0 {
        frame.set_cursor_position(Position {
            x: row.x + 2.min(row.width - 1),
            y: row.y,
        });
    }
}

fn tally_words(tally: Tally) -> String {
    if tally.is_done() {
        "done".to_owned()
    } else {
        tally.words()
    }
}
