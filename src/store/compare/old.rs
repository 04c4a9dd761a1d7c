//! A state that a program of before November 2026 wrote: it does not say which lines it sums.
//!
//! What was written by hand is its difference from `summed.toml`, as that program itself had it. A value that the lines
//! do not give may be older than they are, or the line that gave it is lost. Where the lines are later than the time that
//! its table bears, they are applied; else both values are kept.

use std::collections::HashSet;

use chrono::SubsecRound as _;

use super::{Due, Origin, Sides, beside, has_value, says_the_same, with_base};
use crate::project::book::Held;
use crate::project::change::{Change, Key};
use crate::store::state::{self, Contents, Stamps};

/// The lines that are due for such a state. `lines` gives all that are there.
pub(in crate::store) fn of_old<'a>(
    sides: Sides<'_>,
    base: &Contents,
    stamps: &Stamps,
    lines: impl Fn() -> &'a [Change],
) -> Vec<Due> {
    let mut due = with_base(sides, base);
    let by_hand: HashSet<(Key, String)> = due
        .iter()
        .map(|due| (due.key.clone(), due.value.clone()))
        .collect();
    let now = sides.now;
    for (key, value, heads) in beside(now, sides.sum) {
        let clash = now.beside(&key);
        let is_known = state::is_same(&key.field, value, sides.sum.standing(&key))
            && clash.iter().all(|value| has_value(heads, &key, value));
        if is_known || says_the_same(&key, value, clash, heads) || !sides.is_as_written(&key) {
            continue;
        }
        let changed = stamps.of_table(&key).at;
        let made = |held: &Held| Some(held.at.trunc_subsecs(0)).cmp(&changed);
        if changed.is_some() && heads.iter().any(|held| made(held).is_gt()) {
            continue;
        }
        // Within one second it is told by whether a line gave it once.
        let is_one_second = heads.iter().any(|held| made(held).is_eq());
        for value in clash.iter().map(String::as_str).chain([value]) {
            let gave_it = |line: &Change| line.key == key && line.value == value;
            let is_there = value.is_empty()
                || has_value(heads, &key, value)
                || by_hand.contains(&(key.clone(), value.to_owned()));
            let is_older = || is_one_second && lines().iter().any(gave_it);
            if !(is_there || is_older()) {
                due.push(Due {
                    key: key.clone(),
                    value: value.to_owned(),
                    replaces: Vec::new(),
                    origin: Origin::Lost,
                });
            }
        }
    }
    due
}
