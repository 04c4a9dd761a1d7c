//! One's own feedback, to be written and edited.

use super::list::{About, Choice, Entry};
use crate::app::World;
use crate::app::command::Command;
use crate::project::change::{Field, Subject};
use crate::project::draft::Purpose;
use crate::scene::Mark;

/// About it.
pub(super) const ABOUT: About = About {
    opened_by: Some(Command::Feedback),
    leads_on: true,
    ..About::offer(
        "Feedback",
        "{Enter writes or edits. |}It stays in your own file.",
    )
};

impl World {
    /// Its lines; first what is about the place where it was asked for.
    pub(super) fn feedback_entries(&self, here: &str) -> Vec<Entry> {
        let title = |subject: &Subject, place: &str| {
            let title = self.roads().title_of(subject, place);
            title.unwrap_or_else(|| format!("{place} (retired)"))
        };
        let new = format!("New feedback about: {}", title(&self.project, here));
        let ask = |id: Option<&str>, place: &str| {
            let (id, place) = (id.map(str::to_owned), place.to_owned());
            Choice::FillIn(Purpose::Feedback { id, place })
        };
        let mut entries = vec![Entry::choice(Mark::New, new, ask(None, here))];
        let (mine, others): (Vec<&str>, Vec<&str>) =
            self.book.feedback(None).into_iter().partition(|id| {
                let subject = Subject::Feedback((*id).to_owned());
                let place = self.book.text(&subject, "", &Field::Place);
                place == here && self.roads().is_open(&subject)
            });
        for (heading, ids) in [("About this page", mine), ("About other pages", others)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::heading(heading));
            for id in ids {
                let subject = Subject::Feedback(id.to_owned());
                let text = |field| self.book.text(&subject, "", &field).replace('\n', " ");
                let words = format!(
                    "{}: {} {}",
                    title(&subject, &text(Field::Place)),
                    text(Field::Helped),
                    text(Field::Missing)
                );
                let useful = match text(Field::Useful) {
                    useful if useful.is_empty() => "-".to_owned(),
                    useful => useful,
                };
                let place = self.book.text(&subject, "", &Field::Place);
                entries.push(Entry::choice(
                    Mark::Score(useful),
                    words,
                    ask(Some(id), place),
                ));
            }
        }
        entries
    }
}
