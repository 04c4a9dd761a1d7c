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
    let work = |item| Work::on(book, project, item);
    let mut groups = Vec::new();
    let mut items = |heading: &str, items: Vec<(&'a Item, Why)>| {
        if !items.is_empty() {
            let heading = heading.to_owned();
            groups.push(Group::Items { heading, items });
        }
    };
    let all = roadmap.items().map(|(_, item)| item);
    let blocked = all.filter(|item| work(item).state() == State::Blocked);
    items(
        "Blocked",
        blocked.map(|item| (item, Why::Blocked)).collect(),
    );
    let (overdue, due): (Vec<_>, Vec<_>) = progress::due(roadmap, book, project)
        .into_iter()
        .partition(|&(date, _)| date < today);
    let overdue = overdue.into_iter();
    let overdue = overdue.map(|(date, item)| (item, Why::Overdue(date)));
    items("Overdue", overdue.collect());
    let due = due.into_iter().map(|(date, item)| (item, Why::Due(date)));
    items("Due", due.collect());
    let gates = gates(roadmap, book, project, here);
    if !gates.is_empty() {
        groups.push(Group::Gates(gates));
    }
    for page in roadmap.stages.iter().chain(&roadmap.signs) {
        let musts: Vec<(&Item, Why)> = own_items(page)
            .filter(|item| item.is_must() && !work(item).state().is_settled())
            .map(|item| (item, Why::Must))
            .collect();
        if !musts.is_empty() {
            groups.push(Group::Items {
                heading: format!("Musts open: {}", page.title),
                items: musts,
            });
        }
    }
    groups
}

fn gates<'a>(
    roadmap: &'a Roadmap,
    book: &'a Book,
    project: &Subject,
    here: Option<&Page>,
) -> Vec<Gate<'a>> {
    let is_near = |stage: &&Page| {
        here.is_some_and(|page| page.place == stage.place)
            || gate::passed(book, project, stage).is_some()
            || own_items(stage).any(|item| Work::on(book, project, item).is_touched())
    };
    let gates = roadmap.stages.iter().filter(is_near).map(|stage| Gate {
        stage,
        open: gate::words(&gate::standing(roadmap, book, project, stage)),
        passed: gate::passed(book, project, stage),
    });
    gates
        .filter(|gate| !gate.open.is_empty() || gate.passed.is_some())
        .collect()
}

/// The reason recorded with a blocked or not applicable item.
pub fn reason<'a>(book: &'a Book, project: &'a Subject, item: &'a Item) -> &'a str {
    Work::on(book, project, item).text(&Field::Reason)
}
