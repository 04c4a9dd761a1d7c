//! Lines that were altered, and clashes that only the state still tells of: what the state says stands.

use std::fs;
use std::path::Path;

use roadsigns::project::change::Field;
use roadsigns::store::disk::{Disk as _, RealDisk};

use super::desk::{Desk, ITEM, key, write};
use super::{OWNER, STATE};

/// Changes a line of a session's file.
fn alters(desk: &Desk, session: &str, from: &str, to: &str) {
    let file = desk.history(&format!("{session}.tsv"));
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{text}");
    write(&file, &text.replace(from, to));
}

/// What stands, at once, after a save, and without the state.
fn stands(desk: &Desk, field: &Field, values: &[&str]) {
    assert_eq!(desk.values(field), values, "at once");
    desk.sets("saves", &[]);
    assert_eq!(desk.values(field), values, "after a save");
    let text = fs::read_to_string(desk.state()).unwrap();
    for value in values {
        assert!(text.contains(value), "{text}");
    }
    desk.forgets_the_state();
    assert_eq!(desk.values(field), values, "without the state");
}

#[test]
fn a_value_whose_line_was_altered_stands_also_beside_newer_lines() {
    let desk = Desk::new();
    desk.goes_on("a", &[(OWNER, "First")]);
    desk.goes_on("b", &[(OWNER, "Second")]);
    let before = desk.snapshot();
    desk.goes_on("c", &[(STATE, "done")]);
    // Only the file of the newest session came over from another machine.
    desk.put_back_state(&before);
    let summed = &before[Path::new("state.history/summed.toml")];
    write(
        &desk.history("summed.toml"),
        std::str::from_utf8(summed).unwrap(),
    );
    alters(&desk, "b", "Second", "Sacond");
    assert_eq!(desk.values(&STATE), ["done"]);
    stands(&desk, &OWNER, &["Second"]);
    assert_eq!(desk.values(&STATE), ["done"]);
}

#[test]
fn a_line_that_forgot_what_it_replaces_brings_no_clash() {
    let desk = Desk::new();
    desk.goes_on("a", &[(OWNER, "First")]);
    desk.goes_on("b", &[(OWNER, "Second")]);
    alters(&desk, "b", "b-1\ta-1\t", "b-1\t\t");
    stands(&desk, &OWNER, &["Second"]);
}

#[test]
fn a_line_that_claims_to_replace_a_value_that_stands_beside_it_takes_it_nowhere() {
    let desk = Desk::new();
    desk.clash(&OWNER, "Left", "Right");
    alters(&desk, "right", "right-1\t\t", "right-1\tleft-1\t");
    stands(&desk, &OWNER, &["Left", "Right"]);
}

#[test]
fn a_clash_that_was_written_by_hand_stays_beside_what_stands() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First")]);
    let text = fs::read_to_string(desk.state()).unwrap();
    let clash =
        format!("\n[[project.items.\"{ITEM}\".clash]]\nfield = \"owner\"\nvalue = \"Beside\"\n");
    write(&desk.state(), &(text + &clash));
    stands(&desk, &OWNER, &["Beside", "First"]);
}

#[test]
fn an_edit_of_the_value_that_stands_leaves_the_one_beside_it() {
    let desk = Desk::new();
    desk.clash(&OWNER, "Left", "Right");
    desk.edits("owner = \"Right\"", "owner = \"By hand\"");
    stands(&desk, &OWNER, &["By hand", "Left"]);
}

#[test]
fn of_a_clash_that_was_written_by_hand_what_stands_in_the_field_goes_on_standing() {
    for has_history in [true, false] {
        let desk = Desk::new();
        desk.sets("a", &[(OWNER, "First")]);
        let text = fs::read_to_string(desk.state()).unwrap();
        let clash = format!(
            "\n[[project.items.\"{ITEM}\".clash]]\nfield = \"owner\"\nvalue = \"Beside\"\n"
        );
        write(&desk.state(), &(text + &clash));
        if !has_history {
            desk.unnames_its_sums();
            fs::remove_dir_all(desk.history("")).unwrap();
        }
        let stands = || {
            let opened = desk.opened("looks");
            let heads = opened.book.heads(&key(&OWNER)).iter();
            heads.map(|held| held.value.clone()).collect::<Vec<_>>()
        };
        assert_eq!(stands(), ["Beside", "First"], "{has_history}");
        desk.sets("b", &[]);
        assert_eq!(stands(), ["Beside", "First"], "{has_history}");
        let text = fs::read_to_string(desk.state()).unwrap();
        assert!(text.contains("owner = \"First\""), "{text}");
        assert!(text.contains("value = \"Beside\""), "{text}");
        desk.forgets_the_state();
        assert_eq!(stands(), ["Beside", "First"], "{has_history}");
    }
}

#[test]
fn no_line_is_left_out_where_what_was_written_last_has_lost_its_last_line_or_the_state_is_gone() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First"), (STATE, "done")]);
    desk.sets("b", &[(OWNER, "Second")]);
    desk.sets("c", &[]);
    let lines = desk.lines();
    // The head of a block names others than stand in it.
    let folded = desk.history("folded.tsv");
    let text = fs::read_to_string(&folded).unwrap();
    assert!(text.contains(": a 1-2\n"), "{text}");
    let text = text.replacen(": a 1-2\n", ": z 1-2\n", 1);
    write(&folded, &text.replacen("sha256 ", "sha256 0", 1));
    let whole = desk.snapshot();
    let summed = desk.history("summed.toml");
    let signed = fs::read_to_string(&summed).unwrap();
    let begins = signed.rfind("# With its sums").unwrap();
    for at in [None].into_iter().chain((begins..signed.len()).map(Some)) {
        for (name, bytes) in &whole {
            RealDisk
                .write_new(&desk.folder().join(name), bytes)
                .unwrap();
        }
        match at {
            Some(at) => desk.cut(&summed, at),
            None => desk.forgets_the_state(),
        }
        assert_eq!(desk.lines(), lines, "{at:?}");
        desk.sets(&format!("d{}", at.unwrap_or(0)), &[]);
        let there = desk.lines();
        assert!(lines.iter().all(|line| there.contains(line)), "{at:?}");
        assert_eq!(desk.values(&OWNER), ["Second"], "{at:?}");
        assert_eq!(desk.values(&STATE), ["done"], "{at:?}");
        for file in desk.files() {
            fs::remove_file(file).unwrap();
        }
    }
}
