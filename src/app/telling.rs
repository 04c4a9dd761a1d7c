//! Hints told in the words of each face, by the one table of keys.

use super::hint::{Hand, Hint};
use super::message::Effect;
use super::{World, keys};
use crate::project::trouble::Trouble;

impl Hint {
    /// The words for a hand.
    pub fn told(self, hand: Hand) -> String {
        let mut told = String::new();
        let mut rest = self.0;
        while let Some((before, after)) = rest.split_once('{') {
            let (named, after) = after.split_once('}').unwrap_or((after, ""));
            told.push_str(before);
            told.push_str(match (named.split_once('|'), hand) {
                (Some((keys, _)), Hand::Keys) => keys,
                (Some((_, words)), Hand::Lines) => words,
                (None, Hand::Keys) => named,
                (None, Hand::Lines) => keys::row_named(named).map_or(named, |row| row.short),
            });
            rest = after;
        }
        told + rest
    }
}

impl World {
    /// A hint in words that hold where the user is.
    pub fn told(&self, hint: Hint) -> String {
        hint.told(self.hand)
    }

    /// Says something in the line for the user.
    pub(super) fn notify(&mut self, hint: Hint) {
        self.notice = Some(self.told(hint));
    }

    /// The same with words that name no key; nothing else comes of it.
    pub(super) fn say(&mut self, words: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(words.into());
        Vec::new()
    }

    /// Says that something failed, and why; nothing else comes of it.
    pub(super) fn say_failed(&mut self, what: &str, why: &Trouble) -> Vec<Effect> {
        let whole = format!("{what}: {why}");
        self.failure = Some((whole.clone(), format!("{what}: {}", why.reason())));
        self.say(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_names_a_key_on_the_screen_and_a_word_line_by_line() {
        let hint = Hint("This is the past: {Esc} returns to now. {Press q|Type leave}.");
        let told = |hand| hint.told(hand);
        assert_eq!(
            told(Hand::Keys),
            "This is the past: Esc returns to now. Press q."
        );
        assert_eq!(
            told(Hand::Lines),
            "This is the past: back returns to now. Type leave."
        );
        assert_eq!(Hint("No key here.").told(Hand::Lines), "No key here.");
    }

    #[test]
    fn a_hint_that_lacks_its_end_loses_no_word() {
        assert_eq!(Hint("{Esc").told(Hand::Keys), "Esc");
        assert_eq!(Hint("a } b {").told(Hand::Lines), "a } b ");
    }
}
