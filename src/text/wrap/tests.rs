//! What wrapping promises.

use super::*;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn strong(text: &str) -> Span {
    Span::new(
        text,
        Emphasis {
            strong: true,
            ..Emphasis::default()
        },
    )
}

fn plain(text: &str) -> Span {
    Span::new(text, Emphasis::default())
}

#[test]
fn words_wrap_at_spaces_and_keep_their_styles() {
    let lines = wrap(
        &[
            plain("Run the "),
            strong("stand"),
            plain("still period now"),
        ],
        12,
        0,
        2,
    );
    assert_eq!(
        lines,
        vec![
            vec![plain("Run the")],
            vec![plain("  "), strong("stand"), plain("still")],
            vec![plain("  "), plain("period now")],
        ]
    );
}

#[test]
fn a_line_breaks_after_hyphens_and_slashes_but_never_in_a_date() {
    assert_eq!(
        wrap_plain("a long-term and/or short", 8),
        ["a long-", "term", "and/or", "short"]
    );
    assert_eq!(
        wrap_plain("by 17/12/2026 or 2025-26", 8),
        ["by", "17/12/20", "26 or", "2025-26"]
    );
    assert_eq!(
        wrap_plain("by 17/12/2026 or", 11),
        ["by", "17/12/2026", "or"]
    );
    assert_eq!(wrap_plain("send an e-mail", 10), ["send an", "e-mail"]);
}

#[test]
fn a_word_that_is_too_long_breaks_between_letters() {
    assert_eq!(wrap_plain("commissioning", 5), ["commi", "ssion", "ing"]);
    assert_eq!(wrap_plain("語語語", 5), ["語語", "語"]);
    assert_eq!(
        wrap_plain("e\u{301}e\u{301}e\u{301}", 2),
        ["e\u{301}e\u{301}", "e\u{301}"]
    );
}

#[test]
fn line_ends_and_empty_lines_stay() {
    assert_eq!(wrap_plain("one\n\n  two \n", 10), ["one", "", "  two", ""]);
    assert_eq!(wrap_plain("", 10), [""]);
}

#[test]
fn text_is_shortened_with_the_mark_it_was_given() {
    assert_eq!(fit("Market intelligence", 10, "..."), "Market...");
    assert_eq!(fit("Market", 6, "…"), "Market");
    assert_eq!(fit("Market", 3, "..."), "Mar");
    assert_eq!(fit("語語語", 4, "…"), "語…");
    assert_eq!(fit("Market", 0, "…"), "");
    assert_eq!(fit_end("Market intelligence", 10, "..."), "...ligence");
    assert_eq!(fit_end("Market", 6, "…"), "Market");
    assert_eq!(fit_end("Market", 3, "..."), "ket");
    assert_eq!(fit_end("語語語", 4, "…"), "…語");
    assert_eq!(pad("ŵ語", 5), "ŵ語  ");
    assert_eq!(pad("longer", 3), "longer");
}

proptest! {
    #[test]
    fn no_line_is_too_wide_and_none_ends_in_a_space(text in "\\PC{0,80}", cells in 0_usize..30) {
        for line in wrap_plain(&crate::text::clean::shown(&text), cells) {
            prop_assert!(cells < 2 || width(&line) <= cells, "{line:?}");
            prop_assert!(cells < 2 || UnicodeWidthStr::width(line.as_str()) <= cells, "{line:?}");
            prop_assert!(!line.ends_with(' '));
        }
    }

    #[test]
    fn words_come_out_whole_and_in_order(text in "[a-zŵ£語 /-]{0,80}", cells in 0_usize..30) {
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(solid(&wrap_plain(&text, cells).concat()), solid(&text));
    }

    #[test]
    fn spans_wrap_as_their_text_does(
        parts in prop::collection::vec(("[a-z /-]{0,9}", any::<bool>()), 0..9),
        cells in 0_usize..30,
        first in 0_usize..40,
        hanging in 0_usize..40,
    ) {
        let spans: Vec<Span> = parts.iter().map(|(text, loud)| if *loud { strong(text) } else { plain(text) }).collect();
        let lines = wrap(&spans, cells, first, hanging);
        for line in &lines {
            prop_assert!(cells < 2 || width(&joined(line)) <= cells, "{line:?}");
        }
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(solid(&lines.iter().map(|line| joined(line)).collect::<String>()), solid(&joined(&spans)));
        if first == hanging && hanging == 0 {
            prop_assert_eq!(lines.iter().map(|line| joined(line)).collect::<Vec<_>>(), wrap_plain(&joined(&spans), cells));
        }
    }

    #[test]
    fn a_shortened_text_fits(text in "\\PC{0,40}", cells in 0_usize..20) {
        prop_assert!(width(&fit(&text, cells, "...")) <= cells);
        prop_assert!(width(&fit_end(&text, cells, "...")) <= cells);
        prop_assert!(width(&pad(&text, cells)) >= cells);
    }
}
