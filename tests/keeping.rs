//! Nothing is lost: drafts, clashes, undo across restarts, the past, and what stands in the way of saving.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "journey/script.rs"]
#[expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]
mod script;

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use insta::assert_snapshot;
use roadsigns::app::keys::TABLE;
use roadsigns::app::look::{Glyphs, Look};
use roadsigns::app::message::{Effect, Message};
use roadsigns::plain::spoken;
use roadsigns::project::book::Book;
use roadsigns::project::change::{Change, ChangeId, Field, Subject};
use roadsigns::project::date::Wall;
use roadsigns::project::draft::Draft;
use roadsigns::project::opened::{Here, Opened, Unsaved};
use roadsigns::project::work::State;
use script::{Script, begin, start_with};
use tui_textarea::{Input, Key};

/// A start in a session of a name, with what the disk held.
fn reopened(opened: Opened, session: &str) -> Script {
    let look = Look {
        glyphs: Glyphs::Unicode,
        ..Look::default()
    };
    start_with(80, 24, look, opened, session)
}

/// The next start after a script, with its history and perhaps a draft.
fn after(script: &Script, draft: Option<Draft>) -> Script {
    let mut book = Book::default();
    for change in &script.history {
        book.add(change);
    }
    let opened = Opened {
        book,
        here: Here {
            project: script.app.world.project_id().to_owned(),
            places: script.app.world.places.clone(),
            ..Here::default()
        },
        unsaved: None,
        drafts: draft
            .map(|draft| (PathBuf::from("draft-a.toml"), draft))
            .into_iter()
            .collect(),
        ..Opened::default()
    };
    // Another name than any session before.
    let mut next = reopened(opened, &format!("after{}", script.history.len()));
    next.history.clone_from(&script.history);
    // Later than anything before.
    let lines = i64::try_from(script.history.len()).unwrap();
    next.wait(TimeDelta::hours(lines));
    next
}

/// The same field set by a colleague who did not know our value.
fn beside(change: &Change, value: &str) -> Change {
    let mut other = change.clone();
    other.id = ChangeId {
        session: "colleague".to_owned(),
        number: 1,
    };
    other.replaces = Vec::new();
    "colleague@there".clone_into(&mut other.by);
    value.clone_into(&mut other.value);
    other.at -= TimeDelta::minutes(2);
    other
}

fn foreign(script: &mut Script, changes: Vec<Change>) {
    let count = script.app.world.saving.handed;
    script.send(Message::Saved {
        count,
        foreign: changes,
    });
}

#[test]
fn a_half_written_field_is_offered_at_the_next_start_and_goes_on_where_it_was() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head of con")
        .send(Message::End);
    assert!(script.left());
    let item = script.app.item().unwrap();
    assert_eq!(script.app.world.work(item).text(&Field::Owner), "");
    let draft = script.app.draft().unwrap();

    let mut next = after(&script, Some(draft));
    next.sees("You were writing when the line was cut")
        .sees("Head of con");
    assert_snapshot!(next.screen());
    assert!(next.cursor_row().contains("Keep: go on writing"));
    next.keys("Enter")
        .sees("> Owner")
        .text("tracting")
        .keys("Tab");
    let item = next.app.item().unwrap();
    assert_eq!(
        next.app.world.work(item).text(&Field::Owner),
        "Head of contracting"
    );
    // The own draft is written before the old one goes.
    let order: Vec<&Effect> = next
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::KeepDraft | Effect::DropDraft(_)))
        .collect();
    let gone = Effect::DropDraft(PathBuf::from("draft-a.toml"));
    assert_eq!(order, [&Effect::KeepDraft, &gone]);
}

#[test]
fn a_draft_is_compared_with_what_is_recorded_and_dropped() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Finance lead")
        .keys("Tab BackTab")
        .text(", north");
    let draft = script.app.draft().unwrap();
    let mut next = after(&script, Some(draft));
    next.keys("Down Enter")
        .sees("Owner, the draft:")
        .sees("Finance lead, north")
        .sees("Owner, as recorded:")
        .keys("Esc")
        .sees("You were writing when the line was cut")
        .keys("Down Down Enter")
        .sees_no("You were writing");
    assert!(
        next.effects
            .contains(&Effect::DropDraft(PathBuf::from("draft-a.toml")))
    );
}

#[test]
fn half_written_reasons_feedback_and_names_are_drafts_too() {
    for (keys, text, sees) in [
        ("4 Tab x", "Direct award", "Reason"),
        ("4 Tab b", "The board", "Blocked by"),
        ("4 f Tab", "The part about", "What helped"),
        ("p Enter", "Talking thera", "Name"),
        ("p Down Enter", " north", "Name"),
    ] {
        let mut script = begin();
        script.keys(keys).text(text);
        let draft = script.app.draft().unwrap();
        let mut next = after(&script, Some(draft));
        next.sees(text.trim())
            .keys("Enter")
            .sees(sees)
            .sees(text.trim());
        assert_eq!(
            next.app.draft().unwrap().texts,
            script.app.draft().unwrap().texts
        );
    }
}

#[test]
fn nothing_typed_is_no_draft_nor_is_a_search_or_a_count_of_days() {
    let mut script = begin();
    for keys in ["0 3 Tab Enter Tab", "Esc x", "Esc / s", "Esc f"] {
        script.keys(keys);
        assert_eq!(script.app.draft(), None, "{keys}\n{}", script.screen());
    }
}

#[test]
fn two_values_for_one_field_are_both_shown_and_enter_chooses() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head of contracting")
        .keys("Tab Esc");
    let ours = script.history.last().unwrap().clone();
    assert_eq!(ours.key.field, Field::Owner);
    foreign(&mut script, vec![beside(&ours, "Finance lead")]);
    script.keys("Esc").sees("values kept").keys("Enter");
    script
        .keys("Tab")
        .sees("Also kept: Finance lead (colleague@there");
    assert_snapshot!("a_clash_in_its_field", script.screen());
    script.keys("Enter").sees("Two values kept: choose one");
    assert_snapshot!("a_clash_to_be_settled", script.screen());
    script.keys("Down Enter").sees_no("Also kept");
    let item = script.app.item().unwrap();
    assert_eq!(
        script.app.world.work(item).text(&Field::Owner),
        "Finance lead"
    );
    let settled = script.history.last().unwrap();
    assert_eq!(settled.replaces.len(), 2);
}

#[test]
fn what_is_left_names_every_clash_and_another_value_can_be_written() {
    let mut script = begin();
    script.keys("0 3 Tab Space Space");
    let changes: Vec<Change> = script
        .history
        .iter()
        .filter(|change| change.key.field == Field::State)
        .cloned()
        .collect();
    foreign(
        &mut script,
        vec![beside(&changes[0], "in-hand"), {
            let mut blocked = beside(changes.last().unwrap(), "blocked");
            blocked.id.number = 2;
            blocked
        }],
    );
    script
        .keys("w")
        .sees("Two values kept: choose one")
        .sees("State: ")
        .keys("Enter")
        .sees("Done (me@here")
        .sees("Blocked (colleague@there")
        .keys("Enter w")
        .sees_no("Two values kept");
}

#[test]
fn two_dates_for_one_field_are_shown_with_their_weekdays_and_another_must_be_a_date() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab Tab")
        .text("17/12/2026")
        .keys("Tab Esc");
    let ours = script.history.last().unwrap().clone();
    assert_eq!(ours.key.field, Field::Due);
    foreign(&mut script, vec![beside(&ours, "2026-12-18")]);
    script
        .keys("w")
        .sees("Two values kept")
        .sees("Thu 17 Dec 2026")
        .keys("Enter")
        .sees("Fri 18 Dec 2026")
        .sees("Write another value")
        .keys("Down Down Enter")
        .sees("Thu 17 Dec 2026 / Fri 18 Dec 2026")
        .keys("Tab")
        .sees("belongs to no date");
    script
        .keys(&"Backspace ".repeat("Thu 17 Dec 2026 / Fri 18 Dec 2026".len()))
        .text("25 dec")
        .keys("Tab")
        .sees("Due date is now: Fri 25 Dec 2026, a bank holiday");
    assert_eq!(script.history.last().unwrap().value, "2026-12-25");
}

#[test]
fn what_is_left_names_other_projects_with_clashes_and_opens_them() {
    let mut script = begin();
    script.keys("0 3 Tab Space");
    let ours = script.history.last().unwrap().clone();
    foreign(&mut script, vec![beside(&ours, "blocked")]);
    script.keys("p Enter").text("Another").keys("Enter w");
    script
        .sees("Two values kept in other projects")
        .sees("My first project: 1 field.")
        .sees_no("choose one");
    script.keys("Enter").sees("Project: My first project");
    script.keys("w").sees("Two values kept: choose one");
    script.sees_no("in other projects");
    // Archived, it is named only: a choice would bring it back.
    script.keys("Esc p Down Down Enter Esc w");
    script.sees("My first project: 1 field. It is archived");
    script.keys("Enter");
    let archived = script.app.world.book.archived(ours_id(&ours));
    assert!(archived.is_some());
}

/// The id of the project that a change belongs to.
fn ours_id(change: &Change) -> &str {
    let Subject::Project(id) = &change.key.subject else {
        panic!("not of a project")
    };
    id
}

#[test]
fn what_somebody_else_recorded_while_one_types_is_kept_beside_it() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head")
        .keys("Tab BackTab")
        .text(" of contracting");
    let ours = script.history.last().unwrap().clone();
    let mut theirs = beside(&ours, "Finance lead");
    theirs.replaces = vec![ours.id.clone()];
    foreign(&mut script, vec![theirs]);
    script.sees("Head of contracting").keys("Tab");
    assert_eq!(script.app.world.book.heads(&ours.key).len(), 2);
    script.keys("BackTab").sees("Also kept");
}

#[test]
fn a_field_that_nobody_typed_into_shows_what_others_recorded_and_overwrites_nothing() {
    let mut script = begin();
    script
        .keys("0 3 Tab Enter Tab")
        .text("Head")
        .keys("Tab BackTab");
    let ours = script.history.last().unwrap().clone();
    let mut theirs = beside(&ours, "Finance lead");
    theirs.replaces = vec![ours.id.clone()];
    foreign(&mut script, vec![theirs]);
    let lines = script.history.len();
    script
        .sees("Finance lead")
        .keys("Tab Tab Esc")
        .sees("Finance lead");
    assert_eq!(script.history.len(), lines);
}

#[test]
fn undo_and_redo_reach_back_across_restarts() {
    let mut script = begin();
    script
        .keys("0 3 Tab Space Space")
        .keys("Enter Tab")
        .text("Head")
        .keys("Tab Esc");
    let mut next = after(&script, None);
    let owner = |script: &Script| {
        let item = script.app.item().unwrap();
        script.app.world.work(item).text(&Field::Owner).to_owned()
    };
    assert_eq!(owner(&next), "Head");
    next.keys("u").sees("Undo: Owner");
    assert_eq!(owner(&next), "");
    next.keys("u").sees("Undo: Done").sees("[~]");
    let mut third = after(&next, None);
    third.keys("u").sees("Undo: In hand");
    third.keys("u").sees("Nothing of yours to undo.");
    third.keys("C-r").sees("Redo: In hand");
    let mut fourth = after(&third, None);
    fourth.keys("C-r").sees("Redo: Done");
    fourth.keys("C-r").sees("Redo: Owner");
    assert_eq!(owner(&fourth), "Head");
}

#[test]
fn a_project_walks_back_through_its_past_and_nothing_can_be_changed_there() {
    let mut script = begin();
    script
        .keys("0 3 Tab Space Space")
        .sees("> [x]")
        .keys("<")
        .sees("as it was on Sun 22 Nov 2026 10:41")
        .sees("> [~]");
    assert_snapshot!("a_projects_past", script.screen());
    let lines = script.history.len();
    script.keys("Space").sees("This is the past");
    script.keys("x").sees("This is the past");
    script.keys("p Enter").sees("This is the past").keys("Esc");
    assert_eq!(script.history.len(), lines);
    script
        .keys("<")
        .sees("> [ ]")
        .keys("<")
        .sees("how the project began");
    script
        .keys(">")
        .sees("> [~]")
        .keys(">")
        .sees("This is now.")
        .sees("> [x]");
    script.sees_no("as it was on");
    script.keys("< Esc").sees("> [x]").sees_no("as it was on");
    // What others do meanwhile is not lost.
    let theirs = beside(&script.history[3].clone(), "Finance lead");
    script.keys("<");
    foreign(&mut script, vec![theirs.clone()]);
    script.keys("Esc");
    assert!(script.app.world.book.knows(&theirs.id));
}

/// One step into the past of a project with a record, at a part of the page of a place.
fn in_the_past(keys: &str) -> Script {
    let mut script = begin();
    script.keys("4 f").text("3").keys("Tab Tab Tab");
    script
        .keys("0 3 Tab Space Enter Tab")
        .text("Head")
        .keys("Tab Esc");
    script.keys("p Enter").text("Another").keys("Tab");
    script.keys("p Down Down Down Enter");
    assert_eq!(
        script
            .app
            .world
            .book
            .project_name(script.app.world.project_id()),
        "My first project"
    );
    script.keys("<");
    assert!(script.app.world.rewind.is_some());
    script.keys(keys);
    script
}

/// Asserts that a thing that was done in the past has changed nothing and led into no other project.
#[track_caller]
fn assert_unchanged(before: &(usize, String), script: &Script, what: &str) {
    let after = (
        script.history.len(),
        script.app.world.project_id().to_owned(),
    );
    assert_eq!(*before, after, "{what}\n{}", script.screen());
    assert!(
        script.app.stack.form().is_none(),
        "{what}\n{}",
        script.screen()
    );
}

#[test]
fn in_the_past_no_command_changes_anything_or_leads_into_another_project() {
    let commands = TABLE.iter().flat_map(|row| row.codes);
    let messages = commands.map(|(_, _, command)| Message::Do(*command));
    let marks = State::ALL.iter().copied().map(Message::Mark);
    for message in messages.chain(marks) {
        // A checklist, an item, its fields, links, the road, a competency, and lists.
        for keys in [
            "0 3 Tab",
            "0 3 Tab Enter",
            "0 3 Tab Enter Tab",
            "4 Tab Tab",
            "Left",
            "9 6 Tab Enter",
            "p",
            "w",
            "f",
        ] {
            let mut script = in_the_past(keys);
            let before = (
                script.history.len(),
                script.app.world.project_id().to_owned(),
            );
            script.send(message.clone());
            assert_unchanged(&before, &script, &format!("{keys}: {message:?}"));
        }
    }
}

#[test]
fn in_the_past_no_choice_of_a_list_changes_anything_and_archiving_leads_nowhere() {
    for list in ["p", "w", "f"] {
        let things = spoken::lines(&in_the_past(list).app, 80).things;
        assert!(!things.is_empty());
        for (down, thing) in things.iter().enumerate() {
            let mut script = in_the_past(list);
            assert_eq!(spoken::lines(&script.app, 80).things, things);
            let before = (
                script.history.len(),
                script.app.world.project_id().to_owned(),
            );
            script.keys(&"Down ".repeat(down)).keys("Enter");
            // Whoever opens a project leaves the past of this one. Three lines before them do other things.
            if list == "p" && down >= 3 {
                assert_eq!(script.history.len(), before.0, "{}", script.screen());
                assert!(script.app.world.rewind.is_none());
            } else {
                assert_unchanged(&before, &script, &format!("{list}: {}", thing.words));
            }
        }
    }
    let mut script = in_the_past("p Down Down Enter");
    script.sees("This is the past");
}

#[test]
fn in_the_past_a_record_is_read_and_takes_no_letter() {
    for typed in [
        Message::Edit(Input {
            key: Key::Char('x'),
            ..Input::default()
        }),
        Message::Edit(Input {
            key: Key::Backspace,
            ..Input::default()
        }),
        Message::Paste("x".to_owned()),
        Message::Burst("x\n".to_owned()),
        Message::Fill("x".to_owned()),
    ] {
        let mut script = in_the_past("0 3 Tab Enter Tab");
        script.sees("> Owner");
        let before = (
            script.history.len(),
            script.app.world.project_id().to_owned(),
        );
        script.send(typed.clone());
        script.sees("This is the past");
        let text = script.app.fields().unwrap().list[0].text();
        assert_eq!(text, "", "{typed:?}");
        assert_unchanged(&before, &script, &format!("{typed:?}"));
        assert_eq!(script.app.draft(), None);
    }
}

#[test]
fn every_moment_is_shown_as_the_users_clock_shows_it_and_names_its_zone() {
    let far = &|utc: DateTime<Utc>| Wall {
        at: utc.naive_utc() + TimeDelta::hours(14),
        zone: "FAR",
    };
    let mut script = begin();
    script.app.world.clock = far;
    script.keys("0 3 Tab Space Enter");
    script.sees("Last changed Mon 23 Nov 2026 by");
    let ours = script.history.last().unwrap().clone();
    foreign(&mut script, vec![beside(&ours, "blocked")]);
    script
        .keys("C-s")
        .sees("Everything is saved, last at 00:41:")
        .sees(" FAR.");
    script
        .keys("w Enter")
        .sees("(me@here, Mon 23 Nov 2026 00:41 FAR)");
    script
        .keys("Esc <")
        .sees("as it was on Mon 23 Nov 2026 00:41 FAR");
    script.keys("Esc Esc f");
    script.text("3").keys("Tab").text("Half a sentence");
    let draft = script.app.draft();
    assert!(draft.is_some());
    assert!(
        script.app.unsaved_text().contains("2026 00:41 FAR"),
        "{}",
        script.app.unsaved_text()
    );
    let mut next = after(&script, draft);
    next.app.world.clock = far;
    next.keys("Down Enter").sees("Mon 23 Nov 2026 00:41 FAR");
}

#[test]
fn a_broken_state_file_opens_and_offers_to_be_mended() {
    let script = begin();
    let mut book = Book::default();
    for change in &script.history {
        book.add(change);
    }
    let why = "state.toml: TOML parse error at line 3, column 7";
    let mut next = reopened(
        Opened {
            book,
            unsaved: Some(Unsaved::Broken(why.into())),
            ..Opened::default()
        },
        "next",
    );
    next.sees("Your state file needs to be mended")
        .sees("line 3, column 7")
        .sees("NOT SAVED");
    assert_snapshot!(next.screen());
    next.keys("Enter");
    assert!(next.effects.contains(&Effect::Mend));
    next.send(Message::Mended(Ok("state.broken-1.toml".to_owned())))
        .sees("state.broken-1.toml")
        .sees_no("needs to be mended");
    foreign(&mut next, Vec::new());
    next.sees_no("NOT SAVED");
}

#[test]
fn with_a_broken_state_file_nothing_that_the_history_has_is_called_lost() {
    let why = "state.toml: TOML parse error at line 3, column 7";
    let mut script = reopened(
        Opened {
            book: begin().app.world.book.clone(),
            unsaved: Some(Unsaved::Broken(why.into())),
            ..Opened::default()
        },
        "next",
    );
    script.keys("Esc 0 3 Tab Space q");
    script.sees("the history has it").keys("Esc");
    script.send(Message::NotSaved("the disk is full".into()));
    script.keys("q").sees("what is not saved is lost");
}

#[test]
fn a_disk_that_answers_late_brings_the_work_in_without_moving_what_was_begun() {
    let mut before = begin();
    before.keys("0 3 Tab Space");
    let mut book = Book::default();
    for change in &before.history {
        book.add(change);
    }
    let held = || Opened {
        book: book.clone(),
        here: Here {
            project: before.app.world.project_id().to_owned(),
            places: before.app.world.places.clone(),
            ..Here::default()
        },
        ..Opened::default()
    };
    let unread = || Opened {
        unsaved: Some(Unsaved::Unread("the disk has not answered yet".into())),
        ..Opened::default()
    };
    // Nothing begun: the work comes as if it had been there from the start.
    let mut script = reopened(unread(), "late");
    script.sees("NOT SAVED: the disk has not answered yet");
    assert!(script.history.is_empty());
    script
        .send(Message::Opened(Box::new(held())))
        .sees("Stage 3  Procurement")
        .sees_no("NOT SAVED");
    assert!(script.history.is_empty());
    // Begun: what was done stays open, and beside what was there.
    let mut script = reopened(unread(), "late");
    script.keys("4 Tab Space").sees("> [~]");
    script.send(Message::Opened(Box::new(held()))).sees("> [~]");
    assert_eq!(script.app.world.book.projects().len(), 2);
}

#[test]
fn leaving_while_something_is_not_saved_offers_a_copy_on_the_screen() {
    let mut script = begin();
    script
        .keys("4 Tab Space")
        .send(Message::NotSaved("the disk is full".into()))
        .keys("q")
        .sees("Some work is NOT SAVED")
        .sees("the disk is full")
        .keys("Down Enter")
        .sees("In hand: ");
    assert!(!script.left());
    script.keys("Esc q q");
    assert!(script.left());
}

#[test]
fn words_in_a_form_outlast_the_question_whether_to_leave_and_can_be_copied_there() {
    let mut script = begin();
    script
        .keys("4 Tab Space x")
        .text("Not ours to buy")
        .send(Message::NotSaved("the disk is full".into()))
        .keys("F1 q")
        .sees("Some work is NOT SAVED");
    script
        .keys("Down Enter")
        .sees("Not ours to buy")
        .keys("Esc");
    script.sees("Some work is NOT SAVED").keys("Esc Esc");
    script.sees("Not ours to buy").keys("Tab");
    let written = script.history.iter().map(|change| change.value.as_str());
    assert!(written.into_iter().any(|value| value == "Not ours to buy"));
}

#[test]
fn what_is_to_be_said_of_the_files_is_said_at_the_start_and_when_it_is_found_later() {
    let words = "This is an older state file: 3 changes of the history are newer and hold again.";
    let mut script = begin();
    script.keys("0 2 Tab Space");
    let opened = Opened {
        told: vec![words.to_owned()],
        book: Book::of(&script.history),
        ..Opened::default()
    };
    reopened(opened, "other").sees("This is an older state file");
    script
        .send(Message::Told(
            "Lines of the history are not those that were written".to_owned(),
        ))
        .sees("not those that were written");
}
