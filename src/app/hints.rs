//! What can be done where the user is, in a line: the keys for somebody who looks, and what can be typed for somebody who
//! listens.

use super::command::Command::{self, self as C};
use super::screen::Screen;
use super::{App, Part, keys};
use crate::guide::Found;
use crate::scene::Enter::{self, Does, Nothing};
use crate::scene::{Answers, Keys, Scene};

impl App {
    /// Names in a scene what can be done in it.
    pub(super) fn hinted<'a>(&self, scene: Scene<'a>) -> Scene<'a> {
        Scene {
            keys: self.keys(),
            answers: self.answers(scene.has_things()),
            ..scene
        }
    }

    /// The keys that mean something here, from the one table.
    fn keys(&self) -> Keys {
        if let Some(screen) = self.front() {
            return screen.keys();
        }
        if let Some(fields) = &self.fields {
            return fields.keys("next field");
        }
        if self.world.rewind.is_some() {
            return vec![
                ("<", "earlier"),
                (">", "later"),
                ("Enter", "open"),
                ("Esc", "back to now"),
                ("?", "help"),
            ];
        }
        self.page_keys()
    }

    /// The same on a page, which depends on the part with the cursor.
    fn page_keys(&self) -> Keys {
        let commands: &[Command] = match (self.spot().part, self.found()) {
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
            (Part::Text, Some(Found::Item(_, item))) if self.world.counts_days(item) => {
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
        let means_something = |command: &Command| *command != Command::Flip || self.has_2009();
        let commands: Vec<Command> = commands.iter().copied().filter(means_something).collect();
        keys::footer(&commands)
    }

    /// What can be typed here, and what Enter alone does once everything has been said.
    fn answers(&self, has_things: bool) -> Answers {
        let (words, on) = match (self.front(), self.spot().part) {
            (Some(Screen::Help(_) | Screen::Reading(_) | Screen::Bare(_)), _) => {
                ("", Does("goes on"))
            }
            (Some(Screen::List(_)), _) if !has_things => ("back leads back.", Nothing),
            (Some(Screen::List(_)), _) => ("A number chooses, back leads back.", Nothing),
            (Some(Screen::Welcome | Screen::Form(_) | Screen::Search(_)), _) => ("", Nothing),
            (None, Part::Road) => (
                "A number opens. what is left, search, help and leave do what they say.",
                Nothing,
            ),
            (None, Part::Checklist) => (
                "A number opens. tick, x or b with a number: In hand or Done, Not applicable, Blocked.",
                self.on(),
            ),
            (None, Part::Links) => ("A number opens, back leads back.", self.on()),
            (None, Part::Text | Part::Fields) => match self.found() {
                Some(Found::Competency(_) | Found::Measure(_)) => (
                    "next part: on to its links.",
                    Does("records where you stand"),
                ),
                Some(Found::Item(_, item)) if self.world.counts_days(item) => (
                    "tick, x or b records. next part: on to your record.",
                    Does("counts the days"),
                ),
                Some(Found::Item(..)) => ("tick, x or b records, back leads back.", self.on()),
                Some(Found::Template(_)) => ("take away saves it, back leads back.", self.on()),
                Some(Found::Toolkit) => ("A number opens a stage, back leads back.", self.on()),
                Some(Found::Library) => ("A number opens a list, back leads back.", self.on()),
                Some(Found::Shelf(_)) => ("A number opens an entry, back leads back.", self.on()),
                Some(Found::Source(_)) => ("copy offers its address, back leads back.", self.on()),
                _ => ("back and road lead back, help explains.", self.on()),
            },
        };
        Answers(words, on)
    }

    /// The part that Enter leads on to.
    fn on(&self) -> Enter {
        let parts = self.parts();
        let mut next = parts.iter().skip_while(|&&part| part != self.spot().part);
        Enter::Leads(match next.nth(1) {
            Some(Part::Checklist) => "its checklist",
            Some(Part::Fields) => "your record",
            Some(Part::Links) => "its links",
            Some(Part::Road) => "the road",
            Some(Part::Text) | None => "its text",
        })
    }
}
