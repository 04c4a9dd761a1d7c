//! The full screen: one frame for what comes together, on the real terminal or a pretend one.

use std::io;
use std::mem;
use std::time::{Duration, Instant};

use super::{Flow, Runtime, Surface};
use crate::app::look::Look;
use crate::terminal::backend::TerminalBackend;
use crate::terminal::capability::Capability;
use crate::terminal::display::Display;
use crate::terminal::reader::{self, Manner};
use crate::terminal::screen::Screen;
use crate::terminal::{size, spelling, tty};

/// So long a frame waits at most for what comes one upon the other.
const FRAME: Duration = Duration::from_millis(50);

/// A screen that is painted.
struct Painted<'a, W: io::Write, F> {
    terminal: &'a mut Display<TerminalBackend<W>>,
    /// Called before everything is drawn anew: after a change of size, of look, after a stop.
    afresh: F,
    look: Look,
}

impl<W, F> Surface for Painted<'_, W, F>
where
    W: io::Write,
    F: FnMut(&mut Display<TerminalBackend<W>>, Flow, Look) -> io::Result<()>,
{
    fn gather(&mut self, runtime: &mut Runtime, mut flow: Flow) -> Flow {
        // Whatever else has come shares the frame, unless it goes on and on.
        let until = Instant::now() + FRAME;
        while flow <= Flow::Draw
            && Instant::now() < until
            && let Ok(happening) = runtime.inbox.try_recv()
        {
            flow = flow.max(runtime.take(happening));
        }
        let look = runtime.app.world.look;
        if mem::replace(&mut self.look, look) != look && flow <= Flow::Draw {
            flow = Flow::DrawAfresh;
        }
        flow
    }

    fn show(&mut self, runtime: &mut Runtime, flow: Flow) -> io::Result<()> {
        let is_resizing = mem::take(&mut runtime.resizing);
        match flow {
            // A key was quicker than the size that is collected.
            Flow::Draw if is_resizing => self.terminal.clear()?,
            Flow::DrawAfresh | Flow::Suspend | Flow::Resume => {
                (self.afresh)(self.terminal, flow, self.look)?;
            }
            Flow::Quiet | Flow::Draw | Flow::Leave => {}
        }
        if let Some(text) = runtime.sending.take() {
            self.terminal.backend_mut().send_to_clipboard(&text);
        }
        runtime.draw(self.terminal)
    }
}

impl Runtime {
    /// Draws and updates until the user leaves or it ends from outside. `afresh` is called before everything is drawn
    /// anew: after a change of size, of look, after a stop.
    ///
    /// # Errors
    ///
    /// If the terminal takes no bytes any more.
    pub fn paint<W: io::Write>(
        &mut self,
        terminal: &mut Display<TerminalBackend<W>>,
        afresh: impl FnMut(&mut Display<TerminalBackend<W>>, Flow, Look) -> io::Result<()>,
    ) -> io::Result<()> {
        let look = self.app.world.look;
        self.run(&mut Painted {
            terminal,
            afresh,
            look,
        })
    }

    /// The same on the real terminal, which is given back then.
    ///
    /// # Errors
    ///
    /// If the terminal cannot be used, or has gone.
    pub fn on_screen(&mut self, capability: Capability) -> io::Result<()> {
        let outbox = self.outbox.clone();
        let keys = reader::spawn(tty::input()?, Manner::Keys, &capability, outbox)?;
        let mut screen = Screen::enter(capability)?;
        let backend = TerminalBackend::new(tty::output(), capability, || size::of(tty::output()));
        let ended = self.paint(&mut Display::new(backend)?, |terminal, flow, look| {
            match flow {
                Flow::Suspend => screen.suspend()?,
                Flow::Resume if !screen.resume()? => return Ok(()),
                _ => {}
            }
            screen.switch(look.alternate_screen)?;
            let capability = capability
                .with_glyphs(look.glyphs)
                // All of them also in a theme without: a QR code is black on white whatever the theme.
                .with_colours(look.colours)
                .with_hyperlinks(look.hyperlinks);
            spelling::heed(&capability);
            terminal.backend_mut().set_capability(capability);
            terminal.clear()
        });
        screen.restore();
        keys.check().and(ended)
    }
}
