//! What stands in front of the page: what a command does there, and how it gives way.

use super::App;
use super::command::Command;
use super::message::Effect;
use super::screen::help::Help;
use super::screen::list::ListKind;
use super::screen::{Screen, Step};

impl App {
    /// Whether a key that leads elsewhere does so from here.
    pub(super) fn may_lead_on(&self, command: Command) -> bool {
        let is_here = matches!(
            self.front(),
            Some(Screen::List(list)) if list.kind.about().opened_by == Some(command)
        );
        // Help may stand in front of a field.
        let is_passing = self.stack.in_front().all(Screen::is_passing) && self.fields.is_none();
        command.leads_elsewhere() && is_passing && !is_here
    }

    /// Puts the help in front of what it is for.
    pub fn open_help(&mut self) {
        let help = Help::of(self.front(), self.spot().part);
        self.stack.push(Screen::Help(help));
    }

    /// Back to the page; the words of an open form are kept.
    pub(super) fn close(&mut self) {
        self.keep_words();
        self.stack.close();
    }

    /// What a command does in what stands in front, or on the page.
    pub(super) fn act(&mut self, command: Command) -> Vec<Effect> {
        let Some(screen) = self.stack.front_mut() else {
            return self.page_command(command);
        };
        match screen.act(&mut self.world, &self.laid, command) {
            Step::Stay(effects) => return effects,
            Step::Pop(effects) => return [effects, self.leave()].concat(),
            Step::Through => {
                self.stack.pop();
                return self.page_command(command);
            }
            Step::Everywhere => match command {
                Command::Undo => return self.undo(),
                Command::Redo => return self.redo(),
                _ => self.open_help(),
            },
            Step::Go(place) => self.go(&place),
            Step::Choose(choice) => return self.choose(choice),
            Step::Done => return self.finish_form(),
        }
        Vec::new()
    }

    /// One screen back: what was typed into a form is kept, and pasted text that nobody wanted is dropped.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        match self.front() {
            Some(Screen::Form(_)) => return self.leave_form(),
            Some(Screen::List(list)) if list.kind == ListKind::Pasted => self.world.held = None,
            _ => {}
        }
        self.stack.pop();
        Vec::new()
    }
}
