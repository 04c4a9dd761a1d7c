//! Getting on the screen and off it again, whatever happens: at the end, on a signal, in a panic, on a dead line.
//!
//! What has to be put back is kept in one place for the whole program, so that the panic hook finds it. Putting
//! back never fails, never prints, never waits for a terminal that takes no bytes, and happens once.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr};

use super::capability::Capability;
use super::tty::Raw;
use super::{size, tty};

/// What to put back, while there is something to put back.
static OWED: Mutex<Option<Owed>> = Mutex::new(None);

/// A Continue that comes so soon after we came back from a stop is the one that ended it.
const JUST_BEFORE: Duration = Duration::from_millis(300);
/// How long someone who woke us in the background may take to say that we are to end (`kill %1` does both).
const SECOND_THOUGHT: Duration = Duration::from_millis(200);
/// A stop that is shorter was none: the system does not stop what nobody could wake.
const NO_STOP: Duration = Duration::from_millis(20);

/// The terminal as it was, and how far it was changed.
struct Owed {
    raw: Raw,
    modes: Modes,
    /// When it was taken again after a stop.
    back_since: Option<Instant>,
}

/// The full screen, ours until it is dropped or restored.
#[derive(Debug)]
pub struct Screen {
    modes: Modes,
}

/// What is switched on, and off again at the end. Mouse reports never are: the terminal's own copying goes on working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modes {
    /// The second screen, which leaves the user's own untouched.
    alternate: bool,
    /// Pastes in brackets.
    pastes: bool,
    /// A hidden cursor.
    hidden: bool,
}

impl Modes {
    /// What this terminal knows of it.
    pub const fn of(capability: &Capability) -> Self {
        Self {
            alternate: capability.alternate_screen,
            pastes: capability.brackets_pastes,
            hidden: capability.hides_cursor,
        }
    }

    /// What makes a clear screen, with codes that even a VT100's terminfo has.
    const fn clear(self) -> &'static str {
        if self.alternate {
            "\x1b[m\x1b[?1049h\x1b[H\x1b[J"
        } else {
            "\x1b[m\x1b[H\x1b[J"
        }
    }

    /// What takes the screen.
    pub fn beginning(self) -> String {
        let pastes = if self.pastes { "\x1b[?2004h" } else { "" };
        let hidden = if self.hidden { "\x1b[?25l" } else { "" };
        [self.clear(), pastes, hidden].concat()
    }

    /// Attributes, pastes, cursor and screen as a shell expects them. Without a second screen the page stays, and the
    /// prompt comes on a fresh line below it.
    pub fn farewell(self, rows: u16) -> String {
        let pastes = if self.pastes { "\x1b[?2004l" } else { "" };
        let hidden = if self.hidden { "\x1b[?25h" } else { "" };
        let back = if self.alternate {
            "\x1b[?1049l".to_owned()
        } else {
            format!("\x1b[{rows}H\r\n")
        };
        ["\x1b[m", pastes, hidden, &back].concat()
    }
}

impl Screen {
    /// Takes the terminal: keys one by one and unchanged (Ctrl-C, Ctrl-S and Ctrl-Z too), a clear screen without a
    /// cursor, pastes in brackets.
    pub fn enter(capability: Capability) -> io::Result<Self> {
        let screen = Self {
            modes: Modes::of(&capability),
        };
        screen.take(None)?;
        Ok(screen)
    }

    /// Takes the terminal again when told to go on after a stop that we did not ask for. True when the screen is clear
    /// now and wants `Terminal::clear` and a frame; false when `suspend` has only just done that. In the background
    /// it stops until the shell brings it to the front. An error means that the terminal has gone, or that the
    /// program is to end.
    pub fn resume(&self) -> io::Result<bool> {
        let is_back = |owed: &Owed| {
            owed.back_since
                .is_some_and(|since| since.elapsed() < JUST_BEFORE)
        };
        if lock().as_ref().is_some_and(is_back) {
            return Ok(false);
        }
        come_to_front()?;
        self.take(None)?;
        Ok(true)
    }

    /// Gives the terminal back; the first call does it, later ones do nothing. Also called by `Drop`.
    pub fn restore(&self) {
        restore();
    }

    /// Ctrl-Z: gives the terminal back, stops like any other program, and takes it again when told to go on in the
    /// front. `Terminal::clear` and a frame are to follow. Where nobody could wake us (no shell with job control)
    /// the system does not stop us, and this returns at once.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        stop()?;
        come_to_front()?;
        self.take(Some(Instant::now()))
    }

    /// Goes to the second screen, or back to the user's own; everything is to be drawn then.
    pub fn switch(&mut self, alternate: bool) -> io::Result<()> {
        if self.modes.alternate == alternate {
            return Ok(());
        }
        self.modes.alternate = alternate;
        if let Some(owed) = lock().as_mut() {
            owed.modes = self.modes;
        }
        let back = if alternate { "" } else { "\x1b[?1049l" };
        tty::output().write_all([back, self.modes.clear()].concat().as_bytes())
    }

    /// Takes the terminal. What was there before the first time is what will be put back.
    fn take(&self, back_since: Option<Instant>) -> io::Result<()> {
        let mut owed = lock();
        let raw = match owed.take() {
            Some(owed) => owed.raw.again(OptionalActions::Now)?,
            None => Raw::take(OptionalActions::Now)?,
        };
        *owed = Some(Owed {
            raw,
            modes: self.modes,
            back_since,
        });
        drop(owed);
        tty::hand_back(false);
        tty::output()
            .write_all(self.modes.beginning().as_bytes())
            .inspect_err(|_| restore())
    }
}

fn lock() -> std::sync::MutexGuard<'static, Option<Owed>> {
    OWED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops, with a wrapper that was started along with us, as the terminal's own Ctrl-Z would. Not by SIGTSTP, which
/// we catch; and not by SIGSTOP, which stops also what nobody could wake.
pub fn stop() -> io::Result<()> {
    Ok(kill_current_process_group(Signal::TTOU)?)
}

/// Stops again and again until the terminal is ours: in the background it must not be touched. Fails when the program
/// is to end instead.
fn come_to_front() -> io::Result<()> {
    while !tty::is_in_front() {
        tty::hand_back(true);
        if tty::ends_within(SECOND_THOUGHT) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let stopped = Instant::now();
        stop()?;
        if stopped.elapsed() < NO_STOP {
            break;
        }
    }
    Ok(())
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was found. Idempotent, and harmless where the terminal has gone or the shell has
/// another program in front.
pub fn restore() {
    tty::hand_back(true);
    let taken = match OWED.try_lock() {
        Ok(mut owed) => owed.take(),
        Err(TryLockError::Poisoned(owed)) => owed.into_inner().take(),
        // Another thread is at it.
        Err(TryLockError::WouldBlock) => None,
    };
    let Some(owed) = taken else { return };
    // First, as this never waits, and not only after the output has drained: it may never drain.
    if owed.raw.give_back() || !stops_writers() {
        let rows = size::of(tty::output()).1;
        tty::send_last(owed.modes.farewell(rows).as_bytes());
    }
}

/// Whether whoever writes from the background is stopped.
fn stops_writers() -> bool {
    let modes = tty::input().and_then(|terminal| Ok(tcgetattr(terminal)?));
    modes.is_ok_and(|modes| modes.local_modes.contains(LocalModes::TOSTOP))
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
            tty::say(&format!("{headline}\n{}\n", describe(info)));
        }
    }));
}

/// The panic in one line, for a report.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let what = info.payload_as_str().unwrap_or("no message");
    info.location()
        .map_or_else(|| what.to_owned(), |at| format!("{what} ({at})"))
}
