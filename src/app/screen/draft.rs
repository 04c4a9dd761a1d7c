//! Half-written text of a session that was cut off: what to do with it, and taking it up again.

use super::form::asks;
use super::list::{About, Entry, Listed};
use super::page::OpenPage;
use super::reading::Reading;
use super::{Move, Step};
use crate::app::field::TextField;
use crate::app::message::Effect;
use crate::app::{World, words};
use crate::doc::Doc;
use crate::project::change::Subject;
use crate::project::draft::{Draft, Purpose, Written};

/// The oldest draft.
#[derive(Debug)]
pub struct HalfWritten;

impl Listed for HalfWritten {
    const ABOUT: About = About::question(
        "You were writing when the line was cut",
        "{Esc} leaves it for another time.",
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let Some((_, draft)) = world.drafts.first() else {
            return Vec::new();
        };
        let mut entries = vec![Entry::Note(world.draft_words(draft))];
        let filled = draft.texts.iter().filter(|it| !it.text.is_empty());
        entries.extend(filled.map(|it| Entry::Wrote(format!("{}: {}", it.label, it.text))));
        entries.extend([
            Entry::plain("Keep: go on writing where you were", World::keep_draft),
            Entry::plain("Compare with what is recorded", |world| {
                world.compare_draft()
            }),
            Entry::plain("Drop it", World::drop_draft),
        ]);
        entries
    }
}

impl World {
    /// What stands in these fields, for a purpose.
    pub(in crate::app) fn written<'a>(
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

    /// What a draft was for, whose it is, and when it was written.
    pub(super) fn draft_words(&self, draft: &Draft) -> String {
        let written_for = Subject::Project(draft.project.clone());
        let what = asks(&draft.purpose).words(self, &written_for);
        let project = self.book.project_name(&draft.project);
        let at = (self.clock)(draft.at).minute();
        let words = format!("{what}. Project: {project}. Written {at}, and not recorded.");
        words.replace('\n', " ")
    }

    /// The oldest draft beside what is recorded.
    fn compare_draft(&self) -> Step {
        let Some((_, draft)) = self.drafts.first() else {
            return Step::default();
        };
        let project = Subject::Project(draft.project.clone());
        let recorded = asks(&draft.purpose).recorded(self, &project);
        let mut doc = Doc::default();
        let mut wrote = |words: String| {
            let mut part = Doc::default();
            part.wrote(0, words);
            doc.part(part);
        };
        wrote(self.draft_words(draft));
        for (index, written) in draft.texts.iter().enumerate() {
            let recorded = recorded.get(index).map_or("", String::as_str);
            for (which, text) in [("the draft", &*written.text), ("as recorded", recorded)] {
                let text = if text.is_empty() { "(empty)" } else { text };
                wrote(format!("{}, {which}: {text}", written.label));
            }
        }
        Step::push(Reading::of("Draft", doc))
    }

    /// Takes the oldest draft up again, with the cursor where it was.
    fn keep_draft(&mut self) -> Step {
        let Some((path, draft)) = self.drafts.first().cloned() else {
            return Step::default();
        };
        if !self.may_change() {
            return Step::default();
        }
        let id = draft.project.as_str();
        let is_other = self.book.projects().contains(&id) && id != self.project_id();
        let switched = is_other.then(|| self.switch_to(id));
        let Some(moves) = self.reopened(&draft) else {
            let effects = self.say(words::DRAFT_WITHOUT_PLACE);
            return switched.unwrap_or_default().with(effects);
        };
        self.drafts.remove(0);
        let step = switched.unwrap_or_else(Step::pop);
        let step = moves.into_iter().fold(step, Step::then);
        step.with([Effect::KeepDraft, Effect::DropDraft(path)])
    }

    /// The place and the form of a draft, to be opened again; nothing if they are gone.
    fn reopened(&self, draft: &Draft) -> Option<Vec<Move>> {
        if let Purpose::Field(_) = draft.purpose {
            return Some(vec![Move::Open(OpenPage::resumed(self, draft)?)]);
        }
        let mut form = self.form(draft.purpose.clone())?;
        for (field, written) in form.fields.list.iter_mut().zip(&draft.texts) {
            field.write(&written.text);
        }
        form.fields.focus = draft.focus.min(form.fields.list.len().saturating_sub(1));
        let mut moves = Vec::new();
        if let Some(place) = asks(&draft.purpose).place() {
            let place = self.place(place.to_owned());
            self.found(&place)?;
            moves.push(Move::Open(OpenPage::at(place)));
        }
        moves.push(Move::Push(form.into()));
        Some(moves)
    }

    /// Drops the oldest draft; the next one is offered.
    fn drop_draft(&mut self) -> Step {
        if self.drafts.is_empty() {
            return Step::default();
        }
        let (path, _) = self.drafts.remove(0);
        let offered = self.offered().map(Move::Push);
        let step = offered.into_iter().fold(Step::pop(), Step::then);
        step.with([Effect::DropDraft(path)])
    }
}
