//! What was typed, cut into numbers and words.

use chrono::{Month, Weekday};

use super::NoDate;
use crate::text::wrap;

/// The days of the week.
pub(super) const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];
/// The fewest letters that a month or a weekday is known by.
const FEWEST: usize = 3;
/// How much of what was typed an answer repeats.
const REPEATED: usize = 40;

/// A piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Digits.
    Number(String),
    /// Letters.
    Word(String),
    /// A plus sign.
    Plus,
}

impl Piece {
    /// As it was typed.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Word(text) => text,
            Self::Plus => "+",
        }
    }
}

/// Cuts a text. The ending of an ordinal number and the *of* behind it say nothing of their own.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, NoDate> {
    let text = text.trim();
    let unclear = || NoDate::Unclear(shortened(text));
    let is_sound = text.starts_with(|c: char| c.is_alphanumeric() || c == '+')
        && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','));
    if !is_sound {
        return Err(unclear());
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_joined = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let length = match c {
            _ if kind(c) == (false, false) => c.len_utf8(),
            _ => rest
                .find(|other| kind(other) != kind(c))
                .unwrap_or(rest.len()),
        };
        let (run, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        let before = pieces.last();
        match (c, before) {
            _ if c.is_ascii_digit() => pieces.push(Piece::Number(run.to_owned())),
            (_, Some(Piece::Number(day))) if is_joined && is_ending(run) => {
                if !run.eq_ignore_ascii_case(ending_of(day)) {
                    return Err(NoDate::Stray(shortened(&format!("{day}{run}"))));
                }
            }
            (_, Some(Piece::Number(_))) if run.eq_ignore_ascii_case("of") => {}
            _ if c.is_alphabetic() => pieces.push(Piece::Word(shortened(run))),
            ('+', _) => pieces.push(Piece::Plus),
            _ if is_between(c) => {}
            _ => return Err(unclear()),
        }
        is_joined = c.is_ascii_digit();
    }
    Ok(pieces)
}

/// What may stand between the parts of a date, also as other programs write a hyphen or an apostrophe.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '/' | '.' | ',' | '-' | '\'' | '\u{2019}' | '\u{2010}'..='\u{2014}' | '\u{2212}'
        )
}

fn is_ending(word: &str) -> bool {
    ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.eq_ignore_ascii_case(ending))
}

/// The ending of an ordinal number.
fn ending_of(day: &str) -> &'static str {
    match day.trim_start_matches('0') {
        "1" | "21" | "31" => "st",
        "2" | "22" => "nd",
        "3" | "23" => "rd",
        _ => "th",
    }
}

/// As much of a text as an answer repeats.
pub(super) fn shortened(text: &str) -> String {
    wrap::fit(text, REPEATED, "...").into_owned()
}

/// The month of a name or of its beginning.
pub(super) fn month_named(word: &str) -> Option<u32> {
    let mut months = (1..=12_u8).filter_map(|number| Month::try_from(number).ok());
    let named = months.find(|month| begins(month.name(), word));
    named.map(|month| month.number_from_month())
}

/// The weekday of a name or of its beginning.
pub(super) fn weekday_named(word: &str) -> Option<Weekday> {
    let is_named =
        |name: &str| begins(name, word) || name == "Wednesday" && word.eq_ignore_ascii_case("weds");
    let found = WEEKDAYS.iter().find(|(_, name)| is_named(name));
    found.map(|&(day, _)| day)
}

fn begins(name: &str, word: &str) -> bool {
    let start = name.get(..word.len());
    word.len() >= FEWEST && start.is_some_and(|start| start.eq_ignore_ascii_case(word))
}
