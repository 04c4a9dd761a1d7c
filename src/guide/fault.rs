//! A fault in a guide folder: where it is, what it is, and what to do.

use std::fmt;

/// One fault. Its display is `file:line: what, and what to do`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as given.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// As many names may be joined by full stops in TOML; the parser does not say where there are more.
pub const DEEP: usize = 80;

/// The byte of a text of which its parser complains. Where it does not say, names are joined too deep.
pub fn place(text: &str, at: Option<usize>) -> usize {
    at.or_else(|| too_deep(text)).unwrap_or(0)
}

/// Where the first key stands that has too many names.
fn too_deep(text: &str) -> Option<usize> {
    let mut byte = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split('=').next().unwrap_or_default();
        if key.matches('.').count() >= DEEP - 1 && !key.trim_start().starts_with('#') {
            return Some(byte);
        }
        byte += line.len();
    }
    None
}

/// Where the lines of a text begin, found once: a file may hold as many faults as bytes.
#[derive(Debug)]
pub struct LineNumbers(Vec<usize>);

impl LineNumbers {
    /// The lines of a text.
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        Self(ends.map(|(at, _)| at).collect())
    }

    /// The line, from 1, that a byte stands on.
    pub fn at(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|&end| end < byte)
    }
}
