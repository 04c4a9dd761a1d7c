//! A name as words with hyphens, for an id that people can recognise.

use super::transliterate::to_ascii;

/// The most characters of one.
const LONGEST: usize = 40;

/// Letters and digits of a name; these words where it has none.
pub fn slug(name: &str, otherwise: &str) -> String {
    let words: Vec<String> = to_ascii(name)
        .to_lowercase()
        .replace('\'', "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let slug: String = words.join("-").chars().take(LONGEST).collect();
    match slug.trim_matches('-') {
        "" => otherwise.to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_what_people_recognise() {
        assert_eq!(slug("Crisis house, north", ""), "crisis-house-north");
        assert_eq!(slug("Tŷ Gŵyl £5m", ""), "ty-gwyl-gbp5m");
        assert_eq!(slug("Nobody’s", ""), "nobodys");
        assert_eq!(slug("...", "project"), "project");
    }
}
