//! What only root can arrange: a disk that hangs (an ext4 file system that is frozen while the program runs on it), a
//! terminal that is another user's.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::figures::{cost, is_kept, nothing_for, tell, typing};
use super::pty::{Start, Terminal, is_running, state_of, until};

/// A small disk of its own, mounted as long as it is held.
struct SmallDisk {
    folder: tempfile::TempDir,
    is_frozen: bool,
}

fn do_it(program: &str, arguments: &[&Path]) {
    let done = Command::new(program).args(arguments).output().unwrap();
    let why = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {why}");
}

impl SmallDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let image = folder.path().join("image");
        File::create(&image).unwrap().set_len(16 << 20).unwrap();
        do_it("mkfs.ext4", &[Path::new("-q"), &image]);
        let disk = Self {
            folder,
            is_frozen: false,
        };
        fs::create_dir(disk.home()).unwrap();
        do_it(
            "mount",
            &[Path::new("-o"), Path::new("loop"), &image, &disk.home()],
        );
        disk
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn freeze(&mut self) {
        do_it("fsfreeze", &[Path::new("-f"), &self.home()]);
        self.is_frozen = true;
    }

    fn thaw(&mut self) {
        do_it("fsfreeze", &[Path::new("-u"), &self.home()]);
        self.is_frozen = false;
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if self.is_frozen {
            self.thaw();
        }
        // Lazily: a program that failed its test may still be on it.
        do_it("umount", &[Path::new("-l"), &self.home()]);
    }
}

/// The program with something half-written, on a disk that hangs from now on.
fn typing_on(disk: &mut SmallDisk, stubborn_leader: bool) -> Terminal {
    let home = disk.home();
    let start = Start {
        stubborn_leader,
        ..Start::at(&home)
    };
    let terminal = typing(&home, &start);
    disk.freeze();
    terminal
}

#[test]
#[ignore = "needs root and a disk to freeze: .ci/full runs it"]
fn a_second_signal_ends_the_waiting_for_a_disk_that_hangs() {
    let mut disk = SmallDisk::new();
    let mut terminal = typing_on(&mut disk, false);
    let program = terminal.program();
    terminal.signal(Signal::TERM);
    terminal.see("saving; Ctrl-C ends without it");
    assert_eq!(terminal.left_behind(), [""; 0]);
    let sent = Instant::now();
    // The terminal is the shell's again: this is a signal now.
    terminal.keys("\x03");
    terminal.see("NOT SAVED");
    // The system ends a process only when the disk lets go of it.
    until("the main thread has ended", || !is_running(program));
    let time = sent.elapsed();
    let (_, ticks) = cost(program);
    nothing_for(Duration::from_secs(2));
    let more = cost(program).1 - ticks;
    assert_eq!(state_of(program), 'Z');
    tell(
        "end after a second signal where the disk hangs",
        format!(
            "{:.1} ms, {more} ticks afterwards",
            time.as_secs_f64() * 1000.0
        ),
    );
    assert_eq!(more, 0);
    disk.thaw();
    let after = terminal.end();
    assert_eq!(after.code, 1);
    assert_eq!(after.left_behind, [""; 0]);
}

#[test]
#[ignore = "needs root and a disk to freeze: .ci/full runs it"]
fn a_hang_up_while_the_disk_hangs_takes_no_cpu_and_keeps_what_was_typed_once_it_answers() {
    let mut disk = SmallDisk::new();
    let terminal = typing_on(&mut disk, true);
    let program = terminal.program();
    let home = disk.home();
    let waits = std::thread::Builder::new()
        .spawn(move || {
            // Ended or not: its own deadline is for a disk that answers.
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| terminal.hang_up())).is_ok()
        })
        .unwrap();
    nothing_for(Duration::from_secs(1));
    let (_, ticks) = cost(program);
    nothing_for(Duration::from_secs(2));
    let more = cost(program).1 - ticks;
    assert!(is_running(program));
    tell(
        "CPU after a hang-up while the disk hangs, 2 s",
        format!("{more} ticks"),
    );
    assert_eq!(more, 0);
    disk.thaw();
    until("ended", || !is_running(program));
    assert!(waits.join().unwrap());
    assert!(is_kept(&home));
}

#[test]
#[ignore = "needs root: .ci/full runs it"]
fn after_su_a_terminal_that_takes_no_bytes_does_not_keep_the_program_from_ending() {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let start = Start {
        program: "/usr/bin/setpriv",
        arguments: &[
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            env!("CARGO_BIN_EXE_roadsigns"),
        ],
        ..Start::at(home.path())
    };
    let mut terminal = typing(home.path(), &start);
    // The device is root's: only the session's own terminal could be opened.
    let opened = fs::read_dir(format!("/proc/{}/fd", terminal.program())).unwrap();
    let is_tty = |path: PathBuf| path == Path::new("/dev/tty");
    let count = opened
        .filter(|entry| is_tty(fs::read_link(entry.as_ref().unwrap().path()).unwrap()))
        .count();
    assert_eq!(count, 2);
    terminal.turn_deaf();
    terminal.keys_until_read("\x0c");
    terminal.signal(Signal::TERM);
    let after = terminal.end_soon();
    assert!(!after.left_behind.contains(&"no line editing"));
    assert!(is_kept(home.path()));
}
