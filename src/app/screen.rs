//! What can stand in front of a page: each says what a key does in it, and which keys to name.

pub mod bare;
pub mod copy;
mod feedback;
pub mod form;
pub mod help;
mod left;
pub mod list;
mod projects;
pub mod reading;
pub mod search;
mod unsaved;
mod view;
pub(super) mod welcome;

use super::command::Command as C;
use super::hint::Hint;
use super::laid::Laid;
use super::message::Effect;
use super::{World, keys, words};
use crate::scene::{Keys, Scene};
use bare::Bare;
use form::Form;
use help::Help;
use list::{About, Choice, List, ListKind};
use reading::Reading;
use search::Search;

/// One of them.
pub enum Screen {
    /// The first start explains itself.
    Welcome,
    /// Help for what is behind it.
    Help(Help),
    /// A text to be read.
    Reading(Reading),
    /// A text to be copied, with the whole screen for itself.
    Bare(Bare),
    /// A list to choose from.
    List(List),
    /// A form.
    Form(Form),
    /// The search.
    Search(Box<Search>),
}

/// What comes of a command.
pub enum Step {
    /// The screen stays.
    Stay(Vec<Effect>),
    /// It gives way to what is behind it.
    Pop(Vec<Effect>),
    /// It gives way, and the command does its work there.
    Through,
    /// The command does what it does wherever one is.
    Everywhere,
    /// A place opens, and all that stood in front of the page is gone.
    Go(String),
    /// What a line of a list does.
    Choose(Choice),
    /// The last field of a form is done.
    Done,
}

impl Screen {
    /// What it shows; `top` is the first row that was shown last.
    pub(super) fn scene(&self, world: &World, top: usize) -> Scene<'_> {
        match self {
            Self::Welcome => welcome::scene(world),
            Self::Help(help) => help.scene(world),
            Self::Reading(reading) => reading.scene(world),
            Self::Bare(bare) => bare.scene(),
            Self::List(list) => list.scene(world, top),
            Self::Form(form) => form.scene(),
            Self::Search(search) => search.scene(top),
        }
    }

    /// What a command does in it.
    pub(super) fn act(&mut self, world: &mut World, laid: &Laid, command: C) -> Step {
        match self {
            // Enter and Esc only leave it; any other key does its work too.
            Self::Welcome if matches!(command, C::Open | C::Back) => Step::Pop(Vec::new()),
            Self::Welcome => Step::Through,
            Self::Help(help) => help.act(laid, command),
            Self::Reading(reading) => reading.act(laid, command),
            Self::Bare(bare) => bare.act(laid, command),
            Self::List(list) => list.act(world, laid, command),
            Self::Form(form) => form.act(world, command),
            Self::Search(search) => search.act(world, laid, command),
        }
    }

    /// Whether nothing is being written or to be decided in it.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Welcome | Self::Help(_) | Self::Reading(_) | Self::Bare(_) => true,
            Self::List(list) => list.kind.about().is_passing,
            Self::Form(_) | Self::Search(_) => false,
        }
    }

    /// Whether it is a text that leads back to what is behind it.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Help(_) | Self::Reading(_) | Self::Bare(_))
    }

    /// The keys to name.
    pub fn keys(&self) -> Keys {
        match self {
            Self::Welcome => keys::footer(&[C::Open, C::Help, C::Leave]),
            Self::Help(_) | Self::Reading(_) | Self::Bare(_) => keys::footer(&[C::Back, C::Leave]),
            Self::List(list) => list.keys(),
            Self::Form(form) => form.keys(),
            Self::Search(_) => search::KEYS.to_vec(),
        }
    }

    /// What can be done in it, for the help.
    fn help(&self) -> Hint {
        match self {
            Self::Welcome => Hint(
                "The first start. {Enter begins at the road; any other key does its work at once|Enter alone begins at the road}.",
            ),
            Self::List(list) => list.help(),
            Self::Form(_) => form::HELP,
            Self::Search(_) => search::HELP,
            // Help leads back from them.
            Self::Help(_) | Self::Reading(_) | Self::Bare(_) => Hint(""),
        }
    }
}

impl ListKind {
    /// What there is to know about it.
    pub fn about(&self) -> About {
        match self {
            Self::Left => left::ABOUT,
            Self::Projects => projects::ABOUT,
            Self::Feedback => feedback::ABOUT,
            Self::View => view::ABOUT,
            Self::Terms => About {
                leads_on: true,
                ..About::offer(
                    "Terms here",
                    "{Enter|A number} opens the entry, with then and now.",
                )
            },
            Self::TakeAway => About::offer(
                "Take it away",
                "{Enter|A number} saves it in the folder for exports, never over another file.",
            ),
            Self::Copy(_) => copy::ABOUT,
            Self::Clash(_) => About::question(
                "Two values kept: choose one",
                "Two sessions recorded this at the same time. {Enter|A number} chooses; the history keeps both.",
            ),
            Self::Draft => About::question(
                "You were writing when the line was cut",
                "{Esc} leaves it for another time.",
            ),
            Self::Broken => unsaved::BROKEN,
            Self::Pasted => About::question("Pasted text", words::PASTED_OUTSIDE.0),
            Self::Leaving => unsaved::LEAVING,
        }
    }
}
