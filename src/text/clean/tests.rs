//! What cleaning promises.

use super::*;
use crate::text::transliterate::to_ascii;
use proptest::prelude::*;

/// Text thick with what a sanitiser exists for.
fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        '\x1b', '\r', '\n', '\t', '\x07', '\x7f', '\u{9b}', '\u{85}', '\u{202e}', '\u{2066}',
        '\u{200b}', '\u{200d}', '\u{feff}', '\u{301}', '\u{308}', '\u{5b0}', '\u{2028}', 'a', ' ',
        '£', '語',
    ]);
    prop::collection::vec(prop_oneof![3 => nasty, 1 => any::<char>()], 0..60)
        .prop_map(|chars| chars.into_iter().collect())
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn clean_text_is_borrowed() {
    for text in [
        "",
        "Plain text.\nTwo lines",
        "£5m – “quoted”, ŵy, 語, e\u{301}",
        "Ελληνικά, עברית",
    ] {
        assert!(matches!(shown(text), Cow::Borrowed(_)), "{text}");
        assert!(matches!(typed(text), Cow::Borrowed(_)), "{text}");
    }
    assert!(matches!(shown_line("£5m – “quoted”"), Cow::Borrowed(_)));
}

#[test]
fn controls_are_shown_and_cannot_act() {
    assert_eq!(shown("\x1b]52;c;AAAA\x07"), "^[]52;c;AAAA^G");
    assert_eq!(shown("\u{9b}31m \x7f \0"), "<9b>31m ^? ^@");
    assert_eq!(
        shown("left\rright\r\nnext\tcol"),
        "left^Mright\nnext    col"
    );
    assert_eq!(
        shown_line("one\r\ntwo\nthree\u{2028}four"),
        "one two three four"
    );
}

#[test]
fn what_nobody_sees_does_not_reach_the_screen() {
    assert_eq!(shown("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
    assert_eq!(
        shown("zero\u{200b}width\u{feff} soft\u{ad}hyphen"),
        "zerowidth softhyphen"
    );
}

#[test]
fn a_letter_keeps_two_marks_and_a_line_never_starts_with_one() {
    assert_eq!(shown("a\u{301}\u{302}\u{303}\u{304}b"), "a\u{301}\u{302}b");
    assert_eq!(shown("\u{301}a\n\u{301}b"), "a\nb");
}

#[test]
fn the_bullets_and_ticks_of_word_become_signs_that_there_are() {
    let word = "\u{f0b7} one\n\u{f0a7} two\n\u{f0fc} three\n\u{f0d8} four \u{f0e0} five \u{f04a}";
    assert_eq!(shown(word), "• one\n▪ two\n✓ three\n• four → five ☺");
    assert_eq!(shown_line("\u{f041}\u{f0e9}\u{f083}"), "Aé(3)");
    for c in '\u{f020}'..='\u{f0ff}' {
        let (line, cell) = (shown_line(&c.to_string()).into_owned(), symbols::cell(c));
        let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
        assert!(
            !line.is_empty() && !line.contains(is_private) && !is_private(cell),
            "{c:?}"
        );
    }
    assert_eq!(to_ascii(&shown("\u{f0b7}\u{f0a7}\u{f0fc}")), "**yes");
    // What is kept is kept as it came.
    assert_eq!(typed(word), word);
}

#[test]
fn pasted_line_ends_become_one_kind() {
    assert_eq!(typed("a\r\nb\rc\nd\x0be\u{2029}f"), "a\nb\nc\nd\ne\nf");
    assert_eq!(typed_line("a\r\nb\rc\td"), "a b c d");
    assert_eq!(
        typed("bell\x07 \x1b[31mred\u{9b}0m\tend"),
        "bell [31mred0m    end"
    );
    assert_eq!(
        typed("\u{202e}Ŵyn, Ærø, Ελλάδα, शिक्षा, 語"),
        "Ŵyn, Ærø, Ελλάδα, शिक्षा, 語"
    );
}

proptest! {
    #[test]
    fn nothing_that_is_shown_can_drive_a_terminal(text in hostile()) {
        let out = shown(&text);
        prop_assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || is_bidi(c)), "{out:?}");
        prop_assert_eq!(shown(&out), &*out);
        let line = shown_line(&text);
        prop_assert!(!line.chars().any(|c| c.is_control() || is_bidi(c)), "{line:?}");
        prop_assert_eq!(shown_line(&line), &*line);
    }

    #[test]
    fn what_is_kept_holds_no_control_but_the_line_end(text in hostile()) {
        let out = typed(&text);
        prop_assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || is_bidi(c)), "{out:?}");
        prop_assert_eq!(typed(&out), &*out);
        prop_assert!(!typed_line(&text).chars().any(char::is_control));
    }

    #[test]
    fn letters_survive_both_ways(text in "[\\p{L}\\p{N} .,]{0,40}") {
        // Hangul vowels without a consonant and fillers count as marks; no other letter may go missing.
        let text: String = text.chars().filter(|&c| c.width() != Some(0) && !is_unseen(c)).collect();
        prop_assert_eq!(typed(&text), &*text);
        prop_assert_eq!(shown(&text), &*text);
    }
}
