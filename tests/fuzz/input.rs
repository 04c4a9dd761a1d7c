//! Target: the terminal's decoder, whatever bytes come in whatever reads.

use crossterm::event::KeyCode;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{TestCaseError, TestCaseResult};
use roadsigns::app::keys;
use roadsigns::terminal::capability::Charset;
use roadsigns::terminal::decoder::Decoder;
use roadsigns::terminal::event::Event;

use super::engine::fuzz;
use super::mutation;

/// More waits than a decoder is patient for.
const LONG: usize = 100;
/// The most characters that one paste may have, and some room.
const PASTE: usize = 70_000;

/// Beginnings, middles and ends of what terminals send.
const PIECES: &[&str] = &[
    "\x1b",
    "\x1b\x1b",
    "\x1b[",
    "\x1bO",
    "\x1b[[",
    "\x1b[M",
    "\x1b[<0;3;4M",
    "\x1b]",
    "\x1bP",
    "\x1b_",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b[20",
    "\x07",
    "\x1b\\",
    "\u{9b}",
    "\u{8f}",
    "1",
    ";",
    "5",
    "~",
    "u",
    ":",
    "27;",
    "\u{93}",
    "$",
    "^",
    "@",
    "A",
    "H",
    "Z",
    "P",
    "R",
    "c",
    "?1;2c",
    "M",
    "I",
    "q",
    "x",
    "[",
    "O",
    "]",
    "é",
    "語",
    "\u{1f468}",
    "\r",
    "\n",
    "\t",
    "\0",
    "\x7f",
    "\x08",
    "\x03",
];

/// Keys that terminals send as sequences: introducer, parameters and final byte, by the known tables.
fn sequence() -> impl Strategy<Value = Vec<u8>> {
    let finals = select(b"ABCDFHPQRSZ".to_vec());
    let modifiers = prop_oneof![
        Just(String::new()),
        (2..=16_u8).prop_map(|modifier| format!("1;{modifier}"))
    ];
    prop_oneof![
        (modifiers, finals)
            .prop_map(|(modifier, last)| format!("\x1b[{modifier}{}", char::from(last))),
        (1..=34_u8, select(vec!["~", "$", "^", "@"]))
            .prop_map(|(number, last)| format!("\x1b[{number}{last}")),
        (1..=34_u8, 2..=16_u8).prop_map(|(number, modifier)| format!("\x1b[{number};{modifier}~")),
        select(b"ABCDHFPQRSMIX".to_vec()).prop_map(|last| format!("\x1bO{}", char::from(last))),
        select(b"abcd".to_vec()).prop_map(|last| format!("\x1b[{}", char::from(last))),
        (2..=8_u8, select(b"ABCDHFPQRS".to_vec()))
            .prop_map(|(modifier, last)| format!("\x1bO{modifier}{}", char::from(last))),
        select(b"ABCDE".to_vec()).prop_map(|last| format!("\x1b[[{}", char::from(last))),
        // Answers to questions of other programs, focus, mouse.
        (1..=60_u8, 1..=200_u8).prop_map(|(row, column)| format!("\x1b[{row};{column}R")),
        select(vec![
            "\x1b[?1;2c",
            "\x1b[>0;276;0c",
            "\x1b[I",
            "\x1b[O",
            "\x1b[0n",
            "\x1b[?62;22c",
            "\x1b[?2026;2$y",
            "\x1b[<35;20;5M",
            "\x1b[<0;1;1m",
            "\x1b[M qu"
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,40}".prop_map(|text| format!("\x1b]11;{text}\x07")),
        "[0-9a-f/:]{0,40}".prop_map(|text| format!("\x1b]4;{text}\x1b\\")),
        "[0-9A-F=;]{0,40}".prop_map(|text| format!("\x1bP1+r{text}\x1b\\")),
    ]
    .prop_map(String::into_bytes)
}

/// Feeds bytes in reads that end at these places, `flushes` waits going by after each.
fn reads(charset: Charset, bytes: &[u8], cuts: &[usize], flushes: usize) -> Vec<Event> {
    let (mut decoder, mut events) = (Decoder::new(charset), Vec::new());
    let mut from = 0;
    for &cut in cuts {
        decoder.feed(bytes.get(from..cut).unwrap(), &mut events);
        for _ in 0..flushes {
            decoder.flush(&mut events);
        }
        from = cut;
    }
    decoder.feed(bytes.get(from..).unwrap(), &mut events);
    for _ in 0..LONG {
        decoder.flush(&mut events);
    }
    assert!(!decoder.pending(), "a decoder must come to rest");
    events
}

/// Sorted places to cut, none just after an ESC: there only time can tell a key from the beginning of one.
fn cuts(bytes: &[u8], places: &[Index]) -> Vec<usize> {
    let mut cuts: Vec<usize> = places
        .iter()
        .map(|place| place.index(bytes.len() + 1))
        .collect();
    cuts.retain(|&cut| cut == 0 || bytes.get(cut - 1) != Some(&0x1b));
    cuts.sort_unstable();
    cuts
}

/// Keys of one character that are commands.
fn commands(events: &[Event]) -> Vec<char> {
    let letter = |event: &Event| match event {
        Event::Key(key) if keys::command(key).is_some() => match key.code {
            KeyCode::Char(c) => Some(c),
            _ => None,
        },
        _ => None,
    };
    events.iter().filter_map(letter).collect()
}

fn check(bytes: &[u8], places: &[Index], flushes: usize) -> TestCaseResult {
    for charset in [
        Charset::Utf8,
        Charset::Latin1,
        Charset::Latin9,
        Charset::Ascii,
    ] {
        let whole = reads(charset, bytes, &[], 0);
        let cut = reads(charset, bytes, &cuts(bytes, places), 0);
        prop_assert_eq!(&whole, &cut);
        let one_by_one: Vec<usize> = (0..bytes.len()).collect();
        let waited = [
            reads(charset, bytes, &one_by_one, flushes),
            reads(charset, bytes, &cuts(bytes, places), flushes),
        ];
        for event in waited.iter().flatten().chain(&whole) {
            match event {
                Event::Key(key) => {
                    let control = matches!(key.code, KeyCode::Char(c) if c.is_control());
                    prop_assert!(!control, "{:?}", key);
                }
                Event::Paste(text) => prop_assert!(text.len() <= 3 * PASTE),
                Event::Foreign => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert!(whole.len() <= 2 * bytes.len() + 2);
    }
    Ok(())
}

#[test]
fn any_bytes_in_any_reads_are_decoded() {
    fuzz(
        "input",
        20,
        || {
            let inputs = vec![
                Vec::new(),
                b"4jj \x1b[B\x1b[5~x\x1bOP\x1b[200~pasted\rtext\x1b[201~q".to_vec(),
                b"\x1b[1;5A\x1b[[A\x1b[<0;3;4M\x1b]11;rgb:0/0/0\x07\xc3\xa9\xa3".to_vec(),
            ];
            (
                prop_oneof![
                    4 => mutation::bytes(inputs, PIECES, 24),
                    1 => prop::collection::vec(any::<u8>(), 0..300),
                    2 => prop::collection::vec(select(PIECES), 0..60).prop_map(|pieces| pieces.concat().into_bytes()),
                ],
                prop::collection::vec(any::<Index>(), 0..20),
                1..50_usize,
            )
        },
        |(bytes, places, flushes)| check(bytes, places, *flushes),
    );
}

/// Known sequences one after the other: cut anywhere, no letter of theirs is a command.
fn known(sequences: &[Vec<u8>], places: &[Index], wait: Index) -> TestCaseResult {
    let bytes = sequences.concat();
    let cut = reads(Charset::Utf8, &bytes, &cuts(&bytes, places), 0);
    prop_assert_eq!(commands(&cut), Vec::<char>::new());
    // One wait, anywhere in one of them: the line was slow.
    for sequence in sequences {
        // An old mouse report is three bytes of any kind: after a wait they are what somebody typed.
        if sequence.starts_with(b"\x1b[M") {
            continue;
        }
        let wait = wait.index(sequence.len());
        let late = reads(Charset::Utf8, sequence, &[wait], 1);
        prop_assert_eq!(
            commands(&late),
            Vec::<char>::new(),
            "{:?} at {}",
            String::from_utf8_lossy(sequence),
            wait
        );
    }
    Ok(())
}

#[test]
fn no_letter_comes_from_inside_a_known_sequence() {
    fuzz(
        "input sequences",
        20,
        || {
            (
                prop::collection::vec(sequence(), 1..12),
                prop::collection::vec(any::<Index>(), 0..12),
                any::<Index>(),
            )
        },
        |(sequences, places, wait)| known(sequences, places, *wait),
    );
}

#[test]
fn a_paste_is_one_text_and_never_keys() {
    fuzz(
        "input paste",
        10,
        || {
            let text = prop_oneof![
                mutation::text(&["q", "x\n4\n"], mutation::NASTY, 12),
                "\\PC{0,200}",
            ];
            (text, prop::collection::vec(any::<Index>(), 0..12))
        },
        |(text, places): &(String, Vec<Index>)| {
            let text = text.replace("\x1b[201~", "");
            let bytes = format!("\x1b[200~{text}\x1b[201~").into_bytes();
            let events = reads(Charset::Utf8, &bytes, &cuts(&bytes, places), 0);
            let [Event::Paste(pasted)] = events.as_slice() else {
                return Err(TestCaseError::fail(format!("{events:?}")));
            };
            // Line ends become one kind, and other controls are the sanitiser's.
            if !text.contains(char::is_control) {
                prop_assert_eq!(pasted, &text);
            }
            Ok(())
        },
    );
}
