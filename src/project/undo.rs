//! Undo and redo: new changes that take back this person's last ones, never a rewriting of the past.

use super::book::Book;
use super::change::{Change, ChangeId, Key};

/// One field of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub key: Key,
    /// The value before.
    pub from: String,
    /// The value after.
    pub to: String,
    /// The change that set it.
    pub change: ChangeId,
}

/// What one key did: one change or several that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// In words, for the line that says what was undone.
    pub what: String,
    /// Its changes.
    pub steps: Vec<Step>,
}

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    done: Vec<Act>,
    undone: Vec<Act>,
}

/// How many acts are remembered.
const MOST: usize = 200;

impl Trail {
    /// Remembers a new act. What was undone before can no longer be redone.
    pub fn did(&mut self, act: Act) {
        self.undone.clear();
        self.push_done(act);
    }

    fn push_done(&mut self, act: Act) {
        if self.done.len() == MOST {
            self.done.remove(0);
        }
        self.done.push(act);
    }

    /// Takes the act that undo is about.
    pub fn take_done(&mut self) -> Option<Act> {
        self.done.pop()
    }

    /// Takes the act that redo is about.
    pub fn take_undone(&mut self) -> Option<Act> {
        self.undone.pop()
    }

    /// Remembers that an act was undone, with the changes that did so.
    pub fn undid(&mut self, act: Act) {
        self.undone.push(act);
    }

    /// Remembers that an act was done again.
    pub fn redid(&mut self, act: Act) {
        self.push_done(act);
    }
}

/// Who has changed a field of the act since; `None` if all its fields still hold what it set.
///
/// What undo or redo of this session set again counts as held.
pub fn changed_since<'a>(book: &'a Book, act: &Act) -> Option<&'a str> {
    act.steps.iter().find_map(|step| {
        let held = book.heads(&step.key).last()?;
        let set_again = held.id.session == step.change.session && held.value == step.to;
        (held.id != step.change && !set_again).then_some(held.by.as_str())
    })
}

/// The act seen from the other side: what sets the old values again, once the changes are made.
pub fn reversed(act: &Act, changes: &[Change]) -> Act {
    let steps = act
        .steps
        .iter()
        .zip(changes)
        .map(|(step, change)| Step {
            key: step.key.clone(),
            from: step.to.clone(),
            to: step.from.clone(),
            change: change.id.clone(),
        })
        .collect();
    Act {
        what: act.what.clone(),
        steps,
    }
}
