//! The thread that waits for keys and signals. Idle, it sleeps in one `poll` without a time limit; when the
//! terminal has gone it says so once and never touches it again.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::isatty;

use super::capability::Capability;
use super::decoder::Decoder;
use super::event::{Event, Signal};
use super::lines::LineDecoder;
use super::queue::{Outbox, Unheard};
use super::signals::Signals;
use super::{burst, signals, size, tty};

/// How long sizes are collected: each one costs a whole frame.
const RESIZE_WAIT: Duration = Duration::from_millis(75);
/// The same while a window is being dragged and one size follows the other.
const DRAG_WAIT: Duration = Duration::from_millis(400);
/// How often to look whether the terminal is ours again while it is the shell's; or whether there is room.
const ASIDE: Duration = Duration::from_millis(100);

/// The thread, as the loop knows it.
#[derive(Debug)]
pub struct Listener {
    thread: JoinHandle<()>,
    broke_off: Arc<AtomicBool>,
}

impl Listener {
    /// Whether the terminal is said to have gone because of a fault of the program. It is said all the same: better an
    /// end in order than a program that hears no keys.
    ///
    /// # Errors
    ///
    /// If it is.
    pub fn check(&self) -> io::Result<()> {
        if self.broke_off.load(Ordering::SeqCst) {
            let words = "reading keys broke off; this is a fault of the program";
            return Err(io::Error::other(words));
        }
        Ok(())
    }

    /// Waits until the thread has ended, which it does when nobody receives its events.
    pub fn join(self) {
        // Its faults have been told.
        drop(self.thread.join());
    }
}

/// How the bytes are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Key by key, for the full screen.
    Keys,
    /// Line by line.
    Lines,
    /// As they come.
    Bytes,
}

/// What makes events of bytes.
enum Ears {
    Keys(Decoder),
    Lines(LineDecoder),
    Bytes,
}

impl Ears {
    fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        match self {
            Self::Keys(decoder) => decoder.feed(bytes, events),
            Self::Lines(lines) => lines.feed(bytes, |line| events.push(Event::Line(line))),
            Self::Bytes => events.push(Event::Bytes(bytes.to_vec())),
        }
    }

    /// Whether a key waits for its rest.
    fn is_pending(&self) -> bool {
        matches!(self, Self::Keys(decoder) if decoder.pending())
    }

    /// The wait is over.
    fn flush(&mut self, events: &mut Vec<Event>) {
        if let Self::Keys(decoder) = self {
            decoder.flush(events);
        }
    }
}

/// Catches the signals, then starts the thread. Events go into `outbox` as whatever the loop's own messages are;
/// the thread ends when nobody receives them any more.
pub fn spawn<T>(
    tty: BorrowedFd<'static>,
    manner: Manner,
    capability: &Capability,
    outbox: Outbox<T>,
) -> io::Result<Listener>
where
    T: From<Event> + Send + 'static,
{
    let signals = Signals::watch()?;
    let last = outbox.clone();
    let reader = Reader {
        tty,
        is_terminal: isatty(tty),
        signals,
        ears: match manner {
            Manner::Keys => Ears::Keys(Decoder::new(capability.charset)),
            Manner::Lines => Ears::Lines(LineDecoder::new(capability.charset)),
            Manner::Bytes => Ears::Bytes,
        },
        escape_wait: capability.escape_wait,
        outbox,
        gone: false,
        resized: None,
        told: None,
        // What the first frame was painted for.
        size: size::of(tty),
        burst: None,
        events: Vec::new(),
    };
    let broke_off = Arc::new(AtomicBool::new(false));
    let broken = Arc::clone(&broke_off);
    let work = move || {
        if !matches!(
            catch_unwind(AssertUnwindSafe(|| reader.run())),
            Ok(End::Unheard)
        ) {
            // Before it is told, so that whoever hears it can ask why.
            broken.store(true, Ordering::SeqCst);
            tty::end();
            // Nobody may be listening any more.
            let _ = last.send(Event::Gone.into());
        }
    };
    let thread = Builder::new()
        .name("keys".to_owned())
        .stack_size(128 * 1024)
        .spawn(work)?;
    Ok(Listener { thread, broke_off })
}

/// Why the thread ends.
enum End {
    /// Nobody listens any more.
    Unheard,
    /// It cannot wait for anything.
    Deaf,
}

/// All that the thread owns.
struct Reader<T> {
    tty: BorrowedFd<'static>,
    /// Whether it is one, which can hang up, and not a pipe or a file.
    is_terminal: bool,
    signals: Signals,
    ears: Ears,
    escape_wait: Duration,
    outbox: Outbox<T>,
    gone: bool,
    /// When the size was said to have changed.
    resized: Option<Instant>,
    /// When a size was told last.
    told: Option<Instant>,
    /// The size last told.
    size: (u16, u16),
    /// When keys came together, and what they were: more of them may come in the next read.
    burst: Option<(Instant, burst::Kind)>,
    events: Vec<Event>,
}

/// What one sleep brought.
struct Woken {
    keys: PollFlags,
    signal: bool,
    /// Whether no keys were listened for, as nobody took them: the rest of one may be there already.
    was_full: bool,
}

impl<T: From<Event>> Reader<T> {
    /// Until nobody listens. After the terminal has gone signals are still heard, as a save may be under way
    /// and someone may want to end it.
    fn run(mut self) -> End {
        loop {
            if let Err(end) = self.turn() {
                return end;
            }
        }
    }

    /// One sleep and what came of it.
    fn turn(&mut self) -> Result<(), End> {
        let asleep = Instant::now();
        let woken = self.sleep()?;
        if woken.signal {
            self.hear_signals();
        }
        // What is typed after we have left is for the shell.
        let is_ours = woken.keys != PollFlags::IN || !tty::is_handed_back();
        if let Some((at, _)) = self.burst.as_mut().filter(|_| woken.was_full) {
            *at = Instant::now();
        }
        if is_ours && !woken.keys.is_empty() {
            self.read();
        } else if !woken.was_full && self.ears.is_pending() && asleep.elapsed() >= self.escape_wait
        {
            self.ears.flush(&mut self.events);
        }
        if self
            .resized
            .is_some_and(|since| since.elapsed() >= resize_wait(since, self.told))
        {
            self.resized = None;
            // Also if it is the same again: what stood there may be gone.
            self.tell_size();
        }
        self.events
            .drain(..)
            .try_for_each(|event| {
                let bytes = event.bytes();
                self.outbox.bring(event.into(), bytes)
            })
            .map_err(|Unheard| End::Unheard)
    }

    /// How long to sleep if nothing comes; for ever, unless a wait is under way.
    fn limit(&self, is_full: bool) -> Option<Timespec> {
        let resize = self
            .resized
            .map(|since| resize_wait(since, self.told).saturating_sub(since.elapsed()));
        let is_pending = self.ears.is_pending() && !self.gone && !is_full;
        let escape = is_pending.then_some(self.escape_wait);
        let aside = (tty::is_handed_back() && !self.gone).then_some(ASIDE);
        // Without the bell one has to look.
        let full = (is_full && self.outbox.bell().is_none()).then_some(ASIDE);
        // Rounded up: waking a little early would be waking twice.
        let wait = resize
            .into_iter()
            .chain(escape)
            .chain(aside)
            .chain(full)
            .min()
            .map(|wait| wait + Duration::from_micros(200));
        wait.and_then(|wait| Timespec::try_from(wait).ok())
    }

    /// Waits for keys, for a signal, or for the end of whatever wait is under way.
    fn sleep(&self) -> Result<Woken, End> {
        let is_full = self.outbox.is_full();
        // Where keys are for the shell, or nobody takes them just now, only the end of the line is ours to hear.
        let keys = if is_full || tty::is_handed_back() {
            PollFlags::empty()
        } else {
            PollFlags::IN
        };
        // A terminal that has gone is always ready, and so is a pipe that nobody writes into any more, however much it
        // still holds: to watch it would be to spin.
        let is_watched = !self.gone && (self.is_terminal || !is_full);
        let tty = is_watched.then_some((self.tty, keys));
        let bell = is_full.then(|| self.outbox.bell()).flatten();
        let signals = Some((self.signals.as_fd(), PollFlags::IN));
        let files = [signals, tty, bell.map(|bell| (bell, PollFlags::IN))];
        let watched = files.iter().flatten();
        let mut watched: Vec<PollFd<'_>> = watched
            .map(|(file, flags)| PollFd::from_borrowed_fd(*file, *flags))
            .collect();
        match poll(&mut watched, self.limit(is_full).as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR | Errno::AGAIN | Errno::NOMEM) => {
                return Ok(Woken {
                    keys: PollFlags::empty(),
                    signal: true,
                    was_full: is_full,
                });
            }
            Err(_) => return Err(End::Deaf),
        }
        let mut told = watched.iter().map(PollFd::revents);
        let [signal, keys, rung] = files.map(|file| {
            let told = file.and_then(|_| told.next());
            told.unwrap_or(PollFlags::empty())
        });
        if !rung.is_empty() {
            self.outbox.hush();
        }
        Ok(Woken {
            keys,
            signal: !signal.is_empty(),
            was_full: is_full,
        })
    }

    fn hear_signals(&mut self) {
        for signal in self.signals.take() {
            self.events.push(Event::Signal(signal));
            match signal {
                Signal::Resize => self.resized = self.resized.or_else(|| Some(Instant::now())),
                // In the background nobody was told of another size.
                Signal::Continue if !self.gone && size::of(self.tty) != self.size => {
                    self.tell_size();
                }
                Signal::Stop | Signal::Continue => {}
                Signal::Hangup | Signal::Terminate | Signal::Interrupt | Signal::Quit => {
                    signals::ends(signal);
                    tty::end();
                }
            }
        }
    }

    /// Reads what is there. At its end, after an error, or when nothing can ever come, the terminal has gone:
    /// whatever `poll` said, the read tells.
    fn read(&mut self) {
        let mut bytes = [0; 4096];
        match rustix::io::read(self.tty, &mut bytes) {
            Ok(0) => self.lose(),
            Ok(count) => {
                let start = self.events.len();
                self.ears
                    .feed(bytes.get(..count).unwrap_or_default(), &mut self.events);
                let before = self.burst.take();
                let before = before.filter(|(at, _)| at.elapsed() < self.escape_wait);
                let goes_on = before.map(|(_, kind)| kind);
                let kind = burst::gather(&mut self.events, start, goes_on);
                self.burst = kind.map(|kind| (Instant::now(), kind));
            }
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => self.lose(),
        }
    }

    fn lose(&mut self) {
        self.gone = true;
        match &mut self.ears {
            // The signal may come later, or not at all.
            Ears::Keys(_) => signals::ends(Signal::Hangup),
            // Here it may be the end of a file.
            Ears::Lines(lines) => self.events.extend(lines.rest().map(Event::Line)),
            Ears::Bytes => {}
        }
        tty::end();
        self.resized = None;
        self.events.push(Event::Gone);
    }

    /// Tells the size.
    fn tell_size(&mut self) {
        self.size = size::of(self.tty);
        self.told = Some(Instant::now());
        self.events.push(Event::Resize(self.size.0, self.size.1));
    }
}

/// How long to collect sizes from this one on: longer if it follows closely on the one that was told last.
fn resize_wait(since: Instant, told: Option<Instant>) -> Duration {
    let is_dragged = told.is_some_and(|told| since.duration_since(told) < DRAG_WAIT);
    if is_dragged { DRAG_WAIT } else { RESIZE_WAIT }
}

#[cfg(test)]
mod tests;
