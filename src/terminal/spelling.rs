//! Words for a terminal that is not drawn on, as bytes: cleaned, in letters that it shows, in its own encoding. In
//! UTF-8 one letter of a note could be a control code to a terminal of one byte a letter, and hide the rest of the line.
//! A pipe gets UTF-8 whatever the terminal has.

use std::sync::{Mutex, PoisonError};

use super::capability::{Capability, Charset};
use crate::app::look::Glyphs;
use crate::text::clean;
use crate::text::transliterate::Letters;

/// What the terminal shows, by its characters and their encoding; until somebody says more, what every terminal does.
static SHOWS: Mutex<(Glyphs, Charset)> = Mutex::new((Glyphs::Ascii, Charset::Ascii));

/// Says what the terminal shows.
pub fn heed(capability: &Capability) {
    *SHOWS.lock().unwrap_or_else(PoisonError::into_inner) = (capability.glyphs, capability.charset);
}

fn shows() -> (Glyphs, Charset) {
    *SHOWS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The letters of the terminal, for words that are yet to be cut into lines.
pub fn letters() -> Letters {
    shows().0.letters()
}

/// Words as bytes, for a terminal or for anything else.
pub fn bytes(words: &str, is_terminal: bool) -> Vec<u8> {
    let words = clean::shown(words);
    if !is_terminal {
        return words.into_owned().into_bytes();
    }
    let (glyphs, charset) = shows();
    encoded(&glyphs.letters()(&words), charset)
}

/// The bytes of a text whose letters fit the charset; one that does not is a question mark.
pub fn encoded(text: &str, charset: Charset) -> Vec<u8> {
    if charset == Charset::Utf8 {
        return text.as_bytes().to_vec();
    }
    let byte = |c: char| {
        let byte = u8::try_from(c).ok().filter(|_| c <= charset.last());
        byte.unwrap_or(b'?')
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_leaves_that_the_charset_does_not_have() {
        assert_eq!(encoded("£5 語", Charset::Utf8), "£5 語".as_bytes());
        assert_eq!(encoded("£5 語", Charset::Latin1), b"\xa35 ?");
        assert_eq!(encoded("£5 語", Charset::Latin9), b"\xa35 ?");
        assert_eq!(encoded("£5 語", Charset::Ascii), b"?5 ?");
    }

    #[test]
    fn until_anybody_says_more_a_terminal_gets_ascii_and_a_pipe_utf_8() {
        assert_eq!(bytes("£5 “so”\x1b", true), b"GBP5 \"so\"^[");
        assert_eq!(bytes("£5 “so”\x1b", false), "£5 “so”^[".as_bytes());
    }
}
