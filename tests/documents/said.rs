//! Whether everything that a document says stands in a text, however that is laid out.

use std::collections::BTreeMap;

/// Longer words may be cut where a column is narrow.
const LONG: usize = 15;

/// How often each word stands in a text.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if (1..=LONG).contains(&word.chars().count()) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// Holds a text to what has to be in it: no word stands there less often.
pub(crate) fn assert_said(said: &str, text: &str, how: &str) {
    let there = words(text);
    for (word, count) in words(said) {
        let found = there.get(&word).copied().unwrap_or_default();
        assert!(
            found >= count,
            "{how}: {word} stands {found} times, not {count}\n{text}"
        );
    }
}

/// Places to write: of cells, and of fields.
pub(crate) fn places_to_write(text: &str) -> (usize, usize) {
    let fields = text.matches("__________").count();
    (text.matches("____").count() - 2 * fields, fields)
}
