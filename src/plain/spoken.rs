//! What stands before the user as lines of text, for somebody who listens: the scene of the screen, with numbers where that
//! has a cursor, and words where it has marks.

use crate::app::look::Look;
use crate::app::{App, Part, alarms, words};
use crate::doc::Doc;
use crate::doc::to_lines::{self, LineKind, Marks};
use crate::scene::{self, Answers, Block, Duty, Lead, Mark, Says, Standing};
use crate::text::wrap::{Emphasis, Span};
use crate::text::{quoted, wrap};

/// What stands before the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Its title, with what stands at its right end.
    pub title: String,
    /// Its lines.
    pub list: Vec<Line>,
    /// Each thing that can be chosen.
    pub things: Vec<Thing>,
    /// The number of the one with the cursor.
    pub cursor: Option<usize>,
    /// What can be typed.
    pub answers: Answers,
    /// Which lines these are.
    pub standing: Standing,
}

/// Something that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thing {
    /// Its words, without its number and its mark.
    pub words: String,
    /// Whether it is an item of a checklist.
    pub is_item: bool,
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
    let scene = app.scene();
    let part = scene.standing.part();
    if part == Some(Part::Road) {
        return road(app, scene.answers, scene.standing);
    }
    let mut speech = Speech {
        look,
        width: width.saturating_sub(LEAD).max(20),
        thing: None,
        list: Vec::new(),
        things: Vec::new(),
        selected: scene.selected.filter(|_| !scene.standing.is_asking()),
        cursor: None,
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
        cursor: speech.cursor,
        answers: scene.answers,
        standing: scene.standing,
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
fn road(app: &App, answers: Answers, standing: Standing) -> Lines {
    let spoken = app.road_lines().into_iter();
    let things: Vec<Thing> = spoken
        .map(|line| Thing {
            words: app.world.look.spell(&line.spoken()),
            is_item: false,
        })
        .collect();
    let line = |(number, thing): (usize, &Thing)| Line {
        text: format!("{number}. {}", thing.words),
        number: Some(number),
    };
    Lines {
        title: "The road".to_owned(),
        list: (1..).zip(&things).map(line).collect(),
        things,
        cursor: Some(app.stack.page().road + 1),
        answers,
        standing,
    }
}

/// A scene while it is told.
struct Speech {
    look: Look,
    width: usize,
    /// The thing to choose whose lines are told.
    thing: Option<usize>,
    list: Vec<Line>,
    things: Vec<Thing>,
    /// The thing with the cursor, as the scene counts,
    selected: Option<usize>,
    /// and its number, once it was told.
    cursor: Option<usize>,
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
                self.things.push(Thing {
                    words: words.trim().to_owned(),
                    is_item: matches!(lead, Lead::Mark(Mark::State(_))),
                });
                let number = self.things.len();
                if thing == self.selected {
                    self.cursor = Some(number);
                }
                (format!("{number}. {}{words}", lead.spoken()), Some(number))
            } else if thing.is_some() {
                let words = words.trim();
                if let Some(thing) = self.things.last_mut() {
                    thing.words.push(' ');
                    thing.words.push_str(words);
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
