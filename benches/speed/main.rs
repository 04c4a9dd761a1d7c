//! How long things take: `cargo bench` measures all, `cargo bench -- screen` what has that in its name.
//!
//! Figures of one machine on one day: compare them with each other (1, 10 and 100 times the guide; a new project and
//! one of 5,000 items; a checklist of 50 items and one of 5,000), never with a limit.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench may stop at once"
)]

mod guide;
mod material;
#[expect(dead_code, reason = "tests/program needs more")]
#[path = "../../tests/program/pty.rs"]
mod pty;
mod save;
mod screen;
mod search;
mod terminal;

fn main() {
    divan::main();
    screen::report();
    terminal::report();
}
