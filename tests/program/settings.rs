//! The settings: kept by `v`, read at the start, and never in the way of it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::begun;
use super::came::{came, program};
use super::pty::{Start, Terminal};

/// The settings file of a home folder.
pub(super) fn path(home: &Path) -> PathBuf {
    home.join(".config/roadsigns/settings.toml")
}

/// Writes it, as an editor does.
pub(super) fn write(home: &Path, text: impl AsRef<[u8]>) {
    let path = path(home);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_ref()).unwrap();
}

#[test]
fn what_was_changed_in_the_view_and_kept_holds_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = begun(home.path());
    terminal.keys_to("v", "View settings");
    let down_to = |terminal: &mut Terminal, words: &str| {
        for _ in 0..20 {
            terminal.keys("\x1b[B");
            let is_there = |screen: &str| {
                screen
                    .lines()
                    .any(|line| line.contains('>') && line.contains(words))
            };
            if terminal.becomes(is_there, Duration::from_millis(200)) {
                return;
            }
        }
        panic!("no {words} on\n{}", terminal.screen());
    };
    down_to(&mut terminal, "black on white");
    terminal.keys("\r");
    down_to(&mut terminal, "Keep what you changed");
    terminal.keys_to("\r", "Kept for the next start");
    terminal.leave();
    let kept = fs::read_to_string(path(home.path())).unwrap();
    assert_eq!(kept, "theme = \"projector\"\n");

    let terminal = begun_with(home.path(), &[]);
    let bytes = terminal.leave().bytes;
    let black_on_white = b"38;5;16;48;5;231m";
    assert!(
        bytes
            .windows(black_on_white.len())
            .any(|part| part == black_on_white)
    );
    // A flag of this start wins.
    let bytes = begun_with(home.path(), &["--theme", "mono"]).leave().bytes;
    assert!(!bytes.windows(5).any(|part| part == b"48;5;"));
}

fn begun_with(home: &Path, arguments: &[&str]) -> Terminal {
    let terminal = Terminal::start(&Start {
        arguments,
        ..Start::at(home)
    });
    terminal.see("Policy background");
    terminal
}

#[test]
fn a_setting_that_cannot_be_understood_is_named_and_the_guide_opens() {
    let home = tempfile::tempdir().unwrap();
    let text = "# mine\nglyphs = \"fancy\"\nalternate-screen = false\n";
    write(home.path(), text);
    let mut terminal = Terminal::start(&Start::at(home.path()));
    terminal.see("settings.toml, line 2");
    terminal.past_welcome();
    terminal.keys_to("?", "Help");
    terminal.keys("\x1b[F");
    terminal.see("glyphs cannot be fancy");
    terminal.keys("\x1b");
    terminal.keys_to("j", "Policy background");
    let after = terminal.leave();
    assert_eq!(after.code, 0);
    assert!(!String::from_utf8_lossy(&after.bytes).contains("\x1b[?1049h"));
    assert_eq!(fs::read_to_string(path(home.path())).unwrap(), text);
}

#[test]
fn a_settings_file_that_cannot_be_read_is_named_once_with_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let path = path(home.path());
    let file = path.to_str().unwrap();
    let said = || {
        let mut program = program();
        program.args(["--settings", file, "settings"]);
        let text = came(program.output().unwrap()).out;
        let fault = text.lines().nth(1).unwrap_or_default();
        fault.replace(file, "FILE")
    };
    let to_do = "The defaults hold until you mend it or remove it";
    write(home.path(), b"# mine\n# caf\xe9\n");
    let why = "line 2 is not UTF-8 text; save it as UTF-8";
    assert_eq!(said(), format!("# NOT UNDERSTOOD: FILE, {why}. {to_do}"));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let why = "cannot read FILE: it is not a plain file";
    assert_eq!(said(), format!("# NOT UNDERSTOOD: {why}. {to_do}"));
}
