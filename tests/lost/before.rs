//! A program of 27 November 2026, as far as the files go: what it writes, and what it takes for an edit by hand.
//!
//! It knows of no sums: it carries that table on as it finds it, passes over lines that begin with `#`, writes
//! `summed.toml` with the very text of the state, and takes for a hand edit what differs from that.

use std::fs;
use std::path::PathBuf;

use chrono::{TimeDelta, Utc};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, ChangeId, Field, Key};
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::line;
use roadsigns::store::state::{self, Contents};

use super::desk::{Desk, here, key, session, write};

/// How far a save of it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// All is done, and it has left.
    Left,
    /// It was ended when its lines were written, and the state was not.
    Lines,
    /// It was ended when the state was written, and its base had not got its name.
    State,
}

/// A whole session of it.
pub(crate) fn sets(desk: &Desk, id: &str, values: &[(Field, &str)], until: Until) {
    sets_at(desk, id, 0, values, until);
}

/// The same, so many seconds from now.
pub(crate) fn sets_at(desk: &Desk, id: &str, seconds: i64, values: &[(Field, &str)], until: Until) {
    let at = Utc::now() + TimeDelta::seconds(seconds);
    let (text, now) = found(desk);
    let mut book = Book::of(&lines(desk));
    let mut author = Author::new(session(id));
    let mut changes = by_hand(desk, id, &now, &book);
    for change in &changes {
        book.add(change);
    }
    let summed = desk.history("summed.toml");
    let is_by_hand = !changes.is_empty();
    for (field, value) in values {
        changes.push(author.set(&mut book, at, key(field), (*value).to_owned()));
    }
    let own = desk.history(&format!("{id}.tsv"));
    if !changes.is_empty() {
        RealDisk.make_folder(&desk.history("")).unwrap();
        let lines: String = changes.iter().map(line::of).collect();
        let title = format!("{}# host elsewhere process 1\n", line::HEADER);
        RealDisk.append(&own, (title + &lines).as_bytes()).unwrap();
        if is_by_hand {
            write(&summed, &text);
        }
    }
    if until == Until::Lines {
        return;
    }
    let mut document = state::parse(&text).unwrap();
    state::sum(&mut document, &now, &book);
    state::set_here(&mut document, &here());
    let fresh = document.to_string();
    let next = desk.history("summed-next.toml");
    write(&next, &fresh);
    write(&desk.state(), &fresh);
    if until == Until::State {
        return;
    }
    fs::rename(next, summed).unwrap();
    fold(desk, &own);
    if own.exists() {
        RealDisk.append(&own, b"# ended\n").unwrap();
    }
}

fn found(desk: &Desk) -> (String, Contents) {
    let text = fs::read_to_string(desk.state()).unwrap_or_default();
    let now = state::contents(&state::parse(&text).unwrap());
    (text, now)
}

fn lines(desk: &Desk) -> Vec<Change> {
    let read = |file: PathBuf| line::read(&fs::read(file).unwrap()).changes;
    desk.files().into_iter().flat_map(read).collect()
}

/// What it takes for written by hand.
fn by_hand(desk: &Desk, id: &str, now: &Contents, book: &Book) -> Vec<Change> {
    let bases = ["summed.toml", "summed-next.toml"].map(|name| {
        let text = fs::read_to_string(desk.history(name)).ok()?;
        Some(state::contents(&state::parse(&text).ok()?))
    });
    let differing = |base: &Contents| -> Vec<(Key, String)> {
        let changed = now
            .values
            .iter()
            .filter(|&(key, value)| base.values.get(key) != Some(value));
        changed
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let base = bases
        .into_iter()
        .flatten()
        .min_by_key(|base| differing(base).len());
    let base = base.unwrap_or_default();
    let mut changes = Vec::new();
    for (key, value) in differing(&base) {
        if book.standing(&key) == value {
            continue;
        }
        let stood = base.values.get(&key).map_or("", String::as_str);
        let seen = book.heads(&key).iter().filter(|held| held.value == stood);
        changes.push(Change {
            id: ChangeId {
                session: format!("{id}h"),
                number: u32::try_from(changes.len()).unwrap() + 1,
            },
            replaces: seen.map(|held| held.id.clone()).collect(),
            by: "by hand (me@here)".to_owned(),
            at: Utc::now(),
            guide: "2026-11-22".to_owned(),
            key,
            value,
        });
    }
    changes
}

/// It folds what has ended by appending the lines to the fold.
fn fold(desk: &Desk, own: &PathBuf) {
    let folded = desk.history("folded.tsv");
    for file in desk
        .files()
        .into_iter()
        .filter(|file| file != own && *file != folded)
    {
        let text = fs::read_to_string(&file).unwrap();
        if !text.ends_with("# ended\n") {
            continue;
        }
        let lines: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with('#'))
            .collect();
        let title = if folded.exists() { "" } else { line::HEADER };
        RealDisk
            .append(&folded, (title.to_owned() + &lines).as_bytes())
            .unwrap();
        fs::remove_file(file).unwrap();
    }
}
