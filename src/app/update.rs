//! What each message does.

use tui_textarea::Input;

use super::command::Command;
use super::field::TextField;
use super::hint::Hint;
use super::message::{Effect, Message, Now};
use super::screen::help::Help;
use super::screen::list::List;
use super::screen::page::OpenPage;
use super::screen::reading::Reading;
use super::screen::unsaved::Leaving;
use super::screen::{Move, Screen, Shown, Step};
use super::stack::Stack;
use super::{App, Part, World, words};
use crate::doc::Doc;

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
        let before = self.world.book.stamp();
        let effects = self.take_in(message);
        if self.world.book.stamp() != before {
            self.stack.page_mut().refresh_fields(&self.world);
        }
        effects
    }

    fn take_in(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Do(command) => self.command(command),
            Message::Mark(state) => {
                self.on_page(words::NO_ITEM, |page, world| page.mark(world, state))
            }
            Message::Ask(field) => {
                self.on_page(words::NO_RECORD, |page, world| page.ask(world, &field))
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
                self.world.saving.at = Some(self.world.now.utc);
                self.world.unsaved = None;
                for change in &foreign {
                    self.world.present().add(change);
                }
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
            Message::SettingsKept(Ok(path)) => self
                .world
                .say(format!("Kept for the next start, in {path}")),
            Message::SettingsKept(Err(why)) => self.world.say_failed("Not kept", &why),
            // What is half-written becomes a draft: only its author can say that it is a record.
            Message::End => vec![Effect::Leave],
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        self.world.notice = None;
        self.world.saving.is_news = false;
        let leaving = std::mem::take(&mut self.is_leaving);
        if self.is_alone() && !matches!(command, Command::Redraw | Command::Suspend) {
            return self.act(command);
        }
        match command {
            Command::Leave if leaving => return vec![Effect::Leave],
            Command::Leave => {
                self.is_leaving = true;
                let (words, is_asked) = self.world.before_leaving();
                self.world.notify(words);
                if is_asked {
                    let draft = self.draft();
                    self.push(List::of(Leaving { draft }));
                }
                return Vec::new();
            }
            Command::Wide if self.is_page() => {
                self.is_wide = !self.is_wide;
                return Vec::new();
            }
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return self.suspend(),
            Command::WhenSaved if self.world.saving.failed.is_some() => {
                // A line is too short for the reason, and for what to do.
                let why = Doc::of(self.world.when_saved());
                self.push(Reading::of(words::NOT_SAVED, why));
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

    /// Whether a key that leads elsewhere does so from here.
    fn may_lead_on(&self, command: Command) -> bool {
        let is_here = self.stack.front().opened_by() == Some(command);
        // Help may stand in front of a field.
        let mut screens = self.stack.in_front();
        let is_passing =
            self.stack.page().is_passing() && screens.all(|screen| screen.is_passing());
        command.leads_elsewhere() && is_passing && !is_here
    }

    /// What a command does in what is in front.
    fn act(&mut self, command: Command) -> Vec<Effect> {
        let step = self
            .stack
            .front_mut()
            .act(&mut self.world, &self.laid, command);
        self.take(step)
    }

    /// Does what comes of a command, and says what is still to be done.
    pub(super) fn take(&mut self, step: Step) -> Vec<Effect> {
        let mut effects = step.effects;
        for next in step.moves {
            match next {
                Move::Pop => self.pop(),
                Move::Close => self.close(),
                Move::Push(screen) => self.push(screen),
                Move::Open(page) => self.open_page(page),
                Move::Back => self.go_back(),
                Move::Restart(page) => {
                    self.close();
                    let road = self.stack.page().road;
                    self.stack = Stack::at(OpenPage { road, ..page });
                    self.arrived();
                }
                Move::Help => {
                    let help = Help::of(self.stack.front().help());
                    self.push(help);
                }
                Move::Do(command) => effects.extend(self.act(command)),
                Move::Press(text) => effects.extend(self.press_all(&text)),
            }
        }
        effects
    }

    /// Puts a screen in front of what is there. Of two lists of the same thing the older goes, and of two forms.
    pub(super) fn push(&mut self, screen: impl Into<Screen>) {
        let screen = screen.into();
        if matches!(screen, Screen::Form(_))
            && let Some(mut form) = self.stack.take_form()
        {
            form.leave(&mut self.world);
        }
        let kind = std::mem::discriminant(&screen);
        if self
            .front()
            .is_some_and(|front| std::mem::discriminant(front) == kind)
        {
            self.stack.pop();
        }
        self.stack.push(screen);
    }

    /// What stands in front of the page gives way to what is behind it.
    fn pop(&mut self) {
        if let Some(mut screen) = self.stack.pop() {
            screen.leave(&mut self.world);
        }
    }

    /// Back to the page; the words of an open form are kept.
    pub(super) fn close(&mut self) {
        while let Some(mut screen) = self.stack.pop() {
            screen.leave(&mut self.world);
        }
    }

    /// Opens a page; Esc leads back.
    fn open_page(&mut self, page: OpenPage) {
        self.close();
        let here = self.stack.page_mut();
        if here.spot.place == page.spot.place {
            here.spot.part = page.spot.part;
            here.spot.scroll = page.spot.scroll;
            here.fields = page.fields;
        } else {
            here.fields = None;
            let road = here.road;
            self.stack.push(OpenPage { road, ..page });
        }
        self.arrived();
    }

    /// One level back; to the road when there is none.
    fn go_back(&mut self) {
        if self.stack.back() {
            return self.arrived();
        }
        let page = self.stack.page_mut();
        if page.spot.part == Part::Road {
            self.world.notify(words::AT_THE_TOP);
        } else {
            page.spot.part = Part::Road;
        }
    }

    fn arrived(&mut self) {
        let page = self.stack.page_mut();
        page.road = page.road_here(&self.world).unwrap_or(page.road);
        self.world.arrived(&page.spot.place);
    }

    /// A message about the open page, where that is in front.
    fn on_page(
        &mut self,
        otherwise: Hint,
        act: impl FnOnce(&mut OpenPage, &mut World) -> Step,
    ) -> Vec<Effect> {
        self.world.notice = None;
        self.is_leaving = false;
        if !self.is_page() {
            self.world.notify(otherwise);
            return Vec::new();
        }
        let step = act(self.stack.page_mut(), &mut self.world);
        self.take(step)
    }

    /// A key in a text field.
    fn edit(&mut self, input: Input) -> Vec<Effect> {
        self.world.notice = None;
        self.is_leaving = false;
        let screen = self.stack.front_mut();
        if let Some(step) = screen.key(&mut self.world, &self.laid, input.key) {
            return self.take(step);
        }
        if (TextField::only_moves(&input) || screen.may_write(&mut self.world))
            && let Some(field) = screen.field_mut()
        {
            field.edit(input);
            screen.typed(&self.world);
        }
        Vec::new()
    }

    /// A whole text in place of what stands in the open field.
    fn fill(&mut self, text: &str) -> Vec<Effect> {
        self.world.notice = None;
        let screen = self.stack.front_mut();
        if screen.may_write(&mut self.world)
            && let Some(field) = screen.field_mut()
        {
            field.fault = None;
            field.write(text);
            screen.typed(&self.world);
        }
        Vec::new()
    }

    /// Suspends the program; a kiosk says why not.
    fn suspend(&mut self) -> Vec<Effect> {
        if self.world.kiosk {
            self.world.notify(words::NO_SUSPENDING);
            return Vec::new();
        }
        vec![Effect::Suspend]
    }
}
