//! Faults of the disk: calls that fail, power that is cut, disks that are full, read-only or hang.
//!
//! `ROUNDS=1000` tries every fault and many power cuts; without it a sample.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop at once, and prints its figures"
)]

#[expect(dead_code, reason = "only what dies asks what is written")]
#[path = "faults/around.rs"]
mod around;
#[path = "faults/crash.rs"]
mod crash;
#[path = "faults/failing.rs"]
mod failing;
#[path = "faults/item.rs"]
mod item;
#[path = "faults/model.rs"]
mod model;
#[path = "faults/mounted.rs"]
mod mounted;
#[path = "faults/points.rs"]
mod points;
#[path = "faults/program.rs"]
mod program;
#[path = "faults/proof.rs"]
mod proof;
#[expect(dead_code, reason = "shared; this file needs a part of it")]
#[path = "program/pty.rs"]
mod pty;
#[path = "faults/shapes.rs"]
mod shapes;
#[path = "faults/slow.rs"]
mod slow;
#[path = "faults/told.rs"]
mod told;

/// How often to try, from `ROUNDS`.
fn rounds() -> usize {
    let rounds = std::env::var("ROUNDS").ok();
    rounds.and_then(|text| text.parse().ok()).unwrap_or(25)
}

/// Whether everything is to be tried.
fn is_full() -> bool {
    rounds() >= 1000
}
