//! The projects: to open one, to begin, rename or archive one.

use super::list::{About, Choice, Entry};
use crate::app::command::Command;
use crate::app::{World, words};
use crate::project::change::{Field, Subject};
use crate::project::date;
use crate::project::draft::Purpose;
use crate::project::progress::Tallies;
use crate::scene::Mark;

/// About them.
pub(super) const ABOUT: About = About {
    opened_by: Some(Command::Projects),
    leads_on: true,
    ..About::offer(
        "Projects",
        "{Enter|A number} opens, or brings an archived one back. Nothing is ever deleted.",
    )
};

impl World {
    pub(super) fn project_entries(&self) -> Vec<Entry> {
        let name = self.book.project_name(self.project_id());
        let id = self.project_id().to_owned();
        let rename = Choice::FillIn(Purpose::Rename { id });
        let mut entries = vec![
            Entry::choice(
                Mark::New,
                "New project",
                Choice::FillIn(Purpose::NewProject),
            ),
            Entry::choice(Mark::Rename, format!("Rename {name}"), rename),
            Entry::choice(Mark::Archive, format!("Archive {name}"), Choice::Archive),
        ];
        let projects = self.book.projects().into_iter();
        let (archived, open): (Vec<&str>, Vec<&str>) =
            projects.partition(|id| self.book.archived(id).is_some());
        for (heading, ids) in [("Open", open), ("Archived", archived)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::heading(heading));
            for id in ids {
                let subject = Subject::Project(id.to_owned());
                let here = if id == self.project_id() {
                    Mark::OpenNow
                } else {
                    Mark::None
                };
                let mut words = self.how_far(id, &subject);
                if let Some(date) = self.book.archived(id) {
                    words.push_str(&format!(", archived {}", date::show_stored(date)));
                }
                if self.book.text(&subject, "", &Field::Created).is_empty() {
                    words.push_str(words::NOT_SAID_WHEN);
                }
                entries.push(Entry::choice(here, words, Choice::Project(id.to_owned())));
            }
        }
        entries
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
