//! The third pane of a wide screen: what belongs to the page.

use super::canvas::Canvas;
use ratatui::layout::Rect;

use super::memo::Memo;
use super::sheet::{self, Sheet};
use crate::app::App;

/// Draws it.
pub(super) fn render(app: &App, memo: &mut Memo, frame: &mut Canvas<'_>, area: Rect) {
    let scene = app.related();
    let body = sheet::titled(app, &scene.title, "", frame, area);
    Sheet::of(scene, app.world.look, memo, body.width).draw_rows(app, frame, body);
}
