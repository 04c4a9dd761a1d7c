//! The words that are said, as answers: states, fields, parts of a page, and the words of a line.

use super::{Answer, Context, NO_LINES, OPEN};
use crate::app::command::Command;
use crate::app::message::Message;
use crate::app::{Part, content, words};
use crate::guide::Found;
use crate::guide::page::Kind;
use crate::project::change::Field;
use crate::project::work::State;
use crate::scene::Standing;

/// The fewest letters that may stand for a line.
const LEAST: usize = 3;

/// The word that is meant by words as they are said: without an article, and by its name what has a longer title.
pub(super) fn meant(words: &str) -> &str {
    let articles = ["its ", "your ", "the "];
    let bare = articles
        .iter()
        .find_map(|article| words.strip_prefix(article));
    match bare.unwrap_or(words) {
        "view settings" => "view",
        "terms here" => "terms",
        "take it away" => "take away",
        "past" => "the past",
        bare => bare,
    }
}

/// The state of these words. Open is a command, too: it opens a line.
pub(super) fn state(words: &str) -> Option<State> {
    let mut states = State::ALL.iter().copied();
    states.find(|state| *state != State::Open && state.words().to_lowercase() == words)
}

/// The field of a record of this name.
pub(super) fn field(words: &str) -> Option<Field> {
    let mut fields = Field::OF_WORK.into_iter();
    fields.find(|field| field.label().to_lowercase() == words)
}

/// The part of a page of this name.
pub(super) fn part(words: &str) -> Option<Part> {
    Some(match words {
        "checklist" | "essentials" | "actions" => Part::Checklist,
        "record" => Part::Fields,
        "text" => Part::Text,
        _ => return None,
    })
}

impl Context<'_> {
    /// A state for the item of a line, or for the one that is open.
    pub(super) fn mark(&self, state: State, number: Option<usize>) -> Answer {
        let mark = Message::Mark(state);
        match number {
            Some(number) => self.at_item(number, mark.clone(), &[mark]),
            None if !self.app.is_page() || self.app.item().is_none() => {
                Answer::Unclear(self.app.world.told(words::NO_ITEM))
            }
            None => self.on_page(Answer::Messages(vec![mark])),
        }
    }

    /// A field of the record of the item of a line, or of the one that is open.
    pub(super) fn ask(&self, field: Field, number: Option<usize>) -> Answer {
        let ask = Message::Ask(field);
        let open = Message::Do(Command::Open);
        let is_open = matches!(self.app.found(), Some(Found::Item(..)));
        match number {
            Some(number) => self.at_item(number, ask.clone(), &[open, ask]),
            None if is_open => self.on_page(Answer::Messages(vec![ask])),
            None if self.app.item().is_some() => self.on_page(Answer::Messages(vec![open, ask])),
            None => Answer::Unclear(self.app.world.told(words::NO_RECORD)),
        }
    }

    /// Gives messages at a line of a checklist; in a list that leads to the item, a message once that is open.
    fn at_item(&self, number: usize, opened: Message, there: &[Message]) -> Answer {
        let things = &self.lines.things;
        let thing = number.checked_sub(1).and_then(|index| things.get(index));
        match &self.lines.standing {
            Standing::List { .. } if thing.is_some_and(|thing| thing.is_item) => {
                self.choose_to(number, &[Message::Do(Command::Open), opened])
            }
            Standing::Page { part, .. } if *part == Part::Checklist => {
                self.choose_to(number, there)
            }
            Standing::List { .. } => {
                Answer::Unclear(format!("Line {number} is no action of a checklist."))
            }
            _ => Answer::Unclear(NO_LINES.to_owned()),
        }
    }

    /// On to a part of the page.
    pub(super) fn part(&self, part: Part) -> Answer {
        if self.app.parts().contains(&part) {
            return self.on_page(Answer::Messages(self.steps_to(part)));
        }
        Answer::Unclear(match part {
            Part::Fields => self.app.world.told(words::NO_RECORD),
            _ => "This page has no checklist.".to_owned(),
        })
    }

    /// The number of the one line that has exactly these words.
    pub(super) fn exactly(&self, typed: &str) -> Option<usize> {
        let low = flat(typed);
        let things = &self.lines.things;
        let mut same = (1..)
            .zip(things)
            .filter(|(_, thing)| flat(&thing.words) == low);
        let (number, _) = same.next()?;
        same.next().is_none().then_some(number)
    }

    /// A line by its own words, or a sign or stage by its title.
    pub(super) fn line(&self, typed: &str) -> Answer {
        let low = flat(typed);
        let things = &self.lines.things;
        let holds = |holds: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let things = (1..).zip(things);
            let held = things.filter(|(_, thing)| holds(&flat(&thing.words)));
            held.map(|(number, _)| number).collect()
        };
        if let Some(number) = self.exactly(typed) {
            return self.choose_to(number, OPEN);
        }
        let mut found = holds(&|thing: &str| thing.starts_with(&low));
        // What is decided by a line is not guessed at.
        let is_decided = matches!(
            self.lines.standing,
            Standing::List {
                leads_on: false,
                ..
            }
        );
        if found.is_empty() && !is_decided {
            found = holds(&|thing: &str| thing.contains(&format!(" {low}")));
        }
        if low.chars().count() < LEAST {
            found.clear();
        }
        match found.as_slice() {
            [number] => self.choose_to(*number, OPEN),
            [] => self.titled(&low).unwrap_or_else(|| {
                Answer::Unclear(format!(
                    "\"{typed}\" means nothing here. help says what can be typed."
                ))
            }),
            several => {
                let numbers: Vec<String> = several.iter().map(ToString::to_string).collect();
                Answer::Unclear(format!(
                    "\"{typed}\" stands in several lines here: {}. Type the number of one.",
                    numbers.join(", ")
                ))
            }
        }
    }

    /// The sign or stage of this title.
    fn titled(&self, low: &str) -> Option<Answer> {
        let is_it = |title: &str| flat(title) == low;
        let mut pages = self.app.world.roadmap.pages();
        let page = pages.find(|page| {
            is_it(&page.title) || is_it(&page.short) || is_it(&content::heading(&Found::Page(page)))
        })?;
        let number = usize::from(page.number);
        Some(match page.kind {
            Kind::Sign => self.sign(number),
            Kind::Stage => self.stage(number),
        })
    }
}

/// In lower case, with single spaces.
fn flat(words: &str) -> String {
    let low = words.to_lowercase();
    low.split_whitespace().collect::<Vec<_>>().join(" ")
}
