//! Foreign input: whatever a file, a guide or a terminal hands in, nothing panics, nothing hangs, nothing is lost.
//!
//! Each test is a fuzz target. By itself it tries `ROUNDS` (25) times a small number of cases; with
//! `FUZZ_MINUTES=20` it goes on for so long and prints a figure:
//!
//! ```sh
//! FUZZ_MINUTES=20 cargo test --release --test fuzz -- --nocapture --test-threads=1 markdown
//! ```
//!
//! What such a run finds becomes a named test here or beside the code.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "fuzz/engine.rs"]
mod engine;
#[path = "fuzz/guide.rs"]
mod guide;
#[path = "fuzz/history.rs"]
mod history;
#[path = "fuzz/input.rs"]
mod input;
#[path = "fuzz/markdown.rs"]
mod markdown;

#[path = "fuzz/merge.rs"]
mod merge;
#[path = "fuzz/mutation.rs"]
mod mutation;
#[path = "fuzz/sanitiser.rs"]
mod sanitiser;
#[path = "fuzz/state.rs"]
mod state;
