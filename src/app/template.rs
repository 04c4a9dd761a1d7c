//! A template: to be read on a page, and as a document to fill in.
//!
//! In both every table has every column and row, also those that are empty:
//!
//! ```text
//! Number  Closed on  Why   Lesson        Number: ____
//! ------  ---------  ----  ------        Closed on: ____
//! ____    ____       ____  ____          Why: ____
//! ____    ____       ____  ____          Lesson: ____
//! ```

use super::phrases::{basis_words, shown_date};
use crate::doc::format::Format;
use crate::doc::to_lines::Marks;
use crate::doc::to_text::WIDTH;
use crate::doc::{Block, Cell, Column, Doc, Field, Kind, Side, Table, Words, to_markdown, to_text};
use crate::guide::Guide;
use crate::guide::library::{self, FieldKind, Section, Template};
use crate::text::Text;

/// A template on its page.
pub(super) fn to_read(guide: &Guide, template: &Template) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&template.summary);
    let version = Words::of(format!(
        "Version {}, {}, status ",
        template.version,
        shown_date(&template.date)
    ));
    doc.paragraph(version.strong(template.status.words()).and(format!(
        ". Kept by: {}. Legal position checked on {}.",
        template.owner,
        shown_date(&template.checked)
    )));
    for section in template.sections.iter() {
        add_head(section, &mut doc);
        if !section.fields.is_empty() {
            doc.list(None, section.fields.iter().map(in_a_line));
        }
        add_tables(section, &mut doc);
    }
    doc.paragraph(basis_words(guide, &template.basis));
    doc
}

/// A field as it is read: its name, how to fill it in, and what can be chosen.
fn in_a_line(field: &library::Field) -> Words {
    let words = Words::default().strong(line(&field.name));
    let words = words.and(format!(": {}", line(&field.guidance)));
    if field.choices.is_empty() {
        return words;
    }
    let choices: Vec<String> = field.choices.iter().map(|choice| line(choice)).collect();
    words.and(format!(" Choose: {}.", choices.join(" / ")))
}

/// A template as a document in a format.
pub fn to_fill_in(guide: &Guide, template: &Template, format: Format) -> String {
    let doc = blank(guide, template);
    match format {
        Format::Md => to_markdown::write(&doc),
        Format::Txt => {
            let marks = Marks {
                letters: |text| text.into(),
                ..Marks::ASCII
            };
            let text = to_text::plain(&doc, WIDTH, &marks).join("\n");
            text.trim_end().to_owned() + "\n"
        }
    }
}

/// A template to be filled in: with a place to write for each of its fields.
pub fn blank(guide: &Guide, template: &Template) -> Doc {
    let mut doc = Doc::default();
    doc.heading(1, &template.title);
    doc.prose(&template.summary);
    doc.paragraph(format!(
        "Version {}, {}. Status: {}. Kept by: {}. Legal position checked on {}. Roadsigns guide, edition {}.",
        template.version,
        shown_date(&template.date),
        template.status.words(),
        template.owner,
        shown_date(&template.checked),
        guide.edition
    ));
    doc.prose(&guide.notice);
    for section in template.sections.iter() {
        add_head(section, &mut doc);
        for field in &section.fields {
            doc.add(Block::Field(Field {
                name: line(&field.name).into(),
                guidance: line(&field.guidance).into(),
                kind: kind_of(field),
            }));
        }
        add_tables(section, &mut doc);
    }
    doc
}

fn kind_of(field: &library::Field) -> Kind {
    match field.kind {
        _ if !field.choices.is_empty() => {
            Kind::OneOf(field.choices.iter().map(|one| line(one).into()).collect())
        }
        FieldKind::Line => Kind::Line,
        FieldKind::Date => Kind::Date,
        FieldKind::Number => Kind::Number,
        FieldKind::Text | FieldKind::Choice => Kind::Text,
    }
}

fn add_head(section: &Section, doc: &mut Doc) {
    doc.heading(2, line(&section.heading));
    if let Some(text) = &section.words {
        doc.prose(text);
    }
}

/// The tables of a section with all their rows, and with a place to write in every empty cell.
fn add_tables(section: &Section, doc: &mut Doc) {
    for table in &section.tables {
        doc.paragraph(Words::default().strong(line(&table.name)));
        let column = |head: &Text| Column {
            head: line(head).into(),
            side: Side::Left,
        };
        let cell = |text: &Text| match line(text) {
            empty if empty.is_empty() => Cell::Hole(Kind::Text),
            words => Cell::Words(words.into()),
        };
        let rows = table.rows.iter();
        let rows = rows.map(|cells| cells.iter().map(cell).collect());
        let blank = vec![Cell::Hole(Kind::Text); table.columns.len()];
        let blank = std::iter::repeat_n(blank, usize::from(table.blank));
        doc.add(Block::Table(Table {
            columns: table.columns.iter().map(column).collect(),
            rows: rows.chain(blank).collect(),
        }));
    }
}

/// A text that has one line, whatever stands in it.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
