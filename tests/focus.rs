//! What a screen reader and a screen magnifier go by: the hardware cursor stands on the focus, and a key changes little.
//!
//! The tasks of `tests/parity.rs` open everything that can stand before the user, with every part of a page.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "parity/before.rs"]
mod before;
#[path = "parity/fronts.rs"]
mod fronts;
#[path = "journey/script.rs"]
#[expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]
mod script;
#[path = "parity/tasks.rs"]
#[expect(dead_code, reason = "here nobody answers")]
mod tasks;

use std::collections::BTreeSet;

use before::before;
use fronts::{FRONTS, front};
use ratatui::buffer::Cell;
use script::Script;
use tasks::TASKS;

/// The most spans of rows that a move may change: where the focus was, and where it is.
const OF_A_MOVE: usize = 2;
/// The same for a tick: the item, and each place that counts it.
const OF_A_TICK: usize = 5;

/// The cursor stands on the sign of the focus, or in the field behind it.
fn assert_on_focus(script: &mut Script, seen: &mut BTreeSet<String>) {
    let name = front(&script.app);
    seen.insert(name.clone());
    // In the others nothing is chosen or typed.
    let has_choice = !["page Text", "text", "welcome"].contains(&name.as_str());
    let (column, row) = script.cursor();
    let cells = script.cursor_cells();
    let under = cells[usize::from(column)].symbol();
    let screen = script.screen();
    let is_on_focus = if has_choice && !script.app.typing() {
        under == ">"
    } else {
        // The copy view has no header.
        row > 0 || !screen.starts_with(" Roadsigns")
    };
    assert!(
        is_on_focus,
        "{name}: the cursor is at {column}, {row}, on {under:?}, on\n{screen}"
    );
}

#[test]
fn the_hardware_cursor_stands_on_the_focus_of_everything_that_can_stand_before_the_user() {
    let mut seen = BTreeSet::new();
    for task in TASKS {
        let mut script = before(task.before);
        assert_on_focus(&mut script, &mut seen);
        for (index, part) in task.keys.split('"').enumerate() {
            if index % 2 == 1 {
                script.text(part);
                // The insertion point is behind what was typed last.
                let typed = part.chars().next_back().unwrap().to_string();
                let (column, _) = script.cursor();
                let cells = script.cursor_cells();
                let before = cells[usize::from(column) - 1].symbol();
                assert_eq!(before, typed, "{}\n{}", task.name, script.screen());
                continue;
            }
            for key in part.split_whitespace() {
                if !script.left() {
                    script.keys(key);
                    assert_on_focus(&mut script, &mut seen);
                }
            }
        }
    }
    let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    assert_eq!(seen, FRONTS);
}

/// The rows that differ, as spans of neighbours.
fn spans(before: &[Vec<Cell>], after: &[Vec<Cell>]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let differs = (0..before.len()).filter(|row| before[*row] != after[*row]);
    for row in differs {
        match spans.last_mut() {
            Some((_, end)) if *end + 1 == row => *end = row,
            _ => spans.push((row, row)),
        }
    }
    spans
}

#[test]
fn spans_are_counted_as_an_eye_would_count_them() {
    let cells = |text: &str| -> Vec<Vec<Cell>> {
        let cell = |c: char| Cell::from(c);
        text.lines()
            .map(|line| line.chars().map(cell).collect())
            .collect()
    };
    let before = cells("a\nb\nc\nd\ne");
    assert_eq!(spans(&before, &before), []);
    assert_eq!(spans(&before, &cells("x\nx\nc\nx\ne")), [(0, 1), (3, 3)]);
}

#[test]
fn a_move_changes_two_spans_of_rows_and_a_tick_also_the_counts_that_it_belongs_to() {
    for (place, to, keys) in [
        ("the road", "Left", "Down Down Down Up"),
        ("a checklist", "0 3 Tab", "Down Down Up"),
        ("ticks", "0 3 Tab", "Space Space Space"),
        ("ticks at a sign", "4 Tab", "Space Down Space"),
        ("links", "4 Tab Tab", "Down Down Up"),
        ("a list", "v", "Down Down Up"),
        ("projects", "p", "Down Up"),
        ("what is left", "0 3 w", "Down Up"),
    ] {
        let mut script = script::begin();
        script.keys(to);
        for key in keys.split(' ') {
            let before = script.cells();
            script.keys(key);
            let after = script.cells();
            let spans = spans(&before, &after);
            let most = if key == "Space" { OF_A_TICK } else { OF_A_MOVE };
            assert!(!spans.is_empty(), "{place}: {key} does nothing");
            assert!(
                spans.len() <= most,
                "{place}, {key}: {spans:?}\n{}",
                script.screen()
            );
        }
    }
}
