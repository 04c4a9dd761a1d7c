//! The guide line by line on the real terminal, or through a pipe.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use rustix::stdio;

use crate::app::App;
use crate::app::hint::Hand;
use crate::plain::face::Face;
use crate::terminal::capability::{Capability, Charset};
use crate::terminal::event::Event;
use crate::terminal::queue::{Inbox, Outbox};
use crate::terminal::reader::{self, Manner};
use crate::terminal::screen;
use crate::terminal::session::{Flow, Happening, Session, Turn};
use crate::terminal::{size, tty};
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
    session.app.hand = Hand::Lines;
    let (width, height) = room();
    let mut face = Face::new(width, height, is_brief);
    if let Some(why) = why {
        face.remark(why);
    }
    say(&mut face, &session.app, capability.charset)?;
    // While the history is read a pipe does not wait to hear what it has answered to, and its end comes after its last
    // answer; a terminal that is gone is gone.
    let waits = |happening: &Happening| match happening {
        Happening::Terminal(Event::Line(_)) => true,
        Happening::Terminal(Event::Gone) => is_pipe,
        _ => false,
    };
    loop {
        let mut flow = match session.turn(inbox) {
            Turn::Over => return Ok(()),
            Turn::Flow(flow) => flow,
            Turn::Line(line) => answer(&mut face, session, &line),
        };
        while session.app.is_recalling() && !matches!(flow, Flow::Leave | Flow::Suspend) {
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
            _ => {
                let said = say(&mut face, &session.app, capability.charset);
                if said.is_err() && !is_pipe {
                    hear_rest(&mut face, session, inbox);
                }
                said?;
            }
        }
    }
}

/// The terminal has gone: what was answered before that counts, though nobody has heard what came of it.
fn hear_rest(face: &mut Face, session: &mut Session, inbox: &Inbox<Happening>) {
    while let Ok(happening) = inbox.try_recv() {
        let flow = match happening {
            Happening::Terminal(Event::Line(line)) => answer(face, session, &line),
            happening => session.take(happening),
        };
        if flow == Flow::Leave {
            return;
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

fn say(face: &mut Face, app: &App, charset: Charset) -> io::Result<()> {
    let words = face.say(app);
    tty::output().write_all(&spelled(&clean::shown(&words), charset))
}

/// The bytes of a text whose letters fit the charset; one that does not is a question mark.
fn spelled(text: &str, charset: Charset) -> Vec<u8> {
    if charset == Charset::Utf8 {
        return text.as_bytes().to_vec();
    }
    let byte = |c: char| {
        let byte = u8::try_from(c).ok().filter(|_| c <= charset.last());
        byte.unwrap_or(b'?')
    };
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_leaves_that_the_charset_does_not_have() {
        assert_eq!(spelled("£5 語", Charset::Utf8), "£5 語".as_bytes());
        assert_eq!(spelled("£5 語", Charset::Latin1), b"\xa35 ?");
        assert_eq!(spelled("£5 語", Charset::Ascii), b"?5 ?");
    }
}
