//! What stands before the user as lines of text, for the face that is read and not looked at: the same sheets as on
//! the screen, with numbers where the screen has a cursor, and words where it has marks.

use super::memo::Memo;
use super::rows::Rows;
use super::{bars, glyphs, road, standing};
use crate::app::screen::Screen;
use crate::app::{App, Part, words};
use crate::project::work::State;
use crate::text::{quoted, wrap};

/// What stands before the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Its title, with what stands at its right end.
    pub title: String,
    /// Its lines.
    pub list: Vec<Line>,
    /// How many things can be chosen.
    pub things: usize,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// The number of the thing that it begins, from 1.
    pub number: Option<usize>,
}

/// What stands for the mark of a choice that holds,
const CHOSEN: &str = "Chosen";
/// and of the project that is open.
const OPEN_NOW: &str = "Open now";
/// Columns that a number and a state may take before a text.
const LEAD: usize = 16;

/// The part of the open page with the cursor, or whatever stands in front of it, in so many columns.
pub fn lines(app: &App, memo: &mut Memo, width: usize) -> Lines {
    if app.front().is_none() && app.spot().part == Part::Road {
        return road_lines(app);
    }
    let width = u16::try_from(width.saturating_sub(LEAD).max(20)).unwrap_or(u16::MAX);
    let sheet = standing::sheet(app, memo, width);
    let title = match sheet.mark.as_str() {
        "" => sheet.title.clone(),
        mark => format!("{}, {mark}", sheet.title),
    };
    let part = app.front().is_none().then_some(app.spot().part);
    let mut list = numbered(&sheet.rows, part);
    // One empty line is as good as two.
    list.dedup_by(|line, before| line.text.is_empty() && before.text.is_empty());
    while list.first().is_some_and(|line| line.text.is_empty()) {
        list.remove(0);
    }
    while list.last().is_some_and(|line| line.text.is_empty()) {
        list.pop();
    }
    let things = list.iter().filter_map(|line| line.number).max();
    Lines {
        title: glyphs::spell(app.world.look, &title),
        list,
        things: things.unwrap_or(0),
    }
}

/// The rows of a part, each thing to choose with its number.
fn numbered(rows: &Rows, part: Option<Part>) -> Vec<Line> {
    let mut thing = None;
    let mut count = 0;
    let mut list = Vec::new();
    for (anchor, lead, text) in rows.read(part) {
        let begins = anchor.is_some() && anchor != thing;
        thing = anchor;
        count += usize::from(begins);
        let number = begins.then_some(count);
        let text = match number {
            Some(number) => format!("{number}. {}{text}", spoken(lead)),
            None if anchor.is_some() => format!("   {}", text.trim_start()),
            // Its words follow.
            None if is_mark(lead) => text,
            None => format!("{lead}{text}"),
        };
        list.push(Line {
            text: text.trim_end().to_owned(),
            number,
        });
    }
    list
}

/// Whether what leads a line is the mark of a state. What somebody wrote leads none.
fn is_mark(lead: &str) -> bool {
    let mut marks = State::ALL.into_iter().map(State::mark);
    marks.any(|mark| mark == lead.trim())
}

/// A mark in words: punctuation is often not read aloud.
fn spoken(lead: &str) -> String {
    let mark = lead.trim();
    if let Some(state) = State::ALL.into_iter().find(|state| state.mark() == mark) {
        return format!("{}: ", state.words());
    }
    match mark {
        "(x)" => format!("{CHOSEN}: "),
        "*" => format!("{OPEN_NOW}: "),
        mark if mark.ends_with("/5") => format!("{mark}: "),
        _ => String::new(),
    }
}

/// Signs, toolkit and stages.
fn road_lines(app: &App) -> Lines {
    let list: Vec<Line> = road::spoken(app)
        .into_iter()
        .enumerate()
        .map(|(index, words)| Line {
            text: format!("{}. {}", index + 1, glyphs::spell(app.world.look, &words)),
            number: Some(index + 1),
        })
        .collect();
    Lines {
        title: "The road".to_owned(),
        things: list.len(),
        list,
    }
}

/// The number of the thing with the cursor.
pub fn cursor(app: &App) -> Option<usize> {
    let index = match (app.front(), app.spot().part) {
        (Some(Screen::List(list)), _) => list.selected,
        (Some(Screen::Search(search)), _) => search.selected,
        (None, Part::Road) => app.road,
        (None, Part::Checklist) => app.spot().item,
        (None, Part::Links) => app.spot().link,
        _ => return None,
    };
    Some(index + 1)
}

/// The project, and what is out of the ordinary with it.
pub fn status(app: &App) -> String {
    let mut words = format!("Project: {}", app.world.project_title());
    for alarm in bars::alarms(app, usize::MAX) {
        let goes_on = alarm.starts_with(char::is_lowercase);
        words.push_str(if goes_on { ", " } else { ". " });
        words.push_str(&alarm);
    }
    glyphs::spell(app.world.look, &words)
}

/// That work is not saved, for as long as it is so.
pub fn not_saved(app: &App) -> Option<String> {
    let mut alarms = bars::alarms(app, usize::MAX).into_iter();
    let alarm = alarms.find(|alarm| alarm.starts_with(words::NOT_SAVED))?;
    Some(glyphs::spell(app.world.look, &alarm))
}

/// A line of our own in the letters of the look, wrapped.
pub fn told(app: &App, words: &str, width: usize) -> Vec<String> {
    let spelled = glyphs::spell(app.world.look, words);
    wrap::wrap_plain(&spelled, width)
}

/// Words with something in them that somebody wrote, in the letters of the look, wrapped; each line but the first is marked.
pub fn wrote(app: &App, words: &str, width: usize) -> Vec<String> {
    let lines: Vec<String> = words
        .split('\n')
        .map(|line| glyphs::spell(app.world.look, line))
        .collect();
    quoted::lines(&lines.join("\n"), width)
}

/// The words of each thing that can be chosen, without its number and its mark.
pub fn things(lines: &Lines) -> Vec<String> {
    let mut things: Vec<String> = Vec::new();
    for line in &lines.list {
        if line.number.is_some() {
            things.push(without_lead(&line.text).to_owned());
        } else if line.text.starts_with(' ')
            && let Some(thing) = things.last_mut()
        {
            thing.push(' ');
            thing.push_str(line.text.trim());
        }
    }
    things
}

/// A line without its number, and without what stands for its mark.
fn without_lead(line: &str) -> &str {
    let line = line.split_once(". ").map_or(line, |(_, words)| words);
    let marks = State::ALL.into_iter().map(State::words);
    let mut leads = marks.chain([CHOSEN, OPEN_NOW]);
    let is_score = |lead: &str| lead.len() == 1;
    let score = || line.split_once("/5: ").filter(|(lead, _)| is_score(lead));
    leads
        .find_map(|lead| line.strip_prefix(lead)?.strip_prefix(": "))
        .or_else(|| score().map(|(_, words)| words))
        .unwrap_or(line)
}
