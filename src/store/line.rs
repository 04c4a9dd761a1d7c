//! One change as one line of the history.
//!
//! ```text
//! # roadsigns history 1: id, replaces, by, at, guide, subject, place, field, value, end
//! k7f2m9qx-12⇥k7f2m9qx-3⇥login@host⇥2026-11-22T10:41:07.120Z⇥2026-11-22⇥project:crisis-7k2f⇥toolkit/…#…⇥state⇥done⇥.
//! ```
//!
//! Fields are separated by tabs; in them `\t`, `\n`, `\r` and `\\` stand for a tab, line ends and a backslash. A line
//! without its last field, the full stop, was torn by a crash and does not count. Lines that begin with `#` say something
//! about the file.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::project::change::{Change, ChangeId, Field, Key};

/// The first line of a file.
pub const HEADER: &str =
    "# roadsigns history 1: id, replaces, by, at, guide, subject, place, field, value, end\n";

/// The format of the history that this program knows.
const FORMAT: u64 = 1;

/// Changes read from a piece of a file.
pub struct Lines {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// How many bytes were whole lines; a torn tail is left for the next reading.
    pub read: usize,
}

/// A change as a line, with its line end.
pub fn of(change: &Change) -> String {
    let replaces: Vec<String> = change.replaces.iter().map(ToString::to_string).collect();
    let fields = [
        change.id.to_string(),
        replaces.join(","),
        escape(&change.by),
        change.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        escape(&change.guide),
        escape(&change.key.subject.to_string()),
        escape(&change.key.place),
        escape(change.key.field.name()),
        escape(&change.value),
        ".\n".to_owned(),
    ];
    fields.join("\t")
}

/// Reads the whole lines of a piece of a file. What is no change is passed over.
pub fn read(bytes: &[u8]) -> Lines {
    let whole = bytes
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |last| last + 1);
    let text = String::from_utf8_lossy(bytes.get(..whole).unwrap_or_default());
    Lines {
        changes: text.lines().filter_map(parse).collect(),
        read: whole,
    }
}

/// Whether a file of lines is one that this program knows.
///
/// # Errors
///
/// What is needed to read it.
pub fn known_format(bytes: &[u8]) -> Result<(), String> {
    let first = bytes.split(|&byte| byte == b'\n').next();
    let first = String::from_utf8_lossy(first.unwrap_or_default());
    let format = first
        .strip_prefix("# roadsigns history ")
        .and_then(|rest| rest.split_once(':')?.0.parse::<u64>().ok());
    // A title that was torn by a crash says nothing.
    if format.is_none_or(|format| format <= FORMAT) {
        return Ok(());
    }
    Err("this history was written by a newer program, which is needed to read it".to_owned())
}

/// The change of a line, if it is a whole one.
pub fn parse(line: &str) -> Option<Change> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[
        id,
        replaces,
        by,
        at,
        guide,
        subject,
        place,
        field,
        value,
        ".",
    ] = fields.as_slice()
    else {
        return None;
    };
    let replaces = replaces
        .split(',')
        .filter(|id| !id.is_empty())
        .map(|id| id.parse::<ChangeId>().ok());
    Some(Change {
        id: id.parse().ok()?,
        replaces: replaces.collect::<Option<Vec<_>>>()?,
        by: unescape(by),
        at: DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc),
        guide: unescape(guide),
        key: Key {
            subject: unescape(subject).parse().ok()?,
            place: unescape(place),
            field: Field::named(&unescape(field)),
        },
        value: unescape(value),
    })
}

fn escape(text: &str) -> String {
    if !text.contains(['\\', '\t', '\n', '\r']) {
        return text.to_owned();
    }
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::change::Subject;
    use proptest::prelude::*;

    fn change(by: String, place: String, field: &str, value: String) -> Change {
        Change {
            id: ChangeId {
                session: "k7f2".to_owned(),
                number: 3,
            },
            replaces: vec![
                ChangeId {
                    session: "a".to_owned(),
                    number: 1,
                },
                ChangeId {
                    session: "k7f2".to_owned(),
                    number: 2,
                },
            ],
            by,
            at: DateTime::from_timestamp_millis(1_800_000_000_123).unwrap(),
            guide: "2026-11-22".to_owned(),
            key: Key {
                subject: Subject::Project("p".to_owned()),
                place,
                field: Field::named(field),
            },
            value,
        }
    }

    proptest! {
        #[test]
        fn any_change_reads_back_as_written(by in ".*", place in ".*", field in "[a-z_]+", value in "(?s).*") {
            let change = change(by, place, &field, value);
            let line = of(&change);
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(read(line.as_bytes()).changes, vec![change]);
        }

        #[test]
        fn no_bytes_upset_the_reading(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let lines = read(&bytes);
            prop_assert!(lines.read <= bytes.len());
        }
    }

    #[test]
    fn a_line_torn_anywhere_does_not_count() {
        let whole = of(&change(
            "me@here".to_owned(),
            "signs/a#b".to_owned(),
            "note",
            "two\nlines".to_owned(),
        ));
        for cut in 0..whole.len() {
            let torn: String = whole.chars().take(cut).collect();
            assert!(read(torn.as_bytes()).changes.is_empty(), "{torn}");
            let ended = torn + "\n";
            let complete = cut == whole.len() - 1;
            assert_eq!(read(ended.as_bytes()).changes.is_empty(), !complete);
            let last = read((ended + &whole).as_bytes()).changes.pop();
            assert_eq!(last.map(|change| change.value), Some("two\nlines".into()));
        }
    }

    #[test]
    fn a_newer_format_is_noticed_and_a_torn_title_is_none() {
        let newer = HEADER.replace("history 1:", "history 2:");
        assert!(known_format(newer.as_bytes()).is_err());
        for cut in 0..HEADER.len() {
            let torn: String = HEADER.chars().take(cut).collect();
            assert_eq!(known_format(torn.as_bytes()), Ok(()), "{torn}");
            let written_on = format!("{torn}\n{HEADER}");
            assert_eq!(known_format(written_on.as_bytes()), Ok(()), "{torn}");
        }
    }

    #[test]
    fn the_header_is_no_change() {
        assert!(read(HEADER.as_bytes()).changes.is_empty());
        assert_eq!(read(HEADER.as_bytes()).read, HEADER.len());
    }
}
