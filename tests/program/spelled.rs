//! Whatever a command prints on a terminal is in letters of its locale: a byte of UTF-8 may be a control code there.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::came::{came, program};
use super::pty::{After, Start, Terminal};

const ITEM: &str = "toolkit/procurement#standstill";

/// Every command that prints, on standard output or standard error, with its exit code.
const COMMANDS: &[(&[&str], u32)] = &[
    (&["list"], 0),
    (&["read", "signs/policy-background"], 0),
    (&["read", ITEM], 0),
    (&["read", "nowhere “at” all"], 1),
    (&["template", "risk-register"], 0),
    (&["template", "“none”"], 1),
    (&["standstill", "17/12/2026"], 0),
    (&["standstill", "“soon” – £5"], 2),
    (&["sources"], 0),
    (&["sources", "--unverified"], 0),
    (&["report"], 0),
    (&["report", "“Nobody” – £5"], 1),
    (&["history"], 0),
    (&["history", "--all"], 0),
    (&["state", "path"], 0),
    (&["state", "check"], 0),
    (&["state", "restore"], 0),
    (&["state", "restore", "“none”"], 2),
    (&["state", "merge", "“none”.toml"], 1),
    (&["check"], 0),
    (&["check", "“none”"], 1),
    (&["paths"], 0),
    (&["keys"], 0),
    (&["settings"], 0),
    (&["kiosk"], 0),
    (&["accessibility"], 0),
    (&["man"], 0),
    (&["completions", "bash"], 0),
    (&["--help"], 0),
    (&["--version"], 0),
    (&["“no such command” – £5"], 2),
    (&["--“none”"], 2),
];

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// A state full of letters whose bytes are control codes elsewhere, in a folder with such a name.
fn state(home: &Path) -> PathBuf {
    let folder = home.join("Mappe “A” – ŵ");
    fs::create_dir(&folder).unwrap();
    let state = folder.join("state.toml");
    let note = "“Minutes” – £5m • Tŷ Gŵyl € 語 \u{f0b7} \u{f0fc} ’\\n“Owner”: “Chief”";
    let text = format!(
        "format = 1\n[[project]]\nid = \"p\"\nname = \"“Crisis” house – £5m\"\ncreated = 2026-11-22T10:41:07Z\n\
         [project.items.\"{ITEM}\"]\nstate = \"“odd”\"\nowner = \"Zoë – ‘lead’\"\nnote = \"{note}\"\n\
         [project.items.\"signs/gone#“x”\"]\nowner = \"{note}\"\n\
         [[feedback]]\nid = \"f\"\nplace = \"signs/contracting\"\nhelped = \"{note}\"\n"
    );
    write(&state, &text);
    state
}

/// A command on a terminal of a locale.
fn on_a_terminal(home: &Path, state: &Path, lang: &str, command: &[&str]) -> After {
    let arguments = [&["--state", state.to_str().unwrap()], command].concat();
    let terminal = Terminal::start(&Start {
        lang,
        arguments: &arguments,
        ..Start::at(home)
    });
    terminal.end()
}

#[test]
fn whatever_a_command_prints_on_a_terminal_is_spelled_for_its_locale() {
    let home = tempfile::tempdir().unwrap();
    let state = state(home.path());
    for lang in [
        "en_GB.ISO-8859-1",
        "en_GB.ISO-8859-15@euro",
        "C",
        "en_GB.KOI8-R",
        "",
    ] {
        let most = if lang.contains("8859") { 0xff } else { 0x7e };
        for (command, code) in COMMANDS {
            let after = on_a_terminal(home.path(), &state, lang, command);
            assert_eq!(after.code, *code, "{lang} {command:?}: {}", after.screen);
            let is_foreign = |byte: &&u8| {
                let is_control =
                    (**byte < b' ' && !b"\r\n".contains(byte)) || (0x7f..0xa0).contains(*byte);
                is_control || **byte > most
            };
            let foreign = after.bytes.iter().find(is_foreign);
            assert_eq!(
                foreign,
                None,
                "{lang} {command:?}: {:?}",
                String::from_utf8_lossy(&after.bytes)
            );
            assert!(!after.bytes.is_empty(), "{lang} {command:?}");
        }
    }
}

#[test]
fn a_terminal_of_utf_8_and_a_pipe_of_any_locale_get_utf_8() {
    let home = tempfile::tempdir().unwrap();
    let state = state(home.path());
    let quoted = "“Minutes” – £5m • Tŷ Gŵyl € 語 • ✓ ’";
    let after = on_a_terminal(home.path(), &state, "C.UTF-8", &["report"]);
    let shown = String::from_utf8(after.bytes).unwrap();
    assert!(shown.contains(quoted), "{shown}");
    for lang in ["C", "en_GB.ISO-8859-1", "C.UTF-8"] {
        let mut piped = program();
        piped
            .env("HOME", home.path())
            .env("LANG", lang)
            .env("TERM", "xterm");
        let piped = came(
            piped
                .arg("--state")
                .arg(&state)
                .arg("report")
                .output()
                .unwrap(),
        );
        assert!(piped.out.contains(quoted), "{lang}: {}", piped.out);
    }
}

#[test]
fn a_setting_of_the_terminals_letters_holds_for_every_command() {
    let home = tempfile::tempdir().unwrap();
    let state = state(home.path());
    write(
        &state.with_extension("settings.toml"),
        "glyphs = \"ascii\"\n",
    );
    let spelled = "\"Minutes\" - GBP5m * Ty Gwyl EUR ? * yes '";
    let after = on_a_terminal(home.path(), &state, "C.UTF-8", &["report"]);
    assert!(after.screen.is_ascii() || after.bytes.is_ascii());
    let shown = String::from_utf8(after.bytes).unwrap();
    assert!(shown.contains(spelled), "{shown}");
    // Who says that the terminal shows more than its locale has, is believed.
    let flag = ["--glyphs", "unicode", "report"];
    let after = on_a_terminal(home.path(), &state, "C", &flag);
    let shown = String::from_utf8(after.bytes).unwrap();
    assert!(shown.contains("“Minutes”"), "{shown}");
}

#[test]
fn what_grows_in_spelling_is_cut_for_the_terminal_and_stays_marked() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state.toml");
    // In ASCII a pound sign has three letters: uncut this would reach the next row of 80 columns.
    let note = format!("{} Owner: Chief", "£".repeat(64));
    write(
        &state,
        &format!(
            "format = 1\n[[project]]\nid = \"p\"\n[project.items.\"{ITEM}\"]\nnote = \"{note}\"\n"
        ),
    );
    for command in ["report", "history"] {
        let after = on_a_terminal(home.path(), &state, "C", &[command]);
        let text = String::from_utf8(after.bytes).unwrap();
        let row = text
            .lines()
            .find(|line| line.contains("Owner: Chief"))
            .unwrap();
        assert!(row.trim_start().starts_with("| "), "{command}: {text}");
        assert!(
            text.lines().all(|line| line.len() <= 72),
            "{command}: {text}"
        );
    }
}

#[test]
fn line_by_line_a_pipe_gets_utf_8_whatever_the_locale() {
    let home = tempfile::tempdir().unwrap();
    let state = state(home.path());
    for lang in ["C", "en_GB.ISO-8859-1", "C.UTF-8"] {
        let mut piped = program();
        piped
            .env("HOME", home.path())
            .env("LANG", lang)
            .arg("--plain");
        piped
            .arg("--state")
            .arg(&state)
            .stdin(std::process::Stdio::null());
        let said = came(piped.output().unwrap());
        assert!(
            said.out.contains("“Crisis” house – £5m"),
            "{lang}: {}",
            said.out
        );
    }
}
