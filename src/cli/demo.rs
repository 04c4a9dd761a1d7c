//! The sample project of a guide: a state file, read for `--demo` and checked by `check`.

use chrono::{DateTime, Utc};
use toml_edit::DocumentMut;

use super::open;
use super::state::remarks;
use crate::guide::Guide;
use crate::guide::fault::Fault;
use crate::project::author::Author;
use crate::project::book::Book;
use crate::project::change::{Change, Signature};
use crate::store::state;

/// Its file in a guide.
pub(super) const FILE: &str = "demo.toml";
/// That of the built-in guide.
pub(super) const BUILT_IN: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml"));

/// What a sample holds, as if somebody had recorded it just now.
pub(super) fn recorded(
    guide: &Guide,
    document: &DocumentMut,
    now: DateTime<Utc>,
) -> (Book, Vec<Change>) {
    let mut book = Book::default();
    let mut author = Author::new(Signature {
        id: "demo".to_owned(),
        by: "demo".to_owned(),
        guide: guide.edition.to_string(),
    });
    let values = state::contents(document).values.into_iter();
    let history = values
        .map(|(key, value)| author.set(&mut book, now, key, value))
        .collect();
    (book, history)
}

/// What is wrong with a sample. Whether it names what the guide has can be told of a guide without fault only.
pub(super) fn faults(guide: &Guide, text: &str, is_whole: bool) -> Vec<Fault> {
    let fault = |(line, what)| Fault {
        file: FILE.to_owned(),
        line,
        what,
    };
    let shape = state::faults(text);
    let Some((roadmap, document)) = guide.roadmaps.first().zip(state::parse(text).ok()) else {
        return shape.into_iter().map(fault).collect();
    };
    if !shape.is_empty() || !is_whole {
        return shape.into_iter().map(fault).collect();
    }
    if let Some(newer) = state::newer_format(&document) {
        let line = text.lines().position(|line| line.starts_with("format"));
        return vec![fault((line.map_or(1, |line| line + 1), newer))];
    }
    let (book, _) = recorded(guide, &document, DateTime::UNIX_EPOCH);
    let outline = state::outline(text);
    remarks::odd(open::roads(guide, roadmap, &book), &outline)
        .into_iter()
        .map(fault)
        .collect()
}
