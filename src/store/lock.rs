//! The lock around a save: a file made exclusively, because flock fails on network homes.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::Trouble;
use super::disk::Disk;
use crate::project::change::Session;

/// How long a save waits for another session's save; the caller is a thread of its own and tries again later.
const PATIENCE: Duration = Duration::from_secs(2);

/// A lock that is held.
pub(super) struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Gives the lock back.
    pub(super) fn release(self, disk: &dyn Disk) {
        // If this fails the next save finds a lock whose holder no longer runs, and takes it over.
        let _ = disk.remove(&self.path);
    }
}

/// Takes the lock beside a state file.
pub(super) fn take(disk: &dyn Disk, state: &Path, session: &Session) -> Result<Lock, Trouble> {
    let path = state.with_extension("toml.lock");
    let host = session.by.rsplit_once('@').map_or("", |(_, host)| host);
    let pid = std::process::id();
    let text = format!(
        "host = {host:?}\npid = {pid}\nsince = {:?}\n",
        chrono::Utc::now().to_rfc3339()
    );
    let until = Instant::now() + PATIENCE;
    loop {
        match disk.create_exclusive(&path, text.as_bytes()) {
            Ok(()) => return Ok(Lock { path }),
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Trouble::with(state, "save", &error));
            }
            Err(_) => {}
        }
        let holder = disk
            .read(&path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default();
        if is_left_behind(&holder, host, pid) {
            let _ = disk.remove(&path);
        } else if Instant::now() > until {
            let who = holder.lines().collect::<Vec<_>>().join(", ");
            return Err(Trouble(format!(
                "another session is saving ({who}); remove {} if it is gone",
                path.display()
            )));
        } else {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Whether the holder was a process of this host that no longer runs.
fn is_left_behind(holder: &str, host: &str, own: u32) -> bool {
    let Ok(table) = holder.parse::<toml::Table>() else {
        return false;
    };
    let same_host = table.get("host").and_then(toml::Value::as_str) == Some(host);
    let Some(pid) = table.get("pid").and_then(toml::Value::as_integer) else {
        return false;
    };
    let Some(process) = i32::try_from(pid)
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    else {
        return false;
    };
    same_host
        && u32::try_from(pid) != Ok(own)
        && rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH)
}
