//! Where keys come from and where frames go, as handles that live as long as the program.
//!
//! Both are opened a second time where that is allowed, so that they never block while those that the shell shares
//! with us stay as they are: a terminal that takes no bytes must not keep us from ending.

use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::getpgrp;
use rustix::stdio;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};

use super::spelling;

/// How long the last bytes may take once the program is to end.
const LAST_BYTES: Duration = Duration::from_millis(100);
/// How long words may make no way at all otherwise.
const NO_WAY: Duration = Duration::from_secs(10);
/// The terminal of the session, whoever owns its device.
const OF_THE_SESSION: &str = "/dev/tty";

/// The terminal that keys come from: standard input, or `/dev/tty` where that is a file or a pipe.
pub fn input() -> io::Result<BorrowedFd<'static>> {
    static OPENED: OnceLock<Option<OwnedFd>> = OnceLock::new();
    let is_terminal = io::stdin().is_terminal();
    let opened = OPENED.get_or_init(|| {
        if is_terminal {
            own_handle(stdio::stdin(), "/proc/self/fd/0", OFlags::RDONLY)
        } else {
            open(OF_THE_SESSION, OFlags::RDONLY)
        }
    });
    match opened {
        Some(own) => Ok(own.as_fd()),
        None if is_terminal => Ok(stdio::stdin()),
        None => Err(io::ErrorKind::NotFound.into()),
    }
}

/// The terminal that frames go to: always standard output, so that `roadsigns > file` is noticed, not painted around.
pub fn output() -> Output {
    static OPENED: OnceLock<Option<OwnedFd>> = OnceLock::new();
    let opened = OPENED.get_or_init(|| {
        let own = || own_handle(stdio::stdout(), "/proc/self/fd/1", OFlags::WRONLY);
        io::stdout().is_terminal().then(own).flatten()
    });
    Output(opened.as_ref().map_or(stdio::stdout(), AsFd::as_fd))
}

/// A second handle on a terminal. After `su` its device is another user's; the session's terminal leads to it then.
fn own_handle(shared: BorrowedFd<'_>, path: &str, access: OFlags) -> Option<OwnedFd> {
    let is_of_the_session = || tcgetpgrp(shared).is_ok();
    open(path, access).or_else(|| {
        is_of_the_session()
            .then(|| open(OF_THE_SESSION, access))
            .flatten()
    })
}

fn open(path: &str, access: OFlags) -> Option<OwnedFd> {
    let flags = access | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    rustix::fs::open(path, flags, Mode::empty()).ok()
}

/// Whether something was typed that nobody has fetched.
pub fn has_input() -> bool {
    let ready = |input| ready(input, PollFlags::IN, Duration::ZERO) == Ok(PollFlags::IN);
    input().is_ok_and(ready)
}

/// What of `wanted` a file is ready for, or has befallen it, within a time.
fn ready(
    file: BorrowedFd<'_>,
    wanted: PollFlags,
    limit: Duration,
) -> rustix::io::Result<PollFlags> {
    let mut watched = [PollFd::from_borrowed_fd(file, wanted)];
    poll(&mut watched, timespec(limit).as_ref())?;
    let [file] = watched;
    Ok(file.revents())
}

/// Whether the terminal is ours to change: a shell with job control may have another program in front. Where there
/// is no such thing, it is.
pub(super) fn is_in_front() -> bool {
    let group = input().and_then(|input| Ok(tcgetpgrp(input)?));
    group.map_or(true, |group| group == getpgrp())
}

/// The terminal as it was, while every byte comes as it is, at once, and is not echoed.
pub struct Raw {
    input: BorrowedFd<'static>,
    before: Termios,
}

impl Raw {
    /// Takes the terminal so; what becomes of what waits to be read is said by `how`.
    ///
    /// # Errors
    ///
    /// If there is none, or it has gone.
    pub fn take(how: OptionalActions) -> io::Result<Self> {
        let input = input()?;
        let before = tcgetattr(input)?;
        Self { input, before }.again(how)
    }

    /// The same once more, after others may have changed it.
    pub(super) fn again(self, how: OptionalActions) -> io::Result<Self> {
        let mut raw = self.before.clone();
        raw.make_raw();
        tcsetattr(self.input, how, &raw)?;
        Ok(self)
    }

    /// Makes it as it was, unless it is another's just now; whether it was ours to change. Errors have nobody to be told
    /// to: the line is dead.
    pub fn give_back(&self) -> bool {
        let is_in_front = is_in_front();
        if is_in_front {
            let _ = tcsetattr(self.input, OptionalActions::Now, &self.before);
        }
        is_in_front
    }
}

/// Set while what is typed is for the shell, not for us.
static HANDED_BACK: AtomicBool = AtomicBool::new(false);

/// Says whether keys are for the shell from now on.
pub(super) fn hand_back(is_back: bool) {
    HANDED_BACK.store(is_back, Ordering::SeqCst);
}

/// Whether keys are for the shell.
pub(super) fn is_handed_back() -> bool {
    HANDED_BACK.load(Ordering::SeqCst)
}

/// Set when the program is about to end: a frame that the terminal does not take is then given up.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Says that the program is about to end. Called by the reader, as the loop may be stuck in a write.
pub(super) fn end() {
    ENDING.store(true, Ordering::SeqCst);
    if let Some((_, ring)) = bell() {
        // A full pipe rings as well.
        let _ = rustix::io::write(ring, b".");
    }
}

fn is_ending() -> bool {
    ENDING.load(Ordering::SeqCst)
}

/// Whether the program is to end, or is told so within a time.
pub(super) fn ends_within(limit: Duration) -> bool {
    if let Some((heard, _)) = bell() {
        // Interrupted means that a signal came: the flag says which.
        let _ = ready(heard.as_fd(), PollFlags::IN, limit);
    }
    is_ending()
}

/// A pipe that holds a byte once the program is to end, for those who wait for something else too.
fn bell() -> Option<&'static (OwnedFd, OwnedFd)> {
    static BELL: OnceLock<Option<(OwnedFd, OwnedFd)>> = OnceLock::new();
    BELL.get_or_init(|| pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).ok())
        .as_ref()
}

fn timespec(limit: Duration) -> Option<Timespec> {
    Timespec::try_from(limit).ok()
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

/// Blocks until `tty` takes bytes again; fails when the program is to end meanwhile. Where the terminal has gone,
/// the next write says so.
fn wait_for_room(tty: BorrowedFd<'_>) -> io::Result<()> {
    let bell = bell();
    // Without the bell one has to look.
    let limit = bell.is_none().then_some(LAST_BYTES).and_then(timespec);
    while !is_ending() {
        let room = PollFd::from_borrowed_fd(tty, PollFlags::OUT);
        let heard = bell.map_or(tty, |(heard, _)| heard.as_fd());
        let mut watched = [room, PollFd::from_borrowed_fd(heard, PollFlags::IN)];
        let count = 1 + usize::from(bell.is_some());
        match poll(watched.get_mut(..count).unwrap_or_default(), limit.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let [room, _] = watched;
        if !room.revents().is_empty() {
            return Ok(());
        }
    }
    Err(io::ErrorKind::TimedOut.into())
}

/// Sends what gives the terminal back. What it does not take soon is given up: it must not stop our end.
pub fn send_last(bytes: &[u8]) {
    send(output().0, bytes, LAST_BYTES, false);
}

/// Says something on standard error, cleaned. Where that is a terminal that takes no bytes, the words are lost: they
/// must not keep the program from ending.
pub fn say(words: &str) {
    let is_terminal = io::stderr().is_terminal();
    let words = spelling::bytes(words, is_terminal);
    if !is_terminal {
        // It may be closed: then there is nobody to tell.
        drop(io::stderr().write_all(&words));
        return;
    }
    let own = own_handle(stdio::stderr(), "/proc/self/fd/2", OFlags::WRONLY);
    let to = own.as_ref().map_or(stdio::stderr(), AsFd::as_fd);
    if is_ending() {
        send(to, &words, LAST_BYTES, false);
    } else {
        send(to, &words, NO_WAY, true);
    }
}

/// Writes within a time, which begins anew with every byte taken if it is `patient`. Errors have nobody to be told
/// to.
fn send(to: BorrowedFd<'_>, mut bytes: &[u8], limit: Duration, patient: bool) {
    let mut until = Instant::now() + limit;
    while !bytes.is_empty() {
        let left = until.saturating_duration_since(Instant::now());
        match ready(to, PollFlags::OUT, left) {
            Err(Errno::INTR) => continue,
            Ok(flags) if !flags.is_empty() => {}
            _ => return,
        }
        match rustix::io::write(to, bytes) {
            Ok(count) => {
                bytes = bytes.get(count..).unwrap_or_default();
                if patient {
                    until = Instant::now() + limit;
                }
            }
            // Ready without room: another was quicker.
            Err(Errno::INTR | Errno::AGAIN) if !left.is_zero() => {}
            Err(_) => return,
        }
    }
}
