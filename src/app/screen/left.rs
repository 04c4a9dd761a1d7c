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

use super::list::{About, Choice, Entry};
use crate::app::World;
use crate::app::command::Command;
use crate::app::spot::Spot;
use crate::guide::page::Item;
use crate::project::change::Field;
use crate::project::draft::Purpose;
use crate::project::left::{self, Gate, Group, Why};
use crate::project::{audit, date};
use crate::scene::Mark;

/// About it.
pub(super) const ABOUT: About = About {
    opened_by: Some(Command::WhatIsLeft),
    leads_on: true,
    ..About::offer("What is left", "{Enter goes there.|}")
};

impl World {
    /// Its lines, where it was asked for on this page.
    pub(super) fn left_entries(&self, at: &Spot) -> Vec<Entry> {
        let today = self.now.today();
        let here = self.page(at);
        let mut entries = Vec::new();
        for group in left::groups(&self.roadmap, &self.book, &self.project, today, here) {
            match group {
                Group::Items { heading, items } => {
                    entries.push(Entry::Heading(heading));
                    let items = items.into_iter();
                    entries.extend(items.map(|(item, why)| self.left_item(item, why)));
                }
                Group::Gates(gates) => {
                    entries.push(Entry::heading("Gates"));
                    entries.extend(gates.iter().flat_map(|gate| self.left_gate(gate)));
                }
            }
        }
        let clashes = self.clashing_entries();
        if clashes.is_empty() && entries.is_empty() {
            entries.push(Entry::note(
                "Nothing is left: no must is open, nothing is blocked or due.",
            ));
        }
        [clashes, self.clashing_elsewhere(), entries].concat()
    }

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
        Entry::choice(
            Mark::State(work.state()),
            words,
            Choice::Go(item.place.to_string()),
        )
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
            let (stage, open) = (stage.place.to_string(), Vec::new());
            entries.push(Entry::plain(
                words,
                Choice::FillIn(Purpose::Gate { stage, open }),
            ));
        }
        entries
    }
}
