//! The command line: what each command needs is fetched here and handed inwards.

mod demo;
mod doctor;
mod kiosk;
mod manual;
mod open;
mod out;
mod run;
mod settings;
mod standstill;
mod state;
mod surroundings;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use thiserror::Error;

use crate::app::template;
use crate::doc::format::Format;
use crate::guide::library::Shelf;
use crate::guide::place::{At, id_of};
use crate::project::date::{Clock, Wall};
use crate::project::roads::Roads;
use crate::store::disk::{Disk as _, RealDisk};
use crate::store::{Trouble, paths};
use crate::terminal::capability::Capability;
use crate::terminal::{signals, spelling, tty};
use crate::text::clean;
use crate::text::number::counted;
use crate::{guide, plain, store};
use out::{complain, print, tell};
use surroundings::Surroundings;

/// The commissioning roadmap in a terminal
///
/// Eight road signs, a five-stage procurement toolkit, checklists and a record of your own. Without a command the
/// full-screen guide opens.
#[derive(Parser)]
#[command(name = "roadsigns", version, disable_help_subcommand = true)]
struct Arguments {
    /// Keep your work in this file instead of the one of your login
    #[arg(long, value_name = "FILE", global = true)]
    state: Option<PathBuf>,
    /// Read the guide from this folder instead of the built-in one
    #[arg(long, value_name = "DIR", global = true)]
    guide: Option<PathBuf>,
    /// Open this roadmap
    #[arg(long, value_name = "ID", global = true)]
    roadmap: Option<String>,
    /// Open this project, by name or id
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// Open a sample project; nothing is saved
    #[arg(long)]
    demo: bool,
    /// Be a kiosk, for the `ForceCommand` of sshd; `roadsigns kiosk` says what is off then
    #[arg(long, global = true)]
    kiosk: bool,
    /// Sign changes with this name instead of the login
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
    #[command(flatten)]
    flags: settings::Flags,
    #[command(subcommand)]
    command: Option<Command>,
    #[arg(skip)]
    surroundings: Surroundings,
    #[arg(skip = &Wall::utc as Clock)]
    clock: Clock,
}

#[derive(Subcommand)]
enum Command {
    /// List every place of the guide with its title
    List,
    /// Print a place as plain text: today and 2009, checklist, links
    Read {
        /// For example toolkit/procurement, or toolkit/procurement#standstill
        place: String,
    },
    /// Print a template to fill in, or save it
    Template {
        /// For example risk-register; `roadsigns list` names all
        id: String,
        /// Markdown or plain text
        #[arg(long, default_value = Format::Md.ending(), value_parser = formats())]
        format: Format,
        /// Save it here instead of printing it; never over another file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Count the standstill of the Provider Selection Regime, and show the working
    Standstill {
        /// The day on which the notice was published: 17/12/2026, 17 Dec 2026, 17 Dec or 2026-12-17
        #[arg(value_name = "DATE", required_unless_present = "decision")]
        notice: Vec<String>,
        /// The day on which a provider was told of a further decision
        #[arg(long, value_name = "DATE", num_args = 1..)]
        decision: Vec<String>,
        /// Text, or JSON for another program
        #[arg(long, value_enum, default_value = "text")]
        format: standstill::Format,
    },
    /// Print every source with its address, or what the guide could not verify
    Sources {
        /// Only what rests on nothing that anybody opened, place by place
        #[arg(long)]
        unverified: bool,
    },
    /// Print a project as plain text: every item with its record, gates, feedback
    Report {
        /// Name or id; the open project if left out
        project: Option<String>,
    },
    /// Print the audit trail of a project: who, when, what, from, to, why, under which edition
    History {
        /// Name or id; the open project if left out
        project: Option<String>,
        /// Everything: all projects, feedback and measures
        #[arg(long)]
        all: bool,
    },
    /// The state file: where it is, whether it is sound, older ones, other machines
    State {
        #[command(subcommand)]
        command: state::StateCommand,
    },
    /// Check a guide folder and name every fault
    Check {
        /// The folder; the built-in guide if left out
        dir: Option<PathBuf>,
    },
    /// Say where your files are
    Paths,
    /// Print the table of keys
    Keys,
    /// Print every setting, what it may be, and what holds
    Settings,
    /// Say what a kiosk switches off, and print the tested settings for sshd
    Kiosk,
    /// Ask what you see and which keys arrive, offer settings that fit, and print a block for a help desk
    Doctor,
    /// Say what works with a screen reader and otherwise, what was tried, and what does not work
    Accessibility,
    /// Print the manual page, for man
    Man,
    /// Print what a shell completes the command line with
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// The formats, as the values of a flag.
fn formats() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.iter().map(|format| format.ending());
    PossibleValuesParser::new(known).try_map(|ending| ending.parse::<Format>())
}

/// Why a command ends without doing what was asked.
#[derive(Debug, Error)]
enum Failure {
    /// Something went wrong with a file.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// Something is wrong with a name, or with what was found.
    #[error("{0}")]
    Wrong(String),
    /// The command was called in a way that cannot work.
    #[error("{0}")]
    Usage(String),
}

impl Failure {
    /// The exit code.
    fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Trouble(_) | Self::Wrong(_) => 1,
            Self::Usage(_) => 2,
        })
    }
}

impl From<String> for Failure {
    fn from(words: String) -> Self {
        Self::Wrong(words)
    }
}

/// Reads the arguments and does what they ask.
pub fn main() -> ExitCode {
    spelling::heed(&Capability::of(&surroundings::terminal()));
    let done = match Arguments::try_parse() {
        Ok(mut arguments) => look_around(&mut arguments).and_then(|()| carry_out(&arguments)),
        // Usage errors, which repeat what was typed, go to standard error with code 2.
        Err(error) if error.use_stderr() => {
            tty::say(&error.render().to_string());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
        // Help and version.
        Err(asked) => tell(&asked.render().to_string()),
    };
    match done {
        Ok(()) => {
            signals::end_as_told();
            ExitCode::SUCCESS
        }
        Err(failure) => {
            complain(&failure.to_string());
            failure.code()
        }
    }
}

/// Completes the arguments with what the surroundings say; in a kiosk with the command that the user asked for.
fn look_around(arguments: &mut Arguments) -> Result<(), Failure> {
    let kiosk = arguments.kiosk || cfg!(feature = "kiosk");
    arguments.clock = surroundings::clock(kiosk);
    let surroundings = Surroundings::look(kiosk, arguments.by.as_deref())?;
    // A command in the administrator's own line holds, whatever else is asked for.
    if let (None, Some(asked)) = (&arguments.command, &surroundings.asked) {
        arguments.command = kiosk::asked::command(asked)?;
    }
    arguments.surroundings = surroundings;
    Ok(())
}

fn carry_out(arguments: &Arguments) -> Result<(), Failure> {
    // The guide and the doctor read the settings themselves.
    let is_printed = !matches!(arguments.command, None | Some(Command::Doctor));
    if is_printed && (io::stdout().is_terminal() || io::stderr().is_terminal()) {
        spelling::heed(&settings::held(arguments).capability(arguments));
    }
    match &arguments.command {
        None => run::guide(arguments),
        Some(Command::List) => {
            let asked = open::roadmap(arguments)?;
            let (guide, roadmap) = asked.both();
            print(&plain::list(guide, roadmap))
        }
        Some(Command::Read { place }) => read(arguments, place),
        Some(Command::Standstill {
            notice,
            decision,
            format,
        }) => {
            let asked = open::roadmap(arguments)?;
            let calendar = &asked.guide().calendar;
            let today = (arguments.clock)(chrono::Utc::now()).at.date();
            let counted = standstill::of(calendar, today, notice, decision, *format);
            print(&counted?)
        }
        Some(Command::Sources { unverified }) => {
            let asked = open::roadmap(arguments)?;
            let (guide, roadmap) = asked.both();
            print(&if *unverified {
                plain::unverified(guide, roadmap)
            } else {
                plain::sources(guide)
            })
        }
        Some(Command::Template { id, format, out }) => {
            template(arguments, id, *format, out.as_deref())
        }
        Some(Command::Report { project }) => report(arguments, project.as_deref()),
        Some(Command::History { project, all }) => history(arguments, project.as_deref(), *all),
        Some(Command::State { command }) => state::carry_out(arguments, command),
        Some(Command::Check { dir }) => check(dir.clone().or_else(|| arguments.guide.clone())),
        Some(Command::Paths) => files(arguments),
        Some(Command::Keys) => print(&plain::keys(arguments.surroundings.kiosk)),
        Some(Command::Settings) => print(&settings::words(arguments)),
        Some(Command::Kiosk) => print(&kiosk::words()),
        Some(Command::Accessibility) => print(include_str!("cli/accessibility.txt")),
        Some(Command::Doctor) => doctor::see(arguments),
        Some(Command::Man) => print(&manual::page()?),
        Some(Command::Completions { shell }) => print(&manual::completions(*shell)?),
    }
}

/// Where the user's files are.
fn files(arguments: &Arguments) -> Result<(), Failure> {
    let state = paths::state_file(arguments.state.clone(), &arguments.surroundings.home)?;
    let settings = settings::path(arguments);
    let found = open::whereabouts(arguments, &state);
    let lines = open::file_lines(&state, &found, settings.as_deref());
    print(&(lines.join("\n") + "\n"))
}

/// A place of the guide, and what is kept there twice. It can be read whatever has become of the user's state.
fn read(arguments: &Arguments, place: &str) -> Result<(), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let mut doc = plain::read(guide, roadmap, place)?;
    let kept = || {
        let opened = open::soon(arguments, guide)?;
        let wanted = arguments.project.as_deref();
        let roads = open::roads(guide, roadmap, &opened.book);
        let (id, roadmap) = open::project(arguments, roads, &opened.here, wanted).ok()?;
        Some(plain::kept::of(
            guide,
            roadmap,
            &opened.book,
            &id,
            place,
            arguments.clock,
        ))
    };
    doc.part(kept().unwrap_or_default());
    print(&out::paper().print(&doc))
}

fn report(arguments: &Arguments, name: Option<&str>) -> Result<(), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let state = open::state(arguments, guide)?;
    let wanted = name.or(arguments.project.as_deref());
    let roads = open::roads(guide, roadmap, &state.book);
    let (id, open) = open::project(arguments, roads, &state.here, wanted)?;
    let roads = Roads { open, ..roads };
    let report = plain::report::of(roads, &id, chrono::Utc::now(), arguments.clock);
    print(&out::paper().print(&report))?;
    open::understood(&state)
}

fn history(arguments: &Arguments, name: Option<&str>, all: bool) -> Result<(), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let mut store = open::store(arguments, &open::session(arguments, guide))?;
    let opened = store.open()?;
    let mut changes = store.recall()?;
    changes.extend(store.unwritten().iter().cloned());
    let wanted = name.or(arguments.project.as_deref());
    let roads = open::roads(guide, roadmap, &opened.book);
    let project = || open::project(arguments, roads, &opened.here, wanted);
    let project = (!all).then(project).transpose()?;
    let project = project.as_ref().map(|(id, _)| id.as_str());
    let trail = plain::history::of(roads, &changes, project, arguments.clock);
    print(&out::paper().print(&trail))?;
    open::understood(&opened)
}

fn template(
    arguments: &Arguments,
    id: &str,
    format: Format,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let asked = open::roadmap(arguments)?;
    let (guide, roadmap) = asked.both();
    let place = match At::of(id) {
        At::Entry(Shelf::Templates, _) => id.to_owned(),
        _ => At::Entry(Shelf::Templates, id).to_string(),
    };
    let Some(guide::Found::Template(found)) = guide.find(roadmap, &place) else {
        let places = guide.shelf_places(Shelf::Templates);
        let known: Vec<&str> = places.iter().map(|place| id_of(place)).collect();
        let known = known.join(", ");
        return Err(Failure::Wrong(format!(
            "there is no template {id}; there are: {known}"
        )));
    };
    let text = template::to_fill_in(guide, found, format);
    match out {
        None => print(&text),
        Some(path) => {
            let saved = RealDisk.create_exclusive(path, text.as_bytes());
            saved.map_err(|error| Trouble::cannot("write", path, error.to_string()))?;
            tell(&format!("Saved as {}\n", clean::path(path)))
        }
    }
}

fn check(folder: Option<PathBuf>) -> Result<(), Failure> {
    let Some(folder) = folder else {
        let guide = open::built_in()?;
        if let Some(fault) = demo::faults(&guide, demo::BUILT_IN, true).first() {
            return Err(Failure::Wrong(fault.to_string()));
        }
        let contents = contents(&guide);
        return tell(&format!("The built-in guide has no fault.\n{contents}"));
    };
    let files = store::folder::read(&folder)?;
    let guide::load::Loaded {
        guide, mut faults, ..
    } = guide::load::read(&files);
    if let Some(text) = files.get(demo::FILE) {
        faults.extend(demo::faults(&guide, text, faults.is_empty()));
        faults.sort();
    }
    let name = clean::path(&folder);
    if faults.is_empty() {
        return tell(&format!("{name} has no fault.\n{}", contents(&guide)));
    }
    for fault in &faults {
        let fault = clean::one_line(&fault.to_string());
        tell(&format!("{}/{fault}\n", name.trim_end_matches('/')))?;
    }
    let unlisted = guide::check::unlisted(&guide, &files).join("\n");
    if !unlisted.is_empty() {
        tell(&format!("\nLines to add to places.txt:\n{unlisted}\n"))?;
    }
    let count = counted(faults.len(), "fault", "faults");
    Err(Failure::Wrong(format!("{count} in {name}")))
}

fn contents(guide: &guide::Guide) -> String {
    let count = guide::check::count(guide);
    let library = &guide.library;
    let mut to_confirm = String::new();
    for (place, caution) in guide::check::musts_to_confirm(guide) {
        to_confirm.push_str(&format!("{place}: a must that is {caution}\n"));
    }
    format!(
        "Edition {}: {} with {} of their own, {} with {}, {}.\n\
         {}, {} of them second-hand and {} unverified; {}; {} on archived sources alone.\n\
         Library: {}, {}, {}, {}.\n\
         Sentences of today: {}, {} of them over 25 words.\n{to_confirm}",
        guide.edition,
        counted(count.signs, "sign", "signs"),
        counted(count.essentials, "essential", "essentials"),
        counted(count.stages, "stage", "stages"),
        counted(count.actions, "action", "actions"),
        counted(count.sources, "source", "sources"),
        counted(count.musts, "item is a must", "items are musts"),
        count.second_hand_musts,
        count.unverified_musts,
        counted(
            count.conditional,
            "duty has a condition",
            "duties have a condition"
        ),
        counted(count.on_archived, "rests", "rest"),
        counted(library.templates.len(), "template", "templates"),
        counted(
            library.articles.len(),
            "specification, briefing or group",
            "specifications, briefings and groups"
        ),
        counted(library.updates.len(), "update", "updates"),
        counted(library.terms.len(), "term", "terms"),
        count.sentences,
        count.long_sentences,
    )
}
