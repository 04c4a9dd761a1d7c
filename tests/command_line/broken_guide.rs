//! `check`: every fault of a guide folder with its file and line, all in one run.

use std::fs;
use std::path::Path;

use super::{Came, run, write};

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/guide");

/// A copy of the guide that may be broken.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new(BUILT_IN), folder.path());
        Self(folder)
    }

    /// Puts a text in the place of another that stands there, and says on which line that is.
    fn edit(&self, file: &str, from: &str, to: &str) -> usize {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        let (before, _) = text
            .split_once(from)
            .unwrap_or_else(|| panic!("{file}: no {from}"));
        write(&path, &text.replacen(from, to, 1));
        1 + before.matches('\n').count()
    }

    fn check(&self) -> Came {
        run(&["check".as_ref(), self.0.path().as_os_str()])
    }

    /// Whether a fault is named at a line of a file with these words.
    fn names(&self, came: &Came, file: &str, line: usize, words: &str) -> bool {
        let at = format!("{}/{file}:{line}: ", self.0.path().display());
        came.out.lines().any(|fault| {
            fault
                .strip_prefix(&at)
                .is_some_and(|what| what.contains(words))
        })
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn the_guide_has_no_fault() {
    for arguments in [
        vec!["check", BUILT_IN],
        vec!["check"],
        vec!["--guide", BUILT_IN, "check"],
    ] {
        let check = run(&arguments);
        assert_eq!(
            (check.code, check.err.as_str()),
            (Some(0), ""),
            "{}",
            check.out
        );
        assert!(
            check.out.contains("no fault") && check.out.contains("8 signs"),
            "{}",
            check.out
        );
    }
}

#[test]
fn an_untouched_copy_has_no_fault_and_can_be_read() {
    let copy = Copy::new();
    let check = copy.check();
    assert_eq!(
        (check.code, check.err.as_str()),
        (Some(0), ""),
        "{}",
        check.out
    );
    let edited = copy.edit("guide.toml", "title = \"Roadsigns\"", "title = \"Ours\"");
    assert_eq!(edited, 2);
    let read = run(&[
        "--guide",
        copy.0.path().to_str().unwrap(),
        "read",
        "signs/contracting",
    ]);
    assert_eq!(read.code, Some(0), "{}", read.err);
}

/// Breaks a copy in a way; then file, line and words of the fault that must be named.
type Break = fn(&Copy) -> (&'static str, usize, &'static str);

const BREAKS: &[(&str, Break)] = &[
    ("an unknown key", |copy| {
        let file = "mental-health/signs/contracting.toml";
        (
            file,
            copy.edit(file, "evidence =", "evidense ="),
            "unknown key `evidense`",
        )
    }),
    ("a dangling source", |copy| {
        let file = "mental-health/toolkit/transition.toml";
        let line = copy.edit(file, "source = \"", "source = \"no-such-");
        (file, line, "nothing stands at sources/no-such-")
    }),
    ("a dangling place in a head", |copy| {
        let file = "mental-health/signs/finance-and-incentives.md";
        let line = copy.edit(file, "place = \"", "place = \"signs/nowhere-");
        (file, line, "nothing stands at signs/nowhere-")
    }),
    ("a dangling link in a text", |copy| {
        let file = "mental-health/signs/good-practice.md";
        let line = copy.edit(
            file,
            "\n# Today\n",
            "\n# Today\n\nSee [this](signs/nowhere).\n",
        );
        (file, line + 3, "nothing stands at signs/nowhere")
    }),
    ("a must without a basis", |copy| {
        let file = "mental-health/toolkit/procurement.toml";
        let duty = "[[item.duty]]\nstrength = \"must\"\nwords = \"Do it.\"\n\n[[item.duty]]\n";
        (
            file,
            copy.edit(file, "[[item.duty]]\n", duty),
            "must without a basis",
        )
    }),
    ("a control character in a list", |copy| {
        let file = "mental-health/toolkit/getting-ready.toml";
        let line = copy.edit(file, "evidence = \"", "evidence = \"\\u001B[31m");
        (file, line, "control character (U+001B)")
    }),
    ("a control character in a text", |copy| {
        let file = "mental-health/toolkit/getting-ready.md";
        let line = copy.edit(file, "\n# Today\n", "\n# Today\n\nTurned \u{202e}round.\n");
        (file, line + 3, "control character")
    }),
    ("a vanished place", |copy| {
        let line = copy.edit("places.txt", "\n", "\nsigns/long-gone\n");
        (
            "places.txt",
            line + 1,
            "signs/long-gone was shipped and is gone",
        )
    }),
    ("an empty text", |copy| {
        let file = "mental-health/toolkit/contract-management.toml";
        (
            file,
            copy.edit(file, "text = \"", "text = \"\" # "),
            "`text` is empty",
        )
    }),
    ("a missing key", |copy| {
        let file = "sources.toml";
        (
            file,
            copy.edit(
                file,
                "[[source]]\n",
                "[[source]]\nid = \"x\"\n\n[[source]]\n",
            ),
            "`title` is missing",
        )
    }),
    ("a wrong word", |copy| {
        let file = "mental-health/signs/policy-background.toml";
        (
            file,
            copy.edit(file, "strength = \"", "strength = \"perhaps "),
            "write one of: must, should",
        )
    }),
    ("a wrong date", |copy| {
        let file = "mental-health/toolkit/transition.md";
        (
            file,
            copy.edit(file, "as_at = ", "as_at = \"soon\" # "),
            "must be a date",
        )
    }),
    ("broken TOML", |copy| {
        let file = "competencies.toml";
        (
            file,
            copy.edit(file, "number = 3", "number = = 3"),
            "mend the TOML",
        )
    }),
];

#[test]
fn each_fault_is_named_with_file_and_line() {
    for (what, make) in BREAKS {
        let copy = Copy::new();
        let (file, line, words) = make(&copy);
        let check = copy.check();
        assert_eq!(check.code, Some(1), "{what}");
        assert!(
            copy.names(&check, file, line, words),
            "{what}, {file}:{line}\n{}",
            check.out
        );
        assert!(check.err.contains(" in "), "{what}: {}", check.err);
    }
}

#[test]
fn all_faults_are_named_in_one_run() {
    let copy = Copy::new();
    let expected: Vec<_> = BREAKS
        .iter()
        .map(|(what, make)| (what, make(&copy)))
        .collect();
    let check = copy.check();
    assert_eq!(check.code, Some(1));
    for (what, (file, line, words)) in expected {
        assert!(
            copy.names(&check, file, line, words),
            "{what}, {file}:{line}\n{}",
            check.out
        );
    }
    let faults = check
        .out
        .lines()
        .filter(|line| line.contains(copy.0.path().to_str().unwrap()))
        .count();
    assert!(
        check.err.contains(&format!("{faults} faults in ")),
        "{}",
        check.err
    );
}

#[test]
fn two_items_with_one_id_are_named_with_the_line_of_one() {
    let copy = Copy::new();
    let file = "mental-health/signs/market-intelligence.toml";
    let twin = "[[item]]\nid = \"provider-map\"\ntext = \"A twin\"\nevidence = \"None\"\n\n[[item.duty]]\nstrength = \"should\"\nwords = \"Do it.\"\n\n";
    let line = copy.edit(file, "[[item]]\nsame =", &format!("{twin}[[item]]\nsame ="));
    let check = copy.check();
    assert_eq!(check.code, Some(1));
    let words = "two items have the place signs/market-intelligence#provider-map";
    assert!(check.out.contains(words), "{}", check.out);
    let named = [1, line, line + 1]
        .iter()
        .any(|&at| copy.names(&check, file, at, words));
    assert!(named, "no line, {line} expected: {}", check.out);
}

#[test]
fn a_page_without_its_text_is_named_with_file_and_line() {
    let copy = Copy::new();
    let file = "mental-health/signs/contracting.md";
    copy.edit(file, "\n# In 2009\n", "\n## In 2009\n");
    let check = copy.check();
    assert_eq!(check.code, Some(1));
    assert!(check.out.contains("no `# In 2009`"), "{}", check.out);
    assert!(!check.out.contains(".md:0:"), "no line: {}", check.out);
}

#[test]
fn a_broken_guide_is_not_opened_and_its_first_fault_is_named() {
    let copy = Copy::new();
    copy.edit("guide.toml", "title =", "tilte =");
    let list = run(&["--guide", copy.0.path().to_str().unwrap(), "list"]);
    assert_eq!((list.code, list.out.as_str()), (Some(1), ""));
    assert!(
        list.err.contains("guide.toml:") && list.err.contains("roadsigns check"),
        "{}",
        list.err
    );
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let check = run(&["check", "/nonexistent/guide"]);
    assert_eq!((check.code, check.out.as_str()), (Some(1), ""));
    assert!(check.err.contains("/nonexistent/guide"), "{}", check.err);
}
