//! The values that hold, as a file: what a start reads instead of the whole folded history.
//!
//! ```text
//! # roadsigns heads 1: what holds after 123456 bytes of folded.tsv
//! # seen k7f2m9qx 12
//! # seen w3d8v5nh 3 5,7
//! k7f2m9qx-12⇥⇥login@host⇥…                 the lines of the values that hold
//! # end
//! ```
//!
//! It only saves time: where it is missing or torn, the whole history is read.

use crate::project::book::{Book, Held};
use crate::project::change::{Change, Key};
use crate::project::seen::{Numbers, Seen};
use crate::store::line;

const TITLE: &str = "# roadsigns heads 1: what holds after ";
const END: &str = "# end\n";

/// The file of a book, for so many bytes of the folded history.
pub(super) fn write(book: &Book, covered: u64) -> String {
    let mut text = format!("{TITLE}{covered} bytes of folded.tsv\n");
    for (session, numbers) in book.seen().sessions() {
        let beyond: Vec<String> = numbers.beyond.iter().map(u32::to_string).collect();
        let line = format!("# seen {session} {} {}", numbers.up_to, beyond.join(","));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (key, held) in book.all_heads() {
        text.push_str(&line::of(&change(key, held)));
    }
    text + END
}

fn change(key: Key, held: Held) -> Change {
    Change {
        id: held.id,
        replaces: Vec::new(),
        by: held.by,
        at: held.at,
        guide: held.guide,
        key,
        value: held.value,
    }
}

/// The book, and how many bytes of the folded history it covers.
pub(super) fn read(bytes: &[u8]) -> Option<(Book, u64)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (title, rest) = text.split_once('\n')?;
    let covered = title.strip_prefix(TITLE)?.split(' ').next()?.parse().ok()?;
    let rest = rest.strip_suffix(END)?;
    let mut seen = Seen::default();
    let (about, heads): (Vec<&str>, Vec<&str>) =
        rest.lines().partition(|line| line.starts_with('#'));
    for line in about {
        let mut words = line.strip_prefix("# seen ")?.split(' ');
        let session = words.next()?;
        let up_to = words.next()?.parse().ok()?;
        let beyond = words
            .next()
            .map(|numbers| numbers.split(',').map(str::parse));
        let beyond = beyond
            .into_iter()
            .flatten()
            .collect::<Result<_, _>>()
            .ok()?;
        seen.add_session(session, &Numbers { up_to, beyond });
    }
    let mut held = Vec::with_capacity(heads.len());
    for line in heads {
        let change = line::parse(line)?;
        let head = Held {
            id: change.id,
            value: change.value,
            by: change.by,
            at: change.at,
            guide: change.guide,
        };
        held.push((change.key, head));
    }
    Some((Book::from_heads(held, seen), covered))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::change::{ChangeId, Field, Subject};

    fn book() -> Book {
        let mut book = Book::default();
        for (session, number, value) in [("a", 1, "one"), ("b", 3, "two\nlines"), ("a", 2, "")] {
            book.add(&Change {
                id: ChangeId {
                    session: session.to_owned(),
                    number,
                },
                replaces: Vec::new(),
                by: "me@here".to_owned(),
                at: chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
                guide: "2026-11-22".to_owned(),
                key: Key {
                    subject: Subject::Project("p".to_owned()),
                    place: "signs/a#b".to_owned(),
                    field: Field::Owner,
                },
                value: value.to_owned(),
            });
        }
        book
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_book() {
        assert_eq!(read(write(&book(), 77).as_bytes()), Some((book(), 77)));
    }

    #[test]
    fn a_file_cut_anywhere_does_not_count() {
        let text = write(&book(), 77);
        for cut in 0..text.len() {
            assert_eq!(read(&text.as_bytes()[..cut]), None, "{cut}");
        }
    }
}
