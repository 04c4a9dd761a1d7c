//! The real program inside tmux and GNU screen: what they show is what our model makes of the same bytes, row by row.
//! For `.ci/full`, as it needs both.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::manual::Emulator;
use super::pty::until;

/// Keys, what is to be seen then, and what is to have gone.
const STEPS: &[(&str, &str, &str)] = &[
    ("\r", "Policy background", "Welcome"),
    ("4", "Sign 4  Market intelligence", "About this guide"),
    ("t", "In 2009, and what became of it", ""),
    ("t", "Sign 4  Market intelligence", "IN 2009"),
    ("\t", "> [ ]", ""),
    ("jj", "> [ ]", ""),
    ("0", "Procurement toolkit", "> [ ]"),
    ("3", "Stage 3  Procurement", "Procurement toolkit"),
    ("\t", "> [ ]", ""),
    (" ", "> [~]", "> [ ]"),
    ("\r", "1 of ", "> [~]"),
    ("\t", "> Owner", ""),
    ("Head of it\t", "> Due date", "> Owner"),
    ("\x1b", "Head of it", "> Due date"),
    ("w", "What is left", "Owner"),
    ("\x1b", "Head of it", "What is left"),
    ("v", "View settings", "Head of it"),
    ("\x1b", "Head of it", "View settings"),
    ("/", "Search everything", ""),
    ("standstill", " found", ""),
    ("\x1b", "Head of it", " found"),
    ("?", "All keys", "Head of it"),
];

/// A multiplexer with the program in it.
struct Inside {
    folder: tempfile::TempDir,
    is_tmux: bool,
    lang: &'static str,
}

impl Inside {
    fn new(is_tmux: bool, term: &str, lang: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inside = Self {
            folder,
            is_tmux,
            lang,
        };
        let sockets = inside.path("sockets");
        fs::create_dir(&sockets).unwrap();
        fs::set_permissions(&sockets, fs::Permissions::from_mode(0o700)).unwrap();
        fs::create_dir(inside.path("home")).unwrap();
        // The name of the terminal is the multiplexer's own; the program waits until its bytes are written down.
        let script = format!(
            "read _; exec env -i HOME={} USER=tester LANG={lang} TERM=$TERM {}",
            inside.path("home").display(),
            env!("CARGO_BIN_EXE_roadsigns"),
        );
        let settings = if is_tmux {
            format!("set -g status off\nset -s escape-time 0\nset -g default-terminal {term}\n")
        } else {
            let log = inside.path("sent").display().to_string();
            format!(
                "term {term}\nstartup_message off\ndefutf8 on\naltscreen on\nlogfile {log}\nlogfile flush 1\ndeflog on\n"
            )
        };
        let mut rc = fs::File::create(inside.path("rc")).unwrap();
        rc.write_all(settings.as_bytes()).unwrap();
        let rc = inside.path("rc").display().to_string();
        if is_tmux {
            inside.tell(&[
                "-f",
                &rc,
                "new-session",
                "-d",
                "-x",
                "80",
                "-y",
                "24",
                "sh",
                "-c",
                &script,
            ]);
            let log = format!("cat > {}", inside.path("sent").display());
            inside.tell(&["pipe-pane", "-o", &log]);
            until("tmux writes down what it gets", || {
                inside.path("sent").exists()
            });
        } else {
            inside.tell(&["-U", "-c", &rc, "-dmS", "tour", "sh", "-c", &script]);
            until("screen is there", || {
                inside.told(&["-S", "tour", "-Q", "title"]).is_some()
            });
        }
        inside.keys("\r");
        inside
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a command of the multiplexer says, if it succeeds.
    fn told(&self, arguments: &[&str]) -> Option<String> {
        let mut command = if self.is_tmux {
            let mut command = Command::new("tmux");
            command.arg("-u").arg("-S").arg(self.path("sockets/tour"));
            command
        } else {
            Command::new("screen")
        };
        let output = command
            .args(arguments)
            .env("SCREENDIR", self.path("sockets"))
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .env_remove("TMUX")
            .env_remove("STY")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn tell(&self, arguments: &[&str]) {
        assert!(self.told(arguments).is_some(), "{arguments:?}");
    }

    fn keys(&self, keys: &str) {
        if self.is_tmux {
            let mut arguments = vec!["send-keys", "-H"];
            let codes: Vec<String> = keys.bytes().map(|byte| format!("{byte:02x}")).collect();
            arguments.extend(codes.iter().map(String::as_str));
            self.tell(&arguments);
        } else {
            let codes: Vec<String> = keys.bytes().map(|byte| format!("\\{byte:03o}")).collect();
            let codes = codes.concat();
            self.tell(&["-S", "tour", "-X", "stuff", &codes]);
        }
    }

    /// The rows as the multiplexer shows them.
    fn shown(&self) -> Vec<String> {
        if self.is_tmux {
            return rows(&self.told(&["capture-pane", "-p"]).unwrap());
        }
        let copy = self.path("copy");
        let _ = fs::remove_file(&copy);
        self.tell(&["-S", "tour", "-X", "hardcopy", copy.to_str().unwrap()]);
        let is_whole = |text: Vec<u8>| text.split(|&byte| byte == b'\n').count() > 24;
        until("a hardcopy", || fs::read(&copy).is_ok_and(is_whole));
        let bytes = fs::read(&copy).unwrap();
        rows(&bytes.into_iter().map(char::from).collect::<String>())
    }

    /// What `shown` has to say where the model has these rows. A hardcopy has of each character its last byte only.
    fn copied(&self, meant: &[String]) -> Vec<String> {
        let last = |c: char| char::from(u32::from(c).to_le_bytes()[0]);
        let copy = |row: &String| {
            if self.is_tmux {
                row.clone()
            } else {
                row.chars().map(last).collect()
            }
        };
        meant.iter().map(copy).collect()
    }

    /// The rows as our model has them, and what it did not know.
    fn meant(&self) -> Vec<String> {
        let mut model = Emulator::new((80, 24), true);
        let fault = model.fault(&fs::read(self.path("sent")).unwrap_or_default(), false);
        assert_eq!(fault, None);
        rows(&model.screen().rows(0, 80).collect::<Vec<_>>().join("\n"))
    }

    /// The multiplexer's own place for the cursor, and that of the model.
    fn cursors(&self) -> (String, String) {
        let mut model = Emulator::new((80, 24), true);
        model.fault(&fs::read(self.path("sent")).unwrap(), false);
        let (y, x) = model.screen().cursor_position();
        let told = self.told(&["display-message", "-p", "#{cursor_x},#{cursor_y}"]);
        (told.unwrap().trim().to_owned(), format!("{x},{y}"))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        let end: &[&str] = if self.is_tmux {
            &["kill-server"]
        } else {
            &["-S", "tour", "-X", "quit"]
        };
        let _ = self.told(end);
    }
}

fn rows(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = text
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    rows.resize(24, String::new());
    rows
}

fn same_rows(is_tmux: bool, term: &str, lang: &'static str) {
    let inside = Inside::new(is_tmux, term, lang);
    let mut compared = 0;
    until("the program", || {
        inside.meant().join("\n").contains("Welcome")
    });
    for (keys, text, gone) in STEPS {
        inside.keys(keys);
        let what = format!("{text:?} after {keys:?}, the same in {term} and in the model");
        let is_so = || {
            let meant = inside.meant();
            let screen = meant.join("\n");
            screen.contains(text)
                && (gone.is_empty() || !screen.contains(gone))
                && inside.shown() == inside.copied(&meant)
        };
        assert!(
            catch_unwind(AssertUnwindSafe(|| until(&what, is_so))).is_ok(),
            "{what}\n{}\n\n{}",
            inside.shown().join("\n"),
            inside.copied(&inside.meant()).join("\n")
        );
        if is_tmux {
            until("the same place for the cursor", || {
                let (told, meant) = inside.cursors();
                told == meant
            });
        }
        compared += 24;
    }
    let all_ascii = fs::read(inside.path("sent")).unwrap().is_ascii();
    assert_eq!(all_ascii, inside.lang == "C");
    let name = if is_tmux { "tmux" } else { "screen" };
    println!("figure: rows in {name} ({term}, {lang}) unlike the model = 0 of {compared}");
}

fn is_here(program: &str) -> bool {
    let found = |folder: &Path| folder.join(program).is_file();
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| found(&folder)))
}

#[test]
#[ignore = "needs tmux; .ci/full runs it"]
fn in_tmux_every_row_is_what_the_model_says() {
    assert!(is_here("tmux"));
    for (term, lang) in [
        ("tmux-256color", "C.UTF-8"),
        ("screen", "C.UTF-8"),
        ("tmux-256color", "C"),
    ] {
        same_rows(true, term, lang);
    }
}

#[test]
#[ignore = "needs GNU screen; .ci/full runs it"]
fn in_screen_every_row_is_what_the_model_says() {
    assert!(is_here("screen"));
    for (term, lang) in [
        ("screen", "C.UTF-8"),
        ("screen-256color", "C.UTF-8"),
        ("screen", "C"),
    ] {
        same_rows(false, term, lang);
    }
}
