//! Which roadmap a project, a piece of feedback or a measure is on: its places are to be looked up there, and nowhere else.

use super::book::Book;
use super::change::{Field, Subject};
use crate::guide::{Guide, Roadmap};

/// What has to be known to tell.
#[derive(Clone, Copy)]
pub struct Roads<'g, 'b> {
    /// The guide with its roadmaps.
    pub guide: &'g Guide,
    /// The one that is open.
    pub open: &'g Roadmap,
    /// What was recorded.
    pub book: &'b Book,
}

impl<'g, 'b> Roads<'g, 'b> {
    /// The roadmap that something is on; the default one if it is not recorded which.
    ///
    /// # Errors
    ///
    /// Its id, if this guide does not have it.
    pub fn of(self, subject: &Subject) -> Result<&'g Roadmap, &'b str> {
        let id = self.book.text(subject, "", &Field::Roadmap);
        match subject {
            Subject::Measure(_) => {
                let project = self.book.text(subject, "", &Field::Project);
                if project.is_empty() {
                    Ok(self.open)
                } else {
                    self.of(&Subject::Project(project.to_owned()))
                }
            }
            // What is about to be recorded is on the open one.
            _ if !self.book.places(subject).any(|(place, _)| place.is_empty()) => Ok(self.open),
            _ if id.is_empty() => Ok(self.guide.roadmaps.first().unwrap_or(self.open)),
            Subject::Project(_) | Subject::Feedback(_) => self.guide.roadmap(id).ok_or(id),
        }
    }

    /// The same of a project.
    ///
    /// # Errors
    ///
    /// As `of`.
    pub fn of_project(self, id: &str) -> Result<&'g Roadmap, &'b str> {
        self.of(&Subject::Project(id.to_owned()))
    }

    /// Why a project cannot be opened, if this guide does not have its roadmap.
    pub fn refusal(self, id: &str) -> Option<String> {
        let roadmap = self.of_project(id).err()?;
        let known: Vec<&str> = self
            .guide
            .roadmaps
            .iter()
            .map(|known| known.id.as_str())
            .collect();
        Some(format!(
            "{} is on the roadmap {roadmap}, which this guide does not have; it has: {}. Open the guide that has it, with \
             --guide.",
            self.book.project_name(id),
            known.join(", ")
        ))
    }

    /// Whether something is on the open roadmap.
    pub fn is_open(self, subject: &Subject) -> bool {
        self.of(subject).is_ok_and(|found| found.id == self.open.id)
    }

    /// The title of what stands at a place of something's roadmap; nothing if the guide does not have it there.
    pub fn title_of(self, subject: &Subject, place: &str) -> Option<String> {
        let title = self.guide.title_of(self.of(subject).ok()?, place);
        title.map(str::to_owned)
    }

    /// The same; the place itself if the guide does not have it there.
    pub fn title(self, subject: &Subject, place: &str) -> String {
        self.title_of(subject, place)
            .unwrap_or_else(|| place.to_owned())
    }

    /// Ids of the projects that are not archived and whose roadmap this guide has, those on the open one first, else the
    /// oldest first.
    pub fn open_projects(self) -> Vec<&'b str> {
        let projects = self.book.projects().into_iter();
        let mut projects: Vec<(bool, &str)> = projects
            .filter(|id| self.book.archived(id).is_none())
            .filter_map(|id| Some((self.of_project(id).ok()?.id != self.open.id, id)))
            .collect();
        projects.sort_by_key(|&(is_elsewhere, _)| is_elsewhere);
        projects.into_iter().map(|(_, id)| id).collect()
    }

    /// The project to go on with: the last one if it is there, else the first of those that are open. `is_asked` says that
    /// somebody asked for the open roadmap: then only one of that.
    pub fn project_to_open(self, last: &str, is_asked: bool) -> Option<&'b str> {
        let fits = |id: &&str| {
            let found = self.of_project(id);
            found.is_ok_and(|found| !is_asked || found.id == self.open.id)
        };
        let projects = self.book.projects();
        let last = projects.into_iter().filter(fits).find(|&id| id == last);
        last.or_else(|| self.open_projects().into_iter().find(fits))
    }
}
