//! The formats in which a template can be taken away.

use super::Step;
use super::list::{About, Entry, Listed};
use crate::app::World;
use crate::app::hint::Hint;
use crate::app::message::Effect;
use crate::guide::place::{Place, file_name};

/// The formats of what stands at a place.
#[derive(Debug)]
pub struct TakeAway {
    place: Place,
}

impl TakeAway {
    /// Those of a template.
    pub fn of(place: Place) -> Self {
        Self { place }
    }
}

impl Listed for TakeAway {
    fn about(&self) -> About {
        About::offer(
            "Take it away",
            Hint("{Enter|A number} saves it in the folder for exports, never over another file."),
        )
    }

    fn entries(&self, _: &World) -> Vec<Entry> {
        let entry = |(format, words): (&'static str, &str)| {
            let place = self.place.clone();
            Entry::plain(words, move |world: &mut World| {
                Step::close().with(world.take_away(&place, format))
            })
        };
        [("md", "Markdown"), ("txt", "Plain text")]
            .map(entry)
            .into()
    }
}

impl World {
    /// A place as a document of a format, `md` or `txt`, to be saved.
    pub(super) fn take_away(&self, place: &Place, format: &str) -> Vec<Effect> {
        let Some(found) = self.found(place) else {
            return Vec::new();
        };
        let text = self.document_of(&found, format);
        let name = format!("{}.{format}", file_name(place.text()));
        vec![Effect::TakeAway { name, text }]
    }
}
