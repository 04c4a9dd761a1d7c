//! Any subset of the files of a history lost, cut, doubled, reordered or older than the rest, the state as it is or an
//! older one: no value that stands in any of them is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use roadsigns::project::change::{Change, Field, Key};
use roadsigns::project::seen::Seen;
use roadsigns::store::disk::Disk as _;
use roadsigns::store::disk::RealDisk;
use roadsigns::store::{line, state};

use toml_edit::{DocumentMut, Item};

use super::desk::{Desk, Snapshot, key, write};

const FIELDS: [Field; 4] = [Field::State, Field::Owner, Field::Note, Field::Evidence];

/// What happens to a file of the history.
#[derive(Clone, Debug)]
enum Fate {
    Lost,
    Emptied,
    /// Cut anywhere.
    Cut(Index),
    /// Each line twice.
    Doubled,
    /// There is a copy of it under another name.
    Copied,
    /// Its lines in another order.
    Reordered(Index),
    /// As it was before, if it was.
    Older(Index),
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Lost),
        Just(Fate::Emptied),
        any::<Index>().prop_map(Fate::Cut),
        Just(Fate::Doubled),
        Just(Fate::Copied),
        any::<Index>().prop_map(Fate::Reordered),
        any::<Index>().prop_map(Fate::Older),
    ]
}

/// What somebody does: sets a field in a session of their own, in one beside another, or only looks in.
#[derive(Clone, Debug)]
enum Deed {
    Sets(usize, u8),
    /// So much that the fold gets a sum.
    SetsMuch(usize, u8),
    Clash(usize, u8),
    Looks,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (0..FIELDS.len(), 0u8..4).prop_map(|(field, value)| Deed::Sets(field, value)),
        1 => (0..FIELDS.len(), 0u8..4).prop_map(|(field, value)| Deed::SetsMuch(field, value)),
        1 => (0..FIELDS.len(), 0u8..4).prop_map(|(field, value)| Deed::Clash(field, value)),
        2 => Just(Deed::Looks),
    ]
}

/// Lets people work; the files after each of their deeds.
fn work(desk: &Desk, deeds: &[Deed]) -> Vec<Snapshot> {
    let mut past = Vec::new();
    for (number, deed) in deeds.iter().enumerate() {
        match deed {
            Deed::Sets(field, value) => {
                let value = format!("value {value}");
                desk.sets(&format!("s{number}"), &[(FIELDS[*field].clone(), &value)]);
            }
            Deed::SetsMuch(field, value) => {
                let value = format!("value {value} {}", "x".repeat(70_000));
                desk.sets(&format!("m{number}"), &[(FIELDS[*field].clone(), &value)]);
            }
            Deed::Clash(field, value) => {
                let mut left = desk.sits_down(&format!("l{number}"));
                let mut right = desk.sits_down(&format!("r{number}"));
                left.sets(&[(FIELDS[*field].clone(), &format!("left {value}"))]);
                right.sets(&[(FIELDS[*field].clone(), &format!("right {value}"))]);
                left.store.close();
                right.store.close();
            }
            Deed::Looks => desk.sets(&format!("v{number}"), &[]),
        }
        past.push(desk.snapshot());
    }
    past
}

fn befall(desk: &Desk, file: &Path, fate: &Fate, past: &[Snapshot]) {
    let Ok(text) = fs::read_to_string(file) else {
        return;
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    match fate {
        Fate::Lost => fs::remove_file(file).unwrap(),
        Fate::Emptied => write(file, ""),
        Fate::Cut(at) => desk.cut(file, at.index(text.len() + 1)),
        // Files that are none of lines are written whole, and never appended to.
        Fate::Doubled | Fate::Reordered(_) if file.extension().is_some_and(|end| end == "toml") => {
        }
        Fate::Doubled => write(
            file,
            &lines
                .iter()
                .flat_map(|line| [*line, *line])
                .collect::<String>(),
        ),
        Fate::Copied => {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            write(&file.with_file_name(format!("{stem} (copy).tsv")), &text);
        }
        Fate::Reordered(by) => {
            let (title, rest) = lines.split_at(1.min(lines.len()));
            let mut rest = rest.to_vec();
            if !rest.is_empty() {
                let by = by.index(rest.len());
                rest.rotate_left(by);
            }
            write(file, &[title, &rest].concat().concat());
        }
        Fate::Older(when) => {
            let name = file.strip_prefix(desk.folder()).unwrap();
            let older = when.get(past).get(name);
            match older {
                Some(bytes) => RealDisk.write_new(file, bytes).unwrap(),
                None => fs::remove_file(file).unwrap(),
            }
        }
    }
}

/// Every line that can be read in any file.
fn lines(files: &[PathBuf]) -> Vec<Change> {
    let read = |file: &PathBuf| {
        let bytes = fs::read(file).unwrap();
        // A copy of the sum holds no lines of its own.
        let is_sum = bytes.starts_with(b"# roadsigns heads");
        if is_sum {
            Vec::new()
        } else {
            line::read(&bytes).changes
        }
    };
    files.iter().flat_map(read).collect()
}

/// The lines that a state names.
fn named(desk: &Desk) -> Seen {
    let text = fs::read_to_string(desk.state()).unwrap();
    let document: DocumentMut = text.parse().unwrap();
    let mut seen = Seen::default();
    let sums = document.get("sums").and_then(Item::as_table);
    for (session, numbers) in sums.into_iter().flatten() {
        seen.add_session(session, &numbers.as_str().unwrap().parse().unwrap());
    }
    seen
}

/// The values that a state shows for each field, one beside the other.
fn shown(desk: &Desk) -> BTreeMap<Key, BTreeSet<String>> {
    let text = fs::read_to_string(desk.state()).unwrap();
    let contents = state::contents(&state::parse(&text).unwrap());
    let mut shown: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for (key, value) in &contents.values {
        shown.entry(key.clone()).or_default().insert(value.clone());
    }
    for (key, values) in &contents.clashes {
        shown
            .entry(key.clone())
            .or_default()
            .extend(values.iter().cloned());
    }
    shown
}

fn check(
    deeds: &[Deed],
    fates: &[(Index, Fate)],
    state_of: Option<Index>,
) -> Result<(), TestCaseError> {
    let desk = Desk::new();
    let past = work(&desk, deeds);
    if let Some(when) = state_of {
        let older = when.get(&past);
        if older.contains_key(Path::new("state.toml")) {
            desk.put_back_state(older);
        }
    }
    let mut files = desk.files();
    files.extend(["heads.tsv", "summed.toml"].map(|name| desk.history(name)));
    for (which, fate) in fates.iter().filter(|_| !files.is_empty()) {
        let file = which.get(&files);
        if file.exists() {
            befall(&desk, file, fate, &past);
        }
    }
    let before = shown(&desk);
    let there = lines(&desk.files());
    let named = named(&desk);
    for step in ["at the start", "after a save", "from the lines alone"] {
        let book = desk.opened("looks").book;
        for field in FIELDS {
            let key = key(&field);
            let holds: BTreeSet<&str> = book
                .heads(&key)
                .iter()
                .map(|held| held.value.as_str())
                .collect();
            // A value that the state shows holds, unless a line that it does not know yet has another in its place.
            let newer = there
                .iter()
                .any(|line| line.key == key && !named.has(&line.id));
            for value in before.get(&key).into_iter().flatten() {
                prop_assert!(
                    holds.contains(value.as_str()) || newer,
                    "{step}: {field:?} showed {value:?} and holds {holds:?}"
                );
            }
        }
        let now = desk.lines();
        for line in &there {
            prop_assert!(now.contains(line), "{step}: a line is lost: {line:?}");
        }
        match step {
            "at the start" => desk.sets("after", &[]),
            _ => desk.forgets_the_state(),
        }
        if step == "after a save" {
            desk.sets("again", &[]);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_subset_lost_cut_doubled_reordered_or_older_than_the_rest_loses_nothing_that_stands_in_any(
        deeds in prop::collection::vec(deed(), 1..10),
        fates in prop::collection::vec((any::<Index>(), fate()), 0..5),
        state_of in prop::option::weighted(0.3, any::<Index>()),
    ) {
        check(&deeds, &fates, state_of)?;
    }
}

#[test]
fn one_byte_of_the_fold_that_is_another_changes_no_value() {
    let desk = Desk::new();
    desk.sets("a", &[(Field::Owner, "First"), (Field::State, "done")]);
    desk.sets("b", &[(Field::Owner, "Second")]);
    desk.sets("c", &[]);
    let folded = desk.history("folded.tsv");
    let whole = desk.snapshot();
    let bytes = fs::read(&folded).unwrap();
    for at in (0..bytes.len()).step_by(3) {
        for (name, bytes) in &whole {
            RealDisk
                .write_new(&desk.folder().join(name), bytes)
                .unwrap();
        }
        for file in fs::read_dir(desk.history("")).unwrap() {
            let path = file.unwrap().path();
            if !whole.contains_key(path.strip_prefix(desk.folder()).unwrap()) {
                fs::remove_file(path).unwrap();
            }
        }
        let mut bytes = bytes.clone();
        bytes[at] = if bytes[at] == b'~' {
            b'!'
        } else {
            bytes[at] + 1
        };
        RealDisk.write_new(&folded, &bytes).unwrap();
        for id in ["d", "e"] {
            assert_eq!(desk.values(&Field::Owner), ["Second"], "byte {at} {id}");
            assert_eq!(desk.values(&Field::State), ["done"], "byte {at} {id}");
            desk.sets(id, &[]);
        }
    }
}

#[test]
fn a_clash_stands_wherever_the_fold_and_what_was_written_last_are_cut() {
    let desk = Desk::new();
    let deeds = [Deed::Sets(0, 0), Deed::Clash(1, 0), Deed::Looks];
    work(&desk, &deeds);
    let whole = desk.snapshot();
    let (folded, summed) = (desk.history("folded.tsv"), desk.history("summed.toml"));
    let [lines, text] = [&folded, &summed].map(|file| fs::read(file).unwrap());
    let ends = |bytes: &[u8]| -> Vec<usize> {
        let is_end = |at: &usize| bytes[..*at].ends_with(b"\n");
        (0..=bytes.len()).filter(is_end).collect()
    };
    for at in ends(&lines) {
        for summed_at in ends(&text) {
            for (name, bytes) in &whole {
                let file = desk.folder().join(name);
                RealDisk.write_new(&file, bytes).unwrap();
            }
            desk.cut(&folded, at);
            desk.cut(&summed, summed_at);
            let values = desk.values(&Field::Owner);
            assert_eq!(values, ["left 0", "right 0"], "{at} and {summed_at}");
        }
    }
}
