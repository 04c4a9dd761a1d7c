//! Gates: what is still open before a stage. A gate never stops reading or ticking.

use std::collections::HashSet;

use super::book::{Book, Held};
use super::change::{Field, Subject};
use super::work::Work;
use crate::guide::Roadmap;
use crate::guide::page::{Item, Kind, Page};
use crate::text::number::counted;

/// Musts that are open on one page.
pub struct OpenMusts<'a> {
    /// The stage or sign.
    pub page: &'a Page,
    /// Its musts that are neither done nor not applicable. A conditional must counts until then.
    pub items: Vec<&'a Item>,
}

/// Somebody's decision to go on although musts were open.
pub struct Passed<'a> {
    /// Why, by whom, when.
    pub reason: &'a Held,
    /// Places that were open then.
    pub open: Vec<&'a str>,
}

/// The musts that are open before a stage: in earlier stages, and at the signs that it names. Each item counts once.
pub fn open_before<'a>(
    roadmap: &'a Roadmap,
    book: &Book,
    project: &Subject,
    stage: &'a Page,
) -> Vec<OpenMusts<'a>> {
    if stage.kind != Kind::Stage || stage.number < 2 {
        return Vec::new();
    }
    let earlier = roadmap
        .stages
        .iter()
        .filter(|earlier| earlier.number < stage.number);
    let signs = stage.before.iter().filter_map(|place| roadmap.page(place));
    let mut counted: HashSet<&str> = HashSet::new();
    earlier
        .chain(signs)
        .map(|page| {
            let items: Vec<&Item> = roadmap
                .checklist(page)
                .filter(|item| {
                    item.is_must() && !Work::on(book, project, item).state().is_settled()
                })
                .filter(|item| counted.insert(item.place.as_str()))
                .collect();
            OpenMusts { page, items }
        })
        .filter(|open| !open.items.is_empty())
        .collect()
}

/// The decision to go on at a stage, if there is one.
pub fn passed<'a>(book: &'a Book, project: &Subject, stage: &Page) -> Option<Passed<'a>> {
    let reason = book.value(project, &stage.place, &Field::Reason)?;
    let open = book
        .text(project, &stage.place, &Field::Open)
        .lines()
        .collect();
    Some(Passed { reason, open })
}

/// What is open before a stage and was not when somebody decided to go on.
pub fn standing<'a>(
    roadmap: &'a Roadmap,
    book: &Book,
    project: &Subject,
    stage: &'a Page,
) -> Vec<OpenMusts<'a>> {
    let mut open = open_before(roadmap, book, project, stage);
    if let Some(passed) = passed(book, project, stage) {
        for musts in &mut open {
            musts
                .items
                .retain(|item| !passed.open.contains(&item.place.as_str()));
        }
        open.retain(|musts| !musts.items.is_empty());
    }
    open
}

/// `3 musts open in stage 1, 1 at sign 4`.
pub fn words(open: &[OpenMusts<'_>]) -> String {
    let mut words = String::new();
    for (index, musts) in open.iter().enumerate() {
        let count = musts.items.len();
        if index == 0 {
            words.push_str(&format!("{} open ", counted(count, "must", "musts")));
        } else {
            words.push_str(&format!(", {count} "));
        }
        match musts.page.kind {
            Kind::Stage => words.push_str(&format!("in stage {}", musts.page.number)),
            Kind::Sign => words.push_str(&format!("at sign {}", musts.page.number)),
        }
    }
    words
}
