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

use super::printed::Printed;
use crate::doc::to_text::Paper;
use crate::project::audit::{self, Act, Step};
use crate::project::change::{Change, Subject};
use crate::project::date::Clock;
use crate::project::roads::Roads;
use crate::text::number::counted;

/// Between a value and the one that came after it.
const TO: &str = "->";

/// The trail of one project, or of everything. Changes are in order.
pub fn of(
    roads: Roads<'_, '_>,
    changes: &[Change],
    project: Option<&str>,
    clock: Clock,
    paper: Paper,
) -> String {
    let wanted = project.map(|id| Subject::Project(id.to_owned()));
    let about = |act: &Act| {
        let mut steps = act.steps.iter();
        wanted
            .as_ref()
            .is_none_or(|wanted| steps.any(|step| step.key.subject == *wanted))
    };
    let acts: Vec<Act> = audit::acts(changes).into_iter().filter(about).collect();
    let mut trail = Printed::on(paper, clock);
    for act in &acts {
        add(roads, act, &mut trail);
    }
    let steps: usize = acts.iter().map(|act| act.steps.len()).sum();
    let sum = [
        counted(acts.len(), "act", "acts"),
        counted(steps, "change", "changes"),
    ];
    trail.line(0, &format!("{}.", sum.join(", ")));
    trail.text
}

fn add(roads: Roads<'_, '_>, act: &Act, trail: &mut Printed) {
    let at = (trail.clock)(act.at).second();
    trail.wrote(0, &format!("{at}, {}, guide of {}", act.by, act.guide));
    trail.wrote(2, &audit::words(roads, act));
    let mut place = "";
    for step in &act.steps {
        if step.key.place != place {
            place = &step.key.place;
            trail.wrote(2, place);
        }
        change(step, trail);
    }
    trail.text.push('\n');
}

/// What a field held and what it holds: in one line if that is plain to see, else each begins a line of its own.
fn change(step: &Step, trail: &mut Printed) {
    let field = &step.key.field;
    let [from, to] =
        [&step.from, &step.to].map(|value| audit::value_words(trail.clock, field, value));
    let label = field.label();
    let line = format!("{label}: {from} {TO} {to}");
    let is_plain = ![label, &from, &to]
        .iter()
        .any(|words| words.contains('\n') || words.contains(TO));
    if is_plain && trail.paper.quoted(4, &line).len() == 1 {
        trail.wrote(4, &line);
        return;
    }
    trail.wrote(4, &format!("{label}: {from}"));
    trail.wrote(4, &format!("{TO} {to}"));
}
