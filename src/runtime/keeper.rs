//! What is kept of the user's work: one place knows what was handed over to be saved, since when it waits, when
//! half-written text goes to disk, and how long the end waits for all of it.

use std::io;
use std::time::{Duration, Instant};

use super::{Happening, clock};
use crate::app::message::Message;
use crate::app::{App, Saving, World};
use crate::project::change::Change;
use crate::project::opened::{Here, Opened, Unsaved};
use crate::project::trouble::Trouble;
use crate::store::Store;
use crate::store::progress::Progress;
use crate::store::saver::{Order, Report, Saver};
use crate::terminal::event::{Event, Signal};
use crate::terminal::queue::{Inbox, Outbox};

/// How long the beginning waits for the disk; after that it comes without the user's work.
const BEGINNING: Duration = Duration::from_secs(1);
/// After this long a save is late.
const LATE: Duration = Duration::from_secs(1);
/// After so many keys half-written text goes to disk,
const DRAFT_KEYS: usize = 200;
/// or after this long.
const DRAFT_AFTER: Duration = Duration::from_secs(4);
/// How much longer than a late save leaving waits for one.
const PATIENCE: Duration = Duration::from_secs(9);
/// So long a second signal does not end the waiting: signals come in pairs (one for the group, one for the process),
/// and a disk that answers needs no longer.
const GRACE: Duration = Duration::from_millis(500);

/// Hands work over to the thread that saves, and knows how far it is.
pub struct Keeper {
    saver: Option<Saver>,
    /// The history where no disk holds one.
    history: Vec<Change>,
    /// When the oldest unsaved change was handed over.
    waiting_since: Option<Instant>,
    drafting: Drafting,
}

/// How far half-written text has gone beyond what is on disk.
#[derive(Default)]
struct Drafting {
    keys: usize,
    since: Option<Instant>,
    /// Whether a draft of this session is on disk.
    written: bool,
}

/// What is to be done once its time has come.
pub(super) enum Due {
    SaveIsLate,
    Draft,
}

impl Keeper {
    /// Saves by this thread, whose reports the loop takes in; without one nothing is saved, and `history` is all that
    /// was before.
    pub fn new(saver: Option<Saver>, history: Vec<Change>) -> Self {
        Self {
            saver,
            history,
            waiting_since: None,
            drafting: Drafting::default(),
        }
    }

    /// Starts to save into a store, which is opened first.
    ///
    /// # Errors
    ///
    /// If no thread can be started.
    pub fn start(store: Store, outbox: &Outbox<Happening>) -> io::Result<Self> {
        let outbox = outbox.clone();
        let report = move |report| {
            // The loop may have ended.
            let _ = outbox.send(Happening::Saver(report));
        };
        let saver = Saver::start(store, report)?;
        Ok(Self::new(Some(saver), Vec::new()))
    }

    /// What the store holds. Where it cannot be read, or not soon, nothing but the reason for that.
    pub fn opened(&self, inbox: &Inbox<Happening>) -> Opened {
        let why = match inbox.recv_timeout(BEGINNING) {
            Ok(Happening::Saver(Report::Opened(opened))) => return *opened,
            Ok(Happening::Saver(Report::Unread(why))) => why,
            _ if self.waits_for_disk() => {
                "the disk has not answered yet; your work is not read".into()
            }
            _ => "your work is large and still being read; it comes by itself".into(),
        };
        Opened {
            unsaved: Some(Unsaved::Unread(why)),
            ..Opened::default()
        }
    }

    fn waits_for_disk(&self) -> bool {
        let progress = self.saver.as_ref().map(Saver::progress);
        progress.is_some_and(|progress| progress.waits_for_disk().is_some())
    }

    /// Hands an order over.
    pub(super) fn order(&self, order: Order) {
        if let Some(saver) = &self.saver {
            saver.order(order);
        }
    }

    /// Hands changes over, and where the user is.
    pub(super) fn save(&mut self, changes: Vec<Change>, world: &World) {
        if self.saver.is_some() {
            let here = Here {
                project: world.project_id().to_owned(),
                places: world.places.clone(),
                read: world.read.clone(),
            };
            self.order(Order::Save(changes, here));
            self.waiting_since.get_or_insert_with(Instant::now);
        }
    }

    /// The history, where no disk holds one; else it is asked for. The app adds what is not on disk.
    pub(super) fn recall(&self) -> Option<Vec<Change>> {
        self.order(Order::Recall);
        self.saver.is_none().then(|| self.history.clone())
    }

    /// Counts what was typed since the last draft, and writes one where it has become much, or is gone.
    pub(super) fn typed(&mut self, keys: usize, app: &App) {
        let drafting = &mut self.drafting;
        drafting.keys += keys;
        if drafting.keys > 0 {
            drafting.since.get_or_insert_with(Instant::now);
        }
        let is_much = drafting.keys >= DRAFT_KEYS;
        let is_gone = keys == 0 && (drafting.written || drafting.keys > 0) && app.draft().is_none();
        if is_much || is_gone {
            self.keep_draft(app);
        }
    }

    /// Writes half-written text down, or removes what was written of it.
    pub(super) fn keep_draft(&mut self, app: &App) {
        let draft = app.draft().map(Box::new);
        let written = draft.is_some();
        if written || self.drafting.written {
            self.order(Order::Draft(draft));
        }
        self.drafting = Drafting {
            written,
            ..Drafting::default()
        };
    }

    /// What is due next, and when.
    pub(super) fn due(&self, saving: &Saving) -> Option<(Duration, Due)> {
        let late = self.waiting_since.filter(|_| is_well(saving));
        let late = late.map(|since| (LATE.saturating_sub(since.elapsed()), Due::SaveIsLate));
        let draft = self.drafting.since;
        let draft = draft.map(|since| (DRAFT_AFTER.saturating_sub(since.elapsed()), Due::Draft));
        late.into_iter().chain(draft).min_by_key(|(wait, _)| *wait)
    }

    /// Whether a save is under way that is neither late nor has failed.
    pub(super) fn is_saving(&self, saving: &Saving) -> bool {
        self.waiting_since.is_some() && is_well(saving)
    }

    /// What a report means for the app.
    pub(super) fn hear(&mut self, report: Report, world: &World) -> Option<Message> {
        match report {
            Report::Opened(opened) => Some(Message::Opened(opened)),
            Report::Told(words) => Some(Message::Told(words)),
            Report::Saved { count, foreign } => {
                if count == world.saving.handed {
                    self.waiting_since = None;
                }
                Some(Message::Saved { count, foreign })
            }
            Report::Unread(why) | Report::Failed(why) => {
                let is_news = world.saving.failed.as_ref() != Some(&why);
                is_news.then_some(Message::NotSaved(why))
            }
            Report::Recalled(history) => Some(Message::Recalled(history)),
            Report::Mended(outcome) => {
                if outcome.is_ok() {
                    self.save(Vec::new(), world);
                }
                let outcome = outcome.map(|path| path.display().to_string());
                Some(Message::Mended(outcome))
            }
            Report::Finished => None,
        }
    }

    /// Saves where the user is and what is half-written, and waits for what is under way.
    ///
    /// # Errors
    ///
    /// Why not all of it is saved.
    pub(super) fn finish(
        &mut self,
        app: &mut App,
        inbox: &Inbox<Happening>,
        late: impl FnOnce(&Progress),
    ) -> Result<(), Trouble> {
        self.keep_draft(app);
        self.save(Vec::new(), &app.world);
        // Nobody will hand over any more.
        let Some(progress) = self.saver.take().map(|saver| saver.progress()) else {
            return match app.world.saving.failed.clone() {
                Some(why) if !app.world.pending.is_empty() => Err(why),
                _ => Ok(()),
            };
        };
        let begun = Instant::now();
        let mut until = begun + LATE;
        let mut late = Some(late);
        let mut failed = None;
        let mut is_urged = false;
        loop {
            match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Happening::Saver(Report::Finished)) => return failed.map_or(Ok(()), Err),
                Ok(Happening::Saver(Report::Failed(why) | Report::Unread(why))) => {
                    failed = Some(why);
                }
                Ok(Happening::Saver(Report::Saved { count, foreign })) => {
                    failed = None;
                    let saved = Message::Saved { count, foreign };
                    app.update(saved, clock::now(app.world.clock));
                }
                // A second signal ends the waiting.
                Ok(Happening::Terminal(Event::Signal(
                    Signal::Terminate | Signal::Interrupt | Signal::Quit,
                ))) => {
                    is_urged = true;
                    until = until.min(begun + GRACE);
                }
                Ok(_) => {}
                Err(_)
                    if is_urged || late.is_none() && (failed.is_some() || has_hung(&progress)) =>
                {
                    progress.give_up();
                    return Err(failed.unwrap_or_else(|| unfinished(&progress, is_urged)));
                }
                Err(_) => match late.take() {
                    Some(late) => {
                        late(&progress);
                        until = Instant::now() + PATIENCE;
                    }
                    // It has much to do, and does it.
                    None => until = Instant::now() + LATE,
                },
            }
        }
    }
}

/// Whether a message does anything that the user is to see: a save that goes as it should does not.
pub(super) fn is_seen(message: &Message, saving: &Saving) -> bool {
    !matches!(message, Message::Saved { foreign, .. } if foreign.is_empty() && is_well(saving))
}

/// Whether nothing is known to be wrong with saving.
fn is_well(saving: &Saving) -> bool {
    !saving.late && saving.failed.is_none()
}

/// Whether the disk has not answered for as long as leaving waits for it.
fn has_hung(progress: &Progress) -> bool {
    let waited = progress.waits_for_disk();
    waited.is_some_and(|waited| waited >= PATIENCE)
}

/// What to say of a save that nobody waits for any more.
fn unfinished(progress: &Progress, is_urged: bool) -> Trouble {
    let words = "ended before the save was done";
    match progress.waits_for_disk() {
        _ if !is_urged => "the disk does not answer".into(),
        Some(_) => words.into(),
        None => format!("{words}: {}", progress.words()).into(),
    }
}
