//! How deep quotations and lists may lie in one another, before the parser sees them.
//!
//! For each line that carries on a paragraph (`a` after `> > a`) the parser goes through all open quotations and
//! lists, so thirty thousand of them before thirty thousand lines cost minutes. Nobody reads anything that deep.

use std::borrow::Cow;

/// In how many bytes at the beginning of a line quotations and list items may begin.
const REACH: usize = 128;

/// The same text, but what would begin a quotation or a list item too far into a line is no more than a character.
pub(super) fn bounded(markdown: &str) -> Cow<'_, str> {
    let mut copy: Option<String> = None;
    let mut kept = 0;
    for line in markdown.split_inclusive(['\n', '\r']) {
        let from = kept;
        kept += line.len();
        let Some(at) = too_far(line) else {
            if let Some(copy) = &mut copy {
                copy.push_str(line);
            }
            continue;
        };
        let copy = copy.get_or_insert_with(|| markdown.get(..from).unwrap_or_default().to_owned());
        let (start, rest) = line.split_at_checked(at).unwrap_or((line, ""));
        copy.push_str(start);
        copy.push('\\');
        copy.push_str(rest);
    }
    copy.map_or(Cow::Borrowed(markdown), Cow::Owned)
}

/// Where a backslash has to stand, so that nothing more begins in this line.
fn too_far(line: &str) -> Option<usize> {
    if line.len() <= REACH {
        return None;
    }
    let sign = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'>' | b'*' | b'+' | b'-' | b'0'..=b'9' | b'.' | b')'
        )
    };
    let bytes = line.as_bytes();
    let prefix = bytes.iter().take_while(|byte| sign(byte)).count();
    // Digits, blanks and backslashes: only these signs begin something, or end a number that does.
    (REACH..prefix)
        .find(|&at| matches!(bytes.get(at), Some(b'>' | b'*' | b'+' | b'-' | b'.' | b')')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_left_alone() {
        for text in [
            "",
            "> > - a\n1. b\n\n    code\n",
            &"-".repeat(100),
            &format!("{}\n", "word - word > ".repeat(100)),
            &format!("|{}\n", "---|".repeat(100)),
        ] {
            assert!(matches!(bounded(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_begins_too_far_into_a_line_is_a_character() {
        let quotes = ">".repeat(200);
        let text = format!("a\n{quotes}b\nc\n");
        let expected = format!("a\n{}\\{}b\nc\n", ">".repeat(128), ">".repeat(72));
        assert_eq!(bounded(&text), expected);
        let numbers = "1. ".repeat(60);
        assert!(bounded(&numbers).contains("1\\. 1. "));
        let indented = format!("{}- a", " ".repeat(300));
        assert!(bounded(&indented).ends_with(" \\- a"));
        assert_eq!(bounded(&bounded(&text)).matches('\\').count(), 1);
    }
}
