//! One cell is one cell on every terminal: what the chrome is made of is listed here, and nothing else may come in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use roadsigns::app::look::Theme;
use roadsigns::text::transliterate::{to_cp437, to_latin1};
use unicode_width::UnicodeWidthChar as _;

use super::manual::Emulator;
use super::tour::{PASTED, tour};

/// All characters beyond ASCII that the program's own words, lines and marks hold, and the files that hold them.
///
/// The lines are ambiguous by Unicode: narrow but in East Asian legacy fonts. There is no other line drawing, every terminal
/// of our users draws it narrow, and who does not see it so has `--glyphs ascii`; so has whoever's locale is not UTF-8.
const CHROME: &[(&str, &str)] = &[
    ("view/glyphs.rs", "│├╎─…"),
    ("view/qr.rs", "▀▄█"),
    ("doc/to_lines.rs", "─│"),
    // What the doctor shows to ask whether it can be seen.
    ("cli/doctor/samples.rs", "£ëö‘’“”…─│┌┐└┘├╌"),
    // What is read and never written: a search without it, the places where words may be parted, a cell of a table.
    ("app/screen/search.rs", "·"),
    ("text/wrap/breaks.rs", "‐–—"),
    ("guide/table.rs", "…"),
    // What is said of a file, and spelled for the terminal like all that a command says; quotes that Word puts there.
    ("cli/state/check.rs", "…"),
    ("cli/state/remarks.rs", "…"),
    ("store/line.rs", "…"),
    ("store/state/shape.rs", "…"),
    ("store/state/explain.rs", "«´»‘’“”„…"),
    // What a text may hold: a pound sign that must not be parted, and a wide letter.
    ("doc/properties.rs", "£语"),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// The characters beyond ASCII of a source file, without those of its comments and its tests.
fn beyond_ascii(source: &str) -> BTreeSet<char> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().map(|line| line.split("//").next().unwrap());
    lines
        .flat_map(str::chars)
        .filter(|c| !c.is_ascii())
        .collect()
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2800}'..='\u{28ff}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}' | '\u{fe0f}')
}

#[test]
fn nothing_comes_into_the_chrome_that_is_not_listed() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&top, &mut files);
    let mut faults = Vec::new();
    let mut listed = 0;
    for file in files {
        let name = file
            .strip_prefix(&top)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        // The tables of spellings hold what must not be shown, that of encodings what is read; tests hold anything.
        if name.starts_with("text/transliterate")
            || name == "terminal/capability/locale.rs"
            || name.contains("tests")
            || file.extension().is_none_or(|end| end != "rs")
        {
            continue;
        }
        let found = beyond_ascii(&fs::read_to_string(&file).unwrap());
        let allowed: BTreeSet<char> = CHROME
            .iter()
            .filter(|(of, _)| *of == name)
            .flat_map(|(_, letters)| letters.chars())
            .collect();
        listed += usize::from(!allowed.is_empty());
        if found != allowed {
            faults.push(format!("{name}: {found:?}, listed are {allowed:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(listed, CHROME.len(), "a file that is listed has gone");
    for c in CHROME
        .iter()
        .filter(|(file, _)| file.starts_with("view"))
        .flat_map(|(_, letters)| letters.chars())
    {
        assert_eq!(c.width(), Some(1), "{c}");
        assert!(!is_picture(c), "{c}");
    }
}

#[test]
fn a_foreign_character_in_the_chrome_would_be_noticed() {
    let found = beyond_ascii(
        "const A: &str = \"\u{2713} done\"; // \u{2026}\n#[cfg(test)]\nmod tests { \u{e9} }",
    );
    assert_eq!(found, BTreeSet::from(['\u{2713}']));
    assert!(
        is_picture('\u{2713}')
            && is_picture('\u{1f6e3}')
            && is_picture('\u{280b}')
            && !is_picture('\u{2502}')
    );
}

/// The characters of what people wrote: the guide with its sample, and what the tour types.
fn written() -> String {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("guide"),
        &mut files,
    );
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let text: String = texts
        .chain([format!("Zo\u{eb} \u{6f22}\u{5b57}{PASTED}")])
        .collect();
    text.chars()
        .filter(|c| !c.is_ascii())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

#[test]
fn on_every_rung_a_screen_holds_what_people_wrote_and_the_lines_of_its_rung() {
    let letters = |text: &str| text.chars().collect::<BTreeSet<_>>();
    let written = written();
    for (term, lang, content, lines) in [
        (
            "xterm-256color",
            "en_GB.UTF-8",
            letters(&written),
            "│├╎─…▀▄█",
        ),
        (
            "linux",
            "en_GB.UTF-8",
            letters(&to_cp437(&written)),
            "│├─▀▄█",
        ),
        (
            "xterm",
            "en_GB.ISO-8859-1",
            letters(&to_latin1(&written)),
            "",
        ),
        ("xterm", "C", BTreeSet::new(), ""),
    ] {
        let mut seen = BTreeSet::new();
        tour(
            term,
            lang,
            |_| Theme::Terminal,
            |name, shown| {
                let mut emulator = Emulator::new((80, 24), true);
                for frame in &shown.sent {
                    assert_eq!(
                        emulator.fault(frame, lang.ends_with("8859-1")),
                        None,
                        "{name}"
                    );
                    let text = emulator.screen().contents();
                    seen.extend(text.chars().filter(|c| !c.is_ascii()));
                }
            },
        );
        let lines = letters(lines);
        let foreign: Vec<&char> = seen
            .iter()
            .filter(|c| !content.contains(c) && !lines.contains(c))
            .collect();
        assert!(foreign.is_empty(), "{term}, {lang}: {foreign:?}");
        let missing: Vec<&char> = lines.iter().filter(|c| !seen.contains(c)).collect();
        assert!(missing.is_empty(), "{term}, {lang}: never seen {missing:?}");
        let pictures: Vec<&char> = seen.iter().filter(|c| is_picture(**c)).collect();
        assert!(pictures.is_empty(), "{term}, {lang}: {pictures:?}");
    }
}
