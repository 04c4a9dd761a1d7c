//! The links of a page, as they are come across.

use super::{LaidLine, Link};
use crate::text::clean;
use std::collections::BTreeMap;

/// The links so far.
#[derive(Default)]
pub(super) struct Links {
    found: Vec<Link>,
    /// The last of them is still open.
    open: bool,
    /// The number of each place that is linked to.
    numbers: BTreeMap<String, usize>,
}

impl Links {
    /// Begins a link to `place` and returns its index.
    pub(super) fn start(&mut self, place: &str) -> usize {
        let place = clean::shown_line(place).into_owned();
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(place.clone()).or_insert(next);
        self.open = true;
        self.found.push(Link {
            place,
            words: String::new(),
            line: 0,
            number,
        });
        self.found.len() - 1
    }

    /// Adds words to the open link, if there is one; its words are one line.
    pub(super) fn say(&mut self, words: &str) {
        if let Some(link) = self.found.last_mut().filter(|_| self.open) {
            link.words.push_str(if words == "\n" { " " } else { words });
        }
    }

    /// Ends the open link: its number, and the words that have to be added where it has none of its own.
    pub(super) fn end(&mut self) -> Option<(usize, Option<&str>)> {
        let link = self.found.last_mut().filter(|_| self.open)?;
        self.open = false;
        if !link.words.trim().is_empty() {
            return Some((link.number, None));
        }
        link.words.clone_from(&link.place);
        Some((link.number, Some(&link.words)))
    }

    /// All links, each with the line of the page on which it begins.
    pub(super) fn placed(mut self, lines: &[LaidLine]) -> Vec<Link> {
        // From the end, so that the first line of a link is what stays.
        for (number, line) in lines.iter().enumerate().rev() {
            for link in line.spans.iter().filter_map(|span| span.style.link) {
                if let Some(link) = self.found.get_mut(link) {
                    link.line = number;
                }
            }
        }
        self.found
    }
}
