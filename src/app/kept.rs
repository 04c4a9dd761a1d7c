//! What was worked out once and is asked for again and again, until what it was worked out from has changed.

use std::cell::RefCell;
use std::rc::Rc;

/// The last answer, with what it depends on.
pub(super) struct Kept<K, V: ?Sized>(RefCell<Option<(K, Rc<V>)>>);

impl<K, V: ?Sized> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<K: PartialEq, V: ?Sized> Kept<K, V> {
    /// The answer for this, made anew only if it is another than the last.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> Rc<V>) -> Rc<V> {
        let last = self.0.borrow();
        if let Some((known, answer)) = &*last
            && *known == key
        {
            return Rc::clone(answer);
        }
        drop(last);
        let answer = make();
        *self.0.borrow_mut() = Some((key, Rc::clone(&answer)));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_anew_only_for_something_else() {
        let kept = Kept::default();
        let made = RefCell::new(Vec::new());
        let ask = |key: u8| {
            *kept.get(key, || {
                made.borrow_mut().push(key);
                Rc::new(key * 2)
            })
        };
        assert_eq!([1, 1, 2, 2, 1].map(ask), [2, 2, 4, 4, 2]);
        assert_eq!(*made.borrow(), [1, 2, 1]);
    }
}
