//! A paste is text: in a field it is typed in one step, elsewhere it is held and asked about, on every terminal.

use std::time::Duration;

use roadsigns::app::message::Message;
use roadsigns::project::change::Field;

use super::pty::{Start, Terminal};
use super::script::{Script, begin};

const MINUTES: &str = "The board met on 3 December.\nIt chose the second provider: qq, x and 4.\n";

fn burst(script: &mut Script, text: &str) {
    script.send(Message::Burst(text.to_owned()));
}

fn note(script: &Script) -> String {
    let item = script.app.item().unwrap();
    script.app.world.work(item).text(&Field::Note).to_owned()
}

#[test]
fn outside_a_field_a_paste_is_held_and_nothing_of_it_is_run() {
    for message in [
        Message::Burst(MINUTES.to_owned()),
        Message::Paste(MINUTES.to_owned()),
    ] {
        let mut script = begin();
        script.keys("0 3 Tab");
        let before = script.app.spot().clone();
        script
            .send(message)
            .sees("Pasted text")
            .sees("The board met on 3 December.")
            .sees("It chose the second");
        script
            .sees("Add it to the note")
            .sees("Run it as keys")
            .sees("Drop it");
        script.keys("Esc").sees_no("Pasted text");
        assert!(!script.left() && *script.app.spot() == before && note(&script).is_empty());
        assert!(script.app.front().is_none());
    }
}

#[test]
fn what_comes_after_a_date_that_is_refused_is_held_and_not_added_to_it() {
    let mut script = begin();
    script.keys("0 3 Tab Enter Tab");
    burst(&mut script, "Anna\tFri 17 Dec 2026\tBoard paper 14\n");
    script
        .sees("Pasted text")
        .sees("Board paper 14")
        .keys("Esc");
    script
        .sees("17 Dec 2026 is a Thursday, not a Friday")
        .sees("> Due date");
    let item = script.app.item().unwrap();
    let work = script.app.world.work(item);
    assert_eq!(
        (work.text(&Field::Owner), work.text(&Field::Due)),
        ("Anna", "")
    );
    assert_eq!(work.text(&Field::Evidence), "");
}

#[test]
fn it_can_be_added_to_the_note_of_the_item_and_taken_back_in_one_step() {
    let mut script = begin();
    script.keys("0 3 Tab");
    burst(&mut script, MINUTES);
    script.keys("Enter").sees("Added to the note");
    assert_eq!(note(&script), MINUTES.trim());
    burst(&mut script, "And\tmore\x1b[2J\u{202e}");
    script.keys("Enter");
    let both = format!("{}\nAnd    more[2J", MINUTES.trim());
    assert_eq!(note(&script), both);
    script.keys("u");
    assert_eq!(note(&script), MINUTES.trim());
    script.keys("u");
    assert_eq!(note(&script), "");
}

#[test]
fn where_there_is_no_item_or_only_the_past_no_note_is_offered() {
    let mut script = begin();
    burst(&mut script, MINUTES);
    script.sees_no("Add it to the note").sees("Run it as keys");
    let mut script = begin();
    script.keys("0 3 Tab Space <");
    burst(&mut script, MINUTES);
    script.sees("Pasted text").sees_no("Add it to the note");
}

#[test]
fn it_can_be_run_as_keys_where_it_came() {
    let mut script = begin();
    burst(&mut script, "0\t3");
    assert_eq!(script.app.spot().place.text(), "about");
    script.keys("Enter").sees("Stage 3  Procurement");
    let mut script = begin();
    burst(&mut script, "/standstill\n");
    script.keys("Enter").sees("Evidence to keep");
    let mut script = begin();
    burst(&mut script, "qq4");
    script.keys("Enter");
    assert!(script.left());
    assert_ne!(
        script
            .app
            .world
            .page(script.app.spot())
            .map(|page| page.number),
        Some(4)
    );
}

#[test]
fn a_long_one_is_not_offered_as_keys_and_is_capped() {
    let mut script = begin();
    script.keys("0 3 Tab");
    burst(&mut script, &"word after word ".repeat(100));
    script.sees("Pasted text").sees_no("Run it as keys");
    burst(&mut script, &"and so on ".repeat(10_000));
    script.sees("65536 characters");
    script.keys("Enter").sees("only the beginning was added");
    assert_eq!(note(&script).chars().count(), roadsigns::app::field::MOST);
}

#[test]
fn what_comes_while_it_is_asked_belongs_to_it_and_what_stood_there_comes_back() {
    let mut script = begin();
    script.keys("0 3 Tab w");
    let before = script.screen();
    burst(&mut script, "The first part,");
    burst(&mut script, " ");
    burst(&mut script, "and the second.");
    script.sees("The first part, and the second.");
    script.keys("?");
    burst(&mut script, " And a third.");
    script
        .keys("Esc")
        .sees("and the second. And a third.")
        .keys("Esc");
    assert_eq!(script.screen(), before);
    burst(&mut script, " \n\t\n ");
    assert_eq!(script.screen(), before);
}

#[test]
fn in_a_field_it_is_typed_in_one_step_and_a_tab_in_it_leads_on() {
    let mut script = begin();
    script.keys("0 3 Tab Enter Tab");
    burst(
        &mut script,
        "Head of contracting\t17/12/2026\tBoard paper 14",
    );
    script.keys("Esc");
    let item = script.app.item().unwrap();
    let work = script.app.world.work(item);
    assert_eq!(work.text(&Field::Owner), "Head of contracting");
    assert_eq!(work.text(&Field::Due), "2026-12-17");
    assert_eq!(work.text(&Field::Evidence), "Board paper 14");

    let mut script = begin();
    script.keys("0 3 Tab Enter Tab Tab Tab Tab Tab Tab");
    burst(&mut script, MINUTES);
    script.keys("C-u Esc");
    assert_eq!(note(&script), MINUTES.trim());
}

#[test]
fn what_comes_after_the_last_field_is_held() {
    let mut script = begin();
    script.keys("0 3 Tab x");
    burst(&mut script, "No such provider here\tqq and more");
    script.sees("Pasted text").sees("qq and more");
    script.keys("Esc").sees("> [-]");
    assert!(!script.left());
}

/// The program at the first item of stage 2.
fn at_item(home: &std::path::Path, term: &str) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        term,
        ..Start::at(home)
    });
    terminal.past_welcome();
    terminal.open_stage("2");
    terminal
}

#[test]
fn without_brackets_a_burst_is_held_by_the_real_program_and_kept_as_a_note() {
    // More than one read takes.
    let long = format!(
        "{}{}",
        MINUTES.replace('\n', "\r"),
        "jk 4 q q x\r".repeat(600)
    );
    for term in ["vt220", "xterm"] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = at_item(home.path(), term);
        terminal.keys_to(&long, "Pasted text");
        terminal.see("6672 characters");
        terminal.keys("\x1b");
        terminal.wait_until("the page", |screen| !screen.contains("Pasted text"));
        terminal.see("Stage 2  Getting ready");
        if term == "xterm" {
            terminal.keys_to(&format!("\x1b[200~{MINUTES}\x1b[201~"), "Pasted text");
        } else {
            terminal.keys_to(&MINUTES.replace('\n', "\r"), "Pasted text");
        }
        // At once after a burst it would still be part of it.
        for _ in 0..50 {
            terminal.keys("\r");
            let is_added = |screen: &str| screen.contains("Added to the note");
            if terminal.becomes(is_added, Duration::from_millis(200)) {
                break;
            }
        }
        terminal.see("Added to the note");
        terminal.keys_to("u", "> [ ]");
        terminal.keys_to("q", "again to leave");
        terminal.keys("q");
        let after = terminal.end();
        assert_eq!(after.code, 0);
        assert_eq!(
            after.bytes.windows(7).any(|part| part == b"\x1b[?2004"),
            term == "xterm"
        );
    }
}

#[test]
fn a_word_that_comes_at_once_outside_a_field_is_held_and_keys_that_came_together_are_run() {
    let mut script = begin();
    script.keys("0 3 Tab");
    let app = &script.app;
    for words in [
        "Head of contracting",
        "Head",
        "NHS",
        "yes",
        "tbc",
        "not yet",
        "the",
        "but",
        "out of area",
        "n/a",
        "12/12/2026",
        "2026-12-17",
        "£500",
        "Zoë\n",
        "x because it is not ours",
        "https://www.england.nhs.uk/",
    ] {
        assert!(app.takes_as_words(words, false), "{words:?}");
    }
    for keys in [
        "4\t  nn q",
        "jjjj",
        "jjkk",
        "qq",
        "3\t\n",
        "/standstill\n",
        "/Head of",
        "aaaa",
        "AAA",
        "4\tx",
        "   ",
        "u u u",
    ] {
        assert!(!app.takes_as_words(keys, false), "{keys:?}");
    }
    // In a field all of it is typed; what goes on with a paste belongs to it, and with nothing else.
    assert!(!app.takes_as_words("jk", true));
    script.keys("x");
    assert!(!script.app.takes_as_words("Head of contracting", false));
    script.keys("Esc");
    burst(&mut script, "Head of contracting");
    assert!(script.app.takes_as_words("q", true));
    assert!(!script.app.takes_as_words("jj", false));
}

#[test]
fn a_short_paste_without_brackets_is_held_by_the_real_program() {
    for front in ["", "p", "w", "v"] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = at_item(home.path(), "vt220");
        if !front.is_empty() {
            terminal.keys(front);
            terminal.wait_until("a list", |screen| !screen.contains("> [ ]"));
        }
        // A blank may have been written or not.
        let words = |screen: &str| {
            screen
                .lines()
                .map(|row| row.trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        let before = words(&terminal.screen());
        terminal.keys_to("Head of contracting", "Pasted text");
        terminal.see("Head of contracting");
        terminal.keys("\x1b");
        terminal.wait_until("as before", |screen| words(screen) == before);
        // Keys that a slow line delivered together still are keys.
        terminal.keys("qqq");
        assert_eq!(terminal.end().code, 0, "{front}");
    }
}
