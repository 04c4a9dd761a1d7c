//! What `roadsigns doctor` asks, which settings fit the answers, and the block for a help desk. Nothing here asks a
//! terminal: terminals answer late, wrongly or into the next program. A person says what they see.
//!
//! ```text
//!   ┌──────┐
//!   │ sign │
//!   └──────┘
//! Do you see a box with straight lines?
//! y, n or ? (not sure) > y
//!
//! Press Home.
//! Arrived: 1b 5b 48, which is Home.
//! ```

mod words;

pub use words::{INTRODUCTION, PASTED, block, lead, lines, prompt, remark};

use crate::app::look::{Colours, Glyphs, Look, Theme};
use crate::app::settings::Name;

/// A key that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Old clients send it in six ways.
    Home,
    /// `^H` or DEL.
    Backspace,
    /// Often kept by the window around the terminal.
    F1,
}

/// One thing to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether lines drawn on this rung of the ladder are lines.
    Lines(Glyphs),
    /// Whether the letters of this rung are letters.
    Letters(Glyphs),
    /// Which of three styles can be read.
    Styles,
    /// Which ground suits the eyes, where colours do not.
    Contrast,
    /// What arrives when a key is pressed.
    Key(Key),
    /// What arrives when a line is pasted.
    Paste,
    /// Whether the guide is to be read out.
    Reader,
}

/// Every question, in the order in which those that apply are asked.
pub const QUESTIONS: [Question; 13] = [
    Question::Lines(Glyphs::Unicode),
    Question::Letters(Glyphs::Unicode),
    Question::Lines(Glyphs::Cp437),
    Question::Letters(Glyphs::Cp437),
    Question::Letters(Glyphs::Latin1),
    Question::Lines(Glyphs::Ascii),
    Question::Styles,
    Question::Contrast,
    Question::Key(Key::Home),
    Question::Key(Key::Backspace),
    Question::Key(Key::F1),
    Question::Paste,
    Question::Reader,
];

/// What arrived for a key or a paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// The bytes; none if nothing came in time.
    pub bytes: Vec<u8>,
    /// What the guide makes of them.
    pub words: String,
    /// Whether that is what was asked for.
    pub is_right: bool,
    /// The longest pause between two of the bytes, in milliseconds.
    pub pause: u64,
}

/// What the person answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure, which counts as no: the guide must be readable without doubt.
    Unsure,
    /// Enter alone.
    Skipped,
    /// The digits of what was chosen, in order.
    Chosen(String),
    /// What arrived.
    Came(Came),
}

impl Answer {
    /// What a typed line means; none if that cannot be understood.
    pub fn typed(question: Question, line: &str) -> Option<Self> {
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            return Some(Self::Skipped);
        }
        let most = match question {
            Question::Styles | Question::Contrast => '3',
            _ => {
                return match line.as_str() {
                    "y" | "yes" => Some(Self::Yes),
                    "n" | "no" => Some(Self::No),
                    "?" => Some(Self::Unsure),
                    _ => None,
                };
            }
        };
        let mut digits: Vec<char> = line.chars().filter(|c| !matches!(c, ' ' | ',')).collect();
        digits.sort_unstable();
        digits.dedup();
        let is_known = digits.iter().all(|digit| ('1'..=most).contains(digit));
        // None of the styles is 0; of the grounds there is one.
        let fits = match question {
            Question::Styles => is_known || digits == ['0'],
            _ => is_known && digits.len() == 1,
        };
        fits.then(|| Self::Chosen(digits.into_iter().collect()))
    }
}

/// What the surroundings say before anybody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whether the locale says UTF-8.
    pub is_utf8: bool,
    /// Whether the terminal cannot place its cursor.
    pub is_dumb: bool,
    /// Whether the guide is read line by line already.
    pub is_plain: bool,
    /// The look that holds.
    pub look: Look,
    /// How long a lone Esc waits for the rest of a key, in milliseconds.
    pub escape_wait: u64,
}

/// What was answered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    given: Vec<(Question, Answer)>,
}

impl Answers {
    /// Keeps an answer.
    pub fn put(&mut self, question: Question, answer: Answer) {
        self.given.push((question, answer));
    }

    /// The answer to a question, if it was asked.
    pub fn to(&self, question: Question) -> Option<&Answer> {
        let mut given = self.given.iter();
        given.find_map(|(asked, answer)| (*asked == question).then_some(answer))
    }

    /// All of them, in the order in which they were given.
    pub fn all(&self) -> impl Iterator<Item = (Question, &Answer)> {
        self.given
            .iter()
            .map(|(question, answer)| (*question, answer))
    }

    fn is_yes(&self, question: Question) -> bool {
        self.to(question) == Some(&Answer::Yes)
    }

    /// Whether the answer was no, or a doubt.
    fn fails(&self, question: Question) -> bool {
        matches!(self.to(question), Some(Answer::No | Answer::Unsure))
    }

    /// The digits that were chosen.
    fn chosen(&self, question: Question) -> Option<&str> {
        match self.to(question) {
            Some(Answer::Chosen(digits)) => Some(digits),
            _ => None,
        }
    }

    /// The rung whose lines and letters were seen as they should be; the lowest where none above it was.
    fn glyphs(&self, found: &Found) -> Option<Glyphs> {
        let seen = [Glyphs::Unicode, Glyphs::Cp437, Glyphs::Latin1];
        let is_seen = |glyphs: &Glyphs| self.is_yes(Question::Letters(*glyphs));
        let lowest = || self.is_down_to_ascii(found).then_some(Glyphs::Ascii);
        seen.into_iter().find(is_seen).or_else(lowest)
    }

    /// Whether nothing in UTF-8 was seen as it should be.
    fn is_without_utf8(&self) -> bool {
        self.fails(Question::Lines(Glyphs::Cp437)) || self.fails(Question::Letters(Glyphs::Cp437))
    }

    /// Whether no rung above ASCII was.
    fn is_down_to_ascii(&self, found: &Found) -> bool {
        let latin1 = Question::Letters(Glyphs::Latin1);
        self.is_without_utf8() && (found.is_utf8 || self.fails(latin1))
    }

    /// Whether the terminal has colours, and red was not among what could be read.
    fn lacks_red(&self, found: &Found) -> bool {
        let has_red = found.look.colours_in_force() != Colours::None;
        let readable = self.chosen(Question::Styles);
        has_red && readable.is_some_and(|digits| !digits.contains('1'))
    }
}

/// The next question that applies.
pub fn next(found: &Found, answers: &Answers) -> Option<Question> {
    let is_next =
        |question: &Question| answers.to(*question).is_none() && applies(*question, found, answers);
    QUESTIONS.into_iter().find(is_next)
}

/// Whether a question is worth asking, after the answers to those before it.
fn applies(question: Question, found: &Found, answers: &Answers) -> bool {
    match question {
        Question::Lines(Glyphs::Unicode) | Question::Styles => !found.is_dumb,
        Question::Letters(Glyphs::Unicode) => answers.is_yes(Question::Lines(Glyphs::Unicode)),
        Question::Lines(Glyphs::Cp437) => answers.fails(Question::Lines(Glyphs::Unicode)),
        Question::Letters(Glyphs::Cp437) => {
            answers.is_yes(Question::Lines(Glyphs::Cp437))
                || answers.fails(Question::Letters(Glyphs::Unicode))
        }
        Question::Letters(Glyphs::Latin1) => !found.is_utf8 && answers.is_without_utf8(),
        Question::Lines(Glyphs::Ascii) => answers.is_down_to_ascii(found),
        // The first has letters and no lines of its own, the second neither.
        Question::Lines(Glyphs::Latin1) | Question::Letters(Glyphs::Ascii) => false,
        Question::Contrast => answers.lacks_red(found),
        Question::Reader => !found.is_plain,
        Question::Key(_) | Question::Paste => true,
    }
}

/// The settings that fit the answers and do not hold already. What was skipped stays as it is.
pub fn settings_for(found: &Found, answers: &Answers) -> Vec<(Name, &'static str)> {
    let mut fits = Vec::new();
    if let Some(glyphs) = answers.glyphs(found)
        && glyphs != found.look.glyphs
    {
        fits.push((Name::Glyphs, glyphs.name()));
    }
    let theme = match answers.chosen(Question::Contrast) {
        Some("2") => Some(Theme::HighContrast),
        Some("3") => Some(Theme::Projector),
        _ => None,
    };
    match theme {
        Some(theme) if theme != found.look.theme => fits.push((Name::Theme, theme.name())),
        None if answers.lacks_red(found) => fits.push((Name::Color, Colours::None.name())),
        _ => {}
    }
    if let Some(wait) = escape_wait(found, answers) {
        fits.push((Name::EscapeWait, wait));
    }
    let wants_lines =
        answers.is_yes(Question::Reader) || answers.fails(Question::Lines(Glyphs::Ascii));
    if wants_lines && !found.is_plain {
        fits.push((Name::Plain, "true"));
    }
    fits
}

/// A wait for the rest of a key that is longer than what now holds, if one of the keys took that long.
fn escape_wait(found: &Found, answers: &Answers) -> Option<&'static str> {
    let pauses = answers.all().filter_map(|(question, answer)| match answer {
        // A paste comes in pieces by its nature.
        Answer::Came(came) if matches!(question, Question::Key(_)) => Some(came.pause),
        _ => None,
    });
    let longest = pauses.max().filter(|pause| *pause >= found.escape_wait)?;
    let known = Name::EscapeWait.values();
    let milliseconds = |value: &&'static str| value.parse::<u64>().ok();
    let waits = || {
        known
            .iter()
            .copied()
            .filter(|value| milliseconds(value).is_some())
    };
    let is_enough = |value: &&'static str| milliseconds(value).is_some_and(|wait| wait > longest);
    waits().find(is_enough).or_else(|| waits().next_back())
}

#[cfg(test)]
mod tests;
