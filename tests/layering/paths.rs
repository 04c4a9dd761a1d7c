//! Which paths a Rust source names: `use` trees, paths in the midst of code, and `super`s followed to where they lead.

use std::iter::Peekable;
use std::str::Chars;

/// The absolute paths that a source names, each from the crate's root or from another crate.
///
/// `module` is where the source stands: `["guide", "load"]` for `src/guide/load.rs`.
pub(crate) fn named(module: &[String], source: &str) -> Vec<Named> {
    let words = words(source);
    let mut reader = Reader {
        words: &words,
        at: 0,
        module: module.to_vec(),
        found: Vec::new(),
    };
    reader.read();
    reader.found
}

/// A path, from the root of our crate if it is one of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Whether it begins at `crate`, `self` or `super`; else with another crate, or a name that was brought in.
    pub(crate) is_ours: bool,
    /// Its parts; `*` for everything there.
    pub(crate) parts: Vec<String>,
}

/// Words and signs of a source, without comments, texts, single characters and lifetimes.
fn words(source: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'/') => while rest.next().is_some_and(|c| c != '\n') {},
            '/' if rest.peek() == Some(&'*') => comment(&mut rest),
            '"' => text(&mut rest),
            '\'' => character(&mut rest),
            ':' if rest.next_if_eq(&':').is_some() => words.push("::".to_owned()),
            _ if c.is_alphabetic() || c == '_' => {
                let mut word = c.to_string();
                while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(c);
                }
                if word.ends_with('r') && matches!(rest.peek(), Some('"' | '#')) {
                    raw_text(&mut rest);
                } else {
                    words.push(word);
                }
            }
            _ if c.is_whitespace() => {}
            _ => words.push(c.to_string()),
        }
    }
    words
}

fn comment(rest: &mut Peekable<Chars<'_>>) {
    let mut depth = 1;
    let mut before = ' ';
    rest.next();
    for c in rest.by_ref() {
        match (before, c) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {}
        }
        // Both signs of a mark are used up by it.
        before = if matches!((before, c), ('/', '*') | ('*', '/')) {
            ' '
        } else {
            c
        };
        if depth == 0 {
            return;
        }
    }
}

fn text(rest: &mut Peekable<Chars<'_>>) {
    while let Some(c) = rest.next() {
        match c {
            '\\' => drop(rest.next()),
            '"' => return,
            _ => {}
        }
    }
}

/// `r"…"`, `r#"…"#`; a raw identifier, `r#type`, is passed over too.
fn raw_text(rest: &mut Peekable<Chars<'_>>) {
    let mut hashes = 0;
    while rest.next_if_eq(&'#').is_some() {
        hashes += 1;
    }
    if rest.next_if_eq(&'"').is_none() {
        return;
    }
    while let Some(c) = rest.next() {
        let mut closing = 0;
        while c == '"' && closing < hashes && rest.next_if_eq(&'#').is_some() {
            closing += 1;
        }
        if c == '"' && closing == hashes {
            return;
        }
    }
}

/// A character in quotes, or a lifetime.
fn character(rest: &mut Peekable<Chars<'_>>) {
    match rest.next() {
        Some('\\') => {
            rest.next();
            while rest.next().is_some_and(|c| c != '\'') {}
        }
        _ => drop(rest.next_if_eq(&'\'')),
    }
}

struct Reader<'a> {
    words: &'a [String],
    at: usize,
    /// Where we are, inline modules included.
    module: Vec<String>,
    found: Vec<Named>,
}

impl Reader<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", String::as_str)
    }

    fn read(&mut self) {
        // For each open brace: whether it belongs to an inline module.
        let mut braces = Vec::new();
        while self.at < self.words.len() {
            match self.word(0) {
                "mod" if self.word(2) == "{" => {
                    self.module.push(self.word(1).to_owned());
                    braces.push(true);
                    self.at += 3;
                }
                "{" => {
                    braces.push(false);
                    self.at += 1;
                }
                "}" => {
                    if braces.pop() == Some(true) {
                        self.module.pop();
                    }
                    self.at += 1;
                }
                "use" => {
                    self.at += 1;
                    self.tree(&[]);
                }
                "::" => self.at += 2,
                word if is_name(word) && self.word(1) == "::" => {
                    let mut path = vec![word.to_owned()];
                    while self.word(1) == "::" && is_name(self.word(2)) {
                        path.push(self.word(2).to_owned());
                        self.at += 2;
                    }
                    self.at += 1;
                    self.keep(&path);
                }
                _ => self.at += 1,
            }
        }
    }

    /// A `use` tree below a path that is already read.
    fn tree(&mut self, above: &[String]) {
        let mut path = above.to_vec();
        loop {
            match self.word(0) {
                "{" => {
                    self.at += 1;
                    while !matches!(self.word(0), "}" | "") {
                        self.tree(&path);
                        if self.word(0) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "::" => self.at += 1,
                "as" => self.at += 2,
                word if is_name(word) || word == "*" => {
                    path.push(word.to_owned());
                    self.at += 1;
                }
                _ => {
                    self.keep(&path);
                    return;
                }
            }
        }
    }

    fn keep(&mut self, path: &[String]) {
        let mut rest = path;
        let (is_ours, mut parts) = match rest.first().map(String::as_str) {
            Some("crate" | "roadsigns") => (true, Vec::new()),
            Some("self") => (true, self.module.clone()),
            Some("super") => {
                let above = self.module.split_last().map_or(&[][..], |(_, above)| above);
                (true, above.to_vec())
            }
            first => (false, first.map(str::to_owned).into_iter().collect()),
        };
        rest = rest.get(1..).unwrap_or_default();
        for part in rest {
            match part.as_str() {
                "super" => drop(parts.pop()),
                "self" => {}
                _ => parts.push(part.clone()),
            }
        }
        self.found.push(Named { is_ours, parts });
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
