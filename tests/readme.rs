//! The tables of README are made of what the program itself knows: keys, settings, and the command line.
//!
//! Each stands between `<!-- name -->` and `<!-- /name -->`. `README=write cargo test --test readme` writes them anew:
//! read the difference before you commit it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at once"
)]

#[path = "command_line/came.rs"]
#[expect(dead_code, reason = "other commands are given words to read")]
mod came;

use std::fs::{self, File};
use std::io::Write as _;

use roadsigns::app::hint::Hand;
use roadsigns::app::keys;
use roadsigns::app::settings;
use roadsigns::store::state::FORMAT;
use unicode_width::UnicodeWidthStr as _;

use came::run;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// The first cells of a row, each in a code span, and what they mean.
type Row = (Vec<String>, String);

/// What the manual page says of an option, a command, or what one takes.
struct Entry {
    /// How it is written: `--state FILE`.
    term: String,
    meaning: String,
    /// Whether it belongs to the command above it.
    is_below: bool,
}

/// The manual page, which the program makes of the one definition of its command line.
fn page() -> String {
    let page = run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    page.out
}

/// The entries of a section of it.
fn manual(section: &str) -> Vec<Entry> {
    let page = page();
    let (_, section) = page.split_once(&format!(".SH {section}\n")).unwrap();
    let section = section.split("\n.SH ").next().unwrap();
    let (mut entries, mut is_below) = (Vec::new(), false);
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        match line {
            ".RS" => is_below = true,
            ".RE" => is_below = false,
            ".TP" => entries.push(Entry {
                term: unset(lines.next().unwrap()).replace(['<', '>'], ""),
                meaning: unset(lines.next().unwrap()),
                is_below,
            }),
            _ => {}
        }
    }
    assert!(entries.len() > 10, "{page}");
    entries
}

/// A line of the manual page without its fonts and escapes.
fn unset(line: &str) -> String {
    let marks = [
        ("\\fB", ""),
        ("\\fI", ""),
        ("\\fR", ""),
        ("\\-", "-"),
        ("\\*(Aq", "'"),
        ("\\&", ""),
    ];
    let plain = marks.iter().fold(line.to_owned(), |text, (mark, sign)| {
        text.replace(mark, sign)
    });
    assert!(!plain.contains('\\'), "{line}");
    plain
}

/// Whether an option sets what the settings file can set.
fn is_setting(entry: &Entry) -> bool {
    let option = entry.term.split([' ', '[']).next().unwrap();
    let key = option.trim_start_matches("--");
    key.parse::<settings::Name>().is_ok()
}

fn key_rows() -> Vec<Row> {
    let row = |row: &keys::Row| {
        let keys: Vec<String> = row.keys.split(' ').map(code).collect();
        (vec![keys.join(" ")], row.words.told(Hand::Keys))
    };
    keys::TABLE.iter().map(row).collect()
}

fn setting_rows() -> Vec<Row> {
    let row = |setting: &settings::Name| {
        let key = code(setting.key());
        (vec![key, setting.choices()], setting.words().to_owned())
    };
    settings::Name::ALL.iter().map(row).collect()
}

fn command_rows() -> Vec<Row> {
    let row = |entry: Entry| {
        let under = if entry.is_below { "… " } else { "" };
        let term = format!("{under}{}", code(&entry.term));
        (vec![term], entry.meaning)
    };
    manual("COMMANDS").into_iter().map(row).collect()
}

fn option_rows() -> Vec<Row> {
    let options = manual("OPTIONS");
    let options = options.into_iter().filter(|entry| !is_setting(entry));
    options
        .map(|entry| (vec![code(&entry.term)], entry.meaning))
        .collect()
}

/// The flags among the settings, as a sentence.
fn flags() -> String {
    let options = manual("OPTIONS");
    let flags: Vec<String> = options
        .iter()
        .filter(|entry| is_setting(entry))
        .map(|entry| code(&entry.term))
        .collect();
    format!("Flags set them for one start: {}.\n", flags.join(", "))
}

fn code(words: &str) -> String {
    format!("`{words}`")
}

/// A table that reads as one in plain text too: all columns but the last have one width.
fn table(titles: &[&str], rows: Vec<Row>) -> String {
    let titles: Vec<String> = titles.iter().map(|&title| title.to_owned()).collect();
    let (last, first) = titles.split_last().unwrap();
    let mut all = vec![(first.to_vec(), last.clone())];
    all.extend(rows);
    let width = |column: usize| all.iter().map(|(cells, _)| cells[column].width()).max();
    let widths: Vec<usize> = (0..first.len()).filter_map(width).collect();
    let ruled = widths.iter().copied().chain([last.width()]);
    let rule = ruled.map(|width| "-".repeat(width + 2) + "|");
    let rule = format!("|{}\n", rule.collect::<String>());
    let mut lines = all.into_iter().map(|(cells, meaning)| {
        assert!(!meaning.contains('|'), "{meaning}");
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            let blanks = " ".repeat(width - cell.width());
            format!("| {cell}{blanks} ")
        });
        format!("{}| {meaning} |\n", padded.collect::<String>())
    });
    lines.next().unwrap() + &rule + &lines.collect::<String>()
}

/// What stands between the marks of a name, with what stands before and behind it.
fn between<'a>(readme: &'a str, name: &str) -> [&'a str; 3] {
    let marks = [format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n")];
    let (before, rest) = readme
        .split_once(&marks[0])
        .unwrap_or_else(|| panic!("README has no {}", marks[0]));
    let (inside, after) = rest
        .split_once(&marks[1])
        .unwrap_or_else(|| panic!("README has no {}", marks[1]));
    [before, inside, after]
}

#[test]
fn the_tables_are_those_of_the_program() {
    let parts = [
        ("keys", table(&["key", "what it does"], key_rows())),
        (
            "settings",
            table(
                &["setting", "may be, the default first", "what it does"],
                setting_rows(),
            ),
        ),
        ("flags", flags()),
        (
            "commands",
            table(&["command", "what it does"], command_rows()),
        ),
        ("options", table(&["option", "what it does"], option_rows())),
    ];
    let mut readme = fs::read_to_string(README).unwrap();
    if std::env::var("README").is_ok_and(|word| word == "write") {
        for (name, made) in &parts {
            let [before, _, after] = between(&readme, name);
            // Blank lines, so that Markdown takes a table for one.
            readme = format!("{before}<!-- {name} -->\n\n{made}\n<!-- /{name} -->\n{after}");
        }
        let written = File::create(README).unwrap().write_all(readme.as_bytes());
        written.unwrap();
    }
    for (name, made) in &parts {
        let [_, inside, _] = between(&readme, name);
        assert!(
            inside.trim() == made.trim(),
            "{name}\n{inside}\n---\n{made}"
        );
    }
}

#[test]
fn the_versions_that_are_named_are_those_of_now() {
    let readme = fs::read_to_string(README).unwrap();
    let (_, history) = readme.split_once("\n## What changed\n").unwrap();
    let history = history.split("\n## ").next().unwrap();
    let page = page();
    let title = page.lines().find(|line| line.starts_with(".TH ")).unwrap();
    let edition = title.split(' ').nth(3).unwrap();
    let edition = edition.parse::<chrono::NaiveDate>().unwrap();
    let edition = edition.format("%-d %B %Y").to_string();
    let version = env!("CARGO_PKG_VERSION");
    // The last row of each kind is the one of now.
    for (kind, now) in [
        ("program", version.to_owned()),
        ("guide", format!("edition of {edition}")),
        ("files", format!("format {FORMAT}")),
    ] {
        let rows = history.lines().filter(|line| line.starts_with('|'));
        let last = rows
            .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
            .rfind(|cells| cells[1] == kind);
        assert_eq!(last.unwrap_or_else(|| panic!("no {kind}"))[2], now);
    }
    let rust = env!("CARGO_PKG_RUST_VERSION");
    assert!(readme.contains(&format!("With Rust {rust} or newer")));
}
