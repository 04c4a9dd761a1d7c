//! What was sent, in pieces: text, control characters, control sequences. Anything else is a fault.

/// One piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Text(&'a [u8]),
    Control(u8),
    /// `ESC [`, perhaps `?`, numbers that may be missing, and the byte that ends it.
    Sequence {
        private: bool,
        numbers: Vec<Option<u16>>,
        last: u8,
    },
}

/// The pieces of what was sent, or what is none.
pub(crate) fn tokens(bytes: &[u8]) -> Result<Vec<Token<'_>>, String> {
    let mut tokens = Vec::new();
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let is_text = |byte: &u8| *byte >= 0x20 && *byte != 0x7f;
        let length = if byte == 0x1b {
            let (token, length) = sequence(rest).ok_or_else(|| {
                format!(
                    "no sequence: {:?}",
                    rest[..rest.len().min(20)].escape_ascii().to_string()
                )
            })?;
            tokens.push(token);
            length
        } else if is_text(&byte) {
            let length = rest.iter().take_while(|byte| is_text(byte)).count();
            tokens.push(Token::Text(&rest[..length]));
            length
        } else {
            tokens.push(Token::Control(byte));
            1
        };
        rest = &rest[length..];
    }
    Ok(tokens)
}

fn sequence(bytes: &[u8]) -> Option<(Token<'_>, usize)> {
    let body = bytes.strip_prefix(b"\x1b[")?;
    let private = body.first() == Some(&b'?');
    let body = &body[usize::from(private)..];
    let end = body
        .iter()
        .position(|byte| !byte.is_ascii_digit() && *byte != b';')?;
    let last = body[end];
    if !(0x40..0x7f).contains(&last) {
        return None;
    }
    let text = std::str::from_utf8(&body[..end]).ok()?;
    let numbers = if text.is_empty() {
        Vec::new()
    } else {
        text.split(';').map(|number| number.parse().ok()).collect()
    };
    let token = Token::Sequence {
        private,
        numbers,
        last,
    };
    Some((token, 2 + usize::from(private) + end + 1))
}

/// The attributes that an SGR sets, one after the other; `38;5;n` and its like as a palette number.
pub(crate) fn attributes(numbers: &[Option<u16>]) -> Vec<Attribute> {
    if numbers.is_empty() {
        return vec![Attribute::Plain(0)];
    }
    let mut found = Vec::new();
    let mut rest = numbers;
    while let Some((first, after)) = rest.split_first() {
        (rest, found) = match (first, after) {
            (Some(38 | 48), [Some(5), Some(colour), after @ ..]) if *colour < 256 => {
                found.push(Attribute::Palette);
                (after, found)
            }
            (number, after) => {
                found.push(Attribute::Plain(number.unwrap_or(0)));
                (after, found)
            }
        };
    }
    found
}

/// What an SGR sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attribute {
    Plain(u16),
    Palette,
}
