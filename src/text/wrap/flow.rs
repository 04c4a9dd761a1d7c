//! Styled text before it is cut into lines.

use super::{Emphasis, Line, Span, slice};
use std::ops::Range;

/// Text with its styles before it is cut into lines: one string, and where each style ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow {
    text: String,
    runs: Vec<(usize, Emphasis)>,
}

impl Flow {
    /// Adds `text` in `style`.
    pub(crate) fn push(&mut self, text: &str, style: Emphasis) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some((end, last)) if *last == style => *end = self.text.len(),
            _ => self.runs.push((self.text.len(), style)),
        }
    }

    /// Adds another flow with its styles.
    pub(crate) fn append(&mut self, other: &Self) {
        let from = self.text.len();
        self.text.push_str(&other.text);
        self.runs
            .extend(other.runs.iter().map(|&(end, style)| (from + end, style)));
    }

    /// The same words, each style changed by `change`.
    pub(crate) fn restyled(mut self, change: impl Fn(Emphasis) -> Emphasis) -> Self {
        for (_, style) in &mut self.runs {
            *style = change(*style);
        }
        self
    }

    /// The words without their styles.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends the part `range` to `line`, as spans.
    pub(crate) fn cut(&self, range: &Range<usize>, line: &mut Line) {
        let mut from = range.start;
        let first = self.runs.partition_point(|&(end, _)| end <= from);
        for &(end, style) in self.runs.iter().skip(first) {
            let to = end.min(range.end);
            if from >= to {
                break;
            }
            line.push(Span::new(slice(&self.text, from..to), style));
            from = to;
        }
    }
}
