//! Roadsigns: the commissioning roadmap in a terminal.
//!
//! Imports point inward only, and `tests/layering.rs` enforces it:
//!
//! ```text
//!   facts                         decisions                    faces and edges
//!   text     clean, wrap, spell   scene  what stands there     view      paints a scene
//!   doc      what a document is   app    Message in,           plain     speaks it; text for pipes
//!   guide    what it says                Effect out            terminal  the real terminal
//!   project  what was done                                     store     state and history on disk
//!                                                              takeaway  documents out
//!                                                              runtime   the loop
//!                                                              cli       outermost
//! ```
//!
//! `src/README.md` is the map.

pub mod app;
pub mod cli;
pub mod doc;
pub mod guide;
pub mod plain;
pub mod project;
pub mod runtime;
pub mod scene;
pub mod store;
pub mod takeaway;
pub mod terminal;
pub mod text;
pub mod view;
