//! What `read` adds where two values are kept for a field: both, until somebody chooses.

use super::printed::Printed;
use crate::doc::Doc;
use crate::guide::{Guide, Roadmap, place};
use crate::project::book::Book;
use crate::project::change::Subject;
use crate::project::date::Clock;

/// The values that clash at a place, and at the items of its checklist, in a project; nothing if none do.
pub fn of(guide: &Guide, roadmap: &Roadmap, book: &Book, id: &str, at: &str, clock: Clock) -> Doc {
    let project = Subject::Project(id.to_owned());
    let present = |place: &str| {
        roadmap
            .item(place)
            .map_or_else(|| place.to_owned(), |(_, item)| item.place.to_string())
    };
    let at = present(at);
    let is_here = |known: &str| {
        let known = present(known);
        known == at || place::page_of(&known) == at
    };
    let mut kept = Printed::new(clock);
    let mut last = String::new();
    for (key, heads) in book.clashes() {
        if key.subject != project || !is_here(&key.place) {
            continue;
        }
        if kept.doc.is_empty() {
            kept.doc.heading(2, "Two values kept");
            kept.doc
                .wrote(0, format!("Project: {}", book.project_name(id)));
            kept.doc
                .line(0, "In the guide, w lists them, and you choose.");
        }
        if key.place != last {
            let title = guide.title_of(roadmap, &key.place).unwrap_or(&key.place);
            kept.doc.wrote(0, title);
            last.clone_from(&key.place);
        }
        kept.field(key.field.label(), &key.field, heads);
    }
    kept.doc
}
