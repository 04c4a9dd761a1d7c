//! A host with a real sshd that has the shipped settings.

use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::Builder;
use std::time::Duration;

use tempfile::TempDir;

use super::people::{Account, People, run};
use super::pty::{Start, Terminal};

const PERSONAL: &str = include_str!("../../src/cli/kiosk/personal.conf");
const SHARED: &str = include_str!("../../src/cli/kiosk/shared.conf");
const SHARED_KEYS: &str = include_str!("../../src/cli/kiosk/roadsigns_keys");

/// What the host has besides: as generous as can be, so that what is refused is refused by the shipped settings.
const GENEROUS: &str = "\
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PidFile none
AllowTcpForwarding yes
AllowStreamLocalForwarding yes
AllowAgentForwarding yes
X11Forwarding yes
AcceptEnv *
Subsystem sftp internal-sftp
";

/// How long anything may take before the test has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A host, until it is dropped.
pub(crate) struct Host {
    /// Who may come.
    pub(crate) people: People,
    folder: TempDir,
    port: u16,
    sshd: Child,
}

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Which key a person comes with.
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Contracting,
    Finance,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::Contracting => "contracting",
            Self::Finance => "finance",
        }
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn write(path: &Path, text: &str) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn path_in(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

/// Shipped settings with the names of this host. Each name must stand there.
fn filled(settings: &str, names: &[(&str, &str)]) -> String {
    names
        .iter()
        .fold(settings.to_owned(), |settings, (shipped, ours)| {
            assert!(settings.contains(shipped), "{shipped}\n{settings}");
            settings.replace(shipped, ours)
        })
}

impl Host {
    /// Makes accounts, keys and settings, and starts sshd.
    pub(crate) fn start() -> Self {
        assert!(
            rustix::process::getuid().is_root(),
            "this test makes accounts: run it as root"
        );
        // Not below /tmp: sshd trusts no key file in a folder that anybody may write to.
        let folder = tempfile::Builder::new()
            .prefix("roadsigns-")
            .permissions(Permissions::from_mode(0o755))
            .tempdir_in("/srv")
            .unwrap();
        let top = folder.path();
        for name in ["home", "keys", "sshd_config.d", "states"] {
            fs::create_dir(top.join(name)).unwrap();
        }
        fs::create_dir_all("/run/sshd").unwrap();
        let program = path_in(top, "roadsigns");
        fs::copy(env!("CARGO_BIN_EXE_roadsigns"), &program).unwrap();
        for key in ["hostkey", "contracting", "finance"] {
            let path = path_in(top, key);
            run(
                "ssh-keygen",
                &["-q", "-t", "ed25519", "-N", "", "-f", &path],
            );
        }

        let people = People::make(&top.join("home"));
        let port = free_port();
        let public = |key: &str| {
            let line = fs::read_to_string(top.join(key).with_extension("pub")).unwrap();
            let words: Vec<&str> = line.split_whitespace().collect();
            format!("{} {} {key}", words[0], words[1])
        };
        for account in [&people.guest, &people.free] {
            write(
                &top.join("keys").join(&account.name),
                &public("contracting"),
            );
        }
        let states = path_in(top, "states") + "/";
        for key in ["contracting", "finance"] {
            let state = top.join("states").join(key);
            fs::create_dir(&state).unwrap();
            fs::set_permissions(&state, Permissions::from_mode(0o700)).unwrap();
            chown(&state, Some(people.shared.uid), None).unwrap();
        }
        let shared_keys = path_in(top, "roadsigns_keys");
        let personal = filled(
            PERSONAL,
            &[
                (
                    "Match Group roadsigns",
                    &format!("Match Group {}", people.group),
                ),
                ("/usr/local/bin/roadsigns", &program),
            ],
        );
        let shared_settings = filled(
            SHARED,
            &[
                ("/etc/ssh/roadsigns_keys", &shared_keys),
                (
                    "Match User roadsigns",
                    &format!("Match User {}", people.shared.name),
                ),
            ],
        );
        let keys = filled(
            SHARED_KEYS,
            &[
                ("/usr/local/bin/roadsigns", &program),
                ("/srv/roadsigns/", &states),
                ("ssh-ed25519 AAAA... contracting", &public("contracting")),
                ("ssh-ed25519 AAAA... finance", &public("finance")),
            ],
        );
        write(&top.join("sshd_config.d/personal.conf"), &personal);
        write(&top.join("sshd_config.d/shared.conf"), &shared_settings);
        write(Path::new(&shared_keys), &keys);
        let config = format!(
            "Include {folder}/sshd_config.d/*.conf\nListenAddress 127.0.0.1:{port}\nHostKey {folder}/hostkey\n\
             AuthorizedKeysFile {folder}/keys/%u\n{GENEROUS}",
            folder = top.display()
        );
        write(&top.join("sshd_config"), &config);
        let config = path_in(top, "sshd_config");
        run("/usr/sbin/sshd", &["-t", "-f", &config]);
        let sshd = listening(&config);
        Self {
            people,
            folder,
            port,
            sshd,
        }
    }

    /// A file or folder of the host's own.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The options with which every client of ssh comes here.
    fn options(&self, key: Key) -> Vec<String> {
        let of_folder = |name: &str| path_in(self.folder.path(), name);
        let known = format!("UserKnownHostsFile={}", of_folder("known_hosts"));
        let mut options = vec!["-F".to_owned(), "/dev/null".to_owned()];
        options.extend(["-i".to_owned(), of_folder(key.name())]);
        for option in [
            known.as_str(),
            "StrictHostKeyChecking=no",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
            "ConnectTimeout=30",
            "ExitOnForwardFailure=yes",
            "SendEnv=LANG",
        ] {
            options.extend(["-o".to_owned(), option.to_owned()]);
        }
        options
    }

    /// Somebody who comes with a key.
    pub(crate) fn visit<'a>(&'a self, account: &'a Account, key: Key) -> Visit<'a> {
        Visit {
            host: self,
            account,
            key,
            more: &[],
            variables: &[],
        }
    }

    /// What a copy by `scp` or `sftp` comes to.
    pub(crate) fn copy(&self, program: &str, arguments: &[&str], input: &str) -> Came {
        let mut all = self.options(Key::Contracting);
        all.extend(["-P".to_owned(), self.port.to_string()]);
        all.extend(["-S".to_owned(), "/usr/bin/ssh".to_owned()]);
        all.extend(arguments.iter().map(|&word| word.to_owned()));
        to_its_end(program, &all, input, &[])
    }
}

/// Somebody who comes, and how.
#[derive(Clone, Copy)]
pub(crate) struct Visit<'a> {
    host: &'a Host,
    account: &'a Account,
    key: Key,
    more: &'a [&'a str],
    variables: &'a [(&'a str, &'a str)],
}

impl<'a> Visit<'a> {
    /// With options of ssh.
    pub(crate) fn with(self, more: &'a [&'a str]) -> Self {
        Self { more, ..self }
    }

    /// With variables of the client's.
    pub(crate) fn bringing(self, variables: &'a [(&'a str, &'a str)]) -> Self {
        Self { variables, ..self }
    }

    /// The arguments of `ssh` for a command; without one, for what sshd gives by itself.
    pub(crate) fn arguments(&self, command: &[&str]) -> Vec<String> {
        let mut arguments = self.host.options(self.key);
        arguments.extend(["-p".to_owned(), self.host.port.to_string()]);
        arguments.extend(self.more.iter().map(|&word| word.to_owned()));
        arguments.push(format!("{}@127.0.0.1", self.account.name));
        if !command.is_empty() {
            arguments.push("--".to_owned());
        }
        arguments.extend(command.iter().map(|&word| word.to_owned()));
        arguments
    }

    /// What a command comes to.
    pub(crate) fn ask(&self, command: &[&str]) -> Came {
        let arguments = self.arguments(command);
        to_its_end("/usr/bin/ssh", &arguments, "", self.variables)
    }

    /// Opens what there is, in a terminal.
    pub(crate) fn open(&self, command: &[&str]) -> Terminal {
        let more = [&["-tt"], self.more].concat();
        let arguments = Visit {
            more: &more,
            ..*self
        }
        .arguments(command);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Terminal::start(&Start {
            program: "/usr/bin/ssh",
            arguments: &arguments,
            variables: self.variables,
            ..Start::at(self.host.folder.path())
        })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Starts sshd and waits until it says that it listens.
fn listening(config: &str) -> Child {
    let mut sshd = Command::new("/usr/sbin/sshd")
        .args(["-D", "-e", "-f", config])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    assert!(
        says(&mut sshd, &["Server listening"]).is_some(),
        "sshd does not listen"
    );
    sshd
}

/// Waits until a process says one of these words on standard error; none if it ends before. It is read on afterwards.
pub(crate) fn says(process: &mut Child, words: &'static [&'static str]) -> Option<&'static str> {
    let (tell, told) = mpsc::channel();
    let lines = BufReader::new(process.stderr.take().unwrap()).lines();
    let read = move || {
        for line in lines.map_while(Result::ok) {
            if let Some(said) = words.iter().find(|words| line.contains(**words)) {
                // Only the first is waited for.
                let _ = tell.send(*said);
            }
        }
    };
    Builder::new().spawn(read).unwrap();
    match told.recv_timeout(PATIENCE) {
        Ok(said) => Some(said),
        Err(mpsc::RecvTimeoutError::Disconnected) => None,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("never said: {words:?}"),
    }
}

/// Runs a program with this input to its end, which is forced when it takes too long.
fn to_its_end(
    program: &str,
    arguments: &[String],
    input: &str,
    variables: &[(&str, &str)],
) -> Came {
    let mut child = Command::new("/usr/bin/timeout")
        .args(["60", program])
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended without reading.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Came {
        code: output.status.code(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}
