//! Every screen of a hostile state and a hostile guide.

use std::fs::File;
use std::io::Write as _;

use roadsigns::app::message::{Effect, Message};
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, Field, Key, Subject};
use roadsigns::project::draft::{self, Draft, Purpose, Written};
use roadsigns::project::opened::Here;
use roadsigns::store::Store;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::state;

use super::grammar::unfit;
use super::poison::{guide, poisoned, poisons};
use super::screen::{KINDS, Shown, now, opened, session};

/// The project of the tour.
const PROJECT: &str = "p-1";
/// An item with everything recorded.
const ITEM: &str = "toolkit/procurement#standstill";

/// Where the tour goes, and the keys there.
const STOPS: &[(&str, &[&str])] = &[
    (
        "about",
        &[
            "→→",
            "?→→",
            "w↓↓↓→→",
            "p↓↓",
            "p↓\r",
            "v",
            "f",
            "f\r\t\t",
            "o",
            "e",
            "q",
        ],
    ),
    (
        "signs/market-intelligence",
        &[
            "→→",
            "t→",
            "\t↓",
            "\t\t↓",
            "z→",
            "g",
            "f",
            "f↓\r\t\t\t",
            "←",
            "\tx",
            "\tb",
        ],
    ),
    (
        "toolkit/procurement",
        &["→→", "t", "\t↓↓\r", "w", "y↓\r→→", "\ty\r", "\ty↓\r→"],
    ),
    (
        ITEM,
        &[
            "→→",
            "\t",
            "\t\t",
            "\t\t\t\t\t\t",
            "\t\t\t\t\t\t\t",
            "g↓\r",
            "e",
            "y\r",
            "y↓\r→",
        ],
    ),
    ("library", &["\t"]),
    ("templates", &["→"]),
    ("templates/risk-register", &["→→→", "e", "e↓\r"]),
    ("specifications/perinatal", &["→", "t"]),
    ("updates", &["→"]),
    ("updates/modern-slavery", &["→"]),
    ("measures", &["→→→"]),
    ("measures/psychosocial", &["→"]),
    ("competencies/9", &["→", "\r\t\t"]),
    ("glossary", &["→→"]),
    ("glossary/cquin", &["→"]),
    ("sources", &["→→"]),
    (
        "sources/psr-regulations",
        &["→→", "y\r", "y↓\r→", "y↓↓\r", "y↓↓↓\r", "y↓↓↓↓\r"],
    ),
    ("signs/gone\x1b[2J\u{202e}", &["→"]),
    (
        "toolkit/procurement#gone\u{9b}2J\u{301}\u{301}\u{301}",
        &["→"],
    ),
];

fn key(subject: Subject, place: &str, field: Field) -> Key {
    Key {
        subject,
        place: place.to_owned(),
        field,
    }
}

/// A state with hostile words wherever words can stand.
fn entries(poison: &str) -> Vec<(Key, String)> {
    let project = || Subject::Project(PROJECT.to_owned());
    let words = |lead: &str| format!("{lead}{poison}");
    let mut entries = vec![
        (key(project(), "", Field::Name), words("Crisis")),
        (
            key(Subject::Project(words("p-2")), "", Field::Name),
            words("Other"),
        ),
        (
            key(Subject::Project("p-3".to_owned()), "", Field::Name),
            words("Old"),
        ),
        (
            key(Subject::Project("p-3".to_owned()), "", Field::Archived),
            words("2027"),
        ),
        (
            key(Subject::Feedback(words("f-1")), "", Field::Place),
            "signs/market-intelligence".to_owned(),
        ),
        (
            key(Subject::Feedback(words("f-1")), "", Field::Useful),
            words("4"),
        ),
        (
            key(Subject::Feedback(words("f-1")), "", Field::Helped),
            words("All"),
        ),
        (
            key(Subject::Feedback(words("f-1")), "", Field::Missing),
            words("None"),
        ),
        (
            key(Subject::Feedback("f-2".to_owned()), "", Field::Place),
            words("signs/gone"),
        ),
        (
            key(Subject::Measure(words("m-1")), "", Field::What),
            "competencies/9".to_owned(),
        ),
        (
            key(Subject::Measure(words("m-1")), "", Field::Level),
            words("2"),
        ),
        (
            key(Subject::Measure(words("m-1")), "", Field::Evidence),
            words("Paper"),
        ),
        (
            key(Subject::Measure(words("m-1")), "", Field::Project),
            words("p-2"),
        ),
        (
            key(project(), "toolkit/procurement", Field::Reason),
            words("Board"),
        ),
        (
            key(project(), "toolkit/procurement", Field::Open),
            words("signs/x"),
        ),
        (
            key(project(), "toolkit/transition", Field::Reason),
            words("Board"),
        ),
    ];
    entries.extend(item_entries(poison));
    entries
}

/// Every item with everything recorded, and two that the guide does not have.
fn item_entries(poison: &str) -> Vec<(Key, String)> {
    let project = || Subject::Project(PROJECT.to_owned());
    let words = |lead: &str| format!("{lead}{poison}");
    let mut entries = Vec::new();
    // Those that the tour comes by; all items make one frame as hostile as another, and a book that is slow to sum.
    let items = guide().roadmaps[0]
        .items()
        .map(|(_, item)| item.place.to_string())
        .filter(|place| {
            place.starts_with("signs/market") || place.starts_with("toolkit/procurement")
        });
    let hostile = [
        "signs/gone\x1b[2J\u{202e}",
        "toolkit/procurement#gone\u{9b}2J\u{301}\u{301}\u{301}",
    ]
    .map(str::to_owned);
    for (number, place) in items.chain(hostile).enumerate() {
        let states = [
            "blocked".to_owned(),
            "not-applicable".to_owned(),
            words("done"),
            "in-hand".to_owned(),
        ];
        entries.push((
            key(project(), &place, Field::State),
            states[number % 4].clone(),
        ));
        for field in [
            Field::Reason,
            Field::Owner,
            Field::Due,
            Field::Evidence,
            Field::DecidedBy,
            Field::DecidedOn,
            Field::Note,
            Field::Other(words("colour")),
        ] {
            entries.push((key(project(), &place, field.clone()), words(" ")));
        }
        if number % 2 == 0 {
            entries.push((key(project(), &place, Field::Due), "2026-12-17".to_owned()));
        }
    }
    entries
}

/// The changes that make these values, and two more by somebody who knew nothing of them: a clash in every field.
fn changes(entries: &[(Key, String)], poison: &str, clash: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for (id, more) in [("before", ""), ("other", clash)]
        .iter()
        .take(if clash.is_empty() { 1 } else { 2 })
    {
        let (mut book, mut author) = (Book::default(), Author::new(session(id, poison)));
        for (key, value) in entries {
            changes.push(author.set(&mut book, now(0).utc, key.clone(), format!("{value}{more}")));
        }
    }
    changes
}

fn book(entries: &[(Key, String)], poison: &str) -> Book {
    sum(&changes(entries, poison, ""))
}

fn sum(changes: &[Change]) -> Book {
    let mut book = Book::default();
    for change in changes {
        book.add(change);
    }
    book
}

/// What the document would be that an effect takes away.
fn document_fault(effect: &Effect) -> Option<String> {
    let Effect::TakeAway { name, text } = effect else {
        return None;
    };
    let wrong = unfit(name).or_else(|| unfit(text)).or_else(|| {
        name.contains(['\n', '/'])
            .then(|| "a name that leads elsewhere".to_owned())
    });
    wrong.map(|wrong| format!("{name:?}: {wrong}"))
}

/// Whether there is time for everything.
fn thorough() -> bool {
    std::env::var("ROUNDS").is_ok_and(|rounds| rounds.parse::<u32>().unwrap() > 100)
}

fn tour(poison: &str) {
    let entries = entries(poison);
    let all = book(&entries, poison);
    let mut faults = Vec::new();
    let mut turn = 0;
    for guide in [guide(), &poisoned(poison)] {
        for (place, walks) in STOPS {
            for keys in *walks {
                // One terminal after the other; in a long run each.
                turn += 1;
                let kinds = KINDS
                    .iter()
                    .enumerate()
                    .filter(|(number, _)| thorough() || turn % KINDS.len() == *number);
                for (_, kind) in kinds {
                    let mut shown =
                        Shown::new(*kind, guide, opened(all.clone(), PROJECT, place), poison);
                    shown.keys(keys);
                    let documents = shown.effects.iter().find_map(document_fault);
                    faults.extend(
                        shown
                            .fault
                            .take()
                            .or(documents)
                            .map(|fault| format!("{place} {keys:?} on {}: {fault}", kind.0)),
                    );
                    // What was shown is still what it was, and nothing was made of it.
                    assert!(
                        shown.app.world.book == all,
                        "{place} {keys:?} changed what is stored"
                    );
                }
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} got out, first:\n{}",
        faults.len(),
        faults
            .iter()
            .take(12)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn no_control_character_of_a_state_or_a_guide_reaches_the_terminal() {
    tour(&poisons()[0]);
}

#[test]
fn nothing_that_turns_text_or_hides_reaches_the_terminal() {
    tour(&poisons()[1]);
}

#[test]
fn no_letter_reaches_the_terminal_with_more_than_two_marks() {
    tour(&poisons()[2]);
}

#[test]
fn words_without_end_are_drawn_like_others() {
    tour(&poisons()[3]);
}

#[test]
fn what_is_typed_pasted_or_told_does_not_get_out_and_is_kept_clean() {
    for poison in poisons() {
        let mut kept = 0;
        for kind in [KINDS[1], KINDS[3]] {
            for keys in [
                "",
                "/",
                "p↓\r",
                "f\r4\t",
                "4\tb",
                "3\t\r\t",
                "3\t\r\t\t\t\t\t\t",
                "p\r",
            ] {
                let name = key(Subject::Project(PROJECT.to_owned()), "", Field::Name);
                let book = book(&[(name, "Crisis".to_owned())], "me");
                let mut shown = Shown::new(kind, guide(), opened(book, PROJECT, "about"), "");
                shown.keys(keys);
                shown.tell(Message::Paste(poison.clone()));
                shown.tell(Message::Paste(poison.repeat(3)));
                for c in poison
                    .chars()
                    .filter(|c| !matches!(c, '\r' | '\t' | '\x1b' | '↓' | '→' | '←'))
                    .take(200)
                {
                    shown.keys(&c.to_string());
                }
                shown.tell(Message::NotSaved(
                    format!("the disk is full {poison}").into(),
                ));
                shown.tell(Message::TakenAway(Ok(format!("/home/{poison}/x.txt"))));
                shown.tell(Message::TakenAway(Err(poison.clone().into())));
                shown.keys("\t\t\r");
                assert_eq!(shown.fault, None, "{keys:?} on {}", kind.0);
                for effect in &shown.effects {
                    if let Effect::Save(changes) = effect {
                        let dirty = changes.iter().find(|change| {
                            change.value.contains(|c: char| c.is_control() && c != '\n')
                        });
                        assert!(dirty.is_none(), "{dirty:?}");
                        kept += changes.len();
                    }
                }
            }
        }
        assert!(kept > 0, "nothing was kept of {poison:?}");
    }
}

#[test]
fn a_hostile_state_file_is_byte_for_byte_the_same_after_it_was_shown() {
    for poison in poisons() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.toml");
        let entries = entries(&poison);
        let mut document = state::parse("# Mine\nformat = 1\n").unwrap();
        let now = state::contents(&document);
        state::sum(&mut document, &now, &book(&entries, &poison));
        let written = document.to_string();
        File::create(&path)
            .unwrap()
            .write_all(written.as_bytes())
            .unwrap();

        let mut store = Store::new(Box::new(RealDisk), &path, session("before", &poison));
        let stored = state::contents(&document);
        let mut found = store.open().unwrap();
        found.here = opened(Book::default(), PROJECT, ITEM).here;
        let mut shown = Shown::new(KINDS[0], guide(), found, &poison);
        shown.keys("→→\t\t\t\t\t\t\t\t\x1b\x1b4\t\x1bw\x1bp\x1b?\x1b");
        let made: Vec<&Effect> = shown
            .effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Save(changes) if !changes.is_empty()))
            .collect();
        assert!(made.is_empty(), "{made:?}");
        let here = Here {
            project: PROJECT.to_owned(),
            ..Here::default()
        };
        store.save(&[], &here).unwrap();
        let after = std::fs::read_to_string(&path).unwrap();
        assert_eq!(state::contents(&state::parse(&after).unwrap()), stored);
        // All that came is where the user is, and which lines the file sums.
        let came: Vec<&str> = after
            .lines()
            .filter(|line| !written.contains(line))
            .collect();
        let lines = store.recall().unwrap().len();
        let project = format!("project = \"{PROJECT}\"");
        let sums = format!("beforeh = \"1-{lines}\"");
        assert_eq!(came, ["[sums]", &sums, "[here]", &project]);
        let (sums, here) = (
            format!("\n[sums]\n{sums}\n"),
            format!("\n[here]\n{project}\n"),
        );
        assert_eq!(after.replacen(&sums, "", 1).replacen(&here, "", 1), written);
    }
}

#[test]
fn nothing_gets_out_of_clashes_drafts_or_the_past() {
    for poison in poisons() {
        let entries = entries(&poison);
        let changes = changes(&entries, &poison, &format!("again{poison}"));
        for (kind, place) in KINDS
            .into_iter()
            .zip(["about", ITEM, "toolkit/procurement", ITEM])
        {
            for (turn, keys) in [
                "→",
                "w↓→",
                "w\r",
                "w\r\r",
                "w\r↓↓\r",
                "\t\r",
                "\t\t\r↓↓\r",
                "<<<",
                "<<<w",
                "<<<\t",
            ]
            .into_iter()
            .enumerate()
            {
                if !thorough() && KINDS[turn % KINDS.len()].0 != kind.0 {
                    continue;
                }
                let mut shown = Shown::new(
                    kind,
                    guide(),
                    opened(sum(&changes), PROJECT, place),
                    &poison,
                );
                shown.keys(keys);
                shown.tell(Message::Recalled(Ok(changes.clone())));
                shown.keys("<<<>→");
                shown.tell(Message::Recalled(Err(poison.clone().into())));
                shown.tell(Message::Mended(Ok(poison.clone())));
                shown.tell(Message::Mended(Err(poison.clone().into())));
                assert_eq!(shown.fault, None, "{place} {keys:?} on {}", kind.0);
            }
        }
    }
}

#[test]
fn nothing_gets_out_of_a_draft_of_another_session() {
    for poison in poisons() {
        let field = |field: Field| {
            Purpose::Field(draft::Field {
                place: ITEM.to_owned(),
                field: field.name().to_owned(),
            })
        };
        let retired = Purpose::Feedback(draft::Feedback {
            id: Some(poison.clone()),
            place: format!("signs/{poison}"),
        });
        let renamed = Purpose::Rename(draft::Rename {
            id: PROJECT.to_owned(),
        });
        for purpose in [
            field(Field::Note),
            field(Field::Owner),
            retired,
            renamed,
            Purpose::NewProject,
        ] {
            for (kind, keys) in KINDS.into_iter().zip(["→", "\r→\t\t", "↓\r", "↓↓\r"]) {
                let name = key(Subject::Project(PROJECT.to_owned()), "", Field::Name);
                let draft = Draft {
                    at: now(0).utc,
                    project: PROJECT.to_owned(),
                    focus: 0,
                    purpose: purpose.clone(),
                    texts: vec![
                        Written {
                            label: format!("Note{poison}"),
                            text: poison.clone(),
                        },
                        Written {
                            label: "Note".to_owned(),
                            text: poison.clone(),
                        },
                    ],
                };
                let mut found =
                    opened(book(&[(name, "Crisis".to_owned())], "me"), PROJECT, "about");
                found.drafts = vec![(format!("/home/{poison}/draft.toml").into(), draft)];
                let mut shown = Shown::new(kind, guide(), found, &poison);
                shown.keys(keys);
                assert_eq!(shown.fault, None, "{purpose:?} {keys:?} on {}", kind.0);
            }
        }
    }
}
