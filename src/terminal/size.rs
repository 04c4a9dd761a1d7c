//! How large the window is, by one ioctl. No program is run and the terminal is not asked.

use std::os::fd::AsFd;

/// What stands in for a size that the terminal does not tell (a serial line, a pty that nobody sized).
const FALLBACK: (u16, u16) = (80, 24);

/// Columns and rows of the terminal behind `tty`. Never zero: this is the one place that decides what
/// stands in for a missing number.
pub fn of(tty: impl AsFd) -> (u16, u16) {
    rustix::termios::tcgetwinsize(tty).map_or(FALLBACK, |size| usable(size.ws_col, size.ws_row))
}

/// The size told, each zero replaced by itself: 0×24 is a terminal that knows its rows.
fn usable(columns: u16, rows: u16) -> (u16, u16) {
    let or = |told: u16, fallback: u16| if told == 0 { fallback } else { told };
    (or(columns, FALLBACK.0), or(rows, FALLBACK.1))
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
    fn what_is_no_terminal_has_the_fallback() {
        let (read, _write) = rustix::pipe::pipe().unwrap();
        assert_eq!(of(read), FALLBACK);
    }
}
