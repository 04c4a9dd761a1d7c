//! Help and the first start.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::page;
use super::rows::{self, Rows, Showing};
use super::theme::{self, Role};
use crate::app::{App, Part, Seen, keys};

/// Columns of the keys.
const KEYS: usize = 13;

/// Draws the help from a row: this view first, then all keys, then files and the last save.
pub(super) fn render(app: &App, top: usize, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let body = page::titled(app, "Help", "Esc leads back", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    rows.heading("Here");
    rows.text(here(app), Role::Plain, 0);
    rows.heading("All keys");
    for row in keys::rows(app.kiosk) {
        let key = theme::style(app.look, Role::Key);
        rows.led(&format!("{:KEYS$}", row.keys), key, row.words, Role::Plain);
    }
    rows.heading("In a text field");
    rows.text(
        "Letters and digits are text. Tab and Shift-Tab go to the next field and back; Enter does too in a field of one \
         line, and makes a new line in a longer one. Esc goes back and keeps the text. F1 is help.",
        Role::Plain,
        0,
    );
    rows.heading("Marks");
    rows.text(
        "[ ] Open   [~] In hand   [x] Done   [-] Not applicable   [!] Blocked",
        Role::Plain,
        0,
    );
    rows.heading("Your work");
    rows.text(&app.when_saved(), Role::Plain, 0);
    for file in &app.files {
        rows.text(file, Role::Plain, 0);
    }
    rows.heading("This guide");
    rows.text(
        &format!("Edition {}. {}", app.guide.edition, app.guide.notice),
        Role::Plain,
        0,
    );
    draw_from(&rows, top, frame, body)
}

/// Draws a text of its own, line by line.
pub(super) fn reading(
    app: &App,
    (title, text): (&str, &str),
    top: usize,
    frame: &mut Frame<'_>,
    area: Rect,
) -> Seen {
    let body = page::titled(app, title, "Esc leads back", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    rows.text(text, Role::Plain, 0);
    draw_from(&rows, top, frame, body)
}

fn here(app: &App) -> &'static str {
    match app.spot.part {
        Part::Road => {
            "The road. Up and Down choose, Enter opens. A digit opens a sign from anywhere; 0 opens the toolkit."
        }
        Part::Text => {
            "The text of the page. Up, Down and Space scroll. Tab goes to the checklist or the fields, then the links."
        }
        Part::Checklist => {
            "A checklist. Space makes an item In hand, then Done, then Open again. x: Not applicable. b: Blocked. Enter \
             opens the item with its duties, its basis, common mistakes and your record."
        }
        Part::Fields => "Your record of this item. What you type is saved when you leave a field.",
        Part::Links => "Links. Enter goes there, Esc comes back.",
    }
}

/// Draws the first start.
pub(super) fn welcome(app: &App, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let body = page::titled(app, "Welcome", "", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    for line in &app.guide.welcome {
        rows.text(line, Role::Plain, 0);
    }
    rows.gap();
    rows.text("Enter begins.", Role::Strong, 0);
    draw_from(&rows, 0, frame, body)
}

/// Draws rows from one on; nothing in them can be chosen.
fn draw_from(rows: &Rows, top: usize, frame: &mut Frame<'_>, body: Rect) -> Seen {
    let showing = Showing {
        top,
        cursor: true,
        ..Showing::default()
    };
    rows::draw(rows, showing, frame, body)
}
