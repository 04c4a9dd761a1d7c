//! What is left: blocked, overdue and due items, gates and their reasons, open musts by stage and sign.

use chrono::NaiveDate;

use super::book::Book;
use super::change::{Field, Subject};
use super::gate::{self, Passed};
use super::progress;
use super::work::{State, Work};
use crate::guide::page::{Item, Page};
use crate::guide::{Roadmap, own_items};

/// Why an item is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Something stops it.
    Blocked,
    /// Its date has passed.
    Overdue(NaiveDate),
    /// It has a date.
    Due(NaiveDate),
    /// It is a must and open.
    Must,
}

/// A stage's gate with what stands before it.
pub struct Gate<'a> {
    /// The stage.
    pub stage: &'a Page,
    /// What is open and nobody decided to go on about.
    pub open: String,
    /// The decision to go on, if there is one.
    pub passed: Option<Passed<'a>>,
}

/// One group of the list.
pub enum Group<'a> {
    /// Items under a heading.
    Items {
        /// The heading.
        heading: String,
        /// The items, each with why it is here.
        items: Vec<(&'a Item, Why)>,
    },
    /// The gates.
    Gates(Vec<Gate<'a>>),
}

/// All that is left of a project today. Empty groups are left out.
///
/// Gates are those of the stages that somebody has begun or passed, and of the page that is open (`here`): a gate far
/// ahead tells nobody anything.
pub fn groups<'a>(
    roadmap: &'a Roadmap,
    book: &'a Book,
    project: &Subject,
    today: NaiveDate,
    here: Option<&Page>,
) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let mut items = |heading: String, items: Vec<(&'a Item, Why)>| {
        if !items.is_empty() {
            groups.push(Group::Items { heading, items });
        }
    };
    let blocked = roadmap
        .items()
        .filter(|(_, item)| Work::on(book, project, item).state() == State::Blocked)
        .map(|(_, item)| (item, Why::Blocked))
        .collect();
    items("Blocked".to_owned(), blocked);
    let (overdue, due): (Vec<_>, Vec<_>) = progress::due(roadmap, book, project)
        .into_iter()
        .partition(|&(date, _)| date < today);
    items(
        "Overdue".to_owned(),
        overdue
            .into_iter()
            .map(|(date, item)| (item, Why::Overdue(date)))
            .collect(),
    );
    items(
        "Due".to_owned(),
        due.into_iter()
            .map(|(date, item)| (item, Why::Due(date)))
            .collect(),
    );
    let gates: Vec<Gate<'a>> = roadmap
        .stages
        .iter()
        .filter(|stage| {
            here.is_some_and(|page| page.place == stage.place)
                || gate::passed(book, project, stage).is_some()
                || own_items(stage).any(|item| Work::on(book, project, item).is_touched())
        })
        .map(|stage| Gate {
            stage,
            open: gate::words(&gate::standing(roadmap, book, project, stage)),
            passed: gate::passed(book, project, stage),
        })
        .filter(|gate| !gate.open.is_empty() || gate.passed.is_some())
        .collect();
    if !gates.is_empty() {
        groups.push(Group::Gates(gates));
    }
    for page in roadmap.stages.iter().chain(&roadmap.signs) {
        let musts: Vec<(&Item, Why)> = own_items(page)
            .filter(|item| item.is_must() && !Work::on(book, project, item).state().is_settled())
            .map(|item| (item, Why::Must))
            .collect();
        if !musts.is_empty() {
            let heading = format!("Musts open: {}", page.title);
            groups.push(Group::Items {
                heading,
                items: musts,
            });
        }
    }
    groups
}

/// The reason recorded with a blocked or not applicable item.
pub fn reason<'a>(book: &'a Book, project: &'a Subject, item: &'a Item) -> &'a str {
    Work::on(book, project, item).text(&Field::Reason)
}
