//! What the manual of a terminal says that it knows, and an emulator that rejects all else. Another source than terminfo,
//! and it knows where the cursor is: nothing scrolls, nothing is written where it would not be seen.

use std::num::NonZeroU16;

use super::tokens::{Attribute, Token, attributes};

/// A terminal by its manual.
struct Manual {
    /// The names that it goes by.
    names: &'static [&'static str],
    /// The final bytes of the control sequences without `?`.
    finals: &'static str,
    /// The attributes, from and to.
    attributes: &'static [(u16, u16)],
    /// Whether `38;5;n` is known.
    palette: bool,
    /// The private modes.
    modes: &'static [u16],
}

const MANUALS: &[Manual] = &[
    // EK-VT100-UG, chapter 3.
    Manual {
        names: &["vt100"],
        finals: "ABCDHJKcfghlmnqrxy",
        attributes: &[(0, 1), (4, 5), (7, 7)],
        palette: false,
        modes: &[1, 2, 3, 4, 5, 6, 7, 8, 9],
    },
    // EK-VT220-RM, chapter 4.
    Manual {
        names: &["vt220"],
        finals: "@ABCDHJKLMPXcfghilmnry",
        attributes: &[(0, 1), (4, 5), (7, 7), (22, 22), (24, 25), (27, 27)],
        palette: false,
        modes: &[1, 2, 3, 4, 5, 6, 7, 8, 18, 19, 25, 42],
    },
    // The comments of ncurses on ansi: ECMA-48 of PC consoles; ANSI.SYS has no private mode but 7.
    Manual {
        names: &["ansi"],
        finals: "@ABCDGHJKLMPSTXZdfm",
        attributes: &[(0, 1), (4, 5), (7, 8), (30, 37), (39, 47), (49, 49)],
        palette: false,
        modes: &[7],
    },
    // console_codes(4).
    Manual {
        names: &["linux"],
        finals: "@ABCDEFGHJKLMPXacdefghlmnqrsu`",
        attributes: &[
            (0, 5),
            (7, 7),
            (10, 12),
            (21, 22),
            (24, 25),
            (27, 27),
            (30, 49),
            (90, 97),
            (100, 107),
        ],
        palette: true,
        modes: &[1, 3, 5, 6, 7, 8, 9, 25, 1000],
    },
    // screen(1), Control Sequences.
    Manual {
        names: &["screen"],
        finals: "@ABCDEFGHIJKLMPSTXZ`abcdefghijklmnqrsu",
        attributes: &[
            (0, 5),
            (7, 7),
            (22, 25),
            (27, 27),
            (30, 37),
            (39, 47),
            (49, 49),
        ],
        palette: true,
        modes: &[1, 3, 5, 6, 7, 25, 47, 1000, 1047, 1048, 1049, 2004],
    },
    // tmux 3.3a, input.c: input_csi_table, input_csi_dispatch_sgr, input_csi_dispatch_sm_private.
    Manual {
        names: &["tmux-256color"],
        finals: "@ABCDEFGHJKLMPSTXZ`bcdfghlmnqrsu",
        attributes: &[
            (0, 9),
            (21, 25),
            (27, 29),
            (30, 37),
            (39, 47),
            (49, 49),
            (53, 53),
            (55, 55),
            (90, 97),
            (100, 107),
        ],
        palette: true,
        modes: &[
            1, 3, 6, 7, 12, 25, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1047, 1049, 2004,
        ],
    },
    // PuTTY 0.70 and later, terminal.c: do_csi, toggle_mode.
    Manual {
        names: &["putty", "putty-256color"],
        finals: "@ABCDEFGHIJKLMPSTXZ`acdefghilmnqrstux",
        attributes: &[
            (0, 2),
            (4, 7),
            (9, 12),
            (21, 22),
            (24, 25),
            (27, 27),
            (29, 37),
            (39, 47),
            (49, 49),
            (90, 97),
            (100, 107),
        ],
        palette: true,
        modes: &[
            1, 2, 3, 5, 6, 7, 8, 10, 25, 47, 1000, 1002, 1006, 1015, 1047, 1048, 1049, 2004,
        ],
    },
    // ctlseqs of xterm 379.
    Manual {
        names: &["xterm", "xterm-256color"],
        finals: "@ABCDEFGHIJKLMPSTXZ`abcdefghilmnpqrstuvwx",
        attributes: &[(0, 5), (7, 9), (21, 25), (27, 49), (90, 97), (100, 107)],
        palette: true,
        modes: &[
            1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 25, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1047, 1048,
            1049, 2004,
        ],
    },
];

/// What a terminal's manual does not have of these.
pub(crate) fn fault(term: &str, sent: &[Token<'_>]) -> Option<String> {
    let manual = MANUALS
        .iter()
        .find(|manual| manual.names.contains(&term))
        .unwrap();
    let unknown = sent.iter().find(|token| !manual.knows(token));
    unknown.map(|token| format!("not in its manual: {token:?}"))
}

impl Manual {
    fn knows(&self, token: &Token<'_>) -> bool {
        let within = |number: u16| {
            self.attributes
                .iter()
                .any(|&(from, to)| (from..=to).contains(&number))
        };
        match token {
            Token::Text(_) => true,
            Token::Control(byte) => matches!(byte, b'\r' | b'\n'),
            Token::Sequence {
                private: true,
                numbers,
                last,
            } => {
                let is_known =
                    |mode: &Option<u16>| mode.is_some_and(|mode| self.modes.contains(&mode));
                matches!(last, b'h' | b'l') && !numbers.is_empty() && numbers.iter().all(is_known)
            }
            Token::Sequence {
                numbers,
                last: b'm',
                ..
            } => attributes(numbers).iter().all(|attribute| match attribute {
                Attribute::Plain(number) => within(*number),
                Attribute::Palette => self.palette,
            }),
            Token::Sequence { last, .. } => self.finals.contains(char::from(*last)),
        }
    }
}

/// An emulator that tells of everything that it does not know.
pub(crate) struct Emulator {
    parser: vt100::Parser<Ears>,
    size: (u16, u16),
    wraps_late: bool,
}

#[derive(Default)]
struct Ears(Vec<String>);

impl vt100::Callbacks for Ears {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("a bell".to_owned());
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.0.push(format!("the title {title:?}"));
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0.push(format!("to the clipboard {data:?}"));
    }

    fn unhandled_char(&mut self, _: &mut vt100::Screen, c: char) {
        self.0.push(format!("the character {c:?}"));
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.0.push(format!("the control character {byte}"));
    }

    fn unhandled_escape(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        second: Option<u8>,
        byte: u8,
    ) {
        self.0.push(format!("ESC {first:?} {second:?} {byte}"));
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        first: Option<u8>,
        _: Option<u8>,
        numbers: &[&[u16]],
        last: char,
    ) {
        self.0.push(format!("CSI {first:?} {numbers:?} {last}"));
    }

    fn unhandled_osc(&mut self, _: &mut vt100::Screen, of: &[&[u8]]) {
        self.0.push(format!("OSC {of:?}"));
    }
}

impl Emulator {
    /// One of this size; whether its cursor waits in the last column (xenl) or goes on at once.
    pub(crate) fn new(size: (u16, u16), wraps_late: bool) -> Self {
        let [columns, rows] = [size.0, size.1].map(|size| NonZeroU16::new(size).unwrap());
        Self {
            parser: vt100::Parser::new_with_callbacks(rows, columns, 1, Ears::default()),
            size,
            wraps_late,
        }
    }

    /// Takes what was sent, and says what is wrong with it.
    pub(crate) fn fault(&mut self, frame: &[u8], latin1: bool) -> Option<String> {
        if latin1 {
            let text: String = frame.iter().map(|byte| char::from(*byte)).collect();
            self.parser.process(text.as_bytes());
        } else {
            self.parser.process(frame);
        }
        let (columns, rows) = self.size;
        let corner = self.parser.screen().cell(rows - 1, columns - 1).unwrap();
        if !self.wraps_late && corner.has_contents() {
            return Some("the last corner was written to, which scrolls".to_owned());
        }
        let screen = self.parser.screen_mut();
        screen.set_scrollback(1);
        let has_scrolled = screen.scrollback() > 0;
        screen.set_scrollback(0);
        if has_scrolled {
            return Some("a row scrolled away".to_owned());
        }
        let heard = self.parser.callbacks().0.first()?;
        Some(format!("unknown to an emulator: {heard}"))
    }

    /// What stands on it.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }
}

#[test]
fn what_no_manual_has_is_noticed() {
    use super::tokens::tokens;
    for (term, unknown) in [
        ("vt100", "\x1b[5X|\x1b[?25l|\x1b[31m|\x1b[22m|\x1b[?2004h"),
        ("vt220", "\x1b[5G|\x1b[?2004h|\x1b[31m|\x1b[?1049h"),
        ("ansi", "\x1b[?25l|\x1b[90m|\x1b[38;5;3m|\x1b[?1049l"),
        ("linux", "\x1b[?2004h|\x1b[?1049h|\x1b[?2026h"),
        ("screen", "\x1b[?2026h|\x1b[90m"),
        ("putty", "\x1b[?2026h|\x1b[38;2;1;1;1m|\x1b[3m"),
        ("xterm", "\x1b[?2026l|\x1b[6m"),
    ] {
        for unknown in unknown.split('|') {
            let sent = tokens(unknown.as_bytes()).unwrap();
            assert!(fault(term, &sent).is_some(), "{term}: {unknown:?}");
        }
        assert_eq!(
            fault(
                term,
                &tokens(b"\x1b[;5H\x1b[mtext\x1b[7m\x1b[K\x1b[J").unwrap()
            ),
            None
        );
    }
}

#[test]
fn an_emulator_notices_what_it_does_not_know_and_what_scrolls() {
    let fault = |bytes: &[u8], wraps_late| Emulator::new((10, 2), wraps_late).fault(bytes, false);
    for foreign in [
        "\x07",
        "\x1b[?2026h",
        "\x1b]0;t\x07",
        "\x1b]52;c;QQ==\x07",
        "\x1b[6n",
        "one\r\ntwo\r\nthree",
        "\x1b7\x1b#3",
    ] {
        assert!(fault(foreign.as_bytes(), true).is_some(), "{foreign:?}");
    }
    let whole = "0123456789\x1b[2H0123456789";
    assert_eq!(fault(whole.as_bytes(), true), None);
    assert!(fault(whole.as_bytes(), false).is_some());
}
