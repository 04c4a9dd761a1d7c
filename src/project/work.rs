//! The work on one item: its state and what the user recorded about it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::book::{Book, Held, is_clash};
use super::change::{Field, Subject};
use super::date;
use super::order;
use crate::guide::page::Item;

/// Where an item stands. Nothing is ever pre-ticked.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has begun.
    #[default]
    Open,
    /// Begun.
    InHand,
    /// Finished.
    Done,
    /// Does not apply, with a reason.
    NotApplicable,
    /// Cannot go on, with what stops it.
    Blocked,
}

impl State {
    /// All states.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The word for it in the state file.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The state of a word: the state file's or the screen's, however a hand wrote it.
    pub fn named(name: &str) -> Option<Self> {
        let exact = name.parse().ok();
        exact.or_else(|| {
            let words = name.trim().to_lowercase().replace(['-', '_'], " ");
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_said = |state: &Self| state.words().to_lowercase() == words;
            match words.as_str() {
                "n/a" => Some(Self::NotApplicable),
                _ => Self::ALL.iter().copied().find(is_said),
            }
        })
    }

    /// The words for it on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::InHand => "In hand",
            Self::Done => "Done",
            Self::NotApplicable => "Not applicable",
            Self::Blocked => "Blocked",
        }
    }

    /// Its mark in a checklist.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Open => "[ ]",
            Self::InHand => "[~]",
            Self::Done => "[x]",
            Self::NotApplicable => "[-]",
            Self::Blocked => "[!]",
        }
    }

    /// Whether nothing is left to do.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::NotApplicable)
    }

    /// What Space makes of it: Open, In hand, Done and round; from the others back to Open.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Open => Self::InHand,
            Self::InHand => Self::Done,
            Self::Done | Self::NotApplicable | Self::Blocked => Self::Open,
        }
    }
}

/// What one project holds about one item.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    book: &'a Book,
    project: &'a Subject,
    item: &'a Item,
}

impl<'a> Work<'a> {
    /// The work of a project on an item.
    pub fn on(book: &'a Book, project: &'a Subject, item: &'a Item) -> Self {
        Self {
            book,
            project,
            item,
        }
    }

    /// The values that hold for a field, the one that stands last, under the item's present or an earlier place.
    pub fn heads(&self, field: &Field) -> &'a [Held] {
        let mut places = self.item.places();
        let heads = places.find_map(|place| self.book.record(self.project, place)?.get(field));
        heads.map_or(&[], Vec::as_slice)
    }

    /// The value of a field that stands.
    pub fn held(&self, field: &Field) -> Option<&'a Held> {
        let held = self.heads(field).last();
        held.filter(|held| !held.value.is_empty())
    }

    /// The value of a field as text; empty if there is none.
    pub fn text(&self, field: &Field) -> &'a str {
        self.held(field).map_or("", |held| &held.value)
    }

    /// Its state; a word that is none counts as Open.
    pub fn state(&self) -> State {
        State::named(self.text(&Field::State)).unwrap_or_default()
    }

    /// A hand-written state word that is none of ours.
    pub fn odd_state(&self) -> Option<&'a str> {
        let text = self.text(&Field::State);
        (!text.is_empty() && State::named(text).is_none()).then_some(text)
    }

    /// The date by which it is due.
    pub fn due(&self) -> Option<NaiveDate> {
        date::parse(self.text(&Field::Due))
    }

    /// Whether anything at all was recorded.
    pub fn is_touched(&self) -> bool {
        [Field::State, Field::Reason]
            .iter()
            .chain(&Field::OF_WORK)
            .any(|field| self.held(field).is_some())
    }

    /// The latest change: when, by whom, under which edition.
    pub fn latest(&self) -> Option<&'a Held> {
        let places = self.item.places();
        let records = places.filter_map(|place| self.book.record(self.project, place));
        order::latest(records.flat_map(|record| record.values().flatten()))
    }

    /// Whether two values are kept for one of its fields until someone chooses.
    pub fn is_in_clash(&self) -> bool {
        let record = self.book.record(self.project, &self.item.place);
        record.is_some_and(|record| record.values().any(|heads| is_clash(heads)))
    }

    /// When it was last changed.
    pub fn changed(&self) -> Option<DateTime<Utc>> {
        self.latest().map(|held| held.at)
    }

    /// Whether the item's words have changed since the user last recorded something.
    pub fn words_changed_since(&self) -> bool {
        let (Some(changed), Some(latest)) = (&self.item.changed, self.latest()) else {
            return false;
        };
        latest.guide.as_str() < changed.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_goes_round_and_leads_back_from_a_reasoned_state() {
        assert_eq!(State::Open.next().next(), State::Done);
        assert_eq!(State::Done.next(), State::Open);
        assert_eq!(State::NotApplicable.next(), State::Open);
        assert_eq!(State::Blocked.next(), State::Open);
    }

    #[test]
    fn every_state_has_its_own_word_and_mark() {
        let marks = State::ALL.iter();
        let marks = marks.map(|state| (state.name(), state.words(), state.mark()));
        assert_eq!(
            marks.collect::<Vec<_>>(),
            [
                ("open", "Open", "[ ]"),
                ("in-hand", "In hand", "[~]"),
                ("done", "Done", "[x]"),
                ("not-applicable", "Not applicable", "[-]"),
                ("blocked", "Blocked", "[!]"),
            ]
        );
        for &state in State::ALL {
            assert_eq!(State::named(state.name()), Some(state));
        }
        for (said, state) in [
            ("In hand", State::InHand),
            ("IN_HAND", State::InHand),
            (" not  applicable", State::NotApplicable),
            ("n/a", State::NotApplicable),
        ] {
            assert_eq!(State::named(said), Some(state), "{said}");
        }
        assert_eq!(State::named("finished"), None);
        assert_eq!(State::named(""), None);
    }
}
