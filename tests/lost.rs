//! Whatever becomes of the files of a history, nothing that stands in any of them is lost, and the values of the state
//! stand: files emptied, cut, doubled, reordered, restored, older than the rest; older states put back; a program of
//! before taking turns with today's.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "lost/altered.rs"]
mod altered;
#[path = "lost/before.rs"]
mod before;
#[path = "lost/desk.rs"]
mod desk;
#[path = "faults/item.rs"]
mod item;
#[path = "lost/order.rs"]
mod order;
#[path = "lost/shared.rs"]
mod shared;
#[path = "lost/subsets.rs"]
mod subsets;
#[path = "lost/turns.rs"]
mod turns;
#[path = "lost/work.rs"]
mod work;

use std::fs;

use roadsigns::project::change::Field;

use desk::Desk;

const STATE: Field = Field::State;
const OWNER: Field = Field::Owner;

#[test]
fn done_open_done_and_then_the_newest_file_lost_is_still_done() {
    for how in ["removed", "emptied", "cut in its last line"] {
        let desk = Desk::new();
        for (id, value) in [("a", "done"), ("b", "open"), ("c", "done")] {
            desk.sets(id, &[(STATE, value)]);
        }
        let newest = desk.history("c.tsv");
        let text = fs::read_to_string(&newest).unwrap();
        match how {
            "removed" => fs::remove_file(&newest).unwrap(),
            "emptied" => desk::write(&newest, ""),
            _ => desk.cut(&newest, text.len() - 40),
        }
        assert_eq!(desk.values(&STATE), ["done"], "{how}");
        // It is a line again, and holds without the state.
        desk.sets("d", &[]);
        assert_eq!(desk.values(&STATE), ["done"], "{how}");
        desk.forgets_the_state();
        assert_eq!(desk.values(&STATE), ["done"], "{how}");
    }
}

#[test]
fn what_a_lost_line_had_cleared_stays_cleared() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "Finance lead"), (STATE, "done")]);
    desk.sets("b", &[(OWNER, "")]);
    fs::remove_file(desk.history("b.tsv")).unwrap();
    assert_eq!(desk.values(&OWNER), [""]);
    desk.sets("c", &[]);
    desk.forgets_the_state();
    assert_eq!(desk.values(&OWNER), [""]);
}

#[test]
fn a_lost_line_that_a_surviving_one_had_replaced_brings_nothing_back() {
    let desk = Desk::new();
    for (id, value) in [("a", "First"), ("b", "Second"), ("c", "Third")] {
        desk.goes_on(id, &[(OWNER, value)]);
    }
    fs::remove_file(desk.history("b.tsv")).unwrap();
    assert_eq!(desk.values(&OWNER), ["Third"]);
    desk.sets("d", &[]);
    desk.forgets_the_state();
    assert_eq!(desk.values(&OWNER), ["Third"]);
}

#[test]
fn no_line_is_made_for_a_lost_one_that_a_newer_one_replaces() {
    let desk = Desk::new();
    desk.goes_on("a", &[(OWNER, "First")]);
    let before = desk.snapshot();
    desk.goes_on("b", &[(OWNER, "Second")]);
    // The state of then over the lines of now, without the line that it sums.
    desk.put_back_state(&before);
    fs::remove_file(desk.history("a.tsv")).unwrap();
    assert_eq!(desk.values(&OWNER), ["Second"]);
    desk.sets("c", &[]);
    assert_eq!(desk.lines().len(), 1);
    assert_eq!(desk.values(&OWNER), ["Second"]);
}

#[test]
fn a_lost_line_is_said_at_the_start_and_not_again_once_it_stands_again() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First")]);
    fs::remove_file(desk.history("a.tsv")).unwrap();
    let told = desk.opened("b").told.join(" ");
    assert!(told.contains("1 change of the history is lost"), "{told}");
    assert!(told.contains("roadsigns state check"), "{told}");
    desk.sets("b", &[]);
    assert_eq!(desk.opened("c").told, Vec::<String>::new());
}

#[test]
fn lines_that_come_back_after_they_were_lost_bring_no_clash() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First")]);
    desk.sets("b", &[(OWNER, "Second"), (STATE, "done")]);
    let lost = fs::read(desk.history("b.tsv")).unwrap();
    fs::remove_file(desk.history("b.tsv")).unwrap();
    desk.sets("c", &[]);
    desk.sets("d", &[(OWNER, "Third")]);
    desk::write(&desk.history("b.tsv"), std::str::from_utf8(&lost).unwrap());
    assert_eq!(desk.values(&OWNER), ["Third"]);
    assert_eq!(desk.values(&STATE), ["done"]);
    desk.sets("e", &[]);
    assert_eq!(desk.values(&OWNER), ["Third"]);
}

#[test]
fn both_values_of_a_clash_stand_when_their_lines_are_lost() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First")]);
    desk.clash(&OWNER, "One", "Other");
    for file in desk.files() {
        fs::remove_file(file).unwrap();
    }
    assert_eq!(desk.values(&OWNER), ["One", "Other"]);
    desk.sets("z", &[]);
    desk.forgets_the_state();
    assert_eq!(desk.values(&OWNER), ["One", "Other"]);
}

#[test]
fn when_a_project_was_made_stays_when_the_fold_is_gone() {
    let desk = Desk::new();
    desk.begins("a", "2026-11-01T09:00:00Z");
    desk.sets("b", &[(OWNER, "First")]);
    desk.sets("c", &[]);
    fs::remove_file(desk.history("folded.tsv")).unwrap();
    desk.sets("d", &[]);
    let created = desk.opened("e").book;
    let project = created.projects()[0];
    assert_eq!(desk.created(project), "2026-11-01T09:00:00Z");
    let state = fs::read_to_string(desk.state()).unwrap();
    assert!(state.contains("created = 2026-11-01T09:00:00Z"), "{state}");
}

#[test]
fn an_edit_by_hand_beside_a_lost_line_is_an_edit_by_hand() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First")]);
    desk.sets("b", &[(STATE, "done")]);
    fs::remove_file(desk.history("b.tsv")).unwrap();
    desk.edits("\"First\"", "\"By hand\"");
    desk.sets("c", &[]);
    let by = |field: &Field| desk.opened("d").book.heads(&desk::key(field))[0].by.clone();
    assert_eq!(by(&OWNER), "by hand (me@here)");
    assert_eq!(by(&STATE), "from the state file (me@here)");
    assert_eq!(desk.values(&OWNER), ["By hand"]);
    assert_eq!(desk.values(&STATE), ["done"]);
}

#[test]
fn without_sums_a_value_that_a_line_gave_once_is_an_edit_by_hand_all_the_same() {
    for has_summed in [true, false] {
        let desk = Desk::new();
        desk.sets("a", &[(OWNER, "First")]);
        desk.sets("b", &[(OWNER, "Second")]);
        desk.unnames_its_sums();
        desk.edits("\"Second\"", "\"First\"");
        if !has_summed {
            fs::remove_file(desk.history("summed.toml")).unwrap();
        }
        assert_eq!(desk.values(&OWNER), ["First"], "{has_summed}");
        desk.sets("c", &[]);
        assert_eq!(desk.values(&OWNER), ["First"], "{has_summed}");
        assert_eq!(desk.lines().len(), 3);
    }
}

#[test]
fn a_file_that_is_emptied_while_a_session_runs_loses_nothing_with_its_next_save() {
    let desk = Desk::new();
    let mut session = desk.sits_down("a");
    session.sets(&[(OWNER, "First")]);
    desk.sets("b", &[(STATE, "done")]);
    session.sets(&[]);
    for file in ["a.tsv", "b.tsv"] {
        desk::write(&desk.history(file), "");
    }
    session.sets(&[(Field::Note, "Seen")]);
    drop(session);
    desk.forgets_the_state();
    assert_eq!(desk.values(&OWNER), ["First"]);
    assert_eq!(desk.values(&STATE), ["done"]);
    assert_eq!(desk.values(&Field::Note), ["Seen"]);
}
