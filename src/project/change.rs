//! One change: the unit of history, of saving, of merging and of undo.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::date::{self, typed::Lies};

/// The name of a change: never used twice, because the session's part is random and the number only rises.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId {
    /// The session that made it.
    pub session: String,
    /// Its number in that session, from 1.
    pub number: u32,
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.session, self.number)
    }
}

impl FromStr for ChangeId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (session, number) = text.rsplit_once('-').ok_or(())?;
        if !is_session(session) {
            return Err(());
        }
        Ok(Self {
            session: session.to_owned(),
            number: number.parse().map_err(|_| ())?,
        })
    }
}

/// Whether a session can have this name: a line that names another cannot be read again.
pub fn is_session(name: &str) -> bool {
    let is_ours = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !name.is_empty() && name.chars().all(is_ours)
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A project, by id: its own fields where the place is empty, else those of an item or a gate.
    Project(String),
    /// A piece of feedback, by id.
    Feedback(String),
    /// A measure of oneself, by id.
    Measure(String),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = match self {
            Self::Project(id) => ("project", id),
            Self::Feedback(id) => ("feedback", id),
            Self::Measure(id) => ("measure", id),
        };
        write!(f, "{kind}:{id}")
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once(':') {
            Some(("project", id)) => Ok(Self::Project(id.to_owned())),
            Some(("feedback", id)) => Ok(Self::Feedback(id.to_owned())),
            Some(("measure", id)) => Ok(Self::Measure(id.to_owned())),
            _ => Err(()),
        }
    }
}

/// A field by the name that it has in the state file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// An item's state word.
    State,
    /// Why it is not applicable or blocked; why a gate was passed.
    Reason,
    /// Who does it.
    Owner,
    /// By when: `2026-12-17`.
    Due,
    /// Where the evidence is.
    Evidence,
    /// Who decided.
    DecidedBy,
    /// When it was decided: `2026-12-17`.
    DecidedOn,
    /// Anything else.
    Note,
    /// Places that were open when a gate was passed, one a line.
    Open,
    /// A project's name.
    Name,
    /// The roadmap of a project or a piece of feedback.
    Roadmap,
    /// When a project was made, RFC 3339.
    Created,
    /// When a project was archived: `2027-01-04`; empty if it is not.
    Archived,
    /// The place that feedback is about.
    Place,
    /// How useful, 1–5.
    Useful,
    /// What helped.
    Helped,
    /// What is missing.
    Missing,
    /// What was measured: a competency, a capability, an aim.
    What,
    /// The level: 1–4, or not yet, partly, yes.
    Level,
    /// The project that a measure is for; empty if it is for the person.
    Project,
    /// A field that a newer edition of the program knows.
    Other(String),
}

impl Field {
    /// The fields of an item that a person fills in, in the order of the screen.
    pub const OF_WORK: [Self; 6] = [
        Self::Owner,
        Self::Due,
        Self::Evidence,
        Self::DecidedBy,
        Self::DecidedOn,
        Self::Note,
    ];

    const NAMED: [(Self, &'static str); 20] = [
        (Self::State, "state"),
        (Self::Reason, "reason"),
        (Self::Owner, "owner"),
        (Self::Due, "due"),
        (Self::Evidence, "evidence"),
        (Self::DecidedBy, "decided_by"),
        (Self::DecidedOn, "decided_on"),
        (Self::Note, "note"),
        (Self::Open, "open"),
        (Self::Name, "name"),
        (Self::Roadmap, "roadmap"),
        (Self::Created, "created"),
        (Self::Archived, "archived"),
        (Self::Place, "place"),
        (Self::Useful, "useful"),
        (Self::Helped, "helped"),
        (Self::Missing, "missing"),
        (Self::What, "what"),
        (Self::Level, "level"),
        (Self::Project, "project"),
    ];

    /// Its name in the state file and in the history.
    pub fn name(&self) -> &str {
        if let Self::Other(name) = self {
            return name;
        }
        Self::NAMED
            .iter()
            .find(|(field, _)| field == self)
            .map_or("", |&(_, name)| name)
    }

    /// Its name as people read it.
    pub fn label(&self) -> &str {
        match self {
            Self::State => "State",
            Self::Reason => "Reason",
            Self::Owner => "Owner",
            Self::Due => "Due date",
            Self::Evidence => "Evidence reference",
            Self::DecidedBy => "Decided by",
            Self::DecidedOn => "Decided on",
            Self::Note => "Note",
            Self::Open => "Open then",
            Self::Name => "Name",
            Self::Roadmap => "Roadmap",
            Self::Created => "Created",
            Self::Archived => "Archived",
            Self::Place => "Place",
            Self::Useful => "How useful",
            Self::Helped => "What helped",
            Self::Missing => "What is missing",
            Self::What => "What",
            Self::Level => "Level",
            Self::Project => "Project",
            Self::Other(name) => name,
        }
    }

    /// The field of this name.
    pub fn named(name: &str) -> Self {
        Self::NAMED
            .iter()
            .find(|&&(_, known)| known == name)
            .map_or_else(|| Self::Other(name.to_owned()), |(field, _)| field.clone())
    }

    /// Where its value lies, if it is a date.
    pub fn lies(&self) -> Option<Lies> {
        match self {
            Self::Due => Some(Lies::Ahead),
            Self::DecidedOn | Self::Archived => Some(Lies::Behind),
            _ => None,
        }
    }

    /// What is stored for a text that was typed: of a date its form in files.
    pub fn stored(&self, typed: String) -> String {
        let date = self.lies().and_then(|_| date::parse(&typed));
        date.map_or(typed, |date| date.to_string())
    }

    /// Whether its value is a date.
    pub fn is_date(&self) -> bool {
        self.lies().is_some()
    }
}

/// Where a value lives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it is about.
    pub subject: Subject,
    /// The item or gate of a project; empty for a subject's own fields.
    pub place: String,
    /// Which field.
    pub field: Field,
}

impl Key {
    /// A field of a place, or where that is empty of the subject itself.
    pub fn of(subject: &Subject, place: &str, field: Field) -> Self {
        Self {
            subject: subject.clone(),
            place: place.to_owned(),
            field,
        }
    }
}

/// One change. Its history line holds exactly this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub id: ChangeId,
    /// The changes whose values it replaces.
    pub replaces: Vec<ChangeId>,
    /// Who made it: `login@host`.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The edition of the guide at that time.
    pub guide: String,
    /// What it sets.
    pub key: Key,
    /// The new value; empty clears it.
    pub value: String,
}

/// Who makes changes, and under which names they go into the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Random, so that no two sessions share it.
    pub id: String,
    /// `login@host`.
    pub by: String,
    /// The edition of the guide.
    pub guide: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_changes_subjects_and_fields_read_back_as_written() {
        let id = ChangeId {
            session: "k7f2-m9".to_owned(),
            number: 12,
        };
        assert_eq!(id.to_string().parse(), Ok(id));
        for none in ["-3", "a,b-3", "a b-3", "a-x", "a"] {
            assert_eq!(none.parse::<ChangeId>(), Err(()), "{none}");
        }
        let subject = Subject::Project("crisis:house".to_owned());
        assert_eq!(subject.to_string().parse(), Ok(subject));
        for (field, name) in Field::NAMED {
            assert_eq!(Field::named(name), field);
            assert_eq!(field.name(), name);
        }
        assert_eq!(Field::named("colour").name(), "colour");
    }
}
