//! Every screen at every size, and walks at random through all of them: nothing panics, the cursor is always somewhere.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "sizes/pressed.rs"]
mod pressed;
#[path = "sizes/pretend.rs"]
mod pretend;
#[path = "sizes/screens.rs"]
mod screens;
#[path = "sizes/walk.rs"]
mod walk;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use roadsigns::app::message::Message;
use roadsigns::app::screen::Screen;
use roadsigns::plain::spoken::{self, Thing};

use pretend::{LOOKS, Pretend};
use screens::SCREENS;

const SIZES: [(u16, u16); 13] = [
    (0, 0),
    (1, 1),
    (2, 40),
    (80, 2),
    (20, 5),
    (39, 9),
    (79, 24),
    (80, 24),
    (119, 30),
    (120, 40),
    (300, 90),
    (500, 200),
    (80, 24),
];

/// Draws at every size, moving about at each.
fn at_every_size(name: &str, pretend: &mut Pretend) -> Vec<String> {
    let mut faults = Vec::new();
    for size in SIZES {
        // The smallest window has a test of its own for the search.
        if size == (20, 5) && matches!(pretend.app.front(), Some(Screen::Search(_))) {
            continue;
        }
        pretend.resize(size);
        let mut codes = [
            None,
            Some(KeyCode::Down),
            Some(KeyCode::End),
            Some(KeyCode::Home),
        ]
        .into_iter();
        // One fault of a size is enough.
        let fault = codes.find_map(|code| {
            if let Some(code) = code {
                pretend.key(KeyEvent::new(code, KeyModifiers::NONE));
            }
            pretend.fault()
        });
        faults.extend(fault.map(|fault| format!("{name}: {fault}")));
    }
    faults
}

#[test]
fn every_screen_is_drawn_at_every_size_with_the_cursor_on_it() {
    let mut faults = Vec::new();
    for look in LOOKS {
        for (place, keys, shown) in SCREENS {
            let mut pretend = Pretend::at(look, place);
            pretend.keys(keys);
            let unicode = look == LOOKS[0];
            let is_shown = pretend.screen.split_whitespace().collect::<String>();
            let wanted = shown.split_whitespace().collect::<String>();
            assert!(
                !unicode || is_shown.contains(&wanted),
                "{place} {keys:?}: no {shown:?}\n{}",
                pretend.screen
            );
            faults.extend(at_every_size(&format!("{place} {keys:?}"), &mut pretend));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn drawing_once_more_moves_nothing() {
    for (place, keys, _) in SCREENS {
        let mut pretend = Pretend::at(LOOKS[0], place);
        pretend.keys(keys);
        for size in [(80, 24), (39, 9), (20, 6), (20, 5)] {
            pretend.resize(size);
            pretend.keys("↓↓↑");
            let before = (pretend.screen.clone(), pretend.cursor);
            pretend.resize(size);
            let after = &pretend.screen;
            let is_same = (after, pretend.cursor) == (&before.0, before.1);
            assert!(is_same, "{place} {keys:?}:\n{}\n\n{after}", before.0);
        }
    }
}

#[test]
fn the_search_shows_what_is_typed_and_the_cursor_in_the_smallest_window() {
    let mut pretend = Pretend::at(LOOKS[0], "about");
    pretend.keys("/standstill");
    pretend.resize((20, 5));
    assert_eq!(pretend.fault(), None, "{}", pretend.screen);
    assert!(
        pretend.screen.contains("/ standstill"),
        "{}",
        pretend.screen
    );
}

#[test]
fn the_cursor_stands_on_the_focus() {
    // Keys; then what stands before the cursor, and what it stands on.
    for (keys, before, on) in [
        ("←", "", ">"),
        ("4\t", "", "> ["),
        ("4\t↓↓↓", "", "> ["),
        ("4\t\t↓", "", "> "),
        ("w↓", "", "> ["),
        ("p↓", "", ">   = Rename"),
        ("v↓", "", "> ( )"),
        ("9\t", "", ">  1 Templates"),
        ("3\t\r\tZoe", "Zoe", " "),
        ("4\tb\tWaiting", "Waiting", " "),
        ("f\r3\rAll\rof it", "  of it", " "),
        ("/standst", "/ standst", " "),
    ] {
        let mut pretend = Pretend::at(LOOKS[0], "toolkit");
        pretend.keys(keys);
        let (x, y) = pretend.cursor.unwrap();
        let line = pretend.screen.lines().nth(usize::from(y)).unwrap();
        let cells: Vec<char> = line.chars().collect();
        let (left, right) = cells.split_at(usize::from(x));
        let (left, right): (String, String) = (left.iter().collect(), right.iter().collect());
        assert!(
            left.ends_with(before) && right.starts_with(on),
            "{keys:?}: {left:?} | {right:?}\n{}",
            pretend.screen
        );
    }
}

#[test]
fn the_first_start_is_drawn_at_every_size_with_the_cursor_on_it() {
    for look in LOOKS {
        let mut pretend = Pretend::first(look);
        assert!(pretend.screen.contains("Welcome"), "{}", pretend.screen);
        for size in SIZES {
            pretend.resize(size);
            assert_eq!(pretend.fault(), None);
        }
        assert!(matches!(pretend.app.front(), Some(Screen::Welcome(_))));
    }
}

#[test]
fn the_first_start_explains_itself_in_one_screen() {
    let pretend = Pretend::first(LOOKS[0]);
    assert!(
        pretend.screen.contains("Enter begins."),
        "{}",
        pretend.screen
    );
}

#[test]
fn a_window_without_columns_does_no_harm() {
    for keys in ["", "4", "?", "w", "p\r", "/", "/standstill"] {
        let mut pretend = Pretend::at(LOOKS[0], "about");
        pretend.keys(keys);
        let before = pretend.at_the_cursor();
        for size in [(0, 24), (80, 0)] {
            pretend.resize(size);
            assert_eq!((pretend.screen.as_str(), pretend.cursor), ("", None));
            pretend.resize((80, 24));
            // It may be scrolled, and the cursor stands on the same.
            assert_eq!(pretend.at_the_cursor(), before, "{keys:?}");
        }
    }
}

#[test]
fn the_form_of_a_gate_is_drawn_at_every_size_with_the_cursor_on_it() {
    let mut pretend = Pretend::at(LOOKS[0], "about");
    pretend.keys("w");
    let things = spoken::lines(&pretend.app, 80).things;
    let goes_on = |thing: &Thing| thing.words.starts_with("Go on to stage");
    let gate = things.iter().position(goes_on).unwrap();
    pretend.keys(&"↓".repeat(gate));
    pretend.keys("\r");
    assert!(
        pretend.screen.contains("with a reason"),
        "{}",
        pretend.screen
    );
    let faults = at_every_size("gate", &mut pretend);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_header_that_has_much_to_say_is_drawn_at_every_size() {
    let mut pretend = Pretend::at(LOOKS[0], "signs/contracting");
    pretend.tell(Message::NotSaved(
        "the disk is full 漢字漢字漢字 ".repeat(20).into(),
    ));
    assert!(pretend.screen.contains("NOT SAVED"), "{}", pretend.screen);
    let faults = at_every_size("not saved", &mut pretend);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    pretend.keys("p↓\r");
    pretend.tell(Message::Paste(
        "A very long name 漢字 👩‍👩‍👧 e\u{301} ".repeat(40),
    ));
    pretend.keys("\r");
    let faults = at_every_size("long name", &mut pretend);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_long_note_of_any_letters_is_drawn_at_every_size() {
    let note = "Schlussfolgerungen 漢字漢字漢字 👩‍👩‍👧👩‍👩‍👧 e\u{301}\u{301}\u{301} עברית ".repeat(60);
    for keys in ["\t", "\t\t\t\t\t\t"] {
        let mut pretend = Pretend::at(LOOKS[0], "toolkit/procurement#standstill");
        pretend.keys(keys);
        pretend.tell(Message::Paste(note.clone()));
        let faults = at_every_size("note", &mut pretend);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn a_word_longer_than_its_field_is_shown_whole_and_the_cursor_after_it() {
    let word = (0..60).fold(String::new(), |word, number| format!("{word}{number:02}"));
    for (place, keys) in [
        ("toolkit/procurement#standstill", "\t"),
        ("toolkit/procurement#standstill", "\t\t\t\t\t\t"),
        ("about", "4\tb"),
    ] {
        for text in [word.clone(), format!("See {word}, page 2")] {
            let mut pretend = Pretend::at(LOOKS[0], place);
            pretend.resize((60, 40));
            pretend.keys(keys);
            pretend.keys(&text);
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let is_shown = letters(&pretend.screen).contains(&letters(&text));
            assert!(is_shown, "{keys:?}\n{}", pretend.screen);
            assert_eq!(pretend.fault(), None);
        }
    }
}

#[test]
fn of_a_line_longer_than_the_pane_the_search_shows_where_it_is_typed() {
    let words: Vec<String> = (0..40).map(|number| format!("word{number}")).collect();
    for look in LOOKS {
        let mut pretend = Pretend::at(look, "about");
        pretend.keys("/");
        pretend.keys(&words.join(" "));
        let (x, y) = pretend.cursor.unwrap();
        let row = pretend.screen.lines().nth(usize::from(y)).unwrap();
        let before: String = row.chars().take(usize::from(x)).collect();
        assert!(before.ends_with("word37 word38 word39"), "{row}");
        pretend.key(KeyEvent::new(KeyCode::Home, KeyModifiers::NONE));
        assert!(
            pretend.screen.contains("/ word0 word1"),
            "{}",
            pretend.screen
        );
    }
}
