//! What a document is: blocks of words, tables, and places to write. Whatever is read, printed or taken away is made into
//! one of these once, and never parsed again.
//!
//! - `from_markdown`: how the guide's authors write one
//! - `to_lines`: lines of a width, for the screen and for somebody who listens · `to_text`: a text file · `to_markdown`

pub mod format;
pub mod from_markdown;
pub mod to_lines;
pub mod to_markdown;
pub mod to_text;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::text::Text;
pub use words::{Inline, Run, Style, Words};

/// A document.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Doc {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// A part of a document that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Block {
    /// A heading of a level, 1 to 6.
    Heading(u8, Words),
    /// A paragraph.
    Paragraph(Words),
    /// A list.
    List(List),
    /// What somebody else says.
    Quote(Vec<Self>),
    /// A table.
    Table(Table),
    /// A text that its author laid out.
    Preformatted(Text),
    /// A line between two subjects.
    Rule,
    /// Something to be filled in.
    Field(Field),
    /// A place or an address that somebody may copy: a line of its own, however long.
    Address {
        /// What stands in a line before it.
        label: Option<Text>,
        /// Itself.
        text: Text,
    },
    /// An entry of a record.
    Entry(Entry),
    /// A part that stands for itself: where links have numbers, it has its own.
    Part(Vec<Self>),
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct List {
    /// The number of its first item, if they are numbered.
    pub first: Option<u64>,
    /// Whether its items stand apart.
    pub is_loose: bool,
    /// Its items.
    pub items: Vec<Vec<Block>>,
}

/// A table; each row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows below the heads.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Column {
    /// Its head.
    pub head: Words,
    /// Where its cells stand.
    pub side: Side,
}

/// Where something stands in the room that it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right, as numbers do.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Cell {
    /// What stands there.
    Words(Words),
    /// A place to write something of a kind.
    Hole(Kind),
}

/// Something to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Field {
    /// Its label.
    pub name: Words,
    /// How to fill it in.
    pub guidance: Words,
    /// What it takes.
    pub kind: Kind,
}

/// An entry of a record; it stands close to those before and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entry {
    /// How many steps it stands in: it belongs to the last one before it that stands less far in.
    pub depth: u8,
    /// The mark of a state.
    pub mark: Option<Text>,
    /// Its words.
    pub text: Text,
    /// Whether there is something in them that somebody wrote: then no line of it may look like another entry.
    pub is_quoted: bool,
}

/// What a field or a cell takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Kind {
    /// Any text.
    #[default]
    Text,
    /// A text of one line.
    Line,
    /// A date.
    Date,
    /// A number.
    Number,
    /// One of these.
    OneOf(Vec<Text>),
}

impl Doc {
    /// A document of one paragraph.
    pub fn of(words: impl Into<Words>) -> Self {
        let mut doc = Self::default();
        doc.paragraph(words);
        doc
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds a block.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, words: impl Into<Words>) {
        self.add(Block::Heading(level, words.into()));
    }

    /// Adds a paragraph, unless it has no words.
    pub fn paragraph(&mut self, words: impl Into<Words>) {
        let words = words.into();
        if !words.is_empty() {
            self.add(Block::Paragraph(words));
        }
    }

    /// Adds a plain text: a paragraph, or several with empty lines between.
    pub fn prose(&mut self, text: &Text) {
        if !text.contains("\n\n") {
            return self.paragraph(text);
        }
        for part in text.split("\n\n") {
            self.paragraph(part.to_owned());
        }
    }

    /// Adds a list of single lines, numbered from `first` if there is one.
    pub fn list<W: Into<Words>>(&mut self, first: Option<u64>, items: impl IntoIterator<Item = W>) {
        let items = items.into_iter();
        self.add(Block::List(List {
            first,
            is_loose: false,
            items: items
                .map(|words| vec![Block::Paragraph(words.into())])
                .collect(),
        }));
    }

    /// Adds an entry of words of ours, so many steps in.
    pub fn line(&mut self, depth: u8, text: impl Into<String>) {
        self.add(Block::Entry(Entry {
            depth,
            text: text.into().into(),
            ..Entry::default()
        }));
    }

    /// The same with something in them that somebody wrote.
    pub fn wrote(&mut self, depth: u8, text: impl Into<String>) {
        self.add(Block::Entry(Entry {
            depth,
            text: text.into().into(),
            is_quoted: true,
            ..Entry::default()
        }));
    }

    /// Adds all of another document.
    pub fn extend(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// Adds a part that stands for itself, unless it says nothing.
    pub fn part(&mut self, part: Self) {
        if !part.is_empty() {
            self.add(Block::Part(part.blocks));
        }
    }

    /// The same document, from whoever owns it.
    pub fn and(mut self, other: Self) -> Self {
        self.extend(other);
        self
    }

    /// Whether a heading of it has these words.
    pub fn has_heading(&self, wanted: &str) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Heading(_, words) => words.text() == wanted,
            _ => false,
        })
    }

    /// Where its links lead, in the order of the text.
    pub fn links(&self) -> Vec<&str> {
        let mut links = Vec::new();
        self.each(&mut |part| {
            if let Said::Words(words) = part {
                links.extend(words.links());
            }
        });
        links
    }

    /// Its words without anything else, a line for each block; for search and for counting.
    ///
    /// Not cleaned: a search compares it with what was typed. Whoever shows a part of it cleans that part.
    pub fn words(&self) -> String {
        let mut all = String::new();
        self.each(&mut |part| match part {
            Said::Words(words) => words.push_to(&mut all),
            Said::Text(text) => all.push_str(text),
            Said::End => {
                all.truncate(all.trim_end().len());
                if !all.is_empty() {
                    all.push('\n');
                }
            }
            Said::Gap => all.push(' '),
        });
        all
    }

    /// Says everything that stands in it, in order.
    fn each<'a>(&'a self, say: &mut impl FnMut(Said<'a>)) {
        say_all(&self.blocks, say);
    }
}

/// A piece of a document, on a walk through it.
enum Said<'a> {
    /// Words of a line.
    Words(&'a Words),
    /// A text as it stands.
    Text(&'a str),
    /// Between two cells of a row.
    Gap,
    /// A line ends.
    End,
}

fn say_all<'a>(blocks: &'a [Block], say: &mut impl FnMut(Said<'a>)) {
    for block in blocks {
        match block {
            Block::Heading(_, words) | Block::Paragraph(words) => say(Said::Words(words)),
            Block::List(list) => {
                for item in &list.items {
                    say_all(item, say);
                }
            }
            Block::Quote(blocks) | Block::Part(blocks) => say_all(blocks, say),
            Block::Table(table) => {
                for column in &table.columns {
                    say(Said::Words(&column.head));
                    say(Said::Gap);
                }
                for row in &table.rows {
                    say(Said::End);
                    for cell in row {
                        if let Cell::Words(words) = cell {
                            say(Said::Words(words));
                        }
                        say(Said::Gap);
                    }
                }
            }
            Block::Preformatted(text) | Block::Entry(Entry { text, .. }) => say(Said::Text(text)),
            Block::Address { label, text } => {
                for text in label.iter().chain([text]) {
                    say(Said::Text(text));
                    say(Said::End);
                }
            }
            Block::Rule => {}
            Block::Field(field) => {
                for words in [&field.name, &field.guidance] {
                    say(Said::Words(words));
                    say(Said::End);
                }
                if let Kind::OneOf(choices) = &field.kind {
                    for choice in choices {
                        say(Said::Text(choice));
                        say(Said::Gap);
                    }
                }
            }
        }
        say(Said::End);
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
