//! What must be true of a folder after a fault or a crash, and of the next session that starts there.

use std::path::Path;

use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Key};
use roadsigns::project::opened::{Opened, Unsaved};
use roadsigns::store::Store;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::kept::KeptState;

use super::shapes::{here, session};
use super::told::{contents, holds, is_by_hand, said, shown};

/// The copies that are kept parse, and so does what the program wrote last.
pub(crate) fn copies_are_whole(history: &Path) {
    for kept in KeptState::ALL {
        contents(&RealDisk, &kept.path(history));
    }
    contents(&RealDisk, &history.join("summed.toml"));
}

/// A session that starts in a folder where all is to be well, saves, and is followed by another.
///
/// Gives back what the first found, and what the history holds in the end.
pub(crate) fn starts_well(path: &Path, id: &str, real: &[(Key, String)]) -> (Opened, Vec<Change>) {
    let start = |id: &str| {
        let mut store = Store::new(Box::new(RealDisk), path, session(id));
        let opened = store
            .open()
            .unwrap_or_else(|why| panic!("does not open: {why}"));
        assert!(
            !matches!(opened.unsaved, Some(Unsaved::Broken(_) | Unsaved::Newer(_))),
            "{:?}",
            opened.unsaved
        );
        (store, opened)
    };
    let (mut store, opened) = start(id);
    store
        .save(&[], &here())
        .unwrap_or_else(|why| panic!("does not save: {why}"));
    let lines = store.recall().unwrap();
    for change in lines.iter().filter(|change| is_by_hand(change)) {
        let is_real = real.contains(&(change.key.clone(), change.value.clone()));
        assert!(is_real, "nobody wrote this by hand: {change:?}");
    }
    let mut sum = Book::default();
    for change in &lines {
        sum.add(change);
    }
    assert_eq!(
        holds(&opened.book),
        holds(&sum),
        "the book is not the sum of the lines"
    );
    assert_eq!(
        said(&contents(&RealDisk, path)),
        shown(&sum),
        "the state does not say what the book holds"
    );
    let (mut next, reopened) = start(&format!("{id}n"));
    assert_eq!(holds(&reopened.book), holds(&sum));
    next.save(&[], &here()).unwrap();
    assert_eq!(
        next.recall().unwrap().len(),
        lines.len(),
        "a start made lines"
    );
    let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
    for name in names.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        assert_ne!(name, "state.toml.lock", "a lock was left");
    }
    (opened, lines)
}
