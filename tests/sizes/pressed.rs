//! Keys as tests write them: one character each.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key of a character: a letter, Enter, Tab, Esc, an arrow, or `→` for a page down.
pub(crate) fn key(c: char) -> KeyEvent {
    let code = match c {
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\x1b' => KeyCode::Esc,
        '↓' => KeyCode::Down,
        '↑' => KeyCode::Up,
        '←' => KeyCode::Left,
        '→' => KeyCode::PageDown,
        c => KeyCode::Char(c),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}
