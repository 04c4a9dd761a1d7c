//! Keys as old terminals and leftover modes send them: each does what it says, and none is lost or taken for text.

use std::fs;

use super::pty::{Start, Terminal};

/// The program with the cursor in an owner's field, on a terminal of this locale.
fn in_owner_field(home: &std::path::Path, lang: &str) -> Terminal {
    let mut terminal = Terminal::start(&Start {
        lang,
        ..Start::at(home)
    });
    terminal.past_welcome();
    terminal.open_owner_field();
    terminal
}

fn state(home: &std::path::Path) -> String {
    fs::read_to_string(home.join(".local/share/roadsigns/state.toml")).unwrap()
}

#[test]
fn pounds_euros_and_quotes_of_an_old_client_are_recorded_as_typed() {
    let typed: [(&str, &[u8], &str); 3] = [
        (
            "en_GB.ISO-8859-15",
            b"\xa35 \xa46 \x93so\x94 it\x92s",
            "£5 €6 “so” it’s",
        ),
        (
            "en_GB.ISO-8859-1",
            b"\xa35 \x806 \x93so\x94 it\x92s",
            "£5 €6 “so” it’s",
        ),
        ("C", b"\xa35 \x806 \x93so\x94 it\x92s", "£5 €6 “so” it’s"),
    ];
    for (lang, bytes, text) in typed {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = in_owner_field(home.path(), lang);
        terminal.bytes(bytes);
        terminal.bytes(b"!\t");
        terminal.see("> Due");
        terminal.until_saved();
        terminal.keys("\x1b");
        terminal.wait_until("no field", |screen| !screen.contains("> Due"));
        terminal.leave();
        assert!(state(home.path()).contains(text), "{}", state(home.path()));
    }
}

#[test]
fn a_character_in_another_encoding_is_not_lost_without_a_word() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = in_owner_field(home.path(), "C.UTF-8");
    terminal.bytes(b"\xa3");
    terminal.see("A character was left out");
    terminal.keys_to("5", "5");
    terminal.keys("\x1b");
    terminal.wait_until("no field", |screen| !screen.contains("> Owner"));
    terminal.leave();
}

#[test]
fn keys_that_come_as_numbers_do_what_they_say() {
    // Esc, Ctrl-L, Shift-Tab, a letter, the same with Shift, Enter.
    for [esc, redraw, back, small, large, enter] in [
        [
            "\x1b[27u",
            "\x1b[108;5u",
            "\x1b[9;2u",
            "\x1b[110u",
            "\x1b[110;2u",
            "\x1b[13;2u",
        ],
        [
            "\x1b[27;1:1u\x1b[27;1:3u",
            "\x1b[108;5:1u\x1b[108;5:3u",
            "\x1b[9;2:1u\x1b[9;2:3u",
            "\x1b[110;;110u\x1b[110;1:3u",
            "\x1b[110:78;2;78u",
            "\x1b[13;5u",
        ],
        [
            "\x1b[27;5;27~",
            "\x1b[27;5;108~",
            "\x1b[27;2;9~",
            "n",
            "\x1b[27;2;78~",
            "\x1b[27;5;13~",
        ],
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = in_owner_field(home.path(), "C.UTF-8");
        terminal.keys_to(&format!("Fi{small}{large}a"), "FinNa");
        terminal.keys_to(enter, "> Due");
        terminal.keys_to(back, "> Owner");
        terminal.scribble("scribbled over");
        terminal.keys(redraw);
        terminal.wait_until("drawn afresh", |screen| !screen.contains("scribbled over"));
        terminal.keys(esc);
        terminal.wait_until("no field", |screen| !screen.contains("> Owner"));
        terminal.see("FinNa");
        terminal.until_saved();
        terminal.leave();
        assert!(
            state(home.path()).contains("\"FinNa\""),
            "{}",
            state(home.path())
        );
    }
}
