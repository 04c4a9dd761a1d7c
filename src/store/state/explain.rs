//! Why a state file is no TOML: the line, what stands there, and the line to write instead where that can be guessed.
//!
//! ```text
//! line 14, column 7 cannot be read
//!     due = 12/12/2026
//! Write: due = 2026-12-12
//! ```

use thiserror::Error;
use toml_edit::{DocumentMut, Key, Value};

use super::words;
use crate::guide::fault::{self, DEEP, LineNumbers};
use crate::project::change::Field;
use crate::text::wrap;

/// The most cells of what is said of a line.
const LONGEST: usize = 400;
/// How much of a line is shown.
const SHOWN: usize = 60;

/// Why a text is no TOML.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}{} {}", if column.is_some() { "," } else { "" }, self.what())]
pub struct NoToml {
    /// The line of which the parser complains, from 1.
    line: usize,
    /// The character there, from 1; none where no editor shows it.
    column: Option<usize>,
    /// What stands there, and what to write instead.
    why: String,
}

impl NoToml {
    /// The same as a fault.
    pub(super) fn fault(self) -> (usize, String) {
        (self.line, self.what().replace('\n', " "))
    }

    /// What is wrong, without the line.
    fn what(&self) -> String {
        let column = self.column.map(|column| format!("column {column} "));
        format!("{}cannot be read\n{}", column.unwrap_or_default(), self.why)
    }
}

/// What is wrong with a text of which the parser says so much.
pub(super) fn explained(text: &str, message: &str, at: Option<usize>) -> NoToml {
    if let Some(first) = text.find('\0') {
        return holes(text, first);
    }
    let byte = fault::place(text, at).min(text.len());
    let number = LineNumbers::of(text).at(byte);
    let line = text.lines().nth(number - 1).unwrap_or_default();
    let begins = text.get(..byte).and_then(|before| before.rfind('\n'));
    let before = text.get(begins.map_or(0, |end| end + 1)..byte);
    let column = before.unwrap_or_default().chars().count() + 1;
    let mut why = match excerpt(line, column) {
        excerpt if excerpt.is_empty() => excerpt,
        excerpt => format!("    {excerpt}\n"),
    };
    why.push_str(&match (to_write(line), message) {
        (Some(better), _) => in_short(&format!("Write: {better}")),
        (None, "duplicate key") => "This stands twice. Delete one of the two.".to_owned(),
        (None, "recursion limit") => format!("More than {DEEP} names in one another."),
        (None, message) => format!("TOML says: {message}"),
    });
    NoToml {
        line: number,
        column: Some(column),
        why,
    }
}

/// What to say of zero bytes, which no editor shows.
fn holes(text: &str, first: usize) -> NoToml {
    let count = text.bytes().filter(|&byte| byte == 0).count();
    let rest = if text.trim_matches(['\0', '\n', ' ']).is_empty() {
        " The file holds nothing else."
    } else {
        ""
    };
    let bytes = if count == 1 { "byte" } else { "bytes" };
    let why =
        format!("{count} zero {bytes} from there on, as a crash or a full disk leaves them.{rest}");
    NoToml {
        line: LineNumbers::of(text).at(first),
        column: None,
        why,
    }
}

/// The line, or so much of it around a column that a screen is not filled.
pub(super) fn excerpt(line: &str, column: usize) -> String {
    let line = line.trim_end();
    let length = line.chars().count();
    if length <= SHOWN {
        return line.trim_start().to_owned();
    }
    let from = column.saturating_sub(SHOWN / 2).min(length - SHOWN);
    let part: String = line.chars().skip(from).take(SHOWN).collect();
    let cut = |is_cut| if is_cut { "…" } else { "" };
    let ends = from + SHOWN < length;
    format!("{}{}{}", cut(from > 0), part.trim(), cut(ends))
}

/// So much of what is said that a name of thousands of letters in it fills no screen.
pub(super) fn in_short(said: &str) -> String {
    wrap::fit(said, LONGEST, "…").into_owned()
}

/// The line that was meant: `due = 12/12/2026` has a date in the screen's words, `owner = Finance lead` lacks quotes.
fn to_write(line: &str) -> Option<String> {
    let (key, value) = line.split_at_checked(line.find(['=', ':'])?)?;
    let key = key.trim();
    let name = Key::parse(key).ok()?.pop()?;
    let value = value.get(1..)?.trim();
    // A comment behind it stays the author's.
    let value = value.split(" #").next().unwrap_or_default().trim();
    let is_text = !value.is_empty() && !value.starts_with(['[', '{', '#']);
    let is_long = value.len() > 4 * SHOWN;
    if !is_text || is_long || value.starts_with("\"\"\"") || value.starts_with("'''") {
        return None;
    }
    let is_separator_wrong = !line.contains('=');
    if !is_separator_wrong && value.parse::<Value>().is_ok() {
        return None;
    }
    let bare = value.trim_matches(['"', '\'', '“', '”', '‘', '’', '„', '`', '´', '«', '»']);
    if value.starts_with(['"', '\'']) && bare.contains(['"', '\'']) {
        // A quote within a text, or something behind it: nobody can tell where the text was to end.
        return None;
    }
    let field = Field::named(name.get());
    let better = match words::understood(&field, bare) {
        Some(better) => super::value_of(&field, &better)?,
        None if field.is_date() => return Some(format!("{key} = 2026-12-17, for 17 Dec 2026")),
        None => match value.parse::<Value>() {
            Ok(value) => value,
            Err(_) => Value::from(bare),
        },
    };
    let better = format!("{key} = {}", better.to_string().trim());
    better.parse::<DocumentMut>().is_ok().then_some(better)
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    fn why(text: &str) -> String {
        parse(text).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn a_value_without_quotes_gets_the_line_to_write() {
        for (line, better) in [
            ("due = 12/12/2026", "due = 2026-12-12"),
            ("due = 12/12/2026 # agreed", "due = 2026-12-12"),
            ("due = 12 Dec 2026", "due = 2026-12-12"),
            ("due = Sat 12 Dec 2026", "due = 2026-12-12"),
            ("due = 12.12.2026", "due = 2026-12-12"),
            ("due = 12-12-2026", "due = 2026-12-12"),
            ("decided_on: 12/12/26", "decided_on = 2026-12-12"),
            ("due = “12/12/2026”", "due = 2026-12-12"),
            ("state = In hand", "state = \"in-hand\""),
            (
                "owner = Head of contracting",
                "owner = \"Head of contracting\"",
            ),
            ("owner = “Finance lead”", "owner = \"Finance lead\""),
            ("name = \"Torn", "name = \"Torn\""),
            ("name: \"Yes\"", "name = \"Yes\""),
            ("note = Zoë's", "note = \"Zoë's\""),
            ("due = 31/02/2026", "due = 2026-12-17, for 17 Dec 2026"),
        ] {
            let said = why(&format!("format = 1\n{line}\n"));
            assert!(said.starts_with("line 2, column "), "{said}");
            assert!(said.ends_with(&format!("\nWrite: {better}")), "{said}");
        }
    }

    #[test]
    fn what_nobody_can_guess_is_named_with_its_line_and_what_toml_says() {
        for (text, words) in [
            ("format = 1\n[here\n", "TOML says: unclosed table"),
            ("format = 1\nformat = 1\n", "stands twice"),
            ("format = 1\nnote = \"\"\"\n", "TOML says: "),
            ("format = 1\nitems = [{}\n", "TOML says: "),
        ] {
            let said = why(text);
            assert!(said.starts_with("line "), "{said}");
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn zero_bytes_are_counted_and_never_shown() {
        let said = why(&"\0".repeat(100_000));
        assert!(
            said.contains("line 1 cannot be read\n100000 zero bytes"),
            "{said}"
        );
        assert!(said.contains("nothing else") && said.len() < 200, "{said}");
        let said = why("format = 1\nname = \"a\0\"\n");
        assert!(
            said.starts_with("line 2 cannot be read\n1 zero byte "),
            "{said}"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let long = "x".repeat(100_000);
        let said = why(&format!("note = \"{long}\" {long}\n"));
        assert!(said.starts_with("line 1, column 100011 "), "{said}");
        assert!(said.len() < 400, "{said}");
    }

    #[test]
    fn names_in_one_another_without_end_have_a_line() {
        let names = vec!["a"; 10_000].join(".");
        for text in [
            format!("format = 1\n# {names}\n[{names}]\n"),
            format!("format = 1\n#\n{names} = 1\n"),
            format!("format = 1\n#\nx = {}\n", "[".repeat(10_000)),
            format!("format = 1\n#\nx = {}\n", "{ a = ".repeat(10_000)),
        ] {
            let said = why(&text);
            assert!(said.starts_with("line 3, column "), "{said}");
            assert!(said.len() < 400, "{said}");
        }
    }
}
