//! Where keys come from and where frames go, as handles that live as long as the program.

use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

/// The terminal that keys come from: standard input, or `/dev/tty` where that is a file or a pipe.
pub fn input() -> io::Result<BorrowedFd<'static>> {
    static OPENED: OnceLock<OwnedFd> = OnceLock::new();
    if io::stdin().is_terminal() {
        return Ok(rustix::stdio::stdin());
    }
    if OPENED.get().is_none() {
        let tty = rustix::fs::open(
            "/dev/tty",
            OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY,
            Mode::empty(),
        )?;
        // A thread that was quicker has opened the same terminal: ours is closed again.
        drop(OPENED.set(tty));
    }
    OPENED
        .get()
        .map(AsFd::as_fd)
        .ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// The terminal that frames go to: always standard output, so that `roadsigns > file` is noticed, not painted around.
///
/// It is opened a second time where that is allowed, so that our own handle can be non-blocking and the shell's
/// stays as it is: a terminal that takes no more bytes must not keep us from ending.
pub fn output() -> Output {
    static OPENED: OnceLock<Option<OwnedFd>> = OnceLock::new();
    let opened = OPENED.get_or_init(|| {
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let open = || rustix::fs::open("/proc/self/fd/1", flags, Mode::empty()).ok();
        io::stdout().is_terminal().then(open).flatten()
    });
    Output(opened.as_ref().map_or(rustix::stdio::stdout(), AsFd::as_fd))
}

/// Set when the program is about to end: a frame that the terminal does not take is then given up.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Says that the program is about to end. Called by the reader, as the loop may be stuck in a write.
pub(super) fn end() {
    ENDING.store(true, Ordering::SeqCst);
}

/// Unbuffered writing to the terminal: the backend has a whole frame in hand and wants one call.
#[derive(Debug, Clone, Copy)]
pub struct Output(BorrowedFd<'static>);

impl AsFd for Output {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(self.0, bytes) {
                Err(Errno::AGAIN) => wait_for_room(self.0)?,
                answer => return Ok(answer?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Blocks until `tty` takes bytes again; fails when it is gone, or when the program is to end meanwhile.
fn wait_for_room(tty: BorrowedFd<'_>) -> io::Result<()> {
    let slice = Timespec {
        tv_sec: 0,
        tv_nsec: 100_000_000,
    };
    loop {
        let mut watched = [PollFd::from_borrowed_fd(tty, PollFlags::OUT)];
        match poll(&mut watched, Some(&slice)) {
            Ok(0) | Err(Errno::INTR) if ENDING.load(Ordering::SeqCst) => {
                return Err(io::ErrorKind::TimedOut.into());
            }
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}
