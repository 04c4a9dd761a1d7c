//! Reading a guide folder: small, plain text files inside it, and nothing else.

use std::fs;
use std::path::Path;

use super::Trouble;
use crate::guide::Files;

/// The largest file of a guide.
const MOST_BYTES: u64 = 4 << 20;
/// How deep folders may lie.
const MOST_DEEP: usize = 4;

/// The files of a guide folder. Links are not followed; other kinds of files are passed over.
///
/// # Errors
///
/// If the folder or one of its files cannot be read, is too large or not UTF-8.
pub fn read(folder: &Path) -> Result<Files, Trouble> {
    let mut files = Files::new();
    descend(folder, folder, 0, &mut files)?;
    Ok(files)
}

fn descend(top: &Path, folder: &Path, depth: usize, files: &mut Files) -> Result<(), Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::with(folder, "read", &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Trouble::with(folder, "read", &error))?;
        let path = entry.path();
        let kind = entry
            .file_type()
            .map_err(|error| Trouble::with(&path, "read", &error))?;
        if kind.is_dir() && depth < MOST_DEEP {
            descend(top, &path, depth + 1, files)?;
        } else if kind.is_file()
            && path
                .extension()
                .is_some_and(|end| end == "md" || end == "toml" || end == "txt")
        {
            let size = entry
                .metadata()
                .map_err(|error| Trouble::with(&path, "read", &error))?
                .len();
            if size > MOST_BYTES {
                return Err(Trouble(format!(
                    "{}: {size} bytes; a file of a guide has at most {MOST_BYTES}",
                    path.display()
                )));
            }
            let bytes = fs::read(&path).map_err(|error| Trouble::with(&path, "read", &error))?;
            let text = String::from_utf8(bytes).map_err(|_| {
                Trouble(format!(
                    "{}: the file is not UTF-8 text; save it as UTF-8",
                    path.display()
                ))
            })?;
            let name = path
                .strip_prefix(top)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            files.insert(name, text.replace("\r\n", "\n"));
        }
    }
    Ok(())
}
