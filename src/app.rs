//! The decisions: a [`message::Message`] in, new state and [`Effect`]s out. No file, no clock, no terminal.
//!
//! - [`keys`]: the one table of keys · [`message`]: what can happen · [`words`]: the chrome's strings · [`look`]
//! - [`content`]: what a page says and where it leads · [`search`]: finding it
//! - `update`: what each message does · `travel`: going to places · `record`: making changes · `forms`, `lists`:
//!   what can stand in front of the page · [`field`]: text fields

pub mod content;
pub mod document;
pub mod field;
pub mod forms;
pub mod keys;
pub mod lists;
pub mod look;
pub mod message;
mod record;
pub mod search;
mod shelves;
mod travel;
mod update;
pub mod words;

pub use record::random;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::guide::page::{Item, Kind, Page};
use crate::guide::{self, Found, Guide, Roadmap};
use crate::project::author::Author;
use crate::project::book::Book;
use crate::project::change::{Field, Key, Session, Subject};
use crate::project::undo::Trail;
use crate::project::work::Work;
use content::{Edition, Link};
use field::Fields;
use forms::Form;
use lists::List;
use look::Look;
use message::{Effect, Now};
use search::{Index, Search};

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

/// Where the user is on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The open place.
    pub place: String,
    /// The part with the cursor.
    pub part: Part,
    /// The first row shown.
    pub scroll: usize,
    /// The line of the checklist with the cursor.
    pub item: usize,
    /// The link with the cursor.
    pub link: usize,
}

/// What stands in front of the page.
#[derive(Default)]
pub enum Front {
    /// Nothing: the page.
    #[default]
    Page,
    /// The first start explains itself.
    Welcome,
    /// Help, from this row, in front of what it was asked for in.
    Help(usize, Box<Self>),
    /// A text of its own to be read: title, text, first row.
    Reading(&'static str, String, usize),
    /// A list to choose from.
    List(List),
    /// A form.
    Form(Form),
    /// The search.
    Search(Box<Search>),
}

/// Geometry that comes back from drawing, for the next update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Rows of the page pane.
    pub height: usize,
    /// Rows of the whole page.
    pub rows: usize,
    /// The first row that was drawn.
    pub top: usize,
    /// Rows that match the last search.
    pub matches: Vec<usize>,
}

/// Whether the user's work is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Changes handed over for saving, in all.
    pub handed: usize,
    /// Of these, on disk.
    pub saved: usize,
    /// When the last save succeeded, by the user's clock.
    pub at: Option<NaiveDateTime>,
    /// Whether a save has taken more than a second.
    pub late: bool,
    /// Why the last one failed.
    pub failed: Option<String>,
}

/// Everything that decides what is on the screen.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state"
)]
pub struct App {
    /// The guide. There is one for the life of the program.
    pub guide: &'static Guide,
    /// The open roadmap of it.
    pub roadmap: &'static Roadmap,
    /// The sum of all changes.
    pub book: Book,
    /// Who makes changes.
    author: Author,
    /// The open project.
    pub project: Subject,
    /// Last place by project id.
    pub places: BTreeMap<String, String>,
    /// Places of the updates that were read.
    pub read: BTreeSet<String>,
    /// Where the user is.
    pub spot: Spot,
    /// Where the user came from, the latest last.
    pub back: Vec<Spot>,
    /// The line of the road with the cursor: 0–7 signs, 8 the toolkit, 9–13 its stages.
    pub road: usize,
    /// Which edition is shown.
    pub edition: Edition,
    /// Whether the page has the whole width.
    pub wide: bool,
    /// What stands in front of the page.
    pub front: Front,
    /// The fields of the open item, while they have the cursor.
    pub fields: Option<Fields>,
    /// The last search.
    pub query: String,
    /// How the screen looks.
    pub look: Look,
    /// A line for the user, until the next key.
    pub notice: Option<String>,
    /// Whether the work is on disk.
    pub saving: Saving,
    /// Whether this is a demo, which is never saved.
    pub demo: bool,
    /// Whether this is a kiosk, which is never suspended.
    pub kiosk: bool,
    /// Whether q was pressed once.
    pub leaving: bool,
    /// The clock at the last message.
    pub now: Now,
    /// Geometry of the last drawing.
    pub seen: Seen,
    /// Where files are, for the help.
    pub files: Vec<String>,
    trail: Trail,
    index: Option<Index>,
    done_at: Option<DateTime<Utc>>,
}

/// What the app needs to begin.
pub struct Start {
    /// The guide.
    pub guide: &'static Guide,
    /// The roadmap to open.
    pub roadmap: &'static Roadmap,
    /// The sum of all changes.
    pub book: Book,
    /// Values that somebody wrote into the state file by hand since the last session.
    pub edited: Vec<(Key, String)>,
    /// Who makes changes.
    pub session: Session,
    /// Id of the project to open, if it is known.
    pub project: Option<String>,
    /// Last place by project id.
    pub places: BTreeMap<String, String>,
    /// Places of the updates that were read.
    pub read: BTreeSet<String>,
    /// How the screen looks.
    pub look: Look,
    /// Whether nothing is to be saved.
    pub demo: bool,
    /// Whether this is a kiosk.
    pub kiosk: bool,
    /// Why nothing can be saved, if so.
    pub unsaved: Option<String>,
    /// The clock.
    pub now: Now,
    /// Where files are, for the help.
    pub files: Vec<String>,
}

impl App {
    /// An app at the place where the user left off, with the effects of its beginning.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let mut app = Self {
            guide: start.guide,
            roadmap: start.roadmap,
            book: start.book,
            author: Author::new(start.session),
            project: Subject::Project(String::new()),
            places: start.places,
            read: start.read,
            spot: Spot {
                place: guide::ABOUT.to_owned(),
                ..Spot::default()
            },
            back: Vec::new(),
            road: 0,
            edition: Edition::Today,
            wide: false,
            front: Front::Page,
            fields: None,
            query: String::new(),
            look: start.look,
            notice: None,
            saving: Saving {
                handed: 0,
                saved: 0,
                at: None,
                late: false,
                failed: start.unsaved,
            },
            demo: start.demo,
            kiosk: start.kiosk,
            leaving: false,
            now: start.now,
            seen: Seen::default(),
            files: start.files,
            trail: Trail::default(),
            index: None,
            done_at: None,
        };
        let mut effects = app.take_in(&[], start.edited);
        let known = start
            .project
            .filter(|id| app.book.projects().contains(&id.as_str()));
        let first = app.open_projects().first().map(|&id| id.to_owned());
        if let Some(id) = known.or(first) {
            app.switch_to(&id);
        } else {
            effects.extend(app.new_project(words::FIRST_PROJECT));
            app.trail = Trail::default();
            app.front = Front::Welcome;
            app.spot.part = Part::Road;
        }
        app.notice = None;
        (app, effects)
    }

    /// What stands at the open place; nothing if the guide no longer has it.
    pub fn found(&self) -> Option<Found<'static>> {
        self.guide.find(self.roadmap, &self.spot.place)
    }

    /// The sign or stage that is open, or that the open item belongs to.
    pub fn page(&self) -> Option<&'static Page> {
        match self.found()? {
            Found::Page(page) | Found::Item(page, _) => Some(page),
            _ => None,
        }
    }

    /// The lines of the open page's checklist.
    pub fn items(&self) -> Vec<&'static Item> {
        match self.found() {
            Some(Found::Page(page)) => self.roadmap.checklist(page).collect(),
            _ => Vec::new(),
        }
    }

    /// The item under the cursor, or the open one.
    pub fn item(&self) -> Option<&'static Item> {
        match self.found()? {
            Found::Item(_, item) => Some(item),
            Found::Page(page) if self.spot.part == Part::Checklist => {
                self.roadmap.checklist(page).nth(self.spot.item)
            }
            _ => None,
        }
    }

    /// The links of the open page; an update that was not read is marked.
    pub fn links(&self) -> Vec<Link> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let mut links = content::links(self.guide, self.roadmap, &found, self.edition);
        for link in &mut links {
            if link.place.starts_with("updates/") && !self.read.contains(&link.place) {
                link.words.insert_str(0, words::NEW);
            }
        }
        links
    }

    /// The work of the open project on an item.
    pub fn work<'a>(&'a self, item: &'a Item) -> Work<'a> {
        Work::on(&self.book, &self.project, item)
    }

    /// Id of the open project.
    pub fn project_id(&self) -> &str {
        match &self.project {
            Subject::Project(id) | Subject::Feedback(id) | Subject::Measure(id) => id,
        }
    }

    /// Ids of the projects on this roadmap that are not archived.
    pub fn open_projects(&self) -> Vec<&str> {
        let of_this_roadmap = |id: &&str| {
            let roadmap = self
                .book
                .text(&Subject::Project((*id).to_owned()), "", &Field::Roadmap);
            roadmap.is_empty() || roadmap == self.roadmap.id.as_str()
        };
        self.book
            .projects()
            .into_iter()
            .filter(|id| self.book.archived(id).is_none())
            .filter(of_this_roadmap)
            .collect()
    }

    /// Whether letters and digits are text now.
    pub fn typing(&self) -> bool {
        match &self.front {
            Front::Form(_) | Front::Search(_) => true,
            Front::Page => self.fields.is_some(),
            _ => false,
        }
    }

    /// Whether everything handed over is on disk.
    pub fn all_saved(&self) -> bool {
        self.demo || (self.saving.handed == self.saving.saved && self.saving.failed.is_none())
    }

    /// What drawing found out.
    pub fn saw(&mut self, seen: Seen) {
        // What stands in front scrolls by itself; the page stays where it is.
        if matches!(self.front, Front::Page) {
            self.spot.scroll = seen.top;
        }
        self.seen = seen;
    }

    /// The lines of the road: each sign, the toolkit, each stage.
    pub fn road_places(&self) -> Vec<&'static str> {
        let pages = |kind: Kind| {
            self.roadmap
                .pages()
                .filter(move |page| page.kind == kind)
                .map(|page| page.place.as_str())
        };
        pages(Kind::Sign)
            .chain([guide::TOOLKIT])
            .chain(pages(Kind::Stage))
            .collect()
    }

    /// The line of the road that the open place belongs to.
    pub fn road_here(&self) -> Option<usize> {
        let place = self.spot.place.split('#').next().unwrap_or_default();
        self.road_places().iter().position(|&road| road == place)
    }
}
