//! Making changes: every one is an act that can be taken back.

use std::iter;

use chrono::SecondsFormat;

use super::field::Fields;
use super::message::Effect;
use super::travel::WORK;
use super::{App, Part, Recalling, words};
use crate::guide::page::Item;
use crate::project::audit::{self, Act, Step};
use crate::project::change::{Change, ChangeId, Field, Key, Subject};
use crate::project::undo;
use crate::project::work::State;
use crate::text::slug::slug;

/// A value to be set, with the changes that its author knew; all that hold if none are named.
struct Setting {
    key: Key,
    value: String,
    known: Option<Vec<ChangeId>>,
}

impl App {
    /// Makes one act of several values. Values that hold already are left out.
    pub(super) fn act(&mut self, values: Vec<(Key, String)>) -> Vec<Effect> {
        let is_new = |(key, value): &(Key, String)| self.book.standing(key) != value;
        let values: Vec<(Key, String)> = values.into_iter().filter(is_new).collect();
        self.act_even_if_held(values)
    }

    /// The same for values that hold already: they replace whatever is kept beside them.
    pub(super) fn act_even_if_held(&mut self, values: Vec<(Key, String)>) -> Vec<Effect> {
        let all = values.into_iter().map(|(key, value)| Setting {
            key,
            value,
            known: None,
        });
        self.set_all(all.collect())
    }

    fn set_all(&mut self, mut settings: Vec<Setting>) -> Vec<Effect> {
        if settings.is_empty() {
            return Vec::new();
        }
        let in_project = |setting: &Setting| setting.key.subject == self.project;
        let creates = |setting: &Setting| setting.key.field == Field::Created;
        if settings.iter().any(in_project) && !self.is_begun() && !settings.iter().any(creates) {
            // The project that was opened while nothing could be read: its first change makes it.
            let made = self.creation(words::FIRST_PROJECT).into_iter();
            let made = made.map(|(key, value)| Setting {
                key,
                value,
                known: None,
            });
            settings.splice(0..0, made);
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
        for Setting { key, value, known } in settings {
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
        Key {
            subject: self.project.clone(),
            place: place.to_owned(),
            field,
        }
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

    /// Keeps what was typed into the field with the cursor.
    pub(super) fn keep_field(&mut self) -> Vec<Effect> {
        if self.spot.part != Part::Fields {
            return Vec::new();
        }
        let Some(item) = self.item() else {
            return Vec::new();
        };
        let Some(fields) = &mut self.fields else {
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
        let key = self.key(&item.place, field.clone());
        let is_new = self.book.standing(&key) != value;
        let effects = self.set_all(
            is_new
                .then_some(Setting {
                    key,
                    value,
                    known: Some(known),
                })
                .into_iter()
                .collect(),
        );
        let known = self.known(&item.place, field);
        if let Some(typed) = self.fields.as_mut().and_then(Fields::focused) {
            typed.is_recorded(known);
        }
        self.refresh_fields();
        effects
    }

    /// A new project, which becomes the open one.
    pub(super) fn new_project(&mut self, name: &str) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        let id = format!("{}-{}", slug(name, "project"), random(4));
        self.project = Subject::Project(id.clone());
        let effects = self.act(self.creation(name));
        self.switch_to(&id);
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
        let key = Key {
            subject: Subject::Project(id.to_owned()),
            place: String::new(),
            field: Field::Name,
        };
        self.act(vec![(key, name.to_owned())])
    }

    /// Archives a project, or brings it back.
    pub(super) fn archive_project(&mut self, id: &str) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        let back = self.book.archived(id).is_some();
        if !back && self.roads().open_projects().iter().all(|&open| open == id) {
            self.notice = Some(words::LAST_PROJECT.to_owned());
            return Vec::new();
        }
        let value = if back {
            String::new()
        } else {
            self.now.today().to_string()
        };
        let key = Key {
            subject: Subject::Project(id.to_owned()),
            place: String::new(),
            field: Field::Archived,
        };
        let effects = self.act(vec![(key, value)]);
        if !back
            && self.project_id() == id
            && let Some(next) = self
                .roads()
                .open_projects()
                .first()
                .map(|&next| next.to_owned())
        {
            self.switch_to(&next);
        }
        effects
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
        let key = |field| Key {
            subject: subject.clone(),
            place: String::new(),
            field,
        };
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
        let key = |field| Key {
            subject: subject.clone(),
            place: String::new(),
            field,
        };
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

    /// Takes this person's last act back, unless somebody has changed its fields since.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        if self.trail.wants_earlier() {
            return self.recall(Recalling::Undo);
        }
        let Some(act) = self.trail.take_done() else {
            self.notice = Some(words::NOTHING_TO_UNDO.to_owned());
            return Vec::new();
        };
        if self.makes_the_only_project(&act) {
            self.trail.redid(act);
            self.notice = Some(words::NOTHING_TO_UNDO.to_owned());
            return Vec::new();
        }
        let what = audit::words(self.roads(), &act);
        let Some((act, effects)) = self.turn(&act, "Undo", &what) else {
            return Vec::new();
        };
        self.trail.undid(act);
        effects
    }

    /// Does the last act again that was undone.
    pub(super) fn redo(&mut self) -> Vec<Effect> {
        if !self.may_change() {
            return Vec::new();
        }
        let Some(act) = self.trail.take_undone() else {
            if self.trail.wants_earlier() {
                return self.recall(Recalling::Redo);
            }
            self.notice = Some(words::NOTHING_TO_REDO.to_owned());
            return Vec::new();
        };
        // What is done again is what the undo took back.
        let what = audit::words(self.roads(), &act.reversed());
        let Some((act, effects)) = self.turn(&act, "Redo", &what) else {
            return Vec::new();
        };
        self.trail.redid(act);
        effects
    }

    fn makes_the_only_project(&self, act: &Act) -> bool {
        let makes = |step: &Step| step.key.field == Field::Created && step.from.is_empty();
        act.steps.iter().any(makes) && self.roads().open_projects().len() <= 1
    }

    fn turn(&mut self, act: &Act, verb: &str, what: &str) -> Option<(Act, Vec<Effect>)> {
        if let Some(who) = undo::changed_since(&self.book, act) {
            self.notice = Some(format!(
                "Left as it is: {} has changed it since ({what}).",
                audit::who(who)
            ));
            return None;
        }
        let settings = undo::outcome(act).into_iter().map(|step| Setting {
            key: step.key.clone(),
            value: step.from.clone(),
            known: None,
        });
        let turned = self.make(settings.collect())?;
        if !self.is_begun()
            && let Some(next) = self
                .roads()
                .open_projects()
                .first()
                .map(|&next| next.to_owned())
        {
            self.switch_to(&next);
        }
        self.refresh_fields();
        self.notice = Some(format!("{verb}: {what}"));
        Some(turned)
    }

    /// Takes in what others changed while this session was open. Fields that nobody typed into show it.
    pub(super) fn take_in(&mut self, foreign: &[Change]) {
        for change in foreign {
            self.present().add(change);
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
