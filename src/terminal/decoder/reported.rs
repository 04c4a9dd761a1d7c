//! Keys that come as numbers, where a program before us asked for that and did not take it back: `ESC [ 97 ; 5 u` (kitty
//! and its kin, also xterm), `ESC [ 27 ; 5 ; 97 ~` (xterm), `ESC [ 65 ; 30 ; 97 ; 1 ; 0 ; 1 _` (Windows). Each is read as
//! what the terminal would have sent without; what that would have been nobody knows for is dropped, and none is text.
//!
//! Sources: the comprehensive keyboard protocol of kitty, `ctlseqs` and "modified keys" of xterm, the specification of
//! win32-input-mode of Windows Terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::control_key;
use super::parameters::Parameters;

/// What a terminal says of a key in its numbers.
struct Report {
    /// The character on the key, or a number for a key without one.
    code: u32,
    /// The character with Shift, where it is told.
    shifted: Option<char>,
    /// The character there on a keyboard of Latin letters.
    latin: Option<char>,
    /// What the key writes, where it is told.
    text: Option<char>,
    modifiers: KeyModifiers,
    caps_lock: bool,
}

/// Numbers from here on stand for keys without a character.
const NAMELESS: std::ops::Range<u32> = 0xE000..0xF900;
/// Among the modifiers.
const CAPS_LOCK: u16 = 64;

/// The key of `ESC [ code : shifted : latin ; modifiers : event ; text u`.
pub(super) fn in_unicode(parameters: &Parameters) -> Option<KeyEvent> {
    let character = |field, part| parameters.part(field, part).and_then(char::from_u32);
    let report = Report {
        code: parameters.part(0, 0)?,
        shifted: character(0, 1),
        latin: character(0, 2),
        text: character(2, 0).filter(|_| parameters.part(2, 1).is_none()),
        modifiers: parameters.modifiers()?,
        caps_lock: parameters.locks() & CAPS_LOCK != 0,
    };
    // Without the character with Shift, nobody knows what stands on the key above a digit or a sign.
    let is_certain = !report.modifiers.contains(KeyModifiers::SHIFT)
        || report.shifted.is_some()
        || report.text.is_some()
        || char::from_u32(report.code).is_none_or(|c| c.is_alphabetic() || c.is_control())
        || report.code == u32::from(' ')
        || NAMELESS.contains(&report.code)
        || report.modifiers.contains(KeyModifiers::CONTROL);
    is_certain.then(|| key(&report)).flatten()
}

/// The key of `ESC [ 27 ; modifiers ; code ~`, where the code is what it writes.
pub(super) fn in_xterm(parameters: &Parameters) -> Option<KeyEvent> {
    key(&Report {
        code: parameters.part(2, 0)?,
        shifted: parameters.part(2, 0).and_then(char::from_u32),
        latin: None,
        text: None,
        modifiers: parameters.modifiers()?,
        caps_lock: false,
    })
}

/// The key of `ESC [ key ; scan code ; character ; whether it goes down ; state ; repeats _`.
pub(super) fn in_windows(parameters: &Parameters) -> Option<KeyEvent> {
    let number = |field| parameters.part(field, 0).unwrap_or(0);
    if number(3) != 1 {
        return None;
    }
    let state = number(4);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::ALT, state & 0b11 != 0);
    modifiers.set(KeyModifiers::CONTROL, state & 0b1100 != 0);
    modifiers.set(KeyModifiers::SHIFT, state & 0b1_0000 != 0);
    let function = |number: u32| u8::try_from(number).map(KeyCode::F).ok();
    let code = match (number(0), number(2)) {
        (9, _) => return tab(modifiers),
        (33, 0) => KeyCode::PageUp,
        (34, 0) => KeyCode::PageDown,
        (35, 0) => KeyCode::End,
        (36, 0) => KeyCode::Home,
        (37, 0) => KeyCode::Left,
        (38, 0) => KeyCode::Up,
        (39, 0) => KeyCode::Right,
        (40, 0) => KeyCode::Down,
        (45, 0) => KeyCode::Insert,
        (46, 0) => KeyCode::Delete,
        (key @ 112..=135, 0) => function(key - 111)?,
        (_, 0) => return None,
        // The right Alt key of a keyboard says Ctrl and Alt, and writes a third character.
        (_, character) => return written(char::from_u32(character)?, state & 0b11 == 0b10),
    };
    Some(KeyEvent::new(code, modifiers))
}

/// The key of a character that Windows has worked out, which may be a control character.
fn written(character: char, with_alt: bool) -> Option<KeyEvent> {
    match u8::try_from(character) {
        _ if with_alt => None,
        Ok(0x1B) => Some(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)),
        Ok(byte) if byte < 0x20 || byte == 0x7F => control_key(byte),
        _ => typed(character),
    }
}

fn key(report: &Report) -> Option<KeyEvent> {
    let held = report.modifiers;
    let is_control = held.contains(KeyModifiers::CONTROL);
    let plain = |code| Some(KeyEvent::new(code, KeyModifiers::NONE));
    // Nothing here is on Alt, as after an ESC in one read.
    let has_alt = held.contains(KeyModifiers::ALT);
    match report.code {
        code if NAMELESS.contains(&code) => match keypad(code)? {
            KeyCode::Char(_) if has_alt || is_control => None,
            code @ (KeyCode::Char(_) | KeyCode::Enter) => plain(code),
            code => Some(KeyEvent::new(code, held)),
        },
        _ if has_alt => None,
        9 => tab(held),
        8 | 127 => plain(KeyCode::Backspace),
        13 => plain(KeyCode::Enter),
        27 => plain(KeyCode::Esc),
        code if is_control => control(char::from_u32(code)?, report.latin),
        code => {
            let is_shifted = held.contains(KeyModifiers::SHIFT);
            let letter = char::from_u32(code)?;
            let large = || letter.to_uppercase().next();
            let written = match (is_shifted, report.caps_lock && letter.is_alphabetic()) {
                (true, false) => report.shifted.or_else(large),
                (false, true) => large(),
                _ => Some(letter),
            };
            typed(report.text.or(written)?)
        }
    }
}

fn typed(letter: char) -> Option<KeyEvent> {
    (!letter.is_control()).then(|| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE))
}

fn tab(held: KeyModifiers) -> Option<KeyEvent> {
    let code = match held {
        held if held.contains(KeyModifiers::ALT) => return None,
        held if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        _ => KeyCode::Tab,
    };
    Some(KeyEvent::new(code, KeyModifiers::NONE))
}

/// Ctrl and a character: the control character that it would have been, if there is one.
fn control(letter: char, latin: Option<char>) -> Option<KeyEvent> {
    let letter = if letter.is_ascii() {
        letter
    } else {
        latin.unwrap_or(letter)
    };
    match u8::try_from(letter.to_ascii_uppercase()) {
        Ok(b' ' | b'@') => None,
        Ok(b'[') => Some(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)),
        Ok(byte @ b'A'..=b'_') => control_key(byte & 0x1F),
        _ if letter.is_control() => None,
        _ => Some(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)),
    }
}

/// The keys that have a number of their own: the keypad, and the F keys beyond those of old.
fn keypad(number: u32) -> Option<KeyCode> {
    let digit = |number: u32| char::from_digit(number - 57_399, 10).map(KeyCode::Char);
    let function = |number: u32| u8::try_from(number - 57_376 + 13).map(KeyCode::F).ok();
    Some(match number {
        57_376..=57_398 => function(number)?,
        57_399..=57_408 => digit(number)?,
        57_409 => KeyCode::Char('.'),
        57_410 => KeyCode::Char('/'),
        57_411 => KeyCode::Char('*'),
        57_412 => KeyCode::Char('-'),
        57_413 => KeyCode::Char('+'),
        57_414 => KeyCode::Enter,
        57_415 => KeyCode::Char('='),
        57_416 => KeyCode::Char(','),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        _ => return None,
    })
}
