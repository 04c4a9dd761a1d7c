//! What the terminal tells the program.

use crossterm::event::KeyEvent;

/// One thing that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key. Shift is not reported where the code says it already (`A`, `BackTab`).
    Key(KeyEvent),
    /// Text between the brackets of a bracketed paste, line ends as `\n`; not yet cleaned.
    Paste(String),
    /// A line, where the guide is answered line by line; without its end, not yet cleaned.
    Line(String),
    /// Text that came all at once without brackets: what was typed or pasted, line ends as `\n`; not yet cleaned.
    Burst(String),
    /// Keys of single characters, Enter and Tab that came in one read; it may be a word that was pasted, or keys that a
    /// slow line delivered together.
    Together {
        /// The keys.
        keys: Vec<KeyEvent>,
        /// Whether others had come just before.
        goes_on: bool,
    },
    /// A character that cannot be understood, as it is not in the encoding that the locale names.
    Foreign,
    /// The bytes of one read, where they are to be seen as they come.
    Bytes(Vec<u8>),
    /// The window has now this many columns and rows, neither of them zero.
    Resize(u16, u16),
    /// A signal that wants an answer.
    Signal(Signal),
    /// The terminal is gone: hung up, closed or at its end. Comes once; no key follows.
    Gone,
}

impl Event {
    /// How many bytes it holds besides itself.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Paste(text) | Self::Line(text) | Self::Burst(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Together { keys, .. } => size_of_val(keys.as_slice()),
            Self::Key(_) | Self::Foreign | Self::Resize(..) | Self::Signal(_) | Self::Gone => 0,
        }
    }
}

/// The signals that the loop answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGHUP: the line dropped. Often comes twice, from the kernel and from the shell.
    Hangup,
    /// SIGTERM: someone asks us to end.
    Terminate,
    /// SIGINT from outside; Ctrl-C is a key.
    Interrupt,
    /// SIGQUIT from outside; Ctrl-\ is a key.
    Quit,
    /// SIGTSTP from outside: stop; Ctrl-Z is a key.
    Stop,
    /// SIGWINCH: the window has another size, if only for a moment; one that shrinks and grows back throws away what it
    /// showed. Which size has come of it is told later.
    Resize,
    /// SIGCONT: running again after a stop, on a terminal that others may have changed.
    Continue,
}
