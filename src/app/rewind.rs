//! Walking a project through its past, read-only; and what else the history is read for.

use std::collections::BTreeSet;

use super::message::Effect;
use super::{App, Recalling, Rewind, World, words};
use crate::project::audit;
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId};
use crate::project::past::Past;
use crate::project::trouble::Trouble;
use crate::project::undo::Trail;

impl World {
    /// The book of now, whatever is shown.
    pub(super) fn present(&mut self) -> &mut Book {
        match &mut self.rewind {
            Some(rewind) => &mut rewind.present,
            None => &mut self.book,
        }
    }

    /// Asks for the history.
    pub(super) fn recall(&mut self, what: Recalling) -> Vec<Effect> {
        self.recalling = Some(what);
        vec![Effect::Recall]
    }

    /// One act back, or on; at the end of the past the present comes again.
    pub(super) fn walk(&mut self, on: bool) {
        let Some(rewind) = &mut self.rewind else {
            return;
        };
        let moved = if on {
            rewind.past.on()
        } else {
            rewind.past.back()
        };
        self.book = rewind.past.book();
        let (at, of) = rewind.past.position();
        if at == of {
            self.return_to_present();
            self.say(if on {
                words::THE_PRESENT
            } else {
                words::NO_PAST
            });
            return;
        }
        self.notice = Some(if moved {
            let act = rewind.past.act();
            let what = act.map(|act| {
                let what = audit::words(self.roads(), &act);
                format!("{what} ({})", act.by)
            });
            format!("{at} of {of}. Last: {}", what.unwrap_or_default())
        } else {
            words::THE_BEGINNING.to_owned()
        });
    }

    /// Back to now.
    pub(super) fn return_to_present(&mut self) {
        if let Some(rewind) = self.rewind.take() {
            self.book = rewind.present;
        }
    }
}

impl App {
    /// The history has come.
    pub(super) fn recalled(&mut self, history: Result<Vec<Change>, Trouble>) -> Vec<Effect> {
        let what = self.world.recalling.take();
        let mut changes = match history {
            Ok(changes) => changes,
            Err(why) => return self.world.say_failed("The history cannot be read", &why),
        };
        let known: BTreeSet<ChangeId> = changes.iter().map(|change| change.id.clone()).collect();
        // What is still to be saved was made last.
        let fresh = self.world.pending.iter();
        let fresh = fresh.filter(|change| !known.contains(&change.id));
        changes.extend(fresh.cloned());
        match what {
            Some(what @ (Recalling::Undo | Recalling::Redo)) => {
                let session = self.world.author.session();
                let mut acts = audit::acts(&changes);
                // This session's own trail is walked already.
                acts.retain(|act| {
                    act.steps
                        .iter()
                        .all(|step| step.change.session != session.id)
                });
                self.world.trail.reach_back(Trail::of(acts, &session.by));
                let step = match what {
                    Recalling::Undo => self.world.undo(),
                    _ => self.world.redo(),
                };
                self.take(step)
            }
            // Meanwhile something is being written: that goes on.
            Some(Recalling::Past)
                if self.stack.form().is_some() || self.stack.page().fields.is_some() =>
            {
                Vec::new()
            }
            Some(Recalling::Past) => {
                let past = Past::of(changes, &self.world.project);
                let present = std::mem::take(&mut self.world.book);
                self.world.rewind = Some(Rewind { past, present });
                self.world.walk(false);
                Vec::new()
            }
            None => Vec::new(),
        }
    }
}
