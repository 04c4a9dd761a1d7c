//! A project in plain text: every item with its record, the gates, the feedback.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use crate::app::content;
use crate::app::document::WIDTH;
use crate::guide::page::{Item, Page};
use crate::guide::{Guide, Roadmap, place};
use crate::project::book::Book;
use crate::project::change::{Field, Subject};
use crate::project::date::Clock;
use crate::project::progress::Tallies;
use crate::project::work::{State, Work};
use crate::project::{audit, date, gate};
use crate::text::{clean, wrap};

/// The report of a project.
pub fn of(
    guide: &Guide,
    roadmap: &Roadmap,
    book: &Book,
    id: &str,
    now: DateTime<Utc>,
    clock: Clock,
) -> String {
    let project = Subject::Project(id.to_owned());
    let mut report = Report {
        text: String::new(),
        clock,
    };
    report.line(0, book.project_name(id));
    let _ = writeln!(
        report.text,
        "{}",
        "=".repeat(wrap::width(book.project_name(id)).min(WIDTH))
    );
    report.line(
        0,
        &format!(
            "{} roadmap. Printed {}.",
            roadmap.title,
            clock(now).minute()
        ),
    );
    report.line(
        0,
        &format!("Guide: edition {}. {}", guide.edition, guide.notice),
    );
    let tally = Tallies::of(roadmap, book, &project).all;
    let counts = format!(
        "{} of {} items done or not applicable, {} in hand, {} blocked.",
        tally.settled, tally.total, tally.in_hand, tally.blocked
    );
    report.line(0, &counts);
    if let Some(date) = book.archived(id) {
        report.line(0, &format!("Archived {}.", date::show_stored(date)));
    }
    for page in roadmap.signs.iter().chain(&roadmap.stages) {
        page_lines(roadmap, book, &project, page, &mut report);
    }
    retired_lines(guide, roadmap, book, &project, &mut report);
    feedback_lines(guide, roadmap, book, &mut report);
    report.text
}

struct Report {
    text: String,
    clock: Clock,
}

impl Report {
    fn line(&mut self, indent: usize, text: &str) {
        for line in clean::shown(text)
            .split('\n')
            .flat_map(|line| wrap::wrap_plain(line, WIDTH - indent))
        {
            let _ = writeln!(self.text, "{}{line}", " ".repeat(indent));
        }
    }

    fn marked(&mut self, state: State, text: &str) {
        for (index, line) in wrap::wrap_plain(&clean::shown_line(text), WIDTH - 4)
            .into_iter()
            .enumerate()
        {
            let lead = if index == 0 { state.mark() } else { "   " };
            let _ = writeln!(self.text, "{lead} {line}");
        }
    }

    fn heading(&mut self, text: &str) {
        let text = clean::shown_line(text);
        let _ = write!(
            self.text,
            "\n{text}\n{}\n",
            "-".repeat(wrap::width(&text).min(WIDTH))
        );
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(6, &format!("{name}: {value}"));
        }
    }
}

fn page_lines(roadmap: &Roadmap, book: &Book, project: &Subject, page: &Page, report: &mut Report) {
    let tally = Tallies::of(roadmap, book, project).page(roadmap, page);
    report.heading(&format!(
        "{}  {}  {}",
        content::numbered(page),
        page.title,
        tally.words()
    ));
    let open = gate::standing(roadmap, book, project, page);
    if !open.is_empty() {
        report.line(0, &format!("Before this stage: {}.", gate::words(&open)));
    }
    if let Some(passed) = gate::passed(book, project, page) {
        let on = (report.clock)(passed.reason.at).day();
        report.line(
            0,
            &format!(
                "Went on, {on}, by {}. Reason: {}",
                passed.reason.by, passed.reason.value
            ),
        );
        report.line(0, &format!("Open then: {}", passed.open.join(", ")));
    }
    for item in roadmap.checklist(page) {
        if place::page_of(&item.place) == Some(&page.place) {
            item_lines(book, project, item, report);
        } else {
            let state = Work::on(book, project, item).state();
            report.marked(state, &format!("{} (see {})", item.text, item.place));
        }
    }
}

fn item_lines(book: &Book, project: &Subject, item: &Item, report: &mut Report) {
    let work = Work::on(book, project, item);
    let state = work.state();
    report.marked(state, &item.text);
    report.line(4, &format!("{}. {}", state.words(), content::mark(item)));
    let reason = if state == State::Blocked {
        "Blocked by"
    } else {
        "Reason"
    };
    report.field(reason, work.text(&Field::Reason));
    report.field("Owner", work.text(&Field::Owner));
    let date = |field| match work.text(&field) {
        "" => String::new(),
        stored => date::show_stored(stored),
    };
    report.field("Due", &date(Field::Due));
    report.field("Evidence", work.text(&Field::Evidence));
    report.field("Decided by", work.text(&Field::DecidedBy));
    report.field("Decided on", &date(Field::DecidedOn));
    report.field("Note", work.text(&Field::Note));
    if let Some(latest) = work.latest() {
        let at = (report.clock)(latest.at).minute();
        report.field(
            "Last changed",
            &format!("{at} by {}, guide {}", latest.by, latest.guide),
        );
    }
    if let Some(odd) = work.odd_state() {
        report.field("State as written", odd);
    }
    if work.words_changed_since() {
        report.line(6, "The words of this item have changed since.");
    }
}

/// What the project holds about places that the guide no longer has.
fn retired_lines(
    guide: &Guide,
    roadmap: &Roadmap,
    book: &Book,
    project: &Subject,
    report: &mut Report,
) {
    let retired = book
        .places(project)
        .filter(|(place, _)| !place.is_empty() && guide.find(roadmap, place).is_none());
    for (number, (place, record)) in retired.enumerate() {
        if number == 0 {
            report.heading("Retired: no longer part of the guide");
        }
        report.line(0, place);
        for (field, held) in record {
            if let Some(held) = held.last() {
                let value = audit::value_words(report.clock, field, &held.value);
                report.field(field.name(), &value);
            }
        }
    }
}

fn feedback_lines(guide: &Guide, roadmap: &Roadmap, book: &Book, report: &mut Report) {
    for (number, id) in book.feedback(None).into_iter().enumerate() {
        if number == 0 {
            report.heading("Feedback");
        }
        let subject = Subject::Feedback(id.to_owned());
        let text = |field| book.text(&subject, "", &field);
        let place = text(Field::Place);
        report.line(
            0,
            &format!(
                "{} ({place})",
                guide.title_of(roadmap, place).unwrap_or("retired")
            ),
        );
        report.field("Useful, 1 to 5", text(Field::Useful));
        report.field("What helped", text(Field::Helped));
        report.field("What is missing", text(Field::Missing));
    }
}
