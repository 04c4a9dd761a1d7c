//! What somebody wrote, as lines among lines of ours: each line of it but the first is marked, so that none can be taken
//! for a field, a heading or an entry.
//!
//! ```text
//! Note: Minutes:
//! | Owner: Chief Finance Officer
//! ```

use super::wrap::{breaks, slice};

/// Before each line but the first. No line of ours begins so.
const MARK: &str = "| ";

/// A text that holds what somebody wrote, cut into lines of a width. What is cut anywhere goes on marked too: else who
/// counts letters could place words at the beginning of a line.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let further = width.saturating_sub(MARK.len()).max(1);
    let lines = breaks(text, width.max(1), further).into_iter();
    lines
        .map(|range| slice(text, range))
        .enumerate()
        .map(|(index, line)| marked_line(index, line))
        .collect()
}

/// The same uncut, for whoever copies it.
pub fn marked(text: &str) -> String {
    let lines = text.split('\n').enumerate();
    let lines: Vec<String> = lines
        .map(|(index, line)| marked_line(index, line))
        .collect();
    lines.join("\n")
}

fn marked_line(index: usize, line: &str) -> String {
    match (index, line) {
        (0, line) => line.to_owned(),
        (_, "") => MARK.trim_end().to_owned(),
        (_, line) => format!("{MARK}{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wrap::width;
    use proptest::prelude::*;

    #[test]
    fn a_line_that_reads_like_a_field_is_marked_as_going_on() {
        let note = "Note: Minutes:\nOwner: Chief Finance Officer\n\n| Due: never";
        let expected = [
            "Note: Minutes:",
            "| Owner: Chief Finance Officer",
            "|",
            "| | Due: never",
        ];
        assert_eq!(lines(note, 72), expected);
        assert_eq!(marked(note), expected.join("\n"));
    }

    #[test]
    fn what_is_cut_goes_on_marked_so_that_no_count_of_letters_begins_a_line() {
        let note = format!("Note: {} Owner: Chief Finance Officer", "a".repeat(66));
        assert_eq!(lines(&note, 72)[1], "| Owner: Chief Finance Officer");
    }

    proptest! {
        #[test]
        fn every_line_but_the_first_is_marked_and_none_is_too_long(text in "[a-z |\n語]{0,200}", wide in 4usize..40) {
            for (index, line) in lines(&text, wide).iter().enumerate() {
                prop_assert!(index == 0 || line.starts_with('|'), "{line:?}");
                prop_assert!(width(line) <= wide, "{line:?}");
            }
            prop_assert!(marked(&text).split('\n').skip(1).all(|line| line.starts_with('|')));
        }
    }
}
