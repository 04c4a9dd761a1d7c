//! Words into lines of a given width, with their styles; and the measures of text in cells.
//!
//! Widths are what ratatui draws: the sum over grapheme clusters. Text comes in cleaned (`clean::shown`); nothing
//! breaks if it does not, but then a control character counts as one cell.
//!
//! Lines are found as byte ranges over one text (`breaks`) and only then cut into spans, so that a word may change
//! its style in the middle and no character is copied twice.

mod breaks;
mod flow;
mod measure;

pub(crate) use breaks::breaks;
pub(crate) use flow::Flow;
pub use measure::{fit, pad, width};
pub(crate) use measure::{fit_end, is_one_cell, slice};

/// How loud a span is, apart from its emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// Bars, bullets, rules and numbers of links: may be drawn dim.
    Quiet,
    /// Something to be typed or copied as it stands.
    Code,
}

/// The style of a span as plain data; the view says what it looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Emphasis {
    /// `**strong**`.
    pub strong: bool,
    /// `*emphasis*`.
    pub emphasis: bool,
    /// Plain, quiet or code.
    pub tone: Tone,
    /// The link that these words belong to, as an index into the links of the page.
    pub link: Option<usize>,
}

impl Emphasis {
    /// No emphasis, in a quiet tone.
    pub const QUIET: Self = Self {
        strong: false,
        emphasis: false,
        tone: Tone::Quiet,
        link: None,
    };
}

/// Some text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Their style.
    pub style: Emphasis,
}

impl Span {
    /// A span of `text` in `style`.
    pub fn new(text: impl Into<String>, style: Emphasis) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

/// One line of the screen.
pub type Line = Vec<Span>;

/// The words of a line without their styles.
pub fn joined(line: &[Span]) -> String {
    line.iter().map(|span| span.text.as_str()).collect()
}

/// Wraps `spans` to `width` cells, the first line indented by `first_indent` and the others by `hanging_indent`.
///
/// Breaks at spaces, and after a hyphen or slash between words; a word that is too long is broken between letters.
/// Indents are spaces at the start of the line; one that would leave less than two cells for text is cut. No line
/// ends in a space. An LF in the text ends a line.
pub fn wrap(spans: &[Span], width: usize, first_indent: usize, hanging_indent: usize) -> Vec<Line> {
    let mut flow = Flow::default();
    for span in spans {
        flow.push(&span.text, span.style);
    }
    let first = first_indent.min(width.saturating_sub(2));
    let hanging = hanging_indent.min(width.saturating_sub(2));
    breaks(flow.text(), width - first, width - hanging)
        .iter()
        .enumerate()
        .map(|(number, range)| {
            let indent = if number == 0 { first } else { hanging };
            let mut line = Line::new();
            if indent > 0 && !range.is_empty() {
                line.push(Span::new(" ".repeat(indent), Emphasis::default()));
            }
            flow.cut(range, &mut line);
            line
        })
        .collect()
}

/// Wraps unstyled text to `width` cells; an LF ends a line, an empty line stays.
pub fn wrap_plain(text: &str, width: usize) -> Vec<String> {
    breaks(text, width, width)
        .into_iter()
        .map(|range| slice(text, range).to_owned())
        .collect()
}

#[cfg(test)]
mod tests;
