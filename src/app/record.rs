//! Making changes: every one is an act that can be taken back.

use std::iter;

use chrono::SecondsFormat;

use super::field::{Kind, TextField};
use super::message::Effect;
use super::travel::WORK;
use super::words;
use super::{App, Part};
use crate::guide::page::Item;
use crate::project::change::{Change, Field, Key, Subject};
use crate::project::date;
use crate::project::undo::{self, Act, Step};
use crate::project::work::State;

impl App {
    /// Makes one act of several values. Values that hold already are left out.
    pub(super) fn act(&mut self, what: String, values: Vec<(Key, String)>) -> Vec<Effect> {
        let values: Vec<(Key, String)> = values
            .into_iter()
            .filter(|(key, value)| {
                self.book
                    .heads(key)
                    .last()
                    .map_or("", |held| held.value.as_str())
                    != value
            })
            .collect();
        if values.is_empty() {
            return Vec::new();
        }
        let (act, effects) = self.make(what, values);
        self.trail.did(act);
        effects
    }

    fn make(&mut self, what: String, values: Vec<(Key, String)>) -> (Act, Vec<Effect>) {
        let mut changes = Vec::new();
        let mut steps = Vec::new();
        for (key, value) in values {
            let from = self
                .book
                .heads(&key)
                .last()
                .map(|held| held.value.clone())
                .unwrap_or_default();
            let change = self
                .author
                .set(&mut self.book, self.now.utc, key.clone(), value.clone());
            steps.push(Step {
                key,
                from,
                to: value,
                change: change.id.clone(),
            });
            changes.push(change);
        }
        self.saving.handed += changes.len();
        (Act { what, steps }, vec![Effect::Save(changes)])
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
        let what = format!("{}: {}", state.words(), item.text);
        let values = vec![
            (self.key(&item.place, Field::State), state.name().to_owned()),
            (self.key(&item.place, Field::Reason), reason.to_owned()),
        ];
        if state == State::Done {
            self.done_at = Some(self.now.utc);
        }
        self.act(what, values)
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
        let Some((field, label, kind)) = WORK.get(fields.focus) else {
            return Vec::new();
        };
        let Some(typed) = fields.focused().filter(|typed| typed.edited) else {
            return Vec::new();
        };
        let mut value = typed.text();
        if *kind == Kind::Date && !value.is_empty() {
            if let Some(date) = date::parse(&value) {
                value = date.to_string();
                *typed = TextField::new(label, *kind, &date::show(date));
            } else {
                let what = format!(
                    "\"{value}\" is no date that I know: 17/12/2026, 17 Dec 2026. Kept as typed."
                );
                self.notice = Some(what);
            }
        }
        let key = self.key(&item.place, field.clone());
        self.act(format!("{label}: {}", item.text), vec![(key, value)])
    }

    /// Adds a line to the note of a place.
    pub(super) fn add_to_note(&mut self, place: &str, line: &str) -> Vec<Effect> {
        let note = self.book.text(&self.project, place, &Field::Note);
        let note = if note.is_empty() {
            line.to_owned()
        } else {
            format!("{note}\n{line}")
        };
        self.act(
            format!("note: {line}"),
            vec![(self.key(place, Field::Note), note)],
        )
    }

    /// A new project, which becomes the open one.
    pub(super) fn new_project(&mut self, name: &str) -> Vec<Effect> {
        let id = format!("{}-{}", slug(name), random(4));
        self.project = Subject::Project(id.clone());
        let created = self.now.utc.to_rfc3339_opts(SecondsFormat::Secs, true);
        let values = vec![
            (self.key("", Field::Name), name.to_owned()),
            (self.key("", Field::Roadmap), self.roadmap.id.to_string()),
            (self.key("", Field::Created), created),
        ];
        let effects = self.act(format!("new project {name}"), values);
        self.switch_to(&id);
        effects
    }

    /// Another name for a project; its id stays.
    pub(super) fn rename_project(&mut self, id: &str, name: &str) -> Vec<Effect> {
        let key = Key {
            subject: Subject::Project(id.to_owned()),
            place: String::new(),
            field: Field::Name,
        };
        self.act(format!("rename to {name}"), vec![(key, name.to_owned())])
    }

    /// Archives a project, or brings it back.
    pub(super) fn archive_project(&mut self, id: &str) -> Vec<Effect> {
        let name = self.book.project_name(id).to_owned();
        let back = self.book.archived(id).is_some();
        if !back && self.open_projects().iter().all(|&open| open == id) {
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
        let what = if back {
            format!("bring back {name}")
        } else {
            format!("archive {name}")
        };
        let effects = self.act(what, vec![(key, value)]);
        if !back
            && self.project_id() == id
            && let Some(next) = self.open_projects().first().map(|&next| next.to_owned())
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
        self.act(format!("go on at {stage}"), values)
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
        self.act(format!("feedback at {place}"), all)
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
        self.act(format!("measure of {what}"), values)
    }

    /// Takes this person's last act back, unless somebody has changed its fields since.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(act) = self.trail.take_done() else {
            self.notice = Some(words::NOTHING_TO_UNDO.to_owned());
            return Vec::new();
        };
        let Some((act, effects)) = self.turn(&act, "Undo") else {
            return Vec::new();
        };
        self.trail.undid(act);
        effects
    }

    /// Does the last act again that was undone.
    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(act) = self.trail.take_undone() else {
            self.notice = Some(words::NOTHING_TO_REDO.to_owned());
            return Vec::new();
        };
        let Some((act, effects)) = self.turn(&act, "Redo") else {
            return Vec::new();
        };
        self.trail.redid(act);
        effects
    }

    fn turn(&mut self, act: &Act, verb: &str) -> Option<(Act, Vec<Effect>)> {
        if let Some(who) = undo::changed_since(&self.book, act) {
            self.notice = Some(format!(
                "Left as it is: {who} has changed it since ({}).",
                act.what
            ));
            return None;
        }
        let values = act
            .steps
            .iter()
            .map(|step| (step.key.clone(), step.from.clone()))
            .collect();
        let turned = self.make(act.what.clone(), values);
        let undo_of_creation = self
            .book
            .projects()
            .iter()
            .all(|&id| id != self.project_id())
            || self
                .book
                .text(&self.project, "", &Field::Created)
                .is_empty();
        if undo_of_creation
            && let Some(next) = self.open_projects().first().map(|&next| next.to_owned())
        {
            self.switch_to(&next);
        }
        if let Some(item) = self.item().filter(|_| self.fields.is_some()) {
            let focus = self.fields.as_ref().map_or(0, |fields| fields.focus);
            let mut fields = self.fields_of(item);
            fields.focus = focus;
            self.fields = Some(fields);
        }
        self.notice = Some(format!("{verb}: {}", act.what));
        Some(turned)
    }

    /// Takes in what others changed while this session was open.
    pub(super) fn take_in(
        &mut self,
        foreign: &[Change],
        edited: Vec<(Key, String)>,
    ) -> Vec<Effect> {
        for change in foreign {
            self.book.add(change);
        }
        let values: Vec<(Key, String)> = edited
            .into_iter()
            .filter(|(key, value)| {
                self.book
                    .heads(key)
                    .last()
                    .map_or("", |held| held.value.as_str())
                    != value
            })
            .collect();
        if values.is_empty() {
            return Vec::new();
        }
        // Not an act of this person: undo leaves it alone.
        self.make("edit by hand".to_owned(), values).1
    }
}

/// Letters and digits of a name, for an id that people can recognise.
fn slug(name: &str) -> String {
    let words: Vec<String> = crate::text::transliterate::to_ascii(name)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let slug: String = words.join("-").chars().take(40).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        "project".to_owned()
    } else {
        slug.to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_what_people_recognise() {
        assert_eq!(slug("Crisis house, north"), "crisis-house-north");
        assert_eq!(slug("Tŷ Gŵyl £5m"), "ty-gwyl-gbp5m");
        assert_eq!(slug("..."), "project");
    }
}
