//! Hostile words, and a guide and a state that are full of them.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use roadsigns::doc::{Block, Cell, Doc, Words};
use roadsigns::guide::lazy::{Lazy, Listed, Named, Part};
use roadsigns::guide::library::Library;
use roadsigns::guide::page::{ChecklistLine, Page};
use roadsigns::guide::{Guide, load};
use roadsigns::store::folder;
use roadsigns::text::Text;

/// Words that drive a terminal, deceive an eye, climb over other rows, or do not end.
pub(crate) fn poisons() -> [String; 4] {
    let controls: String = ('\0'..='\u{9f}').filter(|c| c.is_control()).collect();
    [
        format!("\x1b[2J\x1b]52;c;QUJD\x07\x1b]8;;http://x.y\x1b\\\x1bP1+q\x1b\\\u{9b}31m\u{9d}0;t\u{9c}\x1bc\r\n\t\x08{controls}&#27;[31m"),
        "A\u{202e}B\u{2066}C\u{200b}D\u{200d}\u{feff}\u{ad}\u{61c}\u{2028}E\u{2029}\u{e0041}☺\u{fe0f}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{115f}\u{3164}\u{180b}\u{fff9}\u{34f}&#x202e;&#8203;".to_owned(),
        format!("e{0}\u{5d0}{0} {0}\n{0}語{0}\u{1100}{1}\u{1f1ec}\u{1f1e7}\u{1f3fb}\u{fffd}", "\u{301}".repeat(40), "\u{1161}\u{11a8}".repeat(20)),
        format!("{}{}{}", "語".repeat(400), "x".repeat(800), "\u{308}a-".repeat(300)),
    ]
}

/// The guide of this repository.
pub(crate) fn guide() -> &'static Arc<Guide> {
    static GUIDE: OnceLock<Arc<Guide>> = OnceLock::new();
    GUIDE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
        Arc::new(load::read(&folder::read(&folder).unwrap()).guide)
    })
}

/// The guide with poison in every text; its checks would refuse most of it, and are passed by here. Places stay.
pub(crate) fn poisoned(poison: &str) -> Arc<Guide> {
    let mut guide = Guide::clone(guide());
    let spoil = |text: &mut Text| *text = Text::from(format!("{text}{poison}"));
    for text in [
        &mut guide.title,
        &mut guide.edition,
        &mut guide.reach,
        &mut guide.notice,
        &mut guide.provenance,
    ] {
        spoil(text);
    }
    guide.welcome.iter_mut().for_each(spoil);
    for roadmap in &mut guide.roadmaps {
        spoil(&mut roadmap.title);
        for page in roadmap.signs.iter_mut().chain(&mut roadmap.stages) {
            spoil_page(page, spoil);
        }
    }
    let mut competencies = (*guide.competencies).clone();
    for competency in &mut competencies {
        for text in [&mut competency.name, &mut competency.asked]
            .into_iter()
            .chain(&mut competency.levels)
            .chain(&mut competency.note)
        {
            spoil(text);
        }
    }
    guide.competencies = competencies.into();
    spoil_library(&mut guide.library, spoil);
    guide.sources = each(&guide.sources, |source| {
        [
            &mut source.title,
            &mut source.publisher,
            &mut source.address,
        ]
        .into_iter()
        .chain(&mut source.date)
        .chain(&mut source.archive)
        .chain(&mut source.note)
        .chain(&mut source.group)
        .for_each(spoil);
    });
    Arc::new(guide)
}

fn spoil_page(page: &mut Page, spoil: impl Fn(&mut Text) + Copy) {
    for text in [&mut page.title, &mut page.short, &mut page.summary] {
        spoil(text);
    }
    for doc in [&mut page.today, &mut page.practice, &mut page.then] {
        spoil_doc(doc, spoil);
    }
    page.see.iter_mut().for_each(|see| spoil(&mut see.why));
    for reference in page.basis.iter_mut().chain(&mut page.basis_2009) {
        reference.at.iter_mut().for_each(spoil);
    }
    for entry in &mut page.checklist {
        let ChecklistLine::Own(item) = entry else {
            continue;
        };
        spoil_lazy(&mut item.evidence, spoil);
        let mut mistakes = (*item.mistakes).clone();
        [&mut item.text]
            .into_iter()
            .chain(&mut mistakes)
            .chain(&mut item.changed)
            .for_each(spoil);
        item.mistakes = mistakes.into();
        let mut duties = (*item.duties).clone();
        for duty in &mut duties {
            spoil(&mut duty.words);
            duty.when.iter_mut().for_each(spoil);
            duty.basis
                .iter_mut()
                .flat_map(|reference| &mut reference.at)
                .for_each(spoil);
        }
        item.duties = duties.into();
    }
}

fn spoil_lazy(text: &mut Lazy<Text>, spoil: impl Fn(&mut Text)) {
    let mut spoilt = (**text).clone();
    spoil(&mut spoilt);
    *text = spoilt.into();
}

/// Poison in a document: in each heading, in each paragraph, in the last cell of each table.
fn spoil_doc(doc: &mut Lazy<Doc>, spoil: impl Fn(&mut Text)) {
    let mut spoilt = (**doc).clone();
    let mut poison = Text::default();
    spoil(&mut poison);
    for block in &mut spoilt.blocks {
        match block {
            Block::Heading(_, words) | Block::Paragraph(words) => {
                *words = words.clone().and(&poison).link(&poison, &poison);
            }
            Block::Preformatted(text) => spoil(text),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flatten() {
                    *cell = Cell::Words(Words::of(&poison));
                }
            }
            _ => {}
        }
    }
    spoilt.paragraph(&poison);
    spoilt.add(Block::Address {
        label: Some(poison.clone()),
        text: poison,
    });
    *doc = spoilt.into();
}

/// A list with all its entries changed.
fn each<T: Part + Named + Clone>(list: &Listed<T>, change: impl Fn(&mut T)) -> Listed<T> {
    let changed = |entry: &T| {
        let mut entry = entry.clone();
        change(&mut entry);
        entry
    };
    list.iter().map(changed).collect()
}

fn spoil_library(library: &mut Library, spoil: impl Fn(&mut Text) + Copy) {
    library.articles = each(&library.articles, |article| {
        spoil_doc(&mut article.today, spoil);
        spoil_doc(&mut article.then, spoil);
        for text in [&mut article.title, &mut article.summary, &mut article.as_at]
            .into_iter()
            .chain(&mut article.version)
        {
            spoil(text);
        }
    });
    library.templates = each(&library.templates, |template| {
        for text in [
            &mut template.title,
            &mut template.summary,
            &mut template.version,
            &mut template.owner,
            &mut template.date,
            &mut template.checked,
        ] {
            spoil(text);
        }
        let mut sections = (*template.sections).clone();
        for section in &mut sections {
            spoil(&mut section.heading);
            section.words.iter_mut().for_each(spoil);
            for field in &mut section.fields {
                [&mut field.name, &mut field.guidance]
                    .into_iter()
                    .chain(&mut field.choices)
                    .for_each(spoil);
            }
            for table in &mut section.tables {
                [&mut table.name]
                    .into_iter()
                    .chain(&mut table.columns)
                    .chain(table.rows.iter_mut().flatten())
                    .for_each(spoil);
            }
        }
        template.sections = sections.into();
    });
    library.updates = each(&library.updates, |update| {
        [
            &mut update.title,
            &mut update.date,
            &mut update.changed,
            &mut update.matters,
        ]
        .into_iter()
        .for_each(spoil);
    });
    library.measures = each(&library.measures, |measure| {
        [&mut measure.title, &mut measure.words]
            .into_iter()
            .for_each(spoil);
    });
    library.terms = each(&library.terms, |term| {
        [&mut term.name, &mut term.meaning]
            .into_iter()
            .chain(&mut term.long)
            .chain(&mut term.was)
            .chain(&mut term.became)
            .chain(&mut term.today)
            .for_each(spoil);
    });
}
