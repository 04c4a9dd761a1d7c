//! What stands before the user, whatever face shows it: the screen paints it, and somebody who listens is told it line by
//! line. Neither reads anything back from the other.
//!
//! A scene costs by its blocks, not by its lines: a block that has not changed is not made again.

pub mod lead;

use crate::doc::Doc;
use crate::guide::place::Place;
use crate::project::book::Stamp;
use crate::project::change::Subject;
pub use lead::{Lead, Mark};

/// Part of a page, or the road beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The road with its signs and the toolkit.
    Road,
    /// The page's text.
    #[default]
    Text,
    /// Its checklist.
    Checklist,
    /// An item's fields.
    Fields,
    /// Its links.
    Links,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Text.
    #[default]
    Plain,
    /// Titles and headings.
    Heading,
    /// Strong words in a text.
    Strong,
    /// Emphasised words, links.
    Underlined,
    /// What matters less: conditions, dates, places.
    Quiet,
    /// The bar at the top.
    Header,
    /// A key in the footer.
    Key,
    /// What wants attention.
    Warning,
}

/// A title, and blocks of lines below it, one of which may be chosen.
#[derive(Default)]
pub struct Scene<'a> {
    /// Its title.
    pub title: String,
    /// What stands at the title's right end.
    pub mark: String,
    /// What stands below, block by block.
    pub blocks: Vec<Block<'a>>,
    /// The thing with the cursor.
    pub selected: Option<usize>,
    /// Whether the cursor stands here.
    pub has_cursor: bool,
    /// The first row that was shown last.
    pub top: usize,
    /// The words that were searched for.
    pub query: &'a str,
    /// What stands there, as something that can be compared.
    pub standing: Standing,
    /// Keys with what they do, for somebody who looks.
    pub keys: Keys,
    /// What can be typed, for somebody who listens.
    pub answers: Answers,
}

/// What stands there, as something that can be compared: two that are equal are the same screen, whatever it shows by now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A part of a page.
    Page {
        /// Its place.
        place: Place,
        /// Which part.
        part: Part,
        /// Whether it is that of 2009.
        is_of_2009: bool,
    },
    /// What explains itself at the first start.
    Welcome,
    /// A text that leads back to what is behind it.
    Text(String),
    /// A list.
    List {
        /// Which.
        which: String,
        /// Whether its lines open something; else they are choices.
        leads_on: bool,
    },
    /// A form.
    Form {
        /// Which.
        which: String,
        /// Whether nothing comes of it while its first field is empty.
        is_needed: bool,
    },
    /// The search, for these words.
    Search {
        /// The words.
        query: String,
        /// Whether something was found.
        has_hits: bool,
    },
}

impl Standing {
    /// The part of the page that stands in front.
    pub fn part(&self) -> Option<Part> {
        match self {
            Self::Page { part, .. } => Some(*part),
            _ => None,
        }
    }

    /// Whether both are the same page, whichever parts of it, or the same whatever else.
    pub fn is_where(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Page { place, .. }, Self::Page { place: at, .. }) => place == at,
            _ => self == other,
        }
    }

    /// Whether texts are asked for, one by one.
    pub fn is_asking(&self) -> bool {
        matches!(self, Self::Form { .. }) || self.part() == Some(Part::Fields)
    }

    /// Whether it gives way to whatever is asked for: a list, or a text to be read.
    pub fn gives_way(&self) -> bool {
        matches!(self, Self::Text(_) | Self::List { .. })
    }
}

/// Keys with what they do.
pub type Keys = Vec<(&'static str, &'static str)>;

/// What can be typed, and what Enter alone does once everything has been said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub &'static str, pub Enter);

/// What Enter alone does once everything has been said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enter {
    /// Nothing.
    #[default]
    Nothing,
    /// This.
    Does(&'static str),
    /// It leads on to this part of the page.
    Leads(&'static str),
}

/// Lines that are made together.
pub enum Block<'a> {
    /// Lines that are there.
    Made(Vec<Line>),
    /// Lines that are made when somebody asks for them, always the same for one revision.
    Asked(Revision, Box<dyn Fn() -> Vec<Line> + 'a>),
}

/// What a block is made of: two that are equal have the same lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Which block.
    pub block: &'static str,
    /// Of which guide, counted as they came.
    pub guide: usize,
    /// Of which place.
    pub place: Place,
    /// Whether it is that of 2009.
    pub is_of_2009: bool,
    /// How many updates were read: they lose their mark.
    pub read: usize,
    /// What was recorded, and in which project, if it depends on that.
    pub records: Option<(Stamp, Subject)>,
}

/// One line, before it is wrapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The part of the page that it belongs to.
    pub part: Part,
    /// The thing to choose that it belongs to.
    pub thing: Option<usize>,
    /// What it says.
    pub says: Says,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing.
    Blank,
    /// Nothing, unless there is an empty line already or none at all.
    Gap,
    /// Words of ours, behind something that leads them.
    Words(Lead, String, Role),
    /// Words with something in them that somebody wrote; of too many rows only so many are shown.
    Wrote(Lead, String, Role, Option<usize>),
    /// Words that are cut to one row, where they stand on a screen.
    Glimpse(Lead, String, Role),
    /// How an item binds, and what became of it.
    Duty(Duty),
    /// A web address, alone.
    Address(String),
    /// A text to be copied: its own lines, however long.
    AsItStands(String),
    /// A document.
    Doc(Doc),
    /// What is in a field that has the cursor: somebody types there.
    Typing {
        /// What is there.
        text: String,
        /// Whether it may have several lines.
        is_long: bool,
    },
}

/// How an item binds, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Duty {
    /// Must or should.
    pub word: &'static str,
    /// What limits it, and what was recorded.
    pub limits: String,
    /// How it was ticked.
    pub ticked: String,
    /// Cells for the longest of what can stand there, so that another tick moves no row.
    pub room: usize,
}

impl Scene<'_> {
    /// An empty scene that has the cursor.
    pub fn new(title: &str, mark: &str) -> Self {
        Self {
            title: title.to_owned(),
            mark: mark.to_owned(),
            has_cursor: true,
            ..Self::default()
        }
    }

    /// Whether something of what is there can be chosen.
    pub fn has_things(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Made(lines) => lines.iter().any(|line| line.thing.is_some()),
            Block::Asked(..) => true,
        })
    }

    /// Adds lines as a block.
    pub fn add(&mut self, lines: Lines) {
        if !lines.list.is_empty() {
            self.blocks.push(Block::Made(lines.list));
        }
    }
}

/// Lines in the making.
#[derive(Default)]
pub struct Lines {
    /// The lines so far.
    pub list: Vec<Line>,
    part: Part,
    thing: Option<usize>,
}

impl Lines {
    /// No lines yet, of a part.
    pub fn of(part: Part) -> Self {
        Self {
            part,
            ..Self::default()
        }
    }

    /// From now on lines belong to this part of the page.
    pub fn part(&mut self, part: Part) {
        self.part = part;
    }

    /// From now on lines belong to this thing to choose, or to none.
    pub fn thing(&mut self, thing: Option<usize>) {
        self.thing = thing;
    }

    /// Adds a line.
    pub fn say(&mut self, says: Says) {
        self.list.push(Line {
            part: self.part,
            thing: self.thing,
            says,
        });
    }

    /// An empty line, unless there is one already or none at all.
    pub fn gap(&mut self) {
        self.say(Says::Gap);
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.say(Says::Blank);
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, words: &str) {
        self.gap();
        self.text(words, Role::Heading, 0);
    }

    /// Words of ours, so far indented.
    pub fn text(&mut self, words: &str, role: Role, indent: usize) {
        for line in words.split('\n') {
            self.led(Lead::Indent(indent), line, role);
        }
    }

    /// Words of ours behind something that leads them.
    pub fn led(&mut self, lead: Lead, words: &str, role: Role) {
        self.say(Says::Words(lead, words.to_owned(), role));
    }

    /// Words with something in them that somebody wrote.
    pub fn wrote(&mut self, lead: Lead, words: &str, role: Role) {
        self.say(Says::Wrote(lead, words.to_owned(), role, None));
    }
}
