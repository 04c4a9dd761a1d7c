//! Who holds a lock, writes a session's file or a draft: a process on a host.

use chrono::{DateTime, TimeDelta, Utc};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

/// This process: its host and its number.
pub fn this() -> (String, u32) {
    (host(), std::process::id())
}

/// The name of this host.
pub fn host() -> String {
    let name = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    // It stands in lines of its own, between spaces.
    name.replace(char::is_whitespace, "-")
}

/// Whether a process of this host no longer runs. Of another host nobody here can tell.
pub fn is_dead(on: &str, pid: u32) -> bool {
    let number = i32::try_from(pid).ok().and_then(Pid::from_raw);
    on == host()
        && pid != std::process::id()
        && number.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

/// Whether a process of this host that lived at a time no longer runs, even if another has its number since the host
/// was started anew.
pub fn is_over(on: &str, pid: u32, lived: DateTime<Utc>) -> bool {
    is_dead(on, pid) || (on == host() && lived < started())
}

/// When this host was started, and a little before: clocks are set while it starts.
fn started() -> DateTime<Utc> {
    let up = TimeDelta::seconds(rustix::system::sysinfo().uptime);
    Utc::now() - up - TimeDelta::minutes(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lived_before_the_host_was_started_is_over_whoever_has_its_number_now() {
        let own = std::process::id();
        assert!(!is_over(&host(), own, Utc::now()));
        assert!(is_over(&host(), own, DateTime::UNIX_EPOCH));
        assert!(!is_over("elsewhere", own, DateTime::UNIX_EPOCH));
    }
}
