//! What a laid-out page promises.

use super::to_lines::{Laid, LaidLine, LineKind, Marks};
use super::*;
use crate::text::wrap::{self, Tone, width};

fn lay(markdown: &str, width: usize, marks: &Marks) -> Laid {
    to_lines::lay(&from_markdown::read(markdown), width, marks)
}

fn plain(markdown: &str, width: usize, marks: &Marks) -> Vec<String> {
    to_text::plain(&from_markdown::read(markdown), width, marks)
}

fn text(line: &LaidLine) -> String {
    wrap::joined(&line.spans)
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
    assert_eq!(
        from_markdown::read(markdown).links(),
        ["signs/a", "signs/b#c"]
    );
}

#[test]
fn words_have_no_syntax() {
    assert_eq!(
        from_markdown::read(
            "# Today\n\nA **must** [here](x/y)\nnow.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
        )
        .words(),
        "Today\nA must here now.\none\ntwo\na b\nc d\n"
    );
}

#[test]
fn deep_nesting_is_survived() {
    for (markdown, most) in [
        (format!("{}deep", "> ".repeat(2_000)), 40),
        (format!("{}deep", "- ".repeat(300)), 7),
    ] {
        let lines = page(&markdown, most);
        assert!(lines.iter().all(|line| width(line) <= most), "{lines:#?}");
        let letters = lines.iter().flat_map(|line| line.chars());
        let letters: String = letters.filter(|c| c.is_alphabetic()).collect();
        assert_eq!(letters, "deep");
    }
}

/// A document of everything that no author writes in Markdown.
fn made() -> Doc {
    let mut part = Doc::default();
    part.heading(2, "Links");
    part.paragraph(Words::of("See ").link("the log", "toolkit/procurement#log"));
    part.add(Block::Address {
        label: None,
        text: "https://www.example.org/a-long/address/that-is-wider/than-the-page".into(),
    });
    let mut doc = Doc::default();
    doc.heading(1, "Log");
    doc.paragraph(Words::of("One ").link("link", "signs/a").and("."));
    doc.add(Block::Field(Field {
        name: "Owner".into(),
        guidance: "A role_name".into(),
        kind: Kind::Line,
    }));
    doc.add(Block::Field(Field {
        name: "Outcome".into(),
        guidance: "Choose".into(),
        kind: Kind::OneOf(vec!["kept".into(), "lost".into()]),
    }));
    let head = |words: &'static str| Column {
        head: words.into(),
        side: Side::Left,
    };
    doc.add(Block::Table(Table {
        columns: vec![head("Number"), head("Lesson")],
        rows: vec![
            vec![Cell::Words("1".into()), Cell::Hole(Kind::Text)],
            vec![Cell::Hole(Kind::Number), Cell::Hole(Kind::Text)],
        ],
    }));
    doc.part(part);
    doc
}

#[test]
fn places_to_write_are_seen_and_what_is_copied_stays_in_one_piece() {
    assert_eq!(
        to_text::plain(&made(), 30, &Marks::ASCII),
        [
            "Log",
            "===",
            "",
            "One link [1].",
            "",
            "Owner",
            "",
            "A role_name",
            "",
            "__________",
            "",
            "Outcome",
            "",
            "Choose",
            "",
            "( ) kept   ( ) lost",
            "",
            "Number  Lesson",
            "------  ------",
            "1       ____",
            "____    ____",
            "",
            "[1] signs/a",
            "",
            "Links",
            "-----",
            "",
            "See the log [1]",
            "",
            "https://www.example.org/a-long/address/that-is-wider/than-the-page",
            "",
            "[1] toolkit/procurement#log",
        ]
    );
}

#[test]
fn markdown_holds_the_same_and_an_empty_cell_is_empty() {
    assert_eq!(
        to_markdown::write(&made()),
        "# Log\n\nOne [link](signs/a).\n\n**Owner**\n\n*A role\\_name*\n\n\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n\
         **Outcome**\n\n*Choose*\n\n( ) kept   ( ) lost\n\n| Number | Lesson |\n|---|---|\n| 1 |  |\n|  |  |\n\n\
         ## Links\n\nSee [the log](toolkit/procurement#log)\n\n\
         `https://www.example.org/a-long/address/that-is-wider/than-the-page`\n"
    );
}

#[test]
fn words_that_look_like_markdown_are_words_again_when_it_is_read() {
    for words in [
        "- no list",
        "+ no list",
        "12. no list",
        "1) no list",
        "# no heading",
        "=== no underline",
        "> no quotation",
        "a *b* _c_ `d` [e](f) <g> | h ~~i~~ \\ j",
        "&amp; &#27; & &nbsp",
        "```",
        "---",
    ] {
        let mut doc = Doc::of(words);
        doc.list(None, [words]);
        doc.heading(2, words);
        let again = from_markdown::read(&to_markdown::write(&doc));
        assert_eq!(again, doc, "{words}");
    }
}
