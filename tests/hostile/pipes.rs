//! What the program prints into pipes, whatever it was given.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::Path;
use std::process::Command;

use super::copied;
use super::grammar::unfit;
use super::guides::write;
use super::poison::poisons;

/// Runs the program; what it prints, and what it says on standard error, must be fit for a terminal.
fn run<A: AsRef<OsStr>>(arguments: &[A]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roadsigns"));
    command
        .env_clear()
        .env("HOME", "/nonexistent")
        .args(arguments);
    let output = command.output().unwrap();
    let shown = arguments
        .iter()
        .map(|argument| {
            argument
                .as_ref()
                .to_string_lossy()
                .chars()
                .take(40)
                .collect::<String>()
        })
        .collect::<Vec<_>>();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    for text in [&out, &err] {
        assert_eq!(unfit(text), None, "{shown:?}");
    }
    (output.status.code(), out, err)
}

/// Hostile words that an argument can hold: no NUL.
fn arguments() -> Vec<OsString> {
    let words = poisons().map(|poison| poison.replace('\0', ""));
    let mut arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
    // What looks like half of a surrogate pair, and no text at all.
    arguments.push(OsString::from_vec(
        b"x\xed\xa0\x80\xff\xfe\x1b[2Jy".to_vec(),
    ));
    arguments
}

/// A state file as a hand could have written it, full of hostile words.
fn state(folder: &Path, poison: &str) -> std::path::PathBuf {
    let mut quoted = String::new();
    for c in poison.chars() {
        write!(quoted, "\\U{:08X}", u32::from(c)).unwrap();
    }
    let text = format!(
        "format = 1\n[here]\nproject = \"p-1\"\n[[project]]\nid = \"p-1\"\nname = \"A{quoted}\"\nroadmap = \"mental-health\"\ncreated = 2026-11-22T10:41:07Z\n\
         [project.items.\"toolkit/procurement#standstill\"]\nstate = \"blocked{quoted}\"\nreason = \"{quoted}\"\nowner = \"{quoted}\"\ndue = \"{quoted}\"\nnote = \"{quoted}\"\nevidence = \"{quoted}\"\nby = \"{quoted}\"\n\
         [project.items.\"signs/gone#{quoted}\"]\nstate = \"done\"\nreason = \"{quoted}\"\ncolour = \"{quoted}\"\n\
         [project.gates.\"toolkit/procurement\"]\nreason = \"{quoted}\"\nopen = [\"{quoted}\"]\n\
         [[project]]\nid = \"p-2\"\nname = \"B{quoted}\"\n[[project]]\nid = \"p-3\"\nname = \"B{quoted}\"\n\
         [[feedback]]\nid = \"f-1\"\nplace = \"{quoted}\"\nuseful = \"{quoted}\"\nhelped = \"{quoted}\"\nmissing = \"{quoted}\"\n"
    );
    let path = folder.join("state.toml");
    write(&path, text.as_bytes());
    path
}

#[test]
fn a_report_of_a_hostile_state_is_plain_text_and_the_state_stays_as_it_is() {
    for poison in poisons() {
        let folder = tempfile::tempdir().unwrap();
        let path = state(folder.path(), &poison);
        let before = fs::read(&path).unwrap();
        let with = |more: &[&OsStr]| run(&[&["--state".as_ref(), path.as_os_str()], more].concat());
        let (code, out, err) = with(&["report".as_ref()]);
        assert_eq!(code, Some(0), "{err}");
        assert!(out.contains("Retired"), "{out}");
        // Two projects of one name, and none: both messages name projects.
        let same = format!("B{poison}").replace('\0', "");
        for name in [OsStr::new(&same), OsStr::new("nobody")] {
            let (code, _, err) = with(&["report".as_ref(), name]);
            assert_eq!(code, Some(1), "{err}");
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn no_argument_gets_out_as_it_is() {
    for argument in arguments() {
        let argument = argument.as_os_str();
        let option = [b"--", argument.as_bytes()].concat();
        let path = [b"/nonexistent/", argument.as_bytes()].concat();
        let (option, path) = (OsStr::from_bytes(&option), OsStr::from_bytes(&path));
        for words in [
            &[argument][..],
            &[option],
            &["read".as_ref(), argument],
            &["read".as_ref(), path],
            &["template".as_ref(), argument],
            &[
                "template".as_ref(),
                "risk-register".as_ref(),
                "--format".as_ref(),
                argument,
            ],
            &[
                "template".as_ref(),
                "risk-register".as_ref(),
                "--out".as_ref(),
                path,
            ],
            &["standstill".as_ref(), argument],
            &["--roadmap".as_ref(), argument, "list".as_ref()],
            &["--guide".as_ref(), path, "list".as_ref()],
            &["--glyphs".as_ref(), argument],
            &["--state".as_ref(), path, "report".as_ref()],
            &["--state".as_ref(), path, "paths".as_ref()],
            &[
                "--state".as_ref(),
                path,
                "--project".as_ref(),
                argument,
                "report".as_ref(),
            ],
            &["check".as_ref(), path],
        ] {
            let (code, out, err) = run(words);
            assert!(code.is_some(), "{words:?} ended by a signal");
            assert!(!out.is_empty() || !err.is_empty(), "{words:?} said nothing");
        }
    }
}

#[test]
fn a_broken_state_is_explained_without_its_escapes() {
    for broken in [
        "name = \"\x1b[2J\u{9b}31m\n",
        "\x1b]52;c;AAAA\x07 = = 1\n",
        "a = 1 \u{202e}\u{301}\u{301}\u{301}\u{301}\n",
        "[\"\u{feff}\u{200b}\n",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state\x1b[2J.toml");
        write(&path, broken.as_bytes());
        let (code, _, err) = run(&["--state".as_ref(), path.as_os_str(), "report".as_ref()]);
        assert_eq!(code, Some(1), "{broken:?}: {err}");
        assert!(err.contains("^[[2J.toml"), "{err}");
        assert_eq!(fs::read(&path).unwrap(), broken.as_bytes());
    }
}

#[test]
fn a_guide_of_hostile_words_and_names_is_printed_as_plain_text() {
    // What a check does not refuse: these need no control character.
    let hidden = "A\u{ad}B\u{61c}C\u{34f}\u{180e}\u{e0041}☺\u{fe0f}\u{2028}e\u{301}\u{301}\u{301}\u{301}&#27;[2J&#x202e;";
    let folder = copied::guide();
    let spoil = |file: &str, from: &str, to: &str| {
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: no {from}");
        write(&path, text.replacen(from, to, 1).as_bytes());
    };
    spoil("guide.toml", "title = \"", &format!("title = \"{hidden}"));
    spoil("guide.toml", "notice = \"", &format!("notice = \"{hidden}"));
    spoil("sources.toml", "title = \"", &format!("title = \"{hidden}"));
    spoil(
        "sources.toml",
        "publisher = \"",
        &format!("publisher = \"{hidden}"),
    );
    spoil("glossary.toml", "term = \"", &format!("term = \"{hidden}"));
    spoil(
        "glossary.toml",
        "meaning = \"",
        &format!("meaning = \"{hidden}"),
    );
    spoil(
        "templates/risk-register.toml",
        "title = \"",
        &format!("title = \"{hidden}"),
    );
    spoil(
        "templates/risk-register.toml",
        "owner = \"",
        &format!("owner = \"{hidden}"),
    );
    spoil(
        "mental-health/signs/market-intelligence.md",
        "title = \"",
        &format!("title = \"{hidden}"),
    );
    spoil(
        "mental-health/signs/market-intelligence.md",
        "# Today\n",
        &format!("# Today\n{hidden} \n"),
    );
    spoil(
        "mental-health/toolkit/procurement.toml",
        "evidence = \"",
        &format!("evidence = \"{hidden}"),
    );
    let guide = folder.path().as_os_str();
    let (code, list, err) = run(&["--guide".as_ref(), guide, "list".as_ref()]);
    assert_eq!(code, Some(0), "{err}");
    let first_term = list
        .lines()
        .find(|line| line.starts_with("glossary/"))
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    for place in [
        "about",
        "sources",
        "glossary",
        first_term.as_str(),
        "templates/risk-register",
        "signs/market-intelligence",
        "toolkit/procurement",
    ] {
        let (code, _, err) = run(&["--guide".as_ref(), guide, "read".as_ref(), place.as_ref()]);
        assert_eq!(code, Some(0), "{place}: {err}");
    }
    for command in [
        &["sources"][..],
        &["sources", "--unverified"],
        &["template", "risk-register"],
        &["template", "risk-register", "--format", "txt"],
        &["standstill", "17/12/2026"],
    ] {
        let words: Vec<&OsStr> = ["--guide".as_ref(), guide]
            .into_iter()
            .chain(command.iter().map(AsRef::as_ref))
            .collect();
        let (code, out, err) = run(&words);
        assert_eq!(code, Some(0), "{command:?}: {err}");
        assert!(!out.is_empty());
    }
    let out = folder.path().join("out.md");
    run(&[
        "--guide".as_ref(),
        guide,
        "template".as_ref(),
        "risk-register".as_ref(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(unfit(&fs::read_to_string(&out).unwrap()), None);
}

#[test]
fn a_check_names_hostile_files_keys_and_values_in_plain_text() {
    let folder = copied::guide();
    let guide = folder.path().as_os_str();
    write(
        &folder.path().join("templates/\x1b[2J\u{202e}.toml"),
        b"\x1b = 1\n\"\\u001b[2J\" = 2\ntitle = \"\\u009b31m\"\n",
    );
    write(
        &folder.path().join("a\u{9b}\n\u{301}\u{301}\u{301}.md"),
        b"x",
    );
    let (code, out, err) = run(&["check".as_ref(), guide]);
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("templates/^[[2J.toml"), "{out}");
    let (code, _, _) = run(&["--guide".as_ref(), guide, "list".as_ref()]);
    assert_eq!(code, Some(1));
}
