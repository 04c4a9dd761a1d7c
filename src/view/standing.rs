//! Which sheet stands in the page's place.

use super::memo::Memo;
use super::sheet::Sheet;
use super::{form, help, list, page, search};
use crate::app::App;
use crate::app::screen::{Over, Screen};

/// What stands in the page's place just now.
pub(super) fn sheet<'a>(app: &'a App, memo: &mut Memo, width: u16) -> Sheet<'a> {
    match app.front() {
        None => page::sheet(app, memo, width),
        Some(Screen::Welcome) => help::welcome(app, width),
        Some(Screen::Over(Over::Help, top)) => help::sheet(app, *top, width),
        Some(Screen::Over(Over::Text(title, text), top)) => {
            help::reading(app, (title, text), *top, width)
        }
        Some(Screen::Over(Over::Draft(parts), top)) => help::drafted(app, parts, *top, width),
        // Drawn over the whole screen, without a title; here only read out.
        Some(Screen::Over(Over::Raw(text) | Over::Code(text), ..)) => {
            help::copying(app, text, width)
        }
        Some(Screen::List(list)) => list::sheet(app, list, width),
        Some(Screen::Form(form)) => form::sheet(app, form, width),
        Some(Screen::Search(search)) => search::sheet(app, search, width),
    }
}
