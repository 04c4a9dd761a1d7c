//! What goes over a thin line: the bytes of a first frame, a move, a tick, a line and a page, held against the design.

use std::num::NonZeroU16;

use roadsigns::app::command::Command;
use roadsigns::app::look::Theme;
use roadsigns::app::message::Message;
use roadsigns::project::book::Book;

use super::screen::{Shown, opened};
use super::screens::SCREENS;
use super::script::guide;
use super::tour::{self, PROJECT, sample};

/// Terminals whose sequences are short and long, with the locale.
const LINES: [(&str, &str); 4] = [
    ("vt100", "C"),
    ("linux", "en_GB.UTF-8"),
    ("putty-256color", "en_GB.UTF-8"),
    ("xterm-256color", "en_GB.UTF-8"),
];

// Bytes; section 7 of the design.
const FIRST_FRAME: usize = 4_000;
const MOVE: usize = 300;
const TICK: usize = 150;
/// Beyond the text that comes to be seen.
const AROUND_A_TEXT: usize = 300;
/// A tick changes its item's mark and words, and the counts of the page, of the signs, the stage and the toolkit that it
/// is in, and in the header; no row moves.
const REGIONS: usize = 8;
/// More rows than a move rewrites: the list or the text has been scrolled.
const SCROLLED: usize = 5;

/// The program on a terminal, and what stands there.
struct Desk {
    shown: Shown,
    theme: Theme,
    screen: vt100::Parser,
    /// How many frames the screen has had.
    seen: usize,
}

impl Desk {
    /// At a place, on a terminal in a theme; without a project at a first start.
    fn at(line: (&'static str, &'static str), theme: Theme, project: &str, place: &str) -> Self {
        let book = if project.is_empty() {
            Book::default()
        } else {
            sample()
        };
        let mut shown = tour::on(line, theme, opened(book, project, place));
        // A frame in the theme.
        shown.tell(Message::Do(Command::Redraw));
        let [high, wide] = [24, 80].map(|count| NonZeroU16::new(count).unwrap());
        Self {
            shown,
            theme,
            screen: vt100::Parser::new(high, wide, 0),
            seen: 0,
        }
    }

    /// The rows as they stand.
    fn rows(&mut self) -> Vec<String> {
        for frame in &self.shown.sent[self.seen..] {
            self.screen.process(frame);
        }
        self.seen = self.shown.sent.len();
        self.screen.screen().rows(0, 80).collect()
    }

    /// Presses a key: how many bytes came of it, how many rows have other words now, and the bytes of these words.
    /// On a ground of its own colour blanks are painted too.
    fn key(&mut self, key: &str) -> (usize, usize, usize) {
        let before = self.rows();
        self.shown.keys(key);
        let after = self.rows();
        let changed = after.iter().zip(&before).filter(|(now, then)| now != then);
        let (rows, text) = changed.fold((0, 0), |(count, bytes), (now, then)| {
            let [now, then] = [now, then].map(|row| row.trim_end().len());
            let blank = match self.theme {
                Theme::Projector => then.saturating_sub(now),
                _ => 0,
            };
            (count + 1, bytes + now + blank)
        });
        (self.last(), rows, text)
    }

    /// The bytes of the last frame.
    fn last(&self) -> usize {
        self.shown.sent.last().unwrap().len()
    }

    /// The row of the selected item.
    fn selected(&mut self) -> String {
        let rows = self.rows().into_iter();
        rows.filter(|row| row.contains("> [")).collect()
    }
}

/// Says the most of a figure, and that it is within its limit.
fn within(name: &str, limit: usize, seen: &[(usize, String)]) {
    let (most, place) = seen.iter().max().unwrap();
    println!("figure: bytes of {name}, the most on any screen = {most}");
    assert!(*most <= limit, "{name}: {most} at {place}");
    assert!(seen.len() > 100, "only {} times {name}", seen.len());
}

#[test]
fn a_first_frame_is_short() {
    let mut seen = Vec::new();
    for line in LINES {
        for theme in Theme::ALL {
            for (place, _, _) in SCREENS {
                let desk = Desk::at(line, theme, PROJECT, place);
                seen.push((desk.last(), format!("{place}, {line:?} {theme:?}")));
            }
            let desk = Desk::at(line, theme, "", "");
            seen.push((desk.last(), format!("a first start, {line:?} {theme:?}")));
        }
    }
    within("a first frame", FIRST_FRAME, &seen);
}

#[test]
fn a_move_is_short_and_what_comes_to_be_seen_costs_little_more_than_its_text() {
    let (mut moves, mut around) = (Vec::new(), Vec::new());
    for line in LINES {
        for (number, (place, keys, _)) in SCREENS.iter().enumerate() {
            let theme = Theme::ALL[number % Theme::ALL.len()];
            let mut desk = Desk::at(line, theme, PROJECT, place);
            desk.shown.keys(keys);
            for key in ["↓", "↓", "↓", "→", "↓"] {
                // There any key leads back, to another screen.
                if desk.shown.app.is_alone() {
                    break;
                }
                let (bytes, rows, text) = desk.key(key);
                let name = format!("{key} at {place} {keys:?}, {line:?} {theme:?}");
                if bytes == 0 {
                    continue;
                }
                if key == "↓" && rows < SCROLLED {
                    moves.push((bytes, name));
                } else {
                    around.push((bytes.saturating_sub(text), name));
                }
            }
        }
    }
    within("a move", MOVE, &moves);
    within("a line or a page beyond its text", AROUND_A_TEXT, &around);
}

#[test]
fn a_tick_is_short_at_every_item() {
    let mut seen = Vec::new();
    let roadmap = &guide().roadmaps[0];
    let pages = roadmap.signs.iter().map(|sign| (sign, ""));
    let pages = pages.chain(roadmap.stages.iter().map(|stage| (stage, "0")));
    for line in LINES {
        for (page, first) in pages.clone() {
            let mut desk = Desk::at(line, Theme::Terminal, "", "");
            desk.shown.keys(&format!("\r{first}{}\t", page.number));
            for _ in &page.checklist {
                // In hand, done, open again.
                for mark in ["[~]", "[x]", "[ ]"] {
                    let (bytes, rows, _) = desk.key(" ");
                    let name = format!("{mark} at {}, {line:?}", page.place);
                    assert!(desk.selected().contains(mark), "{name}");
                    assert!(rows <= REGIONS, "{name}: {rows} rows");
                    seen.push((bytes, name));
                }
                desk.shown.keys("↓");
            }
        }
    }
    within("a tick", TICK, &seen);
}
