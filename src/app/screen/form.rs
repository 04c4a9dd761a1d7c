//! Forms in front of the page: reasons, projects, feedback.

use super::list::{Entry, ListKind};
use super::reading::Reading;
use super::{Keys, Screen, Step};
use crate::app::command::Command;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::{Hand, Hint};
use crate::app::message::Effect;
use crate::app::words::{self, label};
use crate::app::{App, World};
use crate::guide::page::Item;
use crate::guide::place::is_competency;
use crate::project::change::{Field, Subject};
use crate::project::date::{
    self,
    typed::{FORMS, Lies},
};
use crate::project::draft::{Draft, Purpose};
use crate::project::extent::Extent;
use crate::project::work::State;
use crate::project::{gate, standstill};
use crate::scene::{Lines, Role, Scene};

/// A form.
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// Its heading.
    pub title: String,
    /// What to know before filling it in.
    pub lead: String,
    /// Its fields.
    pub fields: Fields,
}

/// What a form asks for: its heading, what to know before, and the fields.
pub(in crate::app) type Asks = (String, String, Vec<TextField>);

/// What can be done in it.
pub(super) const HELP: Hint = Hint(
    "A form. {Tab goes to its next field and, after the last, keeps what you typed; Shift-Tab goes back. Esc leaves it and \
     keeps your words|Each of its texts is asked for in turn}.",
);

impl Form {
    /// What it shows.
    pub(in crate::app) fn scene(&self) -> Scene<'_> {
        let mut lines = Lines::default();
        if !self.lead.is_empty() {
            lines.text(&self.lead, Role::Quiet, 0);
        }
        self.fields.add_to(true, &mut lines);
        let mut scene = Scene {
            selected: Some(self.fields.focus),
            ..Scene::new(&self.title, "")
        };
        scene.add(lines);
        scene
    }

    pub(super) fn act(&mut self, world: &mut World, command: Command) -> Step {
        match command {
            Command::Back => return Step::Pop(Vec::new()),
            Command::Help => return Step::Everywhere,
            Command::NextPart if self.may_leave_field(world) => {
                if self.is_last() {
                    return Step::Done;
                }
                self.fields.focus += 1;
            }
            Command::PreviousPart => self.fields.focus = self.fields.focus.saturating_sub(1),
            _ => {}
        }
        Step::Stay(Vec::new())
    }

    fn is_last(&self) -> bool {
        self.fields.focus + 1 >= self.fields.list.len()
    }

    /// Before leaving a field: a score must be one, a date a date.
    fn may_leave_field(&mut self, world: &mut World) -> bool {
        let notice = date::parse(&self.fields.text(label::NOTICE));
        let Some(field) = self.fields.focused() else {
            return true;
        };
        let text = field.text();
        let needed = match field.kind {
            Kind::Date(lies) => {
                // A decision is told in the days of its notice.
                let notice = notice.filter(|_| field.label == label::DECISION);
                return world.check_date(field, notice.map_or(lies, Lies::NearTo));
            }
            Kind::Score if !is_score(&text) => words::SCORE_NEEDED,
            Kind::Level if !matches!(text.as_str(), "1" | "2" | "3" | "4") => words::LEVEL_NEEDED,
            Kind::Extent if extent(&text).is_empty() => words::EXTENT_NEEDED,
            _ => return true,
        };
        field.fault = Some(needed.to_owned());
        false
    }

    pub(super) fn keys(&self) -> Keys {
        let tab = if self.is_last() { "done" } else { "next field" };
        self.fields.keys(tab)
    }

    /// What to say where its first field is empty, if nothing comes of it then.
    pub fn needed(&self, hand: Hand) -> Option<String> {
        let words = match &self.purpose {
            Purpose::Reason { .. } | Purpose::Gate { .. } => &words::REASON_NEEDED.told(hand),
            Purpose::NewProject | Purpose::Rename { .. } => words::NAME_NEEDED,
            Purpose::Measure { what } if is_competency(what) => words::LEVEL_NEEDED,
            Purpose::Measure { .. } => words::EXTENT_NEEDED,
            Purpose::Standstill => return Some(format!("Type a date: {FORMS}")),
            Purpose::Feedback { .. } | Purpose::Settle { .. } | Purpose::Field { .. } => {
                return None;
            }
        };
        Some(words.to_owned())
    }
}

impl World {
    /// The form of a purpose; nothing if what it is about is not there, or has its fields on its own page.
    fn form(&self, purpose: Purpose) -> Option<Form> {
        let name = |name: &str| vec![TextField::new(label::NAME, Kind::Short, name)];
        let (title, lead, fields) = match &purpose {
            Purpose::Reason { item, state } => {
                let (_, item) = self.roadmap.item(item)?;
                self.asks_reason(item, *state)
            }
            Purpose::Gate { stage, .. } => return self.gate_form(stage),
            Purpose::NewProject => {
                let roadmap = self.roadmap.title.to_lowercase();
                let lead = format!("A piece of work on the {roadmap} roadmap.");
                ("New project".to_owned(), lead, name(""))
            }
            Purpose::Rename { id } => {
                let before = self.book.project_name(id);
                (format!("Rename {before}"), String::new(), name(before))
            }
            Purpose::Standstill => (
                "Count the standstill".to_owned(),
                "For the Provider Selection Regime only. Nothing is recorded.".to_owned(),
                [label::NOTICE, label::DECISION]
                    .map(|label| TextField::new(label, Kind::Date(Lies::Near), ""))
                    .into(),
            ),
            Purpose::Measure { what } => self.asks_measure(what),
            Purpose::Feedback { id, place } => self.asks_feedback(id.as_deref(), place),
            Purpose::Settle { .. } => self.asks_value(&purpose.clash()?),
            Purpose::Field { .. } => return None,
        };
        Some(Form {
            purpose,
            title,
            lead,
            fields: Fields::new(fields),
        })
    }

    fn asks_reason(&self, item: &Item, state: State) -> Asks {
        let (asked, lead) = match state {
            State::Blocked => (
                label::BLOCKED_BY,
                "What stops it? The item stays on the list of what is left.",
            ),
            _ => (
                label::REASON,
                "Why does it not apply? The reason is kept with the item and in the history.",
            ),
        };
        let work = self.work(item);
        let text = if work.state() == state {
            work.text(&Field::Reason)
        } else {
            ""
        };
        let title = format!("{}: {}", state.words(), item.text);
        let fields = vec![TextField::new(asked, Kind::Long, text)];
        (title, lead.to_owned(), fields)
    }

    /// The form of a gate, which knows what is open before its stage now.
    fn gate_form(&self, stage: &str) -> Option<Form> {
        let stage = self.roadmap.page(stage)?;
        let musts = gate::open_before(&self.roadmap, &self.book, &self.project, stage);
        let items = musts.iter().flat_map(|musts| &musts.items);
        Some(Form {
            title: format!("Go on to stage {}, with a reason", stage.number),
            lead: format!(
                "{}. You can go on. Your reason is kept and shown with your name, the date and what was open; what opens \
                 later shows again.",
                gate::words(&musts)
            ),
            fields: Fields::new(vec![TextField::new(label::REASON, Kind::Long, "")]),
            purpose: Purpose::Gate {
                stage: stage.place.to_string(),
                open: items.map(|item| item.place.to_string()).collect(),
            },
        })
    }

    fn asks_feedback(&self, id: Option<&str>, place: &str) -> Asks {
        let subject = Subject::Feedback(id.unwrap_or_default().to_owned());
        let text = |field| self.book.text(&subject, "", &field);
        let fields = vec![
            TextField::new(label::USEFUL, Kind::Score, text(Field::Useful)),
            TextField::new(label::HELPED, Kind::Long, text(Field::Helped)),
            TextField::new(label::MISSING, Kind::Long, text(Field::Missing)),
        ];
        let lead = "For you and your team. It stays in your state file; nothing is sent anywhere.";
        let title = format!("Feedback: {}", self.roads().title(&subject, place));
        (title, lead.to_owned(), fields)
    }

    fn asks_measure(&self, what: &str) -> Asks {
        let title = self.guide().title_of(&self.roadmap, what).unwrap_or(what);
        let lead = "Today's date is kept with it. What you recorded before stays beside it.";
        let (asked, kind) = if is_competency(what) {
            (label::LEVEL, Kind::Level)
        } else {
            (label::EXTENT, Kind::Extent)
        };
        let fields = vec![
            TextField::new(asked, kind, ""),
            TextField::new(label::WHY, Kind::Long, ""),
            TextField::new(label::FOR_PROJECT, Kind::Short, ""),
        ];
        (format!("Measure: {title}"), lead.to_owned(), fields)
    }

    /// Whether the days of an item can be counted.
    pub fn counts_days(&self, item: &Item) -> bool {
        self.guide().calendar.items.contains(&item.place)
    }
}

impl App {
    fn count_standstill(&mut self, fields: &Fields) {
        let day = |label| date::parse(&fields.text(label));
        let Some(notice) = day(label::NOTICE) else {
            return;
        };
        let calendar = &self.world.guide().calendar;
        let counted = standstill::count(calendar, notice, day(label::DECISION));
        let words = counted.map_or_else(|why| why.to_string(), |counted| counted.words(calendar));
        let entries = vec![Entry::Note(words)];
        self.stack.push(Reading::screen("Standstill", entries));
    }

    /// Opens the form of a purpose in front of the page or a list, unless nothing can be recorded here. What was typed into
    /// it before Esc stands in it again.
    pub(in crate::app) fn fill_in(&mut self, purpose: Purpose) {
        if purpose.records() && !self.world.may_change() {
            return;
        }
        let Some(mut form) = self.world.form(purpose) else {
            return;
        };
        let project = self.world.project_id().to_owned();
        let is_same = |left: &mut Draft| left.project == project && left.purpose == form.purpose;
        let left = self.world.left_form.take_if(is_same).into_iter();
        for written in left.flat_map(|left| left.texts) {
            let mut fields = form.fields.list.iter_mut();
            if let Some(field) = fields.find(|field| field.label == written.label) {
                field.write(&written.text);
            }
        }
        if matches!(self.front(), Some(Screen::List(list)) if list.kind == ListKind::Draft) {
            self.stack.pop();
        }
        self.keep_words();
        self.stack.push(Screen::Form(form));
    }

    /// Esc: a piece of feedback is kept as far as it goes; anything else leaves things unchanged, and what was typed is
    /// there again when the same form is opened.
    pub(in crate::app) fn leave_form(&mut self) -> Vec<Effect> {
        let Some(form) = self.stack.take_form() else {
            return Vec::new();
        };
        let Purpose::Feedback { id, place } = &form.purpose else {
            self.keep_words_of(form);
            return Vec::new();
        };
        let (useful, helped, missing) = feedback_of(&form.fields);
        if id.is_none() && useful.is_empty() && helped.is_empty() && missing.is_empty() {
            return Vec::new();
        }
        self.world.notice = Some("Feedback kept.".to_owned());
        let values = [
            (Field::Useful, useful),
            (Field::Helped, helped),
            (Field::Missing, missing),
        ];
        self.world.keep_feedback(id.as_deref(), place, values)
    }

    /// Takes the open form away, if there is one, and keeps what was typed into it.
    pub(in crate::app) fn keep_words(&mut self) {
        if let Some(form) = self.stack.take_form() {
            self.keep_words_of(form);
        }
    }

    fn keep_words_of(&mut self, form: Form) {
        let changed = form.fields.list.iter().filter(|field| field.is_changed());
        let left = self.world.written(form.purpose, form.fields.focus, changed);
        if !left.texts.is_empty() {
            self.world.notice = Some(words::LEFT_FORM.to_owned());
            self.world.left_form = Some(left);
        }
    }

    /// The last field is done: carry the form out, or say what it lacks.
    pub(in crate::app) fn finish_form(&mut self) -> Vec<Effect> {
        let Some(Screen::Form(form)) = self.stack.front_mut() else {
            return Vec::new();
        };
        let needed = form.needed(self.world.hand);
        let first = form.fields.list.first();
        let first = first.map(TextField::text).unwrap_or_default();
        if let Some(needed) = needed.filter(|_| first.is_empty()) {
            if let Some(field) = form.fields.list.first_mut() {
                field.fault = Some(needed);
                form.fields.focus = 0;
            }
            return Vec::new();
        }
        if matches!(form.purpose, Purpose::Feedback { .. }) {
            return self.leave_form();
        }
        let Some(form) = self.stack.take_form() else {
            return Vec::new();
        };
        self.stack.close();
        match form.purpose {
            Purpose::Reason { item, state } => {
                let roadmap = self.world.roadmap.clone();
                let item = roadmap.item(&item);
                item.map_or_else(Vec::new, |(_, item)| {
                    self.world.set_state(item, state, &first)
                })
            }
            Purpose::Gate { stage, open } => {
                self.world.notify(words::GATE_PASSED);
                self.world.pass_gate(&stage, &first, &open)
            }
            Purpose::NewProject => self.new_project(&first),
            Purpose::Rename { id } => self.world.rename_project(&id, &first),
            Purpose::Standstill => {
                self.count_standstill(&form.fields);
                Vec::new()
            }
            Purpose::Measure { what } => {
                let tied = form.fields.text(label::FOR_PROJECT);
                let tied = tied.to_lowercase().starts_with('y');
                let (level, evidence) = (extent(&first), form.fields.text(label::WHY));
                self.world.keep_measure(&what, &level, evidence, tied)
            }
            Purpose::Settle { .. } => match form.purpose.clash() {
                Some(key) => {
                    let value = key.field.stored(first);
                    self.settle(key, value)
                }
                None => Vec::new(),
            },
            Purpose::Feedback { .. } | Purpose::Field { .. } => Vec::new(),
        }
    }
}

/// A score that is none goes into the words, where it is not lost and not counted.
fn feedback_of(fields: &Fields) -> (String, String, String) {
    let (useful, helped) = (fields.text(label::USEFUL), fields.text(label::HELPED));
    let missing = fields.text(label::MISSING);
    if is_score(&useful) {
        (useful, helped, missing)
    } else {
        (String::new(), format!("{useful} {helped}"), missing)
    }
}

/// The full word for what was typed; a level stays as it is.
fn extent(typed: &str) -> String {
    let typed = typed.trim().to_lowercase();
    if typed.parse::<u8>().is_ok() {
        return typed;
    }
    let found = Extent::ALL
        .iter()
        .map(|extent| extent.words())
        .find(|word| !typed.is_empty() && word.starts_with(typed.as_str()));
    found.unwrap_or_default().to_owned()
}

fn is_score(text: &str) -> bool {
    matches!(text, "" | "1" | "2" | "3" | "4" | "5")
}
