//! What a book holds and what a state file says, in one form, so that they can be compared.

use std::collections::BTreeMap;
use std::path::Path;

use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Key};
use roadsigns::store::disk::Disk;
use roadsigns::store::state::{self, Contents};

/// What holds for each field: all its values sorted, and the one that stands.
pub(crate) type Holds = BTreeMap<Key, (Vec<String>, String)>;

/// What a book holds.
pub(crate) fn holds(book: &Book) -> Holds {
    let fields = book.fields().map(|(key, heads)| {
        let mut values: Vec<String> = heads.iter().map(|held| held.value.clone()).collect();
        let stands = values.last().cloned().unwrap_or_default();
        values.sort_unstable();
        values.dedup();
        (key, (values, stands))
    });
    fields.collect()
}

/// What a book holds without fields that stand empty, which a state file cannot show.
pub(crate) fn shown(book: &Book) -> Holds {
    let mut holds = holds(book);
    holds.retain(|_, (_, stands)| !stands.is_empty());
    holds
}

/// What a state file holds; nothing if there is none.
pub(crate) fn contents(disk: &dyn Disk, path: &Path) -> Contents {
    let bytes = disk.read(path).unwrap_or_default();
    let text = String::from_utf8(bytes).expect("a state file is text");
    let document = state::parse(&state::undress(&text).0);
    state::contents(&document.unwrap_or_else(|why| panic!("{}: {why}\n{text}", path.display())))
}

/// The values that a state file says, those beside them too.
pub(crate) fn said(contents: &Contents) -> Holds {
    let values = contents
        .values
        .iter()
        .filter(|(_, value)| !value.is_empty());
    let values = values.map(|(key, value)| {
        let mut all = contents.clashes.get(key).cloned().unwrap_or_default();
        all.push(value.clone());
        all.sort_unstable();
        all.dedup();
        (key.clone(), (all, value.clone()))
    });
    values.collect()
}

/// Whether somebody's hand made a change.
pub(crate) fn is_by_hand(change: &Change) -> bool {
    change.by.starts_with("by hand")
}
