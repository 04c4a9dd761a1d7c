//! Copying: the menu, the copy view, the QR code, and the bytes that reach a clipboard.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at once"
)]

#[path = "program/pty.rs"]
#[expect(dead_code, reason = "shared; this file needs a part of it")]
mod pty;
#[path = "journey/script.rs"]
#[expect(dead_code, reason = "shared; this file needs a part of it")]
mod script;

use insta::assert_snapshot;
use pty::Terminal;
use roadsigns::app::clipboard::Clipboard;
use roadsigns::app::look::{Colours, Glyphs, Look, Theme};
use roadsigns::app::message::{Effect, Message};
use roadsigns::plain::spoken::{self, Thing};
use script::Script;
use std::collections::BTreeSet;

const COLOURED: Look = Look {
    glyphs: Glyphs::Unicode,
    colours: Colours::Sixteen,
    theme: Theme::Terminal,
    alternate_screen: true,
    hyperlinks: false,
};
const ADDRESS: &str =
    "https://www.england.nhs.uk/long-read/provider-selection-regime-getting-to-the-right-decision/";

/// The page of a source, on a terminal whose clipboard takes so much.
fn at_source(width: u16, height: u16, look: Look, clipboard: Clipboard) -> Script {
    let mut script = script::start(width, height, look);
    script.app.world.clipboard = clipboard;
    script.keys("Enter /").text("getting to the right decision");
    script.keys("Enter");
    script
}

fn source() -> Script {
    at_source(80, 24, COLOURED, Clipboard::Takes(8192))
}

fn sent(script: &Script) -> Option<&str> {
    script.effects.iter().find_map(|effect| match effect {
        Effect::Send(text) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn the_menu_at_a_source() {
    assert_snapshot!(source().keys("y").screen());
}

#[test]
fn the_menu_at_an_item_of_a_checklist_in_ascii() {
    let mut script = script::start(80, 24, Look::default());
    script.app.world.clipboard = Clipboard::Takes(570);
    assert_snapshot!(script.keys("Enter 0 3 Tab y").screen());
}

#[test]
fn the_menu_on_a_narrow_screen_of_a_kiosk() {
    let mut script = at_source(44, 20, COLOURED, Clipboard::Kiosk);
    assert_snapshot!(script.keys("y").screen());
}

#[test]
fn the_copy_view_of_an_address() {
    let mut script = at_source(40, 12, COLOURED, Clipboard::default());
    assert_snapshot!(script.keys("y Enter").screen());
}

#[test]
fn the_copy_view_of_a_page_in_ascii() {
    let mut script = script::start(80, 24, Look::default());
    script.keys("Enter 4 y Enter");
    let screen = script.screen();
    assert!(screen.is_ascii());
    assert_snapshot!(screen);
}

#[test]
fn a_qr_code() {
    assert_snapshot!(source().keys("y Down Down Enter").screen());
}

#[test]
fn a_qr_code_that_the_window_has_no_room_for() {
    let mut script = at_source(40, 12, COLOURED, Clipboard::default());
    assert_snapshot!(script.keys("y Down Enter").screen());
}

#[test]
fn without_half_blocks_or_colours_the_address_stands_in_place_of_a_code() {
    for (glyphs, colours, why) in [
        (Glyphs::Ascii, Colours::Sixteen, "it needs half-blocks"),
        (Glyphs::Cp437, Colours::None, "it needs black on white"),
    ] {
        let look = Look {
            glyphs,
            colours,
            theme: Theme::Terminal,
            alternate_screen: true,
            hyperlinks: false,
        };
        let mut script = at_source(100, 24, look, Clipboard::default());
        script.keys("y Down Enter").sees("No QR code").sees(why);
        let screen = script.screen();
        assert!(screen.lines().any(|line| line == ADDRESS), "{screen}");
    }
}

#[test]
fn what_is_sent_from_a_source_is_its_address_and_nothing_else() {
    let mut script = source();
    script.keys("y Enter");
    assert_eq!(sent(&script), Some(ADDRESS));
    let words = roadsigns::app::words::SENT;
    let words = words.told(roadsigns::app::hint::Hand::Keys);
    script.sees(&words).sees("Address");
    assert!(words.len() <= 78, "the footer of 80 columns would cut it");
}

#[test]
fn what_is_sent_from_a_link_to_a_source_is_its_address() {
    let mut script = script::start(80, 24, COLOURED);
    script.app.world.clipboard = Clipboard::Takes(8192);
    script.keys("Enter 4 Tab Tab");
    let links = script.app.links();
    let index = links
        .iter()
        .position(|link| link.place.text().starts_with("sources/"))
        .unwrap();
    for _ in 0..index {
        script.keys("Down");
    }
    script.keys("y Enter");
    let id = links[index].place.text().replace("sources/", "");
    let address = &script::guide().source(&id).unwrap().address;
    assert_eq!(sent(&script), Some(address.as_str()));
}

#[test]
fn an_item_is_copied_with_what_was_recorded() {
    let mut script = script::start(80, 24, COLOURED);
    script.app.world.clipboard = Clipboard::Takes(8192);
    script.keys("Enter 0 3 Tab Enter Tab").text("Zo\u{eb}");
    script
        .keys("Tab")
        .text("17/12/2026")
        .keys("Esc Space y Enter");
    let text = sent(&script).unwrap();
    for line in [
        "Place: toolkit/procurement#notices",
        "Project: My first project",
        "State: In hand",
        "Owner: Zo\u{eb}",
        "Due date: Thu 17 Dec 2026",
    ] {
        assert!(text.lines().any(|it| it == line), "no {line:?} in\n{text}");
    }
}

#[test]
fn a_text_beyond_the_cap_is_refused_with_its_size_and_the_other_ways_stay() {
    let mut script = script::start(80, 24, COLOURED);
    script.app.world.clipboard = Clipboard::Takes(8192);
    script
        .keys("Enter 4 y")
        .sees("Not to be sent: the page's text has");
    script.sees("8192 at most").sees_no("Send ");
    script.keys("Enter");
    assert_eq!(sent(&script), None);
    assert!(script.app.is_alone());
}

#[test]
fn a_terminal_that_might_show_it_and_a_kiosk_say_why_nothing_is_sent() {
    for (clipboard, why) in [
        (Clipboard::Unsafe, "may show it as letters"),
        (Clipboard::Kiosk, "This is a kiosk"),
    ] {
        let mut script = at_source(80, 24, COLOURED, clipboard);
        script.keys("y").sees(why).sees_no("Send ");
        script.keys("Enter Esc Down Enter Esc");
        assert_eq!(sent(&script), None);
    }
}

#[test]
fn any_key_but_the_moving_ones_leads_back_to_the_menu() {
    for choice in ["Down Enter", "Down Down Enter"] {
        for key in [
            "Esc",
            "Enter",
            "q",
            "c",
            "y",
            "4",
            "Left",
            "C-c",
            "Tab",
            "Backspace",
        ] {
            let mut script = source();
            script.keys("y").keys(choice);
            assert!(script.app.is_alone());
            script.keys(key).sees("Show the address as a QR code");
            script.keys("Esc");
            assert_eq!(script.app.spot().place.text(), "sources/psr-flow", "{key}");
        }
    }
}

#[test]
fn where_nothing_is_hidden_the_moving_keys_lead_back_too_and_at_an_end_nothing_is_sent() {
    for key in ["Down", "Up", "PgDn", "Space", "End"] {
        let mut script = source();
        script.keys("y Down Down Enter").keys(key);
        script.sees("Show the address as a QR code");
    }
    let mut script = script::start(80, 24, COLOURED);
    script.keys("Enter 4 y Enter End");
    let before = script.effects.len();
    script.keys("Down PgDn End");
    assert!(script.app.is_alone());
    assert_eq!(script.effects.len(), before);
}

#[test]
fn the_moving_keys_scroll_the_copy_view_and_the_cursor_stays_at_the_top() {
    let mut script = script::start(80, 24, COLOURED);
    script.keys("Enter 4 y Enter");
    let first = script.screen();
    for keys in ["Down", "PgDn", "Space", "j", "End"] {
        let before = script.screen();
        script.keys(keys);
        assert_ne!(script.screen(), before, "{keys}");
    }
    script.keys("Home");
    assert_eq!(script.screen(), first);
    let top = first.lines().next().unwrap().to_owned();
    assert_eq!(script.cursor_row(), top);
}

#[test]
fn what_is_not_saved_is_shown_bare_to_be_copied_before_leaving() {
    let mut script = script::start(80, 24, COLOURED);
    script.keys("Enter 0 3 Tab Space");
    script.send(Message::NotSaved("the disk is full".into()));
    script.keys("q").sees("Some work is NOT SAVED");
    script.keys("Down Enter");
    assert!(script.app.is_alone());
    let screen = script.screen();
    let first = screen.lines().next().unwrap();
    assert!(first.starts_with(|c: char| c.is_alphanumeric()), "{screen}");
    script.sees("In hand").sees_no("NOT SAVED");
    script.keys("q").sees("Leave; what is not saved is lost");
}

#[test]
fn a_save_that_fails_is_said_below_the_copy_view_until_the_next_key_and_nothing_moves() {
    let mut script = script::start(80, 24, COLOURED);
    script.keys("Enter 4 y Enter PgDn");
    let before = script.screen();
    let rows = |screen: &str| screen.lines().map(str::to_owned).collect::<Vec<_>>();
    let failed = || Message::NotSaved("the disk is full".into());
    script.send(failed());
    let (during, last) = (rows(&script.screen()), rows(&before).len() - 1);
    assert_eq!(during[..last], rows(&before)[..last]);
    assert_eq!(during[last].trim(), "NOT SAVED: the disk is full");
    // What was said already does not cover the next page.
    script.keys("Down").sees_no("NOT SAVED").keys("Up");
    script.send(failed());
    assert_eq!(script.screen(), before);
    script.keys("Esc").sees("NOT SAVED: the disk is full");
}

#[test]
fn below_the_copy_view_a_failure_gives_way_to_the_text_once_all_is_saved() {
    let mut script = at_source(40, 3, COLOURED, Clipboard::default());
    script.keys("y Enter");
    let before = script.screen();
    script.send(Message::NotSaved("the disk is full".into()));
    script.sees("NOT SAVED: the disk is full");
    script.effects.clear();
    script.send(Message::Saved {
        count: 0,
        foreign: Vec::new(),
    });
    assert_eq!(script.screen(), before);
    assert_eq!(script.effects, [Effect::Redraw], "rows are joined again");
}

#[test]
fn a_save_that_fails_is_said_below_a_qr_code() {
    let mut script = source();
    script.keys("y Down Down Enter");
    script.send(Message::NotSaved("the disk is full".into()));
    script.sees("NOT SAVED: the disk is full");
    script.sees("Any key leads back.").sees("\u{2588}\u{2580}");
}

/// The program at a source, opened over the search.
fn at_home(home: &std::path::Path, term: &str, arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::start(&pty::Start {
        term,
        arguments,
        ..pty::Start::at(home)
    });
    terminal.see("Welcome");
    terminal.keys_to("/", "Search everything");
    terminal.keys_to("getting to the right decision", " found");
    terminal.keys_to("\r", "This guide opens no browser");
    terminal
}

/// The control strings among bytes.
fn strings(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let strings = text.split("\x1b]").skip(1);
    strings
        .map(|rest| rest.split_once("\x1b\\").unwrap().0.to_owned())
        .collect()
}

#[test]
fn y_sends_exactly_the_address_once() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = at_home(home.path(), "xterm-256color", &[]);
    terminal.keys_to("y", "Send the address");
    terminal.keys_to("\r", "Sent to your terminal's clipboard");
    let base64 = "aHR0cHM6Ly93d3cuZW5nbGFuZC5uaHMudWsvbG9uZy1yZWFkL3Byb3ZpZGVyLXNlbGVjdGlvbi1yZWdpbWUtZ2V0dGluZy10by10aGUtcmlnaHQtZGVjaXNpb24v";
    assert_eq!(strings(&terminal.leave().bytes), [format!("52;c;{base64}")]);
}

#[test]
fn a_kiosk_and_an_old_terminal_are_sent_no_control_string_whatever_is_asked_for() {
    for (term, arguments) in [
        ("xterm-256color", &["--kiosk", "--hyperlinks"][..]),
        ("linux", &["--hyperlinks"]),
        ("vt220", &["--hyperlinks"]),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = at_home(home.path(), term, arguments);
        terminal.keys_to("y", "Show the address");
        assert!(!terminal.screen().contains("Send "), "{term}");
        terminal.keys("\r");
        terminal.wait_until("the copy view", |screen| {
            screen.starts_with("https://") && !screen.contains("Show")
        });
        terminal.keys_to("\x1b", "Show the address");
        terminal.keys("\x1b");
        terminal.wait_until("the page", |screen| !screen.contains("Show"));
        assert_eq!(strings(&terminal.leave().bytes), [""; 0], "{term}");
    }
}

#[test]
fn an_address_is_a_link_only_for_who_asked_for_links() {
    for (arguments, wanted) in [(&[][..], 0), (&["--hyperlinks"], 1)] {
        let home = tempfile::tempdir().unwrap();
        let terminal = at_home(home.path(), "xterm-256color", arguments);
        let strings = strings(&terminal.leave().bytes);
        let opened: Vec<&String> = strings.iter().filter(|it| *it != "8;;").collect();
        assert_eq!(strings.len(), 2 * opened.len(), "{strings:?}");
        // A link that goes over several rows may be opened at each, under one id.
        let links: BTreeSet<&String> = opened.into_iter().collect();
        assert_eq!(links.len(), wanted, "{strings:?}");
        for link in links {
            let said = link.strip_prefix("8;id=").unwrap();
            let (id, address) = said.split_once(';').unwrap();
            assert!(id.parse::<u16>().is_ok(), "{link}");
            assert_eq!(address, ADDRESS);
        }
    }
}

#[test]
fn links_can_be_switched_on_in_the_view_settings_and_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = at_home(home.path(), "xterm-256color", &[]);
    terminal.keys_to("v", "View settings");
    // The end of the list: links, text, keep.
    terminal.keys("\x1b[F\x1b[A\x1b[A");
    terminal.keys_to("\r", "(x) links that the terminal opens");
    terminal.keys_to("\x1b[F\r", "Kept for the next start");
    terminal.keys_to("\x1b", "This guide opens no browser");
    let strings = strings(&terminal.leave().bytes);
    assert!(
        strings.iter().any(|it| it.ends_with(ADDRESS)),
        "{strings:?}"
    );
    let settings = home.path().join(".config/roadsigns/settings.toml");
    let kept = std::fs::read_to_string(settings).unwrap();
    assert_eq!(kept, "hyperlinks = true\n");
}

#[test]
fn where_no_control_string_is_sent_the_view_settings_offer_no_links() {
    for clipboard in [Clipboard::Kiosk, Clipboard::Unsafe] {
        let mut script = script::start(80, 40, COLOURED);
        script.app.world.clipboard = clipboard;
        script.keys("Enter v").sees("links are not sent here");
        let things = spoken::lines(&script.app, 80).things;
        let is_link = |thing: &Thing| thing.words.contains("links that the terminal opens");
        assert!(!things.iter().any(is_link), "{clipboard:?}");
    }
}

#[test]
fn the_terminal_selects_an_address_of_two_rows_as_one() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = at_home(home.path(), "xterm-256color", &[]);
    terminal.keys_to("y", "Show the address");
    terminal.keys("\x1b[B\r");
    // An emulator joins rows only where it was written over the edge itself.
    terminal.wait_until("the address in one line", |screen| {
        screen.trim_end() == ADDRESS
    });
    terminal.keys_to("\x1b", "Show the address");
    terminal.keys("\x1b");
    terminal.wait_until("the page", |screen| !screen.contains("Show"));
    terminal.leave();
}
