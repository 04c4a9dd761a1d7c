//! A page's checklist.
//!
//! ```text
//! > [~] Run the standstill period and keep a log of it
//!       Must if: Direct award C, most suitable provider or competitive process. Head of
//!       contracting, due Thu 17 Dec 2026. In hand
//! ```

use crate::app::{World, content};
use crate::guide::page::Item;
use crate::guide::place;
use crate::project::change::Field;
use crate::project::work::{State, Work};
use crate::project::{audit, date};
use crate::scene::{Duty, Lead, Lines, Mark, Role, Says};

/// Adds the lines of a checklist; the first is thing number `first` to choose.
pub(super) fn add(world: &World, page: &str, items: &[&Item], lines: &mut Lines) {
    for (index, item) in items.iter().enumerate() {
        let work = world.work(item);
        let state = work.state();
        lines.thing(Some(index));
        lines.led(Lead::Mark(Mark::State(state)), &item.text, Role::Plain);
        let (word, mut limits) = content::mark_parts(item);
        if place::page_of(&item.place) != page
            && let Some((owner, _)) = world.roadmap.item(&item.place)
        {
            limits.push_str(&format!(
                ". The same as in {}",
                content::numbered(owner).to_lowercase()
            ));
        }
        let record = record(&work);
        if !record.is_empty() {
            limits.push_str(". ");
            limits.push_str(&record);
        }
        // Last, with room for the longest of them, so that a tick moves no row below it.
        let room = ". ".len() + State::InHand.words().len();
        let (ticked, room) = match state {
            State::Open => (String::new(), room),
            State::InHand | State::Done => (format!(". {}", state.words()), room),
            State::NotApplicable | State::Blocked => (String::new(), 0),
        };
        lines.say(Says::Duty(Duty {
            word,
            limits,
            ticked,
            room,
        }));
    }
    lines.thing(None);
}

/// What was recorded beside a tick, in a line.
fn record(work: &Work<'_>) -> String {
    let mut parts = Vec::new();
    let state = work.state();
    let reason = work.text(&Field::Reason).replace('\n', " ");
    if matches!(state, State::NotApplicable | State::Blocked) {
        parts.push(format!("{}: {reason}", state.words()));
    }
    if let Some(odd) = work.odd_state() {
        parts.push(format!(
            "the state \"{odd}\" is none of ours and counts as Open"
        ));
    }
    let owner = work.text(&Field::Owner);
    if !owner.is_empty() {
        parts.push(owner.to_owned());
    }
    let due = work.text(&Field::Due);
    if !due.is_empty() && state != State::NotApplicable {
        parts.push(format!("due {}", date::show_stored(due)));
    }
    if work.is_in_clash() {
        parts.push("two values kept, w shows them".to_owned());
    }
    if work.words_changed_since() {
        parts.push("the words have changed since you recorded this".to_owned());
    }
    parts.join(", ")
}

/// Adds the state of an item in full, for its own page.
pub(super) fn add_state(world: &World, item: &Item, lines: &mut Lines) {
    let work = world.work(item);
    let lead = Lead::State(work.state());
    let mut words = work.state().words().to_owned();
    let mut since = String::new();
    if let Some(latest) = work.latest() {
        let on = (world.clock)(latest.at).day();
        since = format!("Last changed {on} {}.", audit::by(&latest.by));
    }
    if work.words_changed_since() {
        since.push_str(" The words have changed since you recorded this.");
    }
    let reason = work.text(&Field::Reason);
    if reason.is_empty() {
        if !since.is_empty() {
            words.push_str(&format!(". {since}"));
        }
        lines.led(lead, &words, Role::Quiet);
    } else {
        let reason = reason.replace('\n', " ");
        let indent = lead.painted().len();
        lines.wrote(lead, &format!("{words}: {reason}"), Role::Quiet);
        lines.text(&since, Role::Quiet, indent);
    }
}
