//! The question for the text that is asked for, and the prompt that waits for it.

use crate::app::App;
use crate::plain::spoken;
use crate::scene::Standing;

/// A question; nothing is asked where it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    /// What is wrong with the last answer.
    fault: Option<String>,
    /// What is asked, and what is there.
    asks: String,
    /// How to answer.
    hints: String,
    /// Whose answer it is.
    whose: String,
}

impl Question {
    /// The question for the text that is asked for. How to answer is said with the first of several.
    pub(super) fn of(app: &App, is_brief: bool, is_first: bool) -> Self {
        let Some(field) = app.field() else {
            return Self::default();
        };
        let whose = whose(field.label);
        let scene = app.scene();
        let is_needed = match scene.standing {
            Standing::Search { has_hits, .. } => return Self::search(has_hits, is_brief, whose),
            Standing::Form { is_needed, .. } => is_needed,
            _ => false,
        };
        let focus = scene.selected.unwrap_or(0);
        let text = field.text();
        let held = if text.is_empty() { "empty" } else { &text };
        let asks = if field.label.contains('?') { "" } else { "?" };
        let needs_text = is_needed && focus == 0 && text.is_empty();
        // Enter was not offered with the first.
        let is_after_needed = is_needed && focus == 1;
        let mut hints = Vec::new();
        if !is_brief && is_first && needs_text {
            hints.push("< goes back, ? helps.");
        } else if !is_brief && is_first {
            hints.push("Enter keeps it, - empties it, < goes back, ? helps.");
        } else if !is_brief && is_after_needed {
            hints.push("Enter keeps it, - empties it.");
        }
        if field.is_long() && !is_brief {
            hints.push("An empty line ends it.");
        }
        let fault = field.fault.as_deref();
        Self {
            fault: fault.map(|fault| format!("{}.", fault.trim_end_matches('.'))),
            asks: format!("{}{asks} Now: {}.", field.label, held.trim_end_matches('.')),
            hints: hints.join(" "),
            whose,
        }
    }

    fn search(has_hits: bool, is_brief: bool, whose: String) -> Self {
        let (asks, hints) = if has_hits {
            (
                "A number opens.",
                "Other words search again; for a number, put a slash before it. < goes back.",
            )
        } else {
            ("Search for?", "< goes back.")
        };
        Self {
            fault: None,
            asks: asks.to_owned(),
            hints: if is_brief { "" } else { hints }.to_owned(),
            whose,
        }
    }

    /// The question in lines. What is there may have lines of its own, which are marked.
    pub(super) fn lines(&self, app: &App, width: usize) -> Vec<String> {
        if self.asks.is_empty() {
            return Vec::new();
        }
        let fault = self.fault.iter();
        let mut said: Vec<String> = fault
            .flat_map(|fault| spoken::wrote(app, fault, width))
            .collect();
        let asks = spoken::wrote(app, &self.asks, width);
        if asks.len() == 1 {
            let words = format!("{} {}", self.asks, self.hints);
            said.extend(spoken::told(app, words.trim_end(), width));
        } else {
            said.extend(asks);
            said.extend(spoken::told(app, &self.hints, width));
        }
        said
    }

    /// What stands before the answer: `owner> `.
    pub(super) fn prompt(&self) -> String {
        format!("{}> ", self.whose)
    }
}

/// A label as a prompt has it: without what may be typed, in lower case.
fn whose(label: &str) -> String {
    let name = label.split(" (").next().unwrap_or(label);
    name.trim_end_matches('?').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_says_whose_answer_it_waits_for() {
        for (label, prompt) in [
            ("Reason", "reason"),
            (
                "Further decision told on (may stay empty)",
                "further decision told on",
            ),
            (
                "Only for this project? (yes, or empty)",
                "only for this project",
            ),
        ] {
            assert_eq!(whose(label), prompt);
        }
    }
}
