//! The form that asks why an item does not apply, or what blocks it.

use super::Step;
use super::asks::{Asked, Asks};
use crate::app::World;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hand;
use crate::app::words::{self, label};
use crate::project::change::{Field, Subject};
use crate::project::draft::Reason;
use crate::project::work::State;

impl Asks for Reason {
    fn asks(&self, world: &World) -> Option<Asked> {
        let (_, item) = world.roadmap.item(&self.item)?;
        let (asked, lead) = match self.state {
            State::Blocked => (
                label::BLOCKED_BY,
                "What stops it? The item stays on the list of what is left.",
            ),
            _ => (
                label::REASON,
                "Why does it not apply? The reason is kept with the item and in the history.",
            ),
        };
        let work = world.work(item);
        let is_so = work.state() == self.state;
        let text = if is_so { work.text(&Field::Reason) } else { "" };
        Some(Asked {
            title: format!("{}: {}", self.state.words(), item.text),
            lead: lead.to_owned(),
            fields: vec![TextField::new(asked, Kind::Long, text)],
        })
    }

    fn done(&self, world: &mut World, reason: String, _: &Fields) -> Step {
        let roadmap = world.roadmap.clone();
        let item = roadmap.item(&self.item);
        Step::close().with(
            item.map(|(_, item)| world.set_state(item, self.state, &reason))
                .unwrap_or_default(),
        )
    }

    fn needed(&self, hand: Hand) -> Option<String> {
        Some(words::REASON_NEEDED.told(hand))
    }

    fn words(&self, world: &World, project: &Subject) -> String {
        let title = world.roads().title(project, &self.item);
        format!("{}: {title}", self.state.words())
    }

    fn recorded(&self, world: &World, project: &Subject) -> Vec<String> {
        vec![
            world
                .book
                .text(project, &self.item, &Field::Reason)
                .to_owned(),
        ]
    }

    fn place(&self) -> Option<&str> {
        Some(&self.item)
    }
}
