//! Any terminal: what the program sends is known to it and in its charset, what it shows is what we meant, and a paste is
//! text on all of them.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests, and figures for .ci/full"
)]

#[path = "terminals/budget.rs"]
mod budget;
#[path = "hostile/grammar.rs"]
mod grammar;
#[path = "terminals/keys.rs"]
mod keys;
#[path = "terminals/manual.rs"]
mod manual;
#[path = "terminals/multiplexers.rs"]
mod multiplexers;
#[path = "terminals/pasted.rs"]
mod pasted;
#[path = "sizes/pressed.rs"]
mod pressed;
#[path = "program/pty.rs"]
#[expect(dead_code, reason = "other tests ask more of the terminal")]
mod pty;
#[path = "hostile/screen.rs"]
#[expect(dead_code, reason = "hostile words are tried elsewhere")]
mod screen;
#[path = "sizes/screens.rs"]
mod screens;
#[path = "journey/script.rs"]
#[expect(dead_code, reason = "other tests ask more of the script")]
mod script;
#[path = "terminals/terminfo.rs"]
mod terminfo;
#[path = "terminals/tokens.rs"]
mod tokens;
#[path = "terminals/tour.rs"]
mod tour;
#[path = "terminals/width.rs"]
mod width;
