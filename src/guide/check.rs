//! What only the whole guide can show: dangling references, duplicates, vanished places, missing texts.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Shelf;
use super::page::{ChecklistLine, Item, Kind, Page, Reference};
use super::place;
use super::reading::HowRead;
use super::table::{Findings, Mention};
use super::{Files, Found, Guide, Roadmap, Standing, own_items};
use crate::text::Text;

/// Figures of a guide, for `roadsigns check`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Signs of all roadmaps.
    pub signs: usize,
    /// Stages of all toolkits.
    pub stages: usize,
    /// Items of the stages.
    pub actions: usize,
    /// Items that signs have of their own.
    pub essentials: usize,
    /// Items whose strongest duty is a must.
    pub musts: usize,
    /// Among those, items of whose musts nothing was read in the official text.
    pub second_hand_musts: usize,
    /// Among those, items whose musts rest on nothing that anybody opened.
    pub unverified_musts: usize,
    /// Duties that bind under a condition only.
    pub conditional: usize,
    /// Sources of the registry.
    pub sources: usize,
    /// Sentences of today's texts and duties.
    pub sentences: usize,
    /// Among those, sentences of more than 25 words.
    pub long_sentences: usize,
    /// Duties of today that rest on nothing but archived sources.
    pub on_archived: usize,
}

/// Counts what a guide holds.
pub fn count(guide: &Guide) -> Count {
    let mut count = Count {
        sources: guide.sources.len(),
        ..Count::default()
    };
    let archived: BTreeSet<&str> = guide
        .sources
        .iter()
        .filter(|source| source.standing == Standing::Archived)
        .map(|source| source.id.as_str())
        .collect();
    for page in guide.roadmaps.iter().flat_map(Roadmap::pages) {
        match page.kind {
            Kind::Sign => count.signs += 1,
            Kind::Stage => count.stages += 1,
        }
        count_sentences(&page.today.words(), &mut count);
        count_sentences(&page.practice.words(), &mut count);
        for item in own_items(page) {
            for duty in item.duties.iter() {
                count_sentences(&duty.words, &mut count);
                let archived = |reference: &Reference| archived.contains(reference.source.as_str());
                count.on_archived +=
                    usize::from(!duty.basis.is_empty() && duty.basis.iter().all(archived));
            }
            match page.kind {
                Kind::Sign => count.essentials += 1,
                Kind::Stage => count.actions += 1,
            }
            count.musts += usize::from(item.is_must());
            match item.must_read() {
                Some(HowRead::SecondHand) => count.second_hand_musts += 1,
                Some(HowRead::Unverified) => count.unverified_musts += 1,
                Some(HowRead::Officially) | None => {}
            }
            count.conditional += item
                .duties
                .iter()
                .filter(|duty| duty.when.is_some())
                .count();
        }
    }
    count
}

/// Every must of which nothing was read in the official text: its place, and the word beside it.
pub fn musts_to_confirm(guide: &Guide) -> Vec<(&str, &'static str)> {
    let pages = guide.roadmaps.iter().flat_map(Roadmap::pages);
    pages
        .flat_map(own_items)
        .flat_map(|item| item.duties.iter().map(move |duty| (item, duty)))
        .filter_map(|(item, duty)| Some((item.place.as_str(), duty.caution()?)))
        .collect()
}

fn count_sentences(text: &str, count: &mut Count) {
    for sentence in text
        .split(['.', '?', '!', '\n'])
        .map(|sentence| sentence.split_whitespace().count())
    {
        count.sentences += usize::from(sentence > 0);
        count.long_sentences += usize::from(sentence > 25);
    }
}

/// Places of a guide that its `places.txt` does not list yet, in order.
pub fn unlisted(guide: &Guide, files: &Files) -> Vec<String> {
    let listed = listed(files);
    let mut missing: Vec<String> = guide
        .roadmaps
        .iter()
        .flat_map(|roadmap| guide.places(roadmap))
        .filter(|place| !listed.contains_key(place.as_str()))
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

fn listed(files: &Files) -> BTreeMap<&str, usize> {
    let text = files.get("places.txt").map_or("", String::as_str);
    (1..)
        .zip(text.lines())
        .map(|(line, place)| (place.trim_start_matches('\u{feff}').trim(), line))
        .filter(|(place, _)| !place.is_empty())
        .collect()
}

pub(super) fn whole(guide: &Guide, files: &Files, findings: &Findings) {
    duplicates(findings);
    let places = Places::of(guide);
    dangling(&places, findings);
    vanished(guide, &places, files, findings);
    for roadmap in &guide.roadmaps {
        for page in roadmap.pages() {
            page_is_whole(guide, &roadmap.id, page, findings);
        }
    }
    strays(guide, files, findings);
    registry(guide, findings);
    for template in &guide.library.templates {
        let file = format!("{}.toml", template.place);
        if template.items.is_empty() {
            let what = "`items` is empty; name the actions or essentials that it serves";
            findings.fault(&file, 1, what);
        }
        not_after_the_edition(guide, &file, 1, &template.checked, findings);
    }
    for update in &guide.library.updates {
        not_after_the_edition(guide, "updates.toml", 1, &update.date, findings);
    }
    for article in &guide.library.articles {
        let file = format!("{}.md", article.place);
        not_after_the_edition(guide, &file, 1, &article.as_at, findings);
    }
}

/// A text cannot have been held against its sources after the guide went out.
fn not_after_the_edition(guide: &Guide, file: &str, line: usize, date: &str, findings: &Findings) {
    let edition = guide.edition.as_str();
    if date > edition {
        let what = format!("the date {date} is after the edition {edition}; correct one");
        findings.fault(file, line, what);
    }
}

/// Every source is named somewhere, and every address is one.
fn registry(guide: &Guide, findings: &Findings) {
    const FILE: &str = "sources.toml";
    let mentions = findings.mentions.borrow();
    let mentioned: BTreeSet<&str> = mentions.iter().map(|named| named.place.as_str()).collect();
    let defined = findings.defined.borrow();
    let lines = lines_of(&defined, FILE);
    let mut addresses: BTreeMap<&str, &str> = BTreeMap::new();
    for source in &guide.sources {
        let place = source.place();
        let line = lines.get(place.as_str()).copied().unwrap_or(1);
        let fault = |what: String| findings.fault(FILE, line, what);
        // The links of 2009 are there for their own sake, and name a page for several things.
        if source.group.is_none() {
            // What was read of a page is said once.
            if let Some(twin) = addresses.insert(&source.address, &source.id) {
                fault(format!(
                    "{place} has the address of sources/{twin}; join the two"
                ));
            }
            if !mentioned.contains(place.as_str()) {
                fault(format!("nothing names {place}; use it or delete it"));
            }
        }
        for reading in &source.read {
            not_after_the_edition(guide, FILE, line, &reading.on, findings);
        }
        let possible = |date: &Text| {
            let year = date.split('-').next().and_then(|year| year.parse().ok());
            year.is_some_and(|year: u16| year >= 1800) && date.as_str() <= guide.edition.as_str()
        };
        if let Some(date) = source.date.as_ref().filter(|date| !possible(date)) {
            fault(format!(
                "{place} has the date {date}, which cannot be; correct it"
            ));
        }
        for address in [&source.address].into_iter().chain(&source.archive) {
            if !is_web_address(address) {
                fault(format!("{address} is no web address; write it in full"));
            }
        }
    }
}

/// Whether it has a scheme of the web and a host.
fn is_web_address(address: &str) -> bool {
    let parts = address.split_once("://");
    parts.is_some_and(|(scheme, rest)| {
        let host = rest.split('/').next().unwrap_or_default();
        matches!(scheme, "http" | "https") && host.contains('.')
    })
}

/// One place, one thing; sister roadmaps may use the same places.
fn duplicates(findings: &Findings) {
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    for defined in findings.defined.borrow().iter() {
        let folder = defined
            .file
            .split_once('/')
            .map_or("", |(folder, _)| folder);
        let key = (folder.to_owned(), defined.place.clone());
        if let Some(first) = seen.get(&key) {
            let place = &defined.place;
            let what = if place::is_item(place) {
                format!(
                    "two items have the place {place} (the other is on line {first}); give one another id"
                )
            } else {
                format!(
                    "{place} stands twice (also on line {first}); join the two or give one another id"
                )
            };
            findings.fault(&defined.file, defined.line, what);
        } else {
            seen.insert(key, defined.line);
        }
    }
}

/// The lines of a file on which places are defined.
fn lines_of<'m>(defined: &'m [Mention], file: &str) -> BTreeMap<&'m str, usize> {
    let in_file = defined.iter().filter(|defined| defined.file == file);
    // From the end, so that the first of two is what stays.
    in_file
        .rev()
        .map(|defined| (defined.place.as_str(), defined.line))
        .collect()
}

/// The places of a roadmap's own, under their present and earlier names.
struct Road<'g> {
    id: &'g str,
    pages: BTreeSet<&'g str>,
    items: BTreeSet<&'g str>,
}

impl Road<'_> {
    fn holds(&self, place: &str) -> bool {
        let own = if place::is_item(place) {
            &self.items
        } else {
            &self.pages
        };
        own.contains(place)
    }
}

/// What [`Guide::find`] finds, for the many places that have to be looked up here.
struct Places<'g> {
    guide: &'g Guide,
    shelves: BTreeSet<String>,
    roads: Vec<Road<'g>>,
}

impl<'g> Places<'g> {
    fn of(guide: &'g Guide) -> Self {
        let road = |roadmap: &'g Roadmap| {
            let pages = roadmap.pages();
            let items = roadmap.pages().flat_map(own_items);
            Road {
                id: roadmap.id.as_str(),
                pages: pages
                    .flat_map(|page| [&page.place].into_iter().chain(&page.was))
                    .map(Text::as_str)
                    .collect(),
                items: items.flat_map(Item::places).map(Text::as_str).collect(),
            }
        };
        Self {
            guide,
            shelves: Shelf::ALL
                .iter()
                .flat_map(|shelf| guide.shelf_places(*shelf))
                .collect(),
            roads: guide.roadmaps.iter().map(road).collect(),
        }
    }

    /// The roadmap that a file belongs to; those of the library belong to all.
    fn road_of(&self, file: &str) -> Option<&Road<'g>> {
        let (folder, _) = file.split_once('/')?;
        self.roads.iter().find(|road| road.id == folder)
    }

    /// Whether it stands there for all roadmaps alike.
    fn holds_for_all(&self, place: &str) -> bool {
        let shelf = place
            .split_once('/')
            .and_then(|(shelf, _)| Shelf::at(shelf));
        if shelf.is_some() {
            return self.shelves.contains(place);
        }
        let first = self.guide.roadmaps.first();
        first.is_some_and(|first| {
            let found = self.guide.find(first, place);
            found.is_some_and(|found| !matches!(found, Found::Page(_) | Found::Item(..)))
        })
    }

    /// Whether it stands anywhere.
    fn holds(&self, place: &str) -> bool {
        self.holds_for_all(place) || self.roads.iter().any(|road| road.holds(place))
    }
}

fn dangling(places: &Places<'_>, findings: &Findings) {
    for mention in findings.mentions.borrow().iter() {
        let place = mention.place.as_str();
        let own = places.road_of(&mention.file);
        if places.holds_for_all(place) || own.is_some_and(|own| own.holds(place)) {
            continue;
        }
        let elsewhere = places.roads.iter().find(|road| road.holds(place));
        let what = match (own, elsewhere) {
            // What belongs to all may speak of any.
            (None, Some(_)) => continue,
            (Some(own), Some(elsewhere)) => format!(
                "{place} stands on the roadmap {}, not on {}; name a place of {} or of the library",
                elsewhere.id, own.id, own.id
            ),
            (_, None) => {
                format!("nothing stands at {place}; correct the place or add what it names")
            }
        };
        findings.fault(&mention.file, mention.line, what);
    }
}

fn vanished(guide: &Guide, places: &Places<'_>, files: &Files, findings: &Findings) {
    for (place, line) in listed(files) {
        if !places.holds(place) {
            let what = format!(
                "{place} was shipped and is gone; bring it back, or list it under `was` at its new place"
            );
            findings.fault("places.txt", line, what);
        }
    }
    for place in unlisted(guide, files) {
        let what = format!("{place} is not listed; add the line");
        findings.fault("places.txt", 0, what);
    }
}

fn page_is_whole(guide: &Guide, roadmap: &str, page: &Page, findings: &Findings) {
    let file = format!("{roadmap}/{}.md", page.place);
    not_after_the_edition(guide, &file, 1, &page.as_at, findings);
    let kind = match page.kind {
        Kind::Sign => "sign",
        Kind::Stage => "stage",
    };
    let needed = [
        ("Today", page.today.is_empty()),
        ("In 2009", page.then.is_empty()),
        (
            "Good practice",
            page.kind == Kind::Sign && page.practice.is_empty(),
        ),
    ];
    for (heading, is_missing) in needed {
        if is_missing {
            let what = format!("no `# {heading}`; every {kind} needs it");
            findings.fault(&file, 1, what);
        }
    }
    if page.competencies.all().is_empty() {
        let what = "no [competencies]; name those that the page exercises";
        findings.fault(&file, 1, what);
    }
    checklist_is_whole(roadmap, page, findings);
}

/// Each action names its signs, and an essential none; only a sign lists what stands elsewhere.
fn checklist_is_whole(roadmap: &str, page: &Page, findings: &Findings) {
    let file = format!("{roadmap}/{}.toml", page.place);
    let defined = findings.defined.borrow();
    let lines = lines_of(&defined, &file);
    for item in own_items(page) {
        let place = &item.place;
        let line = lines.get(&**place).copied().unwrap_or(1);
        let what = match (page.kind, item.signs.is_empty()) {
            (Kind::Stage, true) => format!("{place} names no signs; say to which it belongs"),
            (Kind::Sign, false) => format!("{place} is an essential; delete its `signs`"),
            _ => continue,
        };
        findings.fault(&file, line, what);
    }
    let is_same = |entry: &ChecklistLine| matches!(entry, ChecklistLine::Same(_));
    if page.kind == Kind::Stage && page.checklist.iter().any(is_same) {
        let what = "a stage's actions are its own; `same` belongs to signs";
        findings.fault(&file, 1, what);
    }
}

/// Files that nothing reads would be lost work.
fn strays(guide: &Guide, files: &Files, findings: &Findings) {
    let once = [
        "guide.toml",
        "sources.toml",
        "competencies.toml",
        "places.txt",
        "demo.toml",
        "README.md",
        "updates.toml",
        "measures.toml",
        "glossary.toml",
        "bank-holidays.toml",
    ];
    let on_shelf = |file: &str| {
        let parts = file.split_once('/');
        parts.is_some_and(|(shelf, rest)| Shelf::at(shelf).is_some() && !rest.contains('/'))
    };
    let of_page = |page: &Page, file: &str| {
        let ending = file.strip_prefix(page.place.as_str());
        ending.is_some_and(|ending| ending == ".md" || ending == ".toml")
    };
    let of_roadmap = |roadmap: &Roadmap, file: &str| {
        let rest = file.strip_prefix(roadmap.id.as_str());
        rest.and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|rest| {
                rest == "roadmap.toml" || roadmap.pages().any(|page| of_page(page, rest))
            })
    };
    for file in files.keys() {
        let mut roadmaps = guide.roadmaps.iter();
        let is_read = once.contains(&file.as_str())
            || on_shelf(file)
            || roadmaps.any(|roadmap| of_roadmap(roadmap, file));
        if !is_read {
            let what = "nothing reads this file; name it in roadmap.toml or delete it";
            findings.fault(file, 0, what);
        }
    }
}
