//! The real program on a pretend terminal: keys in, an emulated screen out, and what the shell would find afterwards.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use rustix::termios::LocalModes;

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the terminal has received.
struct Shown {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// Whether the thread that reads is to end at the next byte.
    enough: bool,
}

/// How the program is to be started.
pub(crate) struct Start<'a> {
    /// The home folder.
    pub(crate) home: &'a Path,
    /// `TERM`.
    pub(crate) term: &'a str,
    /// `LANG`.
    pub(crate) lang: &'a str,
    /// Rows of the screen; it has 80 columns.
    pub(crate) rows: u16,
    /// A leader of the session that ignores hang-ups, between the terminal and the program.
    pub(crate) stubborn_leader: bool,
    /// The program: ours, or one that leads to it.
    pub(crate) program: &'a str,
    /// Arguments.
    pub(crate) arguments: &'a [&'a str],
    /// Further variables, which win over the others.
    pub(crate) variables: &'a [(&'a str, &'a str)],
}

impl<'a> Start<'a> {
    /// As on a desk of today, in a home folder.
    pub(crate) fn at(home: &'a Path) -> Self {
        Self {
            home,
            term: "xterm-256color",
            lang: "C.UTF-8",
            rows: 24,
            stubborn_leader: false,
            program: env!("CARGO_BIN_EXE_roadsigns"),
            arguments: &[],
            variables: &[],
        }
    }
}

/// A terminal in which the program runs.
pub(crate) struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Held open as a shell would, so that the line keeps its settings when the program ends.
    slave: Box<dyn SlavePty + Send>,
    keys: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    reader: JoinHandle<()>,
    ended: Receiver<ExitStatus>,
    process: Process,
}

/// A process that does not outlive its test.
struct Process {
    pid: Pid,
    ended: bool,
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.ended {
            // With all that it started: it leads a group.
            let _ = kill_process_group(self.pid, Signal::KILL);
        }
    }
}

/// What the shell finds when the program has ended.
pub(crate) struct After {
    /// Its exit code.
    pub(crate) code: u32,
    /// The screen.
    pub(crate) screen: String,
    /// All bytes that it sent.
    pub(crate) bytes: Vec<u8>,
    /// What it left of the terminal that is not as before.
    pub(crate) left_behind: Vec<&'static str>,
}

impl Terminal {
    /// Starts the program.
    pub(crate) fn start(start: &Start<'_>) -> Self {
        let size = PtySize {
            rows: start.rows,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = if start.stubborn_leader {
            let mut shell = CommandBuilder::new("/bin/sh");
            let script = "trap '' HUP; \"$0\" \"$@\"; exit 0";
            shell.args(["-c", script, start.program]);
            shell
        } else {
            CommandBuilder::new(start.program)
        };
        command.args(start.arguments);
        command.env_clear();
        command.env("HOME", start.home);
        command.env("USER", "tester");
        command.env("TERM", start.term);
        command.env("LANG", start.lang);
        command.env("RUST_BACKTRACE", "0");
        for (name, value) in start.variables {
            command.env(name, value);
        }
        command.cwd(start.home);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let pid = i32::try_from(child.process_id().unwrap()).unwrap();
        let process = Process {
            pid: Pid::from_raw(pid).unwrap(),
            ended: false,
        };
        let (tell, ended) = mpsc::channel();
        let wait = move || drop(tell.send(child.wait().unwrap()));
        Builder::new().spawn(wait).unwrap();

        let [rows, columns] = [start.rows, 80].map(|count| NonZeroU16::new(count).unwrap());
        let shown = Arc::new((
            Mutex::new(Shown {
                screen: vt100::Parser::new(rows, columns, 0),
                bytes: Vec::new(),
                enough: false,
            }),
            Condvar::new(),
        ));
        let mut from = pair.master.try_clone_reader().unwrap();
        let into = Arc::clone(&shown);
        let read = move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut bytes) {
                let mut shown = into.0.lock().unwrap();
                shown.screen.process(&bytes[..count]);
                shown.bytes.extend_from_slice(&bytes[..count]);
                into.1.notify_all();
                if shown.enough {
                    return;
                }
            }
        };
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            slave: pair.slave,
            shown,
            reader: Builder::new().spawn(read).unwrap(),
            ended,
            process,
        }
    }

    /// Presses keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Presses keys, then waits until the screen shows something.
    pub(crate) fn keys_to(&mut self, keys: &str, text: &str) {
        self.keys(keys);
        self.see(text);
    }

    /// Waits until the screen shows something.
    pub(crate) fn see(&self, text: &str) {
        self.wait_until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen is as wanted.
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) {
        let until = Instant::now() + PATIENCE;
        let mut shown = self.shown.0.lock().unwrap();
        loop {
            let screen = shown.screen.screen().contents();
            if wanted(&screen) {
                return;
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never seen: {what}\n{screen}");
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// What the screen shows now.
    pub(crate) fn screen(&self) -> String {
        self.shown.0.lock().unwrap().screen.screen().contents()
    }

    /// Whether the terminal is the program's: no echo, no line editing.
    pub(crate) fn is_taken(&self) -> bool {
        !left_behind(self.modes(), self.shown.0.lock().unwrap().screen.screen()).is_empty()
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.process.pid, signal).unwrap();
    }

    /// Waits for the end of the program.
    pub(crate) fn end(mut self) -> After {
        let code = self.wait();
        let modes = self.modes();
        // With the last handle of the inner side closed the reader comes to its end, and has seen all: only then
        // does the screen say how it was left.
        drop(self.slave);
        self.reader.join().unwrap();
        let shown = self.shown.0.lock().unwrap();
        After {
            code,
            screen: shown.screen.screen().contents(),
            bytes: shown.bytes.clone(),
            left_behind: left_behind(modes, shown.screen.screen()),
        }
    }

    /// Closes the terminal as a broken line does, and waits for the end of the program.
    pub(crate) fn hang_up(mut self) {
        self.shown.0.lock().unwrap().enough = true;
        // Ctrl-L: the reader gets bytes, ends, and lets go of its handle.
        self.keys("\x0c");
        self.reader.join().unwrap();
        drop(self.keys);
        drop(self.master);
        let ended = self.ended.recv_timeout(PATIENCE);
        self.process.ended = ended.is_ok();
        assert!(
            ended.is_ok(),
            "still running although its terminal has gone"
        );
    }

    fn wait(&mut self) -> u32 {
        let ended = self.ended.recv_timeout(PATIENCE);
        self.process.ended = ended.is_ok();
        let Ok(status) = ended else {
            panic!("still running\n{}", self.screen());
        };
        status.exit_code()
    }

    /// The local modes of the line.
    fn modes(&self) -> u32 {
        self.master.get_termios().unwrap().local_flags.bits()
    }
}

fn left_behind(modes: u32, screen: &vt100::Screen) -> Vec<&'static str> {
    let all = [
        (modes & LocalModes::ICANON.bits() == 0, "no line editing"),
        (modes & LocalModes::ECHO.bits() == 0, "no echo"),
        (modes & LocalModes::ISIG.bits() == 0, "no Ctrl-C"),
        (screen.alternate_screen(), "the alternate screen"),
        (screen.hide_cursor(), "no cursor"),
        (screen.bracketed_paste(), "bracketed paste"),
    ];
    all.into_iter()
        .filter_map(|(left, what)| left.then_some(what))
        .collect()
}
