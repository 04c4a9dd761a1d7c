//! A tour of all screens on every terminal, in every charset and theme, through the real backend: every byte is looked at.

use std::sync::OnceLock;

use roadsigns::app::look::{Look, Theme};
use roadsigns::app::message::Message;
use roadsigns::project::author::Author;
use roadsigns::project::book::Book;
use roadsigns::project::opened::Opened;
use roadsigns::store::state;
use roadsigns::terminal::capability::{Capability, Environment};
use roadsigns::terminal::screen::Modes;

use super::grammar::{self, Encoding};
use super::manual::{self, Emulator};
use super::pty::{Start, Terminal};
use super::screen::{Kind, Shown, now, opened, session};
use super::screens::SCREENS;
use super::script::guide;
use super::terminfo::Terminfo;
use super::tokens::tokens;

const DEMO: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/guide/demo.toml"));
pub(crate) const PROJECT: &str = "crisis-house-north-7k2f";

/// The locales, with the charset of each.
const LOCALES: [(&str, Encoding); 3] = [
    ("en_GB.UTF-8", Encoding::Utf8),
    ("en_GB.ISO-8859-1", Encoding::Latin1),
    ("C", Encoding::Ascii),
];
/// What is pasted on the tour.
pub(crate) const PASTED: &str =
    "The board\u{2019}s view \u{2013} of \u{a3}5m \u{65e5}\u{672c}\n\x1b[2Jqq\n";

/// The sample project.
pub(crate) fn sample() -> Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    let make = || {
        let (mut book, mut author) = (Book::default(), Author::new(session("tour", "")));
        for (key, value) in state::contents(&state::parse(DEMO).unwrap()).values {
            author.set(&mut book, now(0).utc, key, value);
        }
        book
    };
    BOOK.get_or_init(make).clone()
}

/// What a terminal in a locale can do.
pub(crate) fn capability(term: &str, lang: &str) -> Capability {
    Capability::of(&Environment {
        term: Some(term.to_owned()),
        lang: Some(lang.to_owned()),
        ..Environment::default()
    })
}

/// The program on a terminal in a locale, with what was on disk, in a theme from the next frame on.
pub(crate) fn on(
    (term, lang): (&'static str, &'static str),
    theme: Theme,
    opened: Opened,
) -> Shown {
    let capability = capability(term, lang);
    let kind: Kind = (term, lang, capability.glyphs, || (80, 24));
    // What reaches beyond the screen is sent only to whoever asks for it; tests/copying.rs looks at that.
    let mut shown = Shown::start(kind, guide(), opened, "", false);
    shown.app.world.look = Look {
        glyphs: capability.glyphs,
        colours: capability.colours,
        theme,
        alternate_screen: capability.alternate_screen,
        hyperlinks: false,
    };
    shown
}

/// The tour: each screen with its name, as the frames that were sent.
pub(crate) fn tour(
    term: &'static str,
    lang: &'static str,
    theme: impl Fn(usize) -> Theme,
    mut take: impl FnMut(&str, Shown),
) {
    let start = |number: usize, book: Book, project: &str, place: &str| {
        on((term, lang), theme(number), opened(book, project, place))
    };
    for (number, (place, keys, _)) in SCREENS.iter().enumerate() {
        let mut shown = start(number, sample(), PROJECT, place);
        shown.keys(keys);
        // Something moves, and moves back.
        shown.keys("\u{2193}\u{2193}\u{2192}");
        take(&format!("{place} {keys:?}"), shown);
    }
    let mut shown = start(0, Book::default(), "", "");
    shown.keys("\r");
    take("the first start", shown);
    let mut shown = start(1, sample(), PROJECT, "toolkit/procurement");
    shown.keys("\t");
    shown.tell(Message::Paste(PASTED.to_owned()));
    shown.tell(Message::NotSaved("the disk is full".into()));
    take("a paste, and a full disk", shown);
}

/// What is wrong with the bytes of a terminal.
fn fault(
    term: &str,
    encoding: Encoding,
    terminfo: &Terminfo,
    frames: &[Vec<u8>],
) -> Option<String> {
    let mut emulator = Emulator::new((80, 24), terminfo.wraps_late);
    frames.iter().find_map(|frame| {
        let sent = match tokens(frame) {
            Ok(sent) => sent,
            Err(fault) => return Some(fault),
        };
        terminfo
            .fault(&sent)
            .or_else(|| manual::fault(term, &sent))
            .or_else(|| grammar::fault(frame, encoding))
            .or_else(|| emulator.fault(frame, encoding == Encoding::Latin1))
    })
}

/// Goes on the tour with one terminal, in all charsets; each screen in one theme after the other.
fn conforms(term: &'static str) {
    let terminfo = Terminfo::of(term);
    // In a long run each screen in each theme.
    let is_long = std::env::var("ROUNDS").is_ok_and(|rounds| rounds.parse::<u32>().unwrap() > 100);
    let rounds = if is_long { Theme::ALL.len() } else { 1 };
    let (mut faults, mut all) = (Vec::new(), 0);
    for (turn, (lang, encoding)) in LOCALES.into_iter().enumerate() {
        let modes = Modes::of(&capability(term, lang));
        for frame in [modes.beginning(), modes.farewell(24)] {
            let sent = tokens(frame.as_bytes()).unwrap();
            let foreign = terminfo.fault(&sent).or_else(|| manual::fault(term, &sent));
            assert_eq!(foreign, None, "{term}: {frame:?}");
        }
        let (mut bytes, mut screens) = (0, 0);
        for round in 0..rounds {
            let theme = |number: usize| Theme::ALL[(number + turn + round) % Theme::ALL.len()];
            tour(term, lang, theme, |name, shown| {
                let found = shown
                    .fault
                    .clone()
                    .or_else(|| fault(term, encoding, &terminfo, &shown.sent));
                faults.extend(found.map(|fault| format!("{name}, {lang}: {fault}")));
                bytes += shown.sent.iter().map(Vec::len).sum::<usize>();
                screens += 1;
            });
        }
        assert!(
            screens > 50 && bytes > 100_000,
            "the tour was short: {screens} screens, {bytes} bytes"
        );
        all += bytes;
    }
    assert!(
        faults.is_empty(),
        "{} faults of {term}, first:\n{}",
        faults.len(),
        faults[..faults.len().min(5)].join("\n")
    );
    println!("figure: bytes of a tour unknown to {term}, three charsets = 0 of {all}");
}

/// One test a terminal, so that they run side by side.
macro_rules! each_knows_what_it_gets {
    ($($test:ident $term:literal)+) => {
        $(#[test]
        fn $test() {
            conforms($term);
        })+
    };
}

each_knows_what_it_gets! {
    a_vt100_knows_all_that_it_gets "vt100"
    a_vt220_knows_all_that_it_gets "vt220"
    an_ansi_terminal_knows_all_that_it_gets "ansi"
    a_linux_console_knows_all_that_it_gets "linux"
    screen_knows_all_that_it_gets "screen"
    tmux_knows_all_that_it_gets "tmux-256color"
    putty_knows_all_that_it_gets "putty"
    putty_with_256_colours_knows_all_that_it_gets "putty-256color"
    xterm_knows_all_that_it_gets "xterm"
    xterm_with_256_colours_knows_all_that_it_gets "xterm-256color"
}

/// A terminal that cannot place its cursor never gets the full screen.
#[test]
fn a_dumb_terminal_is_known_as_one() {
    assert!(capability("dumb", "C").plain);
}

#[test]
fn a_dumb_terminal_gets_no_escape_in_any_charset() {
    for (lang, _) in LOCALES {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::start(&Start {
            term: "dumb",
            lang,
            ..Start::at(home.path())
        });
        terminal.see("TERM is dumb");
        terminal.keys("\x03");
        let after = terminal.end();
        let sent = tokens(&after.bytes).unwrap();
        assert_eq!(Terminfo::of("dumb").fault(&sent), None, "{}", after.screen);
    }
}
