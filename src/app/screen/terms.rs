//! The terms of the glossary that stand in a text, each with its meaning.

use super::Step;
use super::list::{About, Entry, Listed};
use crate::app::spot::Spot;
use crate::app::{World, content};
use crate::guide::library::Term;

/// The terms that stand at a spot.
#[derive(Debug)]
pub struct Terms(pub Spot);

impl Listed for Terms {
    const ABOUT: About = About {
        leads_on: true,
        ..About::offer(
            "Terms here",
            "{Enter|A number} opens the entry, with then and now.",
        )
    };

    fn entries(&self, world: &World) -> Vec<Entry> {
        let entry = |term: &Term| {
            let long = term.long.as_ref().map(|long| format!("{long}. "));
            let long = long.unwrap_or_default();
            let place = world.place(&term.place);
            Entry::plain(format!("{}: {long}{}", term.name, term.meaning), |_| {
                Step::open(place)
            })
        };
        world.terms(&self.0).into_iter().map(entry).collect()
    }
}
impl World {
    /// Terms of the glossary that stand in the item with the cursor, else on the open page.
    pub fn terms(&self, at: &Spot) -> Vec<&Term> {
        let item = self.item(at);
        let found = item.map_or_else(
            || self.found(&at.place),
            |item| self.found(&self.place(&item.place)),
        );
        let Some(found) = found else {
            return Vec::new();
        };
        let text =
            content::text(self.guide(), &self.roadmap, &found, self.edition).unwrap_or_default();
        let text = format!("{} {}", content::heading(&found), text.words());
        let low = text.to_lowercase();
        self.guide()
            .library
            .terms
            .iter()
            .filter(|term| stands_in(term, &text, &low))
            .collect()
    }
}

/// Whether a term stands in a text as a word of its own: an abbreviation as written, other terms in any case.
fn stands_in(term: &Term, text: &str, low: &str) -> bool {
    let is_abbreviation = term.name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let long = term
        .long
        .as_ref()
        .is_some_and(|long| holds_word(low, &long.to_lowercase()));
    long || if is_abbreviation {
        holds_word(text, &term.name)
    } else {
        holds_word(low, &term.name.to_lowercase())
    }
}

fn holds_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|after| after.chars().next());
        // A plural counts.
        let after = if after == Some('s') {
            text.get(at + word.len() + 1..)
                .and_then(|after| after.chars().next())
        } else {
            after
        };
        !is_letter(before) && !is_letter(after)
    })
}
