//! A program of 27 November 2026 and today's, taking turns on one folder.

use std::fs;

use proptest::prelude::*;
use roadsigns::project::change::Field;

use super::before::{self, Until};
use super::desk::{Desk, write};
use super::{OWNER, STATE};

const NOTE: Field = Field::Note;

#[test]
fn what_either_sets_the_other_shows_and_neither_takes_it_for_written_by_hand() {
    let desk = Desk::new();
    before::sets(
        &desk,
        "o1",
        &[(OWNER, "First"), (STATE, "done")],
        Until::Left,
    );
    desk.sets("n1", &[(OWNER, "Second")]);
    before::sets(
        &desk,
        "o2",
        &[(NOTE, "Seen"), (OWNER, "Third")],
        Until::Left,
    );
    assert_eq!(desk.values(&OWNER), ["Third"]);
    desk.sets("n2", &[(STATE, "open")]);
    before::sets(&desk, "o3", &[(STATE, "in-hand")], Until::Left);
    desk.sets("n3", &[]);
    assert_eq!(desk.values(&OWNER), ["Third"]);
    assert_eq!(desk.values(&STATE), ["in-hand"]);
    assert_eq!(desk.values(&NOTE), ["Seen"]);
    let lines = desk.lines();
    assert_eq!(lines.len(), 7, "{lines:#?}");
    assert!(lines.iter().all(|line| line.by == "me@here"), "{lines:#?}");
    assert!(desk.opened("n4").told.is_empty());
}

#[test]
fn an_older_program_that_was_cut_off_in_its_save_loses_nothing_and_brings_nothing_back() {
    for until in [Until::Lines, Until::State] {
        let desk = Desk::new();
        desk.sets("n1", &[(OWNER, "First")]);
        before::sets(&desk, "o1", &[(OWNER, "Second")], until);
        assert_eq!(desk.values(&OWNER), ["Second"], "{until:?}");
        before::sets(&desk, "o2", &[(STATE, "done")], Until::Left);
        before::sets(&desk, "o3", &[(OWNER, "Third")], until);
        assert_eq!(desk.values(&OWNER), ["Third"], "{until:?}");
        desk.sets("n2", &[]);
        assert_eq!(desk.values(&OWNER), ["Third"], "{until:?}");
        assert_eq!(desk.values(&STATE), ["done"], "{until:?}");
        assert_eq!(desk.lines().len(), 4, "{until:?}");
    }
}

#[test]
fn what_is_written_by_hand_between_two_programs_is_taken_in_once() {
    let desk = Desk::new();
    desk.sets("n1", &[(OWNER, "First"), (NOTE, "Old")]);
    before::sets(&desk, "o1", &[(STATE, "done")], Until::Left);
    desk.edits("\"First\"", "\"By hand\"");
    desk.sets("n2", &[]);
    assert_eq!(desk.values(&OWNER), ["By hand"]);
    desk.edits("\"Old\"", "\"New\"");
    before::sets(&desk, "o2", &[], Until::Left);
    desk.sets("n3", &[]);
    assert_eq!(desk.values(&NOTE), ["New"]);
    assert_eq!(desk.values(&OWNER), ["By hand"]);
    let by_hand = desk
        .lines()
        .into_iter()
        .filter(|line| line.by.starts_with("by hand"));
    assert_eq!(by_hand.count(), 2);
}

#[test]
fn the_newest_file_of_a_program_of_before_is_lost_and_its_values_stand() {
    let desk = Desk::new();
    desk.sets("n1", &[(OWNER, "First"), (STATE, "done")]);
    before::sets_at(&desk, "o1", 10, &[(STATE, "open")], Until::Left);
    let done = [(STATE, "done"), (NOTE, "Seen")];
    before::sets_at(&desk, "o2", 20, &done, Until::Left);
    fs::remove_file(desk.history("o2.tsv")).unwrap();
    let values = desk.values(&STATE);
    assert!(values.contains(&"done".to_owned()), "{values:?}");
    assert_eq!(desk.values(&NOTE), ["Seen"]);
    desk.sets("n2", &[]);
    let text = fs::read_to_string(desk.state()).unwrap();
    assert!(text.contains("state = \"done\""), "{text}");
}

/// What one of them does in its turn.
#[derive(Clone, Debug)]
enum Turn {
    Today(u8, u8),
    Before(u8, u8, Until),
    ByHand(u8),
}

fn turn() -> impl Strategy<Value = Turn> {
    let until = prop_oneof![
        4 => Just(Until::Left),
        1 => Just(Until::Lines),
        1 => Just(Until::State),
    ];
    prop_oneof![
        3 => (0u8..3, any::<u8>()).prop_map(|(field, value)| Turn::Today(field, value)),
        3 => (0u8..3, any::<u8>(), until).prop_map(|(field, value, until)| Turn::Before(field, value, until)),
        1 => any::<u8>().prop_map(Turn::ByHand),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whoever_is_next_and_wherever_one_is_cut_off_the_last_word_stands(turns in prop::collection::vec(turn(), 1..14)) {
        let desk = Desk::new();
        let fields = [OWNER, STATE, NOTE];
        let mut last: [Option<String>; 3] = [None, None, None];
        for (number, turn) in turns.iter().enumerate() {
            match turn {
                Turn::Today(field, value) => {
                    let value = format!("today {value}");
                    desk.sets(&format!("n{number}"), &[(fields[usize::from(*field)].clone(), &value)]);
                    last[usize::from(*field)] = Some(value);
                }
                Turn::Before(field, value, until) => {
                    let value = format!("before {value}");
                    before::sets(&desk, &format!("o{number}"), &[(fields[usize::from(*field)].clone(), &value)], *until);
                    last[usize::from(*field)] = Some(value);
                }
                Turn::ByHand(value) => {
                    let text = fs::read_to_string(desk.state()).unwrap_or_default();
                    if !text.contains("\nowner = \"") {
                        continue;
                    }
                    // Whoever was cut off has not shown its word to whoever writes by hand.
                    desk.sets(&format!("h{number}"), &[]);
                    let text = fs::read_to_string(desk.state()).unwrap();
                    let (begin, rest) = text.split_once("\nowner = \"").unwrap();
                    let (_, rest) = rest.split_once('"').unwrap();
                    let value = format!("by hand {value}");
                    write(&desk.state(), &format!("{begin}\nowner = \"{value}\"{rest}"));
                    last[0] = Some(value);
                }
            }
        }
        desk.sets("end", &[]);
        for (field, value) in fields.iter().zip(last) {
            let values: Vec<String> = value.into_iter().collect();
            prop_assert_eq!(desk.values(field), values, "{:?}: {:#?}", field, desk.lines());
        }
    }
}
