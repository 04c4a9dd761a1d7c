//! Target: Markdown, laid out at any width.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use roadsigns::doc::to_lines::{self, Marks};
use roadsigns::doc::{from_markdown, to_markdown, to_text};
use roadsigns::text::wrap;

use super::engine::{fuzz, within_time};
use super::mutation;
use super::sanitiser::unfit;

/// A page as the guide has them, with all that the dialect knows.
const PAGE: &str = "# Today\n\nRun the **standstill** period and *keep* a [log](toolkit/procurement#standstill) of `letters`.\n\n\
    ## Routes\n\n| Route | When | Days |\n|---|:-:|--:|\n| Direct award A | There is no *realistic* alternative | 0 |\n\
    | Most suitable | [The authority](sources/psr) can identify it | 8 |\n\n- one\n- two\n  1. inner\n  2. inner **two**\n\n     more\n\n\
    > Said once.\n>\n> - and listed\n\n```\nlet x = 1;\n```\n\n---\n\nA line\\\nand & &#27; &nbsp; <b>bold</b> ![image](x) <http://x.y>\n\n\
    [ref]: http://example.org \"title\"\n[ref] [ref][] [x][ref]\n\n    indented\n\nSetext\n===\n";

/// Pieces of the dialect.
pub(crate) const SYNTAX: &[&str] = &[
    "\n",
    "\n\n",
    "- ",
    "* ",
    "  - ",
    "+ ",
    "1. ",
    "1) ",
    "999999999. ",
    "> ",
    ">",
    "# ",
    "### ",
    "**",
    "*",
    "_",
    "__",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "[",
    "]",
    "](",
    ")",
    "](a/b)",
    "![",
    "[a][b]",
    "[a]: b\n",
    "[^1]",
    "| ",
    "|",
    " |\n",
    "|---|--:|\n",
    "| a | b |\n|---|---|\n",
    "---\n",
    "***\n",
    "===\n",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "<http://a.b>",
    "<a@b.c>",
    "&#27;",
    "&#x202e;",
    "&#10;",
    "&#0;",
    "&amp;",
    "&nbsp;",
    "&Tab;",
    "&NewLine;",
    "&",
    "    ",
    "\t",
    "\\\n",
    "\\",
    "  \n",
    "語",
    "£",
    "e\u{301}",
    "\u{301}",
    "commissioning ",
    "a-",
    "a/",
    "1/",
    "long-term and/or ",
    "17/12/2026 ",
    "\x1b[2J",
    "\u{202e}",
    "\u{200d}",
    "\u{1f468}",
    "\u{1f1ec}",
    "\u{17d8}",
    "\0",
    "\r",
    "$",
    "~~",
    "{",
    "}",
    "+++\n",
    "<",
    ">",
];

fn check(text: &str, cells: usize) -> TestCaseResult {
    let doc = from_markdown::read(text);
    for marks in [Marks::UNICODE, Marks::ASCII] {
        let laid = to_lines::lay(&doc, cells, &marks);
        let mut printed = 0;
        for line in &laid.lines {
            let words = wrap::joined(&line.spans);
            prop_assert!(
                cells < 2 || wrap::width(&words) <= cells,
                "{} cells: {:?}",
                cells,
                words
            );
            prop_assert_eq!(unfit(&words), None, "{:?}", words);
            printed += words.len() + 1;
        }
        // Indents and tables add to a text, each at most a line's width, and a stacked table the beginning of a heading to
        // each of its values.
        let most = (text.len() + 1) * (cells + 80);
        prop_assert!(
            printed <= most.max(4096),
            "{} bytes of {}",
            printed,
            text.len()
        );
        prop_assert!(laid.links.iter().all(|link| link.line < laid.lines.len()));
        for link in &laid.links {
            prop_assert_eq!(unfit(&link.words), None);
            prop_assert_eq!(unfit(&link.place), None);
        }
    }
    for line in to_text::plain(&doc, cells, &Marks::ASCII) {
        prop_assert!(
            line.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
            "{:?}",
            line
        );
    }
    to_text::plain(&doc, usize::MAX, &Marks::UNICODE);
    doc.words();
    prop_assert!(doc.links().len() <= text.len());
    let again = to_markdown::write(&doc);
    prop_assert_eq!(unfit(&again.replace('\n', "")), None, "{:?}", again);
    drop(from_markdown::read(&again));
    Ok(())
}

#[test]
fn any_markdown_is_laid_out_at_any_width() {
    fuzz(
        "markdown",
        8,
        || {
            let text = prop_oneof![
                3 => mutation::text(&["", PAGE, "- a\n  - b\n"], SYNTAX, 16),
                1 => prop::collection::vec(prop::sample::select(SYNTAX), 0..400).prop_map(|pieces| pieces.concat()),
            ];
            let cells = prop_oneof![0..12_usize, 0..=200_usize];
            (text, cells)
        },
        |(text, cells)| check(text, *cells),
    );
}

/// Beginnings of texts that cost too much where a step looks at all that follows, or at all that stands around it.
const SLOW: &[&str] = &[
    "a/a/",
    "a-b ",
    "a/1/",
    "| a ",
    "|-",
    "- a\n",
    "> a\n",
    ">",
    "> ",
    "- ",
    "* ",
    "1. ",
    "[a](b)",
    "[a]: b\n",
    "[",
    "![",
    "![[",
    "](",
    "*",
    "**a",
    "*a_",
    "_",
    "`",
    "`a",
    "<",
    "<a",
    "<!--",
    "&",
    "&#27;",
    "\\[",
    "a\n\n",
    "# a\n",
    "---\n",
    "    a\n",
    "```\n",
    "|---|--:|\n",
    "\u{301}",
    "\u{1f468}\u{200d}",
    "\u{1f1ec}",
    "\u{1b}",
    "語",
    " ",
    "\t",
    "\n",
];

#[test]
fn a_text_made_to_be_slow_is_laid_out_in_time() {
    let deep = |sign: &str| sign.repeat(32 * 1024 / sign.len()) + "a" + &"\na".repeat(16 * 1024);
    for sign in [">", "> ", "- ", "1. "] {
        within_time(sign, || check(&deep(sign), 40));
    }
    for piece in SLOW {
        for (start, bytes) in [
            ("", 64 * 1024),
            ("| a | b |\n|---|---|\n", 8 * 1024),
            ("- > ", 8 * 1024),
        ] {
            let text = format!("{start}{}", piece.repeat(bytes / piece.len()));
            within_time(&format!("{start}{piece}"), || check(&text, 40));
        }
    }
}
