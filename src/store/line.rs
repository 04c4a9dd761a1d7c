//! One change as one line of the history.
//!
//! ```text
//! # roadsigns history 1: id, replaces, by, at, guide, subject, place, field, value, end
//! # after w3d8v5nh-7
//! k7f2m9qx-12⇥k7f2m9qx-3⇥login@host⇥2026-11-22T10:41:07.120Z⇥2026-11-22⇥project:crisis-7k2f⇥toolkit/…#…⇥state⇥done⇥.
//! ```
//!
//! Fields are separated by tabs; in them `\t`, `\n`, `\r`, `\0` and `\\` stand for a tab, line ends, a NUL and a
//! backslash. A line without its last field, the full stop, was torn by a crash and does not count. Lines that begin
//! with `#` say something about the file, or `# after` which changes the author of the next line had read: with it the
//! order of changes does not hang on a clock.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::project::change::{Change, ChangeId, Field, Key};

/// The first line of a file.
pub const HEADER: &str =
    "# roadsigns history 1: id, replaces, by, at, guide, subject, place, field, value, end\n";

/// How a line begins that names what the author of the next one had read.
pub const AFTER: &str = "# after ";

/// What is wrong with a line that a disk left so.
pub(super) const NULS: &str = "it holds NULs, as a disk leaves them that lost power";

/// The format of the history that this program knows.
const FORMAT: u64 = 1;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number, from 1 on.
    pub line: usize,
    /// Why it cannot be read, in words.
    pub why: String,
}

/// What was read of a piece of a file.
#[derive(Debug, Default)]
pub struct LinesRead {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// What the authors of some had read before.
    pub knew: Vec<(ChangeId, Vec<ChangeId>)>,
    /// Lines that are no change and say nothing about the file.
    pub faults: Vec<Fault>,
    /// How many bytes were whole lines; a torn tail is left for the next reading.
    pub read: usize,
}

/// A change as a line, with its line end.
pub fn of(change: &Change) -> String {
    let fields = [
        change.id.to_string(),
        list(&change.replaces, ","),
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

/// Where a value lives, as it stands in a line.
pub(super) fn of_key(key: &Key) -> String {
    let fields = [&key.subject.to_string(), &key.place, key.field.name()];
    fields.map(escape).join("\t")
}

/// Reads that.
pub(super) fn key(text: &str) -> Option<Key> {
    let mut fields = text.split('\t').map(unescape);
    let (subject, place, field) = (fields.next()?, fields.next()?, fields.next()?);
    Some(Key {
        subject: subject.parse().ok()?,
        place: place.into_owned(),
        field: Field::named(&field),
    })
}

/// The line that names what the author of the next one had read.
pub fn after(known: &[ChangeId]) -> String {
    format!("{AFTER}{}\n", list(known, " "))
}

fn list(ids: &[ChangeId], between: &str) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.join(between)
}

/// Reads the whole lines of a piece of a file. What is no change is passed over and named.
pub fn read(bytes: &[u8]) -> LinesRead {
    let whole = bytes
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |last| last + 1);
    let mut lines = LinesRead {
        read: whole,
        ..LinesRead::default()
    };
    let mut known = None;
    let pieces = bytes.get(..whole).unwrap_or_default();
    for (index, line) in pieces.split_inclusive(|&byte| byte == b'\n').enumerate() {
        match understood(line) {
            Ok(Said::Change(change)) => {
                lines
                    .knew
                    .extend(known.take().map(|known| (change.id.clone(), known)));
                lines.changes.push(*change);
            }
            Ok(Said::After(ids)) => known = Some(ids),
            Ok(Said::Nothing) => {}
            Err(why) => lines.faults.push(Fault {
                line: index + 1,
                why,
            }),
        }
    }
    lines
}

/// What a line says.
enum Said {
    Change(Box<Change>),
    After(Vec<ChangeId>),
    Nothing,
}

fn understood(line: &[u8]) -> Result<Said, String> {
    let Ok(line) = std::str::from_utf8(line) else {
        return Err("it is not UTF-8 text".to_owned());
    };
    if line.contains('\0') {
        return Err(NULS.to_owned());
    }
    // As an editor or a copy by way of Windows leaves it.
    let line = line
        .trim_start_matches('\u{feff}')
        .trim_end_matches(['\n', '\r']);
    if let Some(ids) = line.strip_prefix(AFTER) {
        return Ok(Said::After(
            ids.split(' ').filter_map(|id| id.parse().ok()).collect(),
        ));
    }
    if line.is_empty() || line.starts_with('#') {
        return Ok(Said::Nothing);
    }
    understand(line).map(|change| Said::Change(Box::new(change)))
}

/// Whether a file of lines was written by a newer program, which is needed to read it.
pub fn is_newer(bytes: &[u8]) -> bool {
    let first = bytes.split(|&byte| byte == b'\n').next();
    // A title is short; whatever else stands there need not be looked through.
    let first = first.unwrap_or_default();
    let first = String::from_utf8_lossy(first.get(..HEADER.len()).unwrap_or(first));
    let format = first
        .strip_prefix("# roadsigns history ")
        .and_then(|rest| rest.split_once(':')?.0.parse::<u64>().ok());
    // A title that was torn by a crash says nothing.
    format.is_some_and(|format| format > FORMAT)
}

/// The change of a line, if it is a whole one.
pub fn parse(line: &str) -> Option<Change> {
    understand(line).ok()
}

/// How many fields a line has, its end among them.
const FIELDS: usize = 10;

/// The change of a line, else why it is none.
fn understand(line: &str) -> Result<Change, String> {
    let fields: Vec<&str> = line.splitn(FIELDS + 1, '\t').collect();
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
        return Err(match fields.len() {
            1 => "it has no tabs between its fields".to_owned(),
            FIELDS => "it does not end in a tab and a full stop".to_owned(),
            count if count > FIELDS => format!("it has more than {FIELDS} fields"),
            count => format!("it has {count} of its {FIELDS} fields"),
        });
    };
    let name = |id: &str| {
        let words = |()| format!("{} is no name of a change, as k7f2m9qx-12 is", quoted(id));
        id.parse::<ChangeId>().map_err(words)
    };
    let replaces = replaces.split(',').filter(|id| !id.is_empty()).map(name);
    let subject = unescape(subject);
    let field = Field::named(&unescape(field));
    Ok(Change {
        id: name(id)?,
        replaces: replaces.collect::<Result<Vec<_>, _>>()?,
        by: unescape(by).into_owned(),
        at: DateTime::parse_from_rfc3339(at)
            .map_err(|_| format!("{} is no time", quoted(at)))?
            .with_timezone(&Utc),
        guide: unescape(guide).into_owned(),
        key: Key {
            subject: subject
                .parse()
                .map_err(|()| format!("{} is no project, feedback or measure", quoted(&subject)))?,
            place: unescape(place).into_owned(),
            field,
        },
        value: unescape(value).into_owned(),
    })
}

/// Words of a line that are short enough to be shown.
fn quoted(text: &str) -> String {
    let begin: String = text.chars().take(40).collect();
    let more = if begin.len() < text.len() { "…" } else { "" };
    format!("\"{begin}{more}\"")
}

fn escape(text: &str) -> String {
    if !text.contains(['\\', '\t', '\n', '\r', '\0']) {
        return text.to_owned();
    }
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\0', "\\0")
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
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
            Some('0') => out.push('\0'),
            Some(other) => out.push(other),
            None => {}
        }
    }
    Cow::Owned(out)
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
        assert!(is_newer(newer.as_bytes()));
        for cut in 0..HEADER.len() {
            let torn: String = HEADER.chars().take(cut).collect();
            assert!(!is_newer(torn.as_bytes()), "{torn}");
            let written_on = format!("{torn}\n{HEADER}");
            assert!(!is_newer(written_on.as_bytes()), "{torn}");
        }
    }

    #[test]
    fn the_header_is_no_change_and_no_fault() {
        let lines = read(HEADER.as_bytes());
        assert!(lines.changes.is_empty() && lines.faults.is_empty());
        assert_eq!(lines.read, HEADER.len());
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line_and_why_and_the_lines_around_it_count() {
        let good = of(&change(
            "me@here".to_owned(),
            "signs/a#b".to_owned(),
            "note",
            "Seen".to_owned(),
        ));
        let cases: [(&[u8], &str); 10] = [
            (b"complete nonsense", "no tabs"),
            (&good.replace('\t', "    ").into_bytes(), "no tabs"),
            (
                &good.replace("2027-", "2026-77-").into_bytes(),
                "is no time",
            ),
            (
                &good.replace("k7f2-3", "k7f2-").into_bytes(),
                "\"k7f2-\" is no name of a change",
            ),
            (
                &good.replace("project:", "projekt:").into_bytes(),
                "is no project",
            ),
            (&good.replace("\t.\n", "").into_bytes(), "9 of its 10"),
            (&good.replace("\t.\n", "\t").into_bytes(), "full stop"),
            (
                &good.replace("Seen", "Seen\tagain").into_bytes(),
                "more than 10",
            ),
            (&good.replace("Seen", "Se\0n").into_bytes(), "NULs"),
            (b"\xff\xfe k\x007", "not UTF-8"),
        ];
        for (line, why) in cases {
            let end = if line.ends_with(b"\n") {
                &b""[..]
            } else {
                b"\n"
            };
            let bytes = [HEADER.as_bytes(), line, end, good.as_bytes()].concat();
            let lines = read(&bytes);
            assert_eq!(lines.changes.len(), 1, "{why}");
            let [fault] = lines.faults.as_slice() else {
                panic!("{:?}", lines.faults)
            };
            assert!(fault.line == 2 && fault.why.contains(why), "{fault:?}");
        }
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_are_no_fault() {
        let good = of(&change(
            "me@here".to_owned(),
            "signs/a#b".to_owned(),
            "note",
            "Seen".to_owned(),
        ));
        let text = format!("\u{feff}{HEADER}{good}").replace('\n', "\r\n");
        let lines = read(text.as_bytes());
        assert_eq!((lines.changes.len(), lines.faults), (1, Vec::new()));
    }

    #[test]
    fn what_an_author_had_read_belongs_to_the_next_line() {
        let good = change(
            "me@here".to_owned(),
            "signs/a#b".to_owned(),
            "note",
            "Seen".to_owned(),
        );
        let text = format!("{}{}{}", after(&good.replaces), of(&good), of(&good));
        assert_eq!(read(text.as_bytes()).knew, [(good.id, good.replaces)]);
    }
}
