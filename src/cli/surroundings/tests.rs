//! A hostile environment, handed in as a value.

use std::cell::RefCell;

use super::*;

/// What is seen when these variables are set; and which of all were read.
fn seen(kiosk: bool, by: Option<&str>, set: &[(&str, &str)]) -> (Surroundings, Vec<String>) {
    let read = RefCell::new(Vec::new());
    let variable = |name: &str| {
        read.borrow_mut().push(name.to_owned());
        let found = set.iter().find(|(of, _)| *of == name);
        found.map(|(_, value)| OsString::from(value))
    };
    let Ok(surroundings) = Surroundings::of(kiosk, by, variable, || "lead".to_owned(), "ward7")
    else {
        panic!("refused: {by:?}");
    };
    (surroundings, read.into_inner())
}

const HOSTILE: [(&str, &str); 9] = [
    ("HOME", "/home/lead"),
    ("USER", "root"),
    ("LOGNAME", "root"),
    ("XDG_DATA_HOME", "/tmp/x"),
    ("TZ", "/tmp/x"),
    ("SSH_TTY", "/dev/pts/0"),
    ("TERM", "vt100"),
    ("LANG", "C.UTF-8"),
    ("SSH_ORIGINAL_COMMAND", "list"),
];

#[test]
fn a_kiosk_reads_nothing_but_its_list() {
    let (found, read) = seen(true, None, &HOSTILE);
    for name in &read {
        assert!(IN_KIOSK.contains(&name.as_str()), "{name}");
    }
    assert_eq!(found.home, Home::Fixed("/home/lead".into()));
    assert_eq!(found.by, "lead@ward7");
    assert_eq!(found.terminal.term.as_deref(), Some("vt100"));
    assert_eq!(found.asked.as_deref(), Some("list"));
    assert!(!found.terminal.ssh, "SSH_TTY was read");
}

#[test]
fn elsewhere_the_environment_is_believed_and_nobody_asks_for_a_command() {
    let (found, read) = seen(false, None, &HOSTILE);
    assert_eq!(found.home, Home::ByCustom);
    assert_eq!(found.by, "root@ward7");
    assert!(found.terminal.ssh);
    assert_eq!(found.asked, None);
    assert!(!read.contains(&ASKED.to_owned()));
}

#[test]
fn a_kiosk_has_a_home_only_where_the_way_there_is_known() {
    for (home, known) in [
        ("/home/lead", true),
        ("", false),
        ("lead", false),
        (".", false),
    ] {
        let (found, _) = seen(true, None, &[("HOME", home)]);
        assert_eq!(found.home != Home::Unknown, known, "{home:?}");
    }
    assert_eq!(seen(true, None, &[]).0.home, Home::Unknown);
    assert_eq!(seen(false, None, &[("HOME", "")]).0.home, Home::Unknown);
}

#[test]
fn a_name_for_signing_takes_the_place_of_the_login() {
    for (name, by) in [
        ("Finance lead", "Finance lead@ward7"),
        (" Finance\tlead\n", "Finance lead@ward7"),
        ("lead@trust.nhs.uk", "lead@trust.nhs.uk"),
        ("Zo\u{eb}\u{202e}\u{1b}", "Zo\u{eb}@ward7"),
    ] {
        for kiosk in [false, true] {
            assert_eq!(seen(kiosk, Some(name), &HOSTILE).0.by, by, "{name:?}");
        }
    }
}

#[test]
fn a_name_that_is_empty_or_too_long_is_refused() {
    for name in ["", " ", "\u{200b}\n", &"x".repeat(LONGEST_NAME + 1)] {
        assert!(matches!(signed(name), Err(Failure::Usage(_))), "{name:?}");
    }
    assert!(signed(&"\u{eb}".repeat(LONGEST_NAME)).is_ok());
}

#[test]
fn a_login_never_breaks_a_line_of_the_history() {
    let (found, _) = seen(false, None, &[("USER", "a\tb\nc\u{1b}d")]);
    assert_eq!(found.by, "a b cd@ward7");
}

#[test]
fn the_login_of_a_kiosk_comes_from_the_list_of_accounts() {
    let accounts = "root:x:0:0:root:/root:/bin/bash\n\n:x:7:7::/:\n+::::::\nlead:x:1000:1000:Lead:/home/lead:/bin/sh\nother:x:1000:1::/:\n";
    assert_eq!(account(accounts, 0), Some("root"));
    assert_eq!(account(accounts, 1000), Some("lead"));
    assert_eq!(account(accounts, 7), None);
    assert_eq!(account(accounts, 1), None);
    assert_eq!(account("", 0), None);
}
