//! A place of the guide: its text, checklist, record and links, and the road beside it.

mod checklist;
mod hints;
mod measures;
mod record;
mod scene;
mod travel;

use tui_textarea::Key;

use super::copy::Copy;
use super::feedback::Feedback;
use super::left::Left;
use super::list::List;
use super::projects::Projects;
use super::search::Search;
use super::take_away::TakeAway;
use super::terms::Terms;
use super::view::View;
use super::{Move, Shown, Step};
use crate::app::command::Command;
use crate::app::content::Edition;
use crate::app::field::{Fields, TextField};
use crate::app::hint::{Hand, Hint};
use crate::app::laid::{self, Laid};
use crate::app::spot::Spot;
use crate::app::{Recalling, World, words};
use crate::doc::format::Format;
use crate::guide::Found;
use crate::guide::page::Item;
use crate::guide::place::Place;
use crate::project::change::Field;
use crate::project::draft::{self, Purpose};
use crate::project::work::State;
use crate::scene::{Part, Scene};

/// How long a held Space is ignored after it has made an item Done, in milliseconds.
const REPEAT_MILLIS: i64 = 400;

/// An open place.
#[derive(Default)]
pub struct OpenPage {
    /// Where the cursor is on it.
    pub spot: Spot,
    /// The line of the road with the cursor: 0–7 signs, 8 the toolkit, 9–13 its stages.
    pub road: usize,
    /// The fields of the open item, while they have the cursor.
    pub fields: Option<Fields>,
}

impl Shown for OpenPage {
    fn scene<'a>(&'a self, world: &'a World) -> Scene<'a> {
        self.page_scene(world)
    }

    fn act(&mut self, world: &mut World, laid: &Laid, command: Command) -> Step {
        match command {
            Command::NextPart => return self.leaving_field(world, false),
            Command::PreviousPart => return self.leaving_field(world, true),
            Command::Back if self.fields.is_some() => return self.leave_record(world),
            Command::Help => return Move::Help.into(),
            Command::Digit(digit) => return self.digit(world, digit),
            Command::Back if world.rewind.is_some() => world.return_to_present(),
            Command::Back => return Move::Back.into(),
            Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::Home
            | Command::End => self.step(world, laid, command),
            Command::Left => return self.left(world),
            Command::Right => return self.right(world),
            Command::Open => return self.open(world),
            Command::Tick => return self.tick(world, laid),
            Command::NotApplicable => return self.ask_reason(world, State::NotApplicable),
            Command::Blocked => return self.ask_reason(world, State::Blocked),
            Command::NextOpen => return self.next_open(world),
            Command::NextMatch => self.next_match(world, laid, true),
            Command::PreviousMatch => self.next_match(world, laid, false),
            Command::Flip => self.flip(world),
            Command::Explain => return self.explain(world),
            Command::Link => return self.link(world),
            Command::TakeAway => return self.take_away(world),
            Command::Feedback => return self.feedback(world),
            Command::WhatIsLeft => return Step::push(List::of(Left(self.spot.clone()))),
            Command::Search => return Step::push(Search::from(self.spot.place.clone())),
            Command::Copy => return Copy::step(world, &self.spot),
            Command::Projects => return Step::push(List::of(Projects)),
            Command::View => return Step::push(List::of(View)),
            Command::Undo => return world.undo(),
            Command::Redo => return world.redo(),
            Command::Earlier if world.rewind.is_none() => {
                return world.recall(Recalling::Past).into();
            }
            Command::Earlier => world.walk(false),
            Command::Later => world.walk(true),
            Command::Wide
            | Command::Leave
            | Command::Redraw
            | Command::Suspend
            | Command::WhenSaved => {}
        }
        Step::default()
    }

    fn help(&self) -> Hint {
        hints::help(self.spot.part)
    }

    fn is_passing(&self) -> bool {
        self.fields.is_none()
    }

    fn top(&mut self) -> Option<&mut usize> {
        Some(&mut self.spot.scroll)
    }

    fn field(&self) -> Option<&TextField> {
        self.fields.as_ref().and_then(Fields::in_focus)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.fields.as_mut().and_then(Fields::focused)
    }

    fn may_write(&self, world: &mut World) -> bool {
        self.fields.is_none() || world.may_change()
    }

    fn key(&mut self, world: &mut World, laid: &Laid, key: Key) -> Option<Step> {
        let is_short = !self.field()?.is_long();
        if key != Key::Enter {
            return None;
        }
        if let Some(clash) = self.clash_in_field(world) {
            return Some(Step::push(List::of(clash)));
        }
        is_short.then(|| self.act(world, laid, Command::NextPart))
    }
}

impl OpenPage {
    /// A place with the cursor on its text.
    pub fn at(place: Place) -> Self {
        Self::on(Spot {
            place,
            ..Spot::default()
        })
    }

    /// A place with the cursor there.
    pub(in crate::app) fn on(spot: Spot) -> Self {
        Self {
            spot,
            ..Self::default()
        }
    }

    /// Asks why the item under the cursor does not apply, or what blocks it.
    fn ask_reason(&self, world: &mut World, state: State) -> Step {
        let Some(item) = world.item(&self.spot) else {
            world.notify(words::NO_ITEM);
            return Step::default();
        };
        let item = item.place.to_string();
        world.fill_in(Purpose::Reason(draft::Reason { item, state }))
    }

    /// Moves the cursor of the part, or the text.
    fn step(&mut self, world: &World, laid: &Laid, command: Command) {
        let (count, cursor) = match self.spot.part {
            Part::Road => (world.road_places().len(), &mut self.road),
            Part::Checklist => {
                let page = world.page(&self.spot);
                let count = page.map_or(0, |page| page.checklist.len());
                (count, &mut self.spot.item)
            }
            Part::Links => (world.links(&self.spot.place).len(), &mut self.spot.link),
            Part::Text | Part::Fields => {
                let top = &mut self.spot.scroll;
                *top = laid.scrolled(command, *top).unwrap_or(*top);
                return;
            }
        };
        // An item takes about two rows.
        *cursor = laid::moved(*cursor, count, command, laid.page() / 2);
    }

    fn left(&mut self, world: &World) -> Step {
        match (self.spot.part, world.found(&self.spot.place)) {
            (Part::Road, _) => {}
            // The page of one thing: back to the list that it was opened from.
            (_, Some(found)) if found.is_leaf() => return Move::Back.into(),
            _ => self.spot.part = Part::Road,
        }
        Step::default()
    }

    fn right(&mut self, world: &mut World) -> Step {
        match self.spot.part {
            Part::Road | Part::Checklist | Part::Links => self.open(world),
            Part::Text | Part::Fields => Step::default(),
        }
    }

    fn open(&mut self, world: &mut World) -> Step {
        let to = match self.spot.part {
            Part::Road => world.road_place(self.road),
            Part::Checklist => world.item(&self.spot).map(|item| world.place(&item.place)),
            Part::Links => {
                let links = world.links(&self.spot.place);
                links.get(self.spot.link).map(|link| link.place.clone())
            }
            Part::Text | Part::Fields => return self.open_text(world),
        };
        to.map_or_else(Step::default, Step::open)
    }

    /// Enter on a text: what there is to be done about it, else on to the next part of the page.
    fn open_text(&mut self, world: &mut World) -> Step {
        let measured = match world.found(&self.spot.place) {
            Some(Found::Item(_, item)) => {
                let clash = world.clash(&item.place, &Field::State);
                if let Some((key, _)) = clash {
                    return Step::push(List::of(super::clash::Clash(key)));
                }
                if world.counts_days(item) {
                    return world.fill_in(Purpose::Standstill);
                }
                None
            }
            Some(Found::Competency(competency)) => Some(competency.place()),
            Some(Found::Measure(measure)) => Some(measure.place.to_string()),
            _ => None,
        };
        if let Some(what) = measured {
            return world.fill_in(Purpose::Measure(draft::Measure { what }));
        }
        self.turn(world, false);
        Step::default()
    }

    fn tick(&mut self, world: &mut World, laid: &Laid) -> Step {
        let Some(item) = world.item(&self.spot).cloned() else {
            if self.spot.part == Part::Text {
                self.step(world, laid, Command::PageDown);
            } else {
                world.notify(words::NO_ITEM);
            }
            return Step::default();
        };
        // A line is typed, not held down.
        let held = world.done_at.take().is_some_and(|at| {
            world.hand == Hand::Keys
                && (world.now.utc - at).num_milliseconds().abs() < REPEAT_MILLIS
        });
        let state = world.work(&item).state();
        if held && state == State::Done {
            world.done_at = Some(world.now.utc);
            return Step::default();
        }
        world.set_state(&item, state.next(), "").into()
    }

    /// Gives the item under the cursor a state that was named.
    pub(in crate::app) fn mark(&mut self, world: &mut World, state: State) -> Step {
        let item = world.item(&self.spot).cloned();
        let Some(item) = item.filter(|_| self.fields.is_none()) else {
            world.notify(words::NO_ITEM);
            return Step::default();
        };
        match state {
            State::NotApplicable | State::Blocked => self.ask_reason(world, state),
            _ if world.work(&item).state() == state => {
                world.say(format!("{} already.", state.words())).into()
            }
            _ => world.set_state(&item, state, "").into(),
        }
    }

    /// The next open item: on this page after the cursor, then from its beginning, then in road order, musts first.
    fn next_open(&mut self, world: &mut World) -> Step {
        let is_open = |item: &Item| matches!(world.work(item).state(), State::Open | State::InHand);
        let after = match self.spot.part {
            Part::Checklist => self.spot.item + 1,
            _ => 0,
        };
        let here: Vec<(usize, bool)> = world
            .items(&self.spot)
            .into_iter()
            .enumerate()
            .filter(|(_, item)| is_open(item))
            .map(|(index, item)| (index, item.is_must()))
            .collect();
        let (before, behind) = here.split_at(here.partition_point(|&(index, _)| index < after));
        let order = || behind.iter().chain(before);
        let must = order().find(|&&(_, is_must)| is_must);
        if let Some(&(index, _)) = must.or(order().next()) {
            self.spot.part = Part::Checklist;
            self.spot.item = index;
            return Step::default();
        }
        let open = |must: bool| {
            world.roadmap.pages().find_map(|page| {
                let mut items = world.roadmap.checklist(page);
                let item = items.position(|item| item.is_must() == must && is_open(item))?;
                let place = world.place(&page.place);
                let part = Part::Checklist;
                Some(Spot {
                    place,
                    part,
                    item,
                    ..Spot::default()
                })
            })
        };
        match open(true).or_else(|| open(false)) {
            Some(spot) => Move::Open(Self::on(spot)).into(),
            None => world.say(words::NOTHING_OPEN).into(),
        }
    }

    /// The next row that matches the last search, or the one before.
    fn next_match(&mut self, world: &mut World, laid: &Laid, forward: bool) {
        if world.query.trim().is_empty() {
            return world.notify(words::NO_QUERY);
        }
        let (at, matches) = (self.spot.scroll, &laid.matches);
        let found = if forward {
            matches.iter().find(|&&row| row > at).or(matches.first())
        } else {
            let before = matches.iter().rev().find(|&&row| row < at);
            before.or(matches.last())
        };
        if let Some(&row) = found {
            self.spot.part = Part::Text;
            self.fields = None;
            self.spot.scroll = row.min(laid.last_top());
        } else {
            let query = world.query.trim();
            let searches = world.told(words::SEARCH_EVERYTHING);
            world.notice = Some(format!("\"{query}\" is not on this page: {searches}"));
        }
    }

    fn flip(&mut self, world: &mut World) {
        if !world.has_2009(&self.spot.place) {
            world.notice = Some(words::NO_2009.to_owned());
            return;
        }
        world.edition = match world.edition {
            Edition::Today => Edition::Then,
            Edition::Then => Edition::Today,
        };
        if matches!(self.spot.part, Part::Text | Part::Links) {
            self.spot.part = Part::Text;
            self.spot.scroll = 0;
        }
        self.spot.link = 0;
    }

    fn link(&mut self, world: &mut World) -> Step {
        if world.links(&self.spot.place).is_empty() {
            return world.say(words::NO_LINKS).into();
        }
        if self.spot.part == Part::Links {
            return self.open(world);
        }
        self.enter_part(world, Part::Links, false);
        Step::default()
    }

    fn explain(&self, world: &mut World) -> Step {
        match world.terms(&self.spot).as_slice() {
            [] => world.say(words::NO_TERMS).into(),
            [only] => Step::open(world.place(&only.place)),
            _ => Step::push(List::of(Terms(self.spot.clone()))),
        }
    }

    fn take_away(&self, world: &World) -> Step {
        let place = &self.spot.place;
        match world.found(place) {
            None => Step::default(),
            Some(Found::Template(_)) => Step::push(List::of(TakeAway(place.clone()))),
            Some(_) => world.take_away(place, Format::Txt).into(),
        }
    }

    fn feedback(&self, world: &mut World) -> Step {
        let place = self.spot.place.to_string();
        if world.book.feedback(None).is_empty() {
            return world.fill_in(Purpose::Feedback(draft::Feedback { id: None, place }));
        }
        Step::push(List::of(Feedback(place)))
    }
}
