//! A list to choose from.

use ratatui::style::Style;

use super::sheet::Sheet;
use super::theme::Role;
use crate::app::App;
use crate::app::screen::list::{Entry, List};

/// The list.
pub(super) fn sheet<'a>(app: &'a App, list: &List, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, list.title(), "", width, app.seen.top);
    let rows = &mut sheet.rows;
    let lead = app.world.told(list.lead());
    if !lead.is_empty() {
        rows.text(&lead, Role::Quiet, 0);
    }
    let mut choice = 0;
    let mut after_note = false;
    for entry in app.entries(&list.kind) {
        let is_note = matches!(entry, Entry::Note(_) | Entry::Wrote(_));
        match entry {
            Entry::Heading(text) => rows.heading(&text),
            Entry::Note(text) => {
                rows.gap();
                rows.text(&text, Role::Plain, 0);
            }
            Entry::Wrote(text) => {
                rows.gap();
                rows.wrote("", &text, Role::Plain);
            }
            Entry::Choice(mark, words, _) => {
                if after_note {
                    rows.gap();
                }
                rows.anchor(Some(choice));
                rows.led(&format!("  {mark} "), Style::new(), &words, Role::Plain);
                rows.anchor(None);
                choice += 1;
            }
        }
        after_note = is_note;
    }
    sheet.showing.selected = Some(list.selected);
    sheet
}
