//! Where the user is, and the only memory of what is behind: the open page, the pages that it was opened from, and what
//! stands in front of it.

use super::screen::Screen;
use super::screen::form::Form;
use super::spot::Spot;

/// The most screens that are remembered.
const MOST: usize = 50;

/// The screens, seen from the open page: there always is one.
#[derive(Default)]
pub struct Stack {
    /// The pages that it was opened from, the latest last.
    behind: Vec<Spot>,
    page: Spot,
    /// What stands in front of it, the latest last.
    front: Vec<Screen>,
}

impl Stack {
    /// A page with nothing behind it.
    pub fn at(place: &str) -> Self {
        Self {
            page: Spot::at(place),
            ..Self::default()
        }
    }

    /// The open page.
    pub fn page(&self) -> &Spot {
        &self.page
    }

    /// The open page, to be moved about on.
    pub fn page_mut(&mut self) -> &mut Spot {
        &mut self.page
    }

    /// What stands in front of it; nothing where it is in front itself.
    pub fn front(&self) -> Option<&Screen> {
        self.front.last()
    }

    /// The same, to be changed.
    pub fn front_mut(&mut self) -> Option<&mut Screen> {
        self.front.last_mut()
    }

    /// What stands in front of the page, from the front on.
    pub fn in_front(&self) -> impl Iterator<Item = &Screen> {
        self.front.iter().rev()
    }

    /// The open form, also behind something.
    pub fn form(&self) -> Option<&Form> {
        self.in_front().find_map(|screen| match screen {
            Screen::Form(form) => Some(form),
            _ => None,
        })
    }

    /// Takes the open form away, wherever it is.
    pub fn take_form(&mut self) -> Option<Form> {
        let is_form = |screen: &Screen| matches!(screen, Screen::Form(_));
        let at = self.front.iter().rposition(is_form)?;
        match self.front.remove(at) {
            Screen::Form(form) => Some(form),
            _ => None,
        }
    }

    /// Puts a screen in front.
    pub fn push(&mut self, screen: Screen) {
        self.front.push(screen);
        self.forget();
    }

    /// Takes the screen in front of the page away.
    pub fn pop(&mut self) {
        self.front.pop();
    }

    /// Takes away all that stands in front of the page.
    pub fn close(&mut self) {
        self.front.clear();
    }

    /// Opens another page from this one.
    pub fn open(&mut self, place: &str) {
        let from = std::mem::replace(&mut self.page, Spot::at(place));
        self.behind.push(from);
        self.forget();
    }

    /// Returns to the page that this one was opened from, if there is one.
    pub fn back(&mut self) -> bool {
        let before = self.behind.pop().map(|page| self.page = page);
        before.is_some()
    }

    /// Of too many screens the oldest goes, but never the form, with words that nobody has kept yet.
    fn forget(&mut self) {
        if self.behind.len() + 1 + self.front.len() <= MOST {
            return;
        }
        let is_form = |screen: &Screen| matches!(screen, Screen::Form(_));
        if !self.behind.is_empty() {
            self.behind.remove(0);
        } else if let Some(oldest) = self.front.iter().position(|screen| !is_form(screen)) {
            self.front.remove(oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::field::Fields;
    use crate::project::draft::Purpose;

    fn form(title: &str) -> Screen {
        Screen::Form(Form {
            purpose: Purpose::NewProject,
            title: title.to_owned(),
            lead: String::new(),
            fields: Fields::new(Vec::new()),
        })
    }

    #[test]
    fn a_page_leads_back_to_the_pages_that_it_was_opened_from_at_most_fifty_deep() {
        let mut stack = Stack::at("0");
        for place in 1..=60 {
            stack.open(&place.to_string());
        }
        let mut back = vec![stack.page().place.clone()];
        while stack.back() {
            back.push(stack.page().place.clone());
        }
        let expected: Vec<String> = (11..=60).rev().map(|place| place.to_string()).collect();
        assert_eq!(back, expected);
        assert!(!stack.back() && stack.page().place == "11");
    }

    #[test]
    fn what_stands_in_front_goes_one_by_one_or_all_at_once_and_leaves_the_page() {
        let mut stack = Stack::at("a");
        stack.push(Screen::Welcome);
        stack.push(form("one"));
        stack.pop();
        assert!(matches!(stack.front(), Some(Screen::Welcome)));
        stack.push(form("two"));
        stack.close();
        assert!(stack.front().is_none() && stack.page().place == "a");
    }

    #[test]
    fn of_too_many_screens_in_front_the_form_stays() {
        let mut stack = Stack::at("a");
        stack.push(form("one"));
        for _ in 0..100 {
            stack.push(Screen::Welcome);
        }
        assert_eq!(stack.in_front().count(), MOST - 1);
        assert!(stack.form().is_some_and(|form| form.title == "one"));
        assert!(stack.take_form().is_some() && stack.form().is_none());
        assert_eq!(stack.in_front().count(), MOST - 2);
    }
}
