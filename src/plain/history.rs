//! The audit trail in plain text: who, when, what, from, to, why, under which edition of the guide.
//!
//! ```text
//! Sun 22 Nov 2026 10:41:07 GMT, me@ws12, guide of 2026-11-22
//!   Blocked: Run the standstill period and keep a log of it
//!   toolkit/procurement#standstill
//!     State: In hand -> Blocked
//!     Reason: (empty) -> The notice was published late
//! ```

use crate::app::document::WIDTH;
use crate::guide::{Guide, Roadmap};
use crate::project::audit::{self, Act};
use crate::project::change::{Change, Subject};
use crate::project::date::Clock;
use crate::text::{clean, wrap};

/// The trail of one project, or of everything. Changes are in order.
pub fn of(
    guide: &Guide,
    roadmap: &Roadmap,
    changes: &[Change],
    project: Option<&str>,
    clock: Clock,
) -> String {
    let wanted = project.map(|id| Subject::Project(id.to_owned()));
    let about = |act: &Act| {
        let mut steps = act.steps.iter();
        wanted
            .as_ref()
            .is_none_or(|wanted| steps.any(|step| step.key.subject == *wanted))
    };
    let acts: Vec<Act> = audit::acts(changes).into_iter().filter(about).collect();
    let mut text = String::new();
    for act in &acts {
        add(guide, roadmap, act, clock, &mut text);
    }
    let steps: usize = acts.iter().map(|act| act.steps.len()).sum();
    text.push_str(&format!("{} acts, {steps} changes.\n", acts.len()));
    text
}

fn add(guide: &Guide, roadmap: &Roadmap, act: &Act, clock: Clock, text: &mut String) {
    let at = clock(act.at).second();
    line(
        text,
        0,
        &format!("{at}, {}, guide of {}", act.by, act.guide),
    );
    line(text, 2, &audit::words(guide, roadmap, act));
    let mut place = "";
    for step in &act.steps {
        if step.key.place != place {
            place = &step.key.place;
            line(text, 2, place);
        }
        let field = &step.key.field;
        let [from, to] =
            [&step.from, &step.to].map(|value| audit::value_words(clock, field, value));
        line(text, 4, &format!("{}: {from} -> {to}", field.label()));
    }
    text.push('\n');
}

fn line(text: &mut String, indent: usize, words: &str) {
    for row in clean::shown(words)
        .split('\n')
        .flat_map(|row| wrap::wrap_plain(row, WIDTH - indent))
    {
        text.push_str(&format!("{}{row}\n", " ".repeat(indent)));
    }
}
