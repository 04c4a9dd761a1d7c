//! Lists in front of the page: what is left, projects, feedback, view settings, copying.

use std::sync::Arc;

use super::{Over, Screen};
use crate::app::clipboard::Thing;
use crate::app::hint::Hint;
use crate::app::look::Look;
use crate::app::message::Effect;
use crate::app::{App, World, settings, words};
use crate::project::change::{Field, Key, Subject};
use crate::project::left::{self, Group, Why};
use crate::project::opened::Unsaved;
use crate::project::progress::Tallies;
use crate::project::{audit, date};

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
    /// The line with the cursor, among those that can be chosen.
    pub selected: usize,
}

/// What choosing a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go to a place.
    Go(String),
    /// Ask why to go on at a stage.
    PassGate(String),
    /// Open a project.
    Project(String),
    /// Make a project.
    NewProject,
    /// Give the open project another name.
    Rename,
    /// Archive the open project.
    Archive,
    /// New feedback about this place.
    NewFeedback,
    /// Edit a piece of feedback.
    Feedback(String),
    /// How the screen is to look.
    Look(Look),
    /// Keep how the screen looks now for the next start.
    KeepView,
    /// Take the open page away in this format.
    TakeAway(&'static str),
    /// Send this to the clipboard.
    Send(Arc<str>),
    /// Show this in the copy view.
    ShowRaw(Arc<str>),
    /// Show this as a QR code.
    ShowCode(Arc<str>),
    /// Choose among values that clash.
    Clash(Key),
    /// The value that holds from now on.
    Settle(Key, String),
    /// Write another value in place of those that clash.
    EditClash(Key),
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
    /// Drop the pasted text.
    DropPasted,
    /// Set the broken state file aside and write it anew.
    Mend,
    /// Show what is not saved, to be copied.
    CopyUnsaved,
    /// Back to what stood there.
    Stay,
    /// Leave the program.
    Leave,
}

/// A line of a list: a heading, a note, or something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(String),
    /// Words that cannot be chosen.
    Note(String),
    /// The same with something in them that somebody wrote.
    Wrote(String),
    /// Something to choose: a mark or state, words, and what it does.
    Choice(String, String, Choice),
}

impl Entry {
    /// Something to choose, without a mark.
    pub(in crate::app) fn plain(words: &str, choice: Choice) -> Self {
        Self::Choice("   ".to_owned(), words.to_owned(), choice)
    }
}

impl List {
    /// Its title, and the keys that mean something special in it.
    pub fn title(&self) -> &'static str {
        match self.kind {
            ListKind::Left => "What is left",
            ListKind::Projects => "Projects",
            ListKind::Feedback => "Feedback",
            ListKind::View => "View settings",
            ListKind::Terms => "Terms here",
            ListKind::TakeAway => "Take it away",
            ListKind::Copy(_) => "Copy",
            ListKind::Clash(_) => "Two values kept: choose one",
            ListKind::Draft => "You were writing when the line was cut",
            ListKind::Pasted => "Pasted text",
            ListKind::Broken => "Your state file needs to be mended",
            ListKind::Leaving => "Some work is NOT SAVED",
        }
    }

    /// What to know about it.
    pub fn lead(&self) -> Hint {
        Hint(match self.kind {
            ListKind::Left => "{Enter goes there.|}",
            ListKind::Projects => {
                "{Enter|A number} opens, or brings an archived one back. Nothing is ever deleted."
            }
            ListKind::Feedback => "{Enter writes or edits. |}It stays in your own file.",
            ListKind::View => {
                "{Enter|A number} sets, for this session. The flags in brackets do the same at the start."
            }
            ListKind::Terms => "{Enter|A number} opens the entry, with then and now.",
            ListKind::TakeAway => {
                "{Enter|A number} saves it in the folder for exports, never over another file."
            }
            ListKind::Copy(_) => {
                "The copy view is the bare text{, for the mouse. Any key but the arrows leads back|}."
            }
            ListKind::Clash(_) => {
                "Two sessions recorded this at the same time. {Enter|A number} chooses; the history keeps both."
            }
            ListKind::Draft => "{Esc} leaves it for another time.",
            ListKind::Pasted => return words::PASTED_OUTSIDE,
            ListKind::Broken => {
                "What the history holds is safe. Until the file is mended, what you do now goes there too."
            }
            ListKind::Leaving => {
                "Saving is tried again every few seconds, for as long as you stay."
            }
        })
    }
}

impl World {
    fn broken_entries(&self) -> Vec<Entry> {
        let why = self.unsaved.as_ref().map_or("", Unsaved::words);
        vec![
            Entry::Note(why.to_owned()),
            Entry::plain(
                "Keep the broken file under another name, and write it anew from the history",
                Choice::Mend,
            ),
            Entry::plain("Leave it alone: you mend the line by hand", Choice::Stay),
        ]
    }

    fn leaving_entries(&self) -> Vec<Entry> {
        let why = self.saving.failed.as_deref().unwrap_or(words::SAVING);
        vec![
            Entry::Note(why.to_owned()),
            Entry::plain("Stay", Choice::Stay),
            Entry::plain(
                "Show what is not saved, to copy it from the screen",
                Choice::CopyUnsaved,
            ),
            Entry::plain(
                if self.is_in_history_only(why) {
                    "Leave; the history has it, and the file too once it is mended"
                } else {
                    "Leave; what is not saved is lost"
                },
                Choice::Leave,
            ),
        ]
    }

    fn project_entries(&self) -> Vec<Entry> {
        let name = self.book.project_name(self.project_id());
        let mut entries = vec![
            Entry::Choice(
                "  +".to_owned(),
                "New project".to_owned(),
                Choice::NewProject,
            ),
            Entry::Choice("  =".to_owned(), format!("Rename {name}"), Choice::Rename),
            Entry::Choice("  -".to_owned(), format!("Archive {name}"), Choice::Archive),
        ];
        let (archived, open): (Vec<&str>, Vec<&str>) = self
            .book
            .projects()
            .into_iter()
            .partition(|id| self.book.archived(id).is_some());
        for (heading, ids) in [("Open", open), ("Archived", archived)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::Heading(heading.to_owned()));
            for id in ids {
                let subject = Subject::Project(id.to_owned());
                let here = if id == self.project_id() {
                    "  *"
                } else {
                    "   "
                };
                let mut words = self.how_far(id, &subject);
                if let Some(date) = self.book.archived(id) {
                    words.push_str(&format!(", archived {}", date::show_stored(date)));
                }
                if self.book.text(&subject, "", &Field::Created).is_empty() {
                    words.push_str(words::NOT_SAID_WHEN);
                }
                entries.push(Entry::Choice(
                    here.to_owned(),
                    words,
                    Choice::Project(id.to_owned()),
                ));
            }
        }
        entries
    }

    /// A project's name and how far it is on its roadmap, which is named where the guide has several.
    fn how_far(&self, id: &str, subject: &Subject) -> String {
        let name = self.book.project_name(id);
        let roadmap = match self.roads().of(subject) {
            Ok(roadmap) => roadmap,
            Err(unknown) => return format!("{name}, on the roadmap {unknown}, which is not here"),
        };
        let tallies = Tallies::of(roadmap, &self.book, subject);
        let tally = tallies.all;
        let mut words = format!("{name}  {}", tally.words());
        if self.guide.roadmaps.len() > 1 {
            words.push_str(&format!(", {}", roadmap.title.to_lowercase()));
        }
        if tally.blocked > 0 {
            words.push_str(&format!(", {} blocked", tally.blocked));
        }
        if let Some(date) = tallies.next_due {
            words.push_str(&format!(", next due {}", date::show(date)));
        }
        words
    }
}

impl App {
    /// The lines of a list.
    pub fn entries(&self, list: &ListKind) -> Vec<Entry> {
        match list {
            ListKind::Left => self.left_entries(),
            ListKind::Projects => self.world.project_entries(),
            ListKind::Feedback => self.feedback_entries(),
            ListKind::View => self.world.view_entries(),
            ListKind::Terms => self
                .terms_here()
                .into_iter()
                .map(|term| {
                    let long = term
                        .long
                        .as_ref()
                        .map(|long| format!("{long}. "))
                        .unwrap_or_default();
                    let words = format!("{}: {long}{}", term.name, term.meaning);
                    Entry::plain(&words, Choice::Go(term.place.to_string()))
                })
                .collect(),
            ListKind::TakeAway => [("md", "Markdown"), ("txt", "Plain text")]
                .map(|(format, words)| Entry::plain(words, Choice::TakeAway(format)))
                .into(),
            ListKind::Copy(things) => self.world.copy_entries(things),
            ListKind::Clash(key) => self.world.clash_entries(key),
            ListKind::Draft => self.world.draft_entries(),
            ListKind::Pasted => self.pasted_entries(),
            ListKind::Broken => self.world.broken_entries(),
            ListKind::Leaving => self.world.leaving_entries(),
        }
    }

    fn left_entries(&self) -> Vec<Entry> {
        let clashes = self.world.clashing_entries();
        let mut entries = Vec::new();
        for group in left::groups(
            self.world.roadmap,
            &self.world.book,
            &self.world.project,
            self.world.now.today(),
            self.page(),
        ) {
            match group {
                Group::Items { heading, items } => {
                    entries.push(Entry::Heading(heading));
                    for (item, why) in items {
                        let work = self.world.work(item);
                        let mut words = item.text.to_string();
                        match why {
                            Why::Blocked => {
                                words.push_str(&format!(" -- {}", work.text(&Field::Reason)));
                            }
                            Why::Overdue(date) | Why::Due(date) => {
                                words.push_str(&format!(" -- {}", date::show(date)));
                            }
                            Why::Must => {
                                if let Some(when) = item.conditions().first() {
                                    words.push_str(&format!(" (if: {when})"));
                                }
                            }
                        }
                        let owner = work.text(&Field::Owner);
                        if !owner.is_empty() && why != Why::Must {
                            words.push_str(&format!(", {owner}"));
                        }
                        entries.push(Entry::Choice(
                            work.state().mark().to_owned(),
                            words,
                            Choice::Go(item.place.to_string()),
                        ));
                    }
                }
                Group::Gates(gates) => {
                    entries.push(Entry::Heading("Gates".to_owned()));
                    for gate in gates {
                        let stage = gate.stage;
                        if let Some(passed) = &gate.passed {
                            let on = (self.world.clock)(passed.reason.at).day();
                            entries.push(Entry::Wrote(format!(
                                "Stage {}: {} went on, {on}, {} open then. Reason: {}",
                                stage.number,
                                audit::who(&passed.reason.by),
                                passed.open.len(),
                                passed.reason.value
                            )));
                        }
                        let note =
                            self.world
                                .book
                                .text(&self.world.project, &stage.place, &Field::Note);
                        if !note.is_empty() {
                            entries.push(Entry::Wrote(format!("Stage {}: {note}", stage.number)));
                        }
                        if !gate.open.is_empty() {
                            let since = if gate.passed.is_some() {
                                " again, with a reason. Opened since"
                            } else {
                                ", with a reason. Open before it"
                            };
                            let words =
                                format!("Go on to stage {}{since}: {}", stage.number, gate.open);
                            let choice = Choice::PassGate(stage.place.to_string());
                            entries.push(Entry::plain(&words, choice));
                        }
                    }
                }
            }
        }
        if clashes.is_empty() && entries.is_empty() {
            entries.push(Entry::Note(
                "Nothing is left: no must is open, nothing is blocked or due.".to_owned(),
            ));
        }
        [clashes, self.world.clashing_elsewhere(), entries].concat()
    }

    fn feedback_entries(&self) -> Vec<Entry> {
        let here = &self.spot().place;
        let title = |subject: &Subject, place: &str| {
            let title = self.world.roads().title_of(subject, place);
            title.unwrap_or_else(|| format!("{place} (retired)"))
        };
        let new = format!("New feedback about: {}", title(&self.world.project, here));
        let mut entries = vec![Entry::Choice("  +".to_owned(), new, Choice::NewFeedback)];
        let (mine, others): (Vec<&str>, Vec<&str>) =
            self.world.book.feedback(None).into_iter().partition(|id| {
                let subject = Subject::Feedback((*id).to_owned());
                let place = self.world.book.text(&subject, "", &Field::Place);
                place == here && self.world.roads().is_open(&subject)
            });
        for (heading, ids) in [("About this page", mine), ("About other pages", others)] {
            if ids.is_empty() {
                continue;
            }
            entries.push(Entry::Heading(heading.to_owned()));
            for id in ids {
                let subject = Subject::Feedback(id.to_owned());
                let text = |field| {
                    self.world
                        .book
                        .text(&subject, "", &field)
                        .replace('\n', " ")
                };
                let words = format!(
                    "{}: {} {}",
                    title(&subject, &text(Field::Place)),
                    text(Field::Helped),
                    text(Field::Missing)
                );
                let useful = match text(Field::Useful) {
                    useful if useful.is_empty() => "-/5".to_owned(),
                    useful => format!("{useful}/5"),
                };
                entries.push(Entry::Choice(
                    useful,
                    words,
                    Choice::Feedback(id.to_owned()),
                ));
            }
        }
        entries
    }

    /// The choices of a list, in order.
    pub fn choices(&self, list: &ListKind) -> Vec<Choice> {
        let choice = |entry| match entry {
            Entry::Choice(_, _, choice) => Some(choice),
            _ => None,
        };
        self.entries(list).into_iter().filter_map(choice).collect()
    }

    pub(in crate::app) fn open_list(&mut self, kind: ListKind) {
        if matches!(self.front(), Some(Screen::List(list)) if list.kind == kind) {
            self.stack.pop();
        }
        self.stack.push(Screen::List(List { kind, selected: 0 }));
        // From its own beginning, however far down the page was.
        self.seen.top = 0;
    }

    /// Enter on a line of a list.
    pub(in crate::app) fn choose(&mut self, list: &List) -> Vec<Effect> {
        let Some(choice) = self.choices(&list.kind).into_iter().nth(list.selected) else {
            return Vec::new();
        };
        match choice {
            Choice::Go(place) => self.go(&place),
            Choice::PassGate(stage) => {
                if let Some(stage) = self.world.roadmap.page(&stage) {
                    self.ask_gate(stage);
                }
            }
            Choice::Project(id) => {
                if self.world.book.archived(&id).is_some() {
                    return self.archive_project(&id);
                }
                // The past is that of the project that was open.
                self.world.return_to_present();
                self.switch_to(&id);
            }
            Choice::NewProject => self.ask_new_project(),
            Choice::Rename => self.ask_rename(self.world.project_id().to_owned().as_str()),
            Choice::Archive => {
                return self.archive_project(self.world.project_id().to_owned().as_str());
            }
            Choice::NewFeedback => self.ask_feedback(None, &self.spot().place.clone()),
            Choice::Feedback(id) => {
                let place = self
                    .world
                    .book
                    .text(&Subject::Feedback(id.clone()), "", &Field::Place)
                    .to_owned();
                self.ask_feedback(Some(&id), &place);
            }
            Choice::Look(look) => self.world.look = look,
            Choice::KeepView if self.world.demo => self.world.notice = Some(words::DEMO.to_owned()),
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
            Choice::ShowRaw(text) => return self.show_alone(Over::Raw(text)),
            Choice::ShowCode(text) => return self.show_alone(Over::Code(text)),
            Choice::Clash(key) => {
                self.stack.pop();
                self.choose_value(key);
            }
            Choice::Settle(key, value) => {
                self.stack.close();
                return self.settle(key, value);
            }
            Choice::EditClash(key) => self.edit_clash(&key),
            Choice::KeepDraft => return self.keep_draft(),
            Choice::CompareDraft => self.compare_draft(),
            Choice::DropDraft => return self.drop_draft(),
            Choice::PastedToNote => return self.add_pasted(),
            Choice::PastedAsKeys => return self.run_pasted(),
            Choice::DropPasted => self.close_list(&list.kind),
            Choice::Mend => {
                self.stack.close();
                return vec![Effect::Mend];
            }
            Choice::CopyUnsaved => {
                let text = self.unsaved_text();
                return self.show_alone(Over::Raw(text.trim_start().into()));
            }
            Choice::Stay => self.stack.pop(),
            Choice::Leave => return vec![Effect::Leave],
        }
        Vec::new()
    }
}
