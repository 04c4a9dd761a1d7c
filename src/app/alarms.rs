//! What is out of the ordinary, for as long as it is so.

use super::content::Edition;
use super::{World, words};
use crate::project::trouble::Trouble;
use crate::text::wrap;

/// That work is not saved, and why, in so many columns: the whole of it, else without the names of files.
pub fn not_saved(why: &Trouble, room: usize) -> String {
    let room = room.saturating_sub(words::NOT_SAVED.len() + 2);
    let whole = why.to_string();
    let line = whole.lines().next().unwrap_or_default();
    let line = if wrap::width(line) > room {
        why.reason()
    } else {
        line
    };
    format!("{}: {line}", words::NOT_SAVED)
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
