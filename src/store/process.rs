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
    let is_gone = |of| test_kill_process(of) == Err(Errno::SRCH) || is_uncollected(pid);
    on == host() && pid != std::process::id() && number.is_some_and(is_gone)
}

/// Whether a process has ended and only its number is left, because nobody has collected it. When a line is cut that
/// falls to process 1, which in some containers does it late or never.
fn is_uncollected(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // 4711 (roadsigns) Z 1 ...; the name may hold brackets, too.
    let state = stat.rsplit_once(") ").map(|(_, state)| state);
    state.is_some_and(|state| state.starts_with(['Z', 'X']))
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
