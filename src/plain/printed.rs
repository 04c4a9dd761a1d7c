//! A document in the making: lines of ours, and what somebody wrote among them.

use std::fmt::Write as _;

use crate::doc::to_text::Paper;
use crate::project::audit;
use crate::project::book::{Held, is_clash};
use crate::project::change::Field;
use crate::project::date::Clock;
use crate::text::{clean, wrap};

/// The document so far.
pub(super) struct Printed {
    /// Its text.
    pub(super) text: String,
    /// What it is set on.
    pub(super) paper: Paper,
    /// What the reader's clock shows.
    pub(super) clock: Clock,
}

impl Printed {
    /// An empty one.
    pub(super) fn on(paper: Paper, clock: Clock) -> Self {
        Self {
            text: String::new(),
            paper,
            clock,
        }
    }

    fn put(&mut self, indent: usize, lines: Vec<String>) {
        for line in lines {
            let _ = writeln!(self.text, "{}{line}", " ".repeat(indent));
        }
    }

    /// Words of ours.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        let lines = self.paper.narrower(indent, text);
        self.put(indent, lines);
    }

    /// Words with something in them that somebody wrote.
    pub(super) fn wrote(&mut self, indent: usize, text: &str) {
        let lines = self.paper.quoted(indent, text);
        self.put(indent, lines);
    }

    /// A heading of ours.
    pub(super) fn heading(&mut self, text: &str) {
        self.text.push('\n');
        let lines = self.paper.lines(&clean::shown_line(text));
        self.underlined(lines, "-");
    }

    /// A heading that somebody wrote.
    pub(super) fn title(&mut self, text: &str) {
        let lines = self.paper.quoted(0, text);
        self.underlined(lines, "=");
    }

    fn underlined(&mut self, lines: Vec<String>, rule: &str) {
        let width = lines.iter().map(|line| wrap::width(line)).max();
        self.put(0, lines);
        self.put(0, vec![rule.repeat(width.unwrap_or(0))]);
    }

    /// A field with what is kept in it: what stands unless that is empty, and whatever is kept beside it.
    pub(super) fn field(&mut self, name: &str, field: &Field, heads: &[Held]) {
        let is_said = |held: &&Held| !held.value.is_empty() || is_clash(heads);
        if let Some(stands) = heads.last().filter(is_said) {
            self.wrote(
                6,
                &format!(
                    "{name}: {}",
                    audit::value_words(self.clock, field, &stands.value)
                ),
            );
        }
        self.beside(name, field, heads);
    }

    /// What is kept in a field beside what stands.
    pub(super) fn beside(&mut self, name: &str, field: &Field, heads: &[Held]) {
        let Some((stands, others)) = heads.split_last() else {
            return;
        };
        for held in others.iter().filter(|held| held.value != stands.value) {
            let at = (self.clock)(held.at).minute();
            let value = audit::value_words(self.clock, field, &held.value);
            // The value begins a line, where an eye and a search find it whole.
            self.wrote(
                6,
                &format!("{name}, also kept ({}, {at}):\n{value}", held.by),
            );
        }
    }
}
