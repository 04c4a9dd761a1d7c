//! The real program on a pretend terminal: keys in, an emulated screen out, and what the shell would find afterwards.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read as _, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::event::{Timespec, poll};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// How long anything may take before the test has failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long an end that nobody asked for may take: ten times what is promised.
const END: Duration = Duration::from_secs(5);

/// What the terminal has received.
struct Shown {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// Whether the thread that reads is to end at the next byte.
    enough: bool,
    /// Whether it is to read no more for now.
    deaf: bool,
    /// Whether it does not read.
    paused: bool,
}

/// How the program is to be started.
pub(crate) struct Start<'a> {
    /// The home folder.
    pub(crate) home: &'a Path,
    /// `TERM`.
    pub(crate) term: &'a str,
    /// `LANG`.
    pub(crate) lang: &'a str,
    /// Rows of the screen.
    pub(crate) rows: u16,
    /// Its columns.
    pub(crate) columns: u16,
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
            columns: 80,
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
    ended: Receiver<(ExitStatus, Instant)>,
    process: Process,
}

/// Keys that are being pressed.
pub(crate) struct Flood(JoinHandle<Box<dyn Write + Send>>);

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
    /// The signal that it ended by, in the system's words.
    pub(crate) signal: Option<String>,
    /// When it had ended.
    pub(crate) at: Instant,
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
            cols: start.columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = if start.stubborn_leader {
            let mut shell = CommandBuilder::new("/bin/sh");
            let script = "trap '' HUP; \"$0\" \"$@\"; exit $?";
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
        let wait = move || {
            let status = child.wait().unwrap();
            drop(tell.send((status, Instant::now())));
        };
        Builder::new().spawn(wait).unwrap();

        let (rows, columns) = held(start.rows, start.columns);
        let shown = Arc::new((
            Mutex::new(Shown {
                screen: vt100::Parser::new(rows, columns, 0),
                bytes: Vec::new(),
                enough: false,
                deaf: false,
                paused: false,
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
                while shown.deaf && !shown.enough {
                    shown.paused = true;
                    into.1.notify_all();
                    shown = into.1.wait(shown).unwrap();
                }
                shown.paused = false;
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

    /// Sends bytes that are no UTF-8.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.keys.write_all(bytes).unwrap();
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

    /// Presses keys, then waits until any bytes come.
    pub(crate) fn keys_to_bytes(&mut self, keys: &str) {
        let before = self.count_of_bytes();
        self.keys(keys);
        let shown = self.shown.0.lock().unwrap();
        let is_silent = |shown: &mut Shown| shown.bytes.len() == before;
        let waited = self.shown.1.wait_timeout_while(shown, PATIENCE, is_silent);
        assert!(!waited.unwrap().1.timed_out(), "no answer to {keys:?}");
    }

    /// Waits until the program has said anything.
    pub(crate) fn hear(&self) {
        until("a byte", || self.count_of_bytes() > 0);
    }

    /// Whether the screen becomes as wanted within some time.
    pub(crate) fn becomes(&self, wanted: impl Fn(&str) -> bool, within: Duration) -> bool {
        let until = Instant::now() + within;
        let mut shown = self.shown.0.lock().unwrap();
        loop {
            if wanted(&shown.screen.screen().contents()) {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// What the screen shows now.
    pub(crate) fn screen(&self) -> String {
        self.shown.0.lock().unwrap().screen.screen().contents()
    }

    /// How many bytes it has received.
    pub(crate) fn count_of_bytes(&self) -> usize {
        self.shown.0.lock().unwrap().bytes.len()
    }

    /// Goes on from the welcome of a first start to the road.
    pub(crate) fn past_welcome(&mut self) {
        self.see("Welcome");
        self.keys("\r");
        self.wait_until("the road", |screen| !screen.contains("Welcome"));
    }

    /// Opens a stage, with the cursor on its first action.
    pub(crate) fn open_stage(&mut self, stage: &str) {
        self.keys_to("0", "Procurement toolkit");
        self.keys_to(stage, &format!("Stage {stage}  "));
        self.keys_to("\t", "> [");
    }

    /// From a first start line by line to the actions of stage 3.
    pub(crate) fn open_stage_3_by_lines(&mut self) {
        self.keys_to("\n", "The road");
        self.keys_to("stage 3\n", "About this stage");
        self.keys_to("next part\n", "1. Open: Publish the right notices");
    }

    /// Opens the first action of stage 2, with the cursor in its first field.
    pub(crate) fn open_owner_field(&mut self) {
        self.open_stage("2");
        self.keys_to("\r", "1 of ");
        self.keys_to("\t", "> Owner");
    }

    /// Leaves with q q.
    pub(crate) fn leave(mut self) -> After {
        self.keys_to("q", "Press q again to leave");
        self.keys("q");
        let after = self.end();
        assert_eq!(after.code, 0, "{}", after.screen);
        after
    }

    /// Waits until the program says that everything is saved.
    pub(crate) fn until_saved(&mut self) {
        let until = Instant::now() + PATIENCE;
        while !self.screen().contains("Everything is saved") {
            assert!(Instant::now() < until, "never saved\n{}", self.screen());
            // Ctrl-S says how it stands.
            self.keys("\x13");
            self.wait_until("how it stands", |screen| {
                screen.contains("Saving now") || screen.contains("Everything is saved")
            });
        }
    }

    /// Kills the program as no program can prevent, and waits until it has gone.
    pub(crate) fn kill(mut self) {
        // With all that it started: it leads a group.
        kill_process_group(self.process.pid, Signal::KILL).unwrap();
        self.wait(END);
        drop(self.slave);
        self.reader.join().unwrap();
    }

    /// Whether the terminal is the program's: no echo, no line editing.
    pub(crate) fn is_taken(&self) -> bool {
        !self.left_behind().is_empty()
    }

    /// What of the terminal is not as before.
    pub(crate) fn left_behind(&self) -> Vec<&'static str> {
        left_behind(self.modes(), self.shown.0.lock().unwrap().screen.screen())
    }

    /// Our program, which may have been started by a shell; what was started where that leads elsewhere.
    pub(crate) fn program(&self) -> Pid {
        let leader = self.process.pid.as_raw_nonzero().to_string();
        let is_ours = |pid: &str| {
            let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
                return false;
            };
            // PID (NAME) STATE PARENT GROUP SESSION
            let (name, rest) = stat.rsplit_once(')').unwrap();
            name.ends_with("(roadsigns") && rest.split(' ').nth(4) == Some(&leader)
        };
        let found = fs::read_dir("/proc").unwrap().find_map(|entry| {
            let pid = entry.unwrap().file_name().into_string().unwrap();
            let number = pid.parse().ok()?;
            is_ours(&pid).then(|| Pid::from_raw(number).unwrap())
        });
        found.unwrap_or(self.process.pid)
    }

    /// The most memory that the program has had, in bytes.
    pub(crate) fn peak(&self) -> usize {
        peak_of(self.program())
    }

    /// Sends the program two signals, one upon the other.
    pub(crate) fn signals(&self, first: Signal, then: Signal) {
        let program = self.program();
        kill_process(program, first).unwrap();
        // The first may have ended it already.
        let _ = kill_process(program, then);
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.program(), signal).unwrap();
    }

    /// Kills what leads the session: the program, or the shell that started it.
    pub(crate) fn kill_leader(&self) {
        kill_process(self.process.pid, Signal::KILL).unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, rows: u16, cols: u16) {
        let (high, wide) = held(rows, cols);
        let mut shown = self.shown.0.lock().unwrap();
        shown.screen.screen_mut().set_size(high, wide);
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
    }

    /// The device of the program's side, for others to write on.
    fn device(&self) -> fs::File {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(flags.bits().try_into().unwrap())
            .open(self.master.tty_name().unwrap())
            .unwrap()
    }

    /// Another program writes on the screen.
    pub(crate) fn scribble(&self, text: &str) {
        let mut device = self.device();
        // While the program writes the device takes nothing of ours.
        until("scribbled", || device.write_all(text.as_bytes()).is_ok());
        self.see(text);
    }

    /// From now on the terminal takes no bytes, as on a line that has died without anybody noticing.
    pub(crate) fn turn_deaf(&self) {
        self.shown.0.lock().unwrap().deaf = true;
        // A byte, so that the thread sees it. While the program writes the device takes none of ours.
        let mut device = self.device();
        until("the terminal is read no more", || {
            let _ = device.write_all(&[0]);
            self.shown.0.lock().unwrap().paused
        });
        // The kernel goes on moving bytes for a moment, which makes room again.
        let mut full = 0;
        while full < 3 {
            // A terminal shows nothing for these.
            match device.write(&[0; 512]) {
                Ok(count) => full = if count == 0 { full + 1 } else { 0 },
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::WouldBlock);
                    full += 1;
                    look_again_soon();
                }
            }
        }
    }

    /// The terminal takes bytes again.
    pub(crate) fn listen(&self) {
        self.shown.0.lock().unwrap().deaf = false;
        self.shown.1.notify_all();
    }

    /// Presses keys on a thread of its own, as they may be more than anybody takes.
    pub(crate) fn flood(&mut self, keys: String) -> Flood {
        let mut to = std::mem::replace(&mut self.keys, Box::new(std::io::sink()));
        let press = move || {
            // Where the terminal is closed nobody takes them.
            let _ = to.write_all(keys.as_bytes());
            to
        };
        Flood(Builder::new().spawn(press).unwrap())
    }

    /// Waits until all of a flood is taken.
    pub(crate) fn until_taken(&mut self, flood: Flood) {
        until("all keys taken", || flood.0.is_finished());
        self.keys = flood.0.join().unwrap();
    }

    /// Waits until the program takes no more of a flood; or it is all taken.
    pub(crate) fn until_stemmed(&self, flood: &Flood) {
        let device = self.device();
        let mut full = 0;
        until("no more keys taken", || {
            // As many as a terminal holds that is not read.
            let waiting = rustix::io::ioctl_fionread(&device).unwrap();
            full = if waiting >= 4_000 { full + 1 } else { 0 };
            full == 20 || flood.0.is_finished()
        });
    }

    /// Presses keys that nothing answers, and waits until the program has read them.
    pub(crate) fn keys_until_read(&mut self, keys: &str) {
        let (program, device) = (self.program(), self.device());
        // The device is also empty while the keys are still on their way to it.
        let until_read = read_by(program) + keys.len();
        self.keys(keys);
        until("all keys read", || {
            read_by(program) >= until_read && rustix::io::ioctl_fionread(&device).unwrap() == 0
        });
    }

    /// Waits for the end of the program that its user asked for.
    pub(crate) fn end(self) -> After {
        self.end_within(PATIENCE)
    }

    /// Waits for an end that nobody at the terminal asked for.
    pub(crate) fn end_soon(self) -> After {
        self.end_within(END)
    }

    fn end_within(mut self, limit: Duration) -> After {
        let (status, at) = self.wait(limit);
        let modes = self.modes();
        // With the last handle of the inner side closed the reader comes to its end, and has seen all: only then
        // does the screen say how it was left.
        self.listen();
        drop(self.slave);
        self.reader.join().unwrap();
        let shown = self.shown.0.lock().unwrap();
        After {
            code: status.exit_code(),
            signal: status.signal().map(str::to_owned),
            at,
            screen: shown.screen.screen().contents(),
            bytes: shown.bytes.clone(),
            left_behind: left_behind(modes, shown.screen.screen()),
        }
    }

    /// Closes the terminal as a broken line does, and waits for the end of the program; says how long that took.
    pub(crate) fn hang_up(mut self) -> Duration {
        self.shown.0.lock().unwrap().enough = true;
        self.shown.1.notify_all();
        // The thread that reads gets a byte, ends, and lets go of its handle. While the program writes the device takes
        // none of ours.
        while !self.reader.is_finished() {
            let _ = self.device().write_all(&[0]);
            look_again_soon();
        }
        // A broken line says nothing; the handle for keys would send Enter and an end of file, if there were one.
        let device = self.device();
        self.reader.join().unwrap();
        let mut modes = tcgetattr(&device).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&device, OptionalActions::Now, &modes).unwrap();
        drop((device, self.keys, self.slave));
        let closed = Instant::now();
        drop(self.master);
        let ended = self.ended.recv_timeout(END);
        self.process.ended = ended.is_ok();
        let Ok((_, at)) = ended else {
            panic!("still running although its terminal has gone");
        };
        at - closed
    }

    fn wait(&mut self, limit: Duration) -> (ExitStatus, Instant) {
        let ended = self.ended.recv_timeout(limit);
        self.process.ended = ended.is_ok();
        let Ok((status, at)) = ended else {
            panic!("still running\n{}", self.screen());
        };
        (status, at)
    }

    /// The local modes of the line.
    fn modes(&self) -> u32 {
        self.master.get_termios().unwrap().local_flags.bits()
    }
}

/// Rows and columns that the emulator holds of a size that may be nobody's.
fn held(rows: u16, columns: u16) -> (NonZeroU16, NonZeroU16) {
    let within = |count: u16, most: u16| NonZeroU16::new(count.clamp(1, most)).unwrap();
    (within(rows, 200), within(columns, 500))
}

/// Waits until something is so; nothing tells us when.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "never: {what}");
        look_again_soon();
    }
}

/// Leaves the others time to work.
fn look_again_soon() {
    let soon = Timespec {
        tv_sec: 0,
        tv_nsec: 5_000_000,
    };
    poll(&mut [], Some(&soon)).unwrap();
}

/// The most memory that a process has had, in bytes.
pub(crate) fn peak_of(process: Pid) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<usize>().unwrap() * 1024
}

/// How many bytes a process has read from anywhere.
fn read_by(process: Pid) -> usize {
    let figures = fs::read_to_string(format!("/proc/{process}/io")).unwrap();
    let line = figures.lines().find_map(|line| line.strip_prefix("rchar:"));
    line.unwrap().trim().parse().unwrap()
}

/// How a process stands: R, S, T and so on; a space if there is none.
pub(crate) fn state_of(process: Pid) -> char {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let state = stat
        .rsplit_once(") ")
        .and_then(|(_, rest)| rest.chars().next());
    state.unwrap_or(' ')
}

/// Whether a process is there and not only its exit code.
pub(crate) fn is_running(process: Pid) -> bool {
    !matches!(state_of(process), ' ' | 'Z')
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
