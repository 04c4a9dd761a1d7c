//! What is let through, and everything else.

use super::*;

fn is_let_through(asked: &str) -> bool {
    match command(asked) {
        Ok(command) => command.is_some(),
        Err(Failure::Usage(words)) => {
            for allowed in ALLOWED {
                assert!(words.contains(allowed), "{asked:?}: {words}");
            }
            false
        }
        Err(other) => panic!("{asked:?}: {other}"),
    }
}

#[test]
fn every_command_that_a_refusal_names_is_let_through() {
    for allowed in ALLOWED {
        let bare = allowed.split(" [").next().unwrap();
        let full = allowed
            .replace(['[', ']'], "")
            .replace("md|txt", "txt")
            .replace("text|json", "json");
        for asked in [bare.to_owned(), full, format!("roadsigns {bare}")] {
            assert!(is_let_through(&asked), "{asked}");
        }
    }
}

#[test]
fn the_words_arrive_as_they_were_written() {
    let Ok(Some(Command::Read { place })) = command("  read   toolkit/procurement#standstill ")
    else {
        panic!("refused");
    };
    assert_eq!(place, "toolkit/procurement#standstill");
    for (asked, name) in [
        ("report 'Crisis house, north'", "Crisis house, north"),
        ("report \"St John's (old)\"", "St John's (old)"),
        ("report *", "*"),
        ("report ~", "~"),
        ("report Zo\u{eb}", "Zo\u{eb}"),
    ] {
        let Ok(Some(Command::Report { project })) = command(asked) else {
            panic!("{asked} is refused");
        };
        assert_eq!(project.as_deref(), Some(name));
    }
}

#[test]
fn the_guide_opens_where_nothing_else_is_asked_for() {
    for asked in ["", " ", "roadsigns", " roadsigns "] {
        assert!(matches!(command(asked), Ok(None)), "{asked:?}");
    }
}

#[test]
fn options_that_name_files_and_all_that_are_the_administrators_are_refused() {
    for asked in [
        "template risk-register --out x",
        "template risk-register --out=x",
        "list --guide /tmp",
        "--guide=/tmp list",
        "report --state /etc/passwd",
        "--state=/etc/passwd report",
        "list --by Finance",
        "list --kiosk",
        "list --roadmap x",
        "--project x report",
        "--demo",
        "--glyphs ascii",
        "--color none",
        "--help",
        "--version",
        "list --help",
        "check",
        "check /etc",
        "state",
        "state path",
        "state restore",
        "state merge /tmp/x",
        "paths",
        "kiosk",
        "man",
        "completions bash",
        "help",
    ] {
        assert!(!is_let_through(asked), "{asked}");
    }
}

#[test]
fn whatever_needs_a_shell_or_another_program_is_refused() {
    for asked in [
        "sh",
        "sh -c id",
        "/bin/sh",
        "id",
        "roadsigns roadsigns list",
        "/usr/local/bin/roadsigns list",
        "read x; sh",
        "read x;sh",
        "read x & sh",
        "read x && sh",
        "read x || sh",
        "read x | sh",
        "read x > y",
        "read < y",
        "read $(id)",
        "read \"$(id)\"",
        "read $HOME",
        "read `id`",
        "read '`id`'",
        "read x\nsh",
        "read x\rsh",
        "read 'x\nsh'",
        "read x\0sh",
        "read \u{1b}[2J",
        "read \u{9b}2J",
        "read x\\ y",
        "read 'x",
        "read \"x",
        "list\u{a0}",
        "LIST",
        "read",
        "read x y",
        "scp -t /tmp",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
        "rsync --server . /tmp",
    ] {
        assert!(!is_let_through(asked), "{asked:?}");
    }
}

#[test]
fn a_refusal_repeats_little_of_what_was_asked_for_and_nothing_that_drives_a_terminal() {
    let Err(Failure::Usage(words)) = command(&format!("\u{1b}]0;x\u{7}{}", "y".repeat(5000)))
    else {
        panic!("let through");
    };
    assert!(words.len() < 600, "{words}");
    assert!(!words.contains(['\u{1b}', '\u{7}']), "{words:?}");
}
