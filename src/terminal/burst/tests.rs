//! What is a burst, and what only looks like one.

use super::super::capability::Charset;
use super::super::decoder::Decoder;
use super::*;

/// The events of one read, gathered.
fn read(bytes: &str, goes_on: bool) -> Vec<Event> {
    let mut events = vec![Event::Resize(80, 24)];
    Decoder::new(Charset::Utf8).feed(bytes.as_bytes(), &mut events);
    gather(&mut events, 1, goes_on);
    assert_eq!(events.remove(0), Event::Resize(80, 24));
    events
}

fn burst(text: &str) -> Vec<Event> {
    vec![Event::Burst(text.to_owned())]
}

#[test]
fn sixteen_different_characters_with_a_space_or_a_line_end_among_them_are_a_burst() {
    // Fifteen letters and a space; sixteen letters and a line end.
    assert_eq!(read("abcdefghijklmno ", false), burst("abcdefghijklmno "));
    assert_eq!(
        read("abcdefghijklmnop\r", false),
        burst("abcdefghijklmnop\n")
    );
    let words = "The provider has met the service level in £ of each quarter.\rNext line";
    assert_eq!(read(words, false), burst(&words.replace('\r', "\n")));
    for keys in [
        "abcdefghijklmn ",
        "abcdefghijklmnop",
        "abcdefghijklmno\r",
        "",
        "4\t  nn q",
    ] {
        let events = read(keys, false);
        assert_eq!(events.len(), keys.chars().count(), "{keys:?}");
        assert!(events.iter().all(|event| matches!(event, Event::Key(_))));
    }
}

#[test]
fn repeats_and_escape_sequences_do_not_count() {
    for keys in ["j".repeat(4000), "j ".repeat(2000), "jk \r".repeat(500)] {
        assert_eq!(read(&keys, false).len(), keys.len());
    }
    let arrows = "\x1b[A\x1b[B\x1b[C\x1b[D\x1b[1;5A\x1bOP\x1b[5~\x1b[6~ \r".repeat(40);
    let is_key = |event: &Event| matches!(event, Event::Key(_));
    assert!(read(&arrows, false).iter().all(is_key));
    // Fifteen letters and a space too few.
    assert!(
        read("\x1b[Aabcdefghijklmn \x1b[B", false)
            .iter()
            .all(is_key)
    );
    let controls: String = (1..=26).map(char::from).collect();
    assert!(read(&(controls + " "), false).iter().all(is_key));
}

#[test]
fn a_bracketed_paste_never_counts_and_keys_beside_it_stay_keys() {
    let events = read("\x1b[200~abcdefghijklmnop qrst\x1b[201~j", false);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0], Event::Paste("abcdefghijklmnop qrst".to_owned()));
    let events = read("abcdefghijklmnop qrst\x1b[200~x\x1b[201~", false);
    assert_eq!(events.len(), 22);
}

#[test]
fn the_rest_of_a_burst_belongs_to_it_and_what_is_no_text_does_not() {
    assert_eq!(read("qq\r", true), burst("qq\n"));
    assert_eq!(read("\x1b[A", true).len(), 1);
    assert!(matches!(read("\x1b[A", true)[0], Event::Key(_)));
    assert_eq!(read("", true), []);
    assert_eq!(read("one\x08 two\x1b[A three, abcdefghijk", false).len(), 1);
}
