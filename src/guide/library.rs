//! The library: what the signs and stages rest on and what is to be taken away.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::lazy::{Lazy, Listed, Named};
use super::page::Reference;
use crate::doc::Doc;
use crate::text::Text;

/// A list of the library. Its digit is its place in [`Shelf::ALL`], from 1.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shelf {
    /// Documents to take away and fill in.
    #[default]
    Templates,
    /// The library of service specifications.
    Specifications,
    /// Longer pieces.
    Briefings,
    /// Dated news.
    Updates,
    /// Particular groups of people.
    Groups,
    /// Competencies, capabilities and aims to measure oneself by.
    Measures,
    /// Abbreviations, terms, and bodies of then and now.
    Glossary,
    /// The registry of sources.
    Sources,
    /// What people ask, and what is not known.
    Questions,
}

impl Shelf {
    /// All lists, in the order of their digits.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its place, which is also the folder of its files.
    pub fn place(self) -> &'static str {
        self.into()
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Templates => "Templates",
            Self::Specifications => "Service specifications",
            Self::Briefings => "Briefings",
            Self::Updates => "Latest updates",
            Self::Groups => "Particular groups",
            Self::Measures => "Measure yourselves",
            Self::Glossary => "Glossary, then and now",
            Self::Sources => "Sources",
            Self::Questions => "Questions, and what is not known",
        }
    }

    /// The list at a place.
    pub fn at(place: &str) -> Option<Self> {
        place.parse().ok()
    }
}

/// How far a template or specification may be relied on.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Nobody but its writers has looked at it.
    #[default]
    Draft,
    /// Shown to others.
    Shared,
    /// Reviewed by people who run such services.
    PeerReviewed,
    /// Accredited by a body that does so.
    Accredited,
}

impl Status {
    /// The word for it.
    pub fn words(self) -> &'static str {
        self.into()
    }
}

/// A specification, a briefing, a page on a particular group or a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Article {
    /// The list that it stands in.
    pub shelf: Shelf,
    /// Its place.
    pub place: Text,
    /// Its title.
    pub title: Text,
    /// What it is about, in a sentence.
    pub summary: Text,
    /// The date of the newest text seen for it.
    pub as_at: Text,
    /// How far it may be relied on, if it is a specification.
    pub status: Option<Status>,
    /// Its version, if it is a specification.
    pub version: Option<Text>,
    /// Whether today's position was not researched.
    pub gap: bool,
    /// Places that it belongs to.
    pub touches: Vec<Text>,
    /// Sources of today's text.
    pub basis: Vec<Reference>,
    /// Sources of the text on 2009.
    pub basis_2009: Vec<Reference>,
    /// Today's text.
    pub today: Lazy<Doc>,
    /// The text on 2009; may be empty.
    pub then: Lazy<Doc>,
}

/// A dated news item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Update {
    /// Its place.
    pub place: Text,
    /// Its title.
    pub title: Text,
    /// Its date: a day or a month.
    pub date: Text,
    /// What changed.
    pub changed: Text,
    /// Why it matters.
    pub matters: Text,
    /// Places that it touches.
    pub touches: Vec<Text>,
    /// Where it comes from.
    pub basis: Vec<Reference>,
}

/// What a field of a template takes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum FieldKind {
    /// A line.
    Line,
    /// A text of several lines.
    Text,
    /// A date.
    Date,
    /// A number.
    Number,
    /// One of its choices.
    Choice,
}

/// A field of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Field {
    /// Its label.
    pub name: Text,
    /// How to fill it in.
    pub guidance: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// What can be chosen.
    pub choices: Vec<Text>,
}

/// A table of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Table {
    /// Its name.
    pub name: Text,
    /// The heads of its columns.
    pub columns: Vec<Text>,
    /// Rows that are filled in already; as many cells as columns.
    pub rows: Vec<Vec<Text>>,
    /// Empty rows to add.
    pub blank: u8,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Section {
    /// Its heading.
    pub heading: Text,
    /// Guidance.
    pub words: Option<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its tables.
    pub tables: Vec<Table>,
}

/// A document to take away and fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Template {
    /// Its place.
    pub place: Text,
    /// Its title.
    pub title: Text,
    /// What it is for, in a sentence.
    pub summary: Text,
    /// Its version.
    pub version: Text,
    /// The role that keeps it.
    pub owner: Text,
    /// Its date.
    pub date: Text,
    /// How far it may be relied on.
    pub status: Status,
    /// When its legal position was checked.
    pub checked: Text,
    /// Places of the items that it serves.
    pub items: Vec<Text>,
    /// Places of the signs that it belongs to.
    pub signs: Vec<Text>,
    /// Where it comes from.
    pub basis: Vec<Reference>,
    /// Its parts.
    pub sections: Lazy<Vec<Section>>,
}

/// A capability or an aim to measure oneself by: not yet, partly, yes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Measure {
    /// Its place.
    pub place: Text,
    /// Its title.
    pub title: Text,
    /// What it means.
    pub words: Text,
    /// Whether it is one of the ten capabilities; else it is one of the six aims.
    pub is_capability: bool,
}

/// A term, or a body, law, programme or report of then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// Its place.
    pub place: Text,
    /// The term as it is written.
    pub name: Text,
    /// What an abbreviation stands for.
    pub long: Option<Text>,
    /// One plain sentence.
    pub meaning: Text,
    /// What it was in 2009.
    pub was: Option<Text>,
    /// What became of it.
    pub became: Option<Text>,
    /// What stands in its place today.
    pub today: Option<Text>,
    /// Places that say more.
    pub see: Vec<Text>,
    /// Where it comes from.
    pub basis: Vec<Reference>,
}

/// Everything on the shelves but the sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Library {
    /// Templates.
    pub templates: Listed<Template>,
    /// Specifications, briefings and groups.
    pub articles: Listed<Article>,
    /// Updates, the newest first.
    pub updates: Listed<Update>,
    /// Capabilities and aims.
    pub measures: Listed<Measure>,
    /// Terms, in order.
    pub terms: Listed<Term>,
}

/// Things of the library are named by their places.
macro_rules! named_by_place {
    ($($kind:ty)*) => {
        $(impl Named for $kind {
            fn id(&self) -> &str {
                &self.place
            }
        })*
    };
}

named_by_place!(Template Article Update Measure Term);

impl Library {
    /// The articles of a list.
    pub fn on(&self, shelf: Shelf) -> impl Iterator<Item = &Article> {
        self.articles
            .iter()
            .filter(move |article| article.shelf == shelf)
    }
}
