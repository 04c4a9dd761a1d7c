//! OSC 52: text for the clipboard of the user's terminal. Only ever sent; the clipboard is never asked for.
//!
//! It ends with ST, the end that ECMA-48 gives to such strings: xterm, tmux, screen, mosh and `PuTTY` take it, and one
//! that swallows the rest does not ring its bell as it would at BEL. Inside is nothing but base64.

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::capability::Capability;

/// The most text that is sent, in bytes: a page, and no more than tmux, mosh and slow lines take in one piece.
const MOST: usize = 8 * 1024;
/// What stands in the string before the base64: `52;c;`.
const LEAD: usize = 5;

/// How many bytes of text this terminal is sent at most.
pub fn most(capability: &Capability) -> usize {
    (capability.longest_string.saturating_sub(LEAD) / 4 * 3).min(MOST)
}

/// The bytes that send a text; none for a terminal that would show them, or does not take so many.
pub(super) fn bytes(capability: &Capability, text: &str) -> String {
    let mut bytes = String::new();
    if text.len() <= most(capability)
        && CopyToClipboard::to_clipboard_from(text)
            .write_ansi(&mut bytes)
            .is_err()
    {
        bytes.clear();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::capability::Environment;
    use super::*;

    fn of(term: &str) -> Capability {
        Capability::of(&Environment {
            term: Some(term.into()),
            ..Environment::default()
        })
    }

    #[test]
    fn text_goes_out_as_base64_and_nothing_else() {
        for (text, inside) in [
            ("https://www.gov.uk/", "aHR0cHM6Ly93d3cuZ292LnVrLw=="),
            ("\x1b[2J\u{9b}\n£", "G1sySsKbCsKj"),
        ] {
            let sent = bytes(&of("xterm"), text);
            assert_eq!(sent, format!("\x1b]52;c;{inside}\x1b\\"));
        }
    }

    #[test]
    fn no_more_is_sent_than_the_terminal_takes() {
        for (term, limit) in [("xterm-256color", MOST), ("screen", 570), ("linux", 0)] {
            let capability = of(term);
            assert_eq!(most(&capability), limit, "{term}");
            if limit > 0 {
                let all = bytes(&capability, &"x".repeat(limit));
                let letters = all
                    .strip_prefix("\x1b]52;c;")
                    .and_then(|rest| rest.strip_suffix("\x1b\\"));
                let count = limit.div_ceil(3) * 4;
                assert_eq!(letters.map(str::len), Some(count), "{term}");
            }
            assert_eq!(bytes(&capability, &"x".repeat(limit + 1)), "", "{term}");
        }
    }

    #[test]
    fn a_terminal_that_might_show_it_is_sent_nothing() {
        for term in [
            "vt100", "vt102", "vt220", "vt320", "ansi", "linux", "wyse60", "dumb",
        ] {
            assert_eq!(bytes(&of(term), "x"), "", "{term}");
        }
        for term in [
            "xterm",
            "putty-256color",
            "tmux-256color",
            "screen",
            "st",
            "mintty",
        ] {
            assert_eq!(bytes(&of(term), "x"), "\x1b]52;c;eA==\x1b\\", "{term}");
        }
    }
}
