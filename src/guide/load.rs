//! From the files of a guide folder to a [`Guide`], with every fault found on the way.

mod library;

use super::fault::Fault;
use super::index::Index;
use super::lazy::{Lazy, Listed};
use super::library::Shelf;
use super::limits;
use super::overlong;
use super::page::{Duty, Entry, Item, Kind, Page, Reference, See, Strength, Ties};
use super::place::At;
use super::prose;
use super::reading::{self, HowRead, Reading};
use super::table::{Findings, Sheet, Table};
use super::{Calendar, Competency, Files, Guide, Roadmap, Source, Standing, Year, check};
use crate::text::Text;

/// The roadmap that opens where the guide does not say which.
const DEFAULT: &str = "mental-health";

/// A guide as read, and all that is wrong with it. Use the guide only if nothing is.
#[derive(Debug)]
pub struct Loaded {
    /// What could be read.
    pub guide: Guide,
    /// Every fault, by file and line.
    pub faults: Vec<Fault>,
    /// The one to mend first: a fault of a file by itself, before those that follow from it elsewhere.
    pub first: Option<Fault>,
}

/// Reads and checks the files of a guide folder.
pub fn read(files: &Files) -> Loaded {
    let findings = Findings::default();
    overlong::note(files, &findings);
    if findings.any() {
        // Nobody wrote such a file for people to read, and reading on could cost any time.
        return Loaded {
            guide: reader(&Files::new(), &Findings::default()).guide(),
            first: findings.first(),
            faults: findings.in_order(),
        };
    }
    let guide = reader(files, &findings).guide();
    let first = findings.first();
    check::whole(&guide, files, &findings);
    Loaded {
        guide,
        first: first.or_else(|| findings.first()),
        faults: findings.in_order(),
    }
}

fn reader<'a>(files: &'a Files, findings: &'a Findings) -> Reader<'a> {
    Reader { files, findings }
}

struct Reader<'a> {
    files: &'a Files,
    findings: &'a Findings,
}

impl Reader<'_> {
    fn sheet<T: Default>(&self, file: &str, reader: impl FnOnce(Table<'_>) -> T) -> T {
        let Some(text) = self.files.get(file) else {
            self.findings.fault(
                file,
                0,
                "the file is missing; add it (README.md says what it holds)",
            );
            return T::default();
        };
        Sheet::new(file, text, 0, self.findings).read(reader)
    }

    fn guide(&self) -> Guide {
        let head = self.sheet("guide.toml", |table| Head {
            title: table.text("title"),
            edition: table.date("edition"),
            reach: table.text("reach"),
            notice: table.text("notice"),
            provenance: table.text("provenance"),
            welcome: table.texts("welcome"),
            roadmaps: self.order(&table),
        });
        let mut folders = self.folders();
        // Those that are not named follow in the order of their names.
        folders.sort_by_key(|folder| {
            let at = head.roadmaps.iter().position(|named| **named == **folder);
            at.unwrap_or(usize::MAX)
        });
        if folders.is_empty() {
            self.findings.fault(
                "mental-health/roadmap.toml",
                0,
                "no roadmap; a guide needs one folder with roadmap.toml",
            );
        }
        if let Some(folder) = folders.get(limits::ROADMAPS) {
            self.findings.fault(
                &format!("{folder}/roadmap.toml"),
                0,
                format!(
                    "{} roadmaps; a guide has {} at most",
                    folders.len(),
                    limits::ROADMAPS
                ),
            );
        }
        // First: what a basis rests on is said at its source.
        let sources = self.sheet("sources.toml", |table| {
            table.tables("source", |table| source(&table))
        });
        for source in &sources {
            self.findings
                .readings
                .borrow_mut()
                .add(&source.id, &source.read);
        }
        Guide {
            title: head.title,
            edition: head.edition,
            reach: head.reach,
            notice: head.notice,
            provenance: head.provenance,
            welcome: head.welcome,
            roadmaps: folders
                .into_iter()
                .take(limits::ROADMAPS)
                .map(|folder| self.roadmap(folder))
                .collect(),
            competencies: self.competencies().into(),
            library: self.library(),
            calendar: self
                .sheet("bank-holidays.toml", |table| Calendar {
                    reach: table.text("reach"),
                    read: table.date("read"),
                    items: table.places("items"),
                    years: table.tables("year", |table| year(&table)),
                })
                .into(),
            sources: Listed::from(sources),
        }
    }

    /// The folders that hold a roadmap.
    fn folders(&self) -> Vec<&str> {
        let files = self.files.keys();
        files
            .filter_map(|file| file.strip_suffix("/roadmap.toml"))
            .collect()
    }

    /// The order of the roadmaps: the first opens where nobody asks for another.
    fn order(&self, table: &Table<'_>) -> Vec<Text> {
        let order = table.texts("roadmaps");
        let folders = self.folders();
        for named in &order {
            if !folders.contains(&&**named) {
                table.fault_at(
                    "roadmaps",
                    format!(
                        "there is no roadmap {named}; take it out, or add {named}/roadmap.toml"
                    ),
                );
            }
        }
        if order.is_empty() {
            return vec![Text::from(DEFAULT)];
        }
        order
    }

    fn competencies(&self) -> Vec<Competency> {
        let mut competencies = self.sheet("competencies.toml", |table| {
            table.tables("competency", |table| competency(&table))
        });
        for (number, levels) in self.levels() {
            match competencies
                .iter_mut()
                .find(|competency: &&mut Competency| competency.number == number)
            {
                Some(competency) => competency.levels = levels,
                None => self.findings.fault(
                    "measures.toml",
                    1,
                    format!("there is no competency {number}"),
                ),
            }
        }
        competencies
    }

    fn roadmap(&self, folder: &str) -> Roadmap {
        let file = format!("{folder}/roadmap.toml");
        let (id, title, signs, stages) = self.sheet(&file, |table| {
            let id = table.text("id");
            if id != folder && !id.is_empty() {
                table.fault_at(
                    "id",
                    format!("the roadmap's id is its folder's name; write \"{folder}\""),
                );
            }
            (
                id,
                table.text("title"),
                table.few_texts("signs", limits::SIGNS),
                table.few_texts("toolkit", limits::STAGES),
            )
        });
        let pages = |kind: Kind, ids: Vec<Text>| {
            (1..=u8::MAX)
                .zip(ids)
                .map(|(number, id)| self.page(folder, kind, number, &id))
                .collect()
        };
        Roadmap {
            id,
            title,
            signs: pages(Kind::Sign, signs),
            stages: pages(Kind::Stage, stages),
            index: Index::default(),
        }
    }

    fn page(&self, folder: &str, kind: Kind, number: u8, id: &str) -> Page {
        let place = At::Page(kind, id).to_string();
        let file = format!("{folder}/{place}.md");
        let list = format!("{folder}/{place}.toml");
        let checklist = self.sheet(&list, |table| {
            table.tables("item", |item| entry(&item, &place))
        });
        if checklist.is_empty() {
            self.findings
                .fault(&list, 0, "no [[item]]; a page needs a checklist");
        }
        let Some(text) = self.files.get(&file) else {
            self.findings.fault(
                &file,
                0,
                "the file is missing; add it (README.md says what it holds)",
            );
            return blank(place, kind, number, checklist);
        };
        let Some(parts) = prose::cut(text) else {
            self.findings.fault(&file, 1, prose::no_head(text));
            return blank(place, kind, number, checklist);
        };
        let sections = prose::sections(&file, &parts, self.findings);
        let sheet = Sheet::new(&file, parts.head, 1, self.findings);
        let mut page = sheet.read(|table| Page {
            title: table.text("title"),
            short: table.short_text("short", 20),
            summary: table.short_text("summary", 130),
            as_at: table.date("as_at"),
            was: table.texts("was"),
            before: table.places_in("before", Kind::Sign.folder()),
            see: table.tables("see", |see| See {
                place: see.place("place"),
                why: see.text("why"),
            }),
            basis: table.tables("basis", |basis| reference(&basis)),
            basis_2009: table.tables("basis_2009", |basis| reference(&basis)),
            competencies: table
                .table("competencies", |ties| ties_of(&ties))
                .unwrap_or_default(),
            ..blank(place, kind, number, checklist)
        });
        if kind == Kind::Sign && !page.before.is_empty() {
            self.findings
                .fault(&file, 1, "`before` belongs to stages; delete it here");
        }
        page.today = sections.today.into();
        page.practice = sections.practice.into();
        page.then = sections.then.into();
        page
    }
}

#[derive(Default)]
struct Head {
    title: Text,
    edition: Text,
    reach: Text,
    notice: Text,
    provenance: Text,
    welcome: Vec<Text>,
    roadmaps: Vec<Text>,
}

fn blank(place: String, kind: Kind, number: u8, checklist: Vec<Entry>) -> Page {
    Page {
        place: Text::from(place),
        kind,
        number,
        title: Text::default(),
        short: Text::default(),
        summary: Text::default(),
        as_at: Text::default(),
        was: Vec::new(),
        before: Vec::new(),
        see: Vec::new(),
        basis: Vec::new(),
        basis_2009: Vec::new(),
        competencies: Ties::default(),
        today: Lazy::default(),
        practice: Lazy::default(),
        then: Lazy::default(),
        checklist,
    }
}

fn entry(table: &Table<'_>, page: &str) -> Entry {
    if table.has("same") {
        return Entry::Same(table.place("same"));
    }
    let id = table.id();
    let duties = table.tables("duty", |duty| self::duty(&duty));
    if duties.is_empty() {
        table.fault(format!(
            "item \"{id}\" has no [[item.duty]]; say what must or should be done"
        ));
    }
    let place = format!("{page}#{id}");
    let was = table.texts("was");
    table.defines(place.clone());
    for was in &was {
        table.defines(was.to_string());
    }
    Entry::Own(Item {
        place: Text::from(place),
        was,
        text: table.short_text("text", 100),
        signs: table.places_in("signs", Kind::Sign.folder()).into(),
        evidence: table.text("evidence").into(),
        mistakes: table.texts("mistakes").into(),
        duties: duties.into(),
        changed: table.date_if_any("changed"),
    })
}

fn duty(table: &Table<'_>) -> Duty {
    let strength = table.one_of(
        "strength",
        &[("must", Strength::Must), ("should", Strength::Should)],
        Strength::Should,
    );
    let basis = table.tables("basis", |basis| reference(&basis));
    if strength == Strength::Must && basis.is_empty() {
        table.fault("a must without a basis; name its source, or make it a should");
    }
    Duty {
        strength,
        words: table.text("words"),
        when: table.text_if_any("when"),
        basis,
    }
}

fn reference(table: &Table<'_>) -> Reference {
    let source = table.source("source");
    let at = part(table, "at", table.text_if_any("at"));
    Reference {
        read: table.how_read(&source, at.as_deref()),
        source,
        at,
    }
}

/// The name of a part of a source, which must be one part.
fn part(table: &Table<'_>, key: &str, part: Option<Text>) -> Option<Text> {
    if let Some(fault) = part.as_deref().and_then(reading::fault_of) {
        table.fault_at(key, fault);
    }
    part
}

/// How far a source was read, each part once, and not both all of it and only its opening.
fn readings(table: &Table<'_>) -> Vec<Reading> {
    let readings = table.tables("read", |reading| self::reading(&reading));
    let mut parts: Vec<&str> = readings.iter().map(|reading| &*reading.part).collect();
    parts.sort_unstable();
    if let Some(&[twin, _]) = parts.array_windows().find(|[one, next]| one == next) {
        table.fault_at(
            "read",
            format!("the part \"{twin}\" stands twice; join the two"),
        );
    }
    if parts.contains(&reading::ALL) && parts.contains(&reading::OPENING) {
        let what = "both \"all\" and \"opening\"; where only the opening was read, delete \"all\"";
        table.fault_at("read", what);
    }
    readings
}

fn reading(table: &Table<'_>) -> Reading {
    let choices = [
        ("official", HowRead::Officially),
        ("secondary", HowRead::SecondHand),
    ];
    Reading {
        part: part(table, "part", Some(table.text("part"))).unwrap_or_default(),
        how: table.one_of("how", &choices, HowRead::Unverified),
        on: table.date("on"),
    }
}

fn year(table: &Table<'_>) -> Year {
    let year = table.text("year");
    let days = table.texts("days");
    if let Some(wrong) = days
        .iter()
        .find(|day| !is_date(day) || !day.starts_with(year.as_str()))
    {
        table.fault_at(
            "days",
            format!("\"{wrong}\" is no day of {year}; write it as {year}-12-25"),
        );
    }
    Year {
        number: year,
        basis: table.tables("basis", |basis| reference(&basis)),
        days,
    }
}

/// Whether a text has the form of a date with a possible month and day.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else {
        return false;
    };
    let within = |text: &str, length, most| {
        text.len() == length && text.parse::<u16>().is_ok_and(|n| (1..=most).contains(&n))
    };
    within(year, 4, 2100) && within(month, 2, 12) && within(day, 2, 31)
}

fn ties_of(table: &Table<'_>) -> Ties {
    Ties {
        reconstructed: table.numbers("reconstructed"),
        from_source: table.numbers("from_source"),
    }
}

fn competency(table: &Table<'_>) -> Competency {
    let number = table.number("number");
    table.defines(At::Competency(number).to_string());
    Competency {
        number,
        name: table.text("name"),
        asked: table.text("asked"),
        asked_basis: table.tables("asked_basis", |basis| reference(&basis)),
        levels: Vec::new(),
        note: table.text_if_any("note"),
        basis: table.tables("basis", |basis| reference(&basis)),
    }
}

fn source(table: &Table<'_>) -> Source {
    let id = table.id();
    table.defines(At::Entry(Shelf::Sources, &id).to_string());
    let address = table.text("address");
    if !address.is_empty()
        && (!address.starts_with("http") || address.contains(char::is_whitespace))
    {
        table.fault_at(
            "address",
            "an address begins with http and holds no space; write it in full",
        );
    }
    let standings = [
        ("current", Standing::Current),
        ("superseded", Standing::Superseded),
        ("archived", Standing::Archived),
    ];
    Source {
        id,
        title: table.text("title"),
        publisher: table.text("publisher"),
        address,
        date: table.text_if_any("date"),
        standing: table.one_of("standing", &standings, Standing::Current),
        successor: table.has("successor").then(|| table.source("successor")),
        archive: table.text_if_any("archive"),
        note: table.text_if_any("note"),
        group: table.text_if_any("group"),
        read: readings(table),
    }
}
