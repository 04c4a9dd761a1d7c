//! The user's own state on the command line: reports of it, where it is, and what is said when it is broken.

use std::fs;
use std::path::Path;

use chrono::Utc;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::Signature;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::{Store, state};
use unicode_width::UnicodeWidthStr as _;

use super::{WIDTH, came, program, run, with_state, write};

const DEMO: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml"));

/// Keeps the sample project as if a session had made it, with its history.
fn keep_demo(path: &Path) {
    let session = Signature {
        id: "test".to_owned(),
        by: "tester@here".to_owned(),
        guide: "2026-11-22".to_owned(),
    };
    let document = state::parse(DEMO).unwrap();
    let mut author = Author::new(session.clone());
    let mut book = Book::default();
    let changes: Vec<_> = state::contents(&document)
        .values
        .into_iter()
        .map(|(key, value)| author.set(&mut book, Utc::now(), key, value))
        .collect();
    let mut store = Store::new(Box::new(RealDisk), path, session);
    store.open().map(drop).unwrap();
    store.save(&changes, &state::here(&document)).unwrap();
}

#[test]
fn a_report_prints_the_record_of_every_item_and_the_feedback() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    keep_demo(&state);
    let before = fs::read(&state).unwrap();
    let report = with_state(&state, &["report"]);
    assert_eq!((report.code, report.err.as_str()), (Some(0), ""));
    for words in [
        "Crisis house, north\n===",
        "Owner: Head of contracting",
        "Stage 3  Procurement",
        "guidance, not legal advice",
        "Feedback\n---",
    ] {
        assert!(report.out.contains(words), "{words:?}\n{}", report.out);
    }
    for line in report.out.lines() {
        assert!(
            line.width() <= WIDTH && !line.chars().any(char::is_control),
            "{line:?}"
        );
    }
    let by_name = with_state(&state, &["report", "crisis HOUSE, north"]);
    assert_eq!(by_name.code, Some(0), "{}", by_name.err);
    let other = with_state(&state, &["report", "No such"]);
    assert_eq!(other.code, Some(1));
    assert!(
        other.err.contains("No such") && other.err.contains("Crisis house, north"),
        "{}",
        other.err
    );
    assert_eq!(fs::read(&state).unwrap(), before);
}

#[test]
fn reports_and_the_history_name_the_zone_of_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    keep_demo(&state);
    for (command, begins) in [
        ("history", [", tester@here, guide of"].as_slice()),
        ("report", &["Printed ", "Last changed: "]),
    ] {
        let said = |zone: &str| {
            let mut program = program();
            program.env("TZ", zone).arg("--state").arg(&state);
            came(program.arg(command).output().unwrap()).out
        };
        assert!(!said("ODD-3").contains("UTC"), "{command}");
        for begin in begins {
            let of_zone = |text: &str, zone: &str| {
                let mut lines = text.lines().filter(|line| line.contains(begin));
                lines.any(|line| line.contains(zone))
            };
            assert!(of_zone(&said("ODD-3"), " ODD"), "{command}: {begin}");
            assert!(of_zone(&said("UTC0"), " UTC"), "{command}: {begin}");
        }
    }
}

#[test]
fn a_report_without_a_project_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let report = with_state(&folder.path().join("state.toml"), &["report"]);
    assert_eq!((report.code, report.out.as_str()), (Some(1), ""));
    assert!(report.err.contains("no project"), "{}", report.err);
    for command in ["report", "history"] {
        let named = with_state(&folder.path().join("state.toml"), &[command, "nobody"]);
        assert_eq!((named.code, named.out.as_str()), (Some(1), ""));
        let why = "no project \"nobody\", nor any other yet; open the guide";
        assert!(named.err.contains(why), "{}", named.err);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_broken_state_file_is_explained_with_its_line_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    let text = "format = 1\n\n[[project]]\nid = \"a-2345\"\nname = \"Torn\n";
    write(&state, text);
    let report = with_state(&state, &["report"]);
    assert_eq!((report.code, report.out.as_str()), (Some(1), ""));
    for words in [
        "state.toml",
        "line 5",
        "column",
        "Nothing was changed",
        "Mend the line",
    ] {
        assert!(report.err.contains(words), "{words}\n{}", report.err);
    }
    assert_eq!(fs::read_to_string(&state).unwrap(), text);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_report_reads_a_state_file_without_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    write(&state, DEMO);
    let report = with_state(&state, &["report"]);
    assert_eq!((report.code, report.err.as_str()), (Some(0), ""));
    assert!(
        report.out.contains("Owner: Head of contracting"),
        "{}",
        report.out
    );
    assert_eq!(fs::read_to_string(&state).unwrap(), DEMO);
}

#[test]
fn a_report_shows_what_was_written_into_the_state_file_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.toml");
    keep_demo(&state);
    let text = fs::read_to_string(&state).unwrap();
    let edited = text.replace("\"Head of contracting\"", "\"Somebody else\"");
    assert_ne!(edited, text);
    write(&state, &edited);
    let report = with_state(&state, &["report"]);
    assert_eq!(report.code, Some(0), "{}", report.err);
    assert!(
        report.out.contains("Owner: Somebody else"),
        "{}",
        report.out
    );
    assert!(
        !report.out.contains("Owner: Head of contracting"),
        "{}",
        report.out
    );
}

#[test]
fn paths_names_state_history_and_exports() {
    let paths = with_state(Path::new("/some/where/state.toml"), &["paths"]);
    assert_eq!(paths.code, Some(0), "{}", paths.err);
    for path in [
        "/some/where/state.toml",
        "/some/where/state.history",
        "/some/where/exports",
    ] {
        assert!(paths.out.contains(path), "{}", paths.out);
    }
    let home = run(&["paths"]);
    assert!(
        home.out
            .contains("/nonexistent/.local/share/roadsigns/state.toml"),
        "{}",
        home.out
    );
}

#[test]
fn a_flag_that_may_stand_alone_may_also_say_no() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    let kept = "plain = true\nhyperlinks = true\n";
    for (kept, flags, wanted) in [
        (kept, ["--plain=false", "--hyperlinks=false"], "false"),
        ("", ["--plain", "--hyperlinks"], "true"),
        ("", ["--plain=true", "--hyperlinks=true"], "true"),
    ] {
        write(&file, kept);
        let mut command = program();
        command.arg("--settings").arg(&file).args(flags);
        let said = came(command.arg("settings").output().unwrap());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{flags:?}");
        for name in ["plain", "hyperlinks"] {
            let holds = format!("\n{name} = {wanted}\n");
            assert!(said.out.contains(&holds), "{flags:?}: {}", said.out);
        }
    }
    assert_eq!(run(&["--plain=perhaps"]).code, Some(2));
}

#[test]
fn without_a_home_it_asks_for_a_state_file() {
    for command in ["paths", "report"] {
        let came = came(program().arg(command).output().unwrap());
        assert_eq!((came.code, came.out.as_str()), (Some(1), ""));
        assert!(
            came.err.contains("HOME") && came.err.contains("--state FILE"),
            "{}",
            came.err
        );
    }
    let read = came(program().args(["read", "about"]).output().unwrap());
    assert_eq!(read.code, Some(0), "{}", read.err);
}
