//! Reading a state with its history: at the start, and again while something stands in the way of saving.

use super::disk::Tried as _;
use super::history::History;
use super::settle::{Findings, Missing};
use super::state::{self, Dress};
use super::{ATTEMPTS, Found, Store, Trouble, beside, by_hand, drafts, lock, text_of};
use crate::project::opened::{Here, Opened, Unsaved};

impl Store {
    /// Reads state and history.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read; nothing is changed then.
    pub fn open(&mut self) -> Result<Opened, Trouble> {
        // A linked state file is followed: the new file must appear where the link leads.
        let found = beside::find(self.disk.as_ref(), &self.path, self.left.as_deref());
        self.note = found.remark();
        self.path = found.state;
        self.history = History::new(found.history, &self.session.id);
        self.history.know(std::mem::take(&mut self.elsewhere));
        let found = self.read_all(true)?;
        Ok(self.opened(&found))
    }

    /// Reads state and history again: somebody may have mended what stood in the way.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read.
    pub fn look(&mut self) -> Result<Opened, Trouble> {
        let found = self.read_all(false)?;
        Ok(self.opened(&found))
    }

    /// What was found, as the app takes it.
    fn opened(&mut self, found: &Found) -> Opened {
        let (mut here, unsaved) = match &found.document {
            Ok(document) => {
                self.newer = state::newer_format(document).map(Trouble::Said);
                let odd = found.odd.clone().map(Unsaved::InPart);
                let unsaved = self.newer.clone().map(Unsaved::Newer);
                let refused = || self.may_replace().err().map(Unsaved::Refused);
                (state::here(document), unsaved.or(odd).or_else(refused))
            }
            Err(why) => (Here::default(), Some(Unsaved::Broken(why.clone()))),
        };
        if unsaved.is_some() && here.project.is_empty() {
            here = self.last_here();
        }
        // It counts on the screen at once, in the history with the first save.
        let mut book = self.book.clone();
        for change in &self.by_hand {
            book.add(change);
        }
        Opened {
            book,
            here,
            unsaved,
            told: self.findings.told().into_iter().collect(),
            drafts: drafts::left_behind(self.disk.as_ref(), self.history.folder()),
            note: self.note.clone(),
        }
    }

    /// Where the user was when the state was written last.
    fn last_here(&self) -> Here {
        let path = by_hand::summed(self.history.folder());
        let written = by_hand::written(self.disk.as_ref(), &path).ok().flatten();
        written
            .map(|document| state::here(&document))
            .unwrap_or_default()
    }

    /// Reads the state, the history, and where they differ. No lock is held, so that a save of another session may come
    /// between and look like a hand: then all is read again.
    fn read_all(&mut self, is_first: bool) -> Result<Found, Trouble> {
        self.progress.says("your work is read".to_owned());
        let mut attempt = 1;
        loop {
            let found = self.find()?;
            if is_first {
                self.by_hand.clear();
            }
            self.findings = Findings::default();
            if let Ok(document) = &found.document {
                let now = state::contents(document);
                let named = self.named(found.said(), document, &now)?;
                self.read_history(is_first)?;
                self.settle(document, &now, &named)?;
                self.findings.missing = self.missing(&found);
            } else {
                self.history.summed(None, None);
                self.read_history(is_first)?;
            }
            let is_certain = (self.by_hand.is_empty() && self.findings.is_sound())
                || (lock::holder(self.disk.as_ref(), &self.path).is_none()
                    && self.bytes()? == found.text.as_bytes());
            if is_certain || attempt == ATTEMPTS {
                if is_first {
                    // Who opens the state is told all of it.
                    self.foreign.clear();
                }
                return Ok(found);
            }
            attempt += 1;
        }
    }

    /// What of a state file is not there any more.
    fn missing(&self, found: &Found) -> Option<Missing> {
        if found.text.is_empty() {
            let is_there = self.disk.exists(&self.path);
            return (!self.history.is_empty()).then_some(Missing::All { is_there });
        }
        let line = found.text.lines().count();
        found.whole.as_ref().map(|_| Missing::Rest { line })
    }

    /// Reads the history: all of it at first, then what came since.
    pub(super) fn read_history(&mut self, is_first: bool) -> Result<(), Trouble> {
        if is_first {
            self.book = self.history.load(self.disk.as_ref())?;
            return Ok(());
        }
        let news = self.history.news(self.disk.as_ref(), &mut self.book)?;
        // Whoever saved them may have been ended in the midst of it.
        self.promoted &= news.is_empty();
        self.foreign.extend(news);
        Ok(())
    }

    /// Looks, once all was read, whether the history is the one that was written. If it is not, the values of the state
    /// stand, and become lines with the next save. What is to be said of it.
    ///
    /// # Errors
    ///
    /// If the disk does not let us read.
    pub fn verify(&mut self) -> Result<Option<String>, Trouble> {
        self.done.verified = true;
        let is_sound = self
            .history
            .verify(self.disk.as_ref())
            .trying("read", self.history.folder())?;
        if is_sound {
            return Ok(None);
        }
        self.book = self.history.load(self.disk.as_ref())?;
        let words = "Lines of the history are not those that were written; the values of the state file stand. More: \
                     roadsigns state check";
        Ok(Some(words.to_owned()))
    }

    /// The state file as it is; empty if there is none.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Trouble> {
        let bytes = self.disk.read(&self.path).if_there();
        Ok(bytes.trying("read", &self.path)?.unwrap_or_default())
    }

    pub(super) fn find(&self) -> Result<Found, Trouble> {
        let unusable = |why: &dyn ToString| Trouble::unusable(&self.path, why.to_string());
        let text = match text_of(self.bytes()?) {
            Ok(text) => text,
            Err(why) => {
                return Ok(Found {
                    text: String::new(),
                    whole: None,
                    dress: Dress::default(),
                    document: Err(unusable(&why)),
                    odd: None,
                });
            }
        };
        let (bare, dress) = state::undress(&text);
        let (mut document, mut odd) = state::shaped(&bare);
        let mut whole = None;
        if document.is_ok() {
            whole = by_hand::whole(self.disk.as_ref(), self.history.folder(), &bare)?;
        }
        if let Some(whole) = &whole {
            (document, odd) = state::shaped(whole);
        }
        Ok(Found {
            text,
            whole,
            dress,
            document: document.map_err(|why| unusable(&why)),
            odd: odd.map(|why| unusable(&why)),
        })
    }
}
