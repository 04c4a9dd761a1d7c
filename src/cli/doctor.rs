//! `roadsigns doctor`: the talk on the real terminal. What is asked and what fits stands in `plain::doctor`.

mod samples;

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use crossterm::event::KeyCode;

use super::settings::{self, InForce};
use super::{Arguments, Failure, open};
use crate::app::look::Colours;
use crate::app::settings::{Name, with};
use crate::doc::to_text::WIDTH;
use crate::plain::doctor::{
    self, Answer, Answers, Came, Found, INTRODUCTION, Key, PASTED, Question,
};
use crate::runtime::interview::{Awaited, Interview, Pressed, Stopped};
use crate::store::disk::RealDisk;
use crate::store::{self, paths};
use crate::terminal::capability::{Capability, Charset, Environment};
use crate::terminal::{size, spelling, tty};
use crate::text::number::counted;
use crate::text::{clean, transliterate, wrap};

/// How long a key may take to be found and pressed.
const KEY: Duration = Duration::from_secs(10);
/// How long a line may take to be copied and pasted.
const PASTE: Duration = Duration::from_mins(1);
/// How long the disk may take to keep the settings.
const DISK: Duration = Duration::from_secs(10);
/// What comes of Enter alone.
const ENTER: [&[u8]; 3] = [b"\r", b"\n", b"\r\n"];

/// Asks, offers, writes if that is wanted, and prints the block.
pub(super) fn see(arguments: &Arguments) -> Result<(), Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::Usage(
            "the doctor asks what you see, so it needs a terminal. In a pipe `roadsigns settings` prints what holds."
                .to_owned(),
        ));
    }
    let held = settings::held(arguments);
    spelling::heed(&held.capability(arguments));
    let facts = facts(arguments, &held)?;
    match examine(arguments, &held, &facts) {
        Ok(()) | Err(Stopped::Gone) => Ok(()),
        Err(Stopped::Asked) => Err(Failure::Wrong("stopped; no setting was changed".to_owned())),
        Err(Stopped::Fault(error)) => Err(Failure::Wrong(format!(
            "the terminal cannot be used: {error}"
        ))),
    }
}

fn examine(
    arguments: &Arguments,
    held: &InForce,
    facts: &[(&'static str, String)],
) -> Result<(), Stopped> {
    let capability = held.capability(arguments);
    let found = found(arguments, held, &capability);
    let interview = Interview::begin(capability, !arguments.surroundings.kiosk);
    let mut interview = interview.map_err(Stopped::Fault)?;
    say(&interview, INTRODUCTION)?;
    for (name, value) in facts {
        say(&interview, &format!("{name}: {value}\n"))?;
    }
    let mut answers = Answers::default();
    while let Some(question) = doctor::next(&found, &answers) {
        let answer = ask(&mut interview, question, &found)?;
        if let Some(words) = doctor::remark(question, &answer) {
            say(&interview, &format!("{}\n", wrapped(&words)))?;
        }
        answers.put(question, answer);
    }
    let fits = doctor::settings_for(&found, &answers);
    let kept = offer(&mut interview, held, &fits)?;
    let block = doctor::block(facts, &answers, &fits, &kept);
    say(&interview, &format!("\n{block}"))
}

/// Offers to keep what fits, and says what came of it.
fn offer(
    interview: &mut Interview,
    held: &InForce,
    fits: &[(Name, &'static str)],
) -> Result<String, Stopped> {
    if fits.is_empty() {
        say(interview, "\nWhat holds already fits.\n")?;
        return Ok("nothing to keep".to_owned());
    }
    let lines = doctor::lines(fits).join("\n  ");
    say(interview, &format!("\nThis fits better:\n  {lines}\n"))?;
    let Some(path) = held.path.clone() else {
        let why = "no home folder is set (HOME): say with --settings FILE where to keep it";
        say(interview, &format!("It cannot be kept: {why}.\n"))?;
        return Ok(why.to_owned());
    };
    say(
        interview,
        &format!("Keep it in {} from now on?\n", path.display()),
    )?;
    if decide(interview, Question::Reader)? != Answer::Yes {
        say(interview, "Nothing was changed.\n")?;
        return Ok("no".to_owned());
    }
    let changes = fits.to_vec();
    let name = path.display().to_string();
    let change = move || {
        store::settings::change(&RealDisk, &path, &crate::app::random(8), |text| {
            with(text, &changes)
        })
    };
    let kept = match settings::in_time(DISK, "the disk has not answered", change) {
        Ok(()) => format!("yes, in {name}"),
        Err(why) => format!("no: {why}"),
    };
    say(interview, &format!("Kept: {kept}\n"))?;
    Ok(kept)
}

/// Shows what is to be seen, asks, and waits for an answer that can be understood.
fn ask(interview: &mut Interview, question: Question, found: &Found) -> Result<Answer, Stopped> {
    say(interview, "\n")?;
    match question {
        Question::Lines(glyphs) => interview.say(&samples::lines(glyphs))?,
        Question::Letters(glyphs) => interview.say(&samples::letters(glyphs))?,
        Question::Styles => {
            let has_colours = found.look.colours_in_force() != Colours::None;
            interview.say(&samples::styles(has_colours))?;
        }
        Question::Contrast | Question::Key(_) | Question::Paste | Question::Reader => {}
    }
    let lead = doctor::lead(question, found.look);
    say(interview, &format!("{}\n", wrapped(&lead)))?;
    let pressed = match question {
        Question::Key(_) => interview.press(Awaited::Key, KEY)?,
        Question::Paste => interview.press(Awaited::Paste, PASTE)?,
        _ => return decide(interview, question),
    };
    if ENTER.contains(&pressed.bytes.as_slice()) {
        return Ok(Answer::Skipped);
    }
    let (words, is_right) = match question {
        Question::Key(key) => (pressed.words(), pressed.is_key(code_of(key))),
        _ => pasted(&pressed),
    };
    Ok(Answer::Came(Came {
        words,
        is_right,
        pause: milliseconds(pressed.pause),
        bytes: pressed.bytes,
    }))
}

/// Asks until the answer is one.
fn decide(interview: &mut Interview, question: Question) -> Result<Answer, Stopped> {
    loop {
        say(interview, doctor::prompt(question))?;
        let line = interview.line()?;
        if let Some(answer) = Answer::typed(question, &clean::typed_line(&line)) {
            return Ok(answer);
        }
        say(
            interview,
            "That is none of the answers. Enter alone skips.\n",
        )?;
    }
}

fn code_of(key: Key) -> KeyCode {
    match key {
        Key::Home => KeyCode::Home,
        Key::Backspace => KeyCode::Backspace,
        Key::F1 => KeyCode::F(1),
    }
}

/// How a paste came, and whether that is right.
fn pasted(pressed: &Pressed) -> (String, bool) {
    let (text, manner) = match pressed.in_brackets() {
        Some(text) => (text.trim().to_owned(), "a paste in brackets"),
        None => (
            pressed.typed().trim().to_owned(),
            "keys, as if they were typed",
        ),
    };
    let is_whole = text == PASTED;
    let changed = if is_whole {
        ""
    } else {
        ", not as it was copied"
    };
    let is_right = is_whole && pressed.in_brackets().is_some();
    (format!("{manner}{changed}"), is_right)
}

/// Whole milliseconds; less than a few is how bytes come.
fn milliseconds(pause: Duration) -> u64 {
    const AT_ONCE: u64 = 5;
    let pause = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    if pause < AT_ONCE { 0 } else { pause }
}

/// What holds before anybody is asked.
fn found(arguments: &Arguments, held: &InForce, capability: &Capability) -> Found {
    let wait = u64::try_from(capability.escape_wait.as_millis());
    Found {
        // As the locale says, whatever a setting made of it.
        is_utf8: Capability::of(&arguments.surroundings.terminal).charset == Charset::Utf8,
        is_dumb: capability.plain,
        is_plain: held.is_plain(arguments, Some(capability)),
        look: held.look(capability),
        escape_wait: wait.unwrap_or(u64::MAX),
    }
}

/// What can be said without asking, line by line.
fn facts(arguments: &Arguments, held: &InForce) -> Result<Vec<(&'static str, String)>, Failure> {
    let environment = &arguments.surroundings.terminal;
    let capability = held.capability(arguments);
    let asked = open::roadmap(arguments)?;
    let (guide, _) = asked.both();
    let look = held.look(&capability);
    let (columns, rows) = size::of(tty::output());
    let charset = match Capability::of(environment).charset {
        Charset::Utf8 => "UTF-8",
        Charset::Latin1 => "Latin-1",
        Charset::Latin9 => "Latin-9",
        Charset::Ascii => "ASCII",
    };
    let mut facts = vec![
        (
            "Roadsigns",
            format!("{}, guide of {}", env!("CARGO_PKG_VERSION"), guide.edition),
        ),
        ("TERM", or_none(environment.term.as_deref())),
        ("COLORTERM", or_none(environment.colorterm.as_deref())),
        ("NO_COLOR", or_none(environment.no_color.as_deref())),
        ("ACCESSIBLE", or_none(environment.accessible.as_deref())),
        ("Locale", format!("{}, so {charset}", locale(environment))),
        ("SSH", if environment.ssh { "yes" } else { "no" }.to_owned()),
        (
            "Window",
            format!(
                "{}, {}",
                counted(columns.into(), "column", "columns"),
                counted(rows.into(), "row", "rows")
            ),
        ),
        (
            "Holds",
            format!(
                "glyphs {}, color {}, theme {}, alternate-screen {}, escape-wait {}, line by line {}",
                look.glyphs.name(),
                look.colours.name(),
                look.theme.name(),
                look.alternate_screen,
                capability.escape_wait.as_millis(),
                held.is_plain(arguments, Some(&capability)),
            ),
        ),
    ];
    facts.extend(
        held.faults
            .iter()
            .map(|fault| ("Not understood", fault.clone())),
    );
    // Without a home there is no state.
    if let Ok(state) = paths::state_file(arguments.state.clone(), &arguments.surroundings.home) {
        facts.push(("State", state.display().to_string()));
    }
    if let Some(path) = &held.path {
        facts.push(("Settings", path.display().to_string()));
    }
    Ok(facts)
}

fn or_none(value: Option<&str>) -> String {
    match value {
        None => "not set".to_owned(),
        Some("") => "empty".to_owned(),
        Some(value) => value.to_owned(),
    }
}

/// The variable that says the locale, and what it says.
fn locale(environment: &Environment) -> String {
    let variables = [
        ("LC_ALL", &environment.lc_all),
        ("LC_CTYPE", &environment.lc_ctype),
        ("LANG", &environment.lang),
    ];
    variables
        .into_iter()
        .find_map(|(name, value)| {
            let value = value.as_deref().filter(|value| !value.is_empty())?;
            Some(format!("{name} is {value}"))
        })
        .unwrap_or_else(|| "not set".to_owned())
}

/// Wrapped, paragraph by paragraph.
fn wrapped(words: &str) -> String {
    let lines: Vec<String> = words
        .split('\n')
        .flat_map(|line| wrap::wrap_plain(line, WIDTH))
        .collect();
    lines.join("\n")
}

/// Says words, cleaned, in letters that every terminal has.
fn say(interview: &Interview, words: &str) -> Result<(), Stopped> {
    interview.say(transliterate::to_ascii(&clean::shown(words)).as_bytes())
}
