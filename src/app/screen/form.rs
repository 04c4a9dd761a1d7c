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
use crate::guide::page::{Item, Page};
use crate::guide::place::is_competency;
use crate::project::change::{Field, Subject};
use crate::project::date::{
    self,
    typed::{FORMS, Lies},
};
use crate::project::draft::{Draft, Purpose};
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
    /// Whether the days of an item can be counted.
    pub fn counts_days(&self, item: &Item) -> bool {
        self.guide.calendar.items.contains(&item.place)
    }
}

impl App {
    pub(in crate::app) fn ask_reason(&mut self, item: &Item, state: State) {
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
        let work = self.world.work(item);
        let text = if work.state() == state {
            work.text(&Field::Reason)
        } else {
            ""
        };
        self.open_form(Form {
            title: format!("{}: {}", state.words(), item.text),
            lead: lead.to_owned(),
            fields: Fields::new(vec![TextField::new(asked, Kind::Long, text)]),
            purpose: Purpose::Reason {
                item: item.place.to_string(),
                state,
            },
        });
    }

    pub(in crate::app) fn ask_gate(&mut self, stage: &Page) {
        let open = gate::open_before(
            self.world.roadmap,
            &self.world.book,
            &self.world.project,
            stage,
        );
        let places = open
            .iter()
            .flat_map(|musts| &musts.items)
            .map(|item| item.place.to_string())
            .collect();
        self.open_form(Form {
            title: format!("Go on to stage {}, with a reason", stage.number),
            lead: format!(
                "{}. You can go on. Your reason is kept and shown with your name, the date and what was open; what opens \
                 later shows again.",
                gate::words(&open)
            ),
            fields: Fields::new(vec![TextField::new(label::REASON, Kind::Long, "")]),
            purpose: Purpose::Gate {
                stage: stage.place.to_string(),
                open: places,
            },
        });
    }

    pub(in crate::app) fn ask_new_project(&mut self) {
        self.open_form(Form {
            title: "New project".to_owned(),
            lead: format!(
                "A piece of work on the {} roadmap.",
                self.world.roadmap.title.to_lowercase()
            ),
            fields: Fields::new(vec![TextField::new(label::NAME, Kind::Short, "")]),
            purpose: Purpose::NewProject,
        });
    }

    pub(in crate::app) fn ask_rename(&mut self, id: &str) {
        let name = self.world.book.project_name(id).to_owned();
        self.open_form(Form {
            title: format!("Rename {name}"),
            lead: String::new(),
            fields: Fields::new(vec![TextField::new(label::NAME, Kind::Short, &name)]),
            purpose: Purpose::Rename { id: id.to_owned() },
        });
    }

    pub(in crate::app) fn ask_feedback(&mut self, id: Option<&str>, place: &str) {
        let subject = Subject::Feedback(id.unwrap_or_default().to_owned());
        let text = |field| self.world.book.text(&subject, "", &field);
        let fields = vec![
            TextField::new(label::USEFUL, Kind::Score, text(Field::Useful)),
            TextField::new(label::HELPED, Kind::Long, text(Field::Helped)),
            TextField::new(label::MISSING, Kind::Long, text(Field::Missing)),
        ];
        let about = self.world.roads().title(&subject, place);
        self.open_form(Form {
            title: format!("Feedback: {about}"),
            lead: "For you and your team. It stays in your state file; nothing is sent anywhere."
                .to_owned(),
            fields: Fields::new(fields),
            purpose: Purpose::Feedback {
                id: id.map(str::to_owned),
                place: place.to_owned(),
            },
        });
    }

    pub(in crate::app) fn ask_standstill(&mut self) {
        self.open_form(Form {
            title: "Count the standstill".to_owned(),
            lead: "For the Provider Selection Regime only. Nothing is recorded.".to_owned(),
            fields: Fields::new(vec![
                TextField::new(label::NOTICE, Kind::Date(Lies::Near), ""),
                TextField::new(label::DECISION, Kind::Date(Lies::Near), ""),
            ]),
            purpose: Purpose::Standstill,
        });
    }

    fn count_standstill(&mut self, fields: &Fields) {
        let day = |label| date::parse(&fields.text(label));
        let Some(notice) = day(label::NOTICE) else {
            return;
        };
        let calendar = &self.world.guide.calendar;
        let counted = standstill::count(calendar, notice, day(label::DECISION));
        let words = counted.map_or_else(|why| why.to_string(), |counted| counted.words(calendar));
        let reading = Reading::new("Standstill", vec![Entry::Note(words)]);
        self.stack.push(Screen::Reading(reading));
    }

    pub(in crate::app) fn ask_measure(&mut self, what: &str, title: &str) {
        let is_competency = is_competency(what);
        let level = if is_competency {
            TextField::new(label::LEVEL, Kind::Level, "")
        } else {
            TextField::new(label::EXTENT, Kind::Extent, "")
        };
        self.open_form(Form {
            title: format!("Measure: {title}"),
            lead: "Today's date is kept with it. What you recorded before stays beside it."
                .to_owned(),
            fields: Fields::new(vec![
                level,
                TextField::new(label::WHY, Kind::Long, ""),
                TextField::new(label::FOR_PROJECT, Kind::Short, ""),
            ]),
            purpose: Purpose::Measure {
                what: what.to_owned(),
            },
        });
    }

    /// Opens a form in front of the page or a list, unless nothing can be recorded here. What was typed into it before
    /// Esc stands in it again.
    pub(in crate::app) fn open_form(&mut self, mut form: Form) {
        if form.purpose.records() && !self.world.may_change() {
            return;
        }
        let project = self.world.project_id().to_owned();
        let is_same = |left: &mut Draft| left.project == project && left.purpose == form.purpose;
        for written in self
            .world
            .left_form
            .take_if(is_same)
            .into_iter()
            .flat_map(|left| left.texts)
        {
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
        let Some(Purpose::Feedback { id, place }) = self.stack.form().map(|form| &form.purpose)
        else {
            self.keep_words();
            return Vec::new();
        };
        let (id, place) = (id.clone(), place.clone());
        let Some(form) = self.stack.take_form() else {
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
        self.world.keep_feedback(id.as_deref(), &place, values)
    }

    /// Takes the open form away, if there is one, and keeps what was typed into it.
    pub(in crate::app) fn keep_words(&mut self) {
        let Some(form) = self.stack.take_form() else {
            return;
        };
        let changed = form.fields.list.iter().filter(|field| field.is_changed());
        let left = self.world.written(form.purpose, form.fields.focus, changed);
        if !left.texts.is_empty() {
            self.world.notice = Some(words::LEFT_FORM.to_owned());
            self.world.left_form = Some(left);
        }
    }

    /// Opens the form of a purpose again.
    pub(in crate::app) fn ask_again(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::Reason { item, state } => {
                if let Some((_, item)) = self.world.roadmap.item(item) {
                    self.ask_reason(item, *state);
                }
            }
            Purpose::Gate { stage, .. } => {
                if let Some(stage) = self.world.roadmap.page(stage) {
                    self.ask_gate(stage);
                }
            }
            Purpose::NewProject => self.ask_new_project(),
            Purpose::Rename { id } => self.ask_rename(id),
            Purpose::Standstill => self.ask_standstill(),
            Purpose::Measure { what } => {
                let title = self
                    .world
                    .guide
                    .title_of(self.world.roadmap, what)
                    .unwrap_or(what);
                self.ask_measure(what, title);
            }
            Purpose::Feedback { id, place } => self.ask_feedback(id.as_deref(), place),
            Purpose::Settle { .. } => {
                if let Some(key) = purpose.clash() {
                    self.edit_clash(&key);
                }
            }
            // A field of an item stands on its page, not in a form.
            Purpose::Field { .. } => {}
        }
    }

    /// The last field is done: carry the form out, or say what it lacks.
    pub(in crate::app) fn finish_form(&mut self) -> Vec<Effect> {
        let Some(Screen::Form(form)) = self.stack.front_mut() else {
            return Vec::new();
        };
        let needed = form.needed(self.world.hand);
        let first = form
            .fields
            .list
            .first()
            .map(TextField::text)
            .unwrap_or_default();
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
            Purpose::Reason { item, state } => match self.world.roadmap.item(&item) {
                Some((_, item)) => self.world.set_state(item, state, &first),
                None => Vec::new(),
            },
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
                let tied = form
                    .fields
                    .text(label::FOR_PROJECT)
                    .to_lowercase()
                    .starts_with('y');
                let evidence = form.fields.text(label::WHY);
                self.world
                    .keep_measure(&what, &extent(&first), evidence, tied)
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
    let words = ["not yet", "partly", "yes"];
    let found = words
        .into_iter()
        .find(|word| !typed.is_empty() && word.starts_with(typed.as_str()));
    found.unwrap_or_default().to_owned()
}

fn is_score(text: &str) -> bool {
    matches!(text, "" | "1" | "2" | "3" | "4" | "5")
}
