//! The third pane of a wide screen: what belongs to the page. Everything in it can be reached on the page too.

use super::canvas::Canvas;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::memo::{Block, Memo};
use super::rows::{self, Rows, Showing};
use super::theme::Role;
use super::{links, sheet};
use crate::app::App;

/// Draws it.
pub(super) fn render(app: &App, memo: &mut Memo, frame: &mut Canvas<'_>, area: Rect) {
    let body = sheet::titled(app, "Belongs to this page", "", frame, area);
    let mut rows = Rows::new(app.world.look, body.width);
    memo.add(Block::Related, app, &mut rows, |rows| {
        links::add(app, rows, |rows, _, link| {
            rows.led("- ", Style::new(), &link.words, Role::Plain);
        });
    });
    rows::draw(&rows, Showing::default(), frame, body);
}
