//! Small pictures to show a person who is asked what they see (`roadsigns doctor`).

use crate::app::look::Glyphs;

/// What begins and ends a line of a picture. Bytes of UTF-8 are control codes to a terminal of eight bits: one of them
/// begins a string that would swallow all that follows, which `ESC \` ends. Elsewhere it does nothing.
const BEFORE: &[u8] = b"   ";
const AFTER: &[u8] = b"\x1b\\\x1b[m\r\n";

/// A box, drawn with what this rung of the ladder has for lines.
pub(super) fn lines(glyphs: Glyphs) -> Vec<u8> {
    match glyphs {
        Glyphs::Unicode => picture(&["┌──────┐", "│ sign ├╌╌╌╌…", "└──────┘"].map(str::as_bytes)),
        Glyphs::Cp437 => picture(&["┌──────┐", "│ sign ├────", "└──────┘"].map(str::as_bytes)),
        // Nothing to be ended where nothing can begin: here no code is sent at all.
        Glyphs::Latin1 | Glyphs::Ascii => {
            b"   +------+\r\n   | sign +----\r\n   +------+\r\n".to_vec()
        }
    }
}

/// Letters beyond ASCII in the encoding of this rung.
pub(super) fn letters(glyphs: Glyphs) -> Vec<u8> {
    match glyphs {
        Glyphs::Unicode => picture(&["£5  ‘so’  “so”  Zoë ö".as_bytes()]),
        Glyphs::Cp437 => picture(&["£5  Zoë ö".as_bytes()]),
        Glyphs::Latin1 => picture(&[b"\xa35  Zo\xeb \xf6"]),
        Glyphs::Ascii => b"   GBP 5\r\n".to_vec(),
    }
}

/// A line in red, unless there are no colours, one in bold and one reversed.
pub(super) fn styles(has_colours: bool) -> Vec<u8> {
    let mut rows: Vec<&[u8]> = Vec::new();
    if has_colours {
        rows.push(b"\x1b[31m1  The standstill ends\x1b[m");
    }
    rows.extend([
        b"\x1b[1m2  The standstill ends\x1b[m".as_slice(),
        b"\x1b[7m3  The standstill ends\x1b[m",
    ]);
    rows.iter()
        .flat_map(|row| [BEFORE, row, b"\r\n"].concat())
        .collect()
}

fn picture(rows: &[&[u8]]) -> Vec<u8> {
    rows.iter()
        .flat_map(|row| [BEFORE, row, AFTER].concat())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_utf_8_ends_whatever_its_bytes_may_begin() {
        for picture in [Glyphs::Unicode, Glyphs::Cp437].map(lines) {
            let text = String::from_utf8(picture).unwrap();
            assert!(text.contains("┌──────┐"), "{text}");
            assert!(text.lines().all(|line| line.ends_with("\x1b\\\x1b[m")));
        }
        assert!(
            lines(Glyphs::Ascii)
                .iter()
                .all(|byte| *byte < 0x7f && *byte != 0x1b)
        );
    }

    #[test]
    fn the_picture_for_a_pc_console_has_nothing_that_it_lacks() {
        let drawn = [lines(Glyphs::Cp437), letters(Glyphs::Cp437)].concat();
        let text = String::from_utf8(drawn).unwrap();
        let drawn: String = text.chars().filter(|c| !c.is_control()).collect();
        let drawn = drawn.replace("\\[m", "");
        assert!(drawn.contains("│ sign ├────") && drawn.contains("£5"));
        assert_eq!(crate::text::transliterate::to_cp437(&drawn), drawn);
    }

    #[test]
    fn red_is_not_shown_where_there_are_no_colours() {
        let text = |has_colours| String::from_utf8(styles(has_colours)).unwrap();
        assert!(text(true).contains("\x1b[31m1 ") && !text(false).contains("\x1b[31m"));
        assert!(text(false).contains("\x1b[1m2 ") && text(false).contains("\x1b[7m3 "));
    }
}
