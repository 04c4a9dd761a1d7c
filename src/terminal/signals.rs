//! Signals as bytes in a plain pipe, so that the reader waits for keys and signals in one `poll`.
//!
//! signal-hook's own iterator opens a socket pair, and this program opens no socket.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{DumpableBehavior, set_dumpable_behavior};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level::emulate_default_handler;

use super::event::Signal;

/// In the order in which they are told when several came at once: the gravest first, as the kernel sends CONT
/// along with HUP, and a terminal that has hung up cannot be taken again.
const WATCHED: [(i32, Signal); 7] = [
    (SIGHUP, Signal::Hangup),
    (SIGTERM, Signal::Terminate),
    (SIGQUIT, Signal::Quit),
    (SIGINT, Signal::Interrupt),
    (SIGWINCH, Signal::Resize),
    (SIGTSTP, Signal::Stop),
    (SIGCONT, Signal::Continue),
];

/// The number of the signal that is to end the program, or zero. The first counts.
static ENDED_BY: AtomicI32 = AtomicI32::new(0);

/// Keeps in mind which signal is to end the program.
pub(super) fn ends(by: Signal) {
    if let Some((number, _)) = WATCHED.iter().find(|(_, signal)| *signal == by) {
        // Another was first.
        let _ = ENDED_BY.compare_exchange(0, *number, Ordering::SeqCst, Ordering::SeqCst);
    }
}

/// Ends the program as the signal that ended it would have done by itself, so that shells, sshd and whoever started
/// us see why; does nothing where there was none. Nothing runs after this: it is for when all is saved and given back.
pub fn end_as_told() {
    let number = ENDED_BY.load(Ordering::SeqCst);
    if number != 0 {
        // What was typed is nobody's business: SIGQUIT would leave it in a core file.
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
        let _ = emulate_default_handler(number);
    }
}

/// The signals we catch from now on.
#[derive(Debug)]
pub(super) struct Signals {
    pipe: OwnedFd,
    caught: Vec<(Arc<AtomicBool>, Signal)>,
}

impl Signals {
    /// Begins to catch them. From now on none of them ends the program by itself.
    pub(super) fn watch() -> io::Result<Self> {
        let (pipe, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let mut caught = Vec::with_capacity(WATCHED.len());
        for (number, meaning) in WATCHED {
            let flag = Arc::new(AtomicBool::new(false));
            // The flag first: whoever reads the byte must find it set.
            signal_hook::flag::register(number, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(number, write.try_clone()?)?;
            caught.push((flag, meaning));
        }
        Ok(Self { pipe, caught })
    }

    /// Empties the pipe and hands on what came since the last time. The same signal twice at once is one; one that
    /// was told to stop and to go on goes on.
    pub(super) fn take(&self) -> Vec<Signal> {
        let mut bytes = [0; 64];
        while rustix::io::read(&self.pipe, &mut bytes).is_ok_and(|count| count == bytes.len()) {}
        let caught = self
            .caught
            .iter()
            .filter(|(flag, _)| flag.swap(false, Ordering::SeqCst));
        let mut caught: Vec<Signal> = caught.map(|(_, meaning)| *meaning).collect();
        if caught.contains(&Signal::Continue) {
            caught.retain(|one| *one != Signal::Stop);
        }
        caught
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}
