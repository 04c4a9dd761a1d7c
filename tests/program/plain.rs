//! The guide line by line: on a terminal without a cursor, in a pipe, on a line that is cut.

use std::io::{BufRead as _, Write as _};
use std::process::{Command, Stdio};

use super::came::{given, program};
use super::kept::is_kept;
use super::pty::{Start, Terminal, until};
use super::{settings, state};

/// A start on a terminal that cannot place its cursor.
fn dumb(home: &std::path::Path) -> Terminal {
    Terminal::start(&Start {
        term: "dumb",
        lang: "C",
        ..Start::at(home)
    })
}

/// Asked what blocks the first action of stage 3, which takes a longer answer.
fn asked_what_blocks(home: &std::path::Path) -> Terminal {
    let mut terminal = dumb(home);
    terminal.open_stage_3_by_lines();
    terminal.keys_to("b 1\n", "Blocked by?");
    terminal
}

#[test]
fn a_dumb_terminal_is_told_why_and_gets_lines_without_an_escape_or_a_foreign_byte() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = dumb(home.path());
    terminal.see("TERM is dumb");
    terminal.open_stage_3_by_lines();
    terminal.keys_to("tick 1\n", "1. In hand: Publish the right notices");
    terminal.keys_to("q\n", "Type leave again to leave");
    terminal.keys("q\n");
    let after = terminal.end();
    assert_eq!(after.code, 0);
    assert_eq!(after.left_behind, [""; 0]);
    let foreign = after
        .bytes
        .iter()
        .find(|&&byte| !(b' '..=b'~').contains(&byte) && !b"\r\n".contains(&byte));
    assert_eq!(foreign, None);
    assert!(state(home.path()).contains("state = \"in-hand\""));
}

#[test]
fn what_was_typed_of_a_longer_answer_is_offered_after_the_line_was_cut() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_what_blocks(home.path());
    for line in ["The board meets in January", "and decides then"] {
        terminal.keys(&format!("{line}\n"));
        let prompt = format!("{line}\nblocked by>");
        terminal.wait_until(&prompt, |screen| screen.trim_end().ends_with(&prompt));
    }
    terminal.signal(rustix::process::Signal::HUP);
    terminal.end_soon();

    let mut terminal = dumb(home.path());
    terminal.see("You were writing when the line was cut");
    terminal.see("The board meets in January");
    terminal.keys_to("1\n", "Blocked by?");
    terminal.keys_to(
        ".\n",
        "Blocked: The board meets in January and decides then",
    );
    terminal.keys("q\n");
    terminal.keys("q\n");
    assert_eq!(terminal.end().code, 0);
    assert!(state(home.path()).contains("and decides then"));
}

/// What is said to a pipe that does not wait before it answers.
fn piped(home: &std::path::Path, lines: &str) -> String {
    let came = given(program().env("HOME", home).arg("--plain"), lines);
    assert_eq!(came.code, Some(0), "{}", came.err);
    came.out
}

#[test]
fn what_a_pipe_answers_after_a_step_into_the_past_is_answered_to_the_past() {
    let home = tempfile::tempdir().unwrap();
    let said = piped(home.path(), "\nsign 4\nnext part\ntick 1\n<\ntick 2\nleave");
    assert!(
        said.contains("Project: My first project, as it was on"),
        "{said}"
    );
    assert!(
        said.contains("This is the past: back returns to now"),
        "{said}"
    );
    assert!(!said.contains("2. In hand"), "{said}");
}

#[test]
fn a_pipe_can_be_talked_through_and_its_end_saves() {
    let home = tempfile::tempdir().unwrap();
    let said = piped(
        home.path(),
        "\nsign 4\nnext part\ntick 1\nx 2\nNot for us\n.",
    );
    assert!(said.contains("2. Not applicable: "), "{said}");
    assert!(state(home.path()).contains("reason = \"Not for us\""));
}

#[test]
fn a_reader_of_what_is_said_that_has_gone_is_no_fault() {
    let home = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_roadsigns"))
        .env_clear()
        .env("HOME", home.path())
        .arg("--plain")
        .stdin(Stdio::piped())
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = std::io::BufReader::new(reader);
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    drop(said);
    assert!(line.starts_with("Project: "), "{line}");
    // It may have ended before it takes the answer.
    let _ = process.stdin.take().unwrap().write_all(b"\nsign 4\n");
    let output = process.wait_with_output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), complaint.as_str()), (Some(0), ""));
    assert!(state(home.path()).contains("My first project"));
}

#[test]
fn who_asks_to_be_read_to_is_whatever_the_terminal_can_do() {
    for variables in [[("ACCESSIBLE", "1")], [("ACCESSIBLE", "yes")]] {
        // A first start each time: only that says how to go on.
        let home = tempfile::tempdir().unwrap();
        let terminal = Terminal::start(&Start {
            variables: &variables,
            ..Start::at(home.path())
        });
        terminal.see("Enter begins.");
        terminal.kill();
    }
    let home = tempfile::tempdir().unwrap();
    has_the_full_screen(&Start {
        variables: &[("ACCESSIBLE", "0")],
        ..Start::at(home.path())
    });
}

/// Leaves with two keys: a q without Enter is heard on the full screen alone.
fn has_the_full_screen(start: &Start<'_>) {
    let mut terminal = Terminal::start(start);
    terminal.see("Policy background");
    terminal.keys_to("q", "Press q again to leave");
    terminal.keys("q");
    assert_eq!(terminal.end().code, 0);
}

#[test]
fn a_flag_asks_for_the_full_screen_whatever_else_asks_to_be_read_to() {
    let home = tempfile::tempdir().unwrap();
    settings::write(home.path(), "plain = true\n");
    has_the_full_screen(&Start {
        arguments: &["--plain=false"],
        variables: &[("ACCESSIBLE", "1")],
        ..Start::at(home.path())
    });
}

#[test]
fn a_longer_answer_goes_to_a_draft_while_it_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_what_blocks(home.path());
    terminal.keys("The board meets in January\n");
    let written = || is_kept(home.path(), "The board meets in January");
    until("the draft is written", written);
    terminal.kill();
    let terminal = dumb(home.path());
    terminal.see("You were writing when the line was cut");
    terminal.see("The board meets in January");
    terminal.kill();
}

/// At the first field of the first action of stage 3.
fn asked_for_the_owner(home: &std::path::Path) -> Terminal {
    let mut terminal = dumb(home);
    terminal.open_stage_3_by_lines();
    terminal.keys_to("1\n", "1 of 18");
    terminal.keys_to("record\n", "owner>");
    terminal
}

/// Leaves, and hands over what was saved.
fn left(mut terminal: Terminal, home: &std::path::Path) -> String {
    // One answer at a time: what comes together is one.
    let is_at_a_list = |screen: &str| screen.trim_end().ends_with("\n>");
    if !is_at_a_list(&terminal.screen()) {
        terminal.keys("<\n");
        terminal.wait_until("no question", is_at_a_list);
    }
    terminal.keys_to("q\n", "Type leave again to leave");
    terminal.keys("q\n");
    assert_eq!(terminal.end().code, 0);
    state(home)
}

/// What was pasted.
const PASTED: &str = "Head of contracting\n17/12/2026\nBoard paper 14\n";

#[test]
fn several_lines_at_a_question_of_one_line_are_asked_about_and_spread_over_nothing() {
    for (answer, owner) in [
        ("1\n", Some("Head of contracting 17/12/2026 Board paper 14")),
        ("2\n", Some("Head of contracting")),
        ("4\n", None),
        ("<\n", None),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = asked_for_the_owner(home.path());
        terminal.keys_to(PASTED, "A number chooses.");
        terminal.see("3 lines came at once, and this takes one line: Owner.");
        terminal.see("| 17/12/2026");
        terminal.keys_to("perhaps\n", "Type a number from 1 to 4.");
        terminal.keys(answer);
        let next = if owner.is_some() {
            "due date>"
        } else {
            "owner>"
        };
        terminal.wait_until(next, |screen| screen.trim_end().ends_with(next));
        let saved = left(terminal, home.path());
        let kept = owner.map(|owner| format!("owner = \"{owner}\""));
        assert_eq!(saved.contains("owner ="), kept.is_some(), "{saved}");
        assert!(kept.is_none_or(|kept| saved.contains(&kept)), "{saved}");
        assert!(!saved.contains("due ="), "{saved}");
    }
}

#[test]
fn several_lines_may_answer_in_turn_if_somebody_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_for_the_owner(home.path());
    terminal.keys_to(PASTED, "A number chooses.");
    terminal.keys_to("3\n", "decided by>");
    let saved = left(terminal, home.path());
    for kept in [
        "owner = \"Head of contracting\"",
        "due = 2026-12-17",
        "evidence = \"Board paper 14\"",
    ] {
        assert!(saved.contains(kept), "{kept}: {saved}");
    }
}

#[test]
fn several_lines_at_the_question_for_a_text_are_one_text_with_its_paragraphs() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = asked_what_blocks(home.path());
    terminal.keys("\nThe board meets in January\n\nand decides then\n-\nso we wait\n");
    terminal.see("so we wait\nblocked by>");
    terminal.keys_to("\n", "1. Blocked: ");
    let saved: toml::Table = left(terminal, home.path()).parse().unwrap();
    let item = &saved["project"][0]["items"]["toolkit/procurement#notices"];
    assert_eq!(
        item["reason"].as_str(),
        Some("The board meets in January\n\nand decides then\n-\nso we wait")
    );
}
