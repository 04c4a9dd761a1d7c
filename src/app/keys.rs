//! The one table of keys. Footer, help and `roadsigns keys` come from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{Input, Key};

use super::command::Command;
use super::hint::Hint;
use super::message::Message;

/// One row of the table.
pub struct Row {
    /// Keys as people read them.
    pub keys: &'static str,
    /// What they do, for help and `roadsigns keys`.
    pub words: Hint,
    /// The same in one or two words, for the footer, and to be typed line by line; empty if neither is done.
    pub short: &'static str,
    /// The key to name in the footer.
    pub key: &'static str,
    /// The key codes with the command of each.
    pub codes: &'static [(KeyModifiers, KeyCode, Command)],
}

const NONE: KeyModifiers = KeyModifiers::NONE;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;

macro_rules! row {
    ($keys:literal, $key:literal $short:literal, $words:literal, [$($modifier:ident $code:expr => $command:expr),+ $(,)?]) => {
        Row { keys: $keys, words: Hint($words), short: $short, key: $key, codes: &[$(($modifier, $code, $command)),+] }
    };
}

use KeyCode::Char;

/// The table, in the order of the help.
pub const TABLE: &[Row] = &[
    row!("1-8", "1-8" "signs", "open a road sign{; in the toolkit 1-5 open a stage|: sign 4. stage 3 opens a stage of the toolkit}", [
        NONE Char('1') => Command::Digit(1), NONE Char('2') => Command::Digit(2), NONE Char('3') => Command::Digit(3),
        NONE Char('4') => Command::Digit(4), NONE Char('5') => Command::Digit(5), NONE Char('6') => Command::Digit(6),
        NONE Char('7') => Command::Digit(7), NONE Char('8') => Command::Digit(8),
    ]),
    row!("0", "0" "toolkit", "the procurement toolkit", [NONE Char('0') => Command::Digit(0)]),
    row!("9", "9" "library", "the library; {there 1-9 open a list|library 1 opens the first of its lists}: templates, specifications, briefings, updates, groups, measures, glossary, sources, questions", [NONE Char('9') => Command::Digit(9)]),
    row!("Up Down j k", "" "", "move", [
        NONE KeyCode::Up => Command::Up, NONE KeyCode::Down => Command::Down,
        NONE Char('k') => Command::Up, NONE Char('j') => Command::Down,
    ]),
    row!("Left h", "Left" "road", "to the road{, or back|}", [NONE KeyCode::Left => Command::Left, NONE Char('h') => Command::Left]),
    row!("Right l", "" "", "into the page", [NONE KeyCode::Right => Command::Right, NONE Char('l') => Command::Right]),
    row!("Enter", "Enter" "open", "open {what is selected|a line, as its number alone does: open 2}", [NONE KeyCode::Enter => Command::Open]),
    row!("Esc", "Esc" "back", "one level back, keeping text; never leaves the program", [NONE KeyCode::Esc => Command::Back]),
    row!("Tab", "Tab" "next part", "next part of the page{, or field|}", [NONE KeyCode::Tab => Command::NextPart]),
    row!("Shift-Tab", "" "", "the part or field before", [
        NONE KeyCode::BackTab => Command::PreviousPart, SHIFT KeyCode::BackTab => Command::PreviousPart,
    ]),
    row!("Space", "Space" "tick", "on an item: Open, In hand, Done and round{; in text a page down|: tick 2}", [NONE Char(' ') => Command::Tick]),
    row!("PgUp PgDn", "" "", "a page up, a page down", [NONE KeyCode::PageUp => Command::PageUp, NONE KeyCode::PageDown => Command::PageDown]),
    row!("Home End", "" "", "to the beginning, to the end", [NONE KeyCode::Home => Command::Home, NONE KeyCode::End => Command::End]),
    row!("x", "x" "n/a", "on an item: Not applicable, with a reason{|: x 2}", [NONE Char('x') => Command::NotApplicable]),
    row!("b", "b" "blocked", "on an item: Blocked, by what{|: b 2}", [NONE Char('b') => Command::Blocked]),
    row!("n", "n" "next open", "the next open item: this page, then road order, musts first", [NONE Char('n') => Command::NextOpen]),
    row!("w", "w" "what is left", "what is left: blocked, due, gates, open musts", [NONE Char('w') => Command::WhatIsLeft]),
    row!("/", "/" "search", "search everything{|: /standstill}", [NONE Char('/') => Command::Search]),
    row!(". ,", "." "next match", "next match, match before", [NONE Char('.') => Command::NextMatch, NONE Char(',') => Command::PreviousMatch]),
    row!("t", "t" "2009", "today or 2009", [NONE Char('t') => Command::Flip]),
    row!("g", "g" "terms", "explain the terms here: the glossary's entries for this item or page", [NONE Char('g') => Command::Explain]),
    row!("o", "o" "links", "the link here, or the list of links", [NONE Char('o') => Command::Link]),
    row!("e", "e" "take away", "save this page as plain text", [NONE Char('e') => Command::TakeAway]),
    row!("y", "y" "copy", "copy the address, item or page here: to your terminal's clipboard, from the copy view, as a QR code", [NONE Char('y') => Command::Copy]),
    row!("f", "f" "feedback", "feedback about this page; your own feedback", [NONE Char('f') => Command::Feedback]),
    row!("p", "p" "projects", "projects: switch, new, rename, archive, bring back", [NONE Char('p') => Command::Projects]),
    row!("u", "u" "undo", "undo your last change", [NONE Char('u') => Command::Undo]),
    row!("Ctrl-R", "Ctrl-R" "redo", "{redo|do again what undo took back}", [CTRL Char('r') => Command::Redo]),
    row!("< >", "<" "the past", "{walk the project back through its past, and on again|walk the project one step back through its past; > walks on again}; {Esc} returns to now", [
        NONE Char('<') => Command::Earlier, NONE Char('>') => Command::Later,
    ]),
    row!("z", "z" "wide", "the page over the whole width, and back", [NONE Char('z') => Command::Wide]),
    row!("v", "v" "view", "view settings: characters, colours, theme", [NONE Char('v') => Command::View]),
    row!("? F1", "?" "help", "{help|what can be typed, here and everywhere}", [NONE Char('?') => Command::Help, NONE KeyCode::F(1) => Command::Help]),
    row!("q Ctrl-C", "q" "leave", "leave, from anywhere but text: {press|type it} twice", [NONE Char('q') => Command::Leave, CTRL Char('c') => Command::Leave]),
    row!("Ctrl-L", "" "", "draw the screen afresh", [CTRL Char('l') => Command::Redraw]),
    row!("Ctrl-Z", "" "", "suspend", [CTRL Char('z') => Command::Suspend]),
    row!("Ctrl-S", "Ctrl-S" "saved", "when your work was last saved", [CTRL Char('s') => Command::WhenSaved]),
];

const SHIFT: KeyModifiers = KeyModifiers::SHIFT;

/// The rows that mean something: a kiosk does not suspend.
pub fn rows(kiosk: bool) -> impl Iterator<Item = &'static Row> {
    let suspends = |row: &Row| row.codes.iter().any(|&(_, _, of)| of == Command::Suspend);
    TABLE.iter().filter(move |row| !(kiosk && suspends(row)))
}

/// The command of a key, if it has one. Shift on a character is part of the character.
pub fn command(key: &KeyEvent) -> Option<Command> {
    let modifiers = match key.code {
        Char(_) => key.modifiers - SHIFT,
        _ => key.modifiers,
    };
    let codes = TABLE.iter().flat_map(|row| row.codes);
    codes
        .into_iter()
        .find(|(with, code, _)| *with == modifiers && *code == key.code)
        .map(|&(_, _, command)| command)
}

/// Commands that work in a text field too; every other key is text there.
pub fn command_in_text(key: &KeyEvent) -> Option<Command> {
    command(key).filter(|command| {
        matches!(
            command,
            Command::Back
                | Command::NextPart
                | Command::PreviousPart
                | Command::Redraw
                | Command::Suspend
                | Command::WhenSaved
        ) || (*command == Command::Help && key.code == KeyCode::F(1))
    })
}

/// The command that a word names line by line: the key's own character (`x`), or the words of the footer (`what is left`).
/// What only a drawn screen needs has no word.
pub fn named(word: &str) -> Option<Command> {
    let mut letters = word.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    let codes = TABLE.iter().flat_map(|row| row.codes);
    let by_letter = codes
        .into_iter()
        .find(|(with, code, _)| with.is_empty() && letter.is_some_and(|c| *code == Char(c)));
    let by_words = || {
        let row = spoken_rows(false).find(|row| row.short == word);
        row.and_then(|row| row.codes.first())
    };
    let command = by_letter.or_else(by_words).map(|&(_, _, command)| command);
    command.filter(|command| !command.is_for_the_screen())
}

/// The rows whose words can be typed line by line.
pub fn spoken_rows(kiosk: bool) -> impl Iterator<Item = &'static Row> {
    let is_spoken = |row: &&Row| {
        let mut commands = row.codes.iter().map(|&(_, _, command)| command);
        !row.short.is_empty() && !commands.any(Command::is_for_the_screen)
    };
    rows(kiosk).filter(is_spoken)
}

/// The row that names this key in the footer.
pub fn row_named(key: &str) -> Option<&'static Row> {
    TABLE
        .iter()
        .find(|row| !row.key.is_empty() && row.key == key)
}

/// The message of a key, where letters are text or commands.
pub fn message(typing: bool, key: KeyEvent) -> Option<Message> {
    if typing {
        let command = command_in_text(&key).map(Message::Do);
        return Some(command.unwrap_or_else(|| Message::Edit(Input::from(key))));
    }
    command(&key).map(Message::Do)
}

/// Enter in a text field.
pub fn enter() -> Message {
    Message::Edit(Input {
        key: Key::Enter,
        ..Input::default()
    })
}

/// Commands with their keys and words, as the footer names them.
pub fn footer(commands: &[Command]) -> Vec<(&'static str, &'static str)> {
    let rows = commands.iter().filter_map(|&command| row_of(command));
    rows.map(|row| (row.key, row.short)).collect()
}

/// The row of a command.
pub fn row_of(command: Command) -> Option<&'static Row> {
    TABLE
        .iter()
        .find(|row| row.codes.iter().any(|&(_, _, of)| of == command))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::hint::Hand;

    #[test]
    fn no_key_stands_twice_in_the_table() {
        let codes: Vec<_> = TABLE.iter().flat_map(|row| row.codes).collect();
        for (index, (modifier, code, _)) in codes.iter().enumerate() {
            let twin = codes
                .iter()
                .skip(index + 1)
                .find(|(m, c, _)| m == modifier && c == code);
            assert!(twin.is_none(), "{modifier:?} {code:?} stands twice");
        }
    }

    #[test]
    fn every_row_says_what_it_does_and_no_key_needs_alt_or_a_far_function_key() {
        for row in TABLE {
            assert_ne!(row.words.told(Hand::Keys), "", "{}", row.keys);
            assert_ne!(row.words.told(Hand::Lines), "", "{}", row.keys);
            assert_eq!(row.short.is_empty(), row.key.is_empty(), "{}", row.keys);
            for (modifier, code, command) in row.codes {
                assert!(!modifier.contains(KeyModifiers::ALT));
                assert!(!matches!(code, KeyCode::F(number) if *number != 1));
                assert_eq!(row_of(*command).map(|row| row.keys), Some(row.keys));
            }
        }
    }

    /// A key as people read it.
    fn spelled(modifiers: KeyModifiers, code: KeyCode) -> String {
        match code {
            Char(' ') => "Space".to_owned(),
            Char(c) if modifiers == CTRL => format!("Ctrl-{}", c.to_ascii_uppercase()),
            Char(c) => c.to_string(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            code => format!("{code:?}"),
        }
    }

    #[test]
    fn every_row_names_its_keys_and_the_footer_one_of_them() {
        for row in TABLE {
            let codes = row.codes.iter();
            let mut named: Vec<_> = codes.map(|(with, code, _)| spelled(*with, *code)).collect();
            // Shift-Tab comes with Shift or without.
            named.dedup();
            named.sort();
            let all = row.keys.replace("1-8", "1 2 3 4 5 6 7 8");
            let mut said: Vec<_> = all.split(' ').collect();
            said.sort_unstable();
            assert_eq!(named, said);
            let mut keys = row.keys.split(' ');
            assert!(row.key.is_empty() || keys.any(|key| key == row.key));
        }
        let mut short: Vec<_> = TABLE.iter().map(|row| row.short).collect();
        short.retain(|short| !short.is_empty());
        let count = short.len();
        short.sort_unstable();
        short.dedup();
        assert_eq!(
            short.len(),
            count,
            "two rows have the same words: {short:?}"
        );
    }

    #[test]
    fn letters_and_digits_are_text_in_a_field() {
        for c in ('a'..='z').chain('0'..='9').chain("/.,? ".chars()) {
            assert_eq!(command_in_text(&KeyEvent::new(Char(c), NONE)), None, "{c}");
        }
        assert_eq!(
            command_in_text(&KeyEvent::new(KeyCode::Tab, NONE)),
            Some(Command::NextPart)
        );
        assert_eq!(
            command_in_text(&KeyEvent::new(KeyCode::F(1), NONE)),
            Some(Command::Help)
        );
    }

    #[test]
    fn only_a_kiosk_does_without_the_row_that_suspends() {
        let keys = |kiosk| rows(kiosk).map(|row| row.keys).collect::<Vec<_>>();
        assert_eq!(keys(false).len(), TABLE.len());
        let left_out: Vec<_> = keys(false)
            .into_iter()
            .filter(|row| !keys(true).contains(row))
            .collect();
        assert_eq!(left_out, ["Ctrl-Z"]);
    }

    #[test]
    fn shift_is_part_of_a_character() {
        assert_eq!(
            command(&KeyEvent::new(Char('?'), SHIFT)),
            Some(Command::Help)
        );
    }
}
