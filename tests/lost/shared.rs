//! Two machines: on one shared folder, on two copies of one, folded differently; and an older state put back.

use std::fs;
use std::path::Path;

use roadsigns::project::change::Field;
use roadsigns::store::disk::{Disk as _, RealDisk};

use super::desk::{Desk, Snapshot};
use super::{OWNER, STATE};

const NOTE: Field = Field::Note;
const EVIDENCE: Field = Field::Evidence;

/// Copies files into a folder as a sync tool does: of two that differ one gets the name, and the other comes beside it.
fn sync(from: &Snapshot, to: &Desk, theirs_win: impl Fn(&Path) -> bool) {
    for (path, theirs) in from {
        let target = to.folder().join(path);
        RealDisk.make_folder(target.parent().unwrap()).unwrap();
        let ours = fs::read(&target).ok().filter(|ours| ours != theirs);
        let stem = target.file_stem().unwrap().to_string_lossy().into_owned();
        let end = target.extension().unwrap().to_string_lossy().into_owned();
        let beside = target.with_file_name(format!("{stem} (conflict).{end}"));
        let (named, other) = match &ours {
            Some(ours) if !theirs_win(path) => (ours, Some(theirs)),
            ours => (theirs, ours.as_ref()),
        };
        RealDisk.write_new(&target, named).unwrap();
        if let Some(other) = other {
            RealDisk.write_new(&beside, other).unwrap();
        }
    }
}

fn copy(of: &Desk) -> Desk {
    let desk = Desk::new();
    sync(&of.snapshot(), &desk, |_| true);
    desk
}

#[test]
fn two_machines_on_one_shared_folder_take_in_what_the_other_did() {
    let desk = Desk::new();
    let (mut one, mut other) = (desk.sits_down("one"), desk.sits_down("other"));
    one.sets(&[(OWNER, "First")]);
    other.sets(&[(STATE, "done")]);
    one.sets(&[(NOTE, "Seen")]);
    other.sets(&[(OWNER, "Second")]);
    one.sets(&[]);
    assert_eq!(one.book, other.book);
    assert_eq!(desk.values(&OWNER), ["Second"]);
    assert_eq!(desk.values(&STATE), ["done"]);
    assert_eq!(desk.values(&NOTE), ["Seen"]);
    assert_eq!(desk.lines().len(), 4);
}

#[test]
fn whatever_wins_when_two_copies_of_a_folder_are_synced_nothing_is_lost() {
    for case in 0..8 {
        let one = Desk::new();
        one.sets("a", &[(OWNER, "First"), (STATE, "open")]);
        one.sets("b", &[(NOTE, "Both knew")]);
        let other = copy(&one);
        one.sets("c", &[(OWNER, "Second")]);
        one.sets("d", &[(EVIDENCE, "Folder 7")]);
        other.sets("e", &[(STATE, "done")]);
        // State, what was summed, and the fold: each of either machine.
        let theirs_win = move |path: &Path| match path.to_str().unwrap() {
            "state.toml" => case & 1 == 1,
            "state.history/folded.tsv" => case & 2 == 2,
            _ => case & 4 == 4,
        };
        sync(&other.snapshot(), &one, theirs_win);
        for step in ["at the start", "after a save"] {
            assert_eq!(one.values(&OWNER), ["Second"], "{case} {step}");
            assert_eq!(one.values(&STATE), ["done"], "{case} {step}");
            assert_eq!(one.values(&NOTE), ["Both knew"], "{case} {step}");
            assert_eq!(one.values(&EVIDENCE), ["Folder 7"], "{case} {step}");
            one.sets("f", &[]);
        }
        let by_hand = one
            .lines()
            .into_iter()
            .filter(|line| line.by.starts_with("by hand"));
        assert_eq!(by_hand.count(), 0, "{case}");
    }
}

#[test]
fn a_state_that_arrives_before_its_lines_loses_nothing_when_they_come() {
    let one = Desk::new();
    one.sets("a", &[(OWNER, "First")]);
    let other = copy(&one);
    other.sets("b", &[(OWNER, "Second"), (STATE, "done")]);
    let theirs = other.snapshot();
    let without_lines: Snapshot = theirs
        .iter()
        .filter(|(path, _)| !path.ends_with("b.tsv"))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    sync(&without_lines, &one, |_| true);
    one.sets("c", &[(NOTE, "Seen")]);
    one.sets("d", &[(OWNER, "Third")]);
    sync(&theirs, &one, |path| path.ends_with("b.tsv"));
    assert_eq!(one.values(&OWNER), ["Third"]);
    assert_eq!(one.values(&STATE), ["done"]);
    assert_eq!(one.values(&NOTE), ["Seen"]);
}

#[test]
fn two_copies_that_were_folded_differently_are_one_history() {
    let one = Desk::new();
    for (id, value) in [("a", "First"), ("b", "Second"), ("c", "Third")] {
        one.sets(id, &[(OWNER, value)]);
    }
    let other = Desk::new();
    sync(&one.snapshot(), &other, |_| true);
    // The one folds b and c together, the other one after the other, with lines of its own between.
    one.sets("d", &[(STATE, "done")]);
    other.sets("e", &[(NOTE, "Seen")]);
    other.sets("f", &[]);
    let theirs = fs::read(other.history("folded.tsv")).unwrap();
    assert_ne!(theirs, fs::read(one.history("folded.tsv")).unwrap());
    for name in ["folded (other).tsv", "folded.tsv"] {
        let desk = copy(&one);
        RealDisk.write_new(&desk.history(name), &theirs).unwrap();
        for id in ["g", "h"] {
            assert_eq!(desk.values(&OWNER), ["Third"], "{name}");
            assert_eq!(desk.values(&STATE), ["done"], "{name}");
            assert_eq!(desk.values(&NOTE), ["Seen"], "{name}");
            desk.sets(id, &[]);
        }
        assert_eq!(desk.lines().len(), 5, "{name}");
    }
}

#[test]
fn an_older_state_put_back_gets_the_newer_lines_says_so_and_is_kept() {
    for is_folded in [false, true] {
        let desk = Desk::new();
        desk.sets("a", &[(OWNER, "First"), (STATE, "done")]);
        let older = desk.snapshot();
        desk.sets("b", &[(OWNER, "Second")]);
        desk.sets("c", &[(NOTE, "Seen")]);
        if is_folded {
            // A long text, so that the fold gets its sum.
            desk.sets("d", &[(EVIDENCE, &"x".repeat(70_000))]);
            desk.sets("e", &[]);
            desk.sets("f", &[]);
            assert!(desk.history("heads.tsv").exists());
            assert!(!desk.history("c.tsv").exists());
        }
        desk.put_back_state(&older);
        let told = desk.opened("g").told.join(" ");
        assert!(told.contains("older state file"), "{told}");
        assert!(told.contains("roadsigns state restore older"), "{told}");
        for id in ["h", "i"] {
            assert_eq!(desk.values(&OWNER), ["Second"]);
            assert_eq!(desk.values(&NOTE), ["Seen"]);
            assert_eq!(desk.values(&STATE), ["done"]);
            desk.sets(id, &[]);
        }
        assert!(desk.lines().iter().all(|line| line.by == "me@here"));
        assert!(desk.opened("j").told.is_empty());
        let kept = fs::read(desk.history("kept-older.toml")).unwrap();
        assert_eq!(kept, older[Path::new("state.toml")]);
    }
}

#[test]
fn a_hand_edit_in_an_older_state_that_was_put_back_is_beside_what_came_later() {
    let desk = Desk::new();
    desk.sets("a", &[(OWNER, "First"), (NOTE, "Old")]);
    let older = desk.snapshot();
    desk.sets("b", &[(OWNER, "Second")]);
    desk.put_back_state(&older);
    desk.edits("\"First\"", "\"By hand\"");
    desk.edits("\"Old\"", "\"New\"");
    desk.sets("c", &[]);
    assert_eq!(desk.values(&OWNER), ["By hand", "Second"]);
    assert_eq!(desk.values(&NOTE), ["New"]);
}
