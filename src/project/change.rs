//! One change: the unit of history, of saving, of merging and of undo.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use strum::{AsRefStr, EnumIter, EnumString, IntoStaticStr, VariantNames};

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Subject {
    /// A project, by id: its own fields where the place is empty, else those of an item or a gate.
    Project(String),
    /// A piece of feedback, by id.
    Feedback(String),
    /// A measure of oneself, by id.
    Measure(String),
}

impl Subject {
    /// What there is: `project`, `feedback`, `measure`.
    pub const KINDS: &'static [&'static str] = Self::VARIANTS;

    /// The one of a kind that has an id; nothing if there is no such kind.
    pub fn named(kind: &str, id: &str) -> Option<Self> {
        let of = match kind {
            "project" => Self::Project,
            "feedback" => Self::Feedback,
            "measure" => Self::Measure,
            _ => return None,
        };
        Some(of(id.to_owned()))
    }

    /// What it is: `project`.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// Its id.
    pub fn id(&self) -> &str {
        let (Self::Project(id) | Self::Feedback(id) | Self::Measure(id)) = self;
        id
    }
}

/// As a line of the history names it: `project:crisis-house-7k2f`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind(), self.id())
    }
}

impl FromStr for Subject {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        Self::named(kind, id).ok_or(())
    }
}

/// A field by the name that it has in the state file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, AsRefStr, EnumIter, EnumString)]
#[strum(serialize_all = "snake_case")]
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
    #[strum(default, transparent)]
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

    /// Its name in the state file and in the history.
    pub fn name(&self) -> &str {
        self.as_ref()
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
        name.parse()
            .unwrap_or_else(|_| Self::Other(name.to_owned()))
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

/// How the changes of a session are signed: their name, who makes them, and under which guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Random, so that no two sessions share it.
    pub id: String,
    /// `login@host`.
    pub by: String,
    /// The edition of the guide.
    pub guide: String,
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

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
        for kind in Subject::KINDS {
            let subject = Subject::named(kind, "crisis:house").unwrap();
            assert_eq!((subject.kind(), subject.id()), (*kind, "crisis:house"));
            assert_eq!(subject.to_string().parse(), Ok(subject));
        }
        for field in Field::iter() {
            assert_eq!(Field::named(field.name()), field);
        }
        assert_eq!(Field::DecidedOn.name(), "decided_on");
        assert_eq!(Field::named("colour").name(), "colour");
    }
}
