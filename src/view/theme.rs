//! Every style, by the role of what it is for. No meaning is in colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::app::look::{Colours, Look, Theme};
use crate::project::work::State;
use crate::scene::{Lead, Mark, Role};

/// Black and white of the colour cube, which nobody redefines; with fewer colours the nearest of those.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);
const DARK_RED: Color = Color::Indexed(124);

/// What everything is drawn on: the terminal's own colours, or a pair of ours.
///
/// With eight colours white is not bright: bright would mean bold, and bold would mark nothing any more.
pub(super) fn ground(look: Look) -> Style {
    let white = match look.colours_in_force() {
        Colours::None => return Style::new(),
        Colours::Eight => Color::Gray,
        Colours::Sixteen | Colours::Many => WHITE,
    };
    match look.theme {
        Theme::Terminal | Theme::Mono => Style::new(),
        Theme::HighContrast => Style::new().fg(white).bg(BLACK),
        Theme::Projector => Style::new().fg(BLACK).bg(white),
    }
}

/// The style of a role in a look.
pub(super) fn style(look: Look, role: Role) -> Style {
    let plain = Style::new();
    match role {
        // The terminal's own colours: nobody knows whether its ground is dark or light, and what is said here binds.
        Role::Plain | Role::Quiet => plain,
        Role::Heading | Role::Strong | Role::Key => plain.add_modifier(strong(look)),
        Role::Underlined => plain.add_modifier(Modifier::UNDERLINED),
        Role::Warning => warning(look, plain.add_modifier(strong(look))),
        Role::Header => reversed(plain),
    }
}

/// The same in reverse: the cursor's line, a match. Not bold, which in reverse is grey on grey on `PuTTY` and others.
pub(super) fn reversed(style: Style) -> Style {
    style
        .add_modifier(Modifier::REVERSED)
        .remove_modifier(Modifier::BOLD)
}

/// What makes a word stand out. Bold black is grey on many terminals of 8 and 16 colours.
fn strong(look: Look) -> Modifier {
    match (look.theme, look.colours_in_force()) {
        (Theme::Projector, Colours::Eight | Colours::Sixteen) => Modifier::UNDERLINED,
        _ => Modifier::BOLD,
    }
}

/// A colour that can be told from the text by everybody, beside what makes it strong; never the only mark.
fn warning(look: Look, strong: Style) -> Style {
    match (look.theme, look.colours_in_force()) {
        (_, Colours::None) | (Theme::Projector, Colours::Eight | Colours::Sixteen) => strong,
        // Bold red can be read on black and on white.
        (Theme::Terminal | Theme::Mono, _) => strong.fg(Color::Red),
        (Theme::HighContrast, _) => strong.fg(Color::LightYellow),
        (Theme::Projector, Colours::Many) => strong.fg(DARK_RED),
    }
}

/// The style of what leads a line that is drawn in a role.
pub(super) fn of_lead(look: Look, lead: &Lead, role: Role) -> Style {
    match lead {
        Lead::Mark(Mark::State(state)) => of_state(look, *state),
        Lead::Key(_) => style(look, Role::Key),
        Lead::State(_) => style(look, role),
        Lead::Mark(_) | Lead::Indent(_) | Lead::Number(_) | Lead::Bullet => Style::new(),
    }
}

/// The style of a state's mark.
fn of_state(look: Look, state: State) -> Style {
    match state {
        State::Blocked => style(look, Role::Warning),
        State::InHand => style(look, Role::Strong),
        State::Open | State::Done | State::NotApplicable => Style::new(),
    }
}
