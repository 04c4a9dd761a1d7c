//! What a page says and where it leads, as Markdown and links: the same for the screen and for a pipe.

use std::fmt::Write as _;

use chrono::{Months, NaiveDate};

pub use super::phrases::{Edition, Link, heading, numbered};
use super::phrases::{Links, basis_words, escape, shown_date};
use super::{shelves, template};
use crate::guide::library::Shelf;
use crate::guide::page::{Duty, Item, Page, Strength, best_read};
use crate::guide::reading::HowRead;
use crate::guide::{Competency, Found, Guide, Roadmap, Source, Standing};
use crate::project::date;
use crate::text::markdown;
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

/// The text of a place in an edition, Markdown; `None` if this edition has nothing for it.
pub fn text(
    guide: &Guide,
    roadmap: &Roadmap,
    found: &Found<'_>,
    edition: Edition,
) -> Option<String> {
    match (found, edition) {
        (Found::Page(page), Edition::Then) => Some(page.then.to_string()),
        (Found::Article(article), edition) => shelves::article(article, edition),
        (_, Edition::Then) => None,
        (Found::Page(page), Edition::Today) if page.practice.is_empty() => {
            Some(page.today.to_string())
        }
        (Found::Page(page), Edition::Today) => Some(format!(
            "{}\n\n# Good practice\n\n{}",
            page.today, page.practice
        )),
        (Found::About, _) => Some(about(guide)),
        (Found::Toolkit, _) => Some(TOOLKIT.to_owned()),
        (Found::Library, _) => Some(LIBRARY.to_owned()),
        (Found::Shelf(shelf), _) => Some(shelves::lead(guide, roadmap, *shelf)),
        (Found::Template(template), _) => Some(template::to_read(guide, template)),
        (Found::Update(update), _) => Some(shelves::update(guide, update)),
        (Found::Measure(measure), _) => Some(shelves::measure(measure)),
        (Found::Term(term), _) => Some(shelves::term(guide, term)),
        (Found::Item(page, item), _) => Some(item_words(guide, roadmap, page, item)),
        (Found::Competency(competency), _) => Some(competency_words(guide, competency)),
        (Found::Source(source), _) => Some(source_words(guide, source)),
    }
}

const TOOLKIT: &str = "Five stages, for the case that procurement is the right way. The names are those of 2009; the \
    actions are today's. The number of a stage opens it.";
const LIBRARY: &str =
    "What the signs and stages rest on, and what you can take away. The number of a list opens it.";

fn about(guide: &Guide) -> String {
    let mut words = format!("{}\n\n{}\n\n", guide.reach, guide.notice);
    let _ = write!(
        words,
        "{}\n\nEdition {}.\n\n",
        guide.provenance, guide.edition
    );
    for line in &guide.welcome {
        let _ = write!(words, "{}\n\n", escape(line));
    }
    words
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

fn item_words(guide: &Guide, roadmap: &Roadmap, page: &Page, item: &Item) -> String {
    let mut words = String::new();
    for duty in item.duties.iter() {
        duty_words(guide, duty, &mut words);
    }
    let _ = write!(
        words,
        "## Evidence to keep\n\n{}\n\n",
        escape(&item.evidence)
    );
    if !item.mistakes.is_empty() {
        words.push_str("## Common mistakes\n\n");
        for mistake in item.mistakes.iter() {
            let _ = writeln!(words, "- {}", escape(mistake));
        }
        words.push('\n');
    }
    let mut belongs = vec![format!(
        "[{}: {}]({})",
        numbered(page),
        escape(&page.title),
        page.place
    )];
    belongs.extend(
        item.signs
            .iter()
            .filter_map(|place| roadmap.page(place))
            .map(|sign| {
                format!(
                    "[{}: {}]({})",
                    numbered(sign),
                    escape(&sign.title),
                    sign.place
                )
            }),
    );
    let _ = write!(words, "## Belongs to\n\n{}\n", belongs.join(", "));
    words
}

fn duty_words(guide: &Guide, duty: &Duty, words: &mut String) {
    let mut strength = match duty.strength {
        Strength::Must => "**Must**".to_owned(),
        Strength::Should => "**Should**".to_owned(),
    };
    if let Some(caution) = duty.caution() {
        let _ = write!(strength, " ({caution})");
    }
    if let Some(when) = &duty.when {
        let _ = write!(
            words,
            "{strength} if: *{}*\n\n{}\n\n",
            escape(when),
            escape(&duty.words)
        );
    } else {
        let _ = write!(words, "{strength}: {}\n\n", escape(&duty.words));
    }
    words.push_str(&basis_words(guide, &duty.basis));
}

fn competency_words(guide: &Guide, competency: &Competency) -> String {
    let mut words = format!(
        "What it asked of a primary care trust in 2009: {} ({})\n\n",
        escape(&competency.asked),
        best_read(&competency.asked_basis).words()
    );
    if let Some(note) = &competency.note {
        let _ = write!(words, "{}\n\n", escape(note));
    }
    if !competency.levels.is_empty() {
        words.push_str("## Levels (our words, reconstructed)\n\n");
        for (number, level) in (1..).zip(&competency.levels) {
            let _ = writeln!(words, "{number}. {}", escape(level));
        }
        words.push('\n');
    }
    if !competency.basis.is_empty() {
        words.push_str(&basis_words(guide, &competency.basis));
    }
    words.push_str("Which signs and stages exercise it is our reconstruction, but for those marked *from a source*.\n");
    words
}

fn source_words(guide: &Guide, source: &Source) -> String {
    let standing = match source.standing {
        Standing::Current => "current",
        Standing::Superseded => "superseded",
        Standing::Archived => "archived: a record of its time",
    };
    let mut words = format!("{}. Standing: {standing}.", escape(&source.publisher));
    if let Some(date) = &source.date {
        let _ = write!(words, " Date: {}.", shown_date(date));
    }
    let _ = write!(words, " {}", shelves::parts_read(source));
    if let Some(group) = &source.group {
        let _ = write!(
            words,
            " In the Commissioning Friend of 2009 under: {}.",
            escape(group)
        );
    }
    words.push_str("\n\n");
    if let Some(note) = &source.note {
        let _ = write!(words, "{}\n\n", escape(note));
    }
    if let Some(successor) = source.successor.as_ref().and_then(|id| guide.source(id)) {
        let _ = write!(
            words,
            "In its place today: [{}](sources/{})\n\n",
            escape(&successor.title),
            successor.id
        );
    }
    words.push_str("This guide opens no browser. Select the address and copy it:\n");
    words
}

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
            for shelf in Shelf::ALL {
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
                    .any(|text| text.contains(&format!("({place})")))
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
        for place in markdown::links(&text) {
            if let Some(title) = guide.title_of(roadmap, &place) {
                links.add("In the text", &place, title.to_owned());
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
