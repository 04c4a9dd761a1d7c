//! What was laid out for the last frames: a block is laid out again only when it, its width or the look changes.

use std::rc::Rc;

use super::rows::{Rows, Run};
use crate::app::look::Look;
use crate::scene::{Line, Revision};

#[derive(Debug, PartialEq, Eq)]
struct Key {
    revision: Revision,
    width: usize,
    look: Look,
}

/// How many blocks are kept: those of the open page and of the one before.
const MOST: usize = 10;

/// The blocks of the last frames. It changes nothing of what is drawn, only how soon.
#[derive(Default)]
pub struct Memo {
    kept: Vec<(Key, Rc<Run>)>,
}

impl Memo {
    /// Adds a block to rows, made anew only if need be.
    pub(super) fn add(
        &mut self,
        revision: &Revision,
        make: &dyn Fn() -> Vec<Line>,
        rows: &mut Rows,
    ) {
        let key = Key {
            revision: revision.clone(),
            width: rows.width(),
            look: rows.look(),
        };
        if let Some((_, kept)) = self.kept.iter().find(|(known, _)| *known == key) {
            rows.extend(kept);
            return;
        }
        let mut fresh = Rows::new(rows.look(), rows.width());
        for line in make() {
            fresh.add(&line);
        }
        let run = fresh.into_run();
        rows.extend(&run);
        // What was laid out of earlier records is of no use any more.
        self.kept.retain(|(known, _)| {
            let (known, new) = (&known.revision, &key.revision);
            known.block != new.block || known.records.is_none() || known.place != new.place
        });
        if self.kept.len() == MOST {
            self.kept.remove(0);
        }
        self.kept.push((key, run));
    }
}
