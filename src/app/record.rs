//! Making changes: every one is an act that can be taken back.

use std::iter;

use chrono::SecondsFormat;

use super::field::Fields;
use super::message::Effect;
use super::travel::WORK;
use super::{App, Part, Recalling, World, words};
use crate::guide::page::Item;
use crate::project::audit::{self, Act, Step};
use crate::project::change::{Change, ChangeId, Field, Key, Subject};
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
        let may = self.rewind.is_none();
        if !may {
            self.notify(words::IN_THE_PAST);
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
            steps.push(Step {
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

    fn key(&self, place: &str, field: Field) -> Key {
        Key::of(&self.project, place, field)
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
        let makes = |step: &Step| step.key.field == Field::Created && step.from.is_empty();
        act.steps.iter().any(makes) && self.roads().open_projects().len() <= 1
    }
}

impl App {
    /// Keeps what was typed into the field with the cursor.
    pub(super) fn keep_field(&mut self) -> Vec<Effect> {
        let item = self.item().filter(|_| self.spot().part == Part::Fields);
        let place = item.map(|item| item.place.clone());
        let (Some(place), Some(fields)) = (place, &mut self.fields) else {
            return Vec::new();
        };
        let Some((field, _)) = WORK.get(fields.focus) else {
            return Vec::new();
        };
        let Some(typed) = fields.focused().filter(|typed| typed.is_changed()) else {
            return Vec::new();
        };
        let value = field.stored(typed.text());
        let known = typed.known.clone();
        let key = self.world.key(&place, field.clone());
        let is_new = self.world.book.standing(&key) != value;
        let setting = is_new.then_some((key, value, Some(known)));
        let effects = self.world.set_all(setting.into_iter().collect());
        let known = self.world.known(&place, field);
        if let Some(typed) = self.fields.as_mut().and_then(Fields::focused) {
            typed.is_recorded(known);
        }
        self.refresh_fields();
        effects
    }

    /// A new project, which becomes the open one.
    pub(super) fn new_project(&mut self, name: &str) -> Vec<Effect> {
        if !self.world.may_change() {
            return Vec::new();
        }
        let id = format!("{}-{}", slug(name, "project"), random(4));
        self.world.project = Subject::Project(id.clone());
        let effects = self.world.act(self.world.creation(name));
        self.switch_to(&id);
        effects
    }

    /// Archives a project, or brings it back.
    pub(super) fn archive_project(&mut self, id: &str) -> Vec<Effect> {
        if !self.world.may_change() {
            return Vec::new();
        }
        let back = self.world.book.archived(id).is_some();
        let is_other = |&open: &&str| open != id;
        if !back && !self.world.roads().open_projects().iter().any(is_other) {
            return self.world.say(words::LAST_PROJECT);
        }
        let value = if back {
            String::new()
        } else {
            self.world.now.today().to_string()
        };
        let key = Key::of(&Subject::Project(id.to_owned()), "", Field::Archived);
        let effects = self.world.act(vec![(key, value)]);
        if !back
            && self.world.project_id() == id
            && let Some(next) = self.world.next_project()
        {
            self.switch_to(&next);
        }
        effects
    }

    /// Takes this person's last act back, unless somebody has changed its fields since.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        if !self.world.may_change() {
            return Vec::new();
        }
        if self.world.trail.wants_earlier() {
            return self.world.recall(Recalling::Undo);
        }
        let Some(act) = self.world.trail.take_done() else {
            return self.world.say(words::NOTHING_TO_UNDO);
        };
        if self.world.makes_the_only_project(&act) {
            self.world.trail.redid(act);
            return self.world.say(words::NOTHING_TO_UNDO);
        }
        let what = audit::words(self.world.roads(), &act);
        let Some((act, effects)) = self.take_back(&act, "Undo", &what) else {
            return Vec::new();
        };
        self.world.trail.undid(act);
        effects
    }

    /// Does the last act again that was undone.
    pub(super) fn redo(&mut self) -> Vec<Effect> {
        if !self.world.may_change() {
            return Vec::new();
        }
        let Some(act) = self.world.trail.take_undone() else {
            if self.world.trail.wants_earlier() {
                return self.world.recall(Recalling::Redo);
            }
            return self.world.say(words::NOTHING_TO_REDO);
        };
        // What is done again is what the undo took back.
        let what = audit::words(self.world.roads(), &act.reversed());
        let Some((act, effects)) = self.take_back(&act, "Redo", &what) else {
            return Vec::new();
        };
        self.world.trail.redid(act);
        effects
    }

    fn take_back(&mut self, act: &Act, verb: &str, what: &str) -> Option<(Act, Vec<Effect>)> {
        if let Some(who) = undo::changed_since(&self.world.book, act) {
            self.world.notice = Some(format!(
                "Left as it is: {} has changed it since ({what}).",
                audit::who(who)
            ));
            return None;
        }
        let settings = undo::outcome(act).into_iter();
        let settings = settings.map(|step| (step.key.clone(), step.from.clone(), None));
        let turned = self.world.make(settings.collect())?;
        if !self.world.is_begun()
            && let Some(next) = self.world.next_project()
        {
            self.switch_to(&next);
        }
        self.refresh_fields();
        self.world.notice = Some(format!("{verb}: {what}"));
        Some(turned)
    }

    /// Takes in what others changed while this session was open. Fields that nobody typed into show it.
    pub(super) fn take_in(&mut self, foreign: &[Change]) {
        for change in foreign {
            self.world.present().add(change);
        }
        self.refresh_fields();
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
