//! The audit trail in plain text: who, when, what, from, to, why, under which edition of the guide.
//!
//! ```text
//! Sun 22 Nov 2026 10:41:07 GMT, me@ws12, guide of 2026-11-22
//!   Blocked: Run the standstill period and keep a log of it
//!   toolkit/procurement#standstill
//!     State: In hand -> Blocked
//!     Note: Minutes:
//!     | the board agreed
//!     -> Minutes:
//!     | the board did not agree
//! ```

use crate::doc::Doc;
use crate::doc::to_text::WIDTH;
use crate::project::audit::{self, Act, Step};
use crate::project::change::{Change, Subject};
use crate::project::date::Clock;
use crate::project::roads::Roads;
use crate::text::number::counted;
use crate::text::{clean, wrap};

/// Between a value and the one that came after it.
const TO: &str = "->";
/// The most columns of both in one line.
const MOST: usize = WIDTH - 4;

/// The trail of one project, or of everything. Changes are in order.
pub fn of(roads: Roads<'_, '_>, changes: &[Change], project: Option<&str>, clock: Clock) -> Doc {
    let wanted = project.map(|id| Subject::Project(id.to_owned()));
    let about = |act: &Act| {
        let mut steps = act.steps.iter();
        wanted
            .as_ref()
            .is_none_or(|wanted| steps.any(|step| step.key.subject == *wanted))
    };
    let acts: Vec<Act> = audit::acts(changes).into_iter().filter(about).collect();
    let mut trail = Doc::default();
    for act in &acts {
        trail.part(act_of(roads, act, clock));
    }
    let steps: usize = acts.iter().map(|act| act.steps.len()).sum();
    let sum = [
        counted(acts.len(), "act", "acts"),
        counted(steps, "change", "changes"),
    ];
    let mut last = Doc::default();
    last.line(0, format!("{}.", sum.join(", ")));
    trail.part(last);
    trail
}

fn act_of(roads: Roads<'_, '_>, act: &Act, clock: Clock) -> Doc {
    let mut trail = Doc::default();
    let at = clock(act.at).second();
    trail.wrote(0, format!("{at}, {}, guide of {}", act.by, act.guide));
    trail.wrote(1, audit::words(roads, act));
    let mut place = "";
    for step in &act.steps {
        if step.key.place != place {
            place = &step.key.place;
            trail.wrote(1, place);
        }
        change(step, clock, &mut trail);
    }
    trail
}

/// What a field held and what it holds: in one line if that is plain to see, else each begins a line of its own.
fn change(step: &Step, clock: Clock, trail: &mut Doc) {
    let field = &step.key.field;
    let [from, to] = [&step.from, &step.to].map(|value| audit::value_words(clock, field, value));
    let label = field.label();
    let line = format!("{label}: {from} {TO} {to}");
    let is_plain = ![label, &from, &to]
        .iter()
        .any(|words| words.contains('\n') || words.contains(TO));
    if is_plain && wrap::width(&clean::shown(&line)) <= MOST {
        trail.wrote(2, line);
        return;
    }
    trail.wrote(2, format!("{label}: {from}"));
    trail.wrote(2, format!("{TO} {to}"));
}
