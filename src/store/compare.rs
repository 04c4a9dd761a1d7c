//! What differs between a state and the sum of the lines that it names, and which lines the next save writes for it.
//!
//! | found | then |
//! |---|---|
//! | lines that the state names stand in no file | its values stand and become lines again, each in the place of what is there of its field; none where a newer line replaces a missing one |
//! | lines beyond those that it names | they are newer: they are applied |
//! | a value differs from the sum of exactly the lines that it names | somebody edited the file by hand: the edit becomes a line |
//! | it names no lines | a value that differs from the sum of all was written by hand |
//!
//! Nothing here reads a file or a clock.

mod lost;
mod old;

use std::iter::Peekable;

use super::state::{self, Contents};
use crate::project::book::{Book, Held};
use crate::project::change::{ChangeId, Key};
use crate::project::seen::Seen;

pub(super) use lost::{Lost, lost};
pub(super) use old::of_old;

/// Why a line is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Somebody wrote the value into the state file.
    Hand,
    /// The line that gave the value stands nowhere any more, or says something else.
    Lost,
}

/// A line that the next save writes, so that the history says what the state says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    pub(super) key: Key,
    pub(super) value: String,
    pub(super) replaces: Vec<ChangeId>,
    pub(super) origin: Origin,
}

/// What a state is compared with.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    /// What the state holds.
    pub(super) now: &'a Contents,
    /// What the program wrote there last, if that is known.
    pub(super) base: Option<&'a Contents>,
    /// The lines that the state sums; none if it does not say.
    pub(super) sums: Option<&'a Seen>,
    /// The sum of exactly these lines.
    pub(super) then: &'a Book,
    /// The sum of all lines.
    pub(super) sum: &'a Book,
}

impl Sides<'_> {
    /// Whether the program wrote the value of a field as it stands.
    fn is_as_written(&self, key: &Key) -> bool {
        let base = self.base.map(|base| base.values.get(key));
        base.is_some_and(|base| base == self.now.values.get(key))
    }

    /// Why a field is not what the lines give: the program wrote it so, with what stands beside it, or somebody's hand did.
    fn origin(&self, key: &Key) -> Origin {
        let beside = self.base.map(|base| base.clashes.get(key));
        let is_beside_it = beside.is_some_and(|beside| beside == self.now.clashes.get(key));
        if is_beside_it && self.is_as_written(key) {
            Origin::Lost
        } else {
            Origin::Hand
        }
    }

    /// Whether a value was left beside the one that stands.
    fn is_beside(&self, key: &Key, held: &Held) -> bool {
        self.now.beside(key).contains(&held.value)
    }

    /// What an edit of a field stands in the place of: all that its author saw, but what they left beside it.
    fn seen(&self, key: &Key) -> Vec<ChangeId> {
        let heads = self.sum.heads(key).iter();
        let is_summed = |held: &&Held| self.sums.is_none_or(|sums| sums.has(&held.id));
        heads
            .filter(is_summed)
            .filter(|held| !self.is_beside(key, held))
            .map(|held| held.id.clone())
            .collect()
    }
}

/// The values of a state that are not the sum of the lines that it names.
pub(super) fn with_sum(sides: Sides<'_>) -> Vec<Due> {
    let now = sides.now;
    // What stands in the field comes last, and stands.
    let mut due = clashes_of(sides, |_, _| true);
    for (key, value, heads) in beside(now, sides.then) {
        let stands = heads.last().map_or("", |held| held.value.as_str());
        let beside = now.beside(&key);
        let is_given = state::is_same(&key.field, value, stands)
            || state::is_same(&key.field, value, sides.sum.standing(&key));
        if says_the_same(&key, value, beside, heads) {
            continue;
        }
        if is_given {
            due.extend(without_strangers(sides, &key, value, beside));
            continue;
        }
        due.push(Due {
            value: value.to_owned(),
            replaces: sides.seen(&key),
            origin: sides.origin(&key),
            key,
        });
    }
    due
}

/// A line that takes the place of values which the lines give and the state does not say, as it was written with them: what
/// they replace was altered.
fn without_strangers(sides: Sides<'_>, key: &Key, value: &str, beside: &[String]) -> Option<Due> {
    if sides.sums.is_none() || sides.origin(key) != Origin::Lost {
        return None;
    }
    let heads = sides.sum.heads(key);
    let is_said = |held: &Held| is_said(key, value, beside, held);
    let is_summed = |held: &Held| sides.then.heads(key).iter().any(|then| then.id == held.id);
    let (strangers, others): (Vec<&Held>, Vec<&Held>) = heads
        .iter()
        .partition(|held| is_summed(held) && !is_said(held));
    // What stands among the others goes on standing.
    let stands = others.last().filter(|_| !strangers.is_empty())?;
    let replaces = strangers.iter().map(|held| held.id.clone());
    Some(Due {
        key: key.clone(),
        value: stands.value.clone(),
        replaces: replaces.chain([stands.id.clone()]).collect(),
        origin: Origin::Lost,
    })
}

/// Values of an open clash that no line gives, where they are wanted. One that a hand wrote comes after whatever the lines
/// give: what stands in the field is then given once more.
fn clashes_of(sides: Sides<'_>, is_wanted: impl Fn(&Key, &str) -> bool) -> Vec<Due> {
    let now = sides.now;
    let mut due = Vec::new();
    for (key, values) in now.clashes.iter().filter(|(key, _)| state::shows(key)) {
        let stands = now.text(key);
        let origin = sides.origin(key);
        let before = due.len();
        for (index, value) in values.iter().enumerate() {
            let is_there = values.iter().take(index).any(|before| before == value)
                || state::is_same(&key.field, value, stands)
                || has_value(sides.then.heads(key), key, value)
                || has_value(sides.sum.heads(key), key, value);
            if !is_there && is_wanted(key, value) {
                due.push(Due {
                    key: key.clone(),
                    value: value.clone(),
                    replaces: Vec::new(),
                    origin,
                });
            }
        }
        let heads = sides.sum.heads(key).last();
        let given = heads.filter(|held| state::is_same(&key.field, stands, &held.value));
        if let (true, Origin::Hand, Some(given)) = (due.len() > before, origin, given) {
            due.push(Due {
                key: key.clone(),
                value: given.value.clone(),
                replaces: vec![given.id.clone()],
                origin,
            });
        }
    }
    due
}

fn has_value(heads: &[Held], key: &Key, value: &str) -> bool {
    heads
        .iter()
        .any(|held| state::is_same(&key.field, value, &held.value))
}

/// Whether a state holds the same values for a field, one beside the other, as a book does.
fn says_the_same(key: &Key, value: &str, beside: &[String], heads: &[Held]) -> bool {
    let mut said = beside.iter().map(String::as_str).chain([value]);
    !heads.is_empty()
        && heads.iter().all(|held| is_said(key, value, beside, held))
        && said.all(|said| has_value(heads, key, said))
}

/// Whether a state says a value of a field, or beside it.
fn is_said(key: &Key, value: &str, beside: &[String], held: &Held) -> bool {
    let mut said = beside.iter().map(String::as_str).chain([value]);
    said.any(|said| state::is_same(&key.field, said, &held.value))
}

/// Each field that a state could show, with its value there and those of a book. A field that the state leaves out where
/// it has the table is empty; a whole table that it leaves out says nothing.
fn beside<'a>(
    now: &'a Contents,
    book: &'a Book,
) -> impl Iterator<Item = (Key, &'a str, &'a [Held])> {
    let mut values = now.values.iter().peekable();
    let mut fields = book.fields().peekable();
    let joined = std::iter::from_fn(move || next_of(&mut values, &mut fields));
    joined.filter_map(move |(key, value, heads)| {
        let value = match value {
            Some(value) => value,
            None if now.has_table(&key) => "",
            None => return None,
        };
        state::shows(&key).then_some((key, value, heads))
    })
}

/// Fields of which a book holds values, with what a state says in their place; without those of which newer lines are
/// known.
pub(super) fn overruled(now: &Contents, book: &Book, newer: &Seen) -> Vec<(Key, String)> {
    let fields = book.fields().filter(|(key, _)| state::shows(key));
    let overruled = fields.filter_map(|(key, heads)| {
        let value = now.text(&key);
        let is_newer = heads.iter().any(|held| newer.has(&held.id));
        let is_said = is_newer || has_value(heads, &key, value);
        (!is_said).then(|| (key, value.to_owned()))
    });
    overruled.collect()
}

type Joined<'a> = (Key, Option<&'a str>, &'a [Held]);

/// The next of two rows that are both in order.
fn next_of<'a>(
    values: &mut Peekable<impl Iterator<Item = (&'a Key, &'a String)>>,
    fields: &mut Peekable<impl Iterator<Item = (Key, &'a [Held])>>,
) -> Option<Joined<'a>> {
    let is_before = match (values.peek(), fields.peek()) {
        (Some((value, _)), Some((field, _))) => (*value).cmp(field),
        (Some(_), None) => std::cmp::Ordering::Less,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (None, None) => return None,
    };
    // The names of fields are long, and most stand on both sides.
    if is_before.is_lt() {
        let (key, value) = values.next()?;
        return Some((key.clone(), Some(value.as_str()), &[]));
    }
    let value = values.next_if(|_| is_before.is_eq());
    let (key, heads) = fields.next()?;
    Some((key, value.map(|(_, value)| value.as_str()), heads))
}

/// Values that differ from the base. A line that is gone clears its field; a whole table that is gone does not, since
/// nothing is ever deleted, and a file cut short looks the same.
pub(super) fn edits(now: &Contents, base: &Contents) -> Vec<(Key, String)> {
    let changed = now
        .values
        .iter()
        .filter(|&(key, value)| base.values.get(key) != Some(value));
    let gone = base.values.keys();
    let gone = gone.filter(|key| !now.values.contains_key(key) && now.has_table(key));
    changed
        .map(|(key, value)| (key.clone(), value.clone()))
        .chain(gone.map(|key| (key.clone(), String::new())))
        .collect()
}

/// The values of a state that are not those that the program wrote there last.
pub(super) fn with_base(sides: Sides<'_>, base: &Contents) -> Vec<Due> {
    let edits = edits(sides.now, base).into_iter();
    let is_news =
        |(key, value): &(Key, String)| !state::is_same(&key.field, value, sides.sum.standing(key));
    let edits = edits.filter(is_news).map(|(key, value)| Due {
        replaces: if sides.sums.is_some() {
            sides.seen(&key)
        } else {
            shown(sides, base, &key)
        },
        key,
        value,
        origin: Origin::Hand,
    });
    let is_new = |key: &Key, value: &str| {
        let mut before = base.clashes.get(key).into_iter().flatten();
        before.all(|before| before != value)
    };
    let beside = clashes_of(sides, is_new).into_iter();
    beside.chain(edits).collect()
}

/// What of a field stood in the file before an edit, told by its values, and was not left beside it.
fn shown(sides: Sides<'_>, base: &Contents, key: &Key) -> Vec<ChangeId> {
    let stood = base.text(key);
    let beside = base.beside(key);
    let seen = sides
        .sum
        .heads(key)
        .iter()
        .filter(|held| held.value == stood || beside.contains(&held.value))
        .filter(|held| !sides.is_beside(key, held));
    seen.map(|held| held.id.clone()).collect()
}
