//! What can be done where the user is, in a line: the keys for somebody who looks, and what can be typed for somebody who
//! listens.

use super::OpenPage;
use crate::app::command::Command::{self, self as C};
use crate::app::hint::Hint;
use crate::app::{World, keys};
use crate::guide::Found;
use crate::scene::Enter::{self, Does, Nothing};
use crate::scene::{Answers, Keys, Part};

impl OpenPage {
    /// The keys that mean something here, from the one table.
    pub(super) fn keys(&self, world: &World) -> Keys {
        if let Some(fields) = &self.fields {
            return fields.keys("next field");
        }
        if world.rewind.is_some() {
            return vec![
                ("<", "earlier"),
                (">", "later"),
                ("Enter", "open"),
                ("Esc", "back to now"),
                ("?", "help"),
            ];
        }
        self.part_keys(world)
    }

    /// The same in the part with the cursor.
    fn part_keys(&self, world: &World) -> Keys {
        let commands: &[Command] = match (self.spot.part, world.found(&self.spot.place)) {
            (Part::Road, _) => &[
                C::Open,
                C::Digit(1),
                C::Digit(0),
                C::WhatIsLeft,
                C::Search,
                C::Projects,
                C::Help,
                C::Leave,
            ],
            (Part::Checklist, _) => &[
                C::Tick,
                C::Open,
                C::NotApplicable,
                C::Blocked,
                C::NextOpen,
                C::Search,
                C::Undo,
                C::Help,
                C::Leave,
            ],
            (Part::Text, Some(Found::Item(_, item))) if world.counts_days(item) => {
                return vec![
                    ("Enter", "count the days"),
                    ("Space", "tick"),
                    ("Tab", "next part"),
                    ("Esc", "back"),
                    ("?", "help"),
                ];
            }
            (Part::Text, Some(Found::Item(..))) => &[
                C::Tick,
                C::NextPart,
                C::NotApplicable,
                C::Blocked,
                C::Back,
                C::Help,
            ],
            (Part::Text, Some(Found::Competency(_) | Found::Measure(_))) => {
                return vec![
                    ("Enter", "record where you stand"),
                    ("Tab", "next part"),
                    ("Esc", "back"),
                    ("?", "help"),
                ];
            }
            (Part::Text, Some(Found::Template(_))) => &[
                C::TakeAway,
                C::NextPart,
                C::Back,
                C::Search,
                C::Help,
                C::Leave,
            ],
            (Part::Text, Some(Found::Source(_))) => {
                &[C::Copy, C::NextPart, C::Back, C::Search, C::Help, C::Leave]
            }
            (Part::Links, _) => &[C::Open, C::NextPart, C::Back, C::Search, C::Help, C::Leave],
            _ => &[
                C::NextPart,
                C::Left,
                C::Flip,
                C::WhatIsLeft,
                C::Search,
                C::Feedback,
                C::Help,
                C::Leave,
            ],
        };
        let has_2009 = world.has_2009(&self.spot.place);
        let means_something = |command: &Command| *command != Command::Flip || has_2009;
        let commands: Vec<Command> = commands.iter().copied().filter(means_something).collect();
        keys::footer(&commands)
    }

    /// What can be typed here, and what Enter alone does once everything has been said.
    pub(super) fn answers(&self, world: &World) -> Answers {
        let leads_on = || self.leads_on(world);
        let (words, on) = match self.spot.part {
            Part::Road => (
                "A number opens. what is left, search, help and leave do what they say.",
                Nothing,
            ),
            Part::Checklist => (
                "A number opens. tick, x or b with a number: In hand or Done, Not applicable, Blocked.",
                leads_on(),
            ),
            Part::Links => ("A number opens, back leads back.", leads_on()),
            Part::Text | Part::Fields => match world.found(&self.spot.place) {
                Some(Found::Competency(_) | Found::Measure(_)) => (
                    "next part: on to its links.",
                    Does("records where you stand"),
                ),
                Some(Found::Item(_, item)) if world.counts_days(item) => (
                    "tick, x or b records. next part: on to your record.",
                    Does("counts the days"),
                ),
                Some(Found::Item(..)) => ("tick, x or b records, back leads back.", leads_on()),
                Some(Found::Template(_)) => ("take away saves it, back leads back.", leads_on()),
                Some(Found::Toolkit) => ("A number opens a stage, back leads back.", leads_on()),
                Some(Found::Library) => ("A number opens a list, back leads back.", leads_on()),
                Some(Found::Shelf(_)) => ("A number opens an entry, back leads back.", leads_on()),
                Some(Found::Source(_)) => ("copy offers its address, back leads back.", leads_on()),
                _ => ("back and road lead back, help explains.", leads_on()),
            },
        };
        Answers(words, on)
    }

    /// The part that Enter leads on to.
    fn leads_on(&self, world: &World) -> Enter {
        let parts = self.parts(world);
        let mut next = parts.iter().skip_while(|&&part| part != self.spot.part);
        Enter::Leads(match next.nth(1) {
            Some(Part::Checklist) => "its checklist",
            Some(Part::Fields) => "your record",
            Some(Part::Links) => "its links",
            Some(Part::Road) => "the road",
            Some(Part::Text) | None => "its text",
        })
    }
}

/// What can be done in a part of a page, for the help.
pub(super) fn help(part: Part) -> Hint {
    Hint(match part {
        Part::Road => {
            "The road{. Up and Down choose, Enter opens. A digit opens a sign from anywhere; 0 opens the toolkit|: the signs, \
             the toolkit and its stages. A number opens}."
        }
        Part::Text => {
            "The text of {the page. Up, Down and Space scroll. Tab goes to the checklist or the fields, then the links|a page. \
             Enter alone goes on to its checklist or your record, then to its links}."
        }
        Part::Checklist => {
            "A checklist. {Space makes an item In hand, then Done, then Open again. x: Not applicable. b: Blocked. Enter opens \
             the item with its duties, its|tick 2 makes line 2 In hand, then Done, then Open again. x 2: Not applicable. b 2: \
             Blocked. 2 alone opens it, with its duties, its} basis, common mistakes and your record."
        }
        Part::Fields => {
            "Your record of this item. {What you type is saved when you leave a field|Each text is asked for in turn, and saved \
             when you have answered}."
        }
        Part::Links => {
            "Links. {Enter goes there, Esc comes back|A number goes there, back comes back}."
        }
    })
}
