//! The search: the index that the first `/` makes, and a query.

use divan::Bencher;

use crate::material::{self, Desk};
use roadsigns::app::screen::search::Index;
use roadsigns::guide::shared::SharedRoadmap;
use roadsigns::project::opened::Opened;

#[divan::bench(args = material::SIZES, sample_count = 10, sample_size = 1)]
fn first_index(bencher: Bencher<'_, '_>, times: usize) {
    let guide = material::guide(times);
    let roadmap = SharedRoadmap::of(&guide, None).unwrap();
    bencher.bench_local(|| Index::of(&roadmap));
}

#[divan::bench(args = material::SIZES, sample_count = 20)]
fn a_letter_more(bencher: Bencher<'_, '_>, times: usize) {
    let mut desk = Desk::new(times, Opened::default());
    desk.keys("4/standstil");
    bencher.bench_local(|| desk.keys("l\u{8}"));
}
