//! Who holds a lock, writes a session's file or a draft: a process on a host.

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
