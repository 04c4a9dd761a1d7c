//! A form.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::rows::{self, Rows, Showing};
use super::theme::Role;
use super::{fields, page};
use crate::app::forms::Form;
use crate::app::{App, Seen};

/// Draws it.
pub(super) fn render(app: &App, form: &Form, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let body = page::titled(app, &form.title, "", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    if !form.lead.is_empty() {
        rows.text(&form.lead, Role::Quiet, 0);
    }
    let slot = fields::add(&form.fields, true, &mut rows);
    let showing = Showing {
        top: 0,
        selected: Some(form.fields.focus),
        cursor: true,
        query: "",
    };
    let seen = rows::draw(&rows, showing, frame, body);
    if let (Some(slot), Some(field)) = (slot, form.fields.list.get(form.fields.focus)) {
        fields::draw(app, field, slot, seen.top, frame, body);
    }
    seen
}
