//! A form.

use super::fields;
use super::sheet::Sheet;
use super::theme::Role;
use crate::app::App;
use crate::app::screen::form::Form;

/// The form.
pub(super) fn sheet<'a>(app: &App, form: &'a Form, width: u16) -> Sheet<'a> {
    let mut sheet = Sheet::new(app, &form.title, "", width, 0);
    if !form.lead.is_empty() {
        sheet.rows.text(&form.lead, Role::Quiet, 0);
    }
    let slot = fields::add(&form.fields, true, &mut sheet.rows);
    sheet.showing.selected = Some(form.fields.focus);
    sheet.field = slot.zip(form.fields.in_focus());
    sheet
}
