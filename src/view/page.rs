//! The open page: a title that stays, and below it text, checklist, fields and links that scroll.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::memo::{Block, Memo};
use super::rows::{self, Rows, Showing, put};
use super::theme::{self, Role};
use super::{checklist, fields, glyphs, measures};
use crate::app::content::{self, Edition};
use crate::app::{App, Part, Seen, document};
use crate::guide::Found;
use crate::guide::page::{Item, Kind, Page};
use crate::project::change::Field;
use crate::project::{date, gate};
use crate::text::wrap;

/// Draws the page.
pub(super) fn render(app: &App, memo: &mut Memo, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let Some(found) = app.found() else {
        return retired(app, frame, area);
    };
    let (title, mark) = title(app, &found);
    let body = titled(app, &title, &mark, frame, area);
    let mut rows = Rows::new(app.look, body.width);
    let mut slot = None;
    let mut selected = None;
    match found {
        Found::Page(page) => {
            selected = (app.spot.part == Part::Checklist).then_some(app.spot.item);
            page_rows(app, memo, page, &mut rows);
            link_rows(app, memo, page.checklist.len(), &mut rows, &mut selected);
        }
        Found::Item(page, item) => {
            rows.text(&item.text, Role::Heading, 0);
            rows.text(&checklist::state_line(app, item), Role::Quiet, 0);
            if let Some(also) = app.clash_line(&item.place, &Field::State) {
                rows.text(&also, Role::Warning, 0);
            }
            rows.blank();
            add_text(app, memo, &Found::Item(page, item), &mut rows);
            rows.heading("Your record");
            let empty = app.fields_of(item);
            let shown = app.fields.as_ref().unwrap_or(&empty);
            slot = fields::add(shown, app.fields.is_some(), &mut rows);
            selected = app.fields.as_ref().map(|fields| fields.focus);
            link_rows(app, memo, shown.list.len(), &mut rows, &mut selected);
        }
        _ => {
            measures::before_text(app, &found, &mut rows);
            add_text(app, memo, &found, &mut rows);
            for (label, address) in content::addresses(&found) {
                rows.heading(label);
                rows.text(address, Role::Plain, 0);
            }
            measures::after_text(app, &found, &mut rows);
            link_rows(app, memo, 0, &mut rows, &mut selected);
        }
    }
    let cursor = app.spot.part != Part::Road;
    let showing = Showing {
        top: app.spot.scroll,
        selected,
        cursor,
        query: &app.query,
    };
    let seen = rows::draw(&rows, showing, frame, body);
    position(&seen, frame, body);
    if let (Some(slot), Some(fields)) = (slot, &app.fields)
        && let Some(field) = fields.list.get(fields.focus)
    {
        fields::draw(app, field, slot, seen.top, frame, body);
    }
    seen
}

/// How far down the page is, on the rule below its title.
fn position(seen: &Seen, frame: &mut Frame<'_>, body: Rect) {
    if seen.rows <= seen.height || body.width < 12 || body.y == 0 {
        return;
    }
    let percent = ((seen.top + seen.height) * 100 / seen.rows.max(1)).min(100);
    let text = format!(" {percent:>3}%");
    put(
        frame.buffer_mut(),
        body.right() - 5,
        body.y - 1,
        &text,
        body.right(),
        Style::new(),
    );
}

/// The title and what stands at its right end.
fn title(app: &App, found: &Found<'_>) -> (String, String) {
    match found {
        Found::Page(page) => {
            let tally = app.tallies().page(app.roadmap, page);
            (content::heading(found), tally.words())
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

/// Draws a title over the first rows of an area and hands the rest back.
pub(super) fn titled(
    app: &App,
    title: &str,
    mark: &str,
    frame: &mut Frame<'_>,
    area: Rect,
) -> Rect {
    if area.height < 3 {
        return area;
    }
    let width = usize::from(area.width);
    let room = width.saturating_sub(wrap::width(mark) + 1);
    let title = glyphs::spell(app.look, title);
    let title = wrap::pad(&wrap::fit(&title, room, glyphs::chrome(app.look).cut), room);
    let style = theme::style(app.look, Role::Heading);
    let buffer = frame.buffer_mut();
    put(
        buffer,
        area.x,
        area.y,
        &format!("{title} {mark}"),
        area.right(),
        style,
    );
    let rule = glyphs::chrome(app.look).rule.repeat(width);
    put(
        buffer,
        area.x,
        area.y + 1,
        &rule,
        area.right(),
        Style::new(),
    );
    Rect {
        y: area.y + 2,
        height: area.height - 2,
        ..area
    }
}

/// A page in reading order: a sign begins with its text, a stage with its checklist.
fn page_rows(app: &App, memo: &mut Memo, page: &Page, rows: &mut Rows) {
    let found = Found::Page(page);
    let is_sign = page.kind == Kind::Sign;
    memo.add(Block::Gate, app, rows, |rows| gate_rows(app, page, rows));
    // A stage has at most three lines before its checklist: a gate takes the summary's place.
    let summary_first = is_sign || rows.len() == 0;
    if app.edition == Edition::Then {
        rows.text("In 2009, and what became of it:", Role::Strong, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    } else if summary_first {
        rows.text(&page.summary, Role::Plain, 0);
    }
    if is_sign && app.edition == Edition::Today {
        rows.text(&content::as_at(page, app.now.today()), Role::Quiet, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    }
    if is_sign || app.edition == Edition::Then {
        rows.heading(document::checklist_title(page));
    } else {
        rows.gap();
    }
    memo.add(Block::Checklist, app, rows, |rows| {
        checklist::add(app, &page.place, &app.items(), rows);
    });
    if !is_sign && app.edition == Edition::Today {
        rows.heading("About this stage");
        if !summary_first {
            rows.text(&page.summary, Role::Plain, 0);
        }
        rows.text(&content::as_at(page, app.now.today()), Role::Quiet, 0);
        rows.blank();
        add_text(app, memo, &found, rows);
    }
}

/// The standing line of a gate, and the decision to go on.
fn gate_rows(app: &App, stage: &Page, rows: &mut Rows) {
    let open = gate::standing(app.roadmap, &app.book, &app.project, stage);
    let passed = gate::passed(&app.book, &app.project, stage);
    if !open.is_empty() {
        let since = if passed.is_some() {
            "Opened since you went on"
        } else {
            "Before this stage"
        };
        rows.text(
            &format!("{since}: {} (w shows them)", gate::words(&open)),
            Role::Warning,
            0,
        );
    }
    if let Some(passed) = passed.filter(|_| open.is_empty()) {
        let on = date::show(passed.reason.at.date_naive());
        let words = format!(
            "Went on, {on}, {} open then (w shows all): {}",
            passed.open.len(),
            passed.reason.value
        );
        let two_rows = rows.width().saturating_mul(2).saturating_sub(12);
        rows.text(
            &wrap::fit(&words, two_rows, glyphs::chrome(app.look).cut).replace('\n', " "),
            Role::Quiet,
            0,
        );
    }
}

fn add_text(app: &App, memo: &mut Memo, found: &Found<'_>, rows: &mut Rows) {
    memo.add(Block::Text, app, rows, |rows| {
        if let Some(text) = content::text(app.guide, app.roadmap, found, app.edition) {
            rows.markdown(&text);
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
    if app.spot.part == Part::Links {
        *selected = Some(first + app.spot.link);
    }
    rows.gap();
    memo.add(Block::Links, app, rows, |rows| {
        let mut group = "";
        for (index, link) in app.links().iter().enumerate() {
            if link.group != group {
                rows.heading(link.group);
                group = link.group;
            }
            rows.anchor(Some(first + index));
            rows.led(
                &format!("{:>4} ", index + 1),
                Style::new(),
                &link.words,
                Role::Plain,
            );
            rows.anchor(None);
        }
    });
}

/// A place that the state knows and the guide does not.
fn retired(app: &App, frame: &mut Frame<'_>, area: Rect) -> Seen {
    let body = titled(app, "Retired", "", frame, area);
    let mut rows = Rows::new(app.look, body.width);
    let words = format!(
        "{} is no longer part of this guide. What you recorded there is kept.",
        app.spot.place
    );
    rows.text(&words, Role::Plain, 0);
    if let Some(record) = app.book.record(&app.project, &app.spot.place) {
        rows.blank();
        for (field, held) in record {
            if let Some(held) = held.last() {
                rows.text(&format!("{}: {}", field.name(), held.value), Role::Plain, 0);
            }
        }
    }
    let cursor = app.spot.part != Part::Road;
    rows::draw(
        &rows,
        Showing {
            top: app.spot.scroll,
            cursor,
            ..Showing::default()
        },
        frame,
        body,
    )
}
