//! A save, and opening what was saved: a new project, and 5,000 items with 20,000 history lines; and the first save of a
//! state without history, and merging one, with 100,000 items and 20,000 projects.

use divan::Bencher;
use tempfile::TempDir;

use crate::material;
use roadsigns::project::change::Signature;
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

#[divan::bench(args = [12_500, 100_000], sample_count = 3, sample_size = 1)]
fn first_save_of_items_without_history(bencher: Bencher<'_, '_>, items: usize) {
    let text = material::written(1, items);
    bencher
        .with_inputs(|| material::state(&text))
        .bench_local_values(|folder| {
            let mut store = store(&folder, "first");
            store.open().unwrap();
            store.save(&[], &Here::default()).unwrap();
            folder
        });
}

#[divan::bench(args = [2_500, 20_000], sample_count = 3, sample_size = 1)]
fn merge_of_projects_without_history(bencher: Bencher<'_, '_>, projects: usize) {
    let text = material::written(projects, 1);
    bencher
        .with_inputs(|| material::state(&text))
        .bench_local_values(|folder| {
            let mut theirs = store(&folder, "theirs");
            theirs.open().unwrap();
            let ours = tempfile::tempdir().unwrap();
            let mut store = store(&ours, "ours");
            store.open().unwrap();
            store.save(theirs.unwritten(), &Here::default()).unwrap();
            (folder, ours)
        });
}

fn store(folder: &TempDir, session: &str) -> Store {
    let session = Signature {
        id: session.to_owned(),
        ..material::session()
    };
    Store::new(
        Box::new(RealDisk),
        &folder.path().join("state.toml"),
        session,
    )
}
