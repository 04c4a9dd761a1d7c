//! Characters from bytes, when they come one at a time.

use super::Charset;

/// The most bytes that a paste may have; the rest of it is dropped.
pub(in crate::terminal) const PASTE_LIMIT: usize = 64 * 1024;

/// The beginning of a character that is not complete.
#[derive(Debug, Default)]
pub(super) struct Partial {
    bytes: [u8; 4],
    length: usize,
}

impl Partial {
    /// Whether a character is unfinished.
    pub(super) const fn is_pending(&self) -> bool {
        self.length > 0
    }

    /// Takes one byte above 127 and hands on the characters that are certain now; says whether any was dropped.
    pub(super) fn push(&mut self, byte: u8, charset: Charset, mut emit: impl FnMut(char)) -> bool {
        let is_new = !(0x80..0xC0).contains(&byte);
        let is_dropped = is_new && self.give_up(charset, &mut emit);
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
            self.length += 1;
        }
        let held = self.bytes.get(..self.length).unwrap_or_default();
        match std::str::from_utf8(held) {
            Ok(text) => {
                text.chars().for_each(&mut emit);
                self.length = 0;
                is_dropped
            }
            // `error_len` is empty where only bytes are missing.
            Err(error) if error.error_len().is_none() => is_dropped,
            Err(_) => self.give_up(charset, &mut emit) || is_dropped,
        }
    }

    /// What is held will not become a UTF-8 character: it is what the locale has there (a `£` from an old client), else
    /// it is dropped, which is said.
    pub(super) fn give_up(&mut self, charset: Charset, emit: impl FnMut(char)) -> bool {
        let held = self.bytes.get(..self.length).unwrap_or_default();
        let letters = held.iter().filter_map(|byte| charset.letter(*byte));
        let known = |letter: &char| *letter != char::REPLACEMENT_CHARACTER;
        let count = letters.filter(known).map(emit).count();
        count < std::mem::take(&mut self.length)
    }
}

/// A paste, collected until its end marker.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    matched: usize,
}

impl Paste {
    /// What ends a bracketed paste. ESC stands only at its beginning, so a false start is easily taken back.
    const END: &'static [u8] = b"\x1b[201~";

    /// Takes one byte; true when the paste is at its end.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        if Self::END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            return self.matched == Self::END.len();
        }
        let false_start = std::mem::take(&mut self.matched);
        self.keep(Self::END.get(..false_start).unwrap_or_default());
        if byte == 0x1B {
            self.matched = 1;
        } else {
            self.keep(&[byte]);
        }
        false
    }

    /// Appends what still fits.
    fn keep(&mut self, bytes: &[u8]) {
        let room = PASTE_LIMIT
            .saturating_sub(self.bytes.len())
            .min(bytes.len());
        self.bytes.extend(bytes.iter().take(room));
    }

    /// The text of the paste, line ends as `\n`; ready for the next one.
    pub(super) fn take(&mut self, charset: Charset) -> String {
        self.matched = 0;
        let mut bytes = std::mem::take(&mut self.bytes);
        if bytes.len() == PASTE_LIMIT
            && let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_none()
        {
            // The limit fell into a character.
            bytes.truncate(error.valid_up_to());
        }
        decoded(&bytes, charset)
            .replace("\r\n", "\n")
            .replace('\r', "\n")
    }
}

/// Bytes as text: UTF-8, and what is none as the locale has it. What nobody can read is shown as such.
pub(in crate::terminal) fn decoded(bytes: &[u8], charset: Charset) -> String {
    let letter = |byte: &u8| charset.letter(*byte).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(letter));
    }
    text
}
