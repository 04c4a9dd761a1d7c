//! A list to choose from, and a text to be read: both are made of entries.

use ratatui::style::Style;

use super::rows::Rows;
use super::sheet::Sheet;
use super::theme::{self, Role};
use crate::app::hint::Hint;
use crate::app::screen::list::{Entry, List};
use crate::app::{App, words};

/// Columns of the keys.
const KEYS: usize = 13;

/// The list.
pub(super) fn sheet<'a>(app: &'a App, list: &List, width: u16) -> Sheet<'a> {
    let about = list.kind.about();
    let mut sheet = Sheet::new(app, about.title, "", width, app.laid.top);
    let lead = app.world.told(Hint(about.lead));
    if !lead.is_empty() {
        sheet.rows.text(&lead, Role::Quiet, 0);
    }
    add(app, list.entries(&app.world), &mut sheet.rows);
    sheet.showing.selected = Some(list.selected);
    sheet
}

/// A text from a row.
pub(super) fn reading<'a>(
    app: &App,
    title: &str,
    entries: Vec<Entry>,
    top: usize,
    width: u16,
) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, title, &app.world.told(words::LEADS_BACK), width, top);
    add(app, entries, &mut sheet.rows);
    sheet
}

fn add(app: &App, entries: Vec<Entry>, rows: &mut Rows) {
    let mut choice = 0;
    let mut after_note = false;
    for entry in entries {
        let is_note = matches!(entry, Entry::Note(_) | Entry::Wrote(_));
        if is_note || (after_note && matches!(entry, Entry::Choice(..))) {
            rows.gap();
        }
        match entry {
            Entry::Heading(text) => rows.heading(&text),
            Entry::Text(text) | Entry::Note(text) => rows.text(&text, Role::Plain, 0),
            Entry::Key(keys, words) => {
                let key = theme::style(app.world.look, Role::Key);
                rows.led(&format!("{keys:KEYS$}"), key, &words, Role::Plain);
            }
            Entry::Wrote(text) => rows.wrote("", &text, Role::Plain),
            Entry::Choice(mark, words, _) => {
                rows.anchor(Some(choice));
                rows.led(&format!("  {mark} "), Style::new(), &words, Role::Plain);
                rows.anchor(None);
                choice += 1;
            }
        }
        after_note = is_note;
    }
}
