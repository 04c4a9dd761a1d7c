//! A document as Markdown, for whoever takes it away: read again, it is the same document.

use std::fmt::Write as _;

use super::to_lines::{BETWEEN, CHOICE, LINE};
use super::{Block, Cell, Doc, Entry, Field, Inline, Kind, List, Run, Side, Table, Words};
use crate::text::clean;

/// The highest number of a list that is one.
const MOST: u64 = 999_999_999;

/// A document as Markdown. Its words are cleaned, and nothing of them is read as a sign of Markdown.
pub fn write(doc: &Doc) -> String {
    let mut text = blocks(&doc.blocks, "\n\n");
    text.push('\n');
    text
}

fn blocks(all: &[Block], between: &str) -> String {
    let mut text = String::new();
    // How far in the entries stand that the next one may belong to.
    let mut above: Vec<u8> = Vec::new();
    for (number, one) in all.iter().enumerate() {
        let depth = match one {
            Block::Entry(entry) => Some(entry.depth),
            _ => None,
        };
        // Entries are one list.
        let is_close = depth.is_some() && !above.is_empty();
        if number > 0 {
            text.push_str(if is_close { "\n" } else { between });
        }
        above.retain(|above| depth.is_some_and(|depth| *above < depth));
        text.push_str(&block(one, above.len()));
        above.extend(depth);
    }
    text
}

/// An entry as an item of a list, in so many others.
fn entry(entry: &Entry, level: usize) -> String {
    let indent = "  ".repeat(level);
    let mark: String = entry.mark.iter().map(|mark| escape(mark) + " ").collect();
    let text = clean::shown(&entry.text);
    let lines: Vec<String> = text.lines().map(|line| begun(&escape(line))).collect();
    let lines = lines.join(&format!("\\\n{indent}  "));
    format!("{indent}- {mark}{lines}")
}

/// A block; an entry stands in so many others.
fn block(block: &Block, level: usize) -> String {
    match block {
        Block::Heading(level, words) => {
            let signs = "#".repeat(usize::from(*level));
            format!("{signs} {}", in_one_line(words))
        }
        Block::Paragraph(words) => paragraph(words),
        Block::List(list) => self::list(list),
        Block::Quote(inside) => behind("> ", "> ", &blocks(inside, "\n\n")),
        Block::Table(table) => self::table(table),
        Block::Preformatted(text) => fenced(&clean::shown(text)),
        Block::Rule => "---".to_owned(),
        Block::Field(field) => self::field(field),
        Block::Address { label, text } => {
            let label = label
                .iter()
                .map(|label| format!("{}: ", escape(&clean::shown_line(label))));
            label.chain([code(&clean::shown_line(text))]).collect()
        }
        Block::Entry(entry) => self::entry(entry, level),
        Block::Part(inside) => blocks(inside, "\n\n"),
    }
}

fn list(list: &List) -> String {
    let between = if list.is_loose { "\n\n" } else { "\n" };
    let mut number = list.first.map(|first| first.min(MOST));
    let items = list.items.iter().map(|item| {
        let mark = match &mut number {
            Some(number) => {
                let mark = format!("{number}. ");
                // Only the first number counts when it is read.
                *number = (*number + 1).min(MOST);
                mark
            }
            None => "- ".to_owned(),
        };
        let rest = " ".repeat(mark.len());
        behind(&mark, &rest, &blocks(item, between))
    });
    items.collect::<Vec<_>>().join(between)
}

/// Lines behind a sign of a list or a quotation.
fn behind(first: &str, rest: &str, text: &str) -> String {
    let lines = text.split('\n').enumerate().map(|(number, line)| {
        let lead = if number == 0 { first } else { rest };
        format!("{lead}{line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = table.columns.iter();
    let mut text = row(heads.map(|column| in_a_cell(&column.head)).collect());
    text.push('|');
    for column in &table.columns {
        text.push_str(match column.side {
            Side::Left => "---|",
            Side::Centre => ":-:|",
            Side::Right => "--:|",
        });
    }
    text.push('\n');
    for cells in &table.rows {
        let cells = cells.iter().map(|cell| match cell {
            Cell::Words(words) => in_a_cell(words),
            // An empty cell is seen here, and easy to fill.
            Cell::Hole(_) => String::new(),
        });
        text.push_str(&row(cells.collect()));
    }
    text.truncate(text.trim_end().len());
    text
}

fn field(field: &Field) -> String {
    let room = match &field.kind {
        Kind::OneOf(choices) => {
            let choices = choices.iter();
            let choices: Vec<String> = choices
                .map(|choice| format!("{CHOICE}{}", escape(&clean::shown_line(choice))))
                .collect();
            choices.join(BETWEEN)
        }
        Kind::Text | Kind::Line | Kind::Date | Kind::Number => escape(LINE),
    };
    let (name, guidance) = (in_one_line(&field.name), in_one_line(&field.guidance));
    format!("**{name}**\n\n*{guidance}*\n\n{room}")
}

fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// Words on lines of their own, of which none begins like a list or an underline of a heading.
fn paragraph(words: &Words) -> String {
    let text = self::words(words);
    let lines = text.trim().lines().map(begun);
    lines.collect::<Vec<_>>().join("\n")
}

/// A line that begins like a list or an underline of a heading, as words.
fn begun(line: &str) -> String {
    let line = line.trim_start();
    let signs = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let at = line.len() - signs.len();
    let is_number = at > 0 && signs.starts_with(['.', ')']);
    let is_sign = at == 0 && signs.starts_with(['-', '+', '=']);
    if !is_number && !is_sign {
        return line.to_owned();
    }
    let (number, signs) = line.split_at_checked(at).unwrap_or((line, ""));
    format!("{number}\\{signs}")
}

fn in_one_line(words: &Words) -> String {
    let text = self::words(words).replace("\\\n", " ");
    text.trim().to_owned()
}

/// Words of a cell: also what is typed as it stands must not end it.
fn in_a_cell(words: &Words) -> String {
    let text = in_one_line(words);
    text.replace("\\|", "|").replace('|', "\\|")
}

fn words(words: &Words) -> String {
    let mut text = String::new();
    for inline in words.pieces() {
        match inline {
            Inline::Run(run) => self::run(run, &mut text),
            Inline::Link { place, words } => {
                text.push('[');
                for word in words {
                    run(word, &mut text);
                }
                let place = clean::shown_line(place).replace('\\', "\\\\");
                if place.contains([' ', '(', ')', '<', '>']) || place.is_empty() {
                    let place = place.replace('<', "%3C").replace('>', "%3E");
                    let _ = write!(text, "](<{place}>)");
                } else {
                    let _ = write!(text, "]({place})");
                }
            }
        }
    }
    text
}

/// Words of one style. Signs of a style stand close to its words, so blanks go outside.
fn run(run: &Run, text: &mut String) {
    for (number, line) in run.text.split('\n').enumerate() {
        if number > 0 {
            text.push_str("\\\n");
        }
        let line = clean::shown_line(line);
        let inside = line.trim();
        let sign = match (run.style.strong, run.style.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        if inside.is_empty() || (sign.is_empty() && !run.style.code) {
            text.push_str(&escape(&line));
            continue;
        }
        let before = line.len() - line.trim_start().len();
        let after = line.len() - line.trim_end().len();
        text.push_str(&" ".repeat(before));
        text.push_str(sign);
        if run.style.code {
            // Two that touch would be one.
            if text.ends_with('`') {
                text.push(' ');
            }
            text.push_str(&code(inside));
        } else {
            text.push_str(&escape(inside));
        }
        text.push_str(sign);
        text.push_str(&" ".repeat(after));
    }
}

/// Something to be typed as it stands.
fn code(text: &str) -> String {
    let mut fence = "`".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let blank = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Escapes what Markdown would read as its own in a plain text.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_syntax = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => true,
            '&' => is_entity(text.get(at + 1..).unwrap_or_default()),
            _ => false,
        };
        if is_syntax {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether an ampersand and what follows it would become another character.
fn is_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}
