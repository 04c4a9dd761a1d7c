//! One fact stands in one place of the guide, and every other place leads there: what was said twice came to differ.

#![expect(clippy::unwrap_used, reason = "a guide that cannot be read has failed")]

use std::fs;
use std::path::Path;

/// A fact: its words, and the files in which alone they may stand.
type Fact = (&'static str, &'static [&'static str]);

/// Words that belong to one place. A template that is taken away says what its user cannot look up.
const FACTS: &[Fact] = &[
    // How soon a child with an eating disorder is to be seen.
    ("Within 1 week", &["specifications/cyp-eating-disorders.md"]),
    (
        "Within 4 weeks",
        &["specifications/cyp-eating-disorders.md"],
    ),
    // Whether the 28 days for a transfer from prison are in force.
    ("28-day limit", &["questions/mental-health-act-2025.md"]),
    // Who must follow the Provider Selection Regime.
    ("councils and combined authorities", &["glossary.toml"]),
    // The names of the five key criteria.
    (
        "collaboration and service sustainability; improving",
        &["mental-health/toolkit/getting-ready.toml"],
    ),
    // Who will commission once NHS England is gone, and when that is to be.
    (
        "vast majority",
        &["mental-health/signs/policy-background.md"],
    ),
    (
        "March 2027, subject to Parliament",
        &["mental-health/signs/policy-background.md"],
    ),
    // Until when providers may write.
    (
        "eighth working day",
        &[
            "mental-health/toolkit/procurement.toml",
            "templates/standstill-and-representation-log.toml",
        ],
    ),
];

/// Words of which there is another, right form: said differently they would be another fact.
const NEVER: &[&str] = &[
    // The third and fourth key criteria by halves.
    "collaboration and sustainability",
    "access, inequalities and choice",
    // The standstill by the shorter count.
    "midnight of the eighth",
    "midnight on the eighth",
    // The Accessible Information Standard before its review of 2025.
    "its five steps",
    "the five steps of the Accessible",
];

/// Every text of the guide that people read, with its path from the folder and in lines that are not broken.
fn texts() -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide");
    let mut texts = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.strip_prefix(&top).unwrap();
            let file = file.to_str().unwrap().to_owned();
            // How the guide is written, and the titles of sources, which are not ours.
            if !["README.md", "sources.toml", "places.txt"].contains(&file.as_str()) {
                let text = fs::read_to_string(&path).unwrap().replace("\\\n", "");
                texts.push((file, text));
            }
        }
    }
    assert!(texts.len() > 100, "the guide has {} files", texts.len());
    texts
}

fn files_with(texts: &[(String, String)], words: &str) -> Vec<String> {
    let words = words.to_lowercase();
    let mut files: Vec<String> = texts
        .iter()
        .filter(|(_, text)| text.to_lowercase().contains(&words))
        .map(|(file, _)| file.clone())
        .collect();
    files.sort();
    files
}

#[test]
fn a_fact_that_was_once_told_in_several_ways_stands_in_one_place() {
    let texts = texts();
    for (words, home) in FACTS {
        assert_eq!(files_with(&texts, words), *home, "{words}");
    }
}

#[test]
fn what_was_wrong_or_half_a_name_comes_back_nowhere() {
    let texts = texts();
    for words in NEVER {
        assert!(
            files_with(&texts, words).is_empty(),
            "{words}: {:?}",
            files_with(&texts, words)
        );
    }
}
