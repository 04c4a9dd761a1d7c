//! A document as lines of a given width: the same lines for the screen and for `roadsigns read`.
//!
//! The words are cleaned and spelled in the terminal's letters on their way through.

mod gutter;
mod links;
mod table;

use super::{Block, Cell, Doc, Entry, Field, Inline, Kind, List, Run, Style, Words};
use crate::text::clean;
use crate::text::quoted;
use crate::text::transliterate::{self, Letters};
use crate::text::wrap::{Emphasis, Flow, Line, Span, Tone, breaks, fit, width, wrap_plain};
use gutter::Gutters;
use links::Links;

/// The longest rule: without a width (a pipe) the text has no right edge to reach.
const LONGEST_RULE: usize = 72;
/// A place to write in a cell: an empty one would not be seen.
const HOLE: &str = "____";
/// The place to write of a field.
pub(super) const LINE: &str = "__________";
/// Before a choice of a field.
pub(super) const CHOICE: &str = "( ) ";
/// Cells of a step that an entry stands in.
const INDENT: usize = 2;
/// Between two choices.
pub(super) const BETWEEN: &str = "   ";

/// What the page is drawn with besides its words. All of it goes out as it stands, so it has to be in the
/// terminal's letters already.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// Before an item of a list, without the space after it.
    pub bullet: &'static str,
    /// Before an item of a list inside a list.
    pub inner_bullet: &'static str,
    /// Before each line of a quotation, without the space after it.
    pub bar: &'static str,
    /// What a rule is made of; one cell.
    pub rule: &'static str,
    /// Spells words in the letters of the terminal, before they are wrapped (`transliterate`).
    pub letters: Letters,
    /// Whether each link is followed by its number, `[1]`, for terminals and pipes without underlining.
    pub numbers: bool,
    /// Whether each row of a table is a block of its own, to be read and not looked at.
    pub stacked: bool,
}

impl Marks {
    /// For terminals that show any letter.
    pub const UNICODE: Self = Self {
        bullet: "-",
        inner_bullet: "-",
        bar: "│",
        rule: "─",
        letters: transliterate::to_unicode,
        numbers: false,
        stacked: false,
    };

    /// For terminals that have only ASCII.
    pub const ASCII: Self = Self {
        bullet: "*",
        inner_bullet: "-",
        bar: "|",
        rule: "-",
        letters: transliterate::to_ascii,
        numbers: false,
        stacked: false,
    };
}

/// What a line belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// Paragraphs, lists, quotations, and the empty lines between.
    #[default]
    Text,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A row of a table, or of the blocks that a table became.
    Table,
    /// Text that was laid out by its author.
    Code,
    /// Something to be copied, in one piece.
    Address,
    /// An entry of a record.
    Entry,
}

/// One line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaidLine {
    /// Its words; empty for an empty line.
    pub spans: Line,
    /// What it belongs to.
    pub kind: LineKind,
}

/// One link of a page, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads: a place, or an address.
    pub place: String,
    /// Its words, or the place where it has none.
    pub words: String,
    /// The line that it begins on.
    pub line: usize,
    /// Its number as read by people, from 1; links to the same place share it.
    pub number: usize,
}

/// A page, laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// Its lines, none wider than asked for (from two cells up) but those to be copied in one piece.
    pub lines: Vec<LaidLine>,
    /// Its links; `Emphasis::link` is an index into them.
    pub links: Vec<Link>,
}

/// Lays a document out at `width` cells.
///
/// Any width is safe. Where there is no room left, indents go first, then tables become blocks of `Header: value`.
pub fn lay(doc: &Doc, width: usize, marks: &Marks) -> Laid {
    lay_blocks(&doc.blocks, width, marks)
}

/// Lays some blocks out.
pub(super) fn lay_blocks(blocks: &[Block], width: usize, marks: &Marks) -> Laid {
    let mut layout = Layout::new(width, marks);
    layout.blocks(blocks, false);
    Laid {
        links: layout.links.placed(&layout.lines),
        lines: layout.lines,
    }
}

/// A page in the making.
struct Layout<'m> {
    marks: &'m Marks,
    lines: Vec<LaidLine>,
    links: Links,
    gutters: Gutters,
    /// Of each open list, whether its items stand apart.
    lists: Vec<bool>,
}

impl<'m> Layout<'m> {
    fn new(width: usize, marks: &'m Marks) -> Self {
        Self {
            marks,
            lines: Vec::new(),
            links: Links::default(),
            gutters: Gutters::new(width.max(1)),
            lists: Vec::new(),
        }
    }

    /// Lays blocks out; paragraphs are close to one another in an item of a list whose items are.
    fn blocks(&mut self, blocks: &[Block], is_close: bool) {
        for block in blocks {
            self.block(block, is_close);
        }
    }

    fn block(&mut self, block: &Block, is_close: bool) {
        match block {
            Block::Heading(level, words) => {
                self.gutters.ensure_gap();
                let flow = self.flow(words);
                self.print_flow(&flow, LineKind::Heading(*level));
                self.gutters.leave_gap(false);
            }
            Block::Paragraph(words) => {
                let flow = self.flow(words);
                self.print_flow(&flow, LineKind::Text);
                if !is_close {
                    self.gutters.leave_gap(true);
                }
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.gutters.open(None, format!("{} ", self.marks.bar));
                self.blocks(blocks, false);
                self.gutters.close();
                self.gutters.leave_gap(true);
            }
            Block::Table(table) => self.table(table),
            Block::Preformatted(text) => {
                let mut flow = Flow::default();
                let code = Emphasis {
                    tone: Tone::Code,
                    ..Emphasis::default()
                };
                flow.push(&(self.marks.letters)(&clean::shown(text)), code);
                self.print_flow(&flow, LineKind::Code);
                self.gutters.leave_gap(true);
            }
            Block::Rule => {
                let cells = self.gutters.room().min(LONGEST_RULE);
                let rule = self.marks.rule.repeat(cells);
                self.emit(vec![vec![Span::new(rule, Emphasis::QUIET)]], LineKind::Text);
                self.gutters.leave_gap(true);
            }
            Block::Field(field) => self.field(field),
            Block::Address { label, text } => {
                if let Some(label) = label {
                    self.print_flow(&plain(&self.spelled(&format!("{label}:"))), LineKind::Text);
                }
                let line = vec![Span::new(self.spelled(text), Emphasis::default())];
                self.emit(vec![line], LineKind::Address);
                if !is_close {
                    self.gutters.leave_gap(true);
                }
            }
            Block::Entry(entry) => self.entry(entry),
            Block::Part(blocks) => {
                self.blocks(blocks, false);
                self.gutters.leave_gap(true);
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mark = entry.mark.as_ref().map(|mark| format!("{mark} "));
        let mark = mark.unwrap_or_default();
        let indent = " ".repeat(INDENT * usize::from(entry.depth));
        let used = width(&indent) + width(&mark);
        let room = self.gutters.room().saturating_sub(used).max(1);
        let text = (self.marks.letters)(&clean::shown(&entry.text)).into_owned();
        let lines = if entry.is_quoted {
            quoted::lines(&text, room)
        } else {
            wrap_plain(&text, room)
        };
        let lines = lines.into_iter().enumerate().map(|(number, words)| {
            let mark = match number {
                0 => mark.clone(),
                _ => " ".repeat(width(&mark)),
            };
            let line = format!("{indent}{mark}{words}");
            vec![Span::new(line.trim_end(), Emphasis::default())]
        });
        self.emit(lines.collect(), LineKind::Entry);
    }

    fn list(&mut self, list: &List) {
        let inner = !self.lists.is_empty();
        self.lists.push(list.is_loose);
        let mut next = list.first;
        for item in &list.items {
            let mark = match &mut next {
                Some(next) => {
                    let mark = format!("{next}. ");
                    *next = next.saturating_add(1);
                    mark
                }
                None if inner => format!("{} ", self.marks.inner_bullet),
                None => format!("{} ", self.marks.bullet),
            };
            let hang = " ".repeat(width(&mark));
            self.gutters.open(Some(mark), hang);
            self.blocks(item, !list.is_loose);
            if self.gutters.owes_mark() {
                // An empty item is still counted.
                let (first, rest) = self.leads();
                if first != rest {
                    self.print(begin(&first, true), LineKind::Text);
                }
            }
            self.gutters.close();
            self.gutters.leave_gap(list.is_loose);
        }
        self.lists.pop();
        let apart = self.lists.last().is_none_or(|is_loose| *is_loose);
        self.gutters.leave_gap(apart);
    }

    fn table(&mut self, table: &super::Table) {
        let head = table.columns.iter();
        let head = head.map(|column| self.flow(&column.head)).collect();
        let sides = table.columns.iter().map(|column| column.side).collect();
        let mut laid = table::Table::new(sides, head);
        for row in &table.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Words(words) => self.flow(words),
                Cell::Hole(_) => plain(HOLE),
            });
            laid.row(cells.collect());
        }
        let room = self.gutters.room();
        let lines = if self.marks.stacked {
            laid.stacked(room)
        } else {
            laid.lay(room, self.marks.rule)
        };
        self.emit(lines, LineKind::Table);
        self.gutters.leave_gap(true);
    }

    /// A field: its label, how to fill it in, and the room for it.
    fn field(&mut self, field: &Field) {
        let name = self.flow(&field.name).restyled(|style| Emphasis {
            strong: true,
            ..style
        });
        let guidance = self.flow(&field.guidance).restyled(|style| Emphasis {
            emphasis: true,
            ..style
        });
        let room = match &field.kind {
            Kind::OneOf(choices) => self.choices(choices),
            Kind::Text | Kind::Line | Kind::Date | Kind::Number => plain(LINE),
        };
        for flow in [name, guidance, room] {
            self.print_flow(&flow, LineKind::Text);
            self.gutters.leave_gap(true);
        }
    }

    fn choices(&self, choices: &[crate::text::Text]) -> Flow {
        let choices: Vec<String> = choices
            .iter()
            .map(|choice| format!("{CHOICE}{}", self.spelled(choice)))
            .collect();
        plain(&choices.join(BETWEEN))
    }

    /// A text of one line, cleaned and spelled.
    fn spelled(&self, text: &str) -> String {
        (self.marks.letters)(&clean::shown_line(text)).into_owned()
    }

    /// Words, cleaned and spelled, with their styles; their links are noted.
    fn flow(&mut self, words: &Words) -> Flow {
        let mut flow = Flow::default();
        for inline in words.pieces() {
            match inline {
                Inline::Run(run) => self.run(run, None, &mut flow),
                Inline::Link { place, words } => {
                    let link = Some(self.links.start(place));
                    for run in words {
                        self.run(run, link, &mut flow);
                    }
                    self.end_link(link, &mut flow);
                }
            }
        }
        flow
    }

    fn run(&mut self, run: &Run, link: Option<usize>, flow: &mut Flow) {
        let style = emphasis(run.style, link);
        for (number, line) in run.text.split('\n').enumerate() {
            if number > 0 {
                flow.push("\n", style);
                self.links.say("\n");
            }
            let line = clean::shown_line(line);
            let line = (self.marks.letters)(&line);
            flow.push(&line, style);
            self.links.say(&line);
        }
    }

    fn end_link(&mut self, link: Option<usize>, flow: &mut Flow) {
        let Some((number, words)) = self.links.end() else {
            return;
        };
        if let Some(words) = words {
            flow.push(
                &(self.marks.letters)(words),
                emphasis(Style::default(), link),
            );
        }
        if self.marks.numbers {
            let style = Emphasis {
                link,
                ..Emphasis::QUIET
            };
            flow.push(&format!(" [{number}]"), style);
        }
    }

    /// Puts words on the page, wrapped.
    fn print_flow(&mut self, flow: &Flow, kind: LineKind) {
        if flow.is_empty() {
            return;
        }
        let (first, rest) = self.leads();
        let text = flow.text().trim_end_matches(['\n', ' ']);
        let cells = self.gutters.width();
        let mut lead = &first;
        for range in breaks(text, cells - width(&first), cells - width(&rest)) {
            let mut line = begin(lead, range.is_empty());
            flow.cut(&range, &mut line);
            self.print(line, kind);
            lead = &rest;
        }
    }

    /// Puts finished lines on the page.
    fn emit(&mut self, lines: Vec<Line>, kind: LineKind) {
        let (mut first, rest) = self.leads();
        if width(&first) > width(&rest) {
            self.print(begin(&first, true), LineKind::Text);
            first.clone_from(&rest);
        }
        for mut line in lines {
            let mut spans = begin(&first, line.is_empty());
            spans.append(&mut line);
            self.print(spans, kind);
            first.clone_from(&rest);
        }
    }

    /// Puts one line on the page.
    fn print(&mut self, spans: Line, kind: LineKind) {
        self.lines.push(LaidLine { spans, kind });
    }

    /// Prints the empty line that is due and says what stands before the next line and those after it.
    fn leads(&mut self) -> (String, String) {
        if let Some(lead) = self.gutters.take_gap()
            && !self.lines.is_empty()
        {
            self.print(begin(&lead, true), LineKind::Text);
        }
        let (mut first, rest) = self.gutters.leads();
        // A bullet without room for text behind it has a line of its own.
        if first != rest && width(&first) + 2 > self.gutters.width() {
            let alone = fit(first.trim_end(), self.gutters.width(), "").into_owned();
            self.print(begin(&alone, true), LineKind::Text);
            first.clone_from(&rest);
        }
        (first, rest)
    }
}

/// A line that begins with `lead`, without its spaces if nothing will follow.
fn begin(lead: &str, alone: bool) -> Line {
    let lead = if alone { lead.trim_end() } else { lead };
    let mut line = Line::new();
    if !lead.is_empty() {
        line.push(Span::new(lead, Emphasis::QUIET));
    }
    line
}

/// Words of ours without a style.
fn plain(words: &str) -> Flow {
    let mut flow = Flow::default();
    flow.push(words, Emphasis::default());
    flow
}

fn emphasis(style: Style, link: Option<usize>) -> Emphasis {
    Emphasis {
        strong: style.strong,
        emphasis: style.emphasis,
        tone: if style.code { Tone::Code } else { Tone::Plain },
        link,
    }
}
