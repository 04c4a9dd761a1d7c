//! Copying: what of the open place can be copied, and the ways out of the terminal that there are (`y`).
//!
//! ```text
//! Copy
//! -------------------------------------------------------------
//! The copy view is the bare text, for the mouse. Any key but the arrows leads back.
//!
//! Not every terminal takes what is sent, ...
//!
//! https://www.legislation.gov.uk/uksi/2023/1348/contents
//!
//! >     Send the address to your clipboard
//!       Show the address in the copy view
//!       Show the address as a QR code
//! ```

use std::sync::Arc;

use super::Screen;
use super::bare::Bare;
use super::list::{About, Choice, Entry, ListKind};
use crate::app::clipboard::{Clipboard, Thing};
use crate::app::content;
use crate::app::message::Effect;
use crate::app::travel::WORK;
use crate::app::{App, Part, World, words};
use crate::app::{document, template};
use crate::doc::Doc;
use crate::doc::format::Format;
use crate::doc::to_text::Paper;
use crate::guide::Found;
use crate::guide::page::Item;
use crate::project::change::Field;
use crate::text::number::counted;

/// About it.
pub(super) const ABOUT: About = About::offer(
    "Copy",
    "The copy view is the bare text{, for the mouse. Any key but the arrows leads back|}.",
);

impl World {
    /// The menu of what can be copied.
    pub(in crate::app) fn copy_entries(&self, things: &[Thing]) -> Vec<Entry> {
        let about = match self.clipboard {
            Clipboard::Takes(_) => words::IF_NOTHING_ARRIVES.to_owned(),
            Clipboard::Kiosk => words::KIOSK_SENDS_NOTHING.to_owned(),
            Clipboard::Unsafe => self.told(words::SENDS_NOTHING_HERE),
        };
        let mut entries = vec![Entry::Note(about)];
        for thing in things {
            let (name, text) = (thing.name, &thing.text);
            let size = text.len();
            if thing.is_address {
                entries.push(Entry::Note(text.to_string()));
            }
            match self.clipboard {
                Clipboard::Takes(most) if size <= most => {
                    let size = if thing.is_address {
                        String::new()
                    } else {
                        format!(" ({})", counted(size, "byte", "bytes"))
                    };
                    entries.push(Entry::plain(
                        format!("Send {name} to your clipboard{size}"),
                        Choice::Send(Arc::clone(text)),
                    ));
                }
                Clipboard::Takes(most) => entries.push(Entry::Note(format!(
                    "Not to be sent: {name} has {}, and this terminal is sent {most} at most. {}",
                    counted(size, "byte", "bytes"),
                    self.told(words::TOO_LONG_TO_SEND)
                ))),
                Clipboard::Kiosk | Clipboard::Unsafe => {}
            }
            entries.push(Entry::plain(
                format!("Show {name} in the copy view"),
                Choice::Show(Arc::clone(text), false),
            ));
            if thing.is_address {
                entries.push(Entry::plain(
                    format!("Show {name} as a QR code"),
                    Choice::Show(Arc::clone(text), true),
                ));
            }
        }
        entries
    }

    /// A place as a document of a format.
    pub(in crate::app) fn document_of(&self, found: &Found<'_>, format: Format) -> String {
        match found {
            Found::Template(template) => template::to_fill_in(self.guide(), template, format),
            _ => Paper::default().print(&document::of(self.guide(), &self.roadmap, found)),
        }
    }

    /// An item as a document, and what the open project recorded about it.
    fn item_text(&self, item: &Item) -> String {
        let Some(found) = self.guide().find(&self.roadmap, &item.place) else {
            return String::new();
        };
        let work = self.work(item);
        let mut record = Doc::default();
        let mut add = |label: &str, value: &str| {
            if !value.is_empty() {
                record.wrote(0, format!("{label}: {value}"));
            }
        };
        add("Project", self.project_title());
        add("State", work.state().words());
        add("Also kept", &self.kept_beside(&item.place, &Field::State));
        add("Reason", work.text(&Field::Reason));
        add("Also kept", &self.kept_beside(&item.place, &Field::Reason));
        for (typed, (field, _)) in self.fields_of(item).list.iter().zip(&WORK) {
            add(typed.label, &typed.text());
            add("Also kept", &self.kept_beside(&item.place, field));
        }
        let mut heading = Doc::default();
        heading.heading(2, "Your record");
        let mut after = Doc::default();
        after.part(heading);
        after.part(record);
        // Whoever copies it wants what was written uncut.
        let uncut = Paper {
            width: usize::MAX,
            ..Paper::default()
        };
        format!(
            "{}\n{}",
            self.document_of(&found, Format::Txt),
            uncut.print(&after)
        )
    }
}

impl App {
    /// Opens the menu of what can be copied here.
    pub(in crate::app) fn open_copy(&mut self) {
        let things = self.things_to_copy();
        if things.is_empty() {
            self.world.notice = Some(words::NOTHING_TO_COPY.to_owned());
        } else {
            self.open_list(ListKind::Copy(things.into()));
        }
    }

    /// The address of the source here, the item here, the page.
    fn things_to_copy(&self) -> Vec<Thing> {
        let Some(found) = self.found() else {
            return Vec::new();
        };
        let names = ["the address", "the address of the kept copy"];
        let addresses = self.source_here().map_or(Vec::new(), |source| {
            content::addresses(&Found::Source(source))
        });
        let mut things: Vec<Thing> = names
            .into_iter()
            .zip(addresses)
            .map(|(name, (_, address))| Thing::new(name, address, true))
            .collect();
        if let Some(item) = self.item() {
            let text = self.world.item_text(item);
            things.push(Thing::new("the item with its record", &text, false));
        }
        if !matches!(found, Found::Item(..)) {
            let text = self.world.document_of(&found, Format::Txt);
            things.push(Thing::new("the page's text", &text, false));
        }
        things
    }

    /// The source that is open, or that the link under the cursor leads to.
    fn source_here(&self) -> Option<&crate::guide::Source> {
        let found = if self.spot().part == Part::Links {
            let links = self.links();
            self.world.found(&links.get(self.spot().link)?.place)
        } else {
            self.found()
        };
        match found.or_else(|| self.found())? {
            Found::Source(source) => Some(source),
            _ => None,
        }
    }

    /// Sends a text to the clipboard of the user's terminal.
    pub(in crate::app) fn send(&mut self, text: &str) -> Vec<Effect> {
        self.stack.close();
        self.world.notify(words::SENT);
        vec![Effect::Send(text.to_owned())]
    }

    /// Gives the whole screen to something that is to be copied.
    pub(in crate::app) fn show_alone(&mut self, bare: Bare) -> Vec<Effect> {
        self.stack.push(Screen::Bare(bare));
        vec![Effect::Redraw]
    }

    /// Whether something has the whole screen.
    pub fn is_alone(&self) -> bool {
        matches!(self.front(), Some(Screen::Bare(_)))
    }
}
