//! Everything that can stand before the user, by name.

use roadsigns::app::{App, Front};

/// The names. What is new wants a task.
pub(crate) const FRONTS: &[&str] = &[
    "form Feedback",
    "form Gate",
    "form Measure",
    "form NewProject",
    "form Reason",
    "form Rename",
    "form Settle",
    "form Standstill",
    "list Broken",
    "list Clash",
    "list Copy",
    "list Draft",
    "list Feedback",
    "list Leaving",
    "list Left",
    "list Projects",
    "list TakeAway",
    "list Terms",
    "list View",
    "page Checklist",
    "page Fields",
    "page Links",
    "page Road",
    "page Text",
    "search",
    "text",
    "welcome",
];

/// What stands in front of the page: its kind, without what it is about.
pub(crate) fn front(app: &App) -> String {
    let name = match &app.front {
        Front::Page => format!("page {:?}", app.spot.part),
        Front::Welcome => "welcome".to_owned(),
        Front::Over(..) => "text".to_owned(),
        Front::List(list) => format!("list {:?}", list.kind),
        Front::Form(form) => format!("form {:?}", form.purpose),
        Front::Search(_) => "search".to_owned(),
    };
    name.split(['(', '{']).next().unwrap().trim().to_owned()
}
