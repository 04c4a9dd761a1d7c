//! The thread against pipes, which end and hang up like a terminal.

use std::os::fd::OwnedFd;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::super::capability::Environment;
use super::super::queue::{Inbox, queue};
use super::*;

/// A reader on a pipe that is never closed, as the thread needs a handle that lives for ever.
fn started<T: From<Event> + Send + 'static>() -> (OwnedFd, Inbox<T>, Listener) {
    let (read, write) = rustix::pipe::pipe().unwrap();
    let read: &'static OwnedFd = Box::leak(Box::new(read));
    let (sender, receiver) = queue();
    let capability = Capability::of(&Environment {
        lang: Some("C.UTF-8".into()),
        ..Environment::default()
    });
    let thread = spawn(read.as_fd(), Manner::Keys, &capability, sender).unwrap();
    (write, receiver, thread)
}

fn next(receiver: &Inbox<Event>) -> Event {
    receiver.recv_timeout(Duration::from_secs(5)).unwrap()
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[test]
fn keys_arrive_and_the_end_is_told_once() {
    let (write, receiver, listener) = started();
    rustix::io::write(&write, b"a\x1b[A").unwrap();
    assert_eq!(next(&receiver), key(KeyCode::Char('a')));
    assert_eq!(next(&receiver), key(KeyCode::Up));
    rustix::io::write(&write, b"\x1b").unwrap();
    assert_eq!(next(&receiver), key(KeyCode::Esc));
    rustix::io::write(&write, b"z").unwrap();
    drop(write);
    assert_eq!(next(&receiver), key(KeyCode::Char('z')));
    assert_eq!(next(&receiver), Event::Gone);
    // Signals are still heard, and nothing else.
    signal_hook::low_level::raise(signal_hook::consts::SIGTERM).unwrap();
    assert_eq!(next(&receiver), Event::Signal(Signal::Terminate));
    assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err());
    assert!(listener.check().is_ok());
}

#[test]
fn the_thread_ends_when_nobody_listens() {
    let (write, receiver, listener) = started::<Event>();
    drop(receiver);
    rustix::io::write(&write, b"a").unwrap();
    listener.join();
}

/// An event whose taking in is at fault for one key.
struct Faulty(Event);

impl From<Event> for Faulty {
    fn from(event: Event) -> Self {
        assert_ne!(event, key(KeyCode::Char('!')), "a fault of this test");
        Self(event)
    }
}

#[test]
fn a_fault_of_the_thread_is_told_as_the_end_of_the_line() {
    let (write, receiver, listener) = started::<Faulty>();
    rustix::io::write(&write, b"a").unwrap();
    let next = || receiver.recv_timeout(Duration::from_secs(5)).unwrap().0;
    assert_eq!(next(), key(KeyCode::Char('a')));
    assert!(listener.check().is_ok());
    rustix::io::write(&write, b"!").unwrap();
    assert_eq!(next(), Event::Gone);
    assert!(listener.check().is_err());
    listener.join();
}

#[test]
fn sizes_that_follow_each_other_closely_are_collected_for_longer() {
    let told = Instant::now();
    let after = |millis| told + Duration::from_millis(millis);
    assert_eq!(resize_wait(told, None), RESIZE_WAIT);
    assert_eq!(resize_wait(after(1), Some(told)), DRAG_WAIT);
    assert_eq!(resize_wait(after(1_000), Some(told)), RESIZE_WAIT);
    // A window dragged for five seconds, a new size every 25 ms.
    let (mut frames, mut told, mut now) = (0, None, Instant::now());
    let end = now + Duration::from_secs(5);
    while now < end {
        let painted = now + resize_wait(now, told);
        frames += 1;
        told = Some(painted);
        now = painted + Duration::from_millis(25);
    }
    assert!(frames <= 14, "{frames} frames");
}
