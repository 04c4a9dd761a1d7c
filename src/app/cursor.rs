//! A cursor among things that stand one below the other.

/// The cursor after so many steps, among so many things.
pub(super) fn moved(cursor: usize, by: isize, count: usize) -> usize {
    cursor
        .saturating_add_signed(by)
        .min(count.saturating_sub(1))
}
