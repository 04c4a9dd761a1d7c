//! Lines that a state names and that stand in no file any more: its values stand for them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Due, Origin, Sides, has_value};
use crate::project::book::{Book, Held};
use crate::project::change::{Change, ChangeId, Key};
use crate::project::seen::Seen;
use crate::store::state::{self, Contents};

/// So many lost lines are named one by one in the lines that stand for them. With more, each would become long.
const MOST_NAMED: u64 = 32;

/// What is known besides of lines that are lost.
pub(in crate::store) struct Lost<'a> {
    /// Which lines those are.
    pub(in crate::store) missing: &'a Seen,
    /// All lines that are there.
    pub(in crate::store) lines: &'a [Change],
    /// What this session had read before they were lost.
    pub(in crate::store) memory: &'a Book,
}

/// The lines that are to stand for those that are lost, and those of edits by hand.
pub(in crate::store) fn lost(sides: Sides<'_>, lost: &Lost<'_>) -> Vec<Due> {
    let Some(sums) = sides.sums else {
        return Vec::new();
    };
    let newer = replaced_by_newer(sums, lost);
    let mut keys: BTreeSet<Key> = sides.then.fields().map(|(key, _)| key).collect();
    for contents in [Some(sides.now), sides.base].into_iter().flatten() {
        keys.extend(contents.values.keys().cloned());
        keys.extend(contents.clashes.keys().cloned());
    }
    let named: Vec<ChangeId> = if lost.missing.count() <= MOST_NAMED {
        lost.missing.ids().collect()
    } else {
        Vec::new()
    };
    let mut due = Vec::new();
    for key in keys.into_iter().filter(state::shows) {
        let newer = newer.get(&key).map_or(0, BTreeSet::len);
        for mut one in of_field(sides, sums, &key, newer) {
            // Should they come back, they were replaced.
            let forgotten = lost.memory.heads(&key).iter().map(|held| &held.id);
            one.replaces
                .extend(forgotten.filter(|id| lost.missing.has(id)).cloned());
            if one.origin == Origin::Lost {
                one.replaces.extend(named.iter().cloned());
            }
            one.replaces.sort();
            one.replaces.dedup();
            due.push(one);
        }
    }
    due
}

/// Which lost lines are replaced by lines that the state does not know yet, field by field.
fn replaced_by_newer<'a>(sums: &Seen, lost: &'a Lost<'_>) -> BTreeMap<Key, BTreeSet<&'a ChangeId>> {
    let mut newer: BTreeMap<Key, BTreeSet<&ChangeId>> = BTreeMap::new();
    for line in lost.lines.iter().filter(|line| !sums.has(&line.id)) {
        let missing: Vec<&ChangeId> = line
            .replaces
            .iter()
            .filter(|id| lost.missing.has(id))
            .collect();
        if !missing.is_empty() {
            newer.entry(line.key.clone()).or_default().extend(missing);
        }
    }
    newer
}

/// Whatever knows the table of a field: the state, else what the program wrote there last. A table is never taken out.
fn source<'a>(sides: Sides<'a>, key: &Key) -> Option<&'a Contents> {
    let mut known = [Some(sides.now), sides.base].into_iter().flatten();
    known.find(|contents| contents.has_table(key))
}

fn of_field(sides: Sides<'_>, sums: &Seen, key: &Key, newer: usize) -> Vec<Due> {
    let Some(source) = source(sides, key) else {
        return Vec::new();
    };
    let value = source.text(key);
    let is_edit =
        sides.base.is_some() && std::ptr::eq(source, sides.now) && !sides.is_as_written(key);
    let heads = sides.sum.heads(key);
    let make = |value: &str, replaces: Vec<ChangeId>, origin| Due {
        key: key.clone(),
        value: value.to_owned(),
        replaces,
        origin,
    };
    let beside = source.beside(key);
    let then = sides.then.heads(key);
    let is_nothing = |said: &str| said.is_empty() && then.is_empty();
    let is_given = |said: &str| is_nothing(said) || has_value(then, key, said);
    // Some other machine may have made a line for it already.
    let is_absent = |said: &&str| !is_given(said) && !has_value(heads, key, said);
    if is_edit {
        let is_known = state::is_same(&key.field, value, sides.sum.standing(key));
        let edit = (!is_known).then(|| make(value, sides.seen(key), Origin::Hand));
        let beside = beside.iter().map(String::as_str).filter(is_absent);
        let beside = beside.map(|value| make(value, Vec::new(), Origin::Lost));
        return beside.chain(edit).collect();
    }
    let said = said(value, beside);
    let absent: Vec<&str> = said.iter().copied().filter(is_absent).collect();
    // What the lost lines had replaced.
    let is_same = |said: &str, held: &Held| state::is_same(&key.field, said, &held.value);
    let is_said = |held: &Held| said.iter().any(|said| is_same(said, held));
    let is_stale = |held: &&Held| !is_said(held) && then.iter().any(|then| then.id == held.id);
    let ids = |held: &Held| held.id.clone();
    let stale: Vec<ChangeId> = heads.iter().filter(is_stale).map(ids).collect();
    if newer > 0 && newer >= absent.len() {
        // What came later stands; but not beside what the lost line had replaced.
        let mut later = heads.iter().filter(|held| !sums.has(&held.id));
        return match (later.next(), later.next()) {
            (Some(held), None) if !stale.is_empty() => {
                let replaces = [stale, vec![held.id.clone()]].concat();
                vec![make(&held.value, replaces, Origin::Lost)]
            }
            _ => Vec::new(),
        };
    }
    if absent.is_empty() && !stale.is_empty() {
        // One of those that are there stands for all: it takes its own place too.
        let same = heads.iter().filter(|held| is_same(value, held)).map(ids);
        let replaces = stale.into_iter().chain(same).collect();
        return vec![make(value, replaces, Origin::Lost)];
    }
    let absent = absent.into_iter();
    absent
        .map(|value| make(value, stale.clone(), Origin::Lost))
        .collect()
}

/// The values that are said of a field, each once. What stands in it comes last, and stands.
fn said<'a>(value: &'a str, beside: &'a [String]) -> Vec<&'a str> {
    let mut said: Vec<&str> = Vec::new();
    for other in beside {
        if other != value && !said.contains(&other.as_str()) {
            said.push(other);
        }
    }
    said.push(value);
    said
}
