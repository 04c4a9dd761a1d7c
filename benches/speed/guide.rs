//! Reading the guide: as it is built into the program, and from its folder.

use divan::Bencher;

use crate::material;
use roadsigns::guide::{Guide, load};

#[divan::bench(args = material::SIZES)]
fn compiled(bencher: Bencher<'_, '_>, times: usize) {
    let bytes = material::compiled(times);
    bencher.bench_local(|| Guide::from_bytes(bytes).unwrap());
}

#[divan::bench(sample_count = 10)]
fn folder(bencher: Bencher<'_, '_>) {
    let files = material::files();
    bencher.bench_local(|| load::read(&files));
}
