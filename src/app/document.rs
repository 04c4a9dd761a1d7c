//! A place as a plain text of 72 columns: what `roadsigns read` prints and what `e` takes away.

use super::content::{self, Edition};
use crate::guide::page::{Item, Page};
use crate::guide::{Found, Guide, Roadmap};
use crate::text::clean;
use crate::text::markdown::{self, Marks};
use crate::text::wrap;

/// Columns of a document.
pub const WIDTH: usize = 72;

/// The whole of a place: both editions, checklist and links.
pub fn of(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>) -> String {
    let mut lines = headed(&content::heading(found), '=');
    if let Found::Page(page) = found {
        lines.extend(wrap::wrap_plain(&page.summary, WIDTH));
        if let Some(date) = crate::project::date::parse(&page.as_at) {
            lines.push(format!(
                "As at {}. Guidance, not legal advice.",
                date.format("%-d %B %Y")
            ));
        }
        lines.push(String::new());
    }
    if let Found::Item(page, item) = found {
        lines.push(format!("{}, {}", content::numbered(page), page.title));
        lines.push(format!("Place: {}", item.place));
        lines.push(String::new());
    }
    if let Some(text) = content::text(guide, roadmap, found, Edition::Today) {
        if matches!(found, Found::Page(_)) {
            lines.extend(headed("Today", '='));
        }
        lines.extend(markdown::plain(
            &text,
            WIDTH,
            &Marks {
                numbers: true,
                ..Marks::UNICODE
            },
        ));
    }
    for (label, address) in content::addresses(found) {
        lines.push(String::new());
        lines.push(format!("{label}:"));
        lines.push(address.to_owned());
    }
    if let Found::Page(page) = found {
        lines.push(String::new());
        lines.extend(headed(checklist_title(page), '='));
        for item in roadmap.checklist(page) {
            lines.extend(item_lines(item));
        }
        lines.push(String::new());
        lines.extend(headed("In 2009", '='));
        lines.extend(markdown::plain(
            &page.then,
            WIDTH,
            &Marks {
                numbers: true,
                ..Marks::UNICODE
            },
        ));
    }
    if let Found::Article(article) = found
        && !article.then.is_empty()
    {
        lines.push(String::new());
        lines.extend(headed("In 2009", '='));
        lines.extend(markdown::plain(
            &article.then,
            WIDTH,
            &Marks {
                numbers: true,
                ..Marks::UNICODE
            },
        ));
    }
    links(guide, roadmap, found, &mut lines);
    let mut text = clean::shown(&lines.join("\n")).into_owned();
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The heading of a page's checklist.
pub fn checklist_title(page: &Page) -> &'static str {
    match page.kind {
        crate::guide::page::Kind::Sign => "Essentials",
        crate::guide::page::Kind::Stage => "Actions",
    }
}

fn item_lines(item: &Item) -> Vec<String> {
    let mut lines = indented(&item.text, "- ", "  ");
    lines.extend(indented(&content::mark(item), "  ", "  "));
    lines.push(format!("  {}", item.place));
    lines
}

fn indented(text: &str, first: &str, rest: &str) -> Vec<String> {
    let lines = wrap::wrap_plain(text, WIDTH - rest.len());
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| format!("{}{line}", if index == 0 { first } else { rest }))
        .collect()
}

fn links(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>, lines: &mut Vec<String>) {
    let mut group = "";
    for link in content::links(guide, roadmap, found, Edition::Today)
        .iter()
        .filter(|link| link.group != "In the text")
    {
        if link.group != group {
            lines.push(String::new());
            lines.extend(headed(link.group, '-'));
            group = link.group;
        }
        lines.extend(indented(&link.words, "- ", "  "));
        lines.push(format!("  {}", link.place));
    }
}

fn headed(title: &str, rule: char) -> Vec<String> {
    let mut lines = wrap::wrap_plain(title, WIDTH);
    let width = lines
        .iter()
        .map(|line| wrap::width(line))
        .max()
        .unwrap_or(0);
    lines.push(rule.to_string().repeat(width));
    lines.push(String::new());
    lines
}
