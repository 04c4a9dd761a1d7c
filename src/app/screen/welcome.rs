//! The first start: what this is, how to move, and what else to know.

use crate::app::{World, words};
use crate::scene::{Lines, Role, Scene};

/// What it says.
pub(in crate::app) fn scene(world: &World) -> Scene<'static> {
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
    let mut scene = Scene::new("Welcome", "");
    scene.add(lines);
    scene
}

/// How to move.
pub(in crate::app) fn moving(world: &World) -> impl Iterator<Item = String> {
    words::MOVING.into_iter().map(|hint| world.told(hint))
}
