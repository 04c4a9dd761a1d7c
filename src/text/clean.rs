//! The one sanitiser: what people type or paste is cleaned on the way in, everything else on the way out.
//!
//! Two pairs of functions. [`typed`] and [`typed_line`] make text fit to be kept; [`shown`] and [`shown_line`] make
//! any text fit for the screen, for plain output and for exports. Stored text is never rewritten by `shown`: it
//! returns a copy, and borrows when nothing has to change.
//!
//! Control characters are shown, not dropped, so that nobody is deceived about what a file holds: C0 and DEL in
//! caret notation (`^[`, `^?`), C1 as its number (`<9b>`, as `less` does it), since `^[[` would look like two others.

use crate::text::transliterate::symbols;
use crate::text::wrap::is_one_cell;
use std::borrow::Cow;
use std::path::Path;
use unicode_width::UnicodeWidthChar;

/// What a tab becomes.
///
/// Always the same number of spaces: a text is cut into lines after cleaning, so its columns are not known here.
const TAB: &str = "    ";

/// How many combining marks a letter may carry on the screen.
///
/// Two is what living languages need (Vietnamese, Hebrew with points); more can climb over the neighbouring rows.
const MARKS: usize = 2;

/// How many lines the cleaned text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Many,
    One,
}

/// What becomes of one character.
enum Verdict {
    Keep,
    Drop,
    Put(&'static str),
    Caret,
    Number,
}

/// Cleans text that was typed or pasted into a field of several lines.
///
/// All line ends become LF (Word's VT, FF and NEL too), tabs become spaces, other control characters go. So do the
/// characters that nobody sees: direction overrides and zero-width ones, joiners included, because in an edited field
/// every character has to own a cell. Letters and marks of every script stay.
pub fn typed(text: &str) -> Cow<'_, str> {
    rewrite(text, |c, next| judge_typed(c, next, Lines::Many))
}

/// Cleans text that was typed or pasted into a field of one line: as [`typed`], and line ends and tabs become a space.
pub fn typed_line(text: &str) -> Cow<'_, str> {
    rewrite(text, |c, next| judge_typed(c, next, Lines::One))
}

/// Makes any text fit for the screen, plain output and exports; LF stays a line end.
///
/// Control characters are shown (see the head of this file), CRLF counts as LF, tabs become spaces, direction
/// overrides and zero-width characters go, the private characters of Word's bullets become signs that there are, and a
/// letter keeps at most two combining marks. A mark without a letter
/// before it goes as well: the terminal would put it on whatever stands to its left.
pub fn shown(text: &str) -> Cow<'_, str> {
    show(text, Lines::Many)
}

/// Makes any text fit for one line of the screen: as [`shown`], and a line end becomes a space.
pub fn shown_line(text: &str) -> Cow<'_, str> {
    show(text, Lines::One)
}

/// Makes any text fit for one line, and shows a line end in it like any control character.
pub fn one_line(text: &str) -> String {
    shown_line(&text.replace('\n', "^J")).into_owned()
}

/// The name of a file for a message: a line end in it must not make two names of one.
pub fn path(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

fn show(text: &str, lines: Lines) -> Cow<'_, str> {
    let ends = |c| c == '\n' && lines == Lines::Many;
    let clean = if text.is_ascii() {
        text.bytes()
            .all(|byte| matches!(byte, b' '..=b'~') || ends(char::from(byte)))
    } else {
        text.chars().all(|c| is_one_cell(c) || ends(c))
    };
    if clean {
        return Cow::Borrowed(text);
    }
    // Marks that the present letter can still take; none before the first letter of a line.
    let mut room = 0;
    rewrite(text, |c, next| match c {
        '\n' | '\u{2028}' | '\u{2029}' => {
            room = 0;
            line_end(c, lines)
        }
        '\r' if next == Some('\n') => Verdict::Drop,
        '\t' => {
            room = MARKS;
            Verdict::Put(TAB)
        }
        '\0'..='\x1f' | '\x7f' => {
            room = MARKS;
            Verdict::Caret
        }
        '\u{80}'..='\u{9f}' => {
            room = MARKS;
            Verdict::Number
        }
        // The Khmer "et cetera", the one character of three cells; spelled out, every character fits into two.
        '\u{17d8}' => {
            room = MARKS;
            Verdict::Put("\u{17d4}\u{179b}\u{17d4}")
        }
        '\u{f020}'..='\u{f0ff}' => {
            room = MARKS;
            symbols::sign(c).map_or(Verdict::Keep, Verdict::Put)
        }
        _ if is_unseen(c) => Verdict::Drop,
        _ if is_mark(c) && room == 0 => Verdict::Drop,
        _ if is_mark(c) => {
            room -= 1;
            Verdict::Keep
        }
        _ => {
            room = MARKS;
            Verdict::Keep
        }
    })
}

fn judge_typed(c: char, next: Option<char>, lines: Lines) -> Verdict {
    match c {
        '\r' if next == Some('\n') => Verdict::Drop,
        '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}' => line_end(c, lines),
        '\t' if lines == Lines::One => Verdict::Put(" "),
        '\t' => Verdict::Put(TAB),
        _ if c.is_control() || is_unseen(c) => Verdict::Drop,
        _ => Verdict::Keep,
    }
}

fn line_end(c: char, lines: Lines) -> Verdict {
    match lines {
        Lines::One => Verdict::Put(" "),
        Lines::Many if c == '\n' => Verdict::Keep,
        Lines::Many => Verdict::Put("\n"),
    }
}

/// Copies `text` as `judge` says, given each character and the one after it; borrows until the first change.
fn rewrite(text: &str, mut judge: impl FnMut(char, Option<char>) -> Verdict) -> Cow<'_, str> {
    let mut copy: Option<String> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let verdict = judge(c, chars.peek().map(|&(_, next)| next));
        if let Verdict::Keep = verdict {
            if let Some(copy) = &mut copy {
                copy.push(c);
            }
            continue;
        }
        let copy = copy.get_or_insert_with(|| {
            let mut start = String::with_capacity(text.len() + TAB.len());
            start.push_str(text.get(..at).unwrap_or_default());
            start
        });
        match verdict {
            Verdict::Keep | Verdict::Drop => {}
            Verdict::Put(other) => copy.push_str(other),
            Verdict::Caret => {
                copy.push('^');
                copy.extend(char::from_u32(u32::from(c) ^ 0x40));
            }
            Verdict::Number => {
                copy.push('<');
                copy.extend(char::from_digit(u32::from(c) >> 4, 16));
                copy.extend(char::from_digit(u32::from(c) & 15, 16));
                copy.push('>');
            }
        }
    }
    copy.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether `c` combines with the letter before it.
///
/// By width, since that is what goes wrong on a screen; spacing marks own a cell and are letters to us.
fn is_mark(c: char) -> bool {
    !is_one_cell(c) && c.width() == Some(0)
}

/// Whether `c` is a direction control or another character that leaves no trace on the screen.
///
/// Unicode's `Default_Ignorable_Code_Point` and the annotation controls. Variation selectors are among them: they
/// change the width of the character before them, and terminals disagree about that.
fn is_unseen(c: char) -> bool {
    c >= '\u{ad}'
        && matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests;
