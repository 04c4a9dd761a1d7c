//! From part to part of a page, and to other places by their numbers.

use super::{OpenPage, Step};
use crate::app::{World, words};
use crate::guide::Found;
use crate::guide::library::Shelf;
use crate::guide::place::{self, At, LIBRARY, TOOLKIT};
use crate::scene::Part;

impl OpenPage {
    /// The line of the road that the open place belongs to.
    pub(in crate::app) fn road_here(&self, world: &World) -> Option<usize> {
        let place = place::page_of(self.spot.place.text());
        let roads = world.road_places();
        roads.iter().position(|&road| road == place)
    }

    /// A digit: a sign, a stage in the toolkit, a list in the library.
    pub(super) fn digit(&self, world: &mut World, digit: u8) -> Step {
        let index = usize::from(digit).saturating_sub(1);
        let here = self.spot.place.at();
        let place = match (digit, here) {
            (0, _) => Some(TOOLKIT),
            (_, At::Library) => Shelf::ALL.get(index).map(|shelf| shelf.place()),
            (9, _) => Some(LIBRARY),
            (_, At::Toolkit) => world.roadmap.stages.get(index).map(|stage| &*stage.place),
            _ => world.roadmap.signs.get(index).map(|sign| &*sign.place),
        };
        match place {
            Some(place) => Step::open(world.place(place.to_owned())),
            None if here == At::Toolkit => world.say(words::FIVE_STAGES).into(),
            None => Step::default(),
        }
    }

    /// The parts of the page in the order of Tab.
    pub(in crate::app) fn parts(&self, world: &World) -> Vec<Part> {
        let mut parts = vec![Part::Text];
        match world.found(&self.spot.place) {
            Some(Found::Page(_)) => parts.push(Part::Checklist),
            Some(Found::Item(..)) => parts.push(Part::Fields),
            _ => {}
        }
        if !world.links(&self.spot.place).is_empty() {
            parts.push(Part::Links);
        }
        parts.push(Part::Road);
        parts
    }

    /// To the next part or field, or to the one before.
    pub(super) fn turn(&mut self, world: &mut World, is_back: bool) {
        let step = if is_back { -1 } else { 1 };
        if let Some(fields) = &mut self.fields
            && let Some(to) = fields.focus.checked_add_signed(step)
            && to < fields.list.len()
        {
            fields.focus = to;
            return;
        }
        let parts = self.parts(world);
        let here = parts.iter().position(|&part| part == self.spot.part);
        let next = |here: usize| (here + parts.len()).saturating_add_signed(step) % parts.len();
        let index = here.map_or(0, next);
        self.enter_part(
            world,
            parts.get(index).copied().unwrap_or_default(),
            is_back,
        );
    }

    /// Puts the cursor into a part; into the last field if it is entered from below.
    pub(super) fn enter_part(&mut self, world: &mut World, part: Part, from_below: bool) {
        self.spot.part = part;
        self.fields = None;
        if part == Part::Text {
            self.spot.scroll = 0;
        }
        if part == Part::Fields
            && let Some(item) = world.item(&self.spot)
        {
            let mut fields = world.fields_of(item);
            if from_below {
                fields.focus = fields.list.len().saturating_sub(1);
            }
            self.fields = Some(fields);
            self.bring_date_back(world);
        }
    }
}
