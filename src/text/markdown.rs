//! Markdown as lines of a given width: the same lines for the screen and for `roadsigns read`.
//!
//! The common dialect (`CommonMark`) with tables. The words are cleaned and spelled in the terminal's letters on their way through, after
//! parsing: an entity such as `&#27;` is a control character only then.

mod depth;
mod layout;
mod plain;
mod table;

pub use plain::plain;

use crate::text::transliterate::{self, Letters};
use crate::text::wrap::Line;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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
    /// Its lines, none wider than asked for (from two cells up).
    pub lines: Vec<LaidLine>,
    /// Its links; `Emphasis::link` is an index into them.
    pub links: Vec<Link>,
}

/// Lays `markdown` out at `width` cells.
///
/// Any width is safe. Where there is no room left, indents go first, then tables become blocks of `Header: value`.
pub fn lay(markdown: &str, width: usize, marks: &Marks) -> Laid {
    let markdown = depth::bounded(markdown);
    layout::Layout::new(width, marks, markdown.len()).lay(parser(&markdown))
}

/// Where the links of `markdown` lead, in the order of the text.
pub fn links(markdown: &str) -> Vec<String> {
    parser(&depth::bounded(markdown))
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect()
}

/// The words of `markdown` without its syntax, a line for each block; for search and for counting.
///
/// Not cleaned: a search compares it with what was typed. Whoever shows a part of it cleans that part.
pub fn words(markdown: &str) -> String {
    let mut words = String::with_capacity(markdown.len());
    for event in parser(&depth::bounded(markdown)) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::End(TagEnd::TableCell) => words.push(' '),
            Event::HardBreak | Event::Rule => end_line(&mut words),
            Event::Start(tag) if !is_inline(tag.to_end()) => end_line(&mut words),
            Event::End(tag) if !is_inline(tag) => end_line(&mut words),
            _ => {}
        }
    }
    end_line(&mut words);
    words
}

/// Ends the present line of `words`, if there is one.
fn end_line(words: &mut String) {
    words.truncate(words.trim_end().len());
    if !words.is_empty() {
        words.push('\n');
    }
}

/// Whether `tag` stands inside a line.
fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image | TagEnd::TableCell
    )
}

/// The one dialect of the guide, for a text that was [`depth::bounded`].
fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
