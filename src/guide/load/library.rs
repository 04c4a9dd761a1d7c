//! From the files of the shelves to a [`Library`].

use super::super::library::{
    Article, Field, FieldKind, Library, Measure, Section, Shelf, Status, Table as Grid, Template,
    Term, Update,
};
use super::super::place::{At, is_id};
use super::super::prose;
use super::super::table::{Sheet, Table};
use super::{Reader, reference};
use crate::text::Text;
use strum::VariantArray as _;

/// The heading that no question goes without.
const WHOM_TO_ASK: &str = "Whom to ask";

impl Reader<'_> {
    pub(super) fn library(&self) -> Library {
        let shelves = [
            Shelf::Specifications,
            Shelf::Briefings,
            Shelf::Groups,
            Shelf::Questions,
        ];
        let (mut capabilities, aims) = self.sheet("measures.toml", |table| {
            // The levels of the competencies are read with them.
            table.passed_over("competency");
            let measure = |is_capability| move |table: &Table<'_>| measure(table, is_capability);
            (
                table.tables("capability", measure(true)),
                table.tables("aim", measure(false)),
            )
        });
        capabilities.extend(aims);
        let mut terms: Vec<Term> = self.sheet("glossary.toml", |table| table.tables("term", term));
        terms.sort_by_key(|term| term.name.to_lowercase());
        let mut updates: Vec<Update> =
            self.sheet("updates.toml", |table| table.tables("update", update));
        updates.sort_by(|a, b| b.date.cmp(&a.date));
        Library {
            templates: self
                .files_of(Shelf::Templates, ".toml")
                .map(|(file, id)| self.template(file, id))
                .collect(),
            articles: shelves
                .into_iter()
                .flat_map(|shelf| {
                    self.files_of(shelf, ".md")
                        .map(move |(file, id)| (shelf, file, id))
                })
                .filter_map(|(shelf, file, id)| self.article(shelf, file, id))
                .collect(),
            updates: updates.into(),
            measures: capabilities.into(),
            terms: terms.into(),
        }
    }

    /// The sentences of the four levels by competency.
    pub(super) fn levels(&self) -> Vec<(u8, Vec<Text>)> {
        self.sheet("measures.toml", |table| {
            table.passed_over("capability");
            table.passed_over("aim");
            table.tables("competency", |table| {
                let levels = table.texts("levels");
                if levels.len() != 4 {
                    table.fault(format!("levels: {}; write four", levels.len()));
                }
                (table.number("number"), levels)
            })
        })
    }

    /// The files of a list with their ids.
    fn files_of(&self, shelf: Shelf, end: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.files.keys().filter_map(move |file| {
            let id = file
                .strip_prefix(shelf.place())?
                .strip_prefix('/')?
                .strip_suffix(end)?;
            if id.contains('/') {
                return None;
            }
            if !is_id(id) {
                let what = "the file's name is not lower-case words with hyphens; rename it";
                self.findings.fault(file, 0, what);
            }
            Some((file.as_str(), id))
        })
    }

    fn article(&self, shelf: Shelf, file: &str, id: &str) -> Option<Article> {
        let parts = prose::cut(file, self.files.get(file)?, self.findings)?;
        let sections = prose::sections(file, &parts, self.findings);
        if sections.today.is_empty() {
            self.findings.fault(file, 1, "no `# Today`; write it");
        }
        if shelf == Shelf::Questions && !sections.today.has_heading(WHOM_TO_ASK) {
            let what = format!("no `## {WHOM_TO_ASK}`; say who can answer what is not known here");
            self.findings.fault(file, 1, what);
        }
        let sheet = Sheet::new(file, parts.head, 1, self.findings);
        Some(sheet.read(|table| {
            table.short_text("short", 20);
            Article {
                shelf,
                place: table.stands_at(At::Entry(shelf, id)),
                title: table.text("title"),
                summary: table.short_text("summary", 130),
                as_at: table.date("as_at"),
                status: table
                    .has("status")
                    .then(|| table.one_of("status", Status::VARIANTS, Status::Draft)),
                version: table.text_if_any("version"),
                gap: table.flag("gap"),
                touches: table.places("touches"),
                basis: table.tables("basis", reference),
                basis_2009: table.tables("basis_2009", reference),
                today: sections.today.into(),
                then: sections.then.into(),
            }
        }))
    }

    fn template(&self, file: &str, id: &str) -> Template {
        let text = self.files.get(file).map_or("", String::as_str);
        Sheet::new(file, text, 0, self.findings).read(|table| Template {
            place: table.stands_at(At::Entry(Shelf::Templates, id)),
            title: table.text("title"),
            summary: table.short_text("summary", 130),
            version: table.text("version"),
            owner: table.text("owner"),
            date: table.date("date"),
            status: table.one_of("status", Status::VARIANTS, Status::Draft),
            checked: table.date("checked"),
            items: table.places("items"),
            signs: table.places_in("signs", "signs"),
            basis: table.tables("basis", reference),
            sections: table.tables("section", section).into(),
        })
    }
}

fn section(table: &Table<'_>) -> Section {
    Section {
        heading: table.text("heading"),
        words: table.text_if_any("words"),
        fields: table.tables("field", |table| Field {
            name: table.text("name"),
            guidance: table.text("guidance"),
            kind: table.one_of("kind", FieldKind::VARIANTS, FieldKind::Line),
            choices: table.texts("choices"),
        }),
        tables: table.tables("table", grid),
    }
}

fn grid(table: &Table<'_>) -> Grid {
    let columns = table.texts("columns");
    let rows = table.text_rows("rows");
    if let Some(row) = rows.iter().find(|row| row.len() != columns.len()) {
        let (cells, columns) = (row.len(), columns.len());
        let what = format!("cells in a row: {cells}, columns: {columns}; make them equal");
        table.fault_at("rows", what);
    }
    let blank = table.has("blank").then(|| table.number("blank"));
    Grid {
        name: table.text("name"),
        columns,
        rows,
        blank: blank.unwrap_or_default(),
    }
}

fn update(table: &Table<'_>) -> Update {
    Update {
        place: table.stands_at(At::Entry(Shelf::Updates, &table.id())),
        title: table.short_text("title", 100),
        date: table.date_or_text("date"),
        changed: table.text("changed"),
        matters: table.text("matters"),
        touches: table.places("touches"),
        basis: table.tables("basis", reference),
    }
}

fn measure(table: &Table<'_>, is_capability: bool) -> Measure {
    Measure {
        place: table.stands_at(At::Entry(Shelf::Measures, &table.id())),
        title: table.text("title"),
        words: table.text("words"),
        is_capability,
    }
}

fn term(table: &Table<'_>) -> Term {
    Term {
        place: table.stands_at(At::Entry(Shelf::Glossary, &table.id())),
        name: table.text("term"),
        long: table.text_if_any("long"),
        meaning: table.text("meaning"),
        was: table.text_if_any("was"),
        became: table.text_if_any("became"),
        today: table.text_if_any("today"),
        see: table.places("see"),
        basis: table.tables("basis", reference),
    }
}
