//! The power is cut after every step of a save, and whatever was not synced has happened or not.

use std::path::Path;

use roadsigns::project::author::Author;
use roadsigns::project::change::{Change, ChangeId, Field};
use roadsigns::store::Store;

use super::failing::{Failing, How, Plan};
use super::model::Model;
use super::proof::starts_well;
use super::shapes::{self, Ground as _, RealGround, SHAPES, Shape, here, session};
use super::{is_full, rounds};

/// What a recorded session did.
struct Recorded {
    model: Model,
    /// Every change that it made.
    changes: Vec<Change>,
    /// Which of them it had been told to be saved, after so many steps.
    said: Vec<(usize, Vec<ChangeId>)>,
}

/// Three saves of a session; the second may fail once, and is tried again then.
fn record(shape: &Shape, fault: Option<Plan>) -> (Recorded, usize) {
    let model = Model::default();
    model_folders(&model);
    for before in shape.before {
        before(&model);
    }
    model.settle();
    let disk = Failing::around(model.disk());
    let mut store = Store::new(Box::new(disk.clone()), &model.state(), session("s"));
    let mut book = store.open().unwrap().book;
    for meanwhile in shape.meanwhile {
        meanwhile(&model);
    }
    model.settle();
    let author = &mut Author::new(session("s"));
    let mut changes = shapes::changes(author, &mut book, 100, shape.changes);
    let mut said = vec![(0, Vec::new())];
    let mut tell = |changes: &[Change]| {
        let ids = changes.iter().map(|change| change.id.clone()).collect();
        said.push((model.steps(), ids));
    };
    let mut calls = 0;
    store.save(&changes, &here()).unwrap();
    tell(&changes);
    for (second, value) in [(200, "Second owner"), (300, "Third owner")] {
        let next = shapes::changes(author, &mut book, second, &[(Field::Owner, value)]);
        if second == 200 {
            disk.fail(fault);
            let outcome = store.save(&next, &here());
            (calls, _) = disk.heal();
            if outcome.is_ok() {
                tell(&next);
            }
        }
        store.save(&next, &here()).unwrap();
        tell(&next);
        changes.extend(next);
    }
    store.close();
    let recorded = Recorded {
        model,
        changes,
        said,
    };
    (recorded, calls)
}

/// A call fails once.
fn once(call: usize, how: How) -> Plan {
    Plan {
        call,
        for_ever: false,
        errno: 5,
        how,
    }
}

/// The root, which is always there.
fn model_folders(model: &Model) {
    model.disk().make_folder("/".as_ref()).unwrap();
}

/// Cuts the power after every step, in several ways each. How many ways were tried.
fn replay(shape: &Shape, recorded: &Recorded, most: u64, random: &mut fastrand::Rng) -> usize {
    let mut tried = 0;
    let by_hand = shape.edits();
    for after in 0..=recorded.model.steps() {
        let crash = recorded.model.crash(after);
        let ways = crash.ways();
        let chosen: Vec<u64> = if ways <= most {
            (0..ways).collect()
        } else {
            // Nothing of it, all of it, and some in between.
            let between = (2..most).map(|_| random.u64(0..ways));
            [0, ways - 1].into_iter().chain(between).collect()
        };
        for way in chosen {
            tried += 1;
            let attempt = std::panic::AssertUnwindSafe(|| {
                let ground = RealGround::new();
                crash.write(way, ground.path());
                let (_, lines) = starts_well(&ground.state(), "after", &by_hand);
                for (_, ids) in recorded.said.iter().filter(|(step, _)| *step <= after) {
                    for id in ids {
                        let stands = lines.iter().any(|line| line.id == *id);
                        assert!(stands, "said to be saved and gone: {id}");
                    }
                }
                for line in lines.iter().filter(|line| line.id.session == "s") {
                    assert!(recorded.changes.contains(line), "made by nobody: {line:?}");
                }
            });
            assert!(
                std::panic::catch_unwind(attempt).is_ok(),
                "{}: after {after} steps, way {way} of {ways}: {crash:#?}",
                shape.name
            );
        }
    }
    tried
}

#[test]
fn a_power_cut_anywhere_loses_nothing_that_was_said_to_be_saved_and_invents_nothing() {
    let most = if is_full() { 64 } else { 3 };
    let mut random = fastrand::Rng::with_seed(7);
    let mut tried = 0;
    for shape in SHAPES {
        let (recorded, _) = record(shape, None);
        tried += replay(shape, &recorded, most, &mut random);
    }
    println!("figure: power cuts in a save = {tried}");
    assert!(tried > 50 * SHAPES.len(), "{tried}");
}

/// What was written last is compared with the state at the next start: without it all would look written by hand.
#[test]
fn no_power_cut_can_leave_the_state_without_what_it_was_written_from() {
    for shape in SHAPES {
        let (_, calls) = record(shape, None);
        assert!(calls > 10, "{}: {calls}", shape.name);
        for call in 0..calls {
            for how in [How::Nothing, How::Half, How::All] {
                let plan = once(call, how);
                let (recorded, _) = record(shape, Some(plan));
                for after in 0..=recorded.model.steps() {
                    let crash = recorded.model.crash(after);
                    let is_lost = crash.can_lose("summed-next.toml");
                    assert!(!is_lost, "{}: {plan:?}, {after} steps", shape.name);
                }
            }
        }
    }
}

#[test]
fn a_name_that_is_not_synced_may_be_lost_and_would_be_noticed() {
    let [next, summed] = ["/summed-next.toml", "/summed.toml"].map(Path::new);
    let replaced = |is_synced: bool| {
        let model = Model::default();
        model_folders(&model);
        let disk = model.disk();
        disk.write_new(next, b"one").unwrap();
        disk.rename(next, summed).unwrap();
        if is_synced {
            disk.sync_folder("/".as_ref()).unwrap();
        }
        disk.write_new(next, b"two").unwrap();
        let crash = model.crash(model.steps());
        (crash.can_lose("summed-next.toml"), crash.ways())
    };
    assert_eq!(replaced(false), (true, 8), "each of three names is open");
    assert_eq!(replaced(true), (false, 2));
}

#[test]
fn a_power_cut_after_a_call_that_failed_loses_nothing_either() {
    let mut random = fastrand::Rng::with_seed(8);
    let mut tried = 0;
    for shape in &SHAPES[..4] {
        let (_, calls) = record(shape, None);
        // Together some rounds of calls.
        let every = if is_full() {
            1
        } else {
            1 + calls * 4 / rounds().max(1)
        };
        let start = if is_full() { 0 } else { random.usize(0..every) };
        for call in (start..calls).step_by(every) {
            let hows = [How::Nothing, How::Half, How::All].into_iter().cycle();
            for how in hows.skip(call).take(if is_full() { 3 } else { 1 }) {
                let plan = once(call, how);
                let (recorded, _) = record(shape, Some(plan));
                tried += replay(shape, &recorded, if is_full() { 8 } else { 2 }, &mut random);
            }
        }
    }
    println!("figure: power cuts after a failed call = {tried}");
    assert!(tried > 100, "{tried}");
}
