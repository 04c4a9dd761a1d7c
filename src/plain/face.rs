//! The guide line by line: what it says, and what an answer means. Nothing is drawn twice, nothing moves.
//!
//! ```text
//! Sign 4  Market intelligence, 3/10
//! 1. Done: Map who provides now, who could, and what the data cannot show
//!    Should. Done, Project manager
//! 2. Open: Engage the market early, openly and even-handedly
//!    Should
//! A number opens. tick, x or b with a number: In hand or Done, Not applicable, Blocked. Enter: on. ? explains.
//! >
//! ```
//!
//! Answers become the same messages that keys become, so whatever can be done on the screen can be done here.

use super::answer::{Answer, Context};
use crate::app::message::Message;
use crate::app::{App, Front, Over, Part};
use crate::guide::Found;
use crate::view::lines::{self, Line, Lines};
use crate::view::memo::Memo;

/// How to answer, before the help of the screen.
const HOW: &str = "Line by line: the number of a line opens it. Before a number, tick, x and b record where an item \
    stands: tick 2. Enter alone goes on to what comes next. sign 4, stage 3, toolkit, library and road go there; back goes \
    back. A slash and words search: /standstill. Every key below can be typed as it stands, or by what it does: what is \
    left, terms, links, feedback, projects, undo, leave. again says everything here once more.";

/// The face, with what it said last.
pub struct Face {
    memo: Memo,
    width: usize,
    height: usize,
    /// Whether hints are left out.
    is_brief: bool,
    status: String,
    /// What stood there when it last spoke, and the lines of it.
    standing: String,
    lines: Lines,
    /// The first of them that was not said yet.
    from: usize,
    notice: Option<String>,
    question: String,
    /// What to say about the last answer.
    remarks: Vec<String>,
    /// Lines of a longer answer that has not ended.
    collected: Vec<String>,
    /// Whether somebody answered since it last spoke,
    was_answered: bool,
    /// and whether that was for the app.
    has_acted: bool,
}

impl Face {
    /// A face that says at most `height` lines of `width` columns at a time.
    pub fn new(width: usize, height: usize, is_brief: bool) -> Self {
        Self {
            memo: Memo::default(),
            width,
            height,
            is_brief,
            status: String::new(),
            standing: String::new(),
            lines: Lines::default(),
            from: 0,
            notice: None,
            question: String::new(),
            remarks: Vec::new(),
            collected: Vec::new(),
            was_answered: true,
            has_acted: true,
        }
    }

    /// Has something more to say next time.
    pub fn remark(&mut self, words: String) {
        self.remarks.push(words);
    }

    /// What to say now: what is new since it last spoke, and a prompt. Empty if there is nothing new.
    pub fn say(&mut self, app: &App) -> String {
        let mut said: Vec<String> = Vec::new();
        for remark in std::mem::take(&mut self.remarks) {
            said.extend(lines::told(app, &remark, self.width));
        }
        let status = lines::status(app);
        if status != self.status {
            said.push(status.clone());
            self.status = status;
        }
        if app.notice.is_some() && (self.has_acted || app.notice != self.notice) {
            let notice = app.notice.as_deref().unwrap_or_default();
            said.extend(lines::told(app, notice, self.width));
        }
        self.notice.clone_from(&app.notice);
        let has_moved = self.say_what_stands(app, &mut said);
        self.say_question(app, has_moved, &mut said);
        if said.is_empty() && !self.was_answered {
            return String::new();
        }
        if has_moved && !self.is_brief && !app.typing() {
            let (words, on) = hint(app, &self.lines);
            // While there is more to be said, Enter says it.
            let is_all = self.from >= self.lines.list.len();
            let parts = [words, on].into_iter().take(1 + usize::from(is_all));
            let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
            if !parts.is_empty() {
                said.extend(lines::told(app, &parts.join(" "), self.width));
            }
        }
        self.was_answered = false;
        self.has_acted = false;
        said.push("> ".to_owned());
        said.join("\n")
    }

    /// Says what stands there: the beginning of something new, else the lines that are others than before.
    fn say_what_stands(&mut self, app: &App, said: &mut Vec<String>) -> bool {
        let standing = standing(app);
        let now = lines::lines(app, &mut self.memo, self.width);
        let has_moved = standing != self.standing;
        if has_moved {
            said.push(now.title.clone());
            self.standing = standing;
            self.lines = now;
            self.from = 0;
            self.collected.clear();
            if is_asking(app) {
                // The fields are asked for one by one.
                let lead = self
                    .lines
                    .list
                    .iter()
                    .take_while(|line| line.number.is_none());
                said.extend(lead.map(|line| line.text.clone()));
            } else {
                if matches!(app.front, Front::Over(Over::Help, ..)) {
                    said.extend(lines::told(app, HOW, self.width));
                }
                self.say_more(app, said);
            }
        } else if !is_asking(app) {
            said.extend(changed(&self.lines.list, &now.list));
            self.lines = now;
        }
        has_moved
    }

    /// Says as many lines as fit, things whole.
    fn say_more(&mut self, app: &App, said: &mut Vec<String>) {
        let rest = self.lines.list.get(self.from..).unwrap_or_default();
        let mut count = rest.len().min(self.height.max(1));
        if count < rest.len() {
            let begins = |at: &usize| {
                rest.get(*at)
                    .is_some_and(|line| line.number.is_some() || line.text.is_empty())
            };
            count = (1..=count).rev().find(begins).unwrap_or(count);
        }
        said.extend(rest.iter().take(count).map(|line| line.text.clone()));
        self.from += count;
        if self.from < self.lines.list.len() {
            let left = self.lines.list.len() - self.from;
            said.extend(lines::told(
                app,
                &format!("Enter: more, {left} lines."),
                self.width,
            ));
        }
    }

    /// Asks for the text of the field with the cursor.
    fn say_question(&mut self, app: &App, has_moved: bool, said: &mut Vec<String>) {
        let question = question(app, self.is_brief);
        let is_due = has_moved || self.was_answered || question != self.question;
        if is_due && !question.is_empty() && self.collected.is_empty() {
            said.extend(lines::told(app, &question, self.width));
        }
        self.question = question;
    }

    /// What an answer means.
    pub fn hear(&mut self, app: &App, line: &str) -> Vec<Message> {
        self.was_answered = true;
        let context = Context {
            app,
            things: self.lines.things,
            has_more: self.from < self.lines.list.len() && !is_asking(app),
            is_going_on: !self.collected.is_empty(),
        };
        match context.meaning(line) {
            Answer::Messages(messages) => {
                self.has_acted = true;
                self.collected.clear();
                messages
            }
            Answer::Line(line) => {
                // The app has it at once: if the line is cut, it becomes a draft.
                self.collected.push(line);
                vec![Message::Fill(self.collected.join("\n"))]
            }
            Answer::More => {
                let mut more = Vec::new();
                self.say_more(app, &mut more);
                self.remarks.extend(more);
                Vec::new()
            }
            Answer::Again => {
                self.standing.clear();
                Vec::new()
            }
            Answer::Unclear(why) => {
                self.remarks.push(why);
                Vec::new()
            }
        }
    }
}

/// Whether a text is asked for.
fn is_asking(app: &App) -> bool {
    match &app.front {
        Front::Form(_) => true,
        Front::Page => app.fields.is_some(),
        _ => false,
    }
}

/// What stands there, as something that can be compared.
fn standing(app: &App) -> String {
    match &app.front {
        Front::Page => format!("{} {:?} {:?}", app.spot.place, app.spot.part, app.edition),
        Front::Welcome => "welcome".to_owned(),
        Front::Over(Over::Help, ..) => "help".to_owned(),
        Front::Over(Over::Text(title, text), ..) => format!("text {title} {text}"),
        Front::Over(Over::Raw(text) | Over::Code(text), ..) => format!("copy {text}"),
        Front::List(list) => format!("list {:?}", list.kind),
        Front::Form(form) => format!("form {} {:?}", form.title, form.purpose),
        Front::Search(search) => format!("search {}", search.query()),
    }
}

/// The things of `now` that are not as `before`; all of them if things came or went.
fn changed(before: &[Line], now: &[Line]) -> Vec<String> {
    let (before, now) = (things(before), things(now));
    let is_same = |thing: &&Vec<String>| before.contains(thing);
    let is_news = |thing: &Vec<String>| before.len() != now.len() || !is_same(&thing);
    now.iter()
        .filter(|thing| is_news(thing))
        .flatten()
        .cloned()
        .collect()
}

/// Lines by the thing that they belong to.
fn things(lines: &[Line]) -> Vec<Vec<String>> {
    let mut things: Vec<Vec<String>> = vec![Vec::new()];
    for line in lines {
        if line.number.is_some() || line.text.is_empty() {
            things.push(Vec::new());
        }
        if let Some(thing) = things.last_mut() {
            thing.push(line.text.clone());
        }
    }
    things
}

/// The question for the text that is being asked for; empty if none is.
fn question(app: &App, is_brief: bool) -> String {
    let fields = match &app.front {
        Front::Search(_) => return "Search for:".to_owned(),
        Front::Form(form) => &form.fields,
        Front::Page => match &app.fields {
            Some(fields) => fields,
            None => return String::new(),
        },
        _ => return String::new(),
    };
    let Some(field) = fields.in_focus() else {
        return String::new();
    };
    let mut words = String::new();
    if let Some(fault) = &field.fault {
        words.push_str(&format!("{fault}.\n"));
    }
    let text = field.text();
    let held = if text.is_empty() { "empty" } else { &text };
    let held = held.trim_end_matches('.');
    words.push_str(&format!("{}? Now: {held}.", field.label));
    if !is_brief {
        words.push_str(" Enter keeps it, - empties it, < goes back");
        words.push_str(if field.is_long() {
            "; a line with only a full stop ends a longer text."
        } else {
            "."
        });
    }
    words
}

/// What can be typed here, and what Enter alone does once everything has been said.
fn hint(app: &App, lines: &Lines) -> (&'static str, &'static str) {
    match (&app.front, app.spot.part) {
        (Front::Welcome | Front::Over(..), _) => ("", "Enter goes on."),
        (Front::List(_), _) if lines.things == 0 => ("back leads back.", ""),
        (Front::List(_), _) => ("A number chooses, back leads back.", ""),
        (Front::Search(_), _) => ("", ""),
        (_, Part::Road) => (
            "A number opens. w: what is left. / and words: search. ? explains, q leaves.",
            "",
        ),
        (_, Part::Checklist) => (
            "A number opens. tick, x or b with a number: In hand or Done, Not applicable, Blocked.",
            "Enter: on to the links.",
        ),
        (_, Part::Links) => ("A number opens, back leads back.", "Enter: on to the road."),
        (_, Part::Text | Part::Fields) => match app.found() {
            Some(Found::Competency(_) | Found::Measure(_)) => (
                "tab: on to the next part.",
                "Enter records where you stand.",
            ),
            Some(Found::Item(_, item)) if app.counts_days(item) => {
                ("tab: on to your record.", "Enter counts the days.")
            }
            _ => ("road, back. ? explains.", "Enter: on to the next part."),
        },
    }
}
