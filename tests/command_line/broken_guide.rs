//! `check`: every fault of a guide folder with its file and line, all in one run.

use std::fs;

use super::{Came, copied, run, write};

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/guide");

/// A copy of the guide that may be broken.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        Self(copied::guide())
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

/// A fault that somebody makes: what, in which file, which text gives way to which, and how it is to be named: how many
/// lines below, and with which words.
type Break = (
    &'static str,
    &'static str,
    [&'static str; 2],
    usize,
    &'static str,
);

const BREAKS: &[Break] = &[
    (
        "an unknown key",
        "mental-health/signs/contracting.toml",
        ["evidence =", "evidense ="],
        0,
        "unknown key `evidense`",
    ),
    (
        "a dangling source",
        "mental-health/toolkit/transition.toml",
        ["source = \"", "source = \"no-such-"],
        0,
        "nothing stands at sources/no-such-",
    ),
    (
        "a dangling place in a head",
        "mental-health/signs/finance-and-incentives.md",
        ["place = \"", "place = \"signs/nowhere-"],
        0,
        "nothing stands at signs/nowhere-",
    ),
    (
        "a dangling link in a text",
        "mental-health/signs/good-practice.md",
        ["\n# Today\n", "\n# Today\n\nSee [this](signs/nowhere).\n"],
        3,
        "nothing stands at signs/nowhere",
    ),
    (
        "a must without a basis",
        "mental-health/toolkit/procurement.toml",
        [
            "[[item.duty]]\n",
            "[[item.duty]]\nstrength = \"must\"\nwords = \"Do it.\"\n\n[[item.duty]]\n",
        ],
        0,
        "must without a basis",
    ),
    (
        "a control character in a list",
        "mental-health/toolkit/getting-ready.toml",
        ["evidence = \"", "evidence = \"\\u001B[31m"],
        0,
        "control character (U+001B)",
    ),
    (
        "a control character in a text",
        "mental-health/toolkit/getting-ready.md",
        ["\n# Today\n", "\n# Today\n\nTurned \u{202e}round.\n"],
        3,
        "control character",
    ),
    (
        "a vanished place",
        "places.txt",
        ["\n", "\nsigns/long-gone\n"],
        1,
        "signs/long-gone was shipped and is gone",
    ),
    (
        "an empty text",
        "mental-health/toolkit/contract-management.toml",
        ["text = \"", "text = \"\" # "],
        0,
        "`text` is empty",
    ),
    (
        "a missing key",
        "sources.toml",
        ["[[source]]\n", "[[source]]\nid = \"x\"\n\n[[source]]\n"],
        0,
        "`title` is missing",
    ),
    (
        "a wrong word",
        "mental-health/signs/policy-background.toml",
        ["strength = \"", "strength = \"perhaps "],
        0,
        "write one of: must, should",
    ),
    (
        "a wrong date",
        "mental-health/toolkit/transition.md",
        ["as_at = ", "as_at = \"soon\" # "],
        0,
        "must be a date",
    ),
    (
        "broken TOML",
        "competencies.toml",
        ["number = 3", "number = = 3"],
        0,
        "mend the TOML",
    ),
    (
        "two sources at one address",
        "sources.toml",
        [
            "[[source]]\nid = \"psr-regulations\"",
            "[[source]]\nid = \"twin\"\ntitle = \"A twin\"\npublisher = \"legislation.gov.uk\"\naddress = \"https://www.legislation.gov.uk/uksi/2023/1348/contents/made\"\nstanding = \"current\"\n\n[[source]]\nid = \"psr-regulations\"",
        ],
        7,
        "join the two",
    ),
    (
        "a basis that names several parts, of which one may be unread",
        "mental-health/toolkit/procurement.toml",
        ["at = \"reg 12(4)\"", "at = \"regs 12 and 13\""],
        0,
        "names several parts",
    ),
    (
        "a basis that says itself how it was read",
        "mental-health/toolkit/procurement.toml",
        [
            "at = \"reg 12(3)\" }",
            "at = \"reg 12(3)\", seen = \"official\" }",
        ],
        0,
        "unknown key `seen`",
    ),
    (
        "all of a source where only its opening was read",
        "sources.toml",
        [
            "read = [{ part = \"opening\", how = \"official\", on = 2026-11-22 }]",
            "read = [{ part = \"opening\", how = \"official\", on = 2026-11-22 }, { part = \"all\", how = \"official\", on = 2026-11-22 }]",
        ],
        0,
        "only the opening was read",
    ),
    (
        "a way of reading that there is not",
        "sources.toml",
        [
            "part = \"contents\", how = \"official\"",
            "part = \"contents\", how = \"hearsay\"",
        ],
        0,
        "`how` is \"hearsay\"",
    ),
];

impl Copy {
    /// Makes a fault, and says on which line it is to be named.
    fn make(&self, (_, file, [from, to], below, _): &Break) -> usize {
        self.edit(file, from, to) + below
    }
}

#[test]
fn each_fault_is_named_with_file_and_line() {
    for fault in BREAKS {
        let copy = Copy::new();
        let line = copy.make(fault);
        let (what, file, .., words) = fault;
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
    let lines: Vec<usize> = BREAKS.iter().map(|fault| copy.make(fault)).collect();
    let check = copy.check();
    assert_eq!(check.code, Some(1));
    for ((what, file, .., words), line) in BREAKS.iter().zip(lines) {
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

#[test]
fn a_question_that_does_not_say_whom_to_ask_is_a_fault() {
    let copy = Copy::new();
    let file = "questions/small-contracts.md";
    copy.edit(file, "## Whom to ask", "## Somebody else");
    let check = copy.check();
    assert_eq!(check.code, Some(1));
    assert!(
        copy.names(&check, file, 1, "no `## Whom to ask`"),
        "{}",
        check.out
    );
}

#[test]
fn the_sample_project_is_checked_like_everything_else_in_a_guide() {
    let item = "[project.items.\"signs/procurement-strategy#levers\"]\n";
    for (from, to, after, words) in [
        (
            "format = 1\n",
            "format = 1\nname = Crisis\n",
            1,
            "Write: name = \"Crisis\"",
        ),
        (
            "format = 1\n",
            "format = 1\ncolour = \"blue\"\n",
            1,
            "colour",
        ),
        ("format = 1\n", "format = 2\n", 0, "format 2"),
        ("[[project]]", "[project]", 0, "Write: [[project]]"),
        (
            "id = \"crisis-house-north-7k2f\"\nname",
            "id = 7\nname",
            0,
            "An id is a text",
        ),
        (
            item,
            "[project.items.\"signs/procurement-strategy#gone\"]\n",
            1,
            "this guide has no such place",
        ),
        (item, &format!("{item}colour = \"blue\"\n"), 1, "colour"),
        (item, &format!("{item}due = \"soon\"\n"), 1, "is not a date"),
        (
            "created = 2026-11-22T08:31:07Z\n",
            "",
            -4,
            "created is missing",
        ),
    ] {
        let guide = Copy::new();
        let line = guide.edit("demo.toml", from, to);
        let line = usize::try_from(i64::try_from(line).unwrap() + after).unwrap();
        let check = guide.check();
        assert_eq!(check.code, Some(1), "{to}: {}", check.out);
        assert!(
            guide.names(&check, "demo.toml", line, words),
            "{to} {line}: {}",
            check.out
        );
    }
    // It may say things in the words of the screen, and it may be left out.
    let guide = Copy::new();
    guide.edit("demo.toml", "state = \"done\"", "state = \"Done\"");
    assert_eq!(guide.check().code, Some(0));
    fs::remove_file(guide.0.path().join("demo.toml")).unwrap();
    assert_eq!(guide.check().code, Some(0));
}

#[test]
fn a_line_end_in_a_name_makes_no_second_line() {
    let guide = Copy::new();
    write(&guide.0.path().join("stray\nfile.toml"), "x = 1\n");
    let named = guide.0.path().join("a\nfolder");
    fs::create_dir(&named).unwrap();
    write(&named.join("roadmap.toml"), "id = 5\n");
    let check = guide.check();
    assert_eq!(check.code, Some(1));
    let begin = format!("{}/", guide.0.path().display());
    let faults = check.out.lines().take_while(|line| !line.is_empty());
    for line in faults {
        assert!(line.starts_with(&begin), "{line}\n{}", check.out);
    }
    assert!(check.out.contains("/stray^Jfile.toml:0: "), "{}", check.out);
    assert!(
        check.out.contains("/a^Jfolder/roadmap.toml:1: "),
        "{}",
        check.out
    );
    let check = run(&["check".as_ref(), named.as_os_str()]);
    assert_eq!(check.code, Some(1), "{}", check.err);
    assert_ne!(check.out, "");
    assert!(
        check.out.lines().all(|line| line.contains("a^Jfolder")),
        "{}",
        check.out
    );
    let opened = run(&["--guide".as_ref(), named.as_os_str(), "list".as_ref()]);
    assert!(opened.err.contains("a^Jfolder/"), "{}", opened.err);
}

#[test]
fn what_is_not_seen_before_a_page_s_head_is_named() {
    for (unseen, words) in [
        ("\u{feff}", "byte order mark"),
        ("\n", "U+000A"),
        (" ", "U+0020"),
        ("\u{200b}", "U+200B"),
    ] {
        for page in [
            "mental-health/signs/contracting.md",
            "briefings/recession-watch.md",
        ] {
            let guide = Copy::new();
            guide.edit(page, "+++\n", &format!("{unseen}+++\n"));
            let check = guide.check();
            assert!(
                guide.names(&check, page, 1, words),
                "{unseen:?}: {}",
                check.out
            );
        }
    }
}

#[test]
fn a_byte_order_mark_before_toml_and_lists_does_no_harm() {
    let guide = Copy::new();
    for file in [
        "sources.toml",
        "places.txt",
        "demo.toml",
        "mental-health/signs/contracting.toml",
    ] {
        let path = guide.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        write(&path, &format!("\u{feff}{text}"));
    }
    let check = guide.check();
    assert_eq!(check.code, Some(0), "{}", check.out);
}

#[test]
fn names_in_one_another_without_end_have_a_line() {
    let names = vec!["a"; 10_000].join(".");
    for line in [
        format!("[{names}]\n"),
        format!("{names} = 1\n"),
        format!("x = {}\n", "[".repeat(10_000)),
    ] {
        let guide = Copy::new();
        let path = guide.0.path().join("glossary.toml");
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        write(&path, &format!("{text}{line}"));
        let check = guide.check();
        assert!(
            guide.names(&check, "glossary.toml", lines + 1, "mend the TOML here"),
            "{}",
            check.out
        );
        let page = "mental-health/signs/contracting.md";
        let at = guide.edit(page, "+++\n", &format!("+++\n{line}"));
        let check = guide.check();
        assert!(
            guide.names(&check, page, at + 1, "mend the TOML here"),
            "{}",
            check.out
        );
        let settings = guide.0.path().join("settings.toml");
        write(&settings, &format!("plain = true\n{line}"));
        let said = run(&[
            "--settings".as_ref(),
            settings.as_os_str(),
            "settings".as_ref(),
        ]);
        assert!(
            said.out.contains("NOT UNDERSTOOD: ") && said.out.contains("line 2: "),
            "{}",
            said.out.chars().take(900).collect::<String>()
        );
    }
}
