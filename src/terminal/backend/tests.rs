//! The exact bytes of frames.

mod emulated;
mod said;

use super::super::display::Display;
use ratatui::style::{Color, Modifier, Style};

use super::super::capability::{Charset, Environment};
use super::*;
use crate::app::look::{Colours, Glyphs};
use crate::view::Canvas;

const SIZE: (u16, u16) = (20, 4);

fn capability(term: &str) -> Capability {
    Capability::of(&Environment {
        term: Some(term.into()),
        lang: Some("C.UTF-8".into()),
        ..Environment::default()
    })
}

/// A terminal of 20 by 4 cells whose bytes are kept.
struct Rig(Display<TerminalBackend<Vec<u8>>>);

impl Rig {
    fn new(term: &str) -> Self {
        Self::with(capability(term))
    }

    fn with(capability: Capability) -> Self {
        Self(Display::new(TerminalBackend::new(Vec::new(), capability, || SIZE)).unwrap())
    }

    /// Paints lines, the given one reversed, and tells the bytes with `^` for ESC.
    fn lines(&mut self, lines: &[&str], reversed: Option<usize>) -> String {
        self.paint(|frame| {
            for (y, line) in (0..).zip(lines) {
                let style = if reversed == Some(usize::from(y)) {
                    Style::new().reversed()
                } else {
                    Style::new()
                };
                frame.buffer_mut().set_string(0, y, line, style);
            }
        })
    }

    fn paint(&mut self, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
        self.0.draw(draw).unwrap();
        let bytes = std::mem::take(&mut self.0.backend_mut().out);
        let chunks = bytes.utf8_chunks();
        let text = chunks.flat_map(|chunk| {
            [
                chunk.valid().to_owned(),
                chunk.invalid().escape_ascii().to_string(),
            ]
        });
        text.collect::<String>().replace('\x1b', "^")
    }
}

#[test]
fn a_first_frame_is_its_text() {
    let mut rig = Rig::new("xterm");
    assert_eq!(
        rig.lines(&["one two", "", "  three    four"], None),
        "^[Hone two^[3;3Hthree    four"
    );
    assert_eq!(rig.lines(&["one two", "", "  three    four"], None), "");
}

#[test]
fn a_small_gap_is_written_again_and_a_large_one_passed_over() {
    let mut rig = Rig::new("xterm");
    rig.lines(&["a cat sat on a mat"], None);
    assert_eq!(rig.lines(&["a bit sat on a bit"], None), "^[3Gbi^[11Cbi");
    assert_eq!(rig.lines(&["a bit Sat On a bit"], None), "^[7GSat O");
}

#[test]
fn a_bar_moves_in_two_rows() {
    let mut rig = Rig::new("xterm");
    let lines = ["  Needs        ", "  Procurement  ", "  Contracts    "];
    rig.lines(&lines, Some(0));
    assert_eq!(
        rig.lines(&lines, Some(1)),
        "^[H  Needs^[K^[2H^[7m  Procurement  "
    );
    assert_eq!(
        rig.lines(&lines, Some(2)),
        "^[G^[m  Procurement  ^[3H^[7m  Contracts    "
    );
}

#[test]
fn blanks_are_erased_where_they_are_many() {
    let mut rig = Rig::new("xterm");
    rig.lines(&["a long line of text", "|..............|"], None);
    assert_eq!(
        rig.lines(&["a", "|              |"], None),
        "^[;3H^[K^[2;2H^[14X"
    );
    let mut screen = Rig::new("screen");
    screen.lines(&["|..............|"], None);
    assert_eq!(
        screen.lines(&["|              |"], None),
        "^[2G              "
    );
}

#[test]
fn erasing_leaves_no_background_behind() {
    let mut rig = Rig::new("xterm");
    let text = |rig: &mut Rig, text: &'static str| {
        rig.paint(|frame| {
            frame
                .buffer_mut()
                .set_string(0, 0, text, Style::new().bg(Color::Blue));
        })
    };
    assert_eq!(text(&mut rig, "0123456789"), "^[H^[44m0123456789");
    assert_eq!(text(&mut rig, "01"), "^[8D^[m^[K");
    // Blanks of a colour are no blanks.
    assert_eq!(text(&mut rig, "01      "), "^[44m      ");
}

#[test]
fn spaces_need_no_pen_of_their_own() {
    let mut rig = Rig::new("xterm");
    let bytes = rig.paint(|frame| {
        let buffer = frame.buffer_mut();
        buffer.set_string(0, 0, "bold words", Style::new().bold().fg(Color::Red));
        buffer.set_string(10, 0, " plain", Style::new());
        buffer.set_string(0, 1, "   dim", Style::new().add_modifier(Modifier::DIM));
    });
    assert_eq!(bytes, "^[H^[1;31mbold words ^[mplain^[2;4Hdim");
}

#[test]
fn a_bare_terminal_gets_only_what_it_knows() {
    let mut rig = Rig::new("vt100");
    rig.lines(&["one two three four", "x", "y"], Some(1));
    assert_eq!(
        rig.lines(&["one two three Four", "x", "y"], Some(2)),
        "^[;15HF^[2Hx^[3H^[7my"
    );
    let mut back = Rig::new("vt100");
    back.lines(&["abcdefghijklmn"], None);
    assert_eq!(back.lines(&["Abcdefghijklmn"], None), "^[HA");
    assert_eq!(back.lines(&["aBcdefghijklmN"], None), "^[DaB^[11CN");
}

#[test]
fn after_the_last_column_the_cursor_is_lost() {
    let mut rig = Rig::new("xterm");
    assert_eq!(
        rig.lines(&["0123456789abcdefghi!", "x"], None),
        "^[H0123456789abcdefghi!^[2Hx"
    );
    assert_eq!(rig.lines(&["0123456789abcdefghi?", "x"], None), "^[;20H?");
    assert_eq!(rig.lines(&["0123456789abcdefgHi?", "x"], None), "^[;18HH");
}

#[test]
fn the_last_corner_is_left_alone_where_it_would_scroll() {
    let full = "0123456789abcdefghi!";
    assert!(
        Rig::new("xterm")
            .lines(&["", "", "", full], None)
            .ends_with("hi!")
    );
    assert!(
        Rig::new("ansi")
            .lines(&["", "", "", full], None)
            .ends_with("hi")
    );
}

#[test]
fn wide_characters_take_two_cells() {
    let mut rig = Rig::new("xterm");
    assert_eq!(
        rig.lines(&["a\u{65e5}\u{672c}b"], None),
        "^[Ha\u{65e5}\u{672c}b"
    );
    assert_eq!(rig.lines(&["a\u{65e5}\u{672c}c"], None), "^[Dc");
    assert_eq!(rig.lines(&["ax\u{672c}c"], None), "^[5Dx\u{672c}c ");
    assert_eq!(
        rig.lines(&["a\u{65e5}\u{672c}c"], None),
        "^[5D\u{65e5}\u{672c}c"
    );
    assert_eq!(rig.lines(&["a xyc"], None), "^[5D xyc ");
    assert_eq!(
        rig.lines(&["e\u{301}", "\u{65e5}"], None),
        "^[Ge\u{301}^[K^[2H\u{65e5}"
    );
}

#[test]
fn no_control_character_leaves_a_cell() {
    let mut rig = Rig::new("xterm");
    let bytes = rig.paint(|frame| {
        let buffer = frame.buffer_mut();
        for (x, symbol) in (0..).zip(["a", "\x1b]52;c;eA==\x07", "b", "\u{9b}31m", "c", "", "d"]) {
            if let Some(cell) = buffer.cell_mut((x, 0)) {
                let width = std::num::NonZeroU16::MIN;
                cell.set_symbol(symbol)
                    .set_diff_option(ratatui::buffer::CellDiffOption::ForcedWidth(width));
            }
        }
    });
    assert_eq!(bytes, "^[Ha b c d");
}

#[test]
fn a_cluster_keeps_what_can_be_seen_and_its_width() {
    // Text areas draw what they hold: joiners, selectors and any number of marks.
    for (symbol, sent) in [
        ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}"),
        ("a\u{200d}", "a"),
        ("\u{1f468}\u{200d}\u{1f469}", "\u{1f468}"),
        ("\u{263a}\u{fe0f}", "? "),
        ("\u{1f1ec}\u{1f1e7}", "\u{1f1ec}\u{1f1e7}"),
    ] {
        let painted = Rig::new("xterm").lines(&[&format!("{symbol}x")], None);
        assert_eq!(
            painted.trim_start_matches("^[H").trim_end_matches('x'),
            sent,
            "{symbol:?}"
        );
    }
}

#[test]
fn what_the_charset_lacks_is_not_sent() {
    let with = |charset| {
        let mut capability = capability("xterm").with_glyphs(Glyphs::Ascii);
        capability.charset = charset;
        Rig::with(capability).lines(&["\u{a3}5 \u{2013} \u{65e5}x"], None)
    };
    assert_eq!(with(Charset::Utf8), "^[H\u{a3}5 \u{2013} \u{65e5}x");
    assert_eq!(with(Charset::Latin1), "^[H\\xa35 ? ? x");
    assert_eq!(with(Charset::Ascii), "^[H?5 ? ? x");
}

#[test]
fn the_cursor_is_sent_when_it_changes() {
    let mut rig = Rig::new("xterm");
    let at = |rig: &mut Rig, x, y| {
        rig.paint(|frame| {
            frame.buffer_mut().set_string(0, 0, "text", Style::new());
            frame.set_cursor_position((x, y));
        })
    };
    assert_eq!(at(&mut rig, 0, 0), "^[Htext^[G^[?25h");
    assert_eq!(at(&mut rig, 0, 0), "");
    assert_eq!(at(&mut rig, 0, 1), "^[B");
    assert_eq!(at(&mut rig, 9, 3), "^[4;10H");
    assert_eq!(rig.lines(&["text"], None), "^[?25l");
    assert_eq!(
        rig.0.backend_mut().get_cursor_position().unwrap(),
        Position::new(9, 3)
    );
}

#[test]
fn a_clear_paints_all_again_and_trusts_nothing() {
    let mut rig = Rig::new("xterm");
    rig.lines(&["one", "two"], Some(1));
    rig.0.clear().unwrap();
    assert_eq!(
        rig.lines(&["one", "two"], Some(1)),
        "^[m^[H^[Jone^[2H^[7mtwo^[?25l"
    );
}

#[test]
fn a_lost_frame_is_painted_again() {
    /// Fails once.
    struct Broken(bool, Vec<u8>);
    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.0) {
                return Err(io::ErrorKind::Other.into());
            }
            self.1.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let backend = TerminalBackend::new(Broken(true, Vec::new()), capability("xterm"), || SIZE);
    let mut terminal = Display::new(backend).unwrap();
    let draw = |frame: &mut Canvas<'_>| frame.buffer_mut().set_string(0, 0, "text", Style::new());
    assert!(terminal.draw(draw).is_err());
    terminal.draw(draw).unwrap();
    assert_eq!(terminal.backend().out.1, b"\x1b[m\x1b[H\x1b[Jtext\x1b[?25l");
}

#[test]
fn a_long_frame_is_kept_together_where_that_is_known() {
    let colour =
        |x: u16| Style::new().fg(Color::Indexed(if x.is_multiple_of(2) { 200 } else { 100 }));
    let frame = |term: &str, width: u16| {
        Rig::new(term).paint(|frame| {
            for (x, y) in (0..width).flat_map(|x| (0..4).map(move |y| (x, y))) {
                frame.buffer_mut().set_string(x, y, "x", colour(x));
            }
        })
    };
    for term in [
        "xterm-kitty",
        "foot",
        "alacritty",
        "wezterm",
        "contour",
        "xterm-ghostty",
    ] {
        let long = frame(term, 20);
        assert!(
            long.starts_with("^[?2026h") && long.ends_with("^[?2026l"),
            "{term}: {long}"
        );
        assert_eq!(long.matches("2026").count(), 2);
        assert!(!frame(term, 1).contains("2026"), "{term}");
    }
    for term in [
        "xterm",
        "xterm-256color",
        "tmux-256color",
        "screen.xterm-kitty",
        "linux",
        "vt220",
        "strange",
    ] {
        assert!(!frame(term, 20).contains("2026"), "{term}");
    }
}

#[test]
fn a_cursor_that_cannot_be_hidden_is_never_told_to_hide() {
    for (term, hides) in [
        ("vt100", false),
        ("ansi", false),
        ("strange", false),
        ("vt220", true),
    ] {
        let mut rig = Rig::new(term);
        let mut bytes = rig.paint(|frame| {
            frame.buffer_mut().set_string(0, 0, "text", Style::new());
            frame.set_cursor_position((0, 0));
        });
        bytes += &rig.lines(&["text"], None);
        rig.0.clear().unwrap();
        bytes += &rig.lines(&["text"], None);
        assert_eq!(bytes.contains("?25"), hides, "{term}: {bytes}");
    }
}

#[test]
fn colours_none_keeps_the_selection() {
    let mut rig = Rig::with(capability("xterm").with_colours(Colours::None));
    let bytes = rig.paint(|frame| {
        frame.buffer_mut().set_string(
            0,
            0,
            "x",
            Style::new().fg(Color::Red).bg(Color::Blue).reversed(),
        );
    });
    assert_eq!(bytes, "^[H^[7mx");
}
