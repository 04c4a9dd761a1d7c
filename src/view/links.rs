//! The links of the open page, group by group.

use super::rows::Rows;
use crate::app::App;
use crate::app::content::Link;

/// Adds the heading of each group, and below it each of its links as `add` does it, counted from 0.
pub(super) fn add(app: &App, rows: &mut Rows, add: impl Fn(&mut Rows, usize, &Link)) {
    let mut group = "";
    for (index, link) in app.links().iter().enumerate() {
        if link.group != group {
            rows.heading(link.group);
            group = link.group;
        }
        add(rows, index, link);
    }
}
