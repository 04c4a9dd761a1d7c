//! What transliteration promises.

use std::collections::BTreeSet;

use super::*;
use proptest::prelude::*;

#[test]
fn the_code_page_is_whole() {
    assert_eq!(CP437.chars().count(), 128);
    assert_eq!(CP437.chars().collect::<BTreeSet<_>>().len(), 128);
    // As the manual of the PC numbers them.
    for (number, letter) in [
        (0x80, 'Ç'),
        (0x9c, '£'),
        (0xb3, '│'),
        (0xc4, '─'),
        (0xe1, 'ß'),
        (0xf2, '≥'),
        (0xff, '\u{a0}'),
    ] {
        assert_eq!(CP437.chars().nth(number - 0x80), Some(letter));
    }
}

#[test]
fn a_british_page_reads_in_ascii() {
    assert_eq!(
        to_ascii("£5m – “over” 1½ years… ≥ 2 × ‘it’ • Tŷ Ŵyn"),
        "GBP5m - \"over\" 1 1/2 years... >= 2 x 'it' * Ty Wyn"
    );
    assert_eq!(
        to_ascii("a\u{a0}b → c; reg 24 § 3; café, cafe\u{301}; oﬃce; 語"),
        "a b -> c; reg 24 s. 3; cafe, cafe; office; ?"
    );
    assert!(matches!(to_ascii("plain"), Cow::Borrowed(_)));
}

#[test]
fn latin1_and_cp437_keep_what_they_have() {
    assert_eq!(to_latin1("£5 ½ é – ŵ ŷ “q” •"), "£5 1/2 é - w y \"q\" ·");
    assert!(matches!(to_latin1("£5 café"), Cow::Borrowed(_)));
    assert_eq!(to_cp437("£5 ≥ é À – ŵ │ • §"), "£5 ≥ é A - w │ ∙ s.");
}

#[test]
fn an_edited_field_keeps_its_cells() {
    let out: String = "£5 – ½ ŵ … → æ 語 •".chars().map(cell_ascii).collect();
    assert_eq!(out, "#5 - ? w . > a ? *");
    assert_eq!(cell_latin1('£'), '£');
    assert_eq!(cell_cp437('≥'), '≥');
    assert_eq!(cell_cp437('ŵ'), 'w');
}

proptest! {
    #[test]
    fn each_spelling_stays_in_its_set(text in any::<String>()) {
        prop_assert!(to_ascii(&text).is_ascii());
        prop_assert!(to_latin1(&text).chars().all(is_latin1));
        prop_assert!(to_cp437(&text).chars().all(|c| c.is_ascii() || is_cp437(c)));
        prop_assert!(matches!(to_ascii(&to_ascii(&text)), Cow::Borrowed(_)));
    }

    #[test]
    fn each_cell_stays_in_its_set(c in any::<char>()) {
        prop_assert!(cell_ascii(c).is_ascii());
        prop_assert!(is_latin1(cell_latin1(c)));
        let there = cell_cp437(c);
        prop_assert!(there.is_ascii() || is_cp437(there));
    }
}
