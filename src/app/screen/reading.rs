//! A text to be read, in front of what it was asked for in.

use super::{Shown, Step};
use crate::app::command::Command;
use crate::app::laid::Laid;
use crate::app::{World, keys, words};
use crate::doc::Doc;
use crate::scene::{Answers, Enter, Lines, Says, Scene, Standing};

/// A text with its title.
pub struct Reading {
    title: &'static str,
    text: Doc,
    /// Its first row.
    top: usize,
}

impl Reading {
    /// A text from its beginning.
    pub fn of(title: &'static str, text: Doc) -> Self {
        Self {
            title,
            text,
            top: 0,
        }
    }
}

impl Shown for Reading {
    fn scene(&self, world: &World) -> Scene<'static> {
        let mut scene = of_doc(world, self.title, self.text.clone(), self.top);
        scene.standing = Standing::Text(format!("{} {}", self.title, self.text.words()));
        scene
    }

    fn act(&mut self, _: &mut World, laid: &Laid, command: Command) -> Step {
        read(&mut self.top, laid, command)
    }

    fn top(&mut self) -> Option<&mut usize> {
        Some(&mut self.top)
    }
}

/// A document from one of its rows.
pub(super) fn of_doc(world: &World, title: &str, doc: Doc, top: usize) -> Scene<'static> {
    let mut lines = Lines::default();
    lines.say(Says::Doc(doc));
    scene(title, &world.told(words::LEADS_BACK), lines, top)
}

/// Lines to be read from one of their rows.
pub(super) fn scene(title: &str, mark: &str, lines: Lines, top: usize) -> Scene<'static> {
    let mut scene = Scene {
        top,
        keys: keys::footer(&[Command::Back, Command::Leave]),
        answers: Answers("", Enter::Does("goes on")),
        standing: Standing::Text(title.to_owned()),
        ..Scene::new(title, mark)
    };
    scene.add(lines);
    scene
}

/// What a command does in a text of which this row is the first.
pub(super) fn read(top: &mut usize, laid: &Laid, command: Command) -> Step {
    match command {
        Command::Back | Command::Help | Command::Open | Command::Left => Step::pop(),
        _ => {
            *top = laid.scrolled(command, *top).unwrap_or(*top);
            Step::default()
        }
    }
}
