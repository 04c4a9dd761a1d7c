//! Saving on a thread of its own, so that the screen never waits for a disk.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;
use std::{io, panic};

use super::state::Here;
use super::{Outcome, Store, Trouble};
use crate::project::change::Change;

/// How long to wait before a failed save is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// What came of saving.
#[derive(Debug, PartialEq, Eq)]
pub enum Report {
    /// All changes handed over so far, up to this number, are on disk.
    Saved {
        /// How many changes have been saved in all.
        count: usize,
        /// What the save found.
        outcome: Outcome,
    },
    /// They are not, and why; it will be tried again.
    Failed(Trouble),
    /// The thread has ended, because nobody will hand over any more.
    Finished,
}

struct Order {
    changes: Vec<Change>,
    here: Here,
}

/// The thread that saves. Dropping it lets the thread finish what it has and then report that it has ended.
pub struct Saver {
    orders: Sender<Order>,
}

impl Saver {
    /// Starts the thread; `report` is called on it after every attempt.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn start(store: Store, report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel();
        thread::Builder::new()
            .name("saver".to_owned())
            .stack_size(512 << 10)
            .spawn(move || {
                run(store, &inbox, &report);
                report(Report::Finished);
            })?;
        Ok(Self { orders })
    }

    /// Hands changes over.
    pub fn save(&self, changes: Vec<Change>, here: Here) {
        // If the thread is gone it has reported why.
        let _ = self.orders.send(Order { changes, here });
    }
}

fn run(mut store: Store, inbox: &Receiver<Order>, report: &impl Fn(Report)) {
    let mut waiting: Vec<Change> = Vec::new();
    let mut here = Here::default();
    let mut unsaved = false;
    let mut count = 0;
    loop {
        let order = if unsaved {
            inbox.recv_timeout(AGAIN)
        } else {
            inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        let last = matches!(order, Err(RecvTimeoutError::Disconnected));
        if let Ok(order) = order {
            waiting.extend(order.changes);
            here = order.here;
            unsaved = true;
        }
        // Whatever came meanwhile shares the save.
        while let Ok(order) = inbox.try_recv() {
            waiting.extend(order.changes);
            here = order.here;
        }
        if unsaved {
            let saved =
                panic::catch_unwind(panic::AssertUnwindSafe(|| store.save(&waiting, &here)));
            match saved {
                Ok(Ok(outcome)) => {
                    count += waiting.len();
                    waiting.clear();
                    unsaved = false;
                    report(Report::Saved { count, outcome });
                }
                Ok(Err(trouble)) => report(Report::Failed(trouble)),
                Err(_) => report(Report::Failed(Trouble(
                    "saving broke off; this is a fault of the program".to_owned(),
                ))),
            }
        }
        if last {
            return;
        }
    }
}
