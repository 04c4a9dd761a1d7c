//! What can be copied, and what the user's terminal takes of it.

use std::sync::Arc;

use crate::text::clean;

/// Whether text can be sent to the clipboard of the user's terminal: not until whoever knows the terminal says more. It
/// is never read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// A terminal of this kind might show what is sent, or stop.
    #[default]
    Unsafe,
    /// A kiosk sends nothing.
    Kiosk,
    /// It takes so many bytes of text, or does nothing with them.
    Takes(usize),
}

/// Something that can be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// What it is: `the address`.
    pub(super) name: &'static str,
    /// Itself, clean.
    pub(super) text: Arc<str>,
    /// Whether it is the address of a source.
    pub(super) is_address: bool,
}

impl Thing {
    pub(super) fn new(name: &'static str, text: &str, is_address: bool) -> Self {
        let clean = if is_address {
            clean::shown_line(text)
        } else {
            clean::shown(text)
        };
        Self {
            name,
            text: clean.as_ref().into(),
            is_address,
        }
    }
}
