//! State files that a person wrote or damaged: what is understood, what is named with its line, what stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use roadsigns::store::disk::{Disk as _, RealDisk};
use tempfile::TempDir;

use super::shapes::SHAPES;
use super::{Came, answered, with_state};

/// A state file with this text, alone in a folder.
fn state(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.toml");
    RealDisk.write_new(&path, text.as_ref()).unwrap();
    (folder, path)
}

fn check(state: &Path) -> Came {
    with_state(state, &["state", "check"])
}

/// A project with one item, in which these lines stand.
fn with_item(lines: &str) -> String {
    format!(
        "format = 1\n[[project]]\nid = \"house-7k2f\"\nname = \"Crisis house\"\nroadmap = \"mental-health\"\ncreated = \
         2026-11-22T10:41:07Z\n[project.items.\"toolkit/procurement#standstill\"]\n{lines}\n"
    )
}

/// Whether check names this, exits 1, calls nothing sound, and leaves the file as it was.
fn is_named(text: &str, words: &[&str]) {
    let (_folder, path) = state(text);
    let came = check(&path);
    let said = format!("{}\n{}", came.out, came.err);
    assert_eq!(came.code, Some(1), "{text}\n{said}");
    assert!(!said.contains("sound"), "{text}\n{said}");
    for words in words {
        assert!(said.contains(words), "{words:?}: {text}\n{said}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn the_screens_own_words_and_dates_are_understood_and_written_as_ours_with_the_next_save() {
    let (_folder, path) = state(with_item(
        "state = \"In hand\"\ndue = \"12/12/2026\" # agreed\ndecided_on = 'Thu 17 Dec 2026'",
    ));
    let report = with_state(&path, &["report"]);
    assert_eq!((report.code, report.err.as_str()), (Some(0), ""));
    for words in [
        "In hand",
        "Due: Sat 12 Dec 2026",
        "Decided on: Thu 17 Dec 2026",
    ] {
        assert!(report.out.contains(words), "{words}\n{}", report.out);
    }
    let came = check(&path);
    assert_eq!(came.code, Some(0), "{}", came.err);
    assert!(!came.out.contains("none of ours"), "{}", came.out);
    let saved = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    let text = fs::read_to_string(&path).unwrap();
    for line in [
        "state = \"in-hand\"\n",
        "due = 2026-12-12 # agreed\n",
        "decided_on = 2026-12-17\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_value_without_quotes_is_named_with_the_line_to_write() {
    for (line, better) in [
        ("due = 12/12/2026", "Write: due = 2026-12-12"),
        ("due = Sat 12 Dec 2026", "Write: due = 2026-12-12"),
        ("state = In hand", "Write: state = \"in-hand\""),
        (
            "owner = Head of contracting",
            "Write: owner = \"Head of contracting\"",
        ),
    ] {
        is_named(
            &with_item(line),
            &["line 8, column", line, better, "restore history"],
        );
    }
}

#[test]
fn a_file_of_zero_bytes_fills_no_screen() {
    let (_folder, path) = state(vec![0; 1_000_000]);
    for command in [
        ["state", "check"].as_slice(),
        &["report"],
        &["history", "--all"],
    ] {
        let came = with_state(&path, command);
        assert!(
            !came.out.contains("^@") && !came.err.contains("^@"),
            "{command:?}"
        );
        assert!(came.out.len() + came.err.len() < 2_000, "{command:?}");
    }
    let came = check(&path);
    assert_eq!(came.code, Some(1));
    assert!(came.err.contains("1000000 zero bytes"), "{}", came.err);
}

#[test]
fn names_in_one_another_without_end_have_a_line() {
    let names = vec!["a"; 10_000].join(".");
    for line in [
        format!("[{names}]"),
        format!("{names} = 1"),
        format!("x = {}", "[".repeat(10_000)),
    ] {
        let (_folder, path) = state(format!("format = 1\n{line}\n"));
        let came = check(&path);
        assert_eq!(came.code, Some(1));
        assert!(
            came.err.contains("line 2, column") && came.err.len() < 1_000,
            "{}",
            came.err
        );
    }
}

#[test]
fn toml_of_another_shape_is_named_with_its_line_and_what_to_write_and_never_sound() {
    for (text, words) in SHAPES {
        is_named(text, words);
    }
}

#[test]
fn what_is_said_of_a_name_of_thousands_of_letters_fills_no_screen() {
    let long = "a'".repeat(5_000);
    let project = "[[project]]\nid = \"a\"\nname = \"A\"\ncreated = 2026-11-22T10:00:00Z\n";
    for odd in [
        format!("[project.items.\"{long}\"]\nstate = \"done\"\n"),
        format!("[project.gates.\"{long}#b\"]\nreason = \"none\"\n"),
        format!("[project.items.\"{long}#b\"]\nclash = 5\n"),
        format!("[project.items]\n\"{long}#b\" = 5\n"),
        format!("[project.items.\"a#b\"]\nowner = {long}\n"),
        format!(
            "[project.items.\"a#b\"]\nnote = {}\n",
            "Finance lead ".repeat(1_000)
        ),
        format!("[project.items.{}]\nstate = \"done\"\n", "a/".repeat(5_000)),
        format!("[{}]\n", "b".repeat(9_000)),
    ] {
        let (_folder, path) = state(format!("format = 1\n{project}{odd}"));
        let checked = check(&path);
        let said = checked.out + &checked.err;
        assert!(said.contains("line "), "{said}");
        assert!(said.len() < 2_000, "{} bytes of {said}", said.len());
    }
}

#[test]
fn nothing_is_written_over_toml_of_another_shape_and_what_is_recorded_meanwhile_is_kept() {
    for (text, words) in SHAPES {
        let (folder, path) = state(text);
        let said = answered(&path, "back\nsign 4\nnext part\ntick 1\nleave\nleave\n");
        let said = said.replace(char::is_whitespace, "");
        for words in words {
            // However the lines are broken.
            let bare = words.replace(char::is_whitespace, "");
            assert!(said.contains(&bare), "{words:?}: {text}\n{said}");
        }
        assert!(said.contains("NOTSAVED"), "{text}\n{said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        let lines = fs::read_dir(folder.path().join("state.history"))
            .unwrap()
            .any(|file| {
                let file = file.unwrap().path();
                file.extension().is_some_and(|end| end == "tsv")
                    && fs::read_to_string(file).unwrap().contains("in-hand")
            });
        assert!(lines, "{text}");
    }
}

#[test]
fn of_a_place_under_items_and_under_gates_what_stands_where_it_belongs_is_kept_with_its_edits() {
    let (_folder, path) = state(with_item("owner = \"Finance lead\""));
    with_state(&path, &["state", "restore", "history"]);
    let good = fs::read_to_string(&path).unwrap();
    let edited = good.replace("Finance lead", "Head of contracting");
    let gate = "[project.gates.\"toolkit/procurement#standstill\"]\nowner = \"Nobody\"\n";
    let both = format!("{edited}\n{gate}");
    RealDisk.write_new(&path, both.as_bytes()).unwrap();
    let report = with_state(&path, &["report"]);
    assert!(report.out.contains("Head of contracting"), "{}", report.out);
    assert!(report.err.contains("under items"), "{}", report.err);
    answered(&path, "back\nsign 4\nnext part\ntick 1\nleave\nleave\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), both);
    RealDisk.write_new(&path, edited.as_bytes()).unwrap();
    let saved = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("Head of contracting") && !text.contains("Nobody"),
        "{text}"
    );
    assert_eq!(check(&path).code, Some(0));
}

#[test]
fn no_edit_is_promised_to_a_save_where_no_save_writes_the_file() {
    let (_folder, path) = state(with_item("owner = \"Finance lead\""));
    with_state(&path, &["state", "restore", "history"]);
    let good = fs::read_to_string(&path).unwrap();
    let edited = good.replace("Finance lead", "Head of contracting");
    RealDisk.write_new(&path, edited.as_bytes()).unwrap();
    assert!(
        check(&path)
            .out
            .contains("1 edit by hand, which the next save takes over")
    );
    for text in [
        edited.replace("format = 1", "format = 2"),
        format!("{edited}\n[[project]]\nid = \"house-7k2f\"\nname = \"Second\"\n"),
    ] {
        RealDisk.write_new(&path, text.as_bytes()).unwrap();
        let came = check(&path);
        assert_eq!(came.code, Some(1), "{}", came.out);
        assert!(
            !came.out.contains("which the next save takes over"),
            "{}",
            came.out
        );
    }
}

#[test]
fn a_file_of_another_shape_is_written_anew_from_the_history_and_kept_aside() {
    let (folder, path) = state(with_item("state = \"done\""));
    assert_eq!(
        with_state(&path, &["state", "restore", "history"]).code,
        Some(0)
    );
    let good = fs::read_to_string(&path).unwrap();
    let odd = good.replace("[[project]]", "[project]");
    RealDisk.write_new(&path, odd.as_bytes()).unwrap();
    assert_eq!(check(&path).code, Some(1));
    let mended = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(mended.code, Some(0), "{}", mended.err);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("state = \"done\"") && text.contains("[[project]]"),
        "{text}"
    );
    let aside = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut aside = aside.filter(|file| file.to_string_lossy().contains("broken"));
    assert_eq!(fs::read_to_string(aside.next().unwrap()).unwrap(), odd);
    assert_eq!(check(&path).code, Some(0));
}

/// A whole project without history, and one without an id below it.
fn in_part() -> String {
    with_item("state = \"blocked\"\nowner = \"Finance lead\"") + "[[project]]\nname = \"Second\"\n"
}

#[test]
fn what_is_understood_of_a_file_is_shown_beside_what_is_not() {
    let (_folder, path) = state(in_part());
    for (command, shown) in [
        (["report"].as_slice(), "Owner: Finance lead"),
        (&["history"], "Owner: (empty) -> Finance lead"),
    ] {
        let came = with_state(&path, command);
        assert_eq!(came.code, Some(1), "{}", came.err);
        assert!(came.out.contains(shown), "{}", came.out);
        for words in [
            "not all of the state",
            "line 10: [[project]]",
            "\"Second\" has no id",
        ] {
            assert!(came.err.contains(words), "{words}: {}", came.err);
        }
    }
}

#[test]
fn what_is_recorded_while_a_file_is_understood_in_part_is_no_clash_when_it_is_mended() {
    let (_folder, path) = state(in_part());
    for _ in 0..2 {
        answered(
            &path,
            "back\nstage 3\nnext part\ntick 5\ntick 5\nleave\nleave\n",
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), in_part());
    let mended = in_part().replace(
        "name = \"Second\"",
        "id = \"second-1a1a\"\nname = \"Second\"",
    );
    RealDisk.write_new(&path, mended.as_bytes()).unwrap();
    // The history knows what was recorded meanwhile, the file does not.
    let came = check(&path);
    assert_eq!(came.code, Some(1), "{}", came.err);
    assert!(came.out.contains("the state file does not"), "{}", came.out);
    let saved = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(saved.code, Some(0), "{}", saved.err);
    let came = check(&path);
    assert_eq!(came.code, Some(0), "{}", came.err);
    assert!(came.out.contains("Projects: 2."), "{}", came.out);
    assert!(!came.out.contains("Two values"), "{}", came.out);
}

#[test]
fn what_is_understood_of_a_file_without_history_is_there_when_it_is_written_anew() {
    let (_folder, path) = state(in_part());
    let mended = with_state(&path, &["state", "restore", "history"]);
    assert_eq!(mended.code, Some(0), "{}", mended.err);
    let text = fs::read_to_string(&path).unwrap();
    for kept in [
        "Crisis house",
        "Finance lead",
        "state = \"blocked\"",
        "project = \"house-7k2f\"",
    ] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(check(&path).code, Some(0));
}

#[test]
fn many_faults_fill_no_screen_and_all_are_counted() {
    let text = "[[project]]\nid = 7\n".repeat(500);
    let (_folder, path) = state(&text);
    let came = check(&path);
    assert!(
        came.err.contains("500 lines are not understood"),
        "{}",
        came.err
    );
    assert!(came.err.contains("and 480 more"), "{}", came.err);
    assert!(came.err.len() < 4_000, "{}", came.err.len());
}

#[test]
fn a_project_that_lacks_what_ours_have_keeps_its_name_and_what_it_lacks_is_named() {
    let whole = with_item("state = \"done\"");
    for gone in [
        ["created = 2026-11-22T10:41:07Z\n"].as_slice(),
        &["roadmap = \"mental-health\"\n"],
        &[
            "created = 2026-11-22T10:41:07Z\n",
            "roadmap = \"mental-health\"\n",
        ],
        &[
            "created = 2026-11-22T10:41:07Z\n",
            "name = \"Crisis house\"\n",
        ],
    ] {
        let text = gone
            .iter()
            .fold(whole.clone(), |text, line| text.replace(line, ""));
        for has_history in [false, true] {
            let (_folder, path) = state(if has_history { &whole } else { &text });
            if has_history {
                with_state(&path, &["state", "restore", "history"]);
                let kept = fs::read_to_string(&path).unwrap();
                let text = gone.iter().fold(kept, |text, line| text.replace(line, ""));
                RealDisk.write_new(&path, text.as_bytes()).unwrap();
            }
            let came = check(&path);
            assert_eq!(came.code, Some(0), "{}", came.err);
            for line in gone {
                let field = line.split(' ').next().unwrap();
                let words = format!("project:house-7k2f: {field} is missing");
                assert!(
                    came.out.contains(&words) && came.out.contains("line "),
                    "{}",
                    came.out
                );
            }
            let said = answered(
                &path,
                "sign 4\nnext part\ntick 1\nprojects\nback\nleave\nleave\n",
            );
            assert!(!said.contains("My first project"), "{said}");
            let name = if gone.len() == 2 && gone[1].contains("name") {
                "house-7k2f"
            } else {
                "Crisis house"
            };
            assert!(said.contains(&format!("Project: {name}")), "{said}");
            let saved = fs::read_to_string(&path).unwrap();
            assert_eq!(saved.matches("[[project]]").count(), 1, "{saved}");
            assert!(
                saved.contains("in-hand") && saved.contains("\"done\""),
                "{saved}"
            );
            for line in gone {
                let field = format!("\n{} =", line.split(' ').next().unwrap());
                assert!(!saved.contains(&field), "{field}: {saved}");
            }
        }
    }
}

#[test]
fn a_table_that_holds_nothing_to_show_is_named() {
    for (text, words) in [
        (
            "[[project]]\nid = \"a\"\n",
            "line 1: project:a: name is missing. It is not shown",
        ),
        (
            "[[feedback]]\nid = \"f\"\nuseful = 4\n",
            "line 1: feedback:f: place is missing",
        ),
        (
            "[[measure]]\nid = \"m\"\nlevel = 2\n",
            "line 1: measure:m: what is missing",
        ),
        ("colour = 5\n", "line 1: colour is kept"),
        ("[here]\nwindow = 5\n", "line 2: here.window is kept"),
        (
            "[[project]]\nid = \"a\"\nname = \"A\"\n[project.extra]\nx = 1\n",
            "line 4: extra is kept",
        ),
        (
            "[[feedback]]\nid = \"f\"\nplace = \"signs/contracting\"\nuseful = 9\n",
            "line 4: feedback:f: useful \"9\"",
        ),
    ] {
        let (_folder, path) = state(text);
        let came = check(&path);
        assert_eq!(came.code, Some(0), "{}", came.err);
        assert!(came.out.contains(words), "{words}: {}", came.out);
    }
}

#[test]
fn what_is_kept_but_not_understood_is_named_with_its_line_and_what_to_write() {
    for (line, words) in [
        (
            "state = \"finished\"",
            "line 8: toolkit/procurement#standstill: the state \"finished\" is none of ours",
        ),
        (
            "state = \"finished\"",
            "Write one of: open, in-hand, done, not-applicable, blocked",
        ),
        (
            "due = \"soon\"",
            "line 8: toolkit/procurement#standstill: due \"soon\" is not a date. \"soon\" is no date that I know. Write it so: due = 2026-12-17",
        ),
        (
            "Owner = \"Me\"",
            "Owner is kept; this program does not use it. Write owner for it?",
        ),
        ("Due_Date = \"soon\"", "Write due for it?"),
        (
            "name = \"Late\"",
            "name is kept; this program does not use it",
        ),
    ] {
        let (_folder, path) = state(with_item(line));
        let came = check(&path);
        assert_eq!(came.code, Some(0), "{}", came.err);
        assert!(came.out.contains(words), "{words}: {}", came.out);
    }
}

#[test]
fn line_by_line_every_answer_says_that_nothing_is_saved_for_as_long_as_it_is_so() {
    let answers = "back\nsign 4\nnext part\ntick 1\nx 2\nNot for us\n.\n";
    let count = |said: &str| said.matches("NOT SAVED: ").count();
    let (_folder, path) = state(in_part());
    let said = answered(&path, answers);
    assert!(count(&said) >= answers.lines().count(), "{said}");
    let (_folder, path) = state(with_item("state = \"done\""));
    assert_eq!(count(&answered(&path, answers)), 0);
}

#[test]
fn dates_that_say_their_year_are_understood_in_every_form_and_the_others_say_why() {
    for (said, written) in [
        ("17/12/2026", Some("2026-12-17")),
        ("17/12/26", Some("2026-12-17")),
        ("17-12-26", Some("2026-12-17")),
        ("17 Dec 2026", Some("2026-12-17")),
        ("Thu 17 Dec 2026", Some("2026-12-17")),
        ("17th December 2026", Some("2026-12-17")),
        // Nobody knows on which day they were meant.
        ("17 Dec", None),
        ("tomorrow", None),
        ("next Monday", None),
        ("+10 working days", None),
        ("Fri 17 Dec 2026", None),
        ("31/2/2026", None),
    ] {
        let (_folder, path) = state(with_item(&format!("due = \"{said}\"")));
        let came = check(&path);
        let is_remarked =
            came.out.contains("line 8: ") && came.out.contains("Write it so: due = 2026-12-17");
        assert_eq!(is_remarked, written.is_none(), "{said}: {}", came.out);
        let saved = with_state(&path, &["state", "restore", "history"]);
        assert_eq!(saved.code, Some(0), "{}", saved.err);
        let text = fs::read_to_string(&path).unwrap();
        let line = written.map_or(format!("due = \"{said}\""), |date| format!("due = {date}"));
        assert!(text.contains(&format!("\n{line}\n")), "{line}: {text}");
    }
}

#[test]
fn when_feedback_was_given_and_a_measure_taken_stays_as_a_hand_wrote_it() {
    let given = |at: &str| {
        format!("[[feedback]]\nid = \"f\"\nplace = \"signs/contracting\"\nuseful = 4\nat = {at}\n")
    };
    let measured =
        "[[measure]]\nid = \"m\"\nwhat = \"competencies/9\"\nlevel = 2\nat = 2024-03-02\n";
    for (at, kept) in [
        ("2024-03-01T09:10:11Z", "at = 2024-03-01T09:10:11Z"),
        ("\"2024-03-01T10:10:11+01:00\"", "at = 2024-03-01T09:10:11Z"),
        ("2024-03-01", "at = 2024-03-01T00:00:00Z"),
    ] {
        let (_folder, path) = state(given(at) + measured);
        let into = path.with_file_name("into.toml");
        let merged = with_state(&into, &["state", "merge", path.to_str().unwrap()]);
        assert_eq!(merged.code, Some(0), "{}", merged.err);
        let text = fs::read_to_string(&into).unwrap();
        assert!(text.contains(kept), "{at}: {text}");
        assert!(text.contains("at = 2024-03-02T00:00:00Z"), "{text}");
    }
}
