//! The one loop: wait, update, carry out, show. The same on the full screen, line by line, and on a pretend terminal.
//!
//! ```text
//!   terminal/reader --> inbox --> update --> carry out --> keeper --> store/saver (thread)
//!   threads beside the loop --^      |           +-------> aside (threads): documents, settings
//!                                    +--> surface: painted, or a talk
//! ```

mod aside;
pub mod clock;
pub mod interview;
pub mod keeper;
mod painted;
mod talk;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::backend::Backend;

use crate::app::command::Command;
use crate::app::message::{Effect, Message, Now};
use crate::app::{App, keys};
use crate::project::trouble::Trouble;
use crate::store::progress::Progress;
use crate::store::saver::{Order, Report};
use crate::terminal::burst;
use crate::terminal::display::Display;
use crate::terminal::event::{Event, Signal};
use crate::terminal::queue::{Inbox, Outbox};
use crate::view;
use crate::view::memo::Memo;
use keeper::{Due, Keeper};

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

/// What a happening means for what is shown. Of several that come at once the one that stands last here counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flow {
    /// Nothing to see.
    Quiet,
    /// Show what changed.
    Draw,
    /// Show everything.
    DrawAfresh,
    /// Going on after a stop from outside: take the terminal again, then show everything.
    Resume,
    /// Suspend, then show everything.
    Suspend,
    /// Leave the program.
    Leave,
}

/// What the app is shown on.
trait Surface {
    /// What it holds back to be taken before anything else.
    fn ahead(&mut self) -> Option<Happening> {
        None
    }

    /// Has the runtime take one happening in.
    fn take(&mut self, runtime: &mut Runtime, happening: Happening) -> Flow {
        runtime.take(happening)
    }

    /// Has it take in what belongs to what was taken in last, and came to `flow`; what all of it comes to.
    fn gather(&mut self, runtime: &mut Runtime, flow: Flow) -> Flow;

    /// Shows how things stand.
    fn show(&mut self, runtime: &mut Runtime, flow: Flow) -> io::Result<()>;

    /// Whether what came before the terminal went counts, though nobody has seen what came of it.
    fn counts_unseen(&self) -> bool {
        true
    }
}

/// The message of a key, in what stands in front just now.
pub fn message(app: &App, key: KeyEvent) -> Option<Message> {
    // Whatever has the whole screen cannot say which keys lead back: all do.
    let back = || app.is_alone().then_some(Message::Do(Command::Back));
    keys::message(app.typing(), key).or_else(back)
}

/// How much of what somebody types or pastes a message brings, in characters; nothing where it comes from elsewhere.
fn typed(message: &Message) -> Option<usize> {
    match message {
        Message::Do(_) => Some(0),
        Message::Edit(_) => Some(1),
        Message::Paste(text) | Message::Burst(text) | Message::Fill(text) => {
            Some(text.chars().count())
        }
        _ => None,
    }
}

/// Where is written besides the state; nowhere in a demo.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The folder for documents that are taken away.
    pub exports: Option<PathBuf>,
    /// The settings file.
    pub settings: Option<PathBuf>,
}

/// Work that could not be saved before the end.
pub struct Lost {
    /// Why.
    pub why: Trouble,
    /// Whether the history has it.
    pub is_in_history: bool,
    /// What it is, as text to be copied.
    pub text: String,
}

/// An app with what carries its effects out.
pub struct Runtime {
    /// The app.
    pub app: App,
    keeper: Keeper,
    places: Places,
    outbox: Outbox<Happening>,
    inbox: Inbox<Happening>,
    memo: Memo,
    /// Whether the program is to stop (Ctrl-Z) once no save is under way.
    stopping: bool,
    /// What goes to the clipboard with the next frame.
    sending: Option<String>,
    /// Whether the size has changed since the last frame, so that nothing of the screen can be relied upon.
    resizing: bool,
}

impl Runtime {
    /// A runtime for an app, which carries out the effects of its beginning.
    pub fn new(
        (app, effects): (App, Vec<Effect>),
        keeper: Keeper,
        places: Places,
        (outbox, inbox): (Outbox<Happening>, Inbox<Happening>),
    ) -> Self {
        let mut runtime = Self {
            app,
            keeper,
            places,
            outbox,
            inbox,
            memo: Memo::default(),
            stopping: false,
            sending: None,
            resizing: false,
        };
        runtime.carry_out(effects);
        runtime
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
            Happening::Terminal(event) => return self.take_event(event),
            Happening::Saver(report) => match self.keeper.hear(report, &self.app.world) {
                Some(message) => message,
                None => return Flow::Quiet,
            },
            Happening::Done(message) => message,
        };
        let is_seen = keeper::is_seen(&message, &self.app.world.saving);
        match self.update(message) {
            Flow::Draw if !is_seen => Flow::Quiet,
            flow => flow,
        }
    }

    fn take_event(&mut self, event: Event) -> Flow {
        let message = match event {
            Event::Key(key) => {
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
            Event::Together { keys, goes_on } => {
                let text = burst::text(&keys);
                if !self.app.takes_as_words(&text, goes_on) {
                    let key = |key| Happening::Terminal(Event::Key(key));
                    self.inbox.put_first(keys.into_iter().map(key));
                    return Flow::Quiet;
                }
                Message::Burst(text)
            }
            Event::Paste(text) => Message::Paste(text),
            Event::Burst(text) => Message::Burst(text),
            Event::Foreign => Message::Foreign,
            Event::Resize(..) => return Flow::DrawAfresh,
            // Only who asked for them gets them, and takes them itself.
            Event::Line(_) | Event::Bytes(_) => return Flow::Quiet,
            Event::Signal(Signal::Resize) => {
                self.resizing = true;
                return Flow::Quiet;
            }
            Event::Signal(Signal::Continue) => return Flow::Resume,
            Event::Signal(Signal::Stop) => return Flow::Suspend,
            Event::Signal(_) | Event::Gone => Message::End,
        };
        self.update(message)
    }

    fn now(&self) -> Now {
        clock::now(self.app.world.clock)
    }

    /// Gives the app a message and carries its effects out.
    pub fn update(&mut self, message: Message) -> Flow {
        let typed = typed(&message);
        if typed.is_some() && self.app.world.saving.failed.is_some() {
            // Who mended the state file meanwhile need not wait for the next look.
            self.keeper.order(Order::Look);
        }
        let now = self.now();
        let effects = self.app.update(message, now);
        let flow = self.carry_out(effects);
        self.keeper.typed(typed.unwrap_or(0), &self.app);
        flow
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Flow {
        let mut flow = Flow::Draw;
        for effect in effects {
            match effect {
                Effect::Save(changes) => self.keeper.save(changes, &self.app.world),
                Effect::KeepDraft => self.keeper.keep_draft(&self.app),
                Effect::DropDraft(path) => self.keeper.order(Order::Drop(path)),
                Effect::Mend => self.keeper.order(Order::Mend),
                Effect::Recall => {
                    if let Some(history) = self.keeper.recall() {
                        flow = self.update(Message::Recalled(Ok(history)));
                    }
                }
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

    /// Shows and updates until the user leaves or it ends from outside.
    fn run(&mut self, surface: &mut impl Surface) -> io::Result<()> {
        surface.show(self, Flow::Draw)?;
        loop {
            let flow = self.turn(surface);
            let flow = surface.gather(self, flow);
            match self.stop_when_saved(flow) {
                Flow::Leave => return Ok(()),
                Flow::Quiet => {}
                flow => {
                    if let Err(gone) = surface.show(self, flow) {
                        // What came before that counts, though nobody has seen what came of it.
                        while surface.counts_unseen()
                            && let Ok(happening) = self.inbox.try_recv()
                            && surface.take(self, happening) != Flow::Leave
                        {
                        }
                        return Err(gone);
                    }
                }
            }
        }
    }

    /// Waits for what comes next, or until a save is late or a draft is due, and takes it in.
    fn turn(&mut self, surface: &mut impl Surface) -> Flow {
        if let Some(happening) = surface.ahead() {
            return surface.take(self, happening);
        }
        let due = self.keeper.due(&self.app.world.saving);
        let wait = due.as_ref().map_or(Duration::MAX, |(wait, _)| *wait);
        match (self.inbox.recv_timeout(wait), due) {
            (Ok(happening), _) => surface.take(self, happening),
            (Err(_), Some((_, Due::SaveIsLate))) => self.update(Message::SaveIsLate),
            (Err(_), _) => {
                self.keeper.keep_draft(&self.app);
                Flow::Quiet
            }
        }
    }

    /// Puts a stop off until what is being saved is saved, or late: who stops in a save keeps its lock, and other
    /// sessions of the same person would wait for it.
    fn stop_when_saved(&mut self, flow: Flow) -> Flow {
        let is_saving = self.keeper.is_saving(&self.app.world.saving);
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

    /// Saves where the user is and what is half-written, and waits for what is under way. `late` is called where that
    /// takes more than a second.
    ///
    /// # Errors
    ///
    /// What is not saved, and why.
    pub fn finish(mut self, late: impl FnOnce(&Progress)) -> Result<(), Lost> {
        let finished = self.keeper.finish(&mut self.app, &self.inbox, late);
        finished.map_err(|why| Lost {
            is_in_history: self.app.world.is_in_history_only(&why),
            why,
            text: self.app.unsaved_text(),
        })
    }
}
