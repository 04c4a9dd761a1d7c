//! The road: eight signs along it, then the toolkit with its five stages.
//!
//! ```text
//! │╎├1 Policy background    2/8      each sign stands at the roadside; between them the road goes on
//! │ │
//! │*├2 Needs and partners   0/9      * you are here; > and reverse: the cursor
//! │ │
//! │╎├0 Procurement toolkit 12/87
//! │╎!4 Market intelligence 3/10    ! something there is blocked
//! │╎│ 1 Identify the need    5/15
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::glyphs;
use super::theme::{self, Role};
use crate::app::{App, Front, Part};
use crate::guide::page::Page;
use crate::project::progress::{self, Tally};
use crate::text::wrap;

/// Draws the road.
pub(super) fn render(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let focused = app.spot.part == Part::Road && matches!(app.front, Front::Page);
    let here = app.road_here();
    let chrome = glyphs::chrome(app.look);
    let lines = app.road_places().len();
    // Where there is room, an empty stretch of road lies between the signs.
    let spread = usize::from(area.height) >= lines + app.roadmap.signs.len();
    let mut y = area.y;
    let cursor_first = (lines > usize::from(area.height))
        .then(|| app.road.saturating_sub(usize::from(area.height) / 2));
    for index in cursor_first.unwrap_or(0)..lines {
        if y >= area.bottom() {
            break;
        }
        let line = line(app, index);
        let selected = focused && app.road == index;
        let lane = if here == Some(index) {
            "*"
        } else {
            chrome.lane
        };
        let blocked = line.tally.blocked > 0;
        let post = match (selected, blocked, line.is_stage) {
            (true, ..) => ">",
            (_, true, _) => "!",
            (_, _, true) => chrome.side,
            (_, _, false) => chrome.post,
        };
        let post_style = theme::style(app.look, if blocked { Role::Warning } else { Role::Road });
        let road = theme::style(app.look, Role::Road);
        let lane_style = if here == Some(index) {
            theme::style(app.look, Role::Here)
        } else {
            road
        };
        let mut words_style = theme::style(
            app.look,
            if here == Some(index) {
                Role::Heading
            } else {
                Role::Plain
            },
        );
        if selected {
            words_style = words_style.add_modifier(Modifier::REVERSED);
            frame.set_cursor_position(Position {
                x: area.x + 2.min(area.width.saturating_sub(1)),
                y,
            });
        }
        let indent = if line.is_stage { " " } else { "" };
        let room = usize::from(area.width).saturating_sub(3);
        let tally = if line.tally.is_done() {
            "done".to_owned()
        } else {
            line.tally.words()
        };
        let text_room = room.saturating_sub(wrap::width(&tally) + 1);
        let text = glyphs::spell(app.look, &format!("{indent}{} {}", line.number, line.title));
        let text = wrap::pad(&wrap::fit(&text, text_room, chrome.cut), text_room);
        let buffer = frame.buffer_mut();
        let (x, _) = buffer.set_stringn(area.x, y, chrome.side, usize::from(area.width), road);
        let (x, _) = buffer.set_stringn(
            x,
            y,
            lane,
            usize::from(area.right().saturating_sub(x)),
            lane_style,
        );
        let (x, _) = buffer.set_stringn(
            x,
            y,
            post,
            usize::from(area.right().saturating_sub(x)),
            post_style,
        );
        let (x, _) = buffer.set_stringn(
            x,
            y,
            text,
            usize::from(area.right().saturating_sub(x)),
            words_style,
        );
        let rest = usize::from(area.right().saturating_sub(x));
        buffer.set_stringn(
            x,
            y,
            format!(" {tally}"),
            rest,
            theme::style(app.look, Role::Plain),
        );
        y += 1;
        if spread && index < app.roadmap.signs.len() && y < area.bottom() {
            buffer.set_stringn(
                area.x,
                y,
                format!("{0} {0}", chrome.side),
                usize::from(area.width),
                road,
            );
            y += 1;
        }
    }
    while y < area.bottom() {
        let style = theme::style(app.look, Role::Road);
        let stretch = if (y - area.y) % 2 == 0 {
            chrome.lane
        } else {
            " "
        };
        let text = format!("{0}{stretch}{0}", chrome.side);
        frame
            .buffer_mut()
            .set_stringn(area.x, y, text, usize::from(area.width), style);
        y += 1;
    }
}

struct Line<'a> {
    number: u8,
    title: &'a str,
    tally: Tally,
    is_stage: bool,
}

fn line(app: &App, index: usize) -> Line<'static> {
    let signs = app.roadmap.signs.len();
    let of = |page: &'static Page, is_stage: bool| Line {
        number: page.number,
        title: &page.short,
        tally: progress::of_page(app.roadmap, &app.book, &app.project, page),
        is_stage,
    };
    if let Some(sign) = app.roadmap.signs.get(index) {
        return of(sign, false);
    }
    if let Some(stage) = index
        .checked_sub(signs + 1)
        .and_then(|index| app.roadmap.stages.get(index))
    {
        return of(stage, true);
    }
    let mut tally = Tally::default();
    for stage in &app.roadmap.stages {
        let of_stage = progress::of_page(app.roadmap, &app.book, &app.project, stage);
        tally.total += of_stage.total;
        tally.settled += of_stage.settled;
        tally.blocked += of_stage.blocked;
    }
    Line {
        number: 0,
        title: "Toolkit",
        tally,
        is_stage: false,
    }
}
