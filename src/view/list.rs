//! A list to choose from.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page;
use super::rows::{self, Rows, Showing};
use super::theme::Role;
use crate::app::lists::{Entry, List};
use crate::app::{App, Seen};

/// Draws it.
pub(super) fn render(app: &App, list: &List, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let body = page::titled(app, list.title(), "", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    rows.text(list.lead(), Role::Quiet, 0);
    let mut choice = 0;
    let mut after_note = false;
    for entry in app.entries(&list.kind) {
        let is_note = matches!(entry, Entry::Note(_));
        match entry {
            Entry::Heading(text) => rows.heading(&text),
            Entry::Note(text) => {
                rows.gap();
                rows.text(&text, Role::Plain, 0);
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
    let showing = Showing {
        top: app.seen.top,
        selected: Some(list.selected),
        cursor: true,
        query: "",
    };
    rows::draw(&rows, showing, frame, body)
}
