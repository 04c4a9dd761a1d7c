//! Roadsigns: the commissioning roadmap in a terminal.
//!
//! Imports point inward only, and `tests/layering.rs` enforces it:
//!
//! ```text
//!   facts                        decisions              faces
//!   text     clean, wrap, spell  app   Message in,      view      drawing, &App only
//!   doc      what a document is        Effect out       terminal  the real terminal and the loop
//!   guide    what it says                               store     state and history on disk
//!   project  what was done                              plain     text for pipes
//!                                                       takeaway  documents out
//!                                                       cli       outermost
//! ```

pub mod app;
pub mod cli;
pub mod doc;
pub mod guide;
pub mod plain;
pub mod project;
pub mod scene;
pub mod store;
pub mod takeaway;
pub mod terminal;
pub mod text;
pub mod view;
