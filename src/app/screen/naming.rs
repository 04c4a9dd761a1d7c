//! The forms that ask for the name of a project: of a new one, and another for one that is there.

use super::Step;
use super::asks::{Asked, Asks};
use crate::app::World;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hand;
use crate::app::words::{self, label};
use crate::project::change::Subject;
use crate::project::draft::Rename;

/// A new project.
pub(super) struct NewProject;

impl Asks for NewProject {
    fn asks(&self, world: &World) -> Option<Asked> {
        let roadmap = world.roadmap.title.to_lowercase();
        let lead = format!("A piece of work on the {roadmap} roadmap.");
        Some(asked("New project".to_owned(), lead, ""))
    }

    fn done(&self, world: &mut World, name: String, _: &Fields) -> Step {
        world.new_project(&name)
    }

    fn needed(&self, _: Hand) -> Option<String> {
        Some(words::NAME_NEEDED.to_owned())
    }

    fn words(&self, _: &World, _: &Subject) -> String {
        "The name of a new project".to_owned()
    }
}

impl Asks for Rename {
    fn asks(&self, world: &World) -> Option<Asked> {
        let before = world.book.project_name(&self.id);
        Some(asked(format!("Rename {before}"), String::new(), before))
    }

    fn done(&self, world: &mut World, name: String, _: &Fields) -> Step {
        Step::close().with(world.rename_project(&self.id, &name))
    }

    fn needed(&self, _: Hand) -> Option<String> {
        Some(words::NAME_NEEDED.to_owned())
    }

    fn words(&self, world: &World, _: &Subject) -> String {
        format!("Another name for {}", world.book.project_name(&self.id))
    }
}

fn asked(title: String, lead: String, name: &str) -> Asked {
    let fields = vec![TextField::new(label::NAME, Kind::Short, name)];
    Asked {
        title,
        lead,
        fields,
    }
}
