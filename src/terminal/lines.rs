//! Bytes in, whole lines out: how the guide is answered line by line. The terminal itself echoes and edits the line.

use super::capability::Charset;
use super::decoder::{PASTE_LIMIT, decoded};

/// The line that is being read.
#[derive(Debug)]
pub struct LineDecoder {
    charset: Charset,
    bytes: Vec<u8>,
}

impl LineDecoder {
    /// Nothing read yet.
    pub const fn new(charset: Charset) -> Self {
        Self {
            charset,
            bytes: Vec::new(),
        }
    }

    /// Takes the bytes of one read. What is too long for a line is dropped.
    pub fn feed(&mut self, bytes: &[u8], mut each: impl FnMut(String)) {
        for &byte in bytes {
            match byte {
                b'\n' => each(self.end()),
                b'\r' => {}
                _ if self.bytes.len() < PASTE_LIMIT => self.bytes.push(byte),
                _ => {}
            }
        }
    }

    /// The line so far, though it has no end: there will be no more.
    pub fn rest(&mut self) -> Option<String> {
        (!self.bytes.is_empty()).then(|| self.end())
    }

    fn end(&mut self) -> String {
        let bytes = std::mem::take(&mut self.bytes);
        decoded(&bytes, self.charset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(charset: Charset, reads: &[&[u8]]) -> Vec<String> {
        let mut lines = LineDecoder::new(charset);
        let mut all = Vec::new();
        for read in reads {
            lines.feed(read, |line| all.push(line));
        }
        all.extend(lines.rest());
        all
    }

    #[test]
    fn a_line_ends_where_it_ends_however_it_comes() {
        let expected = ["sign 4", "", "£5", "q"];
        let text = "sign 4\r\n\n£5\nq".as_bytes();
        assert_eq!(lines(Charset::Utf8, &[text]), expected);
        let single: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(lines(Charset::Utf8, &single), expected);
    }

    #[test]
    fn latin_1_is_read_where_the_locale_is_not_utf_8() {
        for bytes in [
            b"\xa4\xa35 \x93so\x94\n".as_slice(),
            "€£5 “so”\n".as_bytes(),
        ] {
            assert_eq!(lines(Charset::Latin9, &[bytes]), ["€£5 “so”"]);
        }
    }

    #[test]
    fn a_line_without_an_end_does_not_grow_for_ever() {
        let long = vec![b'a'; PASTE_LIMIT * 2];
        let [line] = &lines(Charset::Utf8, &[&long])[..] else {
            panic!("one line");
        };
        assert_eq!(line.len(), PASTE_LIMIT);
    }
}
