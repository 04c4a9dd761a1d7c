//! What can stand in front of a page.

pub mod copy;
pub mod form;
pub mod list;
pub mod search;
mod view;

use std::sync::Arc;

use form::Form;
use list::List;
use search::Search;

/// One of them.
pub enum Screen {
    /// The first start explains itself.
    Welcome,
    /// A text to be read, from this row.
    Over(Over, usize),
    /// A list to choose from.
    List(List),
    /// A form.
    Form(Form),
    /// The search.
    Search(Box<Search>),
}

/// A text that stands in front of everything else.
pub enum Over {
    /// Help for what is behind it.
    Help,
    /// A title and a text.
    Text(&'static str, String),
    /// Half-written text beside what is recorded: each begins with words of ours.
    Draft(Vec<String>),
    /// The copy view: a text over the whole screen, from its first column, with its own line ends and nothing else.
    Raw(Arc<str>),
    /// An address as a QR code over the whole screen.
    Code(Arc<str>),
}
