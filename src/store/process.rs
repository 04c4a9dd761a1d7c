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
    on == host()
        && pid != std::process::id()
        && number.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}
