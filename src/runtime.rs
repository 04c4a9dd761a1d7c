//! The one loop: draw, wait, update, carry out. The same on the real terminal and on a pretend one.

mod aside;
pub mod clock;
mod ending;
pub mod interview;
pub mod talk;

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use chrono::Utc;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::backend::Backend;

use crate::app::command::Command;
use crate::app::look::Look;
use crate::app::message::{Effect, Message, Now};
use crate::app::{App, keys};
use crate::project::change::Change;
use crate::project::opened::Here;
use crate::store::Trouble;
use crate::store::saver::{Order, Report, Saver};
use crate::terminal::backend::TerminalBackend;
use crate::terminal::display::Display;
use crate::terminal::event::{Event, Signal};
use crate::terminal::queue::{Inbox, Outbox};
use crate::terminal::{burst, size};
use crate::view;
use crate::view::memo::Memo;

/// After this long a save is late.
const LATE: Duration = Duration::from_secs(1);
/// So long a frame waits at most for what comes one upon the other.
const FRAME: Duration = Duration::from_millis(50);
/// After so many keys half-written text goes to disk,
const DRAFT_KEYS: usize = 200;
/// or after this long.
const DRAFT_AFTER: Duration = Duration::from_secs(4);

/// Whatever wakes the loop.
#[derive(Debug)]
pub enum Happening {
    /// From the terminal.
    Terminal(Event),
    /// From the thread that saves.
    Saver(Report),
    /// What came of work that was done aside.
    Done(Message),
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
    /// Going on after a stop from outside: take the terminal again, then draw everything.
    Resume,
    /// Leave the program.
    Leave,
}

/// What one wait came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something was taken in.
    Flow(Flow),
    /// Somebody answered with a line.
    Line(String),
    /// Nothing will ever come again.
    Over,
}

/// The clock of this moment.
pub fn now() -> Now {
    let utc = Utc::now();
    Now {
        utc,
        local: clock::wall(utc).at,
    }
}

/// The message of a key, in what stands in front just now.
pub fn message(app: &App, key: KeyEvent) -> Option<Message> {
    // Whatever has the whole screen cannot say which keys lead back: all do.
    let back = || app.is_alone().then_some(Message::Do(Command::Back));
    keys::message(app.typing(), key).or_else(back)
}

/// What two happenings mean for one frame.
fn after(first: Flow, then: Flow) -> Flow {
    match (first, then) {
        (Flow::Draw, Flow::Quiet) => Flow::Draw,
        (_, then) => then,
    }
}

/// Where a session writes besides the state; nowhere in a demo.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The folder for documents that are taken away.
    pub exports: Option<PathBuf>,
    /// The settings file.
    pub settings: Option<PathBuf>,
}

/// An app with what carries its effects out.
pub struct Session {
    /// The app.
    pub app: App,
    saver: Option<Saver>,
    places: Places,
    happenings: Outbox<Happening>,
    /// Keys that came together with one that wants something else done first.
    ahead: VecDeque<KeyEvent>,
    memo: Memo,
    /// When the oldest unsaved change was handed over.
    waiting_since: Option<Instant>,
    drafting: Drafting,
    /// Whether the program is to stop (Ctrl-Z) once no save is under way.
    stopping: bool,
    /// What goes to the clipboard with the next frame.
    sending: Option<String>,
    /// The history where no disk holds one.
    history: Vec<Change>,
}

/// How far half-written text has gone beyond what is on disk.
#[derive(Default)]
struct Drafting {
    keys: usize,
    since: Option<Instant>,
    /// Whether a draft of this session is on disk.
    written: bool,
}

/// Work that could not be saved before the end.
pub struct Lost {
    /// Why.
    pub why: String,
    /// Whether the history has it.
    pub is_in_history: bool,
    /// What it is, as text to be copied.
    pub text: String,
}

/// What ended a wait.
enum Woken {
    Happening(Happening),
    SaveIsLate,
    DraftIsDue,
}

impl Session {
    /// A session; without a saver nothing is saved, and `history` is all that was before.
    pub fn new(
        app: App,
        saver: Option<Saver>,
        places: Places,
        history: Vec<Change>,
        happenings: Outbox<Happening>,
    ) -> Self {
        Self {
            app,
            saver,
            places,
            happenings,
            ahead: VecDeque::new(),
            memo: Memo::default(),
            waiting_since: None,
            drafting: Drafting::default(),
            stopping: false,
            sending: None,
            history,
        }
    }

    /// Draws the app and remembers where things landed.
    ///
    /// # Errors
    ///
    /// If the terminal takes no bytes any more.
    pub fn draw<B: Backend>(&mut self, terminal: &mut Display<B>) -> Result<(), B::Error> {
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
            Happening::Terminal(Event::Together { keys, goes_on }) => {
                return self.take_together(keys, goes_on);
            }
            Happening::Terminal(Event::Paste(text)) => Message::Paste(text),
            Happening::Terminal(Event::Burst(text)) => Message::Burst(text),
            Happening::Terminal(Event::Foreign) => Message::Foreign,
            Happening::Terminal(Event::Resize(..)) => return Flow::DrawAfresh,
            // Only a face that is not drawn asks for lines; it takes them out of `turn`.
            Happening::Terminal(Event::Line(_) | Event::Bytes(_)) => return Flow::Quiet,
            Happening::Terminal(Event::Signal(Signal::Continue)) => return Flow::Resume,
            Happening::Terminal(Event::Signal(Signal::Stop)) => return Flow::Suspend,
            Happening::Terminal(Event::Signal(_) | Event::Gone) => Message::End,
            Happening::Saver(report) => return self.hear(report),
            Happening::Done(message) => message,
        };
        self.update(message)
    }

    /// Takes in keys that came at once: as text, if they are none here, else one by one.
    fn take_together(&mut self, keys: Vec<KeyEvent>, goes_on: bool) -> Flow {
        let text = burst::text(&keys);
        if self.app.takes_as_words(&text, goes_on) {
            return self.update(Message::Burst(text));
        }
        self.ahead.extend(keys);
        let mut flow = Flow::Quiet;
        while matches!(flow, Flow::Quiet | Flow::Draw)
            && let Some(key) = self.ahead.pop_front()
        {
            flow = after(flow, self.take(Happening::Terminal(Event::Key(key))));
        }
        flow
    }

    /// What is there to be taken in at once.
    fn ready(&mut self, inbox: &Inbox<Happening>) -> Option<Happening> {
        match self.ahead.pop_front() {
            Some(key) => Some(Happening::Terminal(Event::Key(key))),
            None => inbox.try_recv().ok(),
        }
    }

    /// Takes in what the disk's thread reports.
    fn hear(&mut self, report: Report) -> Flow {
        match report {
            Report::Opened(opened) => self.update(Message::Opened(opened)),
            Report::Told(words) => self.update(Message::Told(words)),
            Report::Saved { count, foreign } => {
                if count == self.app.world.saving.handed {
                    self.waiting_since = None;
                }
                let saving = &self.app.world.saving;
                let quiet = foreign.is_empty() && !saving.late && saving.failed.is_none();
                let flow = self.update(Message::Saved { count, foreign });
                if quiet && flow == Flow::Draw {
                    Flow::Quiet
                } else {
                    flow
                }
            }
            Report::Unread(Trouble(why)) | Report::Failed(Trouble(why)) => {
                if self.app.world.saving.failed.as_ref() == Some(&why) {
                    return Flow::Quiet;
                }
                self.update(Message::NotSaved(why))
            }
            Report::Recalled(history) => {
                self.update(Message::Recalled(history.map_err(|trouble| trouble.0)))
            }
            Report::Mended(outcome) => {
                if outcome.is_ok() {
                    self.save(Vec::new());
                }
                let outcome = outcome.map(|path| path.display().to_string());
                self.update(Message::Mended(outcome.map_err(|trouble| trouble.0)))
            }
            Report::Finished => Flow::Quiet,
        }
    }

    /// Gives the app a message and carries its effects out.
    pub fn update(&mut self, message: Message) -> Flow {
        let typed = match &message {
            Message::Edit(_) => 1,
            Message::Paste(text) | Message::Burst(text) | Message::Fill(text) => {
                text.chars().count()
            }
            _ => 0,
        };
        let is_from_user = matches!(
            message,
            Message::Do(_)
                | Message::Edit(_)
                | Message::Paste(_)
                | Message::Fill(_)
                | Message::Burst(_)
        );
        if is_from_user && self.app.world.saving.failed.is_some() {
            // Who mended the state file meanwhile need not wait for the next look.
            self.order(Order::Look);
        }
        let effects = self.app.update(message, now());
        let flow = self.carry_out(effects);
        self.typed(typed);
        flow
    }

    /// Counts what was typed since the last draft, and writes one where it has become much, or is gone.
    fn typed(&mut self, keys: usize) {
        let drafting = &mut self.drafting;
        drafting.keys += keys;
        if drafting.keys > 0 {
            drafting.since.get_or_insert_with(Instant::now);
        }
        let is_much = drafting.keys >= DRAFT_KEYS;
        let is_gone =
            keys == 0 && (drafting.written || drafting.keys > 0) && self.app.draft().is_none();
        if is_much || is_gone {
            self.write_draft();
        }
    }

    fn write_draft(&mut self) {
        let draft = self.app.draft().map(Box::new);
        if draft.is_some() || self.drafting.written {
            self.drafting.written = draft.is_some();
            self.order(Order::Draft(draft));
        }
        self.drafting.keys = 0;
        self.drafting.since = None;
    }

    /// Carries effects out.
    pub fn carry_out(&mut self, effects: Vec<Effect>) -> Flow {
        let mut flow = Flow::Draw;
        for effect in effects {
            match effect {
                Effect::Save(changes) => self.save(changes),
                Effect::KeepDraft => self.write_draft(),
                Effect::DropDraft(path) => self.order(Order::Drop(path)),
                Effect::Mend => self.order(Order::Mend),
                Effect::Recall if self.saver.is_none() => {
                    // The app adds what is not on disk.
                    let history = self.history.clone();
                    flow = self.update(Message::Recalled(Ok(history)));
                }
                Effect::Recall => self.order(Order::Recall),
                Effect::Leave => flow = Flow::Leave,
                Effect::Suspend => flow = Flow::Suspend,
                Effect::Redraw => flow = Flow::DrawAfresh,
                Effect::Send(text) => self.sending = Some(text),
                Effect::TakeAway { name, text } => self.take_away(name, text),
                Effect::KeepSettings(values) => self.keep_settings(values),
            }
        }
        flow
    }

    fn order(&self, order: Order) {
        if let Some(saver) = &self.saver {
            saver.order(order);
        }
    }

    fn save(&mut self, changes: Vec<Change>) {
        if self.saver.is_some() {
            self.order(Order::Save(changes, self.here()));
            self.waiting_since.get_or_insert_with(Instant::now);
        }
    }

    fn here(&self) -> Here {
        Here {
            project: self.app.world.project_id().to_owned(),
            places: self.app.world.places.clone(),
            read: self.app.world.read.clone(),
        }
    }

    /// Waits for the next happening, or until a save is late or a draft is due.
    fn wait(&mut self, inbox: &Inbox<Happening>) -> Result<Woken, ()> {
        if let Some(happening) = self.ready(inbox) {
            return Ok(Woken::Happening(happening));
        }
        let saving = &self.app.world.saving;
        let late = self
            .waiting_since
            .filter(|_| !saving.late && saving.failed.is_none())
            .map(|since| (LATE.saturating_sub(since.elapsed()), Woken::SaveIsLate));
        let due = self.drafting.since.map(|since| {
            (
                DRAFT_AFTER.saturating_sub(since.elapsed()),
                Woken::DraftIsDue,
            )
        });
        let Some((wait, then)) = late.into_iter().chain(due).min_by_key(|(wait, _)| *wait) else {
            return inbox.recv().map(Woken::Happening).map_err(|_| ());
        };
        match inbox.recv_timeout(wait) {
            Ok(happening) => Ok(Woken::Happening(happening)),
            Err(RecvTimeoutError::Timeout) => Ok(then),
            Err(RecvTimeoutError::Disconnected) => Err(()),
        }
    }

    /// Waits for what comes next, and takes it in unless it is a line.
    pub fn turn(&mut self, inbox: &Inbox<Happening>) -> Turn {
        match self.wait(inbox) {
            Ok(Woken::Happening(Happening::Terminal(Event::Line(line)))) => Turn::Line(line),
            Ok(Woken::Happening(happening)) => Turn::Flow(self.take(happening)),
            Ok(Woken::SaveIsLate) => Turn::Flow(self.update(Message::SaveIsLate)),
            Ok(Woken::DraftIsDue) => {
                self.write_draft();
                Turn::Flow(Flow::Quiet)
            }
            Err(()) => Turn::Over,
        }
    }

    /// Draws and updates until the user leaves or the session ends from outside.
    ///
    /// `afresh` is called before everything is drawn anew: after a change of size, of look, after a stop.
    ///
    /// # Errors
    ///
    /// If the terminal takes no bytes any more.
    pub fn run<W: io::Write>(
        &mut self,
        terminal: &mut Display<TerminalBackend<W>>,
        inbox: &Inbox<Happening>,
        mut afresh: impl FnMut(&mut Display<TerminalBackend<W>>, Flow, Look) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut look = self.app.world.look;
        self.draw(terminal)?;
        loop {
            let mut flow = match self.turn(inbox) {
                Turn::Flow(flow) => flow,
                Turn::Line(_) => Flow::Quiet,
                Turn::Over => return Ok(()),
            };
            // Whatever else has come shares the frame, unless it goes on and on.
            let until = Instant::now() + FRAME;
            while matches!(flow, Flow::Quiet | Flow::Draw) && Instant::now() < until {
                let Some(happening) = self.ready(inbox) else {
                    break;
                };
                flow = after(flow, self.take(happening));
            }
            if self.app.world.look != look && matches!(flow, Flow::Quiet | Flow::Draw) {
                flow = Flow::DrawAfresh;
            }
            look = self.app.world.look;
            let flow = self.stop_when_saved(flow);
            if flow == Flow::Quiet {
                continue;
            }
            let has_changed = size::has_changed();
            match flow {
                // A key was quicker than the size that is collected.
                Flow::Draw if has_changed => terminal.clear()?,
                Flow::Quiet | Flow::Draw => {}
                flow @ (Flow::DrawAfresh | Flow::Suspend | Flow::Resume) => {
                    afresh(terminal, flow, look)?;
                }
                Flow::Leave => return Ok(()),
            }
            if let Some(text) = self.sending.take() {
                terminal.backend_mut().send_to_clipboard(&text);
            }
            if let Err(gone) = self.draw(terminal) {
                // What was typed before that counts, though nobody has seen it.
                while let Some(happening) = self.ready(inbox) {
                    if self.take(happening) == Flow::Leave {
                        break;
                    }
                }
                return Err(gone);
            }
        }
    }

    /// Puts a stop off until what is being saved is saved, or late: who stops in a save keeps its lock, and other
    /// sessions of the same person would wait for it.
    pub fn stop_when_saved(&mut self, flow: Flow) -> Flow {
        let saving = &self.app.world.saving;
        let is_saving = self.waiting_since.is_some() && !saving.late && saving.failed.is_none();
        let stopping = std::mem::take(&mut self.stopping) || flow == Flow::Suspend;
        match flow {
            Flow::Leave | Flow::Resume => flow,
            flow if stopping && is_saving => {
                self.stopping = true;
                // What came before in the same breath may want to be seen.
                if flow == Flow::Suspend {
                    Flow::Draw
                } else {
                    flow
                }
            }
            _ if stopping => Flow::Suspend,
            flow => flow,
        }
    }
}
