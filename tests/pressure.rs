//! A terminal that asks too much: sizes that nobody's screen has, a window that shrinks and grows back at once. The
//! program goes on, and stays as small as it is.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

#[path = "program/pty.rs"]
#[expect(dead_code, reason = "other tests ask more of the terminal")]
mod pty;
#[path = "pressure/sizes.rs"]
mod sizes;

/// What a session may hold at any time, in bytes.
const MOST: usize = 20_000_000;
