//! Half-written text: what stands in fields and forms just now, and taking it up again after the line was cut.

use super::field::TextField;
use super::message::Effect;
use super::screen::Screen;
use super::screen::list::{Choice, Entry};
use super::screen::reading::Reading;
use super::travel::WORK;
use super::{App, Part, World, words};
use crate::project::audit;
use crate::project::change::{Field, Subject};
use crate::project::draft::{Draft, Purpose, Written};
use crate::text::quoted;

impl World {
    /// What stands in these fields, for a purpose.
    pub(super) fn written<'a>(
        &self,
        purpose: Purpose,
        focus: usize,
        fields: impl IntoIterator<Item = &'a TextField>,
    ) -> Draft {
        let written = |field: &TextField| Written {
            label: field.label.to_owned(),
            text: field.text(),
        };
        Draft {
            at: self.now.utc,
            project: self.project_id().to_owned(),
            focus,
            purpose,
            texts: fields.into_iter().map(written).collect(),
        }
    }

    /// The lines that offer the oldest draft.
    pub(super) fn draft_entries(&self) -> Vec<Entry> {
        let Some((_, draft)) = self.drafts.first() else {
            return Vec::new();
        };
        let mut entries = vec![Entry::Note(self.draft_words(draft))];
        let filled = draft.texts.iter().filter(|it| !it.text.is_empty());
        entries.extend(filled.map(|it| Entry::Wrote(format!("{}: {}", it.label, it.text))));
        entries.extend([
            Entry::plain("Keep: go on writing where you were", Choice::KeepDraft),
            Entry::plain("Compare with what is recorded", Choice::CompareDraft),
            Entry::plain("Drop it", Choice::DropDraft),
        ]);
        entries
    }

    fn draft_words(&self, draft: &Draft) -> String {
        let written_for = Subject::Project(draft.project.clone());
        let title = |place: &str| self.roads().title(&written_for, place);
        let what = match &draft.purpose {
            Purpose::Field { place, field } => {
                format!("{}: {}", Field::named(field).label(), title(place))
            }
            Purpose::Reason { item, state } => format!("{}: {}", state.words(), title(item)),
            Purpose::Gate { stage, .. } => format!("Why to go on at {}", title(stage)),
            Purpose::NewProject => "The name of a new project".to_owned(),
            Purpose::Rename { id } => format!("Another name for {}", self.book.project_name(id)),
            Purpose::Standstill => "The dates of a standstill".to_owned(),
            Purpose::Measure { what } => format!("A measure: {}", title(what)),
            Purpose::Feedback { place, .. } => format!("Feedback: {}", title(place)),
            Purpose::Settle { .. } => match draft.purpose.clash() {
                Some(key) => self.key_words(&key),
                None => "A value".to_owned(),
            },
        };
        let project = self.book.project_name(&draft.project);
        let at = (self.clock)(draft.at).minute();
        let words = format!("{what}. Project: {project}. Written {at}, and not recorded.");
        words.replace('\n', " ")
    }

    /// The oldest draft beside what is recorded.
    pub(super) fn compared_draft(&self) -> Option<Screen> {
        let (_, draft) = self.drafts.first()?;
        let recorded = match &draft.purpose {
            Purpose::Field { place, field } => {
                let project = Subject::Project(draft.project.clone());
                let field = Field::named(field);
                let text = self.book.text(&project, place, &field);
                vec![audit::value_words(self.clock, &field, text)]
            }
            Purpose::Feedback { id: Some(id), .. } => {
                let subject = Subject::Feedback(id.clone());
                [Field::Useful, Field::Helped, Field::Missing]
                    .map(|field| self.book.text(&subject, "", &field).to_owned())
                    .into()
            }
            Purpose::Reason { item, .. } => {
                let project = Subject::Project(draft.project.clone());
                vec![self.book.text(&project, item, &Field::Reason).to_owned()]
            }
            _ => Vec::new(),
        };
        let mut entries = vec![Entry::Wrote(self.draft_words(draft))];
        for (index, written) in draft.texts.iter().enumerate() {
            let recorded = recorded.get(index).map_or("", String::as_str);
            for (which, text) in [("the draft", &*written.text), ("as recorded", recorded)] {
                let text = if text.is_empty() { "(empty)" } else { text };
                let words = format!("{}, {which}: {text}", written.label);
                entries.push(Entry::Wrote(words));
            }
        }
        Some(Reading::screen("Draft", entries))
    }
}

impl App {
    /// What is half-written just now, if anything.
    pub fn draft(&self) -> Option<Draft> {
        if let Some(form) = self.stack.form() {
            let (purpose, fields) = (&form.purpose, &form.fields);
            let is_draft = purpose.records() && fields.list.iter().any(TextField::is_changed);
            let world = &self.world;
            let written = || world.written(purpose.clone(), fields.focus, &fields.list);
            return is_draft.then(written);
        }
        let fields = self.fields.as_ref()?;
        let typed = fields.in_focus().filter(|field| field.is_changed())?;
        let (field, _) = WORK.get(fields.focus)?;
        let purpose = Purpose::Field {
            place: self.item()?.place.to_string(),
            field: field.name().to_owned(),
        };
        Some(self.world.written(purpose, 0, [typed]))
    }

    /// Takes the oldest draft up again, with the cursor where it was.
    pub(super) fn keep_draft(&mut self) -> Vec<Effect> {
        let Some((path, draft)) = self.world.drafts.first().cloned() else {
            return Vec::new();
        };
        if !self.world.may_change() {
            return Vec::new();
        }
        if !self.resume(&draft) {
            return self.world.say(words::DRAFT_WITHOUT_PLACE);
        }
        self.world.drafts.remove(0);
        vec![Effect::KeepDraft, Effect::DropDraft(path)]
    }

    /// Whether the place and the form of a draft could be opened again.
    fn resume(&mut self, draft: &Draft) -> bool {
        let id = draft.project.as_str();
        if self.world.book.projects().contains(&id) && id != self.world.project_id() {
            self.switch_to(id);
        }
        match &draft.purpose {
            Purpose::Field { place, .. } => return self.resume_field(place, draft),
            Purpose::Reason { item: place, .. }
            | Purpose::Gate { stage: place, .. }
            | Purpose::Measure { what: place }
            | Purpose::Feedback { place, .. } => {
                if self
                    .world
                    .guide()
                    .find(&self.world.roadmap, place)
                    .is_none()
                {
                    return false;
                }
                self.go(place);
            }
            _ => {}
        }
        self.fill_in(draft.purpose.clone());
        let Some(Screen::Form(form)) = self.stack.front_mut() else {
            return false;
        };
        for (field, written) in form.fields.list.iter_mut().zip(&draft.texts) {
            field.write(&written.text);
        }
        form.fields.focus = draft.focus.min(form.fields.list.len().saturating_sub(1));
        true
    }

    fn resume_field(&mut self, place: &str, draft: &Draft) -> bool {
        if self.world.roadmap.item(place).is_none() {
            return false;
        }
        self.go(place);
        self.enter_part(Part::Fields, false);
        self.write_again(draft)
    }

    /// Puts what was written for a field of the open record there again.
    pub(super) fn write_again(&mut self, draft: &Draft) -> bool {
        let Purpose::Field { field: name, .. } = &draft.purpose else {
            return false;
        };
        let focus = WORK.iter().position(|(field, _)| field.name() == name);
        let (Some(focus), Some(fields)) = (focus, &mut self.fields) else {
            return false;
        };
        fields.focus = focus;
        if let (Some(field), Some(written)) = (fields.focused(), draft.texts.first()) {
            field.write(&written.text);
        }
        true
    }

    /// Drops the oldest draft; the next one is offered.
    pub(super) fn drop_draft(&mut self) -> Vec<Effect> {
        if self.world.drafts.is_empty() {
            return Vec::new();
        }
        let (path, _) = self.world.drafts.remove(0);
        self.stack.pop();
        self.offer();
        vec![Effect::DropDraft(path)]
    }

    /// Fields that nobody has typed into show what holds now.
    pub(super) fn refresh_fields(&mut self) {
        let Some(item) = self.item() else { return };
        let fresh = self.world.fields_of(item);
        let Some(fields) = &mut self.fields else {
            return;
        };
        for (field, fresh) in fields.list.iter_mut().zip(fresh.list) {
            if !field.is_changed() {
                *field = fresh;
            }
        }
    }

    /// What is not on disk, as text to be copied from the screen.
    pub fn unsaved_text(&self) -> String {
        let mut text = String::new();
        for act in audit::acts(&self.world.pending) {
            let at = (self.world.clock)(act.at).minute();
            text.push_str(&format!(
                "\n{} ({at}, {})\n",
                audit::words(self.world.roads(), &act),
                act.by
            ));
            for step in &act.steps {
                let value = audit::value_words(self.world.clock, &step.key.field, &step.to);
                let label = step.key.field.label();
                text.push_str(&quoted::marked(&format!("  {label}: {value}")));
                text.push('\n');
            }
        }
        if let Some(draft) = self.draft() {
            text.push_str(&format!("\n{}\n", self.world.draft_words(&draft)));
            for written in &draft.texts {
                let words = format!("  {}: {}", written.label, written.text);
                text.push_str(&quoted::marked(&words));
                text.push('\n');
            }
        }
        text
    }
}
