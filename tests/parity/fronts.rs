//! Everything that can stand before the user, by name.

use roadsigns::app::App;
use roadsigns::app::screen::Screen;

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
    let name = match app.front() {
        None => format!("page {:?}", app.spot().part),
        Some(Screen::Welcome) => "welcome".to_owned(),
        Some(Screen::Help(_) | Screen::Reading(_) | Screen::Bare(_)) => "text".to_owned(),
        Some(Screen::List(list)) => format!("list {:?}", list.kind),
        Some(Screen::Form(form)) => format!("form {:?}", form.purpose),
        Some(Screen::Search(_)) => "search".to_owned(),
    };
    name.split(['(', '{']).next().unwrap().trim().to_owned()
}
