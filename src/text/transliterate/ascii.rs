//! The ASCII spelling of everything that has one.

use unicode_width::UnicodeWidthChar;

/// What stands for a character that has no spelling.
const UNKNOWN: &str = "?";

/// Base letters of U+00C0 to U+017F, `?` where the letter needs two or has none.
const LATIN: &str = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y\
    AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlL\
    lLlNnNnNn???OoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// Base letters of U+0180 to U+024F: the rest of the accented letters of Europe and Africa.
const LATIN_MORE: &str = "bBBb??OCcDDDd?EEEFfG???IKkl??NnOOo??Pp?????tTtTUu?VYyZz?????????\
    ?????????????AaIiOoUuUuUuUuUueAaAa??GgGgKkOoOo??j???Gg??NnAa????\
    AaAaEeEeIiIiOoOoRrRrUuUuSsTt??Hh??????AaEeOoOoOoOoYy????????????\
    ????????????????";

/// Base letters of U+1E00 to U+1EFF: Welsh `ẁ ẃ ẅ ỳ` and Vietnamese.
const LATIN_ADDITIONAL: &str = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm\
    MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv\
    WwWwWwWwWwXxXxYyZzZzZzhtwy?sss?dAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe\
    EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy????Yy";

/// The ASCII spelling of a character that is not ASCII.
pub(super) fn spelling(c: char) -> &'static str {
    sign(c)
        .or_else(|| letter(c))
        .unwrap_or_else(|| match c.width() {
            // The accent of a letter that was written in two parts.
            Some(0) => "",
            _ => UNKNOWN,
        })
}

/// Punctuation, numbers, currencies and drawings.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '£' => "GBP",
        '€' => "EUR",
        '¥' => "JPY",
        '¢' => "c",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '¨' => "\"",
        '«' => "<<",
        '»' => ">>",
        '‹' => "<",
        '›' => ">",
        '‐' | '‑' | '‒' | '–' | '−' | '·' | '¯' | '¬' | '⁃' | '─' | '━' | '═' | '╌' | '┄' => {
            "-"
        }
        '—' | '―' => "--",
        '…' => "...",
        '•' | '‣' | '∙' | '◦' | '▪' | '●' | '■' | '○' | '□' => "*",
        '×' | '✕' => "x",
        '÷' | '⁄' | '∕' => "/",
        '±' => "+/-",
        '≥' => ">=",
        '≤' | '⇐' => "<=",
        '≠' => "!=",
        '≈' | '∼' => "~",
        '≡' => "=",
        '∞' => "infinity",
        '√' => "root ",
        '→' => "->",
        '←' => "<-",
        '↔' => "<->",
        '⇒' => "=>",
        '↑' => "^",
        '↓' => "v",
        '½' => "1/2",
        '⅓' => "1/3",
        '⅔' => "2/3",
        '¼' => "1/4",
        '¾' => "3/4",
        '⅕' => "1/5",
        '⅛' => "1/8",
        '⅜' => "3/8",
        '⅝' => "5/8",
        '⅞' => "7/8",
        '⁰' | '₀' => "0",
        '¹' | '₁' => "1",
        '²' | '₂' => "2",
        '³' | '₃' => "3",
        '⁴' | '₄' => "4",
        '⁵' | '₅' => "5",
        '⁶' | '₆' => "6",
        '⁷' | '₇' => "7",
        '⁸' | '₈' => "8",
        '⁹' | '₉' => "9",
        'ⁿ' => "n",
        'ª' => "a",
        'º' => "o",
        '°' => "deg",
        'µ' | '\u{3bc}' => "u",
        '‰' => "0/00",
        '™' => "(TM)",
        '©' => "(C)",
        '®' => "(R)",
        '№' => "No.",
        // The mark of a section in law.
        '§' => "s.",
        '¶' => "para.",
        '‡' => "++",
        '¡' => "!",
        '¿' => "?",
        '¦' | '‖' | '│' | '┃' | '║' | '╎' | '┆' => "|",
        '¸' => ",",
        '✓' | '✔' => "yes",
        '✗' | '✘' => "no",
        '☺' => ":)",
        '☹' => ":(",
        '☐' => "[ ]",
        '☑' => "[x]",
        '☒' => "[-]",
        '†' | '\u{2500}'..='\u{257f}' => "+",
        '\u{2580}'..='\u{259f}' => "#",
        _ => return None,
    })
}

/// Letters: those that need two, and the rest by their base.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' | 'Ǣ' | 'Ǽ' => "AE",
        'æ' | 'ǣ' | 'ǽ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'ß' => "ss",
        'ẞ' => "SS",
        'Þ' => "Th",
        'þ' => "th",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        'ŉ' => "'n",
        'Ŋ' => "Ng",
        'ŋ' => "ng",
        // Ligatures that come with text copied out of a PDF.
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        '\u{c0}'..='\u{17f}' => base(LATIN, c, 0xc0),
        '\u{180}'..='\u{24f}' => base(LATIN_MORE, c, 0x180),
        '\u{1e00}'..='\u{1eff}' => base(LATIN_ADDITIONAL, c, 0x1e00),
        _ => return None,
    })
}

/// The letter of `table` for `c`, where the table begins at `from`.
fn base(table: &'static str, c: char, from: u32) -> &'static str {
    usize::try_from(u32::from(c).saturating_sub(from))
        .ok()
        .and_then(|at| table.get(at..=at))
        .unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_cover_their_ranges() {
        assert_eq!(LATIN.len(), 0x180 - 0xc0);
        assert_eq!(LATIN_MORE.len(), 0x250 - 0x180);
        assert_eq!(LATIN_ADDITIONAL.len(), 0x1f00 - 0x1e00);
        // The first and the last of each, and some between.
        for (letter, base) in "ÀŵſƀǪȳḀẁỹỿ".chars().zip("AwsbOyAwyy".chars()) {
            assert_eq!(spelling(letter), base.to_string(), "{letter}");
        }
    }
}
