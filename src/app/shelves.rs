//! What the pages of the library say, and where they lead.

use std::fmt::Write as _;

use super::phrases::{Edition, Links, basis_words, shown_date};
use crate::doc::{Block, Doc, Words};
use crate::guide::library::{Article, Measure, Shelf, Term, Update};
use crate::guide::page::best_read;
use crate::guide::place::belongs;
use crate::guide::reading::HowRead;
use crate::guide::{Found, Guide, Roadmap, Source};
use crate::text::wrap;

/// What a list is, in a sentence or two.
pub(super) fn lead(guide: &Guide, roadmap: &Roadmap, shelf: Shelf) -> Doc {
    Doc::of(match shelf {
        Shelf::Templates => {
            Words::of("Documents to take away and fill in, as Markdown or plain text.")
        }
        Shelf::Specifications => Words::of(
            "Worked outlines of service specifications. All of them are drafts: begin with ",
        )
        .emphasis("About this library")
        .and("."),
        Shelf::Briefings => Words::of("Longer pieces on one question each."),
        Shelf::Updates => Words::of("What has changed, the newest first. ")
            .emphasis("New")
            .and(" marks what you have not read."),
        Shelf::Groups => Words::of(
            "Today's position for each particular group, and what the Commissioning Friend listed in 2009.",
        ),
        Shelf::Measures => return measures(guide, roadmap),
        Shelf::Glossary => Words::of(
            "Every abbreviation and term, and every body, law and report of 2009 with what became of it.",
        ),
        Shelf::Questions => Words::of(
            "Questions that people bring, each with what is known, what is not, and whom to ask.",
        ),
        Shelf::Sources => Words::of(
            "Every law, guidance page and site that this guide rests on, and the links of 2009.",
        ),
    })
}

/// What is measured, and which sign and stage exercises what: in characters that every terminal has.
fn measures(guide: &Guide, roadmap: &Roadmap) -> Doc {
    let mut doc = Doc::of(
        "The eleven World Class Commissioning competencies, the ten essential shared capabilities and the six \
         workforce aims. National assessment ended in 2010: this is a mirror for yourselves, never a league table. The \
         words of the levels are ours (reconstructed). Open one to record where you stand.",
    );
    doc.paragraph(
        "Which sign (1 to 8) and which stage (1 to 5) exercises which competency: S is from a source of 2009, the rest \
         (#) is our reconstruction.",
    );
    let mut rows = String::from("   Signs    Stages\n   12345678 12345\n");
    for competency in guide.competencies.iter() {
        let mark = |page: &crate::guide::page::Page| match () {
            () if page.competencies.from_source.contains(&competency.number) => 'S',
            () if page.competencies.reconstructed.contains(&competency.number) => '#',
            () => '.',
        };
        let signs: String = roadmap.signs.iter().map(mark).collect();
        let stages: String = roadmap.stages.iter().map(mark).collect();
        // Each stands in full in the list below.
        let (number, name) = (competency.number, wrap::fit(&competency.name, 32, "..."));
        let _ = writeln!(rows, "{number:2} {signs} {stages} {name}");
    }
    doc.add(Block::Preformatted(rows.into()));
    doc
}

/// A specification, a briefing or a group.
pub(super) fn article(article: &Article, edition: Edition) -> Option<Doc> {
    if edition == Edition::Then {
        return (!article.then.is_empty()).then(|| (*article.then).clone());
    }
    let mut doc = Doc::default();
    doc.prose(&article.summary);
    let mut words = Words::of(format!("As at {}.", shown_date(&article.as_at)));
    if let Some(status) = article.status {
        let version = article.version.as_deref().unwrap_or("-");
        words = words
            .and(format!(" Version {version}. Status: "))
            .strong(status.words())
            .and(".");
    }
    if article.gap {
        words = words
            .and(" ")
            .strong("A gap: today's position was not researched.");
    }
    doc.paragraph(words);
    Some(doc.and((*article.today).clone()))
}

/// A news item.
pub(super) fn update(guide: &Guide, update: &Update) -> Doc {
    let mut doc = Doc::of(format!(
        "{}. Confidence: {}.",
        shown_date(&update.date),
        best_read(&update.basis).words()
    ));
    doc.heading(2, "What changed");
    doc.prose(&update.changed);
    doc.heading(2, "Why it matters");
    doc.prose(&update.matters);
    doc.paragraph(basis_words(guide, &update.basis));
    doc
}

/// A term.
pub(super) fn term(guide: &Guide, term: &Term) -> Doc {
    let mut doc = Doc::default();
    if let Some(long) = &term.long {
        doc.paragraph(Words::default().strong(long));
    }
    doc.prose(&term.meaning);
    for (heading, text) in [
        ("In 2009", &term.was),
        ("What became of it", &term.became),
        ("In its place today", &term.today),
    ] {
        if let Some(text) = text {
            doc.heading(2, heading);
            doc.prose(text);
        }
    }
    if !term.basis.is_empty() {
        doc.paragraph(basis_words(guide, &term.basis));
    }
    doc
}

/// A capability or an aim.
pub(super) fn measure(measure: &Measure) -> Doc {
    let mut doc = Doc::of(if measure.is_capability {
        "One of the ten essential shared capabilities of 2004. The words are ours."
    } else {
        "One of the six aims of the National Mental Health Workforce Strategy of 2004. The words are ours."
    });
    doc.prose(&measure.words);
    doc.paragraph("Where you stand can be: not yet, partly or yes.");
    doc
}

/// The links of something of the library.
pub(super) fn links(found: &Found<'_>, links: &mut Links<'_>) {
    let (guide, roadmap) = (links.guide, links.roadmap);
    match found {
        Found::Shelf(shelf) => {
            for place in guide.shelf_places(*shelf) {
                links.add(shelf.title(), &place, entry(guide, roadmap, &place));
            }
        }
        Found::Template(template) => {
            links.places("Serves", &template.items);
            links.places("Belongs to", &template.signs);
        }
        Found::Article(article) => links.places("Belongs to", &article.touches),
        Found::Update(update) => links.places("Touches", &update.touches),
        Found::Term(term) => links.places("More about it", &term.see),
        _ => {}
    }
}

/// How an entry reads in its list.
fn entry(guide: &Guide, roadmap: &Roadmap, place: &str) -> String {
    match guide.find(roadmap, place) {
        Some(Found::Competency(competency)) => competency.name.to_string(),
        Some(Found::Template(template)) => {
            format!("{} ({})", template.title, template.status.words())
        }
        Some(Found::Article(article)) => match article.status {
            Some(status) => format!("{} ({})", article.title, status.words()),
            None => article.title.to_string(),
        },
        Some(Found::Update(update)) => format!("{}: {}", shown_date(&update.date), update.title),
        Some(Found::Term(term)) => match &term.long {
            Some(long) => format!("{}: {long}", term.name),
            None => term.name.to_string(),
        },
        _ => guide.title_of(roadmap, place).unwrap_or(place).to_owned(),
    }
}

/// What of the library belongs to a page or an item.
pub(super) fn belonging(place: &str, links: &mut Links<'_>) {
    let guide = links.guide;
    let library = &guide.library;
    for template in &library.templates {
        if belongs(&template.items, place) || belongs(&template.signs, place) {
            links.add("Templates", &template.place, template.title.to_string());
        }
    }
    for article in &library.articles {
        if belongs(&article.touches, place) {
            links.add(
                article.shelf.title(),
                &article.place,
                article.title.to_string(),
            );
        }
    }
    for update in &library.updates {
        if belongs(&update.touches, place) {
            let words = format!("{}: {}", shown_date(&update.date), update.title);
            links.add("Latest updates", &update.place, words);
        }
    }
}

/// What was read of a source: `Read in the official text: reg 12(2); schedule 10 (27 November 2026).`
pub(super) fn parts_read(source: &Source) -> String {
    let sentences: Vec<String> = source
        .read
        .chunk_by(|one, next| (one.how, &one.on) == (next.how, &next.on))
        .filter_map(|group| {
            let first = group.first()?;
            let how = match first.how {
                HowRead::Officially => "Read in the official text",
                HowRead::SecondHand => "Read second-hand",
                HowRead::Unverified => "Not read",
            };
            let parts: Vec<String> = group
                .iter()
                .map(|reading| reading.part.to_string())
                .collect();
            let on = shown_date(&first.on);
            Some(format!("{how}: {} ({on}).", parts.join("; ")))
        })
        .collect();
    if sentences.is_empty() {
        "Nobody has opened it: what rests on it is unverified.".to_owned()
    } else {
        sentences.join(" ")
    }
}
