//! Where one stands: this time beside last time, with a bar that needs no colour.
//!
//! ```text
//! Where you stand
//!  9 Secure procurement skills
//!    [##..] 2, Sun 22 Nov 2026. Last time 1.
//! ```

use super::rows::Rows;
use super::theme::Role;
use crate::app::hint::Hand;
use crate::app::{App, content};
use crate::guide::Found;
use crate::guide::library::Shelf;
use crate::project::book::Taken;

/// Adds what was recorded about the open competency, capability or aim.
pub(super) fn before_text(app: &App, found: &Found<'_>, rows: &mut Rows) {
    match found {
        Found::Competency(competency) => history(app, &competency.place(), rows),
        Found::Measure(measure) => history(app, &measure.place, rows),
        _ => {}
    }
}

/// Adds what was recorded about all of them to their list.
pub(super) fn after_text(app: &App, found: &Found<'_>, rows: &mut Rows) {
    if matches!(found, Found::Shelf(Shelf::Measures)) {
        if app.world.hand == Hand::Lines {
            exercised(app, rows);
        }
        overview(app, rows);
    }
}

/// Which sign and stage exercises which competency, in words: the drawn table of it is not read out.
fn exercised(app: &App, rows: &mut Rows) {
    rows.gap();
    for competency in app.world.guide.competencies.iter() {
        let number = competency.number;
        let ties = app.world.roadmap.pages().filter_map(|page| {
            let tied = &page.competencies;
            let is_sourced = tied.from_source.contains(&number);
            let from = if is_sourced { " (S)" } else { "" };
            let is_tied = is_sourced || tied.reconstructed.contains(&number);
            is_tied.then(|| format!("{}{from}", content::numbered(page)))
        });
        let ties: Vec<String> = ties.collect();
        let words = format!("{number} {}: {}", competency.name, ties.join(", "));
        rows.text(&words, Role::Plain, 0);
    }
}

fn history(app: &App, what: &str, rows: &mut Rows) {
    rows.heading("Where you stand");
    let taken = app.world.book.measures(what);
    if taken.is_empty() {
        rows.text("Nothing recorded yet. Enter records it.", Role::Plain, 0);
    }
    for one in taken {
        rows.wrote("", &in_full(app, &one), Role::Plain);
    }
    rows.blank();
}

fn in_full(app: &App, taken: &Taken<'_>) -> String {
    let on = (app.world.clock)(taken.level.at).day();
    let mut words = format!(
        "{}, {on}, {}",
        level(app, &taken.level.value),
        taken.level.by
    );
    if !taken.project.is_empty() {
        words.push_str(&format!(
            ", for {}",
            app.world.book.project_name(taken.project)
        ));
    }
    if !taken.evidence.is_empty() {
        words.push_str(&format!(". Evidence: {}", taken.evidence));
    }
    words
}

fn overview(app: &App, rows: &mut Rows) {
    let mut begun = false;
    for place in app.world.guide.shelf_places(Shelf::Measures) {
        let taken = app.world.book.measures(&place);
        let Some(latest) = taken.first() else {
            continue;
        };
        if !begun {
            rows.heading("Where you stand: this time beside last time");
            begun = true;
        }
        let title = app
            .world
            .guide
            .title_of(app.world.roadmap, &place)
            .unwrap_or(&place);
        rows.text(title, Role::Plain, 0);
        let on = (app.world.clock)(latest.level.at).day();
        let last = taken.get(1).map_or_else(String::new, |last| {
            format!(" Last time {}.", last.level.value)
        });
        rows.text(
            &format!("{}, {on}.{last}", level(app, &latest.level.value)),
            Role::Plain,
            3,
        );
    }
}

/// A level with its bar; without it where it is read out.
fn level(app: &App, level: &str) -> String {
    match app.world.hand {
        Hand::Keys => format!("{} {level}", bar(level)),
        Hand::Lines => level.to_owned(),
    }
}

/// A bar of four for a level, of two for not yet, partly, yes.
fn bar(level: &str) -> String {
    let (filled, of) = match level {
        "not yet" => (0, 2),
        "partly" => (1, 2),
        "yes" => (2, 2),
        level => (level.parse().unwrap_or(0).min(4), 4),
    };
    format!("[{}{}]", "#".repeat(filled), ".".repeat(of - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_a_level_without_colour_whatever_was_written_by_hand() {
        assert_eq!(bar("2"), "[##..]");
        assert_eq!(bar("99"), "[####]");
        assert_eq!(bar("partly"), "[#.]");
        assert_eq!(bar("soon"), "[....]");
    }
}
