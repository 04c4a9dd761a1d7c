//! When and by whom a state says that its tables were changed last: what is left to say of a line that is lost.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveTime, Utc};
use toml_edit::{DocumentMut, Item, TableLike};

use super::{placed_tables, text_of};
use crate::project::change::{Key, Subject};
use crate::project::date;

/// When, by whom, under which edition; what a hand took out is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Stamp {
    pub(in crate::store) at: Option<DateTime<Utc>>,
    pub(in crate::store) by: String,
    pub(in crate::store) guide: String,
}

/// The stamps of a state.
#[derive(Debug, Default)]
pub(in crate::store) struct Stamps {
    tables: BTreeMap<(Subject, String), Stamp>,
    clashes: BTreeMap<(Key, String), Stamp>,
}

impl Stamps {
    /// Those of a document.
    pub(in crate::store) fn of(document: &DocumentMut) -> Self {
        let mut stamps = Self::default();
        for placed in placed_tables(document) {
            let clashes = placed.beside();
            let clashes = clashes.map(|(key, value, clash)| ((key, value), stamp(clash)));
            stamps.clashes.extend(clashes);
            stamps.tables.insert(placed.key(), stamp(placed.table));
        }
        stamps
    }

    /// That of a value: its own if it stands beside another, else that of its table.
    pub(in crate::store) fn about(&self, key: &Key, value: &str) -> Stamp {
        let clash = self.clashes.get(&(key.clone(), value.to_owned()));
        clash.cloned().unwrap_or_else(|| self.of_table(key))
    }

    /// That of the table in which a field stands.
    pub(in crate::store) fn of_table(&self, key: &Key) -> Stamp {
        let table = self.tables.get(&(key.subject.clone(), key.place.clone()));
        table.cloned().unwrap_or_default()
    }
}

fn stamp(table: &dyn TableLike) -> Stamp {
    let text = |name| table.get(name).and_then(Item::as_value).map(text_of);
    let at = text("changed").or_else(|| text("at"));
    Stamp {
        at: at.and_then(|at| time(&at)),
        by: text("by").unwrap_or_default(),
        guide: text("guide").unwrap_or_default(),
    }
}

/// A time as it was written; a hand may have left it at the day.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc));
    at.ok().or_else(|| {
        let day = date::parse(text)?;
        Some(day.and_time(NaiveTime::MIN).and_utc())
    })
}
