//! How far the writers of the guide read a source: which of its parts, in which text, on which day.
//!
//! This is said once, at the source. What a basis rests on follows from it, so no two places of the guide can differ
//! on whether something was read.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::text::Text;

/// How something was read. What rests on several sources is read as well as the best of them.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    IntoStaticStr,
)]
pub enum HowRead {
    /// Not at all: nobody has opened it.
    #[default]
    Unverified,
    /// In somebody else's account or copy of it.
    #[strum(serialize = "secondary")]
    SecondHand,
    /// In the official text.
    #[strum(serialize = "official")]
    Officially,
}

impl HowRead {
    /// Said of a source: `official text read`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::SecondHand => "secondary account read",
            Self::Officially => "official text read",
        }
    }

    /// The word beside a must; nothing where the official text was read.
    pub fn caution(self) -> Option<&'static str> {
        match self {
            Self::Unverified => Some("unverified"),
            Self::SecondHand => Some("second-hand"),
            Self::Officially => None,
        }
    }
}

/// A part of a source that somebody read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Reading {
    /// Which: `reg 12(2)`, `schedule 10`, `opening`, or [`ALL`] of it.
    pub part: Text,
    /// In which text.
    pub how: HowRead,
    /// On which day, `2026-11-27`.
    pub on: Text,
}

/// The part that is the whole.
pub const ALL: &str = "all";
/// The part that is the beginning of a page, where no more of it could be read.
pub const OPENING: &str = "opening";

/// Whether who read this part has read what stands there. A part covers itself and what is below it: `reg 12` covers
/// `reg 12(3)`, and `opening` covers `opening, second paragraph`; never the reverse. Where nothing is said of where it
/// stands, only the whole covers it.
pub fn covers(part: &str, at: Option<&str>) -> bool {
    part == ALL
        || at.is_some_and(|at| {
            let (part, at) = (steps(part), steps(at));
            !part.is_empty() && at.starts_with(&part)
        })
}

/// The way to a part, from the outside in: `regulation 12(2)(a)` is `reg 12`, `(2)`, `(a)`.
fn steps(part: &str) -> Vec<String> {
    let mut steps = Vec::new();
    for step in part.to_lowercase().split([',', ';']) {
        let words: Vec<&str> = step.split_whitespace().collect();
        let mut words = words.as_slice();
        let mut name = String::new();
        if let [kind, rest @ ..] = words
            && let Some(short) = kind_of_provision(kind)
            && !rest.is_empty()
        {
            name.push_str(short);
            words = rest;
        }
        for word in words {
            let separator = if name.is_empty() { "" } else { " " };
            let _ = write!(name, "{separator}{word}");
        }
        let mut pieces = name.split('(');
        if let Some(first) = pieces
            .next()
            .map(str::trim)
            .filter(|first| !first.is_empty())
        {
            steps.push(first.to_owned());
        }
        steps.extend(pieces.map(|piece| format!("({}", piece.trim())));
    }
    steps
}

/// The short name of a kind of provision, if the word is one.
fn kind_of_provision(word: &str) -> Option<&'static str> {
    Some(match word.trim_end_matches('.') {
        "reg" | "regulation" => "reg",
        "s" | "section" => "s",
        "sch" | "schedule" => "sch",
        "para" | "paragraph" => "para",
        "art" | "article" => "art",
        _ => return None,
    })
}

/// What is wrong with the name of a part, and what to do. Each part is named alone, so that it can be told whether it
/// was read.
pub(super) fn fault_of(part: &str) -> Option<String> {
    let many = [
        "regs",
        "regulations",
        "ss",
        "sections",
        "schs",
        "schedules",
        "paras",
        "paragraphs",
        "articles",
    ];
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let numbered = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || c == '(');
    let several = words.windows(2).any(
        |pair| matches!(pair, [many_of, number] if many.contains(many_of) && numbered(number)),
    ) || words.windows(3).any(
        |trio| matches!(trio, [first, "to" | "and", last] if is_provision(first) && numbered(last)),
    );
    several.then(|| {
        format!("\"{part}\" names several parts; name one, and add an entry for each of the others")
    })
}

/// Whether a word ends as the number of a provision does: `12(2)`, `(3)`.
fn is_provision(word: &str) -> bool {
    word.ends_with(')') && word.contains('(') && word.chars().any(|c| c.is_ascii_digit())
}

/// What was read of which source, while the guide is loaded.
#[derive(Debug, Default)]
pub(super) struct Readings(HashMap<String, Vec<Reading>>);

impl Readings {
    /// Takes up what was read of a source.
    pub(super) fn add(&mut self, source: &str, read: &[Reading]) {
        self.0.insert(source.to_owned(), read.to_vec());
    }

    /// How what stands there in a source was read.
    pub(super) fn of(&self, source: &str, at: Option<&str>) -> HowRead {
        self.0
            .get(source)
            .into_iter()
            .flatten()
            .filter(|reading| covers(&reading.part, at))
            .map(|reading| reading.how)
            .max()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_covers_itself_and_what_is_below_it_but_not_what_is_above_or_beside_it() {
        for (part, at) in [
            ("reg 12", "reg 12"),
            ("reg 12", "reg 12(3)"),
            ("reg 12", "regulation 12(3)(a)"),
            ("reg 12(2)", "reg 12 (2)(b)"),
            ("Schedule 16", "schedule 16, content"),
            ("opening", "opening"),
            ("opening", "Opening, table 1"),
            ("section 14Z45", "s 14Z45(2)"),
        ] {
            assert!(covers(part, Some(at)), "{part} covers {at}");
        }
        for (part, at) in [
            ("reg 12(3)", "reg 12"),
            ("reg 1", "reg 12"),
            ("reg 12", "reg 1"),
            ("reg 12", "reg 120"),
            ("reg 12", "schedule 12"),
            ("reg 12", "s 12"),
            ("reg 12(2)", "reg 12(20)"),
            ("reg 12(2)", "reg 12(3)"),
            ("opening", "table 1"),
            ("opening", "openings"),
            ("", "reg 12"),
        ] {
            assert!(!covers(part, Some(at)), "{part} does not cover {at}");
        }
    }

    #[test]
    fn only_the_whole_covers_a_basis_that_does_not_say_where() {
        assert!(covers(ALL, None));
        assert!(covers(ALL, Some("reg 3")));
        assert!(!covers(OPENING, None));
        assert!(!covers("reg 12", None));
    }

    #[test]
    fn what_was_read_best_counts_and_what_no_part_covers_is_unverified() {
        let reading = |part: &'static str, how| Reading {
            part: part.into(),
            how,
            on: "2026-11-27".into(),
        };
        let mut readings = Readings::default();
        readings.add(
            "law",
            &[
                reading("reg 12", HowRead::SecondHand),
                reading("reg 12(3)", HowRead::Officially),
            ],
        );
        assert_eq!(readings.of("law", Some("reg 12(3)")), HowRead::Officially);
        assert_eq!(readings.of("law", Some("reg 12(4)")), HowRead::SecondHand);
        assert_eq!(readings.of("law", Some("reg 13")), HowRead::Unverified);
        assert_eq!(readings.of("law", None), HowRead::Unverified);
        assert_eq!(readings.of("other", Some("reg 12")), HowRead::Unverified);
    }

    #[test]
    fn a_basis_names_one_part_at_a_time() {
        for several in [
            "regulations 7 to 11",
            "regs 3, 6",
            "reg 12(1) to (3)",
            "reg 12(2) and (3)",
            "sections 20 and 149",
            "Schedules 4 and 6",
            "reg 6(10) to 6(12)",
        ] {
            assert!(fault_of(several).is_some(), "{several}");
        }
        for one in [
            "reg 12(2)",
            "opening, second paragraph",
            "paragraph 42.25",
            "opening, age 50 to 60",
            "the schedules on notices",
            "from 2008 to 2009",
        ] {
            assert!(fault_of(one).is_none(), "{one}");
        }
    }
}
