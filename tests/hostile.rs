//! Nothing gets out: whatever a field, a file name, a guide or an argument holds, the terminal receives the sequences
//! that the program makes itself, and what is stored stays byte for byte as it is.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

#[path = "guide/copied.rs"]
mod copied;
#[path = "hostile/grammar.rs"]
mod grammar;
#[path = "hostile/guides.rs"]
mod guides;
#[path = "hostile/pipes.rs"]
mod pipes;
#[path = "hostile/poison.rs"]
mod poison;
#[path = "sizes/pressed.rs"]
mod pressed;
#[path = "hostile/screen.rs"]
mod screen;
#[path = "hostile/tour.rs"]
mod tour;
