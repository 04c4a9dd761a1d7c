//! Rows of a pane: built for a width, scrolled so that the cursor stays in sight, drawn.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::cells;
use super::fields::Slot;
use super::glyphs;
use super::matches;
use super::theme;
use crate::app::laid::Laid;
use crate::app::look::Look;
use crate::app::screen::search::words_of;
use crate::doc::Doc;
use crate::doc::to_lines::{self, LineKind};
use crate::scene::{Duty, Lead, Line, Role, Says, Scene};
use crate::text::quoted;
use crate::text::wrap::{self, Emphasis, Span, Tone};

/// A space at which no row ends; it is drawn as an ordinary one.
const HELD: &str = "\u{a0}";
/// How far how an item binds is indented.
const DUTY: usize = 6;
/// Cells that a text cut to some rows leaves free, since rows end at words.
const LESS: usize = 12;

/// One row.
#[derive(Default)]
pub(super) struct Row {
    spans: Vec<(String, Style)>,
    /// Which thing to choose it belongs to.
    thing: Option<usize>,
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
        if let Some(thing) = row.thing {
            spans.entry(thing).or_insert((number, number)).1 = number + 1;
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
    /// Rows added now belong to this thing.
    thing: Option<usize>,
    /// Rows added now are part of this web address.
    address: Option<Rc<str>>,
    /// The room for the text that is being typed.
    typing: Option<Slot>,
}

impl Rows {
    /// No rows yet, for a width.
    pub(super) fn new(look: Look, width: usize) -> Self {
        Self {
            look,
            width,
            runs: Vec::new(),
            standing: 0,
            fresh: Vec::new(),
            thing: None,
            address: None,
            typing: None,
        }
    }

    /// Adds the rows of a line.
    pub(super) fn add(&mut self, line: &Line) {
        self.thing = line.thing;
        match &line.says {
            Says::Blank => self.push(Vec::new()),
            Says::Gap => self.gap(),
            Says::Words(lead, words, role) => self.words(lead, words, *role),
            Says::Wrote(lead, text, role, most) => match most {
                None => self.wrote(lead, text, *role),
                Some(rows) => {
                    let room = self.width.saturating_mul(*rows).saturating_sub(LESS);
                    let cut = glyphs::chrome(self.look).cut;
                    let text = wrap::fit(text, room, cut).replace('\n', " ");
                    self.wrote(lead, &text, *role);
                }
            },
            Says::Glimpse(lead, words, role) => {
                let room = self.width.saturating_sub(wrap::width(&lead.painted()));
                let cut = glyphs::chrome(self.look).cut;
                self.words(lead, &wrap::fit(words, room, cut), *role);
            }
            Says::Duty(duty) => self.duty(duty),
            Says::Address(address) => {
                self.address = self.look.hyperlinks.then(|| Rc::from(address.as_str()));
                self.words(&Lead::Indent(0), address, Role::Plain);
                self.address = None;
            }
            Says::AsItStands(text) => self.as_it_stands(text),
            Says::Doc(doc) => self.doc(doc),
            Says::Typing { text, is_long } => self.type_here(text, *is_long),
        }
    }

    /// The look.
    pub(super) fn look(&self) -> Look {
        self.look
    }

    /// Where somebody types.
    pub(super) fn typing(&self) -> Option<Slot> {
        self.typing
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

    /// An empty row, unless there is one already or none at all.
    fn gap(&mut self) {
        let last = self.len().checked_sub(1).and_then(|last| self.row(last));
        if last.is_some_and(|row| !row.spans.is_empty()) {
            self.push(Vec::new());
        }
    }

    fn push(&mut self, spans: Vec<(String, Style)>) {
        self.fresh.push(Row {
            spans,
            thing: self.thing,
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

    /// Words, wrapped, with a first row that begins with something of its own.
    fn words(&mut self, lead: &Lead, words: &str, role: Role) {
        let spelled = self.look.spell(words);
        let room = self.width.saturating_sub(wrap::width(&lead.painted()));
        self.led(lead, wrap::wrap_plain(&spelled, room.max(1)), role);
    }

    /// What somebody wrote, wrapped: each row but the first is marked, so that none of it reads like a row of ours.
    fn wrote(&mut self, lead: &Lead, text: &str, role: Role) {
        let room = self.width.saturating_sub(wrap::width(&lead.painted()));
        self.led(
            lead,
            quoted::lines(&self.look.spell_lines(text), room),
            role,
        );
    }

    /// Wrapped lines behind what leads the first of them.
    fn led(&mut self, lead: &Lead, lines: Vec<String>, role: Role) {
        let style = theme::style(self.look, role);
        let painted = lead.painted();
        let indent = wrap::width(&painted);
        for (index, line) in lines.into_iter().enumerate() {
            let mut spans = Vec::with_capacity(2);
            if index == 0 && indent > 0 {
                spans.push((painted.clone(), theme::of_lead(self.look, lead, role)));
            } else if indent > 0 {
                spans.push((" ".repeat(indent), Style::new()));
            }
            spans.push((line, style));
            self.push(spans);
        }
    }

    /// A text to be copied: its own lines, however long.
    fn as_it_stands(&mut self, text: &str) {
        let style = theme::style(self.look, Role::Plain);
        for line in text.lines() {
            let spelled = self.look.spell(line);
            let spans = Some((spelled, style)).filter(|(line, _)| !line.is_empty());
            self.push(spans.into_iter().collect());
        }
    }

    /// A strong word and what follows it, wrapped together.
    ///
    /// The tick stands on the last row, which has room for the longest: another one moves no row.
    fn duty(&mut self, duty: &Duty) {
        let Duty {
            word,
            limits,
            ticked,
            room,
        } = duty;
        let strong = Emphasis {
            strong: true,
            ..Emphasis::default()
        };
        let spans = [
            Span::new(self.look.spell(word), strong),
            Span::new(self.look.spell(limits), Emphasis::default()),
            Span::new(
                format!("{ticked:<room$}").replace(' ', HELD),
                Emphasis::default(),
            ),
        ];
        for line in wrap::wrap(&spans, self.width, DUTY, DUTY) {
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

    fn doc(&mut self, doc: &Doc) {
        let laid = to_lines::lay(doc, self.width, &self.look.marks());
        for line in laid.lines {
            let base = match line.kind {
                LineKind::Heading(_) => Role::Heading,
                _ => Role::Plain,
            };
            let spans = line.spans.into_iter();
            let spans = spans.map(|span| self.styled(span, base)).collect();
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

    /// Empty rows for a text that is being typed; it is drawn over them.
    fn type_here(&mut self, text: &str, is_long: bool) {
        let slot = Slot::of(self.len(), text, is_long, self.width.saturating_sub(2));
        for _ in 0..slot.height {
            self.push(vec![(" ".to_owned(), Style::new())]);
        }
        self.typing = Some(slot);
    }

    /// The first row of a thing to choose, and the row after its last.
    fn span_of(&self, thing: usize) -> Option<(usize, usize)> {
        let moved = |first: usize, span: &(usize, usize)| (first + span.0, first + span.1);
        let standing = self.runs.iter().filter_map(|(first, run)| {
            let span = run.spans.get(&thing)?;
            Some(moved(*first, span))
        });
        let fresh = spans(&self.fresh);
        let fresh = fresh.get(&thing).map(|span| moved(self.standing, span));
        let found = standing.chain(fresh);
        found.reduce(|(first, _), (_, after)| (first, after))
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
pub(super) fn draw(rows: &Rows, scene: &Scene<'_>, frame: &mut Canvas<'_>, area: Rect) -> Laid {
    let height = usize::from(area.height);
    let span = scene.selected.and_then(|thing| rows.span_of(thing));
    let top = top_for(scene.top, span, height, rows.len());
    let matches = rows.matches(scene.query);
    let words = words_of(scene.query);
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
    if scene.has_cursor && area.width > 0 && area.height > 0 {
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
