//! Leaving: what is under way is waited for, and what is not saved is given to whoever leaves.

use std::time::{Duration, Instant};

use super::{Happening, LATE, Lost, Session, now};
use crate::app::message::Message;
use crate::store::progress::Progress;
use crate::store::saver::{Report, Saver};
use crate::terminal::event::{Event, Signal};
use crate::terminal::queue::Inbox;

/// How much longer than a late save leaving waits for one.
const PATIENCE: Duration = Duration::from_secs(9);
/// So long a second signal does not end the waiting: signals come in pairs (one for the group, one for the process),
/// and a disk that answers needs no longer.
const GRACE: Duration = Duration::from_millis(500);

/// Whether the disk has not answered for as long as leaving waits for it.
fn has_hung(progress: &Progress) -> bool {
    let waited = progress.waits_for_disk();
    waited.is_some_and(|waited| waited >= PATIENCE)
}

/// What to say of a save that nobody waits for any more.
fn unfinished(progress: &Progress) -> String {
    let words = "ended before the save was done";
    match progress.waits_for_disk() {
        Some(_) => words.to_owned(),
        None => format!("{words}: {}", progress.words()),
    }
}

impl Session {
    /// What the thread that saves is doing, if there is one.
    pub fn progress(&self) -> Option<Progress> {
        self.saver.as_ref().map(Saver::progress)
    }

    /// Saves where the user is and what is half-written, and waits for what is under way. `late` is called where that
    /// takes more than a second.
    ///
    /// # Errors
    ///
    /// What is not saved, and why.
    pub fn finish(mut self, inbox: &Inbox<Happening>, late: impl FnOnce()) -> Result<(), Lost> {
        self.write_draft();
        self.save(Vec::new());
        let Some(progress) = self.saver.take().map(|saver| saver.progress()) else {
            return match self.app.world.saving.failed.take() {
                Some(why) if !self.app.world.pending.is_empty() => Err(self.lost(why)),
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
                Ok(Happening::Saver(Report::Finished)) => {
                    return failed.map_or(Ok(()), |why| Err(self.lost(why)));
                }
                Ok(Happening::Saver(Report::Failed(why) | Report::Unread(why))) => {
                    failed = Some(why.0);
                }
                Ok(Happening::Saver(Report::Saved { count, foreign })) => {
                    failed = None;
                    self.app.update(Message::Saved { count, foreign }, now());
                }
                // A second signal ends the waiting.
                Ok(Happening::Terminal(Event::Signal(
                    Signal::Terminate | Signal::Interrupt | Signal::Quit,
                ))) => {
                    is_urged = true;
                    until = until.min(begun + GRACE);
                }
                Ok(_) => {}
                Err(_) if is_urged => {
                    let why = failed.unwrap_or_else(|| unfinished(&progress));
                    progress.give_up();
                    return Err(self.lost(why));
                }
                Err(_) => match late.take() {
                    Some(late) => {
                        late();
                        until = Instant::now() + PATIENCE;
                    }
                    None if failed.is_some() || has_hung(&progress) => {
                        let why = failed.unwrap_or_else(|| "the disk does not answer".to_owned());
                        progress.give_up();
                        return Err(self.lost(why));
                    }
                    // It has much to do, and does it.
                    None => until = Instant::now() + LATE,
                },
            }
        }
    }

    fn lost(&self, why: String) -> Lost {
        Lost {
            is_in_history: self.app.world.is_in_history_only(&why),
            why,
            text: self.app.unsaved_text(),
        }
    }
}
