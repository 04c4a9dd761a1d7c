//! The item that tests of the store record about, and whoever records it.

use roadsigns::project::change::{Field, Key, Signature, Subject};

/// Its project.
pub(crate) const PROJECT: &str = "house-7k2f";
/// Its place.
pub(crate) const ITEM: &str = "toolkit/procurement#standstill";

/// A field of the item.
pub(crate) fn key(field: &Field) -> Key {
    Key {
        subject: Subject::Project(PROJECT.to_owned()),
        place: ITEM.to_owned(),
        field: field.clone(),
    }
}

/// A session of this name.
pub(crate) fn session(id: &str) -> Signature {
    Signature {
        id: id.to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    }
}
