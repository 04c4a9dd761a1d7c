//! The first start: what this is, how to move, and what else to know.

use super::{Move, Shown, Step};
use crate::app::command::Command;
use crate::app::hint::Hint;
use crate::app::laid::Laid;
use crate::app::{World, keys, words};
use crate::scene::{Lines, Role, Scene, Standing};

/// The first start explains itself.
pub struct Welcome;

impl Shown for Welcome {
    fn scene(&self, world: &World) -> Scene<'static> {
        let mut lines = Lines::default();
        let words = &world.guide().welcome;
        let (what, more) = words.split_at(words.len().min(1));
        for line in what {
            lines.text(line, Role::Plain, 0);
        }
        for line in moving(world) {
            lines.text(&line, Role::Plain, 0);
        }
        for line in more {
            lines.text(line, Role::Plain, 0);
        }
        lines.gap();
        lines.text("Enter begins.", Role::Strong, 0);
        let mut scene = Scene {
            keys: keys::footer(&[Command::Open, Command::Help, Command::Leave]),
            standing: Standing::Welcome,
            ..Scene::new("Welcome", "")
        };
        scene.add(lines);
        scene
    }

    /// Enter and Esc only leave it; any other key does its work too.
    fn act(&mut self, _: &mut World, _: &Laid, command: Command) -> Step {
        match command {
            Command::Open | Command::Back => Step::pop(),
            command => Step::pop().then(Move::Do(command)),
        }
    }

    fn help(&self) -> Hint {
        Hint(
            "The first start. {Enter begins at the road; any other key does its work at once|Enter alone begins at the road}.",
        )
    }
}

/// How to move.
pub(super) fn moving(world: &World) -> impl Iterator<Item = String> {
    words::MOVING.into_iter().map(|hint| world.told(hint))
}
