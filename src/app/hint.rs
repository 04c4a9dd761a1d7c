//! Words that name keys, told in each face by what one gives there: a key of the screen, or the word that is typed line
//! by line. Only `Hint::told` makes words of a hint, so none reaches a face with another's keys in it.

/// What the user's hand gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Keys, one at a time, on a screen that is drawn.
    #[default]
    Keys,
    /// Lines of words.
    Lines,
}

/// Words with keys in braces, by the name that the table of keys has for the footer: `{Esc} returns to now`. Line by line
/// the words of that row stand there: `back returns to now`. Where more than the name differs, both are
/// written: `{Tab goes there|Enter goes on}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint(pub &'static str);
