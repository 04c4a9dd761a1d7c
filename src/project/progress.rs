//! How far a project is: counts per page and in all, what is due and what is blocked.

use chrono::NaiveDate;

use super::book::Book;
use super::change::Subject;
use super::work::{State, Work};
use crate::guide::Roadmap;
use crate::guide::page::{Item, Page};

/// Items of a list by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub total: usize,
    /// Done or not applicable.
    pub settled: usize,
    /// In hand.
    pub in_hand: usize,
    /// Blocked.
    pub blocked: usize,
}

impl Tally {
    fn count(&mut self, state: State) {
        self.total += 1;
        self.settled += usize::from(state.is_settled());
        self.in_hand += usize::from(state == State::InHand);
        self.blocked += usize::from(state == State::Blocked);
    }

    /// This and another list together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            settled: self.settled + other.settled,
            in_hand: self.in_hand + other.in_hand,
            blocked: self.blocked + other.blocked,
        }
    }

    /// Whether nothing of it is left.
    pub fn is_done(self) -> bool {
        self.settled == self.total
    }

    /// As the screen shows it: `7/12`.
    pub fn words(self) -> String {
        format!("{}/{}", self.settled, self.total)
    }
}

/// The tally of a page's checklist, with items that stand elsewhere.
pub fn of_page(roadmap: &Roadmap, book: &Book, project: &Subject, page: &Page) -> Tally {
    let mut tally = Tally::default();
    for item in roadmap.checklist(page) {
        tally.count(Work::on(book, project, item).state());
    }
    tally
}

/// The tally of all items of a roadmap, each counted once.
pub fn of_project(roadmap: &Roadmap, book: &Book, project: &Subject) -> Tally {
    let mut tally = Tally::default();
    for (_, item) in roadmap.items() {
        tally.count(Work::on(book, project, item).state());
    }
    tally
}

/// Items with a due date that are not settled, the earliest first.
pub fn due<'a>(roadmap: &'a Roadmap, book: &Book, project: &Subject) -> Vec<(NaiveDate, &'a Item)> {
    let mut due: Vec<(NaiveDate, &Item)> = roadmap
        .items()
        .filter_map(|(_, item)| {
            let work = Work::on(book, project, item);
            if work.state().is_settled() {
                None
            } else {
                work.due().map(|date| (date, item))
            }
        })
        .collect();
    due.sort_by_key(|&(date, _)| date);
    due
}
