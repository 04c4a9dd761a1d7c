//! Whose a file is. Who worked as somebody else for once (`sudo`) leaves files behind that they cannot write any more.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::process::geteuid;

use crate::text::clean;

/// Where the names of accounts stand.
const ACCOUNTS: &str = "/etc/passwd";

/// The account of a user id, from the text of `/etc/passwd`.
pub fn account(accounts: &str, uid: u32) -> Option<&str> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        (fields.nth(1)?.parse() == Ok(uid)).then_some(name)
    })
}

/// The account of a user id on this machine.
fn login(uid: u32) -> Option<String> {
    let accounts = fs::read_to_string(ACCOUNTS).unwrap_or_default();
    account(&accounts, uid).map(str::to_owned)
}

/// A user in words.
fn named(uid: u32) -> String {
    login(uid).unwrap_or_else(|| format!("user {uid}"))
}

/// Who has a file that is not ours; nothing if it is ours, or not there.
pub fn other(path: &Path) -> Option<String> {
    let about = fs::symlink_metadata(path).ok()?;
    is_others(&about).then(|| named(about.uid()))
}

fn is_others(about: &Metadata) -> bool {
    about.uid() != geteuid().as_raw()
}

/// What to say where we have no permission: whose the file is, or the folder that it is in, and how to get it back.
pub(super) fn words(path: &Path) -> Option<String> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let (what, whose) = match other(path) {
        Some(whose) => ("it".to_owned(), whose),
        None => (clean::path(folder?), other(folder?)?),
    };
    let path = if what == "it" { path } else { folder? };
    Some(format!("{what} belongs to {whose} ({})", give_back(path)))
}

/// What gives a file or folder back to who is there now.
pub fn give_back(path: &Path) -> String {
    let uid = geteuid().as_raw();
    let me = login(uid).unwrap_or_else(|| uid.to_string());
    format!("sudo chown -R {me} '{}' gives it back", clean::path(path))
}

/// Whether a file, or the folder that one comes into, is not somebody else's while we are root: root may write anywhere,
/// and would leave behind what its owner cannot write any more.
///
/// # Errors
///
/// Whose it is, and what to do.
pub(super) fn is_ours(path: &Path) -> io::Result<()> {
    if !is_root() {
        return Ok(());
    }
    // What is still to be made comes into the first folder above it that is there.
    let above = path
        .ancestors()
        .filter(|above| !above.as_os_str().is_empty());
    let mut there = above.chain([Path::new(".")]);
    let Some((path, about)) = there.find_map(|path| Some((path, fs::metadata(path).ok()?))) else {
        return Ok(());
    };
    if !is_others(&about) {
        return Ok(());
    }
    let whose = named(about.uid());
    let account = login(about.uid()).unwrap_or_else(|| format!("'#{}'", about.uid()));
    Err(io::Error::other(format!(
        "{} belongs to {whose}, who could not write what root leaves there (sudo -u {account} roadsigns works as its owner)",
        clean::path(path)
    )))
}

/// Whether we may do anything on this machine.
pub fn is_root() -> bool {
    geteuid().is_root()
}

/// Whether a file may be replaced: one that is read-only or somebody else's is so on purpose, or by accident, and a new
/// file in its place would end that without a word.
///
/// # Errors
///
/// Why it may not.
pub(super) fn may_replace(path: &Path) -> io::Result<()> {
    is_ours(path)?;
    path.parent().map_or(Ok(()), is_ours)?;
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    if about.mode() & 0o222 == 0 {
        let words = format!(
            "it is read-only (chmod u+w '{}' lets it be written)",
            clean::path(path)
        );
        return Err(io::Error::other(words));
    }
    if is_others(&about) && access(path, Access::WRITE_OK).is_err() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    Ok(())
}

/// What in a folder, and the folder itself, belongs to somebody else.
pub fn others(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let mut others: Vec<(PathBuf, String)> = paths
        .chain([folder.to_owned()])
        .filter_map(|path| other(&path).map(|whose| (path, whose)))
        .collect();
    others.sort();
    others
}
