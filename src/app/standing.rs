//! What stands before the user just now.

use super::App;
use super::screen::Screen;
use super::screen::welcome;
use crate::scene::Scene;

impl App {
    /// What stands in the page's place.
    pub fn scene(&self) -> Scene<'_> {
        let world = &self.world;
        let scene = match self.front() {
            None => self.page_scene(),
            Some(Screen::Welcome) => welcome::scene(world),
            Some(Screen::Help(help)) => help.scene(world),
            Some(Screen::Reading(reading)) => reading.scene(world),
            Some(Screen::Bare(bare)) => bare.scene(),
            Some(Screen::List(list)) => list.scene(world, self.laid.top),
            Some(Screen::Form(form)) => form.scene(),
            Some(Screen::Search(search)) => search.scene(self.laid.top),
        };
        self.hinted(scene)
    }
}
