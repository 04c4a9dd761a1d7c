//! The kiosk: what it switches off, what stays, and the settings for sshd, as `roadsigns kiosk` prints them.

pub(super) mod asked;

use super::surroundings::IN_KIOSK;
use crate::doc::to_text::WIDTH;
use crate::text::wrap;

/// The settings that `tests/over_ssh.rs` tries on a real sshd.
const SETTINGS: [(&str, &str); 3] = [
    (
        "For people with a login of their own",
        include_str!("kiosk/personal.conf"),
    ),
    (
        "For one shared login: the settings",
        include_str!("kiosk/shared.conf"),
    ),
    (
        "For one shared login: the keys, /etc/ssh/roadsigns_keys",
        include_str!("kiosk/roadsigns_keys"),
    ),
];

/// What is off, what stays, and the settings.
pub(super) fn words() -> String {
    let mut text = String::from("Kiosk: Roadsigns as the only program of a login\n\n");
    text += &paragraph(
        "",
        "roadsigns --kiosk is made for the ForceCommand of sshd. A program built with `cargo build --release \
         --features kiosk` is always a kiosk.",
    );
    text += "\nOff\n\n";
    text.extend(off().iter().map(|point| paragraph("- ", point)));
    text += "\nStill there\n\n";
    text.extend(THERE.map(|point| paragraph("- ", point)));
    text.extend(
        asked::ALLOWED
            .iter()
            .map(|command| paragraph("    ", command)),
    );
    text += "\nWhat else it needs\n\n";
    text += &paragraph(
        "",
        "No more is claimed than stands above. Some doors only the system can close:",
    );
    text.extend(NEEDED.iter().map(|point| paragraph("- ", point)));
    for (title, settings) in SETTINGS {
        text += &format!("\n{title}\n\n{settings}");
    }
    text
}

fn off() -> Vec<String> {
    vec![
        "Suspending: Ctrl-Z says that it does nothing here.".to_owned(),
        "Every command that a user may ask for, except those below. What they ask for is read as plain words and never \
         given to a shell; signs that mean something to a shell, and every option that names a file, are refused."
            .to_owned(),
        format!(
            "Every variable of the environment, except {}. The Rust runtime also looks at RUST_BACKTRACE and \
             RUST_MIN_STACK; AcceptEnv below lets neither in.",
            IN_KIOSK.join(", ")
        ),
        "The login and the time zone that the environment names: they come from /etc/passwd and /etc/localtime. The \
         state lies below the home folder that sshd sets, in .local/share/roadsigns."
            .to_owned(),
        "What reaches beyond the screen of the user's terminal: y sends nothing to its clipboard (OSC 52), and \
         --hyperlinks makes no links (OSC 8). The copy view and the QR code of y stay."
            .to_owned(),
        "What no Roadsigns does, here or elsewhere: start another program, open a network connection, ask for the path \
         of a file."
            .to_owned(),
    ]
}

/// What stays; the commands follow.
const THERE: [&str; 4] = [
    "The whole guide, and the user's own record, saved by itself. A line that drops ends the program; what was being \
     typed is kept.",
    "e, which saves a page or template in the folder exports beside the state, never over another file.",
    "Every option in your own line of sshd_config or authorized_keys, among them --state FILE, --guide DIR and --by \
     NAME. A command there holds, whatever the user asks for.",
    "These commands, as ssh HOST COMMAND; they read and print. The doctor needs ssh -t, and offers to keep settings that \
     fit, in the user's own file, as v in the guide does:",
];

/// What the program cannot do for an administrator.
const NEEDED: [&str; 7] = [
    "ForceCommand does not stop forwarding: the settings below do.",
    "The login shell starts the program. Make it /bin/sh: bash reads ~/.bashrc first when sshd calls it. Keep every \
     other way to write into the home folder closed, too (file shares, another SSH server): PAM may read \
     ~/.pam_environment there.",
    "Keep program, settings and keys in root's hands, and the keys out of the home folder.",
    "Let no password of these accounts expire: sshd would run passwd instead of the guide.",
    "Set limits with the system: a quota for the disk, pam_limits or a systemd slice for processes and memory, \
     MaxStartups and MaxSessions for connections.",
    "Users who share a login share its permissions: the program keeps each to their own state, the system does not.",
    "The terminal at the other end is the user's. Nothing here protects it from them, or their screen from being \
     copied.",
];

/// A paragraph with its mark, indented below it.
fn paragraph(mark: &str, words: &str) -> String {
    let indent = " ".repeat(mark.len());
    let lines = wrap::wrap_plain(words, WIDTH - mark.len());
    let lines = lines.iter().enumerate().map(|(index, line)| {
        let lead = if index == 0 { mark } else { &indent };
        format!("{lead}{line}\n")
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_name_what_is_off_every_variable_every_command_and_every_setting() {
        let text = words();
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for name in IN_KIOSK {
            assert!(flat.contains(name), "{name}");
        }
        for command in asked::ALLOWED {
            assert!(text.contains(command), "{command}");
        }
        for off in ["OSC 52", "OSC 8", "--hyperlinks"] {
            assert!(flat.contains(off), "{off}");
        }
        for (_, settings) in SETTINGS {
            assert!(text.contains(settings), "{settings}");
        }
    }
}
