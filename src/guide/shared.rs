//! A roadmap together with the guide that it belongs to: both stay for as long as somebody holds one, and go with the last.

use std::ops::Deref;
use std::sync::Arc;

use super::{Guide, Roadmap};

/// A roadmap of a guide.
#[derive(Clone, Debug)]
pub struct SharedRoadmap {
    guide: Arc<Guide>,
    /// Which of its roadmaps; one that is there.
    index: usize,
}

impl SharedRoadmap {
    /// The roadmap of this id, or the first one if none is named; nothing if the guide does not have it.
    pub fn of(guide: &Arc<Guide>, id: Option<&str>) -> Option<Self> {
        let mut roadmaps = guide.roadmaps.iter();
        let is_meant = |roadmap: &Roadmap| id.is_none_or(|id| roadmap.id == *id);
        let index = roadmaps.position(is_meant)?;
        let guide = Arc::clone(guide);
        Some(Self { guide, index })
    }

    /// The same roadmap of a guide of which nothing was opened yet; the same guide where that has all its parts in memory.
    #[must_use]
    pub fn unopened(&self) -> Self {
        if !self.guide.competencies.lies_in_the_program() {
            return self.clone();
        }
        Self {
            guide: Arc::new(Guide::clone(&self.guide)),
            index: self.index,
        }
    }

    /// Its guide, and itself.
    pub fn both(&self) -> (&Guide, &Roadmap) {
        (&self.guide, self)
    }

    /// Its guide, to be held.
    pub fn guide(&self) -> &Arc<Guide> {
        &self.guide
    }
}

impl Deref for SharedRoadmap {
    type Target = Roadmap;

    #[expect(
        clippy::indexing_slicing,
        reason = "it was found there, and a guide never changes"
    )]
    fn deref(&self) -> &Roadmap {
        &self.guide.roadmaps[self.index]
    }
}
