//! Every key of the table, cut at every point; and what must hold for any bytes.

mod table;

use proptest::prelude::*;

use super::*;

const UTF8: Charset = Charset::Utf8;

/// Feeds the pieces as so many reads, and lets all waits go by at the end.
fn reads_in(charset: Charset, pieces: &[&[u8]]) -> Vec<Event> {
    let (mut decoder, mut events) = (Decoder::new(charset), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut events);
    }
    let mut waits = 0;
    while decoder.pending() {
        decoder.flush(&mut events);
        waits += 1;
        assert!(waits <= PASTE_PATIENCE, "still pending");
    }
    events
}

fn reads(pieces: &[&[u8]]) -> Vec<Event> {
    reads_in(UTF8, pieces)
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn letters(text: &str) -> Vec<Event> {
    text.chars().map(character).collect()
}

/// The forms of every key, by terminal.
fn table() -> Vec<(&'static str, Event)> {
    use KeyCode::{
        BackTab, Char, Delete, Down, End, Enter, F, Home, Insert, Left, PageDown, PageUp, Right, Up,
    };
    const CTRL: KeyModifiers = KeyModifiers::CONTROL;
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const ALT: KeyModifiers = KeyModifiers::ALT;
    let mut table = Vec::new();
    let mut add = |forms: &'static [&'static str], code: KeyCode, modifiers| {
        table.extend(forms.iter().map(|form| (*form, with(code, modifiers))));
    };
    let none = KeyModifiers::NONE;
    add(&["\x1b[A", "\x1bOA"], Up, none);
    add(&["\x1b[B", "\x1bOB"], Down, none);
    add(&["\x1b[C", "\x1bOC"], Right, none);
    add(&["\x1b[D", "\x1bOD"], Left, none);
    add(&["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"], Home, none);
    add(&["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"], End, none);
    add(&["\x1b[2~"], Insert, none);
    add(&["\x1b[3~"], Delete, none);
    add(&["\x1b[5~"], PageUp, none);
    add(&["\x1b[6~"], PageDown, none);
    add(&["\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[P"], F(1), none);
    add(&["\x1bOQ", "\x1b[12~", "\x1b[[B"], F(2), none);
    add(&["\x1bOR", "\x1b[13~", "\x1b[[C"], F(3), none);
    add(&["\x1bOS", "\x1b[14~", "\x1b[[D"], F(4), none);
    add(&["\x1b[15~", "\x1b[[E"], F(5), none);
    add(&["\x1b[17~"], F(6), none);
    add(&["\x1b[18~"], F(7), none);
    add(&["\x1b[19~"], F(8), none);
    add(&["\x1b[20~"], F(9), none);
    add(&["\x1b[21~"], F(10), none);
    add(&["\x1b[23~"], F(11), none);
    add(&["\x1b[24~"], F(12), none);
    add(&["\x1b[34~"], F(20), none);
    add(&["\x1b[Z"], BackTab, none);
    add(&["\x1b[1;5A", "\x1bOa", "\x1bO5A", "\x1bO1;5A"], Up, CTRL);
    add(&["\x1b[1;2B", "\x1b[b"], Down, SHIFT);
    add(&["\x1b[1;3C", "\x1b\x1b[C", "\x1b\x1bOC"], Right, ALT);
    add(&["\x1b[1;6D"], Left, CTRL.union(SHIFT));
    add(&["\x1b[3;5~", "\x1b[3^"], Delete, CTRL);
    add(&["\x1b[3$", "\x1b[3;2~"], Delete, SHIFT);
    add(&["\x1b[5@"], PageUp, CTRL.union(SHIFT));
    add(&["\x1b[1;2P", "\x1bO2P", "\x1b[11;2~"], F(1), SHIFT);
    add(&["\x1bOM"], Enter, none);
    add(&["\x1bOX"], Char('='), none);
    add(&["\x1bOj"], Char('*'), none);
    add(&["\x1bOk"], Char('+'), none);
    add(&["\x1bOl"], Char(','), none);
    add(&["\x1bOm"], Char('-'), none);
    add(&["\x1bOn"], Char('.'), none);
    add(&["\x1bOo"], Char('/'), none);
    add(&["\x1bOp"], Char('0'), none);
    add(&["\x1bOu"], Char('5'), none);
    add(&["\x1bOy"], Char('9'), none);
    table
}

#[test]
fn every_key_is_known_however_it_is_cut() {
    for (bytes, expected) in table() {
        let bytes = bytes.as_bytes();
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                assert_eq!(
                    reads(&pieces),
                    std::slice::from_ref(&expected),
                    "{:?}",
                    bytes.escape_ascii().to_string()
                );
            }
        }
    }
}

#[test]
fn a_key_whose_escape_was_given_away_is_dropped() {
    for (bytes, _) in table()
        .iter()
        .filter(|(bytes, _)| !bytes.starts_with("\x1b\x1b"))
    {
        if bytes.starts_with("\x1bO") && bytes.ends_with(|last: char| last.is_ascii_lowercase()) {
            continue;
        }
        let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
        decoder.feed(b"\x1b", &mut events);
        decoder.flush(&mut events);
        for byte in bytes.bytes().skip(1) {
            decoder.feed(&[byte], &mut events);
        }
        decoder.feed(b"x", &mut events);
        assert_eq!(events, [key(KeyCode::Esc), character('x')], "{bytes:?}");
    }
}

#[test]
fn a_key_cut_by_a_long_wait_is_not_letters() {
    let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
    decoder.feed(b"\x1b[1", &mut events);
    for _ in 1..PATIENCE {
        decoder.flush(&mut events);
    }
    decoder.feed(b"5~", &mut events);
    assert_eq!(events, [key(KeyCode::F(5))]);
    decoder.feed(b"\x1b[1", &mut events);
    for _ in 0..PATIENCE {
        decoder.flush(&mut events);
    }
    assert!(!decoder.pending());
    assert_eq!(events.len(), 1);
}

/// A slow line cut these after their ESC, which was given away as Esc: what follows is no letter, for `n` and `9` are
/// commands.
#[test]
fn the_rest_of_a_sequence_that_is_no_key_is_dropped_after_a_wait_too() {
    for rest in [
        "[9~",
        "[0n",
        "]11;rgb:0/0/0\x07",
        "]4;1n\x1b\\",
        "P1+rn\x1b\\",
    ] {
        let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
        decoder.feed(b"\x1b", &mut events);
        decoder.flush(&mut events);
        decoder.feed(rest.as_bytes(), &mut events);
        decoder.feed(b"j", &mut events);
        assert_eq!(events, [key(KeyCode::Esc), character('j')], "{rest:?}");
    }
    for typed in ["]", "P", "_x", "]1", "]j"] {
        let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
        decoder.feed(b"\x1b", &mut events);
        decoder.flush(&mut events);
        decoder.feed(typed.as_bytes(), &mut events);
        decoder.flush(&mut events);
        events.remove(0);
        assert_eq!(events, letters(typed), "{typed:?}");
    }
}

#[test]
fn what_was_typed_after_escape_is_kept() {
    let esc = || key(KeyCode::Esc);
    let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
    decoder.feed(b"\x1b", &mut events);
    assert!(decoder.pending());
    decoder.flush(&mut events);
    decoder.feed(b"j", &mut events);
    decoder.feed(b"\x1b", &mut events);
    decoder.flush(&mut events);
    decoder.feed(b"[", &mut events);
    decoder.flush(&mut events);
    decoder.feed(b"\x1b", &mut events);
    decoder.flush(&mut events);
    decoder.feed(b"[x", &mut events);
    decoder.feed(b"\x1b", &mut events);
    decoder.flush(&mut events);
    decoder.feed(b"Ok", &mut events);
    let c = character;
    let expected = [
        esc(),
        c('j'),
        esc(),
        c('['),
        esc(),
        c('['),
        c('x'),
        esc(),
        c('O'),
        c('k'),
    ];
    assert_eq!(events, expected);
    assert_eq!(reads(&[b"\x1b", b"j"]), [esc(), c('j')]);
    assert_eq!(reads(&[b"\x1b", b"\r"]), [esc(), key(KeyCode::Enter)]);
    assert_eq!(reads(&[b"\x1b"]), [esc()]);
    assert_eq!(reads(&[b"\x1b\x1b"]), [esc(), esc()]);
    assert_eq!(reads(&[b"\x1b\x1b\x1b"]), [esc(), esc(), esc()]);
    assert_eq!(
        reads(&[b"\x1b", b"\x1b[A"]),
        [with(KeyCode::Up, KeyModifiers::ALT)]
    );
}

#[test]
fn alt_is_dropped_whole() {
    assert_eq!(reads(&[b"a\x1bxb"]), letters("ab"));
    assert_eq!(reads(&["a\x1b\u{e9}b".as_bytes()]), letters("ab"));
    assert_eq!(reads(&["a\x1b\u{20ac}".as_bytes(), b"b"]), letters("ab"));
    assert_eq!(reads(&[b"a\x1b\rb"]), letters("ab"));
    assert_eq!(reads(&[b"a\x1bPb"]), letters("ab"));
}

#[test]
fn unknown_sequences_are_dropped_whole() {
    for bytes in [
        "\x1b[99~",
        "\x1b[?1;2c",
        "\x1b[24;80R",
        "\x1b[<0;3;4M",
        "\x1b[I",
        "\x1b[O",
        "\x1b[M !!",
        "\x1b]11;rgb:1234/5678/9abc\x1b\\",
        "\x1b]11;rgb:1/2/3\x07",
        "\x1bP>|XTerm(379)\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b[1 q",
        "\x1b[1;2;3;4A",
        "\x1b[99999999999~",
        "\x1b[[Z",
        "\x1b_Gi=1;OK\x1b\\",
    ] {
        assert_eq!(
            reads(&[b"a", bytes.as_bytes(), b"b"]),
            letters("ab"),
            "{bytes:?}"
        );
    }
    let long = format!("a\x1b[{}mb", "1;".repeat(5000));
    assert_eq!(reads(&[long.as_bytes()]), letters("ab"));
}

#[test]
fn a_new_sequence_ends_an_unfinished_one() {
    let up = || key(KeyCode::Up);
    for begun in ["\x1b[1;", "\x1bO", "\x1b[[", "\x1b[M"] {
        assert_eq!(
            reads(&[format!("{begun}\x1b[A").as_bytes()]),
            [up()],
            "{begun:?}"
        );
    }
    assert_eq!(reads(&[b"\x1b[1\r"]), [key(KeyCode::Enter)]);
}

#[test]
fn control_keys() {
    let control = |letter| with(KeyCode::Char(letter), KeyModifiers::CONTROL);
    assert_eq!(
        reads(&[b"\x08\x7f"]),
        [key(KeyCode::Backspace), key(KeyCode::Backspace)]
    );
    assert_eq!(
        reads(&[b"\r\n\t"]),
        [key(KeyCode::Enter), key(KeyCode::Enter), key(KeyCode::Tab)]
    );
    assert_eq!(reads(&[b"\0"]), []);
    assert_eq!(
        reads(&[b"\x01\x03\x11\x12\x13\x1a\x1c"]),
        ['a', 'c', 'q', 'r', 's', 'z', '\\'].map(control)
    );
    assert_eq!(reads(&[b"Az"]), letters("Az"));
}

#[test]
fn characters_of_several_bytes_are_joined() {
    let text = "\u{a3}\u{2013}\u{20ac}\u{1f6e3}\u{175}";
    for cut in 0..=text.len() {
        let (left, right) = text.as_bytes().split_at(cut);
        assert_eq!(reads(&[left, right]), letters(text));
        assert_eq!(reads_in(Charset::Latin1, &[left, right]), letters(text));
    }
}

#[test]
fn latin_1_is_understood_where_the_locale_is_not_utf_8() {
    assert_eq!(reads_in(Charset::Latin1, &[b"\xa35"]), letters("\u{a3}5"));
    assert_eq!(
        reads_in(Charset::Ascii, &[b"caf\xe9 \xe9"]),
        letters("caf\u{e9} \u{e9}")
    );
    assert_eq!(
        reads_in(Charset::Latin1, &[b"\xe9\xa3"]),
        letters("\u{e9}\u{a3}")
    );
    let foreign = |rest| [vec![Event::Foreign], letters(rest)].concat();
    assert_eq!(reads(&[b"\xa35"]), foreign("5"));
    assert_eq!(reads(&[b"\xc2\x9b\xff1"]), foreign("1"));
    // A character that is cut short.
    assert_eq!(
        reads(&["a\u{20ac}".as_bytes().split_last().unwrap().1]),
        [letters("a"), foreign("")].concat()
    );
}

#[test]
fn a_byte_is_the_letter_that_the_locale_has_for_it() {
    let (latin1, latin9) = (Charset::Latin1, Charset::Latin9);
    for (charset, bytes, text) in [
        (latin1, b"\xa4\xa35 \xbd".as_slice(), "¤£5 ½"),
        (latin9, b"\xa4\xa35 \xbd", "€£5 œ"),
        (latin9, b"\xa6\xa8\xb4\xb8\xbc\xbe\xa0\xff", "ŠšŽžŒŸ\u{a0}ÿ"),
        // Where both have control characters Windows has signs, which texts from Word hold.
        (
            latin1,
            b"\x93so\x94 \x96 it\x92s \x805\x85",
            "“so” – it’s €5…",
        ),
        (
            latin9,
            b"\x93so\x94 \x96 it\x92s \x805\x85",
            "“so” – it’s €5…",
        ),
        (Charset::Ascii, b"\x93so\x94 \xa35", "“so” £5"),
        // A client of today on a host of old.
        (latin9, "“so” £5 €5".as_bytes(), "“so” £5 €5"),
    ] {
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(reads_in(charset, &[bytes]), letters(text));
        assert_eq!(reads_in(charset, &single), letters(text));
        let pasted = [b"\x1b[200~", bytes, b"\x1b[201~"].concat();
        assert_eq!(reads_in(charset, &[&pasted]), [Event::Paste(text.into())]);
    }
    // There nobody has a character.
    let none = [letters("é"), vec![Event::Foreign], letters("a")].concat();
    assert_eq!(reads_in(latin1, &[b"\xe9\x81a"]), none);
    let none = Event::Paste("\u{fffd}".into());
    assert_eq!(reads_in(latin1, &[b"\x1b[200~\x81\x1b[201~"]), [none]);
}

#[test]
fn eight_bit_sequences_are_sequences() {
    for charset in [UTF8, Charset::Latin1] {
        assert_eq!(reads_in(charset, &[b"\x9b5~"]), [key(KeyCode::PageUp)]);
        assert_eq!(reads_in(charset, &[b"\x8fP"]), [key(KeyCode::F(1))]);
    }
}

#[test]
fn a_paste_is_text_however_it_is_cut() {
    let bytes = "\x1b[200~one\r\ntwo\rq\x1b[20\x1b[A \u{a3}\x1b[201~".as_bytes();
    let expected = [Event::Paste("one\ntwo\nq\x1b[20\x1b[A \u{a3}".into())];
    for cut in 0..=bytes.len() {
        assert_eq!(reads(&[&bytes[..cut], &bytes[cut..]]), expected);
    }
    let (mut decoder, mut events) = (Decoder::new(UTF8), Vec::new());
    decoder.feed(b"\x1b", &mut events);
    decoder.flush(&mut events);
    decoder.feed(b"[200~q", &mut events);
    decoder.feed(b"\x1b[201~", &mut events);
    assert_eq!(events, [key(KeyCode::Esc), Event::Paste("q".into())]);
    assert_eq!(
        reads_in(Charset::Latin1, &[b"\x1b[200~\xa35\x1b[201~"]),
        [Event::Paste("\u{a3}5".into())]
    );
    assert_eq!(reads(&[b"\x1b[200~half"]), [Event::Paste("half".into())]);
}

#[test]
fn a_paste_has_a_limit() {
    let long = format!("\x1b[200~a{}\x1b[201~x", "\u{e9}".repeat(PASTE_LIMIT));
    let events = reads(&[long.as_bytes()]);
    let [Event::Paste(text), last] = events.as_slice() else {
        panic!("{}", events.len())
    };
    assert_eq!(text.len(), PASTE_LIMIT - 1);
    assert!(text.ends_with('\u{e9}'));
    assert_eq!(*last, character('x'));
}

proptest! {
    #[test]
    fn no_bytes_can_harm(bytes in prop::collection::vec(any::<u8>(), 0..200), cuts in prop::collection::vec(0_usize..200, 0..6)) {
        for charset in [UTF8, Charset::Latin1, Charset::Ascii] {
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
            cuts.sort_unstable();
            let mut pieces = Vec::new();
            let mut from = 0;
            for cut in cuts.into_iter().chain([bytes.len()]) {
                pieces.push(&bytes[from..cut]);
                from = cut;
            }
            for event in reads_in(charset, &pieces) {
                if let Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) = event {
                    prop_assert!(!letter.is_control());
                }
            }
        }
    }

    #[test]
    fn the_same_bytes_at_once_or_with_waits_only_differ_after_escape(text in "[ -~\u{a0}-\u{17f}\r\t]{0,40}") {
        let whole = reads(&[text.as_bytes()]);
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        prop_assert_eq!(whole, reads(&bytes));
    }

    #[test]
    fn a_sequence_never_becomes_letters(
        parameters in "[0-9;:<=>?]{0,40}", intermediates in "[ !\"#%&'()*+,./-]{0,3}", last in "[@-~]", cut in 0_usize..50,
    ) {
        prop_assume!(!(parameters.is_empty() && intermediates.is_empty() && last == "["));
        prop_assume!(!(parameters == "200" && intermediates.is_empty() && last == "~"));
        // Keys in numbers may be letters; the table says which.
        prop_assume!(!(last == "u" || last == "_" || (last == "~" && parameters.starts_with("27"))));
        let bytes = format!("\x1b[{parameters}{intermediates}{last}");
        let (left, right) = bytes.as_bytes().split_at(cut % bytes.len());
        for events in [reads(&[bytes.as_bytes()]), reads(&[left, right]), reads(&[left])] {
            for event in events {
                let is_letter = matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), .. }));
                prop_assert!(!is_letter, "{:?}", bytes);
            }
        }
    }
}
