//! Work that waits for a disk beside the loop: what is taken away, and settings that are kept.

use std::thread;

use super::{Happening, Session, now};
use crate::app::message::Message;
use crate::app::random;
use crate::app::settings::{self, Name};
use crate::store::disk::RealDisk;
use crate::{store, takeaway};

impl Session {
    pub(super) fn take_away(&mut self, name: String, text: String) {
        let Some(folder) = self.places.exports.clone() else {
            let why = "nothing is written here; `roadsigns read PLACE` prints the page";
            self.app
                .update(Message::TakenAway(Err(why.to_owned())), now());
            return;
        };
        self.aside(Message::TakenAway, move || {
            takeaway::save(&RealDisk, &folder, &name, &text)
        });
    }

    pub(super) fn keep_settings(&mut self, values: Vec<(Name, &'static str)>) {
        let Some(path) = self.places.settings.clone() else {
            let why = "nothing is written here; flags at the start do the same";
            self.app
                .update(Message::SettingsKept(Err(why.to_owned())), now());
            return;
        };
        self.aside(Message::SettingsKept, move || {
            let with = |text: &str| settings::with(text, &values);
            let kept = store::settings::change(&RealDisk, &path, &random(8), with);
            kept.map(|()| path.display().to_string())
                .map_err(|trouble| trouble.0)
        });
    }

    /// Does work that waits for a disk on a thread of its own; its outcome comes back as a message.
    fn aside(
        &mut self,
        message: fn(Result<String, String>) -> Message,
        work: impl FnOnce() -> Result<String, String> + Send + 'static,
    ) {
        let happenings = self.happenings.clone();
        let work = move || {
            // Nobody may be listening any more.
            let _ = happenings.send(Happening::Done(message(work())));
        };
        let started = thread::Builder::new().name("aside".to_owned()).spawn(work);
        if let Err(error) = started {
            self.app.update(message(Err(error.to_string())), now());
        }
    }
}
