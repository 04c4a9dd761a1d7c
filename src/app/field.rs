//! Text fields: the one being edited is a text area, the others are text.

use tui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

use crate::project::change::{ChangeId, Field};
use crate::project::date::typed::Lies;
use crate::scene::{Lead, Lines, Role, Says};
use crate::text::clean;

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Short,
    /// A date, typed in any of our ways; where it lies if its year is left out.
    Date(Lies),
    /// A number from 1 to 5.
    Score,
    /// A level from 1 to 4.
    Level,
    /// Not yet, partly or yes.
    Extent,
    /// Several lines.
    Long,
}

/// The fields of an item in the order of the screen.
pub(super) static WORK: [(Field, Kind); 6] = [
    (Field::Owner, Kind::Short),
    (Field::Due, Kind::Date(Lies::Ahead)),
    (Field::Evidence, Kind::Short),
    (Field::DecidedBy, Kind::Short),
    (Field::DecidedOn, Kind::Date(Lies::Behind)),
    (Field::Note, Kind::Long),
];

/// A field with its label and its text area.
pub struct TextField {
    /// What it asks for.
    pub label: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What is wrong with what was typed.
    pub fault: Option<String>,
    /// The text with its cursor.
    pub area: TextArea<'static>,
    /// What stood in it before anybody typed, exactly: what was only looked at stays as it was stored.
    initial: String,
    /// The changes whose values were seen when the field was opened: what is typed replaces these and no others.
    pub known: Vec<ChangeId>,
}

/// The most characters that a field takes; a paste beyond is cut.
pub const MOST: usize = 20_000;

impl TextField {
    /// A field that holds a text, with the cursor at its end.
    pub fn new(label: &'static str, kind: Kind, text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            label,
            kind,
            fault: None,
            initial: area.lines().join("\n"),
            area,
            known: Vec::new(),
        }
    }

    /// Whether its text is another than when it was opened.
    pub fn is_changed(&self) -> bool {
        self.text() != self.initial
    }

    /// Puts a text into it as if it had been typed.
    pub fn write(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.paste(text);
    }

    /// What stands in it now has been recorded.
    pub fn is_recorded(&mut self, known: Vec<ChangeId>) {
        self.initial = self.text();
        self.known = known;
    }

    /// Whether Enter makes a new line in it.
    pub fn is_long(&self) -> bool {
        self.kind == Kind::Long
    }

    /// Its text: as it was given, or as it was typed without space around it.
    pub fn text(&self) -> String {
        let text = self.area.lines().join("\n");
        if text == self.initial {
            text
        } else {
            text.trim().to_owned()
        }
    }

    fn length(&self) -> usize {
        self.area
            .lines()
            .iter()
            .map(|line| line.chars().count() + 1)
            .sum()
    }

    /// Whether a key moves the cursor and changes nothing.
    pub fn only_moves(input: &Input) -> bool {
        matches!(
            input.key,
            Key::Left
                | Key::Right
                | Key::Up
                | Key::Down
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown
        )
    }

    /// Takes a key. The text area's own shortcuts are off.
    pub fn edit(&mut self, input: Input) {
        self.fault = None;
        let way = match input.key {
            Key::Left => CursorMove::Back,
            Key::Right => CursorMove::Forward,
            Key::Up => CursorMove::Up,
            Key::Down => CursorMove::Down,
            Key::Home => CursorMove::Head,
            Key::End => CursorMove::End,
            Key::PageUp => CursorMove::Top,
            Key::PageDown => CursorMove::Bottom,
            Key::Char(c) if input.ctrl || input.alt || !is_clean(c) || self.length() > MOST => {
                return;
            }
            Key::Enter if !self.is_long() => return,
            _ => {
                self.area.input_without_shortcuts(input);
                return;
            }
        };
        self.area.move_cursor(way);
    }

    /// Takes a pasted text, cleaned: one undo step, never commands.
    pub fn paste(&mut self, text: &str) {
        let clean = if self.is_long() {
            clean::typed(text)
        } else {
            clean::typed_line(text)
        };
        let room = MOST.saturating_sub(self.length());
        self.area
            .insert_str(clean.chars().take(room).collect::<String>());
    }
}

/// Whether a typed character is kept as it is.
fn is_clean(c: char) -> bool {
    clean::typed_line(c.encode_utf8(&mut [0; 4]))
        .chars()
        .eq([c])
}

/// Fields that belong together, one of which has the cursor.
pub struct Fields {
    /// The fields in the order of the screen.
    pub list: Vec<TextField>,
    /// Which has the cursor.
    pub focus: usize,
}

impl Fields {
    /// Fields with the cursor in the first.
    pub fn new(list: Vec<TextField>) -> Self {
        Self { list, focus: 0 }
    }

    /// Adds them to a scene, the first as thing number 0 to choose; `is_typed` says whether one has the cursor.
    pub(super) fn add_to(&self, is_typed: bool, lines: &mut Lines) {
        let indent = Lead::Indent(2);
        for (index, field) in self.list.iter().enumerate() {
            lines.gap();
            lines.thing(Some(index));
            lines.led(indent.clone(), field.label, Role::Strong);
            let text = field.text();
            if is_typed && self.focus == index {
                lines.say(Says::Typing {
                    text,
                    is_long: field.is_long(),
                });
            } else if text.is_empty() {
                lines.text("-", Role::Quiet, 2);
            } else {
                lines.wrote(indent.clone(), &text, Role::Plain);
            }
            if let Some(fault) = &field.fault {
                lines.wrote(indent.clone(), fault, Role::Warning);
            }
        }
        lines.thing(None);
    }

    /// The keys to name in them, of which Tab does this.
    pub fn keys(&self, tab: &'static str) -> Vec<(&'static str, &'static str)> {
        let mut keys = vec![
            ("Tab", tab),
            ("Esc", "back, keeping the text"),
            ("F1", "help"),
        ];
        if self.in_focus().is_some_and(TextField::is_long) {
            keys.insert(1, ("Enter", "new line"));
        }
        keys
    }

    /// The field with the cursor, to be looked at.
    pub fn in_focus(&self) -> Option<&TextField> {
        self.list.get(self.focus)
    }

    /// The field with the cursor.
    pub fn focused(&mut self) -> Option<&mut TextField> {
        self.list.get_mut(self.focus)
    }

    /// The text of a field by label.
    pub fn text(&self, label: &str) -> String {
        self.list
            .iter()
            .find(|field| field.label == label)
            .map(TextField::text)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tui_textarea::Input;

    fn key(key: Key) -> Input {
        Input {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    #[test]
    fn a_short_field_stays_one_line_whatever_is_typed_or_pasted() {
        let mut field = TextField::new("Owner", Kind::Short, "Head");
        field.edit(key(Key::Enter));
        field.paste(" of\ncontracting\x1b[31m");
        assert_eq!(field.area.lines().len(), 1);
        assert!(
            field.text().starts_with("Head of contracting"),
            "{}",
            field.text()
        );
        assert!(!field.text().contains('\x1b'));
    }

    #[test]
    fn the_text_areas_own_shortcuts_are_off() {
        let mut field = TextField::new("Note", Kind::Long, "one two");
        field.edit(Input {
            key: Key::Char('w'),
            ctrl: true,
            alt: false,
            shift: false,
        });
        field.edit(Input {
            key: Key::Char('u'),
            ctrl: true,
            alt: false,
            shift: false,
        });
        assert_eq!(field.text(), "one two");
    }

    #[test]
    fn a_stored_text_that_was_only_looked_at_stays_as_it_is() {
        let stored = " two spaces  \n\tand a \x1b tab\r\n ";
        let mut field = TextField::new("Note", Kind::Long, stored);
        field.edit(key(Key::Up));
        field.edit(key(Key::Home));
        assert_eq!((field.text().as_str(), field.is_changed()), (stored, false));
        field.edit(key(Key::Char('x')));
        assert!(field.is_changed() && !field.text().ends_with(' '));
    }

    #[test]
    fn a_character_that_nobody_sees_cannot_be_typed() {
        let mut field = TextField::new("Note", Kind::Long, "a");
        for c in "\u{200d}\u{202e}\u{ad}\u{2028}\u{9b}\u{e0041}\u{fe0f}".chars() {
            field.edit(key(Key::Char(c)));
        }
        assert_eq!((field.text().as_str(), field.is_changed()), ("a", false));
        "é語\u{301}"
            .chars()
            .for_each(|c| field.edit(key(Key::Char(c))));
        assert_eq!(field.text(), "aé語\u{301}");
    }

    #[test]
    fn a_paste_beyond_the_limit_is_cut() {
        let mut field = TextField::new("Note", Kind::Long, "");
        field.paste(&"a".repeat(MOST * 2));
        // Each line counts one more, for its end.
        assert_eq!(field.text(), "a".repeat(MOST - 1));
        field.paste("b");
        assert_eq!(field.text(), "a".repeat(MOST - 1));
    }
}
