//! Tables: as wide as their words, else shrunk and wrapped, else stacked into blocks.
//!
//! ```text
//! Route             When                     Route: Direct award
//! ----------------  ------------------       When: no other provider
//! Direct award      no other provider          could do it
//! Most suitable     one provider stands
//! provider          out                      Route: Most suitable provider
//! ```

use crate::doc::Side;
use crate::text::wrap::{Emphasis, Flow, Line, Span, breaks, width};

/// The least cells of a column that has to shrink; below that the table is stacked.
const NARROW: usize = 8;

/// A column is kept wide enough for its longest word up to this.
const WORD: usize = 16;

/// Cells between two columns.
const GAP: usize = 2;

/// How far the value of a stacked cell hangs.
const HANG: usize = 2;

/// The most cells of a heading that stands before each value of a stacked table; where it is longer it stands whole before
/// the first one. A long heading over many rows would grow with the square of its text.
const LABEL: usize = 60;

/// A table, its words cleaned and spelled.
pub(super) struct Table {
    sides: Vec<Side>,
    head: Vec<Flow>,
    rows: Vec<Vec<Flow>>,
}

impl Table {
    /// A table with a head and no rows yet.
    pub(super) fn new(sides: Vec<Side>, head: Vec<Flow>) -> Self {
        Self {
            sides,
            head: head.into_iter().map(strong).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Flow>) {
        self.rows.push(cells);
    }

    /// The lines of the table in `room` cells, with `rule` under its head.
    pub(super) fn lay(&self, room: usize, rule: &str) -> Vec<Line> {
        match self.columns(room) {
            Some(columns) => self.side_by_side(&columns, rule),
            None => self.stacked(room),
        }
    }

    /// The width of each column, or nothing if they do not fit side by side.
    ///
    /// Each gets what it cannot do without; what is left goes, cell by cell, to the one that would be tallest.
    fn columns(&self, room: usize) -> Option<Vec<usize>> {
        let count = self.sides.len();
        let room = room.checked_sub(GAP * count.saturating_sub(1))?;
        let mut wanted = vec![0; count];
        let mut least = vec![0; count];
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for ((cell, wanted), least) in row.iter().zip(&mut wanted).zip(&mut least) {
                *wanted = width(cell.text()).max(*wanted);
                let word = cell.text().split(' ').map(width).max().unwrap_or(0);
                *least = word.min(WORD).max(*least);
            }
        }
        if wanted.iter().sum::<usize>() <= room {
            return Some(wanted);
        }
        let mut columns: Vec<usize> = least
            .iter()
            .zip(&wanted)
            .map(|(&least, &wanted)| least.max(NARROW).min(wanted))
            .collect();
        let spare = room.checked_sub(columns.iter().sum())?;
        for _ in 0..spare {
            let tallest = columns
                .iter_mut()
                .zip(&wanted)
                .max_by(|(a, wants_a), (b, wants_b)| (**wants_a * **b).cmp(&(**wants_b * **a)));
            if let Some((column, _)) = tallest {
                *column += 1;
            }
        }
        Some(columns)
    }

    fn side_by_side(&self, columns: &[usize], rule: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        if self.head.iter().any(|cell| !cell.is_empty()) {
            self.row_lines(&self.head, columns, &mut lines);
            let rules: Vec<String> = columns.iter().map(|&cells| rule.repeat(cells)).collect();
            // A last column that holds nothing has no rule; the gap before it must not end the line.
            let rule = rules.join(&" ".repeat(GAP));
            lines.push(vec![Span::new(rule.trim_end(), Emphasis::QUIET)]);
        }
        // Where the first column wraps or is empty, nothing but an empty line shows where a row begins.
        let apart = self.rows.iter().any(|row| {
            row.first()
                .zip(columns.first())
                .is_some_and(|(cell, &cells)| cell.is_empty() || width(cell.text()) > cells)
        });
        for (number, row) in self.rows.iter().enumerate() {
            if apart && number > 0 {
                lines.push(Line::new());
            }
            self.row_lines(row, columns, &mut lines);
        }
        lines
    }

    /// Lays one row out side by side.
    fn row_lines(&self, row: &[Flow], columns: &[usize], lines: &mut Vec<Line>) {
        let cells: Vec<_> = row
            .iter()
            .zip(columns)
            .map(|(cell, &cells)| breaks(cell.text(), cells, cells))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut line = Line::new();
            // Spaces that are owed before the next words, so that no line ends in them.
            let mut owed = 0;
            for (((cell, ranges), &cells), side) in
                row.iter().zip(&cells).zip(columns).zip(&self.sides)
            {
                let range = ranges.get(number).cloned().unwrap_or(0..0);
                let free =
                    cells.saturating_sub(width(cell.text().get(range.clone()).unwrap_or_default()));
                let before = match side {
                    Side::Left => 0,
                    Side::Centre => free / 2,
                    Side::Right => free,
                };
                owed += before;
                if !range.is_empty() {
                    if owed > 0 {
                        line.push(Span::new(" ".repeat(owed), Emphasis::default()));
                        owed = 0;
                    }
                    cell.cut(&range, &mut line);
                }
                owed += free - before + GAP;
            }
            lines.push(line);
        }
    }

    /// Lays each row out as a block of `Header: value` lines.
    pub(super) fn stacked(&self, room: usize) -> Vec<Line> {
        let room = room.max(1);
        let hang = if room > HANG * 3 { HANG } else { 0 };
        let mut lines = Vec::new();
        // A table without rows still says what it would hold.
        let bare = self.rows.is_empty().then_some(&self.head);
        let labels: Vec<Flow> = self.head.iter().map(label).collect();
        let mut is_said = vec![false; labels.len()];
        for row in self.rows.iter().chain(bare) {
            let mut fresh = !lines.is_empty();
            for (number, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                if std::mem::take(&mut fresh) {
                    lines.push(Line::new());
                }
                let mut flow = Flow::default();
                let is_again = is_said
                    .get_mut(number)
                    .is_some_and(|said| std::mem::replace(said, true));
                let heads = if is_again { &labels } else { &self.head };
                if let Some(head) = heads
                    .get(number)
                    .filter(|head| bare.is_none() && !head.is_empty())
                {
                    flow.append(head);
                    flow.push(
                        ": ",
                        Emphasis {
                            strong: true,
                            ..Emphasis::default()
                        },
                    );
                }
                flow.append(cell);
                for (part, range) in breaks(flow.text(), room, room - hang)
                    .into_iter()
                    .enumerate()
                {
                    let mut line = Line::new();
                    if part > 0 && hang > 0 {
                        line.push(Span::new(" ".repeat(hang), Emphasis::default()));
                    }
                    flow.cut(&range, &mut line);
                    lines.push(line);
                }
            }
        }
        lines
    }
}

/// A heading as it stands before each value: whole, or its first words.
fn label(head: &Flow) -> Flow {
    match breaks(head.text(), LABEL, LABEL).as_slice() {
        [first, _, ..] => {
            let mut line = Line::new();
            head.cut(first, &mut line);
            let mut label = Flow::default();
            for span in &line {
                label.push(&span.text, span.style);
            }
            let last = line.last().map_or(Emphasis::default(), |span| span.style);
            label.push("...", last);
            label
        }
        _ => head.clone(),
    }
}

/// A cell of the head: the same words, strong.
fn strong(cell: Flow) -> Flow {
    cell.restyled(|style| Emphasis {
        strong: true,
        ..style
    })
}
