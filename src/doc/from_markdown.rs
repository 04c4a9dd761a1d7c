//! Documents as the authors of the guide write them: the common dialect of Markdown (`CommonMark`) with tables.
//!
//! The built-in guide is read when the program is built, one of a folder at its start; nothing else is ever parsed.

mod depth;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use super::{Block, Cell, Column, Doc, Inline, List, Run, Side, Style, Table, Words};
use crate::text::Text;

/// Reads a document. Any text is one.
pub fn read(markdown: &str) -> Doc {
    let markdown = depth::bounded(markdown);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.end_words();
    Doc {
        blocks: reader.blocks,
    }
}

/// A quotation or an item of a list that is open, with the blocks of what it stands in.
struct Open {
    is_item: bool,
    outside: Vec<Block>,
}

/// A document in the making.
#[derive(Default)]
struct Reader {
    /// The blocks of what is open.
    blocks: Vec<Block>,
    open: Vec<Open>,
    lists: Vec<List>,
    table: Option<Table>,
    /// The row in the making.
    row: Vec<Words>,
    /// The line in the making.
    words: Words,
    /// How many `*` and `**` are open.
    depth: (usize, usize),
    /// Where the link leads that is open, and its words.
    link: Option<(Text, Words)>,
    /// The text of the author's own layout that is open.
    preformatted: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.preformatted {
                Some(open) => open.push_str(&text),
                None => self.say(&text, false),
            },
            Event::Html(text) | Event::InlineHtml(text) => self.say(&text, false),
            Event::Code(text) => self.say(&text, true),
            Event::SoftBreak => self.say(" ", false),
            Event::HardBreak => self.push("\n".to_owned(), false),
            Event::Rule => {
                self.end_words();
                self.blocks.push(Block::Rule);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.depth.0 += 1,
            Tag::Strong => self.depth.1 += 1,
            Tag::Link { dest_url, .. } => {
                // In the words of an image one link may lie in another.
                self.end_link();
                self.link = Some((Text::from(dest_url.into_string()), Words::default()));
            }
            Tag::Image { .. } | Tag::TableCell | Tag::TableRow | Tag::TableHead => {}
            block => {
                self.end_words();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        match tag {
            // In a list whose items stand close to one another their words are no paragraphs.
            Tag::Paragraph if self.open.last().is_some_and(|open| open.is_item) => {
                if let Some(list) = self.lists.last_mut() {
                    list.is_loose = true;
                }
            }
            Tag::BlockQuote(_) => self.open(false),
            Tag::CodeBlock(_) => self.preformatted = Some(String::new()),
            Tag::List(first) => self.lists.push(List {
                first,
                ..List::default()
            }),
            Tag::Item => self.open(true),
            Tag::Table(alignments) => {
                let column = |alignment| Column {
                    head: Words::default(),
                    side: match alignment {
                        Alignment::None | Alignment::Left => Side::Left,
                        Alignment::Center => Side::Centre,
                        Alignment::Right => Side::Right,
                    },
                };
                self.table = Some(Table {
                    columns: alignments.into_iter().map(column).collect(),
                    rows: Vec::new(),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.depth.0 = self.depth.0.saturating_sub(1),
            TagEnd::Strong => self.depth.1 = self.depth.1.saturating_sub(1),
            TagEnd::Link => self.end_link(),
            TagEnd::Heading(level) => {
                let words = std::mem::take(&mut self.words);
                self.blocks.push(Block::Heading(level as u8, words));
            }
            TagEnd::CodeBlock => {
                let text = self.preformatted.take().unwrap_or_default();
                self.blocks.push(Block::Preformatted(Text::from(text)));
            }
            TagEnd::BlockQuote(_) => {
                let inside = self.close();
                self.blocks.push(Block::Quote(inside));
            }
            TagEnd::Item => {
                let inside = self.close();
                if let Some(list) = self.lists.last_mut() {
                    list.items.push(inside);
                }
            }
            TagEnd::List(_) => {
                if let Some(list) = self.lists.pop() {
                    self.blocks.push(Block::List(list));
                }
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.words)),
            TagEnd::TableHead => {
                let heads = std::mem::take(&mut self.row);
                let columns = self.table.iter_mut().flat_map(|table| &mut table.columns);
                for (column, head) in columns.zip(heads) {
                    column.head = head;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row.into_iter().map(Cell::Words).collect());
                }
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            TagEnd::Image => {}
            _ => self.end_words(),
        }
    }

    fn open(&mut self, is_item: bool) {
        let outside = std::mem::take(&mut self.blocks);
        self.open.push(Open { is_item, outside });
    }

    fn close(&mut self) -> Vec<Block> {
        self.end_words();
        let outside = self.open.pop().map(|open| open.outside);
        std::mem::replace(&mut self.blocks, outside.unwrap_or_default())
    }

    fn end_link(&mut self) {
        if let Some((place, words)) = self.link.take() {
            let words = words.into_runs();
            self.words.push(Inline::Link { place, words });
        }
    }

    /// Ends the line in the making.
    fn end_words(&mut self) {
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.blocks.push(Block::Paragraph(words));
        }
    }

    /// Adds words; a line end in them is none.
    fn say(&mut self, text: &str, code: bool) {
        self.push(text.replace('\n', " "), code);
    }

    fn push(&mut self, text: String, code: bool) {
        let style = Style {
            strong: self.depth.1 > 0,
            emphasis: self.depth.0 > 0,
            code,
        };
        let text = Text::from(text);
        let words = match &mut self.link {
            Some((_, words)) => words,
            None => &mut self.words,
        };
        words.push(Inline::Run(Run { text, style }));
    }
}
