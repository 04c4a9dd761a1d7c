//! What a laid-out page promises.

use super::*;
use crate::text::wrap::{Tone, width};

fn text(line: &LaidLine) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

fn page(markdown: &str, width: usize) -> Vec<String> {
    lay(markdown, width, &Marks::ASCII)
        .lines
        .iter()
        .map(text)
        .collect()
}

#[test]
fn headings_know_that_they_are_headings() {
    let laid = lay(
        "# Today\n\nText.\n\n## The standstill\nMore.",
        30,
        &Marks::UNICODE,
    );
    let lines: Vec<_> = laid
        .lines
        .iter()
        .map(|line| (text(line), line.kind))
        .collect();
    assert_eq!(
        lines,
        [
            ("Today".to_owned(), LineKind::Heading(1)),
            ("Text.".to_owned(), LineKind::Text),
            (String::new(), LineKind::Text),
            ("The standstill".to_owned(), LineKind::Heading(2)),
            ("More.".to_owned(), LineKind::Text),
        ]
    );
}

#[test]
fn lists_hang_and_nest() {
    assert_eq!(
        page(
            "Do:\n\n- keep a log of letters\n  1. one\n  2. two of them all\n- end",
            16
        ),
        [
            "Do:",
            "",
            "* keep a log of",
            "  letters",
            "  1. one",
            "  2. two of them",
            "     all",
            "* end"
        ]
    );
    assert_eq!(
        page("9. nine\n10. ten is more\n\n", 10),
        ["9. nine", "10. ten is", "    more"]
    );
    assert_eq!(
        page("- one\n\n- two\n\n  more\n\nEnd", 16),
        ["* one", "", "* two", "", "  more", "", "End"]
    );
    assert_eq!(page("- \n- two", 16), ["*", "* two"]);
}

#[test]
fn quotations_keep_their_bar() {
    assert_eq!(
        page("Said:\n\n> one two three\n>\n> - four\n\nEnd", 9),
        [
            "Said:",
            "",
            "| one two",
            "| three",
            "|",
            "| * four",
            "",
            "End"
        ]
    );
}

#[test]
fn styles_and_links_are_marked() {
    let laid = lay(
        "A **must**: [the stand\nstill](toolkit/x#y) and [it](toolkit/x#y), `code`.",
        13,
        &Marks::UNICODE,
    );
    let links: Vec<_> = laid
        .links
        .iter()
        .map(|l| (l.place.as_str(), l.words.as_str(), l.line, l.number))
        .collect();
    assert_eq!(
        links,
        [
            ("toolkit/x#y", "the stand still", 0, 1),
            ("toolkit/x#y", "it", 2, 1)
        ]
    );
    let spans: Vec<_> = laid.lines.iter().flat_map(|line| &line.spans).collect();
    assert!(
        spans
            .iter()
            .any(|span| span.text == "must" && span.style.strong)
    );
    assert!(
        spans
            .iter()
            .any(|span| span.text == "the" && span.style.link == Some(0))
    );
    assert!(
        spans
            .iter()
            .any(|span| span.text == "stand still" && span.style.link == Some(0))
    );
    assert!(
        spans
            .iter()
            .any(|span| span.text == "code" && span.style.tone == Tone::Code)
    );
}

const TABLE: &str = "\
| Route | When | Days |
|---|---|--:|
| Direct award A | There is no realistic alternative to the provider | 0 |
| Most suitable provider | The authority can identify it | 8 |
";

#[test]
fn a_table_that_fits_is_as_wide_as_its_words() {
    assert_eq!(
        page("| a | b |\n|---|--:|\n| one | 1 |\n| two | 10 |", 50),
        ["a     b", "---  --", "one   1", "two  10"]
    );
}

#[test]
fn a_last_column_that_holds_nothing_leaves_no_blanks() {
    assert_eq!(page("| a |  |\n|---|--:|\n| 1 |  |", 50), ["a", "-", "1"]);
}

#[test]
fn a_table_shrinks_and_wraps() {
    assert_eq!(
        page(TABLE, 44),
        [
            "Route        When                       Days",
            "-----------  -------------------------  ----",
            "Direct       There is no realistic         0",
            "award A      alternative to the",
            "             provider",
            "",
            "Most         The authority can             8",
            "suitable     identify it",
            "provider",
        ]
    );
}

#[test]
fn a_table_without_room_becomes_blocks() {
    assert_eq!(
        page(TABLE, 24),
        [
            "Route: Direct award A",
            "When: There is no",
            "  realistic alternative",
            "  to the provider",
            "Days: 0",
            "",
            "Route: Most suitable",
            "  provider",
            "When: The authority can",
            "  identify it",
            "Days: 8",
        ]
    );
}

#[test]
fn a_long_heading_of_blocks_stands_whole_once() {
    let long = "one two ".repeat(10);
    let table = format!("| {long} | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n");
    let text = page(&table, 10).join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = "one two ".repeat(7) + "one...";
    assert_eq!(
        text,
        format!("{}: 1 b: 2 {short}: 3 b: 4 {short}: 5 b: 6", long.trim())
    );
}

#[test]
fn words_are_cleaned_after_parsing_and_spelled_before_wrapping() {
    assert_eq!(page("a&#27;[2Jb £5 – “q”", 40), ["a^[[2Jb GBP5 - \"q\""]);
    assert_eq!(page("one £5555 two", 9), ["one", "GBP5555", "two"]);
    assert_eq!(
        page("```\nlet x = 1;\n    y\n```", 20),
        ["let x = 1;", "    y"]
    );
}

#[test]
fn a_pipe_gets_underlines_and_a_list_of_places() {
    let markdown = "# Today\nRun [it](toolkit/x#y) and [keep](sources/z) [it](toolkit/x#y).\n\n## Next\n\n- a **b**";
    assert_eq!(
        plain(markdown, 30, &Marks::ASCII),
        [
            "Today",
            "=====",
            "",
            "Run it [1] and keep [2] it",
            "[1].",
            "",
            "Next",
            "----",
            "",
            "* a b",
            "",
            "[1] toolkit/x#y",
            "[2] sources/z",
        ]
    );
    assert_eq!(
        plain("one two\nthree\n\n---", usize::MAX, &Marks::ASCII),
        ["one two three", "", &"-".repeat(72)]
    );
}

#[test]
fn links_are_found_in_the_order_of_the_text() {
    let markdown = "See [a](signs/a).\n\n| x |\n|---|\n| [b](signs/b#c) |\n";
    assert_eq!(links(markdown), ["signs/a", "signs/b#c"]);
}

#[test]
fn words_have_no_syntax() {
    assert_eq!(
        words(
            "# Today\n\nA **must** [here](x/y)\nnow.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
        ),
        "Today\nA must here now.\none\ntwo\na b\nc d\n"
    );
}

#[test]
fn deep_nesting_is_survived() {
    let laid = lay(&format!("{}deep", "> ".repeat(2_000)), 40, &Marks::ASCII);
    assert!(laid.lines.iter().all(|line| width(&text(line)) <= 40));
    lay(&format!("{}deep", "- ".repeat(300)), 7, &Marks::ASCII);
}
