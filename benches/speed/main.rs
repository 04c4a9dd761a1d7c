//! How long things take: `cargo bench` measures all, `cargo bench -- screen` what has that in its name.
//!
//! Figures of one machine on one day: compare them with each other (1, 10 and 100 times the guide; a new project and
//! one of 5,000 items), never with a limit.

#![expect(clippy::unwrap_used, reason = "a bench may stop at once")]

mod guide;
mod material;
mod save;
mod screen;
mod search;

fn main() {
    divan::main();
}
