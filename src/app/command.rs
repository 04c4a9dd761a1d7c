//! What a key can ask for.

/// What a key asks for, wherever it means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// A digit.
    Digit(u8),
    /// One line or row up.
    Up,
    /// One line or row down.
    Down,
    /// To the road, or back.
    Left,
    /// Into the page.
    Right,
    /// Open what is selected.
    Open,
    /// One level back, keeping text.
    Back,
    /// The next part of the page, or field.
    NextPart,
    /// The part or field before.
    PreviousPart,
    /// Tick an item, or page down in text.
    Tick,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// An item does not apply.
    NotApplicable,
    /// An item is blocked.
    Blocked,
    /// The next open item.
    NextOpen,
    /// What is left.
    WhatIsLeft,
    /// Search.
    Search,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Today or 2009.
    Flip,
    /// Explain the term here, or list the terms.
    Explain,
    /// The link here.
    Link,
    /// Take this page away.
    TakeAway,
    /// Copy what is here.
    Copy,
    /// Feedback about this place.
    Feedback,
    /// Projects.
    Projects,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// One act back into the project's past.
    Earlier,
    /// One act on, towards now.
    Later,
    /// The page over the whole width.
    Wide,
    /// View settings.
    View,
    /// Help.
    Help,
    /// Leave.
    Leave,
    /// Draw afresh.
    Redraw,
    /// Suspend.
    Suspend,
    /// When it was last saved.
    WhenSaved,
}

impl Command {
    /// Whether it only moves about in what is drawn, or only a drawn screen needs it.
    pub fn is_for_the_screen(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::Home
                | Self::End
                | Self::Right
                | Self::PreviousPart
                | Self::NextMatch
                | Self::PreviousMatch
                | Self::Wide
                | Self::Redraw
                | Self::Suspend
        )
    }

    /// Whether it means the same wherever one is: it goes to a place, or opens something of its own.
    pub fn leads_elsewhere(self) -> bool {
        matches!(
            self,
            Self::Digit(_)
                | Self::NextOpen
                | Self::WhatIsLeft
                | Self::Search
                | Self::NextMatch
                | Self::PreviousMatch
                | Self::Feedback
                | Self::Projects
                | Self::View
        )
    }
}
