//! The sum of the fold, as a file: what a start reads instead of the whole of it.
//!
//! ```text
//! # roadsigns heads 2: what holds after 123456 bytes of folded.tsv, sha256 9f86d081…0015ad
//! # seen k7f2m9qx 1-12 14
//! # seen w3d8v5nh 1-3
//! # last 2026-11-22T10:41:07.120Z k7f2m9qx-14     what was made last
//! # awaits k7f2m9qx-13⇥project:…⇥place⇥field     something replaces it there, and it has not come
//! k7f2m9qx-12⇥⇥login@host⇥…                      the lines of the values that hold
//! # end, sha256 9f86d081…0015ad
//! ```
//!
//! It only saves time: where it is missing, torn or of another fold, the whole history is read. The digests are looked
//! at when the first frame stands.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Last, digest};
use crate::project::book::{Book, Held};
use crate::project::change::{ChangeId, Key};
use crate::project::seen::{Numbers, Seen};
use crate::store::line;

const TITLE: &str = "# roadsigns heads 2: what holds after ";
const SEEN: &str = "# seen ";
const LAST: &str = "# last ";
const AWAITS: &str = "# awaits ";
const END: &str = "# end, sha256 ";
/// Of the last line, with its digest and its end.
const END_LENGTH: usize = END.len() + 64 + 1;

/// The sum of the fold.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heads {
    /// The sum.
    pub(super) book: Book,
    /// How many bytes of the fold it sums, and their digest.
    pub(super) covered: u64,
    pub(super) digest: String,
    /// What was made last of that.
    pub(super) last: Last,
}

/// The file of it.
pub(super) fn write(heads: &Heads) -> String {
    let Heads {
        book,
        covered,
        digest,
        last,
    } = heads;
    let mut text = format!("{TITLE}{covered} bytes of folded.tsv, sha256 {digest}\n");
    for (session, numbers) in book.seen().sessions() {
        text.push_str(&format!("{SEEN}{session} {numbers}\n"));
    }
    for (at, id) in last {
        let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
        text.push_str(&format!("{LAST}{at} {id}\n"));
    }
    for (id, key) in book.awaited() {
        text.push_str(&format!("{AWAITS}{id}\t{}\n", line::of_key(key)));
    }
    for (key, held) in book.all_heads() {
        text.push_str(&line::of(&held.set_in(key)));
    }
    let digest = digest::of(text.as_bytes());
    format!("{text}{END}{digest}\n")
}

/// Whether a file is such a sum, whatever it is called: a sync tool may have set a copy of it aside.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"# roadsigns heads ")
}

/// Reads it, if it is whole.
pub(super) fn read(bytes: &[u8]) -> Option<Heads> {
    let (text, end) = bytes.split_at_checked(bytes.len().checked_sub(END_LENGTH)?)?;
    if !(end.starts_with(END.as_bytes()) && end.ends_with(b"\n")) {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let (title, rest) = text.split_once('\n')?;
    let title = title.strip_prefix(TITLE)?;
    let (covered, digest) = title.split_once(" bytes of folded.tsv, sha256 ")?;
    let mut seen = Seen::default();
    let mut last = Last::new();
    let mut held = Vec::new();
    let mut awaited: Vec<(ChangeId, Key)> = Vec::new();
    for line in rest.lines() {
        if let Some(of_session) = line.strip_prefix(SEEN) {
            let (session, numbers) = of_session.split_once(' ')?;
            seen.add_session(session, &numbers.parse::<Numbers>().ok()?);
        } else if let Some(made) = line.strip_prefix(LAST) {
            let (at, id) = made.split_once(' ')?;
            let at = DateTime::parse_from_rfc3339(at).ok()?.with_timezone(&Utc);
            last.push((at, id.parse().ok()?));
        } else if let Some(awaits) = line.strip_prefix(AWAITS) {
            let (id, key) = awaits.split_once('\t')?;
            awaited.push((id.parse().ok()?, line::key(key)?));
        } else {
            let change = line::parse(line)?;
            held.push((change.key.clone(), Held::of(&change)));
        }
    }
    Some(Heads {
        book: Book::from_heads(held, seen, awaited),
        covered: covered.parse().ok()?,
        digest: digest.to_owned(),
        last,
    })
}

/// The digest of the fold that it sums, without what it says of it.
pub(super) fn digest_in(bytes: &[u8]) -> Option<&str> {
    let title = bytes.split(|&byte| byte == b'\n').next()?;
    let title = std::str::from_utf8(title).ok()?.strip_prefix(TITLE)?;
    let (_, digest) = title.split_once(" bytes of folded.tsv, sha256 ")?;
    Some(digest)
}

/// Whether the file is the one that was written.
pub(super) fn is_as_written(bytes: &[u8]) -> bool {
    let end = bytes.len().checked_sub(END_LENGTH);
    let Some((text, end)) = end.and_then(|end| bytes.split_at_checked(end)) else {
        return false;
    };
    end == format!("{END}{}\n", digest::of(text)).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::change::{Change, Field, Subject};

    fn heads() -> Heads {
        let mut book = Book::default();
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let values = [("a", 1, "one"), ("b", 3, "two\nlines"), ("a", 2, "")];
        for (session, number, value) in values {
            book.add(&Change {
                id: ChangeId {
                    session: session.to_owned(),
                    number,
                },
                // One of them never came.
                replaces: vec!["gone-7".parse().unwrap()],
                by: "me@here".to_owned(),
                at,
                guide: "2026-11-22".to_owned(),
                key: Key {
                    subject: Subject::Project("p".to_owned()),
                    place: format!("signs/a#{session}"),
                    field: Field::Owner,
                },
                value: value.to_owned(),
            });
        }
        Heads {
            book,
            covered: 77,
            digest: digest::of(b"77 bytes"),
            last: vec![(at, "b-3".parse().unwrap())],
        }
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_sum() {
        let text = write(&heads());
        assert_eq!(read(text.as_bytes()), Some(heads()));
        assert!(is_as_written(text.as_bytes()));
        assert_eq!(digest_in(text.as_bytes()), Some(heads().digest.as_str()));
    }

    #[test]
    fn a_file_cut_anywhere_does_not_count() {
        let text = write(&heads());
        for cut in 0..text.len() {
            assert_eq!(read(&text.as_bytes()[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn a_file_whose_lines_were_reordered_does_not_count() {
        let text = write(&heads());
        let (title, rest) = text.split_once('\n').unwrap();
        let mut lines: Vec<&str> = rest.split_inclusive('\n').collect();
        for _ in 1..lines.len() {
            lines.rotate_left(1);
            let text = format!("{title}\n{}", lines.concat());
            assert_eq!(read(text.as_bytes()), None);
        }
    }

    #[test]
    fn any_byte_that_is_another_is_noticed() {
        let text = write(&heads());
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = bytes[at].wrapping_add(1);
            assert!(!is_as_written(&bytes), "{at}");
        }
    }
}
