//! What a state file wears around its text: a byte order mark, Windows line ends.

/// How a file is dressed: a byte order mark, and which line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dress {
    bom: bool,
    crlf: bool,
}

impl Dress {
    /// Puts it on again.
    pub fn on(self, text: &str) -> String {
        let text = if self.crlf {
            text.replace('\n', "\r\n")
        } else {
            text.to_owned()
        };
        if self.bom {
            format!("\u{feff}{text}")
        } else {
            text
        }
    }
}

/// Takes byte order mark and Windows line ends off, to be put on again when the file is written.
pub fn undress(text: &str) -> (String, Dress) {
    let bare = text.strip_prefix('\u{feff}');
    let dress = Dress {
        bom: bare.is_some(),
        crlf: text.contains("\r\n"),
    };
    (bare.unwrap_or(text).replace("\r\n", "\n"), dress)
}
