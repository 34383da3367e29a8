//! Writing a document so that nobody ever reads half of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::source::Source;

/// Puts a new text in the place of a document: a file beside it is written, flushed to the disk and renamed. The
/// document must still be what `old` says, so that nobody's work of the meantime is lost.
///
/// # Errors
/// The document was changed in the meantime, or the folder or disk does not allow it; then it stays as it was.
pub fn replace(path: &Path, old: &Source, new: &str) -> io::Result<()> {
    const MARK: &[u8] = "\u{FEFF}".as_bytes();
    let path = fs::canonicalize(path)?;
    let bytes = fs::read(&path)?;
    let marked = bytes.starts_with(MARK);
    let text = if marked { &bytes[MARK.len()..] } else { &bytes };
    if text != old.text.as_bytes() {
        return Err(io::Error::other("was changed in the meantime: nothing was written"));
    }
    let beside = beside(&path);
    let written = write(&path, &beside, if marked { MARK } else { &[] }, new);
    if written.is_err() {
        // The file may not have come to be.
        _ = fs::remove_file(&beside);
    }
    written
}

/// Makes a new document, as [`replace`] does for one that is there.
///
/// # Errors
/// There is a file of this name, or the folder or disk does not allow it.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let beside = beside(path);
    let written = begin(&beside, text.as_bytes()).and_then(|()| {
        // Unlike a rename this never takes the place of a file.
        fs::hard_link(&beside, path)?;
        settle(path)
    });
    // The file may not have come to be.
    _ = fs::remove_file(&beside);
    written
}

fn begin(beside: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = fresh(beside)?;
    file.write_all(text)?;
    file.sync_all()
}

/// A file beside a document. One of a program that was killed and had this number is in nobody's use.
fn fresh(beside: &Path) -> io::Result<File> {
    let open = || OpenOptions::new().write(true).create_new(true).open(beside);
    open().or_else(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            return Err(error);
        }
        fs::remove_file(beside)?;
        open()
    })
}

/// Makes the folder remember its new name for a file.
fn settle(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn write(path: &Path, beside: &Path, mark: &[u8], text: &str) -> io::Result<()> {
    let mut file = fresh(beside)?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.write_all(mark)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(beside, path)?;
    settle(path)
}

/// A name in the same folder that no reader of documents looks at.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_replaced_and_the_mark_of_windows_editors_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faq.toml");
        fs::write(&path, "\u{FEFF}old").unwrap();
        replace(&path, &Source::new("faq.toml", "old"), "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "\u{FEFF}new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_document_that_was_changed_in_the_meantime_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faq.toml");
        fs::write(&path, "edited").unwrap();
        replace(&path, &Source::new("faq.toml", "old"), "new").unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "edited");
    }
}
