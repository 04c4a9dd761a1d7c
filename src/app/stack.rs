//! Where the user is, and the only memory of what is behind: pages, each opened from the one below it, and what stands in
//! front of the last of them.

use super::screen::form::Form;
use super::screen::page::OpenPage;
use super::screen::{Screen, Shown};

/// The most screens that are remembered.
const MOST: usize = 50;

/// The screens, the latest last. There always is a page.
pub struct Stack {
    bottom: OpenPage,
    above: Vec<Screen>,
}

impl Stack {
    /// A page with nothing behind it.
    pub fn at(page: OpenPage) -> Self {
        Self {
            bottom: page,
            above: Vec::new(),
        }
    }

    /// The open page, whatever stands in front of it.
    pub fn page(&self) -> &OpenPage {
        let pages = self.above.iter().rev().find_map(Screen::page);
        pages.unwrap_or(&self.bottom)
    }

    /// The same, to be moved about on.
    pub fn page_mut(&mut self) -> &mut OpenPage {
        let pages = self.above.iter_mut().rev().find_map(Screen::page_mut);
        pages.unwrap_or(&mut self.bottom)
    }

    /// The screen in front.
    pub fn front(&self) -> &dyn Shown {
        match self.above.last() {
            Some(screen) => &**screen,
            None => &self.bottom,
        }
    }

    /// The same, to be changed.
    pub fn front_mut(&mut self) -> &mut dyn Shown {
        match self.above.last_mut() {
            Some(screen) => &mut **screen,
            None => &mut self.bottom,
        }
    }

    /// What stands in front of the page, from the front on.
    pub fn in_front(&self) -> impl Iterator<Item = &Screen> {
        let screens = self.above.iter().rev();
        screens.take_while(|screen| screen.page().is_none())
    }

    /// The open form, also behind something.
    pub fn form(&self) -> Option<&Form> {
        self.in_front().find_map(Screen::form)
    }

    /// Takes the open form away, wherever it is.
    pub fn take_form(&mut self) -> Option<Screen> {
        let at = self.above.iter().rposition(|it| it.form().is_some())?;
        Some(self.above.remove(at))
    }

    /// Puts a screen in front.
    pub fn push(&mut self, screen: impl Into<Screen>) {
        self.above.push(screen.into());
        if self.above.len() < MOST {
            return;
        }
        // The oldest goes, but never the form, with words that nobody has kept yet.
        if let Some(oldest) = self.above.iter().position(|it| it.form().is_none())
            && let Screen::Page(page) = self.above.remove(oldest)
        {
            self.bottom = page;
        }
    }

    /// Takes the screen in front of the page away.
    pub fn pop(&mut self) -> Option<Screen> {
        self.above.pop_if(|screen| screen.page().is_none())
    }

    /// Returns to the page that this one was opened from, if there is one and nothing stands in front.
    pub fn back(&mut self) -> bool {
        self.above
            .pop_if(|screen| screen.page().is_some())
            .is_some()
    }
}

impl Screen {
    /// Itself, if it is a page.
    fn page(&self) -> Option<&OpenPage> {
        match self {
            Self::Page(page) => Some(page),
            _ => None,
        }
    }

    fn page_mut(&mut self) -> Option<&mut OpenPage> {
        match self {
            Self::Page(page) => Some(page),
            _ => None,
        }
    }

    /// Itself, if it is a form.
    fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) => Some(form),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Spot;
    use crate::app::screen::bare::Bare;
    use crate::project::draft::Purpose;

    fn form() -> Screen {
        Form::asking(Purpose::NewProject, "New project", Vec::new()).into()
    }

    fn text() -> Bare {
        Bare::new("words".into(), false)
    }

    /// A page that is known by its line.
    fn page(item: usize) -> OpenPage {
        OpenPage::on(Spot {
            item,
            ..Spot::default()
        })
    }

    fn line(stack: &Stack) -> usize {
        stack.page().spot.item
    }

    #[test]
    fn a_page_leads_back_to_the_pages_that_it_was_opened_from_at_most_fifty_deep() {
        let mut stack = Stack::at(page(0));
        for line in 1..=60 {
            stack.push(page(line));
        }
        let mut back = vec![line(&stack)];
        while stack.back() {
            back.push(line(&stack));
        }
        assert_eq!(back, (11..=60).rev().collect::<Vec<_>>());
        assert!(!stack.back() && line(&stack) == 11);
    }

    #[test]
    fn what_stands_in_front_goes_one_by_one_and_leaves_the_page() {
        let mut stack = Stack::at(page(7));
        stack.push(text());
        stack.push(form());
        assert!(!stack.back());
        assert!(matches!(stack.pop(), Some(Screen::Form(_))));
        assert!(matches!(stack.pop(), Some(Screen::Bare(_))));
        assert!(stack.pop().is_none() && line(&stack) == 7);
    }

    #[test]
    fn of_too_many_screens_in_front_the_form_stays() {
        let mut stack = Stack::at(page(7));
        stack.push(form());
        for _ in 0..100 {
            stack.push(text());
        }
        assert_eq!(stack.in_front().count(), MOST - 1);
        assert!(stack.form().is_some() && line(&stack) == 7);
        assert!(stack.take_form().is_some() && stack.form().is_none());
        assert_eq!(stack.in_front().count(), MOST - 2);
    }
}
