//! Getting on the screen and off it again, whatever happens: at the end, on a signal, in a panic, on a dead line.
//!
//! What has to be put back is kept in one place for the whole program, so that the panic hook finds it. Putting
//! back never fails, never prints, never waits for a terminal that takes no bytes, and happens once.

use std::io::{self, Write};
use std::os::fd::BorrowedFd;
use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::capability::Capability;
use super::{size, tty};
use crate::text::clean::shown;

/// What to put back, while there is something to put back.
static HELD: Mutex<Option<Held>> = Mutex::new(None);

/// A Continue that comes so soon after the terminal was taken belongs to the stop that we came back from.
const JUST_BEFORE: Duration = Duration::from_millis(300);

/// The terminal as it was, and how far it was changed.
struct Held {
    input: BorrowedFd<'static>,
    output: BorrowedFd<'static>,
    before: Termios,
    alternate: bool,
    since: Instant,
}

/// The full screen, ours until it is dropped or restored.
#[derive(Debug)]
pub struct Screen {
    capability: Capability,
}

impl Screen {
    /// Takes the terminal: keys one by one and unchanged (Ctrl-C, Ctrl-S and Ctrl-Z too), a clear screen without a
    /// cursor, pastes in brackets.
    pub fn enter(capability: Capability) -> io::Result<Self> {
        let screen = Self { capability };
        screen.resume()?;
        Ok(screen)
    }

    /// Takes the terminal again, after a stop. Safe to call at any time; what was there before the first time is
    /// what will be put back. True when the screen is clear now and wants `Terminal::clear` and a frame; false when
    /// it was taken only just before: `suspend` comes back with a Continue behind it. An error means that the
    /// terminal has gone.
    pub fn resume(&self) -> io::Result<bool> {
        let (input, mut output) = (tty::input()?, tty::output());
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        if held
            .as_ref()
            .is_some_and(|held| held.since.elapsed() < JUST_BEFORE)
        {
            return Ok(false);
        }
        let before = match held.take() {
            Some(held) => held.before,
            None => tcgetattr(input)?,
        };
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(input, OptionalActions::Now, &raw)?;
        *held = Some(Held {
            input,
            output: rustix::stdio::stdout(),
            before,
            alternate: self.capability.alternate_screen,
            since: Instant::now(),
        });
        drop(held);
        let switch: &[u8] = if self.capability.alternate_screen {
            b"\x1b[m\x1b[?1049h\x1b[2J"
        } else {
            b"\x1b[m\x1b[H\x1b[2J"
        };
        let bytes = [switch, b"\x1b[?2004h\x1b[?25l"].concat();
        output.write_all(&bytes).inspect_err(|_| restore())?;
        Ok(true)
    }

    /// Gives the terminal back; the first call does it, later ones do nothing. Also called by `Drop`.
    pub fn restore(&self) {
        restore();
    }

    /// Ctrl-Z: gives the terminal back, stops like any other program, and takes it again when told to go on.
    /// `Terminal::clear` and a frame are to follow. Where nobody could wake us (no shell with job control)
    /// the system does not stop us, and this returns at once.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        kill_process(getpid(), Signal::TSTP)?;
        self.resume().map(drop)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was found. Idempotent, and harmless where the terminal has gone.
pub fn restore() {
    let taken = match HELD.try_lock() {
        Ok(mut held) => held.take(),
        Err(TryLockError::Poisoned(held)) => held.into_inner().take(),
        // Another thread is at it.
        Err(TryLockError::WouldBlock) => None,
    };
    let Some(held) = taken else { return };
    let mut bytes = b"\x1b[m\x1b[?2004l\x1b[?25h".to_vec();
    if held.alternate {
        bytes.extend_from_slice(b"\x1b[?1049l");
    } else {
        // No second screen: the page stays, and the prompt comes on a fresh line below it.
        let (_, rows) = size::of(held.output);
        bytes.extend_from_slice(format!("\x1b[{rows}H\r\n").as_bytes());
    }
    // Errors have nobody to be told to: the line is dead.
    if takes_bytes(held.output) {
        let _ = rustix::io::write(held.output, &bytes);
    }
    // At once, not after the output has drained: it may never drain.
    let _ = tcsetattr(held.input, OptionalActions::Now, &held.before);
}

/// Whether the terminal would take bytes within a tenth of a second. One that is stopped must not stop our end.
fn takes_bytes(output: BorrowedFd<'_>) -> bool {
    let mut watched = [PollFd::from_borrowed_fd(output, PollFlags::OUT)];
    let limit = Timespec {
        tv_sec: 0,
        tv_nsec: 100_000_000,
    };
    let ready = poll(&mut watched, Some(&limit)).is_ok_and(|count| count > 0);
    ready
        && watched
            .iter()
            .all(|output| output.revents().contains(PollFlags::OUT))
}

/// From now on a panic of this thread, which has to be the main one, gives the terminal back and then says
/// `headline` and what happened. A panic of another thread leaves the terminal alone, as the main thread still
/// paints on it: it reaches the loop as that thread's result.
pub fn install_panic_hook(headline: String) {
    let main = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == main {
            restore();
            // The terminal may have gone; `eprintln!` would panic then.
            let what = describe(info);
            drop(writeln!(io::stderr(), "{headline}\n{}", shown(&what)));
        }
    }));
}

/// The panic in one line, for a report.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let what = info.payload_as_str().unwrap_or("no message");
    info.location()
        .map_or_else(|| what.to_owned(), |at| format!("{what} ({at})"))
}
