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

use std::fmt::Write as _;

use super::document::WIDTH;
use super::phrases::{basis_words, escape, shown_date};
use crate::guide::Guide;
use crate::guide::library::{Field, Section, Table, Template};
use crate::text::clean;
use crate::text::markdown::{self, Marks};

/// A place to write in: where lines are laid out, an empty cell would not be seen.
const HOLE: &str = "\\_\\_\\_\\_";
/// The place to write of a field.
const LINE: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

/// A template on its page.
pub(super) fn to_read(guide: &Guide, template: &Template) -> String {
    let mut words = format!(
        "{}\n\nVersion {}, {}, status **{}**. Kept by: {}. Legal position checked on {}.\n\n",
        escape(&template.summary),
        escape(&template.version),
        shown_date(&template.date),
        template.status.words(),
        escape(&template.owner),
        shown_date(&template.checked),
    );
    for section in template.sections.iter() {
        add_head(section, &mut words);
        for field in &section.fields {
            let (name, guidance) = (line(&field.name), line(&field.guidance));
            let _ = write!(words, "- **{name}**: {guidance}");
            if !field.choices.is_empty() {
                let _ = write!(words, " Choose: {}.", choices(field, " / ", ""));
            }
            words.push('\n');
        }
        words.push('\n');
        for table in &section.tables {
            add_table(table, HOLE, &mut words);
        }
    }
    words.push_str(&basis_words(guide, &template.basis));
    words
}

/// A template as a document: Markdown (`md`), or plain text.
pub fn to_fill_in(guide: &Guide, template: &Template, format: &str) -> String {
    // In Markdown an empty cell is seen, and easier to fill.
    let hole = if format == "md" { "" } else { HOLE };
    // Markdown is cleaned once more as it is laid out: there `&#27;` becomes a control character.
    let markdown = clean::shown(&markdown_of(guide, template, hole)).into_owned();
    if format == "md" {
        return markdown;
    }
    let marks = Marks {
        numbers: false,
        letters: |text| text.into(),
        ..Marks::ASCII
    };
    markdown::plain(&markdown, WIDTH, &marks)
        .join("\n")
        .trim_end()
        .to_owned()
        + "\n"
}

fn markdown_of(guide: &Guide, template: &Template, hole: &str) -> String {
    let mut words = format!(
        "# {}\n\n{}\n\nVersion {}, {}. Status: {}. Kept by: {}. Legal position checked on {}. Roadsigns guide, edition {}.\n\n{}\n\n",
        template.title,
        template.summary,
        template.version,
        shown_date(&template.date),
        template.status.words(),
        template.owner,
        shown_date(&template.checked),
        guide.edition,
        guide.notice
    );
    for section in template.sections.iter() {
        add_head(section, &mut words);
        for field in &section.fields {
            let (name, guidance) = (line(&field.name), line(&field.guidance));
            let _ = write!(words, "**{name}**\n\n*{guidance}*\n\n");
            if field.choices.is_empty() {
                let _ = write!(words, "{LINE}\n\n");
            } else {
                let _ = write!(words, "{}\n\n", choices(field, "   ", "( ) "));
            }
        }
        for table in &section.tables {
            add_table(table, hole, &mut words);
        }
    }
    words
}

fn add_head(section: &Section, words: &mut String) {
    let _ = write!(words, "## {}\n\n", line(&section.heading));
    if let Some(text) = &section.words {
        let _ = write!(words, "{}\n\n", escape(text));
    }
}

fn choices(field: &Field, between: &str, before: &str) -> String {
    let choices = field.choices.iter();
    let choices: Vec<String> = choices
        .map(|choice| format!("{before}{}", line(choice)))
        .collect();
    choices.join(between)
}

/// A table with its rows, and with its empty ones; `hole` stands in every empty cell.
fn add_table(table: &Table, hole: &str, words: &mut String) {
    let _ = write!(words, "**{}**\n\n", line(&table.name));
    let columns: Vec<String> = table.columns.iter().map(|column| line(column)).collect();
    add_row(&columns, words);
    let _ = writeln!(words, "|{}", "---|".repeat(columns.len()));
    let filled = |cell: &str| match line(cell) {
        empty if empty.is_empty() => hole.to_owned(),
        words => words,
    };
    for row in &table.rows {
        let row: Vec<String> = row.iter().map(|cell| filled(cell)).collect();
        add_row(&row, words);
    }
    for _ in 0..table.blank {
        add_row(&vec![hole.to_owned(); columns.len()], words);
    }
    words.push('\n');
}

fn add_row(cells: &[String], words: &mut String) {
    let _ = writeln!(words, "| {} |", cells.join(" | "));
}

/// A text that has one line, whatever stands in it, as Markdown.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(&words.join(" "))
}
