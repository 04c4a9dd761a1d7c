//! The words of the doctor: letters, digits and plain signs only, as nobody knows yet what else can be seen.

use super::{Answer, Answers, Came, Key, Question};
use crate::app::look::{Colours, Glyphs, Look};
use crate::app::settings::{self, Name};
use crate::text::{clean, transliterate};

/// What is said first.
pub const INTRODUCTION: &str = "\
This asks what you see and which keys arrive, and then offers settings that fit.
Enter alone skips a question. Ctrl-C stops, and nothing is changed then.
";

/// The line to paste.
pub const PASTED: &str = "Roadsigns 1 2 3 q w";

/// What is said before a question is answered.
pub fn lead(question: Question, look: Look) -> String {
    match question {
        Question::Lines(Glyphs::Ascii) => {
            "Do you see a box made of + - and | signs?".to_owned()
        }
        Question::Lines(Glyphs::Unicode) => {
            "Do you see a box with straight lines, one of them dashed, and three dots?".to_owned()
        }
        Question::Lines(_) => "Do you see a box with straight lines?".to_owned(),
        Question::Letters(Glyphs::Unicode) => {
            "Do you see a pound sign before 5, quotation marks that curl, and an o with two dots?"
                .to_owned()
        }
        Question::Letters(_) => {
            "Do you see a pound sign before 5, and an o with two dots?".to_owned()
        }
        Question::Styles if look.colours_in_force() == Colours::None => {
            "Which lines can you read without effort? 2 is bold, 3 is reversed. For example: 23. 0 is none."
                .to_owned()
        }
        Question::Styles => "Which lines can you read without effort? 1 is red, 2 is bold, 3 is reversed. For example: 123. \
                             0 is none."
            .to_owned(),
        Question::Contrast => {
            "Which suits your eyes? 1 no colours, 2 white on black, 3 black on white.".to_owned()
        }
        Question::Key(key) => format!("Press {}.", name(key)),
        Question::Paste => format!(
            "Copy this line and paste it here, as you would into any program:\n\n{PASTED}\n"
        ),
        Question::Reader => {
            "Do you use a screen reader, or would you rather be read to line by line? With y the guide opens like this \
             from now on, without a full screen."
                .to_owned()
        }
    }
}

/// What stands before a typed answer; empty where none is typed.
pub fn prompt(question: Question) -> &'static str {
    match question {
        Question::Lines(_) | Question::Letters(_) | Question::Reader => "y, n or ? (not sure) > ",
        Question::Styles => "Numbers > ",
        Question::Contrast => "Number > ",
        Question::Key(_) | Question::Paste => "",
    }
}

fn name(key: Key) -> &'static str {
    match key {
        Key::Home => "Home",
        Key::Backspace => "Backspace",
        Key::F1 => "F1",
    }
}

/// What is said about an answer; nothing about most.
pub fn remark(question: Question, answer: &Answer) -> Option<String> {
    let Answer::Came(came) = answer else {
        return None;
    };
    let instead = match question {
        _ if came.is_right => "",
        Question::Key(Key::Home) => " In lists PgUp and the arrows reach the top as well.",
        Question::Key(Key::Backspace) => " Try Ctrl-H in its place.",
        Question::Key(Key::F1) => " Press ? in its place: it does the same.",
        _ => " What is pasted into lists may then be taken for keys: paste into text fields only.",
    };
    Some(if came.bytes.is_empty() {
        format!("Nothing came. The window around the terminal may keep it for itself.{instead}")
    } else {
        format!("Arrived: {}.{instead}", arrived(came))
    })
}

/// Bytes and what they mean.
fn arrived(came: &Came) -> String {
    /// Bytes of a paste that say how it begins.
    const SHOWN: usize = 16;
    let hex: Vec<String> = came
        .bytes
        .iter()
        .take(SHOWN)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let more = match came.bytes.len() {
        length if length > SHOWN => format!(" ... ({length} bytes)"),
        _ => String::new(),
    };
    let pause = match came.pause {
        0 => String::new(),
        pause => format!(", with a pause of {pause} ms"),
    };
    format!("{}{more}, which is {}{pause}", hex.join(" "), came.words)
}

/// What a question is called in the block.
fn title(question: Question) -> String {
    match question {
        Question::Lines(glyphs) => format!("Lines, {}", glyphs.name()),
        Question::Letters(glyphs) => format!("Letters, {}", glyphs.name()),
        Question::Styles => "Can be read".to_owned(),
        Question::Contrast => "Suits the eyes".to_owned(),
        Question::Key(key) => name(key).to_owned(),
        Question::Paste => "Paste".to_owned(),
        Question::Reader => "Line by line".to_owned(),
    }
}

/// An answer in the block.
fn told(question: Question, answer: &Answer) -> String {
    match (question, answer) {
        (_, Answer::Yes) => "yes".to_owned(),
        (_, Answer::No) => "no".to_owned(),
        (_, Answer::Unsure) => "not sure".to_owned(),
        (_, Answer::Skipped) => "skipped".to_owned(),
        (_, Answer::Came(came)) if came.bytes.is_empty() => "nothing came".to_owned(),
        (_, Answer::Came(came)) => arrived(came),
        (_, Answer::Chosen(digits)) if digits == "0" => "none".to_owned(),
        (_, Answer::Chosen(digits)) => {
            let names = match question {
                Question::Contrast => ["no colours", "white on black", "black on white"],
                _ => ["red", "bold", "reversed"],
            };
            let chosen = ('1'..='3')
                .zip(names)
                .filter(|(digit, _)| digits.contains(*digit));
            let chosen: Vec<&str> = chosen.map(|(_, name)| name).collect();
            chosen.join(", ")
        }
    }
}

/// Settings as the file has them.
pub fn lines(fits: &[(Name, &str)]) -> Vec<String> {
    let line = |(name, to): &(Name, &str)| settings::line(*name, to).trim_end().to_owned();
    fits.iter().map(line).collect()
}

/// What somebody at a help desk wants to know, to be copied whole: facts, each with its name; the answers; the settings
/// that fit, and whether they were kept. Whatever stands in a fact, only plain signs come out.
pub fn block(
    facts: &[(&str, String)],
    answers: &Answers,
    fits: &[(Name, &str)],
    kept: &str,
) -> String {
    let mut rows: Vec<(String, String)> = facts
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    rows.extend(
        answers
            .all()
            .map(|(question, answer)| (title(question), told(question, answer))),
    );
    let fits = match lines(fits) {
        none if none.is_empty() => "nothing to change".to_owned(),
        lines => lines.join(", "),
    };
    rows.push(("Fits".to_owned(), fits));
    rows.push(("Kept".to_owned(), kept.to_owned()));
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut text = "---- for your help desk: copy from here ----\n".to_owned();
    for (name, value) in rows {
        let value = clean::shown_line(&value);
        let row = format!("{name:width$}  {}", transliterate::to_ascii(&value));
        text += row.trim_end();
        text.push('\n');
    }
    text + "---- to here ----\n"
}
