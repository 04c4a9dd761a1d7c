//! Nothing of a document is lost in any rendering: every document of the guide is walked through all of them, and its
//! headings, items, rows, cells, fields, places to copy, links and words are counted.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "documents/said.rs"]
mod said;
#[path = "journey/script.rs"]
#[expect(dead_code, reason = "of the script this file needs little")]
mod script;

use roadsigns::app::content::{self, Edition};
use roadsigns::app::{document, template};
use roadsigns::doc::to_lines::{Laid, LineKind, Marks, lay};
use roadsigns::doc::{Block, Cell, Doc, Kind, from_markdown, to_markdown, to_text};
use roadsigns::guide::Guide;
use roadsigns::plain::{history, report};
use roadsigns::project::roads::Roads;
use roadsigns::text::wrap;
use said::{assert_said, places_to_write};
use script::{begin, guide};

/// Widths of a narrow pane, a terminal, and a pipe.
const WIDTHS: [usize; 3] = [40, 80, usize::MAX];

/// What stands in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    headings: usize,
    items: usize,
    rows: usize,
    cells: usize,
    holes: usize,
    fields: usize,
    addresses: usize,
    entries: usize,
}

fn count(blocks: &[Block], into: &mut Count) {
    for block in blocks {
        match block {
            Block::Heading(..) => into.headings += 1,
            Block::List(list) => {
                into.items += list.items.len();
                list.items.iter().for_each(|item| count(item, into));
            }
            Block::Table(table) => {
                into.rows += table.rows.len();
                for cell in table.rows.iter().flatten() {
                    match cell {
                        Cell::Words(_) => into.cells += 1,
                        Cell::Hole(_) => into.holes += 1,
                    }
                }
            }
            Block::Field(_) => into.fields += 1,
            Block::Address { .. } => into.addresses += 1,
            Block::Quote(blocks) | Block::Part(blocks) => count(blocks, into),
            Block::Entry(_) => into.entries += 1,
            Block::Paragraph(_) | Block::Preformatted(_) | Block::Rule => {}
        }
    }
}

fn counted(doc: &Doc) -> Count {
    let mut all = Count::default();
    count(&doc.blocks, &mut all);
    all
}

/// Every document of the guide, with a name for it.
fn documents(guide: &Guide) -> Vec<(String, Doc)> {
    let roadmap = &guide.roadmaps[0];
    let mut all = Vec::new();
    for place in guide.places(roadmap) {
        let found = guide.find(roadmap, &place).unwrap();
        for edition in [Edition::Today, Edition::Then] {
            let text = content::text(guide, roadmap, &found, edition);
            all.extend(text.map(|doc| (format!("{place}, {edition:?}"), doc)));
        }
        all.push((
            format!("{place}, whole"),
            document::of(guide, roadmap, &found),
        ));
    }
    let templates = guide.library.templates.iter();
    all.extend(templates.map(|one| {
        (
            format!("{}, to fill in", one.place),
            template::blank(guide, one),
        )
    }));
    all.extend(records());
    all
}

/// A report and an audit trail of a project with a note of several lines, and with words that look like Markdown.
fn records() -> Vec<(String, Doc)> {
    let mut script = begin();
    script.keys("3 Tab Space Down Space Enter Tab Tab Tab Tab Tab Tab");
    for line in [
        "Minutes: *all* agreed",
        "Owner: Chief Finance Officer",
        "| Due: 1. never",
    ] {
        script.text(line).keys("Enter");
    }
    script.keys("Tab");
    let app = &script.app;
    let clock = &roadsigns::project::date::Wall::utc;
    let roads = Roads {
        guide: guide(),
        open: &guide().roadmaps[0],
        book: &app.world.book,
    };
    let report = report::of(roads, app.world.project_id(), app.world.now.utc, clock);
    let trail = history::of(roads, &script.history, None, clock);
    for doc in [&report, &trail] {
        assert!(doc.words().contains("| Due: 1. never"), "{}", doc.words());
    }
    vec![
        ("a report".to_owned(), report),
        ("an audit trail".to_owned(), trail),
    ]
}

fn text(laid: &Laid) -> String {
    let lines = laid.lines.iter().map(|line| wrap::joined(&line.spans));
    let lines: Vec<String> = lines.collect();
    lines.join("\n")
}

/// Fields for which nothing is to be chosen.
fn open_fields(doc: &Doc) -> usize {
    let is_open = |block: &&Block| matches!(block, Block::Field(field) if !matches!(field.kind, Kind::OneOf(_)));
    doc.blocks.iter().filter(is_open).count()
}

#[test]
fn nothing_of_any_document_of_the_guide_is_lost_in_lines() {
    for (name, doc) in documents(guide()) {
        let has = counted(&doc);
        for (width, base, stacked) in WIDTHS
            .into_iter()
            .flat_map(|width| [(width, Marks::UNICODE, false), (width, Marks::ASCII, true)])
        {
            let how = format!("{name}, {width} wide, stacked: {stacked}");
            let laid = lay(
                &doc,
                width,
                &Marks {
                    stacked,
                    letters: |text| text.into(),
                    ..base
                },
            );
            let text = text(&laid);
            assert_said(&doc.words(), &text, &how);
            assert_eq!(laid.links.len(), doc.links().len(), "{how}");
            assert_eq!(
                places_to_write(&text),
                (has.holes, open_fields(&doc)),
                "{how}"
            );
            let kinds = |kind: fn(&LineKind) -> bool| {
                laid.lines.iter().filter(|line| kind(&line.kind)).count()
            };
            assert_eq!(
                kinds(|kind| *kind == LineKind::Address),
                has.addresses,
                "{how}"
            );
            let entries = kinds(|kind| *kind == LineKind::Entry);
            assert!(
                entries >= has.entries,
                "{how}: {entries} of {}",
                has.entries
            );
            if width == usize::MAX {
                assert_eq!(
                    kinds(|kind| matches!(kind, LineKind::Heading(_))),
                    has.headings,
                    "{how}"
                );
            }
        }
    }
}

#[test]
fn nothing_of_any_document_of_the_guide_is_lost_in_a_text() {
    for (name, doc) in documents(guide()) {
        let has = counted(&doc);
        for width in WIDTHS {
            let how = format!("{name}, {width} wide");
            let lines = to_text::plain(&doc, width, &Marks::UNICODE);
            let text = lines.join("\n");
            assert_said(&doc.words(), &text, &how);
            assert_eq!(
                places_to_write(&text),
                (has.holes, open_fields(&doc)),
                "{how}"
            );
            for place in doc.links() {
                assert!(
                    lines
                        .iter()
                        .any(|line| line.ends_with(&format!("] {place}"))),
                    "{how}: {place}"
                );
            }
        }
    }
}

#[test]
fn nothing_of_any_document_of_the_guide_is_lost_in_markdown() {
    for (name, doc) in documents(guide()) {
        let markdown = to_markdown::write(&doc);
        let again = from_markdown::read(&markdown);
        assert_said(&doc.words(), &again.words(), &name);
        assert_eq!(again.links(), doc.links(), "{name}");
        let (has, got) = (counted(&doc), counted(&again));
        // What is empty here is to be filled in.
        let expected = Count {
            cells: has.cells + has.holes,
            items: has.items + has.entries,
            entries: 0,
            holes: 0,
            fields: 0,
            addresses: 0,
            ..has
        };
        assert_eq!(got, expected, "{name}\n{markdown}");
        assert_eq!(
            again.words().matches("__________").count(),
            open_fields(&doc),
            "{name}"
        );
    }
}

#[test]
fn what_an_author_wrote_is_the_same_document_when_its_markdown_is_read() {
    let mut pages = 0;
    for page in guide()
        .roadmaps
        .iter()
        .flat_map(roadsigns::guide::Roadmap::pages)
    {
        for doc in [&*page.today, &*page.practice, &*page.then] {
            assert_eq!(
                from_markdown::read(&to_markdown::write(doc)),
                *doc,
                "{}",
                page.place
            );
        }
        pages += 1;
    }
    assert_eq!(pages, 13);
}
