//! The decisions: a [`message::Message`] in, new state and [`Effect`]s out. No file, no clock, no terminal.
//!
//! - [`World`]: what is known · [`stack`]: what stands before the user, and behind it · [`screen`]: what can stand in front
//!   of a page, `front`: and how it gives way · [`laid`]: what stood on the screen · [`field`]: text fields
//! - `page`: the open page as a scene · [`road`]: the road beside it · [`alarms`]: what is out of the ordinary · `hints`: what
//!   can be done here
//! - [`command`]: what a key can ask for · [`keys`]: the one table of keys · [`message`]: what can happen
//! - [`words`]: the chrome's strings · [`hint`]: those that name keys, `telling`: in the words of each face
//! - [`look`], [`settings`]: how the screen looks, and what the user has set · [`clipboard`]: what can be copied
//! - [`content`]: what a page says and where it leads, with `shelves` for the library's, both made of `phrases`; [`template`]s;
//!   `terms` of the glossary
//! - `open`: what the disk held · `update`: what each message does · `travel`: going to places
//! - `record`: making changes · `rewind`: the past · `settle`: two values for one field · `drafting`: half-written text
//! - `dated`: dates typed into fields · `pasted`: text from elsewhere

pub mod alarms;
pub mod clipboard;
pub mod command;
pub mod content;
mod dated;
pub mod document;
mod drafting;
pub mod field;
mod front;
pub mod hint;
mod hints;
mod kept;
pub mod keys;
pub mod laid;
pub mod look;
pub mod message;
mod open;
mod page;
mod pasted;
mod phrases;
mod record;
mod rewind;
pub mod road;
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
mod world;

pub use record::random;

use std::rc::Rc;
use std::sync::Arc;

use crate::guide::page::{Item, Page};
use crate::guide::place::{self, is_update};
use crate::guide::shared::SharedRoadmap;
use crate::guide::{self, Found, Guide};
use crate::project::book::Stamp;
use crate::project::change::Subject;
pub use crate::scene::Part;
use crate::scene::{Line, Scene};
use content::{Edition, Link};
use field::{Fields, TextField};
use kept::Kept;
use laid::Laid;
use message::Effect;
use screen::Screen;
use screen::search::Index;
pub use spot::Spot;
use stack::Stack;
pub use world::{Recalling, Rewind, Saving, Start, World};

/// Everything that decides what is on the screen.
pub struct App {
    /// What is known.
    pub world: World,
    /// Where the user is, what stands there, and what is behind it.
    pub stack: Stack,
    /// The line of the road with the cursor: 0–7 signs, 8 the toolkit, 9–13 its stages.
    pub road: usize,
    /// Whether the page has the whole width.
    pub wide: bool,
    /// The fields of the open item, while they have the cursor.
    pub fields: Option<Fields>,
    /// Whether q was pressed once.
    pub leaving: bool,
    /// Geometry of the last drawing.
    pub laid: Laid,
    index: Option<Index>,
    kept_links: Kept<(String, String, Edition, usize), [Link]>,
    kept_gate: Kept<(Stamp, Subject, String), [Line]>,
}

impl App {
    /// An app at the place where the user left off, with the effects of its beginning.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let (world, opened) = World::new(start);
        let mut app = Self {
            world,
            stack: Stack::at(guide::ABOUT),
            road: 0,
            wide: false,
            fields: None,
            leaving: false,
            laid: Laid::default(),
            index: None,
            kept_links: Kept::default(),
            kept_gate: Kept::default(),
        };
        let note = opened.note.as_ref();
        let note = note.map(|_| words::HISTORY_ELSEWHERE.to_owned());
        let told = opened.told.clone();
        let first = app.world.notice.take();
        let effects = app.opened(opened);
        let told: Vec<String> = note.into_iter().chain(told).collect();
        app.world.notice = first.or((!told.is_empty()).then(|| told.join(" ")));
        (app, effects)
    }

    /// Puts another guide in the place of this one; the open roadmap is that of the same name, or its first. Nothing of the
    /// old one stays behind.
    ///
    /// # Errors
    ///
    /// If it has no roadmap: then nothing is changed.
    pub fn replace_guide(&mut self, guide: &Arc<Guide>) -> Result<(), &'static str> {
        let same = SharedRoadmap::of(guide, Some(&self.world.roadmap.id));
        let roadmap = same.or_else(|| SharedRoadmap::of(guide, None));
        self.world.roadmap = roadmap.ok_or("the guide has no roadmap")?;
        self.world.replaced += 1;
        self.index = None;
        self.kept_links = Kept::default();
        self.kept_gate = Kept::default();
        self.world.kept_tallies = Kept::default();
        Ok(())
    }

    /// The open page, and where the cursor is on it.
    pub fn spot(&self) -> &Spot {
        self.stack.page()
    }

    /// What stands in front of the open page; nothing where that is in front itself.
    pub fn front(&self) -> Option<&Screen> {
        self.stack.front()
    }

    /// What stands before the user.
    pub fn scene(&self) -> Scene<'_> {
        self.hinted(match self.front() {
            Some(screen) => screen.scene(&self.world, self.laid.top),
            None => self.page_scene(),
        })
    }

    /// What stands at the open place; nothing if the guide no longer has it.
    pub fn found(&self) -> Option<Found<'_>> {
        self.world.found(&self.spot().place)
    }

    /// The sign or stage that is open, or that the open item belongs to.
    pub fn page(&self) -> Option<&Page> {
        self.world.page(self.spot())
    }

    /// The lines of the open page's checklist.
    pub fn items(&self) -> Vec<&Item> {
        match self.found() {
            Some(Found::Page(page)) => self.world.roadmap.checklist(page).collect(),
            _ => Vec::new(),
        }
    }

    /// The item under the cursor, or the open one.
    pub fn item(&self) -> Option<&Item> {
        self.world.item(self.spot())
    }

    /// The links of the open page; an update that was not read is marked.
    pub fn links(&self) -> Rc<[Link]> {
        let key = (
            self.world.roadmap.id.to_string(),
            self.spot().place.clone(),
            self.world.edition,
            self.world.read.len(),
        );
        self.kept_links.get(key, || self.fresh_links().into())
    }

    fn fresh_links(&self) -> Vec<Link> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let world = &self.world;
        let mut links = content::links(world.guide(), &world.roadmap, &found, world.edition);
        for link in &mut links {
            if is_update(&link.place) && !world.read.contains(&link.place) {
                link.words.insert_str(0, words::NEW);
            }
        }
        links
    }

    /// The text field that takes what is typed, if one does.
    pub fn field(&self) -> Option<&TextField> {
        match self.front() {
            Some(Screen::Search(search)) => Some(&search.line),
            Some(Screen::Form(form)) => form.fields.in_focus(),
            None => self.fields.as_ref().and_then(Fields::in_focus),
            _ => None,
        }
    }

    /// Whether letters and digits are text now.
    pub fn typing(&self) -> bool {
        self.field().is_some()
    }

    /// Suspends the program; a kiosk says why not.
    fn suspend(&mut self) -> Vec<Effect> {
        if self.world.kiosk {
            self.world.notify(words::NO_SUSPENDING);
            return Vec::new();
        }
        vec![Effect::Suspend]
    }

    /// What drawing found out.
    pub fn saw(&mut self, laid: Laid) {
        // What stands in front scrolls by itself; the page stays where it is.
        if self.front().is_none() {
            self.stack.page_mut().scroll = laid.top;
        }
        self.laid = laid;
    }

    /// The line of the road that the open place belongs to.
    pub fn road_here(&self) -> Option<usize> {
        let place = place::page_of(&self.spot().place);
        self.world
            .road_places()
            .iter()
            .position(|&road| road == place)
    }
}
