//! The words of a line: plain, strong, emphasised, to be typed as they stand, or a link.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// Words that stand together, with their styles and links.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Words(Vec<Inline>);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Inline {
    /// Words.
    Run(Run),
    /// A link.
    Link {
        /// Where it leads: a place of the guide.
        place: Text,
        /// Its words; where there are none it shows the place.
        words: Vec<Run>,
    },
}

/// Words of one style. A line end in them is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Run {
    /// The words, as their author wrote them.
    pub text: Text,
    /// How loud they are.
    pub style: Style,
}

/// How loud words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Something to be typed or copied as it stands.
    pub code: bool,
}

impl Words {
    /// Plain words. A line end in them is a space, as it is for whoever writes the guide.
    pub fn of(text: impl Into<Text>) -> Self {
        Self::default().and(text)
    }

    /// With plain words behind.
    pub fn and(self, text: impl Into<Text>) -> Self {
        self.with(text, Style::default())
    }

    /// With strong words behind.
    pub fn strong(self, text: impl Into<Text>) -> Self {
        let strong = Style {
            strong: true,
            ..Style::default()
        };
        self.with(text, strong)
    }

    /// With emphasised words behind.
    pub fn emphasis(self, text: impl Into<Text>) -> Self {
        let emphasis = Style {
            emphasis: true,
            ..Style::default()
        };
        self.with(text, emphasis)
    }

    fn with(mut self, text: impl Into<Text>, style: Style) -> Self {
        self.push(Inline::Run(Run {
            text: in_one_line(text.into()),
            style,
        }));
        self
    }

    /// With a link behind.
    pub fn link(mut self, words: impl Into<Text>, place: impl Into<Text>) -> Self {
        let text = in_one_line(words.into());
        let style = Style::default();
        self.0.push(Inline::Link {
            place: place.into(),
            words: vec![Run { text, style }],
        });
        self
    }

    /// With a line end behind.
    pub fn new_line(mut self) -> Self {
        let text = "\n".into();
        self.push(Inline::Run(Run {
            text,
            style: Style::default(),
        }));
        self
    }

    /// Adds a piece; words of one style are one run.
    pub(super) fn push(&mut self, inline: Inline) {
        match inline {
            Inline::Run(run) if run.text.is_empty() => {}
            Inline::Run(run) => match self.0.last_mut() {
                Some(Inline::Run(last)) if last.style == run.style => last.text.push_str(&run.text),
                _ => self.0.push(Inline::Run(run)),
            },
            link @ Inline::Link { .. } => self.0.push(link),
        }
    }

    /// Its words alone.
    pub(super) fn into_runs(self) -> Vec<Run> {
        let run = |inline| match inline {
            Inline::Run(run) => vec![run],
            Inline::Link { words, .. } => words,
        };
        self.0.into_iter().flat_map(run).collect()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where its links lead.
    pub(super) fn links(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|inline| match inline {
            Inline::Link { place, .. } => Some(place.as_str()),
            Inline::Run(_) => None,
        })
    }

    /// Its pieces in order.
    pub fn pieces(&self) -> &[Inline] {
        &self.0
    }

    /// The words alone.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }

    /// Adds the words alone to a text.
    pub(super) fn push_to(&self, text: &mut String) {
        for inline in &self.0 {
            match inline {
                Inline::Run(run) => text.push_str(&run.text),
                Inline::Link { words, .. } => words.iter().for_each(|run| text.push_str(&run.text)),
            }
        }
    }
}

impl<T: Into<Text>> From<T> for Words {
    fn from(text: T) -> Self {
        Self::of(text)
    }
}

/// A text without its line ends, and without what is blank around it.
fn in_one_line(text: Text) -> Text {
    if !text.contains('\n') {
        return text;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    Text::from(lines.join(" "))
}
