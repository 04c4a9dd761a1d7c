//! The history as people read it: acts, each of one change or several that were made at once, and words for them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::change::{Change, ChangeId, Field, Key, Subject};
use super::date::{self, Clock};
use super::roads::Roads;
use super::work::State;
use crate::guide::place::is_item;

/// One field of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub key: Key,
    /// The value before.
    pub from: String,
    /// The value after.
    pub to: String,
    /// The change that set it.
    pub change: ChangeId,
}

/// What one key did: one change or several that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The edition of the guide.
    pub guide: String,
    /// Its changes.
    pub steps: Vec<Step>,
}

impl Act {
    /// The act seen from the other side: what was before for what came after.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut act = self.clone();
        for step in &mut act.steps {
            std::mem::swap(&mut step.from, &mut step.to);
        }
        act
    }
}

/// Whether two changes, next to each other in order, were made at once.
pub fn at_once(one: &Change, next: &Change) -> bool {
    one.at == next.at && one.id.session == next.id.session
}

/// The acts of a history that is in order.
pub fn acts(changes: &[Change]) -> Vec<Act> {
    let known: BTreeMap<&ChangeId, (usize, &Change)> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| (&change.id, (index, change)))
        .collect();
    let value_before = |change: &Change| {
        let replaced = change.replaces.iter().filter_map(|id| known.get(id));
        let of_this_field = replaced.filter(|(_, before)| before.key == change.key);
        let last = of_this_field.max_by_key(|(index, _)| *index);
        let value = last.map(|(_, before)| before.value.as_str());
        value.unwrap_or_default().to_owned()
    };
    changes
        .chunk_by(at_once)
        .filter_map(|together| {
            let first = together.first()?;
            Some(Act {
                by: first.by.clone(),
                at: first.at,
                guide: first.guide.clone(),
                steps: together
                    .iter()
                    .map(|change| Step {
                        key: change.key.clone(),
                        from: value_before(change),
                        to: change.value.clone(),
                        change: change.id.clone(),
                    })
                    .collect(),
            })
        })
        .collect()
}

/// What an act did, in a line: `Done: Run the standstill period`.
pub fn words(roads: Roads<'_, '_>, act: &Act) -> String {
    let value = |field: &Field| {
        let step = act.steps.iter().find(|step| step.key.field == *field)?;
        Some(step.to.as_str())
    };
    let Some(first) = act.steps.first() else {
        return String::new();
    };
    let key = &first.key;
    let title = |place: &str| roads.title(&key.subject, place);
    let about = title(&key.place);
    match &key.subject {
        Subject::Project(_) if key.place.is_empty() => project_words(&key.field, &value),
        Subject::Project(_) if is_item(&key.place) => {
            let what = value(&Field::State).map_or(key.field.label(), state_words);
            format!("{what}: {about}")
        }
        Subject::Project(_) => match key.field {
            Field::Reason | Field::Open => format!("go on at {about}"),
            _ => format!("{}: {about}", key.field.label()),
        },
        Subject::Feedback(_) => {
            let about = value(&Field::Place).map(title);
            about.map_or_else(
                || "feedback".to_owned(),
                |about| format!("feedback: {about}"),
            )
        }
        Subject::Measure(_) => {
            let about = value(&Field::What).map(title);
            about.map_or_else(
                || "measure".to_owned(),
                |about| format!("measure of {about}"),
            )
        }
    }
}

fn project_words<'a>(field: &Field, value: &impl Fn(&Field) -> Option<&'a str>) -> String {
    let name = value(&Field::Name).unwrap_or_default();
    match field {
        _ if value(&Field::Created).is_some() && name.is_empty() => "no project".to_owned(),
        _ if value(&Field::Created).is_some() => format!("new project {name}"),
        Field::Archived if value(field) == Some("") => "bring the project back".to_owned(),
        Field::Archived => "archive the project".to_owned(),
        Field::Name => format!("rename to {name}"),
        _ => field.label().to_owned(),
    }
}

/// How a change is signed that somebody made in the state file with an editor: `by hand (me@here)`.
pub const BY_HAND: &str = "by hand";

/// How a change is signed that stands for one of which the line is lost: `from the state file (me@here)`.
pub const RESTORED: &str = "from the state file";

/// By whom a change was made: `by me@here`, or `by hand (me@here)`.
pub fn by(who: &str) -> String {
    if [BY_HAND, RESTORED].iter().any(|how| who.starts_with(how)) {
        who.to_owned()
    } else {
        format!("by {who}")
    }
}

/// Who made a change, where a sentence begins with it: `me@here`, or `me@here (by hand)`.
pub fn who(by: &str) -> String {
    let named = [BY_HAND, RESTORED].iter().find_map(|how| {
        let rest = by.strip_prefix(how)?;
        let name = rest.strip_prefix(" (")?.strip_suffix(')')?;
        Some(format!("{name} ({how})"))
    });
    named.unwrap_or_else(|| by.to_owned())
}

/// A state as people read it; one that is none of ours as it stands, and nothing as Open.
fn state_words(word: &str) -> &str {
    match State::named(word) {
        Some(state) => state.words(),
        None if word.is_empty() => State::Open.words(),
        None => word,
    }
}

/// A value as people read it: a state in words, a date with its weekday, nothing as (empty).
pub fn value_words(clock: Clock, field: &Field, value: &str) -> String {
    match (field, value) {
        (Field::State, word) => state_words(word).to_owned(),
        (_, "") => "(empty)".to_owned(),
        (Field::Created, text) => DateTime::parse_from_rfc3339(text)
            .map_or_else(|_| text.to_owned(), |at| clock(at.to_utc()).second()),
        (field, text) if field.is_date() => date::show_stored(text),
        (_, text) => text.to_owned(),
    }
}
