//! What a user records, key by key, on a pretend terminal: ticks, reasons, dates, gates, projects, feedback, undo.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![expect(
    dead_code,
    reason = "the script has more to offer than this file needs"
)]

#[path = "journey/script.rs"]
mod script;

use std::sync::Arc;

use chrono::TimeDelta;
use roadsigns::app::message::{Effect, Message};
use roadsigns::doc::Doc;
use roadsigns::guide::{Guide, own_items};
use roadsigns::project::change::Field;
use roadsigns::project::gate;
use roadsigns::project::trouble::Trouble;
use roadsigns::project::work::State;
use script::{begin, guide};

#[test]
fn space_makes_an_item_in_hand_then_done_then_open_and_every_step_is_saved() {
    let mut script = begin();
    script
        .keys("0 3 Tab Space")
        .sees("> [~]")
        .keys("Space")
        .sees("> [x]")
        .keys("Space")
        .sees("> [ ]");
    let saves = script
        .effects
        .iter()
        .filter(|effect| matches!(effect, Effect::Save(_)))
        .count();
    assert_eq!(saves, 4, "the project and three ticks");
}

#[test]
fn a_held_space_stops_at_done() {
    let mut script = begin();
    script.keys("0 3 Tab Space Space").sees("> [x]");
    for _ in 0..5 {
        script.wait(TimeDelta::milliseconds(-460));
        script.keys("Space").sees("> [x]");
    }
    script.keys("Space").sees("> [ ]");
}

#[test]
fn not_applicable_and_blocked_need_a_reason_and_esc_leaves_the_item_unchanged() {
    let mut script = begin();
    script.keys("0 3 Tab x Esc").sees("> [ ]");
    script
        .keys("x Tab")
        .sees("Type a reason")
        .text("Not this route")
        .keys("Tab")
        .sees("> [-]");
    script.sees("Not applicable: Not this");
    script
        .keys("Down b")
        .text("Waiting for the board")
        .keys("Tab")
        .sees("> [!]")
        .sees("Blocked: Waiting");
    script
        .keys("Space")
        .sees("> [ ]")
        .sees_no("Waiting for the board");
}

/// The record of an item, with the cursor in its due date. Today is Sunday, 22 November 2026.
fn at_due() -> script::Script {
    let mut script = begin();
    script.keys("0 3 Tab Enter Tab Tab").sees("> Due date");
    script
}

fn stored(script: &script::Script, field: &Field) -> String {
    let item = script.app.item().unwrap();
    script.app.world.work(item).text(field).to_owned()
}

#[test]
fn a_date_is_typed_in_any_form_kept_as_iso_and_shown_with_its_weekday() {
    for (typed, kept, shown) in [
        ("17/12/2026", "2026-12-17", "Due date: Thu 17 Dec 2026"),
        ("17 Dec", "2026-12-17", "Due date: Thu 17 Dec 2026"),
        ("1 nov", "2027-11-01", "Due date: Mon 1 Nov 2027"),
        ("tomorrow", "2026-11-23", "Due date: Mon 23 Nov 2026"),
        (
            "next Sunday",
            "2026-11-29",
            "Due date: Sun 29 Nov 2026, a Sunday",
        ),
        ("+10 working days", "2026-12-04", "Due date: Fri 4 Dec 2026"),
        (
            "25-12-26",
            "2026-12-25",
            "Due date: Fri 25 Dec 2026, a bank holiday",
        ),
        (
            "Sat 13 Mar 2027",
            "2027-03-13",
            "Due date: Sat 13 Mar 2027, a Saturday",
        ),
    ] {
        let mut script = at_due();
        script.text(typed).keys("Tab").sees(shown);
        assert_eq!(stored(&script, &Field::Due), kept, "{typed}");
    }
}

#[test]
fn without_a_year_what_was_decided_lies_behind() {
    let mut script = at_due();
    script
        .keys("Tab Tab Tab")
        .sees("> Decided on")
        .text("17 Dec")
        .keys("Tab")
        .sees("Decided on: Wed 17 Dec 2025");
    assert_eq!(stored(&script, &Field::DecidedOn), "2025-12-17");
}

#[test]
fn what_is_no_date_is_not_recorded_stays_marked_and_is_there_again() {
    let mut script = at_due();
    script
        .text("Fri 17 Dec 2026")
        .keys("Tab")
        .sees("17 Dec 2026 is a Thursday, not a Friday")
        .sees("> Due date")
        .keys("Enter BackTab")
        .sees("> Due date");
    assert_eq!(stored(&script, &Field::Due), "");
    assert!(
        script
            .history
            .iter()
            .all(|change| change.key.field != Field::Due)
    );
    script
        .keys("Esc")
        .sees("Not recorded. Your words are there again")
        .keys("Tab")
        .sees("> Due date")
        .sees("Fri 17 Dec 2026")
        .sees("is a Thursday, not a Friday")
        .keys(&"Backspace ".repeat("Fri 17 Dec 2026".len()))
        .text("17th dec, 26")
        .keys("Tab")
        .sees("Due date: Thu 17 Dec 2026");
    assert_eq!(stored(&script, &Field::Due), "2026-12-17");
}

#[test]
fn the_trail_shows_dates_with_their_weekdays() {
    let mut script = at_due();
    script.text("17/12/26").keys("Tab Esc");
    let guide = guide();
    let clock = &roadsigns::project::date::Wall::utc;
    let roads = roadsigns::project::roads::Roads {
        guide,
        open: &guide.roadmaps[0],
        book: &script.app.world.book,
    };
    let trail = roadsigns::plain::history::of(roads, &script.history, None, clock);
    let trail = roadsigns::doc::to_text::Paper::default().print(&trail);
    assert!(
        trail.contains("Due date: (empty) -> Thu 17 Dec 2026"),
        "{trail}"
    );
    assert!(
        trail.contains("Created: (empty) -> Sun 22 Nov 2026 10:41:"),
        "{trail}"
    );
}

#[test]
fn feedback_is_left_listed_and_edited() {
    let mut script = begin();
    script
        .keys("4 f")
        .sees("Feedback: Market intelligence")
        .text("9")
        .keys("Tab")
        .sees("Type a number from 1");
    script
        .keys("Backspace 4 Enter")
        .text("The list")
        .keys("Tab")
        .text("Prices")
        .keys("Tab");
    script
        .keys("5 f")
        .sees("About other pages")
        .sees("4/5")
        .keys("Down Enter")
        .sees("The list");
    script
        .keys("Tab")
        .text(" of providers")
        .keys("Esc f")
        .sees("The list of providers");
    assert_eq!(script.app.world.book.feedback(None).len(), 1);
}

#[test]
fn a_gate_names_what_is_open_and_can_be_passed_with_a_reason() {
    let mut script = begin();
    script
        .keys("0 2")
        .sees("Before this stage: ")
        .sees("in stage 1");
    script
        .keys("w")
        .sees("Go on to stage 2, with a reason")
        .keys("Enter")
        .sees("Go on to stage 2")
        .keys("Tab")
        .sees("Type a reason");
    script
        .text("Board date fixed")
        .keys("Tab")
        .sees_no("Before this stage: ")
        .sees("Board date fixed");
    let gate = script
        .app
        .world
        .book
        .record(&script.app.world.project, "toolkit/getting-ready")
        .unwrap();
    let open = gate[&Field::Open].last().unwrap().value.lines().count();
    assert!(open > 5, "{open}");

    // What was settled then and opens later shows again.
    let roadmap = &guide().roadmaps[0];
    let must = own_items(&roadmap.stages[0])
        .position(roadsigns::guide::page::Item::is_must)
        .unwrap();
    script.keys("u").sees("Before this stage: ");
    script
        .keys("0 1 Tab")
        .keys(&"Down ".repeat(must))
        .keys("Space Space")
        .sees("[x]");
    script
        .keys("0 2 w")
        .keys("Enter")
        .text("Now")
        .keys("Tab")
        .sees_no("Before this stage");
    script
        .keys("0 1 Tab")
        .keys(&"Down ".repeat(must))
        .keys("Space");
    script
        .keys("0 2")
        .sees("Opened since you went on: 1 must open in stage 1");
}

#[test]
fn a_conditional_must_counts_before_a_stage_until_it_is_done_or_not_applicable() {
    let mut script = begin();
    let roadmap = &guide().roadmaps[0];
    let place = "toolkit/identifying-the-need#substantial-change";
    let index = own_items(&roadmap.stages[0])
        .position(|item| item.place == place)
        .unwrap();
    assert!(
        own_items(&roadmap.stages[0])
            .nth(index)
            .unwrap()
            .strongest()
            .unwrap()
            .when
            .is_some()
    );
    let is_open = |script: &script::Script| {
        let open = gate::open_before(
            roadmap,
            &script.app.world.book,
            &script.app.world.project,
            &roadmap.stages[1],
        );
        open.iter()
            .flat_map(|musts| &musts.items)
            .any(|item| item.place == place)
    };
    assert!(is_open(&script));
    script
        .keys("0 1 Tab")
        .keys(&"Down ".repeat(index))
        .keys("Space");
    assert!(is_open(&script), "in hand is still open");
    script.keys("x").text("No change of service").keys("Tab");
    assert!(!is_open(&script));
}

#[test]
fn what_is_left_lists_blocked_overdue_and_due_items_and_enter_jumps() {
    let mut script = begin();
    script.keys("0 3 Tab b").text("Waiting").keys("Tab");
    script
        .keys("Down Enter Tab Tab")
        .text("1/11/2026")
        .keys("Esc Esc");
    script
        .keys("Down Enter Tab Tab")
        .text("17/12/2026")
        .keys("Esc Esc");
    script
        .keys("w")
        .sees("Blocked")
        .sees("Overdue")
        .sees("Due")
        .keys("Down Enter");
    assert_eq!(
        script.app.spot().place.text(),
        "toolkit/procurement#equal-treatment"
    );
    script.keys("0").sees("overdue Sun 1 Nov 2026");
}

#[test]
fn undo_and_redo_take_back_ticks_reasons_names_and_feedback() {
    let mut script = begin();
    script
        .keys("0 3 Tab Space Space u")
        .sees("> [~]")
        .sees("Undo: Done")
        .keys("u")
        .sees("> [ ]");
    script.keys("C-r C-r").sees("> [x]");
    script
        .keys("x")
        .text("No")
        .keys("Tab u")
        .sees("> [x]")
        .sees_no("Not applicable: No");
    script
        .keys("p Down Enter Backspace Backspace")
        .text("!!")
        .keys("Tab")
        .sees("My first proje!!");
    script.keys("u").sees("My first project");
    script.keys("4 f 5 Tab Tab Tab");
    assert_eq!(script.app.world.book.feedback(None).len(), 1);
    script.keys("u");
    assert_eq!(script.app.world.book.feedback(None).len(), 0);
}

#[test]
fn undo_leaves_alone_what_somebody_else_has_changed_since() {
    let mut script = begin();
    script.keys("0 3 Tab Space");
    let Some(Effect::Save(changes)) = script.effects.last().cloned() else {
        panic!("no save")
    };
    let mut other = changes[0].clone();
    other.replaces = vec![other.id.clone()];
    other.id.session = "other".to_owned();
    other.by = "colleague@there".to_owned();
    other.value = "done".to_owned();
    script.send(Message::Saved {
        count: 99,
        foreign: vec![other],
    });
    script
        .sees("> [x]")
        .keys("u")
        .sees("colleague@there has changed it since")
        .sees("> [x]");
}

#[test]
fn each_project_has_its_own_state_and_last_place_and_is_archived_and_brought_back() {
    let mut script = begin();
    script.keys("0 3 Tab Space");
    script
        .keys("p Enter")
        .text("Talking therapies")
        .keys("Enter")
        .sees("Talking therapies")
        .sees("0/137 done");
    script
        .keys("5 p")
        .sees("My first project")
        .keys("Down Down Down Enter")
        .sees("Stage 3  Procurement")
        .sees("[~]");
    script.keys("p Down Down Down Down Enter").sees("Sign 5");
    script
        .keys("p Down Down Enter")
        .sees("My first project")
        .keys("p")
        .sees("Archived")
        .sees("Talking therapies");
    script
        .keys("End Enter p")
        .sees_no("Archived\n")
        .sees("Talking therapies");
    script
        .keys("Esc p Down Down Enter p Down Down Enter")
        .sees("before you archive this one");
}

#[test]
fn one_item_shown_at_a_sign_and_a_stage_has_one_state() {
    let mut script = begin();
    let roadmap = &guide().roadmaps[0];
    let sign = &roadmap.signs[3];
    let shared = roadmap
        .checklist(sign)
        .find(|item| item.place.starts_with("toolkit/"))
        .unwrap();
    let index = roadmap
        .checklist(sign)
        .position(|item| item.place == shared.place)
        .unwrap();
    script
        .keys("4 Tab")
        .keys(&"Down ".repeat(index))
        .keys("Space Space");
    assert_eq!(script.app.world.work(shared).state(), State::Done);
    script.keys("0").sees("1/87").sees("1/137 done");
}

#[test]
fn a_save_that_fails_or_is_late_is_named_in_the_header() {
    let mut script = begin();
    script.keys("4").sees_no("NOT SAVED").sees_no("saving");
    script.send(Message::SaveIsLate).sees("saving");
    script
        .send(Message::NotSaved("the disk is full".into()))
        .sees("NOT SAVED: the disk is full");
    let long = Trouble::Cannot {
        what: "write",
        path: "/home/somebody/.local/share/roadsigns/state.history/k7f2m9qx.tsv".into(),
        cause: "you have no permission".to_owned(),
    };
    script
        .send(Message::NotSaved(long))
        .sees("NOT SAVED: you have no permission")
        .keys("C-s")
        .sees("Trying again by itself")
        .keys("Esc");
    script
        .keys("q")
        .sees("Some work is NOT SAVED")
        .sees("Leave; what is not saved is lost")
        .keys("Esc 4");
    let handed = script.app.world.saving.handed;
    script
        .send(Message::Saved {
            count: handed,
            foreign: Vec::new(),
        })
        .sees_no("NOT SAVED");
    script.keys("C-s").sees("Everything is saved, last at");
}

#[test]
fn the_tallies_are_those_of_a_count_item_by_item() {
    let mut script = begin();
    script.keys("0 3 Tab Space Space Down Space Down b");
    script.text("The board meets in January").keys("Tab");
    script.keys("4 Tab Space Space Down Space Down Space Space 8 Tab Space Space");
    let app = &script.app;
    let tallies = app.world.tallies();
    let mut all = (0, 0, 0, 0);
    for page in app.world.roadmap.pages() {
        let (mut total, mut settled, mut in_hand, mut blocked) = (0, 0, 0, 0);
        for item in app.world.roadmap.checklist(page) {
            assert_eq!(
                app.world.roadmap.item(&item.place).map(|(_, found)| found),
                Some(item)
            );
            let state = app.world.work(item).state();
            total += 1;
            settled += usize::from(state.is_settled());
            in_hand += usize::from(state == State::InHand);
            blocked += usize::from(state == State::Blocked);
        }
        let tally = tallies.page(&app.world.roadmap, page);
        let counted = (tally.total, tally.settled, tally.in_hand, tally.blocked);
        assert_eq!(
            counted,
            (total, settled, in_hand, blocked),
            "{}",
            page.place
        );
        for item in own_items(page) {
            let state = app.world.work(item).state();
            all.0 += 1;
            all.1 += usize::from(state.is_settled());
            all.2 += usize::from(state == State::InHand);
            all.3 += usize::from(state == State::Blocked);
        }
    }
    let tally = tallies.all;
    assert_eq!(
        (tally.total, tally.settled, tally.in_hand, tally.blocked),
        all
    );
    assert!(all.1 >= 3 && all.2 >= 1 && all.3 == 1, "{all:?}");
}

#[test]
fn a_form_left_with_esc_says_so_and_holds_its_words_when_it_is_opened_again() {
    let mut script = begin();
    script.keys("0 3 Tab b").text("The board").keys("Esc");
    script.sees("Not recorded").sees("> [ ]");
    script.keys("Down b").sees_no("The board").keys("Esc");
    script
        .sees_no("Not recorded")
        .keys("Up b")
        .sees("The board");
    script.text(" meets late").keys("Tab").sees("> [!]");
    script.keys("Space b").sees_no("The board");
}

#[test]
fn esc_leads_from_a_form_back_to_the_list_that_it_was_opened_from() {
    for (keys, form, list) in [
        ("0 3 w Enter", "Go on to stage 3", "What is left"),
        ("p Enter", "New project", "Projects"),
    ] {
        let mut script = begin();
        script.keys(keys).sees(form).keys("Esc").sees(list);
        script.keys("Esc").sees_no(list);
    }
}

#[test]
fn another_guide_shows_its_own_text_at_once() {
    let mut script = begin();
    script.keys("4").sees("Know who is there");
    let mut other = Guide::clone(guide());
    for page in other
        .roadmaps
        .iter_mut()
        .flat_map(|roadmap| &mut roadmap.signs)
    {
        page.today = Doc::of("Another text.").into();
    }
    script.app.replace_guide(&Arc::new(other)).unwrap();
    script
        .keys("z z")
        .sees("Another text.")
        .sees_no("Know who is there");
}

#[test]
fn what_was_recorded_is_there_under_another_guide() {
    let mut script = begin();
    script.keys("4 Tab Space").sees("[~] Map who provides now");
    let bytes = guide().to_bytes().unwrap().leak();
    let new = Arc::new(Guide::from_bytes(bytes).unwrap());
    script.app.replace_guide(&new).unwrap();
    script.keys("Down Up").sees("[~] Map who provides now");
}

#[test]
fn a_guide_without_a_roadmap_is_refused_and_the_old_one_stays() {
    let mut script = begin();
    let mut none = Guide::clone(guide());
    none.roadmaps.clear();
    assert!(script.app.replace_guide(&Arc::new(none)).is_err());
    script.keys("4").sees("Market intelligence");
}
