//! An address as a QR code over the whole screen, in half-blocks: one cell is two of its modules, one above the other.
//!
//! ```text
//! +------------------------------------------------------------------------------+
//! |                                            Any key leads back.                |
//! |    █▀▀▀▀▀█ ▀▄█ ▄▀█▄▀ █▀▀▀▀▀█                                                  |
//! |    █ ███ █ ▄▀▄▀ ▀▄▄  █ ███ █               https://www.gov.uk/                |
//! ```
//!
//! Black on white, both said outright, whatever the theme: readers take the other way round only sometimes, and
//! nobody knows which ground the terminal has. Without colours there is no code, but the address.

use super::canvas::Canvas;
use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};

use super::raw;
use super::rows::put;
use crate::app::App;
use crate::app::laid::Laid;
use crate::app::look::{Colours, Glyphs};
use crate::text::wrap;

/// Modules of white around a code: what the standard asks for, and what readers do with.
const QUIET_ZONES: [i32; 2] = [4, 2];
/// The narrowest column that words are set in beside a code.
const NARROWEST: u16 = 16;

/// A code with its white margin, so wide on each side.
struct Code {
    code: QrCode,
    quiet: i32,
}

impl Code {
    /// Columns, and rows of cells.
    fn size(code: &QrCode, quiet: i32) -> (i32, i32) {
        let modules = code.size() + 2 * quiet;
        (modules, (modules + 1) / 2)
    }

    fn is_dark(&self, x: i32, y: i32) -> bool {
        // Outside the code all is light.
        self.code.get_module(x - self.quiet, y - self.quiet)
    }
}

/// Draws the code, or says why not and shows the address as the copy view does.
pub(super) fn render(
    app: &App,
    address: &str,
    top: usize,
    frame: &mut Canvas<'_>,
    area: Rect,
) -> Laid {
    match code(app, address, area) {
        Ok(code) => draw(app, &code, address, frame, area),
        Err(why) => {
            let width = usize::from(area.width);
            let why = wrap::wrap_plain(&why, width.max(1)).join("\n");
            raw::render(app, &format!("{why}\n\n{address}"), top, frame, area)
        }
    }
}

/// The code, if this screen can show it.
fn code(app: &App, address: &str, area: Rect) -> Result<Code, String> {
    if app.world.look.glyphs == Glyphs::Ascii {
        return Err(
            "No QR code: it needs half-blocks, and these characters have none (v changes that)."
                .to_owned(),
        );
    }
    if app.world.look.colours == Colours::None {
        return Err(
            "No QR code: it needs black on white, and this screen has no colours (v changes that)."
                .to_owned(),
        );
    }
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Low) else {
        return Err("No QR code: this is too long for one.".to_owned());
    };
    let fits = |quiet: &i32| {
        let (columns, rows) = Code::size(&code, *quiet);
        columns <= i32::from(area.width) && rows <= i32::from(area.height)
    };
    let Some(quiet) = QUIET_ZONES.into_iter().find(fits) else {
        let [_, least] = QUIET_ZONES;
        let (columns, rows) = Code::size(&code, least);
        return Err(format!(
            "No QR code: it takes {columns} columns and {rows} rows, and this window has {} and {}.",
            area.width, area.height
        ));
    };
    Ok(Code { code, quiet })
}

fn draw(app: &App, code: &Code, address: &str, frame: &mut Canvas<'_>, area: Rect) -> Laid {
    let (columns, rows) = Code::size(&code.code, code.quiet);
    let style = Style::new().fg(Color::Black).bg(Color::White);
    let buffer = frame.buffer_mut();
    for (y, row) in (0..rows).zip(area.y..area.bottom()) {
        for (x, column) in (0..columns).zip(area.x..area.right()) {
            let symbol = match (code.is_dark(x, 2 * y), code.is_dark(x, 2 * y + 1)) {
                (false, false) => " ",
                (true, false) => "▀",
                (false, true) => "▄",
                (true, true) => "█",
            };
            if let Some(cell) = buffer.cell_mut((column, row)) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
    let place = words_place(area, columns, rows);
    let width = usize::from(place.width);
    let words = wrap::wrap_plain("Any key leads back.", width.max(1));
    let address = wrap::wrap_plain(&app.world.look.spell(address), width.max(1));
    let lines = words.into_iter().chain([String::new()]).chain(address);
    for (line, y) in lines.zip(place.y..place.bottom()) {
        put(buffer, place.x, y, &line, place.right(), Style::new());
    }
    if !area.is_empty() {
        let at = if place.is_empty() { area } else { place };
        frame.set_cursor_position(Position::new(at.x, at.y));
    }
    Laid {
        height: usize::from(area.height),
        rows: usize::from(area.height),
        top: 0,
        matches: Vec::new(),
    }
}

/// Where words fit: right of the code, else below it, else nowhere.
fn words_place(area: Rect, columns: i32, rows: i32) -> Rect {
    let after = |taken: i32| u16::try_from(taken).unwrap_or(u16::MAX);
    let right = area.x.saturating_add(after(columns + 2)).min(area.right());
    let below = area.y.saturating_add(after(rows)).min(area.bottom());
    if area.right() - right >= NARROWEST {
        Rect {
            x: right,
            width: area.right() - right,
            ..area
        }
    } else {
        Rect {
            y: below,
            height: area.bottom() - below,
            ..area
        }
    }
}
