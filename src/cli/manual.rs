//! The manual page and the completions for shells, from the one definition of the command line.

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

use super::{Arguments, Failure, open};

/// The program, as people call it.
const PROGRAM: &str = "roadsigns";

/// The manual page: options, then every command with its own.
pub(super) fn page() -> Result<String, Failure> {
    let mut definition = Arguments::command();
    // From here on each command knows how it is called.
    definition.build();
    let man = Man::new(definition.clone())
        .manual("User Commands")
        // The guide's edition: the same program always prints the same page.
        .date(open::built_in()?.edition.to_string())
        .source(concat!("Roadsigns ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    let mut write = || {
        man.render_title(&mut page)?;
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        commands(&definition).to_writer(&mut page)
    };
    write().map_err(|error| Failure::Wrong(error.to_string()))?;
    text(page)
}

/// What a shell completes with.
pub(super) fn completions(shell: Shell) -> Result<String, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), PROGRAM, &mut script);
    text(script)
}

fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| Failure::Wrong(error.to_string()))
}

/// The section that names every command.
fn commands(definition: &Command) -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["COMMANDS"]);
    for command in definition.get_subcommands() {
        describe(command, PROGRAM, &mut page);
    }
    page
}

/// A command, what it takes, and the commands below it.
fn describe(command: &Command, above: &str, page: &mut Roff) {
    let name = format!("{above} {}", command.get_name());
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|argument| !argument.is_global_set() && argument.get_id() != "help")
        .collect();
    let below: Vec<&Command> = command.get_subcommands().collect();
    let mut heading = vec![bold(name.as_str())];
    for argument in own.iter().filter(|argument| argument.is_positional()) {
        let (begin, end) = if argument.is_required_set() {
            (" ", "")
        } else {
            (" [", "]")
        };
        heading.extend([roman(begin), italic(value(argument)), roman(end)]);
    }
    if !below.is_empty() {
        heading.extend([roman(" "), italic("COMMAND")]);
    }
    let about = command.get_about().map(ToString::to_string);
    entry(page, heading, about.unwrap_or_default());
    if !own.is_empty() {
        page.control("RS", []);
        for argument in own {
            entry(page, called(argument), explained(argument));
        }
        page.control("RE", []);
    }
    for command in below {
        describe(command, &name, page);
    }
}

/// A term, and below it what it means.
fn entry(page: &mut Roff, term: Vec<Inline>, meaning: String) {
    page.control("TP", []);
    page.text(term);
    page.text([roman(meaning)]);
}

/// How an argument is written.
fn called(argument: &Arg) -> Vec<Inline> {
    let Some(long) = argument.get_long() else {
        return vec![italic(value(argument))];
    };
    let mut words = vec![bold(format!("--{long}"))];
    if argument.get_action().takes_values() {
        words.extend([roman(" "), italic(value(argument))]);
    }
    words
}

/// The name of what is put in for an argument.
fn value(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    match names.first() {
        Some(name) => name.to_string(),
        None => argument.get_id().as_str().to_uppercase(),
    }
}

/// What an argument is for, and what it may be.
fn explained(argument: &Arg) -> String {
    let help = argument.get_help().map(ToString::to_string);
    let known: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let help = help.unwrap_or_default();
    if known.is_empty() || !argument.get_action().takes_values() {
        return help;
    }
    format!("{help}: {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;
    use crate::text::clean;

    /// Every command with the options of its own, hidden ones too.
    fn all(command: &Command, into: &mut Vec<String>) {
        into.extend(
            command
                .get_arguments()
                .filter_map(Arg::get_long)
                .map(|long| format!("--{long}")),
        );
        for below in command.get_subcommands() {
            into.push(below.get_name().to_owned());
            all(below, into);
        }
    }

    fn everything() -> Vec<String> {
        let mut names = Vec::new();
        all(&Arguments::command(), &mut names);
        assert!(names.len() > 30, "{names:?}");
        names
    }

    fn shown(made: Result<String, Failure>) -> String {
        match made {
            Ok(text) => text,
            Err(failure) => panic!("{failure}"),
        }
    }

    #[test]
    fn the_manual_page_names_every_command_and_every_option() {
        let page = shown(page()).replace("\\-", "-");
        for name in everything() {
            assert!(page.contains(&name), "{name}\n{page}");
        }
        for command in ["read \\fR\\fIPLACE", "state check", "template \\fR\\fIID"] {
            let command = command.replace("\\fR", "").replace("\\fI", "");
            let plain = page.replace("\\fR", "").replace("\\fI", "");
            assert!(plain.contains(&command), "{command}\n{page}");
        }
    }

    #[test]
    fn the_completions_of_every_shell_name_every_command() {
        let mut names = everything();
        names.retain(|name| !name.starts_with("--"));
        for shell in Shell::value_variants() {
            let script = shown(completions(*shell));
            for name in &names {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }

    #[test]
    fn cleaning_what_is_printed_changes_neither() {
        let made = Shell::value_variants()
            .iter()
            .map(|shell| shown(completions(*shell)));
        for text in made.chain([shown(page())]) {
            assert_eq!(clean::shown(&text), text);
        }
    }
}
