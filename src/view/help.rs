//! Help and the first start.

use super::sheet::Sheet;
use super::theme::{self, Role};
use crate::app::{App, Part, keys};

/// What leads back from a text in front of a page.
const BACK: &str = "Esc leads back";
/// Columns of the keys.
const KEYS: usize = 13;

/// The help from a row: this view first, then all keys, then files and the last save.
pub(super) fn sheet(app: &App, top: usize, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Help", BACK, width, top);
    let rows = &mut sheet.rows;
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
    sheet
}

/// A text of its own, line by line.
pub(super) fn reading<'a>(
    app: &App,
    (title, text): (&str, &str),
    top: usize,
    width: u16,
) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, title, BACK, width, top);
    sheet.rows.text(text, Role::Plain, 0);
    sheet
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

/// The first start.
pub(super) fn welcome(app: &App, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Welcome", "", width, 0);
    for line in &app.guide.welcome {
        sheet.rows.text(line, Role::Plain, 0);
    }
    sheet.rows.gap();
    sheet.rows.text("Enter begins.", Role::Strong, 0);
    sheet
}
