//! View settings: how the screen looks, for this session.

use super::Step;
use super::list::{About, Entry, Listed};
use crate::app::clipboard::Clipboard;
use crate::app::command::Command;
use crate::app::look::{Colours, Glyphs, Look, Theme};
use crate::app::message::Effect;
use crate::app::{World, settings, words};
use crate::scene::Mark;

/// How the screen may look.
#[derive(Debug)]
pub struct View;

impl Listed for View {
    const ABOUT: About = About {
        opened_by: Some(Command::View),
        ..About::offer(
            "View settings",
            "{Enter|A number} sets, for this session. The flags in brackets do the same at the start.",
        )
    };

    fn entries(&self, world: &World) -> Vec<Entry> {
        let look = world.look;
        let choice = |words: &str, to: Look| {
            Entry::choice(Mark::Chosen(to == look), words, move |world| {
                world.look = to;
                Step::default()
            })
        };
        let mut entries = vec![Entry::heading("Characters (--glyphs)")];
        entries.extend(Glyphs::ALL.map(|glyphs| choice(glyphs.name(), Look { glyphs, ..look })));
        entries.push(Entry::heading("Colours (--color)"));
        entries
            .extend(Colours::ALL.map(|colours| choice(colours.name(), Look { colours, ..look })));
        entries.push(Entry::heading("Theme (--theme)"));
        entries.extend(Theme::ALL.map(|theme| {
            let words = format!("{}: {}", theme.name(), theme.words());
            choice(&words, Look { theme, ..look })
        }));
        entries.push(Entry::heading(
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
        entries.push(Entry::heading("Web addresses (--hyperlinks)"));
        if matches!(world.clipboard, Clipboard::Takes(_)) {
            let words = [(true, "links that the terminal opens"), (false, "text")];
            entries.extend(
                words.map(|(hyperlinks, words)| choice(words, Look { hyperlinks, ..look })),
            );
        } else {
            // What sends no text to a clipboard sends no links either.
            entries.push(Entry::note(words::NO_HYPERLINKS));
        }
        entries.push(Entry::heading("Next time"));
        entries.push(Entry::plain(
            "Keep what you changed here, in your settings",
            World::keep_view,
        ));
        entries
    }
}

impl World {
    /// Keeps how the screen looks now for the next start.
    fn keep_view(&mut self) -> Step {
        if !self.may_keep() {
            return Step::default();
        }
        let values = settings::between(self.look_at_start, self.look);
        if values.is_empty() {
            return self.say(words::VIEW_UNCHANGED).into();
        }
        vec![Effect::KeepSettings(values)].into()
    }
}
