//! Every call of a save fails once: the state is the old one or the new one, and the next save mends everything.

use std::fs;
use std::path::Path;

use roadsigns::project::author::Author;
use roadsigns::project::change::Change;
use roadsigns::project::draft::{self, Draft, Purpose, Written};
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::{Store, Trouble};

use super::failing::{Failing, How, Plan};
use super::proof::{copies_are_whole, starts_well};
use super::shapes::{self, Ground as _, RealGround, SHAPES, Shape, here, session};
use super::told::{Holds, contents, holds, said};
use super::{is_full, rounds};

const EIO: i32 = 5;
const EROFS: i32 = 30;
const ENOSPC: i32 = 28;
const ESTALE: i32 = 116;
const EDQUOT: i32 = 122;
const ERRORS: [i32; 5] = [EIO, ENOSPC, EDQUOT, EROFS, ESTALE];

/// Every way in which a call can fail; a few of them where not all are asked for.
fn plans(call: usize) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (index, errno) in ERRORS.into_iter().enumerate() {
        for how in [How::Nothing, How::Half, How::All] {
            for for_ever in [false, true] {
                plans.push(Plan {
                    call,
                    for_ever,
                    errno,
                    how,
                });
            }
        }
        if !is_full() && index == 0 {
            break;
        }
    }
    if !is_full() {
        let errors = ERRORS.into_iter().cycle().skip(call);
        for (plan, errno) in plans.iter_mut().zip(errors) {
            plan.errno = errno;
        }
    }
    plans
}

/// A session whose disk is about to fail.
struct Begun {
    ground: RealGround,
    disk: Failing,
    store: Store,
    changes: Vec<Change>,
}

fn begin(shape: &Shape) -> Begun {
    let ground = RealGround::new();
    for before in shape.before {
        before(&ground);
    }
    let disk = Failing::around(ground.disk());
    let mut store = Store::new(Box::new(disk.clone()), &ground.state(), session("s"));
    let mut book = store.open().unwrap().book;
    for meanwhile in shape.meanwhile {
        meanwhile(&ground);
    }
    let author = &mut Author::new(session("s"));
    let changes = shapes::changes(author, &mut book, 100, shape.changes);
    Begun {
        ground,
        disk,
        store,
        changes,
    }
}

/// What a save without a fault makes of it.
struct Sound {
    calls: usize,
    said: Holds,
    holds: Holds,
    lines: usize,
}

fn sound(shape: &Shape) -> Sound {
    let mut begun = begin(shape);
    begun.disk.fail(None);
    begun.store.save(&begun.changes, &here()).unwrap();
    let (calls, _) = begun.disk.heal();
    let state = begun.ground.state();
    let said = said(&contents(&RealDisk, &state));
    let (opened, lines) = starts_well(&state, "after", &shape.edits());
    Sound {
        calls,
        said,
        holds: holds(&opened.book),
        lines: lines.len(),
    }
}

/// Who goes on after the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// The same session tries again.
    Again,
    /// It has died; another one starts.
    Another,
}

fn one(shape: &Shape, sound: &Sound, plan: Plan, next: Next) {
    let Begun {
        ground,
        disk,
        mut store,
        changes,
    } = begin(shape);
    let state = ground.state();
    let old = fs::read(&state).ok();
    disk.fail(Some(plan));
    let outcome = store.save(&changes, &here());
    let (_, failed) = disk.heal();
    assert!(failed > 0, "no call failed");
    // Old or new, whole.
    if fs::read(&state).ok() != old {
        assert_eq!(said(&contents(&RealDisk, &state)), sound.said);
    }
    copies_are_whole(store.history());
    if outcome.is_ok() {
        assert_eq!(said(&contents(&RealDisk, &state)), sound.said);
        let lines = store.recall().unwrap();
        for change in &changes {
            assert!(lines.contains(change), "said to be saved: {change:?}");
        }
    }
    if next == Next::Again {
        store.save(&changes, &here()).unwrap();
    }
    let (opened, lines) = starts_well(&state, "after", &shape.edits());
    if outcome.is_ok() || next == Next::Again {
        assert_eq!(holds(&opened.book), sound.holds);
        assert_eq!(lines.len(), sound.lines);
    }
    copies_are_whole(store.history());
}

#[test]
fn wherever_a_save_fails_the_state_is_old_or_new_and_the_next_save_mends_everything() {
    let mut points = 0;
    let mut neither = 0;
    for shape in SHAPES {
        let sound = sound(shape);
        assert!(sound.calls > 10, "{}", sound.calls);
        for call in 0..sound.calls {
            for (number, plan) in plans(call).into_iter().enumerate() {
                for next in [Next::Again, Next::Another] {
                    if !is_full() && (number + call) % 2 == usize::from(next == Next::Again) {
                        continue;
                    }
                    points += 1;
                    let attempt = || one(shape, &sound, plan, next);
                    if std::panic::catch_unwind(attempt).is_err() {
                        eprintln!("not so: {}, {plan:?}, {next:?}", shape.name);
                        neither += 1;
                    }
                }
            }
        }
    }
    println!("figure: fault points in a save = {points}");
    println!("figure: fault points that leave a state neither old nor new = {neither}");
    assert_eq!(neither, 0);
}

#[test]
fn a_start_that_cannot_read_changes_nothing_and_the_next_one_reads_everything() {
    let mut points = 0;
    for shape in SHAPES {
        let sound = sound(shape);
        for call in 0.. {
            let errno = ERRORS[call % ERRORS.len()];
            let ground = RealGround::new();
            for before in shape.before {
                before(&ground);
            }
            let disk = Failing::around(ground.disk());
            let state = ground.state();
            let old = fs::read(&state).ok();
            let mut store = Store::new(Box::new(disk.clone()), &state, session("s"));
            disk.fail(Some(Plan {
                call,
                for_ever: false,
                errno,
                how: How::Nothing,
            }));
            let outcome = store.open();
            let (_, failed) = disk.heal();
            assert_eq!(fs::read(&state).ok(), old);
            let mut book = match outcome {
                Ok(opened) => opened.book,
                Err(_) => store.open().unwrap().book,
            };
            for meanwhile in shape.meanwhile {
                meanwhile(&ground);
            }
            let author = &mut Author::new(session("s"));
            let changes = shapes::changes(author, &mut book, 100, shape.changes);
            store.save(&changes, &here()).unwrap();
            let (opened, _) = starts_well(&state, "after", &shape.edits());
            assert_eq!(
                holds(&opened.book),
                sound.holds,
                "{}, call {call}",
                shape.name
            );
            points += 1;
            if failed == 0 {
                break;
            }
        }
    }
    println!("figure: fault points in a start = {points}");
    // The last one of each shape is beyond its calls.
    assert!(points > 5 * SHAPES.len(), "{points}");
}

fn draft(text: &str) -> Draft {
    Draft {
        at: chrono::Utc::now(),
        project: "house-7k2f".to_owned(),
        focus: 0,
        purpose: Purpose::Field(draft::Field {
            place: shapes::ITEM.to_owned(),
            field: "note".to_owned(),
        }),
        texts: vec![Written {
            label: "Note".to_owned(),
            text: text.to_owned(),
        }],
    }
}

/// The text of the drafts that a start offers once this process has died.
fn offered(ground: &RealGround) -> Vec<String> {
    let history = ground.state().with_extension("history");
    for path in fs::read_dir(&history).unwrap() {
        let path = path.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_toml = path.extension().is_some_and(|end| end == "toml");
        if name.starts_with("draft-") && is_toml {
            let own = format!("process = {}\n", std::process::id());
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(&own), "{text}");
            let dead = format!("process = {}\n", i32::MAX);
            overwrite(&path, &text.replace(&own, &dead));
        }
    }
    let opened = shapes::store(ground, "later").open().unwrap();
    let texts = opened.drafts.into_iter().map(|(_, draft)| draft.texts);
    texts.flatten().map(|written| written.text).collect()
}

#[test]
fn wherever_writing_a_draft_fails_the_one_before_or_the_new_one_is_offered() {
    let mut points = 0;
    for removes in [false, true] {
        let fresh = draft("Half a sen");
        let fresh = (!removes).then_some(&fresh);
        for call in 0.. {
            let mut reached = 0;
            for plan in plans(call) {
                let ground = RealGround::new();
                let disk = Failing::around(ground.disk());
                let store = Store::new(Box::new(disk.clone()), &ground.state(), session("s"));
                store.keep_draft(Some(&draft("Half"))).unwrap();
                disk.fail(Some(plan));
                let outcome = store.keep_draft(fresh);
                let (_, failed) = disk.heal();
                reached += failed;
                points += 1;
                let offered_now = offered(&ground);
                let is_old = offered_now == ["Half"];
                let is_new = match fresh {
                    Some(_) => offered_now == ["Half a sen"],
                    None => offered_now.is_empty(),
                };
                assert!(
                    is_new || (is_old && outcome.is_err()),
                    "{plan:?}: {outcome:?}, {offered_now:?}"
                );
            }
            if reached == 0 {
                break;
            }
        }
    }
    println!("figure: fault points in writing a draft = {points}");
    assert!(points > rounds().min(10), "{points}");
}

fn overwrite(path: &Path, text: &str) {
    RealDisk.write_new(path, text.as_bytes()).unwrap();
}

const BROKEN: &str = "format = 1\n[here\n# something of mine\n";

/// A folder with a broken state file, and a session that is to mend it.
fn broken() -> (RealGround, Failing, Store, Holds) {
    let ground = RealGround::new();
    for before in SHAPES[1].before {
        before(&ground);
    }
    let before = holds(&shapes::store(&ground, "before").open().unwrap().book);
    overwrite(&ground.state(), BROKEN);
    let disk = Failing::around(ground.disk());
    let mut store = Store::new(Box::new(disk.clone()), &ground.state(), session("s"));
    store.open().unwrap();
    (ground, disk, store, before)
}

#[test]
fn wherever_mending_fails_the_broken_file_stays_somewhere_whole_and_mending_again_works() {
    let mut points = 0;
    for call in 0.. {
        let mut reached = 0;
        for plan in plans(call) {
            let (ground, disk, mut store, before) = broken();
            let state = ground.state();
            disk.fail(Some(plan));
            let outcome = store.mend();
            let (_, failed) = disk.heal();
            reached += failed;
            points += 1;
            let stands = fs::read_to_string(&state).unwrap() == BROKEN;
            if !stands {
                assert_eq!(said(&contents(&RealDisk, &state)), before, "{plan:?}");
            }
            assert!(!(stands && outcome.is_ok()), "{plan:?}");
            if stands {
                again(&mut store, plan).unwrap();
            }
            let aside = fs::read_dir(ground.path()).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                path.is_file() && fs::read(path).unwrap() == BROKEN.as_bytes()
            });
            assert!(aside, "{plan:?}: the broken file is gone");
            let (opened, _) = starts_well(&state, "after", &[]);
            assert_eq!(holds(&opened.book), before, "{plan:?}");
        }
        if reached == 0 {
            break;
        }
    }
    println!("figure: fault points in mending a broken file = {points}");
    assert!(points > rounds().min(10));
}

fn again(store: &mut Store, plan: Plan) -> Result<(), Trouble> {
    let outcome = store.mend();
    assert!(outcome.is_ok(), "{plan:?}: {outcome:?}");
    outcome.map(drop)
}
