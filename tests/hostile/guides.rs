//! A guide folder made to waste time or memory ends at once, with a message that names the file.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use super::copied;
use super::grammar::unfit;

/// Processor time, in seconds: ten times what is promised.
const MOST_SECONDS: u32 = 20;
/// Memory, in KiB: the guide itself, and two hundred times the largest file to complain of it.
const MOST_MEMORY: u32 = 600_000;

/// A page of the guide.
const PAGE: &str = "mental-health/signs/market-intelligence.md";
/// Its checklist.
const CHECKLIST: &str = "mental-health/signs/market-intelligence.toml";

pub(super) fn write(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

/// Runs the program with limits that the system enforces.
fn limited(arguments: &[&str]) -> Output {
    let script = format!("ulimit -t {MOST_SECONDS}; ulimit -v {MOST_MEMORY}; exec \"$0\" \"$@\"");
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_roadsigns")])
        .args(arguments);
    command
        .env_clear()
        .env("HOME", "/nonexistent")
        .output()
        .unwrap()
}

/// What the program says of a guide in which one file holds these bytes.
fn said_of(file: &str, bytes: &[u8]) {
    let folder = copied::guide();
    let path = folder.path();
    write(&path.join(file), bytes);
    let start: String = String::from_utf8_lossy(bytes).chars().take(12).collect();
    for arguments in [
        ["check", path.to_str().unwrap()].as_slice(),
        &["--guide", path.to_str().unwrap(), "list"],
    ] {
        let output = limited(arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let few: String = said.chars().take(300).collect();
        assert_eq!(output.status.code(), Some(1), "{file} of {start:?}: {few}");
        assert!(
            said.contains(file),
            "{file} of {start:?} is not named: {few}"
        );
        assert_eq!(unfit(&said), None, "{start:?}");
    }
}

/// So many bytes of a piece, in lines that are not too long.
fn lines(piece: &str, bytes: usize) -> String {
    let line = piece.repeat(120_000 / piece.len()) + "\n";
    line.repeat(bytes / line.len())
}

#[test]
fn a_file_of_nothing_but_brackets_is_refused_in_time_and_memory() {
    for piece in ["[", ">", "*", "![", "word "] {
        said_of(PAGE, piece.repeat((4 << 20) / piece.len()).as_bytes());
        said_of(
            "glossary.toml",
            piece.repeat((1 << 20) / piece.len()).as_bytes(),
        );
    }
}

#[test]
fn short_lines_do_not_help() {
    let head = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("guide")
            .join(PAGE),
    )
    .unwrap();
    let (head, _) = head.split_once("# Today").unwrap();
    for piece in [
        "[", ">", "> ", "- ", "![", "{", "=", "a.", "\u{1}", "[a](b)",
    ] {
        said_of(
            PAGE,
            format!("{head}# Today\n{}", lines(piece, 1_000_000)).as_bytes(),
        );
        said_of("sources.toml", lines(piece, 1_040_000).as_bytes());
    }
}

#[test]
fn a_list_without_end_is_refused() {
    said_of(CHECKLIST, "[[item]]\n".repeat(100_000).as_bytes());
    said_of(
        "glossary.toml",
        "[[term]]\nid=\"a\"\n".repeat(60_000).as_bytes(),
    );
    said_of(
        "glossary.toml",
        format!("a = {}{}\n", "[".repeat(8_000), "]".repeat(8_000)).as_bytes(),
    );
    let words = format!(
        "[[term]]\nid = \"a\"\nmeaning = \"\"\"\n{}\"\"\"\n",
        "word word\n".repeat(90_000)
    );
    said_of("glossary.toml", words.as_bytes());
}

#[test]
fn a_folder_that_leads_out_of_itself_is_refused_by_name() {
    for (name, to) in [("signs.md", "/etc/passwd"), ("more", "/"), ("loop", ".")] {
        let folder = copied::guide();
        symlink(to, folder.path().join(name)).unwrap();
        let output = limited(&["--guide", folder.path().to_str().unwrap(), "list"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(&format!("/{name}: a link")), "{said}");
    }
}
