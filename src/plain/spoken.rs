//! What stands before the user as lines of text, for somebody who listens: the scene of the screen, with numbers where that
//! has a cursor, and words where it has marks.

use crate::app::look::Look;
use crate::app::screen::Screen;
use crate::app::{App, Part, alarms, words};
use crate::doc::Doc;
use crate::doc::to_lines::{self, LineKind, Marks};
use crate::scene::{self, Answers, Block, Duty, Lead, Says};
use crate::text::wrap::{Emphasis, Span};
use crate::text::{quoted, wrap};

/// What stands before the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Its title, with what stands at its right end.
    pub title: String,
    /// Its lines.
    pub list: Vec<Line>,
    /// The words of each thing that can be chosen, without its number and its mark.
    pub things: Vec<String>,
    /// What can be typed.
    pub answers: Answers,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// The number of the thing that it begins, from 1.
    pub number: Option<usize>,
}

/// Columns that a number and a state may take before a text.
const LEAD: usize = 16;
/// Columns before the lines of a thing but the first.
const HANG: &str = "   ";

/// The part of the open page with the cursor, or whatever stands in front of it, in so many columns.
pub fn lines(app: &App, width: usize) -> Lines {
    let look = app.world.look;
    let is_page = app.front().is_none();
    if is_page && app.spot().part == Part::Road {
        return road(app);
    }
    let part = is_page.then_some(app.spot().part);
    let scene = app.scene();
    let mut speech = Speech {
        look,
        width: width.saturating_sub(LEAD).max(20),
        thing: None,
        list: Vec::new(),
        things: Vec::new(),
    };
    for block in &scene.blocks {
        let made;
        let lines = match block {
            Block::Made(lines) => lines,
            Block::Asked(_, make) => {
                made = make();
                &made
            }
        };
        let is_meant = |line: &&scene::Line| part.is_none_or(|part| part == line.part);
        for line in lines.iter().filter(is_meant) {
            speech.say(line);
        }
    }
    let title = match scene.mark.as_str() {
        "" => scene.title,
        mark => format!("{}, {mark}", scene.title),
    };
    Lines {
        title: look.spell(&title),
        list: tidy(speech.list),
        things: speech.things,
        answers: scene.answers,
    }
}

/// One empty line is as good as two, and none stands at an end.
fn tidy(mut list: Vec<Line>) -> Vec<Line> {
    let is_empty = |line: &Line| line.text.is_empty();
    list.dedup_by(|line, before| is_empty(line) && is_empty(before));
    let first = list.iter().take_while(|line| is_empty(line)).count();
    list.drain(..first);
    while list.last().is_some_and(is_empty) {
        list.pop();
    }
    list
}

/// Signs, toolkit and stages.
fn road(app: &App) -> Lines {
    let spoken = app.road_lines().into_iter();
    let things: Vec<String> = spoken
        .map(|line| app.world.look.spell(&line.spoken()))
        .collect();
    let line = |(number, words): (usize, &String)| Line {
        text: format!("{number}. {words}"),
        number: Some(number),
    };
    Lines {
        title: "The road".to_owned(),
        list: (1..).zip(&things).map(line).collect(),
        things,
        answers: app.scene().answers,
    }
}

/// A scene while it is told.
struct Speech {
    look: Look,
    width: usize,
    /// The thing to choose whose lines are told.
    thing: Option<usize>,
    list: Vec<Line>,
    things: Vec<String>,
}

impl Speech {
    fn say(&mut self, line: &scene::Line) {
        let look = self.look;
        match &line.says {
            Says::Blank | Says::Gap | Says::Typing { .. } => {
                self.tell(line.thing, &Lead::Indent(0), vec![String::new()]);
            }
            Says::Words(lead, words, _) | Says::Glimpse(lead, words, _) => {
                let wrapped = wrap::wrap_plain(&look.spell(words), self.room(lead));
                self.tell(line.thing, lead, wrapped);
            }
            Says::Wrote(lead, text, ..) => {
                let wrapped = quoted::lines(&look.spell_lines(text), self.room(lead));
                self.tell(line.thing, lead, wrapped);
            }
            Says::Duty(duty) => {
                let wrapped = self.duty(duty);
                self.tell(line.thing, &Lead::Indent(0), wrapped);
            }
            Says::Address(text) | Says::AsItStands(text) => {
                let lines = text.lines().map(|line| look.spell(line)).collect();
                self.tell(line.thing, &Lead::Indent(0), lines);
            }
            Says::Doc(doc) => {
                let lines = self.doc(doc);
                self.tell(line.thing, &Lead::Indent(0), lines);
            }
        }
    }

    /// Columns beside what leads a line.
    fn room(&self, lead: &Lead) -> usize {
        let used = wrap::width(&lead.painted());
        self.width.saturating_sub(used).max(1)
    }

    fn duty(&self, duty: &Duty) -> Vec<String> {
        let words = format!("{}{}", duty.word, duty.limits);
        let span = Span::new(self.look.spell(&words) + &duty.ticked, Emphasis::default());
        let lines = wrap::wrap(&[span], self.width, DUTY, DUTY).into_iter();
        lines.map(|line| wrap::joined(&line)).collect()
    }

    /// What its author drew with letters says nothing to somebody who listens, and columns side by side are of no use.
    fn doc(&self, doc: &Doc) -> Vec<String> {
        let marks = Marks {
            stacked: true,
            ..self.look.marks()
        };
        let laid = to_lines::lay(doc, self.width, &marks);
        let said = laid.lines.into_iter();
        let said = said.filter(|line| line.kind != LineKind::Code);
        said.map(|line| wrap::joined(&line.spans)).collect()
    }

    /// Adds lines; those of a thing begin with its number.
    fn tell(&mut self, thing: Option<usize>, lead: &Lead, lines: Vec<String>) {
        let begins = thing.is_some() && thing != self.thing;
        self.thing = thing;
        let hang = match lead {
            // Its words follow.
            Lead::State(_) => String::new(),
            lead => lead.painted(),
        };
        for (index, words) in lines.into_iter().enumerate() {
            let is_first = index == 0;
            let (text, number) = if begins && is_first {
                self.things.push(words.trim().to_owned());
                let number = self.things.len();
                (format!("{number}. {}{words}", lead.spoken()), Some(number))
            } else if thing.is_some() {
                let words = words.trim();
                if let Some(thing) = self.things.last_mut() {
                    thing.push(' ');
                    thing.push_str(words);
                }
                (format!("{HANG}{words}"), None)
            } else if is_first {
                (format!("{hang}{words}"), None)
            } else {
                let indent = " ".repeat(wrap::width(&lead.painted()));
                (format!("{indent}{words}"), None)
            };
            let text = text.trim_end().to_owned();
            self.list.push(Line { text, number });
        }
    }
}

/// How far how an item binds is indented where it is seen.
const DUTY: usize = 6;

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
    for alarm in alarms::of(&app.world, usize::MAX) {
        let goes_on = alarm.starts_with(char::is_lowercase);
        words.push_str(if goes_on { ", " } else { ". " });
        words.push_str(&alarm);
    }
    app.world.look.spell(&words)
}

/// That work is not saved, for as long as it is so.
pub fn not_saved(app: &App) -> Option<String> {
    let mut alarms = alarms::of(&app.world, usize::MAX).into_iter();
    let alarm = alarms.find(|alarm| alarm.starts_with(words::NOT_SAVED))?;
    Some(app.world.look.spell(&alarm))
}

/// A line of our own in the letters of the look, wrapped.
pub fn told(app: &App, words: &str, width: usize) -> Vec<String> {
    let spelled = app.world.look.spell(words);
    wrap::wrap_plain(&spelled, width)
}

/// Words with something in them that somebody wrote, in the letters of the look, wrapped; each line but the first is marked.
pub fn wrote(app: &App, words: &str, width: usize) -> Vec<String> {
    quoted::lines(&app.world.look.spell_lines(words), width)
}
