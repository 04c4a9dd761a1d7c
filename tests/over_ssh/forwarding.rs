//! Everything that ssh can forward: none of it answers, though for somebody outside the settings all of it does.

use std::io::{Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::Builder;

use super::host::{Host, Key, PATIENCE, free_port, says};
use super::people::{Account, kill, run};

const ANSWER: &[u8] = b"the target answers";
/// What ssh -v says when it has done its part: for a port of its own, and for one of the host's.
const READY: &[&str] = &["Entering interactive session"];
const ANSWERED: &[&str] = &["remote forward success", "remote forward failure"];

/// Something behind the host that nobody is to reach.
struct Target {
    port: u16,
    reached: Arc<AtomicUsize>,
}

impl Target {
    /// Listens on a port and on a socket in the file system; answers everybody.
    fn listen(socket: &Path) -> Self {
        let reached = Arc::new(AtomicUsize::new(0));
        let inner = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = inner.local_addr().unwrap().port();
        answer(&reached, move || inner.accept().unwrap().0);
        let inner = UnixListener::bind(socket).unwrap();
        std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o777)).unwrap();
        answer(&reached, move || inner.accept().unwrap().0);
        Self { port, reached }
    }
}

/// Answers everybody who comes, and counts them.
fn answer<S: Write>(reached: &Arc<AtomicUsize>, mut next: impl FnMut() -> S + Send + 'static) {
    let count = Arc::clone(reached);
    let answer = move || loop {
        let mut stream = next();
        count.fetch_add(1, Ordering::SeqCst);
        let _ = stream.write_all(ANSWER);
    };
    Builder::new().spawn(answer).unwrap();
}

/// A client that forwards, until it is dropped.
struct Forwarder(Child);

impl Drop for Forwarder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Forwarder {
    /// A client with these options and no session of its own, once it has done what it can.
    fn start(host: &Host, account: &Account, key: Key, options: &[&str]) -> Self {
        let more = [&["-v", "-N"], options].concat();
        let mut client = Command::new("/usr/bin/ssh")
            .args(host.visit(account, key).with(&more).arguments(&[]))
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let words = if options.contains(&"-R") {
            ANSWERED
        } else {
            READY
        };
        let said = says(&mut client, words);
        // One that may not forward to here ends at once; whether the port answers is what counts.
        assert!(said.is_some(), "ssh {options:?} did not get in");
        Self(client)
    }
}

/// What comes from a port within the time, after saying this.
fn answer_of(port: u16, greetings: &[&[u8]]) -> Vec<u8> {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return Vec::new();
    };
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    for greeting in greetings {
        if stream.write_all(greeting).is_err() {
            return Vec::new();
        }
    }
    let mut answer = Vec::new();
    // The other side may cut the line; what came before counts.
    let _ = stream.read_to_end(&mut answer);
    answer
}

fn contains_answer(bytes: &[u8]) -> bool {
    bytes.windows(ANSWER.len()).any(|window| window == ANSWER)
}

/// Which of all ways to forward lead to the target.
fn ways_through(host: &Host, account: &Account, key: Key) -> (usize, Vec<&'static str>) {
    let socket = host.path(&format!("target-{}", free_port()));
    let target = Target::listen(&socket);
    let (to, port) = (target.port, free_port());
    // A SOCKS 5 greeting, and the wish to be connected with the target.
    let [high, low] = to.to_be_bytes();
    let wish = [5, 1, 0, 1, 127, 0, 0, 1, high, low];
    let socks: [&[u8]; 2] = [&[5, 1, 0], &wish];

    let mut through = Vec::new();
    let ways: [(&str, String, &[&[u8]]); 4] = [
        ("-L", format!("127.0.0.1:{port}:127.0.0.1:{to}"), &[]),
        (
            "-L to a socket",
            format!("127.0.0.1:{port}:{}", socket.display()),
            &[],
        ),
        ("-R", format!("127.0.0.1:{port}:127.0.0.1:{to}"), &[]),
        ("-D", format!("127.0.0.1:{port}"), &socks),
    ];
    let count = ways.len() + 1;
    for (way, value, greetings) in ways {
        let before = target.reached.load(Ordering::SeqCst);
        let option = way.get(..2).unwrap();
        let _client = Forwarder::start(host, account, key, &[option, &value]);
        let answered = contains_answer(&answer_of(port, greetings));
        let reached = target.reached.load(Ordering::SeqCst) > before;
        assert_eq!(answered, reached, "{way}");
        if answered {
            through.push(way);
        }
    }
    let stdio = ["-W", &format!("127.0.0.1:{to}")];
    if contains_answer(
        host.visit(account, key)
            .with(&stdio)
            .ask(&[])
            .out
            .as_bytes(),
    ) {
        through.push("-W");
    }
    (count, through)
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn no_port_and_no_socket_is_forwarded() {
    let host = Host::start();
    let (count, control) = ways_through(&host, &host.people.free, Key::Contracting);
    assert_eq!(control.len(), count, "the test sees only {control:?}");
    let (_, personal) = ways_through(&host, &host.people.guest, Key::Contracting);
    let (_, shared) = ways_through(&host, &host.people.shared, Key::Finance);
    println!(
        "figure: ways to forward a port, open in a kiosk = {} of {}",
        personal.len() + shared.len(),
        2 * count
    );
    assert_eq!(personal, [""; 0]);
    assert_eq!(shared, [""; 0]);
}

/// An agent of the client's, until it is dropped.
struct Agent(i32);

impl Agent {
    fn start(socket: &str) -> Self {
        // SSH_AUTH_SOCK=...; export SSH_AUTH_SOCK;
        // SSH_AGENT_PID=4711; export SSH_AGENT_PID;
        let said = run("/usr/bin/ssh-agent", &["-s", "-a", socket]);
        let (_, pid) = said.split_once("SSH_AGENT_PID=").unwrap();
        Self(pid.split(';').next().unwrap().parse().unwrap())
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        kill(self.0);
    }
}

#[test]
#[ignore = "needs root and OpenSSH: .ci/full runs it"]
fn no_agent_no_display_and_no_variable_beyond_the_list_arrives() {
    let host = Host::start();
    let socket = host.path("agent");
    let socket = socket.to_str().unwrap();
    let _agent = Agent::start(socket);
    let variables = [("SSH_AUTH_SOCK", socket), ("DISPLAY", "127.0.0.1:99")];
    let hostile = "SetEnv=TZ=Pacific/Auckland XDG_DATA_HOME=/tmp/hostile LD_PRELOAD=/tmp/hostile.so PS4=hostile LC_NAME=C";
    let more = ["-A", "-Y", "-o", hostile];
    let foreign = [
        "SSH_AUTH_SOCK=",
        "DISPLAY=",
        "TZ=",
        "XDG_DATA_HOME=",
        "LD_PRELOAD=",
        "PS4=",
    ];

    // Somebody outside the settings has them all, or the test would see nothing.
    let seen = host
        .visit(&host.people.free, Key::Contracting)
        .with(&more)
        .bringing(&variables)
        .ask(&["env"]);
    for name in foreign {
        assert!(seen.out.contains(name), "{name} never arrives: {seen:?}");
    }
    for (account, key) in [
        (&host.people.guest, Key::Contracting),
        (&host.people.shared, Key::Finance),
    ] {
        let terminal = host
            .visit(account, key)
            .with(&more)
            .bringing(&variables)
            .open(&[]);
        terminal.see("Welcome");
        let environment = account.environment();
        for name in foreign {
            assert!(!environment.contains(name), "{name}\n{environment}");
        }
        for name in ["LANG=C.UTF-8", "LC_NAME=C", "SSH_CONNECTION=", "HOME="] {
            assert!(environment.contains(name), "{name}\n{environment}");
        }
        drop(terminal);
        account.wait_until_gone();
    }
}
