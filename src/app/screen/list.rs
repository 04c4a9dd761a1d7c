//! What lists in front of the page have in common.

use std::fmt;

use super::{Move, Shown, Step};
use crate::app::command::Command;
use crate::app::hint::Hint;
use crate::app::laid::{self, Laid};
use crate::app::{World, keys};
use crate::scene::Enter::Nothing;
use crate::scene::{Answers, Lead, Lines, Mark, Role, Scene, Standing};

/// A list, open.
pub struct List<L> {
    /// What it lists.
    pub of: L,
    /// The line with the cursor, among those that can be chosen.
    pub selected: usize,
    /// The first row that was shown.
    top: usize,
}

/// What is a list's own.
pub trait Listed: fmt::Debug {
    /// What there is to know about it.
    const ABOUT: About;

    /// Its lines.
    fn entries(&self, world: &World) -> Vec<Entry>;

    /// It goes without a choice.
    fn leave(&self, _: &mut World) {}
}

/// What there is to know about a list.
pub struct About {
    /// Its title.
    pub title: &'static str,
    /// What to know before choosing.
    pub lead: &'static str,
    /// The command that opened it, and does not leave it.
    pub(super) opened_by: Option<Command>,
    /// Whether its lines open something; else they are choices.
    pub(super) leads_on: bool,
    /// Whether it only offers something, so that a key that leads elsewhere may leave it.
    pub(super) is_passing: bool,
}

impl About {
    /// What only offers something.
    pub(super) const fn offer(title: &'static str, lead: &'static str) -> Self {
        Self {
            title,
            lead,
            opened_by: None,
            leads_on: false,
            is_passing: true,
        }
    }

    /// What leads on to something, opened by a command.
    pub(super) const fn leading_on(title: &'static str, lead: &'static str, by: Command) -> Self {
        Self {
            opened_by: Some(by),
            leads_on: true,
            ..Self::offer(title, lead)
        }
    }

    /// What is to be decided before anything else is done.
    pub(super) const fn question(title: &'static str, lead: &'static str) -> Self {
        Self {
            is_passing: false,
            ..Self::offer(title, lead)
        }
    }
}

/// What choosing a line does.
pub type Does = Box<dyn FnOnce(&mut World) -> Step>;

/// A line of a list: a heading, words, or something to choose.
pub enum Entry {
    /// A heading.
    Heading(String),
    /// Words by themselves.
    Note(String),
    /// The same with something in them that somebody wrote.
    Wrote(String),
    /// Something to choose: a mark or state, words, and what it does.
    Choice(Mark, String, Does),
}

impl Entry {
    pub(super) fn heading(words: impl Into<String>) -> Self {
        Self::Heading(words.into())
    }

    pub(super) fn note(words: impl Into<String>) -> Self {
        Self::Note(words.into())
    }

    /// Something to choose, with its mark.
    pub(super) fn choice(
        mark: Mark,
        words: impl Into<String>,
        does: impl FnOnce(&mut World) -> Step + 'static,
    ) -> Self {
        Self::Choice(mark, words.into(), Box::new(does))
    }

    /// The same without a mark.
    pub(super) fn plain(
        words: impl Into<String>,
        does: impl FnOnce(&mut World) -> Step + 'static,
    ) -> Self {
        Self::choice(Mark::None, words, does)
    }

    fn chosen(self) -> Option<Does> {
        match self {
            Self::Choice(_, _, does) => Some(does),
            _ => None,
        }
    }
}

impl<L: Listed> List<L> {
    /// A list with the cursor on its first line.
    pub fn of(of: L) -> Self {
        Self {
            of,
            selected: 0,
            top: 0,
        }
    }
}

impl<L: Listed> Shown for List<L> {
    fn scene(&self, world: &World) -> Scene<'static> {
        let about = L::ABOUT;
        let mut lines = Lines::default();
        let lead = world.told(Hint(about.lead));
        if !lead.is_empty() {
            lines.text(&lead, Role::Quiet, 0);
        }
        let count = add(&self.of.entries(world), &mut lines);
        let words = match count {
            0 => "back leads back.",
            _ => "A number chooses, back leads back.",
        };
        let mut scene = Scene {
            selected: Some(self.selected),
            top: self.top,
            keys: if about.leads_on {
                keys::footer(&[Command::Open, Command::Back, Command::Help])
            } else {
                vec![("Enter", "choose"), ("Esc", "back"), ("?", "help")]
            },
            answers: Answers(words, Nothing),
            standing: Standing::List {
                which: format!("{:?}", self.of),
                leads_on: about.leads_on,
            },
            ..Scene::new(about.title, "")
        };
        scene.add(lines);
        scene
    }

    fn act(&mut self, world: &mut World, laid: &Laid, command: Command) -> Step {
        match command {
            Command::Back | Command::Left => return Step::pop(),
            Command::Help => return Move::Help.into(),
            Command::Undo => return world.undo(),
            Command::Redo => return world.redo(),
            _ => {}
        }
        let entries = self.of.entries(world).into_iter();
        let mut choices: Vec<Does> = entries.filter_map(Entry::chosen).collect();
        if matches!(command, Command::Open | Command::Right | Command::Tick)
            && self.selected < choices.len()
        {
            return choices.swap_remove(self.selected)(world);
        }
        self.selected = laid::moved(self.selected, choices.len(), command, laid.height / 2);
        Step::default()
    }

    fn help(&self) -> Hint {
        Hint(if L::ABOUT.leads_on {
            "A list. {Up and Down choose, Enter opens, Esc leads back|A number chooses, back leads back}."
        } else {
            "A list{ of choices. Up and Down choose, Enter does what the line says, Esc leads back|. A number chooses, back leads \
             back}."
        })
    }

    fn opened_by(&self) -> Option<Command> {
        L::ABOUT.opened_by
    }

    fn is_passing(&self) -> bool {
        L::ABOUT.is_passing
    }

    fn top(&mut self) -> Option<&mut usize> {
        Some(&mut self.top)
    }

    fn leave(&mut self, world: &mut World) {
        self.of.leave(world);
    }
}

/// Adds entries, and says how many can be chosen: things from 0 on.
fn add(entries: &[Entry], lines: &mut Lines) -> usize {
    let mut choice = 0;
    let mut after_note = false;
    for entry in entries {
        let is_note = matches!(entry, Entry::Note(_) | Entry::Wrote(_));
        if is_note || (after_note && matches!(entry, Entry::Choice(..))) {
            lines.gap();
        }
        match entry {
            Entry::Heading(words) => lines.heading(words),
            Entry::Note(words) => lines.text(words, Role::Plain, 0),
            Entry::Wrote(words) => lines.wrote(Lead::Indent(0), words, Role::Plain),
            Entry::Choice(mark, words, _) => {
                lines.thing(Some(choice));
                lines.led(Lead::Mark(mark.clone()), words, Role::Plain);
                lines.thing(None);
                choice += 1;
            }
        }
        after_note = is_note;
    }
    choice
}
