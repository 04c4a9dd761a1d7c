//! What each message does.

use tui_textarea::{Input, Key};

use super::command::Command;
use super::content::Edition;
use super::field::TextField;
use super::hint::{Hand, Hint};
use super::laid;
use super::message::{Effect, Message, Now};
use super::screen::Screen;
use super::screen::list::{Entry, ListKind};
use super::screen::reading::Reading;
use super::{App, Part, Recalling, World, words};
use crate::doc::format::Format;
use crate::guide::Found;
use crate::guide::page::Item;
use crate::guide::place::file_name;
use crate::project::change::Field;
use crate::project::draft::Purpose;
use crate::project::work::State;

/// How long a held Space is ignored after it has made an item Done, in milliseconds.
const REPEAT_MILLIS: i64 = 400;

impl World {
    /// What to say of the work before somebody leaves, and whether to ask what becomes of it.
    fn before_leaving(&self) -> (Hint, bool) {
        let is_failing = self.saving.failed.is_some();
        let is_stuck = self.saving.late || is_failing;
        match (self.pending.is_empty() || self.demo, is_stuck) {
            (true, _) if is_failing => (words::PRESS_AGAIN_NOTHING, false),
            (true, _) => (words::PRESS_AGAIN, false),
            (false, false) => (words::PRESS_AGAIN_SAVING, false),
            (false, true) => (words::PRESS_AGAIN_UNSAVED, true),
        }
    }

    /// When the work was last saved, in words.
    pub fn when_saved(&self) -> String {
        if self.demo {
            return words::DEMO.to_owned();
        }
        match (&self.saving.failed, self.saving.at) {
            (Some(why), _) => {
                let why = why.to_string();
                let why = why.trim_end_matches('.');
                format!("{}: {why}. Trying again by itself.", words::NOT_SAVED)
            }
            (None, Some(at)) if self.all_saved() => {
                format!("Everything is saved, last at {}.", (self.clock)(at).time())
            }
            (None, _) if self.all_saved() => {
                "Everything is saved; nothing has changed in this session.".to_owned()
            }
            (None, _) => "Saving now.".to_owned(),
        }
    }
}

impl App {
    /// Takes a message in.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        self.world.now = now;
        match message {
            Message::Do(command) => self.command(command),
            Message::Mark(state) => self.mark(state),
            Message::Ask(field) => {
                self.ask(&field);
                Vec::new()
            }
            Message::Edit(input) => self.edit(input),
            Message::Paste(text) => self.paste(&text),
            Message::Fill(text) => self.fill(&text),
            Message::Burst(text) => self.burst(&text),
            Message::Foreign => self.world.say(words::FOREIGN),
            Message::Opened(opened) => self.opened(*opened),
            Message::Told(words) => self.world.say(words),
            Message::Saved { count, foreign } => {
                let fresh = count
                    .saturating_sub(self.world.saving.saved)
                    .min(self.world.pending.len());
                self.world.pending.drain(..fresh);
                self.world.saving.saved = count;
                self.world.saving.late = false;
                self.world.saving.failed = None;
                self.world.saving.at = Some(now.utc);
                self.world.unsaved = None;
                self.take_in(&foreign);
                let is_news = std::mem::take(&mut self.world.saving.is_news);
                // What stood there about the failure goes, and rows of a bare text come in its place.
                let afresh = (is_news && self.is_alone()).then_some(Effect::Redraw);
                afresh.into_iter().collect()
            }
            Message::Recalled(history) => self.recalled(history),
            Message::Mended(outcome) => {
                let said = match outcome {
                    Ok(path) => {
                        self.world.unsaved = None;
                        self.world.say(format!("{} {path}", words::MENDED))
                    }
                    Err(why) => self.world.say_failed("Not mended", &why),
                };
                self.offer();
                said
            }
            Message::NotSaved(why) => {
                self.world.saving.is_news |= self.world.saving.failed.is_none();
                self.world.saving.failed = Some(why);
                Vec::new()
            }
            Message::SaveIsLate => {
                self.world.saving.late = true;
                Vec::new()
            }
            Message::TakenAway(Ok(path)) => self.world.say(match path.rsplit_once('/') {
                // The name first: the folder is always the same, and may be long.
                Some((folder, name)) => format!("Saved as {name}, in {folder}"),
                None => format!("Saved as {path}"),
            }),
            Message::TakenAway(Err(why)) => self.world.say_failed("Not taken away", &why),
            Message::SettingsKept(Ok(path)) => {
                let kept = format!("Kept for the next start, in {path}");
                self.world.say(kept)
            }
            Message::SettingsKept(Err(why)) => self.world.say_failed("Not kept", &why),
            // What is half-written becomes a draft: only its author can say that it is a record.
            Message::End => vec![Effect::Leave],
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        self.world.notice = None;
        self.world.saving.is_news = false;
        let leaving = std::mem::take(&mut self.leaving);
        if self.is_alone() && !matches!(command, Command::Redraw | Command::Suspend) {
            return self.act(command);
        }
        match command {
            Command::Leave if leaving => return vec![Effect::Leave],
            Command::Leave => {
                self.leaving = true;
                let (words, is_asked) = self.world.before_leaving();
                self.world.notify(words);
                if is_asked {
                    self.open_list(ListKind::Leaving);
                }
                return Vec::new();
            }
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return self.suspend(),
            Command::WhenSaved if self.world.saving.failed.is_some() => {
                // A line is too short for the reason, and for what to do.
                let why = Entry::Note(self.world.when_saved());
                let reading = Reading::screen(words::NOT_SAVED, vec![why]);
                self.stack.push(reading);
                return Vec::new();
            }
            Command::WhenSaved => return self.world.say(self.world.when_saved()),
            _ => {}
        }
        if self.may_lead_on(command) {
            self.close();
        }
        self.act(command)
    }

    pub(super) fn page_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::NextPart => return self.leaving_field(false),
            Command::PreviousPart => return self.leaving_field(true),
            Command::Back if self.fields.is_some() => {
                let is_date = self.check_date();
                if !is_date {
                    self.leave_date();
                }
                let effects = if is_date {
                    self.keep_field()
                } else {
                    Vec::new()
                };
                // The record stays in sight.
                self.fields = None;
                self.stack.page_mut().part = Part::Text;
                return effects;
            }
            Command::Help => self.open_help(),
            Command::Digit(digit) => self.digit(digit),
            Command::Back if self.world.rewind.is_some() => self.world.return_to_present(),
            Command::Back => self.go_back(),
            Command::Up
            | Command::Down
            | Command::PageUp
            | Command::PageDown
            | Command::Home
            | Command::End => self.step(command),
            Command::Left => self.left(),
            Command::Right => self.right(),
            Command::Open => self.open(),
            Command::Tick => return self.tick(),
            Command::NotApplicable => self.ask_reason(State::NotApplicable),
            Command::Blocked => self.ask_reason(State::Blocked),
            Command::NextOpen => self.next_open(),
            Command::WhatIsLeft => self.open_list(ListKind::Left),
            Command::Search => self.open_search(),
            Command::NextMatch => self.next_match(true),
            Command::PreviousMatch => self.next_match(false),
            Command::Flip => self.flip(),
            Command::Explain => self.explain(),
            Command::Link => self.link(),
            Command::TakeAway => return self.take_away(),
            Command::Copy => self.open_copy(),
            Command::Feedback => {
                if self.world.book.feedback(None).is_empty() {
                    let place = self.spot().place.clone();
                    self.fill_in(Purpose::Feedback { id: None, place });
                } else {
                    self.open_list(ListKind::Feedback);
                }
            }
            Command::Projects => self.open_list(ListKind::Projects),
            Command::View => self.open_list(ListKind::View),
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::Earlier if self.world.rewind.is_none() => {
                return self.world.recall(Recalling::Past);
            }
            Command::Earlier => self.world.walk(false),
            Command::Later => self.world.walk(true),
            Command::Wide => self.wide = !self.wide,
            Command::Leave | Command::Redraw | Command::Suspend | Command::WhenSaved => {}
        }
        Vec::new()
    }

    /// Keeps the open field, then goes on; what is refused stays there.
    fn leaving_field(&mut self, is_back: bool) -> Vec<Effect> {
        if !self.check_date() {
            return Vec::new();
        }
        let effects = self.keep_field();
        self.turn(is_back);
        effects
    }

    /// Asks why the item under the cursor does not apply, or what blocks it.
    fn ask_reason(&mut self, state: State) {
        let Some(item) = self.item() else {
            return self.world.notify(words::NO_ITEM);
        };
        let item = item.place.to_string();
        self.fill_in(Purpose::Reason { item, state });
    }

    /// Moves the cursor of the part, or the text.
    fn step(&mut self, command: Command) {
        let count = match self.spot().part {
            Part::Road => self.world.road_places().len(),
            Part::Checklist => self.page().map_or(0, |page| page.checklist.len()),
            Part::Links => self.links().len(),
            Part::Text | Part::Fields => {
                let page = self.stack.page_mut();
                let top = page.scroll;
                page.scroll = self.laid.scrolled(command, top).unwrap_or(top);
                return;
            }
        };
        let page = self.stack.page_mut();
        let cursor = match page.part {
            Part::Road => &mut self.road,
            Part::Checklist => &mut page.item,
            _ => &mut page.link,
        };
        // An item takes about two rows.
        *cursor = laid::moved(*cursor, count, command, self.laid.page() / 2);
    }

    fn left(&mut self) {
        match (self.spot().part, self.found()) {
            (Part::Road, _) => {}
            // The page of one thing: back to the list that it was opened from.
            (_, Some(found)) if found.is_leaf() => self.go_back(),
            _ => self.stack.page_mut().part = Part::Road,
        }
    }

    fn right(&mut self) {
        match self.spot().part {
            Part::Road => self.open_road(),
            Part::Checklist | Part::Links => self.open(),
            Part::Text | Part::Fields => {}
        }
    }

    fn open_road(&mut self) {
        if let Some(place) = self.world.road_place(self.road) {
            self.go(&place);
        }
    }

    fn open(&mut self) {
        match self.spot().part {
            Part::Road => self.open_road(),
            Part::Checklist => {
                if let Some(place) = self.item().map(|item| item.place.clone()) {
                    self.go(&place);
                }
            }
            Part::Links => {
                if let Some(link) = self.links().get(self.spot().link) {
                    self.go(&link.place);
                }
            }
            Part::Text | Part::Fields => match self.found() {
                Some(Found::Item(_, item)) => {
                    let clash = self.world.clash(&item.place, &Field::State);
                    match clash.map(|(key, _)| key) {
                        Some(key) => self.open_list(ListKind::Clash(key)),
                        None if self.world.counts_days(item) => self.fill_in(Purpose::Standstill),
                        None => self.turn(false),
                    }
                }
                Some(Found::Competency(competency)) => {
                    let what = competency.place();
                    self.fill_in(Purpose::Measure { what });
                }
                Some(Found::Measure(measure)) => {
                    let what = measure.place.to_string();
                    self.fill_in(Purpose::Measure { what });
                }
                // From a text Enter leads on to the next part of the page.
                _ => self.turn(false),
            },
        }
    }

    fn tick(&mut self) -> Vec<Effect> {
        let Some(item) = self.item().cloned() else {
            if self.spot().part == Part::Text {
                self.step(Command::PageDown);
            } else {
                self.world.notify(words::NO_ITEM);
            }
            return Vec::new();
        };
        // A line is typed, not held down.
        let held = self.world.done_at.take().is_some_and(|at| {
            self.world.hand == Hand::Keys
                && (self.world.now.utc - at).num_milliseconds().abs() < REPEAT_MILLIS
        });
        let state = self.world.work(&item).state();
        if held && state == State::Done {
            self.world.done_at = Some(self.world.now.utc);
            return Vec::new();
        }
        let next = state.next();
        self.world.set_state(&item, next, "")
    }

    /// Gives the item under the cursor a state that was named.
    fn mark(&mut self, state: State) -> Vec<Effect> {
        self.world.notice = None;
        self.leaving = false;
        let is_page = self.front().is_none() && self.fields.is_none();
        let Some(item) = self.item().filter(|_| is_page).cloned() else {
            self.world.notify(words::NO_ITEM);
            return Vec::new();
        };
        match state {
            State::NotApplicable | State::Blocked => self.ask_reason(state),
            _ if self.world.work(&item).state() == state => {
                self.world.notice = Some(format!("{} already.", state.words()));
            }
            _ => return self.world.set_state(&item, state, ""),
        }
        Vec::new()
    }

    /// The next open item: on this page after the cursor, then from its beginning, then in road order, musts first.
    fn next_open(&mut self) {
        let here = self.items();
        let is_open = |app: &Self, item: &Item| {
            matches!(app.world.work(item).state(), State::Open | State::InHand)
        };
        let after = if self.spot().part == Part::Checklist {
            self.spot().item + 1
        } else {
            0
        };
        let order = (after..here.len()).chain(0..after.min(here.len()));
        let on_page =
            order.filter(|&index| here.get(index).is_some_and(|item| is_open(self, item)));
        let ranked: Vec<usize> = on_page.collect();
        let musts = ranked
            .iter()
            .find(|&&index| here.get(index).is_some_and(|item| item.is_must()));
        if let Some(&index) = musts.or(ranked.first()) {
            self.stack.page_mut().part = Part::Checklist;
            self.stack.page_mut().item = index;
            return;
        }
        let roadmap = self.world.roadmap.clone();
        let open = |must: bool| {
            roadmap.pages().find_map(|page| {
                let mut items = roadmap.checklist(page);
                let found = items.position(|item| item.is_must() == must && is_open(self, item));
                found.map(|index| (page, index))
            })
        };
        let Some((page, index)) = open(true).or_else(|| open(false)) else {
            self.world.notice = Some(words::NOTHING_OPEN.to_owned());
            return;
        };
        self.go(&page.place);
        self.stack.page_mut().part = Part::Checklist;
        self.stack.page_mut().item = index;
    }

    fn flip(&mut self) {
        if !self.has_2009() {
            self.world.notice = Some(words::NO_2009.to_owned());
            return;
        }
        self.world.edition = match self.world.edition {
            Edition::Today => Edition::Then,
            Edition::Then => Edition::Today,
        };
        if matches!(self.spot().part, Part::Text | Part::Links) {
            self.stack.page_mut().part = Part::Text;
            self.stack.page_mut().scroll = 0;
        }
        self.stack.page_mut().link = 0;
    }

    fn link(&mut self) {
        if self.links().is_empty() {
            self.world.notice = Some(words::NO_LINKS.to_owned());
        } else if self.spot().part == Part::Links {
            self.open();
        } else {
            self.enter_part(Part::Links, false);
        }
    }

    fn explain(&mut self) {
        match self.world.terms(self.spot()).as_slice() {
            [] => self.world.notice = Some(words::NO_TERMS.to_owned()),
            [only] => {
                let place = only.place.clone();
                self.go(&place);
            }
            _ => self.open_list(ListKind::Terms),
        }
    }

    fn take_away(&mut self) -> Vec<Effect> {
        match self.found() {
            None => Vec::new(),
            Some(Found::Template(_)) => {
                self.open_list(ListKind::TakeAway);
                Vec::new()
            }
            Some(_) => self.take_away_as(Format::Txt),
        }
    }

    /// The open page as a document of a format.
    pub(super) fn take_away_as(&mut self, format: Format) -> Vec<Effect> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let text = self.world.document_of(&found, format);
        let name = format!("{}.{}", file_name(&self.spot().place), format.ending());
        vec![Effect::TakeAway { name, text }]
    }

    fn edit(&mut self, input: Input) -> Vec<Effect> {
        self.world.notice = None;
        self.leaving = false;
        if let Some(Screen::Search(search)) = self.stack.front_mut() {
            match input.key {
                Key::Enter => return self.act(Command::Open),
                Key::Up => return self.act(Command::Up),
                Key::Down => return self.act(Command::Down),
                Key::PageUp => return self.act(Command::PageUp),
                Key::PageDown => return self.act(Command::PageDown),
                _ => {}
            }
            let before = search.query();
            search.line.edit(input);
            // What only moves in the line leaves the choice.
            if search.query() != before {
                self.search_again();
            }
            return Vec::new();
        }
        let Some(is_long) = self.open_field().map(|field| field.is_long()) else {
            return Vec::new();
        };
        let is_enter = input.key == Key::Enter;
        if is_enter && self.choose_in_field() {
            return Vec::new();
        }
        if is_enter && !is_long {
            return self.act(Command::NextPart);
        }
        if (TextField::only_moves(&input) || self.may_write())
            && let Some(field) = self.open_field()
        {
            field.edit(input);
        }
        Vec::new()
    }

    fn fill(&mut self, text: &str) -> Vec<Effect> {
        self.world.notice = None;
        if let Some(Screen::Search(search)) = self.stack.front_mut() {
            search.line.write(text);
            self.search_again();
        } else if self.may_write()
            && let Some(field) = self.open_field()
        {
            field.fault = None;
            field.write(text);
        }
        Vec::new()
    }
}
