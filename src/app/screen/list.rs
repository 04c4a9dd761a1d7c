//! Lists in front of the page: what is left, projects, feedback, view settings, copying.

use std::sync::Arc;

use super::bare::Bare;
use super::{Keys, Screen, Step};
use crate::app::clipboard::Thing;
use crate::app::command::Command;
use crate::app::hint::Hint;
use crate::app::laid::{self, Laid};
use crate::app::look::Look;
use crate::app::message::Effect;
use crate::app::spot::Spot;
use crate::app::{App, World, keys, settings, words};
use crate::doc::format::Format;
use crate::guide::library::Term;
use crate::project::change::Key;
use crate::project::draft::Purpose;
use crate::scene::{Lead, Lines, Mark, Role, Scene};

/// Which list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// What is left.
    Left,
    /// Projects.
    Projects,
    /// One's own feedback.
    Feedback,
    /// View settings.
    View,
    /// Terms of the glossary that stand here.
    Terms,
    /// Formats of a document.
    TakeAway,
    /// What can be copied.
    Copy(Arc<[Thing]>),
    /// Values that clash in a field.
    Clash(Key),
    /// What to do with half-written text of a session that was cut off.
    Draft,
    /// What to do with a state file that cannot be understood.
    Broken,
    /// What to do with pasted text that no field took.
    Pasted,
    /// What to do with work that is not saved, before leaving.
    Leaving,
}

/// The open list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which.
    pub kind: ListKind,
    /// Where it was asked for.
    at: Spot,
    /// The line with the cursor, among those that can be chosen.
    pub selected: usize,
}

/// What there is to know about a list.
pub struct About {
    /// Its title.
    pub title: &'static str,
    /// What to know before choosing.
    pub lead: &'static str,
    /// The command that opened it, and does not leave it.
    pub(crate) opened_by: Option<Command>,
    /// Whether its lines open something; else they are choices.
    pub leads_on: bool,
    /// Whether it only offers something, so that a key that leads elsewhere may leave it.
    pub(super) is_passing: bool,
}

impl About {
    /// What only offers something.
    pub(super) const fn offer(title: &'static str, lead: &'static str) -> Self {
        Self {
            title,
            lead,
            opened_by: None,
            leads_on: false,
            is_passing: true,
        }
    }

    /// What is to be decided before anything else is done.
    pub(super) const fn question(title: &'static str, lead: &'static str) -> Self {
        Self {
            is_passing: false,
            ..Self::offer(title, lead)
        }
    }
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a place.
    Go(String),
    /// Fill in the form of a purpose.
    FillIn(Purpose),
    /// Open a project.
    Project(String),
    /// Archive the open project.
    Archive,
    /// How the screen is to look.
    Look(Look),
    /// Keep how the screen looks now for the next start.
    KeepView,
    /// Take the open page away in this format.
    TakeAway(Format),
    /// Send this to the clipboard.
    Send(Arc<str>),
    /// Show this in the copy view, or as a QR code.
    Show(Arc<str>, bool),
    /// Choose among values that clash.
    Clash(Key),
    /// The value that holds from now on.
    Settle(Key, String),
    /// Go on writing the draft.
    KeepDraft,
    /// Show the draft beside what is recorded.
    CompareDraft,
    /// Drop the draft.
    DropDraft,
    /// Add the pasted text to the note of the item.
    PastedToNote,
    /// Run the pasted text as keys.
    PastedAsKeys,
    /// Set the broken state file aside and write it anew.
    Mend,
    /// Show what is not saved, to be copied.
    CopyUnsaved,
    /// Back to what stood there; pasted text is dropped.
    Stay,
    /// Leave the program.
    Leave,
}

/// A line of what stands there: a heading, words, or something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(String),
    /// Words below what stands above.
    Text(String),
    /// A key with what it does.
    Key(&'static str, String),
    /// Words by themselves.
    Note(String),
    /// The same with something in them that somebody wrote.
    Wrote(String),
    /// Something to choose: a mark or state, words, and what it does.
    Choice(Mark, String, Choice),
}

impl Entry {
    pub(super) fn heading(words: &str) -> Self {
        Self::Heading(words.to_owned())
    }

    pub(super) fn text(words: &str) -> Self {
        Self::Text(words.to_owned())
    }

    pub(super) fn note(words: &str) -> Self {
        Self::Note(words.to_owned())
    }

    /// Something to choose, with its mark.
    pub(crate) fn choice(mark: Mark, words: impl Into<String>, choice: Choice) -> Self {
        Self::Choice(mark, words.into(), choice)
    }

    /// The same without a mark.
    pub(crate) fn plain(words: impl Into<String>, choice: Choice) -> Self {
        Self::choice(Mark::None, words, choice)
    }
}

impl List {
    /// A list that is asked for on this page.
    pub fn new(kind: ListKind, at: &Spot) -> Self {
        Self {
            kind,
            at: at.clone(),
            selected: 0,
        }
    }

    pub(super) fn act(&mut self, world: &World, laid: &Laid, command: Command) -> Step {
        let mut choices = self.choices(world);
        match command {
            Command::Back | Command::Left => return Step::Pop(Vec::new()),
            Command::Undo | Command::Redo | Command::Help => return Step::Everywhere,
            Command::Open | Command::Right | Command::Tick if self.selected < choices.len() => {
                return Step::Choose(choices.swap_remove(self.selected));
            }
            _ => {}
        }
        self.selected = laid::moved(self.selected, choices.len(), command, laid.height / 2);
        Step::Stay(Vec::new())
    }

    /// What it shows, from this row on or from where the cursor is in sight.
    pub(in crate::app) fn scene(&self, world: &World, top: usize) -> Scene<'static> {
        let about = self.kind.about();
        let mut lines = Lines::default();
        let lead = world.told(Hint(about.lead));
        if !lead.is_empty() {
            lines.text(&lead, Role::Quiet, 0);
        }
        add(&self.entries(world), &mut lines);
        let mut scene = Scene {
            selected: Some(self.selected),
            top,
            ..Scene::new(about.title, "")
        };
        scene.add(lines);
        scene
    }

    /// Its lines.
    pub fn entries(&self, world: &World) -> Vec<Entry> {
        match &self.kind {
            ListKind::Left => world.left_entries(&self.at),
            ListKind::Projects => world.project_entries(),
            ListKind::Feedback => world.feedback_entries(&self.at.place),
            ListKind::View => world.view_entries(),
            ListKind::Terms => world.terms(&self.at).into_iter().map(term).collect(),
            ListKind::TakeAway => Format::ALL
                .iter()
                .map(|format| Entry::plain(format.words(), Choice::TakeAway(*format)))
                .collect(),
            ListKind::Copy(things) => world.copy_entries(things),
            ListKind::Clash(key) => world.clash_entries(key),
            ListKind::Draft => world.draft_entries(),
            ListKind::Pasted => world.pasted_entries(&self.at),
            ListKind::Broken => world.broken_entries(),
            ListKind::Leaving => world.leaving_entries(),
        }
    }

    /// What can be chosen in it, in order.
    pub fn choices(&self, world: &World) -> Vec<Choice> {
        let choice = |entry| match entry {
            Entry::Choice(_, _, choice) => Some(choice),
            _ => None,
        };
        self.entries(world).into_iter().filter_map(choice).collect()
    }

    pub(super) fn keys(&self) -> Keys {
        if self.kind.about().leads_on {
            return keys::footer(&[Command::Open, Command::Back, Command::Help]);
        }
        vec![("Enter", "choose"), ("Esc", "back"), ("?", "help")]
    }

    pub(super) fn help(&self) -> Hint {
        Hint(if self.kind.about().leads_on {
            "A list. {Up and Down choose, Enter opens, Esc leads back|A number chooses, back leads back}."
        } else {
            "A list{ of choices. Up and Down choose, Enter does what the line says, Esc leads back|. A number chooses, back leads \
             back}."
        })
    }
}

/// Adds entries, those that can be chosen as things from 0 on.
pub(super) fn add(entries: &[Entry], lines: &mut Lines) {
    let mut choice = 0;
    let mut after_note = false;
    for entry in entries {
        let is_note = matches!(entry, Entry::Note(_) | Entry::Wrote(_));
        if is_note || (after_note && matches!(entry, Entry::Choice(..))) {
            lines.gap();
        }
        match entry {
            Entry::Heading(words) => lines.heading(words),
            Entry::Text(words) | Entry::Note(words) => lines.text(words, Role::Plain, 0),
            Entry::Key(keys, words) => lines.led(Lead::Key(keys), words, Role::Plain),
            Entry::Wrote(words) => lines.wrote(Lead::Indent(0), words, Role::Plain),
            Entry::Choice(mark, words, _) => {
                lines.thing(Some(choice));
                lines.led(Lead::Mark(mark.clone()), words, Role::Plain);
                lines.thing(None);
                choice += 1;
            }
        }
        after_note = is_note;
    }
}

fn term(term: &Term) -> Entry {
    let long = term.long.as_ref().map(|long| format!("{long}. "));
    let words = format!(
        "{}: {}{}",
        term.name,
        long.unwrap_or_default(),
        term.meaning
    );
    Entry::plain(words, Choice::Go(term.place.to_string()))
}

impl App {
    pub(in crate::app) fn open_list(&mut self, kind: ListKind) {
        if matches!(self.front(), Some(Screen::List(list)) if list.kind == kind) {
            self.stack.pop();
        }
        let list = List::new(kind, self.spot());
        self.stack.push(Screen::List(list));
        // From its own beginning, however far down the page was.
        self.laid.top = 0;
    }

    /// Enter on a line of a list.
    pub(in crate::app) fn choose(&mut self, choice: Choice) -> Vec<Effect> {
        match choice {
            Choice::Go(place) => self.go(&place),
            Choice::FillIn(purpose) => self.fill_in(purpose),
            Choice::Project(id) => {
                if self.world.book.archived(&id).is_some() {
                    return self.archive_project(&id);
                }
                // The past is that of the project that was open.
                self.world.return_to_present();
                self.switch_to(&id);
            }
            Choice::Archive => {
                return self.archive_project(self.world.project_id().to_owned().as_str());
            }
            Choice::Look(look) => self.world.look = look,
            Choice::KeepView if self.world.demo => return self.world.say(words::DEMO),
            Choice::KeepView => {
                let values = settings::between(self.world.look_at_start, self.world.look);
                if !values.is_empty() {
                    return vec![Effect::KeepSettings(values)];
                }
                self.world.notice = Some(words::VIEW_UNCHANGED.to_owned());
            }
            Choice::TakeAway(format) => {
                self.stack.close();
                return self.take_away_as(format);
            }
            Choice::Send(text) => return self.send(&text),
            Choice::Show(text, is_code) => return self.show_alone(Bare::new(text, is_code)),
            Choice::Clash(key) => {
                self.stack.pop();
                self.open_list(ListKind::Clash(key));
            }
            Choice::Settle(key, value) => {
                self.stack.close();
                return self.settle(key, value);
            }
            Choice::KeepDraft => return self.keep_draft(),
            Choice::CompareDraft => {
                if let Some(reading) = self.world.compared_draft() {
                    self.stack.push(reading);
                }
            }
            Choice::DropDraft => return self.drop_draft(),
            Choice::PastedToNote => return self.add_pasted(),
            Choice::PastedAsKeys => return self.run_pasted(),
            Choice::Mend => {
                self.stack.close();
                return vec![Effect::Mend];
            }
            Choice::CopyUnsaved => {
                let text = self.unsaved_text();
                return self.show_alone(Bare::new(text.trim_start().into(), false));
            }
            Choice::Stay => return self.leave(),
            Choice::Leave => return vec![Effect::Leave],
        }
        Vec::new()
    }
}
