//! One's own feedback: the list of it, and the form in which it is written and edited.

use super::Step;
use super::asks::{Asked, Asks, is_score};
use super::list::{About, Entry, Listed};
use crate::app::World;
use crate::app::command::Command;
use crate::app::field::{Fields, Kind, TextField};
use crate::app::words::label;
use crate::project::change::{Field, Subject};
use crate::project::draft::{self, Purpose};
use crate::scene::Mark;

/// The list, with what is about a place first.
#[derive(Debug)]
pub struct Feedback(pub String);

impl Listed for Feedback {
    const ABOUT: About = About::leading_on(
        "Feedback",
        "{Enter writes or edits. |}It stays in your own file.",
        Command::Feedback,
    );

    fn entries(&self, world: &World) -> Vec<Entry> {
        let here = self.0.as_str();
        let new = format!("New feedback about: {}", title(world, &world.project, here));
        let ask = |id: Option<&str>, place: &str| {
            let (id, place) = (id.map(str::to_owned), place.to_owned());
            |world: &mut World| world.fill_in(Purpose::Feedback(draft::Feedback { id, place }))
        };
        let mut entries = vec![Entry::choice(Mark::New, new, ask(None, here))];
        let (mine, others): (Vec<&str>, Vec<&str>) =
            world.book.feedback(None).into_iter().partition(|id| {
                let subject = Subject::Feedback((*id).to_owned());
                let place = world.book.text(&subject, "", &Field::Place);
                place == here && world.roads().is_open(&subject)
            });
        for (heading, ids) in [("About this page", mine), ("About other pages", others)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::heading(heading));
            for id in ids {
                let subject = Subject::Feedback(id.to_owned());
                let text = |field| world.book.text(&subject, "", &field).replace('\n', " ");
                let words = format!(
                    "{}: {} {}",
                    title(world, &subject, &text(Field::Place)),
                    text(Field::Helped),
                    text(Field::Missing)
                );
                let useful = match text(Field::Useful) {
                    useful if useful.is_empty() => "-".to_owned(),
                    useful => useful,
                };
                let place = world.book.text(&subject, "", &Field::Place);
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

fn title(world: &World, subject: &Subject, place: &str) -> String {
    let title = world.roads().title_of(subject, place);
    title.unwrap_or_else(|| format!("{place} (retired)"))
}

impl Asks for draft::Feedback {
    fn asks(&self, world: &World) -> Option<Asked> {
        let subject = Subject::Feedback(self.id.clone().unwrap_or_default());
        let text = |field| world.book.text(&subject, "", &field);
        Some(Asked {
            title: format!("Feedback: {}", world.roads().title(&subject, &self.place)),
            lead: "For you and your team. It stays in your state file; nothing is sent anywhere."
                .to_owned(),
            fields: vec![
                TextField::new(label::USEFUL, Kind::Score, text(Field::Useful)),
                TextField::new(label::HELPED, Kind::Long, text(Field::Helped)),
                TextField::new(label::MISSING, Kind::Long, text(Field::Missing)),
            ],
        })
    }

    /// A score that is none goes into the words, where it is not lost and not counted.
    fn done(&self, world: &mut World, useful: String, fields: &Fields) -> Step {
        let (helped, missing) = (fields.text(label::HELPED), fields.text(label::MISSING));
        let (useful, helped) = if is_score(&useful) {
            (useful, helped)
        } else {
            (String::new(), format!("{useful} {helped}"))
        };
        if self.id.is_none()
            && [&useful, &helped, &missing]
                .iter()
                .all(|text| text.is_empty())
        {
            return Step::pop();
        }
        world.notice = Some("Feedback kept.".to_owned());
        let values = [
            (Field::Useful, useful),
            (Field::Helped, helped),
            (Field::Missing, missing),
        ];
        Step::pop().with(world.keep_feedback(self.id.as_deref(), &self.place, values))
    }

    fn is_kept_by_leaving(&self) -> bool {
        true
    }

    fn words(&self, world: &World, project: &Subject) -> String {
        format!("Feedback: {}", world.roads().title(project, &self.place))
    }

    fn recorded(&self, world: &World, _: &Subject) -> Vec<String> {
        let Some(id) = &self.id else {
            return Vec::new();
        };
        let subject = Subject::Feedback(id.clone());
        [Field::Useful, Field::Helped, Field::Missing]
            .map(|field| world.book.text(&subject, "", &field).to_owned())
            .into()
    }

    fn place(&self) -> Option<&str> {
        Some(&self.place)
    }
}
