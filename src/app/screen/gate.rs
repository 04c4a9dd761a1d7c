//! The form that asks why to go on at a stage although musts are open before it.

use super::Step;
use super::asks::{Asked, Asks};
use crate::app::World;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hand;
use crate::app::words::{self, label};
use crate::project::change::Subject;
use crate::project::draft::Gate;
use crate::project::gate::{self, OpenMusts};

impl Asks for Gate {
    fn asks(&self, world: &World) -> Option<Asked> {
        let stage = world.roadmap.page(&self.stage)?;
        let musts = world.musts_before(&self.stage)?;
        Some(Asked {
            title: format!("Go on to stage {}, with a reason", stage.number),
            lead: format!(
                "{}. You can go on. Your reason is kept and shown with your name, the date and what was open; what opens \
                 later shows again.",
                gate::words(&musts)
            ),
            fields: vec![TextField::new(label::REASON, Kind::Long, "")],
        })
    }

    fn done(&self, world: &mut World, reason: String, _: &Fields) -> Step {
        world.notify(words::GATE_PASSED);
        Step::close().with(world.pass_gate(&self.stage, &reason, &self.open))
    }

    fn needed(&self, hand: Hand) -> Option<String> {
        Some(words::REASON_NEEDED.told(hand))
    }

    fn words(&self, world: &World, project: &Subject) -> String {
        let title = world.roads().title(project, &self.stage);
        format!("Why to go on at {title}")
    }

    fn place(&self) -> Option<&str> {
        Some(&self.stage)
    }
}

impl World {
    fn musts_before(&self, stage: &str) -> Option<Vec<OpenMusts<'_>>> {
        let stage = self.roadmap.page(stage)?;
        Some(gate::open_before(
            &self.roadmap,
            &self.book,
            &self.project,
            stage,
        ))
    }

    /// The places of the musts that are open before a stage now.
    pub(super) fn open_before(&self, stage: &str) -> Option<Vec<String>> {
        let musts = self.musts_before(stage)?;
        let items = musts.iter().flat_map(|musts| &musts.items);
        Some(items.map(|item| item.place.to_string()).collect())
    }
}
