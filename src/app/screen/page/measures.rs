//! Where one stands: this time beside last time, with a bar that needs no colour.
//!
//! ```text
//! Where you stand
//!  9 Secure procurement skills
//!    [##..] 2, Sun 22 Nov 2026. Last time 1.
//! ```

use crate::app::hint::Hand;
use crate::app::{World, content};
use crate::guide::Found;
use crate::guide::library::Shelf;
use crate::project::book::Taken;
use crate::project::extent::Extent;
use crate::scene::{Lead, Lines, Role};

/// Adds what was recorded about the open competency, capability or aim.
pub(super) fn before_text(world: &World, found: &Found<'_>, lines: &mut Lines) {
    match found {
        Found::Competency(competency) => history(world, &competency.place(), lines),
        Found::Measure(measure) => history(world, &measure.place, lines),
        _ => {}
    }
}

/// Adds what was recorded about all of them to their list.
pub(super) fn after_text(world: &World, found: &Found<'_>, lines: &mut Lines) {
    if matches!(found, Found::Shelf(Shelf::Measures)) {
        if world.hand == Hand::Lines {
            exercised(world, lines);
        }
        overview(world, lines);
    }
}

/// Which sign and stage exercises which competency, in words: the drawn table of it is not read out.
fn exercised(world: &World, lines: &mut Lines) {
    lines.gap();
    for competency in world.guide().competencies.iter() {
        let number = competency.number;
        let ties = world.roadmap.pages().filter_map(|page| {
            let tied = &page.competencies;
            let is_sourced = tied.from_source.contains(&number);
            let from = if is_sourced { " (S)" } else { "" };
            let is_tied = is_sourced || tied.reconstructed.contains(&number);
            is_tied.then(|| format!("{}{from}", content::numbered(page)))
        });
        let ties: Vec<String> = ties.collect();
        let words = format!("{number} {}: {}", competency.name, ties.join(", "));
        lines.text(&words, Role::Plain, 0);
    }
}

fn history(world: &World, what: &str, lines: &mut Lines) {
    lines.heading("Where you stand");
    let taken = world.book.measures(what);
    if taken.is_empty() {
        lines.text("Nothing recorded yet. Enter records it.", Role::Plain, 0);
    }
    for one in taken {
        lines.wrote(Lead::Indent(0), &in_full(world, &one), Role::Plain);
    }
    lines.blank();
}

fn in_full(world: &World, taken: &Taken<'_>) -> String {
    let on = (world.clock)(taken.level.at).day();
    let mut words = format!(
        "{}, {on}, {}",
        level(world, &taken.level.value),
        taken.level.by
    );
    if !taken.project.is_empty() {
        words.push_str(&format!(", for {}", world.book.project_name(taken.project)));
    }
    if !taken.evidence.is_empty() {
        words.push_str(&format!(". Evidence: {}", taken.evidence));
    }
    words
}

fn overview(world: &World, lines: &mut Lines) {
    let mut begun = false;
    for place in world.guide().shelf_places(Shelf::Measures) {
        let taken = world.book.measures(&place);
        let Some(latest) = taken.first() else {
            continue;
        };
        if !begun {
            lines.heading("Where you stand: this time beside last time");
            begun = true;
        }
        let title = world
            .guide()
            .title_of(&world.roadmap, &place)
            .unwrap_or(&place);
        lines.text(title, Role::Plain, 0);
        let on = (world.clock)(latest.level.at).day();
        let last = taken.get(1).map_or_else(String::new, |last| {
            format!(" Last time {}.", last.level.value)
        });
        lines.text(
            &format!("{}, {on}.{last}", level(world, &latest.level.value)),
            Role::Plain,
            3,
        );
    }
}

/// A level with its bar; without it where it is read out.
fn level(world: &World, level: &str) -> String {
    match world.hand {
        Hand::Keys => format!("{} {level}", bar(level)),
        Hand::Lines => level.to_owned(),
    }
}

/// A bar of four for a level, of two for not yet, partly, yes.
fn bar(level: &str) -> String {
    let (filled, of) = match level.parse() {
        Ok(Extent::NotYet) => (0, 2),
        Ok(Extent::Partly) => (1, 2),
        Ok(Extent::Yes) => (2, 2),
        Err(_) => (level.parse().unwrap_or(0).min(4), 4),
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
