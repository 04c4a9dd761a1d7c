//! What the program asks of the system over a session through every screen: no other program, no socket.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests"
)]

#[expect(dead_code, reason = "shared; this file needs a part of it")]
#[path = "program/pty.rs"]
mod pty;
#[path = "program/tour.rs"]
mod tour;

use std::fs;
use std::path::Path;

use pty::{Start, Terminal};

/// What starts another program or makes a socket; strace passes over those that it does not know. Not `sendto`: to send
/// nothing is how signal-hook finds out that our pipe is none.
const CALLS: &str = "trace=?execve,?execveat,?fork,?vfork,?clone,?clone3,?socket,?socketpair,?connect,?bind,?listen,\
                     ?accept,?accept4,?io_uring_setup";

/// How often each kind of call was made.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    starts: usize,
    processes: usize,
    threads: usize,
    sockets: usize,
}

/// Counts the calls in what strace wrote. Every line that is a call is counted somewhere.
fn count(trace: &str) -> Count {
    let mut count = Count::default();
    for line in trace.lines() {
        // 4711 execve("/bin/true", ["true"], 0x7ffc /* 9 vars */) = 0
        let Some((head, arguments)) = line.split_once('(') else {
            continue;
        };
        match head.split_whitespace().last().unwrap_or_default() {
            "execve" | "execveat" => count.starts += 1,
            "clone" | "clone3" if arguments.contains("CLONE_THREAD") => count.threads += 1,
            "fork" | "vfork" | "clone" | "clone3" => count.processes += 1,
            call if call.starts_with(['+', '-', '<']) => {}
            _ => count.sockets += 1,
        }
    }
    count
}

/// A session through every screen, traced.
fn session(home: &Path, arguments: &[&str]) -> String {
    let trace = home.join("trace");
    let mut traced = vec!["-f", "-o", trace.to_str().unwrap(), "-e", CALLS, "--"];
    traced.push(env!("CARGO_BIN_EXE_roadsigns"));
    traced.extend(arguments);
    let mut terminal = Terminal::start(&Start {
        program: "/usr/bin/strace",
        arguments: &traced,
        ..Start::at(home)
    });
    tour::everything(&mut terminal);
    tour::forms(&mut terminal);
    terminal.leave();
    fs::read_to_string(trace).unwrap()
}

#[test]
#[ignore = "needs strace: .ci/full runs it"]
fn a_session_through_every_screen_starts_no_program_and_opens_no_socket() {
    let mut all = Count::default();
    for arguments in [&[][..], &["--kiosk"]] {
        let home = tempfile::tempdir().unwrap();
        let trace = session(home.path(), arguments);
        let count = count(&trace);
        assert!(count.threads > 0, "strace saw too little:\n{trace}");
        all.starts += count.starts - 1;
        all.processes += count.processes;
        all.sockets += count.sockets;
    }
    println!("figure: execve after start = {}", all.starts);
    println!(
        "figure: fork, vfork, clone of a process = {}",
        all.processes
    );
    println!(
        "figure: socket, socketpair, connect, bind = {}",
        all.sockets
    );
    assert_eq!(all, Count::default());
}

#[test]
fn programs_processes_and_sockets_would_be_counted() {
    let trace = "\
7 execve(\"/usr/bin/roadsigns\", [\"roadsigns\"], 0x7ffc /* 5 vars */) = 0
7 clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD|CLONE_SYSVSEM, stack_size=0x200}, 88) = 8
8 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 9
9 execve(\"/usr/bin/tput\", [\"tput\", \"cols\"], 0x7ffc /* 5 vars */ <unfinished ...>
9 <... execve resumed>) = 0
9 --- SIGWINCH {si_signo=SIGWINCH, si_code=SI_KERNEL} ---
9 vfork() = 10
7 socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [4, 5]) = 0
7 connect(3, {sa_family=AF_UNIX, sun_path=\"/run/x\"}, 110) = 0
9 +++ exited with 0 +++
";
    let expected = Count {
        starts: 2,
        processes: 2,
        threads: 1,
        sockets: 2,
    };
    assert_eq!(count(trace), expected);
    assert_eq!(count(""), Count::default());
}
