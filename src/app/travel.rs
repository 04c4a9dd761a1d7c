//! Going to places, between parts of a page, and back.

use super::content::Edition;
use super::field::{Fields, Kind, TextField};
use super::words;
use super::{App, Part, Stack, World};
use crate::guide::library::Shelf;
use crate::guide::page::Item;
use crate::guide::place::is_update;
use crate::guide::shared::SharedRoadmap;
use crate::guide::{self, Found, LIBRARY, TOOLKIT};
use crate::project::change::{Field, Subject};
use crate::project::date;
use crate::project::date::typed::{self, Lies};

impl World {
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
}

impl App {
    /// Opens a place with the cursor on its text; Esc leads back.
    pub(super) fn go(&mut self, place: &str) {
        if self.spot().place == place {
            self.stack.page_mut().part = Part::Text;
            self.stack.page_mut().scroll = 0;
        } else {
            self.keep_words();
            self.stack.open(place);
        }
        self.arrived();
    }

    /// One level back; to the road when there is none.
    pub(super) fn go_back(&mut self) {
        if self.stack.back() {
            self.arrived();
        } else if self.spot().part == Part::Road {
            self.world.notify(words::AT_THE_TOP);
        } else {
            self.stack.page_mut().part = Part::Road;
        }
    }

    fn arrived(&mut self) {
        self.close();
        self.fields = None;
        self.road = self.road_here().unwrap_or(self.road);
        if self.world.edition == Edition::Then && !self.has_2009() {
            self.world.edition = Edition::Today;
        }
        if is_update(&self.spot().place) {
            self.world.read.insert(self.spot().place.clone());
        }
        let id = self.world.project_id().to_owned();
        self.world.places.insert(id, self.spot().place.clone());
    }

    /// Makes another project the open one, at its last place, on its own roadmap; says so where this guide does not have
    /// that.
    pub fn switch_to(&mut self, id: &str) {
        let Ok(roadmap) = self.world.roads().of_project(id) else {
            self.world.notice = self.world.roads().refusal(id);
            return;
        };
        if roadmap.id != self.world.roadmap.id
            && let Some(other) = SharedRoadmap::of(self.world.roadmap.guide(), Some(&roadmap.id))
        {
            self.world.roadmap = other;
            self.index = None;
        }
        self.keep_words();
        self.world.project = Subject::Project(id.to_owned());
        let place = self.world.places.get(id);
        self.stack = Stack::at(place.map_or(guide::ABOUT, String::as_str));
        self.arrived();
        self.world.notice = Some(format!("Project: {}", self.world.project_title()));
    }

    /// Whether the open page has a text of 2009.
    pub fn has_2009(&self) -> bool {
        match self.found() {
            Some(Found::Page(_)) => true,
            Some(Found::Article(article)) => !article.then.is_empty(),
            _ => false,
        }
    }

    /// A digit: a sign, a stage in the toolkit, a list in the library.
    pub(super) fn digit(&mut self, digit: u8) {
        let index = usize::from(digit).saturating_sub(1);
        let roadmap = self.world.roadmap.clone();
        match (digit, self.spot().place.as_str()) {
            (0, _) => self.go(TOOLKIT),
            (9, place) if place != LIBRARY => self.go(LIBRARY),
            (_, TOOLKIT) => match roadmap.stages.get(index) {
                Some(stage) => self.go(&stage.place),
                None => self.world.notice = Some(words::FIVE_STAGES.to_owned()),
            },
            (_, LIBRARY) => {
                if let Some(shelf) = Shelf::ALL.get(index) {
                    self.go(shelf.place());
                }
            }
            _ => {
                if let Some(sign) = roadmap.signs.get(index) {
                    self.go(&sign.place);
                }
            }
        }
    }

    /// The parts of the open page in the order of Tab.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::Text];
        match self.found() {
            Some(Found::Page(_)) => parts.push(Part::Checklist),
            Some(Found::Item(..)) => parts.push(Part::Fields),
            _ => {}
        }
        if !self.links().is_empty() {
            parts.push(Part::Links);
        }
        parts.push(Part::Road);
        parts
    }

    /// To the next part or field, or to the one before.
    pub(super) fn turn(&mut self, is_back: bool) {
        let step = if is_back { -1 } else { 1 };
        if let Some(fields) = &mut self.fields
            && let Some(to) = fields.focus.checked_add_signed(step)
            && to < fields.list.len()
        {
            fields.focus = to;
            return;
        }
        let parts = self.parts();
        let here = parts.iter().position(|&part| part == self.spot().part);
        let next = |here: usize| (here + parts.len()).saturating_add_signed(step) % parts.len();
        let index = here.map_or(0, next);
        self.enter_part(parts.get(index).copied().unwrap_or_default(), is_back);
    }

    /// Puts the cursor into a part; into the last field if it is entered from below.
    pub(super) fn enter_part(&mut self, part: Part, from_below: bool) {
        self.stack.page_mut().part = part;
        self.fields = None;
        if part == Part::Text {
            self.stack.page_mut().scroll = 0;
        }
        if part == Part::Fields
            && let Some(item) = self.item()
        {
            let mut fields = self.world.fields_of(item);
            if from_below {
                fields.focus = fields.list.len().saturating_sub(1);
            }
            self.fields = Some(fields);
            self.bring_date_back();
        }
    }

    /// Puts the cursor into a field of the record of the open item.
    pub(super) fn ask(&mut self, field: &Field) {
        self.world.notice = None;
        self.leaving = false;
        let is_record = self.front().is_none() && matches!(self.found(), Some(Found::Item(..)));
        let at = WORK.iter().position(|(known, _)| known == field);
        let Some(at) = at.filter(|_| is_record) else {
            self.world.notify(words::NO_RECORD);
            return;
        };
        self.enter_part(Part::Fields, false);
        if let Some(fields) = &mut self.fields {
            fields.focus = at;
        }
    }
}

/// The fields of an item in the order of the screen.
pub(super) static WORK: [(Field, Kind); 6] = [
    (Field::Owner, Kind::Short),
    (Field::Due, Kind::Date(Lies::Ahead)),
    (Field::Evidence, Kind::Short),
    (Field::DecidedBy, Kind::Short),
    (Field::DecidedOn, Kind::Date(Lies::Behind)),
    (Field::Note, Kind::Long),
];
