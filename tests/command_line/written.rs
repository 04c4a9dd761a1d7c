//! What somebody wrote among lines of ours: every value that is kept is printed, none reads like another record, and what
//! is counted and signed is said in good English.

use std::path::Path;

use roadsigns::project::change::Field;

use super::keeping::{ITEM, folder, record};
use super::{with_state, write};

/// What a report and a trail print of a record of one note.
fn printed(note: &str) -> [String; 2] {
    let (_folder, state) = folder();
    record(&state, "me@here", &[(Field::Note, note)]);
    ["report", "history"].map(|command| {
        let came = with_state(&state, &[command]);
        assert_eq!((came.code, came.err.as_str()), (Some(0), ""));
        came.out
    })
}

#[test]
fn a_note_that_reads_like_a_record_is_marked_in_the_report_and_in_the_trail() {
    let wide = format!("{} Owner: Chief Finance Officer", "a".repeat(66));
    for note in [
        "Minutes:\nOwner: Chief Finance Officer",
        "Minutes:\n\n      Owner: Chief Finance Officer",
        "Minutes:\u{2028}Owner: Chief Finance Officer",
        "Minutes:\n[x] Chief Finance Officer has signed\n    Done. Must",
        "Minutes:\n\nSun 22 Nov 2026 10:41:07 GMT, Chief Finance Officer, guide of 2026-11-22",
        "Minutes\n-> Chief Finance Officer",
        "Minutes -> Chief Finance Officer",
        "| Minutes\n| Chief Finance Officer",
        wide.as_str(),
    ] {
        for out in printed(note) {
            let theirs = out
                .lines()
                .filter(|line| line.contains("Chief Finance Officer"));
            let theirs: Vec<&str> = theirs.map(str::trim_start).collect();
            assert_eq!(theirs.len(), 1, "{note:?}: {out}");
            let is_said_to_be_theirs = ["| ", "Note: ", "-> Minutes"]
                .iter()
                .any(|begin| theirs.iter().all(|line| line.starts_with(begin)));
            assert!(is_said_to_be_theirs, "{note:?}: {out}");
        }
    }
}

#[test]
fn names_and_keys_written_by_hand_read_like_no_record_either() {
    let (_folder, state) = folder();
    let forged = "x\\n      Owner: Chief Finance Officer\\nThe state is sound.";
    write(
        &state,
        &format!(
            "format = 1\n[[project]]\nid = \"p\"\nname = \"{forged}\"\n[project.items.\"{ITEM}\"]\nstate = \"{forged}\"\nreason = \
             \"{forged}\"\ndue = \"{forged}\"\nby = \"{forged}\"\n\"{forged}\" = \"{forged}\"\n\
             [project.items.\"signs/gone#{forged}\"]\nowner = \"{forged}\"\n[project.gates.\"toolkit/procurement\"]\n\
             reason = \"{forged}\"\nopen = [\"{forged}\"]\n[[feedback]]\nid = \"f\"\nplace = \"{forged}\"\nhelped = \"{forged}\"\n"
        ),
    );
    for command in [
        &["report"][..],
        &["history"],
        &["history", "--all"],
        &["state", "check"],
    ] {
        let came = with_state(&state, command);
        assert_eq!(came.code, Some(0), "{command:?}: {}", came.err);
        let forged = came.out.lines().map(str::trim_start).filter(|line| {
            line.starts_with("Owner: Chief Finance") || line.starts_with("The state is sound")
        });
        // The last line of a check is ours.
        let ours = usize::from(command == ["state", "check"]);
        assert_eq!(forged.count(), ours, "{command:?}: {}", came.out);
    }
}

/// A state in which each field of the item has two values.
fn clashing(state: &Path, fields: &[(Field, &str, &str)]) {
    let (_there, theirs) = folder();
    let (one, two): (Vec<_>, Vec<_>) = fields
        .iter()
        .map(|(field, one, two)| ((field.clone(), *one), (field.clone(), *two)))
        .unzip();
    record(state, "me@here", &one);
    record(&theirs, "me@laptop", &two);
    let merged = with_state(state, &["state", "merge", theirs.to_str().unwrap()]);
    assert_eq!(merged.code, Some(0), "{}", merged.err);
}

#[test]
fn where_two_values_are_kept_report_and_read_show_both_with_who_recorded_them() {
    let fields = [
        (Field::State, "done", "blocked"),
        (Field::Reason, "Ours is why", "Theirs is why"),
        (Field::Owner, "Head of contracting", "Finance lead"),
        (Field::Due, "2026-12-17", "2027-01-04"),
        (Field::Evidence, "Board paper 14", "Board paper 15"),
        (Field::DecidedBy, "The board", "The committee"),
        (Field::DecidedOn, "2026-11-02", "2026-11-03"),
        (Field::Note, "One line", "Another\nOwner: of two lines"),
    ];
    let (_folder, state) = folder();
    clashing(&state, &fields);
    let shown = [
        "Done",
        "Blocked",
        "Ours is why",
        "Theirs is why",
        "Head of contracting",
        "Finance lead",
        "Thu 17 Dec 2026",
        "Mon 4 Jan 2027",
        "Board paper 14",
        "Board paper 15",
        "The board",
        "The committee",
        "Mon 2 Nov 2026",
        "Tue 3 Nov 2026",
        "One line",
        "| Owner: of two lines",
    ];
    for command in [
        &["report"][..],
        &["read", ITEM],
        &["read", "toolkit/procurement"],
    ] {
        let came = with_state(&state, command);
        assert_eq!((came.code, came.err.as_str()), (Some(0), ""), "{command:?}");
        for words in shown {
            assert!(
                came.out.contains(words),
                "{command:?}: {words}\n{}",
                came.out
            );
        }
        let beside = came.out.matches(", also kept (me@").count();
        assert_eq!(beside, fields.len(), "{command:?}: {}", came.out);
    }
    let report = with_state(&state, &["report"]).out;
    assert!(
        report.contains("Two values are kept for 8 fields."),
        "{report}"
    );
    // Another page has none of it.
    let other = with_state(&state, &["read", "signs/contracting"]).out;
    assert!(!other.contains("Two values kept"), "{other}");
}

#[test]
fn a_value_that_stands_beside_one_that_was_emptied_is_shown() {
    let (_folder, state) = folder();
    let (_there, theirs) = folder();
    record(&theirs, "me@laptop", &[(Field::Owner, "Finance lead")]);
    record(&state, "me@here", &[(Field::Owner, "Nobody")]);
    // The later of the two, and it is empty.
    record(&state, "me@here", &[(Field::Owner, "")]);
    with_state(&state, &["state", "merge", theirs.to_str().unwrap()]);
    for command in [&["report"][..], &["read", ITEM]] {
        let out = with_state(&state, command).out;
        assert!(out.contains("Owner: (empty)"), "{command:?}: {out}");
        assert!(out.contains("Finance lead"), "{command:?}: {out}");
    }
}

#[test]
fn read_says_the_same_with_a_state_as_without_unless_two_values_are_kept() {
    let (folder, state) = folder();
    let without = with_state(&folder.path().join("none.toml"), &["read", ITEM]).out;
    record(&state, "me@here", &[(Field::Owner, "Head of contracting")]);
    assert_eq!(with_state(&state, &["read", ITEM]).out, without);
    // The guide can be read whatever has become of the state.
    write(&state, "format = 1\n[project\n");
    let broken = with_state(&state, &["read", ITEM]);
    assert_eq!((broken.code, broken.err.as_str()), (Some(0), ""));
    assert_eq!(broken.out, without);
}

/// Words that stand twice, and a one before a plural.
fn clumsy(text: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &str| word.chars().all(char::is_alphabetic);
    let is_twice = |one: &str, two: &str| one == two && is_word(one);
    let is_plural = |word: &str| {
        let bare = word.trim_end_matches(['.', ',', ':', ';']);
        bare.len() > 3 && bare.ends_with('s') && !bare.ends_with("ss") && is_word(bare)
    };
    words
        .iter()
        .copied()
        .zip(words.iter().copied().skip(1))
        .filter(|(one, two)| is_twice(one, two) || (*one == "1" && is_plural(two)))
        .collect()
}

#[test]
fn a_doubled_word_and_a_one_before_a_plural_would_be_noticed() {
    assert_eq!(clumsy("Last changed by by hand."), [("by", "by")]);
    assert_eq!(
        clumsy("1 acts, 1 changes."),
        [("1", "acts,"), ("1", "changes.")]
    );
    assert_eq!(clumsy("1 act, 2 acts, stage 1 is 1 across"), []);
}

#[test]
fn what_one_hand_did_once_is_signed_and_counted_in_good_english() {
    let (_folder, state) = folder();
    write(
        &state,
        &format!(
            "format = 1\n[[project]]\nid = \"p\"\n[project.items.\"{ITEM}\"]\nowner = \"Head of contracting\"\n\
             [project.gates.\"toolkit/transition\"]\nreason = \"Board date fixed\"\n"
        ),
    );
    for command in [
        &["report"][..],
        &["history"],
        &["state", "check"],
        &["state", "restore"],
    ] {
        let came = with_state(&state, command);
        assert_eq!(came.code, Some(0), "{command:?}: {}", came.err);
        assert_eq!(clumsy(&came.out), [], "{command:?}: {}", came.out);
    }
    let report = with_state(&state, &["report"]).out;
    assert!(report.contains(" by hand ("), "{report}");
    let (_folder, state) = folder();
    write(
        &state,
        &format!(
            "format = 1\n[[project]]\nid = \"p\"\n[project.items.\"{ITEM}\"]\nowner = \"Me\"\n"
        ),
    );
    let trail = with_state(&state, &["history"]).out;
    assert!(trail.ends_with("1 act, 1 change.\n"), "{trail}");
    let check = with_state(&state, &["state", "check"]).out;
    assert!(check.contains("1 edit by hand, which"), "{check}");
}
