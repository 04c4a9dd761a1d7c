//! Taking in what the disk held: at the start, or later where the disk is slow.

use super::message::Effect;
use super::screen::Screen;
use super::screen::draft::HalfWritten;
use super::screen::list::List;
use super::screen::unsaved::Broken;
use super::screen::welcome::Welcome;
use super::{App, Part, World, random, words};
use crate::project::change::Subject;
use crate::project::opened::{Opened, Unsaved};
use crate::project::trouble::Trouble;
use crate::project::undo::Trail;

impl World {
    /// Why somebody has to mend the state file, if so.
    fn to_be_mended(&self) -> Option<&Trouble> {
        self.unsaved.as_ref().and_then(Unsaved::to_be_mended)
    }

    /// Whether anything was recorded in the open project.
    pub(super) fn is_begun(&self) -> bool {
        self.book.has_project(self.project_id())
    }

    /// Whether this is why a save failed that got as far as the history: the state file cannot be understood, or is
    /// not to be written.
    pub fn is_in_history_only(&self, why: &Trouble) -> bool {
        let is_this = |unsaved: &Unsaved| unsaved.is_recorded() && unsaved.why() == why;
        self.unsaved.as_ref().is_some_and(is_this)
    }

    /// What has to be decided first: about a broken state file, then about half-written text.
    pub(super) fn offered(&self) -> Option<Screen> {
        match (self.to_be_mended(), self.drafts.first()) {
            (Some(_), _) => Some(List::of(Broken).into()),
            (None, Some(_)) => Some(List::of(HalfWritten).into()),
            (None, None) => None,
        }
    }

    /// The name of the open project, also before it was recorded.
    pub fn project_title(&self) -> &str {
        match &self.project {
            Subject::Project(id) if self.is_begun() => self.book.project_name(id),
            _ => words::FIRST_PROJECT,
        }
    }
}

impl App {
    /// Takes in what the disk held. What was done before it came stays beside it.
    pub(super) fn opened(&mut self, opened: Opened) -> Vec<Effect> {
        let is_first = self.world.project_id().is_empty();
        let was_odd = self.world.to_be_mended().is_some();
        self.world.saving.failed = opened.unsaved.as_ref().map(|unsaved| unsaved.why().clone());
        self.world.unsaved = opened.unsaved;
        self.world.drafts = opened.drafts;
        if is_first {
            self.world.book = opened.book;
        } else {
            self.world.present().merge(&opened.book);
        }
        if opened.note.is_some() {
            self.world.notice = Some(words::HISTORY_ELSEWHERE.to_owned());
        }
        if was_odd && self.world.to_be_mended().is_none() {
            self.mended();
        }
        for (project, place) in opened.here.places {
            self.world.places.entry(project).or_insert(place);
        }
        self.world.read.extend(opened.here.read);
        let is_begun = !is_first && self.world.is_begun();
        // Once the user has begun to work nothing moves under the hands.
        let effects = if is_begun {
            Vec::new()
        } else {
            self.first_project(&opened.here.project)
        };
        if !opened.told.is_empty() {
            self.world.notice = Some(opened.told.join(" "));
        }
        if !is_begun {
            self.offer();
        }
        effects
    }

    /// Somebody has mended the state file.
    fn mended(&mut self) {
        if matches!(self.stack.in_front().next(), Some(Screen::Broken(_))) {
            self.stack.pop();
        }
        self.world.notice = Some(words::READ_AGAIN.to_owned());
    }

    /// Opens the last project, else any, else a new one.
    fn first_project(&mut self, last: &str) -> Vec<Effect> {
        let roads = self.world.roads();
        let first = roads.project_to_open(last, self.world.is_asked);
        if let Some(id) = first.map(str::to_owned) {
            return self.switch_to(&id);
        }
        let is_unread =
            |unsaved: &Unsaved| !matches!(unsaved, Unsaved::Nowhere(_) | Unsaved::Refused(_));
        if self.world.unsaved.as_ref().is_some_and(is_unread) {
            // There may well be projects that could not be read: this one is made with the first change.
            return self.switch_to(&format!("project-{}", random(4)));
        }
        let step = self.world.new_project(words::FIRST_PROJECT);
        let effects = self.take(step);
        self.world.trail = Trail::default();
        self.stack.push(Welcome);
        self.stack.page_mut().spot.part = Part::Road;
        effects
    }

    /// Offers what has to be decided first.
    pub(super) fn offer(&mut self) {
        if let Some(screen) = self.world.offered() {
            self.close();
            self.push(screen);
        }
    }
}
