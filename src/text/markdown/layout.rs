//! From the parser's events to lines, in one pass and without a tree: a quotation nested ten thousand deep costs
//! memory, not stack.

mod gutter;
mod links;

use super::table::Table;
use super::{Laid, LaidLine, LineKind, Marks};
use crate::text::clean;
use crate::text::wrap::{Emphasis, Flow, Line, Span, Tone, breaks, fit, width};
use gutter::Gutters;
use links::Links;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The longest rule: without a width (a pipe) the text has no right edge to reach.
const LONGEST_RULE: usize = 72;

/// A list that is open.
struct List {
    /// The number of the next item, if they are numbered.
    next: Option<u64>,
    /// Its items stand apart.
    loose: bool,
}

/// A page in the making.
pub(super) struct Layout<'m> {
    marks: &'m Marks,
    lines: Vec<LaidLine>,
    links: Links,
    /// The words of the block in the making.
    flow: Flow,
    /// Its kind.
    kind: LineKind,
    style: Emphasis,
    /// How many `*` and `**` are open.
    depth: (usize, usize),
    gutters: Gutters,
    lists: Vec<List>,
    table: Option<Table>,
}

impl<'m> Layout<'m> {
    /// An empty page for a text of about `length` bytes.
    pub(super) fn new(width: usize, marks: &'m Marks, length: usize) -> Self {
        Self {
            marks,
            lines: Vec::with_capacity(length / width.clamp(8, 200) * 5 / 4),
            links: Links::default(),
            flow: Flow::default(),
            kind: LineKind::Text,
            style: Emphasis::default(),
            depth: (0, 0),
            gutters: Gutters::new(width.max(1)),
            lists: Vec::new(),
            table: None,
        }
    }

    /// Lays out everything that the parser says.
    pub(super) fn lay(mut self, events: Parser<'_>) -> Laid {
        for event in events {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) if self.kind == LineKind::Code => self.push(&clean::shown(&text)),
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    self.push(&clean::shown_line(&text));
                }
                Event::Code(text) => {
                    let tone = std::mem::replace(&mut self.style.tone, Tone::Code);
                    self.push(&clean::shown_line(&text));
                    self.style.tone = tone;
                }
                Event::SoftBreak => self.push(" "),
                Event::HardBreak => self.push("\n"),
                Event::Rule => {
                    self.flush();
                    let cells = self.gutters.room().min(LONGEST_RULE);
                    let rule = self.marks.rule.repeat(cells);
                    self.emit(vec![vec![Span::new(rule, Emphasis::QUIET)]], LineKind::Text);
                    self.gutters.leave_gap(true);
                }
                _ => {}
            }
        }
        self.flush();
        Laid {
            links: self.links.placed(&self.lines),
            lines: self.lines,
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.depth.0 += 1,
            Tag::Strong => self.depth.1 += 1,
            Tag::Link { dest_url, .. } => self.style.link = Some(self.links.start(&dest_url)),
            Tag::Image { .. } | Tag::TableCell | Tag::TableRow | Tag::TableHead => {}
            block => {
                self.flush();
                self.start_block(block);
            }
        }
        self.restyle();
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                if self.gutters.in_item()
                    && let Some(list) = self.lists.last_mut()
                {
                    list.loose = true;
                }
            }
            Tag::Heading { level, .. } => {
                self.kind = LineKind::Heading(level as u8);
                self.gutters.ensure_gap();
            }
            Tag::BlockQuote(_) => self.gutters.open(None, format!("{} ", self.marks.bar)),
            Tag::CodeBlock(_) => self.kind = LineKind::Code,
            Tag::List(next) => self.lists.push(List { next, loose: false }),
            Tag::Item => {
                let inner = self.lists.len() > 1;
                let mark = match self.lists.last_mut().and_then(|list| list.next.as_mut()) {
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
            }
            Tag::Table(alignments) => self.table = Some(Table::new(alignments)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.depth.0 = self.depth.0.saturating_sub(1),
            TagEnd::Strong => self.depth.1 = self.depth.1.saturating_sub(1),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {}
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell(std::mem::take(&mut self.flow));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.end_row();
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let room = self.gutters.room();
                    let lines = if self.marks.stacked {
                        table.stacked(room)
                    } else {
                        table.lay(room, self.marks.rule)
                    };
                    self.emit(lines, LineKind::Table);
                }
                self.gutters.leave_gap(true);
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.gutters.leave_gap(false);
            }
            TagEnd::Item => {
                self.flush();
                if self.gutters.owes_mark() {
                    // An empty item is still counted.
                    let (first, rest) = self.leads();
                    if first != rest {
                        self.print(begin(&first, true), LineKind::Text);
                    }
                }
                self.gutters.close();
                let loose = self.lists.last().is_some_and(|list| list.loose);
                self.gutters.leave_gap(loose);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                let apart = self.lists.last().is_none_or(|list| list.loose);
                self.gutters.leave_gap(apart);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.gutters.close();
                self.gutters.leave_gap(true);
            }
            _ => {
                self.flush();
                self.gutters.leave_gap(true);
            }
        }
        self.restyle();
    }

    /// Adds words that are already clean.
    fn push(&mut self, words: &str) {
        let words = (self.marks.letters)(words);
        self.flow.push(&words, self.style);
        self.links.say(&words);
    }

    fn restyle(&mut self) {
        self.style.emphasis = self.depth.0 > 0;
        self.style.strong = self.depth.1 > 0;
        self.style.tone = match self.kind {
            LineKind::Code => Tone::Code,
            _ => Tone::Plain,
        };
    }

    fn end_link(&mut self) {
        let Some((number, words)) = self.links.end() else {
            return;
        };
        if let Some(words) = words {
            self.flow.push(&(self.marks.letters)(words), self.style);
        }
        if self.marks.numbers {
            let style = Emphasis {
                link: self.style.link,
                ..Emphasis::QUIET
            };
            self.flow.push(&format!(" [{number}]"), style);
        }
        self.style.link = None;
    }

    /// Ends the block in the making and lays it out.
    fn flush(&mut self) {
        let kind = std::mem::take(&mut self.kind);
        if self.flow.is_empty() {
            return;
        }
        let mut flow = std::mem::take(&mut self.flow);
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
        flow.clear();
        self.flow = flow;
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
