//! The real terminal: bytes in, bytes out, signals, size, and getting on and off the screen. The loop is `runtime`.
//!
//! Of crossterm only the key types are used, and its words for the clipboard. Its reader spins when the line has dropped
//! and splits escape sequences into letters; its size query may run a program; its colours ignore `TERM`. What is here
//! instead blocks in `poll`, writes once per frame, asks the terminal nothing and knows when it has gone.
//!
//! What signals and a panic need is kept for the whole program: the handles, what is to be put back, whether the end has
//! come, and how words are spelled. Nothing else is.
//!
//! ```text
//!   keyboard --> reader (thread) --> decoder --> queue --> the loop
//!   signals  --> reader                                      |
//!   screen   <-- output <-- backend <-- display <------------+
//! ```

pub mod backend;
pub mod burst;
pub mod capability;
pub mod clipboard;
pub mod decoder;
pub mod display;
pub mod event;
mod grid;
pub mod lines;
mod painter;
mod pen;
pub mod queue;
pub mod reader;
pub mod screen;
pub mod signals;
pub mod size;
pub mod spelling;
pub mod tty;
