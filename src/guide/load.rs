//! From the files of a guide folder to a [`Guide`], with every fault found on the way.

mod library;

use strum::VariantArray as _;
use toml::value::Datetime;

use super::fault::Fault;
use super::index::ItemIndex;
use super::lazy::Listed;
use super::library::Shelf;
use super::limits;
use super::overlong;
use super::page::{ChecklistLine, Duty, Item, Kind, Page, Reference, See, Strength, Ties};
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
    /// The text of a file that must be there.
    fn text(&self, file: &str) -> Option<&str> {
        let text = self.files.get(file);
        if text.is_none() {
            let what = "the file is missing; add it (README.md says what it holds)";
            self.findings.fault(file, 0, what);
        }
        text.map(String::as_str)
    }

    fn sheet<T: Default>(&self, file: &str, reader: impl FnOnce(&Table<'_>) -> T) -> T {
        let text = self.text(file);
        text.map(|text| Sheet::new(file, text, 0, self.findings).read(reader))
            .unwrap_or_default()
    }

    fn guide(&self) -> Guide {
        let mut order = Vec::new();
        let mut guide = self.sheet("guide.toml", |table| {
            order = self.order(table);
            Guide {
                title: table.text("title"),
                edition: table.date("edition"),
                reach: table.text("reach"),
                notice: table.text("notice"),
                provenance: table.text("provenance"),
                welcome: table.texts("welcome"),
                ..Guide::default()
            }
        });
        // First: what a basis rests on is said at its source.
        let sources = self.sheet("sources.toml", |table| table.tables("source", source));
        for source in &sources {
            let mut readings = self.findings.readings.borrow_mut();
            readings.add(&source.id, &source.read);
        }
        guide.sources = Listed::from(sources);
        guide.roadmaps = self.roadmaps(&order);
        guide.competencies = self.competencies().into();
        guide.library = self.library();
        let calendar = self.sheet("bank-holidays.toml", |table| Calendar {
            reach: table.text("reach"),
            read: table.date("read"),
            items: table.places("items"),
            years: table.tables("year", year),
        });
        guide.calendar = calendar.into();
        guide
    }

    /// The roadmaps in this order; those that are not named in it follow in the order of their names.
    fn roadmaps(&self, order: &[Text]) -> Vec<Roadmap> {
        let mut folders = self.folders();
        folders.sort_by_key(|folder| {
            let at = order.iter().position(|named| **named == **folder);
            at.unwrap_or(usize::MAX)
        });
        if folders.is_empty() {
            let what = "no roadmap; a guide needs one folder with roadmap.toml";
            self.findings.fault("mental-health/roadmap.toml", 0, what);
        }
        if let Some(folder) = folders.get(limits::ROADMAPS) {
            let (count, most) = (folders.len(), limits::ROADMAPS);
            let what = format!("{count} roadmaps; a guide has {most} at most");
            self.findings
                .fault(&format!("{folder}/roadmap.toml"), 0, what);
        }
        let few = folders.into_iter().take(limits::ROADMAPS);
        few.map(|folder| self.roadmap(folder)).collect()
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
                let what = format!(
                    "there is no roadmap {named}; take it out, or add {named}/roadmap.toml"
                );
                table.fault_at("roadmaps", what);
            }
        }
        if order.is_empty() {
            return vec![Text::from(DEFAULT)];
        }
        order
    }

    fn competencies(&self) -> Vec<Competency> {
        let mut competencies: Vec<Competency> = self.sheet("competencies.toml", |table| {
            table.tables("competency", competency)
        });
        for (number, levels) in self.levels() {
            let mut known = competencies.iter_mut();
            match known.find(|known| known.number == number) {
                Some(competency) => competency.levels = levels,
                None => {
                    let what = format!("there is no competency {number}");
                    self.findings.fault("measures.toml", 1, what);
                }
            }
        }
        competencies
    }

    fn roadmap(&self, folder: &str) -> Roadmap {
        let file = format!("{folder}/roadmap.toml");
        let (id, title, signs, stages) = self.sheet(&file, |table| {
            let id = table.text("id");
            if id != folder && !id.is_empty() {
                let what = format!("the roadmap's id is its folder's name; write \"{folder}\"");
                table.fault_at("id", what);
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
            index: ItemIndex::default(),
        }
    }

    fn page(&self, folder: &str, kind: Kind, number: u8, id: &str) -> Page {
        let place = At::Page(kind, id).to_string();
        let file = format!("{folder}/{place}.md");
        let list = format!("{folder}/{place}.toml");
        let checklist = self.sheet(&list, |table| {
            table.tables("item", |item| entry(item, &place))
        });
        if checklist.is_empty() {
            let what = "no [[item]]; a page needs a checklist";
            self.findings.fault(&list, 0, what);
        }
        let blank = Page {
            kind,
            number,
            place: Text::from(place),
            checklist,
            ..Page::default()
        };
        let text = self.text(&file);
        let Some(parts) = text.and_then(|text| prose::cut(&file, text, self.findings)) else {
            return blank;
        };
        let sections = prose::sections(&file, &parts, self.findings);
        let sheet = Sheet::new(&file, parts.head, 1, self.findings);
        let page = sheet.read(|table| Page {
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
            basis: table.tables("basis", reference),
            basis_2009: table.tables("basis_2009", reference),
            competencies: table.table("competencies", ties).unwrap_or_default(),
            today: sections.today.into(),
            practice: sections.practice.into(),
            then: sections.then.into(),
            ..blank
        });
        if kind == Kind::Sign && !page.before.is_empty() {
            self.findings
                .fault(&file, 1, "`before` belongs to stages; delete it here");
        }
        page
    }
}

fn entry(table: &Table<'_>, page: &str) -> ChecklistLine {
    if table.has("same") {
        return ChecklistLine::Same(table.place("same"));
    }
    let id = table.id();
    let duties = table.tables("duty", duty);
    if duties.is_empty() {
        let what = "has no [[item.duty]]; say what must or should be done";
        table.fault(format!("item \"{id}\" {what}"));
    }
    let place = format!("{page}#{id}");
    let was = table.texts("was");
    table.defines(place.clone());
    for was in &was {
        table.defines(was.to_string());
    }
    ChecklistLine::Own(Item {
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
    let strengths = [Strength::Must, Strength::Should];
    let strength = table.one_of("strength", &strengths, Strength::Should);
    let basis = table.tables("basis", reference);
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
    let readings = table.tables("read", reading);
    let mut parts: Vec<&str> = readings.iter().map(|reading| &*reading.part).collect();
    parts.sort_unstable();
    if let Some(&[twin, _]) = parts.array_windows().find(|[one, next]| one == next) {
        let what = format!("the part \"{twin}\" stands twice; join the two");
        table.fault_at("read", what);
    }
    if parts.contains(&reading::ALL) && parts.contains(&reading::OPENING) {
        let what = "both \"all\" and \"opening\"; where only the opening was read, delete \"all\"";
        table.fault_at("read", what);
    }
    readings
}

fn reading(table: &Table<'_>) -> Reading {
    let ways = [HowRead::Officially, HowRead::SecondHand];
    Reading {
        part: part(table, "part", Some(table.text("part"))).unwrap_or_default(),
        how: table.one_of("how", &ways, HowRead::Unverified),
        on: table.date("on"),
    }
}

fn year(table: &Table<'_>) -> Year {
    let year = table.text("year");
    let days = table.texts("days");
    let is_wrong = |day: &&Text| !is_date(day) || !day.starts_with(year.as_str());
    if let Some(wrong) = days.iter().find(is_wrong) {
        let what = format!("\"{wrong}\" is no day of {year}; write it as {year}-12-25");
        table.fault_at("days", what);
    }
    Year {
        number: year,
        basis: table.tables("basis", reference),
        days,
    }
}

/// Whether a text is a date as TOML has it.
fn is_date(text: &str) -> bool {
    let moment = text.parse::<Datetime>();
    moment.is_ok_and(|moment| moment.date.is_some() && moment.time.is_none())
}

fn ties(table: &Table<'_>) -> Ties {
    Ties {
        reconstructed: table.numbers("reconstructed"),
        from_source: table.numbers("from_source"),
    }
}

fn competency(table: &Table<'_>) -> Competency {
    let number = table.number("number");
    table.stands_at(At::Competency(number));
    Competency {
        number,
        name: table.text("name"),
        asked: table.text("asked"),
        asked_basis: table.tables("asked_basis", reference),
        levels: Vec::new(),
        note: table.text_if_any("note"),
        basis: table.tables("basis", reference),
    }
}

fn source(table: &Table<'_>) -> Source {
    let id = table.id();
    table.stands_at(At::Entry(Shelf::Sources, &id));
    let address = table.text("address");
    if !address.is_empty()
        && (!address.starts_with("http") || address.contains(char::is_whitespace))
    {
        let what = "an address begins with http and holds no space; write it in full";
        table.fault_at("address", what);
    }
    Source {
        id,
        title: table.text("title"),
        publisher: table.text("publisher"),
        address,
        date: table.text_if_any("date"),
        standing: table.one_of("standing", Standing::VARIANTS, Standing::Current),
        successor: table.has("successor").then(|| table.source("successor")),
        archive: table.text_if_any("archive"),
        note: table.text_if_any("note"),
        group: table.text_if_any("group"),
        read: readings(table),
    }
}
