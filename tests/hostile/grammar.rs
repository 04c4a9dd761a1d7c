//! The bytes that may reach a terminal: a strict grammar of the sequences that the program makes itself.

use unicode_width::UnicodeWidthChar as _;

/// How text is encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Latin1,
    Ascii,
}

/// The first thing in a frame that is neither text nor a sequence of ours.
pub(crate) fn fault(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let mut text = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == 0x1b {
            match sequence(&bytes[at..]) {
                Some(length) => at += length,
                None => return Some(around("a foreign sequence", bytes, at)),
            }
        } else if byte < 0x20 || byte == 0x7f {
            return Some(around("a control character", bytes, at));
        } else {
            text.push(byte);
            at += 1;
        }
    }
    match encoding {
        Encoding::Ascii => text
            .iter()
            .position(|&byte| byte > 0x7e)
            .map(|at| around("no ASCII", &text, at)),
        Encoding::Latin1 => text
            .iter()
            .position(|byte| (0x80..0xa0).contains(byte))
            .map(|at| around("a C1 control", &text, at)),
        Encoding::Utf8 => match String::from_utf8(text) {
            Ok(text) => unfit(&text),
            Err(error) => Some(around(
                "no UTF-8",
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )),
        },
    }
}

fn around(what: &str, bytes: &[u8], at: usize) -> String {
    let piece = &bytes[at.saturating_sub(30)..(at + 30).min(bytes.len())];
    format!("{what} at {at}: {:?}", String::from_utf8_lossy(piece))
}

/// The length of the sequence of ours that begins here.
fn sequence(bytes: &[u8]) -> Option<usize> {
    let fixed = ["\x1b[?25h", "\x1b[?25l"];
    if let Some(found) = fixed
        .iter()
        .find(|fixed| bytes.starts_with(fixed.as_bytes()))
    {
        return Some(found.len());
    }
    if let Some(body) = bytes.strip_prefix(b"\x1b]") {
        return string(body).map(|length| length + 2);
    }
    let body = bytes.strip_prefix(b"\x1b[")?;
    let parameters = body
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b';')
        .count();
    let semicolons = body[..parameters].split(|&byte| byte == b';').count() - 1;
    // Pen, place, up, down, right, left, column, erase cells, erase to the end of the line or of the screen.
    let known = match body.get(parameters)? {
        b'm' => parameters < 40,
        b'H' => semicolons <= 1,
        b'A' | b'B' | b'C' | b'D' | b'G' | b'X' => semicolons == 0,
        b'J' | b'K' => parameters == 0,
        _ => false,
    };
    known.then_some(parameters + 3)
}

/// The length of a control string of ours, with its end: text for the clipboard, nothing but base64; or a web address,
/// nothing but printable ASCII; or the end of one.
fn string(body: &[u8]) -> Option<usize> {
    let end = body.windows(2).position(|pair| pair == b"\x1b\\")?;
    let inside = std::str::from_utf8(&body[..end]).ok()?;
    let is_base64 = |text: &str| {
        text.bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"+/=".contains(&c))
    };
    let is_address = |text: &str| {
        let (id, address) = text.split_once(';').unwrap_or_default();
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let is_number = !id.is_empty() && id.bytes().all(|c| c.is_ascii_digit());
        is_number && is_web && address.bytes().all(|c| c.is_ascii_graphic())
    };
    let known = inside == "8;;"
        || inside.strip_prefix("52;c;").is_some_and(is_base64)
        || inside.strip_prefix("8;id=").is_some_and(is_address);
    known.then_some(end + 2)
}

/// What in a text of any number of lines could move a cursor or deceive an eye.
pub(crate) fn unfit(text: &str) -> Option<String> {
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        let hidden = matches!(c, '\u{61c}' | '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
        marks = if c.width() == Some(0) { marks + 1 } else { 0 };
        if (c.is_control() && c != '\n') || hidden || marks > 2 {
            return Some(around(
                &format!("U+{:04X}, mark {marks}", u32::from(c)),
                text.as_bytes(),
                at,
            ));
        }
    }
    None
}

#[test]
fn what_is_not_ours_would_be_noticed() {
    for ours in [
        "",
        "Plain £5m 語 e\u{301}\u{302}",
        "\x1b]52;c;QUJD+/==\x1b\\x\x1b]8;id=12;https://a.example/;b\x1b\\y\x1b]8;;\x1b\\z",
        "\x1b[m\x1b[H\x1b[J\x1b[;5H\x1b[1;38;5;200m\x1b[4X\x1b[K\x1b[?25h\x1b[12;80Hx\x1b[A",
    ] {
        assert_eq!(fault(ours.as_bytes(), Encoding::Utf8), None, "{ours:?}");
    }
    for foreign in [
        "\x1b",
        "\x1b[2J",
        "\x1b[3J",
        "\x1b[?1049l",
        "\x1b]52;c;AAAA\x07",
        "\x1b]52;c;?\x1b\\",
        "\x1b]52;p;AAAA\x1b\\",
        "\x1b]52;c;AA\x1b[2J\x1b\\",
        "\x1b]52;c;AAAA",
        "\x1b]8;;https://a.example/\x1b\\",
        "\x1b]8;id=1;file:///etc/passwd\x1b\\",
        "\x1b]8;id=1;https://a.example/ b\x1b\\",
        "\x1b]8;id=1;https://\u{e4}.example/\x1b\\",
        "\x1b]0;title\x1b\\",
        "\x1bc",
        "\x1b[1;2;3H",
        "\x1b[6n",
        "\x1b[>c",
        "\x1b[2 q",
        "\n",
        "\r",
        "\t",
        "\0",
        "\x7f",
        "\u{9b}31m",
        "\u{85}",
        "a\u{202e}b",
        "a\u{200b}",
        "e\u{301}\u{301}\u{301}",
        "\u{2028}",
        "\u{fe0f}",
        "\u{e0041}",
    ] {
        assert!(
            fault(foreign.as_bytes(), Encoding::Utf8).is_some(),
            "{foreign:?}"
        );
    }
    assert!(fault(b"\xff", Encoding::Utf8).is_some());
    assert!(fault(b"\x9b31m", Encoding::Latin1).is_some());
    assert_eq!(fault(b"\xa35m", Encoding::Latin1), None);
    assert!(fault(b"\xa35m", Encoding::Ascii).is_some());
}
