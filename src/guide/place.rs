//! Places: the addresses of everything that can be read, and their form.

/// The page that an item's place belongs to: `toolkit/procurement` for `toolkit/procurement#standstill`.
pub fn page_of(place: &str) -> Option<&str> {
    place.split_once('#').map(|(page, _)| page)
}

/// Whether an id is well formed: lower-case words and digits joined by single hyphens.
pub fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_belongs_to_the_page_before_the_hash() {
        assert_eq!(
            page_of("toolkit/procurement#standstill"),
            Some("toolkit/procurement")
        );
        assert_eq!(page_of("toolkit/procurement"), None);
    }

    #[test]
    fn ids_are_lower_case_words_with_single_hyphens() {
        assert!(is_id("market-intelligence"));
        assert!(is_id("act-2025"));
        for wrong in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "é"] {
            assert!(!is_id(wrong), "{wrong:?}");
        }
    }
}
