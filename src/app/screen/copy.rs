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

use std::fmt;
use std::sync::Arc;

use super::Step;
use super::bare::Bare;
use super::list::{About, Entry, List, Listed};
use crate::app::clipboard::{Clipboard, Thing};
use crate::app::field::WORK;
use crate::app::message::Effect;
use crate::app::spot::Spot;
use crate::app::{World, content, document, template, words};
use crate::doc::Doc;
use crate::doc::format::Format;
use crate::doc::to_text::Paper;
use crate::guide::page::Item;
use crate::guide::{Found, Source};
use crate::project::change::Field;
use crate::scene::Part;
use crate::text::number::counted;

/// What can be copied of a place.
pub struct Copy(Vec<Thing>);

/// Without the texts, which may be long.
impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Copy")
    }
}

impl Copy {
    /// The menu of what can be copied at a spot, if anything can.
    pub(super) fn step(world: &mut World, at: &Spot) -> Step {
        let things = world.things_to_copy(at);
        if things.is_empty() {
            return world.say(words::NOTHING_TO_COPY).into();
        }
        Step::push(List::of(Self(things)))
    }
}

impl Listed for Copy {
    const ABOUT: About = About::offer(
        "Copy",
        "The copy view is the bare text{, for the mouse. Any key but the arrows leads back|}.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let about = match world.clipboard {
            Clipboard::Takes(_) => words::IF_NOTHING_ARRIVES.to_owned(),
            Clipboard::Kiosk => words::KIOSK_SENDS_NOTHING.to_owned(),
            Clipboard::Unsafe => world.told(words::SENDS_NOTHING_HERE),
        };
        let mut entries = vec![Entry::Note(about)];
        for thing in &self.0 {
            let (name, text) = (thing.name, &thing.text);
            let size = text.len();
            if thing.is_address {
                entries.push(Entry::Note(text.to_string()));
            }
            let shown = |is_code| {
                let text = Arc::clone(text);
                move |_: &mut World| Bare::new(text, is_code).step()
            };
            match world.clipboard {
                Clipboard::Takes(most) if size <= most => {
                    let size = if thing.is_address {
                        String::new()
                    } else {
                        format!(" ({})", counted(size, "byte", "bytes"))
                    };
                    let sent = text.to_string();
                    entries.push(Entry::plain(
                        format!("Send {name} to your clipboard{size}"),
                        |world| {
                            world.notify(words::SENT);
                            Step::close().with([Effect::Send(sent)])
                        },
                    ));
                }
                Clipboard::Takes(most) => entries.push(Entry::Note(format!(
                    "Not to be sent: {name} has {}, and this terminal is sent {most} at most. {}",
                    counted(size, "byte", "bytes"),
                    world.told(words::TOO_LONG_TO_SEND)
                ))),
                Clipboard::Kiosk | Clipboard::Unsafe => {}
            }
            entries.push(Entry::plain(
                format!("Show {name} in the copy view"),
                shown(false),
            ));
            if thing.is_address {
                entries.push(Entry::plain(
                    format!("Show {name} as a QR code"),
                    shown(true),
                ));
            }
        }
        entries
    }
}

impl World {
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

    /// The address of the source here, the item here, the page.
    fn things_to_copy(&self, at: &Spot) -> Vec<Thing> {
        let Some(found) = self.found(&at.place) else {
            return Vec::new();
        };
        let names = ["the address", "the address of the kept copy"];
        let addresses = self.source(at).map_or(Vec::new(), |source| {
            content::addresses(&Found::Source(source))
        });
        let mut things: Vec<Thing> = names
            .into_iter()
            .zip(addresses)
            .map(|(name, (_, address))| Thing::new(name, address, true))
            .collect();
        if let Some(item) = self.item(at) {
            let text = self.item_text(item);
            things.push(Thing::new("the item with its record", &text, false));
        }
        if !matches!(found, Found::Item(..)) {
            let text = self.document_of(&found, Format::Txt);
            things.push(Thing::new("the page's text", &text, false));
        }
        things
    }

    /// The source that is open, or that the link under the cursor leads to.
    fn source(&self, at: &Spot) -> Option<&Source> {
        let mut found = None;
        if at.part == Part::Links {
            let links = self.links(&at.place);
            found = self.found(&links.get(at.link)?.place);
        }
        match found.or_else(|| self.found(&at.place))? {
            Found::Source(source) => Some(source),
            _ => None,
        }
    }
}
