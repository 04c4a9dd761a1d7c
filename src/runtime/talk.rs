//! The guide line by line on the real terminal, or through a pipe.

use std::collections::VecDeque;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use rustix::stdio;

use super::{Flow, Happening, Session, Turn};
use crate::app::App;
use crate::app::hint::Hand;
use crate::plain::face::Face;
use crate::terminal::capability::{Capability, Charset};
use crate::terminal::event::Event;
use crate::terminal::queue::{Inbox, Outbox};
use crate::terminal::reader::{self, Manner};
use crate::terminal::screen;
use crate::terminal::{size, spelling, tty};
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

/// Says, listens and updates until the user leaves or there is nothing more to hear.
pub fn guide(
    session: &mut Session,
    capability: Capability,
    is_brief: bool,
    why: Option<String>,
    happenings: Outbox<Happening>,
    inbox: &Inbox<Happening>,
) -> io::Result<()> {
    let is_pipe = !io::stdin().is_terminal();
    let input = if is_pipe {
        stdio::stdin()
    } else {
        tty::input()?
    };
    reader::spawn(input, Manner::Lines, &capability, happenings)?;
    session.app.world.hand = Hand::Lines;
    let (width, height) = room();
    let mut face = Face::new(width, height, is_brief);
    if let Some(why) = why {
        face.remark(why);
    }
    say(&mut face, &session.app, &capability)?;
    // While the history is read a pipe does not wait to hear what it has answered to, and its end comes after its last
    // answer; a terminal that is gone is gone.
    let waits = |happening: &Happening| match happening {
        Happening::Terminal(Event::Line(_)) => true,
        Happening::Terminal(Event::Gone) => is_pipe,
        _ => false,
    };
    let mut paste = Paste::default();
    let wait = capability.escape_wait.min(LONGEST_WAIT);
    loop {
        let turn = match paste.lines.pop_front() {
            Some(line) => Turn::Line(line),
            None => session.turn(inbox),
        };
        let mut flow = match turn {
            Turn::Over => return Ok(()),
            Turn::Flow(flow) => flow,
            Turn::Line(line) => {
                let is_fresh = !is_pipe && paste.lines.is_empty();
                if is_fresh && face.asks_for_text(&session.app) {
                    paste.is_agreed = false;
                    paste.lines.extend(together(inbox, wait));
                }
                answer(&mut face, session, line, &mut paste)
            }
        };
        while session.app.world.is_recalling() && !matches!(flow, Flow::Leave | Flow::Suspend) {
            let Ok(happening) = inbox.recv_past(PATIENCE, waits) else {
                break;
            };
            match session.take(happening) {
                Flow::Quiet => {}
                next => flow = next,
            }
        }
        match session.stop_when_saved(flow) {
            Flow::Leave => return Ok(()),
            Flow::Quiet => {}
            Flow::Suspend => screen::stop()?,
            // Nothing is said among lines that came as one text.
            _ if !paste.lines.is_empty() && !paste.is_agreed => {}
            _ => {
                let said = say(&mut face, &session.app, &capability);
                if said.is_err() && !is_pipe {
                    hear_rest(&mut face, session, inbox, &mut paste);
                }
                said?;
            }
        }
    }
}

/// The terminal has gone: what was answered before that counts, though nobody has heard what came of it.
fn hear_rest(face: &mut Face, session: &mut Session, inbox: &Inbox<Happening>, paste: &mut Paste) {
    while let Ok(happening) = inbox.try_recv() {
        let flow = match happening {
            Happening::Terminal(Event::Line(line)) => answer(face, session, line, paste),
            happening => session.take(happening),
        };
        if flow == Flow::Leave {
            return;
        }
    }
}

/// Lines that came together and wait for their turn.
#[derive(Default)]
struct Paste {
    lines: VecDeque<String>,
    /// Whether somebody said that each is an answer of its own.
    is_agreed: bool,
}

/// Gives the app what an answer means, message by message, until one of them leads out.
fn answer(face: &mut Face, session: &mut Session, line: String, paste: &mut Paste) -> Flow {
    let is_filled = |line: &String| !line.trim().is_empty();
    let has_more = !paste.is_agreed && !paste.lines.is_empty();
    let is_more_filled = has_more && paste.lines.iter().any(is_filled);
    if is_more_filled && face.asks_for_one_line(&session.app) {
        let lines = [line].into_iter().chain(paste.lines.drain(..));
        face.hold(&session.app, lines.collect());
        return Flow::Draw;
    }
    if is_more_filled
        && face.asks_for_text(&session.app)
        && face.is_at_its_beginning()
        && line.is_empty()
    {
        // A text that was copied with the empty line above it.
        return Flow::Draw;
    }
    for message in face.hear_among(&session.app, &line, has_more) {
        let flow = session.update(message);
        if matches!(flow, Flow::Leave | Flow::Suspend) {
            return flow;
        }
    }
    let let_go = face.let_go();
    if !let_go.is_empty() {
        paste.lines = let_go.into();
        paste.is_agreed = true;
    }
    Flow::Draw
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

fn say(face: &mut Face, app: &App, capability: &Capability) -> io::Result<()> {
    let words = face.say(app);
    let charset = if io::stdout().is_terminal() {
        // The user may have said meanwhile what the terminal shows.
        capability.with_glyphs(app.world.look.glyphs).charset
    } else {
        Charset::Utf8
    };
    tty::output().write_all(&spelling::encoded(&clean::shown(&words), charset))
}
