//! What leads a line: a mark to be seen on the screen, and the words for it where it is read out.

use crate::project::work::State;

/// What leads a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// So many spaces.
    Indent(usize),
    /// The mark of something that can be chosen.
    Mark(Mark),
    /// The state of what the page is about; its words follow.
    State(State),
    /// The number of a link.
    Number(usize),
    /// A key, before what it does.
    Key(&'static str),
    /// A bullet.
    Bullet,
}

/// The mark of something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// None.
    None,
    /// The state of an item.
    State(State),
    /// Whether it is the choice that holds.
    Chosen(bool),
    /// The project that is open.
    OpenNow,
    /// How useful something was, of five.
    Score(String),
    /// Something new.
    New,
    /// Another name.
    Rename,
    /// Away with it.
    Archive,
    /// A question.
    Question,
}

/// What stands for the mark of a choice that holds,
const CHOSEN: &str = "Chosen";
/// and of the project that is open.
const OPEN_NOW: &str = "Open now";
/// Columns of the keys.
const KEYS: usize = 13;

impl Lead {
    /// What is seen.
    pub fn painted(&self) -> String {
        match self {
            Self::Indent(cells) => " ".repeat(*cells),
            Self::Mark(mark) => format!("  {} ", mark.painted()),
            Self::State(state) => format!("{} ", state.mark()),
            Self::Number(number) => format!("{number:>4} "),
            Self::Key(keys) => format!("{keys:KEYS$}"),
            Self::Bullet => "- ".to_owned(),
        }
    }

    /// What is read out: a mark in words, since punctuation is often not read aloud.
    pub fn spoken(&self) -> String {
        match self {
            Self::Mark(mark) => mark.spoken(),
            Self::State(_) | Self::Number(_) => String::new(),
            Self::Indent(_) | Self::Key(_) | Self::Bullet => self.painted(),
        }
    }
}

impl Mark {
    fn painted(&self) -> String {
        match self {
            Self::State(state) => state.mark().to_owned(),
            Self::Chosen(true) => "(x)".to_owned(),
            Self::Chosen(false) => "( )".to_owned(),
            Self::Score(score) => format!("{score}/5"),
            Self::None => "   ".to_owned(),
            Self::OpenNow => "  *".to_owned(),
            Self::New => "  +".to_owned(),
            Self::Rename => "  =".to_owned(),
            Self::Archive => "  -".to_owned(),
            Self::Question => "  ?".to_owned(),
        }
    }

    fn spoken(&self) -> String {
        match self {
            Self::State(state) => format!("{}: ", state.words()),
            Self::Chosen(true) => format!("{CHOSEN}: "),
            Self::OpenNow => format!("{OPEN_NOW}: "),
            Self::Score(score) => format!("{score}/5: "),
            Self::Chosen(false)
            | Self::None
            | Self::New
            | Self::Rename
            | Self::Archive
            | Self::Question => String::new(),
        }
    }
}
