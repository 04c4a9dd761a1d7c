//! A place as a plain text of 72 columns: what `roadsigns read` prints and what `e` takes away.

use super::content::{self, Edition};
use crate::guide::page::{Item, Page};
use crate::guide::{Found, Guide, Roadmap};
use crate::text::markdown::{self, Marks};
use crate::text::transliterate::{self, Letters};
use crate::text::{clean, quoted, wrap};

/// Columns of a document.
pub const WIDTH: usize = 72;

/// What a document is set on: how wide, and in which letters. They come before it is cut into lines, since a spelling may
/// be longer than its letter.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Columns.
    pub width: usize,
    /// The letters.
    pub letters: Letters,
}

impl Default for Paper {
    /// A page for everybody.
    fn default() -> Self {
        Self {
            width: WIDTH,
            letters: transliterate::to_unicode,
        }
    }
}

impl Paper {
    /// Words of ours as lines.
    pub fn lines(&self, text: &str) -> Vec<String> {
        self.narrower(0, text)
    }

    /// The same with so many columns left free.
    pub fn narrower(&self, by: usize, text: &str) -> Vec<String> {
        wrap::wrap_plain(&self.spelled(text), self.width.saturating_sub(by))
    }

    /// Words with something in them that somebody wrote, as lines with so many columns left free.
    pub fn quoted(&self, by: usize, text: &str) -> Vec<String> {
        quoted::lines(&self.spelled(text), self.width.saturating_sub(by))
    }

    fn spelled(&self, text: &str) -> String {
        (self.letters)(&clean::shown(text)).into_owned()
    }

    fn markdown(&self, text: &str) -> Vec<String> {
        let marks = Marks {
            numbers: true,
            letters: self.letters,
            ..Marks::UNICODE
        };
        markdown::plain(text, self.width, &marks)
    }

    fn headed(&self, title: &str, rule: char) -> Vec<String> {
        let mut lines = self.lines(title);
        let width = lines.iter().map(|line| wrap::width(line)).max();
        lines.push(rule.to_string().repeat(width.unwrap_or(0)));
        lines.push(String::new());
        lines
    }

    fn indented(&self, text: &str, first: &str, rest: &str) -> Vec<String> {
        let lines = self.narrower(rest.len(), text).into_iter().enumerate();
        lines
            .map(|(index, line)| format!("{}{line}", if index == 0 { first } else { rest }))
            .collect()
    }
}

/// The whole of a place: both editions, checklist and links.
pub fn of(guide: &Guide, roadmap: &Roadmap, found: &Found<'_>, paper: &Paper) -> String {
    let mut lines = paper.headed(&content::heading(found), '=');
    if let Found::Page(page) = found {
        lines.extend(paper.lines(&page.summary));
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
            lines.extend(paper.headed("Today", '='));
        }
        lines.extend(paper.markdown(&text));
    }
    for (label, address) in content::addresses(found) {
        lines.push(String::new());
        lines.push(format!("{label}:"));
        lines.push(address.to_owned());
    }
    if let Found::Page(page) = found {
        lines.push(String::new());
        lines.extend(paper.headed(checklist_title(page), '='));
        for item in roadmap.checklist(page) {
            lines.extend(item_lines(item, paper));
        }
        lines.push(String::new());
        lines.extend(paper.headed("In 2009", '='));
        lines.extend(paper.markdown(&page.then));
    }
    if let Found::Article(article) = found
        && !article.then.is_empty()
    {
        lines.push(String::new());
        lines.extend(paper.headed("In 2009", '='));
        lines.extend(paper.markdown(&article.then));
    }
    links(guide, roadmap, found, paper, &mut lines);
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

fn item_lines(item: &Item, paper: &Paper) -> Vec<String> {
    let mut lines = paper.indented(&item.text, "- ", "  ");
    lines.extend(paper.indented(&content::mark(item), "  ", "  "));
    lines.push(format!("  {}", item.place));
    lines
}

fn links(
    guide: &Guide,
    roadmap: &Roadmap,
    found: &Found<'_>,
    paper: &Paper,
    lines: &mut Vec<String>,
) {
    let mut group = "";
    for link in content::links(guide, roadmap, found, Edition::Today)
        .iter()
        .filter(|link| link.group != "In the text")
    {
        if link.group != group {
            lines.push(String::new());
            lines.extend(paper.headed(link.group, '-'));
            group = link.group;
        }
        lines.extend(paper.indented(&link.words, "- ", "  "));
        lines.push(format!("  {}", link.place));
    }
}
