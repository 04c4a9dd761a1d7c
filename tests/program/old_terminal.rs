//! A terminal of 1978 without a locale: what reaches it is ASCII without colours, wherever one goes.

use super::pty::{Start, Terminal};
use super::tour;

/// Parameters of every SGR sequence among the bytes.
pub(super) fn attributes(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    text.split("\x1b[")
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let (numbers, last) = rest.split_at(end);
            last.starts_with('m').then(|| numbers.to_owned())
        })
        .collect()
}

/// Whether an SGR sets a colour.
pub(super) fn is_colour(attribute: &str) -> bool {
    attribute
        .split([';', ':'])
        .any(|number| matches!(number.parse(), Ok(30..=49 | 90..=107)))
}

/// Opens everything there is, and hands all bytes over that came of it.
fn tour(rows: u16) -> Vec<u8> {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(&Start {
        term: "vt100",
        lang: "C",
        rows,
        ..Start::at(home.path())
    });
    tour::everything(&mut terminal);
    tour::forms(&mut terminal);
    let after = terminal.leave();
    assert_eq!(after.code, 0, "{}", after.screen);
    after.bytes
}

fn nothing_foreign(bytes: &[u8]) {
    let around =
        |at: usize| String::from_utf8_lossy(&bytes[at.saturating_sub(60)..at + 4]).into_owned();
    let foreign = bytes.iter().position(|&byte| byte >= 0x80);
    assert_eq!(foreign.map(around), None);
    let colours: Vec<String> = attributes(bytes)
        .into_iter()
        .filter(|of| is_colour(of))
        .collect();
    assert_eq!(colours, [""; 0]);
    assert!(
        bytes.len() > 20_000,
        "the tour was short: {} bytes",
        bytes.len()
    );
}

#[test]
fn a_vt100_without_a_locale_gets_ascii_without_colours_on_a_tour_of_everything() {
    nothing_foreign(&tour(24));
}

#[test]
fn a_vt100_as_tall_as_the_pages_gets_ascii_without_colours_too() {
    nothing_foreign(&tour(250));
}

#[test]
fn colours_and_foreign_bytes_would_be_noticed() {
    for colour in ["31", "0;97", "1;38;5;3", "49", "38:5:3"] {
        assert!(is_colour(colour), "{colour}");
    }
    for plain in ["", "0", "1", "7", "4;7", "22", "27"] {
        assert!(!is_colour(plain), "{plain}");
    }
    assert_eq!(attributes(b"a\x1b[1;31mb\x1b[2Jc\x1b[m"), ["1;31", ""]);
}
