//! The kiosk over a real sshd with the shipped settings: the guide opens, every other way in is closed, and a line that
//! is cut takes nothing with it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests"
)]

#[path = "over_ssh/forwarding.rs"]
mod forwarding;
#[path = "over_ssh/host.rs"]
mod host;
#[path = "program/kept.rs"]
mod kept;
#[path = "over_ssh/people.rs"]
mod people;
#[expect(dead_code, reason = "shared; this file needs a part of it")]
#[path = "program/pty.rs"]
mod pty;

use std::fs;
use std::time::{Duration, Instant};

use host::{Came, Host, Key};
use kept::is_kept;
use people::{Account, kill};
use pty::Terminal;
use rustix::process::{Pid, Signal};

/// How often the line is cut in each way.
const CUTS: usize = 5;

/// Past the welcome.
fn begun(mut terminal: Terminal) -> Terminal {
    terminal.past_welcome();
    terminal
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn the_guide_opens_and_leaves_nothing_behind() {
    let host = Host::start();
    let mut terminal = begun(host.visit(&host.people.guest, Key::Contracting).open(&[]));
    terminal.keys_to("4", "Sign 4");
    terminal.keys_to("\x1a", "cannot be suspended");
    terminal.keys_to("\t", "> [ ]");
    terminal.keys_to(" ", "> [~]");
    terminal.leave();
    host.people.guest.wait_until_gone();
    let state = host
        .people
        .guest
        .home
        .join(".local/share/roadsigns/state.toml");
    let state = fs::read_to_string(state).unwrap();
    let by = format!("by = \"{}@", host.people.guest.name);
    assert!(state.contains(&by), "{state}");
    // The command that is empty but for the name opens it, too.
    let terminal = host
        .visit(&host.people.guest, Key::Contracting)
        .open(&["roadsigns"]);
    terminal.see("Sign 4");
    terminal.leave();
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn the_allowed_commands_answer_without_a_terminal() {
    let host = Host::start();
    begun(host.visit(&host.people.guest, Key::Contracting).open(&[])).leave();
    for (command, words) in [
        ("read toolkit/procurement", "Stage 3"),
        ("roadsigns read 'toolkit/procurement#standstill'", "Basis:"),
        ("list", "signs/market-intelligence"),
        ("template risk-register --format txt", "isk"),
        (
            "standstill 17/12/2026 --decision '4 Jan 2027'",
            "Thu 31 Dec 2026",
        ),
        ("sources --unverified", "(unverified)"),
        ("report 'My first project'", "My first project"),
        ("history --all", " changes."),
        ("keys", "Ctrl-S"),
    ] {
        for (account, key) in [
            (&host.people.guest, Key::Contracting),
            (&host.people.shared, Key::Finance),
        ] {
            let came = host.visit(account, key).ask(&[command]);
            if account.name == host.people.shared.name && command.starts_with("report ") {
                assert!(came.err.contains("there is no project"), "{came:?}");
                continue;
            }
            assert_eq!(came.code, Some(0), "{command}: {came:?}");
            assert!(came.out.contains(words), "{command}: {came:?}");
        }
    }
}

/// Every way that a user may try to get something else than the guide, with what it comes to.
fn other_ways(host: &Host, account: &Account, key: Key) -> Vec<(String, Came)> {
    let mut ways = Vec::new();
    for command in [
        "sh",
        "/bin/sh -i",
        "id",
        "sh -c id",
        "env id",
        "read x; id",
        "read x && id",
        "list | id",
        "list\nid",
        "read $(id)",
        "read `id`",
        "list > written",
        "template risk-register --out written",
        "check /etc",
        "--guide /etc list",
        "report --state /etc/passwd",
        "paths",
        "state path",
        "state merge /etc/passwd",
        "kiosk",
    ] {
        ways.push((command.to_owned(), host.visit(account, key).ask(&[command])));
    }
    for more in [&["-tt"][..], &["-T"]] {
        let came = host.visit(account, key).with(more).ask(&["sh -c id"]);
        ways.push((format!("{more:?} sh -c id"), came));
    }
    let came = host.visit(account, key).with(&["-s"]).ask(&["sftp"]);
    ways.push(("the subsystem sftp".to_owned(), came));
    let came = host.visit(account, key).with(&["-s"]).ask(&["netconf"]);
    ways.push(("the subsystem netconf".to_owned(), came));
    ways
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn no_other_command_and_no_subsystem_is_to_be_had() {
    let host = Host::start();
    let control = host
        .visit(&host.people.free, Key::Contracting)
        .ask(&["sh -c id"]);
    assert!(
        control.out.contains("uid="),
        "the test sees nothing: {control:?}"
    );
    let mut count = 0;
    for (account, key) in [
        (&host.people.guest, Key::Contracting),
        (&host.people.shared, Key::Finance),
    ] {
        for (way, came) in other_ways(&host, account, key) {
            assert_ne!(came.code, Some(0), "{way}: {came:?}");
            assert!(!format!("{came:?}").contains("uid="), "{way}: {came:?}");
            let refused = "cannot be run here";
            // Of a subsystem sshd tells nobody why.
            if !way.contains("subsystem") {
                assert_eq!(came.code, Some(2), "{way}: {came:?}");
                assert!(
                    came.err.contains(refused) || came.out.contains(refused),
                    "{way}: {came:?}"
                );
            }
            count += 1;
        }
        assert!(!account.home.join("written").exists());
        account.wait_until_gone();
    }
    println!("figure: other commands and subsystems refused = {count} of {count}");
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn without_a_terminal_and_without_a_command_the_guide_says_what_works() {
    let host = Host::start();
    let came = host
        .visit(&host.people.guest, Key::Contracting)
        .with(&["-T"])
        .ask(&[]);
    assert_eq!((came.code, came.out.as_str()), (Some(2), ""), "{came:?}");
    assert!(came.err.contains("needs a terminal"), "{came:?}");
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn no_file_is_copied_in_or_out() {
    let host = Host::start();
    let here = host.path("contracting.pub");
    let here = here.to_str().unwrap();
    let fetched = host.path("fetched");
    let tries = |account: &Account| {
        let there = |path: &str| format!("{}@127.0.0.1:{path}", account.name);
        let put = there("put");
        let passwd = there("/etc/passwd");
        let fetched = fetched.to_str().unwrap();
        let batch = format!("put {here} put\nget /etc/passwd {fetched}\n");
        let comer = format!("{}@127.0.0.1", account.name);
        [
            host.copy("/usr/bin/scp", &["-O", here, &put], ""),
            host.copy("/usr/bin/scp", &["-O", &passwd, fetched], ""),
            host.copy("/usr/bin/scp", &["-s", here, &put], ""),
            host.copy("/usr/bin/scp", &["-s", &passwd, fetched], ""),
            host.copy("/usr/bin/sftp", &["-b", "-", &comer], &batch),
        ]
    };
    for came in tries(&host.people.free) {
        assert_eq!(came.code, Some(0), "the test sees nothing: {came:?}");
    }
    assert!(fetched.exists() && host.people.free.home.join("put").exists());
    fs::remove_file(&fetched).unwrap();
    // The one key fits the guest and, in the shared login, a state of its own.
    for account in [&host.people.guest, &host.people.shared] {
        for came in tries(account) {
            assert_ne!(came.code, Some(0), "{came:?}");
        }
        assert!(!fetched.exists() && !account.home.join("put").exists());
        assert!(!is_kept(&host.path("states"), "ssh-ed25519"));
    }
    println!("figure: copies by scp and sftp refused = 10 of 10");
}

/// Opens a field, types, cuts the line, and says how long it took until the last process had gone.
fn cut(host: &Host, round: usize, cut: impl Fn(&Terminal)) -> Duration {
    let typed = format!("Half a name {round}");
    let mut terminal = host.visit(&host.people.guest, Key::Contracting).open(&[]);
    terminal.wait_until("the guide", |screen| screen.contains("Roadsigns"));
    if terminal.screen().contains("Welcome") {
        terminal.keys("\r");
        terminal.wait_until("the road", |screen| !screen.contains("Welcome"));
    }
    terminal.open_owner_field();
    // What the round before left goes first.
    terminal.keys("\x1b[F");
    terminal.keys(&"\x7f".repeat(typed.len() + 2));
    terminal.keys_to(&typed, &typed);
    let began = Instant::now();
    cut(&terminal);
    host.people.guest.wait_until_gone();
    let took = began.elapsed();
    drop(terminal);
    assert!(is_kept(&host.people.guest.home, &typed), "{typed} is lost");

    // Who comes back is offered what was typed, and goes on writing where they were.
    let mut terminal = host.visit(&host.people.guest, Key::Contracting).open(&[]);
    terminal.see("You were writing when the line was cut");
    terminal.see(&typed);
    terminal.keys_to("\r", "> Owner");
    terminal.see("Stage 2  Getting ready");
    terminal.see(&typed);
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Owner"));
    terminal.leave();
    host.people.guest.wait_until_gone();
    took
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn a_line_that_is_cut_leaves_no_process_and_keeps_what_was_typed() {
    let host = Host::start();
    let mut slowest = Duration::ZERO;
    for round in 0..CUTS {
        // The client dies, as when a laptop loses its power.
        let took = cut(&host, 2 * round, |terminal| terminal.signal(Signal::KILL));
        slowest = slowest.max(took);
        // The server's end of the session dies.
        let took = cut(&host, 2 * round + 1, |_| {
            kill(host.people.guest.process("sshd"));
        });
        slowest = slowest.max(took);
    }
    println!(
        "figure: lines cut, typing kept and no process left = {0} of {0}",
        2 * CUTS
    );
    println!(
        "figure: line cut to last process gone, slowest = {} ms",
        slowest.as_millis()
    );
}

/// The most memory that the guest's guide has had, in bytes.
fn peak(host: &Host) -> usize {
    let guide = host.people.guest.process("roadsigns");
    pty::peak_of(Pid::from_raw(guide).unwrap())
}

/// What a session may hold at any time, in bytes.
const MOST: usize = 20_000_000;

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn a_client_that_claims_any_size_is_served_and_costs_little() {
    let host = Host::start();
    let mut terminal = begun(host.visit(&host.people.guest, Key::Contracting).open(&[]));
    terminal.keys_to("4", "Sign 4");
    for (rows, columns) in [(u16::MAX, u16::MAX), (24, u16::MAX), (3_000, 3_000)] {
        terminal.resize(rows, columns);
        terminal.keys_to("?", "All keys");
        terminal.keys_to("?", "Sign 4");
    }
    let peak = peak(&host);
    println!(
        "figure: memory of a session at any claimed size, by ssh = {:.1} MB",
        megabytes(peak)
    );
    assert!(peak < MOST, "{peak}");
    terminal.leave();
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn a_client_that_reads_no_more_costs_little() {
    let host = Host::start();
    let mut terminal = begun(host.visit(&host.people.guest, Key::Contracting).open(&[]));
    terminal.keys_to("4", "Sign 4");
    terminal.turn_deaf();
    // More than both ends of ssh hold.
    let flood = terminal.flood("?".repeat(20_000_000));
    terminal.until_stemmed(&flood);
    let peak = peak(&host);
    println!(
        "figure: memory of a session whose client reads no more, by ssh = {:.1} MB",
        megabytes(peak)
    );
    assert!(peak < MOST, "{peak}");
    terminal.signal(Signal::KILL);
    host.people.guest.wait_until_gone();
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap()) / 1e6
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn each_key_of_a_shared_login_has_a_state_and_a_name_of_its_own() {
    let host = Host::start();
    for (key, sign) in [(Key::Contracting, "4"), (Key::Finance, "5")] {
        let mut terminal = begun(host.visit(&host.people.shared, key).open(&[]));
        terminal.keys_to(sign, &format!("Sign {sign}"));
        terminal.keys_to("\t", "> [ ]");
        terminal.keys_to(" ", "> [~]");
        terminal.keys_to("e", "Saved as ");
        terminal.leave();
    }
    host.people.shared.wait_until_gone();
    let state = |name: &str| {
        let folder = host.path("states").join(name);
        assert_eq!(fs::read_dir(folder.join("exports")).unwrap().count(), 1);
        fs::read_to_string(folder.join("state.toml")).unwrap()
    };
    let (contracting, finance) = (state("contracting"), state("finance"));
    assert!(
        contracting.contains("by = \"Head of contracting@")
            && !contracting.contains("Finance lead"),
        "{contracting}"
    );
    assert!(
        finance.contains("by = \"Finance lead@") && !finance.contains("Head of"),
        "{finance}"
    );
    let report = host
        .visit(&host.people.shared, Key::Finance)
        .ask(&["report"]);
    assert!(
        report.out.contains("Finance lead") && !report.out.contains("Head of contracting"),
        "{report:?}"
    );
}
