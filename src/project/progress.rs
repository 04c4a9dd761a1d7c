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
    fn mark(&mut self, state: State) {
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

/// The tallies of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Of each page's checklist, with items that stand elsewhere, in the order of [`Roadmap::pages`].
    pub pages: Vec<Tally>,
    /// Of all items, each counted once.
    pub all: Tally,
    /// The earliest date of an item that is not settled.
    pub next_due: Option<NaiveDate>,
}

impl Tallies {
    /// Counts a project. What nobody touched is open: only what is recorded is looked at.
    pub fn of(roadmap: &Roadmap, book: &Book, project: &Subject) -> Self {
        let untouched = |total| Tally {
            total,
            ..Tally::default()
        };
        let mut tallies = Self {
            pages: roadmap
                .pages()
                .map(|page| untouched(page.checklist.len()))
                .collect(),
            all: untouched(roadmap.item_count()),
            next_due: None,
        };
        for (place, _) in book.places(project) {
            let Some((_, item)) = roadmap.item(place) else {
                continue;
            };
            // An item of which records stand under several names counts once.
            let mut places = item.places();
            let first = places.find(|place| book.record(project, place).is_some());
            if first.is_none_or(|first| first != place) {
                continue;
            }
            let work = Work::on(book, project, item);
            let state = work.state();
            tallies.all.mark(state);
            for page in roadmap.listing(&item.place) {
                if let Some(tally) = tallies.pages.get_mut(page) {
                    tally.mark(state);
                }
            }
            if !state.is_settled() {
                let dates = tallies.next_due.into_iter().chain(work.due());
                tallies.next_due = dates.min();
            }
        }
        tallies
    }

    /// The tally of a page of this roadmap.
    pub fn page(&self, roadmap: &Roadmap, page: &Page) -> Tally {
        let pages = roadmap.pages().zip(&self.pages);
        let mut same = pages.filter(|(other, _)| other.place == page.place);
        same.next().map(|(_, tally)| *tally).unwrap_or_default()
    }
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
