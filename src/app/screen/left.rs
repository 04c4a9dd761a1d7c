//! What is left: clashes, what is blocked, overdue or due, gates, and musts that are open.
//!
//! ```text
//! What is left
//! -------------------------------------------------------------
//! Enter goes there.
//!
//! Due
//! >   [~] Make a timetable with room for standstill -- Thu 17 Dec 2026, Head of contracting
//!
//! Gates
//!         Go on to stage 3, with a reason. Open before it: 4 musts in stage 2
//!
//! Musts open: Getting ready to procure services
//!     [ ] Assess the risk of modern slavery in time
//! ```

use super::Step;
use super::clash;
use super::list::{About, Entry, Listed};
use crate::app::World;
use crate::app::command::Command;
use crate::app::spot::Spot;
use crate::guide::page::Item;
use crate::project::change::Field;
use crate::project::draft::{self, Purpose};
use crate::project::left::{self, Gate, Group, Why};
use crate::project::{audit, date};
use crate::scene::Mark;

/// What is left, that of the page first where it was asked for.
#[derive(Debug)]
pub struct Left(pub Spot);

impl Listed for Left {
    const ABOUT: About =
        About::leading_on("What is left", "{Enter goes there.|}", Command::WhatIsLeft);

    fn entries(&self, world: &World) -> Vec<Entry> {
        let (today, here) = (world.now.today(), world.page(&self.0));
        let mut entries = clash::of_the_project(world);
        let mut left = Vec::new();
        for group in left::groups(&world.roadmap, &world.book, &world.project, today, here) {
            match group {
                Group::Items { heading, items } => {
                    left.push(Entry::heading(heading));
                    let items = items.into_iter();
                    left.extend(items.map(|(item, why)| world.left_item(item, why)));
                }
                Group::Gates(gates) => {
                    left.push(Entry::heading("Gates"));
                    left.extend(gates.iter().flat_map(|gate| world.left_gate(gate)));
                }
            }
        }
        if entries.is_empty() && left.is_empty() {
            left.push(Entry::note(
                "Nothing is left: no must is open, nothing is blocked or due.",
            ));
        }
        entries.extend(clash::elsewhere(world));
        entries.extend(left);
        entries
    }
}

impl World {
    fn left_item(&self, item: &Item, why: Why) -> Entry {
        let work = self.work(item);
        let mut words = item.text.to_string();
        match why {
            Why::Blocked => words.push_str(&format!(" -- {}", work.text(&Field::Reason))),
            Why::Overdue(date) | Why::Due(date) => {
                words.push_str(&format!(" -- {}", date::show(date)));
            }
            Why::Must => {
                if let Some(when) = item.conditions().first() {
                    words.push_str(&format!(" (if: {when})"));
                }
            }
        }
        let owner = work.text(&Field::Owner);
        if !owner.is_empty() && why != Why::Must {
            words.push_str(&format!(", {owner}"));
        }
        let (mark, place) = (Mark::State(work.state()), self.place(&item.place));
        Entry::choice(mark, words, |_| Step::open(place))
    }

    fn left_gate(&self, gate: &Gate<'_>) -> Vec<Entry> {
        let stage = gate.stage;
        let mut entries = Vec::new();
        if let Some(passed) = &gate.passed {
            entries.push(Entry::Wrote(format!(
                "Stage {}: {} went on, {}, {} open then. Reason: {}",
                stage.number,
                audit::who(&passed.reason.by),
                (self.clock)(passed.reason.at).day(),
                passed.open.len(),
                passed.reason.value
            )));
        }
        let note = self.book.text(&self.project, &stage.place, &Field::Note);
        if !note.is_empty() {
            entries.push(Entry::Wrote(format!("Stage {}: {note}", stage.number)));
        }
        if !gate.open.is_empty() {
            let since = if gate.passed.is_some() {
                " again, with a reason. Opened since"
            } else {
                ", with a reason. Open before it"
            };
            let words = format!("Go on to stage {}{since}: {}", stage.number, gate.open);
            let stage = stage.place.to_string();
            entries.push(Entry::plain(words, move |world| {
                let open = Vec::new();
                world.fill_in(Purpose::Gate(draft::Gate { stage, open }))
            }));
        }
        entries
    }
}
