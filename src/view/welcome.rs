//! The first start.

use super::sheet::Sheet;
use super::theme::Role;
use crate::app::{App, words};

/// The first start: what this is, how to move, and what else to know.
pub(super) fn sheet(app: &App, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Welcome", "", width, 0);
    let rows = &mut sheet.rows;
    let words = &app.world.guide.welcome;
    let (what, more) = words.split_at(words.len().min(1));
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
