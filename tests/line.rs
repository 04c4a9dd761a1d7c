//! The loop while the disk does not answer or the program is at fault; the figures of the line.
//!
//! What the real program does in a terminal stands in `tests/program`. The figures are measured where `.ci/full` asks
//! for them, in rounds of `ROUNDS`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

#[expect(dead_code, reason = "only what dies asks what is written")]
#[path = "faults/around.rs"]
mod around;
#[path = "line/desk.rs"]
mod desk;
#[path = "line/figures.rs"]
mod figures;
#[path = "line/frozen.rs"]
mod frozen;
#[path = "line/gate.rs"]
mod gate;
#[path = "program/kept.rs"]
mod kept;
#[expect(dead_code, reason = "tests/program needs more")]
#[path = "program/pty.rs"]
mod pty;
#[expect(dead_code, reason = "tests/journey needs more")]
#[path = "journey/script.rs"]
mod script;
#[path = "line/way_out.rs"]
mod way_out;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use desk::Desk;
use gate::{Gate, disk_behind};
use roadsigns::runtime::Flow;
use roadsigns::takeaway;
use roadsigns::terminal::event::Signal;

/// At an action of stage 2, which is ticked while the disk does not answer.
fn ticked(folder: &Path) -> Desk {
    let mut desk = Desk::begin(folder);
    desk.keys_to("\r", "Policy background");
    desk.keys_to("0", "Procurement toolkit");
    desk.keys_to("2", "Stage 2  Getting ready");
    desk.keys_to("\t", "> [ ]");
    desk.until_saved();
    desk.gate.shut();
    desk.keys_to(" ", "> [~]");
    desk
}

/// Whether the state on disk holds the tick.
fn is_saved(folder: &Path) -> bool {
    let state = fs::read_to_string(folder.join("state.toml"));
    state.is_ok_and(|state| state.contains("in-hand"))
}

#[test]
fn keys_draw_while_the_disk_does_not_answer_and_saving_says_so_after_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.see(" saving ");
    desk.keys_to("4", "Sign 4");
    desk.keys_to("/", "Search everything");
    desk.keys_to("standstill", " found");
    desk.keys("\x1b");
    desk.keys_to("5", "Sign 5");
    // Leaving says so, too.
    desk.keys_to("q", "NOT SAVED");
    assert!(!is_saved(folder.path()));
    desk.gate.open();
    desk.wait_until("saved", |screen| !screen.contains(" saving "));
    assert!(is_saved(folder.path()));
    desk.keys("\x1b");
    desk.keys_to("q", "Press q again to leave");
    desk.keys("q");
    assert!(desk.end().is_ok());
}

#[test]
fn leaving_waits_for_the_disk_and_a_second_signal_ends_the_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.signal(Signal::Terminate);
    desk.until_late();
    // The kernel and the shell both tell that the line dropped: that is no second signal.
    desk.signal(Signal::Hangup);
    desk.signal(Signal::Continue);
    desk.signal(Signal::Terminate);
    let lost = desk.end().unwrap_err();
    assert_eq!(lost.why.to_string(), "ended before the save was done");
    assert!(lost.text.contains("State: In hand"), "{}", lost.text);
}

#[test]
fn a_second_signal_at_once_leaves_the_disk_time_to_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.gate.open_after_the_loop();
    desk.signal(Signal::Terminate);
    desk.signal(Signal::Interrupt);
    assert!(desk.end().is_ok());
    assert!(is_saved(folder.path()));
}

#[test]
fn a_hang_up_alone_waits_for_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.signal(Signal::Hangup);
    desk.until_late();
    desk.signal(Signal::Hangup);
    desk.gate.open();
    assert!(desk.end().is_ok());
    assert!(is_saved(folder.path()));
}

#[test]
#[ignore = "takes ten seconds: .ci/full runs it"]
fn leaving_gives_a_disk_that_does_not_answer_up_after_ten_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    let begun = Instant::now();
    desk.signal(Signal::Terminate);
    let lost = desk.end().unwrap_err();
    assert_eq!(lost.why.to_string(), "the disk does not answer");
    assert!(begun.elapsed() >= Duration::from_secs(10));
    figures::tell(
        "end where the disk does not answer",
        format!("{:.1} s", begun.elapsed().as_secs_f64()),
    );
}

#[test]
fn a_fault_while_saving_is_a_save_that_failed_and_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.gate.break_down();
    desk.see("NOT SAVED: saving broke off");
    desk.keys_to("4", "Sign 4");
    desk.gate.open();
    desk.wait_until("saved", |screen| !screen.contains("NOT SAVED"));
    assert!(is_saved(folder.path()));
    desk.signal(Signal::Terminate);
    assert!(desk.end().is_ok());
}

#[test]
fn a_fault_while_taking_away_is_told_as_a_document_not_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let gate = Gate::default();
    gate.break_down();
    let why = takeaway::save(&disk_behind(&gate), folder.path(), "a.txt", "one").unwrap_err();
    assert!(why.reason().contains("a fault of the program"), "{why}");
}

#[test]
fn a_stop_waits_for_the_save_under_way_which_holds_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    let ticked = Instant::now();
    desk.signal(Signal::Stop);
    desk.keys_to("4", "Sign 4");
    desk.gate.open();
    assert_eq!(desk.afresh(), Flow::Suspend);
    let is_late = ticked.elapsed() >= Duration::from_secs(1);
    assert!(is_saved(folder.path()) || is_late);
    desk.signal(Signal::Continue);
    assert_eq!(desk.afresh(), Flow::Resume);
    desk.signal(Signal::Terminate);
    assert!(desk.end().is_ok());
}

#[test]
fn a_disk_that_does_not_answer_does_not_keep_one_from_stopping() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = ticked(folder.path());
    desk.signal(Signal::Stop);
    assert_eq!(desk.afresh(), Flow::Suspend);
    assert!(!is_saved(folder.path()));
    desk.gate.open();
    desk.signal(Signal::Terminate);
    assert!(desk.end().is_ok());
}
