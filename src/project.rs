//! What the user has done: changes, their sum, and what follows from it.
//!
//! Pure: no file, no clock. Every change is one line of history ([`change`]); the sum of all lines is what holds now
//! ([`book`]); item states, progress, gates and what is left are readings of that sum, and so is undo.

pub mod audit;
pub mod author;
pub mod book;
pub mod change;
pub mod date;
pub mod draft;
pub mod extent;
pub mod gate;
mod held;
pub mod left;
pub mod opened;
pub mod order;
pub mod past;
pub mod progress;
pub mod roads;
pub mod seen;
pub mod standstill;
pub mod trouble;
pub mod undo;
pub mod work;
pub mod working_days;
