//! What the roadmaps say: signs, stages, items, duties, competencies and sources, all with their places.
//!
//! Pure facts: no clock and no terminal. The built-in guide is compiled by `build.rs` from the folder `guide/` with
//! the code of this module (`load`, `check`), so a guide with a fault never ships; a folder given with `--guide` is
//! read by the same code at start.

pub mod check;
pub mod fault;
mod index;
pub mod lazy;
pub mod library;
mod limits;
pub mod load;
mod overlong;
pub mod page;
pub mod place;
mod prose;
pub mod reading;
pub mod shared;
mod table;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::text::Text;
use index::ItemIndex;
use lazy::{Lazy, Listed, Named};
use library::{Article, Library, Measure, Shelf, Template, Term, Update};
use page::{ChecklistLine, Item, Kind, Page, Reference};
use place::At;
pub use place::{ABOUT, LIBRARY, TOOLKIT};
use reading::{HowRead, Reading};

/// The files of a guide folder: path from the folder with `/`, and text.
pub type Files = BTreeMap<String, String>;

/// One of the eleven World Class Commissioning competencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Competency {
    /// Official number, 1–11.
    pub number: u8,
    /// Official short name.
    pub name: Text,
    /// What it asked of a primary care trust, in our words.
    pub asked: Text,
    /// Where what it asked comes from.
    pub asked_basis: Vec<Reference>,
    /// What levels 1 to 4 look like, in our words.
    pub levels: Vec<Text>,
    /// Anything to know about its name or use.
    pub note: Option<Text>,
    /// Where its name and number come from.
    pub basis: Vec<Reference>,
}

impl Competency {
    /// Its place: `competencies/9`.
    pub fn place(&self) -> String {
        At::Competency(self.number).to_string()
    }
}

/// Whether a source still stands.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// In force, or the present text.
    #[default]
    Current,
    /// Something else stands in its place.
    Superseded,
    /// Kept only as a record of its time.
    Archived,
}

/// A law, a guidance page or a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// Its id; its place is `sources/` and this.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Its full web address.
    pub address: Text,
    /// Date of the document: a year, a month or a day.
    pub date: Option<Text>,
    /// Whether it still stands.
    pub standing: Standing,
    /// Id of the source that stands in its place.
    pub successor: Option<Text>,
    /// Address of a kept copy.
    pub archive: Option<Text>,
    /// Anything to know before relying on it.
    pub note: Option<Text>,
    /// The group of links of 2009 that it stood in.
    pub group: Option<Text>,
    /// What was read of it; nothing where nobody opened it.
    pub read: Vec<Reading>,
}

impl Named for Source {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Source {
    /// Its place: `sources/psr-guidance`.
    pub fn place(&self) -> String {
        At::Entry(Shelf::Sources, &self.id).to_string()
    }
}

/// One journey for one kind of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Roadmap {
    /// Its id: `mental-health`.
    pub id: Text,
    /// Its name: `Mental health`.
    pub title: Text,
    /// The eight signs in the order of the road.
    pub signs: Vec<Page>,
    /// The five stages of the toolkit.
    pub stages: Vec<Page>,
    /// Where its items stand.
    #[serde(skip)]
    pub index: ItemIndex,
}

/// The bank holidays of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Year {
    /// Which, `2026`.
    pub number: Text,
    /// Where they come from.
    pub basis: Vec<Reference>,
    /// The days, `2026-12-25`.
    pub days: Vec<Text>,
}

/// Bank holidays, for counting working days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Calendar {
    /// Where they hold.
    pub reach: Text,
    /// When they were put together.
    pub read: Text,
    /// Places of items from which days can be counted.
    pub items: Vec<Text>,
    /// The years that it holds.
    pub years: Vec<Year>,
}

impl Year {
    /// How its days were read.
    pub fn read(&self) -> HowRead {
        page::best_read(&self.basis)
    }
}

/// All content together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Guide {
    /// Its name.
    pub title: Text,
    /// Its edition, a date: `2026-11-22`.
    pub edition: Text,
    /// Whom and where it is for.
    pub reach: Text,
    /// That it is guidance, not legal advice.
    pub notice: Text,
    /// Where its words come from and how far they were verified.
    pub provenance: Text,
    /// The lines of the first start.
    pub welcome: Vec<Text>,
    /// The roadmaps; the first is the default.
    pub roadmaps: Vec<Roadmap>,
    /// The eleven competencies.
    pub competencies: Lazy<Vec<Competency>>,
    /// Templates, specifications, briefings, updates, groups, measures and terms.
    pub library: Library,
    /// Bank holidays.
    pub calendar: Lazy<Calendar>,
    /// The registry of sources.
    pub sources: Listed<Source>,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// What this guide is: reach, notice, provenance.
    About,
    /// The toolkit with its five stages.
    Toolkit,
    /// The list of what the library holds.
    Library,
    /// A list of the library.
    Shelf(Shelf),
    /// A sign or a stage.
    Page(&'a Page),
    /// An item of a page.
    Item(&'a Page, &'a Item),
    /// A competency.
    Competency(&'a Competency),
    /// A template.
    Template(&'a Template),
    /// A specification, a briefing or a group.
    Article(&'a Article),
    /// A news item.
    Update(&'a Update),
    /// A capability or an aim.
    Measure(&'a Measure),
    /// A term.
    Term(&'a Term),
    /// A source.
    Source(&'a Source),
}

impl Found<'_> {
    /// Whether it is one thing of a list, not a page of the road or a list itself.
    pub fn is_leaf(&self) -> bool {
        !matches!(
            self,
            Self::About | Self::Toolkit | Self::Library | Self::Shelf(_) | Self::Page(_)
        )
    }
}

impl Roadmap {
    /// All pages: signs, then stages.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.signs.iter().chain(&self.stages)
    }

    /// The page at a place, under its present or an earlier name.
    pub fn page(&self, place: &str) -> Option<&Page> {
        self.pages().find(|page| page.place == place).or_else(|| {
            self.pages()
                .find(|page| page.was.iter().any(|was| was == place))
        })
    }

    /// The lines of a page's checklist, with those that stand elsewhere fetched from there.
    pub fn checklist<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a Item> {
        page.checklist.iter().filter_map(|entry| match entry {
            ChecklistLine::Own(item) => Some(item),
            ChecklistLine::Same(place) => self.item(place).map(|(_, item)| item),
        })
    }

    /// A line of a page's checklist.
    pub fn line<'a>(&'a self, page: &'a Page, number: usize) -> Option<&'a Item> {
        match page.checklist.get(number)? {
            ChecklistLine::Own(item) => Some(item),
            ChecklistLine::Same(place) => self.item(place).map(|(_, item)| item),
        }
    }

    /// Every item once, in the order of the road, then of the toolkit.
    pub fn items(&self) -> impl Iterator<Item = (&Page, &Item)> {
        self.pages()
            .flat_map(|page| own_items(page).map(move |item| (page, item)))
    }

    /// Pages whose cross links lead to a place, with the reason given there.
    pub fn linked_from<'a>(&'a self, place: &'a str) -> impl Iterator<Item = (&'a Page, &'a str)> {
        self.pages().flat_map(move |page| {
            page.see
                .iter()
                .filter(move |see| see.place == place)
                .map(move |see| (page, see.why.as_str()))
        })
    }
}

/// The items that a page has of its own.
pub fn own_items(page: &Page) -> impl Iterator<Item = &Item> {
    page.checklist.iter().filter_map(|entry| match entry {
        ChecklistLine::Own(item) => Some(item),
        ChecklistLine::Same(_) => None,
    })
}

impl Guide {
    /// The guide that is built into the program.
    ///
    /// # Errors
    ///
    /// Only if the program file itself is damaged: `build.rs` wrote these bytes with the same types.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, String> {
        postcard::from_bytes(bytes)
            .map_err(|error| format!("the built-in guide cannot be read: {error}"))
    }

    /// The guide as bytes, for the program file.
    ///
    /// # Errors
    ///
    /// If it cannot be encoded, which would be a fault of this program.
    pub fn to_bytes(&self) -> Result<Vec<u8>, String> {
        postcard::to_stdvec(self).map_err(|error| format!("the guide cannot be encoded: {error}"))
    }

    /// The roadmap of this id.
    pub fn roadmap(&self, id: &str) -> Option<&Roadmap> {
        self.roadmaps.iter().find(|roadmap| roadmap.id == id)
    }

    /// The competency of this number.
    pub fn competency(&self, number: u8) -> Option<&Competency> {
        self.competencies
            .iter()
            .find(|competency| competency.number == number)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.named(id)
    }

    /// What stands at a place of a roadmap; `None` if nothing does.
    pub fn find<'a>(&'a self, roadmap: &'a Roadmap, place: &str) -> Option<Found<'a>> {
        match At::of(place) {
            At::About => Some(Found::About),
            At::Toolkit => Some(Found::Toolkit),
            At::Library => Some(Found::Library),
            At::Shelf(shelf) => Some(Found::Shelf(shelf)),
            At::Competency(number) => self.competency(number).map(Found::Competency),
            At::Entry(shelf, id) => self.on_shelf(shelf, place, id),
            At::Item(..) => {
                let found = roadmap.item(place);
                found.map(|(page, item)| Found::Item(page, item))
            }
            At::Page(..) | At::Other(_) => roadmap.page(place).map(Found::Page),
        }
    }

    fn on_shelf<'a>(&'a self, shelf: Shelf, place: &str, id: &str) -> Option<Found<'a>> {
        let library = &self.library;
        match shelf {
            Shelf::Templates => library.templates.named(place).map(Found::Template),
            Shelf::Updates => library.updates.named(place).map(Found::Update),
            Shelf::Measures => library.measures.named(place).map(Found::Measure),
            Shelf::Glossary => library.terms.named(place).map(Found::Term),
            Shelf::Sources => self.source(id).map(Found::Source),
            Shelf::Specifications | Shelf::Briefings | Shelf::Groups | Shelf::Questions => {
                library.articles.named(place).map(Found::Article)
            }
        }
    }

    /// Every naming of a source: pages, items, library, competencies.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let pages = || self.roadmaps.iter().flat_map(Roadmap::pages);
        let texts = pages().flat_map(|page| page.basis.iter().chain(&page.basis_2009));
        let duties = pages()
            .flat_map(own_items)
            .flat_map(|item| item.duties.iter().flat_map(|duty| &duty.basis));
        let library = &self.library;
        let articles = library
            .articles
            .iter()
            .flat_map(|article| article.basis.iter().chain(&article.basis_2009));
        texts
            .chain(duties)
            .chain(articles)
            .chain(library.templates.iter().flat_map(|found| &found.basis))
            .chain(library.updates.iter().flat_map(|found| &found.basis))
            .chain(library.terms.iter().flat_map(|found| &found.basis))
            .chain(
                self.competencies
                    .iter()
                    .flat_map(|found| found.basis.iter().chain(&found.asked_basis)),
            )
            .chain(self.calendar.years.iter().flat_map(|year| &year.basis))
    }

    /// The places of a list, in its order.
    pub fn shelf_places(&self, shelf: Shelf) -> Vec<String> {
        let library = &self.library;
        match shelf {
            Shelf::Templates => library
                .templates
                .iter()
                .map(|found| found.place.to_string())
                .collect(),
            Shelf::Updates => library
                .updates
                .iter()
                .map(|found| found.place.to_string())
                .collect(),
            Shelf::Measures => {
                let competencies = self.competencies.iter().map(Competency::place);
                competencies
                    .chain(library.measures.iter().map(|found| found.place.to_string()))
                    .collect()
            }
            Shelf::Glossary => library
                .terms
                .iter()
                .map(|found| found.place.to_string())
                .collect(),
            Shelf::Sources => self.sources.iter().map(Source::place).collect(),
            Shelf::Specifications | Shelf::Briefings | Shelf::Groups | Shelf::Questions => library
                .on(shelf)
                .map(|found| found.place.to_string())
                .collect(),
        }
    }

    /// The title of a place, if something stands there.
    pub fn title_of<'a>(&'a self, roadmap: &'a Roadmap, place: &str) -> Option<&'a str> {
        Some(match self.find(roadmap, place)? {
            Found::About => "About this guide",
            Found::Toolkit => "Procurement toolkit",
            Found::Library => "Library",
            Found::Shelf(shelf) => shelf.title(),
            Found::Page(page) => &page.title,
            Found::Item(_, item) => &item.text,
            Found::Competency(competency) => &competency.name,
            Found::Template(template) => &template.title,
            Found::Article(article) => &article.title,
            Found::Update(update) => &update.title,
            Found::Measure(measure) => &measure.title,
            Found::Term(term) => &term.name,
            Found::Source(source) => &source.title,
        })
    }

    /// Every place of a roadmap, in the order of reading.
    pub fn places(&self, roadmap: &Roadmap) -> Vec<String> {
        let mut places = vec![ABOUT.to_owned()];
        for kind in [Kind::Sign, Kind::Stage] {
            if kind == Kind::Stage {
                places.push(TOOLKIT.to_owned());
            }
            for page in roadmap.pages().filter(|page| page.kind == kind) {
                places.push(page.place.to_string());
                places.extend(own_items(page).map(|item| item.place.to_string()));
            }
        }
        places.push(LIBRARY.to_owned());
        for &shelf in Shelf::ALL {
            places.push(shelf.place().to_owned());
            places.extend(self.shelf_places(shelf));
        }
        places
    }
}
