//! The copy view and a QR code: a text over the whole screen, without header and footer, from its first column, with its
//! own line ends and nothing else. Any key but those that move in it leads back.

use std::sync::Arc;

use super::{Shown, Step, reading};
use crate::app::World;
use crate::app::command::Command;
use crate::app::laid::Laid;
use crate::app::message::Effect;
use crate::scene::{Lines, Says, Scene, Standing};

/// A text to be copied.
pub struct Bare {
    /// The text.
    pub text: Arc<str>,
    /// Whether it stands there as a QR code.
    pub is_code: bool,
    /// Its first row.
    pub top: usize,
}

impl Bare {
    /// A text from its beginning.
    pub fn new(text: Arc<str>, is_code: bool) -> Self {
        Self {
            text,
            is_code,
            top: 0,
        }
    }

    /// Gives it the whole screen.
    pub(super) fn step(self) -> Step {
        Step::push(self).with([Effect::Redraw])
    }
}

impl Shown for Bare {
    fn scene(&self, _: &World) -> Scene<'static> {
        let mut lines = Lines::default();
        lines.say(Says::AsItStands(self.text.to_string()));
        let mut scene = reading::scene("Copy", "", lines, self.top);
        scene.standing = Standing::Text(self.text.to_string());
        scene
    }

    /// Rows that go on in the next one are told to the terminal only as they are written one after the other: when they
    /// change, all is painted afresh.
    fn act(&mut self, _: &mut World, laid: &Laid, command: Command) -> Step {
        let to = laid.scrolled(command, self.top);
        match to.filter(|_| laid.last_top() > 0) {
            None => Step::pop().with([Effect::Redraw]),
            Some(to) if to == self.top => Step::default(),
            Some(to) => {
                self.top = to;
                vec![Effect::Redraw].into()
            }
        }
    }
}
