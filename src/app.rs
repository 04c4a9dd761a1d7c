//! The decisions: a [`message::Message`] in, new state and [`Effect`]s out. No file, no clock, no terminal.
//!
//! - [`World`]: what is known · [`stack`]: what stands before the user, and behind it · [`screen`]: the screens, and what
//!   comes of a key in each · [`laid`]: what stood on the screen · [`field`]: text fields
//! - [`road`]: the road beside a page · [`alarms`]: what is out of the ordinary
//! - [`command`]: what a key can ask for · [`keys`]: the one table of keys · [`message`]: what can happen
//! - [`words`]: the chrome's strings · [`hint`]: those that name keys, `telling`: in the words of each face
//! - [`look`], [`settings`]: how the screen looks, and what the user has set · [`clipboard`]: what can be copied
//! - [`content`]: what a page says and where it leads, with `shelves` for the library's, both made of `phrases`; [`template`]s
//! - `open`: what the disk held · `update`: what each message does · `record`: making changes · `rewind`: the past
//! - `dated`: dates typed into fields · `pasted`: text that came all at once

pub mod alarms;
pub mod clipboard;
pub mod command;
pub mod content;
mod dated;
pub mod document;
pub mod field;
pub mod hint;
mod kept;
pub mod keys;
pub mod laid;
pub mod look;
pub mod message;
mod open;
mod pasted;
mod phrases;
mod record;
mod rewind;
pub mod road;
pub mod screen;
pub mod settings;
mod shelves;
mod spot;
pub mod stack;
mod telling;
pub mod template;
mod update;
pub mod words;
mod world;

pub use record::random;

use std::rc::Rc;
use std::sync::Arc;

use crate::guide::page::Item;
use crate::guide::shared::SharedRoadmap;
use crate::guide::{ABOUT, Found, Guide};
use crate::project::draft::Draft;
pub use crate::scene::Part;
use crate::scene::Scene;
use content::Link;
use field::{Fields, TextField};
use laid::Laid;
use message::Effect;
use screen::Screen;
use screen::page::OpenPage;
pub use spot::Spot;
use stack::Stack;
pub use world::{Moment, Recalling, Rewind, Saving, Start, World};

/// Everything that decides what is on the screen.
pub struct App {
    /// What is known.
    pub world: World,
    /// Where the user is, what stands there, and what is behind it.
    pub stack: Stack,
    /// Geometry of the last drawing.
    pub laid: Laid,
    /// Whether the page has the whole width.
    pub is_wide: bool,
    /// Whether q was pressed once.
    is_leaving: bool,
}

impl App {
    /// An app at the place where the user left off, with the effects of its beginning.
    pub fn new(start: Start) -> (Self, Vec<Effect>) {
        let (world, opened) = World::new(start);
        let mut app = Self {
            stack: Stack::at(OpenPage::at(world.place(ABOUT))),
            world,
            laid: Laid::default(),
            is_wide: false,
            is_leaving: false,
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
        self.world
            .replace_roadmap(roadmap.ok_or("the guide has no roadmap")?);
        Ok(())
    }

    /// Where the cursor is on the open page.
    pub fn spot(&self) -> &Spot {
        &self.stack.page().spot
    }

    /// Whether the open page is in front itself.
    pub fn is_page(&self) -> bool {
        self.front().is_none()
    }

    /// What stands in front of the open page; nothing where that is in front itself.
    pub fn front(&self) -> Option<&Screen> {
        self.stack.in_front().next()
    }

    /// What stands before the user.
    pub fn scene(&self) -> Scene<'_> {
        self.stack.front().scene(&self.world)
    }

    /// What belongs to the open page, for a pane beside it. Everything in it can be reached on the page too.
    pub fn related(&self) -> Scene<'_> {
        self.stack.page().related(&self.world)
    }

    /// What stands at the open place; nothing if the guide no longer has it.
    pub fn found(&self) -> Option<Found<'_>> {
        self.world.found(&self.spot().place)
    }

    /// The item under the cursor, or the open one.
    pub fn item(&self) -> Option<&Item> {
        self.world.item(self.spot())
    }

    /// The links of the open page; an update that was not read is marked.
    pub fn links(&self) -> Rc<[Link]> {
        self.world.links(&self.spot().place)
    }

    /// Makes another project the open one, at its last place, on its own roadmap.
    pub fn switch_to(&mut self, id: &str) -> Vec<Effect> {
        let step = self.world.switch_to(id);
        self.take(step)
    }

    /// The fields of the open item, while they have the cursor.
    pub fn fields(&self) -> Option<&Fields> {
        self.stack.page().fields.as_ref()
    }

    /// The parts of the open page in the order of Tab.
    pub fn parts(&self) -> Vec<Part> {
        self.stack.page().parts(&self.world)
    }

    /// The text field that takes what is typed, if one does.
    pub fn field(&self) -> Option<&TextField> {
        self.stack.front().field()
    }

    /// Whether letters and digits are text now.
    pub fn typing(&self) -> bool {
        self.field().is_some()
    }

    /// Whether something has the whole screen.
    pub fn is_alone(&self) -> bool {
        matches!(self.front(), Some(Screen::Bare(_)))
    }

    /// What is half-written just now, if anything.
    pub fn draft(&self) -> Option<Draft> {
        let Some(form) = self.stack.form() else {
            return self.stack.page().draft(&self.world);
        };
        let (purpose, fields) = (&form.purpose, &form.fields);
        let is_draft = purpose.records() && fields.list.iter().any(TextField::is_changed);
        let written = || {
            self.world
                .written(purpose.clone(), fields.focus, &fields.list)
        };
        is_draft.then(written)
    }

    /// What is not on disk, as text to be copied from the screen.
    pub fn unsaved_text(&self) -> String {
        self.world.unsaved_text(self.draft().as_ref())
    }

    /// What drawing found out.
    pub fn saw(&mut self, laid: Laid) {
        if let Some(top) = self.stack.front_mut().top() {
            *top = laid.top;
        }
        self.laid = laid;
    }
}
