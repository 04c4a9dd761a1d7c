//! The program in a pipe: what each command prints, with which exit code, and what it says when something is wrong.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "command_line/broken_guide.rs"]
mod broken_guide;
#[path = "command_line/by_hand.rs"]
mod by_hand;
#[path = "command_line/came.rs"]
mod came;
#[path = "guide/copied.rs"]
mod copied;
#[path = "command_line/files.rs"]
mod files;
#[path = "command_line/full.rs"]
mod full;
#[path = "command_line/keeping.rs"]
mod keeping;
#[path = "command_line/manual.rs"]
mod manual;
#[path = "command_line/moved.rs"]
mod moved;
#[path = "command_line/own_state.rs"]
mod own_state;
#[path = "command_line/shapes.rs"]
mod shapes;
#[path = "command_line/sound.rs"]
mod sound;
#[path = "command_line/written.rs"]
mod written;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use came::{Came, came, given, program, run};
use roadsigns::guide::load;
use roadsigns::store;
use unicode_width::UnicodeWidthStr as _;

/// Columns of a document.
const WIDTH: usize = 72;

fn with_state(state: &Path, arguments: &[&str]) -> Came {
    let mut command = program();
    command.arg("--state").arg(state).args(arguments);
    came(command.output().unwrap())
}

fn write(path: &Path, text: &str) {
    File::create(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

/// Gives the guide these answers, line by line. What it said.
fn answered(state: &Path, answers: &str) -> String {
    let mut guide = program();
    guide.args(["--plain", "--state"]).arg(state);
    given(&mut guide, answers).out
}

/// Place and title of each line of `list`.
fn listed() -> Vec<(String, String)> {
    let list = run(&["list"]);
    assert_eq!((list.code, list.err.as_str()), (Some(0), ""));
    let place_and_title = |line: &str| {
        let (place, title) = line.split_once("  ").unwrap_or_else(|| panic!("{line:?}"));
        (place.to_owned(), title.trim().to_owned())
    };
    list.out.lines().map(place_and_title).collect()
}

#[test]
fn list_names_every_place_ever_shipped_with_its_title() {
    let listed = listed();
    let items = listed
        .iter()
        .filter(|(place, _)| place.contains('#'))
        .count();
    assert!(items >= 137, "{items} items");
    let guide = store::folder::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/guide")));
    let guide = load::read(&guide.unwrap()).guide;
    for (place, title) in &listed {
        let known = guide.title_of(&guide.roadmaps[0], place);
        assert_eq!(Some(title.as_str()), known, "{place}");
        assert!(title.chars().any(char::is_alphanumeric), "{place}");
    }
    let places: Vec<&str> = listed.iter().map(|(place, _)| place.as_str()).collect();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide/places.txt");
    for place in fs::read_to_string(shipped).unwrap().lines() {
        assert!(places.contains(&place), "{place} is not listed");
    }
    for prefix in ["signs/", "toolkit/", "competencies/", "sources/"] {
        assert!(
            places.iter().any(|place| place.starts_with(prefix)),
            "{prefix}"
        );
    }
}

/// What is wrong with a document as something for a pipe.
fn misfit(line: &str, places: &[(String, String)]) -> Option<&'static str> {
    let bare = line.trim();
    if line.chars().any(|c| c.is_control() && c != '\n') {
        Some("a control character")
    } else if line.width() > WIDTH
        && !bare.starts_with("http")
        && !places
            .iter()
            .any(|(place, _)| place == bare.trim_start_matches("Place: "))
    {
        Some("too long")
    } else {
        None
    }
}

#[test]
fn every_listed_place_can_be_read_in_72_columns_without_a_control_character() {
    let listed = listed();
    for (place, _) in &listed {
        let read = run(&["read", place]);
        assert_eq!((read.code, read.err.as_str()), (Some(0), ""), "{place}");
        assert!(read.out.lines().count() > 3, "{place}: {}", read.out);
        assert!(
            read.out.ends_with('\n') && !read.out.ends_with("\n\n"),
            "{place}"
        );
        for line in read.out.lines() {
            assert_eq!(misfit(line, &listed), None, "{place}: {line:?}");
        }
    }
}

#[test]
fn a_long_line_and_an_escape_byte_would_be_noticed() {
    let places = [("signs/contracting#x".to_owned(), String::new())];
    assert_eq!(misfit("\x1b[1mbold", &places), Some("a control character"));
    assert_eq!(misfit("a\tb", &places), Some("a control character"));
    assert_eq!(misfit(&"word ".repeat(15), &places), Some("too long"));
    assert_eq!(
        misfit(&format!("https://{}", "a".repeat(90)), &places),
        None
    );
    assert_eq!(misfit("  signs/contracting#x", &places), None);
}

#[test]
fn an_item_shows_its_duties_its_basis_and_the_evidence_to_keep() {
    let read = run(&["read", "toolkit/procurement#standstill"]);
    assert_eq!(read.code, Some(0), "{}", read.err);
    for words in [
        "Must",
        "Basis:",
        "Evidence to keep",
        "Common mistakes",
        "Place: toolkit/procurement#standstill",
    ] {
        assert!(read.out.contains(words), "{words}\n{}", read.out);
    }
}

#[test]
fn every_item_shows_a_duty_a_basis_and_the_evidence_to_keep() {
    for (place, title) in listed().iter().filter(|(place, _)| place.contains('#')) {
        let out = run(&["read", place]).out;
        // The title may be wrapped.
        let flat = out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(title.as_str()), "{place}\n{out}");
        assert!(
            out.contains("Must") || out.contains("Should"),
            "{place}\n{out}"
        );
        assert!(
            out.contains("Basis:") && out.contains("Evidence to keep"),
            "{place}\n{out}"
        );
    }
}

#[test]
fn a_page_shows_today_2009_and_its_checklist() {
    let read = run(&["read", "signs/market-intelligence"]);
    for words in [
        "\nToday\n",
        "\nIn 2009\n",
        "\nEssentials\n",
        "\nSee also\n",
        "As at ",
    ] {
        assert!(read.out.contains(words), "{words:?}\n{}", read.out);
    }
    let read = run(&["read", "toolkit/procurement"]);
    assert!(read.out.contains("\nActions\n"), "{}", read.out);
}

#[test]
fn a_place_that_is_not_there_ends_with_code_1_and_a_suggestion() {
    let read = run(&["read", "nowhere"]);
    assert_eq!((read.code, read.out.as_str()), (Some(1), ""));
    assert!(
        read.err.contains("nowhere") && read.err.contains("roadsigns list"),
        "{}",
        read.err
    );
    let read = run(&["read", "signs/standstill"]);
    assert_eq!(read.code, Some(1));
    assert!(
        read.err.contains("toolkit/procurement#standstill"),
        "{}",
        read.err
    );
    let read = run(&["read", "\x1b[31mred"]);
    assert_eq!(read.code, Some(1));
    assert!(!read.err.contains('\x1b'), "{:?}", read.err);
}

#[test]
fn keys_prints_one_line_for_each_row_of_the_table() {
    let keys = run(&["keys"]);
    assert_eq!(keys.code, Some(0));
    assert_eq!(keys.out.lines().count(), roadsigns::app::keys::TABLE.len());
    for (line, row) in keys.out.lines().zip(roadsigns::app::keys::TABLE) {
        let words = row.words.told(roadsigns::app::hint::Hand::Keys);
        let said = line.strip_prefix(row.keys).map(str::trim_start);
        assert_eq!(said, Some(words.as_str()), "{}", row.keys);
    }
}

#[test]
fn accessibility_fits_a_screen_and_names_what_was_not_tried() {
    let said = run(&["accessibility"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert!(said.out.lines().all(|line| line.width() <= 80));
    for words in ["--plain", "Not tried: NVDA, JAWS", "WCAG2ICT", "unverified"] {
        assert!(said.out.contains(words), "{words}");
    }
}

#[test]
fn help_and_version_go_to_standard_output() {
    let help = run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    for word in [
        "list", "read", "report", "check", "paths", "keys", "--state", "--guide", "--demo",
    ] {
        assert!(help.out.contains(word), "{word}\n{}", help.out);
    }
    let version = run(&["--version"]);
    assert_eq!(version.code, Some(0));
    assert_eq!(
        version.out.trim(),
        concat!("roadsigns ", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn an_unknown_option_or_command_ends_with_code_2() {
    for wrong in ["--nonsense", "nonsense"] {
        let came = run(&[wrong]);
        assert_eq!((came.code, came.out.as_str()), (Some(2), ""), "{wrong}");
        assert!(came.err.contains(wrong), "{}", came.err);
    }
}
