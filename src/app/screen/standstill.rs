//! The form that counts a standstill from the dates of its notices. Nothing is recorded.

use super::Move;
use super::Step;
use super::asks::{Asked, Asks};
use super::reading::Reading;
use crate::app::World;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hand;
use crate::app::words::label;
use crate::doc::Doc;
use crate::guide::page::Item;
use crate::project::change::Subject;
use crate::project::date::{
    self,
    typed::{FORMS, Lies},
};
use crate::project::standstill;

/// The dates from which it is counted.
pub(super) struct Standstill;

impl Asks for Standstill {
    fn asks(&self, _: &World) -> Option<Asked> {
        let field = |label| TextField::new(label, Kind::Date(Lies::Near), "");
        Some(Asked {
            title: "Count the standstill".to_owned(),
            lead: "For the Provider Selection Regime only. Nothing is recorded.".to_owned(),
            fields: [label::NOTICE, label::DECISION].map(field).into(),
        })
    }

    fn done(&self, world: &mut World, notice: String, fields: &Fields) -> Step {
        let Some(notice) = date::parse(&notice) else {
            return Step::close();
        };
        let calendar = &world.guide().calendar;
        let decision = date::parse(&fields.text(label::DECISION));
        let counted = standstill::count(calendar, notice, decision);
        let words = counted.map_or_else(|why| why.to_string(), |counted| counted.words(calendar));
        let mut doc = Doc::default();
        doc.line(0, words);
        let reading = Reading::of("Standstill", doc);
        Step::close().then(Move::Push(reading.into()))
    }

    fn needed(&self, _: Hand) -> Option<String> {
        Some(format!("Type a date: {FORMS}"))
    }

    fn words(&self, _: &World, _: &Subject) -> String {
        "The dates of a standstill".to_owned()
    }
}

impl World {
    /// Whether the days of an item can be counted.
    pub fn counts_days(&self, item: &Item) -> bool {
        self.guide().calendar.items.contains(&item.place)
    }
}
