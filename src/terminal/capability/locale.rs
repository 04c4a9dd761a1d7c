//! The encoding of the terminal, by the locale.

use super::Environment;

/// How the bytes of keys and frames are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1: one byte, one character.
    Latin1,
    /// ISO 8859-15: the same with the euro and some letters in the place of eight signs.
    Latin9,
    /// Nothing above 127 is sent. Keys above 127 are still read, as UTF-8 or else Latin-1.
    Ascii,
}

/// What Windows has where ISO 8859 has control characters: quotes, dashes and the euro of texts that come from Word.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

impl Charset {
    /// The character of a byte above 127 that is no part of one in UTF-8; none where all must be UTF-8. Nobody types
    /// control characters of that kind: they are what Windows has there.
    pub fn letter(self, byte: u8) -> Option<char> {
        let windows = usize::from(byte)
            .checked_sub(0x80)
            .and_then(|index| WINDOWS.get(index));
        match (self, byte) {
            (Self::Utf8, _) => None,
            (Self::Latin9, 0xA4) => Some('€'),
            (Self::Latin9, 0xA6) => Some('Š'),
            (Self::Latin9, 0xA8) => Some('š'),
            (Self::Latin9, 0xB4) => Some('Ž'),
            (Self::Latin9, 0xB8) => Some('ž'),
            (Self::Latin9, 0xBC) => Some('Œ'),
            (Self::Latin9, 0xBD) => Some('œ'),
            (Self::Latin9, 0xBE) => Some('Ÿ'),
            _ => Some(windows.copied().unwrap_or(char::from(byte))),
        }
    }

    /// The last character that can be sent in it: what both kinds of Latin have in common goes as its own number.
    pub const fn last(self) -> char {
        match self {
            Self::Utf8 => char::MAX,
            Self::Latin1 | Self::Latin9 => '\u{ff}',
            Self::Ascii => '\u{7f}',
        }
    }
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
        "iso88591" | "latin1" | "cp1252" | "windows1252" => Charset::Latin1,
        "iso885915" | "latin9" => Charset::Latin9,
        _ => Charset::Ascii,
    }
}
