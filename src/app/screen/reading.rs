//! A text to be read, in front of what it was asked for in.

use super::list::{self, Entry};
use super::{Screen, Step};
use crate::app::command::Command;
use crate::app::laid::Laid;
use crate::app::{World, words};
use crate::scene::{Lines, Scene};

/// A text with its title.
pub struct Reading {
    /// Its title.
    pub title: &'static str,
    /// The text: what we say, and what somebody wrote.
    pub entries: Vec<Entry>,
    /// Its first row.
    pub top: usize,
}

impl Reading {
    /// A text from its beginning.
    pub(in crate::app) fn screen(title: &'static str, entries: Vec<Entry>) -> Screen {
        Screen::Reading(Self {
            title,
            entries,
            top: 0,
        })
    }

    /// What it says.
    pub(in crate::app) fn scene(&self, world: &World) -> Scene<'_> {
        scene(world, self.title, &self.entries, self.top)
    }

    pub(super) fn act(&mut self, laid: &Laid, command: Command) -> Step {
        read(&mut self.top, laid, command)
    }
}

/// A text from one of its rows.
pub(super) fn scene(world: &World, title: &str, entries: &[Entry], top: usize) -> Scene<'static> {
    let mut lines = Lines::default();
    list::add(entries, &mut lines);
    let mut scene = Scene {
        top,
        ..Scene::new(title, &world.told(words::LEADS_BACK))
    };
    scene.add(lines);
    scene
}

/// What a command does in a text of which this row is the first.
pub(super) fn read(top: &mut usize, laid: &Laid, command: Command) -> Step {
    match command {
        Command::Back | Command::Help | Command::Open | Command::Left => Step::Pop(Vec::new()),
        _ => {
            *top = laid.scrolled(command, *top).unwrap_or(*top);
            Step::Stay(Vec::new())
        }
    }
}
