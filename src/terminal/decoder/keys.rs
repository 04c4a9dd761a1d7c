//! The table of keys: what xterm, `PuTTY`, rxvt, screen, the Linux console, the VT220 and their kin send.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::parameters::{Parameters, modifiers};
use super::reported;

/// A sequence that has come to its end, taken apart: `ESC [ 1 ; 5 A` has the parameters `1;5` and the final `A`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sequence<'a> {
    /// The bytes 0x30–0x3F.
    pub(super) parameters: &'a [u8],
    /// Whether bytes 0x20–0x2F stood before the final one; no key has them, save rxvt's `$`, which counts as final.
    pub(super) intermediate: bool,
    /// The byte that ends it.
    pub(super) last: u8,
}

/// The key behind `ESC [ …`, if any.
pub(super) fn control_sequence(sequence: Sequence<'_>) -> Option<KeyEvent> {
    if sequence.intermediate {
        return None;
    }
    let parameters = Parameters::of(sequence.parameters)?;
    match (sequence.last, parameters.part(0, 0)) {
        (b'u', _) => return reported::in_unicode(&parameters),
        (b'~', Some(27)) => return reported::in_xterm(&parameters),
        (b'_', _) => return reported::in_windows(&parameters),
        _ => {}
    }
    let (number, modifiers) = parameters.plain()?;
    match sequence.last {
        b'~' => Some(KeyEvent::new(numbered(number?)?, modifiers)),
        // rxvt: Shift, Ctrl, both.
        b'$' => Some(KeyEvent::new(numbered(number?)?, KeyModifiers::SHIFT)),
        b'^' => Some(KeyEvent::new(numbered(number?)?, KeyModifiers::CONTROL)),
        b'@' => Some(KeyEvent::new(
            numbered(number?)?,
            KeyModifiers::CONTROL | KeyModifiers::SHIFT,
        )),
        // Other numbers belong to answers: `ESC [ 24 ; 80 R` tells a cursor position, it is not F3.
        _ if number.is_some_and(|number| number > 1) => None,
        b'Z' => Some(KeyEvent::new(KeyCode::BackTab, modifiers)),
        last @ b'a'..=b'd' => Some(KeyEvent::new(
            cursor(last.to_ascii_uppercase())?,
            KeyModifiers::SHIFT,
        )),
        last => Some(KeyEvent::new(
            cursor(last).or_else(|| function(last))?,
            modifiers,
        )),
    }
}

/// The key behind `ESC O …`: cursor keys in application mode, F1 to F4, the keypad in application mode.
pub(super) fn single_shift(sequence: Sequence<'_>) -> Option<KeyEvent> {
    // Old terminals put the modifier first: `ESC O 5 A`; some send it as `ESC O 1 ; 5 P`.
    let (number, modifiers) = match sequence.parameters {
        [digit @ b'2'..=b'8'] => (None, modifiers(u16::from(digit - b'1'))),
        parameters => Parameters::of(parameters)?.plain()?,
    };
    if sequence.intermediate || number.is_some_and(|number| number > 1) {
        return None;
    }
    if let last @ b'a'..=b'd' = sequence.last {
        return Some(KeyEvent::new(
            cursor(last.to_ascii_uppercase())?,
            KeyModifiers::CONTROL,
        ));
    }
    let code = cursor(sequence.last)
        .or_else(|| function(sequence.last))
        .or_else(|| keypad(sequence.last))?;
    Some(KeyEvent::new(code, modifiers))
}

/// The key behind the Linux console's `ESC [ [ A` to `E`.
pub(super) fn console(last: u8) -> Option<KeyEvent> {
    matches!(last, b'A'..=b'E')
        .then(|| KeyEvent::new(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE))
}

/// Arrows, Home and End by their letter.
fn cursor(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// F1 to F4 by their letter.
fn function(last: u8) -> Option<KeyCode> {
    matches!(last, b'P'..=b'S').then(|| KeyCode::F(last - b'P' + 1))
}

/// The keypad in application mode, read as what is printed on it.
fn keypad(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => return None,
    })
}

/// The keys that go by a number: `ESC [ 5 ~`.
fn numbered(number: u16) -> Option<KeyCode> {
    let function = |number: u16| u8::try_from(number).map(KeyCode::F).ok();
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=26 => function(number - 12),
        28 | 29 => function(number - 13),
        31..=34 => function(number - 14),
        _ => None,
    }
}
