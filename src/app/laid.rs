//! What stood on the screen when a key came.

use super::command::Command;

/// Geometry that comes back from drawing, for the next update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Rows of the page pane.
    pub height: usize,
    /// Rows of the whole page.
    pub rows: usize,
    /// The first row that was drawn.
    pub top: usize,
    /// Rows that match the last search.
    pub matches: Vec<usize>,
}

impl Laid {
    /// The last row that can stand first.
    pub(super) fn last_top(&self) -> usize {
        self.rows.saturating_sub(self.height)
    }

    /// Rows of a page up or down; two stay in sight.
    pub(super) fn page(&self) -> usize {
        self.height.saturating_sub(2).max(1)
    }

    /// The first row of a text after a command; nothing if that does not move in it.
    pub(super) fn scrolled(&self, command: Command, top: usize) -> Option<usize> {
        let to = match command {
            Command::Up => top.saturating_sub(1),
            Command::Down => top + 1,
            Command::PageUp => top.saturating_sub(self.page()),
            Command::PageDown | Command::Tick => top + self.page(),
            Command::Home => 0,
            Command::End => usize::MAX,
            _ => return None,
        };
        Some(to.min(self.last_top()))
    }
}

/// The cursor after a command, among so many things of which so many stand on a page.
pub(super) fn moved(cursor: usize, count: usize, command: Command, page: usize) -> usize {
    let last = count.saturating_sub(1);
    let to = match command {
        Command::Up => cursor.saturating_sub(1),
        Command::Down => cursor + 1,
        Command::PageUp => cursor.saturating_sub(page.max(1)),
        Command::PageDown => cursor + page.max(1),
        Command::Home => 0,
        Command::End => last,
        _ => cursor,
    };
    to.min(last)
}
