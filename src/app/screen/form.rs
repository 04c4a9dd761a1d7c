//! What forms in front of the page have in common: each asks for a few texts, and something comes of them.

use super::asks::{Asks, extent, is_score};
use super::{Move, Shown, Step};
use crate::app::World;
use crate::app::command::Command;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::hint::Hint;
use crate::app::laid::Laid;
use crate::app::words::{self, label};
use crate::project::date::{self, typed::Lies};
use crate::project::draft::{Draft, Purpose};
use crate::scene::{Answers, Enter, Lines, Role, Scene, Standing};
use tui_textarea::Key;

/// A form, open.
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// Its heading.
    pub title: String,
    /// What to know before filling it in.
    pub lead: String,
    /// Its fields.
    pub fields: Fields,
    /// Whether something came of it, so that its words need not be kept.
    is_done: bool,
}

/// What is a purpose's own.
pub(in crate::app) fn asks(purpose: &Purpose) -> &dyn Asks {
    match purpose {
        Purpose::Field(field) => field,
        Purpose::Reason(reason) => reason,
        Purpose::Gate(gate) => gate,
        Purpose::NewProject => &super::naming::NewProject,
        Purpose::Rename(rename) => rename,
        Purpose::Standstill => &super::standstill::Standstill,
        Purpose::Measure(measure) => measure,
        Purpose::Feedback(feedback) => feedback,
        Purpose::Settle(settle) => settle,
    }
}

impl Form {
    /// A form that asks for these texts.
    pub(in crate::app) fn asking(
        purpose: Purpose,
        title: impl Into<String>,
        fields: Vec<TextField>,
    ) -> Self {
        Self {
            purpose,
            title: title.into(),
            lead: String::new(),
            fields: Fields::new(fields),
            is_done: false,
        }
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

    /// The last field is done: what comes of the form, or what it lacks.
    fn finish(&mut self, world: &mut World) -> Step {
        let needed = asks(&self.purpose).needed(world.hand);
        let first = self.fields.list.first();
        let first = first.map(TextField::text).unwrap_or_default();
        if let Some(needed) = needed.filter(|_| first.is_empty()) {
            if let Some(field) = self.fields.list.first_mut() {
                field.fault = Some(needed);
                self.fields.focus = 0;
            }
            return Step::default();
        }
        self.is_done = true;
        asks(&self.purpose).done(world, first, &self.fields)
    }
}

impl Shown for Form {
    fn scene(&self, world: &World) -> Scene<'static> {
        let mut lines = Lines::default();
        if !self.lead.is_empty() {
            lines.text(&self.lead, Role::Quiet, 0);
        }
        self.fields.add_to(true, &mut lines);
        let tab = if self.is_last() { "done" } else { "next field" };
        let mut scene = Scene {
            selected: Some(self.fields.focus),
            keys: self.fields.keys(tab),
            answers: Answers("", Enter::Nothing),
            standing: Standing::Form {
                which: format!("{} {:?}", self.title, self.purpose),
                is_needed: asks(&self.purpose).needed(world.hand).is_some(),
            },
            ..Scene::new(&self.title, "")
        };
        scene.add(lines);
        scene
    }

    fn act(&mut self, world: &mut World, _: &Laid, command: Command) -> Step {
        match command {
            Command::Back if asks(&self.purpose).is_kept_by_leaving() => {
                return self.finish(world);
            }
            Command::Back => return Step::pop(),
            Command::Help => return Move::Help.into(),
            Command::NextPart if self.may_leave_field(world) => {
                if self.is_last() {
                    return self.finish(world);
                }
                self.fields.focus += 1;
            }
            Command::PreviousPart => self.fields.focus = self.fields.focus.saturating_sub(1),
            _ => {}
        }
        Step::default()
    }

    fn help(&self) -> Hint {
        Hint(
            "A form. {Tab goes to its next field and, after the last, keeps what you typed; Shift-Tab goes back. Esc leaves it \
             and keeps your words|Each of its texts is asked for in turn}.",
        )
    }

    fn is_passing(&self) -> bool {
        false
    }

    fn field(&self) -> Option<&TextField> {
        self.fields.in_focus()
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.fields.focused()
    }

    fn key(&mut self, world: &mut World, laid: &Laid, key: Key) -> Option<Step> {
        let is_next = key == Key::Enter && !self.field()?.is_long();
        is_next.then(|| self.act(world, laid, Command::NextPart))
    }

    /// What was typed is there again when the same form is opened.
    fn leave(&mut self, world: &mut World) {
        if self.is_done {
            return;
        }
        let changed = self.fields.list.iter().filter(|field| field.is_changed());
        let left = world.written(self.purpose.clone(), self.fields.focus, changed);
        if !left.texts.is_empty() {
            world
                .notice
                .get_or_insert_with(|| words::LEFT_FORM.to_owned());
            world.left_form = Some(left);
        }
    }
}

impl World {
    /// The form of a purpose in front of what is there, unless nothing can be recorded here. What was typed into it before
    /// Esc stands in it again.
    pub(in crate::app) fn fill_in(&mut self, purpose: Purpose) -> Step {
        if purpose.records() && !self.may_change() {
            return Step::default();
        }
        let Some(mut form) = self.form(purpose) else {
            return Step::default();
        };
        let project = self.project_id().to_owned();
        let is_same = |left: &mut Draft| left.project == project && left.purpose == form.purpose;
        let left = self.left_form.take_if(is_same).into_iter();
        for written in left.flat_map(|left| left.texts) {
            let mut fields = form.fields.list.iter_mut();
            if let Some(field) = fields.find(|field| field.label == written.label) {
                field.write(&written.text);
            }
        }
        Step::push(form)
    }

    /// The form of a purpose; nothing if what it is about is not there, or has its fields on its own page.
    pub(super) fn form(&self, mut purpose: Purpose) -> Option<Form> {
        if let Purpose::Gate(gate) = &mut purpose {
            gate.open = self.open_before(&gate.stage)?;
        }
        let asked = asks(&purpose).asks(self)?;
        Some(Form {
            lead: asked.lead,
            ..Form::asking(purpose, asked.title, asked.fields)
        })
    }
}
