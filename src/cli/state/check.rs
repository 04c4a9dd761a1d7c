//! Whether state and history are sound: every difference between them, every line that cannot be read, and what will be
//! done about it.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::remarks;
use crate::cli::Failure;
use crate::cli::out::{print, tell};
use crate::guide::{Guide, Roadmap};
use crate::project::audit;
use crate::project::book::Book;
use crate::project::change::{Change, ChangeId, Key};
use crate::project::date::Clock;
use crate::project::opened::{Opened, Unsaved};
use crate::project::roads::Roads;
use crate::project::seen::Seen;
use crate::store::disk::RealDisk;
use crate::store::state::shape::Outline;
use crate::store::{Damage, Examined, Findings, Missing, Store, lock, owner, state};
use crate::text::number::counted;
use crate::text::{clean, quoted};

/// Says what is found.
pub(super) fn check(
    guide: &Guide,
    roadmap: &Roadmap,
    store: &mut Store,
    clock: Clock,
) -> Result<(), Failure> {
    let opened = store.open();
    if opened.is_err() {
        // Whoever cannot read one file of root's cannot read the next one either.
        let lines = of_others(store).into_iter().map(|line| line + "\n");
        print(&lines.collect::<String>())?;
    }
    let opened = opened?;
    let Examined { damages, places } = store.examine()?;
    let changes = store.recall()?;
    let mut lines = vec![
        format!("State:   {}", clean::path(store.path())),
        format!("History: {}", clean::path(store.history())),
        format!(
            "Projects: {}. Fields: {}. Changes: {}.",
            opened.book.projects().len(),
            opened.book.fields().count(),
            changes.len()
        ),
    ];
    lines.extend(opened.note.clone());
    lines.extend(of_others(store));
    let roads = Roads {
        guide,
        open: roadmap,
        book: &opened.book,
    };
    let mut found = Report {
        roads,
        clock,
        changes: &changes,
        places: &places,
        is_saved: opened.unsaved.is_none(),
        lines: Vec::new(),
    };
    found.missing(store);
    found.damages(&damages);
    found.differences(store.findings());
    let overruled = store.overruled(&opened.book)?;
    found.overruled(&overruled);
    lines.append(&mut found.lines);
    lines.extend(waiting(store, &opened));
    lines.extend(remarks::of(roads, &outline(store)?, clock));
    // What stands in the file may have lines of its own.
    let lines: Vec<String> = lines
        .iter()
        .map(|line| quoted::marked(&clean::shown(line)))
        .collect();
    tell(&(lines.join("\n") + "\n"))?;
    let is_sound = damages.is_empty() && overruled.is_empty() && store.findings().is_sound();
    verdict(opened.unsaved, is_sound)
}

/// What is to be said in the end.
fn verdict(unsaved: Option<Unsaved>, is_sound: bool) -> Result<(), Failure> {
    match unsaved {
        None if is_sound => tell("The state is sound.\n"),
        None => Err(Failure::Wrong(
            "state and history differ, as said above; nothing was changed".to_owned(),
        )),
        Some(Unsaved::Broken(why) | Unsaved::InPart(why)) => Err(Failure::Wrong(format!(
            "{why}\nMend the line, or write the file anew from the history: roadsigns state restore history"
        ))),
        Some(other) => Err(other.why().clone().into()),
    }
}

/// Files of the state that somebody else has: who worked as root for once leaves such behind.
fn of_others(store: &Store) -> Vec<String> {
    if owner::is_root() {
        // It can read them, and is told apart that it leaves them alone.
        return Vec::new();
    }
    let state = store.path();
    let own = owner::other(state).map(|whose| (state.to_owned(), whose));
    let all = own.into_iter().chain(owner::others(store.history()));
    let line = |(path, whose): (PathBuf, String)| {
        let (path, give_back) = (clean::path(&path), owner::give_back(&path));
        format!("{path} belongs to {whose}; {give_back}.")
    };
    all.map(line).collect()
}

/// Where everything stands in the state file.
fn outline(store: &Store) -> Result<Outline, Failure> {
    let text = store.text()?;
    Ok(state::outline(&state::undress(&text).0))
}

/// What waits for the next start or save: a lock, half-written text.
fn waiting(store: &Store, opened: &Opened) -> Vec<String> {
    let mut lines = Vec::new();
    match lock::holder(&RealDisk, store.path()) {
        None => {}
        Some(Err(_)) => lines.push("A lock without words; the next save takes it over.".to_owned()),
        Some(Ok(holder)) => {
            let words = holder.words();
            let left = holder.left_behind(lock::age(&RealDisk, store.path()));
            lines.push(match left {
                Some(why) => format!("A lock of {words}: {why}, the next save takes it over."),
                None => format!("A save is under way: {words}."),
            });
        }
    }
    let drafts = opened.drafts.iter().map(|(path, _)| clean::path(path));
    lines
        .extend(drafts.map(|path| format!("Half-written text, offered at the next start: {path}")));
    lines
}

/// What is said of a history and how a state differs from it.
struct Report<'a> {
    roads: Roads<'a, 'a>,
    clock: Clock,
    /// All that the history holds.
    changes: &'a [Change],
    /// Where each of that stands.
    places: &'a HashMap<ChangeId, (PathBuf, usize)>,
    /// Whether a save may write the state file as it is.
    is_saved: bool,
    lines: Vec<String>,
}

impl Report<'_> {
    fn say(&mut self, words: impl Into<String>) {
        self.lines.push(words.into());
    }

    fn missing(&mut self, store: &Store) {
        let path = clean::path(store.path());
        let words = match store.findings().missing {
            None => return,
            Some(Missing::All { is_there }) => {
                let how = if is_there { "is empty" } else { "is not there" };
                let changes = counted(self.changes.len(), "change", "changes");
                format!(
                    "{path} {how}; its history holds {changes}. All that they say holds, and the \
                     next save writes it anew."
                )
            }
            Some(Missing::Rest { line }) => format!(
                "{path} ends with line {line}, which is not the end of what was written last: it was cut there. What stood \
                 below holds, and the next save brings it back. To clear a field, write it empty: owner = \"\""
            ),
        };
        self.say(words);
    }

    fn damages(&mut self, damages: &[Damage]) {
        for Damage { file, line, why } in damages {
            let at = if *line == 0 {
                String::new()
            } else {
                format!(", line {line}")
            };
            self.say(format!("{}{at}: {why}.", clean::path(file)));
        }
        if !damages.is_empty() {
            self.say(
                "What cannot be read there does not count; the values of the state file stand. A later save takes the rest \
                 into folded.tsv, and keeps a damaged file beside it as damaged-….txt."
                    .to_owned(),
            );
        }
    }

    fn differences(&mut self, found: &Findings) {
        if let Some(why) = &found.unnamed {
            self.say(format!("{why}; the next save writes the table anew."));
        }
        if !found.lost.is_empty() {
            let (count, lost) = (found.lost.count(), &found.lost);
            self.say(format!(
                "Lost: changes that the state file names and that stand in no file of the history: {count} ({lost})."
            ));
        }
        if !found.restored.is_empty() {
            self.say(
                "The history does not give these values of the state file. They stand, and the next save writes them \
                 into the history:"
                    .to_owned(),
            );
            self.values(&found.restored);
        } else if !found.lost.is_empty() {
            self.say("Every value of the state file stands all the same. The next save names them no more.");
        }
        self.newer(found);
        if !self.is_saved {
            // No save takes anything over before the file is mended.
            return;
        }
        let (beside, edits) = in_clash(&found.by_hand);
        if !edits.is_empty() {
            let count = counted(edits.len(), "edit by hand", "edits by hand");
            self.say(format!("{count}, which the next save takes over:"));
            self.values(&edits);
        }
        if !beside.is_empty() {
            self.say(
                "Open clashes that no line of the history holds. The next save takes over each value:",
            );
            self.values(&beside);
        }
    }

    /// What the next save writes over, or into it again.
    fn overruled(&mut self, overruled: &[(Key, String)]) {
        if overruled.is_empty() {
            return;
        }
        self.say(
            "The history says these values, and the state file does not. They hold; the next save writes them there:",
        );
        for (key, said) in overruled {
            let value = self.roads.book.standing(key);
            let said = audit::value_words(self.clock, &key.field, said);
            let words = format!("{}; the state file says {said}", self.value(key, value));
            self.say(words);
        }
    }

    fn newer(&mut self, found: &Findings) {
        let newer = of(self.changes, &found.newer);
        if found.is_older {
            self.say(
                "This is an older state file that was put back. To go back to it for good: roadsigns state restore older",
            );
        }
        if newer.is_empty() {
            return;
        }
        let count = newer.len();
        self.say(format!(
            "Changes of the history that are newer than the state file: {count}. They hold; the next save applies them:"
        ));
        for change in newer {
            let at = (self.clock)(change.at).minute();
            let words = format!(
                "{} ({}, {at})",
                self.value(&change.key, &change.value),
                audit::who(&change.by)
            );
            self.say(words);
        }
    }

    fn values(&mut self, changes: &[Change]) {
        // What holds without them.
        let known = Book::of(self.changes);
        for change in changes {
            let history = known.standing(&change.key);
            let history = audit::value_words(self.clock, &change.key.field, history);
            let last = known.heads(&change.key).last();
            let place = last.and_then(|held| self.places.get(&held.id));
            let place = place.map_or_else(String::new, |(file, line)| {
                format!(" ({}, line {line})", clean::path(file))
            });
            let words = format!(
                "{}; the history says {history}{place}",
                self.value(&change.key, &change.value)
            );
            self.say(words);
        }
    }

    fn value(&self, key: &Key, value: &str) -> String {
        let Key {
            subject,
            place,
            field,
        } = key;
        let about = if place.is_empty() {
            subject.to_string()
        } else {
            self.roads.title(subject, place)
        };
        let value = audit::value_words(self.clock, field, value);
        format!("  {} of {about}: {value}", field.label())
    }
}

/// Those of the changes that are named.
fn of<'a>(changes: &'a [Change], named: &Seen) -> Vec<&'a Change> {
    changes
        .iter()
        .filter(|change| named.has(&change.id))
        .collect()
}

/// Changes of which several are about one field, and the others.
fn in_clash(changes: &[Change]) -> (Vec<Change>, Vec<Change>) {
    let mut count: BTreeMap<&Key, usize> = BTreeMap::new();
    for change in changes {
        *count.entry(&change.key).or_default() += 1;
    }
    let (beside, single) = changes
        .iter()
        .cloned()
        .partition(|change| count.get(&change.key).is_some_and(|count| *count > 1));
    (beside, single)
}
