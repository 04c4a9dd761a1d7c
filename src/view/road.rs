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
use super::theme::{self, Role};
use crate::app::{App, Part};
use crate::guide::page::Page;
use crate::project::progress::Tally;
use crate::text::wrap;

/// Draws the road.
pub(super) fn render(app: &App, frame: &mut Canvas<'_>, area: Rect) {
    let chrome = glyphs::chrome(app.world.look);
    let lines = lines(app);
    let height = usize::from(area.height);
    // Where there is room, an empty stretch of road lies between the signs; where there is too little, the cursor
    // stays in sight.
    let spread = height >= lines.len() + app.world.roadmap.signs.len();
    let first = if lines.len() > height {
        app.road.saturating_sub(height / 2)
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

fn draw_line(app: &App, line: &Line<'_>, chrome: &Chrome, frame: &mut Canvas<'_>, row: Rect) {
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
    let words = glyphs::spell(
        app.world.look,
        &format!("{indent}{} {}", line.number, line.title),
    );
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

/// What one line of the road says.
struct Line<'a> {
    number: u8,
    title: &'a str,
    tally: Tally,
    is_stage: bool,
    is_here: bool,
    is_selected: bool,
}

fn lines(app: &App) -> Vec<Line<'static>> {
    let tallies = app.world.tallies();
    let tally = |page: &Page| tallies.page(app.world.roadmap, page);
    let line = |page: &'static Page, is_stage: bool| Line {
        number: page.number,
        title: &page.short,
        tally: tally(page),
        is_stage,
        is_here: false,
        is_selected: false,
    };
    let signs = app.world.roadmap.signs.iter().map(|sign| line(sign, false));
    let stages: Vec<Line<'static>> = app
        .world
        .roadmap
        .stages
        .iter()
        .map(|stage| line(stage, true))
        .collect();
    let all = stages
        .iter()
        .fold(Tally::default(), |all, stage| all.with(stage.tally));
    let toolkit = Line {
        number: 0,
        title: "Toolkit",
        tally: all,
        is_stage: false,
        is_here: false,
        is_selected: false,
    };
    let mut lines: Vec<Line<'static>> = signs.chain([toolkit]).chain(stages).collect();
    if let Some(line) = app.road_here().and_then(|here| lines.get_mut(here)) {
        line.is_here = true;
    }
    let focused = app.spot().part == Part::Road && app.front().is_none();
    if let Some(line) = lines.get_mut(app.road).filter(|_| focused) {
        line.is_selected = true;
    }
    lines
}

/// The lines of the road as they are read out: `Sign 4, Market intelligence: 3 of 10 done, 1 blocked. You are here.`
pub(super) fn spoken(app: &App) -> Vec<String> {
    let line = |line: Line<'_>| {
        let kind = match (line.is_stage, line.number) {
            (true, number) => format!("Stage {number}, "),
            (false, 0) => String::new(),
            (false, number) => format!("Sign {number}, "),
        };
        let mut words = format!("{kind}{}: {}", line.title, tally_spoken(line.tally));
        if line.tally.blocked > 0 {
            words.push_str(&format!(", {} blocked", line.tally.blocked));
        }
        if line.is_here {
            words.push_str(". You are here");
        }
        words
    };
    lines(app).into_iter().map(line).collect()
}

/// A tally as it is read out: `3 of 10 done`.
pub(super) fn tally_spoken(tally: Tally) -> String {
    if tally.is_done() {
        "all done".to_owned()
    } else {
        format!("{} of {} done", tally.settled, tally.total)
    }
}

fn tally_words(tally: Tally) -> String {
    if tally.is_done() {
        "done".to_owned()
    } else {
        tally.words()
    }
}
