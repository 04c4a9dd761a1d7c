//! A save, and opening what was saved: a new project, and 5,000 items with 20,000 history lines.

use divan::Bencher;
use tempfile::TempDir;

use crate::material;
use roadsigns::project::change::Session;
use roadsigns::project::opened::Here;
use roadsigns::store::Store;
use roadsigns::store::disk::RealDisk;

#[divan::bench(args = material::ITEMS, sample_count = 20, sample_size = 1)]
fn open(bencher: Bencher<'_, '_>, items: usize) {
    let folder = material::saved(items);
    bencher.bench_local(|| store(&folder, "later").open().unwrap());
}

#[divan::bench(args = material::ITEMS, sample_count = 20, sample_size = 1)]
fn one_tick(bencher: Bencher<'_, '_>, items: usize) {
    let folder = material::saved(items);
    let mut store = store(&folder, "ticker");
    let mut book = store.open().unwrap().book;
    let mut work = material::Work::of("ticker");
    bencher.bench_local(|| {
        let change = work.tick(&mut book);
        store.save(&[change], &Here::default()).unwrap();
    });
}

fn store(folder: &TempDir, session: &str) -> Store {
    let session = Session {
        id: session.to_owned(),
        ..material::session()
    };
    Store::new(
        Box::new(RealDisk),
        &folder.path().join("state.toml"),
        session,
    )
}
