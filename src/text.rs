//! Text as cells: cleaned, spelled for the terminal's letters, wrapped, and laid out from Markdown. Pure functions.
//!
//! The order on the way out is always the same: clean, transliterate, wrap. `markdown` does all three itself;
//! whoever shows a plain string calls `clean::shown` first.

pub mod address;
pub mod clean;
pub mod markdown;
pub mod number;
pub mod quoted;
pub mod slug;
pub mod transliterate;
pub mod wrap;
