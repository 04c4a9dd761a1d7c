//! Reading one TOML text of the guide: every fault is collected with its line, none stops the reading.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, line_of};
use super::text::Text;

/// Something that a file refers to and that must exist elsewhere in the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// A place, or `sources/` and an id.
    pub(super) place: String,
    /// The file that mentions it.
    pub(super) file: String,
    /// The line there, from 1.
    pub(super) line: usize,
}

/// What comes to light while files are read.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What is wrong.
    pub(super) faults: RefCell<Vec<Fault>>,
    /// What must exist elsewhere.
    pub(super) mentions: RefCell<Vec<Mention>>,
    /// What stands where.
    pub(super) defined: RefCell<Vec<Mention>>,
}

/// One TOML text with its place in a file.
pub(super) struct Sheet<'t> {
    /// The file's name, as shown in faults.
    pub(super) file: &'t str,
    /// The TOML.
    pub(super) text: &'t str,
    /// How many lines of the file stand before it.
    pub(super) lines_before: usize,
    /// Where findings go.
    pub(super) findings: &'t Findings,
}

impl Sheet<'_> {
    /// Says that something is wrong at a byte of the text.
    pub(super) fn fault(&self, byte: usize, what: impl Into<String>) {
        self.findings.faults.borrow_mut().push(Fault {
            file: self.file.to_owned(),
            line: self.lines_before + line_of(self.text, byte),
            what: what.into(),
        });
    }

    fn mention(&self, byte: usize, place: String) {
        self.findings.mentions.borrow_mut().push(Mention {
            place,
            file: self.file.to_owned(),
            line: self.lines_before + line_of(self.text, byte),
        });
    }

    /// Parses the text and hands its top table over.
    pub(super) fn read<T>(&self, reader: impl FnOnce(Table<'_>) -> T) -> T {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let byte = error.span().map_or(0, |span| span.start);
            self.fault(byte, format!("{}; mend the TOML here", error.message()));
        }
        reader(Table {
            sheet: self,
            entries: table.get_ref(),
            span: 0..0,
            used: RefCell::default(),
        })
    }
}

/// A table whose keys are asked for by name; what nobody asked for is a fault.
pub(super) struct Table<'a> {
    sheet: &'a Sheet<'a>,
    entries: &'a DeTable<'a>,
    span: Range<usize>,
    used: RefCell<Vec<&'static str>>,
}

impl<'a> Table<'a> {
    /// Says that something is wrong with this table.
    pub(super) fn fault(&self, what: impl Into<String>) {
        self.sheet.fault(self.span.start, what);
    }

    /// Says that something is wrong with the value of a key, or with the table where the key is missing.
    pub(super) fn fault_at(&self, key: &str, what: impl Into<String>) {
        let byte = self
            .entries
            .get(key)
            .map_or(self.span.start, |value| value.span().start);
        self.sheet.fault(byte, what);
    }

    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.used.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be a text in quotes"),
            );
            return None;
        };
        if text.trim().is_empty() {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` is empty; write it or leave the key out"),
            );
            return None;
        }
        if let Some(wrong) = text.chars().find(|&c| is_control(c)) {
            let what = format!(
                "`{key}` holds a control character (U+{:04X}); delete it",
                u32::from(wrong)
            );
            self.sheet.fault(value.span().start, what);
        }
        Some(text.trim().to_owned())
    }

    /// A text that must be there.
    pub(super) fn text(&self, key: &'static str) -> Text {
        if self.entries.get(key).is_none() {
            self.fault(format!("`{key}` is missing; add it"));
        }
        self.text_if_any(key).unwrap_or_default()
    }

    /// A text that must be there and be no longer than this many characters.
    pub(super) fn short_text(&self, key: &'static str, most: usize) -> Text {
        let text = self.text(key);
        let length = text.chars().count();
        if length > most {
            self.fault_at(
                key,
                format!("`{key}` has {length} characters; shorten it to {most}"),
            );
        }
        text
    }

    /// A text that may be left out.
    pub(super) fn text_if_any(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        self.string(key, value).map(Text::from)
    }

    /// A list of texts; empty where it is left out.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Text> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be a list of texts: [\"…\", \"…\"]"),
            );
            return Vec::new();
        };
        values
            .iter()
            .filter_map(|value| self.string(key, value))
            .map(Text::from)
            .collect()
    }

    /// A list of ids of pages, made into places of a folder; each must exist.
    pub(super) fn places_in(&self, key: &'static str, folder: &str) -> Vec<Text> {
        let byte = self.entries.get(key).map_or(0, |value| value.span().start);
        self.texts(key)
            .into_iter()
            .map(|id| {
                let place = format!("{folder}/{id}");
                self.sheet.mention(byte, place.clone());
                Text::from(place)
            })
            .collect()
    }

    /// A list of places, each of which must exist.
    pub(super) fn places(&self, key: &'static str) -> Vec<Text> {
        let byte = self.entries.get(key).map_or(0, |value| value.span().start);
        let places = self.texts(key);
        for place in &places {
            self.sheet.mention(byte, place.to_string());
        }
        places
    }

    /// Rows of texts, whose cells may be empty.
    pub(super) fn text_rows(&self, key: &'static str) -> Vec<Vec<Text>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let cell = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(text) if !text.contains(is_control) => {
                Some(Text::from(text.trim().to_owned()))
            }
            _ => None,
        };
        let row = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::Array(cells) => cells.iter().map(cell).collect::<Option<Vec<Text>>>(),
            _ => None,
        };
        let rows = match value.get_ref() {
            DeValue::Array(rows) => rows.iter().map(row).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        rows.unwrap_or_else(|| {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be rows of texts: [[\"…\", \"…\"]]"),
            );
            Vec::new()
        })
    }

    /// Whether a key is true; false where it is left out.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        match self
            .value(key)
            .map(|value| (value.get_ref(), value.span().start))
        {
            None => false,
            Some((DeValue::Boolean(flag), _)) => *flag,
            Some((_, byte)) => {
                self.sheet
                    .fault(byte, format!("`{key}` must be true or false"));
                false
            }
        }
    }

    /// Says that a key is known although it is read elsewhere.
    pub(super) fn passed_over(&self, key: &'static str) {
        self.used.borrow_mut().push(key);
    }

    /// A date, or a month in quotes where the day is not known.
    pub(super) fn date_or_text(&self, key: &'static str) -> Text {
        let text = self
            .entries
            .get(key)
            .is_some_and(|value| matches!(value.get_ref(), DeValue::String(_)));
        if text { self.text(key) } else { self.date(key) }
    }

    /// The place of something that must exist.
    pub(super) fn place(&self, key: &'static str) -> Text {
        let text = self.text(key);
        if !text.is_empty() {
            let byte = self.entries.get(key).map_or(0, |value| value.span().start);
            self.sheet.mention(byte, text.to_string());
        }
        text
    }

    /// Says that this table is what stands at a place.
    pub(super) fn defines(&self, place: String) {
        self.sheet.findings.defined.borrow_mut().push(Mention {
            place,
            file: self.sheet.file.to_owned(),
            line: self.sheet.lines_before + line_of(self.sheet.text, self.span.start),
        });
    }

    /// The id of a source that must exist.
    pub(super) fn source(&self, key: &'static str) -> Text {
        let id = self.text(key);
        if !id.is_empty() {
            let byte = self.entries.get(key).map_or(0, |value| value.span().start);
            self.sheet.mention(byte, format!("sources/{id}"));
        }
        id
    }

    /// A date without quotes, `2026-11-22`, that must be there.
    pub(super) fn date(&self, key: &'static str) -> Text {
        if self.entries.get(key).is_none() {
            self.fault(format!("`{key}` is missing; add a date such as 2026-11-22"));
        }
        self.date_if_any(key).unwrap_or_default()
    }

    /// A date without quotes that may be left out.
    pub(super) fn date_if_any(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        if let DeValue::Datetime(date) = value.get_ref()
            && let (Some(date), None) = (date.date, date.time)
        {
            return Some(Text::from(date.to_string()));
        }
        self.sheet.fault(
            value.span().start,
            format!("`{key}` must be a date without quotes, such as 2026-11-22"),
        );
        None
    }

    /// A list of small numbers; empty where it is left out.
    pub(super) fn numbers(&self, key: &'static str) -> Vec<u8> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let numbers = match value.get_ref() {
            DeValue::Array(values) => values
                .iter()
                .map(|value| small_number(value.get_ref()))
                .collect(),
            _ => None,
        };
        numbers.unwrap_or_else(|| {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be a list of numbers: [1, 2]"),
            );
            Vec::new()
        })
    }

    /// A small number that must be there.
    pub(super) fn number(&self, key: &'static str) -> u8 {
        if let Some(Some(number)) = self.value(key).map(|value| small_number(value.get_ref())) {
            number
        } else {
            self.fault_at(
                key,
                format!("`{key}` must be a number from 0 to 255; write it without quotes"),
            );
            0
        }
    }

    /// One of a few words, each with its meaning; the first stands in where it is wrong.
    pub(super) fn one_of<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
        otherwise: T,
    ) -> T {
        let word = self.text(key);
        if let Some(&(_, meaning)) = choices.iter().find(|(name, _)| word == *name) {
            return meaning;
        }
        if !word.is_empty() {
            let names: Vec<&str> = choices.iter().map(|&(name, _)| name).collect();
            self.fault_at(
                key,
                format!("`{key}` is \"{word}\"; write one of: {}", names.join(", ")),
            );
        }
        otherwise
    }

    /// A table within this one.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        reader: impl FnOnce(Table<'_>) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        let DeValue::Table(entries) = value.get_ref() else {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be a table: [{key}]"),
            );
            return None;
        };
        Some(reader(Table {
            sheet: self.sheet,
            entries,
            span: value.span(),
            used: RefCell::default(),
        }))
    }

    /// A list of tables within this one; empty where it is left out.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        mut reader: impl FnMut(Table<'_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(values) = value.get_ref() else {
            self.sheet.fault(
                value.span().start,
                format!("`{key}` must be a list of tables: [[{key}]]"),
            );
            return Vec::new();
        };
        let mut read = Vec::new();
        for value in values {
            if let DeValue::Table(entries) = value.get_ref() {
                read.push(reader(Table {
                    sheet: self.sheet,
                    entries,
                    span: value.span(),
                    used: RefCell::default(),
                }));
            } else {
                self.sheet.fault(
                    value.span().start,
                    format!("every entry of `{key}` must be a table"),
                );
            }
        }
        read
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.get(key).is_some()
    }
}

impl Drop for Table<'_> {
    /// Keys that nobody asked for are faults: they would be lost in silence.
    fn drop(&mut self) {
        for key in self.entries.keys() {
            if !self.used.borrow().contains(&key.get_ref().as_ref()) {
                let what = format!(
                    "unknown key `{}`; correct its spelling or delete it",
                    key.get_ref()
                );
                self.sheet.fault(key.span().start, what);
            }
        }
    }
}

fn small_number(value: &DeValue<'_>) -> Option<u8> {
    match value {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

/// Control characters and the invisible characters that can turn text round: none has a place in the guide.
pub(super) fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
