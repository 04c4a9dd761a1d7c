//! Writing a broken state file anew: from what was written last, and from all that the history holds.

use std::io;
use std::path::PathBuf;

use chrono::Utc;
use toml_edit::DocumentMut;

use super::disk::Tried as _;
use super::lock::Lock;
use super::replace::replace;
use super::{Store, Trouble, by_hand, state};

impl Store {
    /// Sets a broken state file aside as a copy, and writes a new one: the last good one with all that the history
    /// holds. Says where the broken one is now.
    ///
    /// # Errors
    ///
    /// If anything could not be written; the broken file stands then as it was.
    pub fn mend(&mut self) -> Result<PathBuf, Trouble> {
        let history = self.history.folder();
        self.disk.make_folder(history).trying("make", history)?;
        let lock = self.lock()?;
        let mended = self.mend_locked(&lock);
        self.unlock(lock);
        mended
    }

    fn mend_locked(&mut self, lock: &Lock) -> Result<PathBuf, Trouble> {
        self.may_replace()?;
        let stamp = Utc::now().format("%Y-%m-%d-%H%M%S");
        let aside = self.path.with_extension(format!("broken-{stamp}.toml"));
        let broken = self.disk.read(&self.path).trying("read", &self.path)?;
        // It lasts before the state is replaced. One of this second is from an attempt that broke off.
        let is_free = !self.disk.exists(&aside)
            || self
                .disk
                .read(&aside)
                .is_ok_and(|there| broken.starts_with(&there));
        let kept = if is_free {
            self.disk
                .write_new(&aside, &broken)
                .and_then(|()| self.disk.sync_folder(self.folder()))
        } else {
            Err(io::ErrorKind::AlreadyExists.into())
        };
        kept.trying("write", &aside)?;
        let folder = self.history.folder();
        let good = |path| {
            let written = by_hand::written(self.disk.as_ref(), path)?;
            // It may be of a program that passed over what has another shape.
            let is_whole = |written: &DocumentMut| state::well_shaped(&written.to_string()).is_ok();
            Ok::<_, Trouble>(written.filter(is_whole))
        };
        let mut document = match good(&by_hand::summed(folder))? {
            Some(document) => document,
            None => good(&by_hand::next(folder))?.unwrap_or_default(),
        };
        // It is settled with its history as if it stood in the place of the broken one.
        let now = state::contents(&document);
        self.take_in(&document.to_string(), &document, &now, lock)?;
        let mut here = state::here(&document);
        let found = self.find()?;
        if let (Ok(odd), Some(_)) = (&found.document, &found.odd) {
            // What of it is understood is the user's, too.
            self.take_in(&found.text, odd, &state::contents(odd), lock)?;
            here = state::here(odd);
        }
        self.sum(&mut document, &now, &here);
        let text = document.to_string();
        self.write_next(&by_hand::signed(&text))?;
        replace(
            self.disk.as_ref(),
            &self.path,
            text.as_bytes(),
            &self.session.id,
        )?;
        self.promote()?;
        Ok(aside)
    }
}
