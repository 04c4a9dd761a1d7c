//! The one loop: draw, wait, update, carry out. The same on the real terminal and on a pretend one.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use std::{io, thread};

use chrono::Utc;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::Backend;
use tui_textarea::Input;

use super::clock;
use super::event::{Event, Signal};
use crate::app::look::Look;
use crate::app::message::{Effect, Message, Now};
use crate::app::{App, keys};
use crate::project::change::Change;
use crate::store::disk::RealDisk;
use crate::store::saver::{Report, Saver};
use crate::store::state::Here;
use crate::view::memo::Memo;
use crate::{takeaway, view};

/// After this long a save is late.
const LATE: Duration = Duration::from_secs(1);
/// How long leaving waits for a save.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whatever wakes the loop.
#[derive(Debug)]
pub enum Happening {
    /// From the terminal.
    Terminal(Event),
    /// From the thread that saves.
    Saver(Report),
    /// A document was taken away, or not.
    TakenAway(Result<String, String>),
}

impl From<Event> for Happening {
    fn from(event: Event) -> Self {
        Self::Terminal(event)
    }
}

/// What a happening means for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Nothing to see.
    Quiet,
    /// Draw what changed.
    Draw,
    /// Draw everything.
    DrawAfresh,
    /// Suspend, then draw everything.
    Suspend,
    /// Leave the program.
    Leave,
}

/// The clock of this moment.
pub fn now() -> Now {
    let utc = Utc::now();
    Now {
        utc,
        local: clock::local(utc),
    }
}

/// The message of a key, in what stands in front just now.
pub fn message(app: &App, key: KeyEvent) -> Option<Message> {
    if app.typing() {
        return Some(
            keys::command_in_text(&key)
                .map_or_else(|| Message::Edit(Input::from(key)), Message::Do),
        );
    }
    keys::command(&key).map(Message::Do)
}

/// An app with what carries its effects out.
pub struct Session {
    /// The app.
    pub app: App,
    saver: Option<Saver>,
    /// Where documents go that are taken away.
    exports: Option<PathBuf>,
    happenings: Sender<Happening>,
    memo: Memo,
    /// When the oldest unsaved change was handed over.
    waiting_since: Option<Instant>,
}

impl Session {
    /// A session; without a saver nothing is saved.
    pub fn new(
        app: App,
        saver: Option<Saver>,
        exports: Option<PathBuf>,
        happenings: Sender<Happening>,
    ) -> Self {
        Self {
            app,
            saver,
            exports,
            happenings,
            memo: Memo::default(),
            waiting_since: None,
        }
    }

    /// Draws the app and remembers where things landed.
    ///
    /// # Errors
    ///
    /// If the terminal takes no bytes any more.
    pub fn draw<B: Backend>(&mut self, terminal: &mut Terminal<B>) -> Result<(), B::Error> {
        let mut seen = None;
        terminal.draw(|frame| seen = Some(view::render(&self.app, &mut self.memo, frame)))?;
        if let Some(seen) = seen {
            self.app.saw(seen);
        }
        Ok(())
    }

    /// Takes one happening in.
    pub fn take(&mut self, happening: Happening) -> Flow {
        let message = match happening {
            Happening::Terminal(Event::Key(key)) => {
                // Lets a test see that a panic gives the terminal back.
                debug_assert!(
                    key.code != KeyCode::F(12),
                    "F12 was pressed in a debug build"
                );
                match message(&self.app, key) {
                    Some(message) => message,
                    None => return Flow::Quiet,
                }
            }
            Happening::Terminal(Event::Paste(text)) => Message::Paste(text),
            Happening::Terminal(Event::Resize(..)) => return Flow::DrawAfresh,
            Happening::Terminal(Event::Signal(Signal::Continue)) => return Flow::Draw,
            Happening::Terminal(Event::Signal(_) | Event::Gone) => Message::End,
            Happening::Saver(Report::Saved { count, outcome }) => {
                if count == self.app.saving.handed {
                    self.waiting_since = None;
                }
                let quiet = outcome.foreign.is_empty()
                    && outcome.edited.is_empty()
                    && !self.app.saving.late
                    && self.app.saving.failed.is_none();
                let flow = self.update(Message::Saved {
                    count,
                    foreign: outcome.foreign,
                    edited: outcome.edited,
                });
                return if quiet && flow == Flow::Draw {
                    Flow::Quiet
                } else {
                    flow
                };
            }
            Happening::Saver(Report::Failed(trouble)) => Message::NotSaved(trouble.0),
            Happening::Saver(Report::Finished) => return Flow::Quiet,
            Happening::TakenAway(outcome) => Message::TakenAway(outcome),
        };
        self.update(message)
    }

    /// Gives the app a message and carries its effects out.
    pub fn update(&mut self, message: Message) -> Flow {
        let effects = self.app.update(message, now());
        self.carry_out(effects)
    }

    /// Carries effects out.
    pub fn carry_out(&mut self, effects: Vec<Effect>) -> Flow {
        let mut flow = Flow::Draw;
        for effect in effects {
            match effect {
                Effect::Save(changes) => self.save(changes),
                Effect::Leave => flow = Flow::Leave,
                Effect::Suspend => flow = Flow::Suspend,
                Effect::Redraw => flow = Flow::DrawAfresh,
                Effect::TakeAway { name, text } => self.take_away(name, text),
            }
        }
        flow
    }

    fn save(&mut self, changes: Vec<Change>) {
        if let Some(saver) = &self.saver {
            saver.save(changes, self.here());
            self.waiting_since.get_or_insert_with(Instant::now);
        }
    }

    fn here(&self) -> Here {
        Here {
            project: self.app.project_id().to_owned(),
            places: self.app.places.clone(),
            read: self.app.read.clone(),
        }
    }

    fn take_away(&mut self, name: String, text: String) {
        let Some(folder) = self.exports.clone() else {
            let outcome =
                Err("a demo writes nothing; `roadsigns read PLACE` prints the page".to_owned());
            self.app.update(Message::TakenAway(outcome), now());
            return;
        };
        let happenings = self.happenings.clone();
        let work = move || {
            let outcome = takeaway::save(&RealDisk, &folder, &name, &text);
            // Nobody may be listening any more.
            let _ = happenings.send(Happening::TakenAway(outcome));
        };
        let started = thread::Builder::new()
            .name("takeaway".to_owned())
            .spawn(work);
        if let Err(error) = started {
            self.app
                .update(Message::TakenAway(Err(error.to_string())), now());
        }
    }

    /// Waits for the next happening; `None` if a save has become late meanwhile.
    fn wait(&self, inbox: &Receiver<Happening>) -> Result<Option<Happening>, ()> {
        let saving = &self.app.saving;
        match self.waiting_since {
            Some(since) if !saving.late && saving.failed.is_none() => {
                match inbox.recv_timeout(LATE.saturating_sub(since.elapsed())) {
                    Ok(happening) => Ok(Some(happening)),
                    Err(RecvTimeoutError::Timeout) => Ok(None),
                    Err(RecvTimeoutError::Disconnected) => Err(()),
                }
            }
            _ => inbox.recv().map(Some).map_err(|_| ()),
        }
    }

    /// Draws and updates until the user leaves or the session ends from outside.
    ///
    /// `afresh` is called before everything is drawn anew: after a change of size, of look, after a stop.
    ///
    /// # Errors
    ///
    /// If the terminal takes no bytes any more.
    pub fn run<B: Backend<Error = io::Error>>(
        &mut self,
        terminal: &mut Terminal<B>,
        inbox: &Receiver<Happening>,
        mut afresh: impl FnMut(&mut Terminal<B>, Flow, Look) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut look = self.app.look;
        self.draw(terminal)?;
        loop {
            let mut flow = match self.wait(inbox) {
                Ok(Some(happening)) => self.take(happening),
                Ok(None) => self.update(Message::SaveIsLate),
                Err(()) => return Ok(()),
            };
            // Whatever else has come shares the frame.
            while matches!(flow, Flow::Quiet | Flow::Draw) {
                let Ok(happening) = inbox.try_recv() else {
                    break;
                };
                flow = match (flow, self.take(happening)) {
                    (Flow::Draw, Flow::Quiet) => Flow::Draw,
                    (_, next) => next,
                };
            }
            if self.app.look != look && matches!(flow, Flow::Quiet | Flow::Draw) {
                flow = Flow::DrawAfresh;
            }
            look = self.app.look;
            match flow {
                Flow::Quiet => continue,
                Flow::Draw => {}
                Flow::DrawAfresh | Flow::Suspend => afresh(terminal, flow, look)?,
                Flow::Leave => return Ok(()),
            }
            self.draw(terminal)?;
        }
    }

    /// Saves where the user is and waits for what is under way; why something is not saved, if so.
    pub fn finish(mut self, inbox: &Receiver<Happening>) -> Result<(), String> {
        let here = self.here();
        let Some(saver) = self.saver.take() else {
            return Ok(());
        };
        saver.save(Vec::new(), here);
        drop(saver);
        let until = Instant::now() + PATIENCE;
        let mut failed = None;
        loop {
            match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Happening::Saver(Report::Finished)) => return failed.map_or(Ok(()), Err),
                Ok(Happening::Saver(Report::Failed(trouble))) => failed = Some(trouble.0),
                Ok(Happening::Saver(Report::Saved { .. })) => failed = None,
                // A second signal ends the waiting.
                Ok(Happening::Terminal(Event::Signal(
                    Signal::Terminate | Signal::Interrupt | Signal::Quit,
                ))) => {
                    return Err(
                        failed.unwrap_or_else(|| "ended before the save was done".to_owned())
                    );
                }
                Ok(_) => {}
                Err(_) => {
                    return Err(failed.unwrap_or_else(|| "the disk does not answer".to_owned()));
                }
            }
        }
    }
}
