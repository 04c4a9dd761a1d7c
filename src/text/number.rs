//! Numbers with the noun that goes with them.

/// So many of something: `1 act`, `2 acts`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural_and_none_is() {
        assert_eq!(counted(1, "act", "acts"), "1 act");
        assert_eq!(counted(0, "act", "acts"), "0 acts");
        assert_eq!(counted(12, "entry", "entries"), "12 entries");
    }
}
