//! The settings: kept by `v`, read at the start, and never in the way of it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::begun;
use super::came::{came, given, program};
use super::old_terminal::{attributes, is_colour};
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

#[test]
fn colours_are_sent_where_the_settings_say_so_and_nowhere_else() {
    for (colours, wanted) in [("none", false), ("8", true)] {
        let home = tempfile::tempdir().unwrap();
        let text = format!("color = \"{colours}\"\ntheme = \"high-contrast\"\n");
        write(home.path(), text);
        let bytes = begun_with(home.path(), &[]).leave().bytes;
        let has_colours = attributes(&bytes).iter().any(|sent| is_colour(sent));
        assert_eq!(has_colours, wanted, "{colours}");
    }
}

#[test]
fn esc_waits_for_the_rest_of_a_key_as_long_as_the_settings_say() {
    let home = tempfile::tempdir().unwrap();
    write(home.path(), "escape-wait = 1000\n");
    let mut terminal = begun(home.path());
    terminal.keys_to("?", "All keys");
    terminal.keys("\x1b");
    let is_back = |screen: &str| !screen.contains("All keys");
    // By itself it would wait for a twentieth of a second.
    assert!(!terminal.becomes(is_back, Duration::from_millis(500)));
    terminal.wait_until("the page", is_back);
    terminal.leave();
}

#[test]
fn line_by_line_hints_are_said_unless_the_settings_are_brief() {
    for (hints, wanted) in [("full", true), ("brief", false)] {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), format!("hints = \"{hints}\"\n"));
        let answers = "\nstage 3\nnext part\n1\n\n";
        let mut guide = program();
        let said = given(guide.env("HOME", home.path()).arg("--plain"), answers).out;
        assert!(
            said.contains("1 of 18") && said.contains("Owner? Now: empty."),
            "{said}"
        );
        for words in ["A number opens. tick, x or b", "Enter keeps it"] {
            assert_eq!(said.contains(words), wanted, "{hints}: {words}\n{said}");
        }
    }
}
