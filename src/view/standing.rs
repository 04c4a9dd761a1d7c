//! Which sheet stands in the page's place.

use super::memo::Memo;
use super::sheet::Sheet;
use super::{form, help, list, page, search};
use crate::app::{App, Front, Over};

/// What stands in the page's place just now.
pub(super) fn sheet<'a>(app: &'a App, memo: &mut Memo, width: u16) -> Sheet<'a> {
    match &app.front {
        Front::Page => page::sheet(app, memo, width),
        Front::Welcome => help::welcome(app, width),
        Front::Over(Over::Help, top, _) => help::sheet(app, *top, width),
        Front::Over(Over::Text(title, text), top, _) => {
            help::reading(app, (title, text), *top, width)
        }
        Front::Over(Over::Draft(parts), top, _) => help::drafted(app, parts, *top, width),
        // Drawn over the whole screen, without a title; here only read out.
        Front::Over(Over::Raw(text) | Over::Code(text), ..) => help::copying(app, text, width),
        Front::List(list) => list::sheet(app, list, width),
        Front::Form(form) => form::sheet(app, form, width),
        Front::Search(search) => search::sheet(app, search, width),
    }
}
