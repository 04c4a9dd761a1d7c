//! Help and the first start.

use super::rows::Rows;
use super::sheet::Sheet;
use super::theme::{self, Role};
use crate::app::hint::Hand;
use crate::app::screen::Screen;
use crate::app::{App, Part, keys, words};

/// Columns of the keys.
const KEYS: usize = 13;

/// The help from a row: this view first, then all keys, then files and the last save.
pub(super) fn sheet(app: &App, top: usize, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Help", &app.world.told(words::LEADS_BACK), width, top);
    let rows = &mut sheet.rows;
    rows.heading("Here");
    match app.world.hand {
        Hand::Keys => on_the_screen(app, rows),
        Hand::Lines => line_by_line(app, rows),
    }
    rows.heading("Your work");
    rows.text(&app.world.when_saved(), Role::Plain, 0);
    for file in &app.world.files {
        rows.text(file, Role::Plain, 0);
    }
    rows.heading("This guide");
    rows.text(
        &format!(
            "Edition {}. {}",
            app.world.guide.edition, app.world.guide.notice
        ),
        Role::Plain,
        0,
    );
    sheet
}

fn on_the_screen(app: &App, rows: &mut Rows) {
    rows.text(here(app), Role::Plain, 0);
    rows.heading("All keys");
    for row in keys::rows(app.world.kiosk) {
        let key = theme::style(app.world.look, Role::Key);
        let words = row.words.told(app.world.hand);
        rows.led(&format!("{:KEYS$}", row.keys), key, &words, Role::Plain);
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
}

fn line_by_line(app: &App, rows: &mut Rows) {
    rows.text(answered(app), Role::Plain, 0);
    rows.heading("How to answer");
    for line in words::ANSWERING {
        rows.text(line, Role::Plain, 0);
    }
    rows.heading("What can be typed");
    for row in keys::spoken_rows(app.world.kiosk) {
        let short = row.short;
        // A letter is soon typed; a mark is often not read aloud.
        let letter = match row.key {
            key if key != short && key.len() == 1 => format!(", or {key}"),
            _ => String::new(),
        };
        let words = row.words.told(app.world.hand);
        rows.text(&format!("{short}{letter}: {words}"), Role::Plain, 0);
    }
    rows.heading("In a text");
    for line in words::ANSWERING_IN_TEXT {
        rows.text(line, Role::Plain, 0);
    }
}

/// What stands there, for somebody who answers in lines.
fn answered(app: &App) -> &'static str {
    match (behind(app), app.spot().part) {
        (Some(Screen::Welcome), _) => "The first start. Enter alone begins at the road.",
        (Some(Screen::List(_)), _) => "A list. A number chooses, back leads back.",
        (Some(Screen::Form(_)), _) => "A form. Each of its texts is asked for in turn.",
        (Some(Screen::Search(_)), _) => "The search. Words search, a number opens what was found.",
        (_, Part::Road) => "The road: the signs, the toolkit and its stages. A number opens.",
        (_, Part::Text) => {
            "The text of a page. Enter alone goes on to its checklist or your record, then to its links."
        }
        (_, Part::Checklist) => {
            "A checklist. tick 2 makes line 2 In hand, then Done, then Open again. x 2: Not applicable. b 2: Blocked. 2 \
             alone opens it, with its duties, its basis, common mistakes and your record."
        }
        (_, Part::Fields) => {
            "Your record of this item. Each text is asked for in turn, and saved when you have answered."
        }
        (_, Part::Links) => "Links. A number goes there, back comes back.",
    }
}

/// What stands behind a text.
fn behind(app: &App) -> Option<&Screen> {
    let mut screens = app.stack.in_front();
    screens.find(|screen| !matches!(screen, Screen::Over(..)))
}

/// A text of its own, line by line.
pub(super) fn reading<'a>(
    app: &App,
    (title, text): (&str, &str),
    top: usize,
    width: u16,
) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, title, &app.world.told(words::LEADS_BACK), width, top);
    sheet.rows.text(text, Role::Plain, 0);
    sheet
}

/// Half-written text beside what is recorded.
pub(super) fn drafted<'a>(app: &App, parts: &[String], top: usize, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, "Draft", &app.world.told(words::LEADS_BACK), width, top);
    for part in parts {
        sheet.rows.gap();
        sheet.rows.wrote("", part, Role::Plain);
    }
    sheet
}

/// What stands there, for somebody who presses keys.
fn here(app: &App) -> &'static str {
    match (behind(app), app.spot().part) {
        (Some(Screen::Welcome), _) => {
            "The first start. Enter begins at the road; any other key does its work at once."
        }
        (Some(Screen::List(list)), _) if list.kind.leads_to_places() => {
            "A list. Up and Down choose, Enter opens, Esc leads back."
        }
        (Some(Screen::List(_)), _) => {
            "A list of choices. Up and Down choose, Enter does what the line says, Esc leads back."
        }
        (Some(Screen::Form(_)), _) => {
            "A form. Tab goes to its next field and, after the last, keeps what you typed; Shift-Tab goes back. Esc leaves \
             it and keeps your words."
        }
        (Some(Screen::Search(_)), _) => {
            "The search. What you type is looked for at once. Up and Down choose among what is found, Enter goes there, \
             Esc leads back."
        }
        (_, Part::Road) => {
            "The road. Up and Down choose, Enter opens. A digit opens a sign from anywhere; 0 opens the toolkit."
        }
        (_, Part::Text) => {
            "The text of the page. Up, Down and Space scroll. Tab goes to the checklist or the fields, then the links."
        }
        (_, Part::Checklist) => {
            "A checklist. Space makes an item In hand, then Done, then Open again. x: Not applicable. b: Blocked. Enter \
             opens the item with its duties, its basis, common mistakes and your record."
        }
        (_, Part::Fields) => {
            "Your record of this item. What you type is saved when you leave a field."
        }
        (_, Part::Links) => "Links. Enter goes there, Esc comes back.",
    }
}

/// A text to be copied, as it stands.
pub(super) fn copying<'a>(app: &App, text: &str, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, "Copy", "", width, 0);
    sheet.rows.as_it_stands(text);
    sheet
}

/// The first start: what this is, how to move, and what else to know.
pub(super) fn welcome(app: &App, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Welcome", "", width, 0);
    let rows = &mut sheet.rows;
    let (what, more) = app
        .world
        .guide
        .welcome
        .split_at(app.world.guide.welcome.len().min(1));
    for line in what {
        rows.text(line, Role::Plain, 0);
    }
    for line in moving(app) {
        rows.text(&line, Role::Plain, 0);
    }
    for line in more {
        rows.text(line, Role::Plain, 0);
    }
    rows.gap();
    rows.text("Enter begins.", Role::Strong, 0);
    sheet
}

/// How to move.
pub(super) fn moving(app: &App) -> impl Iterator<Item = String> {
    words::MOVING.into_iter().map(|hint| app.world.told(hint))
}
