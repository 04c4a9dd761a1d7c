//! Text in the letters that the terminal has: ASCII, Latin-1, or what a CP437 font can draw.
//!
//! For output only, never for what is stored or taken away. It comes after cleaning and before wrapping, because a
//! spelling may be longer than its character: `£` becomes `GBP`. In an edited field that would move the cursor away
//! from the text, so there the `cell_*` functions put exactly one character in the place of one.

mod ascii;
pub(crate) mod symbols;

use std::borrow::Cow;

/// Spells words in the letters that somebody can see.
pub type Letters = for<'a> fn(&'a str) -> Cow<'a, str>;

/// Spells nothing anew: for a reader that has every letter.
pub fn to_unicode(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

/// The upper half of code page 437, which Linux consoles, raster fonts and old terminals can draw.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// Spells `text` in ASCII: `£5m – ½` becomes `GBP5m - 1/2`. What is unknown becomes `?`.
pub fn to_ascii(text: &str) -> Cow<'_, str> {
    spell(text, |_| false, ascii::spelling)
}

/// Spells `text` in Latin-1, so that a terminal of that kind shows every character of it.
///
/// It keeps `£` and the accented letters of western Europe; quotes, dashes and the Welsh `ŵ ŷ` are not in it.
pub fn to_latin1(text: &str) -> Cow<'_, str> {
    spell(text, is_latin1, latin1)
}

/// Spells `text` in the characters of code page 437, still as Unicode; for fonts that have no others.
pub fn to_cp437(text: &str) -> Cow<'_, str> {
    spell(text, is_cp437, cp437)
}

/// The ASCII character that stands for `c` in an edited field, where one character stays one cell.
pub fn cell_ascii(c: char) -> char {
    cell(c, |_| false, ascii::spelling)
}

/// The Latin-1 character that stands for `c` in an edited field; see [`cell_ascii`].
pub fn cell_latin1(c: char) -> char {
    cell(c, is_latin1, latin1)
}

/// The character of code page 437 that stands for `c` in an edited field; see [`cell_ascii`].
pub fn cell_cp437(c: char) -> char {
    cell(c, is_cp437, cp437)
}

/// What ISO 8859-1 and 8859-15 have in common: the latter has letters and the euro in the place of eight signs.
fn is_latin1(c: char) -> bool {
    c <= '\u{ff}' && !"¤¦¨´¸¼½¾".contains(c)
}

fn is_cp437(c: char) -> bool {
    CP437.contains(c)
}

/// Copies `text` with `spelling` for what is neither ASCII nor `kept`; borrows while nothing changes.
fn spell(
    text: &str,
    kept: impl Fn(char) -> bool,
    spelling: impl Fn(char) -> &'static str,
) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let foreign = |c: char| !c.is_ascii() && !kept(c);
    let Some(start) = text.find(foreign) else {
        return Cow::Borrowed(text);
    };
    let (same, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let mut copy = String::with_capacity(text.len() + 8);
    copy.push_str(same);
    for c in rest.chars() {
        if !foreign(c) {
            copy.push(c);
            continue;
        }
        let word = spelling(c);
        // "1½" must not become "11/2".
        if word.contains('/')
            && word.len() == 3
            && copy.ends_with(|before: char| before.is_ascii_digit())
        {
            copy.push(' ');
        }
        copy.push_str(word);
    }
    Cow::Owned(copy)
}

fn cell(c: char, kept: impl Fn(char) -> bool, spelling: impl Fn(char) -> &'static str) -> char {
    if c.is_ascii() || kept(c) {
        return c;
    }
    match c {
        // On a British ASCII terminal this very code draws the pound sign (ISO 646-GB).
        '£' => '#',
        '€' => 'E',
        '→' | '⇒' | '≥' | '»' => '>',
        '←' | '⇐' | '≤' | '«' => '<',
        '—' | '―' => '-',
        '…' => '.',
        '✓' | '✔' => 'y',
        '✗' | '✘' => 'n',
        _ => {
            let mut letters = spelling(c).chars();
            match (letters.next(), letters.next()) {
                (Some(only), None) => only,
                (Some(first), Some(_)) if first.is_ascii_alphabetic() => first,
                _ => '?',
            }
        }
    }
}

fn latin1(c: char) -> &'static str {
    match c {
        '•' | '∙' | '◦' | '‣' => "·",
        '\u{3bc}' => "µ",
        _ => ascii::spelling(c),
    }
}

fn cp437(c: char) -> &'static str {
    match c {
        '•' | '‣' | '◦' => "∙",
        '\u{3bc}' => "µ",
        '▪' | '●' => "■",
        'Ω' => "Ω",
        _ => ascii::spelling(c),
    }
}

#[cfg(test)]
mod tests;
