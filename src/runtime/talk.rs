//! The guide line by line, on the real terminal or through a pipe.

use std::collections::VecDeque;
use std::io::{self, IsTerminal as _, Write as _};
use std::mem;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use rustix::stdio;

use super::{Flow, Happening, Runtime, Surface};
use crate::app::App;
use crate::plain::face::Face;
use crate::terminal::capability::{Capability, Charset};
use crate::terminal::event::Event;
use crate::terminal::queue::Inbox;
use crate::terminal::reader::{self, Manner};
use crate::terminal::{screen, size, spelling, tty};
use crate::text::clean;

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;
/// The most columns that text is set in, for the eye's sake.
const WIDEST: usize = 100;
/// Lines that stay free for a question, a hint and an answer.
const FREE: usize = 4;

/// The most lines that are taken for one paste.
const MOST_TOGETHER: usize = 1000;
/// The longest that the rest of a paste is waited for, after every line of a text.
const LONGEST_WAIT: Duration = Duration::from_millis(250);
/// How often a line is waited for that has come and was not fetched.
const MOST_WAITS: usize = 100;
/// How long an answer waits for the history that it asked for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the guide says and hears line by line.
struct Talk {
    face: Face,
    capability: Capability,
    /// Whether the answers come through a pipe, in which nothing is pasted.
    is_pipe: bool,
    /// Whether nobody hears any more.
    is_unheard: bool,
    /// Lines that came together and wait for their turn.
    lines: VecDeque<String>,
    /// Whether somebody said that each of them is an answer of its own.
    is_agreed: bool,
}

impl Runtime {
    /// Says, listens and updates until the user leaves or there is nothing more to hear. `why` is what to say first.
    ///
    /// # Errors
    ///
    /// If there is nothing to listen to, or what is said cannot be written.
    pub fn talk(
        &mut self,
        capability: Capability,
        is_brief: bool,
        why: Option<String>,
    ) -> io::Result<()> {
        let is_pipe = !io::stdin().is_terminal();
        let input = if is_pipe {
            stdio::stdin()
        } else {
            tty::input()?
        };
        let listener = reader::spawn(input, Manner::Lines, &capability, self.outbox.clone())?;
        let (width, height) = room();
        let mut face = Face::new(width, height, is_brief);
        if let Some(why) = why {
            face.remark(why);
        }
        let ended = self.run(&mut Talk {
            face,
            capability,
            is_pipe,
            is_unheard: false,
            lines: VecDeque::new(),
            is_agreed: false,
        });
        listener.check().and(ended)
    }
}

impl Surface for Talk {
    fn ahead(&mut self) -> Option<Happening> {
        let line = self.lines.pop_front();
        line.map(|line| Happening::Terminal(Event::Line(line)))
    }

    fn take(&mut self, runtime: &mut Runtime, happening: Happening) -> Flow {
        let Happening::Terminal(Event::Line(line)) = happening else {
            return runtime.take(happening);
        };
        let is_fresh = !self.is_pipe && !self.is_unheard && self.lines.is_empty();
        if is_fresh && self.face.asks_for_text(&runtime.app) {
            self.is_agreed = false;
            let wait = self.capability.escape_wait.min(LONGEST_WAIT);
            self.lines.extend(together(&runtime.inbox, wait));
        }
        self.answer(runtime, line)
    }

    fn gather(&mut self, runtime: &mut Runtime, mut flow: Flow) -> Flow {
        // While the history is read a pipe does not wait to hear what it has answered to, and its end comes after its
        // last answer; a terminal that is gone is gone.
        let waits = |happening: &Happening| match happening {
            Happening::Terminal(Event::Line(_)) => true,
            Happening::Terminal(Event::Gone) => self.is_pipe,
            _ => false,
        };
        while runtime.app.world.is_recalling()
            && flow < Flow::Suspend
            && let Ok(happening) = runtime.inbox.recv_past(PATIENCE, waits)
        {
            flow = flow.max(runtime.take(happening));
        }
        flow
    }

    fn show(&mut self, runtime: &mut Runtime, flow: Flow) -> io::Result<()> {
        if flow == Flow::Suspend {
            return screen::stop();
        }
        // Nothing is said among lines that came as one text.
        if !self.lines.is_empty() && !self.is_agreed {
            return Ok(());
        }
        let said = self.say(&runtime.app);
        self.is_unheard = said.is_err();
        said
    }

    /// Who reads no further (`| head`) has heard enough.
    fn counts_unseen(&self) -> bool {
        !self.is_pipe
    }
}

impl Talk {
    /// Gives the app what an answer means, message by message, until one of them leads out.
    fn answer(&mut self, runtime: &mut Runtime, line: String) -> Flow {
        let is_filled = |line: &String| !line.trim().is_empty();
        let has_more = !self.is_agreed && !self.lines.is_empty();
        let is_more_filled = has_more && self.lines.iter().any(is_filled);
        if is_more_filled && self.face.asks_for_one_line(&runtime.app) {
            let rest = mem::take(&mut self.lines);
            let lines = [line].into_iter().chain(rest);
            self.face.hold(&runtime.app, lines.collect());
            return Flow::Draw;
        }
        if is_more_filled
            && self.face.asks_for_text(&runtime.app)
            && self.face.is_at_its_beginning()
            && line.is_empty()
        {
            // A text that was copied with the empty line above it.
            return Flow::Draw;
        }
        for message in self.face.hear_among(&runtime.app, &line, has_more) {
            let flow = runtime.update(message);
            if flow >= Flow::Suspend {
                return flow;
            }
        }
        let let_go = self.face.let_go();
        if !let_go.is_empty() {
            self.lines = let_go.into();
            self.is_agreed = true;
        }
        Flow::Draw
    }

    fn say(&mut self, app: &App) -> io::Result<()> {
        let words = self.face.say(app);
        let charset = if io::stdout().is_terminal() {
            // The user may have said meanwhile what the terminal shows.
            let glyphs = app.world.look.glyphs;
            self.capability.with_glyphs(glyphs).charset
        } else {
            Charset::Utf8
        };
        tty::output().write_all(&spelling::encoded(&clean::shown(&words), charset))
    }
}

/// The lines that came together with one: what is there already, and what follows within the time in which what belongs
/// together arrives. Whatever else comes meanwhile waits.
fn together(inbox: &Inbox<Happening>, wait: Duration) -> Vec<String> {
    let is_other =
        |happening: &Happening| !matches!(happening, Happening::Terminal(Event::Line(_)));
    let mut lines = Vec::new();
    let mut waits = 0;
    while lines.len() < MOST_TOGETHER && waits < MOST_WAITS {
        match inbox.recv_past(wait, is_other) {
            Ok(Happening::Terminal(Event::Line(line))) => {
                lines.push(line);
                waits = 0;
            }
            // A line that nobody has fetched yet is on its way.
            Err(RecvTimeoutError::Timeout) if tty::has_input() => waits += 1,
            Ok(_) | Err(_) => break,
        }
    }
    lines
}

/// Columns and lines that may be said at a time.
fn room() -> (usize, usize) {
    if !io::stdout().is_terminal() {
        return (COLUMNS, usize::MAX);
    }
    let (columns, rows) = size::of(tty::output());
    let height = usize::from(rows).saturating_sub(FREE).max(FREE);
    (usize::from(columns).min(WIDEST), height)
}
