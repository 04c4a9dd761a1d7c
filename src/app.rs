//! The decisions: a [`message::Message`] in, new state and [`Effect`]s out. No file, no clock, no terminal.
//!
//! - [`command`]: what a key can ask for · [`keys`]: the one table of keys · [`message`]: what can happen · [`words`]: the chrome's strings · [`hint`]:
//!   those that name keys, `telling`: in the words of each face
//! - [`look`], [`settings`]: how the screen looks, and what the user has set
//! - [`content`]: what a page says and where it leads, with `shelves` for the library's, both made of `phrases`; [`template`]s
//! - [`search`], `terms`: finding what is said
//! - `open`: what the disk held · `update`: what each message does · `travel`: going to places
//! - `record`: making changes · `rewind`: the past · `settle`: two values for one field · `drafting`: half-written text
//! - `dated`: dates typed into fields
//! - `forms`, `lists`: what can stand in front of the page · [`field`]: text fields
//! - [`clipboard`]: what can be copied · `copy`: and how · `pasted`: text from elsewhere

pub mod clipboard;
pub mod command;
pub mod content;
mod cursor;
mod dated;
pub mod document;
mod drafting;
pub mod field;
mod front;
pub mod hint;
mod kept;
pub mod keys;
pub mod look;
pub mod message;
mod open;
mod pasted;
mod phrases;
mod record;
mod rewind;
pub mod screen;
pub mod settings;
mod settle;
mod shelves;
mod spot;
pub mod stack;
mod telling;
pub mod template;
mod terms;
mod travel;
mod update;
pub mod words;

pub use record::random;
pub use rewind::{Recalling, Rewind};

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use chrono::{DateTime, Utc};

use crate::guide::page::{Item, Kind, Page};
use crate::guide::place::{self, is_update};
use crate::guide::{self, Found, Guide, Roadmap};
use crate::project::author::Author;
use crate::project::book::{Book, Stamp};
use crate::project::change::{Change, Session, Subject};
use crate::project::date::{Clock, Wall};
use crate::project::draft::Draft;
use crate::project::opened::{Opened, Unsaved};
use crate::project::progress::Tallies;
use crate::project::roads::Roads;
use crate::project::undo::Trail;
use crate::project::work::Work;
use clipboard::Clipboard;
use content::{Edition, Link};
use dated::LeftDate;
use field::Fields;
use hint::Hand;
use kept::Kept;
use look::Look;
use message::{Effect, Now};
use screen::Screen;
use screen::search::Index;
pub use spot::{Part, Spot};
use stack::Stack;

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
    /// When the last save succeeded.
    pub at: Option<DateTime<Utc>>,
    /// Whether a save has taken more than a second.
    pub late: bool,
    /// Why the last one failed.
    pub failed: Option<String>,
    /// Whether no key has come since it failed.
    pub is_news: bool,
}

/// Everything that decides what is on the screen.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state"
)]
pub struct App {
    /// The guide. There is one for the life of the program.
    pub guide: &'static Guide,
    /// The roadmap of it that the open project is on.
    pub roadmap: &'static Roadmap,
    /// Whether somebody asked for a roadmap: then no project of another is opened by itself.
    is_asked: bool,
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
    /// Where the user is, what stands there, and what is behind it.
    pub stack: Stack,
    /// The line of the road with the cursor: 0–7 signs, 8 the toolkit, 9–13 its stages.
    pub road: usize,
    /// Which edition is shown.
    pub edition: Edition,
    /// Whether the page has the whole width.
    pub wide: bool,
    /// The fields of the open item, while they have the cursor.
    pub fields: Option<Fields>,
    /// The last search.
    pub query: String,
    /// How the screen looks.
    pub look: Look,
    /// How it looked at the start.
    look_at_start: Look,
    /// The clipboard of the user's terminal.
    pub clipboard: Clipboard,
    /// How the user answers.
    pub hand: Hand,
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
    /// What the user's clock shows at other moments; UTC until whoever knows the zone says more.
    pub clock: Clock,
    /// Geometry of the last drawing.
    pub seen: Seen,
    /// Where files are, for the help.
    pub files: Vec<String>,
    /// Why nothing can be saved from the start on, if so.
    pub unsaved: Option<Unsaved>,
    /// Changes that are not on disk yet, the oldest first.
    pub pending: Vec<Change>,
    /// Half-written text of sessions that were cut off, each with its file; offered one after the other.
    pub drafts: Vec<(PathBuf, Draft)>,
    /// The project's past, while one walks through it.
    pub rewind: Option<Rewind>,
    /// Pasted text that no field took.
    held: Option<String>,
    /// What was typed into the form that was left last.
    left_form: Option<Draft>,
    left_date: Option<LeftDate>,
    /// What the history is being read for.
    recalling: Option<Recalling>,
    trail: Trail,
    index: Option<Index>,
    kept_links: Kept<(&'static str, String, Edition, usize), [Link]>,
    kept_tallies: Kept<(Stamp, Subject), Tallies>,
    done_at: Option<DateTime<Utc>>,
}

/// What the app needs to begin.
pub struct Start {
    /// The guide.
    pub guide: &'static Guide,
    /// The roadmap to begin with.
    pub roadmap: &'static Roadmap,
    /// Whether somebody asked for it.
    pub is_asked: bool,
    /// What the disk held.
    pub opened: Opened,
    /// Who makes changes.
    pub session: Session,
    /// How the screen looks.
    pub look: Look,
    /// Whether nothing is to be saved.
    pub demo: bool,
    /// Whether this is a kiosk.
    pub kiosk: bool,
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
            is_asked: start.is_asked,
            book: Book::default(),
            author: Author::new(start.session),
            project: Subject::Project(String::new()),
            places: BTreeMap::new(),
            read: BTreeSet::new(),
            stack: Stack::at(guide::ABOUT),
            road: 0,
            edition: Edition::Today,
            wide: false,
            fields: None,
            query: String::new(),
            look: start.look,
            look_at_start: start.look,
            clipboard: Clipboard::default(),
            hand: Hand::default(),
            notice: None,
            saving: Saving {
                handed: 0,
                saved: 0,
                at: None,
                late: false,
                failed: None,
                is_news: false,
            },
            demo: start.demo,
            kiosk: start.kiosk,
            leaving: false,
            now: start.now,
            clock: Wall::utc,
            seen: Seen::default(),
            files: start.files,
            unsaved: None,
            pending: Vec::new(),
            drafts: Vec::new(),
            rewind: None,
            held: None,
            left_form: None,
            left_date: None,
            recalling: None,
            trail: Trail::default(),
            index: None,
            kept_links: Kept::default(),
            kept_tallies: Kept::default(),
            done_at: None,
        };
        let note = start.opened.note.as_ref();
        let note = note.map(|_| words::HISTORY_ELSEWHERE.to_owned());
        let told = start.opened.told.clone();
        let effects = app.opened(start.opened);
        let told: Vec<String> = note.into_iter().chain(told).collect();
        app.notice = (!told.is_empty()).then(|| told.join(" "));
        (app, effects)
    }

    /// The open page, and where the cursor is on it.
    pub fn spot(&self) -> &Spot {
        self.stack.page()
    }

    /// What stands in front of the open page; nothing where that is in front itself.
    pub fn front(&self) -> Option<&Screen> {
        self.stack.front()
    }

    /// What stands at the open place; nothing if the guide no longer has it.
    pub fn found(&self) -> Option<Found<'static>> {
        self.guide.find(self.roadmap, &self.spot().place)
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
            Found::Page(page) if self.spot().part == Part::Checklist => {
                self.roadmap.line(page, self.spot().item)
            }
            _ => None,
        }
    }

    /// The links of the open page; an update that was not read is marked.
    pub fn links(&self) -> Rc<[Link]> {
        let key = (
            self.roadmap.id.as_str(),
            self.spot().place.clone(),
            self.edition,
            self.read.len(),
        );
        self.kept_links.get(key, || self.fresh_links().into())
    }

    fn fresh_links(&self) -> Vec<Link> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let mut links = content::links(self.guide, self.roadmap, &found, self.edition);
        for link in &mut links {
            if is_update(&link.place) && !self.read.contains(&link.place) {
                link.words.insert_str(0, words::NEW);
            }
        }
        links
    }

    /// How far the open project is.
    pub fn tallies(&self) -> Rc<Tallies> {
        let key = (self.book.stamp(), self.project.clone());
        let tallies = || Rc::new(Tallies::of(self.roadmap, &self.book, &self.project));
        self.kept_tallies.get(key, tallies)
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

    /// Which roadmap whatever was recorded is on.
    pub(crate) fn roads(&self) -> Roads<'static, '_> {
        Roads {
            guide: self.guide,
            open: self.roadmap,
            book: &self.book,
        }
    }

    /// Whether letters and digits are text now.
    pub fn typing(&self) -> bool {
        match self.front() {
            Some(Screen::Form(_) | Screen::Search(_)) => true,
            None => self.fields.is_some(),
            _ => false,
        }
    }

    /// Whether everything handed over is on disk.
    pub fn all_saved(&self) -> bool {
        self.demo || (self.saving.handed == self.saving.saved && self.saving.failed.is_none())
    }

    /// Whether the history is being read, to be shown or undone.
    pub fn is_recalling(&self) -> bool {
        self.recalling.is_some()
    }

    /// Suspends the program; a kiosk says why not.
    fn suspend(&mut self) -> Vec<Effect> {
        if self.kiosk {
            self.notify(words::NO_SUSPENDING);
            return Vec::new();
        }
        vec![Effect::Suspend]
    }

    /// What drawing found out.
    pub fn saw(&mut self, seen: Seen) {
        // What stands in front scrolls by itself; the page stays where it is.
        if self.front().is_none() {
            self.stack.page_mut().scroll = seen.top;
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
        let place = place::page_of(&self.spot().place);
        self.road_places().iter().position(|&road| road == place)
    }
}
