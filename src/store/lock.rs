//! The lock around a save: a file made exclusively, because flock fails on network homes.
//!
//! ```toml
//! host = "ws12"
//! process = 4242
//! since = "2026-11-22T10:41:07.120Z"
//! ```
//!
//! It is held for the milliseconds of a save. One that was left behind is taken over: when its process no longer runs
//! on this host, when it is ten minutes old by the clock of the disk that it stands on (those of two hosts may differ by
//! hours), when it holds no words and nobody writes them. Should its holder live after
//! all, nothing is lost: every session appends to a file of its own, each save sums all lines, and one whose lock was
//! taken over notices before it replaces the state.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Tried as _};
use super::{Trouble, process};
use crate::text::clean;

/// How long a save waits for another session's save; the caller is a thread of its own and tries again later.
const PATIENCE: Duration = Duration::from_secs(2);
/// After so many minutes a lock was left behind, even if a process of that number runs: numbers are used again.
const OLD_MINUTES: i64 = 10;

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name of the host.
    pub host: String,
    /// The number of the process there.
    pub process: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

impl Holder {
    /// Whether the lock was left behind, and why, in words; `age` is for how long it has stood there.
    pub fn left_behind(&self, age: TimeDelta) -> Option<String> {
        if process::is_over(&self.host, self.process, self.since) {
            return Some("that process no longer runs".to_owned());
        }
        let old = age > TimeDelta::minutes(OLD_MINUTES);
        old.then(|| format!("it is over {OLD_MINUTES} minutes old"))
    }

    /// Who it is, in words.
    pub fn words(&self) -> String {
        let since = self.since.format("%H:%M:%S UTC on %-d %b %Y");
        format!("process {} on {}, since {since}", self.process, self.host)
    }
}

/// A lock that is held.
pub(super) struct Lock {
    path: PathBuf,
    text: String,
}

impl Lock {
    fn is_ours(&self, disk: &dyn Disk) -> io::Result<bool> {
        Ok(disk.read(&self.path)? == self.text.as_bytes())
    }

    /// Makes sure that nobody has taken the lock over.
    ///
    /// # Errors
    ///
    /// If somebody has, or it cannot be read.
    pub(super) fn is_held(&self, disk: &dyn Disk) -> Result<(), Trouble> {
        let is_ours = self.is_ours(disk).if_there().trying("read", &self.path)?;
        if is_ours == Some(true) {
            return Ok(());
        }
        Err("another session has begun to save meanwhile".into())
    }

    /// Gives the lock back, if nobody has taken it over.
    pub(super) fn release(self, disk: &dyn Disk) {
        if self.is_ours(disk).unwrap_or_default() {
            // If this fails the next save finds a lock whose holder no longer runs, and takes it over.
            let _ = disk.remove(&self.path);
        }
    }
}

/// Where the lock of a state file is.
pub fn path_of(state: &Path) -> PathBuf {
    state.with_extension("toml.lock")
}

/// Who holds the lock of a state file: nobody, somebody, or nobody knows who.
pub fn holder(disk: &dyn Disk, state: &Path) -> Option<Result<Holder, Vec<u8>>> {
    let bytes = disk.read(&path_of(state)).ok()?;
    Some(parsed(&bytes).ok_or(bytes))
}

fn parsed(bytes: &[u8]) -> Option<Holder> {
    toml::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

/// For how long a lock has stood there, by this host's clock; no time if nobody knows.
pub fn age(disk: &dyn Disk, state: &Path) -> TimeDelta {
    let lock = disk.about(&path_of(state));
    lock.map_or(TimeDelta::zero(), |lock| Utc::now() - lock.written)
}

/// The same by the clock of the disk: beside a file that is made now.
fn age_on_disk(disk: &dyn Disk, path: &Path, session: &str) -> TimeDelta {
    let made_now = path.with_extension(format!("lock.now-{session}"));
    let now = disk
        .write_new(&made_now, b"")
        .and_then(|()| disk.about(&made_now));
    let _ = disk.remove(&made_now);
    match (now, disk.about(path)) {
        (Ok(now), Ok(lock)) => now.written - lock.written,
        _ => TimeDelta::zero(),
    }
}

/// Gives a lock of this process back, whoever of it took it.
pub(super) fn give_up(disk: &dyn Disk, state: &Path) {
    let (host, process) = process::this();
    let holder = holder(disk, state).and_then(Result::ok);
    if holder.is_some_and(|holder| holder.host == host && holder.process == process) {
        // If this fails the next save finds a lock whose holder no longer runs, and takes it over.
        let _ = disk.remove(&path_of(state));
    }
}

/// Takes the lock beside a state file.
pub(super) fn take(disk: &dyn Disk, state: &Path, session: &str) -> Result<Lock, Trouble> {
    let path = path_of(state);
    let (host, process) = process::this();
    let mine = Holder {
        host,
        process,
        since: Utc::now(),
    };
    let text = toml::to_string(&mine).map_err(|error| error.to_string())?;
    let until = Instant::now() + PATIENCE;
    // A lock without words that stays as it is all the time has lost its holder between two calls.
    let mut wordless = None;
    // Whose lock is known to be held, and not left behind.
    let mut living: Option<Holder> = None;
    loop {
        match disk.create_exclusive(&path, text.as_bytes()) {
            Ok(()) => return Ok(Lock { path, text }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            failed => failed.trying("save", state)?,
        }
        let is_late = Instant::now() > until;
        match holder(disk, state) {
            // Given back meanwhile, or the disk does not let us read.
            None if !is_late => {}
            Some(Ok(holder)) => {
                // Our own lock, which we could not give back.
                let is_mine = holder.process == mine.process && holder.host == mine.host;
                let is_left = || {
                    let age = age_on_disk(disk, &path, session);
                    holder.left_behind(age).is_some()
                };
                if is_mine || (living.as_ref() != Some(&holder) && is_left()) {
                    set_aside(disk, &path, session, &holder);
                } else if is_late {
                    let (words, path) = (holder.words(), clean::path(&path));
                    let why = "another session is saving";
                    return Err(format!("{why} ({words}); if it is gone, remove {path}").into());
                } else {
                    living = Some(holder);
                }
            }
            Some(Err(bytes)) if is_late && wordless.as_ref() == Some(&bytes) => {
                let _ = disk.remove(&path);
                // Once: whoever takes it from here on writes words.
                wordless = None;
            }
            Some(Err(_)) if is_late => {
                let words = "a lock without words is in the way";
                return Err(format!("{words}: {}", clean::path(&path)).into());
            }
            Some(Err(bytes)) => wordless = Some(bytes),
            None => return Err(format!("cannot read the lock {}", clean::path(&path)).into()),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Takes a lock out of the way that was left behind; one that somebody else took over meanwhile is put back.
fn set_aside(disk: &dyn Disk, path: &Path, session: &str, stale: &Holder) {
    let aside = path.with_extension(format!("lock.{session}"));
    if disk.rename(path, &aside).is_err() {
        return;
    }
    if let Ok(bytes) = disk.read(&aside)
        && parsed(&bytes).as_ref() != Some(stale)
    {
        let _ = disk.create_exclusive(path, &bytes);
    }
    let _ = disk.remove(&aside);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::RealDisk;
    use std::fs::File;
    use std::time::SystemTime;

    fn holder_of(host: &str, process: u32, minutes: i64) -> Holder {
        Holder {
            host: host.to_owned(),
            process,
            since: Utc::now() - TimeDelta::minutes(minutes),
        }
    }

    fn write(state: &Path, holder: &Holder) {
        let text = toml::to_string(holder).unwrap();
        RealDisk
            .write_new(&path_of(state), text.as_bytes())
            .unwrap();
    }

    /// Lets the lock stand there for so many minutes.
    fn let_stand(state: &Path, minutes: u64) {
        let then = SystemTime::now() - Duration::from_mins(minutes);
        let lock = File::options().write(true).open(path_of(state)).unwrap();
        lock.set_modified(then).unwrap();
    }

    #[test]
    fn a_fresh_lock_of_a_host_whose_clock_is_hours_off_is_waited_for() {
        for minutes in [-300, 300] {
            let folder = tempfile::tempdir().unwrap();
            let state = folder.path().join("state.toml");
            let living = holder_of("elsewhere", 4242, minutes);
            write(&state, &living);
            let why = take(&RealDisk, &state, "a").err().unwrap().to_string();
            assert!(why.contains("process 4242 on elsewhere"), "{why}");
            assert_eq!(holder(&RealDisk, &state), Some(Ok(living)));
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_dead_process_here_and_an_old_lock_of_another_host_are_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        // The highest number that a process can have is not given to one.
        for stale in [
            holder_of(&process::host(), i32::MAX as u32, 0),
            holder_of("elsewhere", 1, 0),
        ] {
            write(&state, &stale);
            let_stand(&state, if stale.host == "elsewhere" { 11 } else { 0 });
            let lock = take(&RealDisk, &state, "a").unwrap();
            assert_ne!(holder(&RealDisk, &state), Some(Ok(stale)));
            lock.release(&RealDisk);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_living_holder_is_waited_for_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        let living = holder_of("elsewhere", 4242, 1);
        write(&state, &living);
        let why = take(&RealDisk, &state, "a").err().unwrap().to_string();
        assert!(why.contains("process 4242 on elsewhere"), "{why}");
        assert!(why.contains("state.toml.lock"), "{why}");
        assert_eq!(holder(&RealDisk, &state), Some(Ok(living)));
    }

    #[test]
    fn a_lock_that_was_taken_over_is_not_given_back_by_its_old_holder() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        let old = take(&RealDisk, &state, "a").unwrap();
        let other = holder_of("elsewhere", 1, 0);
        write(&state, &other);
        old.release(&RealDisk);
        assert_eq!(holder(&RealDisk, &state), Some(Ok(other)));
    }

    #[test]
    fn a_lock_without_words_does_not_stay_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        RealDisk.write_new(&path_of(&state), b"").unwrap();
        let lock = take(&RealDisk, &state, "a").unwrap();
        lock.release(&RealDisk);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_whose_number_another_process_has_now_is_taken_over_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        // The first process of a machine always runs.
        for (minutes, is_left) in [(1, false), (11, true)] {
            let holder = holder_of(&process::host(), 1, 0);
            let age = TimeDelta::minutes(minutes);
            assert_eq!(holder.left_behind(age).is_some(), is_left);
        }
        write(&state, &holder_of(&process::host(), 1, 0));
        let_stand(&state, 11);
        assert!(take(&RealDisk, &state, "a").is_ok());
    }

    #[test]
    fn a_session_whose_lock_was_taken_over_notices() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state.toml");
        let lock = take(&RealDisk, &state, "a").unwrap();
        assert_eq!(lock.is_held(&RealDisk), Ok(()));
        write(&state, &holder_of("elsewhere", 1, 0));
        assert!(lock.is_held(&RealDisk).is_err());
        RealDisk.remove(&path_of(&state)).unwrap();
        assert!(lock.is_held(&RealDisk).is_err());
    }
}
