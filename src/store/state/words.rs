//! The screen's own words in a state file: `state = "In hand"`, `due = "12/12/2026"`. Whoever edits the file by hand
//! writes what the screen shows; it is read as what the program writes, and written so with the next save.

use std::borrow::Cow;

use chrono::DateTime;
use toml_edit::{ArrayOfTables, DocumentMut, Item, TableLike, Value};

use super::{CLASH, GROUPS, LISTS, value_of};
use crate::project::change::Field;
use crate::project::date;
use crate::project::extent::Extent;
use crate::project::work::State;

/// What the program writes for a value in the screen's words; nothing if it is none of those, or the same.
pub(super) fn understood(field: &Field, said: &str) -> Option<String> {
    let written = match field {
        Field::State => {
            let name = State::named(said)?.name();
            return (name != said).then(|| name.to_owned());
        }
        Field::Created if DateTime::parse_from_rfc3339(said).is_ok() => return None,
        field if field.is_date() || *field == Field::Created => date::parse(said)?.to_string(),
        Field::Level => {
            let extent: Extent = said.trim().to_lowercase().parse().ok()?;
            extent.words().to_owned()
        }
        _ => return None,
    };
    (written != said).then_some(written)
}

/// A value as the program writes it into the state file. An earlier program may have recorded the screen's words.
pub fn as_written<'v>(field: &Field, value: &'v str) -> Cow<'v, str> {
    understood(field, value).map_or(Cow::Borrowed(value), Cow::Owned)
}

/// Puts what the program writes in the place of the screen's words.
pub(super) fn settle(document: &mut DocumentMut) {
    for list in LISTS {
        let tables = document
            .get_mut(list)
            .and_then(Item::as_array_of_tables_mut);
        for table in tables.into_iter().flat_map(ArrayOfTables::iter_mut) {
            settle_table(table);
            for group in GROUPS {
                let places = table.get_mut(group).and_then(Item::as_table_like_mut);
                for (_, place) in places.into_iter().flat_map(TableLike::iter_mut) {
                    if let Some(fields) = place.as_table_like_mut() {
                        settle_table(fields);
                    }
                }
            }
        }
    }
}

fn settle_table(table: &mut dyn TableLike) {
    for (name, item) in table.iter_mut() {
        if name.get() == CLASH {
            match item {
                Item::ArrayOfTables(tables) => {
                    tables.iter_mut().for_each(|table| settle_clash(table));
                }
                Item::Value(Value::Array(tables)) => {
                    let tables = tables.iter_mut().filter_map(Value::as_inline_table_mut);
                    tables.for_each(|table| settle_clash(table));
                }
                _ => {}
            }
        } else if let Some(value) = item.as_value_mut() {
            settle_value(&Field::named(name.get()), value);
        }
    }
}

/// A value that is kept beside another.
fn settle_clash(table: &mut dyn TableLike) {
    let field = table.get("field").and_then(Item::as_str);
    if let Some(field) = field.map(Field::named)
        && let Some(value) = table.get_mut("value").and_then(Item::as_value_mut)
    {
        settle_value(&field, value);
    }
}

fn settle_value(field: &Field, value: &mut Value) {
    let better = match value {
        Value::String(said) => understood(field, said.value()),
        Value::Datetime(moment) if field.is_date() && moment.value().time.is_some() => {
            moment.value().date.map(|day| day.to_string())
        }
        _ => None,
    };
    if let Some(mut fresh) = better.and_then(|better| value_of(field, &better)) {
        *fresh.decor_mut() = value.decor().clone();
        *value = fresh;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{contents, parse};

    #[test]
    fn the_words_of_the_screen_are_read_as_what_the_program_writes() {
        for (said, written) in [
            ("state = \"In hand\" # mine", "state = \"in-hand\" # mine"),
            ("state = 'NOT APPLICABLE'", "state = \"not-applicable\""),
            ("state = \"in_hand\"", "state = \"in-hand\""),
            ("state = \"Done\"", "state = \"done\""),
            ("due = \"12/12/2026\" # agreed", "due = 2026-12-12 # agreed"),
            ("due = \"Sat 12 Dec 2026\"", "due = 2026-12-12"),
            ("due = \"2026-12-12\"", "due = \"2026-12-12\""),
            ("due = 2026-12-12T10:00:00Z", "due = 2026-12-12"),
            ("decided_on = \"12.12.26\"", "decided_on = 2026-12-12"),
            ("state = \"finished\"", "state = \"finished\""),
            ("due = \"before Christmas\"", "due = \"before Christmas\""),
            ("note = \"12/12/2026\"", "note = \"12/12/2026\""),
        ] {
            for (head, foot) in [
                ("[project.items.\"a/b#c\"]\n", "\n"),
                ("items.\"a/b#c\" = { ", " }\n"),
            ] {
                // A comment cannot stand within one line.
                let bare = |line: &str| match foot {
                    "\n" => line.to_owned(),
                    _ => line.split(" #").next().unwrap_or_default().to_owned(),
                };
                let text =
                    |line: &str| format!("[[project]]\nid = \"p\"\n{head}{}{foot}", bare(line));
                let document = parse(&text(said)).unwrap();
                assert_eq!(document.to_string(), text(written));
            }
        }
    }

    #[test]
    fn so_are_those_of_a_project_a_measure_and_a_value_kept_beside_another() {
        let text = "[[project]]\nid = \"p\"\narchived = \"4 Jan 2027\"\ncreated = \"22/11/2026\"\n[project.items.\"a/b#c\"]\nstate = \
                    \"Done\"\n[[project.items.\"a/b#c\".clash]]\nfield = \"state\"\nvalue = \"In \
                    hand\"\n[[measure]]\nid = \"m\"\nlevel = \"Not yet\"\n";
        let document = parse(text).unwrap();
        let found = contents(&document);
        let values: Vec<&str> = found.values.values().map(String::as_str).collect();
        assert_eq!(values, ["2026-11-22", "2027-01-04", "done", "not yet"]);
        let beside: Vec<&String> = found.clashes.values().flatten().collect();
        assert_eq!(beside, ["in-hand"]);
    }
}
