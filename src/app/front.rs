//! What a key does in what stands in front of the page: texts, lists and forms.

use super::App;
use super::command::Command;
use super::cursor::moved;
use super::message::Effect;
use super::screen::list::{List, ListKind};
use super::screen::{Over, Screen};

impl ListKind {
    /// Whether it only offers something, so that a key that leads elsewhere may leave it.
    fn is_passing(&self) -> bool {
        match self {
            Self::Left
            | Self::Projects
            | Self::Feedback
            | Self::View
            | Self::Terms
            | Self::TakeAway
            | Self::Copy(_) => true,
            Self::Clash(_) | Self::Draft | Self::Broken | Self::Pasted | Self::Leaving => false,
        }
    }

    /// Whether its lines open something; else they are choices.
    pub fn leads_to_places(&self) -> bool {
        matches!(
            self,
            Self::Left | Self::Projects | Self::Feedback | Self::Terms
        )
    }

    /// Whether this key opened it.
    fn is_opened_by(&self, command: Command) -> bool {
        matches!(
            (self, command),
            (Self::Left, Command::WhatIsLeft)
                | (Self::Projects, Command::Projects)
                | (Self::Feedback, Command::Feedback)
                | (Self::View, Command::View)
        )
    }
}

impl Screen {
    /// Whether nothing is being written or to be decided in it.
    fn is_passing(&self) -> bool {
        match self {
            Self::Welcome | Self::Over(..) => true,
            Self::List(list) => list.kind.is_passing(),
            Self::Form(_) | Self::Search(_) => false,
        }
    }
}

impl App {
    /// Whether a key that leads elsewhere does so from here.
    pub(super) fn may_lead_on(&self, command: Command) -> bool {
        let is_open = |list: &List| list.kind.is_opened_by(command);
        let is_here = matches!(self.front(), Some(Screen::List(list)) if is_open(list));
        // Help may stand in front of a field.
        let is_passing = self.stack.in_front().all(Screen::is_passing) && self.fields.is_none();
        command.leads_elsewhere() && is_passing && !is_here
    }

    /// Puts a text in front of whatever is there; Esc leads back to it.
    pub(super) fn read_over(&mut self, text: Over) {
        self.stack.push(Screen::Over(text, 0));
    }

    /// Back to the page; the words of an open form are kept.
    pub(super) fn close(&mut self) {
        self.keep_words();
        self.stack.close();
    }

    pub(super) fn open_help(&mut self) {
        self.read_over(Over::Help);
    }

    pub(super) fn over_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(Screen::Over(_, top)) = self.front() else {
            return Vec::new();
        };
        let before = *top;
        let afresh = self.afresh_if_alone();
        let to = self.scrolled(command, before);
        match (to, self.stack.front_mut()) {
            (Some(to), Some(Screen::Over(_, top))) => *top = to,
            _ => self.stack.pop(),
        }
        if to == Some(before) {
            return Vec::new();
        }
        afresh
    }

    /// The first row of a text after a command; `None` if the command leads back.
    fn scrolled(&self, command: Command, top: usize) -> Option<usize> {
        let page = self.seen.height.saturating_sub(2).max(1);
        let last = self.seen.rows.saturating_sub(self.seen.height);
        if self.is_alone() && last == 0 {
            return None;
        }
        let to = match command {
            Command::Back | Command::Help | Command::Open | Command::Left => return None,
            Command::Up => top.saturating_sub(1),
            Command::Down => top + 1,
            Command::PageUp => top.saturating_sub(page),
            Command::PageDown | Command::Tick => top + page,
            Command::Home => 0,
            Command::End => usize::MAX,
            _ if self.is_alone() => return None,
            _ => top,
        };
        Some(to.min(last))
    }

    pub(super) fn list_command(&mut self, command: Command, list: &List) -> Vec<Effect> {
        let choices = self.choices(&list.kind);
        let page = isize::try_from(self.seen.height / 2).unwrap_or(1).max(1);
        let by = match command {
            Command::Up => -1,
            Command::Down => 1,
            Command::PageUp => -page,
            Command::PageDown => page,
            Command::Home => isize::MIN,
            Command::End => isize::MAX,
            Command::Open | Command::Right | Command::Tick => return self.choose(list),
            Command::Back | Command::Left => {
                self.close_list(&list.kind);
                return Vec::new();
            }
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::Help => {
                self.open_help();
                return Vec::new();
            }
            _ => 0,
        };
        if let Some(Screen::List(list)) = self.stack.front_mut() {
            list.selected = moved(list.selected, by, choices.len());
        }
        Vec::new()
    }

    pub(super) fn form_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Back => return self.leave_form(),
            Command::NextPart => {
                if !self.check_field() {
                    return Vec::new();
                }
                let Some(Screen::Form(form)) = self.stack.front_mut() else {
                    return Vec::new();
                };
                if form.fields.focus + 1 < form.fields.list.len() {
                    form.fields.focus += 1;
                } else {
                    return self.finish_form();
                }
            }
            Command::PreviousPart => {
                let Some(Screen::Form(form)) = self.stack.front_mut() else {
                    return Vec::new();
                };
                form.fields.focus = form.fields.focus.saturating_sub(1);
            }
            Command::Help => self.open_help(),
            _ => {}
        }
        Vec::new()
    }
}
