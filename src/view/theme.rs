//! Every style, by the role of what it is for. No meaning is in colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::look::{Colours, Look};
use crate::project::work::State;

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text.
    Plain,
    /// Titles and headings.
    Heading,
    /// Strong words in a text.
    Strong,
    /// Emphasised words, links.
    Underlined,
    /// What matters less: conditions, dates, places.
    Quiet,
    /// The bar at the top.
    Header,
    /// A key in the footer.
    Key,
    /// What wants attention.
    Warning,
    /// A match of the last search.
    Match,
}

/// The style of a role in a look.
pub(super) fn style(look: Look, role: Role) -> Style {
    let plain = Style::new();
    let colour = |style: Style, colour: Color| {
        if look.colours_in_force() == Colours::None {
            style
        } else {
            style.fg(colour)
        }
    };
    match role {
        // The terminal's own colours: nobody knows whether its ground is dark or light, and what is said here binds.
        Role::Plain | Role::Quiet => plain,
        Role::Heading | Role::Strong | Role::Key => plain.add_modifier(Modifier::BOLD),
        Role::Underlined => plain.add_modifier(Modifier::UNDERLINED),
        // Bold red can be read on black and on white.
        Role::Warning => colour(plain.add_modifier(Modifier::BOLD), Color::Red),
        Role::Header | Role::Match => plain.add_modifier(Modifier::REVERSED),
    }
}

/// The style of a state's mark.
pub(super) fn of_state(look: Look, state: State) -> Style {
    match state {
        State::Blocked => style(look, Role::Warning),
        State::InHand => style(look, Role::Strong),
        State::Open | State::Done | State::NotApplicable => Style::new(),
    }
}
