//! The settings that hold: what the user's file says, and above it what the flags of this start say.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::Arguments;
use crate::app::look::{Glyphs, Look};
use crate::app::settings::{self, Name, Settings};
use crate::store::disk::RealDisk;
use crate::store::{self, Trouble, paths};
use crate::terminal::capability::Capability;

/// How long a start waits for the settings; a disk that takes longer is met with defaults.
const PATIENCE: Duration = Duration::from_secs(1);

/// The flags that set for one start what the settings file sets for all.
#[derive(Args, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// Read the settings from this file instead of yours
    #[arg(long, value_name = "FILE", global = true)]
    settings: Option<PathBuf>,
    /// Be read line by line, as numbered lists and questions: for screen readers and simple terminals
    #[arg(long, value_name = "YES", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", value_parser = values(Name::Plain))]
    plain: Option<String>,
    /// Draw with these characters
    #[arg(long, value_name = "SET", value_parser = values(Name::Glyphs))]
    glyphs: Option<String>,
    /// Use this many colours
    #[arg(long, visible_alias = "colour", value_name = "NUMBER", value_parser = values(Name::Color))]
    color: Option<String>,
    /// Use these styles
    #[arg(long, value_name = "NAME", value_parser = values(Name::Theme))]
    theme: Option<String>,
    /// Leave what was on the screen before untouched
    #[arg(long, value_name = "YES", value_parser = values(Name::AlternateScreen))]
    alternate_screen: Option<String>,
    /// Make web addresses links that the terminal can open (OSC 8)
    #[arg(long, value_name = "YES", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", value_parser = values(Name::Hyperlinks))]
    hyperlinks: Option<String>,
}

impl Flags {
    /// Whether none is given.
    pub(super) fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The values of a setting, as those of a flag.
fn values(name: Name) -> impl clap::builder::TypedValueParser<Value = String> {
    PossibleValuesParser::new(name.values()).map(|value| value)
}

/// The settings that hold, where they stand, and what in the file cannot be understood.
pub(super) struct InForce {
    /// The file, which need not be there; without a home there is no place for one.
    pub(super) path: Option<PathBuf>,
    /// What holds.
    pub(super) settings: Settings,
    /// What is wrong with the file, each with its line.
    pub(super) faults: Vec<String>,
}

/// Where the file is, or would be; without a home there is no place for one.
pub(super) fn path(arguments: &Arguments) -> Option<PathBuf> {
    paths::settings_file(
        arguments.flags.settings.clone(),
        arguments.state.as_deref(),
        &arguments.surroundings.home,
    )
}

/// Reads the file and puts the flags above it. Nothing here stops the program.
pub(super) fn held(arguments: &Arguments) -> InForce {
    let flags = &arguments.flags;
    let path = path(arguments);
    let (mut settings, faults) = path.as_deref().map(read).unwrap_or_default();
    let set = [
        (Name::Plain, flags.plain.as_deref()),
        (Name::Glyphs, flags.glyphs.as_deref()),
        (Name::Color, flags.color.as_deref()),
        (Name::Theme, flags.theme.as_deref()),
        (Name::AlternateScreen, flags.alternate_screen.as_deref()),
        (Name::Hyperlinks, flags.hyperlinks.as_deref()),
    ];
    for (name, value) in set {
        if let Some(value) = value {
            settings.put(name, value);
        }
    }
    InForce {
        path,
        settings,
        faults,
    }
}

/// What the file says, and what in it cannot be understood: each fault names the file, and the line where there is one.
fn read(path: &Path) -> (Settings, Vec<String>) {
    let file = path.display();
    let late = format!("cannot read {file}: the disk has not answered");
    let owned = path.to_owned();
    let text = in_time(PATIENCE, &late, move || {
        store::settings::text(&RealDisk, &owned)
    });
    match text {
        Ok(text) => {
            let (settings, faults) = Settings::read(&text);
            let named = |fault| format!("{file}, {fault}");
            (settings, faults.into_iter().map(named).collect())
        }
        Err(why) => {
            let why = format!("{why}. The defaults hold until you mend it or remove it");
            (Settings::default(), vec![why])
        }
    }
}

/// Does something with the file, whose disk may hang: after some time the answer is `late`.
pub(super) fn in_time<T: Send + 'static>(
    patience: Duration,
    late: &str,
    work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        // Nobody may be waiting any more.
        let _ = sender.send(work());
    };
    let started = thread::Builder::new()
        .name("settings".to_owned())
        .spawn(work);
    started.map_err(|error| format!("the settings cannot be reached: {error}"))?;
    receiver.recv_timeout(patience).map_err(|_| late)?
}

impl InForce {
    /// What this terminal can do, by its surroundings and as far as the user says otherwise.
    pub(super) fn capability(&self, arguments: &Arguments) -> Capability {
        let mut capability = Capability::of(&arguments.surroundings.terminal);
        let settings = &self.settings;
        if let Some(glyphs) = settings.glyphs() {
            capability = capability.with_glyphs(glyphs);
        }
        if let Some(colours) = settings.colours() {
            capability = capability.with_colours(colours);
        }
        if let Some(is_used) = settings.switch(Name::AlternateScreen) {
            capability.alternate_screen = is_used;
        }
        if let Some(wait) = settings.escape_wait() {
            capability.escape_wait = Duration::from_millis(wait);
        }
        if arguments.surroundings.kiosk {
            return capability.without_strings();
        }
        capability.with_hyperlinks(settings.switch(Name::Hyperlinks) == Some(true))
    }

    /// Whether the guide is read line by line: as set, else by what the surroundings say. What TERM says counts only
    /// where there is a terminal.
    pub(super) fn is_plain(&self, arguments: &Arguments, terminal: Option<&Capability>) -> bool {
        self.settings.switch(Name::Plain).unwrap_or_else(|| {
            arguments.surroundings.terminal.wants_to_be_read_to()
                || terminal.is_some_and(|capability| capability.plain)
        })
    }

    /// Why the guide is read line by line, where nobody asked for that.
    pub(super) fn why_plain(&self, arguments: &Arguments) -> Option<String> {
        let surroundings = &arguments.surroundings.terminal;
        let is_asked =
            self.settings.switch(Name::Plain).is_some() || surroundings.wants_to_be_read_to();
        let term = match surroundings.term.as_deref() {
            None | Some("") => "TERM is not set".to_owned(),
            Some(term) => format!("TERM is {term}"),
        };
        (!is_asked).then(|| {
            format!(
                "{term}: that is a terminal without a cursor, so the guide is read line by line. If yours is better, set \
                 TERM, for example to vt100."
            )
        })
    }

    /// The look to begin with. A pipe has every letter, unless fewer are wanted.
    pub(super) fn first_look(&self, capability: &Capability, is_terminal: bool) -> Look {
        if is_terminal {
            return self.look(capability);
        }
        let wanted = self.settings.glyphs().unwrap_or(Glyphs::Unicode);
        self.look(&capability.with_glyphs(wanted))
    }

    /// The look to begin with on a terminal.
    pub(super) fn look(&self, capability: &Capability) -> Look {
        Look {
            glyphs: capability.glyphs,
            colours: capability.colours,
            theme: self.settings.theme(),
            alternate_screen: capability.alternate_screen,
            hyperlinks: capability.hyperlinks,
        }
    }
}

/// Every setting with its value and what it may be, as a file that could be used.
pub(super) fn words(arguments: &Arguments) -> String {
    let held = held(arguments);
    let mut text = match &held.path {
        Some(path) => format!("# {}\n", path.display()),
        None => {
            "# No home folder is set (HOME); say with --settings FILE where yours are.\n".to_owned()
        }
    };
    for fault in &held.faults {
        text += &format!("# NOT UNDERSTOOD: {fault}\n");
    }
    for (name, value) in held.settings.all() {
        text += &format!(
            "\n# {}.\n# {}; {} unless set.\n{}",
            name.words(),
            name.choices(),
            name.default(),
            settings::line(name, value)
        );
    }
    text
}
