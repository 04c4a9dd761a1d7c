//! The state file, format 1: what it looks like, what it says, and how one change is written into it.
//!
//! ```toml
//! format = 1
//! [here]
//! project = "crisis-house-north-7k2f"
//! [[project]]
//! id = "crisis-house-north-7k2f"
//! name = "Crisis house, north"
//! roadmap = "mental-health"
//! created = 2026-11-22T10:41:07Z
//! place = "toolkit/procurement"
//! [project.items."toolkit/procurement#standstill"]
//! state = "done"          # open, in-hand, done, not-applicable, blocked; reason, owner, due, evidence,
//! changed = 2026-11-22T10:41:07Z      # decided_by, decided_on, note
//! by = "login@host"
//! guide = "2026-11-22"
//! [project.gates."toolkit/procurement"]
//! reason = "Board date fixed"
//! open = ["signs/market-intelligence#resilience"]
//! by = "login@host"
//! at = 2026-11-22T10:50:00Z
//! [[measure]]
//! id = "m-3q9x"           # what, level, evidence, project
//! [[feedback]]
//! id = "f-8d1m"           # roadmap, place, useful, helped, missing
//! [read]
//! updates = ["updates/modern-slavery"]
//! ```
//!
//! Comments, unknown keys and the order of a hand-written file stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use crate::project::change::{Change, Field, Key, Subject};
use crate::project::date;

/// The format that this program writes.
pub const FORMAT: i64 = 1;

/// Every value that a state file holds.
pub type Values = BTreeMap<Key, String>;

/// Where the user is: the open project, and the place of each project. Last writer wins; never history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// Id of the open project.
    pub project: String,
    /// The last place by project id.
    pub places: BTreeMap<String, String>,
    /// Places of the updates that were read.
    pub read: BTreeSet<String>,
}

/// How a file is dressed: a byte order mark, and which line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dress {
    bom: bool,
    crlf: bool,
}

impl Dress {
    /// Puts it on again.
    pub fn on(self, text: &str) -> String {
        let text = if self.crlf {
            text.replace('\n', "\r\n")
        } else {
            text.to_owned()
        };
        if self.bom {
            format!("\u{feff}{text}")
        } else {
            text
        }
    }
}

/// Takes byte order mark and Windows line ends off, to be put on again when the file is written.
pub fn undress(text: &str) -> (String, Dress) {
    let bare = text.strip_prefix('\u{feff}');
    let dress = Dress {
        bom: bare.is_some(),
        crlf: text.contains("\r\n"),
    };
    (bare.unwrap_or(text).replace("\r\n", "\n"), dress)
}

/// Parses a state file.
///
/// # Errors
///
/// What is wrong, with line and column.
pub fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse::<DocumentMut>()
        .map_err(|error| error.to_string().trim_end().to_owned())
}

/// The format of a file that is newer than this program.
pub fn newer_format(document: &DocumentMut) -> Option<i64> {
    document
        .get("format")
        .and_then(Item::as_integer)
        .filter(|&format| format > FORMAT)
}

/// Fields of a table that are values of our changes; the others say when and by whom.
const META: [&str; 4] = ["changed", "by", "at", "guide"];

/// Every value of a document, whatever its kind, as text.
pub fn values(document: &DocumentMut) -> Values {
    let mut values = Values::new();
    for project in tables(document.as_table(), "project") {
        let Some(id) = project.get("id").and_then(Item::as_str) else {
            continue;
        };
        let subject = Subject::Project(id.to_owned());
        take(
            project,
            &subject,
            "",
            &["id", "place", "items", "gates"],
            &mut values,
        );
        for group in ["items", "gates"] {
            let Some(places) = project.get(group).and_then(Item::as_table_like) else {
                continue;
            };
            for (place, fields) in places.iter() {
                if let Some(fields) = fields.as_table_like() {
                    take(fields, &subject, place, &["clash"], &mut values);
                }
            }
        }
    }
    for feedback in tables(document.as_table(), "feedback") {
        let Some(id) = feedback.get("id").and_then(Item::as_str) else {
            continue;
        };
        take(
            feedback,
            &Subject::Feedback(id.to_owned()),
            "",
            &["id"],
            &mut values,
        );
    }
    for measure in tables(document.as_table(), "measure") {
        let Some(id) = measure.get("id").and_then(Item::as_str) else {
            continue;
        };
        take(
            measure,
            &Subject::Measure(id.to_owned()),
            "",
            &["id"],
            &mut values,
        );
    }
    values
}

fn tables<'a>(table: &'a dyn TableLike, key: &str) -> impl Iterator<Item = &'a Table> {
    table
        .get(key)
        .and_then(Item::as_array_of_tables)
        .into_iter()
        .flatten()
}

fn take(table: &dyn TableLike, subject: &Subject, place: &str, skip: &[&str], values: &mut Values) {
    for (name, item) in table.iter() {
        if skip.contains(&name) || META.contains(&name) {
            continue;
        }
        if let Some(value) = item.as_value() {
            let key = Key {
                subject: subject.clone(),
                place: place.to_owned(),
                field: Field::named(name),
            };
            values.insert(key, text_of(value));
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join("\n"),
        other => other.to_string().trim().to_owned(),
    }
}

/// Where the user was.
pub fn here(document: &DocumentMut) -> Here {
    let project = document
        .get("here")
        .and_then(|here| here.get("project"))
        .and_then(Item::as_str);
    let places = tables(document.as_table(), "project").filter_map(|project| {
        let id = project.get("id").and_then(Item::as_str)?;
        let place = project.get("place").and_then(Item::as_str)?;
        Some((id.to_owned(), place.to_owned()))
    });
    Here {
        project: project.unwrap_or_default().to_owned(),
        places: places.collect(),
        read: document
            .get("read")
            .and_then(Item::as_table)
            .map(read_updates)
            .unwrap_or_default(),
    }
}

fn read_updates(table: &Table) -> BTreeSet<String> {
    let updates = table
        .get("updates")
        .and_then(Item::as_array)
        .into_iter()
        .flatten();
    updates
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Writes where the user is.
pub fn set_here(document: &mut DocumentMut, here: &Here) {
    begin(document);
    if let Some(table) = section(document.as_table_mut(), "here", false) {
        put(table, "project", Some(Value::from(here.project.as_str())));
    }
    if !here.read.is_empty()
        && let Some(table) = section(document.as_table_mut(), "read", false)
    {
        // What another session has read stays read.
        let mut read = read_updates(table);
        read.extend(here.read.iter().cloned());
        put(
            table,
            "updates",
            Some(Value::Array(read.iter().map(String::as_str).collect())),
        );
    }
    for (id, place) in &here.places {
        if let Some(project) = find(document, "project", id) {
            put(project, "place", Some(Value::from(place.as_str())));
        }
    }
}

/// Writes one change.
pub fn set(document: &mut DocumentMut, change: &Change) {
    begin(document);
    let Key {
        subject,
        place,
        field,
    } = &change.key;
    let stamp = |item: Option<&mut Table>, when: &str| {
        let Some(table) = item else { return };
        put(table, field.name(), value_of(field, &change.value));
        put(
            table,
            when,
            change
                .at
                .format("%Y-%m-%dT%H:%M:%SZ")
                .to_string()
                .parse()
                .ok(),
        );
        put(table, "by", Some(Value::from(change.by.as_str())));
        put(table, "guide", Some(Value::from(change.guide.as_str())));
    };
    match subject {
        Subject::Project(id) => {
            let Some(project) = made(document, "project", id) else {
                return;
            };
            if place.is_empty() {
                put(project, field.name(), value_of(field, &change.value));
            } else if place.contains('#') {
                stamp(
                    section(project, "items", true).and_then(|items| section(items, place, false)),
                    "changed",
                );
            } else {
                stamp(
                    section(project, "gates", true).and_then(|gates| section(gates, place, false)),
                    "at",
                );
            }
        }
        Subject::Feedback(id) => stamp(made(document, "feedback", id), "at"),
        Subject::Measure(id) => stamp(made(document, "measure", id), "at"),
    }
}

fn begin(document: &mut DocumentMut) {
    if !document.contains_key("format") {
        let mut fresh = DocumentMut::new();
        fresh.insert("format", toml_edit::value(FORMAT));
        let rest = std::mem::take(document);
        for (key, item) in rest.as_table() {
            fresh.insert(key, item.clone());
        }
        *document = fresh;
    }
}

/// The table of an id in a list of tables, if it is there.
fn find<'a>(document: &'a mut DocumentMut, list: &str, id: &str) -> Option<&'a mut Table> {
    let tables = document.get_mut(list)?.as_array_of_tables_mut()?;
    tables
        .iter_mut()
        .find(|table| table.get("id").and_then(Item::as_str) == Some(id))
}

/// The table of an id in a list of tables, made if need be.
fn made<'a>(document: &'a mut DocumentMut, list: &str, id: &str) -> Option<&'a mut Table> {
    if find(document, list, id).is_none() {
        let tables = document
            .entry(list)
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let mut table = Table::new();
        table.insert("id", toml_edit::value(id));
        tables.as_array_of_tables_mut()?.push(table);
    }
    find(document, list, id)
}

/// A table within a table, made if need be; an implicit one has no heading of its own.
fn section<'a>(table: &'a mut Table, key: &str, implicit: bool) -> Option<&'a mut Table> {
    let item = table.entry(key).or_insert_with(|| {
        let mut fresh = Table::new();
        fresh.set_implicit(implicit);
        Item::Table(fresh)
    });
    if let Some(inline) = item.as_inline_table() {
        *item = Item::Table(inline.clone().into_table());
    }
    item.as_table_mut()
}

/// Sets a key, keeping the spacing and comment of the value that it replaces.
fn put(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(value));
}

fn value_of(field: &Field, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    if field.is_date() && date::parse(text).is_some_and(|date| date.to_string() == text) {
        return text.parse().ok();
    }
    match field {
        Field::Created => text.parse().ok().or_else(|| Some(Value::from(text))),
        Field::Useful | Field::Level => text
            .parse::<i64>()
            .map(Value::from)
            .ok()
            .or_else(|| Some(Value::from(text))),
        Field::Open => Some(Value::Array(text.lines().collect::<Array>())),
        _ => Some(Value::from(text)),
    }
}
