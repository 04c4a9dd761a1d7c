//! Undo and redo: new changes that take back this person's last ones, never a rewriting of the past.
//!
//! The trail is a reading of the history, so undo works across restarts: an act that sets back what another set is the
//! undo of that one, and an act that sets back an undo is its redo.

use std::collections::HashSet;

use super::audit::{Act, Step};
use super::book::Book;

/// What can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    done: Vec<Act>,
    undone: Vec<Act>,
    /// Whether what earlier sessions did has been put behind.
    reached_back: bool,
}

/// How many acts are remembered.
const MOST: usize = 200;

impl Trail {
    /// The trail of one person in a history's acts.
    pub fn of(acts: Vec<Act>, by: &str) -> Self {
        let mut trail = Self::default();
        for act in acts.into_iter().filter(|act| act.by == by) {
            if trail.done.last().is_some_and(|last| reverses(&act, last)) {
                trail.done.pop();
                trail.undone.push(act);
            } else if trail.undone.last().is_some_and(|last| reverses(&act, last)) {
                trail.undone.pop();
                trail.push_done(act);
            } else {
                trail.did(act);
            }
        }
        trail
    }

    /// Puts what an earlier session did behind what this one did; what that one undid can be redone as long as this one
    /// has undone nothing.
    pub fn reach_back(&mut self, earlier: Self) {
        if self.done.is_empty() && self.undone.is_empty() {
            self.undone = earlier.undone;
        }
        self.done.splice(0..0, earlier.done);
        self.reached_back = true;
    }

    /// Whether undo has come to the beginning of this session, and earlier ones were not looked at yet.
    pub fn wants_earlier(&self) -> bool {
        self.done.is_empty() && !self.reached_back
    }

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

/// What an act did to each field: of several values that it gave one, which clash, the one that stands.
pub fn outcome(act: &Act) -> Vec<&Step> {
    let mut known = HashSet::new();
    let steps = act.steps.iter().rev();
    let mut outcome: Vec<&Step> = steps.filter(|step| known.insert(&step.key)).collect();
    outcome.reverse();
    outcome
}

/// Whether an act sets back exactly what another set. By value: what it replaces may be an undo that set it again.
fn reverses(act: &Act, other: &Act) -> bool {
    let (steps, others) = (outcome(act), outcome(other));
    steps.len() == others.len()
        && steps.into_iter().zip(others).all(|(step, before)| {
            step.key == before.key && step.to == before.from && step.from == before.to
        })
}

/// Who has changed a field of the act since; `None` if all its fields still hold what it set.
///
/// What the same person's undo or redo set again counts as held.
pub fn changed_since<'a>(book: &'a Book, act: &Act) -> Option<&'a str> {
    outcome(act).into_iter().find_map(|step| {
        let held = book.heads(&step.key).last()?;
        let set_again = held.by == act.by && held.value == step.to;
        (held.id != step.change && !set_again).then_some(held.by.as_str())
    })
}
