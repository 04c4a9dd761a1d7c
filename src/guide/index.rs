//! Where the items of a roadmap stand: each is found at once, however long the checklists are.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::page::{ChecklistLine, Item, Page};
use super::{Roadmap, own_items};
use crate::text::Text;

/// Where an item stands.
#[derive(Debug, Default)]
pub(super) struct Stand {
    /// The page that it belongs to, counted in the order of [`Roadmap::pages`], and its line there.
    own: (usize, usize),
    /// Other pages that list it.
    same: Vec<usize>,
}

/// The items of a roadmap by place. It is made when somebody first asks, and belongs to what it was made of: a copy of
/// a roadmap, which may be changed, makes its own.
#[derive(Debug, Default)]
pub struct ItemIndex(OnceLock<HashMap<Text, Stand>>);

impl Clone for ItemIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for ItemIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ItemIndex {}

impl ItemIndex {
    fn of(&self, roadmap: &Roadmap) -> &HashMap<Text, Stand> {
        self.0.get_or_init(|| {
            let mut stands: HashMap<Text, Stand> = HashMap::new();
            let mut earlier = Vec::new();
            for (number, page) in roadmap.pages().enumerate() {
                for (line, entry) in page.checklist.iter().enumerate() {
                    if let ChecklistLine::Own(item) = entry {
                        let own = (number, line);
                        let stand = Stand {
                            own,
                            ..Stand::default()
                        };
                        // Of two with one place the first is found.
                        stands.entry(item.place.clone()).or_insert(stand);
                        earlier.extend(item.was.iter().map(|was| (was.clone(), own)));
                    }
                }
            }
            for (was, own) in earlier {
                let stand = Stand {
                    own,
                    ..Stand::default()
                };
                stands.entry(was).or_insert(stand);
            }
            for (number, page) in roadmap.pages().enumerate() {
                for entry in &page.checklist {
                    if let ChecklistLine::Same(place) = entry
                        && let Some(stand) = stands.get_mut(place)
                    {
                        stand.same.push(number);
                    }
                }
            }
            stands
        })
    }
}

impl Roadmap {
    /// The item at a place, under its present or an earlier name, with the page that it belongs to.
    pub fn item(&self, place: &str) -> Option<(&Page, &Item)> {
        let (page, line) = self.index.of(self).get(place)?.own;
        let page = self.pages().nth(page)?;
        match page.checklist.get(line)? {
            ChecklistLine::Own(item) => Some((page, item)),
            ChecklistLine::Same(_) => None,
        }
    }

    /// The pages that list the item of this present place, counted in the order of [`Roadmap::pages`]: its own, and
    /// those in which it stands too.
    pub fn listing(&self, place: &str) -> impl Iterator<Item = usize> {
        let stand = self.index.of(self).get(place);
        stand
            .into_iter()
            .flat_map(|stand| [stand.own.0].into_iter().chain(stand.same.iter().copied()))
    }

    /// How many items it has, each counted once.
    pub fn item_count(&self) -> usize {
        self.pages().map(|page| own_items(page).count()).sum()
    }
}
