//! Rows of a pane: built for a width, scrolled so that the cursor stays in sight, drawn.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::cells;
use super::glyphs;
use super::matches;
use super::theme::{self, Role};
use crate::app::Part;
use crate::app::laid::Laid;
use crate::app::look::Look;
use crate::app::screen::search::words_of;
use crate::doc::Doc;
use crate::doc::to_lines::{self, LaidLine, LineKind, Marks};
use crate::text::quoted;
use crate::text::wrap::{self, Emphasis, Span, Tone};

/// A space at which no row ends; it is drawn as an ordinary one.
const HELD: &str = "\u{a0}";

/// One row.
#[derive(Default)]
pub(super) struct Row {
    spans: Vec<(String, Style)>,
    /// Which thing to choose it belongs to.
    anchor: Option<usize>,
    /// Which part of the page.
    part: Part,
    /// The web address that its cells belong to.
    address: Option<Rc<str>>,
}

impl Row {
    fn text(&self) -> String {
        joined(&self.spans)
    }
}

fn joined(spans: &[(String, Style)]) -> String {
    spans.iter().map(|(text, _)| text.as_str()).collect()
}

/// Rows that were made together and are kept: however many they are, another frame takes them as one.
pub(super) struct Run {
    rows: Vec<Row>,
    /// The things to choose among them: the first row of each, and the row after its last.
    spans: BTreeMap<usize, (usize, usize)>,
}

impl Run {
    fn of(rows: Vec<Row>) -> Rc<Self> {
        Rc::new(Self {
            spans: spans(&rows),
            rows,
        })
    }
}

/// Where the things to choose stand among rows.
fn spans(rows: &[Row]) -> BTreeMap<usize, (usize, usize)> {
    let mut spans = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        if let Some(anchor) = row.anchor {
            spans.entry(anchor).or_insert((number, number)).1 = number + 1;
        }
    }
    spans
}

/// Rows in the making.
pub(super) struct Rows {
    look: Look,
    width: usize,
    /// Rows that stand, each run with the number of its first row.
    runs: Vec<(usize, Rc<Run>)>,
    /// How many these are.
    standing: usize,
    /// Rows added since.
    fresh: Vec<Row>,
    /// Rows added now belong to this thing,
    anchor: Option<usize>,
    /// and to this part.
    part: Part,
    /// Rows added now are part of this web address.
    address: Option<Rc<str>>,
    /// Whether they are read out: columns side by side are of no use then.
    is_read: bool,
}

impl Rows {
    /// No rows yet, for a width.
    pub(super) fn new(look: Look, width: u16) -> Self {
        Self {
            look,
            width: usize::from(width),
            runs: Vec::new(),
            standing: 0,
            fresh: Vec::new(),
            anchor: None,
            part: Part::Text,
            address: None,
            is_read: false,
        }
    }

    /// No rows yet, of the same look, width and part.
    pub(super) fn fresh(&self) -> Self {
        Self {
            look: self.look,
            width: self.width,
            runs: Vec::new(),
            standing: 0,
            fresh: Vec::new(),
            anchor: None,
            part: self.part,
            address: None,
            is_read: self.is_read,
        }
    }

    /// The same rows, to be read out.
    pub(super) fn read_out(self, is_read: bool) -> Self {
        Self { is_read, ..self }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.standing + self.fresh.len()
    }

    /// The row of a number.
    fn row(&self, number: usize) -> Option<&Row> {
        if let Some(fresh) = number.checked_sub(self.standing) {
            return self.fresh.get(fresh);
        }
        let after = self.runs.partition_point(|(first, _)| *first <= number);
        let (first, run) = self.runs.get(after.checked_sub(1)?)?;
        run.rows.get(number - first)
    }

    /// The width.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// From now on rows belong to this thing to choose, or to none.
    pub(super) fn anchor(&mut self, anchor: Option<usize>) {
        self.anchor = anchor;
    }

    /// From now on rows belong to this part of the page.
    pub(super) fn part(&mut self, part: Part) {
        self.part = part;
    }

    /// An empty row, unless there is one already or none at all.
    pub(super) fn gap(&mut self) {
        let last = self.len().checked_sub(1).and_then(|last| self.row(last));
        if last.is_some_and(|row| !row.spans.is_empty()) {
            self.blank();
        }
    }

    /// An empty row.
    pub(super) fn blank(&mut self) {
        self.push(Vec::new());
    }

    fn push(&mut self, spans: Vec<(String, Style)>) {
        self.fresh.push(Row {
            spans,
            anchor: self.anchor,
            part: self.part,
            address: self.address.clone(),
        });
    }

    /// Rows that were made before.
    pub(super) fn extend(&mut self, run: &Rc<Run>) {
        if !self.fresh.is_empty() {
            let fresh = std::mem::take(&mut self.fresh);
            self.stand(Run::of(fresh));
        }
        self.stand(Rc::clone(run));
    }

    fn stand(&mut self, run: Rc<Run>) {
        let first = self.standing;
        self.standing += run.rows.len();
        self.runs.push((first, run));
    }

    /// The rows, all of them made now, to be kept.
    pub(super) fn into_run(self) -> Rc<Run> {
        Run::of(self.fresh)
    }

    /// A text, wrapped, with a first row that begins with something of its own.
    pub(super) fn led(&mut self, lead: &str, lead_style: Style, text: &str, role: Role) {
        let style = theme::style(self.look, role);
        let indent = wrap::width(lead);
        let spelled = glyphs::spell(self.look, text);
        let lines = wrap::wrap_plain(&spelled, self.width.saturating_sub(indent).max(1));
        for (index, line) in lines.into_iter().enumerate() {
            let mut spans = Vec::with_capacity(2);
            if index == 0 && !lead.is_empty() {
                spans.push((lead.to_owned(), lead_style));
            } else if indent > 0 {
                spans.push((" ".repeat(indent), Style::new()));
            }
            spans.push((line, style));
            self.push(spans);
        }
    }

    /// What somebody wrote, wrapped: each row but the first is marked, so that none of it reads like a row of ours.
    pub(super) fn wrote(&mut self, lead: &str, text: &str, role: Role) {
        let style = theme::style(self.look, role);
        let indent = wrap::width(lead);
        let lines: Vec<String> = text
            .split('\n')
            .map(|line| glyphs::spell(self.look, line))
            .collect();
        let width = self.width.saturating_sub(indent);
        for (index, line) in quoted::lines(&lines.join("\n"), width)
            .into_iter()
            .enumerate()
        {
            let mut spans = Vec::with_capacity(2);
            if index == 0 && indent > 0 {
                spans.push((lead.to_owned(), style));
            } else if indent > 0 {
                spans.push((" ".repeat(indent), Style::new()));
            }
            spans.push((line, style));
            self.push(spans);
        }
    }

    /// A text, wrapped, line by line of its own.
    pub(super) fn text(&mut self, text: &str, role: Role, indent: usize) {
        for line in text.split('\n') {
            self.led(&" ".repeat(indent), Style::new(), line, role);
        }
    }

    /// A web address, alone on its rows; where links are wanted, each of its cells is part of one.
    pub(super) fn address(&mut self, address: &str, is_link: bool) {
        if self.is_read {
            return self.as_it_stands(address);
        }
        self.address = is_link.then(|| Rc::from(address));
        self.text(address, Role::Plain, 0);
        self.address = None;
    }

    /// A text to be copied: its own lines, however long.
    pub(super) fn as_it_stands(&mut self, text: &str) {
        let style = theme::style(self.look, Role::Plain);
        for line in text.lines() {
            let spelled = glyphs::spell(self.look, line);
            let spans = Some((spelled, style)).filter(|(line, _)| !line.is_empty());
            self.push(spans.into_iter().collect());
        }
    }

    /// A strong word and what follows it, wrapped together.
    ///
    /// The tail stands on the last row, which has room for one of so many cells: another tail moves no row.
    pub(super) fn strong(
        &mut self,
        word: &str,
        text: &str,
        tail: &str,
        room: usize,
        indent: usize,
    ) {
        let strong = Emphasis {
            strong: true,
            ..Emphasis::default()
        };
        let spans = [
            Span::new(glyphs::spell(self.look, word), strong),
            Span::new(glyphs::spell(self.look, text), Emphasis::default()),
            Span::new(
                format!("{tail:<room$}").replace(' ', HELD),
                Emphasis::default(),
            ),
        ];
        for line in wrap::wrap(&spans, self.width, indent, indent) {
            let mut spans: Vec<_> = line
                .into_iter()
                .map(|span| self.styled(span, Role::Plain))
                .map(|(text, style)| (text.replace(HELD, " "), style))
                .collect();
            if let Some((text, _)) = spans.last_mut() {
                text.truncate(text.trim_end().len());
            }
            self.push(spans);
        }
    }

    /// A heading with an empty row before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.text(text, Role::Heading, 0);
    }

    /// A document.
    pub(super) fn doc(&mut self, doc: &Doc) {
        let marks = Marks {
            stacked: self.is_read,
            ..glyphs::marks(self.look)
        };
        let laid = to_lines::lay(doc, self.width, &marks);
        // What its author drew with letters says nothing to somebody who listens.
        let is_read = self.is_read;
        let is_said = |line: &LaidLine| !(is_read && line.kind == LineKind::Code);
        for line in laid.lines.into_iter().filter(is_said) {
            let base = match line.kind {
                LineKind::Heading(_) => Role::Heading,
                _ => Role::Plain,
            };
            let spans = line
                .spans
                .into_iter()
                .map(|span| self.styled(span, base))
                .collect();
            self.push(spans);
        }
    }

    fn styled(&self, span: Span, base: Role) -> (String, Style) {
        let Emphasis {
            strong,
            emphasis,
            tone,
            link,
        } = span.style;
        let role = match () {
            () if link.is_some() || emphasis => Role::Underlined,
            () if strong => Role::Strong,
            () if tone == Tone::Quiet => Role::Quiet,
            () => base,
        };
        (span.text, theme::style(self.look, role))
    }

    /// Empty rows for something that is drawn over them; says which is the first.
    pub(super) fn slot(&mut self, height: usize) -> usize {
        let first = self.len();
        for _ in 0..height {
            self.push(vec![(" ".to_owned(), Style::new())]);
        }
        first
    }

    /// The first row of a thing to choose, and the row after its last.
    pub(super) fn span_of(&self, anchor: usize) -> Option<(usize, usize)> {
        let moved = |first: usize, span: &(usize, usize)| (first + span.0, first + span.1);
        let standing = self.runs.iter().filter_map(|(first, run)| {
            let span = run.spans.get(&anchor)?;
            Some(moved(*first, span))
        });
        let fresh = spans(&self.fresh);
        let fresh = fresh.get(&anchor).map(|span| moved(self.standing, span));
        let found = standing.chain(fresh);
        found.reduce(|(first, _), (_, after)| (first, after))
    }

    /// The rows of a part, or all, as they are read out: the thing they belong to, what leads it, and their text.
    pub(super) fn read(
        &self,
        part: Option<Part>,
    ) -> impl Iterator<Item = (Option<usize>, &str, String)> {
        let rows = (0..self.len()).filter_map(|index| self.row(index));
        rows.filter(move |row| part.is_none_or(|part| part == row.part))
            .map(|row| match row.spans.as_slice() {
                [(lead, _), rest @ ..] if !rest.is_empty() => {
                    (row.anchor, lead.as_str(), joined(rest))
                }
                spans => (row.anchor, "", joined(spans)),
            })
    }

    /// Rows that hold a word of the query.
    fn matches(&self, query: &str) -> Vec<usize> {
        let words = words_of(query);
        if words.is_empty() {
            return Vec::new();
        }
        let holds = |row: &Row| {
            let text = row.text().to_lowercase();
            words.iter().any(|word| text.contains(word.as_str()))
        };
        (0..self.len())
            .filter(|&number| self.row(number).is_some_and(holds))
            .collect()
    }
}

/// How rows are to be shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Showing<'a> {
    /// The first row, before the cursor is brought into sight.
    pub(super) top: usize,
    /// The thing with the cursor.
    pub(super) selected: Option<usize>,
    /// Whether the keyboard's cursor stands here.
    pub(super) cursor: bool,
    /// The last search.
    pub(super) query: &'a str,
}

/// The first row to show so that a span of rows is in sight, moving as little as can be.
pub(super) fn top_for(
    top: usize,
    span: Option<(usize, usize)>,
    height: usize,
    rows: usize,
) -> usize {
    let last = rows.saturating_sub(height);
    let Some((first, after)) = span else {
        return top.min(last);
    };
    if first < top {
        // Show the heading above it too, if there is room for both.
        let above = first.saturating_sub(1);
        return if after - above <= height {
            above
        } else {
            first
        }
        .min(last);
    }
    if after > top + height {
        return after.saturating_sub(height).min(first).min(last);
    }
    top.min(last)
}

/// Draws rows into an area and says what was seen.
pub(super) fn draw(rows: &Rows, showing: Showing<'_>, frame: &mut Canvas<'_>, area: Rect) -> Laid {
    let height = usize::from(area.height);
    let span = showing.selected.and_then(|anchor| rows.span_of(anchor));
    let top = top_for(showing.top, span, height, rows.len());
    let matches = rows.matches(showing.query);
    let words = words_of(showing.query);
    let selected_row = span.map(|(first, _)| first);
    let buffer = frame.buffer_mut();
    let shown = (top..).map_while(|index| Some((index, rows.row(index)?)));
    for ((index, row), y) in shown.zip(area.y..area.bottom()) {
        let mut x = area.x;
        // Of a match the words alone are marked: a row in reverse is a selected one.
        let marked = if matches.contains(&index) {
            matches::found(&row.text(), &words)
        } else {
            Vec::new()
        };
        let mut from = 0;
        for (text, style) in &row.spans {
            for (piece, is_marked) in matches::pieces(text, from, &marked) {
                let style = if selected_row == Some(index) || is_marked {
                    theme::reversed(*style)
                } else {
                    *style
                };
                x = put(buffer, x, y, piece, area.right(), style);
            }
            from += text.len();
        }
        if selected_row == Some(index) {
            put(buffer, area.x, y, ">", area.right(), Style::new());
        }
        if let Some(address) = &row.address {
            for x in area.x..x {
                if let Some(cell) = buffer.cell_mut((x, y)) {
                    cells::link(cell, address);
                }
            }
        }
    }
    if showing.cursor && area.width > 0 && area.height > 0 {
        let row = selected_row.unwrap_or(top).saturating_sub(top);
        let y = area
            .y
            .saturating_add(u16::try_from(row).unwrap_or(0))
            .min(area.bottom() - 1);
        frame.set_cursor_position(Position { x: area.x, y });
    }
    Laid {
        height,
        rows: rows.len(),
        top,
        matches,
    }
}

/// Writes a text of one line into cells as far as `right`; says where it ended.
///
/// Most of the guide is ASCII, where a byte is a cell: that saves looking for graphemes on every frame.
pub(super) fn put(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    text: &str,
    right: u16,
    style: Style,
) -> u16 {
    let room = usize::from(right.saturating_sub(x));
    if !text.is_ascii() {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let mut x = x;
    for c in text.chars().take(room) {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_char(c).set_style(style);
        }
        x += 1;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_brought_into_sight_with_as_little_movement_as_can_be() {
        assert_eq!(top_for(0, Some((3, 5)), 10, 40), 0);
        assert_eq!(top_for(0, Some((9, 12)), 10, 40), 2);
        assert_eq!(top_for(20, Some((9, 12)), 10, 40), 8);
        assert_eq!(top_for(0, Some((5, 30)), 10, 40), 5);
        assert_eq!(top_for(99, None, 10, 40), 30);
        assert_eq!(top_for(99, None, 10, 4), 0);
    }
}
