//! ratatui's `Backend` for a slow line: one write per frame, the fewest bytes, no questions, no colours that the
//! terminal did not promise.
//!
//! The display hands over every cell of a frame. They are put into a grid beside what the screen shows, and `flush`
//! paints the difference.

use std::cell::Cell as Remembered;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::capability::Capability;
use super::grid::Grid;
use super::painter::Painter;

/// A backend that writes ECMA-48 to `out`. The screen is taken to be clear at first, with the cursor hidden, as
/// `Screen::enter` leaves it.
#[derive(Debug)]
pub struct TerminalBackend<W> {
    out: W,
    measure: fn() -> (u16, u16),
    /// The size last told to ratatui, which is the size of the buffers that it compares.
    told: Remembered<(u16, u16)>,
    grid: Grid,
    painter: Painter,
    cursor: Position,
    cursor_wanted: bool,
    cursor_shown: Option<bool>,
    clear: bool,
    capability: Capability,
}

/// A frame of more bytes than this may arrive in several packets, and be seen in parts.
const LONG: usize = 512;

impl<W: Write> TerminalBackend<W> {
    /// A backend for a screen that was cleared; `measure` tells columns and rows, never zero.
    pub fn new(out: W, capability: Capability, measure: fn() -> (u16, u16)) -> Self {
        Self {
            out,
            measure,
            told: Remembered::new((0, 0)),
            grid: Grid::new(capability.colours, capability.charset),
            painter: Painter::new(capability),
            cursor: Position::ORIGIN,
            cursor_wanted: false,
            cursor_shown: Some(false),
            clear: false,
            capability,
        }
    }

    /// Takes what the user chose in the view settings. To be followed by `Terminal::clear`, as all cells are wanted anew.
    pub fn set_capability(&mut self, capability: Capability) {
        self.capability = capability;
        self.painter = Painter::new(capability);
        self.grid = Grid::new(capability.colours, capability.charset);
        self.forget();
    }

    /// The screen holds we know not what: other programs wrote on it, or a write failed. The next frame clears it
    /// and paints all that is wanted. `Terminal::clear` does the same and makes ratatui hand over all cells.
    pub fn forget(&mut self) {
        self.clear = true;
        self.cursor_shown = None;
    }

    /// Sends a text to the terminal's clipboard, in one piece with the next frame.
    pub fn send_to_clipboard(&mut self, text: &str) {
        self.painter.send_to_clipboard(text);
    }

    /// Brings the grid to the size that ratatui paints for.
    fn fit(&mut self) {
        let (width, height) = self.told.get();
        let (columns, rows) = self.grid.size();
        if (columns, rows) != (usize::from(width), usize::from(height)) {
            self.clear |= columns > 0;
            self.grid.resize((width, height));
        }
    }

    /// The bytes of this frame.
    fn paint(&mut self) {
        self.fit();
        if std::mem::take(&mut self.clear) {
            self.painter.clear();
            self.grid.erased();
        }
        let (width, height) = self.grid.size();
        let (rows, clusters) = self.grid.rows();
        for (y, have, want) in rows {
            self.painter
                .row(y, usize::from(y) + 1 == height, have, want, clusters);
        }
        self.painter.end();
        if self.cursor_wanted
            && usize::from(self.cursor.x) < width
            && usize::from(self.cursor.y) < height
        {
            self.painter.place(self.cursor.x, self.cursor.y);
        }
        if self.capability.hides_cursor && self.cursor_shown != Some(self.cursor_wanted) {
            self.cursor_shown = Some(self.cursor_wanted);
            self.painter.out.extend_from_slice(if self.cursor_wanted {
                b"\x1b[?25h"
            } else {
                b"\x1b[?25l"
            });
        }
        if self.capability.synchronised && self.painter.out.len() > LONG {
            let begin = *b"\x1b[?2026h";
            self.painter.out.splice(0..0, begin);
            self.painter.out.extend_from_slice(b"\x1b[?2026l");
        }
    }
}

impl<W: Write> Backend for TerminalBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.fit();
        for (x, y, cell) in content {
            self.grid.set(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = true;
        Ok(())
    }

    /// Where the cursor is wanted. The terminal is not asked: the answer may take seconds, or be taken for keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.fit();
        self.grid.blank();
        self.forget();
        Ok(())
    }

    /// Clears all of it: nobody asks for less.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        let size = (self.measure)();
        self.told.set(size);
        Ok(Size::new(size.0, size.1))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    /// Sends the frame in one piece. Nothing is sent where nothing changed.
    fn flush(&mut self) -> io::Result<()> {
        self.paint();
        if self.painter.out.is_empty() {
            return Ok(());
        }
        let sent = self
            .out
            .write_all(&self.painter.out)
            .and_then(|()| self.out.flush());
        self.painter.out.clear();
        if sent.is_err() {
            self.forget();
        }
        sent
    }
}

#[cfg(test)]
mod tests;
