//! The shape of a state file: whether every part of it is of the kind that its name promises, and where it stands.
//!
//! TOML that is valid may still be none of ours: `[project]` for `[[project]]`, `id = 7`, a table twice. Nothing of that
//! is passed over: it is named with its line and with what to write, and nothing is written over it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Item, Key as Name, Table, TableLike, Value};

use super::{CLASH, GROUPS, LISTS, META, explain, group_of, rows};
use crate::guide::fault::LineNumbers;
use crate::project::change::{Field, Key, Subject};
use crate::project::work::State;
use crate::text::slug::slug;

/// After so many faults the others are only counted.
const MOST: usize = 20;
/// The tables that stand once.
const SECTIONS: [&str; 3] = ["here", "read", "sums"];

/// A part that is none of ours: its line, from 1, and what is wrong, with what to write.
pub(super) type OddPart = (usize, String);

/// Where everything stands, by line.
#[derive(Debug, Default)]
pub struct Outline {
    /// Every value.
    pub values: BTreeMap<Key, usize>,
    /// Every project, piece of feedback and measure.
    pub subjects: BTreeMap<Subject, usize>,
    /// Keys and tables that this program does not know, but for fields.
    pub unknown: Vec<(usize, String)>,
}

/// The faults of a text and of the document that it is.
pub(super) fn faults(text: &str, document: &Table) -> Vec<OddPart> {
    walked(text, document, None)
}

/// What stands where in a document.
pub(super) fn outline(text: &str, document: &Table) -> Outline {
    let mut outline = Outline::default();
    walked(text, document, Some(&mut outline));
    outline
}

/// What to say of faults; nothing of none.
pub(super) fn said(text: &str, faults: &[OddPart]) -> Option<String> {
    let mut numbers: Vec<String> = faults.iter().map(|(line, _)| line.to_string()).collect();
    numbers.dedup();
    let last = numbers.pop()?;
    let mut said = match numbers.len() {
        0 => format!("line {last} is not understood"),
        1..MOST => format!("lines {} and {last} are not understood", numbers.join(", ")),
        more => format!("{} lines are not understood", more + 1),
    };
    for (line, what) in faults.iter().take(MOST) {
        let stands = text.lines().nth(line - 1).unwrap_or_default();
        let stands = explain::excerpt(stands, 0);
        said.push_str(&format!("\nline {line}: {stands}\n    {what}"));
    }
    if let Some(more) = faults.len().checked_sub(MOST).filter(|more| *more > 0) {
        said.push_str(&format!(
            "\nand {more} more, to be named when these are mended"
        ));
    }
    Some(said)
}

fn walked(text: &str, document: &Table, outline: Option<&mut Outline>) -> Vec<OddPart> {
    let mut walk = Walk {
        lines: LineNumbers::of(text),
        faults: Vec::new(),
        outline,
    };
    walk.top(document);
    walk.faults.sort();
    walk.faults
}

struct Walk<'a> {
    lines: LineNumbers,
    faults: Vec<OddPart>,
    outline: Option<&'a mut Outline>,
}

/// A table with whom it belongs to: a subject, and one of its places; nobody where its id is none.
struct Owned<'a> {
    subject: Option<&'a Subject>,
    place: &'a str,
    /// How the heading of the table above it begins: `project`.
    list: &'a str,
}

impl Walk<'_> {
    fn line(&self, span: Option<Range<usize>>) -> usize {
        self.lines.at(span.map_or(0, |span| span.start))
    }

    /// The line on which a name stands.
    fn line_of(&self, table: &dyn TableLike, name: &str) -> usize {
        self.line(table.key(name).and_then(Name::span))
    }

    fn fault(&mut self, line: usize, what: impl Into<String>) {
        self.faults.push((line, explain::in_short(&what.into())));
    }

    fn unknown(&mut self, line: usize, name: &str) {
        if let Some(outline) = &mut self.outline {
            outline.unknown.push((line, name.to_owned()));
        }
    }

    fn top(&mut self, document: &Table) {
        for (name, item) in document {
            let line = self.line_of(document, name);
            match name {
                "format" if item.as_integer().is_some_and(|format| format > 0) => {}
                "format" => self.fault(line, "The format is a number. Write: format = 1"),
                "id" | "name" => {
                    let what = "This stands in no project. Write above it: [[project]]";
                    self.fault(line, what);
                }
                _ if GROUPS.contains(&name) || name == CLASH => {
                    let what = format!(
                        "This stands in no project. Write [project.{name}.\"…\"], below the [[project]] that it belongs \
                         to."
                    );
                    self.fault(line, what);
                }
                _ if SECTIONS.contains(&name) => self.section(name, item, line),
                _ if LISTS.contains(&name) => self.list(name, item, line),
                _ => self.stranger(name, item, line),
            }
        }
    }

    /// Something at the top that is none of ours; perhaps it was to be.
    fn stranger(&mut self, name: &str, item: &Item, line: usize) {
        let mut ours = LISTS.iter().copied().chain(SECTIONS);
        let meant = ours.find(|ours| is_near(name, ours));
        match meant.filter(|_| is_structure(item)) {
            Some(ours) if SECTIONS.contains(&ours) => self.fault(line, format!("Write: [{ours}]")),
            Some(ours) => self.fault(line, format!("Write: [[{ours}]]")),
            None => self.unknown(line, name),
        }
    }

    fn section(&mut self, name: &str, item: &Item, line: usize) {
        let Some(section) = item.as_table_like() else {
            return self.fault(line, format!("This is one table. Write: [{name}]"));
        };
        for (key, value) in section.iter() {
            let line = self.line_of(section, key);
            let is_text = value.as_str().is_some();
            let texts = value.as_array();
            let is_texts = texts.is_some_and(|list| list.iter().all(Value::is_str));
            let (is_sound, what) = match (name, key) {
                ("here", "project") => (
                    is_text,
                    "The id of a project is a text. Write: project = \"…\"",
                ),
                ("read", "updates") => (
                    is_text || is_texts,
                    "These are places in quotes. Write: updates = [\"updates/…\"]",
                ),
                ("sums", _) => (
                    is_text,
                    "The numbers of lines are a text. Delete this line: the next save writes it anew.",
                ),
                _ => {
                    self.unknown(line, &format!("{name}.{key}"));
                    continue;
                }
            };
            if !is_sound {
                self.fault(line, what);
            }
        }
    }

    fn list(&mut self, name: &str, item: &Item, line: usize) {
        let mut seen = Ids::new();
        let what = match item {
            Item::ArrayOfTables(tables) => {
                for table in tables {
                    self.member(name, table, self.line(table.span()), &mut seen);
                }
                return;
            }
            Item::Value(Value::Array(tables)) => {
                for value in tables {
                    let line = self.line(value.span());
                    match value.as_inline_table() {
                        Some(table) => self.member(name, table, line, &mut seen),
                        None => {
                            let what = format!("This is no {name}. Write: {{ id = \"…\" }}");
                            self.fault(line, what);
                        }
                    }
                }
                return;
            }
            Item::Table(table) if table.is_implicit() => format!(
                "This stands in no {name}. Write above it [[{name}]], and below that id = \"…\""
            ),
            Item::Table(table) if !table.is_dotted() => {
                format!("One pair of brackets is too few. Write: [[{name}]]")
            }
            _ => format!(
                "Write [[{name}]], and below it id = \"…\" and the rest, each on a line of its own."
            ),
        };
        self.fault(line, what);
    }

    /// A project, a piece of feedback or a measure.
    fn member(&mut self, list: &str, table: &dyn TableLike, line: usize, seen: &mut Ids) {
        let subject = self.subject(list, table, line, seen);
        if let (Some(outline), Some(subject)) = (&mut self.outline, &subject) {
            outline.subjects.insert(subject.clone(), line);
        }
        let owned = Owned {
            subject: subject.as_ref(),
            place: "",
            list,
        };
        self.fields(table, &owned);
    }

    /// Whom a table is about; nobody where its id is none, which is a fault.
    fn subject(
        &mut self,
        list: &str,
        table: &dyn TableLike,
        line: usize,
        seen: &mut Ids,
    ) -> Option<Subject> {
        let name = table.get("name").and_then(Item::as_str);
        let fresh = format!("{}-{line}", slug(name.unwrap_or_default(), list));
        let Some(item) = table.get("id") else {
            let name = name.map(|name| format!(" \"{name}\"")).unwrap_or_default();
            let what = format!("The {list}{name} has no id. Write below: id = \"{fresh}\"");
            self.fault(line, what);
            return None;
        };
        let line = self.line_of(table, "id");
        let Some(id) = item.as_str() else {
            let bare = item.as_integer().map_or(fresh, |number| number.to_string());
            self.fault(line, format!("An id is a text. Write: id = \"{bare}\""));
            return None;
        };
        if id.is_empty() {
            self.fault(line, format!("An id is not empty. Write: id = \"{fresh}\""));
            return None;
        }
        let name = name.unwrap_or_default().to_owned();
        if let Some((first, other)) = seen.insert(id.to_owned(), (line, name.clone())) {
            let both = both(&other, &name);
            let what = format!("Line {first} has the same id{both}. Write another one");
            self.fault(line, format!("{what}: id = \"{fresh}\""));
        }
        Subject::named(list, id)
    }

    fn fields(&mut self, table: &dyn TableLike, owned: &Owned<'_>) {
        let in_project = owned.list == "project" && owned.place.is_empty();
        for (name, item) in table.iter() {
            let line = self.line_of(table, name);
            let is_ours = !matches!(Field::named(name), Field::Other(_));
            let what = match item {
                _ if name == "id" && owned.place.is_empty() => continue,
                _ if name == CLASH => {
                    self.clash(item, line, owned);
                    continue;
                }
                _ if in_project && GROUPS.contains(&name) => {
                    self.group(name, item, line, owned);
                    self.misplaced(name, table);
                    continue;
                }
                _ if in_project && name == "place" && item.as_str().is_some() => continue,
                _ if in_project && name == "place" => {
                    "A place is a text. Write: place = \"toolkit/…\"".to_owned()
                }
                _ if META.contains(&name) && is_scalar(item) => continue,
                _ if META.contains(&name) => one_value(name),
                _ if is_structure(item) && in_project && name.contains(['/', '#']) => {
                    format!("Write: {}", heading(name))
                }
                _ if is_structure(item)
                    && let Some(ours) = near(name, owned) =>
                {
                    format!("Write {ours} for {name}.")
                }
                _ if item.is_table_like() && is_part(owned.place) && !is_ours => {
                    let whole = heading(&format!("{}/{}", owned.place, joined(name, item)));
                    format!("A place stands in quotes. Write: {whole}")
                }
                Item::Value(_) => {
                    self.value(name, line, owned);
                    continue;
                }
                _ if !is_ours => {
                    self.unknown(line, name);
                    continue;
                }
                _ => one_value(name),
            };
            self.fault(line, what);
        }
    }

    fn value(&mut self, name: &str, line: usize, owned: &Owned<'_>) {
        if let (Some(outline), Some(subject)) = (&mut self.outline, owned.subject) {
            let key = Key::of(subject, owned.place, Field::named(name));
            outline.values.insert(key, line);
        }
    }

    /// The items or gates of a project.
    fn group(&mut self, name: &str, item: &Item, line: usize, owned: &Owned<'_>) {
        let Some(places) = item.as_table_like() else {
            let what = format!("Write a table for each: [project.{name}.\"toolkit/…\"]");
            return self.fault(line, what);
        };
        for (place, item) in places.iter() {
            let heading = heading(place);
            let what = match item {
                Item::Value(Value::String(said)) => {
                    let said = said.value();
                    let state = State::named(said).map(|state| ("state", state.name()));
                    let (field, value) = state.unwrap_or(("note", said));
                    format!("Write {heading}, and below it: {field} = \"{value}\"")
                }
                Item::Value(Value::Array(_)) => {
                    "One table stands here. Write { … } without the square brackets.".to_owned()
                }
                Item::ArrayOfTables(_) => {
                    format!("One pair of brackets is enough. Write: {heading}")
                }
                _ => match item.as_table_like() {
                    Some(fields) => {
                        self.fields(fields, &Owned { place, ..*owned });
                        continue;
                    }
                    None => format!("Write {heading}, and below it: state = \"…\""),
                },
            };
            self.fault(self.line_of(places, place), what);
        }
    }

    /// Tables of a group that belong under the other one: of two for one place each would hide the other, and a save
    /// would write into that where it belongs.
    fn misplaced(&mut self, group: &str, project: &dyn TableLike) {
        let places = |group| project.get(group).and_then(Item::as_table_like);
        for (place, item) in places(group).into_iter().flat_map(TableLike::iter) {
            let fields = item.as_table_like();
            let is_above = |fields: &dyn TableLike| {
                !fields.is_empty() && fields.iter().all(|(_, item)| item.is_table_like())
            };
            let own = group_of(place);
            let Some(fields) = fields.filter(|_| own != group || place.is_empty()) else {
                continue;
            };
            if is_part(place) && is_above(fields) {
                // What stands in it is the table of a place, and named.
                continue;
            }
            let line = places(group).map_or(0, |places| self.line_of(places, place));
            let there = places(own).filter(|places| own != group && places.contains_key(place));
            let whole = heading(place);
            let what = match (there, own) {
                _ if place.is_empty() => {
                    format!("A place is not empty. Write: [project.{group}.\"toolkit/…\"]")
                }
                (Some(there), _) => format!(
                    "This place stands on line {} too, under {own}, where it belongs. Write there what holds, and \
                     delete it here.",
                    self.line_of(there, place)
                ),
                (None, "items") => format!("This is the place of an item. Write: {whole}"),
                (None, _) => {
                    format!("The place of an item has a #. If it is a gate, write: {whole}")
                }
            };
            self.fault(line, what);
        }
    }

    /// Values that are kept beside those that stand.
    fn clash(&mut self, item: &Item, line: usize, owned: &Owned<'_>) {
        let heading = match owned.place {
            "" => format!("[[{}.clash]]", owned.list),
            place => format!("[[project.{}.\"{place}\".clash]]", group_of(place)),
        };
        let Some(rows) = rows(item) else {
            let what = format!("Write {heading}, and below it field = \"owner\" and value = \"…\"");
            return self.fault(line, what);
        };
        for (row, span) in rows {
            let line = span.map_or(line, |span| self.line(Some(span)));
            if row.get("field").and_then(Item::as_str).is_none() {
                let what = "It is not said of which field. Write below: field = \"owner\"";
                self.fault(line, what);
            } else if row.get("value").and_then(Item::as_value).is_none() {
                self.fault(line, "There is no value. Write below: value = \"…\"");
            }
        }
    }
}

/// What to say of a field with more in it than one value.
fn one_value(name: &str) -> String {
    format!("One value stands here. Write: {name} = \"…\"")
}

/// Ids with their lines and names.
type Ids = BTreeMap<String, (usize, String)>;

/// Two names, so that neither is hidden.
fn both(first: &str, second: &str) -> String {
    match (first, second) {
        ("", "") => String::new(),
        (first, second) => format!(" (\"{first}\" there, \"{second}\" here)"),
    }
}

/// The heading of a place.
fn heading(place: &str) -> String {
    format!("[project.{}.\"{place}\"]", group_of(place))
}

/// Whether it is the first part only of a place that was written without quotes: `[project.items.toolkit.procurement]`.
fn is_part(place: &str) -> bool {
    !place.is_empty() && !place.contains(['/', '#'])
}

/// The rest of such a place: the names of tables down to the first that holds something.
fn joined(name: &str, item: &Item) -> String {
    let above = item.as_table().filter(|table| table.is_implicit());
    match above.and_then(|table| table.iter().next()) {
        Some((next, item)) if item.is_table() => format!("{name}/{}", joined(next, item)),
        _ => name.to_owned(),
    }
}

/// Whether something is a table or a list of them, in whichever form.
fn is_structure(item: &Item) -> bool {
    item.is_table_like() || rows(item).is_some_and(|rows| !rows.is_empty())
}

fn is_scalar(item: &Item) -> bool {
    let is_nested = |value: &Value| value.is_array() || value.is_inline_table();
    item.as_value().is_some_and(|value| !is_nested(value))
}

/// The name of a structure of ours that another name looks like.
fn near(name: &str, owned: &Owned<'_>) -> Option<&'static str> {
    let groups = GROUPS
        .into_iter()
        .filter(|_| owned.place.is_empty() && owned.list == "project");
    groups.chain([CLASH]).find(|ours| is_near(name, ours))
}

/// Whether a name differs from ours in capitals or a last letter s only.
fn is_near(name: &str, ours: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_end_matches('s').to_owned();
    name != ours && bare(name) == bare(ours)
}
