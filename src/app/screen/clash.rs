//! Two values for one field: both are shown until somebody chooses.

use std::collections::BTreeMap;

use super::Step;
use super::asks::{Asked, Asks};
use super::list::{About, Entry, List, Listed};
use crate::app::field::{Fields, Kind, TextField, WORK};
use crate::app::message::Effect;
use crate::app::{World, words};
use crate::project::audit;
use crate::project::book::{self, Held};
use crate::project::change::{Field, Key, Subject};
use crate::project::date::{self, Clock};
use crate::project::draft::{Purpose, Settle};
use crate::scene::Mark;
use crate::text::number::counted;

/// The values that clash in a field.
#[derive(Debug)]
pub struct Clash(pub Key);

impl Listed for Clash {
    const ABOUT: About = About::question(
        "Two values kept: choose one",
        "Two sessions recorded this at the same time. {Enter|A number} chooses; the history keeps both.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let key = &self.0;
        let mut entries = vec![Entry::Note(world.key_words(key))];
        for held in world.book.heads(key).iter().rev() {
            let (settled, value) = (key.clone(), held.value.clone());
            let words = words_of(world.clock, &key.field, held);
            entries.push(Entry::plain(words, |world| {
                Step::close().with(world.settle(settled, value))
            }));
        }
        let edit = Purpose::Settle(Settle::of(key));
        entries.push(Entry::plain("Write another value", |world| {
            world.fill_in(edit)
        }));
        entries
    }
}

/// Another value in place of those that clash.
impl Asks for Settle {
    fn asks(&self, world: &World) -> Option<Asked> {
        let key = self.key()?;
        let heads = world.book.heads(&key).iter().rev();
        let shown = |held: &Held| match date::parse(&held.value) {
            Some(day) if key.field.is_date() => date::show(day),
            _ => held.value.clone(),
        };
        let text: Vec<String> = heads.map(shown).collect();
        let kind = WORK.iter().find(|(field, _)| *field == key.field);
        let kind = match (kind, key.field.lies()) {
            (_, Some(lies)) => Kind::Date(lies),
            (Some((_, kind)), _) => *kind,
            (None, None) => Kind::Long,
        };
        let text = text.join(if kind == Kind::Long { "\n" } else { " / " });
        Some(Asked {
            title: world.key_words(&key),
            lead: "Both values stand in the field. What you leave there holds from now on."
                .to_owned(),
            fields: vec![TextField::new(words::label::VALUE, kind, &text)],
        })
    }

    fn done(&self, world: &mut World, value: String, _: &Fields) -> Step {
        let effects = self.key().map(|key| {
            let value = key.field.stored(value);
            world.settle(key, value)
        });
        Step::close().with(effects.unwrap_or_default())
    }

    fn words(&self, world: &World, _: &Subject) -> String {
        let key = self.key().map(|key| world.key_words(&key));
        key.unwrap_or_else(|| "A value".to_owned())
    }
}

impl World {
    /// The values that clash in a field of the open project's item or gate; none if they do not.
    pub(in crate::app) fn clash(&self, place: &str, field: &Field) -> Option<(Key, &[Held])> {
        let key = Key::of(&self.project, place, field.clone());
        let heads = self.book.heads(&key);
        book::is_clash(heads).then_some((key, heads))
    }

    /// A line that says which other value is kept beside the one that stands.
    pub fn clash_line(&self, place: &str, field: &Field) -> Option<String> {
        self.clash(place, field)?;
        let values = self.kept_beside(place, field);
        let chooses = match field {
            Field::State => words::ENTER_CHOOSES.to_owned(),
            _ => self.told(words::CHOOSES_IN_FIELD),
        };
        Some(format!("Also kept: {values}. {chooses}"))
    }

    /// What is kept in a field beside the value that stands, each with who recorded it and when; empty if nothing is.
    pub(in crate::app) fn kept_beside(&self, place: &str, field: &Field) -> String {
        let heads = self.clash(place, field).map(|(_, heads)| heads);
        let Some((stands, others)) = heads.and_then(<[Held]>::split_last) else {
            return String::new();
        };
        let others = others.iter().filter(|held| held.value != stands.value);
        let values: Vec<String> = others
            .map(|held| words_of(self.clock, field, held))
            .collect();
        values.join("; ")
    }

    /// Where a value lives, in words.
    pub(super) fn key_words(&self, key: &Key) -> String {
        let about = match key.place.as_str() {
            "" => match &key.subject {
                Subject::Project(id) => self.book.project_name(id).to_owned(),
                subject => {
                    let place = self.book.text(subject, "", &Field::Place);
                    let what = self.book.text(subject, "", &Field::What);
                    let about = if place.is_empty() { what } else { place };
                    self.roads().title(subject, about)
                }
            },
            place => self.roads().title(&key.subject, place),
        };
        format!("{}: {about}", key.field.label()).replace('\n', " ")
    }

    /// The value that holds from now on, in place of all that clash.
    pub(super) fn settle(&mut self, key: Key, value: String) -> Vec<Effect> {
        let holds = match date::parse(&value) {
            Some(day) if key.field.is_date() => date::show_named(day, &self.guide().calendar),
            _ => audit::value_words(self.clock, &key.field, &value),
        };
        let holds = holds.replace('\n', " ");
        let holds = format!("{} is now: {holds}", key.field.label());
        let effects = self.act_even_if_held(vec![(key, value)]);
        if !effects.is_empty() {
            self.notice = Some(holds);
        }
        effects
    }
}

/// Every clash of the open project, and of feedback and measures, as a group of what is left.
pub(super) fn of_the_project(world: &World) -> Vec<Entry> {
    let ours =
        |key: &Key| key.subject == world.project || !matches!(key.subject, Subject::Project(_));
    let entry = |(key, heads): (Key, &[Held])| {
        let told = heads.iter().rev();
        let told = told.map(|held| words_of(world.clock, &key.field, held));
        let told = told.collect::<Vec<_>>().join("; or ");
        let words = format!("{} -- {told}", world.key_words(&key));
        Entry::choice(Mark::Question, words, |_| {
            Step::replace(List::of(Clash(key)))
        })
    };
    let clashes = world.book.clashes().filter(|(key, _)| ours(key));
    let mut entries: Vec<Entry> = clashes.map(entry).collect();
    if !entries.is_empty() {
        entries.insert(0, Entry::Heading("Two values kept: choose one".to_owned()));
    }
    entries
}

/// The other projects that have clashes, as a group of what is left.
pub(super) fn elsewhere(world: &World) -> Vec<Entry> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (key, _) in world.book.clashes() {
        if key.subject != world.project
            && let Subject::Project(id) = key.subject
        {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut entries = Vec::new();
    for (id, count) in counts {
        let fields = counted(count, "field", "fields");
        let words = format!("{}: {fields}", world.book.project_name(&id));
        entries.push(if world.book.archived(&id).is_some() {
            Entry::Wrote(format!("{words}. It is archived; p brings it back."))
        } else {
            let words = format!("{words}. {}", world.told(words::OPENS_PROJECT));
            Entry::choice(Mark::Question, words, move |world| world.open_project(&id))
        });
    }
    if !entries.is_empty() {
        let heading = "Two values kept in other projects";
        entries.insert(0, Entry::Heading(heading.to_owned()));
    }
    entries
}

/// A value with who recorded it and when.
fn words_of(clock: Clock, field: &Field, held: &Held) -> String {
    let on = clock(held.at).minute();
    let value = audit::value_words(clock, field, &held.value).replace('\n', " ");
    format!("{value} ({}, {on})", held.by)
}
