//! The Markdown of a page: its TOML head, its sections by edition, and the links that they hold.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::fault::LineNumbers;
use super::limits;
use super::table::{Findings, Mention, is_control};
use crate::doc::{Doc, from_markdown};

/// A page file cut in two: the head's TOML and the Markdown below it.
pub(super) struct Parts<'t> {
    /// The TOML between the two lines of `+++`.
    pub(super) head: &'t str,
    /// The Markdown after it.
    pub(super) body: &'t str,
    /// How many lines of the file stand before the body.
    pub(super) lines_before_body: usize,
}

/// Cuts a page file; `None` if it does not begin with a head, which is a fault.
pub(super) fn cut<'t>(file: &str, text: &'t str, findings: &Findings) -> Option<Parts<'t>> {
    let rest = text.strip_prefix("+++\n");
    let parts = rest.and_then(|rest| rest.split_once("\n+++\n"));
    let Some((head, body)) = parts else {
        findings.fault(file, 1, no_head(text));
        return None;
    };
    Some(Parts {
        head,
        body,
        lines_before_body: head.lines().count() + 2,
    })
}

/// What to say of a page without a head. One may stand there, and behind something that no editor shows.
fn no_head(text: &str) -> String {
    let is_unseen = |c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    };
    let begins = text.trim_start_matches(is_unseen);
    match text.chars().next() {
        Some('\u{feff}') if begins.starts_with("+++") => {
            "a byte order mark stands before the first +++; save the file as UTF-8 without BOM"
                .to_owned()
        }
        Some(unseen) if begins.starts_with("+++") && is_unseen(unseen) => format!(
            "something that is not seen stands before the first +++ (U+{:04X}); the file begins with +++",
            u32::from(unseen)
        ),
        _ => "no head; begin with a line of +++, TOML, and another line of +++".to_owned(),
    }
}

/// The texts of a page by edition.
#[derive(Default)]
pub(super) struct Sections {
    /// Below `# Today`.
    pub(super) today: Doc,
    /// Below `# Good practice`.
    pub(super) practice: Doc,
    /// Below `# In 2009`.
    pub(super) then: Doc,
}

/// Reads the sections of a body and notes every fault and link in them.
pub(super) fn sections(file: &str, parts: &Parts<'_>, findings: &Findings) -> Sections {
    lint(file, parts, findings);
    let mut sections = Sections::default();
    let mut heading: Option<(&str, usize)> = None;
    let mut text = String::new();
    let mut keep = |heading: Option<(&str, usize)>, text: &mut String| {
        let taken = std::mem::take(text);
        let words = taken.trim();
        let Some((name, line)) = heading else {
            if !words.is_empty() {
                let what = "text before the first `# ` heading; move it below";
                findings.fault(file, parts.lines_before_body + 1, what);
            }
            return;
        };
        let section = match name {
            "Today" => &mut sections.today,
            "Good practice" => &mut sections.practice,
            "In 2009" => &mut sections.then,
            _ => {
                let what = format!(
                    "unknown section `# {name}`; use Today, Good practice or In 2009, and ## below them"
                );
                return findings.fault(file, line, what);
            }
        };
        if words.is_empty() {
            let what = format!("`# {name}` has no text; write it or delete the heading");
            findings.fault(file, line, what);
        } else if section.is_empty() {
            *section = from_markdown::read(words);
        } else {
            findings.fault(file, line, format!("a second `# {name}`; join the two"));
        }
    };
    for (index, line) in parts.body.lines().enumerate() {
        if let Some(name) = line.strip_prefix("# ") {
            keep(heading, &mut text);
            heading = Some((name.trim(), parts.lines_before_body + index + 1));
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    keep(heading, &mut text);
    sections
}

/// Notes what has no place in a text: control characters, what lies too deep, addresses, images, HTML.
fn lint(file: &str, parts: &Parts<'_>, findings: &Findings) {
    let lines = LineNumbers::of(parts.body);
    let at = |byte: usize| parts.lines_before_body + lines.at(byte);
    if parts.body.len() > limits::TEXT {
        let (length, most) = (parts.body.len(), limits::TEXT);
        let what = format!("a text of {length} bytes; shorten it to {most}");
        return findings.fault(file, at(0), what);
    }
    for (byte, c) in parts.body.char_indices().filter(|&(_, c)| is_control(c)) {
        if findings.is_full() {
            return;
        }
        let what = format!("a control character (U+{:04X}); delete it", u32::from(c));
        findings.fault(file, at(byte), what);
    }
    let mut deep = 0_usize;
    for (event, range) in Parser::new_ext(parts.body, Options::ENABLE_TABLES).into_offset_iter() {
        let line = at(range.start);
        match event {
            Event::Start(_) => deep += 1,
            Event::End(_) => deep = deep.saturating_sub(1),
            _ => {}
        }
        if deep > limits::DEEP {
            let most = limits::DEEP;
            let what = format!("quotations, lists or emphasis {deep} deep; {most} is the most");
            return findings.fault(file, line, what);
        }
        let what = match event {
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.contains("://") => {
                let place = dest_url.into_string();
                let file = file.to_owned();
                let mention = Mention { place, file, line };
                findings.mentions.borrow_mut().push(mention);
                continue;
            }
            Event::Start(Tag::Link { .. }) => {
                "a web address in the text; add it to sources.toml and link to sources/ID"
            }
            Event::Start(Tag::Image { .. }) => {
                "an image; a terminal cannot show it, say it in words"
            }
            Event::Html(_) | Event::InlineHtml(_) => "HTML; write it in Markdown",
            _ => continue,
        };
        findings.fault(file, line, what);
    }
}
