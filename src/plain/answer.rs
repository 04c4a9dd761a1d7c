//! What somebody types, as messages to the app.

mod printed;

use crate::app::command::Command;
use crate::app::keys;
use crate::app::message::Message;
use crate::app::{App, Part, words};
use crate::guide::Found;
use crate::guide::library::Shelf;
use crate::guide::place::At;
use crate::plain::spoken::Lines;
use crate::scene::Standing;

/// After a number where nothing is numbered.
const NO_LINES: &str = "There are no numbered lines here; next part goes on to them.";
/// After a sign or a stage that there is none of.
const SAY_WHICH: &str = "Say which: sign 1 to 8, or stage 1 to 5.";

/// What an answer means.
#[derive(Debug)]
pub(super) enum Answer {
    /// Messages for the app.
    Messages(Vec<Message>),
    /// One line of a longer text.
    Line(String),
    /// The next lines of what stands there.
    More,
    /// Everything that stands there, from its beginning.
    Again,
    /// Nothing, and why.
    Unclear(String),
}

/// What an answer answers.
pub(super) struct Context<'a> {
    /// The app.
    pub(super) app: &'a App,
    /// What was said last.
    pub(super) lines: &'a Lines,
    /// Whether there is more to be said.
    pub(super) has_more: bool,
    /// Whether some lines of a longer text have come.
    pub(super) is_going_on: bool,
    /// Whether more lines came together with this one.
    pub(super) has_more_come: bool,
}

impl Context<'_> {
    /// The meaning of a line.
    pub(super) fn meaning(&self, line: &str) -> Answer {
        match (&self.lines.standing, self.app.field()) {
            (Standing::Search { .. }, _) => self.in_search(line),
            (_, Some(field)) => self.in_field(line, field.is_long()),
            (_, None) => self.in_lists(line.trim()),
        }
    }

    /// In a text field everything is text but a few answers; a space before them makes them text too.
    fn in_field(&self, line: &str, is_long: bool) -> Answer {
        let next = Message::Do(Command::NextPart);
        // What can only be read says why, and stays.
        let may_fill = self.app.world.rewind.is_none() || !self.app.is_page();
        let fill = |text: String| {
            let on = may_fill.then(|| next.clone());
            Answer::Messages([Message::Fill(text)].into_iter().chain(on).collect())
        };
        let as_text = |line: &str| {
            let text = line.strip_prefix(' ').unwrap_or(line).to_owned();
            if is_long && may_fill {
                Answer::Line(text)
            } else {
                fill(text)
            }
        };
        // Lines that came together are one text: an empty one among them parts its paragraphs.
        if is_long && self.has_more_come && (self.is_going_on || !line.is_empty()) {
            return as_text(line);
        }
        match line.trim_end() {
            "<" | "\u{1b}" => Answer::Messages(vec![Message::Do(Command::Back)]),
            "." if is_long => Answer::Messages(vec![next]),
            "" if !self.is_going_on || line.is_empty() => Answer::Messages(vec![next]),
            "-" if !self.is_going_on => fill(String::new()),
            "?" if !self.is_going_on => Answer::Messages(vec![Message::Do(Command::Help)]),
            "=" if !self.is_going_on && self.has_clash() => Answer::Messages(vec![keys::enter()]),
            word if !is_long && is_word_of_the_guide(word) => Answer::Unclear(format!(
                "{word} is a word of the guide: ? helps, < goes back. With a space before it, it is text."
            )),
            text => as_text(text),
        }
    }

    /// In the search words are searched for; a number is a line of what was found, and searched for after a slash.
    fn in_search(&self, line: &str) -> Answer {
        let fill = |text: &str| Answer::Messages(vec![Message::Fill(text.trim().to_owned())]);
        match line.trim() {
            "" if self.has_more => Answer::More,
            "" => Answer::Unclear("Nothing was typed.".to_owned()),
            "<" | "\u{1b}" | "back" => Answer::Messages(vec![Message::Do(Command::Back)]),
            text => match (text.strip_prefix('/'), text.parse::<usize>()) {
                (Some(query), _) => fill(query),
                (None, Ok(number)) if !self.lines.things.is_empty() => {
                    match self.choose(number, Command::Open) {
                        Answer::Unclear(why) => {
                            Answer::Unclear(format!("{why} /{text} searches for {text}."))
                        }
                        chosen => chosen,
                    }
                }
                _ => fill(text),
            },
        }
    }

    fn in_lists(&self, line: &str) -> Answer {
        let low = line.to_lowercase();
        if let Some(query) = line.strip_prefix('/') {
            return self.on_page(search(query.trim()));
        }
        if low.starts_with("search ") {
            return self.on_page(search(
                line.get("search ".len()..).unwrap_or_default().trim(),
            ));
        }
        let (words, number) = match keys::named(&low) {
            // 2009 is a word here, a single digit is not.
            Some(_) if line.len() > 1 => (low, None),
            _ => split(line),
        };
        let is_list = !self.lines.things.is_empty();
        match (printed::meant(&words), number) {
            ("", None) if self.has_more => Answer::More,
            ("", None) => self.go_on(),
            // Of some lines the words are a number.
            ("", Some(number @ 1..)) if is_list => match self.exactly(line) {
                Some(at) if number > self.lines.things.len() => self.choose(at, Command::Open),
                _ => self.choose(number, Command::Open),
            },
            ("", Some(number @ 1..)) if self.is_before_a_list() => self.choose_link(number),
            ("", Some(number)) => self.on_page(digit(number)),
            ("sign" | "signs", Some(number)) => self.sign(number),
            ("stage" | "toolkit", Some(number)) => self.stage(number),
            ("library", Some(number)) => self.shelf(number),
            ("sign" | "signs" | "stage", None) => Answer::Unclear(SAY_WHICH.to_owned()),
            ("again" | "list", None) => Answer::Again,
            (words, number) if let Some(state) = printed::state(words) => self.mark(state, number),
            (words, number) if let Some(field) = printed::field(words) => self.ask(field, number),
            (words, None) if let Some(part) = printed::part(words) => self.part(part),
            (words, number) => match (keys::named(words), number) {
                (None, _) => self.line(line),
                (Some(command), Some(number)) if is_list => self.choose(number, command),
                (Some(_), Some(_)) => Answer::Unclear(NO_LINES.to_owned()),
                (Some(command), None) => self.command(command),
            },
        }
    }

    /// A command without a number.
    fn command(&self, command: Command) -> Answer {
        let app = self.app;
        let is_page = app.is_page();
        let command = Message::Do(command);
        match command {
            // On the screen it scrolls a text.
            Message::Do(Command::Tick) if is_page && app.item().is_none() => {
                Answer::Unclear(app.world.told(words::NO_ITEM))
            }
            Message::Do(Command::Flip) if app.world.has_2009(&app.spot().place) => {
                // What was flipped is the text.
                let mut steps = self.steps_to(Part::Text);
                steps.push(command);
                self.on_page(Answer::Messages(steps))
            }
            Message::Do(Command::Left) => {
                // From the page of one thing the key of the screen leads to the list that it was opened from.
                let is_leaf = app.found().is_some_and(|found| found.is_leaf());
                let mut steps = match app.spot().part {
                    part if part == Part::Road || is_leaf => self.steps_to(Part::Road),
                    _ => vec![command],
                };
                if steps.is_empty() && !is_page {
                    steps.push(Message::Do(Command::Back));
                }
                self.on_page(Answer::Messages(steps))
            }
            command => self.on_page(Answer::Messages(vec![command])),
        }
    }

    /// The way to a part of the page, as with the keys that go from part to part; never through a text field.
    pub(super) fn steps_to(&self, part: Part) -> Vec<Message> {
        let parts = self.app.parts();
        let at = |wanted: Part| parts.iter().position(|&part| part == wanted);
        let (Some(from), Some(to)) = (at(self.app.spot().part), at(part)) else {
            return Vec::new();
        };
        let fields = at(Part::Fields);
        let (low, high) = (from.min(to), from.max(to));
        let is_between = fields.is_some_and(|fields| (low + 1..high).contains(&fields));
        let forward = (parts.len() + to - from) % parts.len();
        let (step, count) = if (from < to) == is_between {
            (Command::PreviousPart, parts.len() - forward)
        } else {
            (Command::NextPart, forward)
        };
        let count = count % parts.len();
        vec![Message::Do(step); count]
    }

    /// Messages for the page: whatever stands in front of it gives way, unless it is a text being written.
    pub(super) fn on_page(&self, answer: Answer) -> Answer {
        let Answer::Messages(messages) = answer else {
            return answer;
        };
        let stays = |message: &Message| match (&self.lines.standing, message) {
            (Standing::Page { .. } | Standing::Welcome | Standing::Nothing, _) => true,
            (Standing::List { .. }, Message::Do(command)) => matches!(
                command,
                Command::Open
                    | Command::Back
                    | Command::Undo
                    | Command::Redo
                    | Command::Help
                    | Command::Leave
                    | Command::WhenSaved
            ),
            (_, Message::Do(command)) => matches!(
                command,
                Command::Open | Command::Back | Command::Leave | Command::WhenSaved
            ),
            _ => false,
        };
        if messages.first().is_none_or(stays) {
            return Answer::Messages(messages);
        }
        let mut screens = self.app.stack.in_front();
        if self.app.fields().is_some()
            || !screens.all(|screen| screen.scene(&self.app.world).standing.gives_way())
        {
            return Answer::Unclear("Enter goes back to the text that you are in.".to_owned());
        }
        let ways_back = vec![Message::Do(Command::Back); self.app.stack.in_front().count()];
        Answer::Messages([ways_back, messages].concat())
    }

    /// Enter, where everything has been said.
    fn go_on(&self) -> Answer {
        let command = match &self.lines.standing {
            // From a text Enter leads on, unless there is something to be done about it.
            Standing::Page { part, .. } if *part != Part::Text => Command::NextPart,
            Standing::Page { .. } | Standing::Welcome | Standing::Text(_) => Command::Open,
            _ => {
                return Answer::Unclear("Type the number of a line, or back.".to_owned());
            }
        };
        Answer::Messages(vec![Message::Do(command)])
    }

    /// A sign, from anywhere.
    fn sign(&self, number: usize) -> Answer {
        let app = self.app;
        let signs = app.world.roadmap.signs.len();
        if !(1..=signs).contains(&number) {
            return Answer::Unclear(SAY_WHICH.to_owned());
        }
        // There a digit is a stage, or a list.
        if !matches!(app.spot().place.at(), At::Toolkit | At::Library) {
            return self.on_page(digit(number));
        }
        let mut messages = self.steps_to(Part::Road);
        if let Answer::Messages(chosen) = choose(number, signs, app.stack.page().road + 1, OPEN) {
            messages.extend(chosen);
        }
        self.on_page(Answer::Messages(messages))
    }

    /// A stage, from anywhere.
    fn stage(&self, number: usize) -> Answer {
        let stages = 1..=self.app.world.roadmap.stages.len();
        match u8::try_from(number) {
            Ok(stage) if stages.contains(&number) => {
                let digits = [0, stage].map(|digit| Message::Do(Command::Digit(digit)));
                self.on_page(Answer::Messages(digits.into()))
            }
            _ => Answer::Unclear(SAY_WHICH.to_owned()),
        }
    }

    /// A list of the library, from anywhere.
    fn shelf(&self, number: usize) -> Answer {
        let lists = Shelf::ALL.len();
        match u8::try_from(number) {
            Ok(list) if (1..=lists).contains(&number) => {
                let digits = [9, list].map(|digit| Message::Do(Command::Digit(digit)));
                self.on_page(Answer::Messages(digits.into()))
            }
            _ => Answer::Unclear(format!("The library has lists 1 to {lists}.")),
        }
    }

    /// Whether a list of the library is about to be said.
    fn is_before_a_list(&self) -> bool {
        let is_text = self.lines.standing.part() == Some(Part::Text);
        is_text && matches!(self.app.found(), Some(Found::Shelf(_)))
    }

    /// Whether two values are kept for the field that is asked for.
    fn has_clash(&self) -> bool {
        let (page, world) = (self.app.stack.page(), &self.app.world);
        self.app.is_page() && page.clash_in_field(world).is_some()
    }

    /// Opens an entry of the list that a text is about.
    fn choose_link(&self, number: usize) -> Answer {
        let mut messages = self.steps_to(Part::Links);
        let at = self.app.spot().link + 1;
        match choose(number, self.app.links().len(), at, OPEN) {
            Answer::Messages(chosen) => {
                messages.extend(chosen);
                Answer::Messages(messages)
            }
            unclear => unclear,
        }
    }

    fn choose(&self, number: usize, command: Command) -> Answer {
        self.choose_to(number, &[Message::Do(command)])
    }

    /// Brings the cursor to a line, and gives messages there.
    fn choose_to(&self, number: usize, there: &[Message]) -> Answer {
        let at = self.lines.cursor.unwrap_or(1);
        choose(number, self.lines.things.len(), at, there)
    }
}

/// Whether it is a word that helps or leads back everywhere but in a text, where somebody may type it from habit.
fn is_word_of_the_guide(answer: &str) -> bool {
    let command = keys::named(&answer.to_lowercase());
    answer.len() > 1 && matches!(command, Some(Command::Help | Command::Back))
}

/// What opens a line.
const OPEN: &[Message] = &[Message::Do(Command::Open)];

/// Brings the cursor from one of so many things to another, step by step as the arrow keys do, and gives messages there.
fn choose(number: usize, of: usize, at: usize, there: &[Message]) -> Answer {
    if !(1..=of).contains(&number) {
        return Answer::Unclear(format!("The lines here go from 1 to {of}."));
    }
    let step = if number < at {
        Command::Up
    } else {
        Command::Down
    };
    let mut messages = vec![Message::Do(step); number.abs_diff(at)];
    messages.extend(there.iter().cloned());
    Answer::Messages(messages)
}

/// Opens the search, with words if there are any.
fn search(query: &str) -> Answer {
    let mut messages = vec![Message::Do(Command::Search)];
    if !query.is_empty() {
        messages.push(Message::Fill(query.to_owned()));
    }
    Answer::Messages(messages)
}

/// A digit, as on the screen: a sign, in the toolkit a stage, in the library a list.
fn digit(number: usize) -> Answer {
    match u8::try_from(number) {
        Ok(digit @ 0..=9) => Answer::Messages(vec![Message::Do(Command::Digit(digit))]),
        _ => Answer::Unclear(format!("There is no number {number} here.")),
    }
}

/// Words and the number behind them, whichever there are.
fn split(line: &str) -> (String, Option<usize>) {
    let line = line.to_lowercase();
    let digits = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = line.get(digits.len()..).and_then(|tail| tail.parse().ok());
    match number {
        Some(number) => (digits.trim().to_owned(), Some(number)),
        None => (line, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_words_and_a_number() {
        let with = |line| split(line);
        assert_eq!(with("12"), (String::new(), Some(12)));
        assert_eq!(with("Tick 3"), ("tick".to_owned(), Some(3)));
        assert_eq!(with("x3"), ("x".to_owned(), Some(3)));
        assert_eq!(with("what is left"), ("what is left".to_owned(), None));
        assert_eq!(with(""), (String::new(), None));
        assert_eq!(with("tick 99999999999999999999999").1, None);
    }
}
