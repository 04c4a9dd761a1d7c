//! The open page as a scene: text, checklist, fields and links.

use std::rc::Rc;

use super::{OpenPage, checklist, measures};
use crate::app::content::{self, Edition, Link};
use crate::app::hint::Hand;
use crate::app::screen::welcome;
use crate::app::{World, document, road, words};
use crate::guide::Found;
use crate::guide::page::{Item, Kind, Page};
use crate::project::change::Field;
use crate::project::gate;
use crate::scene::{Block, Lead, Line, Lines, Part, Revision, Role, Says, Scene, Standing};

impl OpenPage {
    /// The page, as it stands there.
    pub(super) fn page_scene<'a>(&'a self, world: &'a World) -> Scene<'a> {
        let mut scene = Scene {
            top: self.spot.scroll,
            has_cursor: self.spot.part != Part::Road,
            query: &world.query,
            keys: self.keys(world),
            answers: self.answers(world),
            standing: Standing::Page {
                place: self.spot.place.clone(),
                part: self.spot.part,
                is_of_2009: world.edition == Edition::Then,
            },
            ..Scene::default()
        };
        let Some(found) = world.found(&self.spot.place) else {
            self.add_retired(world, &mut scene);
            return scene;
        };
        (scene.title, scene.mark) = title(world, &found);
        let things = match found {
            Found::Page(page) => {
                scene.selected = (self.spot.part == Part::Checklist).then_some(self.spot.item);
                self.add_page(world, page, &mut scene);
                page.checklist.len()
            }
            Found::Item(_, item) => self.add_item(world, item, found, &mut scene),
            _ => {
                self.add_other(world, found, &mut scene);
                0
            }
        };
        self.add_links(world, things, &mut scene);
        scene
    }

    /// A block of the open page, made when somebody asks for it.
    fn asked<'a>(
        &self,
        world: &World,
        block: &'static str,
        is_of_records: bool,
        make: impl Fn() -> Lines + 'a,
    ) -> Block<'a> {
        let revision = Revision {
            block,
            guide: world.replaced,
            place: self.spot.place.clone(),
            is_of_2009: world.edition == Edition::Then,
            read: world.read.len(),
            records: is_of_records.then(|| (world.book.stamp(), world.project.clone())),
        };
        Block::Asked(revision, Box::new(move || make().list))
    }

    /// The text of what stands there.
    fn text<'a>(&self, world: &'a World, found: Found<'a>) -> Block<'a> {
        self.asked(world, "text", false, move || {
            let mut lines = Lines::default();
            let text = content::text(world.guide(), &world.roadmap, &found, world.edition);
            if let Some(text) = text {
                lines.say(Says::Doc(text));
            }
            lines
        })
    }

    /// A page in reading order: a sign begins with its text, a stage with its checklist.
    fn add_page<'a>(&'a self, world: &'a World, page: &'a Page, scene: &mut Scene<'a>) {
        let is_sign = page.kind == Kind::Sign;
        let is_then = world.edition == Edition::Then;
        let gate = world.gate_lines(page);
        // A stage has at most three lines before its checklist: a gate takes the summary's place.
        let summary_first = is_sign || gate.is_empty();
        let mut lines = Lines::default();
        lines.list.extend(gate.iter().cloned());
        if is_then {
            lines.text("In 2009, and what became of it:", Role::Strong, 0);
            lines.blank();
        } else if summary_first {
            lines.text(&page.summary, Role::Plain, 0);
        }
        let as_at = content::as_at(page, world.now.today());
        if is_sign && !is_then {
            lines.text(&as_at, Role::Quiet, 0);
            lines.blank();
        }
        scene.add(lines);
        if is_sign || is_then {
            scene.blocks.push(self.text(world, Found::Page(page)));
        }
        let mut lines = Lines::default();
        lines.gap();
        lines.part(Part::Checklist);
        if is_sign || is_then || world.hand == Hand::Lines {
            lines.text(document::checklist_title(page), Role::Heading, 0);
        }
        scene.add(lines);
        scene
            .blocks
            .push(self.asked(world, "checklist", true, move || {
                let mut lines = Lines::of(Part::Checklist);
                checklist::add(world, &page.place, &world.items(&self.spot), &mut lines);
                lines
            }));
        if !is_sign && !is_then {
            let mut lines = Lines::default();
            lines.heading("About this stage");
            if !summary_first {
                lines.text(&page.summary, Role::Plain, 0);
            }
            lines.text(&as_at, Role::Quiet, 0);
            lines.blank();
            scene.add(lines);
            scene.blocks.push(self.text(world, Found::Page(page)));
        }
    }

    /// An item with its record; says how many fields that has.
    fn add_item<'a>(
        &'a self,
        world: &'a World,
        item: &'a Item,
        found: Found<'a>,
        scene: &mut Scene<'a>,
    ) -> usize {
        let mut lines = Lines::default();
        lines.text(&item.text, Role::Heading, 0);
        checklist::add_state(world, item, &mut lines);
        if let Some(also) = world.clash_line(&item.place, &Field::State) {
            lines.wrote(Lead::Indent(0), &also, Role::Warning);
        }
        lines.blank();
        scene.add(lines);
        scene.blocks.push(self.text(world, found));
        let mut lines = Lines::of(Part::Fields);
        lines.heading("Your record");
        let recorded;
        let shown = if let Some(typed) = &self.fields {
            typed
        } else {
            recorded = world.fields_of(item);
            &recorded
        };
        shown.add_to(self.fields.is_some(), &mut lines);
        scene.add(lines);
        scene.selected = self.fields.as_ref().map(|fields| fields.focus);
        shown.list.len()
    }

    /// Anything else.
    fn add_other<'a>(&'a self, world: &'a World, found: Found<'a>, scene: &mut Scene<'a>) {
        let mut lines = Lines::default();
        measures::before_text(world, &found, &mut lines);
        scene.add(lines);
        let addresses = content::addresses(&found);
        let is_about = matches!(found, Found::About);
        let mut lines = Lines::default();
        measures::after_text(world, &found, &mut lines);
        scene.blocks.push(self.text(world, found));
        let mut after = Lines::default();
        for (label, address) in addresses {
            after.heading(label);
            after.say(Says::Address(address.to_owned()));
        }
        if is_about {
            after.heading("How to move");
            for line in welcome::moving(world) {
                after.led(Lead::Bullet, &line, Role::Plain);
            }
        }
        scene.add(after);
        scene.add(lines);
    }

    /// The links, group by group; the first is thing number `first` to choose.
    fn add_links<'a>(&'a self, world: &'a World, first: usize, scene: &mut Scene<'a>) {
        if self.spot.part == Part::Links {
            scene.selected = Some(first + self.spot.link);
        }
        let mut lines = Lines::default();
        lines.gap();
        scene.add(lines);
        scene
            .blocks
            .push(self.asked(world, "links", false, move || {
                self.grouped(world, Part::Links, |lines, index, link| {
                    lines.thing(Some(first + index));
                    lines.led(Lead::Number(index + 1), &link.words, Role::Plain);
                    lines.thing(None);
                })
            }));
    }

    /// The heading of each group of links, and below it each of its links, counted from 0, as `add` does it.
    fn grouped(&self, world: &World, part: Part, add: impl Fn(&mut Lines, usize, &Link)) -> Lines {
        let mut lines = Lines::of(part);
        let mut group = "";
        for (index, link) in world.links(&self.spot.place).iter().enumerate() {
            if link.group != group {
                lines.heading(link.group);
                group = link.group;
            }
            add(&mut lines, index, link);
        }
        lines
    }

    /// What belongs to the open page, for a pane beside it. Everything in it can be reached on the page too.
    pub fn related<'a>(&'a self, world: &'a World) -> Scene<'a> {
        let mut scene = Scene {
            has_cursor: false,
            ..Scene::new("Belongs to this page", "")
        };
        scene
            .blocks
            .push(self.asked(world, "related", false, move || {
                self.grouped(world, Part::Text, |lines, _, link| {
                    lines.led(Lead::Bullet, &link.words, Role::Plain);
                })
            }));
        scene
    }

    /// A place that the state knows and the guide does not.
    fn add_retired(&self, world: &World, scene: &mut Scene<'_>) {
        let place = self.spot.place.text();
        "Retired".clone_into(&mut scene.title);
        let none = Lead::Indent(0);
        let mut lines = Lines::default();
        let words =
            format!("{place} is no longer part of this guide. What you recorded there is kept.");
        lines.wrote(none.clone(), &words, Role::Plain);
        if let Some(record) = world.book.record(&world.project, place) {
            lines.blank();
            for (field, heads) in record {
                if let Some(held) = heads.last() {
                    let words = format!("{}: {}", field.name(), held.value);
                    lines.wrote(none.clone(), &words, Role::Plain);
                }
                if let Some(also) = world.clash_line(place, field) {
                    lines.wrote(none.clone(), &also, Role::Warning);
                }
            }
        }
        scene.add(lines);
    }
}

impl World {
    /// The standing line of a gate, and the decision to go on.
    fn gate_lines(&self, stage: &Page) -> Rc<[Line]> {
        let key = (
            self.book.stamp(),
            self.project.clone(),
            stage.place.to_string(),
        );
        self.kept_gate
            .get(key, || gate_lines(self, stage).list.into())
    }
}

/// The title and what stands at its right end.
fn title(world: &World, found: &Found<'_>) -> (String, String) {
    match found {
        Found::Page(page) => {
            let tally = world.tallies().page(&world.roadmap, page);
            let mark = match world.hand {
                Hand::Keys => tally.words(),
                Hand::Lines => road::tally_spoken(tally),
            };
            (content::heading(found), mark)
        }
        Found::Item(page, item) => {
            let items: Vec<&Item> = crate::guide::own_items(page).collect();
            let number = items
                .iter()
                .position(|other| other.place == item.place)
                .map_or(0, |index| index + 1);
            (
                content::heading(&Found::Page(page)),
                format!("{number} of {}", items.len()),
            )
        }
        _ => (content::heading(found), String::new()),
    }
}

/// The standing line of a gate, and the decision to go on.
fn gate_lines(world: &World, stage: &Page) -> Lines {
    let mut lines = Lines::default();
    let open = gate::standing(&world.roadmap, &world.book, &world.project, stage);
    let passed = gate::passed(&world.book, &world.project, stage);
    if !open.is_empty() {
        let since = if passed.is_some() {
            "Opened since you went on"
        } else {
            "Before this stage"
        };
        lines.text(
            &format!(
                "{since}: {} {}",
                gate::words(&open),
                world.told(words::SHOWS_THEM)
            ),
            Role::Warning,
            0,
        );
    }
    if let Some(passed) = passed.filter(|_| open.is_empty()) {
        let on = (world.clock)(passed.reason.at).day();
        let told = format!(
            "Went on, {on}, {} open then {}: {}",
            passed.open.len(),
            world.told(words::SHOWS_ALL),
            passed.reason.value
        );
        lines.say(Says::Wrote(Lead::Indent(0), told, Role::Quiet, Some(2)));
    }
    lines
}
