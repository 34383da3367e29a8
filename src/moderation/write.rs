//! Documents written into the folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Moderation;
use super::apply::Step;
use super::error::{ModerationError, Result};
use super::truth::Truth;
use crate::document::{Source, create, read_source, replace};
use crate::store::DocumentChange;

/// What a file says of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is as before.
    Before,
    /// It is written.
    After,
    /// It says something else.
    Other,
}

impl Moderation {
    /// Writes the documents of a draft, all or none. What is written already is left alone.
    pub(super) fn write_all(&self, changes: &[DocumentChange]) -> Result<()> {
        for (at, change) in changes.iter().enumerate() {
            let path = self.path(&change.document)?;
            if standing(&path, change) != Standing::After
                && let Err(reason) = write(&path, change)
            {
                for earlier in changes[..at].iter().rev() {
                    let back = DocumentChange {
                        document: earlier.document.clone(),
                        before: earlier.after.clone(),
                        after: earlier.before.clone(),
                    };
                    // What cannot be put back is recorded as it stands by the next look at the folder.
                    _ = self.path(&back.document).map(|path| write(&path, &back));
                }
                return Err(ModerationError::Write { document: change.document.clone(), reason: reason.to_string() });
            }
            self.told(Step::Written(at + 1));
        }
        Ok(())
    }

    /// How the files stand to the changes of a draft.
    pub(super) fn standings(&self, changes: &[DocumentChange]) -> Result<Vec<Standing>> {
        changes.iter().map(|change| Ok(standing(&self.path(&change.document)?, change))).collect()
    }

    /// The file of a document. Its name comes from a record, and never leads out of the folder.
    fn path(&self, document: &str) -> Result<PathBuf> {
        let Truth::Folder(folder) = &self.truth else {
            return Err(ModerationError::refused("there is no folder of documents"));
        };
        let plain = Path::new(document).file_name().is_some_and(|name| name == document);
        if !plain || document.starts_with('.') {
            return Err(ModerationError::Refused(format!("`{}` is no name of a document", document.escape_debug())));
        }
        Ok(folder.join(document))
    }
}

fn standing(path: &Path, change: &DocumentChange) -> Standing {
    let now = if path.exists() { read_source(path).ok().map(|source| source.text.clone()) } else { None };
    if now == change.after {
        Standing::After
    } else if now == change.before {
        Standing::Before
    } else {
        Standing::Other
    }
}

fn write(path: &Path, change: &DocumentChange) -> io::Result<()> {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => replace(path, &Source::new(change.document.clone(), before.clone()), after),
        (None, Some(after)) => create(path, after),
        // Only a document that was just made is taken away again.
        (_, None) => fs::remove_file(path),
    }
}
