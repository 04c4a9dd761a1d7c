//! What a page says and where it leads, as a document and links: the same for the screen and for a pipe.

use std::fmt::Write as _;

use chrono::{Months, NaiveDate};

pub use super::phrases::{Edition, Link, heading, numbered};
use super::phrases::{Links, basis_words, shown_date};
use super::{shelves, template};
use crate::doc::{Doc, Words};
use crate::guide::library::Shelf;
use crate::guide::page::{Duty, Item, Page, Strength, best_read};
use crate::guide::reading::HowRead;
use crate::guide::{Competency, Found, Guide, Roadmap, Source, Standing};
use crate::project::date;
use crate::text::number::counted;

/// When a page's text was last held against its sources.
pub fn as_at(page: &Page, today: NaiveDate) -> String {
    let Some(date) = date::parse(&page.as_at) else {
        return String::new();
    };
    let shown = date.format("%-d %B %Y");
    let old = date
        .checked_add_months(Months::new(12))
        .is_some_and(|end| today > end);
    if old {
        format!("As at {shown}: check for changes since.")
    } else {
        format!("As at {shown}.")
    }
}

/// The text of a place in an edition; `None` if this edition has nothing for it.
pub fn text(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>, edition: Edition) -> Option<Doc> {
    match (found, edition) {
        (Found::Page(page), Edition::Then) => Some((*page.then).clone()),
        (Found::Article(article), edition) => shelves::article(article, edition),
        (_, Edition::Then) => None,
        (Found::Page(page), Edition::Today) => Some(page_text(page)),
        (Found::About, _) => Some(about(guide)),
        (Found::Toolkit, _) => Some(Doc::of(TOOLKIT)),
        (Found::Library, _) => Some(Doc::of(LIBRARY)),
        (Found::Shelf(shelf), _) => Some(shelves::lead(guide, roadmap, *shelf)),
        (Found::Template(template), _) => Some(template::to_read(guide, template)),
        (Found::Update(update), _) => Some(shelves::update(guide, update)),
        (Found::Measure(measure), _) => Some(shelves::measure(measure)),
        (Found::Term(term), _) => Some(shelves::term(guide, term)),
        (Found::Item(page, item), _) => Some(item_text(guide, roadmap, page, item)),
        (Found::Competency(competency), _) => Some(competency_text(guide, competency)),
        (Found::Source(source), _) => Some(source_text(guide, source)),
    }
}

const TOOLKIT: &str = "Five stages, for the case that procurement is the right way. The names are those of 2009; the \
    actions are today's. The number of a stage opens it.";
const LIBRARY: &str =
    "What the signs and stages rest on, and what you can take away. The number of a list opens it.";

/// Today's text of a sign or a stage.
fn page_text(page: &Page) -> Doc {
    let mut doc = (*page.today).clone();
    if !page.practice.is_empty() {
        doc.heading(1, "Good practice");
        doc.extend((*page.practice).clone());
    }
    doc
}

fn about(guide: &Guide) -> Doc {
    let mut doc = Doc::default();
    for text in [&guide.reach, &guide.notice, &guide.provenance] {
        doc.prose(text);
    }
    doc.paragraph(format!("Edition {}.", guide.edition));
    for line in &guide.welcome {
        doc.prose(line);
    }
    doc
}

/// The word that marks an item, and what limits it: `Must`, ` (unverified) if: Inpatient services`.
pub fn mark_parts(item: &Item) -> (&'static str, String) {
    let mut limits = item
        .must_read()
        .and_then(HowRead::caution)
        .map(|caution| format!(" ({caution})"))
        .unwrap_or_default();
    match item.conditions().as_slice() {
        [] => {}
        [only] => limits.push_str(&format!(" if: {only}")),
        [first, others @ ..] => {
            let cases = counted(others.len(), "other case", "other cases");
            limits.push_str(&format!(" if: {first}; and in {cases}"));
        }
    }
    (if item.is_must() { "Must" } else { "Should" }, limits)
}

/// The mark of an item in one piece.
pub fn mark(item: &Item) -> String {
    let (word, limits) = mark_parts(item);
    format!("{word}{limits}")
}

fn item_text(guide: &Guide, roadmap: &Roadmap, page: &Page, item: &Item) -> Doc {
    let mut doc = Doc::default();
    for duty in item.duties.iter() {
        add_duty(guide, duty, &mut doc);
    }
    doc.heading(2, "Evidence to keep");
    doc.prose(&item.evidence);
    if !item.mistakes.is_empty() {
        doc.heading(2, "Common mistakes");
        doc.list(None, item.mistakes.iter());
    }
    doc.heading(2, "Belongs to");
    let signs = item.signs.iter().filter_map(|place| roadmap.page(place));
    let mut belongs = Words::default();
    for page in std::iter::once(page).chain(signs) {
        if !belongs.is_empty() {
            belongs = belongs.and(", ");
        }
        let title = format!("{}: {}", numbered(page), page.title);
        belongs = belongs.link(title, &page.place);
    }
    doc.paragraph(belongs);
    doc
}

fn add_duty(guide: &Guide, duty: &Duty, doc: &mut Doc) {
    let mut strength = Words::default().strong(match duty.strength {
        Strength::Must => "Must",
        Strength::Should => "Should",
    });
    if let Some(caution) = duty.caution() {
        strength = strength.and(format!(" ({caution})"));
    }
    match &duty.when {
        Some(when) => {
            doc.paragraph(strength.and(" if: ").emphasis(when));
            doc.prose(&duty.words);
        }
        None => doc.paragraph(strength.and(": ").and(&duty.words)),
    }
    doc.paragraph(basis_words(guide, &duty.basis));
}

fn competency_text(guide: &Guide, competency: &Competency) -> Doc {
    let mut doc = Doc::of(format!(
        "What it asked of a primary care trust in 2009: {} ({})",
        competency.asked,
        best_read(&competency.asked_basis).words()
    ));
    if let Some(note) = &competency.note {
        doc.prose(note);
    }
    if !competency.levels.is_empty() {
        doc.heading(2, "Levels (our words, reconstructed)");
        doc.list(Some(1), &competency.levels);
    }
    if !competency.basis.is_empty() {
        doc.paragraph(basis_words(guide, &competency.basis));
    }
    doc.paragraph(
        Words::of(
            "Which signs and stages exercise it is our reconstruction, but for those marked ",
        )
        .emphasis("from a source")
        .and("."),
    );
    doc
}

fn source_text(guide: &Guide, source: &Source) -> Doc {
    let standing = match source.standing {
        Standing::Current => "current",
        Standing::Superseded => "superseded",
        Standing::Archived => "archived: a record of its time",
    };
    let mut words = format!("{}. Standing: {standing}.", source.publisher);
    if let Some(date) = &source.date {
        let _ = write!(words, " Date: {}.", shown_date(date));
    }
    let _ = write!(words, " {}", shelves::parts_read(source));
    if let Some(group) = &source.group {
        let _ = write!(
            words,
            " In the Commissioning Friend of 2009 under: {group}."
        );
    }
    let mut doc = Doc::of(words);
    if let Some(note) = &source.note {
        doc.prose(note);
    }
    if let Some(successor) = source.successor.as_ref().and_then(|id| guide.source(id)) {
        doc.paragraph(Words::of("In its place today: ").link(&successor.title, successor.place()));
    }
    doc.paragraph("This guide opens no browser. Select the address and copy it:");
    doc
}

/// The group of links that stand in a text itself.
pub const IN_THE_TEXT: &str = "In the text";

/// The addresses of a source, each to be shown alone on its own lines.
pub fn addresses<'a>(found: &Found<'a>) -> Vec<(&'static str, &'a str)> {
    let Found::Source(source) = found else {
        return Vec::new();
    };
    let mut addresses = vec![("Address", source.address.as_str())];
    if let Some(archive) = source
        .archive
        .as_deref()
        .filter(|archive| *archive != source.address.as_str())
    {
        addresses.push(("Kept copy", archive));
    }
    addresses
}

/// The links of a place in an edition, group by group, each place once.
pub fn links(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>, edition: Edition) -> Vec<Link> {
    let mut links = Links::new(guide, roadmap);
    match found {
        Found::Page(page) => page_links(page, edition, &mut links),
        Found::Toolkit => {
            for stage in &roadmap.stages {
                links.add("Stages", &stage.place, stage.title.to_string());
            }
        }
        Found::Library => {
            for &shelf in Shelf::ALL {
                let count = guide.shelf_places(shelf).len();
                links.add(
                    "Lists",
                    shelf.place(),
                    format!("{} ({count})", shelf.title()),
                );
            }
            links.add("Lists", crate::guide::ABOUT, "About this guide".to_owned());
        }
        Found::Competency(competency) => {
            for page in roadmap.pages() {
                for (number, sourced) in page.competencies.all() {
                    if number == competency.number {
                        let tie = if sourced { " (from a source)" } else { "" };
                        links.add(
                            "Exercised at",
                            &page.place,
                            format!("{}: {}{tie}", numbered(page), page.title),
                        );
                    }
                }
            }
        }
        Found::Source(source) => {
            let place = source.place();
            for (page, item) in roadmap.items() {
                if item
                    .duties
                    .iter()
                    .flat_map(|duty| &duty.basis)
                    .any(|reference| reference.source == source.id)
                {
                    links.add(
                        "Named by",
                        &item.place,
                        format!("{}: {}", numbered(page), item.text),
                    );
                }
            }
            for page in roadmap.pages() {
                let texts = [&page.today, &page.practice, &page.then];
                if texts
                    .iter()
                    .any(|text| text.links().contains(&place.as_str()))
                {
                    links.add(
                        "Named by",
                        &page.place,
                        format!("{}: {}", numbered(page), page.title),
                    );
                }
            }
        }
        Found::Item(_, item) => shelves::belonging(&item.place, &mut links),
        Found::About => {}
        _ => shelves::links(found, &mut links),
    }
    if let Some(text) = text(guide, roadmap, found, edition) {
        for place in text.links() {
            if let Some(title) = guide.title_of(roadmap, place) {
                links.add(IN_THE_TEXT, place, title.to_owned());
            }
        }
    }
    links.list
}

fn page_links(page: &Page, edition: Edition, links: &mut Links<'_>) {
    for see in &page.see {
        let title = links
            .guide
            .title_of(links.roadmap, &see.place)
            .unwrap_or(&see.place)
            .to_owned();
        links.add("See also", &see.place, format!("{title}: {}", see.why));
    }
    let roadmap = links.roadmap;
    for (from, why) in roadmap.linked_from(&page.place) {
        links.add("Linked from", &from.place, format!("{}: {why}", from.title));
    }
    for (number, sourced) in page.competencies.all() {
        if let Some(competency) = links.guide.competency(number) {
            let tie = if sourced { " (from a source)" } else { "" };
            links.add(
                "Competencies",
                &competency.place(),
                format!("Competency {number}: {}{tie}", competency.name),
            );
        }
    }
    shelves::belonging(&page.place, links);
    let basis = match edition {
        Edition::Today => &page.basis,
        Edition::Then => &page.basis_2009,
    };
    for reference in basis {
        if let Some(source) = links.guide.source(&reference.source) {
            let at = reference
                .at
                .as_ref()
                .map(|at| format!(", {at}"))
                .unwrap_or_default();
            let words = format!("{}{at} ({})", source.title, reference.read.words());
            links.add("Sources", &source.place(), words);
        }
    }
}
