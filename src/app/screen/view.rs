//! View settings: how the screen looks, for this session.

use super::list::{Choice, Entry};
use crate::app::clipboard::Clipboard;
use crate::app::look::{Colours, Glyphs, Look, Theme};
use crate::app::{World, words};

impl World {
    pub(super) fn view_entries(&self) -> Vec<Entry> {
        let look = self.look;
        let heading = |words: &str| Entry::Heading(words.to_owned());
        let choice = |words: &str, to: Look| {
            let mark = if to == look { "(x)" } else { "( )" };
            Entry::Choice(mark.to_owned(), words.to_owned(), Choice::Look(to))
        };
        let mut entries = vec![heading("Characters (--glyphs)")];
        entries.extend(Glyphs::ALL.map(|glyphs| choice(glyphs.name(), Look { glyphs, ..look })));
        entries.push(heading("Colours (--color)"));
        entries
            .extend(Colours::ALL.map(|colours| choice(colours.name(), Look { colours, ..look })));
        entries.push(heading("Theme (--theme)"));
        entries.extend(Theme::ALL.map(|theme| {
            let words = format!("{}: {}", theme.name(), theme.words());
            choice(&words, Look { theme, ..look })
        }));
        entries.push(heading(
            "What was on the screen before (--alternate-screen)",
        ));
        let words = [(true, "comes back at the end"), (false, "is written over")];
        entries.extend(words.map(|(alternate_screen, words)| {
            choice(
                words,
                Look {
                    alternate_screen,
                    ..look
                },
            )
        }));
        entries.push(heading("Web addresses (--hyperlinks)"));
        if matches!(self.clipboard, Clipboard::Takes(_)) {
            let words = [(true, "links that the terminal opens"), (false, "text")];
            entries.extend(
                words.map(|(hyperlinks, words)| choice(words, Look { hyperlinks, ..look })),
            );
        } else {
            // What sends no text to a clipboard sends no links either.
            entries.push(Entry::Note(words::NO_HYPERLINKS.to_owned()));
        }
        entries.push(heading("Next time"));
        entries.push(Entry::plain(
            "Keep what you changed here, in your settings",
            Choice::KeepView,
        ));
        entries
    }
}
