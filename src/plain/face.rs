//! The guide line by line: what it says, and what an answer means. Nothing is drawn twice, nothing moves.
//!
//! ```text
//! Sign 4  Market intelligence, 3 of 10 done
//! 1. Done: Map who provides now, who could, and what the data cannot show
//!    Should. Project manager. Done
//! 2. Open: Engage the market early, openly and even-handedly
//!    Should
//! A number opens. tick, x or b with a number: In hand or Done, Not applicable, Blocked. Enter: on to the links.
//! >
//! ```
//!
//! A prompt says whose answer it waits for: `owner> `.
//!
//! Answers become the same messages that keys become, so whatever can be done on the screen can be done here.

mod question;
mod together;

use super::answer::{Answer, Context};
use super::spoken::{self, Line, Lines};
use crate::app::command::Command;
use crate::app::message::Message;
use crate::app::{App, Part};
use crate::scene::{Answers, Enter, Standing};
use crate::text::number::counted;
use question::Question;
use together::Together;

/// After an answer that led to nothing that could be said.
const NOTHING_NEW: &str = "Nothing is different here. again says everything.";
/// After what is new on a page that was heard before.
const AS_BEFORE: &str = "The rest is as before; again says everything.";
/// How many pages are known.
const MOST_KNOWN: usize = 20;

/// What an answer asked for, where that decides how much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// To go back, where what was heard before need not be heard again.
    Back,
    /// To be led to a line.
    Line,
    /// Everything once more.
    Again,
    /// Anything else.
    Anything,
}

/// Where the last answer led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moved {
    /// Nowhere else.
    No,
    /// Back to what was heard before.
    Back,
    /// On to something else.
    On,
}

/// The face, with what it said last.
pub struct Face {
    width: usize,
    height: usize,
    /// Whether hints are left out.
    is_brief: bool,
    status: String,
    /// What stood there when it last spoke.
    lines: Lines,
    /// The first of them that was not said yet.
    from: usize,
    notice: Option<String>,
    question: Question,
    /// Pages that were said before, each as far as it was, the latest last, for when somebody comes back to one.
    known: Vec<(Lines, usize)>,
    /// The page that stood there last, under whatever is in front of it.
    page: Standing,
    /// What the last answer asked for.
    asked: Asked,
    /// What to say about the last answer.
    remarks: Vec<String>,
    /// Lines of a longer answer that has not ended.
    collected: Vec<String>,
    /// Lines that came at once for a text of one line, until somebody says what to do with them.
    held: Option<Together>,
    /// Whether somebody answered since it last spoke,
    was_answered: bool,
    /// and whether that was for the app.
    has_acted: bool,
}

impl Face {
    /// A face that says at most `height` lines of `width` columns at a time.
    pub fn new(width: usize, height: usize, is_brief: bool) -> Self {
        Self {
            width,
            height,
            is_brief,
            status: String::new(),
            lines: Lines::default(),
            from: 0,
            notice: None,
            question: Question::default(),
            known: Vec::new(),
            page: Standing::default(),
            asked: Asked::Anything,
            remarks: Vec::new(),
            collected: Vec::new(),
            held: None,
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
            said.extend(spoken::told(app, &remark, self.width));
        }
        let status = spoken::status(app);
        // The screen shows it all the time: here it is said with each answer.
        let still = spoken::not_saved(app).filter(|_| status == self.status && self.was_answered);
        if status != self.status {
            said.push(status.clone());
            self.status = status;
        }
        if app.world.notice.is_some() && (self.has_acted || app.world.notice != self.notice) {
            let notice = app.world.notice.as_deref().unwrap_or_default();
            // The name of another project stands in its status already.
            if !self.status.starts_with(notice) {
                // The name of a file stays in one piece.
                let is_wrapped = !notice.contains('/');
                let width = if is_wrapped { self.width } else { usize::MAX };
                said.extend(spoken::told(app, notice, width));
            }
        }
        self.notice.clone_from(&app.world.notice);
        let moved = self.say_what_stands(app, &mut said);
        match &self.held {
            Some(held) => said.extend(held.asks(app, self.width)),
            None => self.say_question(app, moved != Moved::No, &mut said),
        }
        if said.is_empty() && !self.was_answered {
            return String::new();
        }
        if said.is_empty() && self.collected.is_empty() {
            said.extend(spoken::told(app, NOTHING_NEW, self.width));
        }
        if moved == Moved::On && !self.is_brief && !app.typing() {
            let Answers(words, on) = self.lines.answers;
            // While there is more to be said, Enter says it.
            let is_all = self.from >= self.lines.list.len();
            let on = match (on, is_all) {
                (Enter::Leads(to), true) => format!("Enter: on to {to}."),
                (Enter::Leads(to), false) => format!("next part: on to {to}."),
                (Enter::Does(what), true) => format!("Enter {what}."),
                (Enter::Does(_), false) | (Enter::Nothing, _) => String::new(),
            };
            let parts: Vec<_> = [words.to_owned(), on]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            if !parts.is_empty() {
                said.extend(spoken::told(app, &parts.join(" "), self.width));
            }
        }
        self.was_answered = false;
        self.has_acted = false;
        self.asked = Asked::Anything;
        said.extend(still);
        said.push(match &self.held {
            Some(_) => "> ".to_owned(),
            None => self.question.prompt(),
        });
        said.join("\n")
    }

    /// Says what stands there: the beginning of something new, else the lines that are others than before.
    fn say_what_stands(&mut self, app: &App, said: &mut Vec<String>) -> Moved {
        let now = spoken::lines(app, self.width);
        let has_moved = now.standing != self.lines.standing || self.asked == Asked::Again;
        if !has_moved {
            if !now.standing.is_asking() {
                let news = changed(&self.lines.list, &now.list);
                self.lines = now;
                match self.asked {
                    Asked::Line => self.say_cursor(news, said),
                    _ => said.extend(news),
                }
            }
            return Moved::No;
        }
        self.collected.clear();
        let before = self.known_before(&now.standing);
        let is_same_page = now.standing.is_where(&self.lines.standing);
        let is_from_page = self.lines.standing.part().is_some();
        let is_text = now.standing.part() == Some(Part::Text);
        let is_headed = now
            .list
            .first()
            .is_some_and(|line| line.number.is_none() && !line.text.is_empty());
        // Another part of the same page begins with a heading of its own.
        if !(is_same_page && is_headed && self.asked != Asked::Again && !is_text) {
            said.extend(spoken::told(app, &now.title, self.width));
        }
        self.keep_known(now);
        if self.lines.standing.is_asking() {
            // The fields are asked for one by one.
            let lead = self.lines.list.iter();
            let lead = lead.take_while(|line| line.number.is_none());
            said.extend(lead.map(|line| line.text.clone()));
        } else if let Some((before, from)) = before {
            self.from = from.min(self.lines.list.len());
            let news = changed(&before.list, &self.lines.list);
            if is_from_page {
                self.say_cursor(news, said);
            } else {
                said.extend(news);
            }
            said.extend(spoken::told(app, AS_BEFORE, self.width));
            self.say_how_much(said);
            return Moved::Back;
        } else if self.asked == Asked::Line {
            self.from = self.lines.list.len();
            self.say_cursor(Vec::new(), said);
        } else {
            self.say_more(said);
        }
        Moved::On
    }

    /// Says news, and the line with the cursor unless that is among them.
    fn say_cursor(&self, news: Vec<String>, said: &mut Vec<String>) {
        let cursor = self.lines.cursor;
        let line = cursor.map(|number| thing(&self.lines.list, number));
        let line = line.unwrap_or_default();
        let is_said = line.iter().all(|line| news.contains(line));
        said.extend(news);
        if !is_said {
            said.extend(line);
        }
    }

    /// What was said of a page, if somebody only comes back to it.
    fn known_before(&self, standing: &Standing) -> Option<(Lines, usize)> {
        let is_front_gone = self.lines.standing.part().is_none() && *standing == self.page;
        let is_back = standing.part().is_some()
            && (self.asked == Asked::Back || is_front_gone)
            && self.asked != Asked::Again;
        let known = self.known.iter().rev().filter(|_| is_back);
        let mut known = known.filter(|(known, _)| known.standing == *standing);
        known.next().cloned()
    }

    /// Remembers what stood there, and what stands there now.
    fn keep_known(&mut self, now: Lines) {
        let from = std::mem::take(&mut self.from);
        let before = std::mem::replace(&mut self.lines, now);
        if before.standing.part().is_some() {
            self.known
                .retain(|(known, _)| known.standing != before.standing);
            if self.known.len() == MOST_KNOWN {
                self.known.remove(0);
            }
            self.known.push((before, from));
        }
        if self.lines.standing.part().is_some() {
            self.page = self.lines.standing.clone();
        }
    }

    /// Says as many lines as fit, things whole.
    fn say_more(&mut self, said: &mut Vec<String>) {
        let list = &self.lines.list;
        let is_blank = |line: &Line| line.text.is_empty();
        self.from += list
            .iter()
            .skip(self.from)
            .take_while(|line| is_blank(line))
            .count();
        let rest = list.get(self.from..).unwrap_or_default();
        let mut count = rest.len().min(self.height.max(1));
        if count < rest.len() {
            let is_blank_at =
                |at: Option<usize>| at.and_then(|at| rest.get(at)).is_none_or(is_blank);
            // A heading stays with what stands under it.
            let is_heading = |at: usize| {
                rest.get(at)
                    .is_some_and(|line| line.number.is_none() && !is_blank(line))
                    && is_blank_at(at.checked_sub(1))
            };
            let begins = |at: &usize| {
                let line = rest.get(*at);
                line.is_some_and(|line| {
                    line.number.is_some() && !is_heading(at - 1) || is_blank(line)
                })
            };
            count = (1..=count).rev().find(begins).unwrap_or(count);
        }
        said.extend(rest.iter().take(count).map(|line| line.text.clone()));
        self.from += count;
        self.say_how_much(said);
    }

    /// Says how much there is still to be said.
    fn say_how_much(&self, said: &mut Vec<String>) {
        if self.from < self.lines.list.len() {
            let left = self.lines.list.len() - self.from;
            said.push(format!("Enter: more, {}.", counted(left, "line", "lines")));
        }
    }

    /// Asks for the text of the field with the cursor.
    fn say_question(&mut self, app: &App, has_moved: bool, said: &mut Vec<String>) {
        let question = Question::of(app, self.is_brief, has_moved);
        let is_due = has_moved || self.was_answered || question != self.question;
        if is_due && self.collected.is_empty() {
            said.extend(question.lines(app, self.width));
        }
        self.question = question;
    }

    /// Whether a text of one line is asked for.
    pub fn asks_for_one_line(&self, app: &App) -> bool {
        self.held.is_none() && app.field().is_some_and(|field| !field.is_long())
    }

    /// Whether a text is asked for.
    pub fn asks_for_text(&self, app: &App) -> bool {
        self.held.is_none() && app.field().is_some()
    }

    /// Whether no line of a longer text has come yet.
    pub fn is_at_its_beginning(&self) -> bool {
        self.collected.is_empty()
    }

    /// Asks what to do with lines that came at once for a text of one line.
    pub fn hold(&mut self, app: &App, lines: Vec<String>) {
        self.was_answered = true;
        let label = app.field().map_or("", |field| field.label);
        self.held = Some(Together::new(label, lines));
    }

    /// Lines that were held and are to be heard now, each as an answer of its own.
    pub fn let_go(&mut self) -> Vec<String> {
        let is_let_go = |held: &mut Together| held.is_let_go();
        let held = self.held.take_if(is_let_go);
        held.map_or_else(Vec::new, Together::into_lines)
    }

    /// What an answer means.
    pub fn hear(&mut self, app: &App, line: &str) -> Vec<Message> {
        self.hear_among(app, line, false)
    }

    /// The same, with whether more lines came together with this one.
    pub fn hear_among(&mut self, app: &App, line: &str, has_more_come: bool) -> Vec<Message> {
        self.was_answered = true;
        if let Some(held) = &mut self.held {
            let messages = held.decide(app, line);
            if held.is_over() {
                self.held = None;
            }
            self.has_acted |= !messages.is_empty();
            return messages;
        }
        let context = Context {
            app,
            lines: &self.lines,
            has_more: self.from < self.lines.list.len() && !self.lines.standing.is_asking(),
            is_going_on: !self.collected.is_empty(),
            has_more_come,
        };
        match context.meaning(line) {
            Answer::Messages(messages) => {
                self.has_acted = true;
                self.asked = match messages.last() {
                    Some(Message::Do(Command::Back)) => Asked::Back,
                    Some(Message::Do(Command::NextOpen)) => Asked::Line,
                    _ => Asked::Anything,
                };
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
                self.say_more(&mut more);
                self.remarks.extend(more);
                Vec::new()
            }
            Answer::Again => {
                self.asked = Asked::Again;
                Vec::new()
            }
            Answer::Unclear(why) => {
                self.remarks.push(why);
                Vec::new()
            }
        }
    }
}

/// The things of `now` that are not as `before`; all of them if numbered ones came or went.
fn changed(before: &[Line], now: &[Line]) -> Vec<String> {
    let numbered = |lines: &[Line]| lines.iter().filter(|line| line.number.is_some()).count();
    let is_renumbered = numbered(before) != numbered(now);
    let (before, now) = (things(before), things(now));
    now.into_iter()
        .filter(|thing| is_renumbered || !before.contains(thing))
        .flatten()
        .collect()
}

/// The lines of one thing.
fn thing(lines: &[Line], number: usize) -> Vec<String> {
    let from = lines.iter().skip_while(|line| line.number != Some(number));
    let rest = from.clone().skip(1);
    let rest = rest.take_while(|line| line.number.is_none() && !line.text.is_empty());
    from.take(1)
        .chain(rest)
        .map(|line| line.text.clone())
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
