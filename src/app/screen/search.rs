//! Search over everything: this page first, then the guide, then the user's own notes.

use crate::guide::Found;
use crate::guide::place::{Place, page_of};
use crate::guide::shared::SharedRoadmap;
use crate::project::change::{Field, Subject};
use crate::project::roads::Roads;

use std::rc::Rc;

use tui_textarea::Key;

use super::{Move, Shown, Step};
use crate::app::command::Command;
use crate::app::content::{self, Edition};
use crate::app::field::{Kind, TextField};
use crate::app::hint::Hint;
use crate::app::kept::Kept;
use crate::app::laid::{self, Laid};
use crate::app::{World, words};
use crate::scene::{Answers, Enter, Lead, Lines, Role, Says, Scene, Standing};

/// Something that can be found.
struct Entry {
    place: Place,
    title: String,
    /// Title and text in lower case, for matching.
    title_low: String,
    text_low: String,
    /// The text as it stands, for the line around a match.
    text: String,
}

impl Entry {
    /// What can be found at a place of a roadmap.
    fn of(roadmap: &SharedRoadmap, place: &str) -> Option<Self> {
        let guide = roadmap.guide();
        let found = guide.find(roadmap, place)?;
        let title = match found {
            Found::Page(page) => content::heading(&Found::Page(page)),
            _ => guide.title_of(roadmap, place)?.to_owned(),
        };
        let mut text = [Edition::Today, Edition::Then]
            .into_iter()
            .filter_map(|edition| content::text(guide, roadmap, &found, edition))
            .map(|text| text.words())
            .collect::<Vec<_>>()
            .join(" ");
        for (_, address) in content::addresses(&found) {
            text.push(' ');
            text.push_str(address);
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self {
            title_low: title.to_lowercase(),
            text_low: text.to_lowercase(),
            place: Place::on(roadmap, place.to_owned()),
            title,
            text,
        })
    }
}

/// All texts of the guide, made ready at the first search.
pub struct Index {
    entries: Vec<Entry>,
}

/// Where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// On the page that was open.
    Here,
    /// Elsewhere in the guide.
    Guide,
    /// In what the user wrote.
    Own,
}

impl Group {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Here => "On this page",
            Self::Guide => "In the guide",
            Self::Own => "In your notes",
        }
    }
}

/// One result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which group it stands in.
    pub group: Group,
    /// Where it leads.
    pub place: Place,
    /// The title of that place.
    pub title: String,
    /// A few words around the match; empty if the title matches.
    pub around: String,
}

/// The open search.
pub struct Search {
    /// The place where it was asked for.
    here: Place,
    /// The line being typed.
    pub line: Box<TextField>,
    /// What was found for it.
    pub hits: Vec<Hit>,
    /// The hit with the cursor.
    pub selected: usize,
    /// The first row that was shown.
    top: usize,
    /// What was searched for last.
    searched: String,
}

impl Search {
    /// A search that is asked for at a place.
    pub fn from(here: Place) -> Self {
        Self {
            here,
            line: Box::new(TextField::new(words::label::SEARCH, Kind::Short, "")),
            hits: Vec::new(),
            selected: 0,
            top: 0,
            searched: String::new(),
        }
    }

    /// What is typed.
    pub fn query(&self) -> String {
        self.line.text()
    }
}

impl Shown for Search {
    fn scene(&self, _: &World) -> Scene<'static> {
        let query = self.query();
        let mark = if query.is_empty() {
            String::new()
        } else {
            format!("{} found", self.hits.len())
        };
        let mut lines = Lines::default();
        if query.is_empty() {
            let words = "Type a word or several. This page comes first, then the guide, then your own notes.";
            lines.text(words, Role::Quiet, 0);
        } else if self.hits.is_empty() {
            let words = "Nothing holds all these words. Try fewer, or the beginning of one.";
            lines.text(words, Role::Plain, 0);
        }
        let mut group = None;
        for (index, hit) in self.hits.iter().enumerate() {
            if group != Some(hit.group) {
                lines.heading(hit.group.title());
                group = Some(hit.group);
            }
            lines.thing(Some(index));
            lines.led(Lead::Indent(2), &hit.title, Role::Plain);
            if !hit.around.is_empty() {
                let around = hit.around.clone();
                lines.say(Says::Glimpse(Lead::Indent(4), around, Role::Quiet));
            }
            lines.thing(None);
        }
        let mut scene = Scene {
            selected: Some(self.selected),
            // The cursor stands in the line that is being typed.
            has_cursor: false,
            top: self.top,
            keys: vec![
                ("Enter", "go there"),
                ("Up Down", "choose"),
                ("Esc", "back"),
            ],
            answers: Answers("", Enter::Nothing),
            standing: Standing::Search {
                has_hits: !self.hits.is_empty(),
                query,
            },
            ..Scene::new("Search everything", &mark)
        };
        scene.add(lines);
        scene
    }

    fn act(&mut self, world: &mut World, laid: &Laid, command: Command) -> Step {
        if matches!(command, Command::Back | Command::Open) {
            world.query = self.query();
        }
        let command = match command {
            Command::Back => return Step::pop(),
            Command::Help => return Move::Help.into(),
            Command::Open => {
                let hit = self.hits.get(self.selected);
                return hit.map_or_else(Step::pop, |hit| Step::open(hit.place.clone()));
            }
            Command::PreviousPart => Command::Up,
            Command::NextPart => Command::Down,
            command => command,
        };
        self.selected = laid::moved(self.selected, self.hits.len(), command, laid.height / 3);
        Step::default()
    }

    fn help(&self) -> Hint {
        Hint(
            "The search. {What you type is looked for at once. Up and Down choose among what is found, Enter goes there, Esc \
             leads back|Words search, a number opens what was found}.",
        )
    }

    fn is_passing(&self) -> bool {
        false
    }

    fn top(&mut self) -> Option<&mut usize> {
        Some(&mut self.top)
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.line)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.line)
    }

    fn key(&mut self, world: &mut World, laid: &Laid, key: Key) -> Option<Step> {
        let command = match key {
            Key::Enter => Command::Open,
            Key::Up => Command::Up,
            Key::Down => Command::Down,
            Key::PageUp => Command::PageUp,
            Key::PageDown => Command::PageDown,
            _ => return None,
        };
        Some(self.act(world, laid, command))
    }

    /// The texts that were made ready for it go with it.
    fn leave(&mut self, world: &mut World) {
        world.kept_index = Kept::default();
    }

    /// What only moves in the line leaves the choice.
    fn typed(&mut self, world: &World) {
        let query = self.query();
        if query != self.searched {
            let own = own_notes(world.roads(), &world.project);
            self.hits = world.index().find(&query, &self.here, &own);
            self.selected = 0;
            self.searched = query;
        }
    }
}

/// The words of a query, in lower case.
pub fn words_of(query: &str) -> Vec<String> {
    let low = query.to_lowercase();
    low.split_whitespace().map(str::to_owned).collect()
}

/// In how many parts the guide is read.
const PARTS: usize = 12;
/// The most results that are worth showing.
const MOST: usize = 200;

impl Index {
    /// Reads the whole guide once. What is opened of it for that is let go on the way.
    pub fn of(roadmap: &SharedRoadmap) -> Self {
        let unopened = roadmap.unopened();
        let mut entries = Vec::new();
        let places = unopened.guide().places(&unopened);
        for some in places.chunks(places.len().div_ceil(PARTS).max(1)) {
            let roadmap = roadmap.unopened();
            entries.extend(some.iter().filter_map(|place| Entry::of(&roadmap, place)));
        }
        Self { entries }
    }

    /// Finds all words of a query, in any order. `here` is the open place.
    pub fn find(&self, query: &str, here: &Place, own: &[Hit]) -> Vec<Hit> {
        let words = words_of(query);
        if words.is_empty() {
            return Vec::new();
        }
        let page = page_of(here.text());
        let mut ranked: Vec<(Group, usize, Hit)> = Vec::new();
        for entry in &self.entries {
            let in_title = words
                .iter()
                .filter(|word| entry.title_low.contains(word.as_str()))
                .count();
            if in_title < words.len()
                && !words.iter().all(|word| {
                    entry.title_low.contains(word.as_str())
                        || entry.text_low.contains(word.as_str())
                })
            {
                continue;
            }
            let group = if page_of(entry.place.text()) == page {
                Group::Here
            } else {
                Group::Guide
            };
            let around = if in_title == words.len() {
                String::new()
            } else {
                around(&entry.text, &entry.text_low, &words)
            };
            let hit = Hit {
                group,
                place: entry.place.clone(),
                title: entry.title.clone(),
                around,
            };
            ranked.push((group, words.len() - in_title, hit));
        }
        ranked.sort_by_key(|&(group, rank, _)| (group, rank));
        let mut hits: Vec<Hit> = ranked
            .into_iter()
            .map(|(_, _, hit)| hit)
            .take(MOST)
            .collect();
        hits.extend(
            own.iter()
                .filter(|hit| {
                    let text = format!("{} {}", hit.title, hit.around).to_lowercase();
                    words.iter().all(|word| text.contains(word.as_str()))
                })
                .take(MOST)
                .map(|hit| Hit {
                    around: around(&hit.around, &hit.around.to_lowercase(), &words),
                    ..hit.clone()
                }),
        );
        hits
    }
}

impl World {
    /// The texts of the guide, made ready at the first search.
    fn index(&self) -> Rc<Index> {
        let key = (self.replaced, self.roadmap.id.to_string());
        let index = || Rc::new(Index::of(&self.roadmap));
        self.kept_index.get(key, index)
    }
}

/// What the user wrote, as hits to be matched: about the open project, and feedback about the open roadmap.
pub fn own_notes(roads: Roads<'_, '_>, project: &Subject) -> Vec<Hit> {
    let book = roads.book;
    let title = |subject: &Subject, place: &str| {
        let title = roads.title_of(subject, place);
        title.unwrap_or_else(|| format!("{place} (retired)"))
    };
    let mut own = Vec::new();
    for (place, record) in book.places(project).filter(|(place, _)| !place.is_empty()) {
        let words = record
            .iter()
            .filter(|(field, _)| !matches!(field, Field::State | Field::Open))
            .filter_map(|(_, held)| held.last())
            .map(|held| held.value.as_str())
            .filter(|value| !value.is_empty());
        let around = words.collect::<Vec<_>>().join(" · ").replace('\n', " ");
        if !around.is_empty() {
            own.push(Hit {
                group: Group::Own,
                place: Place::on(roads.open, place.to_owned()),
                title: title(project, place),
                around,
            });
        }
    }
    for id in book.feedback(None) {
        let subject = Subject::Feedback(id.to_owned());
        if !roads.is_open(&subject) {
            continue;
        }
        let place = book.text(&subject, "", &Field::Place);
        let words = [Field::Helped, Field::Missing]
            .map(|field| book.text(&subject, "", &field).replace('\n', " "));
        let around = words.join(" ").trim().to_owned();
        own.push(Hit {
            group: Group::Own,
            place: Place::on(roads.open, place.to_owned()),
            title: format!("Feedback: {}", title(&subject, place)),
            around,
        });
    }
    own
}

/// How much of a text stands around a match: so many characters before it, and in all.
const AROUND: (usize, usize) = (24, 120);

/// The words around the first match; the beginning of the text where only the title matches.
fn around(text: &str, low: &str, words: &[String]) -> String {
    let found = words.iter().filter_map(|word| low.find(word.as_str()));
    let at = found.min().map_or(0, |at| origin(text, at));
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let (most, all) = AROUND;
    // From the beginning of a word, unless this one is too long to be shown with its match.
    let mut lead: Vec<char> = before.chars().rev().take(most).collect();
    if lead.len() == most
        && let Some(space) = lead.iter().rposition(|c| c.is_whitespace())
    {
        lead.truncate(space);
    }
    let lead: String = lead.into_iter().rev().collect();
    let words = format!("{lead}{after}");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(all) {
        None => words,
        Some((end, _)) => {
            let cut = words.get(..end).unwrap_or_default();
            // Whole words, unless the match itself is in too long a one.
            let whole = cut.rfind(' ').filter(|&space| space > lead.len());
            cut.get(..whole.unwrap_or(cut.len()))
                .unwrap_or(cut)
                .to_owned()
        }
    }
}

/// Where in a text stands what stands at a byte of its lower case, which may be longer or shorter.
fn origin(text: &str, at: usize) -> usize {
    let mut low = 0;
    for (byte, c) in text.char_indices() {
        if low >= at {
            return byte;
        }
        low += c.to_lowercase().map(char::len_utf8).sum::<usize>();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        around(text, &text.to_lowercase(), &words_of(query))
    }

    #[test]
    fn what_stands_around_a_match_holds_the_match_wherever_it_is() {
        let note = format!(
            "{}the late bid of Acme {}",
            "filler ".repeat(60),
            "more ".repeat(60)
        );
        for query in ["acme", "late", "bid acme"] {
            let words = shown(&note, query);
            assert!(words.to_lowercase().contains("late bid of acme"), "{words}");
            assert!(words.len() <= AROUND.1, "{words}");
        }
        let address = format!("https://example.org/{}/MINUTES.pdf", "a".repeat(300));
        assert!(shown(&address, "minutes").contains("MINUTES.pdf"));
        assert_eq!(shown("İİİİ İzmir office", "office"), "İİİİ İzmir office");
        assert_eq!(shown("Short note", "elsewhere"), "Short note");
    }
}
