//! What cells say beyond their looks: web addresses, and rows that go on in the next.

use std::num::NonZeroU16;

use ratatui::buffer::CellDiffOption;

use super::*;
use crate::view::Canvas;

const LINKS: &str = "\x1b]8;;https://a.example/b\x1b\\";

/// Writes a text whose cells are part of an address, as views do.
fn link(frame: &mut Canvas<'_>, x: u16, y: u16, text: &str) {
    for (x, letter) in (x..).zip(text.chars()) {
        let cell = &mut frame.buffer_mut()[(x, y)];
        cell.set_symbol(&format!("{LINKS}{letter}\x1b]8;;\x1b\\"));
        cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
    }
}

fn join(frame: &mut Canvas<'_>, x: u16, y: u16) {
    let cell = &mut frame.buffer_mut()[(x, y)];
    cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
}

#[test]
fn a_link_of_two_rows_is_opened_once_a_row_has_text_and_closed_before_anything_else() {
    let mut rig = Rig::with(capability("xterm").with_hyperlinks(true));
    let bytes = rig.paint(|frame| {
        link(frame, 0, 0, "one-");
        link(frame, 0, 1, "two");
        frame.buffer_mut().set_string(0, 2, "three", Style::new());
    });
    assert_eq!(
        bytes,
        "^]8;id=1;https://a.example/b^\\^[Hone-^[2Htwo^]8;;^\\^[3Hthree"
    );
    let bytes = rig.paint(|frame| link(frame, 0, 0, "one-"));
    assert_eq!(bytes, "^[2H   ^[3H^[K", "what is erased is no part of it");
    let bytes = rig.paint(|frame| frame.buffer_mut().set_string(0, 0, "one-", Style::new()));
    assert_eq!(
        bytes, "^[Hone-",
        "the same letters without the link are painted again"
    );
}

#[test]
fn links_are_plain_text_for_who_did_not_ask_and_where_their_codes_would_show() {
    for (term, wanted) in [
        ("xterm", false),
        ("vt220", true),
        ("linux", true),
        ("ansi", true),
    ] {
        let mut rig = Rig::with(capability(term).with_hyperlinks(wanted));
        let bytes = rig.paint(|frame| link(frame, 0, 0, "one"));
        assert_eq!(bytes, "^[Hone", "{term}");
    }
}

#[test]
fn an_address_that_is_longer_than_the_terminal_keeps_is_plain_text() {
    let mut capability = capability("screen").with_hyperlinks(true);
    capability.longest_string = 20;
    let bytes = Rig::with(capability).paint(|frame| link(frame, 0, 0, "one"));
    assert_eq!(bytes, "^[Hone");
}

#[test]
fn a_row_that_goes_on_is_written_over_the_edge() {
    let long = "abcdefghijklmnopqrstuvwxyz";
    let (row, rest) = long.split_at(20);
    let paint = |rig: &mut Rig| {
        rig.paint(|frame| {
            frame.buffer_mut().set_string(0, 0, row, Style::new());
            frame.buffer_mut().set_string(0, 1, rest, Style::new());
            join(frame, 19, 0);
            join(frame, 0, 1);
        })
    };
    for term in ["xterm", "vt100"] {
        let mut rig = Rig::new(term);
        assert_eq!(paint(&mut rig), format!("^[H{long}"), "{term}");
        assert_eq!(paint(&mut rig), "");
    }
    // Where the rest stands there already it is not written over the edge, and not written in the wrong place.
    let mut rig = Rig::new("xterm");
    rig.paint(|frame| {
        frame.buffer_mut().set_string(0, 1, rest, Style::new());
        join(frame, 0, 1);
    });
    assert_eq!(paint(&mut rig), format!("^[H{row}"));
}

#[test]
fn the_widest_row_is_not_written_over_an_edge_that_the_window_may_not_have() {
    let measure = || (crate::terminal::size::MOST.0, 2);
    let backend = TerminalBackend::new(Vec::new(), capability("xterm"), measure);
    let mut rig = Rig(Display::new(backend).unwrap());
    let row = "a".repeat(500);
    let bytes = rig.paint(|frame| {
        frame.buffer_mut().set_string(0, 0, &row, Style::new());
        frame.buffer_mut().set_string(0, 1, "bcd", Style::new());
        join(frame, 499, 0);
        join(frame, 0, 1);
    });
    assert_eq!(bytes, format!("^[H{row}^[2Hbcd"));
}

#[test]
fn text_for_the_clipboard_goes_out_with_the_next_frame_in_one_piece() {
    let mut rig = Rig::new("xterm");
    rig.0.backend_mut().send_to_clipboard("abc");
    assert_eq!(rig.lines(&["Sent"], None), "^]52;c;YWJj^\\^[HSent");
    let mut rig = Rig::new("vt220");
    rig.0.backend_mut().send_to_clipboard("abc");
    assert_eq!(rig.lines(&["Sent"], None), "^[HSent");
}
