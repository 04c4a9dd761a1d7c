//! `kill -9` at random moments while somebody types, ticks and switches projects: nothing that the program said was
//! saved is ever missing, and the next start offers what was half-written.
//!
//! `ROUNDS` says how often, 25 times without it; `SEED` repeats a run.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once, and prints its figures"
)]

#[path = "program/pty.rs"]
#[expect(dead_code, reason = "the terminal has more to offer than this needs")]
mod pty;
#[path = "kill/somebody.rs"]
mod somebody;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use roadsigns::project::change::{Change, Field, Signature};
use roadsigns::project::draft::Draft;
use roadsigns::store::Store;
use roadsigns::store::disk::{Disk as _, RealDisk};
use roadsigns::store::state;

use somebody::{Act, Somebody};

/// Half-written text goes to disk after so many keys.
const DRAFT_KEYS: usize = 200;
/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(40);

/// What is on disk.
struct OnDisk {
    lines: Vec<Change>,
    drafts: Vec<(PathBuf, Draft)>,
}

fn state_file(home: &Path) -> PathBuf {
    home.join(".local/share/roadsigns/state.toml")
}

/// Reads what a home folder holds, as a start does.
fn on_disk(home: &Path) -> OnDisk {
    let path = state_file(home);
    if let Ok(bytes) = RealDisk.read(&path) {
        let text = String::from_utf8(bytes).unwrap();
        state::parse(&text).unwrap_or_else(|why| panic!("{why}\n{text}"));
    }
    let session = Signature {
        id: "looks".to_owned(),
        by: "me@here".to_owned(),
        guide: String::new(),
    };
    let mut store = Store::new(Box::new(RealDisk), &path, session);
    let opened = store.open().unwrap();
    assert_eq!(opened.unsaved, None);
    let lines = store.recall().unwrap();
    for line in &lines {
        assert!(
            !line.by.starts_with("by hand"),
            "nobody wrote this by hand: {line:?}"
        );
    }
    OnDisk {
        lines,
        drafts: opened.drafts,
    }
}

/// How much of what was typed is on disk, half-written; texts of other sessions may wait there too.
fn draft_on_disk(home: &Path, typed: &str) -> usize {
    let folder = state_file(home).with_extension("history");
    let files = RealDisk.list(&folder).unwrap_or_default().into_iter();
    let drafts = files.filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("draft-") && path.extension().is_some_and(|end| end == "toml")
    });
    let lengths = drafts.filter_map(|path| {
        let text = String::from_utf8(RealDisk.read(&path).ok()?).ok()?;
        let draft: Draft = toml::from_str(&text).ok()?;
        let texts = draft.texts.iter().map(|written| &written.text);
        let of_this = texts.filter(|text| typed.starts_with(text.as_str()));
        of_this.map(String::len).max()
    });
    lengths.max().unwrap_or_default()
}

/// Everything that was said to be saved is there.
fn prove(home: &Path, said: &[Act]) {
    let on_disk = on_disk(home);
    let values: BTreeSet<&str> = on_disk
        .lines
        .iter()
        .map(|line| line.value.as_str())
        .collect();
    let mut ticks = 0;
    for act in said {
        match act {
            Act::Text(text) => assert!(
                values.contains(text.as_str()),
                "said to be saved and gone: {text}"
            ),
            Act::Tick => ticks += 1,
        }
    }
    let states = on_disk
        .lines
        .iter()
        .filter(|line| line.key.field == Field::State);
    assert!(states.count() >= ticks, "a tick is gone");
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_was_said_to_be_saved_survives_kill_9_and_half_written_text_is_offered() {
    let rounds = number("ROUNDS").unwrap_or(25);
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(0..1_000_000));
    println!("SEED={seed}");
    let home = tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap());
    let mut random = fastrand::Rng::with_seed(seed);
    let mut said = Vec::new();
    let mut most_lost = 0;
    let (mut offered, mut saves) = (0, 0);
    for round in 0..rounds {
        let waiting = on_disk(home.path()).drafts;
        let mut somebody = Somebody::sits_down(home.path(), round, &mut random);
        offered += somebody.decides_drafts(&waiting);
        let steps = random.usize(0..5);
        for _ in 0..steps {
            somebody.does_something(&mut random);
            if random.bool() && somebody.is_told_all_is_saved() {
                said.append(&mut somebody.done);
                saves += 1;
            }
        }
        match random.u32(0..4) {
            // In the midst of something.
            0 | 1 => somebody.begins_something(&mut random),
            2 => {
                let keys = random.usize(1..700);
                let typed = somebody.types_a_note(keys);
                somebody.waits_for_draft(home.path(), &typed, keys / DRAFT_KEYS * DRAFT_KEYS);
                somebody.dies();
                let lost = typed.len() - draft_on_disk(home.path(), &typed);
                assert!(lost <= DRAFT_KEYS, "{lost} keys of {keys} are lost");
                most_lost = most_lost.max(lost);
                prove(home.path(), &said);
                continue;
            }
            _ => {}
        }
        somebody.dies();
        prove(home.path(), &said);
    }
    println!("figure: kill -9, rounds = {rounds}");
    println!(
        "figure: things said to be saved, in {saves} answers = {}",
        said.len()
    );
    println!("figure: things said to be saved and gone after kill -9 = 0");
    println!("figure: half-written keys lost at most = {most_lost}");
    println!("figure: drafts offered after kill -9 = {offered}");
}

#[test]
fn a_short_text_is_on_disk_after_four_seconds_and_is_offered_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut random = fastrand::Rng::with_seed(1);
    let mut somebody = Somebody::sits_down(home.path(), 0, &mut random);
    let typed = somebody.types_a_note(33);
    somebody.waits_for_draft(home.path(), &typed, typed.len());
    somebody.dies();
    let waiting = on_disk(home.path()).drafts;
    assert_eq!(waiting[0].1.texts[0].text, typed);
    let mut somebody = Somebody::sits_down(home.path(), 1, &mut random);
    assert_eq!(somebody.decides_drafts(&waiting), 1);
    assert!(somebody.is_told_all_is_saved());
    assert_eq!(somebody.done, [Act::Text(typed)]);
    let said = somebody.done.clone();
    somebody.dies();
    prove(home.path(), &said);
    assert!(on_disk(home.path()).drafts.is_empty());
}
