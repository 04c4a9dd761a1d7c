//! Making changes: every one is an act that can be taken back.

use std::iter;

use chrono::SecondsFormat;

use super::field::{Fields, Kind, TextField, WORK};
use super::message::Effect;
use super::screen::page::OpenPage;
use super::screen::{Move, Step};
use super::{Moment, Recalling, World, words};
use crate::guide::ABOUT;
use crate::guide::page::Item;
use crate::guide::shared::SharedRoadmap;
use crate::project::audit::{self, Act};
use crate::project::change::{ChangeId, Field, Key, Subject};
use crate::project::date;
use crate::project::date::typed;
use crate::project::undo;
use crate::project::work::State;
use crate::text::slug::slug;

/// A value to be set, with the changes that its author knew; all that hold if none are named.
type Setting = (Key, String, Option<Vec<ChangeId>>);

impl World {
    /// Makes one act of several values. Values that hold already are left out.
    pub(super) fn act(&mut self, values: Vec<(Key, String)>) -> Vec<Effect> {
        let is_new = |(key, value): &(Key, String)| self.book.standing(key) != value;
        let values: Vec<(Key, String)> = values.into_iter().filter(is_new).collect();
        self.act_even_if_held(values)
    }

    /// The same for values that hold already: they replace whatever is kept beside them.
    pub(super) fn act_even_if_held(&mut self, values: Vec<(Key, String)>) -> Vec<Effect> {
        let all = values.into_iter().map(|(key, value)| (key, value, None));
        self.set_all(all.collect())
    }

    fn set_all(&mut self, mut settings: Vec<Setting>) -> Vec<Effect> {
        if settings.is_empty() {
            return Vec::new();
        }
        let in_project = |(key, ..): &Setting| key.subject == self.project;
        let creates = |(key, ..): &Setting| key.field == Field::Created;
        if settings.iter().any(in_project) && !self.is_begun() && !settings.iter().any(creates) {
            // The project that was opened while nothing could be read: its first change makes it.
            let made = self.creation(words::FIRST_PROJECT).into_iter();
            settings.splice(0..0, made.map(|(key, value)| (key, value, None)));
        }
        let Some((act, effects)) = self.make(settings) else {
            return Vec::new();
        };
        self.trail.did(act);
        effects
    }

    /// The one gate: whether anything can be changed where the user is. If not, it says why.
    pub(super) fn may_change(&mut self) -> bool {
        match self.moment() {
            Moment::Past => {
                self.notify(words::IN_THE_PAST);
                false
            }
            // What is tried in a demonstration goes with it, and the history takes what the state file may not.
            Moment::Now | Moment::Demonstration | Moment::ReadOnly => true,
        }
    }

    /// The same for what is kept beside the record, like settings.
    pub(super) fn may_keep(&mut self) -> bool {
        let may = self.moment() != Moment::Demonstration;
        if !may {
            self.notice = Some(words::DEMO.to_owned());
        }
        may
    }

    /// The changes whose values hold in a field of the open project.
    pub(super) fn known(&self, place: &str, field: &Field) -> Vec<ChangeId> {
        let heads = self.book.heads(&self.key(place, field.clone())).iter();
        heads.map(|held| held.id.clone()).collect()
    }

    /// Makes the changes of an act, if the gate lets them through. Nothing else makes any.
    fn make(&mut self, settings: Vec<Setting>) -> Option<(Act, Vec<Effect>)> {
        if !self.may_change() {
            return None;
        }
        let mut changes = Vec::new();
        let mut steps = Vec::new();
        for (key, value, known) in settings {
            let from = self.book.standing(&key).to_owned();
            let (book, at) = (&mut self.book, self.now.utc);
            let change = match known {
                None => self.author.set(book, at, key.clone(), value.clone()),
                Some(known) => self
                    .author
                    .set_knowing(book, at, key.clone(), value.clone(), known),
            };
            steps.push(audit::Step {
                key,
                from,
                to: value,
                change: change.id.clone(),
            });
            changes.push(change);
        }
        self.saving.handed += changes.len();
        self.pending.extend(changes.iter().cloned());
        let session = self.author.session();
        let act = Act {
            by: session.by.clone(),
            at: self.now.utc,
            guide: session.guide.clone(),
            steps,
        };
        Some((act, vec![Effect::Save(changes)]))
    }

    /// A value for a field of the open project, in place of those that its author knew.
    pub(super) fn set_knowing(
        &mut self,
        place: &str,
        field: &Field,
        text: String,
        known: Vec<ChangeId>,
    ) -> Vec<Effect> {
        let (key, value) = (self.key(place, field.clone()), field.stored(text));
        if self.book.standing(&key) == value {
            return Vec::new();
        }
        self.set_all(vec![(key, value, Some(known))])
    }

    fn key(&self, place: &str, field: Field) -> Key {
        Key::of(&self.project, place, field)
    }

    /// The fields of an item with what the project holds.
    pub fn fields_of(&self, item: &Item) -> Fields {
        let work = self.work(item);
        let list = WORK.iter().map(|(field, kind)| {
            let stored = work.text(field);
            let text = match (kind, date::parse(stored)) {
                (Kind::Date(_), Some(date)) => date::show(date),
                _ => stored.to_owned(),
            };
            let mut typed = TextField::new(field.label(), *kind, &text);
            let is_date = matches!(kind, Kind::Date(_)) && !stored.is_empty();
            let why = is_date.then(|| typed::read_full(stored).err()).flatten();
            let why = why.map(|why| why.reason());
            typed.fault = self.clash_line(&item.place, field).or(why);
            typed.known = self.known(&item.place, field);
            typed
        });
        Fields::new(list.collect())
    }

    /// Gives an item another state, with the reason that goes with it.
    pub(super) fn set_state(&mut self, item: &Item, state: State, reason: &str) -> Vec<Effect> {
        let values = vec![
            (self.key(&item.place, Field::State), state.name().to_owned()),
            (self.key(&item.place, Field::Reason), reason.to_owned()),
        ];
        let effects = self.act(values);
        if state == State::Done && !effects.is_empty() {
            self.done_at = Some(self.now.utc);
        }
        effects
    }

    /// The values that make the open project.
    fn creation(&self, name: &str) -> Vec<(Key, String)> {
        let created = self.now.utc.to_rfc3339_opts(SecondsFormat::Secs, true);
        vec![
            (self.key("", Field::Name), name.to_owned()),
            (self.key("", Field::Roadmap), self.roadmap.id.to_string()),
            (self.key("", Field::Created), created),
        ]
    }

    /// Another name for a project; its id stays.
    pub(super) fn rename_project(&mut self, id: &str, name: &str) -> Vec<Effect> {
        let subject = Subject::Project(id.to_owned());
        let key = Key::of(&subject, "", Field::Name);
        self.act(vec![(key, name.to_owned())])
    }

    /// The project to open where the open one is gone.
    fn next_project(&self) -> Option<String> {
        let first = self.roads().open_projects().first().copied();
        first.map(str::to_owned)
    }

    /// Goes on at a stage although musts are open before it.
    pub(super) fn pass_gate(&mut self, stage: &str, reason: &str, open: &[String]) -> Vec<Effect> {
        let values = vec![
            (self.key(stage, Field::Reason), reason.to_owned()),
            (self.key(stage, Field::Open), open.join("\n")),
        ];
        self.act(values)
    }

    /// Keeps a piece of feedback; a new one gets an id.
    pub(super) fn keep_feedback(
        &mut self,
        id: Option<&str>,
        place: &str,
        values: [(Field, String); 3],
    ) -> Vec<Effect> {
        let subject =
            Subject::Feedback(id.map_or_else(|| format!("f-{}", random(4)), str::to_owned));
        let key = |field| Key::of(&subject, "", field);
        let mut all = Vec::new();
        if id.is_none() {
            all.push((key(Field::Roadmap), self.roadmap.id.to_string()));
            all.push((key(Field::Place), place.to_owned()));
        }
        all.extend(values.map(|(field, value)| (key(field), value)));
        self.act(all)
    }

    /// Keeps a measure; every one is a record of its own, so that last time stands beside this time.
    pub(super) fn keep_measure(
        &mut self,
        what: &str,
        level: &str,
        evidence: String,
        tied: bool,
    ) -> Vec<Effect> {
        let subject = Subject::Measure(format!("m-{}", random(4)));
        let key = |field| Key::of(&subject, "", field);
        let mut values = vec![
            (key(Field::What), what.to_owned()),
            (key(Field::Level), level.to_owned()),
            (key(Field::Evidence), evidence),
        ];
        if tied {
            values.push((key(Field::Project), self.project_id().to_owned()));
        }
        self.act(values)
    }

    fn makes_the_only_project(&self, act: &Act) -> bool {
        let makes = |step: &audit::Step| step.key.field == Field::Created && step.from.is_empty();
        act.steps.iter().any(makes) && self.roads().open_projects().len() <= 1
    }

    /// Makes another project the open one, at its last place, on its own roadmap; says so where this guide does not have
    /// that.
    pub(super) fn switch_to(&mut self, id: &str) -> Step {
        let Ok(roadmap) = self.roads().of_project(id) else {
            self.notice = self.roads().refusal(id);
            return Step::default();
        };
        if roadmap.id != self.roadmap.id
            && let Some(other) = SharedRoadmap::of(self.roadmap.guide(), Some(&roadmap.id))
        {
            self.roadmap = other;
        }
        self.project = Subject::Project(id.to_owned());
        let place = self.places.get(id).map_or(ABOUT, String::as_str);
        let page = OpenPage::at(self.place(place.to_owned()));
        self.notice = Some(format!("Project: {}", self.project_title()));
        Move::Restart(page).into()
    }

    /// A new project, which becomes the open one.
    pub(super) fn new_project(&mut self, name: &str) -> Step {
        if !self.may_change() {
            return Step::default();
        }
        let id = format!("{}-{}", slug(name, "project"), random(4));
        self.project = Subject::Project(id.clone());
        let effects = self.act(self.creation(name));
        self.switch_to(&id).with(effects)
    }

    /// Archives a project, or brings it back.
    pub(super) fn archive_project(&mut self, id: &str) -> Step {
        if !self.may_change() {
            return Step::default();
        }
        let back = self.book.archived(id).is_some();
        let is_other = |&open: &&str| open != id;
        if !back && !self.roads().open_projects().iter().any(is_other) {
            return self.say(words::LAST_PROJECT).into();
        }
        let value = if back {
            String::new()
        } else {
            self.now.today().to_string()
        };
        let key = Key::of(&Subject::Project(id.to_owned()), "", Field::Archived);
        let effects = self.act(vec![(key, value)]);
        if !back
            && self.project_id() == id
            && let Some(next) = self.next_project()
        {
            return self.switch_to(&next).with(effects);
        }
        effects.into()
    }

    /// Takes this person's last act back, unless somebody has changed its fields since.
    pub(super) fn undo(&mut self) -> Step {
        if !self.may_change() {
            return Step::default();
        }
        if self.trail.wants_earlier() {
            return self.recall(Recalling::Undo).into();
        }
        let Some(act) = self.trail.take_done() else {
            return self.say(words::NOTHING_TO_UNDO).into();
        };
        if self.makes_the_only_project(&act) {
            self.trail.redid(act);
            return self.say(words::NOTHING_TO_UNDO).into();
        }
        let what = audit::words(self.roads(), &act);
        let Some((act, step)) = self.take_back(&act, "Undo", &what) else {
            return Step::default();
        };
        self.trail.undid(act);
        step
    }

    /// Does the last act again that was undone.
    pub(super) fn redo(&mut self) -> Step {
        if !self.may_change() {
            return Step::default();
        }
        let Some(act) = self.trail.take_undone() else {
            if self.trail.wants_earlier() {
                return self.recall(Recalling::Redo).into();
            }
            return self.say(words::NOTHING_TO_REDO).into();
        };
        // What is done again is what the undo took back.
        let what = audit::words(self.roads(), &act.reversed());
        let Some((act, step)) = self.take_back(&act, "Redo", &what) else {
            return Step::default();
        };
        self.trail.redid(act);
        step
    }

    fn take_back(&mut self, act: &Act, verb: &str, what: &str) -> Option<(Act, Step)> {
        if let Some(who) = undo::changed_since(&self.book, act) {
            self.notice = Some(format!(
                "Left as it is: {} has changed it since ({what}).",
                audit::who(who)
            ));
            return None;
        }
        let settings = undo::outcome(act).into_iter();
        let settings = settings.map(|step| (step.key.clone(), step.from.clone(), None));
        let (turned, effects) = self.make(settings.collect())?;
        let next = if self.is_begun() {
            None
        } else {
            self.next_project()
        };
        let step = next.map_or_else(Step::default, |next| self.switch_to(&next));
        self.notice = Some(format!("{verb}: {what}"));
        Some((turned, step.with(effects)))
    }
}

/// Random letters and digits that cannot be mistaken for one another.
pub fn random(length: usize) -> String {
    const LETTERS: &[u8] = b"23456789abcdefghjkmnpqrstuvwxyz";
    iter::repeat_with(|| fastrand::choice(LETTERS).copied().unwrap_or(b'x'))
        .map(char::from)
        .take(length)
        .collect()
}
