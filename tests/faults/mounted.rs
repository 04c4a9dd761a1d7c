//! Real disks that are full, read-only or frozen under the real program. They need root: `.ci/full` runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use roadsigns::project::change::Field;
use roadsigns::store::disk::{Disk as _, RealDisk};
use rustix::process::Signal;

use super::program::begun;
use super::proof::starts_well;
use super::pty::{Start, Terminal};

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A home whose data folder is a disk of its own.
struct Home {
    home: tempfile::TempDir,
}

fn run(program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status = command.args(arguments).stdout(Stdio::null()).status();
    assert!(status.unwrap().success(), "{program} {arguments:?}");
}

impl Home {
    fn on(mount: impl FnOnce(&Path, &str)) -> Self {
        let home = tempfile::tempdir().unwrap();
        let this = Self { home };
        fs::create_dir_all(this.folder()).unwrap();
        mount(this.home.path(), this.folder().to_str().unwrap());
        this
    }

    /// In memory, of 256 KiB.
    fn in_memory() -> Self {
        Self::on(|_, folder| {
            let options = ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder];
            run("mount", &options);
        })
    }

    /// On a file with ext4 in it.
    fn on_ext4() -> Self {
        Self::on(|home, folder| {
            let image = home.join("image");
            fs::File::create_new(&image)
                .unwrap()
                .set_len(16 << 20)
                .unwrap();
            run("mkfs.ext4", &["-q", image.to_str().unwrap()]);
            run("mount", &["-o", "loop", image.to_str().unwrap(), folder]);
        })
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join(".local/share/roadsigns")
    }

    fn with(&self, program: &str, arguments: &[&str]) {
        let folder = self.folder();
        run(program, &[arguments, &[folder.to_str().unwrap()]].concat());
    }

    fn begun(&self) -> Terminal {
        begun(&Start::at(self.home.path()))
    }

    /// A session whose first tick is on disk.
    fn with_one_tick(&self) -> Terminal {
        let mut terminal = self.begun();
        tick(&mut terminal, "1");
        all_is_saved(&mut terminal);
        terminal
    }

    /// How many items are in hand, once a fresh session has started well.
    fn in_hand(&self) -> usize {
        let (opened, _) = starts_well(&self.folder().join("state.toml"), "after", &[]);
        let fields = opened.book.fields();
        let states = fields.filter(|(key, _)| key.field == Field::State);
        states
            .filter(|(_, heads)| heads.last().is_some_and(|held| held.value == "in-hand"))
            .count()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let folder = self.folder();
        for (program, arguments) in [("fsfreeze", &["-u"][..]), ("umount", &[])] {
            let mut command = Command::new(program);
            let _ = command
                .args(arguments)
                .arg(&folder)
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// Ticks the first item of a stage.
fn tick(terminal: &mut Terminal, stage: &str) {
    terminal.open_stage(stage);
    terminal.keys_to(" ", "> [~]");
}

fn all_is_saved(terminal: &mut Terminal) {
    terminal.wait_until("a header without worries", |screen| {
        !screen.contains("NOT SAVED") && !screen.contains("saving")
    });
    let until = Instant::now() + PATIENCE;
    let says = |screen: &str| screen.contains("Everything is saved, last at");
    loop {
        terminal.keys("\x13");
        if terminal.becomes(says, Duration::from_millis(100)) {
            return;
        }
        assert!(Instant::now() < until, "{}", terminal.screen());
    }
}

#[test]
#[ignore = "needs root"]
fn a_full_disk_is_named_and_saving_goes_on_by_itself_when_there_is_room() {
    let home = Home::in_memory();
    let mut terminal = home.with_one_tick();
    let filler = home.folder().join("filler");
    let mut bytes = 0;
    while RealDisk.append(&filler, &[0; 512]).is_ok() {
        bytes += 512;
    }
    assert!(bytes > 0);
    tick(&mut terminal, "2");
    terminal.see("NOT SAVED");
    terminal.see("disk is full");
    tick(&mut terminal, "3");
    let state = RealDisk.read(&home.folder().join("state.toml")).unwrap();
    let state: toml::Table = String::from_utf8(state).unwrap().parse().unwrap();
    assert!(state.contains_key("project"));
    fs::remove_file(&filler).unwrap();
    all_is_saved(&mut terminal);
    terminal.leave();
    assert_eq!(home.in_hand(), 3);
    println!("figure: lost on a disk that was full = 0 of 3");
}

#[test]
#[ignore = "needs root"]
fn a_read_only_disk_is_named_and_saving_goes_on_when_it_is_writable_again() {
    let home = Home::in_memory();
    let mut terminal = home.with_one_tick();
    home.with("mount", &["-o", "remount,ro"]);
    tick(&mut terminal, "2");
    terminal.see("NOT SAVED");
    terminal.see("disk is read-only");
    terminal.keys_to("4", "Sign 4");
    home.with("mount", &["-o", "remount,rw"]);
    all_is_saved(&mut terminal);
    terminal.leave();
    assert_eq!(home.in_hand(), 2);
    // From the start on.
    home.with("mount", &["-o", "remount,ro"]);
    let mut terminal = home.begun();
    tick(&mut terminal, "3");
    terminal.see("NOT SAVED");
    home.with("mount", &["-o", "remount,rw"]);
    all_is_saved(&mut terminal);
    terminal.leave();
    assert_eq!(home.in_hand(), 3);
    println!("figure: lost on a disk that was read-only = 0 of 3");
}

#[test]
#[ignore = "needs root"]
fn while_a_disk_is_frozen_the_screen_answers_and_thawing_saves_everything() {
    let home = Home::on_ext4();
    let mut terminal = home.with_one_tick();
    home.with("fsfreeze", &["-f"]);
    tick(&mut terminal, "2");
    terminal.see("saving");
    tick(&mut terminal, "3");
    for sign in ["4", "5", "6"] {
        terminal.keys_to(sign, &format!("Sign {sign}"));
    }
    home.with("fsfreeze", &["-u"]);
    all_is_saved(&mut terminal);
    terminal.leave();
    assert_eq!(home.in_hand(), 3);
    println!("figure: lost on a disk that was frozen = 0 of 3");
}

/// Leaves while the disk is frozen. The words come and the terminal is given back; the process itself is held by the
/// kernel until the disk thaws.
fn leave_frozen(signal: Option<Signal>) {
    let home = Home::on_ext4();
    let mut terminal = home.with_one_tick();
    home.with("fsfreeze", &["-f"]);
    tick(&mut terminal, "2");
    terminal.see("saving");
    match signal {
        None => {
            terminal.keys_to("q", "again to leave");
            terminal.keys("q");
        }
        Some(signal) => {
            terminal.signal(signal);
            terminal.see("saving; Ctrl-C ends without it");
            terminal.signal(signal);
        }
    }
    terminal.see("This is not saved");
    terminal.see("In hand");
    assert!(!terminal.is_taken());
    home.with("fsfreeze", &["-u"]);
    let after = terminal.end();
    assert_ne!(after.code, 0);
    assert_eq!(after.left_behind, [""; 0]);
    assert!(home.in_hand() >= 1);
}

#[test]
#[ignore = "needs root"]
fn leaving_while_a_disk_is_frozen_ends_and_prints_what_is_not_saved() {
    leave_frozen(None);
}

#[test]
#[ignore = "needs root"]
fn a_second_signal_while_a_disk_is_frozen_ends_at_once_and_prints_what_is_not_saved() {
    leave_frozen(Some(Signal::TERM));
}
