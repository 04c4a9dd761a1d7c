//! Everything that can stand before the user, by name.

use roadsigns::app::App;
use roadsigns::app::screen::Screen;
use roadsigns::scene::Standing;

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
    "list Feedback",
    "list HalfWritten",
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
    let name = match (app.front(), app.scene().standing) {
        (None, _) => format!("page {:?}", app.spot().part),
        (_, Standing::List { which, .. }) => format!("list {which}"),
        (Some(Screen::Form(form)), _) => format!("form {:?}", form.purpose),
        (_, standing) => format!("{standing:?}").to_lowercase(),
    };
    name.split(['(', '{']).next().unwrap().trim().to_owned()
}
