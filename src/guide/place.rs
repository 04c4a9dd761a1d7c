//! Places: the addresses of everything that can be read.
//!
//! Files, links and commands write a place as text, `toolkit/procurement#standstill`. Here, and nowhere else, such a text is
//! taken apart and put together.

use std::fmt;

use super::Roadmap;
use super::library::Shelf;
use super::page::Kind;
use crate::text::Text;

/// The place of the page about the guide.
pub const ABOUT: &str = "about";
/// The place of the toolkit.
pub const TOOLKIT: &str = "toolkit";
/// The place of the library.
pub const LIBRARY: &str = "library";

/// The folder of the competencies.
const COMPETENCIES: &str = "competencies";

/// Where something stands, as it is seen from a roadmap: a sign or a stage is one of it, and what belongs to anything else
/// is what it says of that. It shows itself as the text that it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    roadmap: Text,
    text: Text,
}

impl Place {
    /// The place of a text on a roadmap.
    pub fn on(roadmap: &Roadmap, text: impl Into<Text>) -> Self {
        Self {
            roadmap: roadmap.id.clone(),
            text: text.into(),
        }
    }

    /// The id of the roadmap.
    pub fn roadmap(&self) -> &str {
        &self.roadmap
    }

    /// Its text, as a file or a command has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it is the place of.
    pub fn at(&self) -> At<'_> {
        At::of(&self.text)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text of a place, taken apart. It shows itself as the text that it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At<'a> {
    /// What the guide is.
    About,
    /// The toolkit with its stages.
    Toolkit,
    /// The list of what the library holds.
    Library,
    /// A list of the library.
    Shelf(Shelf),
    /// What stands in a list of the library, by its id.
    Entry(Shelf, &'a str),
    /// A competency, by its number.
    Competency(u8),
    /// A sign or a stage, by its id.
    Page(Kind, &'a str),
    /// An item, by the place of its page and its id.
    Item(&'a str, &'a str),
    /// A text that is the place of nothing in any guide of ours; a state file may hold such.
    Other(&'a str),
}

impl<'a> At<'a> {
    /// Takes a text apart.
    pub fn of(text: &'a str) -> Self {
        match text {
            ABOUT => return Self::About,
            TOOLKIT => return Self::Toolkit,
            LIBRARY => return Self::Library,
            _ => {}
        }
        if let Some((page, id)) = text.split_once('#') {
            return Self::Item(page, id);
        }
        let Some((folder, id)) = text.split_once('/') else {
            return Shelf::at(text).map_or(Self::Other(text), Self::Shelf);
        };
        let number = || {
            let number = id.parse().ok().filter(|_| folder == COMPETENCIES);
            // 09 is no number of ours.
            number.filter(|number: &u8| number.to_string() == id)
        };
        if let Some(number) = number() {
            return Self::Competency(number);
        }
        if let Some(shelf) = Shelf::at(folder) {
            return Self::Entry(shelf, id);
        }
        [Kind::Sign, Kind::Stage]
            .into_iter()
            .find(|kind| kind.folder() == folder)
            .map_or(Self::Other(text), |kind| Self::Page(kind, id))
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::About => f.write_str(ABOUT),
            Self::Toolkit => f.write_str(TOOLKIT),
            Self::Library => f.write_str(LIBRARY),
            Self::Shelf(shelf) => f.write_str(shelf.place()),
            Self::Entry(shelf, id) => write!(f, "{}/{id}", shelf.place()),
            Self::Competency(number) => write!(f, "{COMPETENCIES}/{number}"),
            Self::Page(kind, id) => write!(f, "{}/{id}", kind.folder()),
            Self::Item(page, id) => write!(f, "{page}#{id}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// The page that an item's place belongs to: `toolkit/procurement` for `toolkit/procurement#standstill`; any other place
/// itself.
pub fn page_of(place: &str) -> &str {
    match At::of(place) {
        At::Item(page, _) => page,
        _ => place,
    }
}

/// Whether it is the place of an item.
pub fn is_item(place: &str) -> bool {
    matches!(At::of(place), At::Item(..))
}

/// Whether it is the place of a news item.
pub fn is_update(place: &str) -> bool {
    matches!(At::of(place), At::Entry(Shelf::Updates, _))
}

/// Whether it is the place of a competency.
pub fn is_competency(place: &str) -> bool {
    matches!(At::of(place), At::Competency(_))
}

/// The last part of a place, which is an id.
pub fn id_of(place: &str) -> &str {
    match At::of(place) {
        At::Entry(_, id) | At::Page(_, id) | At::Item(_, id) => id,
        _ => place.rsplit('/').next().unwrap_or(place),
    }
}

/// Whether something that touches these places belongs to a place: to it or to an item of it.
pub fn belongs(touches: &[Text], place: &str) -> bool {
    touches
        .iter()
        .any(|touched| touched == place || page_of(touched) == place)
}

/// The name of a file for what stands at a place: `toolkit-procurement-standstill`.
pub fn file_name(place: &str) -> String {
    place.replace(['/', '#'], "-")
}

/// Whether an id is well formed: lower-case words and digits joined by single hyphens.
pub fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_kind_of_place_is_told_apart() {
        for (text, place) in [
            ("about", At::About),
            ("library", At::Library),
            ("sources", At::Shelf(Shelf::Sources)),
            (
                "sources/psr-guidance",
                At::Entry(Shelf::Sources, "psr-guidance"),
            ),
            ("competencies/9", At::Competency(9)),
            ("toolkit", At::Toolkit),
            ("toolkit/procurement", At::Page(Kind::Stage, "procurement")),
            (
                "toolkit/procurement#standstill",
                At::Item("toolkit/procurement", "standstill"),
            ),
            ("signs/contracting", At::Page(Kind::Sign, "contracting")),
            ("competencies/09", At::Other("competencies/09")),
            ("plan/anchor", At::Other("plan/anchor")),
            ("", At::Other("")),
        ] {
            assert_eq!(At::of(text), place);
        }
    }

    #[test]
    fn an_item_belongs_to_the_page_before_the_hash() {
        assert_eq!(
            page_of("toolkit/procurement#standstill"),
            "toolkit/procurement"
        );
        assert_eq!(page_of("toolkit/procurement"), "toolkit/procurement");
        assert_eq!(id_of("toolkit/procurement#standstill"), "standstill");
        assert!(is_item("gone#too") && !is_item("gone"));
    }

    proptest! {
        #[test]
        fn a_place_shows_itself_as_the_text_that_it_was_made_of(
            text in "(signs|toolkit|sources|competencies|library|about|[a-z]{0,3})?(/[a-z0-9#/-]{0,6})?(#.{0,4})?"
        ) {
            prop_assert_eq!(At::of(&text).to_string(), text);
        }
    }

    #[test]
    fn ids_are_lower_case_words_with_single_hyphens() {
        assert!(is_id("market-intelligence"));
        assert!(is_id("act-2025"));
        for wrong in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "é"] {
            assert!(!is_id(wrong), "{wrong:?}");
        }
    }
}
