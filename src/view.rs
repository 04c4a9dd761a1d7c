//! Drawing: `&App` in, cells and geometry out. Nothing here changes the app.
//!
//! At 80×24, with the road on the left and the open page on the right:
//!
//! ```text
//! +------------------------------------------------------------------------------+
//! | Roadsigns  Crisis house, north                12/150, next due Thu 17 Dec 2026|  header
//! |road (29)                     | page (50)                                     |
//! ||:+1 Policy background    2/8 |Sign 4  Market intelligence                2/10|  title
//! || |                           |Know who can provide, who might, ...           |
//! || +2 Needs and partners   0/9 |                                               |  body: scrolls
//! ||:|                           |> [x] Map providers                            |
//! |Space tick  Enter open  Tab next part  w what is left  / search  ? help        |  footer
//! +------------------------------------------------------------------------------+
//! ```
//!
//! Under 80 columns road and page take turns; from 120 a third pane shows what belongs to the page; `z` gives the page
//! the whole width. Forms, lists, search and help stand in the page's place; the copy view and a QR code
//! have the whole screen.

mod bars;
mod canvas;
pub mod cells;
mod fields;
mod glyphs;
mod matches;
pub mod memo;
mod qr;
mod raw;
mod related;
mod road;
mod rows;
mod search;
mod sheet;
mod theme;

use ratatui::layout::Rect;
use ratatui::style::Style;

pub use canvas::Canvas;

use crate::app::laid::Laid;
use crate::app::screen::Screen;
use crate::app::{App, Part};
use crate::guide::Found;
use memo::Memo;
use sheet::Sheet;

/// Columns of the road.
const ROAD: u16 = 29;
/// The width from which road and page stand side by side.
const TWO_PANES: u16 = 80;
/// The width from which a third pane stands beside them.
const THREE_PANES: u16 = 120;
/// Columns of the third pane.
const RELATED: u16 = 34;
/// The widest that text is set, for the eye's sake.
const WIDEST: u16 = 84;

/// Where everything goes.
struct Panes {
    header: Rect,
    footer: Rect,
    road: Option<Rect>,
    page: Option<Rect>,
    related: Option<Rect>,
}

fn panes(app: &App, area: Rect) -> Panes {
    let row = |y: u16| Rect {
        x: area.x,
        y,
        width: area.width,
        height: area.height.min(1),
    };
    let bars = if area.height >= 5 { 2 } else { 0 };
    let body = Rect {
        y: area.y + bars / 2,
        height: area.height - bars,
        ..area
    };
    let mut panes = Panes {
        header: if bars == 0 { Rect::ZERO } else { row(area.y) },
        footer: if bars == 0 {
            Rect::ZERO
        } else {
            row(area.bottom() - 1)
        },
        road: None,
        page: None,
        related: None,
    };
    let on_road = app.spot().part == Part::Road && app.front().is_none();
    let narrow = area.width < TWO_PANES;
    // A source is a card of its own: its address stands alone on its lines, safe to select.
    let is_card = app.front().is_none() && matches!(app.found(), Some(Found::Source(_)));
    let wide = app.is_wide || is_card;
    if (narrow || wide) && on_road {
        panes.road = Some(body);
    } else if narrow || wide {
        panes.page = Some(Rect {
            width: body.width.min(if wide { body.width } else { WIDEST }),
            ..body
        });
    } else {
        panes.road = Some(Rect {
            width: ROAD,
            ..body
        });
        let mut page = Rect {
            x: body.x + ROAD + 1,
            width: body.width - ROAD - 1,
            ..body
        };
        if area.width >= THREE_PANES {
            let right = page.right();
            page.width = (page.width - RELATED - 2).min(WIDEST);
            let x = page.right() + 2;
            panes.related = Some(Rect {
                x,
                width: right - x,
                ..body
            });
        }
        panes.page = Some(page);
    }
    panes
}

/// Draws everything and says where it landed.
///
/// `memo` only saves laying out again what has not changed.
pub fn render(app: &App, memo: &mut Memo, frame: &mut Canvas<'_>) -> Laid {
    if let Some(Screen::Bare(bare)) = app.front() {
        let area = bars::news(app, frame);
        let render = if bare.is_code {
            qr::render
        } else {
            raw::render
        };
        return render(app, &bare.text, bare.top, frame, area);
    }
    let panes = panes(app, frame.area());
    let mut seen = app.laid.clone();
    let ground = theme::ground(app.world.look);
    if ground != Style::new() {
        let area = frame.area();
        frame.buffer_mut().set_style(area, ground);
    }
    bars::header(app, frame, panes.header);
    let scene = app.scene();
    bars::footer(app, &scene.keys, frame, panes.footer);
    if let Some(area) = panes.road {
        road::render(app, frame, area);
    }
    if let Some(area) = panes.page {
        let sheet = Sheet::of(scene, app.world.look, memo, area.width);
        seen = match app.front() {
            Some(Screen::Search(search)) => search::render(app, search, &sheet, frame, area),
            _ => sheet.draw(app, frame, area),
        };
    }
    if let Some(area) = panes.related
        && app.front().is_none()
    {
        related::render(app, memo, frame, area);
    }
    seen
}
