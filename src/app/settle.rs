//! Two values for one field: both are shown until somebody chooses.

use std::collections::BTreeMap;

use super::field::{Kind, TextField};
use super::message::Effect;
use super::screen::form::Asks;
use super::screen::list::{Choice, Entry, ListKind};
use super::travel::WORK;
use super::{App, World, words};
use crate::project::audit;
use crate::project::book::{self, Held};
use crate::project::change::{Field, Key, Subject};
use crate::project::date::{self, Clock};
use crate::project::draft::Purpose;
use crate::scene::Mark;
use crate::text::number::counted;

impl World {
    /// The values that clash in a field of the open project's item or gate; none if they do not.
    pub(super) fn clash(&self, place: &str, field: &Field) -> Option<(Key, &[Held])> {
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
    pub(super) fn kept_beside(&self, place: &str, field: &Field) -> String {
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

    /// The lines to choose a value from.
    pub(super) fn clash_entries(&self, key: &Key) -> Vec<Entry> {
        let mut entries = vec![Entry::Note(self.key_words(key))];
        for held in self.book.heads(key).iter().rev() {
            let choice = Choice::Settle(key.clone(), held.value.clone());
            entries.push(Entry::plain(words_of(self.clock, &key.field, held), choice));
        }
        let edit = Choice::FillIn(Purpose::settle(key));
        entries.push(Entry::plain("Write another value", edit));
        entries
    }

    /// Every clash of the open project, and of feedback and measures, as a group of what is left.
    pub(super) fn clashing_entries(&self) -> Vec<Entry> {
        let ours =
            |key: &Key| key.subject == self.project || !matches!(key.subject, Subject::Project(_));
        let entry = |(key, heads): (Key, &[Held])| {
            let told = heads.iter().rev();
            let told = told.map(|held| words_of(self.clock, &key.field, held));
            let told = told.collect::<Vec<_>>().join("; or ");
            let words = format!("{} -- {told}", self.key_words(&key));
            Entry::choice(Mark::Question, words, Choice::Clash(key))
        };
        let clashes = self.book.clashes().filter(|(key, _)| ours(key));
        let mut entries: Vec<Entry> = clashes.map(entry).collect();
        if !entries.is_empty() {
            entries.insert(0, Entry::Heading("Two values kept: choose one".to_owned()));
        }
        entries
    }

    /// The other projects that have clashes, as a group of what is left.
    pub(super) fn clashing_elsewhere(&self) -> Vec<Entry> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (key, _) in self.book.clashes() {
            if key.subject != self.project
                && let Subject::Project(id) = key.subject
            {
                *counts.entry(id).or_default() += 1;
            }
        }
        let mut entries = Vec::new();
        for (id, count) in counts {
            let fields = counted(count, "field", "fields");
            let words = format!("{}: {fields}", self.book.project_name(&id));
            entries.push(if self.book.archived(&id).is_some() {
                Entry::Wrote(format!("{words}. It is archived; p brings it back."))
            } else {
                let words = format!("{words}. {}", self.told(words::OPENS_PROJECT));
                Entry::choice(Mark::Question, words, Choice::Project(id))
            });
        }
        if !entries.is_empty() {
            let heading = "Two values kept in other projects";
            entries.insert(0, Entry::Heading(heading.to_owned()));
        }
        entries
    }

    /// Another value in place of those that clash.
    pub(super) fn asks_value(&self, key: &Key) -> Asks {
        let heads = self.book.heads(key).iter().rev();
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
        let lead = "Both values stand in the field. What you leave there holds from now on.";
        let fields = vec![TextField::new(words::label::VALUE, kind, &text)];
        (self.key_words(key), lead.to_owned(), fields)
    }
}

impl App {
    /// Enter on a field in which values clash, as long as nothing was typed into it.
    pub(super) fn choose_in_field(&mut self) -> bool {
        let key = self.clash_in_field();
        let is_clash = key.is_some();
        if let Some(key) = key {
            self.open_list(ListKind::Clash(key));
        }
        is_clash
    }

    /// What clashes in the field with the cursor, as long as nothing was typed into it.
    pub fn clash_in_field(&self) -> Option<Key> {
        let fields = self.fields.as_ref()?;
        let (field, _) = WORK.get(fields.focus)?;
        let is_typed = fields.in_focus().is_some_and(TextField::is_changed);
        let item = self.item().filter(|_| !is_typed)?;
        Some(self.world.clash(&item.place, field)?.0)
    }

    /// The value that holds from now on, in place of all that clash.
    pub(super) fn settle(&mut self, key: Key, value: String) -> Vec<Effect> {
        let holds = match date::parse(&value) {
            Some(day) if key.field.is_date() => date::show_named(day, &self.world.guide().calendar),
            _ => audit::value_words(self.world.clock, &key.field, &value),
        };
        let holds = holds.replace('\n', " ");
        let holds = format!("{} is now: {holds}", key.field.label());
        let effects = self.world.act_even_if_held(vec![(key, value)]);
        if !effects.is_empty() {
            self.world.notice = Some(holds);
        }
        self.refresh_fields();
        effects
    }
}

/// A value with who recorded it and when.
fn words_of(clock: Clock, field: &Field, held: &Held) -> String {
    let on = clock(held.at).minute();
    let value = audit::value_words(clock, field, &held.value).replace('\n', " ");
    format!("{value} ({}, {on})", held.by)
}
