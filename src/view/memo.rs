//! What was laid out for the last frames: a text is laid out again only when its place, edition, width or look changes.

use std::rc::Rc;

use super::rows::{Row, Rows};
use crate::app::App;
use crate::app::content::Edition;
use crate::app::look::Look;

/// A block of rows that depends on the guide alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A page's text.
    Text,
    /// Its links.
    Links,
    /// The third pane.
    Related,
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
}

/// How many blocks are kept: those of the open page and of the one before.
const MOST: usize = 6;

/// The blocks of the last frames. It changes nothing of what is drawn, only how soon.
#[derive(Default)]
pub struct Memo {
    kept: Vec<(Key, Vec<Rc<Row>>)>,
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
        let place = app.spot.place.clone();
        let key = Key {
            block,
            place,
            edition: app.edition,
            width: rows.width(),
            look: app.look,
            read: app.read.len(),
        };
        if let Some((_, kept)) = self.kept.iter().find(|(known, _)| *known == key) {
            rows.extend(kept);
            return;
        }
        let mut fresh = rows.fresh();
        make(&mut fresh);
        let list = fresh.into_list();
        rows.extend(&list);
        if self.kept.len() == MOST {
            self.kept.remove(0);
        }
        self.kept.push((key, list));
    }
}
