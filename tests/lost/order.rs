//! The clock goes back: the order of things stays that in which they were done.

use std::process::Command;

use roadsigns::project::audit;
use roadsigns::project::change::{Field, Subject};
use roadsigns::project::past::Past;
use roadsigns::project::undo::Trail;

use super::desk::{Desk, PROJECT};
use super::{OWNER, STATE};

const NOTE: Field = Field::Note;

/// What an hour is to a clock that is set back.
const BACK: i64 = -3600;

/// Three sessions one after the other, the clock set back before each change, each of another field.
fn backwards() -> Desk {
    let desk = Desk::new();
    let fields = [OWNER, STATE, NOTE];
    for (number, id) in ["z", "k", "b"].into_iter().enumerate() {
        let mut person = desk.sits_down(id);
        let number = i64::try_from(number).unwrap();
        person.sets_clock(BACK * (number * 2 + 1));
        person.sets(&[(
            fields[usize::try_from(number).unwrap()].clone(),
            &format!("{id} 1"),
        )]);
        person.sets_clock(BACK);
        person.sets(&[(Field::Evidence, &format!("{id} 2"))]);
        person.store.close();
    }
    desk
}

const ORDER: [&str; 6] = ["z 1", "z 2", "k 1", "k 2", "b 1", "b 2"];

#[test]
fn a_history_is_in_the_order_in_which_it_was_made_whatever_the_clock_said() {
    let desk = backwards();
    let values: Vec<String> = desk.lines().into_iter().map(|line| line.value).collect();
    assert_eq!(values, ORDER);
    // Folded it is the same, and also when somebody goes on.
    for id in ["l", "a"] {
        desk.sets(id, &[]);
        let values: Vec<String> = desk.lines().into_iter().map(|line| line.value).collect();
        assert_eq!(values, ORDER);
    }
    let printed = Command::new(env!("CARGO_BIN_EXE_roadsigns"))
        .env_clear()
        .args(["history", "--all", "--state"])
        .arg(desk.state())
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let at = ORDER.map(|value| printed.find(&format!("-> {value}")).expect(&printed));
    assert!(at.is_sorted(), "{printed}");
}

#[test]
fn undo_takes_back_what_was_done_last_whatever_the_clock_said() {
    let desk = backwards();
    let acts = audit::acts(&desk.lines());
    let mut trail = Trail::of(acts, "me@here");
    for wanted in ORDER.into_iter().rev() {
        let act = trail.take_done().unwrap();
        assert_eq!(act.steps[0].to, wanted);
    }
    // It goes back to what was there before.
    let acts = audit::acts(&desk.lines());
    assert_eq!(acts[5].steps[0].from, "k 2");
}

#[test]
fn the_past_of_a_project_is_walked_back_as_it_was_made_whatever_the_clock_said() {
    let desk = backwards();
    let mut past = Past::of(desk.lines(), &Subject::Project(PROJECT.to_owned()));
    for wanted in ORDER.into_iter().rev() {
        assert_eq!(past.act().unwrap().steps[0].to, wanted);
        past.back();
    }
}

#[test]
fn of_two_values_in_a_clash_the_same_one_stands_for_everybody_and_in_the_state() {
    let desk = Desk::new();
    desk.clash(&OWNER, "One", "Other");
    let book = desk.opened("a").book;
    let stands = book.standing(&super::desk::key(&OWNER)).to_owned();
    desk.sets("b", &[]);
    let text = std::fs::read_to_string(desk.state()).unwrap();
    assert!(text.contains(&format!("owner = \"{stands}\"")), "{text}");
    assert_eq!(
        desk.opened("c").book.standing(&super::desk::key(&OWNER)),
        stands
    );
}
