//! Which sheet stands in the page's place.

use super::memo::Memo;
use super::sheet::Sheet;
use super::{form, list, page, raw, search, welcome};
use crate::app::App;
use crate::app::screen::Screen;

/// What stands in the page's place just now.
pub(super) fn sheet<'a>(app: &'a App, memo: &mut Memo, width: u16) -> Sheet<'a> {
    match app.front() {
        None => page::sheet(app, memo, width),
        Some(Screen::Welcome) => welcome::sheet(app, width),
        Some(Screen::Help(help)) => {
            list::reading(app, "Help", help.entries(&app.world), help.top, width)
        }
        Some(Screen::Reading(reading)) => {
            let entries = reading.entries.clone();
            list::reading(app, reading.title, entries, reading.top, width)
        }
        Some(Screen::Bare(bare)) => raw::sheet(app, &bare.text, width),
        Some(Screen::List(list)) => list::sheet(app, list, width),
        Some(Screen::Form(form)) => form::sheet(app, form, width),
        Some(Screen::Search(search)) => search::sheet(app, search, width),
    }
}
