//! What is a burst, and what only looks like one.

use super::super::capability::Charset;
use super::super::decoder::Decoder;
use super::*;

/// The events of one read, gathered.
fn gathered(bytes: &str, goes_on: Option<Kind>) -> Vec<Event> {
    let mut events = vec![Event::Resize(80, 24)];
    Decoder::new(Charset::Utf8).feed(bytes.as_bytes(), &mut events);
    gather(&mut events, 1, goes_on);
    assert_eq!(events.remove(0), Event::Resize(80, 24));
    events
}

/// The same after a burst or after nothing, each key for itself.
fn read(bytes: &str, after_a_burst: bool) -> Vec<Event> {
    let events = gathered(bytes, after_a_burst.then_some(Kind::Burst));
    let single = |event| match event {
        Event::Together { keys, .. } => keys.into_iter().map(Event::Key).collect(),
        event => vec![event],
    };
    events.into_iter().flat_map(single).collect()
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

#[test]
fn a_few_characters_of_one_read_are_told_as_such_and_so_is_what_follows() {
    let together = |text: &str, goes_on| {
        let mut keys = Vec::new();
        Decoder::new(Charset::Utf8).feed(text.as_bytes(), &mut keys);
        let keys = keys.into_iter().filter_map(|event| match event {
            Event::Key(key) => Some(key),
            _ => None,
        });
        vec![Event::Together {
            keys: keys.collect(),
            goes_on,
        }]
    };
    for text in ["Head of", "NHS", "4\tj", "yes\r", "jjj"] {
        assert_eq!(gathered(text, None), together(text, false));
        assert_eq!(super::text(&keys_of(text)), text.replace('\r', "\n"));
    }
    for text in ["g", "\r", "ing"] {
        let goes_on = Some(Kind::Together);
        assert_eq!(gathered(text, goes_on), together(text, true));
    }
    // One key, a few that are no text, and a character that is none.
    assert_eq!(gathered("ab", None).len(), 2);
    assert_eq!(gathered("\x1b[Aab", None).len(), 3);
    assert_eq!(gathered("\x1b[A", Some(Kind::Together)).len(), 1);
    assert_eq!(gathered("", Some(Kind::Together)), []);
}

fn keys_of(text: &str) -> Vec<KeyEvent> {
    let Some(Event::Together { keys, .. }) = gathered(text, None).pop() else {
        panic!("{text:?} came one by one");
    };
    keys
}
