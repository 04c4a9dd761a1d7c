//! A place as a document: both editions, its checklist and its links.

use super::content::{self, Edition};
use crate::doc::{Block, Doc, List, Words};
use crate::guide::page::{Item, Kind, Page};
use crate::guide::{Found, Guide, Roadmap};
use crate::project::date;
use crate::text::Text;

/// The whole of a place.
pub fn of(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>) -> Doc {
    let mut doc = Doc::default();
    let mut first = Doc::default();
    first.heading(1, content::heading(found));
    match found {
        Found::Page(page) => {
            first.paragraph(summary(page));
            first.heading(1, "Today");
        }
        Found::Item(page, item) => {
            let belongs = format!("{}, {}", content::numbered(page), page.title);
            let place = format!("Place: {}", item.place);
            first.paragraph(Words::of(belongs).new_line().and(place));
        }
        _ => {}
    }
    first.extend(content::text(guide, roadmap, found, Edition::Today).unwrap_or_default());
    doc.part(first);
    let mut addresses = Doc::default();
    for (label, address) in content::addresses(found) {
        addresses.add(Block::Address {
            label: Some(label.into()),
            text: address.to_owned().into(),
        });
    }
    doc.part(addresses);
    if let Found::Page(page) = found {
        doc.part(checklist(roadmap, page));
    }
    let then = match found {
        Found::Page(page) => &*page.then,
        Found::Article(article) => &*article.then,
        _ => &Doc::default(),
    };
    if !then.is_empty() || matches!(found, Found::Page(_)) {
        let mut part = Doc::default();
        part.heading(1, "In 2009");
        doc.part(part.and(then.clone()));
    }
    doc.part(links(guide, roadmap, found));
    doc
}

fn summary(page: &Page) -> Words {
    let words = Words::of(&page.summary);
    let Some(date) = date::parse(&page.as_at) else {
        return words;
    };
    words.new_line().and(format!(
        "As at {}. Guidance, not legal advice.",
        date.format("%-d %B %Y")
    ))
}

/// The heading of a page's checklist.
pub fn checklist_title(page: &Page) -> &'static str {
    match page.kind {
        Kind::Sign => "Essentials",
        Kind::Stage => "Actions",
    }
}

fn checklist(roadmap: &Roadmap, page: &Page) -> Doc {
    let mut doc = Doc::default();
    doc.heading(1, checklist_title(page));
    let item = |item: &Item| {
        vec![
            Block::Paragraph(Words::of(&item.text)),
            Block::Paragraph(Words::of(content::mark(item))),
            alone(&item.place),
        ]
    };
    doc.add(Block::List(List {
        items: roadmap.checklist(page).map(item).collect(),
        ..List::default()
    }));
    doc
}

/// A place in a line of its own.
fn alone(place: &str) -> Block {
    Block::Address {
        label: None,
        text: Text::from(place.to_owned()),
    }
}

fn links(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>) -> Doc {
    let mut links = content::links(guide, roadmap, found, Edition::Today);
    links.retain(|link| link.group != content::IN_THE_TEXT);
    let mut doc = Doc::default();
    for group in links.chunk_by(|one, next| one.group == next.group) {
        let link = |link: &content::Link| {
            let words = Block::Paragraph(Words::of(link.words.clone()));
            vec![words, alone(link.place.text())]
        };
        doc.heading(2, group.first().map_or("", |link| link.group));
        doc.add(Block::List(List {
            items: group.iter().map(link).collect(),
            ..List::default()
        }));
    }
    doc
}
