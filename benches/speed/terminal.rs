//! The real program in a real terminal, beside others of its kind where they are installed: what a user waits for.
//!
//! From a key to the first bytes of its answer, with a pause before it as between the keys of a person.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use divan::Bencher;
use tempfile::TempDir;

use crate::material;
use crate::pty::{Start, Terminal};

/// Between two keys.
const PAUSE: Duration = Duration::from_millis(50);
/// How many sit at one machine.
const PEOPLE: usize = 200;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    /// Ours, with a state of so many items.
    Ours(usize),
    /// A reader.
    Less,
    /// Check boxes.
    Dialog,
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours(0) => write!(f, "roadsigns"),
            Self::Ours(items) => write!(f, "roadsigns, {items} items"),
            Self::Less => write!(f, "less"),
            Self::Dialog => write!(f, "dialog"),
        }
    }
}

/// Ours, and what else is installed.
fn programs() -> Vec<Program> {
    let mut all: Vec<Program> = material::ITEMS.map(Program::Ours).to_vec();
    all.extend([Program::Less, Program::Dialog].into_iter().filter(|peer| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(peer.to_string()).exists())
    }));
    all
}

/// Those that have boxes to tick.
fn with_boxes() -> Vec<Program> {
    let mut all = programs();
    all.retain(|&program| program != Program::Less);
    all
}

/// Those with little to hold.
fn small() -> Vec<Program> {
    let mut all = programs();
    all.retain(|&program| !matches!(program, Program::Ours(1..)));
    all
}

/// A folder with what a program opens.
fn folder(program: Program) -> TempDir {
    match program {
        Program::Ours(items) => material::saved(items),
        Program::Less | Program::Dialog => tempfile::tempdir().unwrap(),
    }
}

/// A program that shows its first frame.
fn start(program: Program, home: &Path) -> Terminal {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let boxes: Vec<String> = (1..=40)
        .flat_map(|number| [number.to_string(), format!("Item {number}"), "off".into()])
        .collect();
    let (name, arguments, shown) = match program {
        Program::Ours(_) => {
            let arguments = vec!["--state", "state.toml"];
            (env!("CARGO_BIN_EXE_roadsigns"), arguments, "? help")
        }
        Program::Less => ("less", vec![text], "README.md"),
        Program::Dialog => {
            let mut arguments = vec!["--checklist", "Items", "22", "70", "14"];
            arguments.extend(boxes.iter().map(String::as_str));
            ("dialog", arguments, "Cancel")
        }
    };
    let path = std::env::var("PATH").unwrap_or_default();
    let terminal = Terminal::start(&Start {
        program: name,
        arguments: &arguments,
        variables: &[("PATH", &path)],
        ..Start::at(home)
    });
    terminal.see(shown);
    terminal
}

/// The same, where its items are.
fn at_its_items(program: Program, home: &Path) -> Terminal {
    let mut terminal = start(program, home);
    if matches!(program, Program::Ours(_)) {
        terminal.open_stage("3");
    }
    terminal
}

/// Measures a key and, in its turn, the one that takes it back.
fn there_and_back(bencher: Bencher<'_, '_>, mut terminal: Terminal, keys: [&'static str; 2]) {
    let mut back = false;
    bencher
        .with_inputs(|| {
            thread::sleep(PAUSE);
            back = !back;
            if back { keys[0] } else { keys[1] }
        })
        .bench_local_values(|key| terminal.keys_to_bytes(key));
}

#[divan::bench(args = programs(), sample_count = 30, sample_size = 1)]
fn first_frame(bencher: Bencher<'_, '_>, program: Program) {
    let folder = folder(program);
    bencher
        .with_inputs(|| thread::sleep(PAUSE))
        .bench_local_values(|()| start(program, folder.path()));
    let resting = start(program, folder.path());
    note(&program.to_string(), megabytes(&resting));
}

#[divan::bench(args = programs(), sample_count = 60, sample_size = 1)]
fn move_in_a_list(bencher: Bencher<'_, '_>, program: Program) {
    let folder = folder(program);
    there_and_back(
        bencher,
        at_its_items(program, folder.path()),
        ["\x1b[B", "\x1b[A"],
    );
}

#[divan::bench(args = programs(), sample_count = 60, sample_size = 1)]
fn page(bencher: Bencher<'_, '_>, program: Program) {
    let folder = folder(program);
    let terminal = at_its_items(program, folder.path());
    there_and_back(bencher, terminal, ["\x1b[6~", "\x1b[5~"]);
}

#[divan::bench(args = with_boxes(), sample_count = 60, sample_size = 1)]
fn tick(bencher: Bencher<'_, '_>, program: Program) {
    let folder = folder(program);
    let untick = if program == Program::Dialog { " " } else { "u" };
    there_and_back(bencher, at_its_items(program, folder.path()), [" ", untick]);
}

/// A key of one of many people at one machine, of whom each presses one a second.
#[divan::bench(args = small(), sample_count = 100, sample_size = 1)]
fn among_200(bencher: Bencher<'_, '_>, program: Program) {
    let folders: Vec<TempDir> = (0..PEOPLE).map(|_| folder(program)).collect();
    let mut all: Vec<Terminal> = folders
        .iter()
        .map(|folder| at_its_items(program, folder.path()))
        .collect();
    let held: f64 = all.iter().map(megabytes).sum();
    note(&format!("{PEOPLE} times {program}"), held);
    let mine = all.pop().unwrap();
    let enough = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let pause = Duration::from_secs(1) / u32::try_from(PEOPLE).unwrap();
            let mut keys = ["\x1b[B", "\x1b[A"].iter().cycle();
            while !enough.load(Ordering::Relaxed) {
                let key = keys.next().unwrap();
                for terminal in &mut all {
                    thread::sleep(pause);
                    terminal.keys(key);
                }
            }
        });
        there_and_back(bencher, mine, ["\x1b[B", "\x1b[A"]);
        enough.store(true, Ordering::Relaxed);
    });
}

/// What memory was held, in megabytes.
static HELD: Mutex<BTreeMap<String, f64>> = Mutex::new(BTreeMap::new());

fn note(by: &str, megabytes: f64) {
    HELD.lock().unwrap().insert(by.to_owned(), megabytes);
}

/// Prints what memory was held by what has been measured.
#[expect(clippy::print_stdout, reason = "this is what it is for")]
pub(crate) fn report() {
    for (by, megabytes) in HELD.lock().unwrap().iter() {
        println!("{by} held {megabytes:.1} MB (PSS)");
    }
}

/// The memory that a session holds, its part of what is shared included.
fn megabytes(terminal: &Terminal) -> f64 {
    let process = terminal.program().as_raw_nonzero();
    let memory = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap();
    let kilobytes = memory.lines().find_map(|line| {
        let rest = line.strip_prefix("Pss:")?;
        rest.trim().strip_suffix(" kB")?.parse::<f64>().ok()
    });
    kilobytes.unwrap() / 1000.0
}
