//! What was laid out for the last frames: a text is laid out again only when its place, edition, width or look changes.

use std::rc::Rc;

use super::rows::{Rows, Run};
use crate::app::App;
use crate::app::content::Edition;
use crate::app::look::Look;
use crate::project::book::Stamp;
use crate::project::change::Subject;

/// A block of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A page's text.
    Text,
    /// Its links.
    Links,
    /// The third pane.
    Related,
    /// What is open before a stage; it depends on what was recorded too.
    Gate,
    /// A page's checklist; it depends on what was recorded too.
    Checklist,
}

impl Block {
    fn depends_on_records(self) -> bool {
        matches!(self, Self::Gate | Self::Checklist)
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Key {
    block: Block,
    place: String,
    edition: Edition,
    width: usize,
    look: Look,
    /// How many updates were read: they lose their mark.
    read: usize,
    /// What was recorded, if it depends on that.
    records: Option<(Stamp, Subject)>,
}

/// How many blocks are kept: those of the open page and of the one before.
const MOST: usize = 10;

/// The blocks of the last frames. It changes nothing of what is drawn, only how soon.
#[derive(Default)]
pub struct Memo {
    kept: Vec<(Key, Rc<Run>)>,
}

impl Memo {
    /// Adds a block of the open place to rows, made anew only if need be.
    pub(super) fn add(
        &mut self,
        block: Block,
        app: &App,
        rows: &mut Rows,
        make: impl FnOnce(&mut Rows),
    ) {
        let place = app.spot().place.clone();
        let key = Key {
            block,
            place,
            edition: app.world.edition,
            width: rows.width(),
            look: app.world.look,
            read: app.world.read.len(),
            records: block
                .depends_on_records()
                .then(|| (app.world.book.stamp(), app.world.project.clone())),
        };
        if let Some((_, kept)) = self.kept.iter().find(|(known, _)| *known == key) {
            rows.extend(kept);
            return;
        }
        let mut fresh = rows.fresh();
        make(&mut fresh);
        let run = fresh.into_run();
        rows.extend(&run);
        // What was laid out of earlier records is of no use any more.
        self.kept.retain(|(known, _)| {
            known.block != block || known.records.is_none() || known.place != key.place
        });
        if self.kept.len() == MOST {
            self.kept.remove(0);
        }
        self.kept.push((key, run));
    }
}
