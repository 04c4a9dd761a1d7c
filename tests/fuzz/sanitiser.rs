//! Target: the sanitiser, and the spelling in the letters of old terminals.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roadsigns::text::{clean, transliterate, wrap};
use unicode_width::UnicodeWidthChar as _;

use super::engine::fuzz;
use super::mutation::{self, NASTY};

/// Letters of many scripts, none of which may go missing.
const SCRIPTS: &str = "Ŵyn, Ærø; Ελλάδα; Україна; Հայ; עברית; العربية; ܐܒܓ; ދިވެހި; शिक्षा; বাংলা; ਪੰਜਾਬੀ; ગુજરાતી; ଓଡ଼ିଆ; \
    தமிழ்; తెలుగు; ಕನ್ನಡ; മലയാളം; සිංහල; ไทย; ລາວ; བོད་; မြန်မာ; ქართული; ᎠᎡ; አማርኛ; ខ្មែរ; ᠮᠣᠩᠭᠣᠯ; ひらがな; 한국어; 漢字; e\u{301}\u{302}; №½";

/// Whether a character turns text round or cannot be seen. A list of its own, not the sanitiser's.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}'
        | '\u{180e}' | '\u{e0000}'..='\u{e0fff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The first thing in a text of one line that could move a cursor or deceive an eye.
pub(crate) fn unfit(text: &str) -> Option<String> {
    if let Some(c) = text
        .chars()
        .find(|&c| c.is_control() || is_hidden(c) || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Some(format!("U+{:04X}", u32::from(c)));
    }
    let mut marks = 0;
    for c in text.chars() {
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if marks > 2 {
            return Some("three marks in a row".to_owned());
        }
    }
    None
}

/// Whether a character stands for a Hangul letter that is not there.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// The letters of a text that own a cell.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            c.is_alphabetic()
                && c.width().is_some_and(|cells| cells > 0)
                && !is_hidden(c)
                && !is_filler(c)
        })
        .collect()
}

fn check(text: &str) -> TestCaseResult {
    let many = clean::shown(text);
    for line in many.split('\n') {
        prop_assert_eq!(unfit(line), None, "{:?}", line);
        prop_assert!(
            !line.starts_with(|c: char| c.width() == Some(0)),
            "a line begins with a mark: {:?}",
            line
        );
    }
    let one = clean::shown_line(text);
    prop_assert_eq!(unfit(&one), None, "{:?}", one);
    prop_assert_eq!(clean::shown(&many), &*many);
    prop_assert_eq!(clean::shown_line(&one), &*one);

    let typed = clean::typed(text);
    let kept = |c: char| c != '\n' && (c.is_control() || is_hidden(c));
    prop_assert!(!typed.contains(kept), "{:?}", typed);
    prop_assert_eq!(clean::typed(&typed), &*typed);
    let typed_line = clean::typed_line(text);
    prop_assert!(
        !typed_line.contains(kept) && !typed_line.contains('\n'),
        "{:?}",
        typed_line
    );
    prop_assert_eq!(clean::typed_line(&typed_line), &*typed_line);

    // Control characters, the Khmer et cetera and the private signs of Word are shown in letters, so they go first.
    let in_letters = |c: char| matches!(c, '\u{17d8}' | '\u{f020}'..='\u{f0ff}');
    let bare: String = text
        .chars()
        .filter(|&c| (!c.is_control() || c == '\n') && !in_letters(c))
        .collect();
    for clean in [
        clean::shown(&bare),
        clean::shown_line(&bare),
        clean::typed(&bare),
        clean::typed_line(&bare),
    ] {
        prop_assert_eq!(letters(&clean), letters(&bare));
    }
    spelled(&one)
}

/// A clean line in the letters of old terminals, and cut into cells.
fn spelled(line: &str) -> TestCaseResult {
    let ascii = transliterate::to_ascii(line);
    prop_assert!(
        ascii.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
        "{:?}",
        ascii
    );
    let latin = transliterate::to_latin1(line);
    prop_assert!(
        latin.chars().all(|c| c <= '\u{ff}' && !c.is_control()),
        "{:?}",
        latin
    );
    let old = transliterate::to_cp437(line);
    prop_assert_eq!(unfit(&old), None, "{:?}", old);
    for c in line.chars() {
        prop_assert!(
            transliterate::cell_ascii(c).is_ascii() && !transliterate::cell_ascii(c).is_control()
        );
        let (latin, old) = (transliterate::cell_latin1(c), transliterate::cell_cp437(c));
        prop_assert!(u32::from(latin) <= 0xff && !latin.is_control() && !old.is_control());
    }
    for cells in [0, 1, 2, 7, 80] {
        let lines = wrap::wrap_plain(line, cells);
        prop_assert!(cells < 2 || lines.iter().all(|line| wrap::width(line) <= cells));
        prop_assert!(cells < 2 || wrap::width(&wrap::fit(line, cells, "…")) <= cells);
        let solid = |text: &str| text.replace(' ', "");
        prop_assert_eq!(solid(&lines.concat()), solid(line));
    }
    Ok(())
}

#[test]
fn the_sanitiser_lets_nothing_out_and_no_letter_go() {
    fuzz(
        "sanitiser",
        20,
        || {
            prop_oneof![
                4 => mutation::text(&["", SCRIPTS, "A plain line.\nAnd another, of the 17/12/2026."], NASTY, 24),
                1 => prop::collection::vec(any::<char>(), 0..400).prop_map(|chars| chars.into_iter().collect()),
                1 => prop::collection::vec(prop::sample::select(NASTY), 0..200).prop_map(|pieces| pieces.concat()),
            ]
        },
        |text: &String| check(text),
    );
}
