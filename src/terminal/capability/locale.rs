//! The encoding of the terminal, by the locale.

use super::Environment;

/// How the bytes of keys and frames are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1 or 8859-15: one byte, one character.
    Latin1,
    /// Nothing above 127 is sent. Keys above 127 are still read, as UTF-8 or else Latin-1.
    Ascii,
}

/// The encoding that `LC_ALL`, else `LC_CTYPE`, else `LANG` names; an empty one counts as not set.
pub(super) fn charset(environment: &Environment) -> Charset {
    let named = [
        &environment.lc_all,
        &environment.lc_ctype,
        &environment.lang,
    ]
    .into_iter()
    .flatten()
    .find(|value| !value.is_empty());
    let Some(locale) = named else {
        return Charset::Ascii;
    };
    // en_GB.ISO-8859-15@euro: what stands between the dot and the at sign, without its punctuation.
    let codeset: String = locale
        .split_once('.')
        .map_or(locale.as_str(), |(_, codeset)| codeset)
        .split('@')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    match codeset.as_str() {
        "utf8" => Charset::Utf8,
        "iso88591" | "iso885915" | "latin1" | "latin9" => Charset::Latin1,
        _ => Charset::Ascii,
    }
}
