//! The disk's thread: it opens the state, saves, writes drafts and reads the history, so that the screen never waits.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};
use std::{io, panic};

use super::progress::Progress;
use super::{Store, Trouble};
use crate::project::change::Change;
use crate::project::draft::Draft;
use crate::project::opened::{Here, Opened, Unsaved};

/// How long to wait before a failed attempt is made again.
const AGAIN: Duration = Duration::from_secs(5);

/// So long the frame that shows a change, and the line that carries it, go before its save: side by side on a busy
/// machine they wait for each other's processor. Whoever leaves waits for none of it.
const FRAME_FIRST: Duration = Duration::from_millis(10);

/// What came of it.
#[derive(Debug)]
pub enum Report {
    /// What was on disk at the start; or later, when what stood in the way of saving is another than before, or gone.
    Opened(Box<Opened>),
    /// What is to be said of it, found when it was looked through after that.
    Told(String),
    /// It could not be read, and why; it will be tried again.
    Unread(Trouble),
    /// All changes handed over so far, up to this number, are on disk.
    Saved {
        /// How many changes have been saved in all.
        count: usize,
        /// What others changed meanwhile.
        foreign: Vec<Change>,
    },
    /// They are not, and why; it will be tried again.
    Failed(Trouble),
    /// The whole history, as was asked.
    Recalled(Result<Vec<Change>, Trouble>),
    /// A broken state file was set aside, to this path, and written anew.
    Mended(Result<PathBuf, Trouble>),
    /// The thread has ended, because nobody will hand over any more.
    Finished,
}

/// What can be asked of the thread.
#[derive(Debug)]
pub enum Order {
    /// Save these changes, and where the user is.
    Save(Vec<Change>, Here),
    /// Write half-written text down, or remove what was written of it once all else is saved.
    Draft(Option<Box<Draft>>),
    /// Remove the draft of another session, once the own one is written.
    Drop(PathBuf),
    /// Read the whole history.
    Recall,
    /// Set a broken state file aside and write it anew.
    Mend,
    /// See whether somebody has mended what stands in the way of saving.
    Look,
}

/// The thread. Dropping it lets the thread finish what it has and then report that it has ended.
pub struct Saver {
    orders: Sender<Order>,
    progress: Progress,
}

impl Saver {
    /// Starts the thread, which opens the state first; `report` is called on it after every attempt.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn start(store: Store, report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        let (orders, inbox) = mpsc::channel();
        let progress = store.progress();
        let work = Work {
            store,
            waiting: Waiting::default(),
            opened: false,
            failed: false,
            in_the_way: None,
            count: 0,
            foreign: Vec::new(),
        };
        thread::Builder::new()
            .name("saver".to_owned())
            .stack_size(512 << 10)
            .spawn(move || {
                work.run(&inbox, &report);
                report(Report::Finished);
            })?;
        Ok(Self { orders, progress })
    }

    /// What the thread is doing.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Hands an order over.
    pub fn order(&self, order: Order) {
        // If the thread is gone it has reported why.
        let _ = self.orders.send(order);
    }
}

/// What is to become of the draft on disk.
#[derive(Default)]
enum HalfWritten {
    /// Nothing.
    #[default]
    AsItIs,
    /// It is written.
    Write(Box<Draft>),
    /// It is removed: what was half-written has been recorded or given up.
    Remove,
}

/// What has been handed over and is still to be done.
#[derive(Default)]
struct Waiting {
    changes: Vec<Change>,
    here: Option<Here>,
    draft: HalfWritten,
    drop: Vec<PathBuf>,
    recall: bool,
    mend: bool,
    /// Whether something came that is to be done, and not only looked for.
    is_fresh: bool,
}

impl Waiting {
    fn add(&mut self, order: Order) {
        self.is_fresh |= !matches!(order, Order::Look);
        match order {
            Order::Save(changes, here) => {
                self.changes.extend(changes);
                self.here = Some(here);
            }
            Order::Draft(draft) => {
                self.draft = draft.map_or(HalfWritten::Remove, HalfWritten::Write);
            }
            Order::Drop(path) => self.drop.push(path),
            Order::Recall => self.recall = true,
            Order::Mend => self.mend = true,
            Order::Look => {}
        }
    }

    /// Whether something is to be written.
    fn is_unsaved(&self) -> bool {
        let is_draft = !matches!(self.draft, HalfWritten::AsItIs);
        self.here.is_some() || is_draft || !self.drop.is_empty()
    }
}

struct Work {
    store: Store,
    waiting: Waiting,
    opened: bool,
    /// Whether the last attempt failed.
    failed: bool,
    /// What was found in the state file that lets nothing be saved, until somebody mends it.
    in_the_way: Option<Unsaved>,
    count: usize,
    /// What others changed and nobody has been told yet.
    foreign: Vec<Change>,
}

impl Work {
    fn run(mut self, inbox: &Receiver<Order>, report: &impl Fn(Report)) {
        self.open(report);
        loop {
            let is_in_trouble =
                !self.opened || self.waiting.is_unsaved() || self.in_the_way.is_some();
            let order = if is_in_trouble {
                inbox.recv_timeout(AGAIN)
            } else {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            let mut last = matches!(order, Err(RecvTimeoutError::Disconnected));
            self.waiting.is_fresh |= order.is_err();
            if let Ok(order) = order {
                self.waiting.add(order);
                last = self.collect(inbox);
            }
            if !self.opened {
                self.open(report);
            }
            if self.in_the_way.is_some() {
                self.look(report);
                self.waiting.is_fresh |= self.in_the_way.is_none();
            }
            // A key alone is no reason to try again what failed a moment ago.
            if self.opened && std::mem::take(&mut self.waiting.is_fresh) {
                self.serve(report);
            }
            if last {
                self.store.close();
                return;
            }
        }
    }

    /// Lets the frame go first; whatever comes meanwhile shares the attempt. Whether nothing more can come.
    fn collect(&mut self, inbox: &Receiver<Order>) -> bool {
        let begin = Instant::now() + FRAME_FIRST;
        loop {
            match inbox.recv_timeout(begin.saturating_duration_since(Instant::now())) {
                Ok(order) => self.waiting.add(order),
                Err(error) => return error == RecvTimeoutError::Disconnected,
            }
        }
    }

    fn open(&mut self, report: &impl Fn(Report)) {
        match unbroken(|| self.store.open()) {
            Ok(opened) => {
                self.opened = true;
                self.in_the_way.clone_from(&opened.unsaved);
                report(Report::Opened(Box::new(opened)));
                // The first frame does not wait for this. What cannot be read now is read by the next save.
                if let Ok(Some(words)) = unbroken(|| self.store.verify()) {
                    report(Report::Told(words));
                }
            }
            Err(trouble) => report(Report::Unread(trouble)),
        }
    }

    /// Looks what stands in the way of saving, and says so if it is another than before.
    fn look(&mut self, report: &impl Fn(Report)) {
        // What the disk says is for the next attempt to say.
        let Ok(opened) = unbroken(|| self.store.look()) else {
            return;
        };
        if opened.unsaved != self.in_the_way {
            self.in_the_way.clone_from(&opened.unsaved);
            report(Report::Opened(Box::new(opened)));
        }
    }

    fn serve(&mut self, report: &impl Fn(Report)) {
        if std::mem::take(&mut self.waiting.mend) {
            report(Report::Mended(unbroken(|| self.store.mend())));
            self.look(report);
        }
        if self.waiting.is_unsaved() {
            let is_save = self.waiting.here.is_some();
            match unbroken(|| self.write()) {
                // A draft is written in silence, unless something was wrong before.
                Ok(()) if !is_save && !self.failed => {}
                Ok(()) => {
                    self.failed = false;
                    report(Report::Saved {
                        count: self.count,
                        foreign: std::mem::take(&mut self.foreign),
                    });
                }
                Err(trouble) => {
                    self.failed = true;
                    report(Report::Failed(trouble));
                    self.look(report);
                }
            }
        }
        if std::mem::take(&mut self.waiting.recall) {
            report(Report::Recalled(unbroken(|| self.store.recall())));
        }
    }

    /// Writes all that waits. A draft is written also if the save fails, and removed only if it succeeds.
    fn write(&mut self) -> Result<(), Trouble> {
        let waiting = &mut self.waiting;
        let drafted = match &waiting.draft {
            HalfWritten::Write(draft) => self.store.keep_draft(Some(draft)),
            _ => Ok(()),
        };
        if let Some(here) = &waiting.here {
            let foreign = self.store.save(&waiting.changes, here)?;
            self.foreign.extend(foreign);
            self.count += waiting.changes.len();
            waiting.changes.clear();
            waiting.here = None;
        }
        drafted?;
        if matches!(waiting.draft, HalfWritten::Remove) {
            self.store.keep_draft(None)?;
        }
        waiting.draft = HalfWritten::AsItIs;
        while let Some(path) = waiting.drop.pop() {
            self.store.drop_draft(&path)?;
        }
        Ok(())
    }
}

/// A fault of the program on this thread is a failed attempt, and no more.
fn unbroken<T>(attempt: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    panic::catch_unwind(panic::AssertUnwindSafe(attempt)).unwrap_or_else(|_| {
        let words = "saving broke off; this is a fault of the program";
        Err(words.into())
    })
}
