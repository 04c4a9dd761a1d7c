//! Whether a state and its history are sound: what `state check` names, with which exit code, and what stands then.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use chrono::Utc;
use roadsigns::project::author::Author;
use roadsigns::project::change::{Field, Key, Signature, Subject};
use roadsigns::project::opened::Here;
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::{Store, Trouble};

use super::came::Came;
use super::keeping::{ITEM, PROJECT, record_in};
use super::with_state;

#[path = "mended.rs"]
mod mended;
#[path = "missing.rs"]
mod missing;
#[path = "restored.rs"]
mod restored;

/// A folder with a state in which two sessions recorded something, one after the other.
struct Desk {
    _folder: tempfile::TempDir,
    state: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        let desk = Self {
            _folder: folder,
            state,
        };
        desk.records("first", &[(Field::Owner, "Head of contracting")]);
        desk.records(
            "second",
            &[(Field::State, "done"), (Field::Due, "2026-12-17")],
        );
        desk
    }

    fn records(&self, id: &str, fields: &[(Field, &str)]) {
        self.tries(id, fields).unwrap();
    }

    fn tries(&self, id: &str, fields: &[(Field, &str)]) -> Result<(), Trouble> {
        let mut store = Store::new(Box::new(RealDisk), &self.state, session(id));
        let mut book = store.open().unwrap().book;
        record_in(&mut store, &mut book, session(id), fields)?;
        store.close();
        Ok(())
    }

    fn history(&self, name: &str) -> PathBuf {
        self.state.with_extension("history").join(name)
    }

    fn check(&self) -> Came {
        with_state(&self.state, &["state", "check"])
    }

    /// Checks, and that it is not sound.
    fn fails(&self) -> String {
        let check = self.check();
        assert_eq!(check.code, Some(1), "{}", check.out);
        assert!(!check.out.contains("is sound"), "{}", check.out);
        assert!(
            check.err.contains("state and history differ"),
            "{}",
            check.err
        );
        check.out
    }

    /// A save that changes nothing.
    fn saves(&self) {
        let saved = with_state(&self.state, &["state", "restore", "history"]);
        assert_eq!(saved.code, Some(0), "{}", saved.err);
    }

    fn stands(&self, values: &[&str], case: &str) {
        let report = with_state(&self.state, &["report"]);
        assert_eq!(report.code, Some(0), "{}", report.err);
        for value in values {
            assert!(
                report.out.contains(value),
                "{case}: {value}: {}",
                report.out
            );
        }
    }
}

fn session(id: &str) -> Signature {
    Signature {
        id: id.to_owned(),
        by: "me@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    }
}

fn overwrite(path: &Path, bytes: &[u8]) {
    RealDisk.write_new(path, bytes).unwrap();
}

/// What a fault makes of a line.
type Damaged = fn(&str) -> Vec<u8>;

/// What is shown of all that was recorded.
const ALL: [&str; 3] = ["Owner: Head of contracting", "[x]", "Thu 17 Dec 2026"];

#[test]
fn each_kind_of_damaged_history_is_named_with_file_and_line_and_the_values_of_the_state_stand() {
    let desk = Desk::new();
    let whole = fs::read_to_string(desk.history("second.tsv")).unwrap();
    let number = 1 + whole
        .lines()
        .position(|line| line.contains("\tstate\t"))
        .unwrap();
    let kinds: [(&str, Damaged); 11] = [
        ("tabs became spaces", |line| {
            line.replace('\t', "    ").into_bytes()
        }),
        ("NULs", |line| {
            line.replace("me@here", "me\0\0\0").into_bytes()
        }),
        ("a block of NULs", |line| vec![0; line.len()]),
        ("an unknown field word", |line| {
            line.replace("\tstate\t", "\tstatte\t").into_bytes()
        }),
        ("a time that is none", |line| {
            line.replacen("\t20", "\t2026-77-99T", 1).into_bytes()
        }),
        ("another value", |line| {
            line.replace("\tdone\t", "\tdoe\t").into_bytes()
        }),
        ("a number left out", |line| {
            line.replacen("second-2\t", "second-\t", 1).into_bytes()
        }),
        ("a field left out", |line| {
            line.replace("\tdone\t", "\t").into_bytes()
        }),
        ("garbage", |_| b"complete nonsense".to_vec()),
        ("not UTF-8", |line| {
            line.replace("done", "d@ne")
                .bytes()
                .map(|b| if b == b'@' { 0xff } else { b })
                .collect()
        }),
        ("a subject that is none", |line| {
            line.replace("project:", "projekt:").into_bytes()
        }),
    ];
    for (kind, damaged) in kinds {
        let desk = Desk::new();
        let file = desk.history("second.tsv");
        let whole = fs::read(&file).unwrap();
        let own: String = String::from_utf8(whole).unwrap();
        let own_line = own.lines().nth(number - 1).unwrap();
        let (before, after) = own.split_once(own_line).unwrap();
        let bytes = [before.as_bytes(), &damaged(own_line), after.as_bytes()].concat();
        overwrite(&file, &bytes);
        let out = desk.fails();
        let wanted = format!("{}, line {number}", file.display());
        assert!(out.contains(&wanted), "{kind}: {wanted}: {out}");
        assert!(out.contains("State of "), "{kind}: {out}");
        desk.stands(&ALL, kind);
        // What can be read is folded, and the file as it was stays beside it.
        desk.saves();
        desk.stands(&ALL, kind);
        let check = desk.check();
        assert_eq!(check.code, Some(0), "{kind}: {}{}", check.out, check.err);
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_named_and_holds_up_nothing() {
    let desk = Desk::new();
    let file = desk.history("second.tsv");
    let mut bytes = fs::read(&file).unwrap();
    bytes.extend(vec![b'x'; 50 << 20]);
    bytes.push(b'\n');
    overwrite(&file, &bytes);
    let out = desk.fails();
    let number = bytes.split(|&byte| byte == b'\n').count() - 1;
    assert!(
        out.contains(&format!("second.tsv, line {number}: ")),
        "{out}"
    );
    assert!(out.len() < 4_000, "{}", out.len());
    desk.stands(&ALL, "a long line");
}

#[test]
fn a_file_that_is_none_that_is_read_is_named_and_the_values_of_the_state_stand() {
    for kind in ["link", "dangling link", "folder", "too large"] {
        let desk = Desk::new();
        let file = desk.history("second.tsv");
        let elsewhere = desk.state.with_file_name("elsewhere.tsv");
        fs::rename(&file, &elsewhere).unwrap();
        match kind {
            "link" => symlink(&elsewhere, &file).unwrap(),
            "dangling link" => symlink("/nowhere/at/all", &file).unwrap(),
            "folder" => fs::create_dir(&file).unwrap(),
            _ => fs::File::create(&file).unwrap().set_len(65 << 20).unwrap(),
        }
        let out = desk.fails();
        assert!(
            out.contains(&format!("{}: ", file.display())),
            "{kind}: {out}"
        );
        desk.stands(&ALL, kind);
        desk.saves();
        desk.stands(&ALL, kind);
        // It stays named until somebody takes it away.
        assert!(
            desk.fails().contains(&format!("{}: ", file.display())),
            "{kind}"
        );
    }
}

#[test]
fn a_fold_that_is_a_link_to_elsewhere_is_not_written_through() {
    let desk = Desk::new();
    let elsewhere = desk.state.with_file_name("elsewhere");
    overwrite(&elsewhere, b"of somebody else\n");
    fs::remove_file(desk.history("folded.tsv")).unwrap();
    symlink(&elsewhere, desk.history("folded.tsv")).unwrap();
    for _ in 0..3 {
        desk.saves();
    }
    assert_eq!(fs::read(&elsewhere).unwrap(), b"of somebody else\n");
    desk.stands(&ALL, "a linked fold");
}

#[test]
fn lost_lines_are_named_with_their_values_and_stand_again_after_the_next_save() {
    let desk = Desk::new();
    fs::remove_file(desk.history("second.tsv")).unwrap();
    let before = fs::read(&desk.state).unwrap();
    let out = desk.fails();
    for words in [
        "stand in no file of the history: 3 (second 1-3)",
        "State of ",
        ": Done; the history says Open",
        "Due date of ",
        "the next save writes them",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert_eq!(
        fs::read(&desk.state).unwrap(),
        before,
        "a check writes nothing"
    );
    assert!(!desk.history("second.tsv").exists());
    desk.stands(&ALL, "lost");
    desk.saves();
    desk.stands(&ALL, "lost, then saved");
    let check = desk.check();
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    let trail = with_state(&desk.state, &["history"]);
    assert!(
        trail.out.contains("from the state file (me@here)"),
        "{}",
        trail.out
    );
}

#[test]
fn one_byte_of_the_fold_is_named_with_its_file_and_set_right_by_the_next_save() {
    let desk = Desk::new();
    let folded = desk.history("folded.tsv");
    let text = fs::read_to_string(&folded).unwrap();
    let text = text.replace("Head of contracting", "Head of cantracting");
    overwrite(&folded, text.as_bytes());
    let out = desk.fails();
    assert!(
        out.contains("folded.tsv, line 2: ") && out.contains("digest"),
        "{out}"
    );
    assert!(
        out.contains("Head of contracting; the history says Head of cantracting"),
        "{out}"
    );
    desk.stands(&ALL, "a byte");
    desk.saves();
    desk.stands(&ALL, "a byte, then saved");
    let check = desk.check();
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    let names = fs::read_dir(desk.history("")).unwrap();
    let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.any(|name| name.starts_with("damaged-") && name.ends_with("-folded.txt")));
}

#[test]
fn newer_lines_are_named_and_an_older_state_that_was_put_back_comes_back_for_good_when_asked() {
    for saves_first in [false, true] {
        let desk = Desk::new();
        let older = fs::read(&desk.state).unwrap();
        desk.records("third", &[(Field::Owner, "Finance lead")]);
        overwrite(&desk.state, &older);
        let out = desk.fails();
        for words in [
            "older state file",
            "roadsigns state restore older",
            "newer than the state file: 2",
            "Owner of ",
            ": Finance lead (me@here, ",
        ] {
            assert!(out.contains(words), "{words}: {out}");
        }
        if saves_first {
            desk.saves();
            desk.stands(&["Owner: Finance lead"], "newer");
            assert_eq!(desk.check().code, Some(0));
        }
        let back = with_state(&desk.state, &["state", "restore", "older"]);
        assert_eq!(back.code, Some(0), "{}", back.err);
        desk.stands(&ALL, "older");
        assert_eq!(desk.check().code, Some(0), "{}", desk.check().out);
    }
}

#[test]
fn sums_that_cannot_be_understood_are_named_and_written_anew() {
    let desk = Desk::new();
    let text = fs::read_to_string(&desk.state).unwrap();
    let text = text.replace("second = \"1-3\"", "second = \"1 to 3\"");
    overwrite(&desk.state, text.as_bytes());
    assert!(desk.fails().contains("[sums] says of second no numbers"));
    desk.saves();
    assert_eq!(desk.check().code, Some(0));
    desk.stands(&ALL, "sums");
}

#[test]
fn a_session_in_the_sums_whose_name_no_line_can_have_is_named_and_comes_into_no_line() {
    let desk = Desk::new();
    let text = fs::read_to_string(&desk.state).unwrap();
    let text = text.replace("[sums]\n", "[sums]\nlaptop_2 = \"1\"\n");
    overwrite(&desk.state, text.as_bytes());
    fs::remove_file(desk.history("folded.tsv")).unwrap();
    assert!(
        desk.fails()
            .contains("[sums] names the session \"laptop_2\"")
    );
    desk.saves();
    let names = fs::read_dir(desk.history("")).unwrap();
    let files = names.map(|file| file.unwrap().path());
    let lines = files.filter(|file| file.extension().is_some_and(|end| end == "tsv"));
    let text: String = lines
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    assert!(text.contains("\tdone\t"), "{text}");
    assert!(!text.contains("laptop_2"), "{text}");
    let check = desk.check();
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    desk.stands(&ALL, "sums");
}

/// A state with a clash that is open.
fn clash(desk: &Desk) {
    let mut sides = ["left", "right"].map(|id| {
        let mut store = Store::new(Box::new(RealDisk), &desk.state, session(id));
        let book = store.open().unwrap().book;
        (store, book, Author::new(session(id)))
    });
    for (index, (store, book, author)) in sides.iter_mut().enumerate() {
        let key = Key {
            subject: Subject::Project(PROJECT.to_owned()),
            place: ITEM.to_owned(),
            field: Field::Owner,
        };
        let value = if index == 0 {
            "Left lead"
        } else {
            "Right lead"
        };
        let change = author.set(book, Utc::now(), key, value.to_owned());
        let here = Here {
            project: PROJECT.to_owned(),
            ..Here::default()
        };
        store.save(&[change], &here).unwrap();
    }
}

#[test]
fn an_open_clash_without_its_history_is_taken_over_with_both_values_by_a_save_and_by_a_merge() {
    for names_sums in [true, false] {
        for merges in [false, true] {
            let desk = Desk::new();
            clash(&desk);
            if !names_sums {
                let text = fs::read_to_string(&desk.state).unwrap();
                let (before, rest) = text.split_once("[sums]\n").unwrap();
                let (_, after) = rest.split_once("\n[").unwrap();
                overwrite(&desk.state, format!("{before}\n[{after}").as_bytes());
            }
            let alone = Desk::new();
            fs::remove_dir_all(alone.history("")).unwrap();
            fs::copy(&desk.state, &alone.state).unwrap();
            let check = alone.check();
            assert_eq!(check.code, Some(i32::from(names_sums)), "{}", check.out);
            for value in ["Left lead", "Right lead"] {
                let mut lines = check.out.lines();
                let is_named = |line: &str| line.starts_with("  Owner of ") && line.contains(value);
                assert!(lines.any(is_named), "{value}: {}", check.out);
            }
            if names_sums {
                assert!(!check.out.contains("by hand, which"), "{}", check.out);
            }
            let state = if merges {
                let empty = tempfile::tempdir().unwrap().keep();
                let state = empty.join("state.toml");
                let merged = with_state(&state, &["state", "merge", alone.state.to_str().unwrap()]);
                assert_eq!(merged.code, Some(0), "{}", merged.err);
                assert!(
                    merged.out.contains("Fields with two values kept: 1"),
                    "{}",
                    merged.out
                );
                state
            } else {
                alone.saves();
                alone.state.clone()
            };
            for _ in 0..2 {
                let text = fs::read_to_string(&state).unwrap();
                assert!(text.contains("clash]]\nfield = \"owner\""), "{text}");
                for value in ["Left lead", "Right lead"] {
                    assert!(text.contains(value), "{value}: {text}");
                }
                // The state is gone: the lines hold both.
                fs::remove_file(&state).unwrap();
                let saved = with_state(&state, &["state", "restore", "history"]);
                assert_eq!(saved.code, Some(0), "{}", saved.err);
            }
        }
    }
}

#[test]
fn a_clash_of_a_project_or_a_measure_says_of_which() {
    let desk = Desk::new();
    let text = "format = 1\n[[project]]\nid = \"p\"\nname = \"North\"\n[[project.clash]]\nfield = \"name\"\nvalue = \"South\"\n\
                [[measure]]\nid = \"m\"\nwhat = \"competencies/9\"\nlevel = 2\n[[measure.clash]]\nfield = \"level\"\nvalue = 3\n";
    fs::remove_dir_all(desk.history("")).unwrap();
    overwrite(&desk.state, text.as_bytes());
    let out = desk.check().out;
    let words = "Two values kept for name of the project North: ";
    assert!(out.contains(words), "{out}");
    let words = "Two values kept for level of measure:m: ";
    assert!(out.contains(words), "{out}");
}

#[test]
fn an_older_copy_of_the_own_state_without_its_history_adds_nothing_when_it_is_merged() {
    let desk = Desk::new();
    let copy = desk.state.with_file_name("copy.toml");
    fs::copy(&desk.state, &copy).unwrap();
    desk.records("third", &[(Field::Owner, "Finance lead")]);
    let merged = with_state(&desk.state, &["state", "merge", copy.to_str().unwrap()]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
    assert!(merged.out.contains("changes added: 0"), "{}", merged.out);
    desk.stands(&["Owner: Finance lead"], "merged");
    assert!(!merged.out.contains("two values"), "{}", merged.out);
}

#[test]
fn an_older_state_that_was_put_back_is_said_at_the_start_with_the_command_that_goes_back() {
    let desk = Desk::new();
    let older = fs::read(&desk.state).unwrap();
    desk.records("third", &[(Field::Owner, "Finance lead")]);
    overwrite(&desk.state, &older);
    let said = with_state(&desk.state, &["--plain"]);
    let said = said.out.replace('\n', " ");
    assert!(said.contains("This is an older state file"), "{said}");
    assert!(said.contains("roadsigns state restore older"), "{said}");
}
