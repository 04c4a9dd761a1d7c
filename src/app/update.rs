//! What each message does.

use tui_textarea::{Input, Key};

use super::content::Edition;
use super::field::{Fields, TextField};
use super::hint::Hand;
use super::keys::Command;
use super::lists::ListKind;
use super::message::{Effect, Message, Now};
use super::{App, Front, Over, Part, Recalling, words};
use crate::guide::Found;
use crate::guide::page::Item;
use crate::guide::place::file_name;
use crate::project::change::Field;
use crate::project::work::State;

/// How long a held Space is ignored after it has made an item Done, in milliseconds.
const REPEAT_MILLIS: i64 = 400;

impl App {
    /// Takes a message in.
    pub fn update(&mut self, message: Message, now: Now) -> Vec<Effect> {
        self.now = now;
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
            Message::Foreign => {
                self.notice = Some(words::FOREIGN.to_owned());
                Vec::new()
            }
            Message::Opened(opened) => self.opened(*opened),
            Message::Told(words) => {
                self.notice = Some(words);
                Vec::new()
            }
            Message::Saved { count, foreign } => {
                let fresh = count
                    .saturating_sub(self.saving.saved)
                    .min(self.pending.len());
                self.pending.drain(..fresh);
                self.saving.saved = count;
                self.saving.late = false;
                self.saving.failed = None;
                self.saving.at = Some(now.utc);
                self.unsaved = None;
                self.take_in(&foreign);
                if std::mem::take(&mut self.saving.is_news) {
                    self.afresh_if_alone()
                } else {
                    Vec::new()
                }
            }
            Message::Recalled(history) => self.recalled(history),
            Message::Mended(outcome) => {
                self.notice = Some(match outcome {
                    Ok(path) => {
                        self.unsaved = None;
                        format!("{} {path}", words::MENDED)
                    }
                    Err(why) => format!("Not mended: {why}"),
                });
                self.offer();
                Vec::new()
            }
            Message::NotSaved(why) => {
                self.saving.is_news |= self.saving.failed.is_none();
                self.saving.failed = Some(why);
                Vec::new()
            }
            Message::SaveIsLate => {
                self.saving.late = true;
                Vec::new()
            }
            Message::TakenAway(outcome) => {
                self.notice = Some(match outcome {
                    // The name first: the folder is always the same, and may be long.
                    Ok(path) => match path.rsplit_once('/') {
                        Some((folder, name)) => format!("Saved as {name}, in {folder}"),
                        None => format!("Saved as {path}"),
                    },
                    Err(why) => format!("Not taken away: {why}"),
                });
                Vec::new()
            }
            Message::SettingsKept(outcome) => {
                self.notice = Some(match outcome {
                    Ok(path) => format!("Kept for the next start, in {path}"),
                    Err(why) => format!("Not kept: {why}"),
                });
                Vec::new()
            }
            // What is half-written becomes a draft: only its author can say that it is a record.
            Message::End => vec![Effect::Leave],
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        self.notice = None;
        self.saving.is_news = false;
        let leaving = std::mem::take(&mut self.leaving);
        if self.is_alone() && !matches!(command, Command::Redraw | Command::Suspend) {
            return self.over_command(command);
        }
        match command {
            Command::Leave if leaving => return vec![Effect::Leave],
            Command::Leave => {
                self.leaving = true;
                let is_failing = self.saving.failed.is_some();
                let is_stuck = self.saving.late || is_failing;
                match (self.pending.is_empty() || self.demo, is_stuck) {
                    (true, _) if is_failing => self.notify(words::PRESS_AGAIN_NOTHING),
                    (true, _) => self.notify(words::PRESS_AGAIN),
                    (false, false) => self.notify(words::PRESS_AGAIN_SAVING),
                    (false, true) => {
                        self.notify(words::PRESS_AGAIN_UNSAVED);
                        self.open_list(ListKind::Leaving);
                    }
                }
                return Vec::new();
            }
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return self.suspend(),
            Command::WhenSaved if self.saving.failed.is_some() => {
                // A line is too short for the reason, and for what to do.
                self.read_over(Over::Text(words::NOT_SAVED, self.when_saved()));
                return Vec::new();
            }
            Command::WhenSaved => {
                self.notice = Some(self.when_saved());
                return Vec::new();
            }
            _ => {}
        }
        if self.may_lead_on(command) {
            self.front = Front::Page;
        }
        match &self.front {
            Front::Page => self.page_command(command),
            Front::Welcome => {
                self.front = Front::Page;
                // Enter and Esc only leave it; any other key does its work too.
                if matches!(command, Command::Open | Command::Back) {
                    Vec::new()
                } else {
                    self.page_command(command)
                }
            }
            Front::Over(..) => self.over_command(command),
            Front::List(list) => {
                let list = list.clone();
                self.list_command(command, list)
            }
            Front::Form(_) => self.form_command(command),
            Front::Search(_) => self.search_command(command),
        }
    }

    /// When the work was last saved, in words.
    pub fn when_saved(&self) -> String {
        if self.demo {
            return words::DEMO.to_owned();
        }
        match (&self.saving.failed, self.saving.at) {
            (Some(why), _) => {
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

    fn page_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::NextPart => return self.leaving_field(Self::next_part),
            Command::PreviousPart => return self.leaving_field(Self::previous_part),
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
                self.spot.part = Part::Text;
                return effects;
            }
            Command::Help => self.open_help(),
            Command::Digit(digit) => self.digit(digit),
            Command::Back if self.rewind.is_some() => self.return_to_present(),
            Command::Back => self.go_back(),
            Command::Up => self.step(-1),
            Command::Down => self.step(1),
            Command::PageUp => self.page_step(-1),
            Command::PageDown => self.page_step(1),
            Command::Home => self.go_to_end(false),
            Command::End => self.go_to_end(true),
            Command::Left => self.left(),
            Command::Right => self.right(),
            Command::Open => self.open(),
            Command::Tick => return self.tick(),
            Command::NotApplicable => {
                self.with_item(|app, item| app.ask_reason(item, State::NotApplicable));
            }
            Command::Blocked => self.with_item(|app, item| app.ask_reason(item, State::Blocked)),
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
                if self.book.feedback(None).is_empty() {
                    self.ask_feedback(None, &self.spot.place.clone());
                } else {
                    self.open_list(ListKind::Feedback);
                }
            }
            Command::Projects => self.open_list(ListKind::Projects),
            Command::View => self.open_list(ListKind::View),
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::Earlier if self.rewind.is_none() => {
                return self.recall(Recalling::Past);
            }
            Command::Earlier => self.walk(false),
            Command::Later => self.walk(true),
            Command::Wide => self.wide = !self.wide,
            Command::Leave | Command::Redraw | Command::Suspend | Command::WhenSaved => {}
        }
        Vec::new()
    }

    /// Keeps the open field, then goes on; what is refused stays there.
    fn leaving_field(&mut self, go: impl FnOnce(&mut Self)) -> Vec<Effect> {
        if !self.check_date() {
            return Vec::new();
        }
        let effects = self.keep_field();
        go(self);
        effects
    }

    fn with_item(&mut self, then: impl FnOnce(&mut Self, &Item)) {
        match self.item() {
            Some(item) => then(self, item),
            None => self.notify(words::NO_ITEM),
        }
    }

    /// Moves the cursor of the part, or the text, by lines.
    fn step(&mut self, by: isize) {
        let count = match self.spot.part {
            Part::Road => self.road_places().len(),
            Part::Checklist => self.page().map_or(0, |page| page.checklist.len()),
            Part::Links => self.links().len(),
            Part::Text | Part::Fields => return self.scroll(by),
        };
        let cursor = match self.spot.part {
            Part::Road => &mut self.road,
            Part::Checklist => &mut self.spot.item,
            _ => &mut self.spot.link,
        };
        *cursor = moved(*cursor, by, count);
    }

    fn scroll(&mut self, by: isize) {
        let last = self.seen.rows.saturating_sub(self.seen.height);
        self.spot.scroll = self.spot.scroll.saturating_add_signed(by).min(last);
    }

    fn page_step(&mut self, direction: isize) {
        let page = isize::try_from(self.seen.height.saturating_sub(2).max(1)).unwrap_or(1);
        match self.spot.part {
            Part::Text | Part::Fields => self.scroll(direction * page),
            // An item takes about two rows.
            _ => self.step(direction * (page / 2).max(1)),
        }
    }

    fn go_to_end(&mut self, end: bool) {
        let way = if end { isize::MAX } else { isize::MIN };
        match self.spot.part {
            Part::Text | Part::Fields => self.scroll(way),
            _ => self.step(way),
        }
    }

    fn left(&mut self) {
        match (self.spot.part, self.found()) {
            (Part::Road, _) => {}
            // The page of one thing: back to the list that it was opened from.
            (_, Some(found)) if found.is_leaf() => self.go_back(),
            _ => self.spot.part = Part::Road,
        }
    }

    fn right(&mut self) {
        match self.spot.part {
            Part::Road => self.open_road(),
            Part::Checklist | Part::Links => self.open(),
            Part::Text | Part::Fields => {}
        }
    }

    fn open_road(&mut self) {
        if let Some(place) = self.road_places().get(self.road) {
            self.go(place);
        }
    }

    fn open(&mut self) {
        match self.spot.part {
            Part::Road => self.open_road(),
            Part::Checklist => {
                if let Some(item) = self.item() {
                    self.go(&item.place);
                }
            }
            Part::Links => {
                if let Some(link) = self.links().get(self.spot.link) {
                    self.go(&link.place);
                }
            }
            Part::Text | Part::Fields => match self.found() {
                Some(Found::Item(_, item)) => {
                    let clash = self.clash(&item.place, &Field::State);
                    match clash.map(|(key, _)| key) {
                        Some(key) => self.choose_value(key),
                        None if self.counts_days(item) => self.ask_standstill(),
                        None => self.next_part(),
                    }
                }
                Some(Found::Competency(competency)) => {
                    self.ask_measure(&competency.place(), &competency.name);
                }
                Some(Found::Measure(measure)) => self.ask_measure(&measure.place, &measure.title),
                // From a text Enter leads on to the next part of the page.
                _ => self.next_part(),
            },
        }
    }

    fn tick(&mut self) -> Vec<Effect> {
        let Some(item) = self.item() else {
            if self.spot.part == Part::Text {
                self.page_step(1);
            } else {
                self.notify(words::NO_ITEM);
            }
            return Vec::new();
        };
        // A line is typed, not held down.
        let held = self.done_at.take().is_some_and(|at| {
            self.hand == Hand::Keys && (self.now.utc - at).num_milliseconds().abs() < REPEAT_MILLIS
        });
        let state = self.work(item).state();
        if held && state == State::Done {
            self.done_at = Some(self.now.utc);
            return Vec::new();
        }
        let next = state.next();
        self.set_state(item, next, "")
    }

    /// Gives the item under the cursor a state that was named.
    fn mark(&mut self, state: State) -> Vec<Effect> {
        self.notice = None;
        self.leaving = false;
        let is_page = matches!(self.front, Front::Page) && self.fields.is_none();
        let Some(item) = self.item().filter(|_| is_page) else {
            self.notify(words::NO_ITEM);
            return Vec::new();
        };
        match state {
            State::NotApplicable | State::Blocked => self.ask_reason(item, state),
            _ if self.work(item).state() == state => {
                self.notice = Some(format!("{} already.", state.words()));
            }
            _ => return self.set_state(item, state, ""),
        }
        Vec::new()
    }

    /// The next open item: on this page after the cursor, then from its beginning, then in road order, musts first.
    fn next_open(&mut self) {
        let here = self.items();
        let is_open =
            |app: &Self, item: &Item| matches!(app.work(item).state(), State::Open | State::InHand);
        let after = if self.spot.part == Part::Checklist {
            self.spot.item + 1
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
            self.spot.part = Part::Checklist;
            self.spot.item = index;
            return;
        }
        let roadmap = self.roadmap;
        let open = |must: bool| {
            roadmap.pages().find_map(|page| {
                let mut items = roadmap.checklist(page);
                let found = items.position(|item| item.is_must() == must && is_open(self, item));
                found.map(|index| (page, index))
            })
        };
        let Some((page, index)) = open(true).or_else(|| open(false)) else {
            self.notice = Some(words::NOTHING_OPEN.to_owned());
            return;
        };
        self.go(&page.place);
        self.spot.part = Part::Checklist;
        self.spot.item = index;
    }

    fn flip(&mut self) {
        if !self.has_2009() {
            self.notice = Some(words::NO_2009.to_owned());
            return;
        }
        self.edition = match self.edition {
            Edition::Today => Edition::Then,
            Edition::Then => Edition::Today,
        };
        if matches!(self.spot.part, Part::Text | Part::Links) {
            self.spot.part = Part::Text;
            self.spot.scroll = 0;
        }
        self.spot.link = 0;
    }

    fn link(&mut self) {
        if self.links().is_empty() {
            self.notice = Some(words::NO_LINKS.to_owned());
        } else if self.spot.part == Part::Links {
            self.open();
        } else {
            self.enter_part(Part::Links, false);
        }
    }

    fn explain(&mut self) {
        match self.terms_here().as_slice() {
            [] => self.notice = Some(words::NO_TERMS.to_owned()),
            [only] => self.go(&only.place),
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
            Some(_) => self.take_away_as("txt"),
        }
    }

    /// The open page as a document of a format: `md` or `txt`.
    pub(super) fn take_away_as(&mut self, format: &str) -> Vec<Effect> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let text = self.document_of(&found, format);
        let name = format!("{}.{format}", file_name(&self.spot.place));
        vec![Effect::TakeAway { name, text }]
    }

    fn edit(&mut self, input: Input) -> Vec<Effect> {
        self.notice = None;
        self.leaving = false;
        match &mut self.front {
            Front::Search(search) => match input.key {
                Key::Enter => return self.search_command(Command::Open),
                Key::Up => return self.search_command(Command::Up),
                Key::Down => return self.search_command(Command::Down),
                Key::PageUp => return self.search_command(Command::PageUp),
                Key::PageDown => return self.search_command(Command::PageDown),
                _ => {
                    let before = search.query();
                    search.line.edit(input);
                    // What only moves in the line leaves the choice.
                    if search.query() != before {
                        self.search_again();
                    }
                }
            },
            Front::Form(form) => {
                let Some(field) = form.fields.focused() else {
                    return Vec::new();
                };
                if input.key == Key::Enter && !field.is_long() {
                    return self.form_command(Command::NextPart);
                }
                field.edit(input);
            }
            Front::Page => {
                let Some(field) = self.fields.as_mut().and_then(Fields::focused) else {
                    return Vec::new();
                };
                let is_long = field.is_long();
                if input.key == Key::Enter && self.choose_in_field() {
                    return Vec::new();
                }
                if input.key == Key::Enter && !is_long {
                    return self.leaving_field(Self::next_part);
                }
                let only_moves = TextField::only_moves(&input);
                if (only_moves || self.may_change())
                    && let Some(field) = self.fields.as_mut().and_then(Fields::focused)
                {
                    field.edit(input);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn fill(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        if let Front::Search(search) = &mut self.front {
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

pub(super) fn moved(cursor: usize, by: isize, count: usize) -> usize {
    cursor
        .saturating_add_signed(by)
        .min(count.saturating_sub(1))
}
