//! Pieces that the texts and links of all kinds of pages are made of.

use std::collections::HashSet;

use crate::doc::Words;
use crate::guide::library::Shelf;
use crate::guide::page::{Kind, Page, Reference};
use crate::guide::place::{At, Place};
use crate::guide::{Found, Guide, Roadmap};
use crate::project::date;
use crate::text::Text;

/// Which edition of a page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// Today's law and practice.
    #[default]
    Today,
    /// What it was in 2009 and what became of it.
    Then,
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The group that it stands in.
    pub group: &'static str,
    /// Where it leads.
    pub place: Place,
    /// What stands there, or why to go.
    pub words: String,
}

/// The head line of a place: `Sign 4  Market intelligence`.
pub fn heading(found: &Found<'_>) -> String {
    match found {
        Found::About => "About this guide".to_owned(),
        Found::Toolkit => "Procurement toolkit".to_owned(),
        Found::Library => "Library".to_owned(),
        Found::Shelf(shelf) => shelf.title().to_owned(),
        Found::Page(page) => format!("{}  {}", numbered(page), page.title),
        Found::Item(_, item) => item.text.to_string(),
        Found::Competency(competency) => {
            format!("Competency {}  {}", competency.number, competency.name)
        }
        Found::Source(source) => source.title.to_string(),
        Found::Template(template) => format!("Template  {}", template.title),
        Found::Article(article) => match article.shelf {
            Shelf::Specifications => format!("Specification  {}", article.title),
            Shelf::Briefings => format!("Briefing  {}", article.title),
            Shelf::Questions => format!("Question  {}", article.title),
            _ => article.title.to_string(),
        },
        Found::Update(update) => update.title.to_string(),
        Found::Measure(measure) => measure.title.to_string(),
        Found::Term(term) => term.name.to_string(),
    }
}

/// `Sign 4` or `Stage 3`.
pub fn numbered(page: &Page) -> String {
    match page.kind {
        Kind::Sign => format!("Sign {}", page.number),
        Kind::Stage => format!("Stage {}", page.number),
    }
}

/// `Basis: …`, each source with where in it and how that was read.
pub(super) fn basis_words(guide: &Guide, basis: &[Reference]) -> Words {
    let mut words = Words::default().emphasis("Basis:");
    if basis.is_empty() {
        return words.and(" good practice; no source is named.");
    }
    let together = basis.chunk_by(|one, next| one.source == next.source && one.read == next.read);
    for (number, parts) in together.enumerate() {
        words = words.and(if number == 0 { " " } else { "; " });
        words = parts_words(guide, parts, words);
    }
    words.and(".")
}

/// Parts of one source that were read alike.
fn parts_words(guide: &Guide, parts: &[Reference], words: Words) -> Words {
    let Some(first) = parts.first() else {
        return words;
    };
    let source = guide.source(&first.source);
    let title = source.map_or(&first.source, |source| &source.title);
    let place = At::Entry(Shelf::Sources, &first.source).to_string();
    let mut words = words.link(title, place);
    for at in parts.iter().filter_map(|part| part.at.as_ref()) {
        words = words.and(", ").and(at);
    }
    words.and(format!(" ({})", first.read.words()))
}

/// Links in the making.
pub(super) struct Links<'a> {
    pub(super) guide: &'a Guide,
    pub(super) roadmap: &'a Roadmap,
    pub(super) list: Vec<Link>,
    /// The places of the list.
    places: HashSet<Place>,
}

impl<'a> Links<'a> {
    /// No link yet.
    pub(super) fn new(guide: &'a Guide, roadmap: &'a Roadmap) -> Self {
        Self {
            guide,
            roadmap,
            list: Vec::new(),
            places: HashSet::new(),
        }
    }

    /// Adds places under their titles.
    pub(super) fn places(&mut self, group: &'static str, places: &[Text]) {
        for place in places {
            if let Some(found) = self.guide.find(self.roadmap, place) {
                self.add(group, place, heading(&found));
            }
        }
    }

    /// Adds a link, unless its place is there already.
    pub(super) fn add(&mut self, group: &'static str, place: &str, words: String) {
        let place = Place::on(self.roadmap, place.to_owned());
        if self.places.insert(place.clone()) {
            self.list.push(Link {
                group,
                place,
                words,
            });
        }
    }
}

/// A stored date in words; a month without a day is a month.
pub(super) fn shown_date(stored: &str) -> String {
    let month =
        || date::parse(&format!("{stored}-01")).map(|date| date.format("%B %Y").to_string());
    let day = date::parse(stored).map(|date| date.format("%-d %B %Y").to_string());
    day.or_else(month).unwrap_or_else(|| stored.to_owned())
}
