//! What `state check` remarks on a state that is sound: what is kept but not understood, what is missing, and what
//! nobody has chosen yet. Each with its line, where it stands in the file, and what to write instead.

use crate::guide::place::is_item;
use crate::guide::{Guide, Roadmap};
use crate::project::book::{Book, Held};
use crate::project::change::{Field, Key, Subject};
use crate::project::date::{Clock, typed};
use crate::project::extent::Extent;
use crate::project::roads::Roads;
use crate::project::work::State;
use crate::project::{audit, date};
use crate::store::state::shape::Outline;
use crate::text::wrap;

/// The remarks, in the order of the file; what stands in no line of it comes first.
pub(super) fn of(roads: Roads<'_, '_>, outline: &Outline, clock: Clock) -> Vec<String> {
    let remarks = odd(roads, outline).into_iter();
    let remarks = remarks.map(|(line, what)| match line {
        0 => what,
        line => format!("line {line}: {what}"),
    });
    let clashes = roads.book.clashes();
    let clashes = clashes.map(|(key, heads)| clash(roads, &key, heads, clock));
    remarks.chain(clashes).collect()
}

/// The most cells of a name.
const LONGEST: usize = 200;

/// What is odd in a state, each with its line; 0 where it stands in none.
pub(in crate::cli) fn odd(roads: Roads<'_, '_>, outline: &Outline) -> Vec<(usize, String)> {
    let Roads { guide, book, .. } = roads;
    let mut remarks: Vec<(usize, String)> = Vec::new();
    for (subject, &line) in &outline.subjects {
        remarks.extend(missing(book, subject).into_iter().map(|what| (line, what)));
    }
    for (line, name) in &outline.unknown {
        remarks.push((
            *line,
            format!(
                "{} is kept; this program does not use it.",
                wrap::fit(name, LONGEST, "…")
            ),
        ));
    }
    for (key, heads) in book.fields() {
        let value = heads.last().map_or("", |held| held.value.as_str());
        // A project's places are those of its own roadmap.
        let own = roads.of(&key.subject).unwrap_or(roads.open);
        if let Some(what) = odd_value(guide, own, &key, value) {
            let line = outline.values.get(&key).copied().unwrap_or(0);
            remarks.push((line, format!("{}: {what}", about(&key))));
        }
    }
    remarks.sort();
    remarks
}

/// The place of a field, or whom it belongs to.
fn about(key: &Key) -> String {
    let about = match key.place.as_str() {
        "" => key.subject.to_string(),
        place => place.to_owned(),
    };
    wrap::fit(&about, LONGEST, "…").into_owned()
}

/// What a project, a piece of feedback or a measure lacks; nothing if it was taken back.
fn missing(book: &Book, subject: &Subject) -> Vec<String> {
    let is_there = |field: &Field| book.value(subject, "", field).is_some();
    let is_known = book.places(subject).next().is_some();
    let holds = book.places(subject).any(|(_, record)| {
        let mut heads = record.values().flatten();
        heads.any(|held| !held.value.is_empty())
    });
    if is_known && !holds {
        return Vec::new();
    }
    let needed: &[(Field, &str, &str)] = match subject {
        Subject::Project(_) => &[
            (Field::Name, "\"…\"", "It is shown by its id"),
            (
                Field::Roadmap,
                "\"mental-health\"",
                "It is taken to be on the default roadmap",
            ),
            (
                Field::Created,
                "2026-11-22T10:41:07Z",
                "It is not said when it was created",
            ),
        ],
        Subject::Feedback(_) => &[(Field::Place, "\"signs/…\"", "It is not shown")],
        Subject::Measure(_) => &[
            (Field::What, "\"competencies/9\"", "It is not shown"),
            (Field::Level, "2", "It is not shown"),
        ],
    };
    let lacks = needed.iter().filter(|(field, ..)| !is_there(field));
    let words = lacks.map(|(field, value, then)| {
        let name = field.name();
        let then = if is_known { then } else { "It is not shown" };
        let subject = subject.to_string();
        let subject = wrap::fit(&subject, LONGEST, "…");
        format!("{subject}: {name} is missing. {then}. Write: {name} = {value}")
    });
    words.collect()
}

/// What is odd about a value, and what to write.
fn odd_value(guide: &Guide, roadmap: &Roadmap, key: &Key, value: &str) -> Option<String> {
    let name = key.field.name();
    if value.is_empty() {
        return None;
    }
    if !key.place.is_empty() && guide.find(roadmap, &key.place).is_none() {
        return Some(format!("{name} is kept; this guide has no such place."));
    }
    if !fields(key).contains(&key.field) {
        let meant = fields(key).iter().find(|field| is_near(name, field));
        let meant = meant.map(|field| format!(" Write {} for it?", field.name()));
        let meant = meant.unwrap_or_default();
        return Some(format!(
            "{name} is kept; this program does not use it.{meant}"
        ));
    }
    let number = |range: std::ops::RangeInclusive<u8>| {
        value
            .parse()
            .is_ok_and(|number: u8| range.contains(&number))
    };
    match &key.field {
        Field::State if State::named(value).is_none() => {
            let names: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
            Some(format!(
                "the state \"{value}\" is none of ours and counts as Open. Write one of: {}",
                names.join(", ")
            ))
        }
        field if field.is_date() => typed::read_full(value).err().map(|why| {
            let why = why.reason();
            format!("{name} \"{value}\" is not a date. {why} Write it so: {name} = 2026-12-17")
        }),
        Field::Created if !is_moment(value) => Some(format!(
            "created \"{value}\" is not a time. Write it so: created = 2026-11-22T10:41:07Z"
        )),
        Field::Useful if !number(1..=5) => {
            Some(format!("useful \"{value}\" is no number from 1 to 5."))
        }
        Field::Level if !number(1..=4) && value.parse::<Extent>().is_err() => Some(format!(
            "level \"{value}\" is no number from 1 to 4, nor not yet, partly or yes."
        )),
        Field::Roadmap if guide.roadmap(value).is_none() => {
            let known = guide.roadmaps.iter().map(|known| known.id.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            Some(format!(
                "this guide has no roadmap \"{value}\"; it has: {known}"
            ))
        }
        Field::What if guide.find(roadmap, value).is_none() => Some(format!(
            "this guide has nothing at \"{value}\"; the measure is not shown."
        )),
        _ => None,
    }
}

fn is_moment(value: &str) -> bool {
    chrono::DateTime::parse_from_rfc3339(value).is_ok() || date::parse(value).is_some()
}

/// The fields that are used where a key stands.
fn fields(key: &Key) -> &'static [Field] {
    use Field as F;
    match (&key.subject, key.place.is_empty(), is_item(&key.place)) {
        (Subject::Project(_), true, _) => &[F::Name, F::Roadmap, F::Created, F::Archived],
        (Subject::Project(_), false, true) => &[
            F::State,
            F::Reason,
            F::Owner,
            F::Due,
            F::Evidence,
            F::DecidedBy,
            F::DecidedOn,
            F::Note,
        ],
        (Subject::Project(_), false, false) => &[F::Reason, F::Open, F::Note],
        (Subject::Feedback(_), ..) => &[F::Roadmap, F::Place, F::Useful, F::Helped, F::Missing],
        (Subject::Measure(_), ..) => &[F::What, F::Level, F::Evidence, F::Project],
    }
}

/// Whether a name differs from that of a field, or from its words on the screen, in capitals and signs only.
fn is_near(name: &str, field: &Field) -> bool {
    let bare = |name: &str| {
        let letters = name
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>();
        letters.trim_end_matches('s').to_owned()
    };
    bare(name) == bare(field.name()) || bare(name) == bare(field.label())
}

/// Two values for one field.
fn clash(roads: Roads<'_, '_>, key: &Key, heads: &[Held], clock: Clock) -> String {
    let values: Vec<String> = heads
        .iter()
        .rev()
        .map(|held| {
            let value = audit::value_words(clock, &key.field, &held.value);
            format!("\"{value}\" {}", audit::by(&held.by))
        })
        .collect();
    let about = match (&key.subject, key.place.as_str()) {
        (Subject::Project(id), "") => format!("the project {}", roads.book.project_name(id)),
        (subject, "") => subject.to_string(),
        (subject, place) => roads.title(subject, place),
    };
    format!(
        "Two values kept for {} of {about}: {}. Choose in the guide: w lists them.",
        key.field.name(),
        values.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    use super::*;
    use crate::project::author::Author;
    use crate::project::change::Signature;

    fn spent() -> Duration {
        Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
    }

    #[test]
    fn what_is_missing_is_found_in_as_long_as_there_are_projects() {
        let least = |size: usize| {
            let mut book = Book::default();
            let mut author = Author::new(Signature {
                id: "a".to_owned(),
                by: "me@here".to_owned(),
                guide: String::new(),
            });
            for project in 0..size {
                let key = Key {
                    subject: Subject::Project(format!("p-{project}")),
                    place: String::new(),
                    field: Field::Name,
                };
                author.set(&mut book, chrono::Utc::now(), key, "A".to_owned());
            }
            let tries = (0..3).map(|_| {
                let before = spent();
                let missing = book.subjects().map(|subject| missing(&book, subject).len());
                assert_eq!(missing.sum::<usize>(), 2 * size);
                spent().saturating_sub(before)
            });
            tries.min().unwrap()
        };
        let ratio = least(16_000).as_secs_f64() / least(2_000).as_secs_f64();
        // With the square it would be sixty-four.
        assert!(
            ratio < 24.0,
            "8 times as many took {ratio:.0} times as long"
        );
    }
}
