//! Short strings of the chrome, in one place; those that name keys are hints.

use super::hint::Hint;

/// The program's name in the header.
pub const NAME: &str = "Roadsigns";
/// In the header of a demo.
pub const DEMO: &str = "DEMO: nothing is saved";
/// In the header while 2009 is shown.
pub const THEN: &str = "IN 2009";
/// In the header when a save takes long.
pub const SAVING: &str = "saving";
/// Before the reason why something is not saved.
pub const NOT_SAVED: &str = "NOT SAVED";
/// After the first press of q.
pub const PRESS_AGAIN: Hint = Hint("{Press q|Type leave} again to leave. Your work is saved.");
/// The same before that is known.
pub const PRESS_AGAIN_SAVING: Hint =
    Hint("{Press q|Type leave} again to leave. Your work is being saved.");
/// The same where nothing can be saved, and nothing is to be.
pub const PRESS_AGAIN_NOTHING: Hint =
    Hint("{Press q|Type leave} again to leave. Nothing waits to be saved.");
/// The same while something is not saved.
pub const PRESS_AGAIN_UNSAVED: Hint =
    Hint("Some work is NOT SAVED. {Press q|Type leave} again to leave all the same.");
/// The history is not where one looks for it.
pub const HISTORY_ELSEWHERE: &str =
    "Your history is not beside your state: roadsigns state check says more.";
/// Somebody has mended the state file.
pub const READ_AGAIN: &str = "Your state file is mended: it was read again.";
/// A broken state file was mended.
pub const MENDED: &str = "Mended. The broken file was kept as";
/// Esc at the top.
pub const AT_THE_TOP: Hint = Hint("You are at the road. {Press q|Type leave} twice to leave.");
/// Tick away from an item.
pub const NO_ITEM: Hint = Hint(
    "{Select an item of a checklist first: Tab goes there|Go to a checklist first, then name its line: tick 2}.",
);
/// The name of a field away from an item.
pub const NO_RECORD: Hint = Hint("Open an action first: its record stands on its page.");
/// t where there is nothing of 2009.
pub const NO_2009: &str = "Nothing of 2009 is known for this page.";
/// Before an update that was not read.
pub const NEW: &str = "New: ";
/// The view is to be kept, and is as it was.
pub const VIEW_UNCHANGED: &str = "Nothing is changed here yet, so there is nothing to keep.";
/// g where no term stands.
pub const NO_TERMS: &str = "No term of the glossary stands here.";
/// What a level may be.
pub const LEVEL_NEEDED: &str = "Type a level from 1 to 4";
/// What an extent may be.
pub const EXTENT_NEEDED: &str = "Type not yet, partly or yes";
/// Nothing to undo.
pub const NOTHING_TO_UNDO: &str = "Nothing of yours to undo.";
/// In the header while the past is shown, before the date.
pub const AS_IT_WAS: &str = "as it was on";
/// A change while the past is shown.
pub const IN_THE_PAST: Hint =
    Hint("This is the past: {Esc} returns to now, then you can change things.");
/// At the end of the past.
pub const THE_PRESENT: &str = "This is now.";
/// At the first act of a project.
pub const THE_BEGINNING: &str = "This is how the project began.";
/// A project with nothing behind it.
pub const NO_PAST: &str = "This project has no past yet.";
/// While the history is read.
pub const READING_HISTORY: &str = "Reading the history.";
/// A draft of a place that is gone.
pub const DRAFT_WITHOUT_PLACE: &str =
    "This guide no longer has the place. Compare shows the text, so that you can copy it.";
/// Pasted text is in the note now.
pub const PASTED: Hint = Hint("Added to the note. {u} takes it back.");
/// The same where not all of it fitted.
pub const PASTED_CUT: Hint =
    Hint("The note is full: only the beginning was added. {u} takes it back.");
/// After a byte that is no character.
pub const FOREIGN: &str = "A character was left out: it is not in the encoding that LANG names.";
/// A form was left with something typed into it.
pub const LEFT_FORM: &str = "Not recorded. Your words are there again when you come back.";
/// Nothing to redo.
pub const NOTHING_TO_REDO: &str = "Nothing to redo.";
/// Nothing open any more.
pub const NOTHING_OPEN: &str = "No open item is left on this roadmap.";
/// The toolkit has five.
pub const FIVE_STAGES: &str = "The toolkit has stages 1 to 5.";
/// Before any search.
pub const NO_QUERY: Hint = Hint("Nothing searched for yet: {/} searches.");
/// After the name of something that is not on the page.
pub const SEARCH_EVERYTHING: Hint = Hint("{/} searches everything.");
/// After a reason to go on at a gate.
pub const GATE_PASSED: Hint = Hint("Kept with your name and the date. {w} shows it.");
/// Two values for the state of an item, on its page.
pub const ENTER_CHOOSES: &str = "Enter chooses.";
/// Two values for a field, where it is filled in.
pub const CHOOSES_IN_FIELD: Hint = Hint("{Enter|A single =} chooses.");
/// After another project in which two values are kept.
pub const OPENS_PROJECT: Hint = Hint("{Enter|Its number} opens the project, {w} there lists them");
/// What leads back from a text in front of a page.
pub const LEADS_BACK: Hint = Hint("{Esc leads back|}");
/// After what is open before a stage.
pub const SHOWS_THEM: Hint = Hint("({w} shows them)");
/// After how many were open when somebody went on.
pub const SHOWS_ALL: Hint = Hint("({w} shows all)");
/// Beside a text that is too long for a clipboard.
pub const TOO_LONG_TO_SEND: Hint = Hint("Use the copy view, or save it with {e}.");
/// How to move, at a first start and about the guide.
pub const MOVING: [Hint; 4] = [
    Hint(
        "{Press 1 to 8|Type sign 4} to open {a sign|sign 4}, and {0|toolkit} to open the toolkit.",
    ),
    Hint(
        "{Tab goes to the checklist, Space ticks the line that you are on|Enter alone goes on: after a text to its \
         checklist, where tick 2 ticks line 2}.",
    ),
    Hint(
        "{/ searches everything|A slash and words search everything: /standstill}. {? explains the keys. q, twice, leaves|help \
         explains what can be typed. leave, twice, ends the program}.",
    ),
    Hint("Nothing is ticked for you. You can {undo with u|take back your last change with undo}."),
];
/// How to answer line by line.
pub const ANSWERING: [&str; 7] = [
    "Enter alone goes on to what comes next.",
    "The number of a line opens or chooses it. sign 4 and stage 3 go there from anywhere.",
    "A slash and words search: /standstill. Numbers too: /136.",
    "back goes one step back. road goes to the road.",
    "again says everything here once more, from its beginning.",
    "What you hear can be typed: done 1, not applicable 3, owner, its links, or the words of a line.",
    "A word after a comma below means the same, and is shorter.",
];
/// How to answer where a text is asked for.
pub const ANSWERING_IN_TEXT: [&str; 4] = [
    "Whatever you type is the text, but for these. Enter alone keeps what is there. - empties it. < goes back. ? is this help.",
    "In a longer text each line that you type is one more line. An empty line ends it, as does a line with only a full stop. \
     A line with only a space is an empty line of the text.",
    "Where two values are kept, = chooses between them.",
    "A space before one of these makes it text.",
];
/// A project's name may not be empty.
pub const NAME_NEEDED: &str = "Type a name";
/// A reason may not be empty.
pub const REASON_NEEDED: Hint = Hint("Type a reason; {Esc|a single <} leaves the item unchanged");
/// What a score may be.
pub const SCORE_NEEDED: &str = "Type a number from 1 (not useful) to 5 (very useful)";
/// The last project cannot be archived.
pub const LAST_PROJECT: &str = "Make or bring back another project before you archive this one.";
/// After a project of which the state file does not say when it was made.
pub const NOT_SAID_WHEN: &str = ", not said when it was created";
/// The name of the first project.
pub const FIRST_PROJECT: &str = "My first project";
/// Suspending where it is not allowed.
pub const NO_SUSPENDING: Hint =
    Hint("This is a kiosk: it cannot be suspended. {Press q|Type leave} twice to leave.");
/// After sending something to a clipboard.
pub const SENT: Hint =
    Hint("Sent to your terminal's clipboard. If nothing pastes: {y}, then the copy view.");
/// About sending, where it is done.
pub const IF_NOTHING_ARRIVES: &str = "Not every terminal takes what is sent, and none says whether it did; tmux needs \
    set-clipboard on. If nothing arrives when you paste, use the copy view.";
/// About sending, in a kiosk.
pub const KIOSK_SENDS_NOTHING: &str = "This is a kiosk: it sends nothing to your clipboard.";
/// About sending, to a terminal that it could harm.
pub const SENDS_NOTHING_HERE: Hint = Hint(
    "Nothing is sent to your clipboard: {a terminal of this kind (TERM) may show it as letters instead|only text is said \
     here}.",
);
/// In the view settings, where addresses cannot be links.
pub const NO_HYPERLINKS: &str = "Text: links are not sent here.";
/// y where nothing stands.
pub const NOTHING_TO_COPY: &str = "Nothing can be copied here.";
/// o where no link stands.
pub const NO_LINKS: &str = "This page has no links.";

/// Labels of fields.
pub mod label {
    /// What is searched for.
    pub const SEARCH: &str = "Search";
    /// Why.
    pub const REASON: &str = "Reason";
    /// What stops it.
    pub const BLOCKED_BY: &str = "Blocked by";
    /// A project's name.
    pub const NAME: &str = "Name";
    /// A score.
    pub const USEFUL: &str = "How useful (1-5)";
    /// What helped.
    pub const HELPED: &str = "What helped";
    /// When the notice was published.
    pub const NOTICE: &str = "Notice published on";
    /// When a provider was told.
    pub const DECISION: &str = "Further decision told on (may stay empty)";
    /// A level.
    pub const LEVEL: &str = "Level (1-4)";
    /// How far.
    pub const EXTENT: &str = "Not yet, partly or yes";
    /// Why one thinks so.
    pub const WHY: &str = "Evidence";
    /// Whether a measure is for the project.
    pub const FOR_PROJECT: &str = "Only for this project? (yes, or empty)";
    /// What is missing.
    pub const MISSING: &str = "What is missing";
    /// A value in place of two that clash.
    pub const VALUE: &str = "Value";
}
