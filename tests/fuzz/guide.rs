//! Target: a guide folder, read and checked, and its library.

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use roadsigns::app::document;
use roadsigns::app::template;
use roadsigns::doc::format::Format;
use roadsigns::doc::to_text::Paper;
use roadsigns::guide::{Files, check as whole, load};
use roadsigns::store::folder;

use super::engine::fuzz;
use super::mutation;

/// Pieces of the files of a guide.
const PIECES: &[&str] = &[
    "\n",
    "+++\n",
    "# Today\n",
    "# In 2009\n",
    "# ",
    "## ",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'",
    "'''",
    "=",
    ",",
    ".",
    "\\",
    "\\u0000",
    "\\u001b",
    "#",
    "[[item]]\n",
    "[[item.duty]]\n",
    "[[source]]\n",
    "[[term]]\n",
    "[[update]]\n",
    "id = \"a\"\n",
    "id = \"standstill\"\n",
    "text = \"\"\n",
    "title = 1\n",
    "title = []\n",
    "see = [[]]\n",
    "a.b.c.d = 1\n",
    "signs = [\"x\"]\n",
    "rows = [[\"a\"], [\"b\", \"c\"]]\n",
    "columns = []\n",
    "blank = 300\n",
    "number = 99999999999999999999\n",
    "number = -1\n",
    "date = 2026-99-99\n",
    "as_at = 9999-12-31\n",
    "as_at = 2026-11-22T10:00:00Z\n",
    "same = \"signs/a#b\"\n",
    "was = [\"about\"]\n",
    "places",
    "sources/",
    "toolkit/procurement#standstill",
    "[x](nowhere)",
    "[x](https://a.b)",
    "![",
    "<b>",
    "`",
    "> ",
    "- ",
    "| a |\n|---|\n",
    "\x1b",
    "\u{202e}",
    "\u{301}",
    "\t",
    "\r",
    "\u{feff}",
    "0",
    "inf",
    "nan",
    "true",
    "1e400",
    "é",
];
/// Names that no file of a guide has.
const NAMES: &[&str] = &[
    "",
    "/",
    "..",
    "../x.toml",
    "a/roadmap.toml",
    "/roadmap.toml",
    "mental-health/signs/x.md",
    "templates/.toml",
    "templates/A B.toml",
    "templates/\x1b[2J.toml",
    "briefings/x/y.md",
    "briefings/é.md",
    "specifications/..md",
    "groups/-.md",
    "x.bin",
    "roadmap.toml",
];

/// The files of this repository's guide.
pub(crate) fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES
        .get_or_init(|| folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("guide")).unwrap())
}

/// What is put in the place of a file.
type Spoiled = (Index, Option<&'static str>, Vec<u8>);

fn spoiled() -> impl Strategy<Value = Spoiled> {
    let inputs: Vec<Vec<u8>> = files()
        .values()
        .map(|text| text.as_bytes().to_vec())
        .collect();
    let other = prop::option::weighted(0.2, select(NAMES));
    (any::<Index>(), other, mutation::bytes(inputs, PIECES, 8))
}

fn check(spoiled: &[Spoiled], lightly: bool, place: Index) -> TestCaseResult {
    let mut guide = files().clone();
    for (index, name, bytes) in spoiled {
        let names: Vec<String> = guide.keys().cloned().collect();
        let name = name.map_or_else(
            || names.get(index.index(names.len())).unwrap().clone(),
            str::to_owned,
        );
        let text = String::from_utf8_lossy(bytes).into_owned();
        if lightly {
            // One line of its own file, so that most of the guide stays good.
            let line = text.lines().next().unwrap_or_default().to_owned();
            let old = guide.get(&name).cloned().unwrap_or_default();
            let mut lines: Vec<&str> = old.lines().collect();
            let at = index.index(lines.len() + 1);
            lines.insert(at, &line);
            guide.insert(name, lines.join("\n") + "\n");
        } else {
            guide.insert(name, text);
        }
    }
    let loaded = load::read(&guide);
    for fault in &loaded.faults {
        let lines = guide
            .get(&fault.file)
            .map_or(1, |text| text.lines().count() + 1);
        prop_assert!(fault.line <= lines, "{} of {} lines", fault, lines);
        prop_assert!(
            fault.to_string().len() < 4096,
            "a fault of {} bytes",
            fault.to_string().len()
        );
    }
    whole::count(&loaded.guide);
    whole::unlisted(&loaded.guide, &guide);
    loaded.guide.to_bytes().unwrap();
    for roadmap in &loaded.guide.roadmaps {
        let places = loaded.guide.places(roadmap);
        if let Some(found) = places
            .get(place.index(places.len() + 1))
            .and_then(|place| loaded.guide.find(roadmap, place))
        {
            Paper::default().print(&document::of(&loaded.guide, roadmap, &found));
        }
    }
    for template in &loaded.guide.library.templates {
        template::to_fill_in(&loaded.guide, template, Format::Md);
    }
    Ok(())
}

#[test]
fn any_guide_is_read_and_its_faults_are_named() {
    fuzz(
        "guide",
        1,
        || {
            (
                prop::collection::vec(spoiled(), 1..4),
                any::<bool>(),
                any::<Index>(),
            )
        },
        |(spoiled, lightly, place)| check(spoiled, *lightly, *place),
    );
}
