//! Older states that are brought back: with both values of their clashes, and without what came later.

use std::collections::BTreeSet;
use std::fs;

use roadsigns::project::change::Field;
use roadsigns::store::Store;
use roadsigns::store::disk::RealDisk;

use super::super::answered;
use super::{Desk, ITEM, Key, PROJECT, Subject, clash, overwrite, session, with_state};

impl Desk {
    /// The value that stands in a field of the item, and all that hold there.
    fn holds(&self, field: Field) -> (String, BTreeSet<String>) {
        let mut store = Store::new(Box::new(RealDisk), &self.state, session("looks"));
        let book = store.open().unwrap().book;
        let key = Key {
            subject: Subject::Project(PROJECT.to_owned()),
            place: ITEM.to_owned(),
            field,
        };
        let heads = book.heads(&key).iter();
        let values = heads.map(|held| held.value.clone()).collect();
        (book.standing(&key).to_owned(), values)
    }
}

fn holds(stands: &str, values: &[&str]) -> (String, BTreeSet<String>) {
    let values = values.iter().map(|value| (*value).to_owned());
    (stands.to_owned(), values.collect())
}

#[test]
fn an_older_state_comes_back_with_both_values_of_its_clash_and_its_edits_by_hand_and_one_undo_takes_it_back()
 {
    for saves_first in [false, true] {
        let desk = Desk::new();
        clash(&desk);
        desk.records("noted", &[(Field::Note, "First note")]);
        let both = ["Left lead", "Right lead"];
        let (stands, _) = desk.holds(Field::Owner);
        let text = fs::read_to_string(&desk.state).unwrap();
        let older = text.replace("First note", "By hand");
        desk.records(
            "chosen",
            &[(Field::Owner, "Chosen"), (Field::Note, "Newer")],
        );
        assert_eq!(desk.holds(Field::Owner), holds("Chosen", &["Chosen"]));
        overwrite(&desk.state, older.as_bytes());
        if saves_first {
            desk.saves();
        }
        let back = with_state(&desk.state, &["state", "restore", "older"]);
        assert_eq!(back.code, Some(0), "{}", back.err);
        assert!(
            back.out.starts_with("2 fields are as they were"),
            "{}",
            back.out
        );
        assert_eq!(desk.holds(Field::Owner), holds(&stands, &both));
        assert_eq!(desk.holds(Field::Note), holds("By hand", &["By hand"]));
        let text = fs::read_to_string(&desk.state).unwrap();
        assert!(text.contains("clash]]\nfield = \"owner\""), "{text}");
        assert_eq!(desk.check().code, Some(0), "{}", desk.check().out);
        // Once more, nothing is left to do.
        let back = with_state(&desk.state, &["state", "restore", "older"]);
        assert!(
            back.out.starts_with("0 fields are as they were"),
            "{}",
            back.out
        );
        let said = answered(&desk.state, "undo\nleave\nleave\n");
        assert!(said.contains("Undo: "), "{said}");
        assert_eq!(desk.holds(Field::Owner), holds("Chosen", &["Chosen"]));
        let said = answered(&desk.state, "undo\nleave\nleave\n");
        assert!(said.contains("Nothing of yours to undo"), "{said}");
    }
}
