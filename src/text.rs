//! Text as cells: cleaned, spelled for the terminal's letters, and wrapped. Pure functions.
//!
//! The order on the way out is always the same: clean, transliterate, wrap. `doc::to_lines` does all three itself;
//! whoever shows a plain string calls `clean::shown` first.

pub mod address;
mod borrowed;
pub mod clean;
pub mod number;
pub mod quoted;
pub mod slug;
pub mod transliterate;
pub mod wrap;

pub use borrowed::Text;
