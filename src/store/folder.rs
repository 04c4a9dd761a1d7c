//! Reading a guide folder: plain text files inside it, not too many and not too large, and nothing else.
//!
//! The folder may come from a stranger. So no link is followed, not even one that takes a file's place while we
//! read: everything is opened from its folder downwards, and what was opened is looked at again.

use std::ffi::{CStr, CString};
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::Errno;

use super::Trouble;
use super::disk::Tried as _;
use crate::guide::Files;

/// The largest file of a guide. A file that is wrong at every byte costs two hundred times its size to complain of.
const MOST_BYTES: u64 = 1 << 20;
/// All files of a guide together.
const MOST_IN_ALL: u64 = 64 << 20;
/// The most files and folders.
const MOST_ENTRIES: usize = 5_000;
/// How deep folders may lie.
const MOST_DEEP: usize = 4;

/// What to say of a link.
const LINK: &str = "a link; put the file itself there, links are not followed";
/// What to say of a device, a pipe or a folder with the name of a file.
const NO_FILE: &str = "no file; a guide is made of plain files";

/// How folders and files are opened: no link at the end of the path, no waiting for a pipe.
const OPENING: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// The files of a guide folder. Names that begin with a dot, and files of other kinds, are passed over.
///
/// # Errors
///
/// If the folder or one of its files cannot be read, is a link or a device, lies too deep, is too large or not
/// UTF-8; or if there is too much of them.
pub fn read(folder: &Path) -> Result<Files, Trouble> {
    // The folder itself was named by the user: it may be a link.
    let flags = OPENING.difference(OFlags::NOFOLLOW) | OFlags::DIRECTORY;
    let opened = failed(openat(CWD, folder, flags, Mode::empty()), folder)?;
    let mut reading = Reading {
        files: Files::new(),
        entries: 0,
        bytes: 0,
        top: folder,
    };
    reading.descend(&opened, Path::new(""), 0)?;
    Ok(reading.files)
}

/// What was read so far.
struct Reading<'a> {
    files: Files,
    entries: usize,
    bytes: u64,
    top: &'a Path,
}

impl Reading<'_> {
    /// Reads what lies in an open folder, whose path from the top is `inside`.
    fn descend(&mut self, folder: &OwnedFd, inside: &Path, depth: usize) -> Result<(), Trouble> {
        if depth > MOST_DEEP {
            return Err(self.refused(
                inside,
                format!("folders of a guide lie {MOST_DEEP} deep at most"),
            ));
        }
        for name in self.names(folder, inside)? {
            let path = inside.join(name.to_string_lossy().as_ref());
            let whole = self.top.join(&path);
            let opened = |flags| failed(openat(folder, &name, flags, Mode::empty()), &whole);
            let found = failed(statat(folder, &name, AtFlags::SYMLINK_NOFOLLOW), &whole)?;
            match FileType::from_raw_mode(found.st_mode) {
                FileType::Symlink => {
                    return Err(self.refused(&path, LINK));
                }
                FileType::Directory => {
                    let inner = opened(OPENING | OFlags::DIRECTORY)?;
                    self.descend(&inner, &path, depth + 1)?;
                }
                _ if !is_text(&path) => {}
                FileType::RegularFile => self.take(opened(OPENING)?, &path)?,
                _ => {
                    return Err(self.refused(&path, NO_FILE));
                }
            }
        }
        Ok(())
    }

    /// The names in a folder, in order.
    fn names(&mut self, folder: &OwnedFd, inside: &Path) -> Result<Vec<CString>, Trouble> {
        let whole = self.top.join(inside);
        let mut names = Vec::new();
        for entry in failed(Dir::read_from(folder), &whole)? {
            let entry = failed(entry, &whole)?;
            if is_hidden(entry.file_name()) {
                continue;
            }
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                let what = format!("more than {MOST_ENTRIES} files; a guide has no more");
                return Err(self.refused(Path::new(""), what));
            }
            names.push(entry.file_name().to_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Reads an open file whole.
    fn take(&mut self, opened: OwnedFd, path: &Path) -> Result<(), Trouble> {
        let whole = self.top.join(path);
        // Something else may have taken its place since we looked.
        let found = failed(fstat(&opened), &whole)?;
        if FileType::from_raw_mode(found.st_mode) != FileType::RegularFile {
            return Err(self.refused(path, NO_FILE));
        }
        let mut bytes = Vec::new();
        File::from(opened)
            .take(MOST_BYTES + 1)
            .read_to_end(&mut bytes)
            .trying("read", &whole)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > MOST_BYTES {
            return Err(self.refused(
                path,
                format!("larger than {MOST_BYTES} bytes, which a file of a guide has at most"),
            ));
        }
        self.bytes += size;
        if self.bytes > MOST_IN_ALL {
            let what = format!("its files have more than {MOST_IN_ALL} bytes; a guide has no more");
            return Err(self.refused(Path::new(""), what));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| self.refused(path, "the file is not UTF-8 text; save it as UTF-8"))?;
        self.files.insert(
            path.to_string_lossy().into_owned(),
            text.replace("\r\n", "\n"),
        );
        Ok(())
    }

    /// That there is too much, or something of the wrong kind; the folder itself has no path inside.
    fn refused(&self, inside: &Path, why: impl ToString) -> Trouble {
        if inside.as_os_str().is_empty() {
            Trouble::unusable(self.top, why)
        } else {
            Trouble::unusable(&self.top.join(inside), why)
        }
    }
}

fn failed<T>(tried: Result<T, Errno>, path: &Path) -> Result<T, Trouble> {
    match tried {
        // What was no link when we looked is one now.
        Err(Errno::LOOP) => Err(Trouble::unusable(path, LINK)),
        tried => tried.map_err(io::Error::from).trying("read", path),
    }
}

/// Whether a name begins with a dot: the folder itself, the one above, and what editors and version control keep.
fn is_hidden(name: &CStr) -> bool {
    name.to_bytes().starts_with(b".")
}

/// Whether a guide has files of this name's kind.
fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end == "md" || end == "toml" || end == "txt")
}

#[cfg(test)]
mod tests;
