//! Work that waits for a disk beside the loop: what is taken away, and settings that are kept.

use std::path::PathBuf;
use std::thread;

use super::{Happening, Runtime};
use crate::app::message::Message;
use crate::app::random;
use crate::app::settings::{self, Name};
use crate::project::trouble::Trouble;
use crate::store::disk::RealDisk;
use crate::{store, takeaway};

/// What came of work: where something was written, or why it was not.
type Outcome = Result<String, Trouble>;

impl Runtime {
    pub(super) fn take_away(&mut self, name: String, text: String) {
        let folder = self.places.exports.clone();
        let folder =
            folder.ok_or("nothing is written here; `roadsigns read PLACE` prints the page");
        self.aside(Message::TakenAway, folder, move |folder| {
            takeaway::save(&RealDisk, &folder, &name, &text)
        });
    }

    pub(super) fn keep_settings(&mut self, values: Vec<(Name, &'static str)>) {
        let path = self.places.settings.clone();
        let path = path.ok_or("nothing is written here; flags at the start do the same");
        self.aside(Message::SettingsKept, path, move |path| {
            let with = |text: &str| settings::with(text, &values);
            let kept = store::settings::change(&RealDisk, &path, &random(8), with);
            kept.map(|()| path.display().to_string())
        });
    }

    /// Does work that waits for a disk on a thread of its own, if there is a place for it; its outcome comes back as a
    /// message.
    fn aside(
        &mut self,
        message: fn(Outcome) -> Message,
        place: Result<PathBuf, &str>,
        work: impl FnOnce(PathBuf) -> Outcome + Send + 'static,
    ) {
        let outbox = self.outbox.clone();
        let started = place.map_err(Trouble::from).and_then(|place| {
            let work = move || {
                // Nobody may be listening any more.
                let _ = outbox.send(Happening::Done(message(work(place))));
            };
            let thread = thread::Builder::new().name("aside".to_owned()).spawn(work);
            thread.map_err(|error| error.to_string().into())
        });
        if let Err(why) = started {
            let now = self.now();
            self.app.update(message(Err(why)), now);
        }
    }
}
