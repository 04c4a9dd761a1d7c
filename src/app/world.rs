//! What is known, whatever stands on the screen: the guide, what was recorded, the user and the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use chrono::{DateTime, Utc};

use super::clipboard::Clipboard;
use super::content::{self, Edition, Link};
use super::hint::Hand;
use super::kept::Kept;
use super::look::Look;
use super::message::Now;
use super::screen::search::Index;
use super::spot::Spot;
use super::words;
use crate::guide::page::{Item, Kind, Page};
use crate::guide::place::{Place, is_update};
use crate::guide::shared::SharedRoadmap;
use crate::guide::{self, Found, Guide};
use crate::project::author::Author;
use crate::project::book::{Book, Stamp};
use crate::project::change::{Change, Signature, Subject};
use crate::project::date::Clock;
use crate::project::draft::Draft;
use crate::project::opened::{Opened, Unsaved};
use crate::project::past::Past;
use crate::project::progress::Tallies;
use crate::project::roads::Roads;
use crate::project::trouble::Trouble;
use crate::project::undo::Trail;
use crate::project::work::Work;
use crate::scene::{Line, Part};
use crate::text::Text;

/// What the app needs to begin.
pub struct Start {
    /// The roadmap to begin with, and its guide.
    pub roadmap: SharedRoadmap,
    /// Whether somebody asked for it.
    pub is_asked: bool,
    /// What the disk held.
    pub opened: Opened,
    /// Who makes changes.
    pub session: Signature,
    /// How the screen looks.
    pub look: Look,
    /// Whether nothing is to be saved.
    pub demo: bool,
    /// Whether this is a kiosk.
    pub kiosk: bool,
    /// The moment.
    pub now: Now,
    /// What the user's clock shows at other moments.
    pub clock: Clock,
    /// The clipboard of the user's terminal.
    pub clipboard: Clipboard,
    /// How the user answers.
    pub hand: Hand,
    /// What is to be said before anything else.
    pub notice: Option<String>,
    /// Where files are, for the help.
    pub files: Vec<String>,
}

/// Whether the user's work is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub failed: Option<Trouble>,
    /// Whether no key has come since it failed.
    pub is_news: bool,
}

/// What the history is being read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recalling {
    /// Undo of what an earlier session did.
    Undo,
    /// Redo of what an earlier session undid.
    Redo,
    /// The past of the open project.
    Past,
}

/// The past that is shown, and the present that waits behind it.
pub struct Rewind {
    /// How far back.
    pub past: Past,
    /// The book of now.
    pub(super) present: Book,
}

/// After so many places the texts of those that were opened before are let go.
const MOST_OPENED: usize = 16;

/// What is looked at: it decides what can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The record as it is.
    Now,
    /// As it was.
    Past,
    /// A record that is made up and never saved.
    Demonstration,
    /// The record as it is, of which the state file may be read and not written.
    ReadOnly,
}

/// All of it.
pub struct World {
    /// The roadmap that the open project is on, and its guide.
    pub roadmap: SharedRoadmap,
    /// How many places were opened.
    opened: usize,
    /// How often the guide was replaced.
    pub(super) replaced: usize,
    /// Whether somebody asked for a roadmap: then no project of another is opened by itself.
    pub(super) is_asked: bool,
    /// The sum of all changes.
    pub book: Book,
    /// Who makes changes.
    pub(super) author: Author,
    /// The open project.
    pub project: Subject,
    /// Last place by project id.
    pub places: BTreeMap<String, String>,
    /// Places of the updates that were read.
    pub read: BTreeSet<String>,
    /// Which edition is shown.
    pub edition: Edition,
    /// The last search.
    pub query: String,
    /// How the screen looks.
    pub look: Look,
    /// How it looked at the start.
    pub(super) look_at_start: Look,
    /// The clipboard of the user's terminal.
    pub clipboard: Clipboard,
    /// How the user answers.
    pub hand: Hand,
    /// A line for the user, until the next key.
    pub notice: Option<String>,
    /// The notice that something failed, and the same without the file, for where there is little room.
    pub failure: Option<(String, String)>,
    /// Whether the work is on disk.
    pub saving: Saving,
    /// Whether this is a demo, which is never saved.
    pub demo: bool,
    /// Whether this is a kiosk, which is never suspended.
    pub kiosk: bool,
    /// The clock at the last message.
    pub now: Now,
    /// What the user's clock shows at other moments.
    pub clock: Clock,
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
    pub(super) held: Option<String>,
    /// What was typed into the form that was left last.
    pub(super) left_form: Option<Draft>,
    /// What was typed for a date into a record and refused.
    pub(super) left_date: Option<Draft>,
    /// What the history is being read for.
    pub(super) recalling: Option<Recalling>,
    pub(super) trail: Trail,
    pub(super) kept_tallies: Kept<(Stamp, Subject), Tallies>,
    pub(super) kept_links: Kept<(usize, Place, Edition, usize), [Link]>,
    pub(super) kept_gate: Kept<(Stamp, Subject, String), [Line]>,
    pub(super) kept_index: Kept<(usize, String), Index>,
    pub(super) done_at: Option<DateTime<Utc>>,
}

impl World {
    /// What is known before anything of the disk is taken in, and what it held.
    pub(super) fn new(start: Start) -> (Self, Opened) {
        let world = Self {
            roadmap: start.roadmap,
            opened: 0,
            replaced: 0,
            is_asked: start.is_asked,
            book: Book::default(),
            author: Author::new(start.session),
            project: Subject::Project(String::new()),
            places: BTreeMap::new(),
            read: BTreeSet::new(),
            edition: Edition::Today,
            query: String::new(),
            look: start.look,
            look_at_start: start.look,
            clipboard: start.clipboard,
            hand: start.hand,
            notice: start.notice,
            failure: None,
            saving: Saving::default(),
            demo: start.demo,
            kiosk: start.kiosk,
            now: start.now,
            clock: start.clock,
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
            kept_tallies: Kept::default(),
            kept_links: Kept::default(),
            kept_gate: Kept::default(),
            kept_index: Kept::default(),
            done_at: None,
        };
        (world, start.opened)
    }

    /// Another roadmap, of another guide, in place of this one. Nothing of the old one stays behind.
    pub(super) fn replace_roadmap(&mut self, roadmap: SharedRoadmap) {
        self.roadmap = roadmap;
        self.replaced += 1;
        self.kept_tallies = Kept::default();
        self.kept_links = Kept::default();
        self.kept_gate = Kept::default();
        self.kept_index = Kept::default();
    }

    /// A place was opened.
    pub(super) fn arrived(&mut self, place: &Place) {
        self.opened += 1;
        if self.opened.is_multiple_of(MOST_OPENED) {
            self.roadmap = self.roadmap.unopened();
        }
        if self.edition == Edition::Then && !self.has_2009(place) {
            self.edition = Edition::Today;
        }
        if is_update(place.text()) {
            self.read.insert(place.to_string());
        }
        let id = self.project_id().to_owned();
        self.places.insert(id, place.to_string());
    }

    /// What is looked at.
    pub fn moment(&self) -> Moment {
        match (&self.rewind, &self.unsaved) {
            (Some(_), _) => Moment::Past,
            _ if self.demo => Moment::Demonstration,
            (None, Some(Unsaved::Refused(_))) => Moment::ReadOnly,
            (None, _) => Moment::Now,
        }
    }

    /// The guide.
    pub fn guide(&self) -> &Guide {
        self.roadmap.guide()
    }

    /// What stands at a place; nothing if the guide does not have it.
    pub fn found(&self, place: &Place) -> Option<Found<'_>> {
        let guide = self.guide();
        guide.find(guide.roadmap(place.roadmap())?, place.text())
    }

    /// A place of the open roadmap.
    pub fn place(&self, text: impl Into<Text>) -> Place {
        Place::on(&self.roadmap, text)
    }

    /// The sign or stage where somebody is, or that the item there belongs to.
    pub fn page(&self, at: &Spot) -> Option<&Page> {
        match self.found(&at.place)? {
            Found::Page(page) | Found::Item(page, _) => Some(page),
            _ => None,
        }
    }

    /// The item under the cursor, or the open one.
    pub fn item(&self, at: &Spot) -> Option<&Item> {
        match self.found(&at.place)? {
            Found::Item(_, item) => Some(item),
            Found::Page(page) if at.part == Part::Checklist => self.roadmap.line(page, at.item),
            _ => None,
        }
    }

    /// The lines of the checklist there.
    pub fn items(&self, at: &Spot) -> Vec<&Item> {
        match self.found(&at.place) {
            Some(Found::Page(page)) => self.roadmap.checklist(page).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a place has a text of 2009.
    pub fn has_2009(&self, place: &Place) -> bool {
        match self.found(place) {
            Some(Found::Page(_)) => true,
            Some(Found::Article(article)) => !article.then.is_empty(),
            _ => false,
        }
    }

    /// The links of a place; an update that was not read is marked.
    pub fn links(&self, place: &Place) -> Rc<[Link]> {
        let key = (self.replaced, place.clone(), self.edition, self.read.len());
        self.kept_links.get(key, || self.fresh_links(place).into())
    }

    fn fresh_links(&self, place: &Place) -> Vec<Link> {
        let Some(found) = self.found(place) else {
            return Vec::new();
        };
        let mut links = content::links(self.guide(), &self.roadmap, &found, self.edition);
        for link in &mut links {
            let place = link.place.text();
            if is_update(place) && !self.read.contains(place) {
                link.words.insert_str(0, words::NEW);
            }
        }
        links
    }

    /// How far the open project is.
    pub fn tallies(&self) -> Rc<Tallies> {
        let key = (self.book.stamp(), self.project.clone());
        let tallies = || Rc::new(Tallies::of(&self.roadmap, &self.book, &self.project));
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
    pub(crate) fn roads(&self) -> Roads<'_, '_> {
        Roads {
            guide: self.guide(),
            open: &self.roadmap,
            book: &self.book,
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

    /// The place of a line of the road.
    pub(super) fn road_place(&self, line: usize) -> Option<Place> {
        let places = self.road_places();
        places.get(line).map(|&place| self.place(place.to_owned()))
    }

    /// The lines of the road: each sign, the toolkit, each stage.
    pub fn road_places(&self) -> Vec<&str> {
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
}
