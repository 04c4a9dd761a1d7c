//! The settings: one table of what can be set, read leniently from the user's file and written back with its comments.
//!
//! ```toml
//! # ~/.config/roadsigns/settings.toml
//! glyphs = "ascii"
//! theme = "projector"
//! plain = false
//! ```
//!
//! A setting that cannot be understood never stops the program: it is named with its line, and its default holds.

use strum::{EnumString, IntoStaticStr, VariantArray};
use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, value};

use super::look::{Colours, Glyphs, Look, Theme};
use crate::guide::fault;

/// Which setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Name {
    /// The characters.
    Glyphs,
    /// The colours.
    Color,
    /// The styles.
    Theme,
    /// Whether the second screen is used.
    AlternateScreen,
    /// Whether the guide is read line by line.
    Plain,
    /// How much the line-by-line face says by itself.
    Hints,
    /// How long a lone Esc may turn out to be the beginning of a key, in milliseconds.
    EscapeWait,
    /// Whether addresses are sent as links that can be clicked.
    Hyperlinks,
}

impl Name {
    /// Every setting, in the order in which they are told.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its key in the file.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// What it may be, the default first.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Glyphs => &["auto", "unicode", "cp437", "latin1", "ascii"],
            Self::Color => &["auto", "none", "8", "16", "256"],
            Self::Theme => &["terminal", "mono", "high-contrast", "projector"],
            Self::AlternateScreen | Self::Plain => &["auto", "true", "false"],
            Self::Hints => &["full", "brief"],
            Self::EscapeWait => &["auto", "50", "150", "300", "1000"],
            Self::Hyperlinks => &["false", "true"],
        }
    }

    /// What it does.
    pub fn words(self) -> &'static str {
        match self {
            Self::Glyphs => "characters for lines, marks and text; auto goes by the locale",
            Self::Color => "how many colours; auto goes by TERM, COLORTERM and NO_COLOR",
            Self::Theme => {
                "the terminal's own colours, no colour, white on black, or black on white"
            }
            Self::AlternateScreen => {
                "leave what was on the screen before untouched; auto goes by TERM"
            }
            Self::Plain => {
                "line by line instead of a full screen; auto goes by TERM and ACCESSIBLE"
            }
            Self::Hints => {
                "line by line: say after each list what can be typed, or only when asked"
            }
            Self::EscapeWait => {
                "milliseconds to wait for the rest of a key after Esc; auto: 50, over SSH 150"
            }
            Self::Hyperlinks => {
                "send addresses as links to click on (OSC 8), where the terminal knows them"
            }
        }
    }

    /// What holds where nothing is said.
    pub fn default(self) -> &'static str {
        self.values().first().copied().unwrap_or_default()
    }

    /// What it may be, in a line.
    pub fn choices(self) -> String {
        self.values().join(", ")
    }
}

/// What the user has set: for each [`Name`] one of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    values: Vec<&'static str>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            values: Name::ALL.iter().map(|name| name.default()).collect(),
        }
    }
}

impl Settings {
    /// Reads a file's text. What cannot be understood is left at its default, and named: `line 2: glyphs cannot be …`.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let mut settings = Self::default();
        let mut faults = Vec::new();
        let line = |at: usize| line_of(text, at);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = fault::place(text, error.span().map(|span| span.start));
            faults.push((line(at), not_toml(error.message())));
        }
        for (key, value) in table.get_ref() {
            let at = line(key.span().start);
            if faults.iter().any(|(broken, _)| *broken == at) {
                continue;
            }
            let mut fault = |words| faults.push((at, words));
            let key: &str = key.get_ref();
            let Ok(name) = key.parse::<Name>() else {
                fault(format!(
                    "there is no setting \"{key}\"; `roadsigns settings` prints them all"
                ));
                continue;
            };
            let written = scalar(value.get_ref());
            if !settings.put(name, &written) {
                fault(format!(
                    "{key} cannot be {written}; it may be {}. The default holds: {}",
                    name.choices(),
                    name.default()
                ));
            }
        }
        faults.sort();
        let words = |(line, words): (usize, String)| format!("line {line}: {words}");
        (settings, faults.into_iter().map(words).collect())
    }

    /// One value.
    pub fn get(&self, name: Name) -> &'static str {
        self.values.get(name as usize).copied().unwrap_or_default()
    }

    /// Sets one value; what it cannot be changes nothing. Whether it can.
    pub fn put(&mut self, name: Name, to: &str) -> bool {
        let known = name.values().iter().find(|value| **value == to);
        if let (Some(known), Some(slot)) = (known, self.values.get_mut(name as usize)) {
            *slot = known;
        }
        known.is_some()
    }

    /// Every setting with its value.
    pub fn all(&self) -> impl Iterator<Item = (Name, &'static str)> {
        Name::ALL.iter().copied().zip(self.values.iter().copied())
    }

    /// The characters, unless they go by the locale.
    pub fn glyphs(&self) -> Option<Glyphs> {
        let name = self.get(Name::Glyphs);
        Glyphs::ALL.into_iter().find(|glyphs| glyphs.name() == name)
    }

    /// The colours, unless they go by the terminal.
    pub fn colours(&self) -> Option<Colours> {
        let name = self.get(Name::Color);
        Colours::ALL
            .into_iter()
            .find(|colours| colours.name() == name)
    }

    /// The styles.
    pub fn theme(&self) -> Theme {
        let name = self.get(Name::Theme);
        let theme = Theme::ALL.into_iter().find(|theme| theme.name() == name);
        theme.unwrap_or_default()
    }

    /// How long a lone Esc may turn out to be the beginning of a key, in milliseconds, unless it goes by the line.
    pub fn escape_wait(&self) -> Option<u64> {
        self.get(Name::EscapeWait).parse().ok()
    }

    /// A setting that is on, off, or left to us.
    pub fn switch(&self, name: Name) -> Option<bool> {
        self.get(name).parse().ok()
    }
}

/// The line, counted from 1, of a byte.
fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

fn not_toml(why: &str) -> String {
    format!("this is not TOML ({why}); mend the line, or take it out")
}

/// A value as a person wrote it, without quotes.
fn scalar(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// The settings that turn one look into another: what stays as it was goes on being chosen for each terminal.
pub fn between(from: Look, to: Look) -> Vec<(Name, &'static str)> {
    let values = |look: Look| {
        let switch = |on: bool| if on { "true" } else { "false" };
        [
            (Name::Glyphs, look.glyphs.name()),
            (Name::Color, look.colours.name()),
            (Name::Theme, look.theme.name()),
            (Name::AlternateScreen, switch(look.alternate_screen)),
            (Name::Hyperlinks, switch(look.hyperlinks)),
        ]
    };
    let before = values(from);
    let differs = |value: &(Name, &str)| !before.contains(value);
    values(to).into_iter().filter(differs).collect()
}

/// A line of the file: `glyphs = "ascii"`.
pub fn line(name: Name, to: &str) -> String {
    let mut document = DocumentMut::new();
    document.insert(name.key(), typed(to));
    document.to_string()
}

/// A value as the file has it.
fn typed(to: &str) -> Item {
    match (to.parse::<bool>(), to.parse::<i64>()) {
        (Ok(switch), _) => value(switch),
        (_, Ok(number)) => value(number),
        _ => value(to),
    }
}

/// The text of the file with other values; comments, unknown keys and the order of things stay.
///
/// # Errors
///
/// If the text is no TOML: then it wants a person.
pub fn with(text: &str, changes: &[(Name, &str)]) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let at = fault::place(text, error.span().map(|span| span.start));
        let why = not_toml(error.message());
        format!("line {}: {why}", line_of(text, at))
    })?;
    for (name, to) in changes {
        let mut fresh = typed(to);
        // What stood behind the old value was said about it.
        if let (Some(old), Some(fresh)) = (
            document.get(name.key()).and_then(|item| item.as_value()),
            fresh.as_value_mut(),
        ) {
            *fresh.decor_mut() = old.decor().clone();
        }
        match document.get_mut(name.key()) {
            // So the comment above its name stays too.
            Some(item) => *item = fresh,
            None => {
                document.insert(name.key(), fresh);
            }
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_ladders_name_the_same_values() {
        let mut glyphs = vec!["auto"];
        glyphs.extend(Glyphs::ALL.map(Glyphs::name));
        assert_eq!(Name::Glyphs.values(), glyphs);
        let mut colours: Vec<_> = Colours::ALL.map(Colours::name).into();
        colours.push("auto");
        colours.reverse();
        assert_eq!(Name::Color.values(), colours);
        assert_eq!(Name::Theme.values(), Theme::ALL.map(Theme::name));
    }

    #[test]
    fn each_setting_has_its_key() {
        let names = [
            (Name::Glyphs, "glyphs"),
            (Name::Color, "color"),
            (Name::Theme, "theme"),
            (Name::AlternateScreen, "alternate-screen"),
            (Name::Plain, "plain"),
            (Name::Hints, "hints"),
            (Name::EscapeWait, "escape-wait"),
            (Name::Hyperlinks, "hyperlinks"),
        ];
        assert_eq!(names.map(|(name, _)| name), Name::ALL);
        for (name, written) in names {
            assert_eq!(name.key(), written);
        }
    }

    #[test]
    fn every_value_is_read_as_it_is_written_and_changes_no_other_setting() {
        for &name in Name::ALL {
            assert!(name.values().len() > 1, "{}", name.key());
            for &to in name.values() {
                let mut expected = Settings::default();
                expected.values[name as usize] = to;
                assert_eq!(
                    Settings::read(&line(name, to)),
                    (expected, Vec::new()),
                    "{} = {to}",
                    name.key()
                );
            }
        }
    }

    #[test]
    fn what_is_left_to_us_is_nothing_and_what_is_set_is_what_it_says() {
        let unset = Settings::default();
        assert_eq!(unset.escape_wait(), None);
        assert_eq!(unset.get(Name::Hints), "full");
        let switches = [Name::AlternateScreen, Name::Plain, Name::Hyperlinks];
        assert_eq!(
            switches.map(|name| unset.switch(name)),
            [None, None, Some(false)]
        );
        let text =
            "escape-wait = 300\nhints = \"brief\"\nalternate-screen = false\nhyperlinks = true\n";
        let (set, _) = Settings::read(text);
        assert_eq!(set.escape_wait(), Some(300));
        assert_eq!(set.get(Name::Hints), "brief");
        assert_eq!(
            switches.map(|name| set.switch(name)),
            [Some(false), None, Some(true)]
        );
    }

    #[test]
    fn an_empty_file_is_all_defaults() {
        assert_eq!(Settings::read(""), (Settings::default(), Vec::new()));
        assert_eq!(Settings::default().glyphs(), None);
        assert_eq!(Settings::default().theme(), Theme::Terminal);
    }

    #[test]
    fn numbers_may_stand_with_or_without_quotes() {
        for text in [
            "color = 16\nplain = true",
            "color = \"16\"\nplain = \"true\"",
        ] {
            let (settings, faults) = Settings::read(text);
            assert!(faults.is_empty(), "{faults:?}");
            assert_eq!(settings.colours(), Some(Colours::Sixteen));
            assert_eq!(settings.switch(Name::Plain), Some(true));
        }
    }

    #[test]
    fn a_bad_setting_is_named_with_its_line_and_the_others_hold() {
        let text = "# mine\nglyphs = \"fancy\"\nsound = 3\ntheme = \"mono\"\ncolor = \n";
        let (settings, faults) = Settings::read(text);
        assert_eq!(settings.theme(), Theme::Mono);
        assert_eq!(settings.glyphs(), None);
        let begins = |index: usize, words: &str| faults[index].starts_with(words);
        assert!(begins(
            0,
            "line 2: glyphs cannot be fancy; it may be auto, unicode, cp437"
        ));
        assert!(begins(1, "line 3: there is no setting \"sound\""));
        assert!(begins(2, "line 5: this is not TOML"), "{faults:?}");
    }

    #[test]
    fn writing_keeps_comments_and_what_we_do_not_know() {
        let text = "# mine\nglyphs = \"ascii\" # old PuTTY\nother = [1]\n";
        let written = with(
            text,
            &[
                (Name::Glyphs, "unicode"),
                (Name::Color, "16"),
                (Name::Plain, "true"),
            ],
        );
        let expected =
            "# mine\nglyphs = \"unicode\" # old PuTTY\nother = [1]\ncolor = 16\nplain = true\n";
        assert_eq!(written.as_deref(), Ok(expected));
        let refused = with("# mine\n= broken", &[]).unwrap_err();
        assert!(refused.starts_with("line 2: this is not TOML"), "{refused}");
        assert_eq!(refused.lines().count(), 1);
    }
}
