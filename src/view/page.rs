//! The open page: a title that stays, and below it text, checklist, fields and links that scroll.

use ratatui::style::Style;

use super::memo::{Block, Memo};
use super::rows::Rows;
use super::sheet::Sheet;
use super::theme::Role;
use super::{checklist, fields, glyphs, links, measures, road, welcome};
use crate::app::content::{self, Edition};
use crate::app::field::Fields;
use crate::app::hint::Hand;
use crate::app::{App, Part, document, words};
use crate::guide::Found;
use crate::guide::page::{Item, Kind, Page};
use crate::project::change::Field;
use crate::project::gate;
use crate::text::wrap;

/// The page.
pub(super) fn sheet<'a>(app: &'a App, memo: &mut Memo, width: u16) -> Sheet<'a> {
    let Some(found) = app.found() else {
        return retired(app, width);
    };
    let (title, mark) = title(app, &found);
    let mut sheet = Sheet::new(app, &title, &mark, width, app.spot().scroll);
    let rows = &mut sheet.rows;
    let mut selected = None;
    let mut slot = None;
    match found {
        Found::Page(page) => {
            selected = (app.spot().part == Part::Checklist).then_some(app.spot().item);
            page_rows(app, memo, page, rows);
            link_rows(app, memo, page.checklist.len(), rows, &mut selected);
        }
        Found::Item(page, item) => {
            rows.text(&item.text, Role::Heading, 0);
            checklist::add_state(app, item, rows);
            if let Some(also) = app.world.clash_line(&item.place, &Field::State) {
                rows.wrote("", &also, Role::Warning);
            }
            rows.blank();
            add_text(app, memo, &Found::Item(page, item), rows);
            rows.part(Part::Fields);
            rows.heading("Your record");
            let empty = app.world.fields_of(item);
            let shown = app.fields.as_ref().unwrap_or(&empty);
            slot = fields::add(shown, app.fields.is_some(), rows);
            selected = app.fields.as_ref().map(|fields| fields.focus);
            link_rows(app, memo, shown.list.len(), rows, &mut selected);
        }
        _ => {
            measures::before_text(app, &found, rows);
            add_text(app, memo, &found, rows);
            for (label, address) in content::addresses(&found) {
                rows.heading(label);
                rows.address(address, app.world.look.hyperlinks);
            }
            if matches!(found, Found::About) {
                rows.heading("How to move");
                for line in welcome::moving(app) {
                    rows.led("- ", Style::new(), &line, Role::Plain);
                }
            }
            measures::after_text(app, &found, rows);
            link_rows(app, memo, 0, rows, &mut selected);
        }
    }
    sheet.showing.selected = selected;
    sheet.showing.cursor = app.spot().part != Part::Road;
    sheet.showing.query = &app.world.query;
    sheet.field = slot.zip(app.fields.as_ref().and_then(Fields::in_focus));
    sheet
}

/// The title and what stands at its right end.
fn title(app: &App, found: &Found<'_>) -> (String, String) {
    match found {
        Found::Page(page) => {
            let tally = app.world.tallies().page(app.world.roadmap, page);
            let mark = match app.world.hand {
                Hand::Keys => tally.words(),
                Hand::Lines => road::tally_spoken(tally),
            };
            (content::heading(found), mark)
        }
        Found::Item(page, item) => {
            let items: Vec<&Item> = crate::guide::own_items(page).collect();
            let number = items
                .iter()
                .position(|other| other.place == item.place)
                .map_or(0, |index| index + 1);
            (
                content::heading(&Found::Page(page)),
                format!("{number} of {}", items.len()),
            )
        }
        _ => (content::heading(found), String::new()),
    }
}

/// A page in reading order: a sign begins with its text, a stage with its checklist.
fn page_rows(app: &App, memo: &mut Memo, page: &Page, rows: &mut Rows) {
    let found = Found::Page(page);
    let is_sign = page.kind == Kind::Sign;
    memo.add(Block::Gate, app, rows, |rows| gate_rows(app, page, rows));
    // A stage has at most three lines before its checklist: a gate takes the summary's place.
    let summary_first = is_sign || rows.len() == 0;
    if app.world.edition == Edition::Then {
        rows.text("In 2009, and what became of it:", Role::Strong, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    } else if summary_first {
        rows.text(&page.summary, Role::Plain, 0);
    }
    if is_sign && app.world.edition == Edition::Today {
        rows.text(&content::as_at(page, app.world.now.today()), Role::Quiet, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    }
    let is_headed = is_sign || app.world.edition == Edition::Then;
    rows.gap();
    rows.part(Part::Checklist);
    if is_headed || app.world.hand == Hand::Lines {
        rows.text(document::checklist_title(page), Role::Heading, 0);
    }
    memo.add(Block::Checklist, app, rows, |rows| {
        checklist::add(app, &page.place, &app.items(), rows);
    });
    rows.part(Part::Text);
    if !is_sign && app.world.edition == Edition::Today {
        rows.heading("About this stage");
        if !summary_first {
            rows.text(&page.summary, Role::Plain, 0);
        }
        rows.text(&content::as_at(page, app.world.now.today()), Role::Quiet, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    }
}

/// The standing line of a gate, and the decision to go on.
fn gate_rows(app: &App, stage: &Page, rows: &mut Rows) {
    let open = gate::standing(
        app.world.roadmap,
        &app.world.book,
        &app.world.project,
        stage,
    );
    let passed = gate::passed(&app.world.book, &app.world.project, stage);
    if !open.is_empty() {
        let since = if passed.is_some() {
            "Opened since you went on"
        } else {
            "Before this stage"
        };
        rows.text(
            &format!(
                "{since}: {} {}",
                gate::words(&open),
                app.world.told(words::SHOWS_THEM)
            ),
            Role::Warning,
            0,
        );
    }
    if let Some(passed) = passed.filter(|_| open.is_empty()) {
        let on = (app.world.clock)(passed.reason.at).day();
        let told = format!(
            "Went on, {on}, {} open then {}: {}",
            passed.open.len(),
            app.world.told(words::SHOWS_ALL),
            passed.reason.value
        );
        let two_rows = rows.width().saturating_mul(2).saturating_sub(12);
        let told =
            wrap::fit(&told, two_rows, glyphs::chrome(app.world.look).cut).replace('\n', " ");
        rows.wrote("", &told, Role::Quiet);
    }
}

fn add_text(app: &App, memo: &mut Memo, found: &Found<'_>, rows: &mut Rows) {
    memo.add(Block::Text, app, rows, |rows| {
        if let Some(text) =
            content::text(app.world.guide, app.world.roadmap, found, app.world.edition)
        {
            rows.doc(&text);
        }
    });
}

/// The links, group by group; the first is thing number `first` to choose.
fn link_rows(
    app: &App,
    memo: &mut Memo,
    first: usize,
    rows: &mut Rows,
    selected: &mut Option<usize>,
) {
    if app.spot().part == Part::Links {
        *selected = Some(first + app.spot().link);
    }
    rows.gap();
    rows.part(Part::Links);
    memo.add(Block::Links, app, rows, |rows| {
        links::add(app, rows, |rows, index, link| {
            rows.anchor(Some(first + index));
            rows.led(
                &format!("{:>4} ", index + 1),
                Style::new(),
                &link.words,
                Role::Plain,
            );
            rows.anchor(None);
        });
    });
}

/// A place that the state knows and the guide does not.
fn retired(app: &App, width: u16) -> Sheet<'_> {
    let mut sheet = Sheet::new(app, "Retired", "", width, app.spot().scroll);
    let rows = &mut sheet.rows;
    let words = format!(
        "{} is no longer part of this guide. What you recorded there is kept.",
        app.spot().place
    );
    rows.wrote("", &words, Role::Plain);
    if let Some(record) = app.world.book.record(&app.world.project, &app.spot().place) {
        rows.blank();
        for (field, heads) in record {
            if let Some(held) = heads.last() {
                let words = format!("{}: {}", field.name(), held.value);
                rows.wrote("", &words, Role::Plain);
            }
            if let Some(also) = app.world.clash_line(&app.spot().place, field) {
                rows.wrote("", &also, Role::Warning);
            }
        }
    }
    sheet.showing.cursor = app.spot().part != Part::Road;
    sheet
}
