//! The state file, format 1: what it looks like, what it says, and how one change is written into it.
//!
//! ```toml
//! format = 1
//! [sums]                  # the lines of the history that this file sums ([`super::sums`])
//! k7f2m9qx = "1-40 43 57"
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
//! [[project.items."toolkit/procurement#standstill".clash]]    # kept beside owner until someone chooses
//! field = "owner"
//! value = "Finance lead"
//! by = "login@other"
//! changed = 2026-11-22T10:40:51Z
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

mod dress;
mod explain;
mod reading;
pub mod shape;
mod stamp;
pub mod words;

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use crate::guide::place::is_item;
use crate::project::book::{Book, Held, Record};
use crate::project::change::{Field, Key, Subject};
use crate::project::date;
use crate::project::opened::Here;
use crate::project::order;
pub use dress::{Dress, undress};
pub use explain::NoToml;
pub use reading::{faults, outline, parse, shaped, well_shaped};
pub(super) use stamp::Stamps;

/// The format that this program writes.
pub const FORMAT: i64 = 1;

/// Every value that a state file holds.
pub type Values = BTreeMap<Key, String>;

/// What to say of a file that is newer than this program.
pub fn newer_format(document: &DocumentMut) -> Option<String> {
    let format = document.get("format").and_then(Item::as_integer)?;
    let newer = format > FORMAT;
    newer.then(|| {
        format!(
            "the state file has format {format}; this program knows {FORMAT}, a newer one is needed"
        )
    })
}

/// Fields of a table that are no values of our changes: they say when and by whom.
const META: [&str; 4] = ["changed", "by", "at", "guide"];
/// Tables of a project with a table for each place.
const GROUPS: [&str; 2] = ["items", "gates"];
/// The one that a place belongs under.
fn group_of(place: &str) -> &'static str {
    if is_item(place) { "items" } else { "gates" }
}
/// Values that stand beside one that holds, until someone chooses.
const CLASH: &str = "clash";

/// Whether a name of a table belongs to its structure, so that no line of a history, wherever it came from, may set it.
fn is_structure(field: &Field) -> bool {
    let name = field.name();
    name == "id" || name == CLASH || GROUPS.contains(&name) || META.contains(&name)
}

/// Whether a state can show a value: its structure, and where the user is, are none.
pub(super) fn shows(key: &Key) -> bool {
    let is_whereabouts =
        is_project(&key.subject) && key.place.is_empty() && key.field == Field::Place;
    let has_place = is_project(&key.subject) || key.place.is_empty();
    has_place && !key.subject.id().is_empty() && !is_whereabouts && !is_structure(&key.field)
}

fn is_project(subject: &Subject) -> bool {
    matches!(subject, Subject::Project(_))
}

/// Whether what a state says of a field is this value, which it may write in another form (`4` for `+4`).
pub(super) fn is_same(field: &Field, written: &str, value: &str) -> bool {
    let text = || {
        let value = words::as_written(field, value);
        let text = value_of(field, &value).as_ref().map(text_of);
        text.unwrap_or_default()
    };
    written == value || written == text()
}

/// What a state file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Every value, whatever its kind, as text.
    pub values: Values,
    /// The tables that are there: what they are about, and the item or gate.
    pub tables: BTreeSet<(Subject, String)>,
    /// The values beside those that hold, by field.
    pub clashes: BTreeMap<Key, Vec<String>>,
}

/// What a document holds.
pub fn contents(document: &DocumentMut) -> Contents {
    let mut contents = Contents::default();
    for table in placed_tables(document) {
        contents.take(&table);
    }
    contents
}

/// The lists of tables with an id.
const LISTS: &[&str] = Subject::KINDS;

/// A table with an id, or one of a place within a project.
struct PlacedTable<'d> {
    subject: Subject,
    place: &'d str,
    table: &'d dyn TableLike,
}

/// Whom a table of a list is about; nobody if it has no id.
fn subject_of(list: &str, table: &Table) -> Option<Subject> {
    Subject::named(list, table.get("id")?.as_str()?)
}

/// Every table of a document; the places of a project follow it.
fn placed_tables(document: &DocumentMut) -> impl Iterator<Item = PlacedTable<'_>> {
    let tables = LISTS.iter().flat_map(|list| {
        let tables = tables(document.as_table(), list);
        tables.filter_map(move |table| Some((subject_of(list, table)?, table)))
    });
    tables.flat_map(|(subject, table)| {
        let groups = if is_project(&subject) {
            &GROUPS[..]
        } else {
            &[]
        };
        let places = groups.iter().flat_map(move |group| places(table, group));
        let own: (&str, &dyn TableLike) = ("", table);
        let all = std::iter::once(own).chain(places);
        all.map(move |(place, table)| PlacedTable {
            subject: subject.clone(),
            place,
            table,
        })
    })
}

/// The places of a group of a project. Of a place under both groups, which is a fault of shape, what stands where it
/// belongs holds.
fn places<'d>(
    project: &'d Table,
    group: &'static str,
) -> impl Iterator<Item = (&'d str, &'d dyn TableLike)> {
    let places = project.get(group).and_then(Item::as_table_like);
    let places = places.into_iter().flat_map(TableLike::iter);
    places.filter_map(move |(place, fields)| {
        let own = project.get(group_of(place)).and_then(|own| own.get(place));
        let is_hidden = group_of(place) != group && own.is_some();
        fields
            .as_table_like()
            .filter(|_| !is_hidden)
            .map(|fields| (place, fields))
    })
}

impl<'d> PlacedTable<'d> {
    /// What tells it from others.
    fn key(&self) -> (Subject, String) {
        (self.subject.clone(), self.place.to_owned())
    }

    /// Where the value of a field lives that stands in it.
    fn field(&self, name: &str) -> Key {
        Key::of(&self.subject, self.place, Field::named(name))
    }

    /// The values that stand beside others: of which field, what, and in which table.
    fn beside(&self) -> impl Iterator<Item = (Key, String, &'d dyn TableLike)> {
        let clashes = self.table.get(CLASH).and_then(rows).into_iter().flatten();
        clashes.filter_map(|(clash, _)| {
            let text = |name| clash.get(name).and_then(Item::as_value).map(text_of);
            Some((self.field(&text("field")?), text("value")?, clash))
        })
    }

    /// Whether a name in it belongs to its structure, says when and by whom, or where the user is.
    fn is_structure(&self, name: &str, item: &Item) -> bool {
        let is_own = self.place.is_empty();
        let of_project = is_own && is_project(&self.subject);
        name == CLASH
            || META.contains(&name)
            || (is_own && name == "id")
            // A project's place is where the user is, a piece of feedback's what it is about.
            || (of_project && name == "place")
            || (of_project && GROUPS.contains(&name) && item.is_table_like())
    }
}

impl Contents {
    /// What it says of a field; empty if nothing.
    pub(super) fn text(&self, key: &Key) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// What stands beside that.
    pub(super) fn beside(&self, key: &Key) -> &[String] {
        self.clashes.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether it has the table in which a field stands.
    pub(super) fn has_table(&self, key: &Key) -> bool {
        let table = (key.subject.clone(), key.place.clone());
        self.tables.contains(&table)
    }

    fn take(&mut self, placed: &PlacedTable<'_>) {
        self.tables.insert(placed.key());
        for (key, value, _) in placed.beside() {
            self.clashes.entry(key).or_default().push(value);
        }
        for (name, item) in placed.table.iter() {
            if !placed.is_structure(name, item)
                && let Some(value) = value_in(item, name)
            {
                self.values.insert(placed.field(name), text_of(&value));
            }
        }
    }
}

/// What stands where a value should: of a field of ours also a table, which is shown until it is mended.
fn value_in<'i>(item: &'i Item, name: &str) -> Option<Cow<'i, Value>> {
    let is_ours = !matches!(Field::named(name), Field::Other(_));
    match item {
        Item::Value(value) => Some(Cow::Borrowed(value)),
        Item::Table(table) if is_ours => {
            Some(Cow::Owned(Value::from(table.clone().into_inline_table())))
        }
        _ => None,
    }
}

/// A table of a list, with where it stands.
type Row<'a> = (&'a dyn TableLike, Option<Range<usize>>);

/// The tables of a list, whether they stand below one another or on one line, each with where it stands; nothing if it
/// is no list of tables.
fn rows(item: &Item) -> Option<Vec<Row<'_>>> {
    match item {
        Item::ArrayOfTables(tables) => {
            let row = |table| (table as &dyn TableLike, Table::span(table));
            Some(tables.iter().map(row).collect())
        }
        Item::Value(Value::Array(values)) => {
            fn row(value: &Value) -> Option<Row<'_>> {
                Some((value.as_inline_table()?, value.span()))
            }
            values.iter().map(row).collect()
        }
        _ => None,
    }
}

fn tables<'a>(table: &'a dyn TableLike, key: &str) -> impl Iterator<Item = &'a Table> {
    table
        .get(key)
        .and_then(Item::as_array_of_tables)
        .into_iter()
        .flatten()
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Array(values) => values.iter().map(text_of).collect::<Vec<_>>().join("\n"),
        other => {
            // Without the comment behind it.
            let mut bare = other.clone();
            bare.decor_mut().clear();
            bare.to_string()
        }
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
            .and_then(Item::as_table_like)
            .map(read_updates)
            .unwrap_or_default(),
    }
}

fn read_updates(table: &dyn TableLike) -> BTreeSet<String> {
    let updates = table.get("updates");
    let list = updates.and_then(Item::as_array).into_iter().flatten();
    // One alone may stand without brackets.
    let one = updates.and_then(Item::as_str);
    list.filter_map(Value::as_str)
        .chain(one)
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
    let tables = Tables::of(document);
    for (id, place) in &here.places {
        if let Some(project) = tables.find(document, &Subject::Project(id.clone())) {
            put(project, "place", Some(Value::from(place.as_str())));
        }
    }
}

/// Writes into a document, which holds `now`, whatever a book holds and it does not. What the book does not know stays.
pub fn sum(document: &mut DocumentMut, now: &Contents, book: &Book) {
    begin(document);
    let mut tables = Tables::of(document);
    for subject in book.subjects() {
        let of_project = is_project(subject);
        // Feedback and measures have no places within them: a line that says so is not ours.
        let places = book
            .places(subject)
            .filter(|(place, _)| of_project || place.is_empty());
        for (place, record) in places {
            let holds = |(field, heads): (&Field, &Vec<Held>)| {
                if is_structure(field) {
                    return true;
                }
                let key = Key::of(subject, place, field.clone());
                let value = now.text(&key);
                let beside = now.beside(&key).iter();
                heads
                    .last()
                    .is_none_or(|held| is_same(field, value, &held.value))
                    && beside
                        .map(String::as_str)
                        .eq(others(heads).map(|held| written(field, held)))
            };
            if !record.iter().all(holds) {
                write(document, &mut tables, subject, place, record);
            }
        }
    }
}

/// A value as it stands in the state file.
fn written<'h>(field: &Field, held: &'h Held) -> Cow<'h, str> {
    words::as_written(field, &held.value)
}

/// The values that clash with the one that stands.
fn others(heads: &[Held]) -> impl Iterator<Item = &Held> {
    let stands = heads.last();
    heads
        .iter()
        .filter(move |held| stands.is_some_and(|stands| stands.value != held.value))
}

/// Writes the fields of a place.
fn write(
    document: &mut DocumentMut,
    tables: &mut Tables,
    subject: &Subject,
    place: &str,
    record: &Record,
) {
    if subject.id().is_empty() {
        // A line that says so is not ours: nothing in the file could be told from it.
        return;
    }
    let group = (!place.is_empty()).then(|| group_of(place));
    let when = if is_item(place) { "changed" } else { "at" };
    let table = tables
        .made(document, subject)
        .and_then(|table| match group {
            None => Some(table),
            Some(group) => {
                section(table, group, true).and_then(|group| section(group, place, false))
            }
        });
    let Some(table) = table else { return };
    let mut beside = ArrayOfTables::new();
    for (field, heads) in record.iter().filter(|(field, _)| !is_structure(field)) {
        let stands = heads.last().map(|held| written(field, held));
        let stands = stands.as_deref().unwrap_or_default();
        // A value that says the same stays as it was written, whatever its kind.
        let there = table.get(field.name()).and_then(Item::as_value);
        if !is_same(field, &there.map(text_of).unwrap_or_default(), stands) {
            put(table, field.name(), value_of(field, stands));
        }
        for held in others(heads) {
            let mut clash = Table::new();
            put(&mut clash, "field", Some(Value::from(field.name())));
            // An empty one too: somebody cleared the field.
            let value = value_of(field, &written(field, held)).unwrap_or_else(|| Value::from(""));
            put(&mut clash, "value", Some(value));
            stamp(&mut clash, held, "changed");
            beside.push(clash);
        }
    }
    let latest = order::latest(record.values().flatten());
    if let Some(latest) = latest.filter(|_| !(is_project(subject) && place.is_empty())) {
        stamp(table, latest, when);
    }
    if beside.is_empty() {
        table.remove(CLASH);
    } else {
        table.insert(CLASH, Item::ArrayOfTables(beside));
    }
}

/// When, by whom, and under which edition.
fn stamp(table: &mut Table, held: &Held, when: &str) {
    let at = held.at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    put(table, when, at.parse().ok());
    put(table, "by", Some(Value::from(held.by.as_str())));
    put(table, "guide", Some(Value::from(held.guide.as_str())));
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

/// Where in its list each table with an id stands: looking through a list of thousands for each of them takes too long.
struct Tables(HashMap<Subject, usize>);

impl Tables {
    fn of(document: &DocumentMut) -> Self {
        let of_list = |list: &&'static str| {
            let tables = tables(document.as_table(), list).enumerate();
            let list = *list;
            tables.filter_map(move |(index, table)| Some((subject_of(list, table)?, index)))
        };
        // Of two with the same id, pasted by hand, the last is what holds.
        Self(LISTS.iter().flat_map(of_list).collect())
    }

    /// The table of a subject, if it is there.
    fn find<'a>(&self, document: &'a mut DocumentMut, subject: &Subject) -> Option<&'a mut Table> {
        let tables = document.get_mut(subject.kind())?.as_array_of_tables_mut()?;
        tables.get_mut(*self.0.get(subject)?)
    }

    /// The same, made if need be.
    fn made<'a>(
        &mut self,
        document: &'a mut DocumentMut,
        subject: &Subject,
    ) -> Option<&'a mut Table> {
        if let Entry::Vacant(place) = self.0.entry(subject.clone()) {
            let tables = document
                .entry(subject.kind())
                .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            let mut table = Table::new();
            if is_project(subject) {
                // At the end of the file: tables of the one before may stand anywhere below it, where a hand put them,
                // and would be taken for this one's.
                table.set_position(Some(isize::MAX));
            }
            table.insert("id", toml_edit::value(subject.id()));
            let tables = tables.as_array_of_tables_mut()?;
            place.insert(tables.len());
            tables.push(table);
        }
        self.find(document, subject)
    }
}

/// A table within a table, made if need be; an implicit one has no heading of its own.
fn section<'a>(table: &'a mut Table, key: &str, implicit: bool) -> Option<&'a mut Table> {
    if let Some(inline) = table.get(key).and_then(Item::as_inline_table) {
        let behind = inline.decor().suffix().and_then(|text| text.as_str());
        let behind = behind.unwrap_or_default().to_owned();
        let mut opened = inline.clone().into_table();
        opened.set_implicit(implicit);
        let above = bare_key(table, key);
        opened.decor_mut().set_prefix(format!("\n{above}"));
        opened.decor_mut().set_suffix(behind);
        table.insert(key, Item::Table(opened));
    }
    let item = table.entry(key).or_insert_with(|| {
        let mut fresh = Table::new();
        fresh.set_implicit(implicit);
        Item::Table(fresh)
    });
    item.as_table_mut()
}

/// Takes the spaces of a key away, which is to become a heading. The comment that stood above it.
fn bare_key(table: &mut Table, key: &str) -> String {
    let Some(mut key) = table.key_mut(key) else {
        return String::new();
    };
    let above = key.leaf_decor().prefix().and_then(|text| text.as_str());
    let above = above.unwrap_or_default().trim_start().to_owned();
    key.leaf_decor_mut().clear();
    above
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
