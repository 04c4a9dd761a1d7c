//! The thread that waits for keys and signals. Idle, it sleeps in one `poll` without a time limit; when the
//! terminal has gone it says so once and never touches it again.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::Sender;
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::capability::Capability;
use super::decoder::Decoder;
use super::event::{Event, Signal};
use super::signals::{Caught, Signals};
use super::{size, tty};

/// How long sizes are collected while a window is dragged: each one costs a whole frame.
const RESIZE_WAIT: Duration = Duration::from_millis(75);

/// Catches the signals, then starts the thread. Events go into `sender` as whatever the loop's own messages are;
/// the thread ends when nobody receives them any more.
pub fn spawn<T>(
    tty: BorrowedFd<'static>,
    capability: &Capability,
    sender: Sender<T>,
) -> io::Result<JoinHandle<()>>
where
    T: From<Event> + Send + 'static,
{
    let signals = Signals::watch()?;
    let reader = Reader {
        tty,
        signals,
        decoder: Decoder::new(capability.charset),
        escape_wait: capability.escape_wait(),
        sender,
        gone: false,
        resized: None,
        // What the first frame was painted for.
        size: size::of(tty),
        events: Vec::new(),
    };
    Builder::new()
        .name("keys".to_owned())
        .stack_size(128 * 1024)
        .spawn(move || reader.run())
}

/// All that the thread owns.
struct Reader<T> {
    tty: BorrowedFd<'static>,
    signals: Signals,
    decoder: Decoder,
    escape_wait: Duration,
    sender: Sender<T>,
    gone: bool,
    /// When the size was said to have changed.
    resized: Option<Instant>,
    /// The size last told.
    size: (u16, u16),
    events: Vec<Event>,
}

/// What one sleep brought.
struct Woken {
    keys: PollFlags,
    signal: bool,
}

impl<T: From<Event>> Reader<T> {
    /// Until nobody listens. After the terminal has gone signals are still heard, as a save may be under way
    /// and someone may want to end it.
    fn run(mut self) {
        while self.turn().is_some() {}
    }

    /// One sleep and what came of it. Nothing when the other end of the channel is closed.
    fn turn(&mut self) -> Option<()> {
        let asleep = Instant::now();
        let woken = self.sleep()?;
        if woken.signal {
            self.hear_signals();
        }
        if !woken.keys.is_empty() {
            self.read();
        } else if self.decoder.pending() && asleep.elapsed() >= self.escape_wait {
            self.decoder.flush(&mut self.events);
        }
        if self
            .resized
            .is_some_and(|since| since.elapsed() >= RESIZE_WAIT)
        {
            self.resized = None;
            self.measure();
        }
        self.events
            .drain(..)
            .try_for_each(|event| self.sender.send(event.into()).ok())
    }

    /// Waits for keys, for a signal, or for the end of whatever wait is under way.
    fn sleep(&self) -> Option<Woken> {
        let resize = self
            .resized
            .map(|since| RESIZE_WAIT.saturating_sub(since.elapsed()));
        let escape = (self.decoder.pending() && !self.gone).then_some(self.escape_wait);
        // Rounded up: waking a little early would be waking twice.
        let wait = resize
            .into_iter()
            .chain(escape)
            .min()
            .map(|wait| wait + Duration::from_micros(200));
        let limit = wait.and_then(|wait| Timespec::try_from(wait).ok());
        let mut watched = [
            PollFd::from_borrowed_fd(self.signals.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.tty, PollFlags::IN),
        ];
        // A terminal that has gone is always ready; to watch it would be to spin.
        let count = if self.gone { 1 } else { watched.len() };
        match poll(watched.get_mut(..count)?, limit.as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR | Errno::AGAIN | Errno::NOMEM) => {
                return Some(Woken {
                    keys: PollFlags::empty(),
                    signal: true,
                });
            }
            Err(_) => return None,
        }
        let [signal, tty] = watched;
        Some(Woken {
            keys: if self.gone {
                PollFlags::empty()
            } else {
                tty.revents()
            },
            signal: !signal.revents().is_empty(),
        })
    }

    fn hear_signals(&mut self) {
        for caught in self.signals.take() {
            match caught {
                Caught::Resized => self.resized = self.resized.or_else(|| Some(Instant::now())),
                Caught::Signal(signal) => {
                    if signal != Signal::Continue {
                        tty::end();
                    }
                    self.events.push(Event::Signal(signal));
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
            Ok(count) => self
                .decoder
                .feed(bytes.get(..count).unwrap_or_default(), &mut self.events),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(_) => self.lose(),
        }
    }

    fn lose(&mut self) {
        self.gone = true;
        tty::end();
        self.resized = None;
        self.events.push(Event::Gone);
    }

    /// Tells the size if it is another than the last one told.
    fn measure(&mut self) {
        let size = size::of(self.tty);
        if size != self.size {
            self.size = size;
            self.events.push(Event::Resize(size.0, size.1));
        }
    }
}

#[cfg(test)]
mod tests;
