//! Lines that came at once, as a paste does, where a text of one line is asked for. None of them is kept before somebody says
//! what to do: spread over the fields that come next they would be wrong in each.

use crate::app::App;
use crate::app::command::Command;
use crate::app::message::Message;
use crate::plain::spoken;
use crate::scene::Standing;
use crate::text::number::counted;
use crate::text::wrap;

/// How many of them are said, and how many columns of each.
const SAID: (usize, usize) = (5, 120);

/// The lines, and what becomes of them.
pub(super) struct Together {
    label: &'static str,
    lines: Vec<String>,
    fate: Fate,
}

/// What becomes of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nobody has said.
    Asked,
    /// Nobody has said, after an answer that was none.
    AskedAgain,
    /// Each is an answer of its own.
    Each,
    /// They have been dealt with.
    Over,
}

impl Together {
    /// Lines that came for a field.
    pub(super) fn new(label: &'static str, lines: Vec<String>) -> Self {
        Self {
            label,
            lines,
            fate: Fate::Asked,
        }
    }

    /// Whether each is to be heard as an answer.
    pub(super) fn is_let_go(&self) -> bool {
        self.fate == Fate::Each
    }

    /// Whether nothing is left to be decided or heard.
    pub(super) fn is_over(&self) -> bool {
        self.fate == Fate::Over
    }

    /// The lines.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Asks what to do with them.
    pub(super) fn asks(&self, app: &App, width: usize) -> Vec<String> {
        if self.fate == Fate::AskedAgain {
            return spoken::told(app, "Type a number from 1 to 4.", width);
        }
        let filled = self.lines.iter().filter(|line| !line.trim().is_empty());
        let (most, columns) = SAID;
        let count = counted(self.lines.len(), "line", "lines");
        let mut words = format!(
            "{count} came at once, and this takes one line: {}. They begin:",
            self.label
        );
        for line in filled.take(most) {
            words.push('\n');
            words.push_str(&wrap::fit(line, columns, "..."));
        }
        let mut said = spoken::wrote(app, &words, width);
        for choice in [
            "1. Make one line of them",
            "2. Keep the first alone",
            "3. Answer with each in turn, this question and the next ones",
            "4. Keep none of them",
            "A number chooses.",
        ] {
            said.extend(spoken::told(app, choice, width));
        }
        said
    }

    /// What an answer to that means.
    pub(super) fn decide(&mut self, app: &App, answer: &str) -> Vec<Message> {
        let filled = || {
            self.lines
                .iter()
                .map(|line| line.trim())
                .filter(|line| !line.is_empty())
        };
        let text = match answer.trim() {
            "1" => filled().collect::<Vec<_>>().join(" "),
            "2" => filled().next().unwrap_or_default().to_owned(),
            "3" => {
                self.fate = Fate::Each;
                return Vec::new();
            }
            "4" | "<" | "back" | "\u{1b}" => {
                self.fate = Fate::Over;
                return Vec::new();
            }
            _ => {
                self.fate = Fate::AskedAgain;
                return Vec::new();
            }
        };
        self.fate = Fate::Over;
        let mut messages = vec![Message::Fill(text)];
        // A search goes on as long as words are typed.
        if !matches!(app.scene().standing, Standing::Search { .. }) {
            messages.push(Message::Do(Command::NextPart));
        }
        messages
    }
}
