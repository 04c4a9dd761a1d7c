//! The projects: to open one, to begin, rename or archive one.

use super::Step;
use super::list::{About, Entry, Listed};
use crate::app::command::Command;
use crate::app::{World, words};
use crate::project::change::{Field, Subject};
use crate::project::date;
use crate::project::draft::{self, Purpose};
use crate::project::progress::Tallies;
use crate::scene::Mark;

/// All projects of the user.
#[derive(Debug)]
pub struct Projects;

impl Listed for Projects {
    const ABOUT: About = About::leading_on(
        "Projects",
        "{Enter|A number} opens, or brings an archived one back. Nothing is ever deleted.",
        Command::Projects,
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let name = world.book.project_name(world.project_id());
        let here = || world.project_id().to_owned();
        let (renamed, archived) = (here(), here());
        let mut entries = vec![
            Entry::choice(Mark::New, "New project", |world| {
                world.fill_in(Purpose::NewProject)
            }),
            Entry::choice(Mark::Rename, format!("Rename {name}"), |world| {
                world.fill_in(Purpose::Rename(draft::Rename { id: renamed }))
            }),
            Entry::choice(Mark::Archive, format!("Archive {name}"), move |world| {
                world.archive_project(&archived)
            }),
        ];
        let projects = world.book.projects().into_iter();
        let (archived, open): (Vec<&str>, Vec<&str>) =
            projects.partition(|id| world.book.archived(id).is_some());
        for (heading, ids) in [("Open", open), ("Archived", archived)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::heading(heading));
            for id in ids {
                let subject = Subject::Project(id.to_owned());
                let mark = if id == world.project_id() {
                    Mark::OpenNow
                } else {
                    Mark::None
                };
                let mut words = world.how_far(id, &subject);
                if let Some(date) = world.book.archived(id) {
                    words.push_str(&format!(", archived {}", date::show_stored(date)));
                }
                if world.book.text(&subject, "", &Field::Created).is_empty() {
                    words.push_str(words::NOT_SAID_WHEN);
                }
                let id = id.to_owned();
                entries.push(Entry::choice(mark, words, move |world| {
                    world.open_project(&id)
                }));
            }
        }
        entries
    }
}

impl World {
    /// Makes a project the open one; an archived one is brought back first.
    pub(super) fn open_project(&mut self, id: &str) -> Step {
        if self.book.archived(id).is_some() {
            return self.archive_project(id);
        }
        // The past is that of the project that was open.
        self.return_to_present();
        self.switch_to(id)
    }

    /// A project's name and how far it is on its roadmap, which is named where the guide has several.
    fn how_far(&self, id: &str, subject: &Subject) -> String {
        let name = self.book.project_name(id);
        let roadmap = match self.roads().of(subject) {
            Ok(roadmap) => roadmap,
            Err(unknown) => return format!("{name}, on the roadmap {unknown}, which is not here"),
        };
        let tallies = Tallies::of(roadmap, &self.book, subject);
        let tally = tallies.all;
        let mut words = format!("{name}  {}", tally.words());
        if self.guide().roadmaps.len() > 1 {
            words.push_str(&format!(", {}", roadmap.title.to_lowercase()));
        }
        if tally.blocked > 0 {
            words.push_str(&format!(", {} blocked", tally.blocked));
        }
        if let Some(date) = tallies.next_due {
            words.push_str(&format!(", next due {}", date::show(date)));
        }
        words
    }
}
