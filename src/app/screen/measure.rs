//! The form that asks where one stands on a competency, a capability or an aim.

use super::Step;
use super::asks::{Asked, Asks, extent};
use crate::app::World;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hand;
use crate::app::words::{self, label};
use crate::guide::place::is_competency;
use crate::project::change::Subject;
use crate::project::draft::Measure;

impl Asks for Measure {
    fn asks(&self, world: &World) -> Option<Asked> {
        let title = world.guide().title_of(&world.roadmap, &self.what);
        let (asked, kind) = if is_competency(&self.what) {
            (label::LEVEL, Kind::Level)
        } else {
            (label::EXTENT, Kind::Extent)
        };
        Some(Asked {
            title: format!("Measure: {}", title.unwrap_or(&self.what)),
            lead: "Today's date is kept with it. What you recorded before stays beside it."
                .to_owned(),
            fields: vec![
                TextField::new(asked, kind, ""),
                TextField::new(label::WHY, Kind::Long, ""),
                TextField::new(label::FOR_PROJECT, Kind::Short, ""),
            ],
        })
    }

    fn done(&self, world: &mut World, level: String, fields: &Fields) -> Step {
        let tied = fields.text(label::FOR_PROJECT).to_lowercase();
        let evidence = fields.text(label::WHY);
        let tied = tied.starts_with('y');
        Step::close().with(world.keep_measure(&self.what, &extent(&level), evidence, tied))
    }

    fn needed(&self, _: Hand) -> Option<String> {
        Some(if is_competency(&self.what) {
            words::LEVEL_NEEDED.to_owned()
        } else {
            words::EXTENT_NEEDED.to_owned()
        })
    }

    fn words(&self, world: &World, project: &Subject) -> String {
        format!("A measure: {}", world.roads().title(project, &self.what))
    }

    fn place(&self) -> Option<&str> {
        Some(&self.what)
    }
}
