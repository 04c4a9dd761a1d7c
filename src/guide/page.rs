//! What a page of the guide is made of: a sign or a stage with its texts, its checklist and its links.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::lazy::Lazy;
use super::reading::HowRead;
use crate::doc::Doc;
use crate::text::Text;

/// How strongly a duty binds.
#[derive(IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strength {
    /// Statutory guidance, national policy or good practice.
    Should,
    /// Law, regulation, a mandated contract or a binding condition.
    Must,
}

impl Strength {
    /// The word for it: `must`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// One source behind a statement: which, where in it, and how that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Reference {
    /// Id of the source in the registry.
    pub source: Text,
    /// Where in the source: a regulation, a section, a paragraph.
    pub at: Option<Text>,
    /// How that was read, by what is said at the source.
    pub read: HowRead,
}

/// How the best read of these was read.
pub fn best_read(basis: &[Reference]) -> HowRead {
    basis
        .iter()
        .map(|reference| reference.read)
        .max()
        .unwrap_or_default()
}

/// One thing that an item asks for, with its own strength and condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Duty {
    /// Must or should.
    pub strength: Strength,
    /// What is to be done, in full.
    pub words: Text,
    /// The condition under which it binds; `None` if always.
    pub when: Option<Text>,
    /// Where it comes from.
    pub basis: Vec<Reference>,
}

impl Duty {
    /// How the best read of the sources behind it was read.
    pub fn read(&self) -> HowRead {
        best_read(&self.basis)
    }

    /// What to say beside its strength: a must that nobody read in the official text says so.
    pub fn caution(&self) -> Option<&'static str> {
        (self.strength == Strength::Must)
            .then(|| self.read().caution())
            .flatten()
    }
}

/// One line of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Item {
    /// Its place: `toolkit/procurement#standstill`.
    pub place: Text,
    /// Places that it had in earlier editions.
    pub was: Vec<Text>,
    /// The line to tick.
    pub text: Text,
    /// Places of the signs that an action belongs to.
    pub signs: Lazy<Vec<Text>>,
    /// What to keep as evidence.
    pub evidence: Lazy<Text>,
    /// What others got wrong.
    pub mistakes: Lazy<Vec<Text>>,
    /// What it asks for: one duty or more.
    pub duties: Lazy<Vec<Duty>>,
    /// The edition in which its words last changed, `2026-11-22`; `None` if never since it was first shipped.
    pub changed: Option<Text>,
}

impl Item {
    /// Its place, and those that it had before.
    pub fn places(&self) -> impl Iterator<Item = &Text> {
        [&self.place].into_iter().chain(&self.was)
    }

    /// The duty that sets its mark: the strongest, and among those the first without a condition.
    pub fn strongest(&self) -> Option<&Duty> {
        // The first of equals: `max_by_key` would take the last.
        self.duties
            .iter()
            .rev()
            .max_by_key(|duty| (duty.strength, duty.when.is_none()))
    }

    /// Whether any of its duties is a must.
    pub fn is_must(&self) -> bool {
        self.strongest()
            .is_some_and(|duty| duty.strength == Strength::Must)
    }

    /// How the best read of its musts was read; `None` if it has none.
    pub fn must_read(&self) -> Option<HowRead> {
        self.duties
            .iter()
            .filter(|duty| duty.strength == Strength::Must)
            .map(Duty::read)
            .max()
    }

    /// The conditions of its strongest duties, to show beside the mark; none if one of them binds always.
    pub fn conditions(&self) -> Vec<&str> {
        let Some(strongest) = self.strongest().filter(|duty| duty.when.is_some()) else {
            return Vec::new();
        };
        let mut conditions: Vec<&str> = Vec::new();
        for duty in self
            .duties
            .iter()
            .filter(|duty| duty.strength == strongest.strength)
        {
            if let Some(when) = duty
                .when
                .as_deref()
                .filter(|when| !conditions.contains(when))
            {
                conditions.push(when);
            }
        }
        conditions
    }
}

/// A line of a page's checklist: its own item, or one that stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum ChecklistLine {
    /// An item of this page.
    Own(Item),
    /// The place of an item of another page: one item, one state, shown in both.
    Same(Text),
}

/// A cross link: where to, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct See {
    /// Where it leads.
    pub place: Text,
    /// Why one would go there.
    pub why: Text,
}

/// The competencies that a page exercises, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ties {
    /// Our proposal.
    pub reconstructed: Vec<u8>,
    /// Stated by a source of 2009.
    pub from_source: Vec<u8>,
}

impl Ties {
    /// All numbers in order, each with whether a source states it.
    pub fn all(&self) -> Vec<(u8, bool)> {
        let mut all: Vec<(u8, bool)> = self
            .reconstructed
            .iter()
            .map(|&number| (number, false))
            .chain(self.from_source.iter().map(|&number| (number, true)))
            .collect();
        all.sort_unstable();
        all
    }
}

/// Whether a page is a sign of the road or a stage of the toolkit.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Kind {
    /// One of the eight road signs.
    #[default]
    Sign,
    /// One of the five stages of the procurement toolkit.
    Stage,
}

impl Kind {
    /// The folder of its files, which is also the first part of its place.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Sign => "signs",
            Self::Stage => "toolkit",
        }
    }
}

/// A sign or a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Page {
    /// Its place: `signs/market-intelligence`.
    pub place: Text,
    /// Sign or stage.
    pub kind: Kind,
    /// Its number on the road (1–8) or in the toolkit (1–5).
    pub number: u8,
    /// Its name.
    pub title: Text,
    /// Its name in at most 20 characters.
    pub short: Text,
    /// What it is for, in a sentence.
    pub summary: Text,
    /// The date of the newest text seen for it, `2026-07-02`.
    pub as_at: Text,
    /// Places that it had in earlier editions.
    pub was: Vec<Text>,
    /// Places of the signs that a stage's gate also looks at.
    pub before: Vec<Text>,
    /// Cross links, as written here; the other side's are computed.
    pub see: Vec<See>,
    /// Sources of today's text.
    pub basis: Vec<Reference>,
    /// Sources of the text on 2009.
    pub basis_2009: Vec<Reference>,
    /// Competencies that it exercises.
    pub competencies: Ties,
    /// Today's text.
    pub today: Lazy<Doc>,
    /// Good practice; empty for a stage.
    pub practice: Lazy<Doc>,
    /// In 2009: what it was and what became of it.
    pub then: Lazy<Doc>,
    /// Its essentials or actions.
    pub checklist: Vec<ChecklistLine>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(strength: Strength, when: Option<&'static str>, read: HowRead) -> Duty {
        let basis = vec![Reference {
            source: "law".into(),
            at: None,
            read,
        }];
        Duty {
            strength,
            words: "Do it".into(),
            when: when.map(Text::from),
            basis,
        }
    }

    fn item(duties: Vec<Duty>) -> Item {
        Item {
            place: "toolkit/procurement#standstill".into(),
            was: Vec::new(),
            text: "Run it".into(),
            signs: Lazy::default(),
            evidence: Text::from("A log").into(),
            mistakes: Lazy::default(),
            duties: duties.into(),
            changed: None,
        }
    }

    #[test]
    fn the_strongest_duty_sets_the_mark_and_an_unconditional_one_goes_first() {
        let mixed = item(vec![
            duty(Strength::Should, None, HowRead::Officially),
            duty(
                Strength::Must,
                Some("Inpatient services"),
                HowRead::Officially,
            ),
        ]);
        assert!(mixed.is_must());
        assert_eq!(mixed.conditions(), ["Inpatient services"]);
        let always = item(vec![
            duty(
                Strength::Must,
                Some("Inpatient services"),
                HowRead::Officially,
            ),
            duty(Strength::Must, None, HowRead::Officially),
        ]);
        assert!(always.conditions().is_empty());
        let two = item(vec![
            duty(Strength::Must, Some("First"), HowRead::Officially),
            duty(Strength::Must, Some("Second"), HowRead::Officially),
        ]);
        assert_eq!(two.conditions(), ["First", "Second"]);
        assert_eq!(
            two.strongest().and_then(|duty| duty.when.as_deref()),
            Some("First")
        );
    }

    #[test]
    fn a_must_is_second_hand_if_nothing_of_it_was_read_officially_and_unverified_if_nothing_was_read()
     {
        let must = |read| duty(Strength::Must, None, read);
        assert_eq!(must(HowRead::Officially).caution(), None);
        assert_eq!(must(HowRead::SecondHand).caution(), Some("second-hand"));
        assert_eq!(must(HowRead::Unverified).caution(), Some("unverified"));
        let should = duty(Strength::Should, None, HowRead::Unverified);
        assert_eq!(should.caution(), None);
        assert_eq!(item(vec![should]).must_read(), None);
        let half = item(vec![must(HowRead::Unverified), must(HowRead::SecondHand)]);
        assert_eq!(half.must_read(), Some(HowRead::SecondHand));
    }
}
