//! The guide line by line on the real terminal, or through a pipe.

use std::collections::VecDeque;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

use rustix::stdio;

use crate::app::App;
use crate::app::hint::Hand;
use crate::plain::face::Face;
use crate::terminal::capability::{Capability, Charset};
use crate::terminal::event::Event;
use crate::terminal::reader::{self, Manner};
use crate::terminal::screen;
use crate::terminal::session::{Flow, Happening, Session, Turn};
use crate::terminal::{size, spelling, tty};
use crate::text::clean;

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;
/// The most columns that text is set in, for the eye's sake.
const WIDEST: usize = 100;
/// Lines that stay free for a question, a hint and an answer.
const FREE: usize = 4;

/// How long an answer waits for the history that it asked for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Says, listens and updates until the user leaves or there is nothing more to hear.
pub(super) fn guide(
    session: &mut Session,
    capability: Capability,
    is_brief: bool,
    why: Option<String>,
    happenings: Sender<Happening>,
    inbox: &Receiver<Happening>,
) -> io::Result<()> {
    let is_pipe = !io::stdin().is_terminal();
    let input = if is_pipe {
        stdio::stdin()
    } else {
        tty::input()?
    };
    reader::spawn(input, Manner::Lines, &capability, happenings)?;
    session.app.hand = Hand::Lines;
    let (width, height) = room();
    let mut face = Face::new(width, height, is_brief);
    if let Some(why) = why {
        face.remark(why);
    }
    say(&mut face, &session.app, &capability)?;
    // What came while the history was read: a pipe does not wait to hear what it has answered to.
    let mut later = VecDeque::new();
    loop {
        let turn = match later.pop_front() {
            Some(Happening::Terminal(Event::Line(line))) => Turn::Line(line),
            Some(happening) => Turn::Flow(session.take(happening)),
            None => session.turn(inbox),
        };
        let mut flow = match turn {
            Turn::Over => return Ok(()),
            Turn::Flow(flow) => flow,
            Turn::Line(line) => answer(&mut face, session, &line),
        };
        while session.app.is_recalling() && !matches!(flow, Flow::Leave | Flow::Suspend) {
            match inbox.recv_timeout(PATIENCE) {
                Err(_) => break,
                Ok(happening @ Happening::Terminal(Event::Line(_))) => later.push_back(happening),
                // The end of a pipe comes after its last answer; a terminal that is gone is gone.
                Ok(happening @ Happening::Terminal(Event::Gone)) if is_pipe => {
                    later.push_back(happening);
                }
                Ok(happening) => match session.take(happening) {
                    Flow::Quiet => {}
                    next => flow = next,
                },
            }
        }
        match session.stop_when_saved(flow) {
            Flow::Leave => return Ok(()),
            Flow::Quiet => {}
            Flow::Suspend => screen::stop()?,
            _ => say(&mut face, &session.app, &capability)?,
        }
    }
}

/// Gives the app what an answer means, message by message, until one of them leads out.
fn answer(face: &mut Face, session: &mut Session, line: &str) -> Flow {
    for message in face.hear(&session.app, line) {
        let flow = session.update(message);
        if matches!(flow, Flow::Leave | Flow::Suspend) {
            return flow;
        }
    }
    Flow::Draw
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
        capability.with_glyphs(app.look.glyphs).charset
    } else {
        Charset::Utf8
    };
    tty::output().write_all(&spelling::encoded(&clean::shown(&words), charset))
}
