//! A project in plain text: every item with its record, the gates, the feedback. Where two values are kept for a field,
//! both stand there.

use chrono::{DateTime, Utc};

use super::printed::Printed;
use crate::app::content;
use crate::doc::Doc;
use crate::guide::page::{Item, Page};
use crate::guide::{Guide, Roadmap, place};
use crate::project::book::Book;
use crate::project::change::{Field, Key, Subject};
use crate::project::date::Clock;
use crate::project::progress::Tallies;
use crate::project::roads::Roads;
use crate::project::work::{State, Work};
use crate::project::{audit, date, gate};
use crate::text::number::counted;

/// The report of a project, whose roadmap is the open one.
pub fn of(roads: Roads<'_, '_>, id: &str, now: DateTime<Utc>, clock: Clock) -> Doc {
    let project = Subject::Project(id.to_owned());
    let Roads {
        guide,
        open: roadmap,
        book,
    } = roads;
    let mut report = Printed::new(clock);
    report.doc.heading(1, book.project_name(id).to_owned());
    report.doc.line(
        0,
        format!(
            "{} roadmap. Printed {}.",
            roadmap.title,
            clock(now).minute()
        ),
    );
    report.doc.line(
        0,
        format!("Guide: edition {}. {}", guide.edition, guide.notice),
    );
    let tally = Tallies::of(roadmap, book, &project).all;
    let counts = format!(
        "{} of {} done or not applicable, {} in hand, {} blocked.",
        tally.settled,
        counted(tally.total, "item", "items"),
        tally.in_hand,
        tally.blocked
    );
    report.doc.line(0, counts);
    if let Some(date) = book.archived(id) {
        report
            .doc
            .wrote(0, format!("Archived {}.", date::show_stored(date)));
    }
    let clashes = book.clashes().filter(|(key, _)| key.subject == project);
    let clashes = clashes.count();
    if clashes > 0 {
        let fields = counted(clashes, "field", "fields");
        report.doc.line(
            0,
            format!("Two values are kept for {fields}. In the guide, w lists them."),
        );
    }
    beside(book, &project, "", &mut report);
    for page in roadmap.signs.iter().chain(&roadmap.stages) {
        page_lines(roadmap, book, &project, page, &mut report);
    }
    retired_lines(guide, roadmap, book, &project, &mut report);
    feedback_lines(roads, &mut report);
    report.doc
}

/// What is kept at a place beside what stands there.
fn beside(book: &Book, project: &Subject, place: &str, report: &mut Printed) {
    for (field, heads) in book.record(project, place).into_iter().flatten() {
        report.beside(field.label(), field, heads);
    }
}

fn page_lines(
    roadmap: &Roadmap,
    book: &Book,
    project: &Subject,
    page: &Page,
    report: &mut Printed,
) {
    let tally = Tallies::of(roadmap, book, project).page(roadmap, page);
    report.doc.heading(
        2,
        format!(
            "{}  {}  {}",
            content::numbered(page),
            page.title,
            tally.words()
        ),
    );
    let open = gate::standing(roadmap, book, project, page);
    if !open.is_empty() {
        report
            .doc
            .line(0, format!("Before this stage: {}.", gate::words(&open)));
    }
    if let Some(passed) = gate::passed(book, project, page) {
        let on = (report.clock)(passed.reason.at).day();
        let by = audit::by(&passed.reason.by);
        report.doc.wrote(
            0,
            format!("Went on, {on}, {by}. Reason: {}", passed.reason.value),
        );
        report
            .doc
            .wrote(0, format!("Open then: {}", passed.open.join(", ")));
    }
    beside(book, project, &page.place, report);
    for item in roadmap.checklist(page) {
        if page.place == place::page_of(&item.place) {
            item_lines(book, project, item, report);
        } else {
            let state = Work::on(book, project, item).state();
            report.marked(state, &format!("{} (see {})", item.text, item.place));
        }
    }
}

fn item_lines(book: &Book, project: &Subject, item: &Item, report: &mut Printed) {
    let work = Work::on(book, project, item);
    let state = work.state();
    report.marked(state, &item.text);
    report
        .doc
        .line(2, format!("{}. {}", state.words(), content::mark(item)));
    report.beside("State", &Field::State, work.heads(&Field::State));
    let reason = if state == State::Blocked {
        "Blocked by"
    } else {
        "Reason"
    };
    for (name, field) in [
        (reason, Field::Reason),
        ("Owner", Field::Owner),
        ("Due", Field::Due),
        ("Evidence", Field::Evidence),
        ("Decided by", Field::DecidedBy),
        ("Decided on", Field::DecidedOn),
        ("Note", Field::Note),
    ] {
        report.field(name, &field, work.heads(&field));
    }
    if let Some(latest) = work.latest() {
        let at = (report.clock)(latest.at).minute();
        let by = audit::by(&latest.by);
        report.doc.wrote(
            3,
            format!("Last changed: {at} {by}, guide {}", latest.guide),
        );
    }
    if let Some(odd) = work.odd_state() {
        report.doc.wrote(3, format!("State as written: {odd}"));
    }
    if work.words_changed_since() {
        report
            .doc
            .line(3, "The words of this item have changed since.");
    }
}

/// What the project holds about places that the guide no longer has.
fn retired_lines(
    guide: &Guide,
    roadmap: &Roadmap,
    book: &Book,
    project: &Subject,
    report: &mut Printed,
) {
    let retired = book
        .places(project)
        .filter(|(place, _)| !place.is_empty() && guide.find(roadmap, place).is_none());
    for (number, (place, record)) in retired.enumerate() {
        if number == 0 {
            report
                .doc
                .heading(2, "Retired: no longer part of the guide");
        }
        report.doc.wrote(0, place);
        for (field, heads) in record {
            report.field(field.name(), field, heads);
        }
    }
}

/// The feedback about the roadmap.
fn feedback_lines(roads: Roads<'_, '_>, report: &mut Printed) {
    let book = roads.book;
    let all = book.feedback(None).into_iter();
    let all = all.map(|id| Subject::Feedback(id.to_owned()));
    for (number, subject) in all.filter(|one| roads.is_open(one)).enumerate() {
        if number == 0 {
            report.doc.heading(2, "Feedback");
        }
        let place = book.text(&subject, "", &Field::Place);
        let title = roads.title_of(&subject, place);
        let title = title.as_deref().unwrap_or("retired");
        report.doc.wrote(0, format!("{title} ({place})"));
        for (name, field) in [
            ("Useful, 1 to 5", Field::Useful),
            ("What helped", Field::Helped),
            ("What is missing", Field::Missing),
        ] {
            let key = Key {
                subject: subject.clone(),
                place: String::new(),
                field,
            };
            report.field(name, &key.field, book.heads(&key));
        }
    }
}
