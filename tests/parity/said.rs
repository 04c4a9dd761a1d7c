//! What is said line by line: what can be typed, once, and no more of what was heard before than is needed.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use crossterm::event::KeyCode;
use roadsigns::app::App;
use roadsigns::app::hint::Hand;
use roadsigns::app::keys::{TABLE, spoken_rows};
use roadsigns::app::screen::help::Help;
use roadsigns::plain::face::Face;
use roadsigns::plain::spoken;

use super::before::before;
use super::listening_to_answers;
use super::tasks::{Before, TASKS};

/// Names of keys that mean nothing line by line: names of more than one letter, but for Enter, which is an empty answer
/// there; and letters that only move about in what is drawn.
fn names_of_keys() -> BTreeSet<&'static str> {
    let is_meant = |keys: &&str| {
        let mut letters = keys.chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        let Some(letter) = letter else {
            return *keys != "Enter";
        };
        let codes = TABLE.iter().flat_map(|row| row.codes);
        let mut of_the_screen = codes
            .filter(|(_, code, _)| *code == KeyCode::Char(letter))
            .map(|(_, _, command)| command.is_for_the_screen());
        letter.is_alphanumeric() && of_the_screen.next() == Some(true)
    };
    TABLE
        .iter()
        .flat_map(|row| row.keys.split_whitespace())
        .filter(is_meant)
        .collect()
}

/// The words of a text that are names of keys.
fn named_keys(text: &str) -> Vec<&str> {
    let names = names_of_keys();
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| names.contains(word) || word.contains("Press"))
        .collect()
}

/// The help, as it stands in front of what is there now.
fn help(app: &mut App) -> String {
    let help = Help::of(app.stack.front().help());
    app.stack.push(help);
    let said = spoken::lines(app, 80);
    app.stack.pop();
    let lines: Vec<String> = said.list.into_iter().map(|line| line.text).collect();
    lines.join("\n")
}

#[test]
fn nothing_that_is_said_line_by_line_names_a_key_that_cannot_be_typed_there() {
    let names = names_of_keys();
    for name in [
        "Tab", "Esc", "Space", "Left", "PgUp", "F1", "Ctrl-R", "j", "z",
    ] {
        assert!(names.contains(name), "{name}");
    }
    assert!(!names.contains("x") && !names.contains("Enter"));
    for task in TASKS {
        listening_to_answers(task, |app, said| {
            for said in [said, &help(app)] {
                assert_eq!(named_keys(said), [""; 0], "{}: {said}", task.name);
                assert!(!said.contains(['{', '}']), "{}: {said}", task.name);
            }
        });
    }
    for answers in ASTRAY {
        let said = last(answers);
        let mut named = named_keys(&said);
        // What was typed may be repeated.
        named.retain(|name| !answers.ends_with(&[*name]));
        assert_eq!(named, [""; 0], "{said}");
    }
}

/// What is said after each answer, by a face that says so many lines at a time.
fn said(height: usize, answers: &[&str]) -> Vec<String> {
    said_by(&mut Face::new(80, height, true), answers)
}

/// What a face says after each answer.
pub(super) fn said_by(face: &mut Face, answers: &[&str]) -> Vec<String> {
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let mut all = vec![face.say(&script.app)];
    for answer in answers {
        script.wait(TimeDelta::seconds(1));
        for message in face.hear(&script.app, answer) {
            script.send(message);
        }
        all.push(face.say(&script.app));
    }
    all
}

/// What is said after the last of some answers.
pub(super) fn last(answers: &[&str]) -> String {
    said_by(&mut Face::new(80, 500, false), answers)
        .pop()
        .unwrap()
}

#[test]
fn after_a_tick_only_the_item_that_changed_is_said() {
    let all = said(500, &["", "stage 3", "", "tick 2"]);
    assert!(all[3].contains("2. Open: ") && all[3].contains("3. Open: "));
    let last: Vec<&str> = all[4].lines().collect();
    assert!(last[0].starts_with("2. In hand: "), "{}", all[4]);
    assert!(last.len() < 6 && !all[4].contains("3. "), "{}", all[4]);
}

#[test]
fn a_tick_at_once_after_done_opens_the_item_again() {
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(80, 500, true);
    let mut said = face.say(&script.app);
    for answer in ["", "stage 3", "", "tick 1", "tick 1", "tick 1"] {
        // No time passes: a pipe, or fast hands.
        for message in face.hear(&script.app, answer) {
            script.send(message);
        }
        said = face.say(&script.app);
    }
    assert!(said.starts_with("1. Open: "), "{said}");
}

#[test]
fn a_notice_is_wrapped_unless_it_names_a_file() {
    let mut script = before(Before::Nothing);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(40, 500, true);
    face.say(&script.app);
    for (file, is_whole) in [("", false), (" in /home/me/exports", true)] {
        let notice = format!("Undo: Blocked: Publish the right notices in the right form{file}");
        script.app.world.notice = Some(notice.clone());
        let said = face.say(&script.app);
        assert_eq!(said.contains(&notice), is_whole, "{said}");
        assert!(is_whole || said.lines().all(|line| line.len() <= 40));
    }
}

#[test]
fn page_by_page_everything_is_said_once_and_in_order() {
    let whole = said(500, &["", "stage 3", ""]).pop().unwrap();
    let mut answers = vec!["", "stage 3", "next part"];
    answers.extend([""; 12]);
    let pages = said(8, &answers);
    let ours = |line: &&str| !line.is_empty() && !line.starts_with("Enter: more") && *line != "> ";
    let paged: Vec<&str> = pages[3..]
        .iter()
        .take_while(|page| !page.contains("The road"))
        .flat_map(|page| page.lines())
        .filter(ours)
        .take_while(|line| !line.starts_with("Templates"))
        .collect();
    let expected: Vec<&str> = whole.lines().filter(ours).collect();
    assert_eq!(paged[..expected.len()], expected[..]);
}

#[test]
fn after_a_reason_the_checklist_is_not_said_again_but_for_the_item_that_changed() {
    let said = last(&["", "sign 4", "", "b 2", "Nobody answers", "."]);
    assert!(said.starts_with("Sign 4  Market intelligence"), "{said}");
    assert!(
        said.contains("2. Blocked: ") && !said.contains("3. "),
        "{said}"
    );
    assert!(said.contains("again says everything"), "{said}");
    let whole = last(&["", "sign 4", "", "b 2", "Nobody answers", ".", "again"]);
    assert!(
        whole.contains("1. Open: ") && whole.contains("10. Open: "),
        "{whole}"
    );
}

#[test]
fn who_comes_back_to_a_page_hears_where_they_are_and_not_all_of_it() {
    let from_an_item = last(&["", "sign 4", "", "3", "back"]);
    assert!(from_an_item.contains("3. Open: "), "{from_an_item}");
    assert!(!from_an_item.contains("2. Open: "), "{from_an_item}");
    for away in [&["help", ""][..], &["p", "back"], &["f", "<"]] {
        let said = last(&[&["", "sign 4"], away].concat());
        assert!(said.starts_with("Sign 4  Market intelligence"), "{said}");
        assert!(said.lines().count() < 5, "{said}");
    }
    // Who asks for it by name wants all of it.
    let by_name = last(&["", "sign 4", "road", "sign 4"]);
    assert!(by_name.lines().count() > 20, "{by_name}");
}

#[test]
fn a_heading_is_said_with_what_stands_under_it() {
    for height in 8..16 {
        let mut answers = vec!["", "w"];
        answers.extend([""; 12]);
        for page in &said(height, &answers)[2..] {
            let last = page
                .lines()
                .rfind(|line| !line.starts_with(['E', '>', ' ']));
            let last = last.unwrap_or_default();
            assert!(last.starts_with(|c: char| c.is_ascii_digit()), "{page}");
        }
    }
}

#[test]
fn a_page_that_was_heard_in_part_goes_on_where_it_was_left() {
    let all = said(8, &["", "sign 4", "", "p", "back", ""]);
    assert!(all[5].contains("Enter: more"), "{}", all[5]);
    assert!(!all[5].contains("Know who is there"), "{}", all[5]);
    let straight_on = said(8, &["", "sign 4", "", ""]);
    assert_eq!(all[6], straight_on[4]);
}

#[test]
fn the_next_open_item_is_said_and_a_bare_tick_is_for_it() {
    let said = last(&["", "sign 5", "", "n"]);
    assert!(
        said.starts_with("4. Open: Say who the service is for"),
        "{said}"
    );
    assert!(!said.contains("5. "), "{said}");
    let elsewhere = last(&["", "sign 5", "n"]);
    assert!(
        elsewhere.contains("4. Open: ") && !elsewhere.contains("5. "),
        "{elsewhere}"
    );
    let ticked = last(&["", "sign 5", "", "n", "tick"]);
    assert!(ticked.starts_with("4. In hand: "), "{ticked}");
}

#[test]
fn a_number_opens_what_was_found_and_after_a_slash_it_is_searched_for() {
    assert!(last(&["", "/2025"]).contains("In the guide"));
    assert!(last(&["", "search 2025"]).contains("In the guide"));
    // Where nothing was found yet, a number can only be searched for.
    assert!(last(&["", "search", "2025"]).contains("In the guide"));
    let standstill = &["", "/standstill"][..];
    let opened = last(&[standstill, &["1"]].concat());
    assert!(!opened.contains("found"), "{opened}");
    let too_much = last(&[standstill, &["2025"]].concat());
    assert!(too_much.contains("/2025 searches for 2025"), "{too_much}");
    let searched = last(&[standstill, &["/2025"]].concat());
    assert!(searched.starts_with("Search everything, "), "{searched}");
    assert!(searched.contains("put a slash before it"), "{searched}");
}

/// Answers of somebody who has lost their way.
const ASTRAY: &[&[&str]] = &[
    &["", "sign 4", "tick"],
    &["", "sign 4", "x"],
    &["", "road", "road"],
    &["", "sign 4", "wide"],
    &["", "sign 4", "j"],
    &["", "sign"],
    &["", "0", "9", "1", "", "99"],
    &["", "sign 9"],
    &["", "library", "sign 0"],
    &["", "p", "", "nonsense"],
    &["", "road", "back", "back", "back"],
    &["", "sign 4", "", "tick 1", "tick 2", "<", "tick 3"],
    &["", "sign 4", "", "x 1", "."],
    &["", "sign 4", "", "b 1", "-", "."],
    &["", "sign 4", "", "undo"],
    &["", "sign 4", "", "redo"],
    &["", "sign 4", "f", "9"],
    &["", "library", "6", "1", "", "7"],
    &["", "p", "1", ""],
    &["", "library", "2009"],
    &["", "library", "e"],
    &["", "library", "y"],
    &["", "view", "99"],
    &["", "/nothing holds this"],
];

#[test]
fn no_answer_is_passed_over_in_silence() {
    for answers in ASTRAY {
        let said = last(answers);
        assert!(said.trim_end_matches("> ").len() > 1, "{answers:?}");
        let first = said.split_whitespace().next();
        assert!(
            first != Some("Library") && first != Some("Procurement"),
            "{said}"
        );
    }
}

#[test]
fn from_help_and_lists_every_way_leads_on_but_not_out_of_a_text() {
    for front in ["help", "projects", "what is left", "view"] {
        for (to, expected) in [
            ("sign 4", "Sign 4  "),
            ("road", "The road"),
            ("library", "Library"),
        ] {
            // A number is a line of a list; a name is not.
            let said = last(&["", "stage 3", front, to]);
            assert!(said.starts_with(expected), "{front}, {to}: {said}");
        }
    }
    let said = last(&["", "sign 4", "f", "?", "sign 5"]);
    assert!(said.contains("the text that you are in"), "{said}");
}

#[test]
fn the_road_is_one_word_away_from_everywhere() {
    for way in [
        &["sign 4"][..],
        &["stage 3", "", "1"],
        &["9", "8", "", "1"],
        &["stage 3", "", "1", "links"],
    ] {
        let said = last(&[&[""], way, &["road"]].concat());
        assert!(said.starts_with("The road"), "{way:?}: {said}");
    }
}

#[test]
fn a_number_means_the_list_that_one_stands_before_and_a_name_means_the_same_everywhere() {
    let template = last(&["", "library", "1", "2"]);
    assert!(
        template.starts_with("Template  Contract review"),
        "{template}"
    );
    assert_eq!(template, last(&["", "library", "1", "", "2"]));
    assert!(last(&["", "library 7"]).starts_with("Glossary, then and now"));
    assert!(last(&["", "toolkit 3"]).starts_with("Stage 3  "));
    for way in [
        &["library", "1"][..],
        &["library", "1", ""],
        &["library"],
        &["toolkit"],
        &["toolkit", "road"],
        &["road"],
        &["w"],
    ] {
        let said = last(&[&[""], way, &["sign 2"]].concat());
        assert!(said.starts_with("Sign 2  "), "{way:?}: {said}");
    }
}

#[test]
fn two_thousand_and_nine_is_said_from_whichever_part_it_is_asked_for() {
    for way in [&["sign 4"][..], &["sign 4", ""], &["sign 4", "", ""]] {
        let said = last(&[&[""], way, &["2009"]].concat());
        assert!(said.contains("In 2009, and what became of it:"), "{said}");
    }
}

#[test]
fn a_clash_is_settled_in_its_field_with_a_single_sign() {
    let mut script = before(Before::Clash);
    script.app.world.hand = Hand::Lines;
    let mut face = Face::new(80, 500, false);
    let mut said = face.say(&script.app);
    for (answer, expected) in [
        ("stage 3", "Stage 3"),
        ("", "1. "),
        ("1", "1 of 18"),
        ("", "A single = chooses."),
        ("=", "Two values kept: choose one"),
        ("2", "Owner? Now: Finance lead."),
    ] {
        for message in face.hear(&script.app, answer) {
            script.send(message);
        }
        said = face.say(&script.app);
        // What goes on is marked.
        let words: Vec<&str> = said
            .split_whitespace()
            .filter(|word| *word != "|")
            .collect();
        assert!(words.join(" ").contains(expected), "{answer}: {said}");
    }
    assert!(!said.contains("Also kept"), "{said}");
}

#[test]
fn a_table_is_read_row_by_row_and_an_address_in_one_piece() {
    let said = last(&["", "sign 2"]);
    assert!(
        said.contains("Source: Adult survey\nShows: How common"),
        "{said}"
    );
    assert!(!said.contains("──"), "{said}");
    let found = last(&["", "/91368615", "1"]);
    let is_whole = |line: &str| line.starts_with("http") && line.ends_with("2009-10.html");
    assert!(found.lines().any(is_whole), "{found}");
    let measures = last(&["", "library", "6"]);
    assert!(
        measures.contains("9 Secure procurement skills: Sign 3, "),
        "{measures}"
    );
    assert!(!measures.contains("#..."), "{measures}");
}

#[test]
fn how_to_answer_a_text_is_said_with_the_first_of_a_form_only() {
    let all = said_by(
        &mut Face::new(80, 500, false),
        &["", "stage 3", "", "1", "", "Head of contracting", ""],
    );
    assert!(all[5].contains("- empties it"), "{}", all[5]);
    for said in &all[6..] {
        assert!(!said.contains("empties"), "{said}");
    }
}

#[test]
fn where_a_text_is_needed_enter_is_offered_only_once_there_is_one() {
    for way in [
        &["stage 3", "", "x 1"][..],
        &["stage 3", "", "b 1"],
        &["stage 3", "w", "1"],
        &["projects", "1"],
        &["library", "6", "next part", "1", ""],
    ] {
        let way = [&[""], way].concat();
        let asked = last(&way);
        assert!(asked.contains("Now: empty. < goes back"), "{asked}");
        assert!(!asked.contains("Enter keeps"), "{way:?}: {asked}");
        let refused = last(&[&way[..], &[""]].concat());
        assert!(refused.starts_with("Type "), "{way:?}: {refused}");
    }
    let named = last(&["", "projects", "2"]);
    assert!(named.contains("Enter keeps it"), "{named}");
    let to_the_notice = ["", "/Run the standstill period", "1", ""];
    let first = last(&to_the_notice);
    assert!(!first.contains("Enter keeps it"), "{first}");
    let second = last(&[&to_the_notice[..], &["17/12/2026"]].concat());
    assert!(second.contains("Enter keeps it"), "{second}");
}

#[test]
fn a_word_of_the_guide_in_a_field_of_one_line_is_asked_about() {
    let to_the_owner = ["", "stage 3", "", "1", ""];
    for word in ["help", "back", "Help"] {
        let asked = last(&[&to_the_owner[..], &[word]].concat());
        assert!(
            asked.starts_with(&format!("{word} is a word of the guide")),
            "{asked}"
        );
        assert!(asked.contains("Owner? Now: empty."), "{asked}");
        let spaced = format!(" {word}");
        let on = last(&[&to_the_owner[..], &[&spaced]].concat());
        assert!(!on.contains("Owner?"), "{on}");
        let kept = last(&[&to_the_owner[..], &[&spaced, "<", ""]].concat());
        assert!(kept.contains(&format!("Owner? Now: {word}.")), "{kept}");
    }
    let long = last(&["", "stage 3", "", "b 1", "help", "."]);
    assert!(long.contains("help"), "{long}");
    assert!(!long.contains("word of the guide"), "{long}");
}

#[test]
fn the_help_explains_a_word_with_others() {
    for row in spoken_rows(false) {
        assert_ne!(row.words.told(Hand::Lines), row.short);
    }
}
