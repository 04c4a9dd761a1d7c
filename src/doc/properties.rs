//! What holds for any page at any width.

use super::to_lines::{LaidLine, Marks, lay};
use super::*;
use crate::text::wrap::{self, width};
use proptest::prelude::*;

fn text(line: &LaidLine) -> String {
    wrap::joined(&line.spans)
}

/// Markdown at its worst: pieces of syntax in any order, with any text between.
fn soup() -> impl Strategy<Value = String> {
    let syntax = prop::sample::select(vec![
        "\n",
        "\n\n",
        "- ",
        "  - ",
        "1. ",
        "99999. ",
        "> ",
        "# ",
        "### ",
        "**",
        "*",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "](a/b)",
        "| ",
        " |\n",
        "|---|--:|\n",
        "| a | b |\n|---|---|\n",
        "---\n",
        "<b>",
        "&#27;",
        "&#x202e;",
        "&#10;",
        "    ",
        "\\\n",
        "语",
        "£",
        "commissioning ",
    ]);
    prop::collection::vec(
        prop_oneof![3 => syntax.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z ]{0,12}"],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn any_markdown_fits_any_width_and_is_clean(markdown in soup(), cells in 0_usize..60) {
        let doc = from_markdown::read(&markdown);
        let laid = lay(&doc, cells, &Marks::UNICODE);
        for line in laid.lines.iter().map(text) {
            prop_assert!(cells < 2 || width(&line) <= cells, "{line:?}");
            prop_assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
        prop_assert_eq!(laid.links.len(), doc.links().len());
        prop_assert!(laid.links.iter().all(|link| link.line < laid.lines.len()));
    }

    #[test]
    fn plain_pages_in_ascii_hold_ascii(markdown in soup(), cells in 0_usize..60) {
        let lines = to_text::plain(&from_markdown::read(&markdown), cells, &Marks::ASCII);
        prop_assert!(lines.iter().all(|line| line.is_ascii() && (cells < 2 || line.len() <= cells || line.starts_with('['))), "{lines:?}");
    }

    #[test]
    fn any_document_written_as_markdown_keeps_its_words_links_cells_and_headings(markdown in soup()) {
        // What the guide is written in; the other letters are the fuzzing's.
        let is_written = |c: &char| c.is_ascii_graphic() || matches!(c, ' ' | '\n');
        let doc = from_markdown::read(&markdown.chars().filter(is_written).collect::<String>());
        let again = from_markdown::read(&to_markdown::write(&doc));
        let letters = |doc: &Doc| doc.words().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        prop_assert_eq!(letters(&again), letters(&doc), "{}", to_markdown::write(&doc));
        prop_assert_eq!(again.links().len(), doc.links().len());
    }

    #[test]
    fn no_word_is_lost(words in prop::collection::vec("[a-z]{1,12}", 1..40), cells in 0_usize..60) {
        let solid = words.concat();
        let markdown = words.chunks(5).map(|chunk| chunk.join(" ")).collect::<Vec<_>>().join("\n\n");
        prop_assert_eq!(lay(&from_markdown::read(&markdown), cells, &Marks::ASCII).lines.iter().map(text).collect::<String>().replace(' ', ""), solid);
    }
}
