//! Several sessions at once, in processes of their own: no line is lost, no edit is lost, and all agree in the end.
//!
//! `ROUNDS=1000` makes a thousand edits; without it a hundred.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at once, and prints its figures"
)]

#[path = "faults/around.rs"]
mod around;
#[path = "sessions/at_work.rs"]
mod at_work;
#[path = "faults/item.rs"]
mod item;
#[path = "sessions/lines.rs"]
mod lines;
#[path = "faults/told.rs"]
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use roadsigns::project::change::{Change, ChangeId, Key};
use roadsigns::store::disk::RealDisk;
use roadsigns::store::lock;

use at_work::{Log, Worker};
use told::{contents, holds, is_by_hand, said, shown};

/// How many edits all sessions together make.
fn edits() -> u32 {
    let rounds = std::env::var("ROUNDS").ok();
    let rounds: u32 = rounds.and_then(|text| text.parse().ok()).unwrap_or(25);
    if rounds >= 1000 { rounds } else { rounds * 4 }
}

/// A process at work.
struct Process {
    child: Child,
    tell: ChildStdin,
    told: BufReader<ChildStdout>,
}

impl Process {
    fn start(worker: &Worker<'_>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker", "--ignored", "--nocapture"])
            .envs(worker.variables())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            tell: child.stdin.take().unwrap(),
            told: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// Waits until it says a word, or has ended.
    fn hear(&mut self, word: &str) -> bool {
        let lines = self.told.by_ref().lines();
        lines.map_while(Result::ok).any(|line| line == word)
    }

    fn say(&mut self, word: &str) {
        writeln!(self.tell, "{word}").unwrap();
    }
}

/// What many sessions leave behind.
struct Left {
    folder: tempfile::TempDir,
    logs: Vec<Log>,
    /// The books of those that lived to the end.
    books: Vec<String>,
}

/// Lets sessions work side by side; `mortal` ones are killed in the midst of a call to the disk and followed by others.
fn work(living: u32, mortal: u32, seed: u64) -> Left {
    let folder = tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap());
    let mut names = Vec::new();
    let mut start = |edits: u32, dies: bool| {
        let number = names.len() as u64;
        let name = format!("w{number}");
        names.push(name.clone());
        Process::start(&Worker {
            folder: folder.path(),
            name: &name,
            seed: seed + number,
            edits,
            dies,
        })
    };
    let each = edits() / (living + mortal).max(1);
    let mut alive: Vec<Process> = (0..living).map(|_| start(each, false)).collect();
    for process in &mut alive {
        assert!(process.hear("ready"), "a session did not start");
    }
    for process in &mut alive {
        process.say("go");
    }
    let deaths = if mortal == 0 { 0 } else { mortal * each / 8 };
    for _ in 0..deaths {
        let mut process = start(u32::MAX, true);
        // It may have died before it is told to go.
        let _ = writeln!(process.tell, "go");
        assert!(!process.hear("done"), "a mortal session lived");
        process.child.wait().unwrap();
    }
    for process in &mut alive {
        assert!(process.hear("done"), "a session broke off");
    }
    // Nobody makes changes any more: now each takes in what the others did.
    let mut books = Vec::new();
    for process in &mut alive {
        process.say("look");
        assert!(process.hear("looked"));
    }
    for mut process in alive {
        assert!(process.child.wait().unwrap().success());
    }
    for number in 0..living {
        let path = folder.path().join(format!("w{number}.book"));
        books.push(fs::read_to_string(path).unwrap());
    }
    let logs = names.iter().map(|name| Log::read(folder.path(), name));
    let logs = logs.collect();
    Left {
        folder,
        logs,
        books,
    }
}

/// Nothing is lost, and everybody agrees.
fn prove(left: &Left) {
    let state = left.folder.path().join("state.toml");
    let mut store = at_work::store(left.folder.path(), "fresh");
    let book = store.open().unwrap().book;
    let lines = store.recall().unwrap();
    let by_id: BTreeMap<&ChangeId, &Change> = lines.iter().map(|line| (&line.id, line)).collect();
    for log in &left.logs {
        for change in &log.said {
            assert_eq!(by_id.get(&change.id), Some(&change), "a line is lost");
        }
        for line in lines
            .iter()
            .filter(|line| log.sessions.contains(&line.id.session))
        {
            assert!(log.made.contains(line), "made by nobody: {line:?}");
        }
    }
    let hand: BTreeSet<&str> = lines
        .iter()
        .filter(|line| is_by_hand(line))
        .map(|line| line.value.as_str())
        .collect();
    let written: Vec<_> = left.logs.iter().flat_map(|log| &log.by_hand).collect();
    for (_, value) in &written {
        let came_through = hand.contains(value.as_str());
        let overwritten = written.iter().any(|(before, _)| before == value);
        assert!(
            came_through || overwritten,
            "an edit by hand is lost: {value}"
        );
    }
    for value in hand {
        let is_real = written.iter().any(|(_, real)| real == value);
        assert!(is_real, "nobody wrote this by hand: {value}");
    }
    // What no line replaces holds: counted here in another way than the book does.
    let mut held: BTreeMap<Key, BTreeSet<ChangeId>> = BTreeMap::new();
    for line in &lines {
        let is_replaced = lines
            .iter()
            .any(|other| other.key == line.key && other.replaces.contains(&line.id));
        if !is_replaced {
            held.entry(line.key.clone())
                .or_default()
                .insert(line.id.clone());
        }
    }
    let heads = book.fields().map(|(key, heads)| {
        let ids = heads.iter().map(|held| held.id.clone()).collect();
        (key, ids)
    });
    assert_eq!(heads.collect::<BTreeMap<_, BTreeSet<_>>>(), held);
    for theirs in &left.books {
        assert_eq!(
            *theirs,
            format!("{:?}", holds(&book)),
            "a session disagrees"
        );
    }
    assert_eq!(said(&contents(&RealDisk, &state)), shown(&book));
    assert!(lock::holder(&RealDisk, &state).is_none(), "a lock was left");
    let changes = left.logs.iter().map(|log| log.said.len()).sum::<usize>();
    assert!(changes >= 50, "{changes} changes were said to be saved");
    println!(
        "{changes} changes, {} lines, {} by hand, {} clashes",
        lines.len(),
        written.len(),
        book.clashes().count()
    );
}

fn seed() -> u64 {
    let given = std::env::var("SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(0..1_000_000));
    println!("SEED={seed}");
    seed
}

#[test]
fn two_sessions_lose_nothing_and_agree() {
    prove(&work(2, 0, seed()));
    println!(
        "figure: random edits of two sessions that were lost = 0 of {}",
        edits()
    );
}

#[test]
fn five_sessions_lose_nothing_and_agree() {
    prove(&work(5, 0, seed()));
    println!(
        "figure: random edits of five sessions that were lost = 0 of {}",
        edits()
    );
}

#[test]
fn sessions_that_die_at_any_call_to_the_disk_hold_up_nobody_and_lose_nothing_that_was_saved() {
    let left = work(2, 2, seed());
    prove(&left);
    println!(
        "figure: sessions killed in a save beside others = {}",
        left.logs.len() - 2
    );
}

/// Not a test: what the processes of the tests above do.
#[test]
#[ignore = "a part of the other tests"]
fn worker() {
    if let Some(worker) = Worker::from_variables().as_ref() {
        at_work::work(worker, |word| {
            // The harness has written on this line before.
            println!("\n{word}");
            if word != "looked" {
                let mut line = String::new();
                std::io::stdin().read_line(&mut line).unwrap();
            }
        });
    }
}

impl Worker<'_> {
    fn from_variables() -> Option<Worker<'static>> {
        let get = |name: &str| std::env::var(format!("SESSIONS_{name}")).ok();
        Some(Worker {
            folder: Box::leak(Path::new(&get("FOLDER")?).to_owned().into_boxed_path()),
            name: Box::leak(get("NAME")?.into_boxed_str()),
            seed: get("SEED")?.parse().ok()?,
            edits: get("EDITS")?.parse().ok()?,
            dies: get("DIES")? == "true",
        })
    }

    fn variables(&self) -> Vec<(String, String)> {
        let all = [
            ("FOLDER", self.folder.display().to_string()),
            ("NAME", self.name.to_owned()),
            ("SEED", self.seed.to_string()),
            ("EDITS", self.edits.to_string()),
            ("DIES", self.dies.to_string()),
        ];
        all.map(|(name, value)| (format!("SESSIONS_{name}"), value))
            .into()
    }
}
