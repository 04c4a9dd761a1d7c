//! Two faces, one app: whatever can be done on the screen can be done line by line, with the same outcome.
//!
//! Each task is done twice, with keys on a pretend terminal and with answers to the face that is read out; then the
//! records, the place and what stands there are compared. Together the tasks send every command that changes something
//! or opens a place, and open everything that can stand in front of a page.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]

#[path = "parity/before.rs"]
mod before;
#[path = "parity/fronts.rs"]
mod fronts;
#[path = "parity/printed.rs"]
mod printed;
#[path = "parity/said.rs"]
mod said;
#[path = "journey/script.rs"]
#[expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]
mod script;
#[path = "parity/tasks.rs"]
mod tasks;

use std::collections::BTreeSet;

use before::before;
use chrono::TimeDelta;
use fronts::{FRONTS, front};
use roadsigns::app::App;
use roadsigns::app::command::Command;
use roadsigns::app::hint::Hand;
use roadsigns::app::keys::TABLE;
use roadsigns::app::message::{Effect, Message};
use roadsigns::plain::face::Face;
use roadsigns::project::change::Field;
use script::Script;
use tasks::{TASKS, Task};

/// What was done on the way.
#[derive(Debug, Default, PartialEq, Eq)]
struct Trace {
    commands: BTreeSet<String>,
    fronts: BTreeSet<String>,
}

impl Trace {
    fn note(&mut self, app: &App, message: Option<&Message>) {
        if let Some(Message::Do(command)) = message {
            self.commands.insert(name(*command));
        }
        self.fronts.insert(front(app));
    }
}

/// A command without the number of its digit.
fn name(command: Command) -> String {
    let name = format!("{command:?}");
    name.split('(').next().unwrap().to_owned()
}

/// All that a task may have changed, in a form that can be compared.
fn state(app: &App) -> String {
    let fields: Vec<String> = app
        .world
        .book
        .fields()
        // The clock goes on with every key.
        .filter(|(key, _)| key.field != Field::Created)
        .map(|(key, held)| {
            let values: Vec<&str> = held.iter().map(|held| held.value.as_str()).collect();
            format!("{key:?} {values:?}")
        })
        .collect();
    format!(
        "{}\nproject {:?}, place {}, {:?}, {}, {:?}, in the past {}, read {:?}",
        fields.join("\n"),
        app.world.book.project_name(app.world.project_id()),
        app.spot().place.text(),
        app.world.edition,
        front(app),
        app.world.look,
        app.world.rewind.is_some(),
        app.world.read,
    )
}

/// Does a task with keys.
fn by_keys(task: &Task) -> (Script, Trace) {
    let mut script = before(task.before);
    let mut trace = Trace::default();
    trace.note(&script.app, None);
    for (index, part) in task.keys.split('"').enumerate() {
        if index % 2 == 1 {
            script.text(part);
            continue;
        }
        for key in part.split_whitespace() {
            trace.note(&script.app, script.message_of(key).as_ref());
            script.keys(key);
            trace.note(&script.app, None);
        }
    }
    (script, trace)
}

/// Does a task with answers.
fn by_answers(task: &Task) -> (Script, Trace) {
    listening_to_answers(task, |_, _| {})
}

/// Does a task with answers, and hands on what is said each time with how things stand then.
fn listening_to_answers(task: &Task, mut hears: impl FnMut(&mut App, &str)) -> (Script, Trace) {
    let mut script = before(task.before);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(80, 500, false);
    let mut trace = Trace::default();
    let said = speak(&mut face, &script, task);
    hears(&mut script.app, &said);
    trace.note(&script.app, None);
    for answer in task.answers {
        script.wait(TimeDelta::seconds(1));
        for message in face.hear(&script.app, answer) {
            trace.note(&script.app, Some(&message));
            script.send(message);
            trace.note(&script.app, None);
        }
        let said = speak(&mut face, &script, task);
        hears(&mut script.app, &said);
    }
    (script, trace)
}

/// Lets the face speak. Nothing that it says could be a command to a terminal.
fn speak(face: &mut Face, script: &Script, task: &Task) -> String {
    let said = face.say(&script.app);
    assert!(said.ends_with("> "), "{}: {said}", task.name);
    let control = said.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "{}: {said}", task.name);
    said
}

#[test]
fn every_task_comes_to_the_same_on_the_screen_and_line_by_line() {
    for task in TASKS {
        let (drawn, _) = by_keys(task);
        let (read, _) = by_answers(task);
        assert_eq!(state(&drawn.app), state(&read.app), "{}", task.name);
        assert_eq!(drawn.left(), read.left(), "{}", task.name);
        let kinds = |script: &Script| {
            let kind = |effect: &Effect| format!("{effect:?}").chars().take(8).collect::<String>();
            script.effects.iter().map(kind).collect::<BTreeSet<_>>()
        };
        assert_eq!(kinds(&drawn), kinds(&read), "{}", task.name);
    }
}

#[test]
fn the_tasks_give_every_command_that_changes_or_opens_something_in_both_faces() {
    let all: BTreeSet<String> = TABLE
        .iter()
        .flat_map(|row| row.codes)
        .map(|(_, _, command)| *command)
        .filter(|command| !command.is_for_the_screen())
        .map(name)
        .collect();
    let lacks =
        |given: &BTreeSet<String>| -> Vec<String> { all.difference(given).cloned().collect() };
    let (drawn, read) = traces();
    assert_eq!(lacks(&drawn.commands), [""; 0], "on the screen");
    assert_eq!(lacks(&read.commands), [""; 0], "line by line");
}

#[test]
fn the_tasks_open_everything_that_can_stand_before_the_user_in_both_faces() {
    let (drawn, read) = traces();
    assert_eq!(drawn.fronts, read.fronts);
    let fronts: Vec<&str> = drawn.fronts.iter().map(String::as_str).collect();
    assert_eq!(fronts, FRONTS);
}

fn traces() -> (Trace, Trace) {
    let mut all = (Trace::default(), Trace::default());
    for task in TASKS {
        let (drawn, read) = (by_keys(task).1, by_answers(task).1);
        all.0.commands.extend(drawn.commands);
        all.0.fronts.extend(drawn.fronts);
        all.1.commands.extend(read.commands);
        all.1.fronts.extend(read.fronts);
    }
    all
}
