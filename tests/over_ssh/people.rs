//! The accounts of people who come to the host, and what runs in their names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};

use super::host::{PATIENCE, text};

/// Accounts are made and removed one at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// All accounts of a host, until they are dropped.
pub(crate) struct People {
    /// The group that the settings are for.
    pub(crate) group: String,
    /// Somebody in that group.
    pub(crate) guest: Account,
    /// Somebody outside it: what the settings refuse must work there, or the test would see nothing.
    pub(crate) free: Account,
    /// The login that two people share, each with a key.
    pub(crate) shared: Account,
}

/// An account.
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) home: PathBuf,
}

/// Runs a command to its end, which must be a good one.
pub(crate) fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {out}{err}"
    );
    out
}

/// Ends a process as nothing else does.
pub(crate) fn kill(pid: i32) {
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

impl People {
    /// Makes the accounts, with their homes below a folder.
    pub(crate) fn make(homes: &Path) -> Self {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let letters = std::iter::repeat_with(fastrand::lowercase);
        let ending: String = letters.take(6).collect();
        let group = format!("rs-{ending}");
        run("groupadd", &[&group]);
        let account = |name: &str, more: &[&str]| {
            let name = format!("rs-{name}-{ending}");
            let home = homes.join(&name);
            // The star: no password fits, yet the account is not locked.
            let mut arguments = vec!["-m", "-s", "/bin/sh", "-p", "*"];
            arguments.extend(["-d", home.to_str().unwrap()]);
            arguments.extend(more);
            arguments.push(&name);
            run("useradd", &arguments);
            let uid = run("id", &["-u", &name]).trim().parse().unwrap();
            Account { name, uid, home }
        };
        Self {
            guest: account("guest", &["-G", &group]),
            free: account("free", &[]),
            shared: account("shared", &[]),
            group,
        }
    }
}

impl Drop for People {
    fn drop(&mut self) {
        let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        for account in [&self.guest, &self.free, &self.shared] {
            for (pid, _) in account.processes() {
                // It may have ended meanwhile.
                let _ = kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL);
            }
            let _ = Command::new("userdel").args(["-f", &account.name]).output();
        }
        let _ = Command::new("groupdel").arg(&self.group).output();
    }
}

impl Account {
    /// The processes of this account: number and name.
    pub(crate) fn processes(&self) -> Vec<(i32, String)> {
        let of_this_account = |entry: fs::DirEntry| {
            let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
            let status = fs::read_to_string(entry.path().join("status")).ok()?;
            let line = |head: &str| status.lines().find_map(|line| line.strip_prefix(head));
            let uid: u32 = line("Uid:")?.split_whitespace().next()?.parse().ok()?;
            let gone = line("State:")?.trim().starts_with('Z');
            (uid == self.uid && !gone).then_some((pid, line("Name:")?.trim().to_owned()))
        };
        let entries = fs::read_dir("/proc").unwrap();
        entries
            .filter_map(|entry| of_this_account(entry.ok()?))
            .collect()
    }

    /// The number of the account's process with this name.
    pub(crate) fn process(&self, name: &str) -> i32 {
        let processes = self.processes();
        let found = processes.iter().find(|(_, of)| of == name);
        found
            .unwrap_or_else(|| panic!("no {name} among {processes:?}"))
            .0
    }

    /// The environment of the account's guide.
    pub(crate) fn environment(&self) -> String {
        let path = format!("/proc/{}/environ", self.process("roadsigns"));
        text(&fs::read(path).unwrap()).replace('\0', "\n")
    }

    /// Waits until the account has no process, and says what is left when it takes too long.
    pub(crate) fn wait_until_gone(&self) {
        let until = Instant::now() + PATIENCE;
        loop {
            let processes = self.processes();
            let Some((pid, _)) = processes.first() else {
                return;
            };
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "left behind: {processes:?}");
            // Gone meanwhile: the next look will tell.
            let pid = Pid::from_raw(*pid).unwrap();
            if let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) {
                let mut watched = [PollFd::new(&process, PollFlags::IN)];
                poll(&mut watched, Some(&Timespec::try_from(left).unwrap())).unwrap();
            }
        }
    }
}
