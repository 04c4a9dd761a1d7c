//! Lines that are too long to be read, or lie too deep to be parsed.

use super::Files;
use super::limits::{DEEP, LINE};
use super::table::Findings;

/// In how many bytes at the beginning of a line quotations and list items may begin. The parser of Markdown goes
/// through all that are open for each line, before anybody can count them.
const PREFIX: usize = 128;

/// Notes every line that is too long, or lies too deep before it was parsed.
pub(super) fn note(files: &Files, findings: &Findings) {
    for (file, text) in files {
        let is_page = file.strip_suffix(".md").is_some();
        for (number, line) in (1..).zip(text.lines()) {
            if line.len() > LINE {
                let what = format!(
                    "a line of {} bytes; break it, {LINE} is the most",
                    line.len()
                );
                findings.fault(file, number, what);
            }
            if line.len() > PREFIX && is_page && prefix(line) > PREFIX {
                let what = format!(
                    "a line that begins with more than {PREFIX} signs of quotations and lists, too deep; {DEEP} deep is the most"
                );
                findings.fault(file, number, what);
            }
        }
    }
}

/// How many bytes at the beginning of a line are blanks or signs of quotations and lists.
fn prefix(line: &str) -> usize {
    let sign = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'>' | b'*' | b'+' | b'-' | b'0'..=b'9' | b'.' | b')'
        )
    };
    line.as_bytes().iter().take_while(|byte| sign(byte)).count()
}
