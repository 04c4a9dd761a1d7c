//! The words that are said line by line are words that are understood there, and a text says whose it is.

use roadsigns::app::App;
use roadsigns::app::hint::Hand;
use roadsigns::app::keys::spoken_rows;
use roadsigns::app::message::Message;
use roadsigns::plain::face::Face;
use roadsigns::plain::spoken::{self, Lines};
use roadsigns::project::change::Field;
use roadsigns::project::work::State;
use roadsigns::scene::Standing;

use super::before::before;
use super::said::{last, said_by};
use super::script::Script;
use super::tasks::{Before, TASKS};
use super::{listening_to_answers, speak};

/// What a face that has said what stands there makes of an answer: messages, or the words that refuse it.
fn heard(app: &App, answer: &str) -> Result<Vec<Message>, String> {
    let mut face = Face::new(80, 500, false);
    face.say(app);
    let messages = face.hear(app, answer);
    if messages.is_empty() {
        return Err(face.say(app));
    }
    Ok(messages)
}

fn standing(app: &App) -> Lines {
    spoken::lines(app, 80)
}

#[test]
fn every_line_that_is_said_is_understood_by_its_own_words_and_by_its_state() {
    let mut tried = 0;
    for task in TASKS {
        listening_to_answers(task, |app, _| {
            if app.typing() {
                return;
            }
            let now = standing(app);
            for (number, thing) in (1..).zip(&now.things) {
                let words = &thing.words;
                // As it is read, lower case and all spaces alike.
                let typed = words.to_lowercase();
                // A small number is that of a line.
                if typed
                    .parse()
                    .is_ok_and(|number: usize| number <= now.things.len())
                {
                    continue;
                }
                let is_known = heard(app, &typed);
                let is_one_of_several = |said: &String| {
                    let words: Vec<&str> = said.split_whitespace().collect();
                    words.join(" ").contains("stands in several lines here")
                };
                let is_understood = is_known.as_ref().err().is_none_or(is_one_of_several);
                assert!(is_understood, "{}: {typed}: {is_known:?}", task.name);
                tried += 1;
                let line = now
                    .list
                    .iter()
                    .find(|line| line.number == Some(number))
                    .unwrap();
                let said = |state: &&State| line.text.contains(&format!(". {}: ", state.words()));
                if let Some(state) = State::ALL.iter().find(said) {
                    let typed = format!("{} {number}", state.words());
                    let is_known = heard(app, &typed);
                    // In what is left a line may be of a gate.
                    assert!(is_known.is_ok(), "{}: {typed}: {is_known:?}", task.name);
                }
            }
        });
    }
    assert!(tried > 1000, "{tried}");
}

/// Words that hints, questions and titles say of themselves. None of them may be missing from what is said.
const SAID: &[&str] = &[
    "tick",
    "x",
    "b",
    "back",
    "road",
    "help",
    "next part",
    "take away",
    "copy",
    "what is left",
    "search",
    "leave",
    "again",
    "links",
    "its links",
    "the road",
    "toolkit",
    "library",
    "projects",
    "feedback",
    "view settings",
    "undo",
    "redo",
    "the past",
    "saved",
    "your record",
    "its checklist",
    "take it away",
];

#[test]
fn every_word_of_a_hint_is_understood_where_it_is_said() {
    let mut all = String::new();
    for task in TASKS {
        listening_to_answers(task, |app, said| {
            all.push_str(&said.to_lowercase());
            if app.typing() {
                return;
            }
            for word in SAID {
                let is_said = said.to_lowercase().contains(&format!("on to {word}."));
                assert!(
                    !is_said || heard(app, word).is_ok(),
                    "{}: {word}: {said}",
                    task.name
                );
            }
        });
    }
    all.push_str(&last(&["", "help"]).to_lowercase());
    let all: Vec<&str> = all.split_whitespace().collect();
    let all = all.join(" ");
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let item = ["", "stage 3", "", "1"];
    for word in SAID {
        assert!(all.contains(word), "{word} is not said");
        let on_an_item = last(&[&item[..], &[*word]].concat());
        let on_a_page = last(&["", "stage 3", "", word]);
        let is_understood = |said: &String| !said.contains("means nothing here");
        assert!(
            is_understood(&on_an_item) && is_understood(&on_a_page),
            "{word}: {on_an_item}"
        );
    }
    for row in spoken_rows(false) {
        assert!(
            !last(&["", "stage 3", "", row.short]).contains("means nothing"),
            "{}",
            row.short
        );
    }
    for front in ["w", "p", "v", "g", "y"] {
        let said = last(&["", "stage 3", "", "1", front]);
        let title = said
            .lines()
            .find(|line| !line.starts_with("Project:"))
            .unwrap();
        let typed = last(&["", "stage 3", "", "1", title]);
        assert!(!typed.contains("means nothing"), "{title}: {typed}");
    }
}

#[test]
fn a_state_that_is_said_can_be_given_to_a_line_or_to_the_item_that_is_open() {
    for (answers, expected) in [
        (&["done 1"][..], "1. Done: "),
        (&["in hand 2"], "2. In hand: "),
        (&["Done 2"], "2. Done: "),
        (&["tick 1", "done 1"], "1. Done: "),
        (&["done 1", "done 1"], "Done already."),
        (
            &["not applicable 3", "Direct award A", ""],
            "3. Not applicable: ",
        ),
        (&["blocked 3", "The board", ""], "3. Blocked: "),
        (&["done 99"], "The lines here go from 1 to 18."),
        (&["1", "done"], "Done. Last changed"),
        (
            &["1", "not applicable", "Direct award A", ""],
            "Not applicable: Direct award A",
        ),
        (
            &["b 1", "The board", "", "what is left", "done 1"],
            "Done. Last changed",
        ),
        (&["links", "done 1"], "There are no numbered lines here"),
        (
            &["projects", "done 1"],
            "Line 1 is no action of a checklist.",
        ),
        (&["road", "done"], "Go to a checklist first"),
    ] {
        let said = last(&[&["", "stage 3", ""], answers].concat());
        let words: Vec<&str> = said.split_whitespace().collect();
        assert!(words.join(" ").contains(expected), "{answers:?}: {said}");
    }
    // One step, which one undo takes back.
    let undone = last(&["", "stage 3", "", "done 1", "undo"]);
    assert!(undone.contains("1. Open: "), "{undone}");
}

#[test]
fn a_field_that_is_said_can_be_named_and_its_prompt_says_whose_it_is() {
    for (name, prompt) in Field::OF_WORK
        .iter()
        .map(|field| (field.label(), field.label().to_lowercase()))
    {
        for way in [
            &["1", name][..],
            &["1", &name.to_lowercase()],
            &[&format!("{name} 1")],
            &["1", "links", name],
            &["1", "road", name],
            &["what is left", &format!("{name} 1")],
        ] {
            let said = last(&[&["", "stage 3", "", "b 1", "The board", ""], way].concat());
            assert!(
                said.contains(&format!("{name}? Now: empty.")),
                "{way:?}: {said}"
            );
            assert!(said.ends_with(&format!("\n{prompt}> ")), "{way:?}: {said}");
        }
    }
    let elsewhere = last(&["", "sign 4", "owner"]);
    assert!(elsewhere.contains("Open an action first"), "{elsewhere}");
    for (answers, prompt) in [
        (&["x 1"][..], "reason> "),
        (&["b 1"], "blocked by> "),
        (&["b 1", "The board"], "blocked by> "),
        (&["search"], "search> "),
        (&["projects", "1"], "name> "),
        (&["feedback"], "how useful> "),
        (&["w", "1"], "reason> "),
        (&["1"], "\n> "),
    ] {
        let said = last(&[&["", "stage 3", ""], answers].concat());
        assert!(said.ends_with(prompt), "{answers:?}: {said}");
    }
}

#[test]
fn an_empty_line_ends_a_text_and_a_line_with_a_space_is_one_of_it() {
    let script = answered(&[
        "",
        "stage 3",
        "",
        "b 1",
        "The board",
        " ",
        "meets in January",
        "",
    ]);
    let item = script.app.world.items(script.app.spot())[0];
    let reason = script.app.world.work(item).text(&Field::Reason).to_owned();
    assert_eq!(reason, "The board\n\nmeets in January");
    // Enter alone before any line keeps what is there, as everywhere.
    let kept = answered(&["", "stage 3", "", "b 1", "The board", "", "b 1", ""]);
    let item = kept.app.world.items(kept.app.spot())[0];
    assert_eq!(kept.app.world.work(item).text(&Field::Reason), "The board");
}

/// A script that was answered.
fn answered(answers: &[&str]) -> Script {
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(80, 500, false);
    for answer in answers {
        speak(&mut face, &script, &TASKS[0]);
        for message in face.hear(&script.app, answer) {
            script.send(message);
        }
    }
    script
}

#[test]
fn a_date_is_said_in_full_after_it_was_typed() {
    let record = ["", "stage 3", "", "1", "due date"];
    for typed in [
        "17/12/2026",
        "17 Dec 2026",
        "2026-12-17",
        "17.12.26",
        "17 Dec",
    ] {
        let said = last(&[&record[..], &[typed]].concat());
        assert!(
            said.starts_with("Due date: Thu 17 Dec 2026\nEvidence reference?"),
            "{typed}: {said}"
        );
    }
    let decided = last(&["", "stage 3", "", "1", "decided on", "2/11/2026"]);
    assert!(
        decided.starts_with("Decided on: Mon 2 Nov 2026\n"),
        "{decided}"
    );
    let standstill = last(&["", "/Run the standstill period", "1", "", "17/12/2026"]);
    assert!(
        standstill.contains("Notice published on: Thu 17 Dec 2026"),
        "{standstill}"
    );
    for other in ["soon", "", "-"] {
        let said = last(&[&record[..], &[other]].concat());
        assert!(!said.contains("Due date: "), "{other}: {said}");
    }
}

#[test]
fn a_record_can_be_heard_in_the_past_and_says_why_it_takes_nothing() {
    for field in ["owner", "due date", "note"] {
        let answers = [
            "",
            "stage 3",
            "",
            "tick 1",
            "tick 2",
            "1",
            "<",
            field,
            "Head of contracting",
        ];
        let all = said_by(&mut Face::new(80, 500, false), &answers);
        let [.., asked, refused] = all.as_slice() else {
            panic!("said too little")
        };
        assert!(asked.contains("? Now: empty."), "{asked}");
        assert!(
            refused.starts_with("This is the past: back returns to now"),
            "{refused}"
        );
        assert!(refused.contains("? Now: empty."), "{refused}");
    }
}

#[test]
fn a_note_that_reads_like_a_record_is_marked_line_by_line() {
    let note = [
        "Minutes:",
        "Owner: Chief Finance Officer",
        " ",
        "7. Owner",
        "",
    ];
    let wrote = [&["", "stage 3", "", "1", "note"], &note[..]].concat();
    for way in [&["back", "1", "note"][..], &["note"], &["copy", "1"]] {
        let said = last(&[&wrote[..], way].concat());
        let theirs = said
            .lines()
            .filter(|line| line.contains("Chief") || line.contains("7. Owner"));
        let theirs: Vec<&str> = theirs.map(str::trim_start).collect();
        assert_eq!(theirs.len(), 2, "{way:?}: {said}");
        for line in theirs {
            assert!(line.starts_with("| "), "{way:?}: {said}");
        }
    }
    let asked = last(&[&wrote[..], &["back", "1", "note"]].concat());
    assert!(
        asked.contains("\n| Owner: Chief Finance Officer\n|\n| 7. Owner.\n"),
        "{asked}"
    );
}

#[test]
fn a_mark_that_somebody_wrote_is_said_as_it_was_written() {
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(80, 500, true);
    face.say(&script.app);
    face.hear(&script.app, "");
    script.send(Message::Do(roadsigns::app::command::Command::Open));
    script.send(Message::Paste(
        "[x] ring Ann\n[ ] ring Bob\n[!] [~] x".to_owned(),
    ));
    assert!(matches!(script.app.scene().standing, Standing::List { .. }));
    let said = face.say(&script.app);
    for words in ["[x] ring Ann", "[ ] ring Bob", "[!] [~] x"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Ours is said in words.
    let item = last(&["", "stage 3", "", "done 1", "1"]);
    assert!(
        item.contains("Done. Last changed") && !item.contains("[x]"),
        "{item}"
    );
}
