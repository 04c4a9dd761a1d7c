//! Which question follows which answer, and which settings fit.

use super::*;

/// A terminal of today, as its surroundings describe it.
fn today() -> Found {
    Found {
        is_utf8: true,
        is_dumb: false,
        is_plain: false,
        look: Look {
            glyphs: Glyphs::Unicode,
            colours: Colours::Many,
            ..Look::default()
        },
        escape_wait: 150,
    }
}

/// An old client whose locale was not passed on.
fn old() -> Found {
    let look = Look {
        glyphs: Glyphs::Ascii,
        ..today().look
    };
    Found {
        is_utf8: false,
        look,
        ..today()
    }
}

/// Answers whatever is asked as given, and skips the rest.
fn asked(found: &Found, given: &[(Question, Answer)]) -> (Vec<Question>, Answers) {
    let mut answers = Answers::default();
    let mut order = Vec::new();
    while let Some(question) = next(found, &answers) {
        let answer = given.iter().find(|(asked, _)| *asked == question);
        let answer = answer.map_or(Answer::Skipped, |(_, answer)| answer.clone());
        answers.put(question, answer);
        order.push(question);
    }
    for (question, _) in given {
        assert!(order.contains(question), "{question:?} is never asked");
    }
    (order, answers)
}

fn fits(found: &Found, given: &[(Question, Answer)]) -> Vec<(Name, &'static str)> {
    settings_for(found, &asked(found, given).1)
}

use Answer::{No, Unsure, Yes};
use Question::{Contrast, Letters, Lines, Paste, Reader, Styles};

fn chosen(digits: &str) -> Answer {
    Answer::Chosen(digits.to_owned())
}

fn came(pause: u64) -> Answer {
    Answer::Came(Came {
        pause,
        ..Came::default()
    })
}

#[test]
fn who_skips_everything_changes_nothing_and_is_asked_little() {
    for found in [today(), old()] {
        let (order, answers) = asked(&found, &[]);
        let keys = [Key::Home, Key::Backspace, Key::F1].map(Question::Key);
        let expected = [
            [Lines(Glyphs::Unicode), Styles].as_slice(),
            &keys,
            &[Paste, Reader],
        ];
        assert_eq!(order, expected.concat());
        assert_eq!(settings_for(&found, &answers), []);
    }
}

#[test]
fn what_is_seen_already_is_not_set() {
    let seen = [
        (Lines(Glyphs::Unicode), Yes),
        (Letters(Glyphs::Unicode), Yes),
    ];
    assert_eq!(fits(&today(), &seen), []);
    // Over SSH the locale is often not passed on: whoever sees the letters can have them.
    assert_eq!(fits(&old(), &seen), [(Name::Glyphs, "unicode")]);
}

#[test]
fn the_ladder_goes_down_to_the_first_rung_that_is_seen() {
    let no_box = (Lines(Glyphs::Unicode), No);
    let console = [
        no_box.clone(),
        (Lines(Glyphs::Cp437), Yes),
        (Letters(Glyphs::Cp437), Yes),
    ];
    assert_eq!(fits(&today(), &console), [(Name::Glyphs, "cp437")]);
    let without_quotes = [
        (Lines(Glyphs::Unicode), Yes),
        (Letters(Glyphs::Unicode), No),
        (Letters(Glyphs::Cp437), Yes),
    ];
    assert_eq!(fits(&today(), &without_quotes), [(Name::Glyphs, "cp437")]);
    let latin1 = [
        no_box.clone(),
        (Lines(Glyphs::Cp437), Unsure),
        (Letters(Glyphs::Latin1), Yes),
    ];
    assert_eq!(fits(&old(), &latin1), [(Name::Glyphs, "latin1")]);
    let ascii = [
        no_box,
        (Lines(Glyphs::Cp437), No),
        (Lines(Glyphs::Ascii), Yes),
    ];
    assert_eq!(fits(&today(), &ascii), [(Name::Glyphs, "ascii")]);
}

#[test]
fn latin_1_is_not_shown_to_a_terminal_of_utf_8() {
    let none = [(Lines(Glyphs::Unicode), No), (Lines(Glyphs::Cp437), No)];
    let is_shown = |found| asked(&found, &none).0.contains(&Letters(Glyphs::Latin1));
    assert!(is_shown(old()) && !is_shown(today()));
}

#[test]
fn without_any_box_the_guide_is_read_line_by_line() {
    let nothing = [
        (Lines(Glyphs::Unicode), No),
        (Lines(Glyphs::Cp437), No),
        (Lines(Glyphs::Ascii), No),
    ];
    let expected = [(Name::Glyphs, "ascii"), (Name::Plain, "true")];
    assert_eq!(fits(&today(), &nothing), expected);
    assert_eq!(fits(&today(), &[(Reader, Yes)]), [(Name::Plain, "true")]);
    let plain = Found {
        is_plain: true,
        ..today()
    };
    assert!(!asked(&plain, &[]).0.contains(&Reader));
}

#[test]
fn red_that_cannot_be_read_is_replaced_by_what_suits_the_eyes() {
    for (suits, expected) in [
        (chosen("1"), (Name::Color, "none")),
        (chosen("2"), (Name::Theme, "high-contrast")),
        (chosen("3"), (Name::Theme, "projector")),
        (Answer::Skipped, (Name::Color, "none")),
    ] {
        let given = [(Styles, chosen("23")), (Contrast, suits)];
        assert_eq!(fits(&today(), &given), [expected]);
    }
    assert_eq!(fits(&today(), &[(Styles, chosen("123"))]), []);
    let look = Look {
        colours: Colours::None,
        ..today().look
    };
    let found = Found { look, ..today() };
    let (order, _) = asked(&found, &[(Styles, chosen("23"))]);
    assert!(!order.contains(&Contrast));
}

#[test]
fn a_key_that_comes_in_pieces_gets_a_longer_wait_and_a_paste_does_not() {
    let key = Question::Key(Key::F1);
    for (pause, expected) in [
        (149, None),
        (150, Some("300")),
        (299, Some("300")),
        (300, Some("1000")),
        (5000, Some("1000")),
    ] {
        let wait = fits(&today(), &[(key, came(pause))]);
        let expected: Vec<_> = expected
            .map(|to| (Name::EscapeWait, to))
            .into_iter()
            .collect();
        assert_eq!(wait, expected, "{pause}");
    }
    assert_eq!(fits(&today(), &[(Paste, came(900))]), []);
}

#[test]
fn a_terminal_without_a_cursor_is_shown_no_pictures() {
    let found = Found {
        is_dumb: true,
        is_plain: true,
        ..old()
    };
    let is_picture = |question: &Question| matches!(question, Lines(_) | Letters(_) | Styles);
    let (order, _) = asked(&found, &[]);
    assert!(!order.iter().any(is_picture), "{order:?}");
}

#[test]
fn answers_are_words_or_digits_and_anything_else_is_asked_again() {
    let lines = Lines(Glyphs::Unicode);
    let typed = |question, line| Answer::typed(question, line);
    assert_eq!(typed(lines, " Yes "), Some(Yes));
    assert_eq!(typed(lines, "n"), Some(No));
    assert_eq!(typed(lines, "?"), Some(Unsure));
    assert_eq!(typed(lines, ""), Some(Answer::Skipped));
    assert_eq!(typed(lines, "box"), None);
    assert_eq!(typed(Styles, "3, 1"), Some(chosen("13")));
    assert_eq!(typed(Styles, "0"), Some(chosen("0")));
    assert_eq!(typed(Styles, "14"), None);
    assert_eq!(typed(Styles, "01"), None);
    assert_eq!(typed(Contrast, "2"), Some(chosen("2")));
    assert_eq!(typed(Contrast, "12"), None);
    assert_eq!(typed(Contrast, "0"), None);
}

#[test]
fn every_value_that_can_fit_is_one_that_its_setting_has() {
    let no_box = (Lines(Glyphs::Unicode), No);
    let red = (Styles, chosen("23"));
    let late = |pause| (Question::Key(Key::F1), came(pause));
    let answers = [
        (
            old(),
            vec![
                (Lines(Glyphs::Unicode), Yes),
                (Letters(Glyphs::Unicode), Yes),
            ],
        ),
        (
            today(),
            vec![
                no_box.clone(),
                (Lines(Glyphs::Cp437), Yes),
                (Letters(Glyphs::Cp437), Yes),
            ],
        ),
        (
            old(),
            vec![
                no_box.clone(),
                (Lines(Glyphs::Cp437), No),
                (Letters(Glyphs::Latin1), Yes),
            ],
        ),
        (
            today(),
            vec![
                no_box,
                (Lines(Glyphs::Cp437), No),
                (Lines(Glyphs::Ascii), No),
            ],
        ),
        (today(), vec![red.clone(), (Contrast, chosen("1"))]),
        (today(), vec![red.clone(), (Contrast, chosen("2"))]),
        (today(), vec![red, (Contrast, chosen("3"))]),
        (today(), vec![late(150)]),
        (today(), vec![late(300)]),
    ];
    let values: Vec<_> = answers
        .iter()
        .flat_map(|(found, given)| fits(found, given))
        .collect();
    assert_eq!(
        values,
        [
            (Name::Glyphs, "unicode"),
            (Name::Glyphs, "cp437"),
            (Name::Glyphs, "latin1"),
            (Name::Glyphs, "ascii"),
            (Name::Plain, "true"),
            (Name::Color, "none"),
            (Name::Theme, "high-contrast"),
            (Name::Theme, "projector"),
            (Name::EscapeWait, "300"),
            (Name::EscapeWait, "1000"),
        ]
    );
    for (name, value) in values {
        assert!(name.values().contains(&value), "{value}");
    }
}

#[test]
fn the_block_says_everything_in_plain_signs_and_lets_nothing_through() {
    let mut answers = Answers::default();
    answers.put(Lines(Glyphs::Unicode), No);
    answers.put(
        Question::Key(Key::Home),
        Answer::Came(Came {
            bytes: b"\x1b[H".to_vec(),
            words: "Home".to_owned(),
            is_right: true,
            pause: 20,
        }),
    );
    answers.put(Styles, chosen("23"));
    let facts = [("TERM", "x\u{1b}]0;evil\u{7}\n---- to here ----".to_owned())];
    let text = block(&facts, &answers, &[(Name::Glyphs, "ascii")], "no");
    assert!(text.is_ascii() && !text.contains('\u{1b}'), "{text:?}");
    let is_end = |line: &&str| *line == "---- to here ----";
    assert_eq!(text.lines().filter(is_end).count(), 1, "{text}");
    for words in [
        "Lines, unicode  no\n",
        "Home            1b 5b 48, which is Home, with a pause of 20 ms\n",
        "Can be read     bold, reversed\n",
        "Fits            glyphs = \"ascii\"\n",
        "Kept            no\n",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn everything_that_is_said_is_ascii_and_every_typed_answer_has_a_prompt() {
    for question in QUESTIONS {
        let lead = lead(question, today().look);
        assert!(lead.is_ascii() && lead.contains(' '), "{lead}");
        assert!(prompt(question).is_ascii(), "{question:?}");
        let is_typed = !matches!(question, Question::Key(_) | Paste);
        assert_eq!(!prompt(question).is_empty(), is_typed, "{question:?}");
    }
}
