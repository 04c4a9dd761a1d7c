//! The signs of the fonts Symbol and Wingdings. Word pastes them as private characters, U+F020 to U+F0FF, which no terminal
//! can draw: its bullets, ticks and arrows among them. Where a letter was typed in such a font, the letter is meant.

/// The letters under U+F020 to U+F07E.
const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
/// The letters under U+F0A1 to U+F0FF; they have two bytes each. A dot stands for the hyphen that nobody sees.
const LATIN: &str = "¡¢£¤¥¦§¨©ª«¬·®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// What Wingdings has for the numbers of a list, from U+F080.
const NUMBERS: [&str; 11] = [
    "(0)", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)",
];

/// What stands for a private character of these fonts; nothing for any other character.
pub(crate) fn sign(c: char) -> Option<&'static str> {
    let sign = match c {
        '\u{f06c}' | '\u{f075}'..='\u{f077}' | '\u{f09f}' | '\u{f0b7}' | '\u{f0d8}' => "•",
        '\u{f06e}' | '\u{f0a7}' => "▪",
        '\u{f06f}' | '\u{f071}' | '\u{f072}' | '\u{f0a8}' => "☐",
        '\u{f0fb}' => "✗",
        '\u{f0fc}' => "✓",
        '\u{f0fd}' => "☒",
        '\u{f0fe}' => "☑",
        // What Word makes of -->, <--, <=> and a smile.
        '\u{f0ae}' | '\u{f0e0}' | '\u{f0e8}' => "→",
        '\u{f0df}' | '\u{f0e7}' => "←",
        '\u{f0f3}' => "↔",
        '\u{f04a}' => "☺",
        '\u{f04c}' => "☹",
        '\u{f0a3}' => "≤",
        '\u{f0b0}' => "°",
        '\u{f0b1}' => "±",
        '\u{f0b3}' => "≥",
        '\u{f0b4}' => "×",
        '\u{f0b8}' => "÷",
        '\u{f0b9}' => "≠",
        '\u{f0bc}' => "…",
        '\u{f080}'..='\u{f08a}' => *NUMBERS.get(from(c, 0xf080))?,
        '\u{f020}'..='\u{f07e}' => letter(ASCII, from(c, 0xf020), 1),
        '\u{f0a1}'..='\u{f0ff}' => letter(LATIN, from(c, 0xf0a1), 2),
        '\u{f07f}'..='\u{f0a0}' => "•",
        _ => return None,
    };
    Some(sign)
}

/// The one character that is shown in its place in an edited field, where one character stays one cell.
pub(crate) fn cell(c: char) -> char {
    let Some(sign) = sign(c) else {
        return c;
    };
    let mut letters = sign.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only,
        _ => '•',
    }
}

fn from(c: char, first: u32) -> usize {
    usize::try_from(u32::from(c).saturating_sub(first)).unwrap_or(usize::MAX)
}

/// The letter at a place of a table whose letters have so many bytes.
fn letter(table: &'static str, at: usize, bytes: usize) -> &'static str {
    let begin = at.saturating_mul(bytes);
    table.get(begin..begin.saturating_add(bytes)).unwrap_or("•")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_cover_their_ranges() {
        assert_eq!(ASCII.len(), 0x7f - 0x20);
        assert_eq!(LATIN.chars().count(), 0x100 - 0xa1);
        assert!(LATIN.chars().all(|c| c.len_utf8() == 2));
        for (private, shown) in [
            ('\u{f020}', " "),
            ('\u{f05a}', "Z"),
            ('\u{f07e}', "~"),
            ('\u{f0a1}', "¡"),
            ('\u{f0e9}', "é"),
            ('\u{f0ff}', "ÿ"),
        ] {
            assert_eq!(sign(private), Some(shown));
        }
        assert_eq!((sign('\u{f01f}'), sign('\u{f100}')), (None, None));
    }
}
