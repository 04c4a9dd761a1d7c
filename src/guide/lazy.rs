//! Parts of the compiled guide that are read when somebody opens them, and lists in which a place is found at once.

use std::fmt;
use std::ops::Deref;
use std::slice;
use std::sync::OnceLock;

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a part may be.
pub trait Part: Default + Serialize + Deserialize<'static> {}

impl<T: Default + Serialize + Deserialize<'static>> Part for T {}

/// A part that costs a start nothing: its bytes lie in the program file until somebody opens it.
///
/// Bytes that cannot be read count as nothing: only a damaged program file has such.
pub struct Lazy<T> {
    bytes: &'static [u8],
    made: OnceLock<Box<T>>,
}

impl<T: Clone> Clone for Lazy<T> {
    /// A copy of what lies in the program file is one that nobody has opened: it costs nothing either.
    fn clone(&self) -> Self {
        let made = if self.lies_in_the_program() {
            OnceLock::new()
        } else {
            self.made.clone()
        };
        Self {
            bytes: self.bytes,
            made,
        }
    }
}

impl<T> Lazy<T> {
    /// Whether its bytes lie in the program file, so that it can be opened again.
    pub(super) fn lies_in_the_program(&self) -> bool {
        !self.bytes.is_empty()
    }
}

impl<T: Part> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.made
            .get_or_init(|| postcard::from_bytes(self.bytes).unwrap_or_default())
    }
}

impl<T> From<T> for Lazy<T> {
    fn from(part: T) -> Self {
        Self {
            bytes: &[],
            made: OnceLock::from(Box::new(part)),
        }
    }
}

impl<T: Part> Default for Lazy<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T: Part + PartialEq> PartialEq for Lazy<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Part + Eq> Eq for Lazy<T> {}

impl<T: Part + fmt::Debug> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Part + fmt::Display> fmt::Display for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Part> Serialize for Lazy<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_stdvec(&**self).map_err(S::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Lazy<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            bytes: Deserialize::deserialize(deserializer)?,
            made: OnceLock::new(),
        })
    }
}

/// Something with a name of its own in its list.
pub trait Named {
    /// The name: a place or an id.
    fn id(&self) -> &str;
}

/// A list in its order, of which only the entries are read that somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Part", deserialize = "'de: 'static"))]
pub struct Listed<T: Part> {
    entries: Vec<Lazy<T>>,
    /// Where the entries stand, by name; of two with one name the first goes first.
    by_name: Vec<u32>,
}

impl<T: Part + Named> From<Vec<T>> for Listed<T> {
    fn from(list: Vec<T>) -> Self {
        let mut named: Vec<(&str, u32)> = list.iter().map(Named::id).zip(0..).collect();
        named.sort_unstable();
        Self {
            by_name: named.into_iter().map(|(_, index)| index).collect(),
            entries: list.into_iter().map(Lazy::from).collect(),
        }
    }
}

impl<T: Part + Named> FromIterator<T> for Listed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        Self::from(Vec::from_iter(list))
    }
}

impl<T: Part> Listed<T> {
    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries in order.
    pub fn iter(&self) -> Entries<'_, T> {
        self.entries.iter().map(Lazy::deref)
    }
}

impl<T: Part + Named> Listed<T> {
    /// The entry of this name.
    pub fn named(&self, name: &str) -> Option<&T> {
        let entry = |index: &u32| self.entries.get(usize::try_from(*index).ok()?);
        let before = |index: &u32| entry(index).is_some_and(|entry| entry.id() < name);
        let first = self.by_name.partition_point(before);
        let found: &T = entry(self.by_name.get(first)?)?;
        (found.id() == name).then_some(found)
    }
}

/// The entries of a list.
type Entries<'a, T> = std::iter::Map<slice::Iter<'a, Lazy<T>>, fn(&'a Lazy<T>) -> &'a T>;

impl<'a, T: Part> IntoIterator for &'a Listed<T> {
    type Item = &'a T;
    type IntoIter = Entries<'a, T>;

    fn into_iter(self) -> Entries<'a, T> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(bound(deserialize = "'de: 'static"))]
    struct Word {
        name: Text,
        meaning: Lazy<Text>,
    }

    impl Named for Word {
        fn id(&self) -> &str {
            &self.name
        }
    }

    fn word(name: &'static str, meaning: &'static str) -> Word {
        Word {
            name: name.into(),
            meaning: Text::from(meaning).into(),
        }
    }

    #[test]
    fn a_list_reads_back_in_its_order_and_each_name_is_found() {
        let list = vec![word("b", "two"), word("c", "three"), word("a", "one")];
        let written = Listed::from(list.clone());
        let bytes = postcard::to_stdvec(&written).unwrap().leak();
        let read: Listed<Word> = postcard::from_bytes(bytes).unwrap();
        assert!(read.entries.iter().all(|entry| entry.made.get().is_none()));
        for word in &list {
            assert_eq!(read.named(&word.name), Some(word));
        }
        assert_eq!((read.named("d"), read.named("")), (None, None));
        assert!(read.iter().eq(&list));
        assert_eq!(read, written);
    }

    #[test]
    fn of_two_entries_with_one_name_the_first_is_found() {
        let list = Listed::from(vec![word("a", "one"), word("a", "two")]);
        assert_eq!(
            list.named("a").map(|word| word.meaning.as_str()),
            Some("one")
        );
    }

    #[test]
    fn bytes_that_cannot_be_read_count_as_nothing() {
        let bytes = postcard::to_stdvec(&[9_u8, 200, 200][..]).unwrap().leak();
        let read: Lazy<Text> = postcard::from_bytes(bytes).unwrap();
        assert_eq!(*read, Text::default());
    }
}
