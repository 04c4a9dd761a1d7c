//! The kiosk: what it switches off, what stays, and the settings for sshd, as `roadsigns kiosk` prints them. The words are in
//! `kiosk/words.txt`, a paragraph a line.

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
    let commands: Vec<String> = asked::ALLOWED
        .iter()
        .map(|one| format!("    {one}"))
        .collect();
    let words = include_str!("kiosk/words.txt")
        .replace("{variables}", &IN_KIOSK.join(", "))
        .replace("{commands}", &commands.join("\n"));
    let mut text: String = words.lines().map(paragraph).collect();
    for (title, settings) in SETTINGS {
        text += &format!("\n{title}\n\n{settings}");
    }
    text
}

/// A paragraph, indented below its mark.
fn paragraph(words: &str) -> String {
    let marks = ["- ", "    "];
    let mark = marks.into_iter().find(|mark| words.starts_with(mark));
    let mark = mark.unwrap_or_default();
    let words = words.strip_prefix(mark).unwrap_or_default();
    let lines = wrap::wrap_plain(words, WIDTH - mark.len());
    let indent = " ".repeat(mark.len());
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
