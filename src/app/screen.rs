//! The screens, each in a file of its own: what it shows, what a key does in it, and what can be done there.
//!
//! - [`page`]: a place of the guide, which is at the bottom of everything · [`search`] · texts to be read: [`help`],
//!   [`reading`], [`bare`], [`welcome`]
//! - [`list`]: what lists have in common · `left`, `projects`, `feedback`, `view`, `terms`, `take_away`, [`copy`], `clash`,
//!   `draft`, `pasted`, `unsaved`: the lists
//! - [`form`]: what forms have in common, `asks`: what is each one's own · `reason`, `gate`, `naming`, `standstill`, `measure`, `feedback`, `clash`: the forms

mod asks;
pub mod bare;
pub mod clash;
pub mod copy;
pub mod draft;
pub mod feedback;
pub mod form;
mod gate;
pub mod help;
pub mod left;
pub mod list;
mod measure;
mod naming;
pub mod page;
pub mod pasted;
pub mod projects;
pub mod reading;
mod reason;
pub mod search;
mod standstill;
pub mod take_away;
pub mod terms;
pub mod unsaved;
pub mod view;
pub mod welcome;

use std::ops::{Deref, DerefMut};

use tui_textarea::Key;

use super::World;
use super::command::Command;
use super::field::TextField;
use super::hint::Hint;
use super::laid::Laid;
use super::message::Effect;
use crate::guide::place::Place;
use crate::scene::Scene;
use list::List;
use page::OpenPage;

/// Makes the closed set of screens: from each of them its member, and what it says of itself.
macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($screen:ty)),+ $(,)?) => {
        /// One of them.
        pub enum Screen {
            $($(#[$doc])* $name($screen)),+
        }

        impl Deref for Screen {
            type Target = dyn Shown;

            fn deref(&self) -> &(dyn Shown + 'static) {
                match self {
                    $(Self::$name(screen) => screen),+
                }
            }
        }

        impl DerefMut for Screen {
            fn deref_mut(&mut self) -> &mut (dyn Shown + 'static) {
                match self {
                    $(Self::$name(screen) => screen),+
                }
            }
        }

        $(impl From<$screen> for Screen {
            fn from(screen: $screen) -> Self {
                Self::$name(screen)
            }
        })+
    };
}

screens! {
    /// A place of the guide.
    Page(OpenPage),
    /// The first start explains itself.
    Welcome(welcome::Welcome),
    /// Help for what is behind it.
    Help(help::Help),
    /// A text to be read.
    Reading(reading::Reading),
    /// A text to be copied, with the whole screen for itself.
    Bare(bare::Bare),
    /// The search.
    Search(search::Search),
    /// A form.
    Form(form::Form),
    /// What is left.
    Left(List<left::Left>),
    /// Projects.
    Projects(List<projects::Projects>),
    /// One's own feedback.
    Feedback(List<feedback::Feedback>),
    /// View settings.
    View(List<view::View>),
    /// Terms of the glossary that stand here.
    Terms(List<terms::Terms>),
    /// Formats of a document.
    TakeAway(List<take_away::TakeAway>),
    /// What can be copied.
    Copy(List<copy::Copy>),
    /// Values that clash in a field.
    Clash(List<clash::Clash>),
    /// What to do with half-written text of a session that was cut off.
    Draft(List<draft::HalfWritten>),
    /// What to do with a state file that cannot be understood.
    Broken(List<unsaved::Broken>),
    /// What to do with work that is not saved, before leaving.
    Leaving(List<unsaved::Leaving>),
    /// What to do with pasted text that no field took.
    Pasted(List<pasted::Pasted>),
}

/// What every screen says of itself.
pub trait Shown {
    /// What it shows.
    fn scene<'a>(&'a self, world: &'a World) -> Scene<'a>;

    /// What a command does in it.
    fn act(&mut self, world: &mut World, laid: &Laid, command: Command) -> Step;

    /// What can be done in it, for the help; nothing in what the help leads back from.
    fn help(&self) -> Hint {
        Hint("")
    }

    /// The command that opened it, and does not leave it.
    fn opened_by(&self) -> Option<Command> {
        None
    }

    /// Whether nothing is being written or to be decided in it.
    fn is_passing(&self) -> bool {
        true
    }

    /// The first row that was shown, if it scrolls.
    fn top(&mut self) -> Option<&mut usize> {
        None
    }

    /// The text field that takes what is typed, if one does.
    fn field(&self) -> Option<&TextField> {
        None
    }

    /// The same, to be written into.
    fn field_mut(&mut self) -> Option<&mut TextField> {
        None
    }

    /// Whether its field can be written into; if not, it says why.
    fn may_write(&self, _: &mut World) -> bool {
        true
    }

    /// What a key does that is not for its text field.
    fn key(&mut self, _: &mut World, _: &Laid, _: Key) -> Option<Step> {
        None
    }

    /// What is in its field has changed.
    fn typed(&mut self, _: &World) {}

    /// It goes: nothing of what was written in it is lost.
    fn leave(&mut self, _: &mut World) {}
}

/// What comes of a command: which screens come and go, one after the other, and work for whoever runs the app.
#[must_use]
#[derive(Default)]
pub struct Step {
    /// How the screens change.
    pub moves: Vec<Move>,
    /// The work.
    pub effects: Vec<Effect>,
}

/// How the screens change.
pub enum Move {
    /// The one in front gives way to what is behind it.
    Pop,
    /// All that stands in front of the page gives way.
    Close,
    /// One comes in front.
    Push(Screen),
    /// A page opens, and all that stood in front of the page before is gone.
    Open(OpenPage),
    /// Back to the page that this one was opened from; to the road if there is none.
    Back,
    /// A page with nothing behind it.
    Restart(OpenPage),
    /// The help for the one in front comes.
    Help,
    /// A command does what it does in the one in front now.
    Do(Command),
    /// So do the keys of a text, one by one.
    Press(String),
}

impl Step {
    /// The screen gives way.
    pub fn pop() -> Self {
        Move::Pop.into()
    }

    /// All that stands in front of the page gives way.
    pub fn close() -> Self {
        Move::Close.into()
    }

    /// Another screen comes in front.
    pub fn push(screen: impl Into<Screen>) -> Self {
        Move::Push(screen.into()).into()
    }

    /// Another comes in the place of this one.
    pub fn replace(screen: impl Into<Screen>) -> Self {
        Self::pop().then(Move::Push(screen.into()))
    }

    /// A place opens.
    pub fn open(place: Place) -> Self {
        Move::Open(OpenPage::at(place)).into()
    }

    /// The same, and then this.
    pub fn then(mut self, next: Move) -> Self {
        self.moves.push(next);
        self
    }

    /// The same, with more work.
    pub fn with(mut self, effects: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(effects);
        self
    }
}

impl From<Move> for Step {
    fn from(only: Move) -> Self {
        Self {
            moves: vec![only],
            effects: Vec::new(),
        }
    }
}

impl From<Vec<Effect>> for Step {
    fn from(effects: Vec<Effect>) -> Self {
        Self {
            moves: Vec::new(),
            effects,
        }
    }
}
