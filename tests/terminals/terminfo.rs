//! What the terminfo entry of a terminal says that it knows. The entries are data, as this machine may have none.

use std::collections::BTreeSet;

use super::tokens::{Attribute, Token, attributes, tokens};

/// The entries, by the name of the terminal.
const ENTRIES: &[(&str, &str)] = &[
    ("vt100", include_str!("terminfo/vt100")),
    ("vt220", include_str!("terminfo/vt220")),
    ("ansi", include_str!("terminfo/ansi")),
    ("linux", include_str!("terminfo/linux")),
    ("screen", include_str!("terminfo/screen")),
    ("tmux-256color", include_str!("terminfo/tmux-256color")),
    ("putty", include_str!("terminfo/putty")),
    ("putty-256color", include_str!("terminfo/putty-256color")),
    ("xterm", include_str!("terminfo/xterm")),
    ("xterm-256color", include_str!("terminfo/xterm-256color")),
    ("dumb", include_str!("terminfo/dumb")),
];

/// What a terminal knows although its entry does not say so, and who says so.
const BEYOND: &[(&str, Beyond, &str)] = &[
    // Terminfo has no code that ends bold alone, so no entry has it.
    (
        "linux",
        Beyond::Attribute(22),
        "console_codes(4): 22 set normal intensity",
    ),
    (
        "screen",
        Beyond::Attribute(22),
        "screen(1), Control Sequences: 22 Normal Intensity",
    ),
    (
        "screen",
        Beyond::Attribute(27),
        "screen(1), Control Sequences: 27 Not Inverse; the entry has standout as italic",
    ),
    (
        "tmux",
        Beyond::Attribute(22),
        "tmux 3.3a, input.c, input_csi_dispatch_sgr",
    ),
    ("putty", Beyond::Attribute(22), "PuTTY, terminal.c, SGR 22"),
    (
        "xterm",
        Beyond::Attribute(22),
        "ctlseqs: Ps = 22 Normal (neither bold nor faint), VT300",
    ),
    (
        "screen",
        Beyond::Mode(2004),
        "tmux, which goes by this name, and GNU screen 5.0; 4.9 passes over it: multiplexers.rs",
    ),
];

/// One thing more.
#[derive(Clone, Copy)]
enum Beyond {
    Attribute(u16),
    Mode(u16),
}

/// What an entry says, made comparable.
pub(crate) struct Terminfo {
    attributes: BTreeSet<Attribute>,
    /// With `N` for a number: `[N;NH`.
    codes: BTreeSet<String>,
    modes: BTreeSet<(u16, u8)>,
    controls: BTreeSet<u8>,
    pub(crate) wraps_late: bool,
}

impl Terminfo {
    /// The entry of a terminal.
    pub(crate) fn of(term: &str) -> Self {
        let (_, entry) = ENTRIES.iter().find(|(name, _)| *name == term).unwrap();
        let mut terminfo = Self {
            attributes: BTreeSet::new(),
            codes: BTreeSet::new(),
            modes: BTreeSet::new(),
            controls: BTreeSet::new(),
            wraps_late: entry.lines().any(|line| line == "xenl"),
        };
        for line in entry.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, value)) = line.split_once('=') {
                terminfo.learn(name, value);
            }
        }
        let family = |name: &str| term == name || term.starts_with(&format!("{name}-"));
        for (_, beyond, source) in BEYOND.iter().filter(|(name, ..)| family(name)) {
            assert!(!source.is_empty());
            match beyond {
                Beyond::Attribute(number) => {
                    assert!(terminfo.attributes.insert(Attribute::Plain(*number)));
                }
                Beyond::Mode(mode) => {
                    assert!(terminfo.modes.insert((*mode, b'h')));
                    assert!(terminfo.modes.insert((*mode, b'l')));
                }
            }
        }
        terminfo
    }

    fn learn(&mut self, name: &str, value: &str) {
        let lit = |range: std::ops::Range<u16>| range.map(Attribute::Plain);
        let base = if name == "setaf" { 30 } else { 40 };
        match (name, value) {
            ("setaf", r"\E[3%p1%dm") | ("setab", r"\E[4%p1%dm") => {
                self.attributes.extend(lit(base..base + 8));
            }
            ("setaf" | "setab", value) => {
                let palette = format!("{}8;5;%p1%d%;m", base / 10);
                assert!(value.ends_with(&palette), "{value}");
                self.attributes.extend(lit(base..base + 8));
                self.attributes.extend(lit(base + 60..base + 68));
                self.attributes.insert(Attribute::Palette);
            }
            (_, value) => {
                let bytes = plain(value);
                for token in tokens(&bytes).unwrap_or_else(|fault| panic!("{name}: {fault}")) {
                    self.learn_token(&token);
                }
            }
        }
    }

    fn learn_token(&mut self, token: &Token<'_>) {
        match token {
            Token::Text(_) => {}
            Token::Control(byte) => {
                self.controls.insert(*byte);
            }
            Token::Sequence {
                private: true,
                numbers,
                last,
            } => {
                self.modes
                    .extend(numbers.iter().map(|mode| (mode.unwrap(), *last)));
            }
            Token::Sequence {
                numbers,
                last: b'm',
                ..
            } => {
                self.attributes.extend(attributes(numbers));
            }
            Token::Sequence { numbers, last, .. } => {
                self.codes.insert(code(numbers, *last));
            }
        }
    }

    /// What of these the entry does not have.
    pub(crate) fn fault(&self, sent: &[Token<'_>]) -> Option<String> {
        let unknown = sent.iter().find(|token| !self.knows(token));
        unknown.map(|token| format!("not in its terminfo: {token:?}"))
    }

    fn knows(&self, token: &Token<'_>) -> bool {
        match token {
            Token::Text(_) => true,
            Token::Control(byte) => self.controls.contains(byte),
            Token::Sequence {
                private: true,
                numbers,
                last,
            } => {
                matches!(numbers.as_slice(), [Some(mode)] if self.modes.contains(&(*mode, *last)))
            }
            Token::Sequence {
                numbers,
                last: b'm',
                ..
            } => attributes(numbers)
                .iter()
                .all(|attribute| self.attributes.contains(attribute)),
            // A missing number is one, says ECMA-48, and so did the VT100.
            Token::Sequence { numbers, last, .. } => {
                let most = match last {
                    b'H' => 2,
                    b'J' | b'K' => 0,
                    _ => 1,
                };
                numbers.len() <= most && self.codes.contains(&code(&vec![Some(1); most], *last))
            }
        }
    }
}

/// The name of a control sequence: `N` where it takes a number.
fn code(numbers: &[Option<u16>], last: u8) -> String {
    let numbers = vec!["N"; numbers.len()].join(";");
    format!("[{numbers}{}", char::from(last))
}

/// A capability as bytes: without delays, with 1 for every number.
fn plain(value: &str) -> Vec<u8> {
    let mut text = value
        .replace("%i", "")
        .replace(r"\E", "\x1b")
        .replace(r"\n", "\n")
        .replace(r"\r", "\r");
    for number in ["%p1%d", "%p2%d"] {
        text = text.replace(number, "1");
    }
    while let Some(start) = text.find("$<") {
        let delay = text.split_off(start);
        text.push_str(delay.split_once('>').unwrap().1);
    }
    // Shift in, the character set, IND: never sent by us.
    for other in [r"\017", "\x1b(B", "\x1bD"] {
        text = text.replace(other, "");
    }
    text.replace("^M", "\r")
        .replace("^J", "\n")
        .replace("^H", "\x08")
        .into_bytes()
}

#[test]
fn what_an_entry_lacks_is_noticed() {
    for (term, known, unknown) in [
        (
            "vt100",
            "\x1b[m\x1b[;5H\x1b[H\x1b[J\x1b[3C\x1b[A\x1b[K\x1b[1;7mx\r\n",
            "\x1b[5X|\x1b[5G|\x1b[?25l|\x1b[31m|\x1b[22m|\x1b[24m|\x1b[2J|\x1b[?1049h|\x1b[?2004h",
        ),
        (
            "ansi",
            "\x1b[31;44m\x1b[39m\x1b[5G\x1b[4X",
            "\x1b[24m|\x1b[22m|\x1b[?25h|\x1b[91m|\x1b[38;5;9m",
        ),
        (
            "linux",
            "\x1b[?25l\x1b[24;22;31m\x1b[4X",
            "\x1b[?2004h|\x1b[?1049h|\x1b[91m|\x1b[38;5;9m",
        ),
        (
            "screen",
            "\x1b[?1049h\x1b[?2004h\x1b[27m",
            "\x1b[4X|\x1b[90m|\x1b[?2026h|\x1b[?1000h",
        ),
        (
            "xterm-256color",
            "\x1b[?1049h\x1b[?2004h\x1b[38;5;200;48;5;16m\x1b[97m",
            "\x1b[?2026h|\x1b[?1006h|\x1b[38;2;1;2;3m|\x1b[1;2;3H|\x1b[3J",
        ),
        ("dumb", "x\r\n", "\x1b[m|\x1b[H|\x1b[K"),
    ] {
        let terminfo = Terminfo::of(term);
        assert_eq!(
            terminfo.fault(&tokens(known.as_bytes()).unwrap()),
            None,
            "{term}"
        );
        for unknown in unknown.split('|') {
            let sent = tokens(unknown.as_bytes()).unwrap();
            assert!(terminfo.fault(&sent).is_some(), "{term}: {unknown:?}");
        }
    }
}
