//! The work of a first save without history, and of merging: it grows with what there is to do, not with its square.
//!
//! Two sizes are compared, in time of this thread's processor: eight times as much may take eight times as long, and as much
//! again for what a larger memory costs. With the square it would be sixty-four times. `benches/speed/save.rs` has the
//! seconds.

use std::time::Duration;

use roadsigns::project::book::Book;
use roadsigns::store::Store;
use roadsigns::store::disk::RealDisk;
use rustix::time::{ClockId, clock_gettime};

use super::desk::{Desk, here, session, write};

const SMALL: usize = 1_000;
const TIMES: u32 = 8;
/// As often each size is tried: the quickest is the one that was disturbed least.
const TRIES: usize = 2;

/// Processor time of this thread so far.
fn spent() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        now.tv_sec.unsigned_abs(),
        u32::try_from(now.tv_nsec).unwrap(),
    )
}

fn grows_with_what_there_is_to_do(
    what: &str,
    state_of: impl Fn(usize) -> String,
    work: impl Fn(&Desk),
) {
    let least = |size: usize| {
        let text = state_of(size);
        let tries = (0..TRIES).map(|_| {
            let desk = Desk::new();
            write(&desk.state(), &text);
            let before = spent();
            work(&desk);
            spent().saturating_sub(before)
        });
        tries.min().unwrap()
    };
    let (small, large) = (least(SMALL), least(SMALL * TIMES as usize));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    assert!(
        ratio < f64::from(2 * TIMES),
        "{what}: {TIMES} times as much took {ratio:.0} times as long"
    );
}

const STAMP: &str = "changed = 2026-11-22T10:41:07Z\nby = \"me@here\"\nguide = \"2026-11-22\"\n";

/// A project with so many items.
fn items(count: usize) -> String {
    let mut text = "format = 1\n[[project]]\nid = \"big-1\"\nname = \"Big\"\n".to_owned();
    for item in 0..count {
        text.push_str(&format!(
            "[project.items.\"toolkit/procurement#i{item}\"]\nstate = \"done\"\n{STAMP}"
        ));
    }
    text
}

/// So many projects.
fn projects(count: usize) -> String {
    let mut text = "format = 1\n".to_owned();
    for project in 0..count {
        text.push_str(&format!(
            "[[project]]\nid = \"p-{project}\"\nname = \"Project {project}\"\n"
        ));
        text.push_str(&format!(
            "[project.items.\"toolkit/procurement#standstill\"]\nstate = \"done\"\n{STAMP}"
        ));
    }
    text
}

#[test]
fn the_first_save_of_a_state_without_history_takes_as_long_as_it_has_items_and_projects() {
    let saves = |desk: &Desk| {
        let mut store = Store::new(Box::new(RealDisk), &desk.state(), session("a"));
        store.open().unwrap();
        store.save(&[], &here()).unwrap();
        assert!(store.unwritten().is_empty());
    };
    grows_with_what_there_is_to_do("items", items, saves);
    grows_with_what_there_is_to_do("projects", projects, saves);
}

#[test]
fn merging_takes_as_long_as_there_are_projects() {
    // What `state merge` does, without a process of its own.
    let merges = |desk: &Desk| {
        let ours = desk.folder().join("ours.toml");
        let mut store = Store::new(Box::new(RealDisk), &ours, session("a"));
        let mut book: Book = store.open().unwrap().book;
        let mut other = Store::new(Box::new(RealDisk), &desk.state(), session("b"));
        other.know(&store.recall().unwrap());
        other.open().unwrap();
        let mut theirs = other.recall().unwrap();
        theirs.extend(other.unwritten().iter().cloned());
        theirs.retain(|change| book.add(change));
        assert!(theirs.len() > SMALL);
        store.save(&theirs, &here()).unwrap();
    };
    grows_with_what_there_is_to_do("projects", projects, merges);
}

#[test]
fn values_of_which_all_lines_are_lost_stand_again_in_as_long_as_there_are() {
    let loses_all = |desk: &Desk| {
        let mut store = Store::new(Box::new(RealDisk), &desk.state(), session("a"));
        store.open().unwrap();
        store.save(&[], &here()).unwrap();
        std::fs::remove_file(desk.history("a.tsv")).unwrap();
        let mut next = Store::new(Box::new(RealDisk), &desk.state(), session("b"));
        next.open().unwrap();
        next.save(&[], &here()).unwrap();
        assert!(next.recall().unwrap().len() > SMALL);
    };
    grows_with_what_there_is_to_do("items", items, loses_all);
}
