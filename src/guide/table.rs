//! Reading one TOML text of the guide: every fault is collected with its line, none stops the reading.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::fault::{self, Fault, LineNumbers};
use super::library::Shelf;
use super::limits;
use super::place::{At, is_id};
use super::reading::{HowRead, Readings};
use crate::text::Text;

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
    /// What was read of the sources, once their registry is.
    pub(super) readings: RefCell<Readings>,
}

impl Findings {
    /// Says that something is wrong on a line of a file. So many faults are enough to mend at a time.
    pub(super) fn fault(&self, file: &str, line: usize, what: impl Into<String>) {
        let mut faults = self.faults.borrow_mut();
        let what = match faults.len() {
            0..limits::FAULTS => shortened(what.into()),
            limits::FAULTS => "more faults, here and further on; mend these first".to_owned(),
            _ => return,
        };
        faults.push(Fault {
            file: file.to_owned(),
            line,
            what,
        });
    }

    /// Whether so much is wrong that nothing more is noted.
    pub(super) fn is_full(&self) -> bool {
        self.faults.borrow().len() > limits::FAULTS
    }

    /// The first fault so far, by file and line.
    pub(super) fn first(&self) -> Option<Fault> {
        self.faults.borrow().iter().min().cloned()
    }

    /// Whether anything is wrong.
    pub(super) fn any(&self) -> bool {
        !self.faults.borrow().is_empty()
    }

    /// Every fault, by file and line.
    pub(super) fn in_order(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort();
        faults.dedup();
        faults
    }
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
    /// Where its lines begin.
    lines: LineNumbers,
}

impl<'t> Sheet<'t> {
    /// The TOML `text` of a file, before which the file has so many lines.
    pub(super) fn new(
        file: &'t str,
        text: &'t str,
        lines_before: usize,
        findings: &'t Findings,
    ) -> Self {
        Self {
            file,
            text,
            lines_before,
            findings,
            lines: LineNumbers::of(text),
        }
    }

    /// The line of the file that a byte of the text stands on.
    fn line(&self, byte: usize) -> usize {
        self.lines_before + self.lines.at(byte)
    }

    /// Says that something is wrong at a byte of the text.
    pub(super) fn fault(&self, byte: usize, what: impl Into<String>) {
        self.findings.fault(self.file, self.line(byte), what);
    }

    /// A place that is named at a byte of the text.
    fn mention(&self, byte: usize, place: String) -> Mention {
        Mention {
            place,
            file: self.file.to_owned(),
            line: self.line(byte),
        }
    }

    /// Parses the text and hands its top table over.
    pub(super) fn read<T>(&self, reader: impl FnOnce(&Table<'_>) -> T) -> T {
        let text = if self.findings.is_full() {
            ""
        } else {
            self.text
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let byte = fault::place(text, error.span().map(|span| span.start));
            self.fault(byte, format!("{}; mend the TOML here", error.message()));
        }
        reader(&Table {
            sheet: self,
            entries: table.get_ref(),
            span: 0..0,
            used: RefCell::default(),
        })
    }
}

/// A value with where it stands.
type Value<'a> = Spanned<DeValue<'a>>;

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
        self.sheet.fault(self.at(key), what);
    }

    /// The byte at which the value of a key stands, or the table where the key is missing.
    fn at(&self, key: &str) -> usize {
        let value = self.entries.get(key);
        value.map_or(self.span.start, |value| value.span().start)
    }

    fn value(&self, key: &'static str) -> Option<&'a Value<'a>> {
        self.used.borrow_mut().push(key);
        self.entries.get(key)
    }

    /// Says what a value must be.
    fn must_be(&self, key: &str, form: &str) {
        self.fault_at(key, format!("`{key}` must be {form}"));
    }

    fn string(&self, key: &str, value: &Value<'_>) -> Option<String> {
        let wrong = |what: String| self.sheet.fault(value.span().start, what);
        let DeValue::String(text) = value.get_ref() else {
            wrong(format!("`{key}` must be a text in quotes"));
            return None;
        };
        if text.trim().is_empty() {
            wrong(format!("`{key}` is empty; write it or leave the key out"));
            return None;
        }
        if let Some(sign) = text.chars().find(|&c| is_control(c)) {
            let code = u32::from(sign);
            wrong(format!(
                "`{key}` holds a control character (U+{code:04X}); delete it"
            ));
        }
        if text.len() > limits::STRING {
            let (length, most) = (text.len(), limits::STRING);
            wrong(format!("`{key}` has {length} bytes; shorten it to {most}"));
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// The entries of a list, as many as a list may have; none where it is left out, or no list.
    fn list(&self, key: &'static str, form: &str) -> impl Iterator<Item = &'a Value<'a>> {
        let values = match self.value(key).map(Value::get_ref) {
            Some(DeValue::Array(values)) => Some(self.entries(key, values)),
            Some(_) => {
                self.must_be(key, form);
                None
            }
            None => None,
        };
        values.into_iter().flatten()
    }

    fn entries<'v, 'd>(
        &self,
        key: &str,
        values: &'v DeArray<'d>,
    ) -> impl Iterator<Item = &'v Value<'d>> + use<'v, 'd> {
        let most = match key {
            "item" => limits::CHECKLIST,
            "competency" => limits::COMPETENCIES,
            _ => limits::LIST,
        };
        if let Some(first) = values.get(most) {
            let what = format!("`{key}` has {} entries; shorten it to {most}", values.len());
            self.sheet.fault(first.span().start, what);
        }
        values.iter().take(most)
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
            let what = format!("`{key}` has {length} characters; shorten it to {most}");
            self.fault_at(key, what);
        }
        text
    }

    /// The id, which must be there and well formed: it becomes part of a place, and of the name of a file.
    pub(super) fn id(&self) -> Text {
        let id = self.text("id");
        if !id.is_empty() && !is_id(&id) {
            let what = "is not lower-case words with hyphens; write it so";
            self.fault_at("id", format!("the id \"{id}\" {what}"));
        }
        id
    }

    /// A text that may be left out.
    pub(super) fn text_if_any(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        self.string(key, value).map(Text::from)
    }

    /// A list of texts; empty where it is left out.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Text> {
        self.list(key, "a list of texts: [\"…\", \"…\"]")
            .filter_map(|value| self.string(key, value))
            .map(Text::from)
            .collect()
    }

    /// A list of a few texts.
    pub(super) fn few_texts(&self, key: &'static str, most: usize) -> Vec<Text> {
        let mut texts = self.texts(key);
        if texts.len() > most {
            let what = format!("`{key}` has {} entries; keep {most} at most", texts.len());
            self.fault_at(key, what);
            texts.truncate(most);
        }
        texts
    }

    /// A list of ids of pages, made into places of a folder; each must exist.
    pub(super) fn places_in(&self, key: &'static str, folder: &str) -> Vec<Text> {
        let place = |id: Text| {
            let place = format!("{folder}/{id}");
            self.mention(key, place.clone());
            Text::from(place)
        };
        self.texts(key).into_iter().map(place).collect()
    }

    /// A list of places, each of which must exist.
    pub(super) fn places(&self, key: &'static str) -> Vec<Text> {
        let places = self.texts(key);
        for place in &places {
            self.mention(key, place.to_string());
        }
        places
    }

    /// Rows of texts, whose cells may be empty.
    pub(super) fn text_rows(&self, key: &'static str) -> Vec<Vec<Text>> {
        let form = "rows of texts: [[\"…\", \"…\"]]";
        let cell = |value: &Value<'_>| match value.get_ref() {
            DeValue::String(text) if text.len() <= limits::STRING && !text.contains(is_control) => {
                Some(Text::from(text.trim().to_owned()))
            }
            _ => None,
        };
        let row = |value: &Value<'_>| match value.get_ref() {
            DeValue::Array(cells) => self.entries(key, cells).map(cell).collect(),
            _ => None,
        };
        let rows: Option<Vec<_>> = self.list(key, form).map(row).collect();
        rows.unwrap_or_else(|| {
            self.must_be(key, form);
            Vec::new()
        })
    }

    /// Whether a key is true; false where it is left out.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        match self.value(key).map(Value::get_ref) {
            Some(DeValue::Boolean(flag)) => return *flag,
            Some(_) => self.must_be(key, "true or false"),
            None => {}
        }
        false
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
            self.mention(key, text.to_string());
        }
        text
    }

    /// Says that this table is what stands at a place.
    pub(super) fn defines(&self, place: String) {
        let defined = self.sheet.mention(self.span.start, place);
        self.sheet.findings.defined.borrow_mut().push(defined);
    }

    /// The same of a place of the guide, which it gives back.
    pub(super) fn stands_at(&self, place: At<'_>) -> Text {
        let place = place.to_string();
        self.defines(place.clone());
        Text::from(place)
    }

    /// Says that what a key names must exist.
    fn mention(&self, key: &str, place: String) {
        let mention = self.sheet.mention(self.at(key), place);
        self.sheet.findings.mentions.borrow_mut().push(mention);
    }

    /// The id of a source that must exist.
    pub(super) fn source(&self, key: &'static str) -> Text {
        let id = self.text(key);
        if !id.is_empty() {
            self.mention(key, At::Entry(Shelf::Sources, &id).to_string());
        }
        id
    }

    /// How what stands there in a source was read.
    pub(super) fn how_read(&self, source: &str, at: Option<&str>) -> HowRead {
        self.sheet.findings.readings.borrow().of(source, at)
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
        self.must_be(key, "a date without quotes, such as 2026-11-22");
        None
    }

    /// A list of small numbers; empty where it is left out.
    pub(super) fn numbers(&self, key: &'static str) -> Vec<u8> {
        let form = "a list of numbers: [1, 2]";
        let numbers: Option<Vec<u8>> = self.list(key, form).map(small_number).collect();
        numbers.unwrap_or_else(|| {
            self.must_be(key, form);
            Vec::new()
        })
    }

    /// A small number that must be there.
    pub(super) fn number(&self, key: &'static str) -> u8 {
        let number = self.value(key).and_then(small_number);
        number.unwrap_or_else(|| {
            self.must_be(key, "a number from 0 to 255; write it without quotes");
            0
        })
    }

    /// One of a few choices by its name; what stands in where it is wrong.
    pub(super) fn one_of<T: Copy + Into<&'static str>>(
        &self,
        key: &'static str,
        choices: &[T],
        otherwise: T,
    ) -> T {
        let word = self.text(key);
        let names: Vec<&str> = choices.iter().map(|&choice| choice.into()).collect();
        let mut named = choices.iter().zip(&names);
        if let Some((&choice, _)) = named.find(|(_, name)| word == **name) {
            return choice;
        }
        if !word.is_empty() {
            let names = names.join(", ");
            self.fault_at(key, format!("`{key}` is \"{word}\"; write one of: {names}"));
        }
        otherwise
    }

    /// A table within this one.
    pub(super) fn table<T>(&self, key: &'static str, reader: impl FnOnce(&Self) -> T) -> Option<T> {
        let table = self.within(self.value(key)?);
        if table.is_none() {
            self.must_be(key, &format!("a table: [{key}]"));
        }
        table.as_ref().map(reader)
    }

    /// A list of tables within this one; empty where it is left out.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        mut reader: impl FnMut(&Self) -> T,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for value in self.list(key, &format!("a list of tables: [[{key}]]")) {
            match self.within(value) {
                Some(table) => read.push(reader(&table)),
                None => {
                    let what = format!("every entry of `{key}` must be a table");
                    self.sheet.fault(value.span().start, what);
                }
            }
        }
        read
    }

    /// A table that stands in this one.
    fn within(&self, value: &'a Value<'a>) -> Option<Self> {
        let DeValue::Table(entries) = value.get_ref() else {
            return None;
        };
        Some(Self {
            sheet: self.sheet,
            entries,
            span: value.span(),
            used: RefCell::default(),
        })
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

fn small_number(value: &Value<'_>) -> Option<u8> {
    match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

/// The words of a fault, which may repeat what was written, however long that is.
fn shortened(mut what: String) -> String {
    if let Some((end, _)) = what.char_indices().nth(limits::WORDS) {
        what.truncate(end);
        what.push('…');
    }
    what
}

/// Control characters and the invisible characters that can turn text round: none has a place in the guide.
pub(super) fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
