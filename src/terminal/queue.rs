//! The way to the loop. What the terminal brings is weighed: while too much of it waits, the reader takes no more, and
//! whoever sends it has to wait. So a terminal that is not read, or a loop that is busy, costs no memory, and nothing
//! that was taken is thrown away.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustix::pipe::{PipeFlags, pipe_with};

/// So many bytes may wait; with them what one more read brings.
const MOST: usize = 64 * 1024;
/// Where the queue was full, so few are to be left before there is room again: a reader that is woken for every key would
/// be woken often.
const FEW: usize = MOST / 4;

/// A way to the loop, with its two ends.
pub fn queue<T>() -> (Outbox<T>, Inbox<T>) {
    let (sender, receiver) = mpsc::channel();
    let room = Arc::new(Room::default());
    let outbox = Outbox {
        sender,
        room: Arc::clone(&room),
    };
    let inbox = Inbox {
        receiver,
        room,
        put_off: RefCell::default(),
    };
    (outbox, inbox)
}

/// How much waits, and whether somebody waits for room.
#[derive(Debug, Default)]
struct Room {
    taken: AtomicUsize,
    is_wanted: AtomicBool,
    bell: OnceLock<Option<(OwnedFd, OwnedFd)>>,
}

impl Room {
    fn bell(&self) -> Option<&(OwnedFd, OwnedFd)> {
        let make = || pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).ok();
        self.bell.get_or_init(make).as_ref()
    }

    fn give_back(&self, weight: usize) {
        let before = self.taken.fetch_sub(weight, Ordering::SeqCst);
        if before.saturating_sub(weight) <= FEW && self.is_wanted.swap(false, Ordering::SeqCst) {
            self.ring();
        }
    }

    fn ring(&self) {
        if let Some((_, ring)) = self.bell() {
            // A full pipe rings as well.
            let _ = rustix::io::write(ring, b".");
        }
    }
}

/// Where things are sent from.
#[derive(Debug)]
pub struct Outbox<T> {
    sender: Sender<(T, usize)>,
    room: Arc<Room>,
}

impl<T> Clone for Outbox<T> {
    fn clone(&self) -> Self {
        Self {
            sender: self.sender.clone(),
            room: Arc::clone(&self.room),
        }
    }
}

impl<T> Outbox<T> {
    /// Sends something that is few by nature.
    ///
    /// # Errors
    ///
    /// If nobody receives any more.
    pub fn send(&self, what: T) -> Result<(), Unheard> {
        self.sender.send((what, 0)).map_err(|_| Unheard)
    }

    /// Sends what the terminal brought, with so many bytes of text in it.
    pub(super) fn bring(&self, what: T, bytes: usize) -> Result<(), Unheard> {
        let weight = size_of::<(T, usize)>() + bytes;
        self.room.taken.fetch_add(weight, Ordering::SeqCst);
        self.sender.send((what, weight)).map_err(|_| Unheard)
    }

    /// Whether no more is to be brought; then [`Self::bell`] rings once there is room.
    pub(super) fn is_full(&self) -> bool {
        let is_full = || self.room.taken.load(Ordering::SeqCst) >= MOST;
        is_full() && {
            self.room.is_wanted.store(true, Ordering::SeqCst);
            // Room may have been made before anybody knew that it was wanted.
            is_full()
        }
    }

    /// What can be read from once there is room again. Without it one has to look.
    pub(super) fn bell(&self) -> Option<BorrowedFd<'_>> {
        self.room.bell().map(|(heard, _)| heard.as_fd())
    }

    /// The bell has been heard.
    pub(super) fn hush(&self) {
        if let Some((heard, _)) = self.room.bell() {
            let mut rung = [0; 16];
            while rustix::io::read(heard, &mut rung).is_ok_and(|count| count == rung.len()) {}
        }
    }
}

/// Nobody receives any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unheard;

/// Where things arrive.
#[derive(Debug)]
pub struct Inbox<T> {
    receiver: Receiver<(T, usize)>,
    room: Arc<Room>,
    /// What something else was let past, in its order; it still takes room.
    put_off: RefCell<VecDeque<(T, usize)>>,
}

impl<T> Inbox<T> {
    /// The next, if it comes soon enough.
    ///
    /// # Errors
    ///
    /// If nothing came, or nothing will ever come again.
    pub fn recv_timeout(&self, limit: Duration) -> Result<T, RecvTimeoutError> {
        if let Some(what) = self.first_put_off() {
            return Ok(what);
        }
        let came = self.receiver.recv_timeout(limit)?;
        Ok(self.taken(came))
    }

    /// The next, if it is there.
    ///
    /// # Errors
    ///
    /// If nothing is there.
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        match self.first_put_off() {
            Some(what) => Ok(what),
            None => self.receiver.try_recv().map(|came| self.taken(came)),
        }
    }

    /// The next that is not put off, if it comes soon enough. What is put off comes in its order, later.
    ///
    /// # Errors
    ///
    /// If nothing came, or nothing will ever come again.
    pub fn recv_past(
        &self,
        limit: Duration,
        puts_off: impl Fn(&T) -> bool,
    ) -> Result<T, RecvTimeoutError> {
        let until = Instant::now() + limit;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let came = self.receiver.recv_timeout(left)?;
            if !puts_off(&came.0) {
                return Ok(self.taken(came));
            }
            self.put_off.borrow_mut().push_back(came);
        }
    }

    /// Has things that were taken come first after all, in their order. They take no room any more.
    pub fn put_first(&self, things: impl DoubleEndedIterator<Item = T>) {
        let mut put_off = self.put_off.borrow_mut();
        things.rev().for_each(|what| put_off.push_front((what, 0)));
    }

    fn first_put_off(&self) -> Option<T> {
        let came = self.put_off.borrow_mut().pop_front();
        came.map(|came| self.taken(came))
    }

    fn taken(&self, (what, weight): (T, usize)) -> T {
        self.room.give_back(weight);
        what
    }
}

impl<T> Drop for Inbox<T> {
    fn drop(&mut self) {
        // Whoever waits for room finds out that nobody receives any more.
        self.room.taken.store(0, Ordering::SeqCst);
        self.room.ring();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_has_room_again_when_little_of_it_is_left() {
        let (outbox, inbox) = queue();
        let mut count = 0;
        while !outbox.is_full() {
            outbox.bring(count, 1_000).unwrap();
            count += 1;
        }
        assert!((60..70).contains(&count), "{count}");
        for number in 0..count / 2 {
            assert_eq!(inbox.try_recv(), Ok(number));
        }
        let rings = || {
            let mut byte = [0];
            rustix::io::read(outbox.bell().unwrap(), &mut byte).is_ok()
        };
        assert!(!rings());
        for number in count / 2..count {
            assert_eq!(inbox.try_recv(), Ok(number));
        }
        assert!(rings() && !rings() && !outbox.is_full());
    }

    #[test]
    fn what_is_put_off_keeps_its_order_and_its_room() {
        let (outbox, inbox) = queue();
        for number in 0..100 {
            outbox.bring(number, 1_000).unwrap();
        }
        let soon = Duration::from_secs(5);
        assert_eq!(inbox.recv_past(soon, |number| number % 10 != 9), Ok(9));
        assert!(outbox.is_full());
        outbox.send(1_000).unwrap();
        let order: Vec<i32> = std::iter::from_fn(|| inbox.try_recv().ok()).collect();
        let expected: Vec<i32> = (0..9).chain(10..100).chain([1_000]).collect();
        assert_eq!(order, expected);
        assert!(!outbox.is_full());
        outbox.send(9).unwrap();
        inbox.put_first([7, 8].into_iter());
        inbox.put_first([6].into_iter());
        let order: Vec<i32> = std::iter::from_fn(|| inbox.try_recv().ok()).collect();
        assert_eq!(order, [6, 7, 8, 9]);
    }

    #[test]
    fn who_waits_for_room_hears_that_nobody_receives_any_more() {
        let (outbox, inbox) = queue();
        outbox.bring((), MOST).unwrap();
        assert!(outbox.is_full());
        drop(inbox);
        assert!(!outbox.is_full());
        assert_eq!(outbox.bring((), 0), Err(Unheard));
    }
}
