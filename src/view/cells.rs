//! What a cell says beyond its character and style: that it is part of a web address, that its row goes on in the next.
//!
//! ratatui has no room for either, but lets a symbol hold more than it shows if its width is forced. A link stands in
//! the symbol as OSC 8, so that any backend would send it rightly; ours reads it back, checks it, and sends each link
//! once.

use std::num::NonZeroU16;

use ratatui::buffer::{Cell, CellDiffOption, CellWidth as _};

use crate::text::address;

const BEGIN: &str = "\x1b]8;;";
const END: &str = "\x1b\\";
const CLOSE: &str = "\x1b]8;;\x1b\\";

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The character to show.
    pub symbol: &'a str,
    /// The address that it is part of.
    pub address: Option<&'a str>,
    /// Whether it stands where a row goes on in the next one, on either side.
    pub joined: bool,
}

/// Makes a cell part of a web address; one that terminals may not be given stays plain text.
pub(super) fn link(cell: &mut Cell, address: &str) {
    if !address::is_web(address) || cell.cell_width() != 1 {
        return;
    }
    let symbol = format!("{BEGIN}{address}{END}{}{CLOSE}", cell.symbol());
    cell.set_symbol(&symbol);
    force(cell);
}

/// Makes a cell one side of a place where a row goes on in the next; not with a character of two cells.
pub(super) fn join(cell: &mut Cell) {
    if cell.cell_width() == 1 {
        force(cell);
    }
}

fn force(cell: &mut Cell) {
    cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
}

/// Reads back what a cell says. It is asked for each cell of each frame.
#[inline]
pub fn said(cell: &Cell) -> Said<'_> {
    let symbol = cell.symbol();
    if !matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) {
        return Said {
            symbol,
            address: None,
            joined: false,
        };
    }
    let linked = symbol
        .strip_prefix(BEGIN)
        .and_then(|rest| rest.strip_suffix(CLOSE))
        .and_then(|rest| rest.split_once(END))
        .filter(|(address, _)| address::is_web(address));
    Said {
        symbol: linked.map_or(symbol, |(_, symbol)| symbol),
        address: linked.map(|(address, _)| address),
        joined: linked.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_again_what_it_was_told() {
        let mut cell = Cell::new("x");
        assert_eq!(said(&cell).symbol, "x");
        join(&mut cell);
        assert!(said(&cell).joined);
        let mut cell = Cell::new("x");
        link(&mut cell, "https://www.gov.uk/");
        let told = Said {
            symbol: "x",
            address: Some("https://www.gov.uk/"),
            joined: false,
        };
        assert_eq!(said(&cell), told);
        assert_eq!(cell.cell_width(), 1);
    }

    #[test]
    fn what_is_no_plain_web_address_stays_text() {
        for bad in ["file:///etc/passwd", "https://a/\x1b\\\x1b[2J"] {
            let mut cell = Cell::new("x");
            link(&mut cell, bad);
            assert_eq!(cell, Cell::new("x"), "{bad:?}");
        }
    }
}
