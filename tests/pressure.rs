//! A terminal that asks too much: sizes that nobody's screen has, a window that shrinks and grows back at once, keys
//! without end for a screen that nobody reads. The program goes on, and stays as small as it is.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests, and their figures"
)]

#[path = "program/pty.rs"]
#[expect(dead_code, reason = "other tests ask more of the terminal")]
mod pty;
#[path = "pressure/sizes.rs"]
mod sizes;
#[path = "pressure/unread.rs"]
mod unread;

/// What a session may hold at any time, in bytes.
const MOST: usize = 20_000_000;
