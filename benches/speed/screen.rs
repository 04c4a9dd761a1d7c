//! The screen: from nothing to the first frame, and from a key to its frame, as bytes for the terminal.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use divan::Bencher;

use crate::material::{self, Desk};
use roadsigns::guide::Guide;
use roadsigns::project::opened::Opened;

/// The compiled guide read, the app made, the first frame painted. The disk comes on top.
#[divan::bench(args = material::SIZES)]
fn first_frame(bencher: Bencher<'_, '_>, times: usize) {
    let bytes = material::compiled(times);
    bencher.bench_local(|| {
        let guide = Guide::from_bytes(bytes).unwrap();
        // As the program does: the guide lives as long as it.
        Desk::at(&Arc::new(guide), Opened::default())
    });
}

#[divan::bench(args = material::SIZES)]
fn move_on_the_road(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    bencher.bench_local(|| desk.keys("jk"));
}

#[divan::bench(args = material::CHECKLISTS)]
fn move_in_a_checklist(bencher: Bencher<'_, '_>, items: usize) {
    let mut desk = Desk::in_checklist(items);
    bencher.bench_local(|| desk.keys("jk"));
    IS_CHECKLIST_ASKED.store(true, Ordering::Relaxed);
}

/// Whether how long a move in a checklist takes has been asked.
static IS_CHECKLIST_ASKED: AtomicBool = AtomicBool::new(false);
/// How often each checklist is moved in, there and back.
const ROUNDS: usize = 2_000;

/// Prints how long one move takes in a checklist of few items and of many, from the key to the frame, and their ratio.
/// They are moved in by turns, so that whatever else the machine does is the same for both.
#[expect(clippy::print_stdout, reason = "this is what it is for")]
pub(crate) fn report() {
    if !IS_CHECKLIST_ASKED.load(Ordering::Relaxed) {
        return;
    }
    let mut desks = material::CHECKLISTS.map(Desk::in_checklist);
    let mut took = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (desk, took) in desks.iter_mut().zip(&mut took) {
            let start = Instant::now();
            desk.keys("jk");
            took.push(start.elapsed() / 2);
        }
    }
    let [few, many] = took.map(middle);
    let [fewer, more] = material::CHECKLISTS;
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    println!("a move among {fewer} items: {few:?}, among {more}: {many:?}, ratio {ratio:.2}");
}

fn middle(mut took: Vec<Duration>) -> Duration {
    took.sort();
    took[took.len() / 2]
}

#[divan::bench(args = material::SIZES)]
fn page_of_a_text(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    desk.keys("4");
    bencher.bench_local(|| desk.keys(" \u{1}"));
}

#[divan::bench(args = material::SIZES)]
fn tick(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    desk.keys("03\t");
    bencher.bench_local(|| desk.keys(" "));
}

#[divan::bench(args = material::SIZES)]
fn open_another_sign(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    bencher.bench_local(|| desk.keys("45"));
}

#[divan::bench(args = material::SIZES)]
fn move_in_the_longest_list(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    desk.keys("98\t");
    bencher.bench_local(|| desk.keys("jk"));
}

#[divan::bench(args = material::ITEMS)]
fn first_frame_of_a_state(bencher: Bencher<'_, '_>, items: usize) {
    let opened = material::opened(items);
    let guide = material::guide(1);
    bencher
        .with_inputs(|| opened.clone())
        .bench_local_values(|opened| Desk::at(&guide, opened));
}

#[divan::bench(args = material::ITEMS)]
fn move_in_a_checklist_of_a_state(bencher: Bencher<'_, '_>, items: usize) {
    let mut desk = Desk::new(1, material::opened(items));
    desk.keys("03\t");
    bencher.bench_local(|| desk.keys("jk"));
}

#[divan::bench(args = material::ITEMS)]
fn tick_of_a_state(bencher: Bencher<'_, '_>, items: usize) {
    let mut desk = Desk::new(1, material::opened(items));
    desk.keys("03\t");
    bencher.bench_local(|| desk.keys(" "));
}
