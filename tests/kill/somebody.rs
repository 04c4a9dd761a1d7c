//! Somebody at the terminal, who does one thing after another and remembers what was done.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use roadsigns::project::draft::Draft;

use super::pty::{Start, Terminal};
use super::{PATIENCE, draft_on_disk};

/// Something that was done, as it can be found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// A text was recorded.
    Text(String),
    /// An item was ticked.
    Tick,
}

/// A person in one session.
pub(crate) struct Somebody {
    terminal: Terminal,
    round: u64,
    /// How many things were done.
    count: usize,
    /// How many items of the open project were worked on.
    items: usize,
    /// What was done and not yet said to be saved.
    pub(crate) done: Vec<Act>,
    random: fastrand::Rng,
}

impl Somebody {
    pub(crate) fn sits_down(home: &Path, round: u64, random: &mut fastrand::Rng) -> Self {
        let terminal = Terminal::start(&Start::at(home));
        let mut somebody = Self {
            terminal,
            round,
            count: 0,
            items: 5,
            done: Vec::new(),
            random: random.fork(),
        };
        somebody.terminal.wait_until("a start", |screen| {
            ["Welcome", "You were writing", "1 Policy background"]
                .iter()
                .any(|begin| screen.contains(begin))
        });
        if somebody.terminal.screen().contains("Welcome") {
            somebody.terminal.keys("\r");
            somebody
                .terminal
                .wait_until("the road", |screen| !screen.contains("Welcome"));
        }
        somebody
    }

    /// Decides about the half-written texts that the start offers. How many were offered.
    pub(crate) fn decides_drafts(&mut self, waiting: &[(PathBuf, Draft)]) -> usize {
        let mut left = waiting.iter().map(|(_, draft)| draft);
        if let Some(draft) = left.next() {
            self.terminal.see("You were writing when the line was cut");
            let text = draft.texts.first().map_or("", |written| &written.text);
            let tail = text.split_whitespace().last().unwrap_or_default();
            self.terminal.see("Keep: go on writing");
            self.terminal.keys("\r");
            self.terminal.wait_until("the text in its field", |screen| {
                !screen.contains("You were writing") && screen.contains(tail)
            });
            // Leaving the field records it.
            self.terminal.keys("\t");
            self.terminal
                .wait_until("another field", |screen| !screen.contains("> Note"));
            self.done.push(Act::Text(text.to_owned()));
        }
        waiting.len().min(1)
    }

    /// A text that nobody has written before.
    fn text(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{what} {}-{}", self.round, self.count)
    }

    /// To the toolkit; no field is open.
    fn at_a_page(&mut self) {
        self.terminal.keys_to("0", "Procurement toolkit");
    }

    /// Makes a project, if this one has been worked on enough.
    fn in_a_project(&mut self) {
        if self.items < 5 {
            return;
        }
        let name = self.text("Project");
        self.terminal.keys_to("p", "New project");
        self.terminal.keys_to("\r", "> Name");
        self.terminal.keys_to(&name, &name);
        self.terminal.keys("\r");
        self.terminal.wait_until("the project", |screen| {
            !screen.contains("> Name") && screen.contains(&name)
        });
        self.items = 0;
        self.done.push(Act::Text(name));
    }

    /// Goes to an item that nobody has worked on in this project.
    fn at_an_item(&mut self) {
        self.at_a_page();
        self.in_a_project();
        self.items += 1;
        self.at_a_page();
        let stage = self.items.to_string();
        self.terminal.keys_to(&stage, &format!("Stage {stage}  "));
        self.terminal.keys_to("\t", "> [ ]");
    }

    /// Does one of the things that people do, to its end.
    pub(crate) fn does_something(&mut self, random: &mut fastrand::Rng) {
        self.at_an_item();
        if random.bool() {
            self.terminal.keys_to(" ", "> [~]");
            self.done.push(Act::Tick);
        } else {
            let text = self.text("Owner");
            self.terminal.keys_to("\r", "1 of ");
            self.terminal.keys_to("\t", "> Owner");
            self.terminal.keys_to(&text, &text);
            self.terminal.keys_to("\t", "> Due date");
            self.terminal.keys("\x1b");
            self.terminal
                .wait_until("no field", |screen| !screen.contains("> Due date"));
            self.done.push(Act::Text(text));
        }
    }

    /// Begins something and does not see the end of it.
    pub(crate) fn begins_something(&mut self, random: &mut fastrand::Rng) {
        self.at_an_item();
        let keys = match random.u32(0..4) {
            0 => " ".repeat(random.usize(1..4)),
            1 => "\r\tSomebody\t17/12/2026\tFolder\t".to_owned(),
            2 => "bWaiting for the board\t".to_owned(),
            _ => "p\rAnother project\r".to_owned(),
        };
        self.terminal.keys(&keys);
        // A random moment later, whatever the screen shows then.
        let moment = Duration::from_micros(random.u64(0..30_000));
        self.terminal.becomes(|_| false, moment);
    }

    /// Types so many keys into a note, and leaves it half-written. What was typed.
    pub(crate) fn types_a_note(&mut self, keys: usize) -> String {
        self.at_an_item();
        self.terminal.keys_to("\r", "1 of ");
        self.terminal.keys_to("\t", "> Owner");
        self.terminal.keys_to("\t\t\t\t\t", "> Note");
        let mut typed = String::new();
        for word in 0.. {
            typed.push_str(&format!("n{}w{word} ", self.round));
            if typed.len() >= keys {
                break;
            }
        }
        typed.truncate(keys);
        // It ends in a letter, so that the screen shows it.
        if typed.ends_with(' ') {
            typed.replace_range(keys - 1.., "e");
        }
        let last = typed
            .split_whitespace()
            .last()
            .unwrap_or_default()
            .to_owned();
        let mut rest = typed.as_str();
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(rest.len().min(self.random.usize(1..60)));
            self.terminal.keys(piece);
            rest = later;
        }
        self.terminal.see(&last);
        typed
    }

    /// Presses Ctrl-S until the program says that everything is saved. Whether it does before long.
    pub(crate) fn is_told_all_is_saved(&mut self) -> bool {
        let until = Instant::now() + PATIENCE;
        let says = |screen: &str| screen.contains("Everything is saved, last at");
        // It was said of something else, and is gone with the next key.
        self.terminal
            .wait_until("an answer gone", |screen| !says(screen));
        loop {
            self.terminal.keys("\x13");
            if self.terminal.becomes(says, Duration::from_millis(100)) {
                return true;
            }
            assert!(Instant::now() < until, "{}", self.terminal.screen());
        }
    }

    /// Waits until so much of what was typed is on disk.
    pub(crate) fn waits_for_draft(&self, home: &Path, typed: &str, length: usize) {
        let until = Instant::now() + PATIENCE;
        while draft_on_disk(home, typed) < length {
            assert!(Instant::now() < until, "never on disk: {length} keys");
            self.terminal.becomes(|_| false, Duration::from_millis(5));
        }
    }

    pub(crate) fn dies(self) {
        self.terminal.kill();
    }
}
