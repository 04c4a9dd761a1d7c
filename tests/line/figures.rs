//! The figures of the line: how soon the program has ended, what it leaves, what it costs while nothing happens.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::event::{Timespec, poll};
use rustix::process::{Pid, Signal};

use super::pty::{Start, Terminal, is_running};

/// How often a figure is taken.
fn rounds() -> usize {
    let told = std::env::var("ROUNDS").ok();
    told.and_then(|rounds| rounds.parse().ok()).unwrap_or(25)
}

/// Says a figure in the words that `.ci/full` collects.
#[expect(clippy::print_stdout, reason = "this is what the figures are for")]
pub(crate) fn tell(name: &str, value: impl std::fmt::Display) {
    println!("figure: {name} = {value}");
}

/// Says the middle and the worst of some times.
fn tell_times(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let middle = times[times.len() / 2].as_secs_f64() * 1000.0;
    let worst = times[times.len() - 1].as_secs_f64() * 1000.0;
    tell(name, format!("{middle:.1} ms p50, {worst:.1} ms max"));
}

/// Lets time pass in which nothing happens.
pub(crate) fn nothing_for(time: Duration) {
    poll(&mut [], Some(&Timespec::try_from(time).unwrap())).unwrap();
}

/// Half-way through a name in a field.
pub(crate) fn typing(home: &Path, start: &Start<'_>) -> Terminal {
    let mut terminal = Terminal::start(&Start { home, ..*start });
    terminal.past_welcome();
    terminal.open_owner_field();
    terminal.keys_to("Half a na", "Half a na");
    terminal
}

/// Whether what was typed is on disk.
pub(crate) fn is_kept(home: &Path) -> bool {
    super::kept::is_kept(home, "Half a na")
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn how_soon_a_signal_has_ended_the_program() {
    let (mut restored, mut kept) = (0, 0);
    let signals = [
        ("SIGHUP", Signal::HUP),
        ("SIGTERM", Signal::TERM),
        ("SIGINT", Signal::INT),
        ("SIGQUIT", Signal::QUIT),
    ];
    for (name, signal) in signals {
        let once = |_| {
            let home = tempfile::tempdir().unwrap();
            let terminal = typing(home.path(), &Start::at(home.path()));
            let sent = Instant::now();
            terminal.signal(signal);
            let after = terminal.end_soon();
            restored += usize::from(after.left_behind.is_empty());
            kept += usize::from(is_kept(home.path()));
            after.at - sent
        };
        let times = (0..rounds()).map(once).collect();
        tell_times(&format!("end after {name}"), times);
    }
    let all = 4 * rounds();
    tell(
        "terminal restored after a signal",
        format!("{restored} of {all}"),
    );
    tell("typed work kept after a signal", format!("{kept} of {all}"));
    assert_eq!((restored, kept), (all, all));
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn how_soon_a_hang_up_has_ended_the_program() {
    let (mut kept, mut left) = (0, 0);
    for (name, stubborn_leader) in [("", false), (" without a signal", true)] {
        let once = |_| {
            let home = tempfile::tempdir().unwrap();
            let start = Start {
                stubborn_leader,
                ..Start::at(home.path())
            };
            let terminal = typing(home.path(), &start);
            let program = terminal.program();
            let time = terminal.hang_up();
            left += usize::from(is_running(program));
            kept += usize::from(is_kept(home.path()));
            time
        };
        let times = (0..rounds()).map(once).collect();
        tell_times(&format!("end after a hang-up{name}"), times);
    }
    let all = 2 * rounds();
    tell(
        "typed work kept after a hang-up",
        format!("{kept} of {all}"),
    );
    tell("processes left after a hang-up", left);
    assert_eq!((kept, left), (all, 0));
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn how_soon_a_terminal_that_takes_no_bytes_is_left() {
    let once = |_| {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = typing(home.path(), &Start::at(home.path()));
        terminal.turn_deaf();
        terminal.keys_until_read("\x0c");
        let sent = Instant::now();
        terminal.signal(Signal::TERM);
        let after = terminal.end_soon();
        assert!(is_kept(home.path()));
        after.at - sent
    };
    let times = (0..rounds()).map(once).collect();
    tell_times("end where the terminal takes no bytes", times);
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn the_four_ends_of_the_table() {
    let mut restored = Vec::new();
    let mut kept = Vec::new();
    for end in [
        "SIGTERM",
        "SIGHUP",
        "terminal closed",
        "kill -9 of the parent",
    ] {
        let home = tempfile::tempdir().unwrap();
        let start = Start {
            stubborn_leader: end.contains("parent"),
            ..Start::at(home.path())
        };
        let terminal = typing(home.path(), &start);
        let program = terminal.program();
        let is_restored = match end {
            "SIGTERM" => {
                terminal.signal(Signal::TERM);
                terminal.end_soon().left_behind.is_empty()
            }
            "SIGHUP" => {
                terminal.signal(Signal::HUP);
                terminal.end_soon().left_behind.is_empty()
            }
            "terminal closed" => {
                terminal.hang_up();
                // Nothing is left to be restored.
                true
            }
            _ => {
                terminal.kill_leader();
                super::pty::until("ended", || !is_running(program));
                // The kernel has taken the line from the program: nothing that it sends or sets arrives.
                true
            }
        };
        restored.extend(is_restored.then_some(end));
        kept.extend(is_kept(home.path()).then_some(end));
    }
    tell("terminal restored", format!("{} of 4", restored.len()));
    tell("typed work kept", format!("{} of 4", kept.len()));
    assert_eq!((restored.len(), kept.len()), (4, 4));
}

/// How often the threads of a process were switched to or from, and the ticks of a CPU that it took.
pub(crate) fn cost(process: Pid) -> (u64, u64) {
    let mut switches = 0;
    let tasks = fs::read_dir(format!("/proc/{process}/task")).unwrap();
    for task in tasks {
        let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
        let counts = status.lines().filter(|line| line.contains("ctxt_switches"));
        switches += counts
            .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
            .sum::<u64>();
    }
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    // State is the first; user and system time are the twelfth and thirteenth.
    let ticks = rest.split(' ').skip(11).take(2);
    let ticks = ticks.map(|ticks| ticks.parse::<u64>().unwrap());
    (switches, ticks.sum())
}

/// What five seconds cost in which nothing happens: wake-ups, ticks, bytes.
fn idle(terminal: &Terminal) -> (u64, u64, usize) {
    let program = terminal.program();
    let (switches, ticks) = cost(program);
    let bytes = terminal.count_of_bytes();
    nothing_for(Duration::from_secs(5));
    let now = cost(program);
    (
        now.0 - switches,
        now.1 - ticks,
        terminal.count_of_bytes() - bytes,
    )
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn what_five_idle_seconds_cost() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = typing(home.path(), &Start::at(home.path()));
    // Until the draft is on disk; from then on there is nothing to wait for.
    super::pty::until("the draft is written", || is_kept(home.path()));
    nothing_for(Duration::from_secs(1));
    let in_a_field = idle(&terminal);
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Owner"));
    terminal.until_saved();
    terminal.keys_to("4", "Sign 4");
    nothing_for(Duration::from_secs(1));
    let at_the_road = idle(&terminal);
    terminal.turn_deaf();
    terminal.keys_until_read("\x0c");
    nothing_for(Duration::from_secs(1));
    let stuck = idle(&terminal);
    for (name, (switches, ticks, bytes)) in [
        ("at the road", at_the_road),
        ("with a draft on disk", in_a_field),
        ("on a terminal that takes no bytes", stuck),
    ] {
        tell(
            &format!("5 s idle {name}"),
            format!("{switches} wake-ups, {ticks} ticks, {bytes} bytes"),
        );
        assert_eq!((switches, ticks, bytes), (0, 0, 0), "{name}");
    }
}

#[test]
#[ignore = "a figure: .ci/full takes it"]
fn what_200_sizes_in_five_seconds_cost() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start::at(home.path()));
    terminal.see("Welcome");
    terminal.keys("\r");
    terminal.keys_to("4", "Sign 4");
    let before = terminal.count_of_bytes();
    for turn in 1..=200 {
        nothing_for(Duration::from_millis(25));
        // A corner that is dragged: never the same size twice running.
        terminal.resize(24 + turn % 16, 80 + turn % 39);
    }
    terminal.resize(24, 80);
    terminal.keys_to("?", "Help");
    let bytes = terminal.count_of_bytes() - before;
    tell("bytes for 200 sizes in 5 s", bytes);
    assert!((1..=60_000).contains(&bytes), "{bytes}");
}
