//! What somebody types, as messages to the app.

use crate::app::field::TextField;
use crate::app::keys::{self, Command};
use crate::app::message::Message;
use crate::app::{App, Front, Part};

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
    /// How many things can be chosen.
    pub(super) things: usize,
    /// Whether there is more to be said.
    pub(super) has_more: bool,
    /// Whether some lines of a longer text have come.
    pub(super) is_going_on: bool,
}

impl Context<'_> {
    /// The meaning of a line.
    pub(super) fn meaning(&self, line: &str) -> Answer {
        match &self.app.front {
            Front::Search(search) => self.in_search(line, search.hits.is_empty()),
            Front::Form(form) => {
                let is_long = form.fields.in_focus().is_some_and(TextField::is_long);
                self.in_field(line, is_long)
            }
            Front::Page if self.app.fields.is_some() => {
                let field = self
                    .app
                    .fields
                    .as_ref()
                    .and_then(|fields| fields.in_focus());
                self.in_field(line, field.is_some_and(TextField::is_long))
            }
            _ => self.in_lists(line.trim()),
        }
    }

    /// In a text field everything is text but four short answers; a space before them makes them text too.
    fn in_field(&self, line: &str, is_long: bool) -> Answer {
        let next = Message::Do(Command::NextPart);
        let fill = |text: String| Answer::Messages(vec![Message::Fill(text), next.clone()]);
        match line.trim_end() {
            "<" | "\u{1b}" => Answer::Messages(vec![Message::Do(Command::Back)]),
            "." if is_long => Answer::Messages(vec![next]),
            "" if !self.is_going_on => Answer::Messages(vec![next]),
            "-" if !self.is_going_on => fill(String::new()),
            "?" if !self.is_going_on => Answer::Messages(vec![Message::Do(Command::Help)]),
            text => {
                let text = text.strip_prefix(' ').unwrap_or(text).to_owned();
                if is_long {
                    Answer::Line(text)
                } else {
                    fill(text)
                }
            }
        }
    }

    fn in_search(&self, line: &str, found_nothing: bool) -> Answer {
        match line.trim() {
            "" if self.has_more => Answer::More,
            "" => Answer::Unclear("Type a word, the number of what was found, or <.".to_owned()),
            "<" | "\u{1b}" | "back" => Answer::Messages(vec![Message::Do(Command::Back)]),
            text => match text.parse::<usize>() {
                Ok(number) if !found_nothing && (1..=self.things).contains(&number) => {
                    self.choose(number, Command::Open)
                }
                _ => Answer::Messages(vec![Message::Fill(text.to_owned())]),
            },
        }
    }

    fn in_lists(&self, line: &str) -> Answer {
        if let Some(query) = line.strip_prefix('/') {
            return search(query.trim());
        }
        let (words, number) = match keys::named(&line.to_lowercase()) {
            // 2009 is a word here, a single digit is not.
            Some(_) if line.len() > 1 => (line.to_lowercase(), None),
            _ => split(line),
        };
        let is_list = self.things > 0;
        match (words.as_str(), number) {
            ("", None) if self.has_more => Answer::More,
            ("", None) => self.go_on(),
            ("", Some(number @ 1..)) if is_list => self.choose(number, Command::Open),
            ("" | "sign", Some(number)) => digit(number),
            ("stage", Some(number)) => match digit(number) {
                Answer::Messages(stage) => {
                    let toolkit = Message::Do(Command::Digit(0));
                    Answer::Messages([vec![toolkit], stage].concat())
                }
                unclear => unclear,
            },
            ("search", None) => search(""),
            ("again" | "list", None) => Answer::Again,
            (words, number) => match keys::named(words) {
                None => Answer::Unclear(format!(
                    "\"{words}\" means nothing here. ? says what can be typed."
                )),
                Some(command) => match number {
                    Some(number) if is_list => self.choose(number, command),
                    Some(number) if matches!(command, Command::Digit(_)) => digit(number),
                    Some(_) => Answer::Unclear(
                        "There are no numbered lines here; Enter goes on to them.".to_owned(),
                    ),
                    None => Answer::Messages(vec![Message::Do(command)]),
                },
            },
        }
    }

    /// Enter, where everything has been said.
    fn go_on(&self) -> Answer {
        let command = match &self.app.front {
            // From a text Enter leads on, unless there is something to be done about it.
            Front::Page if self.app.spot.part != Part::Text => Command::NextPart,
            Front::Page | Front::Welcome | Front::Over(..) => Command::Open,
            _ => {
                return Answer::Unclear("Type the number of a line, or back.".to_owned());
            }
        };
        Answer::Messages(vec![Message::Do(command)])
    }

    /// Brings the cursor to a thing, step by step as the arrow keys do, and gives the command.
    fn choose(&self, number: usize, command: Command) -> Answer {
        if !(1..=self.things).contains(&number) {
            return Answer::Unclear(format!("There are {} lines here.", self.things));
        }
        let wanted = number - 1;
        let step = if wanted < self.cursor() {
            Command::Up
        } else {
            Command::Down
        };
        let steps = wanted.abs_diff(self.cursor());
        let mut messages = vec![Message::Do(step); steps];
        messages.push(Message::Do(command));
        Answer::Messages(messages)
    }

    fn cursor(&self) -> usize {
        match (&self.app.front, self.app.spot.part) {
            (Front::List(list), _) => list.selected,
            (Front::Search(search), _) => search.selected,
            (_, Part::Road) => self.app.road,
            (_, Part::Checklist) => self.app.spot.item,
            _ => self.app.spot.link,
        }
    }
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
