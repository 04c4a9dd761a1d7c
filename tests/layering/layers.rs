//! The layers of the house, section 4 of the design: who may name whom.

/// A layer: its module, the modules of ours that it may name, and what of other crates it must not.
pub(crate) type Layer = (
    &'static str,
    &'static [&'static str],
    &'static [&'static [&'static str]],
);

const TERMINAL: &[&str] = &["ratatui", "crossterm", "tui_textarea", "signal_hook"];
const DRAWING: &[&str] = &["ratatui", "signal_hook"];
const WORLD: &[&str] = &[
    "rustix",
    "directories",
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "Local::now",
    "SystemTime::now",
    "Utc::now",
];
/// No socket and no other program, ever.
const NEVER: &[&str] = &["std::net", "std::process::Command", "std::os::unix::net"];

/// What one file alone may name, so that a kiosk can be held to it: the environment, and what depends on it.
pub(crate) const ONE_PLACE: &[(&str, &str)] = &[
    ("std::env", "cli/surroundings.rs"),
    ("chrono::Local", "runtime/clock.rs"),
    ("tz", "runtime/clock.rs"),
    ("directories", "store/paths.rs"),
];

/// From the inside outwards: section 4 of the design.
pub(crate) const LAYERS: &[Layer] = &[
    ("text", &[], &[TERMINAL, WORLD]),
    ("doc", &["text"], &[TERMINAL, WORLD]),
    ("guide", &["doc", "text"], &[TERMINAL, WORLD]),
    ("project", &["guide", "text"], &[TERMINAL, WORLD]),
    (
        "scene",
        &["doc", "guide", "project", "text"],
        &[TERMINAL, WORLD],
    ),
    (
        "app",
        &["doc", "guide", "project", "scene", "text"],
        &[DRAWING, WORLD],
    ),
    (
        "view",
        &["app", "doc", "guide", "project", "scene", "text"],
        &[WORLD],
    ),
    ("store", &["project", "guide", "text"], &[TERMINAL, NEVER]),
    (
        "plain",
        &["app", "doc", "guide", "project", "scene", "text"],
        &[TERMINAL, WORLD],
    ),
    ("takeaway", &["store"], &[TERMINAL, NEVER]),
    ("terminal", &["app", "view", "text"], &[NEVER]),
    (
        "runtime",
        &[
            "app", "plain", "project", "store", "takeaway", "terminal", "text", "view",
        ],
        &[NEVER],
    ),
    (
        "cli",
        &[
            "app", "doc", "guide", "plain", "project", "runtime", "store", "takeaway", "terminal",
            "text", "view",
        ],
        &[NEVER],
    ),
    ("main", &["cli"], &[TERMINAL, NEVER]),
];
