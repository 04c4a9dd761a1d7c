//! The formats in which a template can be taken away.

use super::Step;
use super::list::{About, Entry, Listed};
use crate::app::World;
use crate::app::message::Effect;
use crate::doc::format::Format;
use crate::guide::place::{Place, file_name};

/// The formats of what stands at a place.
#[derive(Debug)]
pub struct TakeAway(pub Place);

impl Listed for TakeAway {
    const ABOUT: About = About::offer(
        "Take it away",
        "{Enter|A number} saves it in the folder for exports, never over another file.",
    );

    fn entries(&self, _: &World) -> Vec<Entry> {
        let entry = |&format: &Format| {
            let place = self.0.clone();
            Entry::plain(format.words(), move |world| {
                Step::close().with(world.take_away(&place, format))
            })
        };
        Format::ALL.iter().map(entry).collect()
    }
}

impl World {
    /// A place as a document of a format, to be saved.
    pub(super) fn take_away(&self, place: &Place, format: Format) -> Vec<Effect> {
        let Some(found) = self.found(place) else {
            return Vec::new();
        };
        let text = self.document_of(&found, format);
        let name = format!("{}.{}", file_name(place.text()), format.ending());
        vec![Effect::TakeAway { name, text }]
    }
}
