//! From what the views draw to what the backend shows: every cell of each frame, as the backend itself knows which of
//! them are new.

use std::mem;

use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Rect};

use crate::view::Canvas;

/// A backend, and the cells that are drawn for it.
#[derive(Debug)]
pub struct Display<B> {
    backend: B,
    cells: Buffer,
}

impl<B: Backend> Display<B> {
    /// A display of the backend's size.
    ///
    /// # Errors
    ///
    /// If the backend does not know its size.
    pub fn new(backend: B) -> Result<Self, B::Error> {
        let area = Rect::from((Position::ORIGIN, backend.size()?));
        Ok(Self {
            backend,
            cells: Buffer::empty(area),
        })
    }

    /// The backend.
    pub fn backend(&self) -> &B {
        &self.backend
    }

    /// The backend, to be changed.
    pub fn backend_mut(&mut self) -> &mut B {
        &mut self.backend
    }

    /// Clears the screen with the next frame, and paints all of it.
    ///
    /// # Errors
    ///
    /// If the backend fails.
    pub fn clear(&mut self) -> Result<(), B::Error> {
        self.backend.clear()
    }

    /// Shows what is drawn, in the size that the backend has now.
    ///
    /// # Errors
    ///
    /// If the backend fails.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Canvas<'_>)) -> Result<(), B::Error> {
        let area = Rect::from((Position::ORIGIN, self.backend.size()?));
        if area == self.cells.area {
            self.cells.reset();
        } else {
            // The old ones are given back first, and a small window does not keep the room of a large one.
            drop(mem::take(&mut self.cells));
            self.cells = Buffer::empty(area);
            self.backend.clear()?;
        }
        let mut canvas = Canvas::new(&mut self.cells);
        draw(&mut canvas);
        let cursor = canvas.cursor();
        self.backend.draw(shown(&self.cells))?;
        match cursor {
            None => self.backend.hide_cursor()?,
            Some(position) => {
                self.backend.show_cursor()?;
                self.backend.set_cursor_position(position)?;
            }
        }
        self.backend.flush()
    }
}

/// The cells that are seen, with their places: not those that a wide character before them covers.
fn shown(cells: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let width = usize::from(cells.area.width).max(1);
    let rows = (cells.area.y..).zip(cells.content.chunks(width));
    let left = cells.area.x;
    rows.flat_map(move |(y, row)| {
        let mut covered = 0;
        (left..).zip(row).filter_map(move |(x, cell)| {
            if covered > 0 {
                covered -= 1;
                return None;
            }
            covered = cell.cell_width().saturating_sub(1);
            Some((x, y, cell))
        })
    })
}
