//! What is out of the ordinary, for as long as it is so.

use super::content::Edition;
use super::{World, words};
use crate::text::wrap;

/// A reason in so many columns: the whole of it, else what comes after the names of files.
pub fn reason(why: &str, room: usize) -> &str {
    let line = why.lines().next().unwrap_or_default();
    if wrap::width(line) <= room {
        return line;
    }
    line.rsplit(": ").next().unwrap_or(line)
}

/// That work is not saved, and why, in so many columns.
pub fn not_saved(why: &str, room: usize) -> String {
    let room = room.saturating_sub(words::NOT_SAVED.len() + 2);
    format!("{}: {}", words::NOT_SAVED, reason(why, room))
}

/// What is out of the ordinary: the past, a demo, work that is not saved, 2009. Each in about so many columns.
pub fn of(world: &World, room: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let rewind = world.rewind.as_ref();
    if let Some(at) = rewind.and_then(|rewind| rewind.past.when()) {
        parts.push(format!(
            "{} {}",
            words::AS_IT_WAS,
            (world.clock)(at).minute()
        ));
    }
    if world.demo {
        parts.push(words::DEMO.to_owned());
    } else if let Some(why) = &world.saving.failed {
        parts.push(not_saved(why, room));
    } else if world.saving.late && !world.all_saved() {
        parts.push(words::SAVING.to_owned());
    }
    if world.edition == Edition::Then {
        parts.push(words::THEN.to_owned());
    }
    parts
}
