//! What stands before the lines of a page: bars of quotations, bullets of lists, and the gaps between blocks.

use crate::text::wrap::width;

/// The least cells that an indent leaves for text; below that, lists and quotations are not indented.
const ROOM: usize = 6;

/// What a list item or a quotation puts before its lines.
struct Gutter {
    /// Before the first line: the bullet, until it is printed.
    first: Option<String>,
    /// Before every other line.
    rest: String,
}

/// The open gutters, the outermost first.
pub(super) struct Gutters {
    open: Vec<Gutter>,
    /// Cells of the page.
    width: usize,
    /// Cells of all `rest` together.
    indent: usize,
    /// An empty line is due before the next one, with this many of the gutters: a bar does not reach past its text.
    gap: Option<usize>,
}

impl Gutters {
    /// No gutters on a page of `width` cells.
    pub(super) fn new(width: usize) -> Self {
        Self {
            open: Vec::new(),
            width,
            indent: 0,
            gap: None,
        }
    }

    /// Cells of the page.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Cells between the gutters and the right edge.
    pub(super) fn room(&self) -> usize {
        self.width - self.indent
    }

    /// Puts `first` (or `rest`) before the next line and `rest` before those after it, if there is room.
    pub(super) fn open(&mut self, first: Option<String>, mut rest: String) {
        let more = width(&rest);
        if self.indent + more + ROOM > self.width {
            rest.clear();
        } else {
            self.indent += more;
        }
        self.open.push(Gutter { first, rest });
    }

    /// Takes the innermost gutter away.
    pub(super) fn close(&mut self) {
        if let Some(gutter) = self.open.pop() {
            self.indent -= width(&gutter.rest);
        }
        self.gap = self.gap.map(|gutters| gutters.min(self.open.len()));
    }

    /// Whether the bullet of the innermost was not printed yet.
    pub(super) fn owes_mark(&self) -> bool {
        self.open
            .last()
            .is_some_and(|gutter| gutter.first.is_some())
    }

    /// Says whether an empty line is due after the block that ends here.
    pub(super) fn leave_gap(&mut self, due: bool) {
        self.gap = due.then_some(self.open.len());
    }

    /// Makes an empty line due before the block that begins here.
    pub(super) fn ensure_gap(&mut self) {
        self.gap.get_or_insert(self.open.len());
    }

    /// The empty line that is due, once.
    pub(super) fn take_gap(&mut self) -> Option<String> {
        let gutters = self.gap.take()?;
        Some(
            self.open
                .iter()
                .take(gutters)
                .map(|gutter| gutter.rest.as_str())
                .collect(),
        )
    }

    /// What stands before the next line, once, and before those after it.
    pub(super) fn leads(&mut self) -> (String, String) {
        let (mut first, mut rest) = (String::new(), String::new());
        for gutter in &mut self.open {
            first.push_str(gutter.first.take().as_ref().unwrap_or(&gutter.rest));
            rest.push_str(&gutter.rest);
        }
        (first, rest)
    }
}
