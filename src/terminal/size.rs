//! How large the window is, by one ioctl. No program is run and the terminal is not asked.
//!
//! Whoever holds the other end may claim any size, and each cell of it would cost memory here.

use std::os::fd::AsFd;

/// What stands in for a size that the terminal does not tell (a serial line, a pty that nobody sized).
const FALLBACK: (u16, u16) = (80, 24);
/// The most columns and rows that are painted; of a larger window the rest stays empty.
pub const MOST: (u16, u16) = (500, 200);

/// Columns and rows of the terminal behind `tty` as far as they are used. Never zero and never more than [`MOST`]: this
/// is the one place that decides what stands in for a missing number, or for one that nobody's screen has.
pub fn of(tty: impl AsFd) -> (u16, u16) {
    rustix::termios::tcgetwinsize(tty).map_or(FALLBACK, |size| usable(size.ws_col, size.ws_row))
}

/// The size told, each number replaced by itself: 0×24 is a terminal that knows its rows.
fn usable(columns: u16, rows: u16) -> (u16, u16) {
    let or = |told: u16, fallback: u16, most: u16| match told {
        0 => fallback,
        told => told.min(most),
    };
    (
        or(columns, FALLBACK.0, MOST.0),
        or(rows, FALLBACK.1, MOST.1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_sizes_are_replaced() {
        assert_eq!(usable(0, 0), (80, 24));
        assert_eq!(usable(0, 50), (80, 50));
        assert_eq!(usable(132, 0), (132, 24));
        assert_eq!(usable(1, 1), (1, 1));
    }

    #[test]
    fn no_claimed_size_is_taken_beyond_what_is_painted() {
        assert_eq!(usable(500, 200), (500, 200));
        assert_eq!(usable(501, 24), (500, 24));
        assert_eq!(usable(24, u16::MAX), (24, 200));
        assert_eq!(usable(u16::MAX, u16::MAX), MOST);
        assert_eq!(usable(0, u16::MAX), (80, 200));
    }

    #[test]
    fn what_is_no_terminal_has_the_fallback() {
        let (read, _write) = rustix::pipe::pipe().unwrap();
        assert_eq!(of(read), FALLBACK);
    }
}
